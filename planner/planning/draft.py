"""A plan in the making: what the advisories look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.approval import Approval
from planner.domain.demand import Trait
from planner.domain.path import TrafficPath
from planner.domain.plan import Exclusion, Route
from planner.domain.rule import Rule
from planner.planning.situation import Situation


@dataclass(frozen=True)
class Draft:
    """Path, rules that the plan asks for (none that was left out), exclusions and routes, in their situation.

    ``left_out`` are the lines that are not asked for; a wider line may keep them open. ``rules`` are both, in the
    plan's order; ``decided`` has, by id, what the network team decided on each, and on each route, once an
    approval was read.
    """

    where: Situation
    path: TrafficPath
    included: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]
    routes: tuple[Route, ...]
    left_out: tuple[Rule, ...] = ()
    rules: tuple[Rule, ...] = ()
    decided: Mapping[str, Approval] = field(default_factory=dict)

    @cached_property
    def marked(self) -> Mapping[Trait, tuple[Rule, ...]]:
        """The lines of each trait, in the plan's order."""
        found: dict[Trait, dict[str, Rule]] = {}
        for rule in self.included:
            for reason in rule.reasons:
                for trait in reason.traits:
                    found.setdefault(trait, {})[rule.id] = rule
        return {trait: tuple(rules.values()) for trait, rules in found.items()}
