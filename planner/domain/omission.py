"""What the planner leaves out of a plan: not a verdict of the network team, which approves or rejects."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """A line that the planner leaves out, with the written reason.

    ``destination`` is where the line led when that was decided; empty in files that do not say.
    """

    rule_id: str
    reason: str = ""
    destination: str = ""
