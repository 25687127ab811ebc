"""Which facts raise which advisory, and what asymmetric routing's remedies bring."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.cluster import Exposure, InboundService, OutboundType
from planner.domain.destination import DestinationType
from planner.domain.omission import Omission
from planner.domain.plan import Severity
from planner.domain.rule import RuleKind
from planner.domain.service import Protocol
from tests.plans import STOREFRONT, advisory, catalog, planned

INTERNAL = replace(STOREFRONT, exposure=Exposure.INTERNAL, backend_ip="10.42.0.200")


@pytest.mark.parametrize(
    ("outbound", "default_route", "service", "raised"),
    [
        (OutboundType.USER_DEFINED_ROUTING, None, STOREFRONT, True),
        (OutboundType.USER_DEFINED_ROUTING, None, INTERNAL, False),
        (OutboundType.USER_DEFINED_ROUTING, None, None, False),
        (OutboundType.USER_DEFINED_ROUTING, False, STOREFRONT, False),
        (OutboundType.LOAD_BALANCER, None, STOREFRONT, False),
        (OutboundType.LOAD_BALANCER, True, STOREFRONT, True),
        (OutboundType.MANAGED_NAT_GATEWAY, None, STOREFRONT, False),
        (OutboundType.USER_ASSIGNED_NAT_GATEWAY, None, STOREFRONT, False),
        (OutboundType.USER_ASSIGNED_NAT_GATEWAY, True, STOREFRONT, True),
        (OutboundType.NONE, None, STOREFRONT, False),
        (OutboundType.NONE, True, STOREFRONT, True),
        (OutboundType.BLOCK, None, STOREFRONT, False),
        (OutboundType.BLOCK, True, STOREFRONT, False),
    ],
)
def test_asymmetric_routing_needs_the_default_route_and_a_public_frontend(
    outbound: OutboundType, default_route: bool | None, service: InboundService | None, raised: bool
) -> None:
    services = (service,) if service is not None else ()
    made = planned(outbound_type=outbound, default_route_to_firewall=default_route, inbound=services)
    assert (advisory(made, "asymmetric-routing") is not None) is raised


def test_each_affected_service_has_a_decision_of_its_own() -> None:
    admin = replace(STOREFRONT, name="admin", port=8443, remedy="host-route")
    made = planned(inbound=(STOREFRONT, INTERNAL, admin))
    found = [(entry.service, entry.decided) for entry in made.advisories if entry.id == "asymmetric-routing"]
    assert sorted(found) == [("admin", "host-route"), ("storefront", "")]


def test_open_decision_is_a_warning_with_the_remedies_that_fit_and_a_way_out() -> None:
    entry = advisory(planned(inbound=(STOREFRONT,)), "asymmetric-routing")
    assert entry is not None
    assert entry.severity is Severity.WARNING
    assert [remedy.id for remedy in entry.remedies] == ["internal-load-balancer", "host-route"]
    assert [remedy.recommended for remedy in entry.remedies] == [True, False]
    assert entry.way_out is not None
    assert "NAT gateway" in entry.not_offered.en


def test_nat_gateway_at_the_firewall_replaces_the_host_route() -> None:
    made = planned(inbound=(STOREFRONT,), firewall_nat_gateway_ip="203.0.113.99")
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert [remedy.id for remedy in entry.remedies] == ["internal-load-balancer", "nat-gateway-route"]


def nat_and_routes(**answers: object) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    made = planned(**answers)
    nat = [
        (rule.destination.value, str(rule.services[0]), rule.translation.destination.value)
        for rule in made.rules
        if rule.kind is RuleKind.NAT and rule.translation is not None
    ]
    routes = [(route.prefix, route.next_hop_type, route.next_hop) for route in made.routes]
    return nat, routes


def test_internal_load_balancer_adds_one_nat_rule_and_no_route() -> None:
    service = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.200")
    nat, routes = nat_and_routes(inbound=(service,))
    assert nat == [("203.0.113.10", "TCP:443", "10.42.0.200")]
    assert routes == [("0.0.0.0/0", "VirtualAppliance", "10.0.1.4")]


def test_host_route_sends_answers_to_the_firewalls_public_ip_to_the_internet() -> None:
    nat, routes = nat_and_routes(inbound=(replace(STOREFRONT, remedy="host-route"),))
    assert nat == [("203.0.113.10", "TCP:443", "203.0.113.80")]
    assert ("203.0.113.10/32", "Internet", "") in routes


@pytest.mark.parametrize(
    ("gateway", "prefix"), [("203.0.113.99", "203.0.113.99/32"), ("203.0.113.96/28", "203.0.113.96/28")]
)
def test_nat_gateway_route_names_the_gateways_address_or_prefix(gateway: str, prefix: str) -> None:
    service = replace(STOREFRONT, remedy="nat-gateway-route")
    nat, routes = nat_and_routes(inbound=(service,), firewall_nat_gateway_ip=gateway)
    assert nat == [("203.0.113.10", "TCP:443", "203.0.113.80")]
    assert (prefix, "Internet", "") in routes
    assert ("203.0.113.10/32", "Internet", "") not in routes


def test_two_services_with_the_same_remedy_share_one_host_route() -> None:
    services = tuple(
        replace(STOREFRONT, name=name, port=port, remedy="host-route")
        for name, port in (("a", 80), ("b", 443))
    )
    nat, routes = nat_and_routes(inbound=services)
    assert len(nat) == 2
    assert len(routes) == 2


def test_way_out_writes_no_route_and_says_that_the_rules_are_not_enforced() -> None:
    made = planned(inbound=(replace(STOREFRONT, remedy="stop-filtering"),))
    assert made.routes == ()
    assert made.counts().nat == 0
    assert advisory(made, "firewall-not-in-path") is not None
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert entry.severity is Severity.WARNING


def test_chosen_remedy_turns_the_warning_into_a_decided_note_with_tasks() -> None:
    service = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.200")
    entry = advisory(planned(inbound=(service,)), "asymmetric-routing")
    assert entry is not None
    assert (entry.severity, entry.decided) == (Severity.INFO, "internal-load-balancer")
    assert any("azure-load-balancer-internal" in task.en for task in entry.tasks)


def test_public_target_is_never_guessed_from_a_private_address() -> None:
    service = replace(STOREFRONT, backend_ip="10.42.0.9", remedy="host-route")
    made = planned(inbound=(service,))
    nat = next(rule for rule in made.rules if rule.kind is RuleKind.NAT)
    assert nat.translation is not None
    assert nat.translation.destination.type is DestinationType.PLACEHOLDER


def test_services_of_one_name_get_nat_rules_with_different_ids() -> None:
    twins = (
        replace(STOREFRONT, remedy="host-route"),
        replace(STOREFRONT, remedy="host-route", backend_ip="203.0.113.81"),
    )
    made = planned(inbound=twins)
    ids = [rule.id for rule in made.rules]
    assert len(ids) == len(set(ids))


MONITORED = ("azure-monitor", "defender")
RAISED_BY: list[tuple[str, dict[str, object], dict[str, object]]] = [
    ("firewall-not-in-path", {"outbound_type": OutboundType.LOAD_BALANCER}, {}),
    ("network-isolated", {"outbound_type": OutboundType.NONE, "private_cluster": True}, {"private_cluster": True}),
    ("isolation-needs-private-api-server", {"outbound_type": OutboundType.NONE}, {}),
    ("own-virtual-network", {}, {"outbound_type": OutboundType.LOAD_BALANCER}),
    ("region-closed", {"cloud": "AzureUSGovernment", "region": "usgoviowa"}, {}),
    ("wide-service-tag", {"konnectivity": False}, {"konnectivity": False, "api_server_ip": "198.51.100.24"}),
    ("dns-proxy", {"nodes_before_march_2021": True}, {}),
    ("tls-inspection", {}, {"private_cluster": True}),
    (
        "authorized-ip-ranges",
        {"authorized_ranges": None},
        {"private_cluster": True, "authorized_ranges": None},
    ),
    ("shadowing", {"features": MONITORED, "azure_monitor_by": "tag"}, {"features": MONITORED}),
    ("fqdn-tag-coverage", {"features": ("gpu",)}, {}),
    ("retired-endpoint", {}, {"cloud": "AzureChinaCloud", "region": "chinanorth2"}),
    ("snat-ports", {}, {"outbound_type": OutboundType.LOAD_BALANCER}),
    ("existing-cluster-upgrade", {"api_server_ip": "198.51.100.24"}, {}),
    ("cli-version", {"edition": "2020-03-10"}, {}),
    ("unlisted-region", {"region": "marsnorth"}, {}),
    ("line-alone-is-not-enough", {"features": ("key-vault",)}, {}),
    ("service-tag-unconfirmed", {"region": "belgiumcentral", "konnectivity": False}, {"konnectivity": False}),
    ("answer-without-effect", {"edition": "2020-03-10", "private_cluster": True}, {"private_cluster": True}),
    ("placeholder-open", {"node_subnets": ()}, {}),
    ("feature-not-offered", {"features": ("dev-spaces",)}, {"features": ("gpu",)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("advisory_id", "facts", "other_facts"), RAISED_BY, ids=[case[0] for case in RAISED_BY]
)
def test_advisory_is_raised_by_its_facts_and_not_by_others(
    advisory_id: str, facts: dict[str, object], other_facts: dict[str, object]
) -> None:
    found = advisory(planned(**facts), advisory_id)
    assert found is not None
    assert found.title.en
    assert found.text.zh
    assert advisory(planned(**other_facts), advisory_id) is None


def test_internal_traffic_is_spoken_of_in_every_plan() -> None:
    assert advisory(planned(), "internal-traffic-unsupported") is not None


def test_shadowing_names_the_host_lines_that_no_longer_count() -> None:
    made = planned(features=("azure-monitor", "defender"), azure_monitor_by="tag")
    entry = advisory(made, "shadowing")
    assert entry is not None
    assert entry.rule_ids == ("azure-monitor-tag", "defender-events", "defender-workspace")


def test_retired_mirror_names_the_host_that_took_its_place() -> None:
    entry = advisory(planned(), "retired-endpoint")
    assert entry is not None
    assert "packages.aks.azure.com" in entry.text.en


def test_no_advisory_keeps_an_unfilled_placeholder() -> None:
    everything = tuple(feature.id for feature in catalog().features)
    for remedy in ("", "internal-load-balancer", "host-route", "nat-gateway-route", "stop-filtering"):
        for edition in (entry.id for entry in catalog().editions):
            made = planned(
                edition=edition,
                features=everything,
                konnectivity=False,
                firewall_public_ip="",
                inbound=(InboundService("x", Exposure.PUBLIC, Protocol.UDP, 53, remedy=remedy),),
            )
            for entry in made.advisories:
                sentences = [entry.title, entry.text, entry.not_offered, *entry.tasks]
                sentences += [text for one in entry.remedies for _, text in one.effects]
                for sentence in sentences:
                    assert "{" not in sentence.en + sentence.zh, entry.id


def test_name_of_a_service_is_never_read_as_a_placeholder() -> None:
    entry = advisory(planned(inbound=(replace(STOREFRONT, name="{firewall}"),)), "asymmetric-routing")
    assert entry is not None
    assert "{firewall}" in entry.title.en


def test_stopped_filtering_leaves_no_other_service_open_or_mended() -> None:
    stopped = replace(STOREFRONT, name="b", port=80, remedy="stop-filtering")
    for remedy in ("", "internal-load-balancer"):
        made = planned(inbound=(replace(STOREFRONT, remedy=remedy), stopped))
        found = [entry for entry in made.advisories if entry.id == "asymmetric-routing"]
        assert [entry.service for entry in found] == ["b"]
        assert made.routes == ()
        assert made.counts().nat == 0


def test_path_is_chosen_but_not_made_when_its_nat_rule_is_left_out() -> None:
    omission = Omission("inbound-storefront-tcp-443", "not this time")
    made = planned(omission, inbound=(replace(STOREFRONT, remedy="host-route"),))
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert (entry.severity, entry.decided, entry.pending) == (Severity.WARNING, "host-route", True)
    assert [route.prefix for route in made.routes] == ["0.0.0.0/0"]


def test_host_route_behind_a_nat_gateway_counts_as_undecided() -> None:
    service = replace(STOREFRONT, remedy="host-route")
    made = planned(inbound=(service,), firewall_nat_gateway_ip="203.0.113.99")
    entry = advisory(made, "asymmetric-routing")
    assert entry is not None
    assert entry.decided == ""
    assert made.counts().nat == 0


def test_equal_services_get_two_ids_in_time_that_grows_with_their_number() -> None:
    twice = planned(inbound=(replace(STOREFRONT, remedy="host-route"),) * 2)
    assert [rule.id for rule in twice.rules if rule.kind is RuleKind.NAT] == [
        "inbound-storefront-tcp-443",
        "inbound-storefront-tcp-443.2",
    ]
    many = planned(inbound=(replace(STOREFRONT, remedy="host-route"),) * 3000)
    assert many.counts().nat == 3000


def test_authorised_ranges_name_the_address_that_the_api_server_sees() -> None:
    answers = {"firewall_nat_gateway_ip": "203.0.113.99", "authorized_ranges": None}
    entry = advisory(planned(**answers), "authorized-ip-ranges")
    assert entry is not None
    assert "203.0.113.99" in entry.text.en
    assert advisory(planned(firewall_nat_gateway_ip="203.0.113.99"), "snat-ports") is None


def test_blocked_egress_is_not_said_to_pass_the_firewall() -> None:
    made = planned(outbound_type=OutboundType.BLOCK, default_route_to_firewall=True, private_cluster=True)
    assert made.routes == ()
    assert advisory(made, "authorized-ip-ranges") is None
    assert advisory(made, "firewall-not-in-path") is None
    assert advisory(made, "network-isolated") is not None


def test_isolated_cluster_with_old_nodes_is_told_to_upgrade() -> None:
    assert advisory(planned(nodes_before_march_2021=True), "existing-cluster-upgrade") is not None


def test_second_service_on_one_port_of_the_firewall_is_not_called_mended() -> None:
    first = replace(STOREFRONT, remedy="host-route")
    made = planned(inbound=(first, replace(first, name="admin", backend_ip="203.0.113.81")))
    conflict = advisory(made, "nat-port-conflict")
    assert conflict is not None
    assert "admin cannot be reached" in conflict.title.en
    found = {entry.service: entry.decided for entry in made.advisories if entry.id == "asymmetric-routing"}
    assert found == {"storefront": "host-route"}, "no remedy mends a collision"
    apart = planned(inbound=(first, replace(first, name="admin", port=8443)))
    assert advisory(apart, "nat-port-conflict") is None
