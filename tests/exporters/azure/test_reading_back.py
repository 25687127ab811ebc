"""One plan, five spellings: every file is read back with its language's parser and says the same."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.firewall_policy import FQDN_TAG, ApplicationRule
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan, Route
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import EMPTY_TEXT
from planner.exporters.azure.arm import ArmTarget
from planner.exporters.azure.azure_cli import AzureCliTarget, azure_cli_change
from planner.exporters.azure.bicep import BicepTarget
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.powershell import PowerShellTarget
from planner.exporters.azure.terraform import TerraformTarget
from planner.exporters.base import ExportContext, Target
from planner.exporters.options import FqdnTagUse, TargetOptions
from tests.exporters import builders as b
from tests.exporters.azure.cases import (
    CLOUDS_AND_EDITIONS,
    REMEDIES,
    TARGETS,
    context,
    full_plan,
)
from tests.exporters.azure.fake_az import Desk, FakeAz
from tests.exporters.azure.openings import asked, opened
from tests.exporters.azure.read_arm import read_arm
from tests.exporters.azure.read_bicep import read_bicep
from tests.exporters.azure.read_powershell import commands, read_powershell
from tests.exporters.azure.read_terraform import read_terraform
from tests.exporters.azure.readback import Read, expected

CASES = [
    *((cloud, edition, "") for cloud, edition in CLOUDS_AND_EDITIONS),
    *((cloud, "2026-07-02", remedy) for cloud, _ in CLOUDS_AND_EDITIONS[::2] for remedy in REMEDIES[1:]),
]


def written(target: Target, made: ExportContext) -> bytes:
    return target.export(made).files[0].content


@pytest.fixture(params=CASES, ids="-".join)
def whole(request: pytest.FixtureRequest) -> EgressPlan:
    cloud, edition, remedy = request.param
    return full_plan(cloud, edition, remedy, node_subnets=("10.42.0.0/22", "10.43.0.0/22"))


def test_group_opens_what_the_plan_asks_for_and_nothing_else(whole: EgressPlan) -> None:
    change = azure_change(context(whole), "any")
    named = {notice.rule_id for notice in change.notices if "not written" in notice.text.en}
    assert opened(change.group) == asked(rule for rule in whole.included_rules() if rule.id not in named)


def test_arm_template_read_back_is_the_plan(whole: EgressPlan) -> None:
    made = context(whole)
    assert read_arm(written(ArmTarget(), made)) == expected(azure_change(made, "arm"))


def test_bicep_file_read_back_is_the_plan(whole: EgressPlan) -> None:
    made = context(whole)
    assert read_bicep(written(BicepTarget(), made)) == expected(azure_change(made, "bicep"))


@pytest.mark.long
@pytest.mark.long
def test_terraform_configuration_read_back_is_the_plan(whole: EgressPlan) -> None:
    made = context(whole)
    found = read_terraform(written(TerraformTarget(), made))
    assert found == expected(azure_change(made, "terraform"), described=False)


def test_powershell_script_read_back_is_the_plan(whole: EgressPlan) -> None:
    made = context(whole)
    assert read_powershell(written(PowerShellTarget(), made)) == expected(azure_change(made, "powershell"))


@pytest.mark.long
def test_bash_script_run_twice_ends_in_the_plan_both_times(whole: EgressPlan, tmp_path: Path) -> None:
    made = context(whole)
    script = written(AzureCliTarget(), made)
    desk = Desk(tmp_path, FakeAz(cloud=whole.cluster.cloud))
    done = desk.run(script, "apply")
    assert (done.returncode, done.stderr) == (0, "")
    once, writes = desk.azure.read(), len(desk.azure.writes)
    assert once == expected(azure_cli_change(made))
    done = desk.run(script, "apply")
    assert done.returncode == 0
    assert (desk.azure.read(), len(desk.azure.writes)) == (once, writes)


READERS: list[tuple[Target, Callable[[bytes], Read]]] = [
    (ArmTarget(), read_arm),
    (BicepTarget(), read_bicep),
    (TerraformTarget(), read_terraform),
    (PowerShellTarget(), read_powershell),
]


GIVEN = TargetOptions(resource_group="rg", firewall_policy="afwp", route_table="rt")
ROUTES = (
    Route("back", "203.0.113.10/32", "Internet", "", EMPTY_TEXT),
    Route("default", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4", EMPTY_TEXT),
)


@pytest.mark.parametrize("names", [TargetOptions(), GIVEN], ids=["asked", "given"])
@pytest.mark.parametrize("routes", [(), ROUTES], ids=["no-routes", "routes"])
@pytest.mark.parametrize("rules", [(b.rule(),), (b.nat(),), ()], ids=["rule", "nat", "no-rules"])
@pytest.mark.parametrize(("target", "read"), READERS, ids=[target.id for target, _ in READERS])
def test_file_is_whole_whichever_of_rules_routes_and_names_there_are(
    target: Target,
    read: Callable[[bytes], Read],
    rules: tuple[Rule, ...],
    routes: tuple[Route, ...],
    names: TargetOptions,
) -> None:
    plan = replace(b.plan(), rules=rules, routes=routes)
    made = replace(b.context(plan), options=names)
    files = target.export(made).files
    assert read(files[0].content) == expected(
        azure_change(made, target.id), described=target.id != "terraform"
    )
    for rollback in files[1:]:
        called = {name for name, _ in commands(rollback.content)}
        assert ("Remove-AzFirewallPolicyRuleCollectionGroup" in called) == bool(rules)
        assert ("Remove-AzRouteConfig" in called) == bool(routes)


@pytest.mark.parametrize("use", [FqdnTagUse.TAG, FqdnTagUse.BOTH])
@pytest.mark.parametrize(("target", "read"), READERS, ids=[target.id for target, _ in READERS])
def test_fqdn_tag_is_spelled_in_every_language(
    target: Target, read: Callable[[bytes], Read], use: FqdnTagUse
) -> None:
    made = context(full_plan("AzureCloud", "2026-07-02"), use)
    change = azure_change(made, target.id)
    powershell = target.id == "powershell"
    assert read(written(target, made)) == expected(
        change, described=target.id != "terraform", tag_protocols=not powershell
    )
    (tag,) = [rule for rule in change.group.rules() if isinstance(rule, ApplicationRule) and rule.fqdn_tags]  # type: ignore[union-attr]
    assert tag.fqdn_tags == (FQDN_TAG,)
    assert tag.protocols == (("Http", 80), ("Https", 443))


@pytest.mark.parametrize("use", list(FqdnTagUse))
@pytest.mark.parametrize("remedy", REMEDIES)
@pytest.mark.parametrize(("cloud", "edition"), CLOUDS_AND_EDITIONS)
def test_every_line_is_written_or_noticed_by_its_id(
    cloud: str, edition: str, remedy: str, use: FqdnTagUse
) -> None:
    for answers in ({}, {"node_subnets": ()}, {"firewall_public_ip": "", "api_server_ip": ""}):
        made = full_plan(cloud, edition, remedy, **answers)
        change = azure_change(context(made, use), "any")
        stands_for = {
            name for rule in (change.group.rules() if change.group else ()) for name in rule.rule_ids
        }
        named = {notice.rule_id for notice in change.notices}
        assert {rule.id for rule in made.included_rules()} <= stands_for | named
        unwritten = {notice.rule_id for notice in change.notices if "not written" in notice.text.en}
        assert not stands_for & unwritten


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_left_out_line_is_no_rule_but_stands_in_the_head_with_its_reason(target: Target) -> None:
    whole = full_plan("AzureCloud", "2026-07-02")
    rule = next(rule for rule in whole.rules if rule.kind is RuleKind.APPLICATION)
    decided = replace(whole, omissions=(Omission(rule.id, "Not before autumn."),))
    content = written(target, context(decided)).decode("utf-8")
    assert "Not before autumn." in content
    change = azure_change(context(decided), target.id)
    assert rule.id not in {name for entry in change.group.rules() for name in entry.rule_ids}  # type: ignore[union-attr]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_terraform_finds_nothing_to_format(whole: EgressPlan, tmp_path: Path) -> None:
    file = tmp_path / "plan.tf"
    file.write_bytes(written(TerraformTarget(), context(whole)))
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-diff", str(file)], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.long
@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("remedy", REMEDIES)
@pytest.mark.parametrize("subnets", [("10.42.0.0/22",), ()])
def test_shellcheck_finds_nothing_in_script_and_rollback(
    remedy: str, subnets: tuple[str, ...], tmp_path: Path
) -> None:
    made = context(full_plan("AzureCloud", "2026-07-02", remedy, node_subnets=subnets))
    for file in AzureCliTarget().export(made).files:
        (tmp_path / file.name).write_bytes(file.content)
        done = subprocess.run(
            ["shellcheck", str(tmp_path / file.name)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, "")
