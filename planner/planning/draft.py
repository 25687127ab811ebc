"""A plan in the making: what the advisories look at."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.path import TrafficPath
from planner.domain.plan import Exclusion, Route
from planner.domain.rule import Rule
from planner.planning.situation import Situation


@dataclass(frozen=True)
class Draft:
    """Path, rules that the plan asks for (none that was left out), exclusions and routes, in their situation."""

    where: Situation
    path: TrafficPath
    included: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]
    routes: tuple[Route, ...]
