"""What the path asks for: a network of one's own, the addresses that targets see, and when a path is whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.cluster import InboundService
from planner.domain.omission import Omission
from planner.domain.path import PathState
from planner.domain.plan import Advisory, Severity
from planner.exporters.findings import needs_care
from tests.plans import STOREFRONT, advisory, planned

HOST_ROUTE = replace(STOREFRONT, remedy="host-route")
INTERNAL = replace(
    STOREFRONT, name="admin", port=8443, remedy="internal-load-balancer", internal_ip="10.42.0.9"
)


def found(advisory_id: str, **answers: object) -> Advisory:
    entry = advisory(planned(**answers), advisory_id)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    ("outbound", "words"),
    [
        ("userDefinedRouting", "existing virtual network"),
        ("userAssignedNATGateway", "Associate a NAT gateway"),
    ],
)
def test_outbound_types_that_need_a_network_of_ones_own_say_so(outbound: str, words: str) -> None:
    entry = found("own-virtual-network", outbound_type=outbound)
    assert outbound in entry.title.en
    assert words in entry.text.en
    assert (entry.severity, entry.rule_ids) == (Severity.INFO, ())


@pytest.mark.parametrize(
    "outbound", ["loadBalancer", "managedNATGateway", "managedNATGatewayV2", "none", "block"]
)
def test_other_outbound_types_need_no_network_of_ones_own(outbound: str) -> None:
    assert advisory(planned(outbound_type=outbound), "own-virtual-network") is None


def test_who_routes_by_his_own_table_already_is_not_told_to_change_the_outbound_type() -> None:
    here = found("firewall-not-in-path", default_route_to_firewall=False)
    assert [remedy.id for remedy in here.remedies] == ["default-route"]
    there = found("firewall-not-in-path", outbound_type="loadBalancer")
    assert "user-defined-routing" in [remedy.id for remedy in there.remedies]


def test_authorised_ranges_name_the_firewalls_addresses_where_it_has_no_nat_gateway() -> None:
    addresses = ("203.0.113.10", "203.0.113.11")
    entry = found("authorized-ip-ranges", firewall_public_ips=addresses, authorized_ranges=None)
    assert "203.0.113.10, 203.0.113.11" in entry.text.en
    assert "NAT gateway" not in entry.title.en + entry.text.en


def test_authorised_ranges_name_the_nat_gateways_addresses_behind_one() -> None:
    entry = found("authorized-ip-ranges", firewall_nat_gateway=("198.51.100.0/29",), authorized_ranges=None)
    assert "198.51.100.0/29" in entry.text.en
    assert "203.0.113.10" not in entry.text.en
    assert "public address" not in entry.text.en
    assert [remedy.id for remedy in entry.remedies] == ["add-nat-gateway-addresses"]


def test_authorised_ranges_are_no_matter_of_a_private_api_server_and_open_while_it_is_not_known() -> None:
    assert advisory(planned(private_cluster=True, authorized_ranges=None), "authorized-ip-ranges") is None
    assert advisory(planned(private_cluster=None, authorized_ranges=None), "authorized-ip-ranges") is not None
    assert advisory(planned(private_cluster=None), "authorized-ip-ranges") is None


def test_an_internal_load_balancer_needs_the_samples_host_route_no_more() -> None:
    tasks = found("asymmetric-routing", inbound=(INTERNAL,)).tasks
    assert any("203.0.113.10/32" in task.en and "remove it" in task.en for task in tasks)


def test_the_samples_host_route_stays_while_another_service_needs_it() -> None:
    made = planned(inbound=(INTERNAL, HOST_ROUTE))
    assert "203.0.113.10/32" in [route.prefix for route in made.routes]
    tasks = [task.en for entry in made.advisories for task in entry.tasks]
    assert not [task for task in tasks if "remove it" in task]


@pytest.mark.parametrize(
    ("answers", "service", "missing"),
    [
        ({"firewall_private_ip": None}, HOST_ROUTE, "the firewall's private IP"),
        ({"firewall_public_ips": None}, HOST_ROUTE, "the firewall's public IP"),
        ({}, replace(HOST_ROUTE, backend_ip=""), "load balancer's public IP of storefront"),
        ({}, replace(INTERNAL, internal_ip=""), "internal address of admin"),
    ],
)
def test_a_path_that_lacks_something_is_not_called_whole_and_says_what_it_lacks(
    answers: dict[str, object], service: InboundService, missing: str
) -> None:
    entry = found("asymmetric-routing", inbound=(service,), **answers)
    assert "whole" not in entry.title.en
    assert "not complete" in entry.title.en
    assert missing in entry.text.en
    assert entry.pending
    assert entry.severity is Severity.WARNING
    assert needs_care(entry)
    assert entry.decided == service.remedy


@pytest.mark.parametrize("service", [HOST_ROUTE, replace(INTERNAL, backend_ip="203.0.113.81")])
def test_a_path_with_everything_known_is_whole(service: InboundService) -> None:
    entry = found("asymmetric-routing", inbound=(service,))
    assert "is whole" in entry.title.en
    assert not entry.pending
    assert not needs_care(entry)


def test_a_path_whose_nat_line_is_left_out_stays_chosen_and_says_so() -> None:
    made = planned(Omission("inbound-storefront-tcp-443", "later"), inbound=(HOST_ROUTE,))
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert (entry.decided, entry.pending, entry.tasks) == ("host-route", True, ())
    assert entry.title.en == "The path of storefront is chosen, but its NAT line is left out"
    (service,) = made.path.services
    assert (service.state, service.remedy, service.chosen) == (PathState.BROKEN, "", "host-route")
