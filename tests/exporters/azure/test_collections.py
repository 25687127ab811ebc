"""The model: names, priorities, what becomes of a rule, and what is noticed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.destination import Destination, DestinationType
from planner.domain.firewall_policy import ApplicationRule, AzureRule, NatRule, NetworkRule
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan, Route
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind, Translation
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.azure.collections import azure_change, group_stem
from planner.exporters.azure.model import AzureChange
from planner.exporters.options import FqdnTagUse, TargetOptions
from tests.exporters import builders as b
from tests.exporters.shop import asymmetric
from tests.plans import unanswered

ANY = Destination(DestinationType.ANY, "*")
AZURE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")


def change(*rules: Rule, use: FqdnTagUse = FqdnTagUse.EXPLICIT, **more: object) -> AzureChange:
    return azure_change(b.context(b.plan(*rules, **more)), "arm", use)


def rules_of(made: AzureChange) -> tuple[AzureRule, ...]:
    return made.group.rules() if made.group is not None else ()


def noticed(made: AzureChange) -> list[tuple[str, str]]:
    return [(notice.rule_id, notice.text.en) for notice in made.notices]


def test_each_kind_of_rule_has_its_own_collection_and_priority() -> None:
    made = change(b.rule(), b.network("core-api", b.address("198.51.100.24"), "TCP:443"), b.nat())
    assert made.group is not None
    assert (made.group.name, made.group.priority) == ("rcg-aks-shop-prod", 1300)
    assert [(found.name, found.priority) for found in made.group.collections] == [
        ("rc-aks-shop-prod-nat", 301),
        ("rc-aks-shop-prod-network", 305),
        ("rc-aks-shop-prod-application", 310),
    ]


def test_priority_of_the_group_is_the_chosen_one() -> None:
    context = replace(b.context(b.plan()), options=TargetOptions(priority=450))
    group = azure_change(context, "arm").group
    assert group is not None
    assert group.priority == 450


def test_protocols_with_different_ports_become_two_network_rules() -> None:
    made = rules_of(change(b.network("tunnel", b.address("198.51.100.24"), "TCP:22", "TCP:9000", "UDP:1194")))
    found = {(rule.name, rule.protocol, rule.ports) for rule in made if isinstance(rule, NetworkRule)}
    assert found == {("tunnel-tcp", "TCP", (22, 9000)), ("tunnel-udp", "UDP", (1194,))}


def test_service_tag_is_a_destination_address_and_a_host_is_not() -> None:
    made = change(
        b.network("by-tag", b.tag("AzureCloud.norwaye"), "TCP:443"),
        b.network("by-host", b.fqdn("ntp.ubuntu.com"), "UDP:123"),
    )
    first, second = rules_of(made)
    assert isinstance(first, NetworkRule)
    assert isinstance(second, NetworkRule)
    assert (first.addresses, first.fqdns) == (("AzureCloud.norwaye",), ())
    assert (second.addresses, second.fqdns) == ((), ("ntp.ubuntu.com",))
    assert made.host_rule_ids() == ("by-host",)


def test_any_destination_is_written_as_an_asterisk() -> None:
    (rule,) = rules_of(change(b.network("ntp", ANY, "UDP:123")))
    assert isinstance(rule, NetworkRule)
    assert rule.addresses == ("*",)


def test_nat_rule_keeps_address_and_port_of_both_sides() -> None:
    (rule,) = rules_of(change(b.nat()))
    assert isinstance(rule, NatRule)
    assert (rule.sources, rule.protocol, rule.address, rule.port) == (("*",), "TCP", "203.0.113.10", 80)
    assert (rule.translated_address, rule.translated_port) == ("10.42.0.200", 80)


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        (b.rule(sources=(SOURCE_PLACEHOLDER,)), "the node subnet, is not known"),
        (b.rule(sources=()), "the node subnet, is not known"),
        (b.rule(sources=("10.42.0.0/33",)), "not an IPv4 address or prefix"),
        (b.rule(sources=("AzureCloud",)), "not an IPv4 address or prefix"),
        (b.network("core-mcr", b.placeholder(), "TCP:443"), "its destination is a placeholder"),
        (b.rule(destination=b.placeholder()), "its destination is a placeholder"),
        (b.network("core-mcr", b.fqdn("*.contoso.com"), "TCP:443"), "with an asterisk"),
        (b.network("core-mcr", b.address("10.0.1.400"), "TCP:443"), "not an IPv4 address"),
        (b.network("core-mcr", b.tag("Azure Cloud"), "TCP:443"), "not the name of a service tag"),
        (b.rule(destination=b.fqdn("a.*.contoso.com")), "not a host name"),
        (b.rule(destination=b.fqdn("*contoso.com")), "not a host name"),
        (b.rule("core-mcr", b.fqdn("a.contoso.com"), "TCP:22"), "HTTP and HTTPS alone"),
        (b.rule("core-mcr", b.fqdn("a.contoso.com"), "HTTPS:64001"), "ports up to 64000"),
        (replace(b.rule(), services=()), "no service"),
        (replace(b.nat("core-mcr"), translation=Translation(b.placeholder(), 80)), "address behind it"),
        (replace(b.nat("core-mcr"), translation=Translation(b.address("10.0.0.0/24"), 80)), "not an IPv4"),
        (replace(b.nat("core-mcr"), destination=b.placeholder()), "its destination is a placeholder"),
    ],
)
def test_what_a_policy_cannot_hold_is_left_out_and_noticed(rule: Rule, cause: str) -> None:
    made = change(rule, b.rule("other", b.fqdn("other.contoso.com")))
    assert [found.name for found in rules_of(made)] == ["other"]
    ((rule_id, text),) = noticed(made)
    assert rule_id == "core-mcr"
    assert text.startswith("Line 1, ")
    assert cause in text


def test_http_on_port_443_is_written_as_it_stands_and_noticed() -> None:
    made = change(b.rule("gcr", b.fqdn("gcr.io"), "HTTP:443"))
    (rule,) = rules_of(made)
    assert isinstance(rule, ApplicationRule)
    assert rule.protocols == (("Http", 443),)
    ((rule_id, text),) = noticed(made)
    assert rule_id == "gcr"
    assert "will not match TLS" in text


def test_open_decision_is_noticed() -> None:
    assert noticed(change(advisories=(asymmetric(),)))[0][1].startswith("Still to be decided: ")


def test_route_whose_next_hop_is_missing_is_noticed_by_its_name() -> None:
    label = Text("the firewall's private IP", "防火墙的专用 IP")
    route = Route(
        "default", "0.0.0.0/0", "VirtualAppliance", label.en, EMPTY_TEXT, placeholder=True, label=label
    )
    made = change(routes=(route,))
    assert made.routes == ()
    assert noticed(made) == [
        ("", "The route default is not written: the firewall's private IP is not known.")
    ]
    assert made.notices[0].text.zh == "路由 default 未写入：防火墙的专用 IP 未知。"


@pytest.mark.parametrize("hop", ["10.0.1.400", "10.0.1.0/24", "", "$(id)"])
def test_route_with_an_unreadable_next_hop_is_noticed(hop: str) -> None:
    made = change(routes=(Route("default", "0.0.0.0/0", "VirtualAppliance", hop, EMPTY_TEXT),))
    assert made.routes == ()
    assert noticed(made)[0][1].startswith("The route default is not written: ")


DEFAULT = Route("default", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4", EMPTY_TEXT)


def test_plan_without_writable_egress_writes_neither_nat_nor_routes_and_says_so() -> None:
    made = change(b.rule(sources=(SOURCE_PLACEHOLDER,)), b.nat(), routes=(DEFAULT,))
    assert (made.group, made.routes) == (None, ())
    ids = [rule_id for rule_id, _ in noticed(made)]
    assert ids == ["core-mcr", "inbound-storefront", ""]
    assert noticed(made)[-1][1] == (
        "No line of egress can be written, so the rule collection group and the routes are not touched."
    )


def test_line_that_cannot_be_written_keeps_neither_other_rules_nor_host_routes_back() -> None:
    api = b.network("api", b.placeholder(), "TCP:443", reasons=(b.reason(optional=True),))
    made = change(b.rule(), api, b.nat(), routes=(DEFAULT,))
    assert [rule.name for rule in rules_of(made)] == ["inbound-storefront", "core-mcr"]
    assert [route.prefix for route in made.routes] == ["0.0.0.0/0"]


def test_cluster_without_a_name_is_noticed_because_its_group_is_everybodys() -> None:
    made = change(request=unanswered(node_subnets=(b.SUBNET,)))
    assert made.group_name == "rcg-aks-cluster"
    assert "has no name" in noticed(made)[0][1]


# --- FQDN tag ---


def tagged(use: FqdnTagUse, *, left_out: bool = False) -> AzureChange:
    core, addon = b.reason("core"), b.reason("gpu")
    made = (
        b.rule("core-mcr", b.fqdn("mcr.microsoft.com"), reasons=(core,)),
        b.rule("core-old", b.fqdn("old.contoso.com"), "HTTP:443", reasons=(core,)),
        b.rule("shared", b.fqdn("packages.microsoft.com"), reasons=(core, addon)),
        b.rule("gpu-nvidia", b.fqdn("nvidia.github.io"), reasons=(addon,)),
        b.network("core-ntp", b.fqdn("ntp.ubuntu.com"), "UDP:123", reasons=(core,)),
        b.rule("core-mirror", b.fqdn("acs-mirror.azureedge.net"), reasons=(core,)),
    )
    omissions = (Omission("core-mirror", "Retired."),) if left_out else ()
    return change(*made, use=use, features=("core", "gpu"), omissions=omissions)


def test_tag_replaces_only_what_every_cluster_needs_on_the_tags_ports() -> None:
    made = tagged(FqdnTagUse.TAG)
    names = [rule.name for rule in rules_of(made)]
    assert names == ["core-ntp", "aks-fqdn-tag", "core-old", "shared", "gpu-nvidia"]
    tag = rules_of(made)[1]
    assert tag.rule_ids == ("core-mcr", "core-mirror")
    assert "stands for 2 lines" in noticed(made)[1][1]


def test_both_keeps_every_line_beside_the_tag() -> None:
    names = [rule.name for rule in rules_of(tagged(FqdnTagUse.BOTH))]
    assert {"aks-fqdn-tag", "core-mcr", "core-mirror"} <= set(names)


def test_left_out_line_that_the_tag_may_open_is_noticed_by_its_id() -> None:
    assert "core-mirror" in dict(noticed(tagged(FqdnTagUse.TAG, left_out=True)))
    assert "core-mirror" in dict(noticed(tagged(FqdnTagUse.BOTH, left_out=True)))
    assert "core-mirror" not in dict(noticed(tagged(FqdnTagUse.EXPLICIT, left_out=True)))


def test_explicit_list_holds_no_tag() -> None:
    assert not any(
        isinstance(rule, ApplicationRule) and rule.fqdn_tags for rule in rules_of(tagged(FqdnTagUse.EXPLICIT))
    )


def test_add_on_named_like_the_first_feature_of_the_plan_is_not_assumed_to_be_core() -> None:
    made = b.plan(b.rule(reasons=(b.reason("gpu"),)), features=())
    assert not any(
        rule.name == "aks-fqdn-tag" for rule in rules_of(azure_change(b.context(made), "arm", FqdnTagUse.TAG))
    )


# --- names ---


def test_name_that_azure_takes_is_kept() -> None:
    assert group_stem("shop-prod") == "shop-prod"


def test_clusters_whose_names_look_alike_once_reduced_have_groups_of_their_own() -> None:
    stems = {
        group_stem(name)
        for name in ("shop prod", "shop-prod", "shop/prod", "群集一", "群集二", "x" * 60, "x" * 61)
    }
    assert len(stems) == 7


@given(
    st.lists(st.tuples(st.text(max_size=90), st.sampled_from(RuleKind)), min_size=1, max_size=8),
    st.text(max_size=200),
)
def test_all_names_are_valid_and_differ_without_regard_to_case(
    wanted: list[tuple[str, RuleKind]], cluster: str
) -> None:
    rules = [
        replace(b.nat(), id=name)
        if kind is RuleKind.NAT
        else b.network(name, b.address("198.51.100.24"), "TCP:443", "UDP:53")
        if kind is RuleKind.NETWORK
        else b.rule(name)
        for name, kind in wanted
    ]
    made: EgressPlan = b.plan(*rules, request=unanswered(name=cluster, node_subnets=(b.SUBNET,)))
    group = azure_change(b.context(made), "arm").group
    assert group is not None
    names = [rule.name for rule in group.rules()]
    everything = [group.name, *(collection.name for collection in group.collections), *names]
    assert all(AZURE_NAME.fullmatch(name) for name in everything)
    assert len({name.lower() for name in names}) == len(names)
