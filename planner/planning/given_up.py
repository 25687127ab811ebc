"""Hosts that a feature gave up for a service tag: what the tag's line opens in their place."""

from __future__ import annotations

from collections.abc import Set

from planner.domain.demand import Demand, Trait
from planner.domain.destination import Destination, DestinationType
from planner.domain.rule import Rule
from planner.planning.conditions import judge
from planner.planning.destinations import choose_host
from planner.planning.situation import Situation


def hosts_given_up(rule: Rule, where: Situation) -> frozenset[Destination]:
    """Return the hosts that the features of a service tag's line gave up for it: the tag holds them.

    The answer that made the tag a line is what took them away. Another feature may ask for such a host all the same;
    that is what makes a shadowed line. A host of another cloud is in no tag of this one.
    """
    if rule.destination.type is not DestinationType.SERVICE_TAG:
        return frozenset()
    given_up: set[Destination] = set()
    for reason in rule.reasons:
        chosen = {answer.fact for answer in reason.answers}
        feature = where.catalog.feature(reason.feature)
        if not chosen or feature is None:
            continue
        for demand in where.catalog.demands(feature, where.cloud.id, where.edition.id):
            if all(service.protocol.is_web for service in demand.services) and _gave_way(
                demand, chosen, where
            ):
                given_up.add(choose_host(demand, where, splits=False).taken[0])
    return frozenset(given_up)


def _gave_way(demand: Demand, chosen: Set[str], where: Situation) -> bool:
    if Trait.OTHER_CLOUD in demand.traits:
        return False
    judgement = judge(demand.when, where.facts)
    return not judgement.holds and bool(chosen & set(judgement.deciding))
