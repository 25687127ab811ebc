"""The open points of a plan: each root cause once, with what it costs and what settles it.

Severities as the field needs them: a source, next hop or path that is missing blocks, and so does a required line
that is left out or cannot be written; whatever else is open warns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.catalog.model import Catalog
from planner.domain.address import is_no_subnet
from planner.domain.demand import Feature
from planner.domain.destination import DestinationType
from planner.domain.fact import FEATURE
from planner.domain.path import Egress, PathCause, PathState, ServicePath
from planner.domain.plan import EgressPlan
from planner.domain.readiness import (
    DOUBTFUL_ADDRESS_POINT,
    DOUBTFUL_SUBNET_POINT,
    FIREWALL_ADDRESS_POINT,
    NODE_SUBNET_POINT,
    RULES_FIELD,
    OpenPoint,
    PointSeverity,
    path_point,
    unanswered_point,
)
from planner.domain.request import Request
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning import readiness_words as words
from planner.planning.advisories.isolation import ISOLATION_CONTRADICTED, NEEDS_PRIVATE_API_SERVER
from planner.planning.advisories.path import AUTHORIZED_IP_RANGES, HTTP_PROXY, NOT_IN_PATH
from planner.planning.lines import lines_for
from planner.planning.path import STOP_FILTERING
from planner.planning.ranges import lacking_addresses
from planner.planning.readiness_lines import (
    hindered,
    left_out,
    line_count,
    not_sufficient,
    numbers_of,
    of_other_cloud,
    routes_lacking,
    unwritable,
)
from planner.planning.situation import situation

BLOCKS, WARNS = PointSeverity.BLOCKS, PointSeverity.WARNS
_NODE_SUBNETS, _PRIVATE_IP, _PUBLIC_IPS, _INBOUND = (
    "node_subnets",
    "firewall_private_ip",
    "firewall_public_ips",
    "inbound",
)
FEATURES_COMPLETE = "features_complete"


def open_points(plan: EgressPlan, catalog: Catalog) -> tuple[OpenPoint, ...]:
    """Return every open point of a plan: those that block first, then in the order of the steps."""
    found = [
        *_unlisted_region(plan, catalog),
        *_closed_region(plan, catalog),
        *_stale_edition(plan, catalog),
        *_unanswered(plan, catalog),
        *_missing_subnet(plan),
        *_doubtful_features(plan, catalog),
        *_features(plan, catalog),
        *_isolation(plan),
        *_not_enforced(plan),
        *_through_a_proxy(plan),
        *_authorized_ranges(plan),
        *_missing_next_hop(plan),
        *_doubtful(plan),
        *_by_list(plan),
        *_paths(plan),
        *_void_paths(plan),
        *_answers_lost(plan),
        *unwritable(plan),
        *hindered(plan),
        *not_sufficient(plan),
        *routes_lacking(plan),
        *left_out(plan),
        *of_other_cloud(plan),
    ]
    return tuple(sorted(found, key=lambda point: not point.blocks))


# --- answers ----------------------------------------------------------------------------------------------------------


def _unanswered(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    """A question that nobody answered, where the answer decides a line of this plan or its path."""
    of_services = {name for entry in plan.path.services for name in entry.assumed}
    for fact in catalog.facts:
        if not plan.facts.is_assumed(fact.id):
            continue
        standing = sum(_rests_on(fact.id, rule) for rule in plan.included_rules())
        absent = sum(
            any(answer.fact == fact.id and answer.assumed for answer in entry.answers)
            for entry in plan.exclusions
        )
        on_path = fact.id in plan.path.assumed or fact.id in of_services
        on_isolation = fact.id == "private_cluster" and _lacks_private_api_server(plan)
        if standing or absent or on_path or on_isolation:
            yield OpenPoint(
                unanswered_point(fact.id),
                WARNS,
                words.UNANSWERED.filled(fact=fact.label, answer=fact.in_words(plan.facts[fact.id].value)),
                _cost_of_assuming(
                    standing,
                    absent,
                    on_path=on_path,
                    on_isolation=on_isolation,
                    answers=fact.id in of_services,
                ),
                fact.id,
                advice=words.ANSWER_IT.filled(step=words.STEP_NAMES[fact.step])
                if fact.step in words.STEP_NAMES
                else EMPTY_TEXT,
                because=plan.facts[fact.id].because,
            )


def _answer_on(step: str) -> Text:
    return words.ANSWER_IT.filled(step=words.STEP_NAMES[step]) if step in words.STEP_NAMES else EMPTY_TEXT


def _rests_on(fact_id: str, rule: Rule) -> bool:
    return rule.assumed and any(
        answer.fact == fact_id and answer.assumed for reason in rule.reasons for answer in reason.answers
    )


def _lacks_private_api_server(plan: EgressPlan) -> bool:
    """Whether an isolated cluster is not known to have the private API server that it needs."""
    return any(advisory.id == NEEDS_PRIVATE_API_SERVER for advisory in plan.advisories)


def _cost_of_assuming(
    standing: int, absent: int, *, on_path: bool, on_isolation: bool, answers: bool
) -> Text:
    parts = [words.API_SERVER_RESTS] if on_isolation else []
    if on_path:
        parts.append(words.ANSWERS_REST if answers else words.PATH_RESTS)
    if standing:
        parts.append(line_count(standing, "stands" if standing == 1 else "stand", "因此在方案中"))
    if absent:
        parts.append(line_count(absent, "is left away" if absent == 1 else "are left away", "因此不在方案中"))
    return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _unlisted_region(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    cloud = catalog.cloud(plan.cluster.cloud)
    if cloud is None or cloud.region(plan.cluster.region) is not None:
        return
    others = [other for other in catalog.clouds if other.region(plan.cluster.region) is not None]
    if others:
        yield OpenPoint(
            "region-of-other-cloud",
            WARNS,
            words.OTHER_CLOUD_REGION.filled(region=plan.cluster.region, cloud=others[0].short_label),
            words.HOSTS_OF_WRONG_CLOUD,
            "region",
            advice=words.CORRECT_CLOUD,
        )


def _closed_region(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    cloud = catalog.cloud(plan.cluster.cloud)
    region = None if cloud is None else cloud.region(plan.cluster.region)
    if region is not None and region.closed:
        title = words.REGION_CLOSED.filled(region=region.display, date=region.closed)
        yield OpenPoint(
            "region-closed", WARNS, title, words.NO_CLUSTER_THERE, "region", advice=words.OTHER_REGION
        )


def _stale_edition(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    newest = catalog.newest_edition.id
    if plan.edition != newest:
        title = words.STALE.filled(edition=plan.edition, newest=newest)
        yield OpenPoint(
            "stale-edition", WARNS, title, words.STALE_COST, "edition", advice=words.NEWEST_EDITION
        )


def _features(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    if FEATURES_COMPLETE in catalog.fact_table and not plan.facts.yes(FEATURES_COMPLETE):
        denied = FEATURES_COMPLETE in plan.facts and not plan.facts.is_assumed(FEATURES_COMPLETE)
        yield OpenPoint(
            "features-unconfirmed",
            WARNS,
            words.FEATURES_LACKING if denied else words.FEATURES_OPEN,
            words.FEATURES_COST,
            FEATURES_COMPLETE,
            advice=words.COMPLETE_FEATURES if denied else words.CONFIRM_FEATURES,
        )


def _doubtful_features(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    """A feature of which nobody knows whether it is on: what it would add, were it on."""
    for feature in catalog.features:
        if feature.id not in plan.cluster.unknown_features or feature.id in plan.features:
            continue
        if feature.withheld_because(plan.cluster.cloud, plan.edition) is not None:
            continue
        yield OpenPoint(
            f"unanswered-feature-{feature.id}",
            WARNS,
            words.FEATURE_UNANSWERED.filled(feature=feature.label),
            _cost_of_absence(feature, plan, catalog),
            FEATURE + feature.id,
            advice=_answer_on("features"),
            because=words.FEATURE_BECAUSE,
        )


def _cost_of_absence(feature: Feature, plan: EgressPlan, catalog: Catalog) -> Text:
    cluster = replace(plan.cluster, features=(*plan.cluster.features, feature.id))
    where = situation(Request(cluster=cluster, firewall=plan.firewall), catalog)
    there = {rule.line_key for rule in plan.included_rules()}
    count = sum(rule.line_key not in there for rule in lines_for(where).rules)
    verb = "is left away" if count == 1 else "are left away"
    return line_count(count, verb, "因此不在方案中") if count else words.NO_LINE_MISSING


def _missing_subnet(plan: EgressPlan) -> Iterator[OpenPoint]:
    filters = [rule for rule in plan.included_rules() if rule.kind is not RuleKind.NAT]
    without = sum(SOURCE_PLACEHOLDER in rule.sources for rule in filters)
    if without:
        cost = words.NOT_WRITTEN.filled(count=str(without), all=str(len(filters)))
        yield OpenPoint(
            NODE_SUBNET_POINT, BLOCKS, words.NO_SUBNET, cost, _NODE_SUBNETS, advice=words.SUBNET_ADVICE
        )


def _isolation(plan: EgressPlan) -> Iterator[OpenPoint]:
    """What the outbound type needs that the answers do not give it, or an answer that contradicts it."""
    for advisory in plan.advisories:
        if advisory.id == NEEDS_PRIVATE_API_SERVER:
            held = plan.path.cuts_api_server_off
            field, cost = (
                "private_cluster",
                words.NODES_LACK_WAY_AND_ROUTE if held else words.NODES_LACK_API_SERVER,
            )
        elif advisory.id == ISOLATION_CONTRADICTED:
            field, cost = "outbound_type", words.ISOLATION_COST
        else:
            continue
        remedies = tuple(remedy.title for remedy in advisory.remedies[:1])
        advice = remedies[0] if remedies else EMPTY_TEXT
        yield OpenPoint(advisory.id, WARNS, advisory.title, cost, field, advice=_sentence(advice))


def _not_enforced(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Traffic that does not pass the firewall although somebody said so: no rule of the plan is read."""
    bypassed = any(advisory.id == NOT_IN_PATH for advisory in plan.advisories)
    if bypassed and not plan.path.assumed and not plan.path.stops_filtering:
        field = "default_route_to_firewall"
        yield OpenPoint(
            "not-enforced", WARNS, words.NOT_ENFORCED, words.NOT_ENFORCED_COST, field, advice=words.ROUTE_IT
        )


def _through_a_proxy(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Nodes that send their web traffic to a proxy: whoever signs has to let it through, and no line does."""
    if plan.facts.is_said("http_proxy") and any(advisory.id == HTTP_PROXY for advisory in plan.advisories):
        yield OpenPoint(
            "http-proxy", WARNS, words.BY_PROXY, words.BY_PROXY_COST, "http_proxy", advice=words.OPEN_PROXY
        )


def _sentence(text: Text) -> Text:
    return Text(f"{text.en}.", f"{text.zh}。") if text.en else text


# --- the path ---------------------------------------------------------------------------------------------------------


def _authorized_ranges(plan: EgressPlan) -> Iterator[OpenPoint]:
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


def _doubtful(plan: EgressPlan) -> Iterator[OpenPoint]:
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


def _by_list(plan: EgressPlan) -> Iterator[OpenPoint]:
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


def _missing_next_hop(plan: EgressPlan) -> Iterator[OpenPoint]:
    if not plan.path.next_hop_known:
        yield OpenPoint(
            FIREWALL_ADDRESS_POINT,
            BLOCKS,
            words.NO_NEXT_HOP,
            words.NO_ROUTE,
            _PRIVATE_IP,
            advice=words.ROUTE_ADVICE,
        )


def _paths(plan: EgressPlan) -> Iterator[OpenPoint]:
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


def _void_paths(plan: EgressPlan) -> Iterator[OpenPoint]:
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


def _answers_lost(plan: EgressPlan) -> Iterator[OpenPoint]:
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
