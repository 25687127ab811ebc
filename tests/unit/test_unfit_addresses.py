"""Addresses that nothing can have where they are given: said, never written, and no path is whole with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.address import Subnets
from planner.domain.cluster import Exposure, InboundService
from planner.domain.path import PathState
from planner.domain.plan import EgressPlan
from planner.planning.planner import plan
from planner.session.problem import Problem
from planner.session.problems import problems_of
from planner.session.readiness import all_problems, readiness
from tests.plans import SHOP, STOREFRONT, catalog, changed, planned

INSIDE = "internal-load-balancer"
NODES = ("10.42.0.0/22",)


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
