"""Outbound types none and block: the text and the lines agree, in every cloud and edition."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from planner.diagram.path import path_drawing
from planner.diagram.sentences import path_sentences
from planner.domain.demand import Necessity
from planner.domain.path import PathCause, PathState
from planner.domain.plan import EgressPlan, Exclusion, Severity
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.rule import RuleKind
from planner.planning.deny_log import parse_targets
from planner.planning.explain import HostVerdict, explain
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from tests.plans import STOREFRONT, advisory, catalog, planned, rule_to, unanswered

PLACES = {"AzureCloud": "westeurope", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
EDITIONS = [edition.id for edition in catalog().editions]
ADD_ONS = tuple(feature.id for feature in catalog().features if not feature.always)
PRIVATE = (True, False, None)
COMBINATIONS = list(itertools.product(PLACES, EDITIONS, ("none", "block"), PRIVATE))


def isolated(cloud: str, edition: str, outbound: str, private: bool | None, **answers: object) -> EgressPlan:
    place = {"cloud": cloud, "region": PLACES[cloud], "edition": edition}
    known = {"node_subnets": ("10.42.0.0/22",), "outbound_type": outbound, "private_cluster": private}
    return plan(unanswered(**place, **known, **answers), catalog())


@pytest.mark.parametrize(("cloud", "edition", "outbound", "private"), COMBINATIONS)
def test_no_base_line_is_required(cloud: str, edition: str, outbound: str, private: bool | None) -> None:
    made = isolated(cloud, edition, outbound, private, features=ADD_ONS, custom_dns=("10.9.9.9",))
    required = [rule for rule in made.rules if rule.necessity is Necessity.REQUIRED]
    assert not [rule.id for rule in required if rule.features == ("core",)]


@pytest.mark.parametrize(("cloud", "edition", "outbound", "private"), COMBINATIONS)
def test_base_lines_stand_under_not_needed_with_the_isolation_as_reason(
    cloud: str, edition: str, outbound: str, private: bool | None
) -> None:
    made = isolated(cloud, edition, outbound, private, network_isolated=True)
    base = {entry.demand_id: entry for entry in made.exclusions if entry.feature == "core"}
    found = base["core-api-server"]
    assert found.reason.en.startswith(f"Outbound type {outbound} is meant for network isolated clusters")
    assert found.reason.claims[0].by == "aks-network-isolated"
    assert found.assumed is (private is None)
    assert ("said to be public" in found.reason.en) is (private is False)
    assert found.needed_if.en.startswith("Outbound type: neither none nor block")
    assert found.needed_if.zh.startswith("出站类型：既非 none 也非 block")
    rests_on = [] if private else ["private_cluster"]
    assert [answer.fact for answer in found.answers] == ["outbound_type", "network_isolated", *rests_on]
    registry = base["core-registry"]
    assert facts_of(registry) == ["outbound_type", "network_isolated"]
    assert not registry.assumed
    assert "API server" not in registry.reason.en
    # That the cluster is one is assumed while nobody said so: the type is meant for them.
    open_one = isolated(cloud, edition, outbound, private)
    absent = {entry.demand_id: entry for entry in open_one.exclusions if entry.feature == "core"}
    assert absent["core-registry"].reason == registry.reason
    assert "Network isolated cluster: yes" in absent["core-registry"].assumption.en


@pytest.mark.parametrize(("cloud", "edition"), list(itertools.product(PLACES, EDITIONS)))
def test_block_takes_every_add_on_away_and_none_takes_none(cloud: str, edition: str) -> None:
    by_type = {
        outbound: isolated(cloud, edition, outbound, True, features=ADD_ONS) for outbound in ("none", "block")
    }
    assert not by_type["block"].rules
    free = isolated(cloud, edition, "userDefinedRouting", True, features=ADD_ONS)
    asked = {reason.demand_id for rule in free.rules for reason in rule.reasons if reason.feature != "core"}
    kept = {reason.demand_id for rule in by_type["none"].rules for reason in rule.reasons}
    assert kept == asked
    away = {entry.demand_id: entry for entry in by_type["block"].exclusions}
    assert asked <= set(away)
    for demand in asked:
        assert away[demand].reason.claims[0].by == "aks-outbound-types"
        assert away[demand].needed_if.en.startswith("Outbound type: not block")


def test_a_base_host_that_an_add_on_asks_for_stays_for_that_reason_alone() -> None:
    made = isolated("AzureCloud", EDITIONS[-1], "none", True, features=("cluster-extensions",))
    rule = rule_to(made, "mcr.microsoft.com")
    assert rule is not None
    assert rule.features == ("cluster-extensions",)
    assert "core-registry" not in {entry.demand_id for entry in made.exclusions}


def test_what_the_page_names_but_nothing_opens_keeps_its_own_reason() -> None:
    for cloud, edition in itertools.product(PLACES, EDITIONS):
        free = isolated(cloud, edition, "userDefinedRouting", False, features=ADD_ONS)
        never = {entry.demand_id: entry.reason for entry in free.exclusions if not entry.needed_if.en}
        for outbound in ("none", "block"):
            made = isolated(cloud, edition, outbound, False, features=ADD_ONS)
            again = {entry.demand_id: entry.reason for entry in made.exclusions if not entry.needed_if.en}
            assert again == never


@pytest.mark.parametrize("outbound", ["none", "block"])
def test_lines_to_dns_servers_stay_as_optional_ones(outbound: str) -> None:
    made = planned(outbound_type=outbound, private_cluster=True, custom_dns=("10.9.9.9",))
    assert [(rule.destination.value, rule.necessity) for rule in made.rules] == [
        ("10.9.9.9", Necessity.OPTIONAL)
    ]


@pytest.mark.parametrize(
    ("outbound", "answer", "routed"),
    [
        ("none", None, False),
        ("none", False, False),
        ("none", True, True),
        ("block", None, False),
        ("block", True, False),
    ],
)
def test_a_default_route_is_written_for_none_only_if_somebody_said_there_is_one(
    outbound: str, answer: bool | None, routed: bool
) -> None:
    made = planned(
        outbound_type=outbound, default_route_to_firewall=answer, private_cluster=True, inbound=(STOREFRONT,)
    )
    assert bool(made.routes) is routed
    assert not [rule for rule in made.rules if rule.kind is RuleKind.NAT]


def test_where_the_subnet_denies_egress_nobody_is_asked_for_a_route() -> None:
    made = isolated("AzureCloud", EDITIONS[-1], "block", True)
    assert made.path.assumed == ()


@pytest.mark.parametrize("outbound", ["none", "block"])
@pytest.mark.parametrize("private", PRIVATE)
def test_one_advisory_speaks_of_isolation_by_the_api_server(outbound: str, private: bool | None) -> None:
    made = isolated("AzureCloud", EDITIONS[-1], outbound, private)
    info, warning = advisory(made, "network-isolated"), advisory(made, "isolation-needs-private-api-server")
    assert (info is not None, warning is not None) == (private is True, private is not True)
    assert advisory(made, "firewall-not-in-path") is None
    for found in (info, warning):
        assert found is None or (outbound in found.title.en and not found.rule_ids)


def test_a_public_api_server_is_a_warning_that_names_what_isolation_needs() -> None:
    found = advisory(
        planned(outbound_type="block", private_cluster=False), "isolation-needs-private-api-server"
    )
    assert found is not None
    assert found.severity is Severity.WARNING
    assert [remedy.id for remedy in found.remedies] == [
        "private-api-server",
        "other-outbound-type",
        "private-endpoints",
    ]
    assert found.by == ("aks-network-isolated", "ours")


def test_with_block_nothing_reaches_a_firewall_and_private_endpoints_remain() -> None:
    found = advisory(planned(outbound_type="block", private_cluster=True), "network-isolated")
    assert found is not None
    assert "none of it reaches a firewall" in found.text.en
    assert "private endpoints" in found.text.en
    assert [remedy.id for remedy in found.remedies] == ["private-endpoints"]


def test_an_unknown_outbound_type_takes_nothing_away() -> None:
    given = {"region": "westeurope", "features": ADD_ONS}
    known = plan(unanswered(**given, outbound_type="userDefinedRouting"), catalog())
    assert [rule.id for rule in plan(unanswered(**given), catalog()).rules] == [
        rule.id for rule in known.rules
    ]


def test_an_answer_about_lines_that_isolation_takes_away_is_not_said_to_keep_them() -> None:
    place = {"cloud": "AzureChinaCloud", "region": "chinanorth2", "private_cluster": True}
    assert advisory(planned(**place), "answer-without-effect") is not None
    assert advisory(planned(**place, outbound_type="none"), "answer-without-effect") is None


def test_a_host_of_a_feature_that_is_off_is_not_promised_as_a_line_where_isolation_would_take_it_away() -> (
    None
):
    (target,) = parse_targets("vault.ods.opinsights.azure.com:443").targets
    said = {
        outbound: explain(target, isolated("AzureCloud", EDITIONS[-1], outbound, True), catalog())
        for outbound in ("none", "block")
    }
    assert {entry.verdict for entry in said.values()} == {HostVerdict.FEATURE_OFF}
    assert "it is a line" in said["none"].reason.en
    assert "nothing to open" in said["block"].reason.en
    assert "private endpoint" in said["block"].reason.en


@pytest.mark.parametrize(
    ("konnectivity", "version", "named"),
    [(False, "1.30.1", True), (True, "1.30.1", False), (False, "1.20", False)],
)
def test_an_answer_is_passed_over_only_where_it_is_what_would_be_assumed(
    konnectivity: bool, version: str, named: bool
) -> None:
    place = {"cloud": "AzureChinaCloud", "region": "chinanorth2", "kubernetes_version": version}
    found = advisory(planned(**place, konnectivity=konnectivity), "answer-without-effect")
    assert (found is not None) is named


def open_point(made: EgressPlan, point_id: str) -> OpenPoint | None:
    return next((point for point in open_points(made, catalog()) if point.id == point_id), None)


ROUTED = {"default_route_to_firewall": True, "firewall_private_ip": "10.0.1.4"}


def test_without_a_line_for_it_no_sentence_says_that_a_public_api_server_is_reached() -> None:
    made = isolated("AzureCloud", EDITIONS[-1], "none", False, custom_dns=(), **ROUTED)
    assert not made.rules
    said = " ".join(path_sentences(made))
    assert "API server is reached" not in said
    assert "No line of this plan opens the way to a public API server." in said
    assert "也经此路径访问" not in " ".join(path_sentences(made, "zh"))
    assert [route.prefix for route in made.routes] == ["0.0.0.0/0"]


def test_an_api_server_inside_the_network_is_not_said_to_lack_a_line() -> None:
    made = isolated("AzureCloud", EDITIONS[-1], "none", False, vnet_integration=True, **ROUTED)
    assert "API server is reached" not in " ".join(path_sentences(made))
    assert "public API server" not in " ".join(path_sentences(made))


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ({}, True),
        ({"private_cluster": False}, True),
        ({"private_cluster": True}, False),
        ({"vnet_integration": True}, False),
        ({"private_cluster": False, "vnet_integration": True}, False),
    ],
)
def test_no_default_route_cuts_nodes_off_from_an_api_server_that_may_be_public(
    answers: dict[str, object], waits: bool
) -> None:
    shop = replace(STOREFRONT, remedy="internal-load-balancer", internal_ip="10.42.0.9")
    given = {"private_cluster": None, "outbound_type": "none", "inbound": (shop,), **ROUTED, **answers}
    made = planned(firewall_public_ip="20.50.1.4", **given)
    (service,) = made.path.services
    assert made.path.is_whole is not waits
    assert (PathCause.API_SERVER_OUTSIDE in service.causes) is waits
    assert made.path.cuts_api_server_off is waits
    assert (path_drawing(made).verdict is PathState.PENDING) is waits
    point = open_point(made, "isolation-needs-private-api-server")
    assert (point is not None) is waits
    assert point is None or "default route is held back" in point.cost.en
    assert advisory(made, "network-isolated") is None or not waits


def test_a_private_api_server_that_is_assumed_alone_is_not_claimed() -> None:
    made = isolated("AzureCloud", EDITIONS[-1], "none", None, custom_dns=("10.9.9.9",), **ROUTED)
    said = " ".join([*(entry.text.en for entry in made.advisories), *path_sentences(made)])
    assert "private API server" not in said
    assert "private cluster with" not in said.lower()
    assert made.facts["private_cluster"].assumed


@pytest.mark.parametrize("outbound", ["none", "block"])
@pytest.mark.parametrize("private", PRIVATE)
def test_what_isolation_needs_is_an_open_point(outbound: str, private: bool | None) -> None:
    made = isolated("AzureCloud", EDITIONS[-1], outbound, private)
    found = open_point(made, "isolation-needs-private-api-server")
    assert (found is None) is (private is True)
    assert found is None or (found.severity, found.field) == (PointSeverity.WARNS, "private_cluster")


@pytest.mark.parametrize("outbound", ["none", "block"])
@pytest.mark.parametrize("private", PRIVATE)
def test_no_private_registry_is_claimed_where_isolation_was_denied(
    outbound: str, private: bool | None
) -> None:
    made = isolated("AzureCloud", EDITIONS[-1], outbound, private, network_isolated=False)
    assert not made.rules
    base = [
        entry for entry in made.exclusions if entry.feature == "core" and "outbound_type" in facts_of(entry)
    ]
    assert base
    for entry in base:
        assert "private registry" not in entry.reason.en
        assert "said not to be network isolated" in entry.reason.en
        assert "专用注册表" not in entry.reason.zh
        assert facts_of(entry)[:2] == ["outbound_type", "network_isolated"]
        assert facts_of(entry)[2:] in ([], ["private_cluster"])
        assert entry.assumed is (private is None and "private_cluster" in facts_of(entry))
    found = advisory(made, "isolation-contradicted")
    assert found is not None
    assert found.severity is Severity.WARNING
    point = open_point(made, "isolation-contradicted")
    assert point is not None
    assert not point.blocks
    info = advisory(made, "network-isolated")
    assert info is None or "private registry" not in info.text.en


def facts_of(entry: Exclusion) -> list[str]:
    return [answer.fact for answer in entry.answers]


@pytest.mark.parametrize(
    ("outbound", "answer", "title"),
    [
        ("userDefinedRouting", True, "Said to be network isolated, yet outbound type userDefinedRouting"),
        ("loadBalancer", True, "Said to be network isolated, yet outbound type loadBalancer"),
        (None, True, "Said to be network isolated, yet nobody answered the outbound type"),
        ("userDefinedRouting", False, ""),
        ("userDefinedRouting", None, ""),
        (None, False, ""),
        ("none", True, ""),
        ("none", None, ""),
        ("block", True, ""),
    ],
)
def test_an_answer_about_isolation_that_changes_nothing_is_named(
    outbound: str | None, answer: bool | None, title: str
) -> None:
    given = {"region": "westeurope", "private_cluster": True}
    made = plan(unanswered(**given, outbound_type=outbound, network_isolated=answer), catalog())
    found, point = advisory(made, "isolation-contradicted"), open_point(made, "isolation-contradicted")
    assert (found.title.en if found else "") == title
    assert (point.title.en if point else "") == title


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("server", ["8.8.8.8", "10.0.0.4"])
def test_with_block_no_text_denies_the_dns_line_that_stands(edition: str, server: str) -> None:
    for private in (True, False):
        made = isolated("AzureCloud", edition, "block", private, custom_dns=(server,))
        assert [rule.destination.value for rule in made.rules] == [server]
        said = " ".join([*(entry.text.en for entry in made.advisories), *path_sentences(made)])
        assert "no line of this plan has an effect" not in said
        assert "never read" not in path_drawing(made).verdict_text.en
    info = advisory(isolated("AzureCloud", edition, "block", True, custom_dns=(server,)), "network-isolated")
    assert info is not None
    assert "DNS server matters only where that server is inside the network" in info.text.en
