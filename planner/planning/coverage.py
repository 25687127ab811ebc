"""Which line is taken in by another line's wildcard."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.domain.destination import Destination
from planner.domain.rule import Rule, RuleKind


def with_coverage(rules: tuple[Rule, ...], left_out: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules with ``covered_by`` set where an included wildcard line takes them in.

    ``left_out`` are ids of lines that the planner left out: they cover nothing. Both lines stay,
    because products differ in how many labels an asterisk spans.
    """
    wildcards = [rule for rule in rules if rule.destination.is_wildcard and rule.id not in left_out]
    return tuple(replace(rule, covered_by=_covering(rule, wildcards)) for rule in rules)


def spans_labels(wildcard: Destination, host: Destination) -> bool:
    """Whether covering ``host`` needs an asterisk that spans several labels (Azure Firewall's does)."""
    inside = host.value.removesuffix(wildcard.value[1:])
    return host.is_wildcard or "." in inside


def _covering(rule: Rule, wildcards: list[Rule]) -> str | None:
    if rule.kind is not RuleKind.APPLICATION:
        return None
    for wildcard in wildcards:
        if (
            wildcard.destination.covers(rule.destination)
            and set(rule.services) <= set(wildcard.services)
            and set(rule.sources) <= set(wildcard.sources)
        ):
            return wildcard.id
    return None
