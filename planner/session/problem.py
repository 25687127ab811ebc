"""A problem with an answer, and the steps on which answers are given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import Text


class Step(StrEnum):
    """The seven steps of the wizard, in order."""

    CLOUD = "cloud"
    FACTS = "facts"
    FEATURES = "features"
    TRAFFIC = "traffic"
    RULES = "rules"
    REQUEST = "request"
    EXPORT = "export"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: the step and profile field it belongs to, and the sentence shown there.

    ``blocks`` marks the two that stop an export: no region, or an address that cannot be read.
    ``index`` is the position within a list of addresses or services, -1 for a single field. ``in_plan`` tells that
    the plan's own open points say it as well.
    """

    step: Step
    field: str
    message: Text
    blocks: bool = False
    index: int = -1
    in_plan: bool = False
