"""Marks belong to lines that an advisory singles out; whatever it says of the whole plan marks none."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from planner.domain.plan import EgressPlan
from planner.planning.planner import plan
from tests.plans import STOREFRONT, advisory, catalog, planned, unanswered

PLACES = {"AzureCloud": "westeurope", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
OUTBOUND = (
    "userDefinedRouting",
    "loadBalancer",
    "managedNATGateway",
    "managedNATGatewayV2",
    "userAssignedNATGateway",
    "none",
    "block",
)
PLAN_WIDE = {
    "firewall-not-in-path",
    "network-isolated",
    "isolation-needs-private-api-server",
    "own-virtual-network",
    "authorized-ip-ranges",
    "existing-cluster-upgrade",
    "internal-traffic-unsupported",
    "fqdn-tag-coverage",
    "snat-ports",
    "http-proxy",
    "cli-version",
    "unlisted-region",
    "region-closed",
    "feature-not-offered",
    "answer-without-effect",
    "private-zone-reachable",
}
ADD_ONS = tuple(feature.id for feature in catalog().features if not feature.always)


def matrix() -> list[EgressPlan]:
    """Return plans over clouds, editions, outbound types and what is known, from nothing to everything."""
    published = replace(STOREFRONT, remedy="host-route")
    answers: tuple[dict[str, object], ...] = (
        {},
        {"features": ADD_ONS, "nodes_before_march_2021": True, "konnectivity": False},
        {"custom_dns": ("10.9.9.9",), "private_cluster": True, "default_route_to_firewall": True},
        {
            "inbound": (published,),
            "default_route_to_firewall": True,
            "private_cluster": True,
            "http_proxy": True,
        },
    )
    return [
        plan(
            unanswered(
                cloud=cloud, region=PLACES[cloud], edition=edition.id, outbound_type=outbound, **given
            ),
            catalog(),
        )
        for cloud, edition, outbound, given in itertools.product(
            PLACES, catalog().editions, OUTBOUND, answers
        )
    ]


@pytest.fixture(scope="module")
def plans() -> list[EgressPlan]:
    return matrix()


def test_no_advisory_names_all_lines(plans: list[EgressPlan]) -> None:
    for made in plans:
        lines = {rule.id for rule in made.included_rules()}
        for entry in made.advisories:
            assert set(entry.rule_ids) <= lines
            assert not lines or set(entry.rule_ids) != lines, entry.id


def test_what_is_said_of_the_plan_marks_no_line(plans: list[EgressPlan]) -> None:
    raised = {entry.id for made in plans for entry in made.advisories}
    assert PLAN_WIDE - raised <= {"region-closed", "unlisted-region"}
    for made in plans:
        for entry in made.advisories:
            assert entry.id not in PLAN_WIDE or not entry.rule_ids, entry.id


def test_a_missing_subnet_is_named_and_marks_no_line() -> None:
    entry = advisory(planned(node_subnets=None), "placeholder-open")
    assert entry is not None
    assert "the node subnet" in entry.title.en
    assert entry.rule_ids == ()


def test_a_line_whose_own_destination_is_open_is_marked() -> None:
    entry = advisory(planned(node_subnets=None, pods_call_api_server=True), "placeholder-open")
    assert entry is not None
    assert entry.rule_ids == ("core-api-server-address",)
    assert "API server address" in entry.title.en


def test_a_nat_line_whose_target_is_open_is_marked() -> None:
    service = replace(STOREFRONT, backend_ip="", remedy="host-route")
    entry = advisory(planned(inbound=(service,)), "placeholder-open")
    assert entry is not None
    assert entry.rule_ids == ("inbound-storefront-tcp-443",)


def test_a_route_without_its_address_marks_no_line() -> None:
    entry = advisory(planned(firewall_private_ip=None), "placeholder-open")
    assert entry is not None
    assert "the firewall's private IP" in entry.title.en
    assert entry.rule_ids == ()
