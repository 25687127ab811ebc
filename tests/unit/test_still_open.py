"""A line that was left out stays open when a wider included line covers it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.omission import Omission
from planner.domain.opening import Opening, openings_text
from planner.domain.plan import EgressPlan
from planner.domain.rule import Reason, Rule, RuleKind
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import Text
from planner.planning.coverage import openings, with_coverage
from planner.planning.readiness import open_points
from planner.planning.situation import situation
from tests.plans import SHOP, catalog, changed, planned

CHINA: dict[str, Any] = {"cloud": "AzureChinaCloud", "region": "chinaeast2"}
WHERE = situation(SHOP, catalog())
SAID = Text("a", "甲")
NOWHERE = Source(SourceKind.PAGE, "")


def without(*rule_ids: str, **answers: Any) -> EgressPlan:
    return planned(*(Omission(rule_id, "a proxy does it") for rule_id in rule_ids), **answers)


def line(rule_id: str, value: str, *services: str, sources: tuple[str, ...] = ("10.0.0.0/24",)) -> Rule:
    web = services[0].startswith("HTTP")
    kind = DestinationType.FQDN
    if value.lower().startswith("azure") or value.startswith("Storage"):
        kind = DestinationType.SERVICE_TAG
    elif value[0].isdigit():
        kind = DestinationType.ADDRESS
    reason = Reason(rule_id, "core", Necessity.OPTIONAL, SAID, SAID, NOWHERE)
    return Rule(
        id=rule_id,
        kind=RuleKind.APPLICATION if web else RuleKind.NETWORK,
        sources=sources,
        destination=Destination(kind, value),
        services=tuple(map(Service.parse, services)),
        reasons=(reason,),
    )


def open_through(narrow: Rule, *wide: Rule) -> list[tuple[str, int, str]]:
    found = openings((narrow, *wide), {narrow.id}, WHERE).get(narrow.id, ())
    return [(entry.through, entry.line, " ".join(map(str, entry.services))) for entry in found]


@pytest.mark.parametrize("rule_id", ["core-api-server", "core-api-tunnel"])
def test_the_mirror_of_azure_china_keeps_the_api_servers_lines_open(rule_id: str) -> None:
    made = without(rule_id, **CHINA)
    rule = made.rule(rule_id)
    assert rule is not None
    (opening,) = made.still_open_through(rule)
    assert opening.through == "core-china-mirror"
    assert opening.line == made.line_number("core-china-mirror")


def test_a_line_is_closed_once_the_wider_line_is_left_out_too() -> None:
    assert without("core-api-server", "core-china-mirror", **CHINA).still_open == {}


def test_a_plan_without_left_out_lines_has_no_openings() -> None:
    assert without(**CHINA).still_open == {}


@pytest.mark.parametrize(
    ("narrow", "wide", "services"),
    [
        (("a.contoso.com", "HTTPS:443"), ("*.contoso.com", "HTTPS:443"), "HTTPS:443"),
        (("a.b.contoso.com", "HTTPS:443"), ("*.contoso.com", "HTTPS:443"), "HTTPS:443"),
        (("*.b.contoso.com", "HTTPS:443"), ("*.contoso.com", "HTTPS:443"), "HTTPS:443"),
        (("a.contoso.com", "HTTP:80", "HTTPS:443"), ("*.contoso.com", "HTTPS:443"), "HTTPS:443"),
        (("a.contoso.com", "HTTPS:443"), ("a.contoso.com", "TCP:443"), "HTTPS:443"),
        (("20.1.2.3", "TCP:443"), ("20.1.0.0/16", "TCP:443"), "TCP:443"),
        (("20.1.2.0/24", "TCP:443", "UDP:53"), ("20.1.0.0/16", "UDP:53"), "UDP:53"),
        (("AzureCloud.westeurope", "UDP:1194"), ("AzureCloud", "UDP:1194"), "UDP:1194"),
        (("Storage.WestEurope", "TCP:443"), ("Storage", "TCP:443"), "TCP:443"),
    ],
)
def test_wildcards_prefixes_and_tags_of_the_same_family_keep_a_narrower_line_open(
    narrow: tuple[str, ...], wide: tuple[str, ...], services: str
) -> None:
    assert open_through(line("narrow", *narrow), line("wide", *wide)) == [("wide", 2, services)]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (("contoso.com", "HTTPS:443"), ("*.contoso.com", "HTTPS:443")),
        (("a.evilcontoso.com", "HTTPS:443"), ("*.contoso.com", "HTTPS:443")),
        (("a.contoso.com", "HTTPS:443"), ("*.contoso.com", "HTTP:80")),
        (("*.contoso.com", "HTTPS:443"), ("a.contoso.com", "HTTPS:443")),
        (("20.1.0.0/16", "TCP:443"), ("20.1.2.3", "TCP:443")),
        (("20.1.2.3", "UDP:443"), ("20.1.0.0/16", "TCP:443")),
        (("AzureCloud", "UDP:1194"), ("AzureCloud.westeurope", "UDP:1194")),
        (("AzureCloud.westeurope2", "UDP:1194"), ("AzureCloud.westeurope", "UDP:1194")),
        (("AzureCloud.westeurope", "UDP:1194"), ("AzureMonitor", "UDP:1194")),
    ],
)
def test_what_does_not_take_it_in_keeps_nothing_open(narrow: tuple[str, ...], wide: tuple[str, ...]) -> None:
    assert open_through(line("narrow", *narrow), line("wide", *wide)) == []


def test_a_wider_line_from_other_sources_keeps_nothing_open() -> None:
    wide = line("wide", "*.contoso.com", "HTTPS:443", sources=("10.9.0.0/24",))
    assert open_through(line("narrow", "a.contoso.com", "HTTPS:443"), wide) == []


def test_the_api_servers_address_is_open_through_the_regions_tag_and_through_no_host_line() -> None:
    where = situation(changed(SHOP, api_server_ip="20.50.1.2"), catalog())
    rules = (
        line("address", "20.50.1.2", "TCP:443", "UDP:1194"),
        line("tag", "AzureCloud.westeurope", "UDP:1194"),
        line("host", "*.hcp.westeurope.azmk8s.io", "HTTPS:443"),
        line("other", "*.hcp.northeurope.azmk8s.io", "HTTPS:443"),
    )
    found = openings(rules, {"address"}, where)["address"]
    assert [(entry.through, [str(service) for service in entry.services]) for entry in found] == [
        ("tag", ["UDP:1194"]),
    ]
    (back,) = openings(rules, {"host"}, where)["host"]
    assert (back.through, back.line) == ("address", 1)


@pytest.mark.long
def test_ten_thousand_lines_cost_ten_times_a_thousand() -> None:
    def cost(count: int) -> float:
        rules = tuple(line(f"r{n}", f"*.h{n}.contoso.com", "HTTPS:443") for n in range(count))
        rules += tuple(line(f"n{n}", f"a.h{n}.contoso.com", "HTTPS:443") for n in range(count))
        left_out = frozenset(f"n{n}" for n in range(count))
        best = 1e9
        for _ in range(3):
            started = time.process_time()
            assert len(openings(rules, left_out, WHERE)) == count
            with_coverage(rules, left_out)
            best = min(best, time.process_time() - started)
        return best

    assert cost(10_000) < 25 * cost(1_000)


def test_several_openings_are_one_phrase() -> None:
    web = (Service.parse("HTTPS:443"),)
    found = [Opening("a", f"b{number}", number, web) for number in (10, 11, 12)]
    assert openings_text(found[:1]).en == "but still open through line 10 (HTTPS:443)"
    assert openings_text(found[:2]) == Text(
        "but still open through lines 10 (HTTPS:443) and 11 (HTTPS:443)",
        "但仍可通过第 10 行（HTTPS:443）和第 11 行（HTTPS:443）访问",
    )
    assert openings_text(found).en.count("still open") == 1
    assert openings_text(found).zh.count("但仍可") == 1
    assert openings_text([]) == Text("", "")


def test_a_required_line_that_is_open_all_the_same_is_not_said_to_be_missing() -> None:
    made = without("core-api-server", **CHINA)
    points = {point.id: point for point in open_points(made, catalog())}
    assert "left-out-core-api-server" not in points
    assert not points["still-open-core-api-server"].blocks
    closed = open_points(without("core-api-server", "core-china-mirror", **CHINA), catalog())
    assert next(point for point in closed if point.id == "left-out-core-api-server").blocks
