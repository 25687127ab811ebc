"""Comments on the objects of other makers' firewalls: which lines of the plan each stands for, and why.

With them a network engineer finds the line of a change request behind an address object, and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.rule import Rule
from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import lines_text
from planner.exporters.vendor_bundles import Bundle
from planner.exporters.vendor_lines import ANY_SOURCE, Permit

LIMIT = 255
"""Bytes of a comment: FortiOS takes 255 characters, and nobody says what it counts outside ASCII."""

_LINE = Text("{lines}: {purpose}", "{lines}：{purpose}")
ASSUMED_LINE = Text("Line {number}. {said}", "第 {number} 行。{said}")
_SOURCE = Text("Source of {lines}", "源：{lines}")
_HELP = str.maketrans({"?": "\uff1f"})
"""A question mark asks the command lines of FortiOS and PAN-OS for help, even between quotes."""


def object_comments(context: ExportContext, permits: Iterable[Permit]) -> Mapping[str, str]:
    """Return for each host name and prefix of the permits its lines and the first line's reason.

    What nobody answered although a line rests on it is said too, before the reason where both have no room. A
    prefix that is a source alone names the lines it is the source of. One line each, at most `LIMIT` bytes.
    """
    asked: dict[str, list[Rule]] = {}
    served: dict[str, list[Rule]] = {}
    for permit in permits:
        for text in (permit.host, *permit.prefixes):
            asked.setdefault(text, []).append(permit.rule)
        for source in permit.sources:
            served.setdefault(source, []).append(permit.rule)
    numbers = _line_numbers(context)
    said = {
        text: _source_comment(context, numbers, rules) for text, rules in served.items() if text != ANY_SOURCE
    }
    said |= {text: _line_comment(context, numbers, rules) for text, rules in asked.items() if text}
    return said


def bundle_comment(context: ExportContext, bundle: Bundle) -> str:
    """Return the lines that one rule of a firewall stands for, such as ``Lines 1 to 9, 14``."""
    return _fitting(_lines(context, _line_numbers(context), (permit.rule for permit in bundle.permits)))


def _line_numbers(context: ExportContext) -> Mapping[str, int]:
    """Return each line's number by its rule's id: looked up once, however many objects there are."""
    return {rule.id: number for number, rule in enumerate(context.plan.rules, start=1)}


def _line_comment(context: ExportContext, numbers: Mapping[str, int], rules: list[Rule]) -> str:
    lines = _lines(context, numbers, rules)
    purpose = one_line(context.say(rules[0].purpose))
    assumed = _assumption(context, numbers, rules)
    parts = [part for part in (purpose, assumed) if part]
    text = _about(context, lines, parts)
    return (
        text
        if len(text.encode("utf-8", "ignore")) <= LIMIT
        else _fitting(_about(context, lines, parts[::-1]))
    )


def _about(context: ExportContext, lines: str, parts: list[str]) -> str:
    said = ("" if context.language == CHINESE else " ").join(parts)
    return _plain(context.say(_LINE.filled(lines=lines, purpose=said)) if said else lines)


def _assumption(context: ExportContext, numbers: Mapping[str, int], rules: list[Rule]) -> str:
    """Return what is assumed of these lines, with the lines where it does not hold for all of them."""
    found = {numbers[rule.id]: context.say(rule.assumption) for rule in rules if rule.assumed}
    if len(found) == len({rule.id for rule in rules}) and len(set(found.values())) == 1:
        return next(iter(found.values()))
    each = (context.say(ASSUMED_LINE.filled(number=str(number), said=said)) for number, said in found.items())
    return ("" if context.language == CHINESE else " ").join(each)


def entry_remarks(context: ExportContext, permits: Iterable[Permit]) -> Mapping[str, tuple[str, ...]]:
    """Return for each host name what nobody answered although its lines rest on it, for entries without a comment."""
    numbers = _line_numbers(context)
    remarks: dict[str, dict[str, None]] = {}
    for permit in permits:
        if permit.host and permit.rule.assumed:
            said = context.say(permit.rule.assumption)
            number = str(numbers[permit.rule.id])
            remarks.setdefault(permit.host, {})[
                context.say(ASSUMED_LINE.filled(number=number, said=said))
            ] = None
    return {host: tuple(found) for host, found in remarks.items()}


def _source_comment(context: ExportContext, numbers: Mapping[str, int], rules: list[Rule]) -> str:
    lines = _lines(context, numbers, rules)
    lines = lines if context.language == CHINESE else lines[:1].lower() + lines[1:]
    return _fitting(context.say(_SOURCE.filled(lines=lines)))


def _lines(context: ExportContext, numbers: Mapping[str, int], rules: Iterable[Rule]) -> str:
    found = sorted({numbers[rule.id] for rule in rules})
    text = lines_text(tuple(found), context)
    return text[:1].upper() + text[1:]


def _plain(text: str) -> str:
    return one_line(text).translate(_HELP)


def _fitting(text: str) -> str:
    """Return at most `LIMIT` bytes of the text, without what a command line would not take as text."""
    text = _plain(text)
    if len(text.encode("utf-8", "ignore")) <= LIMIT:
        return text
    return text.encode("utf-8", "ignore")[: LIMIT - 3].decode("utf-8", "ignore").rstrip() + "…"
