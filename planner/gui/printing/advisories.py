"""Advisories on paper: decided ones with a tick, open ones with a triangle, each with its lines."""

from __future__ import annotations

from planner.domain.plan import Advisory
from planner.domain.text import CHINESE, Text
from planner.exporters.findings import is_open, needs_care
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import line_numbers, lines_text
from planner.gui.colours import Meaning
from planner.gui.printing import style, words
from planner.gui.printing.blocks import Block, Group, padded, stack
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.style import TextStyle
from planner.gui.printing.text import Run

_INDENT = 16
_STOP = Text(".", "。")
_PLACE = Text(" ({place})", "（{place}）")
_DECIDED = Text("decided", "已决定")
_LONGEST = 6
"""Lines of one paragraph; a longer text belongs into the plan file, not on paper."""


def advisory_block(kit: Kit, advisory: Advisory, *, small: bool = False) -> Group:
    """Return one advisory: its mark, title, lines, text, and what was or is to be chosen.

    One that nobody has to decide on is a paragraph behind its title, which takes little room; ``small`` sets it
    in the type of the tables, for the pages behind.
    """
    table = style.CLOSING_TABLE
    title_style = table.text(bold=True) if small else style.BODY_BOLD
    text_style = table.text(style.MUTED) if small else style.BODY_MUTED
    width = kit.width - _INDENT
    title = _title(kit, advisory, title_style, text_style)
    text = kit.join(one_line(kit.say(advisory.text)), _outcome(kit, advisory))
    parts: list[Block] = []
    if is_open(advisory):
        parts.append(kit.runs(title, width, most=3))
        parts.append(kit.text(text, text_style, width, most=_LONGEST))
        parts += _choices(kit, advisory, width)
    else:
        between = "" if kit.context.language == CHINESE else " "
        parts.append(kit.runs((*title, Run(between + text, text_style)), width, most=_LONGEST))
    mark = MarkBlock(_mark(advisory), 10.5)
    return padded(kit.marked(mark, stack(*parts), indent=_INDENT), bottom=2 if small else 3.5)


def _title(kit: Kit, advisory: Advisory, bold: TextStyle, muted: TextStyle) -> tuple[Run, ...]:
    """Return the title, its lines and whether it is decided (how, the title says).

    It ends as a sentence where its text follows.
    """
    title = one_line(kit.say(advisory.title)).rstrip(".。")
    stop = "" if is_open(advisory) else kit.say(_STOP)
    lines = lines_text(line_numbers(advisory, kit.context), kit.context)
    place = words.COMMA.in_language(kit.context.language).join(
        part for part in (lines, kit.say(_DECIDED) if advisory.decided else "") if part
    )
    if not place:
        return (Run(title + stop, bold),)
    return (Run(title, bold), Run(kit.say(_PLACE.filled(place=place)) + stop, muted))


def _mark(advisory: Advisory) -> Meaning:
    if advisory.decided and not advisory.pending:
        return Meaning.DONE
    return Meaning.ADVISORY if needs_care(advisory) or advisory.service else Meaning.REMARK


def _outcome(kit: Kit, advisory: Advisory) -> str:
    """Return the ways that help where nobody has to choose; a single way is what the text says already."""
    if advisory.decided or is_open(advisory) or len(advisory.remedies) <= 1:
        return ""
    between = "；" if kit.context.language == CHINESE else "; "
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
