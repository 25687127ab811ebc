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
    ``services`` are those of the left-out line that stay open; the others are closed. ``spans_labels`` tells that it
    takes an asterisk that spans several labels, ``one_address`` that it is an address of this cluster's API server
    alone, of all that the left-out wildcard names.
    """

    rule_id: str
    through: str
    line: int
    services: tuple[Service, ...]
    spans_labels: bool = False
    one_address: bool = False

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


def what_stays_open(openings: Sequence[Opening]) -> Text:
    """Return what leaving the line out does not close, by the strongest of its openings (one at least)."""
    if any(not (entry.spans_labels or entry.one_address) for entry in openings):
        return _CLOSES_NOTHING
    return _CLOSES_NOTHING_IF_SPANS if any(entry.spans_labels for entry in openings) else _OWN_API_SERVER


_CLOSES_NOTHING = Text("leaving it out closes nothing there", "排除它并不能关闭这些访问")
_CLOSES_NOTHING_IF_SPANS = Text(
    "leaving it out closes nothing there, on firewalls whose asterisk spans several labels",
    "在星号可匹配多级域名的防火墙上，排除它并不能关闭这些访问",
)
_OWN_API_SERVER = Text(
    "leaving it out does not close the way to this cluster's own API server",
    "排除它并不能关闭对此群集自己的 API 服务器的访问",
)


def stays_open(services: Sequence[Service], openings: Sequence[Opening]) -> bool:
    """Whether leaving out a line with these ``services`` closes nothing: each is open through another line."""
    open_ones = {service for opening in openings for service in opening.services}
    return bool(openings) and open_ones.issuperset(services)
