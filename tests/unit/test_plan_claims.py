"""What a plan claims holds: open through a tag, whole only with every precondition, missed only by who needs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.domain.cluster import Exposure
from planner.domain.demand import Necessity
from planner.domain.destination import DestinationType
from planner.domain.omission import Omission
from planner.domain.path import PathCause, PathState
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.service import Protocol, Service
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext
from planner.exporters.findings import open_notices, placeholder_notices
from planner.planning.advisories.tags import shadowing
from planner.planning.deny_log import Target
from planner.planning.explain import HostVerdict, explain
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from planner.session.problems import problems_of
from planner.session.suggestions import suggested_rollback
from tests.plans import SHOP, STOREFRONT, advisory, catalog, changed, planned, rule_to

CHINA: dict[str, Any] = {"cloud": "AzureChinaCloud", "region": "chinaeast2"}
GOVERNMENT: dict[str, Any] = {"cloud": "AzureUSGovernment", "region": "usgovvirginia"}
CLOUDS = pytest.mark.parametrize("place", [{}, CHINA, GOVERNMENT], ids=["public", "china", "government"])
PRIVATE_KEEPS_LINES = pytest.mark.parametrize(
    "place", [CHINA, GOVERNMENT, {"edition": "2020-03-10"}], ids=["china", "government", "first edition"]
)
TAGGED: dict[str, Any] = {"features": ("azure-monitor", "defender"), "azure_monitor_by": "tag"}
HOST_ROUTE = replace(STOREFRONT, remedy="host-route")
CREATED = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
NAT_LINE = "inbound-storefront-tcp-443"


def without(*rule_ids: str, **answers: Any) -> EgressPlan:
    return planned(*(Omission(rule_id, "a proxy does it") for rule_id in rule_ids), **answers)


def through(made: EgressPlan, rule_id: str) -> list[str]:
    rule = made.rule(rule_id)
    assert rule is not None
    return [opening.through for opening in made.still_open_through(rule)]


def written(made: EgressPlan) -> ExportContext:
    """Return what a target is handed; the request's own words do not matter here."""
    return ExportContext(plan=made, request=SHOP, created=CREATED, planner_version="0.1.0")


def points(made: EgressPlan) -> dict[str, OpenPoint]:
    return {point.id: point for point in open_points(made, catalog())}


# --- still open -------------------------------------------------------------------------------------------------------


@CLOUDS
def test_a_left_out_host_is_still_open_through_the_tag_that_its_neighbour_chose(
    place: dict[str, Any],
) -> None:
    made = without("defender-events", "defender-workspace", **TAGGED, **place)
    assert through(made, "defender-events") == ["azure-monitor-tag"]
    assert through(made, "defender-workspace") == ["azure-monitor-tag"]
    rule = made.rule("defender-events")
    assert rule is not None
    host = rule.destination.value.replace("*", "workspace-1")
    answer = explain(Target(host, port=443), made, catalog())
    assert answer.verdict is HostVerdict.STILL_OPEN


@CLOUDS
def test_what_shadows_a_line_keeps_it_open_and_nothing_else_does(place: dict[str, Any]) -> None:
    shadowed = set[str]()
    made = planned(**TAGGED, **place)
    for entry in made.advisories:
        if entry.id == shadowing.__name__:
            shadowed |= set(entry.rule_ids) - {"azure-monitor-tag"}
    assert shadowed
    for rule in made.rules:
        opened = "azure-monitor-tag" in through(without(rule.id, **TAGGED, **place), rule.id)
        assert opened is (rule.id in shadowed), rule.id


def test_a_tag_that_nobody_chose_for_hosts_opens_none() -> None:
    made = without("core-api-server", konnectivity=False)
    assert any(rule.destination.type is DestinationType.SERVICE_TAG for rule in made.included_rules())
    assert through(made, "core-api-server") == []


@pytest.mark.parametrize("address", ["20.50.1.2", None])
def test_a_host_line_does_not_open_a_bare_address(address: str | None) -> None:
    made = without("core-api-server-address", pods_call_api_server=True, api_server_ip=address, **CHINA)
    assert through(made, "core-api-server-address") == []


def test_a_line_that_leads_to_a_placeholder_opens_nothing() -> None:
    assert through(without("core-api-server", pods_call_api_server=True), "core-api-server") == []
    known = without("core-api-server", pods_call_api_server=True, api_server_ip="20.50.1.2")
    assert through(known, "core-api-server") == ["core-api-server-address"]


# --- the path ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "cause", "words"),
    [
        ({"pods_call_api_server": True}, PathCause.LINE_UNWRITTEN, "API server"),
        ({"node_subnets": None}, PathCause.SOURCE_UNKNOWN, "the node subnet"),
        ({"firewall_private_ip": None}, PathCause.NEXT_HOP_UNKNOWN, "the firewall's private IP"),
    ],
)
def test_a_path_is_pending_while_its_default_route_is_held_back(
    answers: dict[str, Any], cause: PathCause, words: str
) -> None:
    made = planned(inbound=(HOST_ROUTE,), **answers)
    (service,) = made.path.services
    assert (service.state, service.causes) == (PathState.PENDING, (cause,))
    assert made.path.waits_for == (cause,)
    assert not made.path.is_whole
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert entry.pending
    assert words in entry.text.en


@pytest.mark.parametrize(
    "answers", [{}, {"pods_call_api_server": True}, {"node_subnets": None}, {"firewall_private_ip": None}]
)
def test_a_path_is_whole_only_where_the_script_writes_the_default_route(answers: dict[str, Any]) -> None:
    made = planned(inbound=(HOST_ROUTE,), **answers)
    change = azure_change(written(made), "bicep")
    assert made.path.is_whole is any(route.prefix == "0.0.0.0/0" for route in change.routes)


@pytest.mark.parametrize(
    ("second", "writes"),
    [
        ({"remedy": ""}, False),
        ({"remedy": "nat-gateway-route"}, False),  # does not fit: the firewall has no NAT gateway
        ({"port": 443}, False),  # its requests go to the first
        ({}, True),
        ({"exposure": Exposure.INTERNAL, "remedy": ""}, True),
    ],
)
def test_the_default_route_waits_for_a_service_that_would_no_longer_be_reached(
    second: dict[str, Any], writes: bool
) -> None:
    other = replace(HOST_ROUTE, name="api", port=8443, backend_ip="203.0.113.81")
    made = planned(inbound=(HOST_ROUTE, replace(other, **second)), firewall_nat_gateway=())
    assert (PathCause.SERVICE_CUT_OFF in made.path.waits_for) is not writes
    for target in ("bicep", "azure-cli"):
        change = azure_change(written(made), target)
        assert any(route.is_default for route in change.routes) is writes
        assert change.held_back is not writes
    said = [notice.text.en for notice in placeholder_notices(written(made), "csv")]
    assert any("a published service would no longer be reached" in text for text in said) is not writes


def test_a_service_whose_line_was_left_out_with_a_reason_holds_no_route_back() -> None:
    made = without(NAT_LINE, inbound=(HOST_ROUTE,))
    assert made.path.services[0].state is PathState.BROKEN
    assert made.path.waits_for == ()


def test_an_unwritable_line_that_is_left_out_frees_the_path() -> None:
    made = without("core-api-server-address", pods_call_api_server=True, inbound=(HOST_ROUTE,))
    assert made.path.is_whole


def test_a_left_out_nat_line_is_no_open_decision_for_any_target() -> None:
    made = without(NAT_LINE, inbound=(HOST_ROUTE,))
    (notice,) = open_notices(written(made), "csv")
    assert "is chosen, its NAT line is left out" in notice.text.en
    assert "Take the NAT line back in" in notice.advice.en
    assert notice.cause in points(made)


def test_of_two_services_on_one_port_the_second_loses_its_requests_not_its_answers() -> None:
    made = planned(inbound=(HOST_ROUTE, replace(HOST_ROUTE, name="api", backend_ip="203.0.113.81")))
    (point,) = [entry for entry in points(made).values() if entry.id.startswith("path-")]
    assert point.cost.en == "its requests go to storefront"
    (notice,) = open_notices(written(made), "csv")
    assert notice.text.en.startswith("Requests for api go to storefront")
    raised = [entry for entry in made.advisories if entry.service == "api"]
    assert raised == [], "no remedy of asymmetric routing mends it"
    assert not any(
        "answers" in entry.title.en.lower() and "api" in entry.title.en for entry in made.advisories
    )


def test_two_services_share_no_port_while_the_line_of_one_is_left_out() -> None:
    inbound = (HOST_ROUTE, replace(HOST_ROUTE, name="api", backend_ip="203.0.113.81"))
    shared = changed(SHOP, inbound=inbound)
    apart = changed(SHOP, Omission(NAT_LINE, "later"), inbound=inbound)
    said = [
        any("Two services use" in entry.message.en for entry in problems_of(given, catalog()))
        for given in (shared, apart)
    ]
    assert said == [True, False]


# --- a private cluster where the page keeps the lines -----------------------------------------------------------------


@PRIVATE_KEEPS_LINES
def test_leaving_out_what_a_private_cluster_does_not_miss_warns_with_its_true_cost(
    place: dict[str, Any],
) -> None:
    answers = {**place, "private_cluster": True, "pods_call_api_server": True, "konnectivity": False}
    ids = [rule.id for rule in planned(**answers).rules if rule.is_eased]
    assert {"core-api-server", "core-api-server-address"} <= {
        rule_id.removesuffix("-network") for rule_id in ids
    }
    found = points(without(*ids, **answers))
    for rule_id in ids:
        still_open = found.get(f"still-open-{rule_id}")
        point = found.get(f"left-out-{rule_id}") or still_open
        assert point is not None
        assert point.severity is PointSeverity.WARNS
        assert point is still_open or point.cost.en.startswith("Nothing for nodes and pods")


@PRIVATE_KEEPS_LINES
def test_no_advice_speaks_of_traffic_that_does_not_pass_the_firewall(place: dict[str, Any]) -> None:
    made = planned(**place, private_cluster=True, pods_call_api_server=True, inbound=(HOST_ROUTE,))
    raised = {entry.id: entry for entry in made.advisories}
    assert not {"tls-inspection", "placeholder-open"} & set(raised)
    assert not any("Enter the API server IP" in entry.text.en for entry in made.advisories)
    assert not [point for point in points(made).values() if point.blocks]
    assert made.path.is_whole


@PRIVATE_KEEPS_LINES
@pytest.mark.parametrize("private", [False, None])
def test_of_a_public_cluster_the_same_lines_block(place: dict[str, Any], private: bool | None) -> None:
    # In Azure China a wider line would keep it open.
    made = without("core-api-server", "core-china-mirror", private_cluster=private, **place)
    point = points(made)["left-out-core-api-server"]
    assert point.blocks
    assert "NotReady" in point.cost.en


# --- isolation, ranges, counts, words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("outbound", ["none", "block"])
def test_an_api_server_in_the_virtual_network_is_private_enough_for_isolation(outbound: str) -> None:
    made = planned(outbound_type=outbound, vnet_integration=True)
    assert advisory(made, "isolation-needs-private-api-server") is None
    assert advisory(made, "network-isolated") is not None


@pytest.mark.parametrize("answers", [{}, {"vnet_integration": True}, {"private_cluster": True}])
def test_no_windows_pools_is_said_of_every_isolated_cluster(answers: dict[str, Any]) -> None:
    made = planned(outbound_type="none", features=("windows",), **answers)
    assert any("neither Windows node pools" in entry.text.en for entry in made.advisories)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"authorized_ranges": None}, "If authorised IP ranges are on, add 203.0.113.10"),
        ({"authorized_ranges": ("203.0.113.0/24",)}, "The ranges include 203.0.113.10"),
        (
            {
                "authorized_ranges": ("203.0.113.10/32",),
                "firewall_public_ips": ("203.0.113.10", "203.0.113.11"),
            },
            "Add 203.0.113.11 to",
        ),
        (
            {"authorized_ranges": ("203.0.113.10/32",), "firewall_nat_gateway": ("203.0.113.32/31",)},
            "Add 203.0.113.32/31 to",
        ),
        (
            {"authorized_ranges": ("203.0.113.32/28",), "firewall_nat_gateway": ("203.0.113.32/31",)},
            "The ranges include 203.0.113.32/31",
        ),
    ],
)
def test_authorised_ranges_are_asked_only_for_what_they_lack(answers: dict[str, Any], said: str) -> None:
    entry = advisory(planned(**answers), "authorized-ip-ranges")
    assert entry is not None
    assert said in entry.text.en


def test_without_authorised_ranges_there_is_no_advice_on_them() -> None:
    assert advisory(planned(authorized_ranges=()), "authorized-ip-ranges") is None


def test_an_open_question_tells_lines_that_are_asked_for_from_those_that_were_left_out() -> None:
    answers: dict[str, Any] = {"pods_call_api_server": None, "api_server_ip": "20.50.1.2"}
    assert points(planned(**answers))["unanswered-pods-call-api-server"].cost.en == "1 line stands"
    left_out = points(without("core-api-server-address", **answers))
    assert left_out["unanswered-pods-call-api-server"].cost.en == "1 line stands and is left out"


def test_a_list_is_entered_not_yes() -> None:
    (entry,) = [entry for entry in planned().exclusions if entry.demand_id == "core-custom-dns"]
    assert (entry.needed_if.en, entry.needed_if.zh) == (
        "Custom DNS servers: entered",
        "自定义 DNS 服务器：已填写",
    )


def test_of_a_closed_region_nobody_is_asked_to_look_up_the_tag() -> None:
    made = planned(cloud="AzureUSGovernment", region="usgoviowa", konnectivity=False)
    assert advisory(made, "region-closed") is not None
    assert advisory(made, "service-tag-unconfirmed") is None


# --- rollback ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("private", [True, False])
def test_nobody_is_told_to_take_away_the_only_way_out(private: bool) -> None:
    said = suggested_rollback(planned(private_cluster=private)).en
    assert "keep the default route" in said
    assert "out of the route table" not in said
    assert ("NotReady" in said) is not private


def test_with_another_outbound_type_the_route_goes_first() -> None:
    said = suggested_rollback(planned(outbound_type="loadBalancer", default_route_to_firewall=True)).en
    assert "take the default route to the firewall out of the route table" in said


def test_a_rollback_of_no_line_removes_none() -> None:
    isolated = {"outbound_type": "none", "private_cluster": True, "default_route_to_firewall": True}
    shop = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.9")
    nothing, published = planned(**isolated), planned(**isolated, inbound=(shop,))
    for made in (nothing, published):
        said = suggested_rollback(made)
        assert " 0 " not in said.en
        assert " 0 " not in said.zh
    assert suggested_rollback(published).en.startswith("Remove its 1 NAT rule from the firewall")


def test_an_http_proxy_is_named_where_somebody_said_there_is_one() -> None:
    found = advisory(planned(http_proxy=True), "http-proxy")
    assert found is not None
    assert "has to let the hosts of these lines through" in found.text.en
    assert advisory(planned(http_proxy=False), "http-proxy") is None
    assert advisory(planned(), "http-proxy") is None


@pytest.mark.parametrize("remedy", ["internal-load-balancer", "host-route"])
def test_a_path_is_not_whole_through_a_public_ip_that_is_private(remedy: str) -> None:
    address = "10.42.0.9" if remedy == "internal-load-balancer" else "20.50.9.9"
    shop = replace(STOREFRONT, remedy=remedy, internal_ip=address, backend_ip="20.50.9.9")
    given = {"firewall_private_ip": "10.0.1.4", "inbound": (shop,)}
    whole, doubtful = (
        planned(firewall_public_ip="20.50.1.4", **given),
        planned(firewall_public_ip="10.1.1.1", **given),
    )
    assert whole.path.is_whole
    assert not doubtful.path.is_whole
    assert doubtful.path.services[0].causes == (PathCause.ADDRESS_PRIVATE,)
    found = advisory(doubtful, "asymmetric-routing")
    assert found is not None
    assert found.pending
    assert "10.1.1.1 is private" in found.text.en


# --- DNS, and addresses that cannot be -------------------------------------------------------------------------------


def test_a_firewall_that_is_the_dns_server_needs_no_line_and_no_advice_on_its_proxy() -> None:
    by_name = {"nodes_before_march_2021": True, "firewall_private_ip": "10.0.1.4"}
    made = planned(custom_dns=("10.0.1.4",), **by_name)
    assert "core-custom-dns" not in {reason.demand_id for rule in made.rules for reason in rule.reasons}
    (entry,) = (entry for entry in made.exclusions if entry.demand_id == "core-custom-dns")
    assert entry.reason.en.startswith("The firewall itself is the DNS server")
    assert not entry.assumed
    assert advisory(made, "dns-proxy") is None
    beside = planned(custom_dns=("10.0.1.4", "10.9.9.9"), **by_name)
    assert [
        rule.destination.value for rule in beside.rules if Service(Protocol.UDP, 53) in rule.services
    ] == ["10.9.9.9"]
    found = advisory(beside, "dns-proxy")
    assert found is not None
    assert "10.0.1.4" not in found.text.en
    assert "10.9.9.9" in found.text.en


@pytest.mark.parametrize(
    ("servers", "title"), [(("10.9.9.9",), "Your DNS servers"), (("10.0.1.4",), "The firewall has")]
)
def test_who_answers_the_nodes_has_to_resolve_a_private_api_server(
    servers: tuple[str, ...], title: str
) -> None:
    made = planned(private_cluster=True, custom_dns=servers, firewall_private_ip="10.0.1.4")
    found = [entry for entry in made.advisories if entry.id in ("private-zone-reachable", "dns-proxy")]
    assert [entry.title.en.startswith(title) for entry in found] == [True]


@pytest.mark.parametrize(
    ("answers", "fields"),
    [
        ({"node_subnets": ("10.42.0.0/22", "10.42.1.0/24", "10.50.0.0/24")}, ["node_subnets"]),
        ({"node_subnets": ("10.42.1.0/24", "10.42.0.0/22")}, ["node_subnets"]),
        ({"node_subnets": ("10.42.0.0/24", "10.42.1.0/24")}, []),
        ({"node_subnets": ("10.42.0.0/24", "10.42.0.0/24")}, []),
        ({"firewall_private_ip": "10.42.3.4"}, ["firewall_private_ip"]),
        ({"pod_cidr": ("10.42.0.0/16",)}, ["pod_cidr"]),
        ({"pod_cidr": ("10.244.0.0/16",)}, []),
    ],
)
def test_addresses_that_cannot_lie_in_each_other_are_named(
    answers: dict[str, Any], fields: list[str]
) -> None:
    found = problems_of(changed(SHOP, **answers), catalog())
    assert [problem.field for problem in found] == fields
    assert not any(problem.blocks for problem in found)


def test_dns_advice_does_not_take_for_answered_that_the_network_has_no_servers() -> None:
    made = planned(nodes_before_march_2021=True, custom_dns=None)
    found = advisory(made, "dns-proxy")
    assert found is not None
    assert "Nobody answered whether" in found.text.en
    assert "chain them behind the firewall" in found.text.en
    told = advisory(planned(nodes_before_march_2021=True, custom_dns=()), "dns-proxy")
    assert told is not None
    assert "Nobody answered" not in told.text.en


@pytest.mark.parametrize("outbound", ["none", "block"])
def test_an_optional_dns_line_says_when_refusing_it_costs_something(outbound: str) -> None:
    made = planned(outbound_type=outbound, private_cluster=True, custom_dns=("10.9.9.9",))
    (rule,) = made.rules
    assert rule.if_refused.en.startswith("If nodes reach this DNS server through the firewall")
    usual = rule_to(planned(custom_dns=("10.9.9.9",)), "10.9.9.9")
    assert usual is not None
    assert usual.if_refused.en == "No name resolves; nodes do not start."
    without = planned(outbound_type=outbound, private_cluster=True, custom_dns=())
    (entry,) = (entry for entry in without.exclusions if entry.demand_id == "core-custom-dns")
    assert entry.necessity is Necessity.REQUIRED  # as on the page


def test_nobody_is_told_to_close_the_other_line_of_what_the_cluster_requires() -> None:
    made = planned(
        Omission("core-api-server", "by its address"), pods_call_api_server=True, api_server_ip="20.50.1.9"
    )
    (point,) = (point for point in open_points(made, catalog()) if point.id == "still-open-core-api-server")
    assert point.advice.en.startswith("Take the line back in")
    assert point.cost.en == "leaving it out does not close the way to this cluster's own API server"


def test_a_chosen_path_that_comes_to_nothing_is_an_open_point() -> None:
    gives_up = replace(STOREFRONT, remedy="stop-filtering")
    void = replace(STOREFRONT, name="shop2", port=8443, remedy="host-route")
    made = planned(inbound=(gives_up, void))
    (point,) = (point for point in open_points(made, catalog()) if point.id.startswith("void-"))
    assert (
        point.title.en == "The path chosen for shop2 comes to nothing: filtering is given up for storefront"
    )
    assert not [p for p in open_points(planned(inbound=(gives_up,)), catalog()) if p.id.startswith("void-")]


def test_a_rollback_names_the_routes_that_the_change_added() -> None:
    shop = replace(STOREFRONT, remedy="host-route")
    said = suggested_rollback(planned(inbound=(shop,), firewall_public_ip="20.50.1.4"))
    assert "routes to Internet for 20.50.1.4/32" in said.en
    assert "20.50.1.4/32 到 Internet 的路由" in said.zh


def test_an_api_server_integrated_into_the_network_is_reached_without_the_firewall() -> None:
    made = planned(private_cluster=None, vnet_integration=True, pods_call_api_server=True)
    lines = {rule.id: rule for rule in made.rules}
    for name in ("core-api-server", "core-api-server-address"):
        assert lines[name].is_eased
        assert "inside the network" in lines[name].if_refused.en
    assert not [point for point in open_points(made, catalog()) if point.blocks]
    assert not made.unwritable_lines()
    public = planned(private_cluster=False, vnet_integration=False, pods_call_api_server=True)
    assert public.unwritable_lines()


# --- addresses that lack or cannot be -------------------------------------------------------------------------------


def test_a_return_route_without_its_address_blocks() -> None:
    shop = replace(STOREFRONT, remedy="nat-gateway-route")
    made = planned(inbound=(shop,), firewall_public_ip="20.50.1.4", firewall_nat_gateway=None)
    assert made.path.waits_for == (PathCause.ROUTE_UNWRITTEN,)
    blocking = [point for point in open_points(made, catalog()) if point.blocks]
    assert [(point.title.en, point.field) for point in blocking] == [
        ("Not known: the NAT gateway's public IP", "firewall_nat_gateway")
    ]
    by_host = planned(inbound=(replace(STOREFRONT, remedy="host-route"),), firewall_public_ips=None)
    titles = [point.title.en for point in open_points(by_host, catalog()) if point.blocks]
    assert len(titles) == len(set(titles))


def test_the_firewalls_own_address_is_no_load_balancers() -> None:
    shop = replace(STOREFRONT, remedy="host-route", backend_ip="20.50.1.4")
    asked = changed(SHOP, inbound=(shop,), firewall_public_ip="20.50.1.4")
    made = plan(asked, catalog())
    assert not made.path.is_whole
    assert [point.blocks for point in open_points(made, catalog())].count(True) == 1
    assert any(
        "the firewall's own address" in problem.message.en for problem in problems_of(asked, catalog())
    )


def test_left_out_lines_that_a_wildcard_opens_are_still_to_be_exempted_from_inspection() -> None:
    china = {"cloud": "AzureChinaCloud", "region": "chinaeast2"}
    both = (Omission("core-api-server", "x"), Omission("core-api-tunnel", "x"))
    found = advisory(planned(*both, **china), "tls-inspection")
    assert found is not None
    assert "*.hcp.chinaeast2" in found.text.en
    assert "*.tun.chinaeast2" in found.text.en
    closed = planned(
        *both, Omission("core-registry-china", "x"), Omission("core-registry-china-data", "x"), **china
    )
    open_ones = [rule for rule in closed.included_rules() if rule.destination.value == "*.azk8s.cn"]
    assert (advisory(closed, "tls-inspection") is None) is not bool(open_ones)


@pytest.mark.parametrize("address", ["0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255"])  # noqa: S104
def test_an_address_of_no_machine_counts_as_no_rule(address: str) -> None:
    blocking = [p for p in problems_of(changed(SHOP, api_server_ip=address), catalog()) if p.blocks]
    assert [problem.field for problem in blocking] == ["api_server_ip"]


@pytest.mark.parametrize("address", ["168.63.129.16", "10.0.1.4", "203.0.113.10"])
def test_an_api_server_at_the_firewalls_address_is_doubted(address: str) -> None:
    asked = changed(
        SHOP, api_server_ip=address, firewall_private_ip="10.0.1.4", firewall_public_ip="203.0.113.10"
    )
    assert [problem.field for problem in problems_of(asked, catalog())] == ["api_server_ip"]


@pytest.mark.parametrize(
    ("host", "doubted"),
    [
        ("shop-1a2b.hcp.westeurope.azmk8s.io", False),
        ("a.hcp.northeurope.azmk8s.io", True),
        ("https://evil.example/x y", True),
        ("foo bar.hcp.westeurope.azmk8s.io", True),
    ],
)
def test_a_host_name_that_no_api_server_of_the_region_has_is_doubted(host: str, doubted: bool) -> None:
    found = problems_of(changed(SHOP, api_server_host=host), catalog())
    assert [problem.field for problem in found] == (["api_server_host"] if doubted else [])


def test_ranges_that_lack_the_firewall_are_an_open_point() -> None:
    lacking = planned(authorized_ranges=("198.51.100.0/24",), firewall_public_ip="203.0.113.10")
    ids = [point.id for point in open_points(lacking, catalog())]
    assert "authorized-ranges-lack-firewall" in ids
    whole = planned(authorized_ranges=("203.0.113.0/24",), firewall_public_ip="203.0.113.10")
    assert "authorized-ranges-lack-firewall" not in [point.id for point in open_points(whole, catalog())]


def test_an_address_of_one_cluster_opens_no_other_host_of_the_wildcard() -> None:
    made = planned(
        Omission("core-api-server", "x"),
        pods_call_api_server=True,
        api_server_ip="20.50.1.9",
        api_server_host="a.hcp.westeurope.azmk8s.io",
    )
    said = {
        host: explain(Target(host, 443), made, catalog()).verdict
        for host in ("a.hcp.westeurope.azmk8s.io", "other.hcp.westeurope.azmk8s.io")
    }
    assert list(said.values()) == [HostVerdict.STILL_OPEN, HostVerdict.LEFT_OUT]
