"""Words, pictures and files follow the make of the firewall: nothing names a thing that is not there."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.cli.plan_json import plan_data
from planner.cli.table import plan_table
from planner.diagram.path import path_drawing
from planner.diagram.sentences import path_sentences
from planner.domain.cluster import Exposure, InboundService
from planner.domain.destination import DestinationType
from planner.domain.request import Request
from planner.domain.rule import RuleKind
from planner.domain.service import Protocol
from planner.exporters.base import ExportContext, Target
from planner.exporters.makes import MAKES
from planner.exporters.options import TargetOptions
from planner.exporters.registry import load_targets
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from planner.session.handover import export_context
from tests.plans import SHOP, advisory, catalog, changed

MADE = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
SHOP_FRONT = InboundService(
    "shop", Exposure.PUBLIC, Protocol.TCP, 443, internal_ip="10.42.0.9", remedy="internal-load-balancer"
)
OTHERS = ("palo-alto", "fortigate", "check-point", "proxy", "other")
TARGETS = [target for target in load_targets().usable if target.id != "pdf"]
AZURES_OWN = re.compile(
    r"Azure Firewall|Azure 防火墙|AzureFirewallSubnet|DNS proxy|DNS 代理|FQDN tag|FQDN 标记|"
    r"on the firewall policy|防火墙策略启用"
)
NAMED = {"Integrate Azure Firewall with Azure Standard Load Balancer"}
"""Titles of Microsoft's pages: what a sentence's source is called does not change with the make."""


def request(make: str | None, **answers: Any) -> Request:
    given = {"nodes_before_march_2021": True, "custom_dns": ("10.9.9.9",), "inbound": (SHOP_FRONT,)}
    return changed(SHOP, features=("azure-monitor", "gpu"), firewall_make=make, **{**given, **answers})


def context(made: Request, language: str = "en") -> ExportContext:
    return export_context(made, plan(made, catalog()), catalog(), language, MADE, TargetOptions())


def without_titles(text: str) -> str:
    for title in NAMED:
        text = text.replace(title, "")
    return text


def texts_of(target_id: str, made: Request, language: str) -> str:
    """Everything that a target hands over, as text."""
    target = load_targets().find(target_id)
    assert target is not None
    result = target.export(context(made, language))
    parts = [
        notice.text.in_language(language) + notice.advice.in_language(language) for notice in result.notices
    ]
    for file in result.files:
        if file.name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(file.content)) as book:
                parts += [
                    book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")
                ]
        else:
            parts.append(file.content.decode("utf-8-sig"))
    return without_titles("\n".join(parts))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("place", [None, "virtual-wan"])
@pytest.mark.parametrize("make", OTHERS)
def test_nothing_of_azure_firewall_is_named_where_another_make_stands(
    make: str, place: str | None, language: str
) -> None:
    made = request(make, firewall_place=place)
    planned = plan(made, catalog())
    points = open_points(planned, catalog())
    said = [
        plan_table(planned, points, language),
        str(plan_data(planned, made, points, catalog(), language)["advisories"]),
        " ".join(path_sentences(planned, language)),
        path_drawing(planned).verdict_text.in_language(language),
    ]
    for text in said:
        assert not AZURES_OWN.search(without_titles(text)), AZURES_OWN.search(without_titles(text))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "target_id", ["xlsx", "csv", "panos", "fortios", "checkpoint", "squid", "network-policy"]
)
def test_files_for_other_makes_name_nothing_of_azure_firewall(target_id: str, language: str) -> None:
    make = MAKES.get(target_id, "fortigate")
    found = AZURES_OWN.search(texts_of(target_id, request(make), language))
    assert found is None


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_a_target_of_another_make_says_so_once(target: Target, language: str) -> None:
    own = MAKES.get(target.id, "")
    for make in ("azure", *OTHERS, None):
        notices = [
            notice.text.in_language(language) for notice in target.notices(context(request(make), language))
        ]
        said = [text for text in notices if text.startswith(("This file is for", "此文件用于"))]
        assert len(said) == bool(own and make and make != own)


@pytest.mark.parametrize(
    "target_id", ["azure-cli", "arm", "bicep", "terraform", "powershell", "rules-as-code-csv"]
)
def test_basic_holds_no_host_name_in_a_network_rule_and_says_so(target_id: str) -> None:
    target = load_targets().find(target_id)
    assert target is not None
    made = context(request("azure", firewall_tier="basic", custom_dns=()))
    by_name = {
        rule.id
        for rule in made.plan.rules
        if rule.kind is RuleKind.NETWORK and rule.destination.type is DestinationType.FQDN
    }
    assert by_name
    refused = {
        notice.rule_id for notice in target.notices(made) if notice.refuses and "Basic" in notice.text.en
    }
    assert refused == by_name
    written = target.export(made).files[0].content.decode("utf-8-sig")
    assert "DNS proxy on the firewall policy" not in written
    standard = context(request("azure", firewall_tier="standard", custom_dns=()))
    assert not [notice for notice in target.notices(standard) if "Basic" in notice.text.en]


@pytest.mark.parametrize(
    ("make", "tier", "asked"),
    [
        (None, None, True),
        ("azure", None, True),
        ("azure", "basic", False),
        ("azure", "standard", False),
        ("azure", "premium", True),
        ("fortigate", None, True),
        ("fortigate", "basic", True),
    ],
)
def test_tls_inspection_is_spoken_of_where_it_can_be(make: str | None, tier: str | None, asked: bool) -> None:
    made = plan(request(make, firewall_tier=tier), catalog())
    assert (advisory(made, "tls-inspection") is not None) is asked


@pytest.mark.parametrize("make", OTHERS)
def test_azure_firewalls_snat_ports_and_fqdn_tag_are_not_spoken_of_for_other_makes(make: str) -> None:
    made = plan(request(make), catalog())
    assert advisory(made, "snat-ports") is None
    assert advisory(made, "fqdn-tag-coverage") is None
    azure = plan(request("azure"), catalog())
    assert advisory(azure, "snat-ports") is not None
    assert advisory(azure, "fqdn-tag-coverage") is not None


@pytest.mark.parametrize("remedy", ["internal-load-balancer", "host-route"])
def test_other_makes_are_told_to_translate_the_source(remedy: str) -> None:
    service = InboundService(
        "shop", Exposure.PUBLIC, Protocol.TCP, 443, "20.50.9.9", internal_ip="10.42.0.9", remedy=remedy
    )
    for make, told in (
        ("azure", False),
        (None, False),
        ("proxy", False),
        ("fortigate", True),
        ("other", True),
    ):
        found = advisory(plan(request(make, inbound=(service,)), catalog()), "asymmetric-routing")
        assert found is not None
        assert any("translate the source" in task.en for task in found.tasks) is told


def test_virtual_wan_brings_its_routes_by_routing_intent_but_not_in_china() -> None:
    hub = advisory(plan(request("azure", firewall_place="virtual-wan"), catalog()), "virtual-wan")
    china = request("azure", firewall_place="virtual-wan", cloud="AzureChinaCloud", region="chinanorth2")
    china_hub = advisory(plan(changed(china, features=()), catalog()), "virtual-wan")
    assert hub is not None
    assert china_hub is not None
    assert "advertise 0.0.0.0/0" in hub.text.en
    assert "not offered in Azure China" in china_hub.text.en
    assert advisory(plan(request("azure"), catalog()), "virtual-wan") is None
