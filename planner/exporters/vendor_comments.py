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
_SOURCE = Text("Source of {lines}", "源：{lines}")
_HELP = str.maketrans({"?": "\uff1f"})
"""A question mark asks the command lines of FortiOS and PAN-OS for help, even between quotes."""


def object_comments(context: ExportContext, permits: Iterable[Permit]) -> Mapping[str, str]:
    """Return for each host name and prefix of the permits its lines and the first line's reason.

    A prefix that is a source alone names the lines it is the source of. One line each, at most `LIMIT` bytes.
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
    purpose = one_line(context.say(rules[0].purpose))
    lines = _lines(context, numbers, rules)
    return _fitting(context.say(_LINE.filled(lines=lines, purpose=purpose)) if purpose else lines)


def _source_comment(context: ExportContext, numbers: Mapping[str, int], rules: list[Rule]) -> str:
    lines = _lines(context, numbers, rules)
    lines = lines if context.language == CHINESE else lines[:1].lower() + lines[1:]
    return _fitting(context.say(_SOURCE.filled(lines=lines)))


def _lines(context: ExportContext, numbers: Mapping[str, int], rules: Iterable[Rule]) -> str:
    found = sorted({numbers[rule.id] for rule in rules})
    text = lines_text(tuple(found), context)
    return text[:1].upper() + text[1:]


def _fitting(text: str) -> str:
    """Return at most `LIMIT` bytes of the text, without what a command line would not take as text."""
    text = one_line(text).translate(_HELP)
    if len(text.encode("utf-8", "ignore")) <= LIMIT:
        return text
    return text.encode("utf-8", "ignore")[: LIMIT - 3].decode("utf-8", "ignore").rstrip() + "…"
