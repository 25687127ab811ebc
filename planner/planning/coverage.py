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
    wildcards = [
        (rule.destination.value[1:], rule)
        for rule in rules
        if rule.destination.is_wildcard and rule.id not in left_out
    ]
    return tuple(_with_coverage(rule, wildcards) for rule in rules)


def spans_labels(wildcard: Destination, host: Destination) -> bool:
    """Whether covering ``host`` needs an asterisk that spans several labels (Azure Firewall's does)."""
    inside = host.value.removesuffix(wildcard.value[1:])
    return host.is_wildcard or "." in inside


def _with_coverage(rule: Rule, wildcards: list[tuple[str, Rule]]) -> Rule:
    # The comparison of endings comes first: it is all that most of the pairs need.
    for ending, wildcard in wildcards:
        if rule.destination.value.endswith(ending) and _covers(wildcard, rule):
            return replace(rule, covered_by=wildcard.id)
    return rule


def _covers(wildcard: Rule, rule: Rule) -> bool:
    return (
        rule.kind is RuleKind.APPLICATION
        and wildcard.destination.covers(rule.destination)
        and set(rule.services) <= set(wildcard.services)
        and set(rule.sources) <= set(wildcard.sources)
    )
