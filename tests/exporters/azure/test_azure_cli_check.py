"""What the script finds before it writes: clashes end with 4, what can go on with 3, and nothing is written."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from tests.exporters.azure.azure_model import HUB, POLICY, TABLE, Policy, full
from tests.exporters.azure.cases import context, full_plan
from tests.exporters.azure.fake_az import Desk
from tests.exporters.azure.test_azure_cli_runs import FORMER, GROUP, SCRIPT, asked, group, put, rule, shop

pytestmark = pytest.mark.long


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    put(desk, shop())
    return desk


def found(desk: Desk, code: int, where: str, words: str) -> None:
    """Check, and apply where it is blocked, name it, end with the code, and write nothing."""
    before = desk.azure.state()
    for verb in ("check", "verify", *(["apply"] if code == 4 else [])):
        answer = asked(desk, verb)
        assert answer["exit"] == code, answer
        assert any(words in said for said in answer[where]), answer[where]
        plain = desk.run(SCRIPT, verb)
        assert plain.returncode == code
        assert words in plain.stdout
    assert (desk.azure.writes, desk.saved(), desk.azure.state()) == ([], [], before)


def test_base_policy_is_named_and_goes_on(desk: Desk) -> None:
    base = f"{HUB}/firewallPolicies/afwp-base"
    desk.azure.policies[base] = Policy()
    desk.azure.policy.base = base
    found(desk, 3, "notes", f"inherits from {base}")


@pytest.mark.parametrize(("proxy", "code"), [(True, 3), (False, 4), (None, 4)])
def test_dns_proxy_is_the_base_policy_s_where_the_policy_says_nothing(
    desk: Desk, proxy: bool | None, code: int
) -> None:
    base = f"{HUB}/firewallPolicies/afwp-base"
    desk.azure.policies[base] = Policy(proxy=proxy)
    desk.azure.policy.base, desk.azure.policy.proxy = base, None
    words = "Network rules name hosts" if code == 3 else "the DNS proxy of the policy is off"
    found(desk, code, "notes" if code == 3 else "blocked", words)


def test_base_policy_that_cannot_be_read_is_said(desk: Desk) -> None:
    desk.azure.policy.base, desk.azure.policy.proxy = f"{HUB}/firewallPolicies/nobody", None
    found(desk, 3, "notes", "could not be read")


def test_basic_tier_and_a_proxy_that_is_off_block_lines_that_name_hosts(desk: Desk) -> None:
    desk.azure.policy.proxy = False
    found(desk, 4, "blocked", "the DNS proxy of the policy is off")
    desk.azure.policy.tier = "Basic"
    found(desk, 4, "blocked", "which the Basic tier does not know")
    assert asked(desk, "check")["tier"] == "Basic"


def test_without_such_lines_neither_tier_nor_proxy_matters(desk: Desk) -> None:
    made = shop(nodes_before_march_2021=False)
    network = {entry.id for entry in made.plan.rules if entry.id.startswith("core-time")}
    put(desk, dataclasses.replace(made, selected=frozenset(r.id for r in made.lines if r.id not in network)))
    desk.azure.policy.proxy, desk.azure.policy.tier = False, "Basic"
    assert asked(desk, "check")["blocked"] == []


def test_taken_priority_is_named_with_the_next_free_one(desk: Desk) -> None:
    desk.azure.put_group("rcg-team-x", group(rule("10.9.0.0/16"), priority=1300))
    desk.azure.put_group("rcg-team-y", group(rule("10.9.0.0/16"), priority=1301))
    found(desk, 4, "blocked", "Priority 1300 is taken by the group rcg-team-x; the next free one is 1302")


def test_default_route_of_another_name_and_equal_hop_goes_on_and_is_not_doubled(desk: Desk) -> None:
    desk.azure.put_route("udr-internet", "0.0.0.0/0", "10.0.1.4")
    found(desk, 3, "notes", "The route to 0.0.0.0/0 is there under the name udr-internet")
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert "aks-default-to-firewall" not in desk.azure.routes
    assert desk.run(SCRIPT, "check").returncode == 0


@pytest.mark.parametrize("name", ["udr-internet", "aks-default-to-firewall"])
@pytest.mark.parametrize(("hop", "kind"), [("10.0.1.99", "VirtualAppliance"), ("", "Internet"), ("", "None")])
def test_default_route_to_another_hop_blocks(desk: Desk, name: str, hop: str, kind: str) -> None:
    desk.azure.put_route(name, "0.0.0.0/0", hop, kind)
    found(desk, 4, "blocked", f"The route to 0.0.0.0/0 is there as {name} and leads elsewhere")


def test_name_of_a_route_that_is_used_for_something_else_blocks(desk: Desk) -> None:
    desk.azure.put_route("AKS-default-to-firewall", "10.77.0.0/16", "10.0.1.4")
    found(desk, 4, "blocked", "The route aks-default-to-firewall is there for something else")


@pytest.mark.parametrize("source", ["10.43.0.0/16", "10.42.4.0/22", "192.168.0.1", "10.41.0.0-10.41.255.255"])
def test_group_of_another_cluster_s_sources_blocks(desk: Desk, source: str) -> None:
    desk.azure.put_group(GROUP, group(rule(source)))
    found(desk, 4, "blocked", f"The group {GROUP} holds sources of another cluster: {source}")


@pytest.mark.parametrize("source", ["10.42.0.0/16", "10.42.1.7", "10.42.2.0/24", "*"])
def test_group_whose_sources_meet_the_cluster_s_is_its_own(desk: Desk, source: str) -> None:
    desk.azure.put_group(GROUP.upper(), group(rule("172.16.0.0/12"), rule(source, "r2")))
    answer = asked(desk, "check")
    assert (answer["exit"], answer["blocked"], answer["group"]) == (3, [], GROUP.upper())


def test_former_name_is_kept_and_two_groups_of_one_cluster_block(desk: Desk) -> None:
    desk.azure.put_group(FORMER, group(rule(), priority=300))
    answer = asked(desk, "check")
    assert (answer["exit"], answer["group"]) == (3, FORMER)
    assert any("priority 1300 (was: 300)" in line["text"] for line in answer["lines"] if line["sign"] == "~")
    desk.azure.put_group(GROUP, group(rule(), priority=400))
    found(desk, 4, "blocked", "Two groups hold rules of this cluster's nodes")


def test_former_name_of_a_cluster_in_another_region_is_left_to_it(desk: Desk) -> None:
    desk.azure.put_group(FORMER, group(rule("10.99.0.0/16"), priority=300))
    theirs = desk.azure.groups[FORMER]
    found(desk, 3, "notes", f"The group {FORMER} belongs to another cluster of this name")
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.azure.groups[FORMER] == theirs
    assert GROUP in desk.azure.groups


def test_missing_policy_and_missing_table_block(desk: Desk) -> None:
    desk.azure.policies[POLICY + "x"] = desk.azure.policies.pop(POLICY)
    answer = asked(desk, "apply")
    assert (answer["exit"], desk.azure.writes) == (4, [])
    assert any("The firewall policy does not exist" in said for said in answer["blocked"])
    desk.azure.policies = {POLICY: Policy()}
    desk.azure.tables = {TABLE + "x": {}}
    answer = asked(desk, "apply")
    assert (answer["exit"], desk.azure.writes) == (4, [])
    assert any("The route table does not exist" in said for said in answer["blocked"])


def test_policy_without_a_firewall_is_said(desk: Desk) -> None:
    desk.azure.policy.firewalls = 0
    found(desk, 3, "notes", "No firewall uses this policy.")


def test_what_cannot_be_read_is_a_failure_and_no_verdict(desk: Desk) -> None:
    desk.azure.broken_reads = 99
    done = desk.run(SCRIPT, "apply", "--json")
    assert done.returncode == 1
    assert "ServiceUnavailable" in done.stderr
    assert desk.azure.writes == []


def test_plan_that_lacks_required_lines_takes_none_from_a_cluster_that_is_routed_already(desk: Desk) -> None:
    assert desk.run(SCRIPT, "apply").returncode == 0
    desk.azure.writes.clear()
    for path in desk.saved():
        path.unlink()
    put(desk, context(full_plan("AzureCloud", "2026-07-02", "host-route", api_server_ip="")))
    found(desk, 4, "blocked", "this file lacks required lines, and the group would lose")


@pytest.mark.parametrize(
    "member", ["description", "targetFqdns", "sourceAddresses", "terminateTLS", "fqdnTags"]
)
def test_any_member_that_somebody_changed_is_a_difference(desk: Desk, member: str) -> None:
    desk.run(SCRIPT, "apply")
    changed = full(desk.azure.groups[GROUP])
    entry = changed["ruleCollections"][-1]["rules"][0]
    entry[member] = {"description": "x", "terminateTLS": True}.get(
        member, [*entry.get(member, []), "10.42.0.9"]
    )
    desk.azure.put_group(GROUP, changed)
    lines = [line for line in asked(desk, "check")["lines"] if line["sign"] != "="]
    assert [line["sign"] for line in lines] == ["~"]
    assert f"/{entry['name']}: " in lines[0]["text"]


def test_difference_names_what_comes_what_goes_and_what_stays(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    changed = full(desk.azure.groups[GROUP])
    rules = changed["ruleCollections"][-1]["rules"]
    gone = rules.pop(0)
    rules.append(full(group(rule(name="by-hand")))["ruleCollections"][0]["rules"][0])
    desk.azure.put_group(GROUP, changed)
    lines = asked(desk, "check")["lines"]
    assert [line["text"].split(": ")[0].split("/")[1] for line in lines if line["sign"] == "+"] == [
        gone["name"]
    ]
    assert [line["text"].split(": ")[0].split("/")[1] for line in lines if line["sign"] == "-"] == ["by-hand"]
    assert sum(line["sign"] == "=" for line in lines) > 20


def test_group_that_azure_left_failed_is_written_again(desk: Desk) -> None:
    desk.run(SCRIPT, "apply")
    desk.azure.policy.groups[GROUP].state = "Failed"
    assert desk.run(SCRIPT, "check").returncode == 3
    assert desk.run(SCRIPT, "apply").returncode == 0
    assert desk.run(SCRIPT, "check").returncode == 0


def test_group_of_thousands_of_rules_takes_seconds_and_comes_back(desk: Desk) -> None:
    desk.azure.put_route("udr", "0.0.0.0/0", "10.0.1.4")
    many = (rule(name=f"r{number}", description="x" * 300) for number in range(2500))
    desk.azure.put_group(GROUP, group(*many, priority=4242))
    before, start = desk.azure.state(), time.monotonic()
    assert [desk.run(SCRIPT, verb).returncode for verb in ("check", "apply", "restore")] == [3, 0, 0]
    assert time.monotonic() - start < 60
    assert desk.azure.state() == before
