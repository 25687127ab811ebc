"""Open points about the traffic path: addresses, the API server's ranges, and services that are not reached."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.address import is_no_subnet
from planner.domain.destination import DestinationType
from planner.domain.path import Egress, PathCause, PathState, ServicePath
from planner.domain.plan import EgressPlan
from planner.domain.readiness import (
    DOUBTFUL_ADDRESS_POINT,
    DOUBTFUL_SUBNET_POINT,
    FIREWALL_ADDRESS_POINT,
    RANGES_UNCHECKED_POINT,
    RULES_FIELD,
    OpenPoint,
    PointSeverity,
    path_point,
)
from planner.domain.text import Text
from planner.planning import readiness_words as words
from planner.planning.advisories.path import AUTHORIZED_IP_RANGES
from planner.planning.path import STOP_FILTERING
from planner.planning.ranges import lacking_addresses
from planner.planning.readiness_lines import numbers_of

BLOCKS, WARNS = PointSeverity.BLOCKS, PointSeverity.WARNS
_NODE_SUBNETS, _PRIVATE_IP, _PUBLIC_IPS, _INBOUND = (
    "node_subnets",
    "firewall_private_ip",
    "firewall_public_ips",
    "inbound",
)


def ranges_lacking(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Ranges that somebody gave and that lack the firewall: a public API server refuses nodes behind it."""
    ranges = plan.facts.listed("authorized_ranges")
    speaks = any(advisory.id == AUTHORIZED_IP_RANGES for advisory in plan.advisories)
    lacking = lacking_addresses(plan.firewall, ranges) if ranges and speaks else ()
    if lacking:
        addresses = ", ".join(lacking)
        yield OpenPoint(
            "authorized-ranges-lack-firewall",
            WARNS,
            words.RANGES_LACK.filled(addresses=addresses),
            words.RANGES_COST,
            "authorized_ranges",
            advice=words.RANGES_ADVICE,
        )


def ranges_unchecked(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Ranges that somebody gave beside a firewall whose address nobody did: nodes behind it may be refused."""
    if PathCause.RANGES_UNCHECKED in plan.path.waits_for:
        yield OpenPoint(
            RANGES_UNCHECKED_POINT,
            WARNS,
            words.RANGES_UNCHECKED,
            words.RANGES_UNCHECKED_COST,
            _PUBLIC_IPS,
            advice=words.TYPE_PUBLIC_IP,
        )


def doubtful_addresses(plan: EgressPlan) -> Iterator[OpenPoint]:
    """A next hop at which no firewall stands, and a source that is no subnet: with the route, egress is lost."""
    if PathCause.SOURCE_DOUBTFUL in plan.path.waits_for:
        small = ", ".join(filter(is_no_subnet, plan.cluster.node_subnets))
        title = words.NO_SUBNET_OF_NODES.filled(subnets=small)
        yield OpenPoint(
            DOUBTFUL_SUBNET_POINT, BLOCKS, title, words.CUT_OFF, _NODE_SUBNETS, advice=words.SUBNET_ADVICE
        )
    if PathCause.NEXT_HOP_DOUBTFUL in plan.path.waits_for:
        title = words.NO_FIREWALL_THERE.filled(address=plan.firewall.private_ip)
        yield OpenPoint(
            DOUBTFUL_ADDRESS_POINT, BLOCKS, title, words.ROUTE_NOWHERE, _PRIVATE_IP, advice=words.CORRECT_IT
        )


def tags_by_list(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines by service tag for a firewall that knows none: they are written from Microsoft's list, or not at all."""
    rules = [rule for rule in plan.included_rules() if rule.destination.type is DestinationType.SERVICE_TAG]
    if rules and plan.firewall.needs_tag_list:
        yield OpenPoint(
            "tags-by-list",
            WARNS,
            words.TAGS_BY_LIST,
            words.ONLY_FROM_LIST.filled(lines=numbers_of(rules, plan)),
            RULES_FIELD,
            rules[0].id,
            advice=words.GIVE_LIST,
        )


def missing_next_hop(plan: EgressPlan) -> Iterator[OpenPoint]:
    """The firewall's private IP, while nobody gave it: the default route has no next hop."""
    if not plan.path.next_hop_known:
        yield OpenPoint(
            FIREWALL_ADDRESS_POINT,
            BLOCKS,
            words.NO_NEXT_HOP,
            words.NO_ROUTE,
            _PRIVATE_IP,
            advice=words.ROUTE_ADVICE,
        )


def open_paths(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Services of which nobody decided how their answers find back, or whose port another one has."""
    for entry in plan.path.asymmetric:
        if entry.is_open and entry.remedy != STOP_FILTERING and PathCause.LEFT_OUT not in entry.causes:
            collides = PathCause.COLLISION in entry.causes
            yield OpenPoint(
                path_point(entry.rule_id),
                BLOCKS,
                _path_title(entry),
                _path_cost(entry, plan),
                _INBOUND,
                entry.rule_id,
                advice=words.OTHER_PORT if collides else words.OPEN_ADVICE,
            )


def void_paths(plan: EgressPlan) -> Iterator[OpenPoint]:
    """A path that was chosen and comes to nothing, as filtering is given up for another service."""
    given_up = next((entry for entry in plan.path.services if entry.remedy == STOP_FILTERING), None)
    for entry in plan.path.services if given_up is not None else ():
        if entry.service.remedy not in ("", STOP_FILTERING) and PathCause.STOPS_FILTERING in entry.causes:
            yield OpenPoint(
                f"void-{entry.rule_id}",
                WARNS,
                words.VOID_PATH.filled(
                    service=entry.service.name, other=given_up.service.name if given_up else ""
                ),
                words.VOID_COST.filled(service=entry.service.name),
                _INBOUND,
                entry.rule_id,
                advice=words.VOID_ADVICE,
            )


def answers_lost(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Outbound type block beside a default route to the firewall: answers of public services take that route."""
    if plan.path.egress is not Egress.BLOCK or not plan.path.default_route:
        return
    for entry in plan.path.services:
        if entry.state is PathState.CLOSED:
            yield OpenPoint(
                f"blocked-{entry.rule_id}",
                WARNS,
                words.ANSWERS_LOST.filled(service=entry.service.name),
                words.ANSWERS_LOST_COST,
                "default_route_to_firewall",
                advice=words.NOT_PUBLISHED,
            )


def _path_cost(entry: ServicePath, plan: EgressPlan) -> Text:
    if PathCause.COLLISION in entry.causes:
        return words.COLLISION_COST.filled(other=plan.service_of(entry.collides_with))
    return words.PATH_COST_IF_ASSUMED if plan.path.assumed else words.PATH_COST


def _path_title(entry: ServicePath) -> Text:
    name = entry.service.name
    if PathCause.COLLISION in entry.causes:
        return words.COLLIDES.filled(
            service=name, port=f"{entry.service.protocol.value} {entry.service.port}"
        )
    return words.UNDECIDED.filled(service=name)
