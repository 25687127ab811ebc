"""The rules-as-code CSV: what it writes, what it refuses, and what the tools' own check says."""

from __future__ import annotations

import csv
import dataclasses
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.destination import Destination, DestinationType
from planner.domain.omission import Omission
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.exporters.azure_names import azure_name, unique_names
from planner.exporters.rules_as_code import HEADINGS, RulesAsCodeTarget
from tests.exporters import builders as b
from tests.exporters.rules_as_code_checker import problems
from tests.exporters.shop import asymmetric, shop_context
from tests.plans import unanswered

AZURE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")


def export(*rules: Rule, **more: object) -> bytes:
    return RulesAsCodeTarget().export(b.context(b.plan(*rules, **more))).files[0].content


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("ascii"), newline="")))


def notices(*rules: Rule, **more: object) -> list[tuple[str, str]]:
    found = RulesAsCodeTarget().notices(b.context(b.plan(*rules, **more)))
    return [(notice.rule_id, notice.text.en) for notice in found]


def test_headings_stand_in_the_order_that_the_tools_expect() -> None:
    first = export().split(b"\r\n")[0].decode()
    assert first == (
        "RuleCollectionGroup,RuleCollectionGroupPriority,RuleCollectionName,RuleCollectionPriority,"
        "RuleCollectionAction,RuleCollectionType,RuleType,RuleName,SourceType,Source,Protocols,"
        "TerminateTLS,DestinationPorts,DestinationType,Destination"
    )
    assert len(HEADINGS) == 15


@pytest.mark.parametrize("language", ["en", "zh"])
def test_shop_plan_passes_the_tools_own_check(language: str) -> None:
    content = RulesAsCodeTarget().export(shop_context(language)).files[0].content
    assert problems(content) == []
    assert len(rows(content)) == 30


def test_every_line_asked_for_is_written_or_noticed_by_its_id() -> None:
    context = shop_context()
    result = RulesAsCodeTarget().export(context)
    named = {row["RuleName"] for row in rows(result.files[0].content)} | {n.rule_id for n in result.notices}
    assert named >= {rule.id for rule in context.plan.included_rules()}


def test_web_rule_becomes_an_application_rule_with_joined_protocols() -> None:
    (row,) = rows(export(b.rule("core-mcr", b.fqdn("mcr.microsoft.com"), "HTTPS:443", "HTTP:80")))
    assert (row["RuleType"], row["Protocols"], row["DestinationPorts"], row["TerminateTLS"]) == (
        "ApplicationRule", "Https:443,Http:80", "", "False",
    )  # fmt: skip
    assert (row["DestinationType"], row["Destination"]) == ("TargetFqdns", "mcr.microsoft.com")


def test_http_on_port_443_keeps_its_protocol_and_port() -> None:
    (row,) = rows(export(b.rule("core-odd", b.fqdn("a.contoso.com"), "HTTP:443")))
    assert row["Protocols"] == "Http:443"


def test_network_rule_to_a_host_uses_destination_fqdns() -> None:
    (row,) = rows(export(b.network("core-ntp", b.fqdn("ntp.ubuntu.com"), "UDP:123")))
    assert (row["RuleType"], row["Protocols"], row["DestinationPorts"]) == ("NetworkRule", "UDP", "123")
    assert (row["DestinationType"], row["Destination"]) == ("DestinationFqdns", "ntp.ubuntu.com")


def test_protocols_with_different_ports_are_never_joined_into_a_wider_rule() -> None:
    made = b.network("core-tunnel", b.address("198.51.100.24"), "TCP:22", "TCP:9000", "UDP:1194")
    written = {(row["RuleName"], row["Protocols"], row["DestinationPorts"]) for row in rows(export(made))}
    assert written == {("core-tunnel-tcp", "TCP", "22,9000"), ("core-tunnel-udp", "UDP", "1194")}


def test_several_sources_share_one_quoted_cell() -> None:
    made = b.rule("core-mcr", sources=("10.1.0.0/16", "10.2.0.0/16"))
    content = export(made)
    assert b'"10.1.0.0/16,10.2.0.0/16"' in content
    assert problems(content) == []


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        (b.rule(sources=(SOURCE_PLACEHOLDER,)), "its source is a placeholder"),
        (b.network("core-mcr", b.placeholder(), "TCP:443"), "its destination is a placeholder"),
        (b.nat("core-mcr"), "no column for a NAT translation"),
        (b.network("core-mcr", b.tag("AzureMonitor"), "TCP:443"), "no service tag"),
        (b.network("core-mcr", Destination(DestinationType.ANY, "*"), "TCP:443"), "any destination"),
        (b.network("core-mcr", b.address("0.0.0.0/0"), "TCP:443"), "any destination"),
        (b.network("core-mcr", b.address("64.0.0.0/7"), "TCP:443"), "any destination"),
        (b.network("core-mcr", b.fqdn("*.contoso.com"), "TCP:443"), "with an asterisk"),
        (b.network("core-mcr", b.address("10.0.1.400"), "TCP:443"), "not an IPv4 address"),
        (b.rule(destination=b.fqdn("a.*.contoso.com")), "not a host name"),
        (b.rule(destination=b.fqdn(f"{'a' * 64}.contoso.com")), "not a host name"),
        (b.rule(destination=b.fqdn("=cmd|' /C calc'!A0")), "not a host name"),
        (b.rule("core-mcr", b.fqdn("a.contoso.com"), "TCP:22"), "HTTP and HTTPS alone"),
        (b.rule(sources=("10.42.0.0/33",)), "not an IPv4 address or prefix"),
        (b.rule(sources=("@SUM(1,1)",)), "not an IPv4 address or prefix"),
    ],
)
def test_what_the_table_cannot_hold_is_left_out_and_noticed(rule: Rule, cause: str) -> None:
    assert rows(export(rule)) == []
    ((rule_id, text),) = notices(rule)
    assert rule_id == "core-mcr"
    assert text.startswith("Line 1, ")
    assert cause in text


def test_line_left_out_by_the_planner_is_neither_written_nor_noticed() -> None:
    omissions = (Omission("core-b", "Not used."),)
    made = (b.rule("core-a", b.fqdn("a.contoso.com")), b.nat("core-b"))
    assert [row["RuleName"] for row in rows(export(*made, omissions=omissions))] == ["core-a"]
    assert notices(*made, omissions=omissions) == []


def test_open_decision_is_noticed_because_the_table_cannot_carry_it() -> None:
    ((rule_id, text),) = notices(b.rule(), advisories=(asymmetric(),))
    assert rule_id == ""
    assert text == "Still to be decided: Answers from storefront will not reach clients on the internet."


def test_network_and_application_rules_stand_in_collections_of_their_own_priorities() -> None:
    content = export(b.rule(), b.network("core-api", b.address("198.51.100.24"), "TCP:443"))
    found = {(r["RuleCollectionName"], r["RuleCollectionPriority"], r["RuleType"]) for r in rows(content)}
    assert found == {
        ("rc-aks-shop-prod-network", "305", "NetworkRule"),
        ("rc-aks-shop-prod-application", "310", "ApplicationRule"),
    }


def test_hostile_cluster_name_still_gives_names_that_azure_takes() -> None:
    asked = unanswered(name='=cmd"\u202e,\n群集/' + "x" * 10_000, node_subnets=(b.SUBNET,))
    content = export(b.rule(), request=asked)
    (row,) = rows(content)
    assert problems(content) == []
    for column in ("RuleCollectionGroup", "RuleCollectionName", "RuleName"):
        assert AZURE_NAME.fullmatch(row[column])


def test_byte_order_mark_and_comments_are_not_written() -> None:
    assert export().startswith(b"RuleCollectionGroup,")


@given(st.lists(st.text(max_size=120), max_size=20))
def test_unique_names_are_valid_and_differ_without_regard_to_case(texts: list[str]) -> None:
    names = unique_names(texts)
    assert all(AZURE_NAME.fullmatch(name) for name in names)
    assert len({name.lower() for name in names}) == len(texts)


def test_azure_name_keeps_a_valid_name() -> None:
    assert azure_name("core-mcr.microsoft_com") == "core-mcr.microsoft_com"


HOSTS = st.one_of(st.text(max_size=80), st.from_regex(r"\A[a-z0-9*-]{1,70}(\.[a-z0-9*-]{1,10}){0,3}\Z"))
SOURCES = st.one_of(st.text(max_size=20), st.from_regex(r"\A[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?\Z"))


@given(host=HOSTS, source=SOURCES, kind=st.sampled_from(DestinationType), web=st.booleans())
def test_whatever_a_rule_holds_the_file_passes_the_check_or_leaves_it_out(
    host: str, source: str, kind: DestinationType, *, web: bool
) -> None:
    made = dataclasses.replace(
        b.rule("core-odd", Destination(kind, host), "HTTPS:443" if web else "UDP:1194", sources=(source,)),
        kind=RuleKind.APPLICATION if web else RuleKind.NETWORK,
    )
    content = export(made)
    if rows(content):
        assert problems(content) == []
        assert notices(made) == []
        cells = [cell for row in rows(content) for cell in row.values()]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    else:
        assert [rule_id for rule_id, _ in notices(made)] == ["core-odd"]
