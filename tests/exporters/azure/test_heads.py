"""What the head of an Azure file says: the group it replaces, the routes, and what it needs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from planner.exporters.azure.arm import ArmTarget
from planner.exporters.azure.bicep import BicepTarget
from planner.exporters.azure.powershell import PowerShellTarget
from planner.exporters.base import Target
from planner.exporters.options import FqdnTagUse, TargetOptions
from tests.exporters import builders as b
from tests.exporters.azure.cases import API_SERVER, TARGETS, context, full_plan
from tests.exporters.azure.read_arm import template
from tests.exporters.azure.read_bicep import parameters


def head(target: Target, *rules: object, **more: object) -> str:
    """The first file of a target with its comments joined to one line."""
    made = b.context(b.plan(*rules, **more))  # type: ignore[arg-type]
    text = target.export(made).files[0].content.decode("utf-8-sig")
    if target.id == "arm":
        text = "\n".join(json.loads(text)["metadata"]["head"])
    text = text.partition("\nset -euo pipefail")[0]  # what every script of the Azure CLI holds
    return " ".join(line.strip("#/ \r") for line in text.splitlines())


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_head_names_the_group_its_priority_and_that_it_is_replaced_whole(target: Target) -> None:
    text = head(target, b.rule())
    name = "rcg-aks-shop-prod-westeurope" if target.id == "azure-cli" else "rcg-aks-shop-prod"
    assert f"rule collection group {name}, priority 1300, 1 rule. The whole group is replaced" in text
    assert "How to run it:" in text
    assert "How to roll it back:" in text


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_head_asks_for_the_dns_proxy_when_a_network_rule_names_a_host(target: Target) -> None:
    ntp = b.network("ntp", b.fqdn("ntp.ubuntu.com"), "UDP:123")
    assert "DNS proxy on the firewall policy" in head(target, b.rule(), ntp)
    assert "network rules name hosts (line 2)" in head(target, b.rule(), ntp)
    assert "DNS proxy" not in head(target, b.rule(), b.network("api", b.address("198.51.100.24"), "TCP:443"))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_notice_stands_in_the_head_in_the_language_of_the_files(target: Target, language: str) -> None:
    made = replace(
        context(full_plan("AzureCloud", "2020-03-10", "host-route", firewall_public_ip=""), FqdnTagUse.TAG),
        language=language,
    )
    result = target.export(made)
    assert result.notices == target.notices(made)
    text = result.files[0].content.decode("utf-8-sig")
    if target.id == "arm":
        text = "\n".join(json.loads(text)["metadata"]["head"])
    whole = "".join(line.strip("#/ \r") for line in text.splitlines()).replace(" ", "")
    for notice in result.notices:
        for sentence in (notice.text, notice.advice):
            assert sentence.in_language(language).replace(" ", "") in whole


def test_powershell_notices_that_its_tag_carries_no_protocol() -> None:
    made = context(full_plan("AzureCloud", "2026-07-02"), FqdnTagUse.TAG)
    texts = [notice.text.en for notice in PowerShellTarget().notices(made)]
    assert any("takes no protocol beside an FQDN tag" in text for text in texts)
    assert not any("takes no protocol" in notice.text.en for notice in ArmTarget().notices(made))


def test_names_given_at_export_are_defaults_of_the_template() -> None:
    made = replace(b.context(b.plan()), options=TargetOptions(firewall_policy="afwp-hub"))
    parameters = json.loads(ArmTarget().export(made).files[0].content)["parameters"]
    assert parameters == {"firewallPolicyName": {"type": "string", "defaultValue": "afwp-hub"}}


@pytest.mark.parametrize("routes", [False, True], ids=["rules-only", "rules-and-routes"])
def test_deployment_command_gives_the_parameters_that_the_file_declares_and_no_others(routes: bool) -> None:
    plan = full_plan("AzureCloud", "2026-07-02", api_server_ip=API_SERVER) if routes else b.plan(b.rule())
    made = context(plan)
    arm, bicep = (target.export(made).files[0].content for target in (ArmTarget(), BicepTarget()))
    expected = {"firewallPolicyName", "routeTableName"} if routes else {"firewallPolicyName"}
    assert set(template(arm)["parameters"]) == set(parameters(bicep)) == expected
    for said in (" ".join(template(arm)["metadata"]["head"]), bicep.decode("utf-8")):
        assert set(re.findall(r"(\w+)=[A-Z]", said)) == expected
        assert ("deploy twice" in re.sub(r"\s+(// +)?", " ", said)) is routes
