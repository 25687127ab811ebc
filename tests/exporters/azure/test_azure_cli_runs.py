"""The bash script, run before a model of Azure: it looks first, changes all or nothing, puts back what was there."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from planner.exporters.azure.azure_cli import AzureCliTarget, azure_cli_change
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from tests.exporters.azure.azure_model import (
    HUB,
    POLICY,
    SPOKE,
    SUBSCRIPTION,
    TABLE,
    Azure,
    Json,
    Policy,
    Thing,
)
from tests.exporters.azure.cases import API_SERVER, context, full_plan
from tests.exporters.azure.fake_az import Desk
from tests.exporters.azure.readback import expected

pytestmark = pytest.mark.long

GROUP, FORMER = "rcg-aks-shop-prod-australiacentral", "rcg-aks-shop-prod"
SCRIPT, ROLLBACK = "shop-prod.azure-cli.sh", "shop-prod.azure-cli.rollback.sh"
DEFAULT = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.1.4"}


def shop(remedy: str = "host-route", **answers: Any) -> ExportContext:
    return context(full_plan("AzureCloud", "2026-07-02", remedy, **({"api_server_ip": API_SERVER} | answers)))


def put(desk: Desk, made: ExportContext) -> None:
    """Lay the files of an export into the operator's folder."""
    for file in AzureCliTarget().export(made).files:
        (desk.folder / file.name).write_bytes(file.content)


def rule(source: str = "10.42.0.0/22", name: str = "r1", description: str = "kept") -> Json:
    return {
        "ruleType": "ApplicationRule", "name": name, "description": description, "sourceAddresses": [source],
        "protocols": [{"protocolType": "Https", "port": 443}], "targetFqdns": [f"{name}.example.net"],
    }  # fmt: skip


def group(*rules: Json, priority: int = 200) -> Json:
    collection = {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "rc", "priority": 100,
        "action": {"type": "Allow"}, "rules": list(rules),
    }  # fmt: skip
    return {"priority": priority, "ruleCollections": [collection]}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    put(desk, shop())
    return desk


def asked(desk: Desk, *words: str, **environment: str) -> Json:
    """The answer to a machine; its exit code is the run's."""
    done = desk.run(SCRIPT, *words, "--json", **environment)
    found: Json = json.loads(done.stdout)
    assert found["exit"] == done.returncode
    return found


# --- names, cloud, subscription ---


def test_check_is_the_default_and_writes_nothing(desk: Desk) -> None:
    done = desk.run(SCRIPT)
    assert (done.returncode, done.stderr) == (3, "")
    assert "+ route aks-default-to-firewall: 0.0.0.0/0 VirtualAppliance 10.0.1.4" in done.stdout
    assert POLICY in done.stdout
    assert TABLE in done.stdout
    assert (desk.azure.writes, desk.saved()) == ([], [])
    assert desk.run(SCRIPT, "apply", "--what-if").stdout == done.stdout
    assert (desk.azure.writes, desk.saved()) == ([], [])


@pytest.mark.parametrize("verb", ["check", "apply", "restore", "verify"])
def test_another_cloud_is_an_error_of_its_own(desk: Desk, verb: str) -> None:
    desk.run(SCRIPT, "apply")
    before, desk.az.cloud = desk.azure.state(), "AzureChinaCloud"
    done = desk.run(SCRIPT, verb)
    assert done.returncode == 2
    assert done.stderr == "The Azure CLI is set to another cloud. Run: az cloud set --name AzureCloud\n"
    assert desk.azure.state() == before


@pytest.mark.parametrize("name", ["RESOURCE_GROUP", "FIREWALL_POLICY", "ROUTE_TABLE"])
@pytest.mark.parametrize(
    "value", ["", "@secret", "-rf", "a/../b", "a b", "a?x=1", "a#b", "{subscriptionId}", "a\nb"]
)
def test_script_stops_when_a_name_could_lead_elsewhere(desk: Desk, name: str, value: str) -> None:
    done = desk.run(SCRIPT, "apply", **{f"AKS_EGRESS_{name}": value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"AKS_EGRESS_{name} is not set, or not a name of Azure")
    assert desk.azure.writes == []


def test_approved_name_needs_no_variable_and_a_variable_that_says_otherwise_stops(desk: Desk) -> None:
    options = TargetOptions(resource_group="rg-hub", firewall_policy="afwp-hub", route_table="rt-aks")
    put(desk, dataclasses.replace(shop(), options=options))
    bare = {f"AKS_EGRESS_{name}": "" for name in ("RESOURCE_GROUP", "FIREWALL_POLICY", "ROUTE_TABLE")}
    done = desk.run(SCRIPT, "apply", **(bare | {"AKS_EGRESS_ROUTE_TABLE": "rt-other"}))
    assert done.returncode == 2
    assert "rt-other, but rt-aks was approved" in done.stderr
    assert desk.azure.writes == []
    assert desk.run(SCRIPT, "apply", **bare).returncode == 0
    # Without the prefix a variable is somebody else's.
    assert desk.run(SCRIPT, "check", **bare, ROUTE_TABLE="rt-other").returncode == 0


@pytest.mark.parametrize("words", [["destroy"], ["check", "apply"], ["apply", "--force"], ["check", "file"],
                                   ["--rules-only", "--routes-only"]])  # fmt: skip
def test_call_that_nobody_meant_is_refused(desk: Desk, words: list[str]) -> None:
    done = desk.run(SCRIPT, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("bash shop-prod.azure-cli.sh [check|apply|restore [FILE]|verify]")
    assert desk.azure.writes == []


def test_hub_and_spoke_may_lie_in_two_subscriptions(desk: Desk) -> None:
    table = TABLE.replace(SUBSCRIPTION, SPOKE).replace("rg-hub", "rg-spoke")
    desk.azure.tables = {table: {}}
    spoke = {
        "AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION": "spoke",
        "AKS_EGRESS_ROUTE_TABLE_RESOURCE_GROUP": "rg-spoke",
    }
    assert desk.run(SCRIPT, "apply").returncode == 4
    assert desk.run(SCRIPT, "apply", **spoke).returncode == 0
    assert "aks-default-to-firewall" in desk.azure.tables[table]
    assert desk.run(SCRIPT, "check", AKS_EGRESS_SUBSCRIPTION="nobody").returncode == 2
    assert asked(desk, "check", AKS_EGRESS_SUBSCRIPTION="hub one", **spoke)["exit"] == 0


# --- apply ---


def test_apply_writes_rules_then_routes_and_the_default_route_last(desk: Desk) -> None:
    done = desk.run(SCRIPT, "apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert desk.azure.writes == [
        f"PUT {GROUP}", "PUT aks-return-203.0.113.10-32", "PUT aks-default-to-firewall",
    ]  # fmt: skip
    assert desk.azure.read() == expected(azure_cli_change(shop()))
    assert desk.run(SCRIPT, "check").returncode == 0
    assert desk.run(SCRIPT, "verify").returncode == 0


def test_second_apply_writes_nothing_and_saves_nothing(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    writes, saved = list(desk.azure.writes), desk.saved()
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert (desk.azure.writes, desk.saved()) == (writes, saved)


def test_answers_with_carriage_returns_change_nothing(desk: Desk) -> None:
    plain = desk.run(SCRIPT, "check").stdout
    desk.az.crlf = True
    desk.azure.put_group("rcg-other", group(rule()))
    desk.azure.put_group("rcg-third", group(rule(), priority=400))
    del desk.azure.policy.groups["rcg-other"], desk.azure.policy.groups["rcg-third"]
    assert desk.run(SCRIPT, "check").stdout == plain
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.run(SCRIPT, "check").returncode == 0
    assert b"\r" not in desk.saved()[0].read_bytes()
    assert desk.run(SCRIPT, "restore").returncode == 0


def test_long_operations_are_waited_for_and_failed_reads_tried_again(desk: Desk) -> None:
    desk.azure.slow, desk.azure.broken_reads = 3, 3
    desk.azure.faults = ["AnotherOperationInProgress", "", "RetryableError"]
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert {thing.state for thing in desk.azure.policy.groups.values()} == {"Succeeded"}
    desk.azure.broken_reads = 2
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.run(SCRIPT, "check", AKS_EGRESS_SUBSCRIPTION="hub one").returncode == 3


@pytest.mark.parametrize("slow", [0, 2])
@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("fault", ["Failed", "Canceled", "RouteConflict", "InternalServerError"])
def test_failure_on_the_way_puts_everything_back(desk: Desk, fault: str, at: int, slow: int) -> None:
    desk.azure.put_group(GROUP, group(*(rule(name=f"r{number}") for number in range(40)), priority=777))
    desk.azure.put_route("to-onprem", "10.9.0.0/16", "10.0.1.9")
    before = desk.azure.state()
    desk.azure.slow, desk.azure.faults = slow, [*[""] * at, fault]
    done = desk.run(SCRIPT, "apply")
    assert done.returncode == 1
    if at == 2 and fault in {"Failed", "Canceled"}:
        # The default route is there although its operation failed: it stays, with its lines.
        assert desk.azure.routes["aks-default-to-firewall"] == DEFAULT
        assert "but for the default route and its required lines, which stay" in done.stderr
        assert desk.run(SCRIPT, "check").returncode == 0
    else:
        assert "What was there before is back." in done.stderr
        assert desk.azure.state() == before
    assert desk.saved() == []


def test_what_cannot_be_put_back_is_said_with_the_file_that_holds_it(desk: Desk) -> None:
    desk.azure.put_group(GROUP, group(rule(), priority=777))
    before = desk.azure.state()
    desk.azure.faults = ["Failed", "InternalServerError"]
    done = desk.run(SCRIPT, "apply")
    assert done.returncode == 1
    (saved,) = desk.saved()
    assert f"Run restore with {saved}" in done.stderr
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.azure.state() == before


def test_nothing_is_written_where_nothing_can_be_saved(desk: Desk) -> None:
    programs = desk.folder / "programs"
    desk.run(SCRIPT, "check")
    (desk.folder / "shop-prod.azure-cli.saved.20261126T120002Z.json").symlink_to(programs / "no" / "folder")
    done = desk.run(SCRIPT, "apply")
    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert desk.azure.writes == []


def test_line_that_goes_missing_meanwhile_stops_the_default_route(desk: Desk) -> None:
    def tamper(azure: Azure) -> None:
        if azure.writes[-1].startswith("PUT aks-return"):
            azure.put_group(GROUP, group(rule(), priority=1300))

    desk.azure.watch = tamper
    done = desk.run(SCRIPT, "apply")
    assert done.returncode == 1
    assert "a required line is not in the group" in done.stderr
    assert "PUT aks-default-to-firewall" not in desk.azure.writes


def test_groups_of_others_stay_page_by_page(desk: Desk) -> None:
    for number in range(7):
        desk.azure.put_group(f"rcg-{number}", group(rule(), priority=400 + number))
    desk.azure.page = 2
    desk.azure.put_route("to-onprem", "10.9.0.0/16", kind="VnetLocal")
    others = {name: body for name, body in desk.azure.groups.items()}
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert {name: body for name, body in desk.azure.groups.items() if name != GROUP} == others
    assert desk.azure.routes["to-onprem"] == {"addressPrefix": "10.9.0.0/16", "nextHopType": "VnetLocal"}


# --- restore ---


def test_restore_under_user_defined_routing_leaves_the_default_route_and_its_required_lines(
    desk: Desk,
) -> None:
    desk.run(SCRIPT, "apply")
    done = desk.run(ROLLBACK)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The default route aks-default-to-firewall stays, and its required lines" in done.stdout
    assert desk.azure.routes["aks-default-to-firewall"] == DEFAULT
    left = {entry["name"] for entry in rules_of(desk.azure.groups[GROUP])}
    change = azure_cli_change(shop())
    assert change.group is not None
    vital = {rule.id for rule in shop().plan.rules if rule.is_vital}
    assert left == {entry.name for entry in change.group.rules() if vital & set(entry.rule_ids)}
    assert left != {entry.name for entry in change.group.rules()}


def rules_of(properties: Json) -> list[Json]:
    return [entry for collection in properties["ruleCollections"] for entry in collection["rules"]]


def test_restore_under_another_outbound_type_ends_in_the_state_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    put(desk, shop(outbound_type="loadBalancer", default_route_to_firewall=True))
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.azure.routes["aks-default-to-firewall"] == DEFAULT
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.azure.state() == {"groups": {}, "routes": {}}
    assert desk.azure.writes[-3:] == [
        "DELETE aks-default-to-firewall", "DELETE aks-return-203.0.113.10-32", f"DELETE {GROUP}",
    ]  # fmt: skip


def test_change_two_restored_is_exactly_change_one_and_what_was_saved_stays(desk: Desk) -> None:
    put(desk, shop(features=()))
    desk.run(SCRIPT, "apply")
    (first,) = desk.saved()
    kept, one = first.read_bytes(), desk.azure.state()
    put(desk, shop())
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.azure.state() != one
    assert len(desk.saved()) == 2
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.azure.state() == one
    assert desk.saved() == [first]
    assert first.read_bytes() == kept


def test_group_of_forty_rules_and_another_priority_is_exactly_that_again(desk: Desk) -> None:
    desk.azure.put_route("default", "0.0.0.0/0", "10.0.1.4")
    many = (rule(name=f"r{n}", description="it's \"\\ $(x)` \n 路由 # : |") for n in range(40))
    desk.azure.put_group(FORMER, group(*many, priority=4242))
    before = desk.azure.state()
    done = desk.run(SCRIPT, "apply")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The group keeps the name of an earlier version: {FORMER}" in done.stdout
    assert list(desk.azure.groups) == [FORMER]
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.azure.state() == before


def test_named_older_state_is_gone_back_to_through_the_newer_ones(desk: Desk) -> None:
    desk.azure.put_route("default", "0.0.0.0/0", "10.0.1.4")
    desk.azure.put_group(GROUP, group(rule(), priority=900))
    before = desk.azure.state()
    put(desk, shop(features=()))
    desk.run(SCRIPT, "apply")
    put(desk, shop())
    desk.run(SCRIPT, "apply")
    first = desk.saved()[0]
    shown = desk.run(SCRIPT, "restore", str(first), "--what-if")
    assert shown.returncode == 3
    assert len(desk.saved()) == 2
    assert desk.run(SCRIPT, "restore", str(first)).returncode == 0
    assert desk.azure.state() == before
    assert desk.saved() == []
    assert len(list(desk.folder.glob("*.restored.*.json"))) == 2


def test_route_that_somebody_changed_since_is_left(desk: Desk) -> None:
    put(desk, shop(outbound_type="loadBalancer", default_route_to_firewall=True))
    desk.run(SCRIPT, "apply")
    desk.azure.put_route("aks-return-203.0.113.10-32", "203.0.113.10/32", "10.0.1.99")
    done = desk.run(SCRIPT, "restore")
    assert done.returncode == 0
    assert "was changed by somebody else since and is left" in done.stdout
    assert list(desk.azure.routes) == ["aks-return-203.0.113.10-32"]


def test_return_route_that_another_group_still_uses_stays(desk: Desk) -> None:
    put(desk, shop(outbound_type="loadBalancer", default_route_to_firewall=True))
    desk.run(SCRIPT, "apply")
    nat = {
        "ruleType": "NatRule", "name": "n", "description": "", "sourceAddresses": ["*"], "ipProtocols": ["TCP"],
        "destinationAddresses": ["203.0.113.10"], "destinationPorts": ["8443"],
        "translatedAddress": "10.9.9.9", "translatedPort": "443",
    }  # fmt: skip
    desk.azure.put_group("rcg-other", group(nat))
    done = desk.run(SCRIPT, "restore")
    assert "The route aks-return-203.0.113.10-32 stays: the group rcg-other still publishes" in done.stdout
    assert list(desk.azure.routes) == ["aks-return-203.0.113.10-32"]
    assert list(desk.azure.groups) == ["rcg-other"]


def test_saved_state_of_another_policy_is_not_put_into_this_one(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    desk.azure.policies[f"{HUB}/firewallPolicies/afwp-test"] = Policy()
    before = desk.azure.state()
    done = desk.run(SCRIPT, "restore", AKS_EGRESS_FIREWALL_POLICY="afwp-test")
    assert done.returncode == 2
    assert "was saved for something else" in done.stderr
    assert desk.azure.state() == before


def test_file_that_is_no_saved_state_is_refused(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    (saved,) = desk.saved()
    saved.write_text(json.dumps(json.loads(saved.read_text()), indent=2), encoding="utf-8")
    before = desk.azure.state()
    assert desk.run(SCRIPT, "restore").returncode == 2
    assert desk.azure.state() == before
    assert desk.run(SCRIPT, "restore", "nothing.json").returncode == 2


# --- two teams ---


def test_rules_and_routes_may_be_run_apart_and_go_back_apart(desk: Desk) -> None:
    hub, spoke = {"AKS_EGRESS_ROUTE_TABLE": ""}, {}
    assert desk.run(SCRIPT, "apply", "--routes-only", **spoke).returncode == 4
    assert desk.azure.writes == []
    assert desk.run(SCRIPT, "apply", "--rules-only", **hub).returncode == 0
    assert desk.azure.routes == {}
    assert desk.run(SCRIPT, "apply", "--routes-only", **spoke).returncode == 0
    assert desk.run(SCRIPT, "check").returncode == 0
    # The rules cannot go while nobody sees the default route, and keep its lines once it is seen.
    before = desk.azure.state()
    assert desk.run(SCRIPT, "restore", "--rules-only", **hub).returncode == 4
    assert desk.azure.state() == before
    done = desk.run(SCRIPT, "restore", "--rules-only")
    assert done.returncode == 0
    assert "keeps its required lines" in done.stdout
    assert desk.run(SCRIPT, "check", "--routes-only").returncode == 0


def test_rules_alone_go_back_whole_while_no_default_route_is_there(desk: Desk) -> None:
    assert desk.run(SCRIPT, "apply", "--rules-only").returncode == 0
    assert desk.run(SCRIPT, "restore").returncode == 0
    assert desk.azure.state() == {"groups": {}, "routes": {}}


def test_saved_state_of_both_is_not_restored_by_halves(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    before = desk.azure.state()
    assert desk.run(SCRIPT, "restore", "--rules-only").returncode == 2
    assert desk.azure.state() == before


def test_plan_without_a_known_subnet_touches_no_group(desk: Desk) -> None:
    made = context(full_plan("AzureCloud", "2026-07-02", node_subnets=()))
    put(desk, made)
    desk.azure.put_group(GROUP, group(rule()))
    before = desk.azure.state()
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.azure.state() == before
    assert desk.azure.writes == []


# --- what it says ---


@pytest.mark.parametrize("language", ["en", "zh"])
def test_head_says_check_apply_restore_and_nothing_that_takes_the_way_out(language: str, desk: Desk) -> None:
    for file in AzureCliTarget().export(dataclasses.replace(shop(), language=language)).files:
        text = file.content.decode("utf-8")
        assert "REMOVE_DEFAULT_ROUTE" not in text
        top = text.partition("set -euo pipefail")[0].splitlines()
        head = ("" if language == "zh" else " ").join(line.strip("# ") for line in top)
        assert ("是群集唯一的出口" if language == "zh" else "it is the cluster's only way out") in head
        if not file.name.endswith("rollback.sh"):
            assert all(f"{file.name} {verb}" in head for verb in ("check", "apply", "restore", "verify"))
            assert "remove such a route" not in head
            assert "请先删除" not in head


def test_verify_names_what_must_answer_what_must_not_and_what_no_request_proves(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    notes = asked(desk, "verify")["notes"]
    assert "Must answer: curl -sS -o /dev/null -m 10 https://mcr.microsoft.com:443/" in notes
    assert any(note.startswith("Must be refused:") for note in notes)
    assert "From outside, must connect: 203.0.113.10:443 (TCP)." in notes
    assert any("*.data.mcr.microsoft.com (a wildcard)" in note for note in notes)
    assert any("core-time (no host name" in note for note in notes)


def test_group_name_tells_regions_apart_and_fits() -> None:
    names = {azure_cli_change(shop(region=region)).group_name for region in ("westeurope", "northeurope")}
    assert names == {"rcg-aks-shop-prod-westeurope", "rcg-aks-shop-prod-northeurope"}
    assert azure_change(shop(), "arm").group_name == FORMER
    long = {
        azure_cli_change(shop(name="x" * 60, region="southafricanorth" + tail)).group_name for tail in "ab"
    }
    assert len(long) == 2
    assert all(len(name) <= 80 for name in long)


def test_thing_of_the_model_ends_its_operations() -> None:
    thing = Thing({}, "Updating", 1, "Failed")
    thing.look()
    assert thing.state == "Updating"
    thing.look()
    assert thing.state == "Failed"
