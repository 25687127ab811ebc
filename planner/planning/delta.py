"""The difference between two plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from planner.domain.delta import Aspect, LineChange, PlanDelta
from planner.domain.plan import Advisory, EgressPlan
from planner.domain.rule import Rule, RuleKind


def delta_between(before: EgressPlan | None, after: EgressPlan | None) -> PlanDelta:
    """Return what came, went and changed; nothing came or went while there is no plan after.

    Lines are the same by what they let through, whatever asks for them; a line that leads elsewhere now (as after a
    change of region) is the same by its id.
    """
    if after is None:
        return PlanDelta()
    lines = delta_of_lines(before.included_rules() if before is not None else (), after.included_rules())
    # A route that leads to another hop now is one that went and one that came.
    old_routes = {route.fingerprint(): route for route in before.routes} if before is not None else {}
    new_routes = {route.fingerprint(): route for route in after.routes}
    return replace(
        lines,
        routes_added=tuple(route for key, route in new_routes.items() if key not in old_routes),
        routes_removed=tuple(route for key, route in old_routes.items() if key not in new_routes),
        advisories_added=tuple(_new_advisories(before, after)),
    )


def delta_of_lines(
    before: Iterable[Rule], after: Iterable[Rule], aspects: Collection[Aspect] = tuple(Aspect)
) -> PlanDelta:
    """Return what differs between lines, routes and advisories aside; ``aspects`` are what of a line counts."""
    old = {_key(rule): rule for rule in before}
    new = {_key(rule): rule for rule in after}
    came = {rule.id: rule for key, rule in new.items() if key not in old}
    went = {rule.id: rule for key, rule in old.items() if key not in new}
    pairs = [
        *((went[rule_id], rule) for rule_id, rule in came.items() if rule_id in went),
        *((old[key], rule) for key, rule in new.items() if key in old),
    ]
    changed = tuple(
        LineChange(first, second, what)
        for first, second in pairs
        if (what := tuple(aspect for aspect in _aspects(first, second) if aspect in aspects))
    )
    return PlanDelta(
        added=tuple(rule for rule_id, rule in came.items() if rule_id not in went),
        removed=tuple(rule for rule_id, rule in went.items() if rule_id not in came),
        changed=changed,
        unchanged=len(pairs) - len(changed),
    )


def _key(rule: Rule) -> tuple[object, ...]:
    """Return what makes lines of two plans the same; two services that collide on one port are two NAT lines."""
    return (*rule.line_key, rule.id) if rule.kind is RuleKind.NAT else rule.line_key


def _aspects(before: Rule, after: Rule) -> Iterator[Aspect]:
    if before is after:
        return
    if before.destination.key != after.destination.key:
        yield Aspect.DESTINATION
    if set(before.services) != set(after.services):
        yield Aspect.SERVICES
    if before.sources != after.sources:
        yield Aspect.SOURCES
    if before.translation != after.translation:
        yield Aspect.TRANSLATION
    if before.necessity != after.necessity:
        yield Aspect.NECESSITY
    if before.features != after.features:
        yield Aspect.REASONS


def _new_advisories(before: EgressPlan | None, after: EgressPlan) -> Iterator[Advisory]:
    if before is None:
        return
    known = {(advisory.id, advisory.title) for advisory in before.advisories}
    for advisory in after.advisories:
        if (advisory.id, advisory.title) not in known:
            yield advisory
