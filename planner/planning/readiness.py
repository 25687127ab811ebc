"""The open points of a plan: each root cause once, with what it costs and what settles it.

Severities as the field needs them: a source, next hop or path that is missing blocks, and so does a required line
that is left out or cannot be written; whatever else is open warns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.catalog.model import Catalog
from planner.domain.cluster import OutboundType
from planner.domain.demand import Feature
from planner.domain.fact import FEATURE
from planner.domain.plan import EgressPlan
from planner.domain.readiness import (
    NODE_SUBNET_POINT,
    OpenPoint,
    PointSeverity,
    unanswered_point,
)
from planner.domain.request import Request
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning import readiness_words as words
from planner.planning.advisories.isolation import ISOLATION_CONTRADICTED, NEEDS_PRIVATE_API_SERVER
from planner.planning.advisories.path import HTTP_PROXY, NOT_IN_PATH
from planner.planning.lines import lines_for
from planner.planning.readiness_lines import (
    hindered,
    left_out,
    line_count,
    not_sufficient,
    of_other_cloud,
    routes_lacking,
    unwritable,
)
from planner.planning.readiness_path import (
    answers_lost,
    doubtful_addresses,
    missing_next_hop,
    open_paths,
    ranges_lacking,
    ranges_unchecked,
    tags_by_list,
    void_paths,
)
from planner.planning.situation import situation

BLOCKS, WARNS = PointSeverity.BLOCKS, PointSeverity.WARNS
_NODE_SUBNETS = "node_subnets"
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
        *_outbound_to_change(plan),
        *_through_a_proxy(plan),
        *ranges_lacking(plan),
        *ranges_unchecked(plan),
        *missing_next_hop(plan),
        *doubtful_addresses(plan),
        *tags_by_list(plan),
        *open_paths(plan),
        *void_paths(plan),
        *answers_lost(plan),
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
        resting = [rule for rule in plan.rules if _rests_on(fact.id, rule)]
        given_up = sum(plan.is_left_out(rule) for rule in resting)
        absent = sum(
            any(answer.fact == fact.id and answer.assumed for answer in entry.answers)
            for entry in plan.exclusions
        )
        lines = _Lines(len(resting) - given_up, given_up, absent, _missed_for(fact.id, plan, catalog))
        on_path, on_answers = fact.id in plan.path.assumed, fact.id in of_services
        on_access = fact.id in plan.path.access_assumed
        on_isolation = fact.id == "private_cluster" and _lacks_private_api_server(plan)
        missing = next(_withheld_for(fact.id, plan, catalog), None)
        if any(lines) or missing is not None or on_path or on_access or on_answers or on_isolation:
            yield OpenPoint(
                unanswered_point(fact.id),
                WARNS,
                words.UNANSWERED.filled(fact=fact.label, answer=fact.in_words(plan.facts[fact.id].value)),
                _cost_of_assuming(
                    fact.id,
                    lines,
                    on_path=on_path,
                    on_access=on_access,
                    on_isolation=on_isolation,
                    answers=on_answers,
                    missing=missing,
                ),
                fact.id,
                advice=_answer_on(fact.step),
                because=plan.facts[fact.id].because,
            )


class _Lines(NamedTuple):
    """How many lines rest on an assumed answer, by what became of them."""

    standing: int
    given_up: int
    absent: int
    missed: int


def _answer_on(step: str) -> Text:
    return (
        words.ANSWER_IT.filled(step=words.STEP_NAMES[step])
        if step in words.STEP_NAMES
        else words.UNDER_MORE_FACTS
    )


def _rests_on(fact_id: str, rule: Rule) -> bool:
    return rule.assumed and any(
        answer.fact == fact_id and answer.assumed for reason in rule.reasons for answer in reason.answers
    )


def _missed_for(fact_id: str, plan: EgressPlan, catalog: Catalog) -> int:
    """Count the lines that cannot be written and that the cluster would not miss, were the answer another one."""
    eased = {
        demand.id
        for feature in catalog.features
        for demand in feature.demands
        if demand.eased is not None and any(leaf.fact == fact_id for leaf in demand.eased.any_of)
    }
    if not eased:
        return 0
    return sum(
        rule.is_vital
        and rule.leads_nowhere
        and not _rests_on(fact_id, rule)
        and any(reason.demand_id in eased for reason in rule.reasons)
        for rule in plan.included_rules()
    )


def _withheld_for(fact_id: str, plan: EgressPlan, catalog: Catalog) -> Iterator[Feature]:
    """Yield what the answer would switch on and this cloud and edition have no lines for."""
    by_id = {feature.id: feature for feature in catalog.features}
    for feature_id in plan.features:
        for entry in by_id[feature_id].brings:
            brought = by_id[entry.feature]
            asked = entry.fact == fact_id and plan.facts.yes(fact_id)
            withheld = brought.withheld_because(plan.cluster.cloud, plan.edition) is not None
            if asked and withheld and brought.id not in plan.cluster.features:
                yield brought


def _lacks_private_api_server(plan: EgressPlan) -> bool:
    """Whether an isolated cluster is not known to have the private API server that it needs."""
    return any(advisory.id == NEEDS_PRIVATE_API_SERVER for advisory in plan.advisories)


def _cost_of_assuming(
    fact_id: str,
    lines: _Lines,
    *,
    on_path: bool,
    on_access: bool,
    on_isolation: bool,
    answers: bool,
    missing: Feature | None,
) -> Text:
    parts = [words.API_SERVER_RESTS] if on_isolation else []
    if answers:
        parts.append(words.ANSWERS_REST)
    if on_path:
        parts.append(words.PATH_RESTS)
    if on_access:
        parts.append(_RESTING.get(fact_id, words.API_SERVER_RESTS))
    if missing is not None:
        parts.append(words.FEATURE_RESTS.filled(feature=missing.label))
    parts += [
        line_count(count, one if count == 1 else many, chinese)
        for count, (one, many, chinese) in (
            (lines.missed, ("blocks", "block", "因此阻止变更")),
            (lines.standing, ("stands", "stand", "因此在方案中")),
            (lines.given_up, ("stands and is left out", "stand and are left out", "因此在方案中，但已排除")),
            (lines.absent, ("is left away", "are left away", "因此不在方案中")),
        )
        if count
    ]
    return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


_RESTING = {"network_isolated": words.NODES_REST, "http_proxy": words.WEB_RESTS}
"""What rests on a fact of which nodes behind the firewall live, where that is not the API server."""


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
    if feature.withheld_because(plan.cluster.cloud, plan.edition) is not None:
        return words.NO_LINES_HERE
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


def _outbound_to_change(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Somebody chose to stop filtering: until the outbound type is another one, nodes have no way out."""
    if plan.path.stops_filtering and plan.path.outbound_type is OutboundType.USER_DEFINED_ROUTING:
        yield OpenPoint(
            "outbound-type-to-change",
            WARNS,
            words.OUTBOUND_TO_CHANGE,
            words.OUTBOUND_TO_CHANGE_COST,
            "outbound_type",
            advice=words.CHANGE_OUTBOUND,
        )


def _through_a_proxy(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Nodes that send their web traffic to a proxy: whoever signs has to let it through, and no line does."""
    if plan.facts.is_said("http_proxy") and any(advisory.id == HTTP_PROXY for advisory in plan.advisories):
        yield OpenPoint(
            "http-proxy", WARNS, words.BY_PROXY, words.BY_PROXY_COST, "http_proxy", advice=words.OPEN_PROXY
        )


def _sentence(text: Text) -> Text:
    return Text(f"{text.en}.", f"{text.zh}。") if text.en else text
