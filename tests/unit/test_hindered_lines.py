"""Lines that the plan's own firewall cannot hold: one readiness says so to every document, and the route waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.hindrance import Hindrance, hindrance
from planner.domain.omission import Omission
from planner.domain.path import PathCause
from planner.domain.plan import EgressPlan
from planner.planning.readiness import open_points
from tests.plans import STOREFRONT, advisory, catalog, planned

INSIDE = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.200")
# Settled in everything else: in Azure Government the page requires time from ntp.ubuntu.com, by name.
SETTLED: dict[str, Any] = {
    "cloud": "AzureUSGovernment", "region": "usgovvirginia", "private_cluster": False, "konnectivity": True,
    "nodes_before_march_2021": False, "pods_call_api_server": True, "api_server_ip": "20.50.60.70",
    "node_subnets": ("10.42.0.0/22",), "custom_dns": (), "features": (), "features_complete": True,
    "outbound_type": "userDefinedRouting", "default_route_to_firewall": True, "inbound": (INSIDE,),
    "firewall_private_ip": "10.0.1.4", "firewall_public_ip": "20.9.9.9",
}  # fmt: skip
BASIC = {"firewall_make": "azure", "firewall_tier": "basic"}
TIME = "core-time"


def blocking(made: EgressPlan) -> list[tuple[str, str]]:
    return [(point.id, point.field) for point in open_points(made, catalog()) if point.blocks]


def hindered(made: EgressPlan) -> list[str]:
    return [rule.id for rule in made.included_rules() if hindrance(rule, made.firewall) is not None]


def test_nothing_hinders_a_firewall_that_takes_names() -> None:
    for tier in ("standard", "premium"):
        made = planned(**SETTLED, firewall_make="azure", firewall_tier=tier)
        assert (hindered(made), blocking(made), made.path.is_whole) == ([], [], True)


@pytest.mark.parametrize(
    ("firewall", "why", "field"),
    [
        (BASIC, Hindrance.NAME_IN_BASIC, "firewall_tier"),
        ({"firewall_make": "proxy"}, Hindrance.NOT_WEB_BY_PROXY, "firewall_make"),
    ],
)
def test_a_required_line_that_the_firewall_cannot_hold_blocks_and_holds_the_route_back(
    firewall: dict[str, Any], why: Hindrance, field: str
) -> None:
    made = planned(**SETTLED, **firewall)
    assert hindered(made)
    assert blocking(made) == [(why.value, field)]
    numbers = {made.line_number(rule_id) for rule_id in hindered(made)}
    assert set(made.unwritable_lines()) == numbers
    assert PathCause.LINE_UNWRITTEN in made.path.waits_for
    assert not made.path.is_whole
    pending = advisory(made, "asymmetric-routing")
    assert pending is not None
    assert "a firewall that can hold" in pending.text.en


def test_leaving_such_a_line_out_with_a_reason_frees_the_route_and_is_said() -> None:
    first = planned(**SETTLED, **BASIC)
    (line,) = hindered(first)
    made = planned(Omission(line, "an NTP server inside answers"), **SETTLED, **BASIC)
    assert made.unwritable_lines() == ()
    assert made.path.is_whole
    assert [identity for identity, _ in blocking(made)] == [f"left-out-{line}"]
