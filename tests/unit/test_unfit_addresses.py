"""Addresses that nothing can have where they are given: said, never written, and no path is whole with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.cli.plan_json import plan_data
from planner.diagram.path import path_drawing
from planner.domain.address import Subnets
from planner.domain.cluster import Exposure, InboundService
from planner.domain.destination import DestinationType
from planner.domain.path import PathCause, PathState
from planner.domain.plan import EgressPlan
from planner.domain.readiness import unanswered_point
from planner.domain.service import Protocol
from planner.domain.service_tags import ServiceTags
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext
from planner.exporters.findings import absent_lines, is_held_back, open_notices
from planner.exporters.options import TargetOptions
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from planner.session.problem import Problem
from planner.session.problems import problems_of
from planner.session.readiness import all_problems, readiness
from tests.plans import SHOP, STOREFRONT, advisory, catalog, changed, planned

INSIDE = "internal-load-balancer"
NODES = ("10.42.0.0/22",)
CREATED = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)


def published(internal_ip: str, **answers: Any) -> EgressPlan:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip=internal_ip)
    return planned(inbound=(shop,), firewall_public_ip="20.50.1.4", node_subnets=NODES, **answers)


def problems(**answers: Any) -> list[Problem]:
    return list(problems_of(changed(SHOP, **answers), catalog()))


def points(**answers: Any) -> list[tuple[str, bool]]:
    asked = changed(SHOP, **answers)
    made = plan(asked, catalog())
    found = readiness(all_problems(asked, made, catalog()), made, catalog())
    return [(point.title.en, point.blocks) for point in found]


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", STOREFRONT.backend_ip, "168.63.129.16", "10.42.0.0", "10.42.0.3", "10.42.3.255", "20.50.1.4"],
)
def test_an_address_that_no_internal_load_balancer_has_is_not_written_and_blocks(address: str) -> None:
    made = published(address)
    (rule,) = [rule for rule in made.included_rules() if rule.translation is not None]
    assert rule.translation is not None
    assert rule.has_placeholder
    assert rule.translation.destination.value != address
    assert f"({address} is not one)" in rule.translation.destination.label.en
    assert not made.path.is_whole
    assert [entry.state for entry in made.path.services] == [PathState.PENDING]
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip=address)
    found = points(inbound=(shop,), firewall_public_ip="20.50.1.4", node_subnets=NODES)
    assert [title for title, blocks in found if blocks] == [
        f"Not known: internal address of storefront ({address} is not one)"
    ]


@pytest.mark.parametrize("address", ["10.42.0.4", "10.42.0.200", "10.42.3.254", "192.168.7.7"])
def test_an_address_inside_the_network_makes_the_path_whole(address: str) -> None:
    assert published(address).path.is_whole


def test_a_network_of_public_addresses_has_internal_load_balancers_too() -> None:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip="52.10.0.9")
    answers = {"inbound": (shop,), "firewall_public_ip": "20.50.1.4"}
    assert planned(**answers, node_subnets=("52.10.0.0/24",)).path.is_whole
    assert not planned(**answers, node_subnets=("52.11.0.0/24",)).path.is_whole


def test_a_private_address_is_no_public_frontend() -> None:
    shop = replace(STOREFRONT, remedy="host-route", backend_ip="10.42.0.77")
    found = points(inbound=(shop,), firewall_public_ip="20.50.1.4", node_subnets=NODES)
    assert ("Not known: load balancer's public IP of storefront (10.42.0.77 is not one)", True) in found


def test_the_inside_of_a_service_that_is_said_to_be_internal_is_no_public_address() -> None:
    inner = InboundService("inner", Exposure.INTERNAL, STOREFRONT.protocol, 80, backend_ip="8.8.8.8")
    answers = {"inbound": (inner,), "node_subnets": NODES}
    assert [entry.state for entry in planned(**answers).path.services] == [PathState.PENDING]
    assert not planned(**answers).path.is_whole
    assert any("8.8.8.8 cannot be the internal address of inner" in title for title, _ in points(**answers))


def test_a_point_of_the_plan_does_not_silence_what_is_said_of_another_service() -> None:
    undecided = STOREFRONT
    odd = replace(STOREFRONT, name="other", port=8443, remedy="host-route", backend_ip="20.50.1.4")
    titles = [title for title, _ in points(inbound=(undecided, odd), firewall_public_ip="20.50.1.4")]
    assert any("20.50.1.4 is the firewall's own address" in title for title in titles)
    assert any(title.startswith("No path is chosen for storefront") for title in titles), titles


@pytest.mark.parametrize(
    ("field", "prefix"),
    [
        (field, prefix)
        for field in ("node_subnets", "pod_cidr", "authorized_ranges", "firewall_nat_gateway")
        for prefix in ("224.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16", "240.0.0.0/8", "0.0.0.0/8")
    ],
)
def test_a_prefix_without_machines_counts_as_no_rule(field: str, prefix: str) -> None:
    found = [problem for problem in problems(**{field: (prefix,)}) if problem.blocks]
    assert [(problem.field, prefix in problem.message.en) for problem in found] == [(field, True)]


def test_nobody_is_an_authorised_range_of_aks() -> None:
    assert not [problem for problem in problems(authorized_ranges=("0.0.0.0/32",)) if problem.blocks]
    assert [problem.field for problem in problems(node_subnets=("0.0.0.0/32",)) if problem.blocks]


@pytest.mark.parametrize(
    ("answers", "doubted"),
    [
        ({"private_cluster": False}, True),
        ({"private_cluster": None}, True),
        ({"private_cluster": True}, False),
        ({"private_cluster": False, "vnet_integration": True}, False),
    ],
)
def test_a_private_address_of_an_api_server_that_is_not_said_to_be_private_is_doubted(
    answers: dict[str, Any], *, doubted: bool
) -> None:
    found = problems(api_server_ip="10.0.0.9", **answers)
    assert any("10.0.0.9 is a private address" in problem.message.en for problem in found) is doubted


def test_subnets_are_asked_for_many_addresses_without_reading_each_again() -> None:
    subnets = Subnets(("10.1.0.0/24", "52.1.0.0/16", "52.1.4.0/24", "garbled"))
    assert subnets.covers("52.1.255.255")
    assert not subnets.covers("52.2.0.0")
    assert not subnets.covers("garbled")
    assert subnets.can_hold("52.1.9.9")
    assert not subnets.can_hold("52.1.4.3")
    assert not subnets.can_hold("10.1.0.255")
    assert not Subnets(("10.9.0.7/32",)).can_hold("8.8.8.8")
    assert Subnets(("10.9.0.7/32",)).can_hold("10.9.0.7")


@pytest.mark.parametrize(
    ("prefix", "fits"),
    [
        ("20.5.6.7", True), ("20.5.6.16/28", True), ("20.5.6.0/27", False), ("0.0.0.0/1", False),
        ("128.0.0.0/1", False), ("10.0.0.0/8", False), ("10.0.0.4", False), ("192.168.1.0/30", False),
    ],
)  # fmt: skip
def test_a_nat_gateway_has_a_few_public_addresses_or_its_routes_would_lead_past_the_firewall(
    prefix: str, *, fits: bool
) -> None:
    found = [problem for problem in problems(firewall_nat_gateway=(prefix,)) if problem.blocks]
    assert (not found) is fits
    if not fits:
        assert prefix in found[0].message.en


@pytest.mark.parametrize("address", ["10.0.1.4", "203.0.113.10", "168.63.129.16", "10.20.0.9"])
def test_an_address_that_no_api_server_has_counts_as_no_line_and_holds_the_route_back(address: str) -> None:
    answers: dict[str, Any] = {"pods_call_api_server": True, "api_server_ip": address}
    made = planned(**answers)
    assert not [rule for rule in made.rules if rule.destination.value == address]
    assert made.unwritable_lines()
    found = points(**answers)
    assert f"Not known: API server address, known after creation ({address} is not one)" in [
        title for title, blocks in found if blocks
    ]
    point = next(
        point for point in open_points(made, catalog()) if point.id.startswith("placeholder-core-api-server")
    )
    assert point.field == "api_server_ip"


@pytest.mark.parametrize(
    ("answers", "cause", "field"),
    [
        ({"firewall_private_ip": "203.0.113.50"}, PathCause.NEXT_HOP_DOUBTFUL, "firewall_private_ip"),
        ({"firewall_private_ip": "10.42.0.7"}, PathCause.NEXT_HOP_DOUBTFUL, "firewall_private_ip"),
        ({"node_subnets": ("10.42.0.4/32",)}, PathCause.SOURCE_DOUBTFUL, "node_subnets"),
        ({"node_subnets": ("10.42.0.0/22", "10.43.0.0/30")}, PathCause.SOURCE_DOUBTFUL, "node_subnets"),
    ],
)
def test_a_next_hop_or_source_that_cannot_be_blocks_and_holds_the_route_back(
    answers: dict[str, Any], cause: PathCause, field: str
) -> None:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.50.0.200")
    request = changed(SHOP, inbound=(shop,), firewall_public_ip="20.50.1.4", **answers)
    made = plan(request, catalog())
    assert not made.path.is_whole
    assert made.path.waits_for == (cause,)
    assert [entry.causes for entry in made.path.services] == [(cause,)]
    assert path_drawing(made).verdict is PathState.PENDING
    blocking = [
        point.field
        for point in readiness(all_problems(request, made, catalog()), made, catalog())
        if point.blocks
    ]
    assert blocking == [field]
    context = ExportContext(plan=made, request=request, created=CREATED, planner_version="0.1.0")
    for target in ("azure-cli", "bicep"):
        change = azure_change(context, target)
        assert change.held_back
        assert [route.prefix for route in change.routes if route.is_default] == []
        assert any("is held back" in notice.text.en for notice in change.notices)


def test_a_network_of_public_addresses_may_have_its_firewall_at_one() -> None:
    assert planned(node_subnets=("52.10.0.0/24",), firewall_private_ip="52.10.9.4").path.waits_for == ()
    assert planned(node_subnets=("52.10.0.0/24",), firewall_private_ip="52.10.0.4").path.waits_for != ()


def test_a_host_route_rests_on_whether_a_nat_gateway_stands_at_the_firewall() -> None:
    shop = replace(STOREFRONT, remedy="host-route")
    answers: dict[str, Any] = {"inbound": (shop,), "firewall_public_ip": "20.50.1.4"}
    assert planned(**answers).path.is_whole
    made = planned(**answers, firewall_nat_gateway=None)
    assert not made.path.is_whole
    assert [entry.assumed for entry in made.path.services] == [("firewall_nat_gateway",)]
    assert [(route.is_default, route.assumed) for route in made.routes] == [(True, False), (False, True)]
    (point,) = [
        point for point in open_points(made, catalog()) if point.id == "unanswered-firewall-nat-gateway"
    ]
    assert (point.field, point.blocks) == ("firewall_nat_gateway", False)
    assert path_drawing(made).verdict_text.en.startswith("If the NAT gateway of the firewall is as assumed")
    # Where no host route is chosen it decides nothing.
    inside = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    other = planned(inbound=(inside,), firewall_public_ip="20.50.1.4", firewall_nat_gateway=None)
    assert other.path.is_whole
    assert not [point for point in open_points(other, catalog()) if "nat-gateway" in point.id]


def test_of_several_services_the_one_that_lacks_something_speaks_for_the_plan() -> None:
    """Rules, PDF and diagram name no service: none of them may show the whole one while another is not."""
    inner = InboundService("inner", Exposure.INTERNAL, STOREFRONT.protocol, 80, backend_ip="10.42.0.9")
    outer = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    for services in ((inner, outer), (outer, inner)):
        made = planned(inbound=services, firewall_public_ip="10.9.9.9")
        assert not made.path.is_whole
        drawing = path_drawing(made)
        assert (drawing.service, drawing.verdict) == ("storefront", PathState.PENDING)


@pytest.mark.parametrize("outbound", [None, "userDefinedRouting"])
def test_who_stops_filtering_has_chosen_that_whatever_nobody_answered(outbound: str | None) -> None:
    shop = replace(STOREFRONT, remedy="stop-filtering")
    made = planned(inbound=(shop,), outbound_type=outbound, default_route_to_firewall=None)
    assert made.path.stops_filtering
    assert made.path.assumed == ()
    assert not [point for point in open_points(made, catalog()) if point.id.startswith("unanswered-")]


@pytest.mark.parametrize(
    ("answers", "point"),
    [
        ({"http_proxy": True}, "http-proxy"),
        ({"default_route_to_firewall": False}, "not-enforced"),
        ({"outbound_type": "loadBalancer", "default_route_to_firewall": False}, "not-enforced"),
        ({"features": ("key-vault",)}, "incomplete-key-vault-vaults"),
    ],
)
def test_what_an_advisory_says_is_missing_is_an_open_point(answers: dict[str, Any], point: str) -> None:
    made = planned(**answers)
    assert point in {entry.id for entry in open_points(made, catalog())}
    assert point not in {entry.id for entry in open_points(planned(), catalog())}


@pytest.mark.parametrize("make", ["fortigate", "palo-alto", "check-point"])
def test_a_tag_that_the_firewall_knows_by_a_list_alone_holds_the_route_back_in_every_file(make: str) -> None:
    request = changed(SHOP, konnectivity=False, firewall_make=make)
    made = plan(request, catalog())
    points = {point.id: point for point in open_points(made, catalog())}
    assert "tags-by-list" in points
    context = ExportContext(plan=made, request=request, created=CREATED, planner_version="0.1.0")
    assert azure_change(context, "azure-cli").held_back
    tags = {
        rule.destination.value: ("20.0.0.0/16",)
        for rule in made.rules
        if rule.destination.type is DestinationType.SERVICE_TAG
    }
    # The list of another cloud, or one that lacks the tag, is no list for these lines.
    for word, prefixes, held in (("Public", tags, False), ("China", tags, True), ("Public", {}, True)):
        given = ServiceTags(prefixes, "1", "ServiceTags.json", word)
        listed = replace(context, options=TargetOptions(service_tags=given))
        assert azure_change(listed, "azure-cli").held_back is held
        (route,) = made.routes
        assert is_held_back(route, listed) is held
    # What no file knows yet is said of the plan: its path is not whole, and its route waits for the list.
    assert (made.path.waits_for, made.path.lacks) == ((), (PathCause.TAGS_BY_LIST,))
    (why,) = plan_data(made, request, open_points(made, catalog()), catalog(), "en")["routes"][0][
        "held_back_because"
    ]
    assert why.startswith("Held back until Microsoft's list of service tags is given at the export: line")
    drawing = path_drawing(made)
    assert "Microsoft's list at the export" in drawing.verdict_text.en
    assert "The default route is held back for now." in [note.en for note in drawing.notes]
    azure = changed(SHOP, konnectivity=False, firewall_make="azure")
    own = replace(context, plan=plan(azure, catalog()), request=azure)
    assert not azure_change(own, "azure-cli").held_back


def test_no_path_is_whole_while_no_line_leads_to_the_proxy_that_nodes_use() -> None:
    inside = InboundService("intranet", Exposure.INTERNAL, Protocol.TCP, 443)
    made = planned(inbound=(inside,), http_proxy=True)
    assert made.path.lacks == (PathCause.BY_PROXY,)
    assert not made.path.is_whole
    assert "no line of this plan leads to it" in path_drawing(made).verdict_text.en
    request = changed(SHOP, inbound=(inside,), http_proxy=True)
    context = ExportContext(plan=made, request=request, created=CREATED, planner_version="0.1.0")
    for target in ("csv", "azure-cli"):
        (said,) = [entry for entry in open_notices(context, target) if entry.cause == "http-proxy"]
        assert "before the default route changes" in said.advice.en
    assert planned(inbound=(inside,), http_proxy=False).path.is_whole
    unanswered = planned(inbound=(inside,), http_proxy=None)
    assert (unanswered.path.access_assumed, unanswered.path.is_whole) == (("http_proxy",), False)
    point = next(entry for entry in open_points(unanswered, catalog()) if entry.field == "http_proxy")
    assert point.cost.en == "whether nodes reach any web host rests on it"


def test_none_is_an_answer_and_no_path_through_a_nat_gateway_stays_in_force() -> None:
    shop = replace(STOREFRONT, remedy="nat-gateway-route")
    made = planned(inbound=(shop,), firewall_public_ip="20.50.1.4", firewall_nat_gateway=())
    assert [(entry.state, entry.causes) for entry in made.path.services] == [
        (PathState.BROKEN, (PathCause.DOES_NOT_FIT,))
    ]
    assert not [
        point for point in open_points(made, catalog()) if "NAT gateway's public IP" in point.title.en
    ]
    said = problems(inbound=(shop,), firewall_public_ip="20.50.1.4", firewall_nat_gateway=())
    assert any("the firewall has no NAT gateway" in problem.message.en for problem in said)


def test_outbound_type_block_beside_a_default_route_loses_the_answers_of_a_service() -> None:
    answers: dict[str, Any] = {"outbound_type": "block", "private_cluster": True, "inbound": (STOREFRONT,)}
    made = planned(**answers, default_route_to_firewall=True)
    assert "blocked-inbound-storefront-tcp-443" in {point.id for point in open_points(made, catalog())}
    drawing = path_drawing(made)
    assert drawing.routes
    assert not any("the way it came" in step.sentence.en for step in drawing.steps)
    without = planned(**answers, default_route_to_firewall=False)
    assert not [point for point in open_points(without, catalog()) if point.id.startswith("blocked-")]


def test_the_path_of_one_of_several_services_is_not_called_the_path() -> None:
    whole = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    other = replace(whole, name="admin", port=8443, internal_ip="10.42.0.201")
    made = planned(inbound=(whole, other), firewall_public_ip="20.50.1.4")
    assert path_drawing(made, "storefront").verdict_text.en.startswith("The path of storefront is whole.")
    # Nobody decided on the other one: with the default route in place it would no longer be reached.
    undecided = planned(inbound=(whole, replace(other, remedy="")), firewall_public_ip="20.50.1.4")
    assert path_drawing(undecided).verdict is PathState.BROKEN
    waiting = path_drawing(undecided, "storefront")
    assert waiting.verdict is PathState.PENDING
    assert "another service would no longer be reached" in waiting.verdict_text.en


def test_what_is_absent_for_a_tag_that_the_firewall_cannot_hold_says_so() -> None:
    answers: dict[str, Any] = {"features": ("azure-monitor",), "azure_monitor_by": "tag"}
    held = planned(**answers)
    assert all("cannot hold it" not in entry.reason.en for entry in held.exclusions)
    made = planned(**answers, firewall_make="proxy")
    absent = [entry for entry in made.exclusions if entry.instead]
    assert absent
    assert all(
        "the firewall of this plan cannot hold it: nothing opens this" in entry.reason.en for entry in absent
    )


def test_a_proxy_that_was_denied_is_not_said_to_take_the_clusters_traffic() -> None:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    made = planned(firewall_make="proxy", http_proxy=False, inbound=(shop,), firewall_public_ip="20.50.1.4")
    assert advisory(made, "http-proxy") is None
    pending = advisory(made, "asymmetric-routing")
    assert pending is not None
    assert "a firewall that can translate addresses" in pending.text.en
    assert advisory(planned(firewall_make="proxy", http_proxy=None), "http-proxy") is not None


def test_ranges_that_lack_the_firewall_hold_the_route_back_and_no_path_is_whole() -> None:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    answers: dict[str, Any] = {"inbound": (shop,), "firewall_public_ip": "20.50.1.4"}
    made = planned(**answers, authorized_ranges=("198.18.0.0/24",))
    assert made.path.waits_for == (PathCause.RANGES_LACK,)
    assert not made.path.is_whole
    assert "authorised ranges lack the firewall" in path_drawing(made).verdict_text.en
    for fine in (("20.50.1.0/24",), ()):
        assert planned(**answers, authorized_ranges=fine).path.is_whole
    inside = planned(**answers, authorized_ranges=("198.18.0.0/24",), private_cluster=True)
    assert inside.path.is_whole


@pytest.mark.parametrize(
    ("answers", "causes", "assumed"),
    [
        ({"authorized_ranges": None}, (), ("authorized_ranges",)),
        (
            {"authorized_ranges": ("20.50.1.4/32",), "firewall_nat_gateway": None},
            (),
            ("firewall_nat_gateway",),
        ),
        ({"authorized_ranges": ("20.50.1.4/32",), "firewall_nat_gateway": ()}, (), ()),
        (
            {"authorized_ranges": ("20.50.1.4/32",), "firewall_public_ip": None},
            (PathCause.RANGES_UNCHECKED,),
            (),
        ),
        ({"authorized_ranges": None, "private_cluster": True}, (), ()),
    ],
)
def test_no_path_is_whole_while_nobody_knows_that_the_api_server_lets_the_firewall_in(
    answers: dict[str, Any], causes: tuple[PathCause, ...], assumed: tuple[str, ...]
) -> None:
    inside = InboundService("intranet", Exposure.INTERNAL, Protocol.TCP, 443)
    given = {"firewall_public_ip": "20.50.1.4", **answers}
    made = planned(inbound=(inside,), **given)
    assert (made.path.waits_for, made.path.access_assumed) == (causes, assumed)
    assert not made.path.assumed, "traffic goes its way whatever the API server lets in"
    assert made.path.is_whole is (not causes and not assumed)
    said = {point.id: point for point in open_points(made, catalog())}
    for fact in assumed:
        point = said[unanswered_point(fact)]
        assert point.cost.en == "whether nodes reach the API server at all rests on it"
        assert all(route.assumed for route in made.routes)
    if causes:
        assert said["authorized-ranges-unchecked"].field == "firewall_public_ips"
        assert "authorised ranges hold the firewall" in path_drawing(made).verdict_text.en


@pytest.mark.parametrize(
    "place",
    [
        {"cloud": "AzureUSGovernment", "region": "usgovvirginia"},
        {"cloud": "AzureChinaCloud", "region": "chinaeast2"},
    ],
)
def test_whether_an_unwritable_line_is_missed_is_an_open_question(place: dict[str, str]) -> None:
    """The page keeps the line; a private cluster does not miss it: nobody said which this one is."""
    answers: dict[str, Any] = {**place, "pods_call_api_server": True}
    points = {point.id: point for point in open_points(planned(**answers, private_cluster=None), catalog())}
    assert "1 line blocks" in points["unanswered-private-cluster"].cost.en
    for known in (True, False):
        found = {point.id for point in open_points(planned(**answers, private_cluster=known), catalog())}
        assert "unanswered-private-cluster" not in found


def test_ranges_that_lack_the_firewall_rest_on_a_public_api_server() -> None:
    made = planned(authorized_ranges=("198.18.0.0/24",), private_cluster=None, firewall_public_ip="20.50.1.4")
    assert made.path.waits_for == (PathCause.RANGES_LACK,)
    assert made.path.access_assumed == ("private_cluster",)
    assert "unanswered-private-cluster" in {point.id for point in open_points(made, catalog())}


def test_a_route_waits_for_the_subnet_of_optional_lines_as_well() -> None:
    made = planned(
        outbound_type="none",
        default_route_to_firewall=True,
        private_cluster=True,
        custom_dns=("10.9.9.9",),
        node_subnets=(),
    )
    assert not any(rule.is_vital for rule in made.rules)
    assert made.path.waits_for == (PathCause.SOURCE_UNKNOWN,)
    context = ExportContext(plan=made, request=SHOP, created=CREATED, planner_version="0.1.0")
    assert is_held_back(made.routes[0], context)


def test_what_is_lost_whatever_the_api_server_lets_in_is_not_said_to_rest_on_it() -> None:
    made = planned(inbound=(STOREFRONT,), authorized_ranges=None)
    lost = advisory(made, "asymmetric-routing")
    assert lost is not None
    assert "assumed" not in (lost.title.en + lost.text.en).lower()
    assert path_drawing(made).verdict_text.en.startswith("Answers from storefront will not reach")
    whole = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    said = path_drawing(planned(inbound=(whole,), firewall_public_ip="20.50.1.4", authorized_ranges=None))
    assert said.verdict_text.en.startswith(
        "If the list of authorised IP ranges is as assumed, the path is whole"
    )


def test_a_cluster_that_is_said_not_to_be_isolated_gets_no_route_without_what_its_nodes_need() -> None:
    answers: dict[str, Any] = {
        "outbound_type": "none",
        "default_route_to_firewall": True,
        "private_cluster": True,
    }
    denied = planned(**answers, network_isolated=False)
    assert denied.path.waits_for == (PathCause.NOT_ISOLATED,)
    assert path_drawing(denied).verdict is PathState.PENDING
    assert planned(**answers, network_isolated=True).path.waits_for == ()
    open_one = planned(**answers, network_isolated=None)
    assert (open_one.path.waits_for, open_one.path.access_assumed) == ((), ("network_isolated",))
    cost = next(
        point.cost.en for point in open_points(open_one, catalog()) if point.field == "network_isolated"
    )
    assert cost.startswith("whether nodes find what they start from rests on it")


def test_a_region_of_another_cloud_is_named_so_everywhere_and_holds_the_route_back() -> None:
    shop = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    made = planned(cloud="AzureUSGovernment", inbound=(shop,), firewall_public_ip="20.50.1.4")
    assert made.path.waits_for == (PathCause.WRONG_REGION,)
    assert not made.path.is_whole
    said = advisory(made, "unlisted-region")
    assert said is not None
    assert said.title.en == "westeurope is a region of Azure public cloud, not of this plan's cloud"
    assert "spelling" not in said.text.en
    typed = planned(region="moonbase", inbound=(shop,), firewall_public_ip="20.50.1.4")
    assert typed.path.is_whole
    spelt = advisory(typed, "unlisted-region")
    assert spelt is not None
    assert "spelling" in spelt.text.en


def test_no_service_is_whole_while_a_route_of_another_holds_the_default_route_back() -> None:
    whole = replace(STOREFRONT, remedy=INSIDE, internal_ip="10.42.0.200")
    other = replace(STOREFRONT, name="admin", port=8443, remedy="nat-gateway-route")
    made = planned(inbound=(whole, other), firewall_public_ip="20.50.1.4", firewall_nat_gateway=None)
    assert [entry.state for entry in made.path.services] == [PathState.PENDING, PathState.PENDING]
    assert made.path.services[0].causes == (PathCause.ROUTE_UNWRITTEN,)
    assert path_drawing(made, "storefront").verdict is PathState.PENDING
    pending = [entry for entry in made.advisories if entry.id == "asymmetric-routing"]
    assert all("missing: ." not in entry.text.en for entry in pending)


def test_an_internal_service_at_the_firewalls_own_address_is_not_whole() -> None:
    inner = InboundService("inner", Exposure.INTERNAL, STOREFRONT.protocol, 80, backend_ip="10.0.1.4")
    assert not planned(inbound=(inner,)).path.is_whole


def test_documents_do_not_call_a_tag_unwritable_that_a_list_given_at_the_export_writes() -> None:
    request = changed(SHOP, konnectivity=False, firewall_make="fortigate")
    made = plan(request, catalog())
    context = ExportContext(plan=made, request=request, created=CREATED, planner_version="0.1.0")
    assert absent_lines(context) == ()
    change = azure_change(context, "bicep")
    (notice,) = [entry for entry in change.notices if "is held back" in entry.text.en]
    assert "knows no service tags" in notice.text.en
