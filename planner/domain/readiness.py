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

    ``title`` says what is open, ``cost`` what that costs (*24 of 24 lines cannot be written*), ``advice`` what settles
    it, as a sentence. ``field`` is where it is settled: a fact, a field of the cluster, or ``rules`` for a line, whose
    id is ``rule_id`` then; ``rule_ids`` are all lines that it keeps from being written, none where it is every line.
    ``because`` is why an answer is assumed, for a question that nobody answered.
    """

    id: str
    severity: PointSeverity
    title: Text
    cost: Text = EMPTY_TEXT
    field: str = ""
    rule_id: str = ""
    advice: Text = EMPTY_TEXT
    rule_ids: tuple[str, ...] = ()
    because: Text = EMPTY_TEXT

    @property
    def blocks(self) -> bool:
        """Whether the change must not go out like this."""
        return self.severity is PointSeverity.BLOCKS


def path_point(rule_id: str) -> str:
    """Return the id of the point that no path is chosen for the service of this NAT line."""
    return f"path-{rule_id}"


def unanswered_point(fact_id: str) -> str:
    """Return the id of the point that a question is not answered."""
    return f"{_UNANSWERED}{fact_id.replace('_', '-').replace('.', '-')}"


def is_unanswered(point: OpenPoint) -> bool:
    """Whether a point is a question that nobody answered."""
    return point.id.startswith(_UNANSWERED)


def left_out_point(rule_id: str) -> str:
    """Return the id of the point that this required line is left out."""
    return f"left-out-{rule_id}"


_UNANSWERED = "unanswered-"
NODE_SUBNET_POINT = "node-subnet"
"""The id of the point that the source of every line is missing."""
FIREWALL_ADDRESS_POINT = "firewall-address"
"""The id of the point that the next hop of the default route is missing."""
DOUBTFUL_ADDRESS_POINT = "firewall-address-doubtful"
"""The id of the point that no firewall has the address given as its private IP."""
DOUBTFUL_SUBNET_POINT = "node-subnet-doubtful"
"""The id of the point that a node subnet is smaller than any of Azure's."""
RANGES_UNCHECKED_POINT = "authorized-ranges-unchecked"
"""The id of the point that authorised ranges are known and the firewall's public address is not."""
RULES_FIELD = "rules"
"""The field of a point that a decision on a line settles."""
