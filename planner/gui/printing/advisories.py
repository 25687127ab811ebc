"""Advisories on paper: decided ones with a tick, open ones with a triangle, each with its lines."""

from __future__ import annotations

from planner.domain.plan import Advisory, Severity
from planner.domain.text import Text
from planner.exporters.findings import is_open
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import advisory_state, line_numbers, lines_text
from planner.gui.colours import Meaning
from planner.gui.printing import style, words
from planner.gui.printing.blocks import Block, Group, padded, stack
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.text import Run

_INDENT = 16
_STOP = Text(". ", "。")
_LONGEST = 6
"""Lines of one paragraph; a longer text belongs into the plan file, not on paper."""


def reading_order(advisories: tuple[Advisory, ...]) -> tuple[Advisory, ...]:
    """Return what a signer has to know first, first: the traffic path, then warnings, then the rest."""
    return tuple(sorted(advisories, key=_rank))


def _rank(advisory: Advisory) -> int:
    if is_open(advisory):
        return 0
    if advisory.service:
        return 1
    if advisory.severity is Severity.WARNING:
        return 3 if advisory.decided else 2
    return 4


def advisory_block(kit: Kit, advisory: Advisory, *, small: bool = False) -> Group:
    """Return one advisory: its mark, title, lines, text, and what was or is to be chosen.

    ``small`` sets it in the type of the tables, for the pages behind.
    """
    if small and advisory.severity is Severity.INFO and not advisory.service:
        return _remark(kit, advisory)
    table = style.CLOSING_TABLE
    title_style = table.text(bold=True) if small else style.BODY_BOLD
    text_style = table.text(style.MUTED) if small else style.BODY_MUTED
    width = kit.width - _INDENT
    say = kit.context.say
    title = [Run(one_line(say(advisory.title)), title_style)]
    lines = lines_text(line_numbers(advisory, kit.context), kit.context)
    if lines:
        title.append(Run(f"  ·  {lines}", text_style))
    parts: list[Block] = [kit.runs(tuple(title), width, most=3)]
    text = kit.join(one_line(say(advisory.text)), _outcome(kit, advisory))
    if text:
        parts.append(kit.text(text, text_style, width, most=_LONGEST))
    if is_open(advisory):
        parts += _choices(kit, advisory, width)
    mark = Meaning.DONE if advisory.decided else Meaning.ADVISORY
    return padded(kit.marked(MarkBlock(mark, 10.5), stack(*parts), indent=_INDENT), bottom=3 if small else 5)


def _remark(kit: Kit, advisory: Advisory) -> Group:
    """Return what is good to know as one paragraph: nobody has to decide on it, so it takes little room."""
    table = style.CLOSING_TABLE
    said = (
        Run(one_line(kit.say(advisory.title)).rstrip(".。") + kit.say(_STOP), table.text(bold=True)),
        Run(one_line(kit.say(advisory.text)), table.text(style.MUTED)),
    )
    paragraph = kit.runs(said, kit.width - _INDENT, most=_LONGEST)
    return padded(kit.marked(MarkBlock(Meaning.REMARK, 10.5), paragraph, indent=_INDENT), bottom=2)


def _outcome(kit: Kit, advisory: Advisory) -> str:
    """Return the remedy that was chosen, or the ways that help where nobody has to choose."""
    if advisory.decided:
        return advisory_state(advisory, kit.context) + ("。" if kit.context.language == "zh" else ".")
    if is_open(advisory) or not advisory.remedies:
        return ""
    between = "；" if kit.context.language == "zh" else "; "
    titles = [one_line(kit.say(remedy.title)).rstrip(".。") for remedy in advisory.remedies]
    return kit.say(words.WAYS).replace("{remedies}", between.join(titles))


def _choices(kit: Kit, advisory: Advisory, width: float) -> list[Block]:
    """Return a box to tick for each remedy, so that the path can be chosen on paper."""
    rows: list[Block] = [padded(kit.text(words.CHOOSE_ONE, style.BODY, width), top=2)]
    remedies = advisory.remedies + ((advisory.way_out,) if advisory.way_out is not None else ())
    for remedy in remedies:
        title = one_line(kit.say(remedy.title))
        if remedy.recommended:
            title = kit.say(words.FITS_BEST).replace("{remedy}", title)
        rows.append(kit.marked(Box(8), kit.text(title, style.BODY, width - 15, most=2), indent=15))
    return rows
