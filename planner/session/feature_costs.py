"""What each feature brings to this plan, or would bring: the numbers on the features step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog
from planner.domain.cluster import Cluster
from planner.domain.condition import Condition, FactIs, Group
from planner.domain.demand import Feature, Necessity
from planner.domain.fact import Fact, FactKind
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.situation import cloud_of
from planner.session.deriving import plan_of


@dataclass(frozen=True, slots=True)
class FeatureCost:
    """One feature as it stands in this plan.

    ``rules`` are the lines it asks for (when it is on) or that would be new (when it is off);
    ``known`` the lines it asks for that are in the plan anyway. ``on_because`` is why it is on although
    nobody ticked it (``on_assumed`` where nobody answered that either); ``withheld`` why it is not offered.
    ``doubtful`` tells that nobody knows whether it is on; the plan takes it as off.
    """

    feature: Feature
    on: bool
    rules: int = 0
    required: int = 0
    known: int = 0
    has_remark: bool = False
    on_because: Text | None = None
    on_assumed: bool = False
    withheld: Text | None = None
    doubtful: bool = False


def feature_costs(request: Request, catalog: Catalog) -> tuple[FeatureCost, ...]:
    """Return all features in the catalog's order with what they bring.

    While no region is chosen the cloud's first one stands in: counts do not depend on it.
    """
    request = _small(_with_some_region(request, catalog), catalog)
    cloud = cloud_of(request.cluster, catalog)
    request = replace(request, cluster=replace(request.cluster, cloud=cloud.id))
    plan = plan_of(request, catalog)
    return tuple(_cost(feature, request, plan, catalog) for feature in catalog.features)


def choice_of(feature: Feature, catalog: Catalog) -> Fact | None:
    """Return the fact with a choice of answers that this feature's demands depend on, if there is one."""
    asked = {fact for demand in feature.demands for fact in _facts_of(demand.when)}
    return next((fact for fact in catalog.facts if fact.kind is FactKind.CHOICE and fact.id in asked), None)


def _small(request: Request, catalog: Catalog) -> Request:
    """Leave out what no feature's count depends on and what may be thousands: published services, further subnets."""
    small = replace(request, cluster=replace(request.cluster, inbound=()))
    subnets = small.cluster.node_subnets[:1]
    return small.with_facts([(catalog.fact_table["node_subnets"], subnets)]) if subnets else small


def _with_some_region(request: Request, catalog: Catalog) -> Request:
    cloud = cloud_of(request.cluster, catalog)
    if request.cluster.region.strip() or not cloud.open_regions:
        return request
    return replace(request, cluster=replace(request.cluster, region=cloud.open_regions[0].name))


def _cost(feature: Feature, request: Request, plan: EgressPlan | None, catalog: Catalog) -> FeatureCost:
    cluster = request.cluster
    ticked = feature.always or feature.id in cluster.features
    reason = feature.withheld_because(cluster.cloud, cluster.edition)
    if reason is not None:
        return FeatureCost(feature, ticked, withheld=reason)
    if plan is None:
        return FeatureCost(feature, ticked)
    if feature.id in plan.features:
        because, assumed = (None, False) if ticked else _brought_by(feature, plan, catalog)
        mine = [rule for rule in plan.included_rules() if feature.id in rule.features]
        return FeatureCost(
            feature,
            True,
            rules=len(mine),
            required=sum(rule.necessity is Necessity.REQUIRED for rule in mine),
            known=sum(len(rule.features) > 1 for rule in mine),
            has_remark=_has_remark(feature, cluster),
            on_because=because,
            on_assumed=assumed,
        )
    added = replace(request, cluster=replace(cluster, features=(*cluster.features, feature.id)))
    after = plan_of(added, catalog)
    asked = (
        [rule for rule in after.included_rules() if feature.id in rule.features] if after is not None else []
    )
    old = {rule.line_key for rule in plan.included_rules()}
    new = sum(rule.line_key not in old for rule in asked)
    return FeatureCost(
        feature,
        False,
        rules=new,
        known=len(asked) - new,
        has_remark=_has_remark(feature, cluster),
        doubtful=feature.id in cluster.unknown_features,
    )


def _has_remark(feature: Feature, cluster: Cluster) -> bool:
    demands = (demand for demand in feature.demands if demand.valid_in(cluster.cloud, cluster.edition))
    return bool(feature.remark.en) or any(demand.remarks for demand in demands)


def _brought_by(feature: Feature, plan: EgressPlan, catalog: Catalog) -> tuple[Text | None, bool]:
    """Return why it is on, and whether that is assumed; what somebody answered speaks first."""
    active = (other for other in catalog.features if other.id in plan.features)
    found = [
        (plan.facts.is_assumed(brought.fact), brought.reason)
        for other in active
        for brought in other.brings
        if brought.feature == feature.id and plan.facts.yes(brought.fact)
    ]
    assumed, reason = min(found, key=lambda entry: entry[0], default=(False, None))
    return reason, assumed


def _facts_of(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, FactIs):
        yield condition.fact
    elif isinstance(condition, Group):
        for member in condition.members:
            yield from _facts_of(member)
