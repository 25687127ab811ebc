"""What a line that was left out is still open through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.service import Service, services_text
from planner.domain.text import EMPTY_TEXT, Text, joined

STILL_OPEN = Text("but still open through {lines}", "但仍可通过{lines}访问")
"""The one wording for it: it stands wherever a file says that a line is left out."""
_LINE, _LINES = Text("line {first}", "{first}"), Text("lines {first} and {last}", "{first}和{last}")
_NUMBERED = Text("{number} ({services})", "第 {number} 行（{services}）")


@dataclass(frozen=True, slots=True)
class Opening:
    """A wider line that keeps a line open which was left out.

    ``rule_id`` is the line that was left out, ``through`` the id of the wider line and ``line`` its number.
    ``services`` are those of the left-out line that stay open; the others are closed.
    """

    rule_id: str
    through: str
    line: int
    services: tuple[Service, ...]

    @property
    def text(self) -> Text:
        """*but still open through line 4 (HTTPS:443)*."""
        return openings_text((self,))


def openings_text(openings: Sequence[Opening]) -> Text:
    """Return every opening of one line in one phrase; empty text when there is none.

    *but still open through lines 10 (HTTPS:443) and 11 (TCP:443)*.
    """
    return STILL_OPEN.filled(lines=lines_text(openings)) if openings else EMPTY_TEXT


def lines_text(openings: Sequence[Opening]) -> Text:
    """Return the lines (one at least) that keep another open: *lines 10 (HTTPS:443) and 11 (TCP:443)*."""
    named = tuple(
        _NUMBERED.filled(number=str(entry.line), services=services_text(entry.services)) for entry in openings
    )
    if len(named) == 1:
        return _LINE.filled(first=named[0])
    return _LINES.filled(first=joined(named[:-1]), last=named[-1])


def stays_open(services: Sequence[Service], openings: Sequence[Opening]) -> bool:
    """Whether leaving out a line with these ``services`` closes nothing: each is open through another line."""
    open_ones = {service for opening in openings for service in opening.services}
    return bool(openings) and open_ones.issuperset(services)
