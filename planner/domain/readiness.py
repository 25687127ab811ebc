"""Readiness: what still stands between a plan and a firewall, one point for each root cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import EMPTY_TEXT, Text


class PointSeverity(StrEnum):
    """``blocks``: the change must not go out like this. ``warns``: whoever signs has to know."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One open point.

    ``title`` says what is open, ``cost`` what that costs (*24 of 24 lines cannot be written*). ``field`` is what
    settles it: a fact, a field of the cluster, or ``rules`` for a line, whose id is ``rule_id`` then.
    """

    id: str
    severity: PointSeverity
    title: Text
    cost: Text = EMPTY_TEXT
    field: str = ""
    rule_id: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the change must not go out like this."""
        return self.severity is PointSeverity.BLOCKS


RULES_FIELD = "rules"
"""The field of a point that a decision on a line settles."""
