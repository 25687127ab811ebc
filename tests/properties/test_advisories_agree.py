"""Whatever is known and whatever is not: no two advisories of one plan contradict, and each points at real lines."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalog.model import OURS, PAGE
from planner.domain.cluster import Exposure, InboundService
from planner.domain.demand import Necessity
from planner.domain.path import PathState
from planner.domain.plan import Advisory, EgressPlan
from planner.domain.request import Request
from planner.domain.service import Protocol
from planner.planning.path import REMEDIES
from planner.planning.planner import plan
from tests.plans import catalog, unanswered

pytestmark = pytest.mark.long

OUTBOUND = sorted(catalog().fact_table["outbound_type"].answers)
ADD_ONS = sorted(feature.id for feature in catalog().features if not feature.always)
YES_NO = sorted(fact.id for fact in catalog().facts if fact.kind == "yes-no")
PUBLIC = ("203.0.113.10", "203.0.113.11")
THREE = st.sampled_from([True, False, None])


def or_unknown(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


services = st.builds(
    InboundService,
    name=st.sampled_from(["shop", "admin", "api"]),
    exposure=st.sampled_from(Exposure),
    protocol=st.just(Protocol.TCP),
    port=st.sampled_from([443, 8443]),
    backend_ip=st.sampled_from(["", "198.51.100.80", "10.42.0.9"]),
    internal_ip=st.sampled_from(["", "10.42.0.10"]),
    remedy=st.sampled_from(["", *REMEDIES]),
)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    cloud = draw(st.sampled_from(catalog().clouds))
    answers: dict[str, Any] = {fact.replace(".", "__"): draw(THREE) for fact in YES_NO}
    return unanswered(
        **answers,
        cloud=cloud.id,
        region=draw(st.sampled_from(["moonbase", *(region.name for region in cloud.regions)])),
        edition=draw(st.sampled_from([edition.id for edition in catalog().editions])),
        features=tuple(draw(st.sets(st.sampled_from(ADD_ONS)))),
        outbound_type=draw(or_unknown(*OUTBOUND)),
        azure_monitor_by=draw(or_unknown("hosts", "tag")),
        api_server_ip=draw(or_unknown("198.51.100.7")),
        custom_dns=draw(or_unknown((), ("10.9.9.9",), ("10.9.9.9", "10.9.9.10"))),
        node_subnets=draw(or_unknown(("10.42.0.0/22",))),
        firewall_private_ip=draw(or_unknown("10.0.1.4")),
        firewall_public_ips=draw(or_unknown(PUBLIC[:1], PUBLIC)),
        firewall_nat_gateway=draw(or_unknown(("198.51.100.0/29",))),
        inbound=tuple(draw(st.lists(services, max_size=3))),
    )


EXCLUDE_EACH_OTHER = (
    ("network-isolated", "isolation-needs-private-api-server"),
    ("network-isolated", "firewall-not-in-path"),
    ("isolation-needs-private-api-server", "firewall-not-in-path"),
    ("network-isolated", "own-virtual-network"),
    ("isolation-needs-private-api-server", "own-virtual-network"),
    ("network-isolated", "authorized-ip-ranges"),
    ("private-zone-reachable", "authorized-ip-ranges"),
    ("private-zone-reachable", "isolation-needs-private-api-server"),
    ("firewall-not-in-path", "authorized-ip-ranges"),
    ("firewall-not-in-path", "snat-ports"),
    ("unlisted-region", "region-closed"),
)
"""Advisories of which at most one can be true of a plan."""

REMEDIES_EXCLUDE_EACH_OTHER = (
    ("enable-dns-proxy", "chain-dns"),
    ("add-firewall-addresses", "add-nat-gateway-addresses"),
    ("add-on-lines-only", "private-api-server"),
    ("add-public-ips", "add-nat-gateway-addresses"),
)
"""Remedies that would undo each other, or that fit different networks."""


def by_id(made: EgressPlan) -> dict[str, Advisory]:
    return {entry.id: entry for entry in made.advisories}


@settings(max_examples=300)
@given(requests())
def test_no_two_advisories_of_a_plan_contradict(request: Request) -> None:
    made = plan(request, catalog())
    raised = by_id(made)
    for pair in EXCLUDE_EACH_OTHER:
        assert not set(pair) <= set(raised), pair
    offered = {remedy.id for entry in made.advisories if not entry.service for remedy in entry.remedies}
    for pair in REMEDIES_EXCLUDE_EACH_OTHER:
        assert not set(pair) <= offered, pair


@settings(max_examples=300)
@given(requests())
def test_a_path_is_called_whole_exactly_where_it_is(request: Request) -> None:
    made = plan(request, catalog())
    spoken = [entry for entry in made.advisories if entry.id == "asymmetric-routing"]
    whole = sorted(entry.service.name for entry in made.path.asymmetric if entry.state is PathState.WHOLE)
    assert sorted(entry.service for entry in spoken if "is whole" in entry.title.en) == whole
    if whole:
        assert made.path.passes_firewall
        assert made.path.next_hop_known
        assert "firewall-not-in-path" not in by_id(made)
    for entry in spoken:
        assert entry.pending is (entry.text.en.startswith("Still missing: ") and len(entry.text.en) > 20)


@settings(max_examples=300)
@given(requests())
def test_no_task_removes_a_route_that_the_plan_writes(request: Request) -> None:
    made = plan(request, catalog())
    written = {route.prefix for route in made.routes}
    for entry in made.advisories:
        for task in entry.tasks:
            if "remove it" in task.en:
                assert not written.intersection(re.findall(r"[0-9.]+/32", task.en))


@settings(max_examples=300)
@given(requests())
def test_whoever_stops_filtering_is_not_told_to_route_to_the_firewall(request: Request) -> None:
    made = plan(request, catalog())
    if not made.path.stops_filtering:
        return
    raised = by_id(made)
    assert "own-virtual-network" not in raised
    found = raised.get("firewall-not-in-path")
    assert found is None or (not found.remedies and "Route" not in found.text.en)


@settings(max_examples=300)
@given(requests())
def test_what_isolation_says_holds_for_the_lines(request: Request) -> None:
    made = plan(request, catalog())
    raised = by_id(made)
    if {"network-isolated", "isolation-needs-private-api-server"}.isdisjoint(raised):
        return
    required = [rule for rule in made.rules if rule.necessity is Necessity.REQUIRED]
    assert not [rule.id for rule in required if rule.features == ("core",)]
    if made.path.outbound_type == "block":
        assert not required
        assert not made.routes
    # Nothing says of an answer that lines stay which isolation takes away.
    assert (
        "answer-without-effect" not in raised or "Azure Monitor" in raised["answer-without-effect"].title.en
    )


@settings(max_examples=300)
@given(requests())
def test_every_advisory_points_at_lines_of_the_plan_and_never_at_all(request: Request) -> None:
    made = plan(request, catalog())
    lines = {rule.id for rule in made.included_rules()}
    for entry in made.advisories:
        assert set(entry.rule_ids) <= lines
        assert len(entry.rule_ids) == len(set(entry.rule_ids))
        assert not lines or len(entry.rule_ids) < len(lines)
        assert set(entry.by) <= {PAGE, OURS, *catalog().sources}
        assert "{" not in entry.title.en + entry.title.zh + entry.text.en + entry.text.zh
