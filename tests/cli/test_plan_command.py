"""``aks-egress plan``: the JSON shape, answers from options and files, and every refusal on one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli.__main__ import main
from planner.domain.rule import Rule
from planner.planning.planner import plan
from planner.session.plan_file import read_plan
from tests.cli.running import refusal, run_json
from tests.plans import catalog

RULE_KEYS = {
    "id", "number", "kind", "necessity", "assumed", "assumption", "features", "sources", "destinations",
    "alternatives", "services", "purpose", "if_refused", "source", "reasons", "remarks", "remark_sources", "covered_by",
    "fingerprint", "decision", "still_open_through",
}  # fmt: skip
SHOP = [
    "plan", "--cloud", "AzureCloud", "--region", "westeurope", "--edition", "2026-07-02",
    "--node-subnet", "10.42.0.0/22", "--firewall-private-ip", "10.0.1.4", "--firewall-public-ip", "203.0.113.10",
    "--no-firewall-nat-gateway", "--no-authorized-ranges", "--no-http-proxy",
]  # fmt: skip


LEFT_OUT = """\
format: 1
cluster: {region: westeurope, edition: 2026-07-02, node_subnets: [10.42.0.0/22], konnectivity: false}
features: {on: [gpu, azure-monitor, windows], azure_monitor_by: tag}
traffic:
  firewall_private_ip: 10.0.1.4
  firewall_public_ip: 203.0.113.10
  inbound: [{name: web, exposure: public, protocol: TCP, port: 443, remedy: host-route}]
decisions:
  - {rule: gpu-driver-download, verdict: leave_out, reason: Drivers are in the image.}
"""


def test_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(
        capsys, *SHOP, "--feature", "gpu", "--feature", "windows", "--inbound", "web:public:TCP:443"
    )
    assert data["format"] == 2
    assert data["edition"] == "2026-07-02"
    assert data["profile"]["features"] == ["gpu", "windows"]
    assert set(data["rules"][0]) == RULE_KEYS
    rule = data["rules"][0]
    assert rule["kind"] in ("application", "network", "nat")
    assert rule["sources"] == ["10.42.0.0/22"]
    assert rule["destinations"] == [{"type": "fqdn", "value": "*.hcp.westeurope.azmk8s.io"}]
    assert rule["services"] == ["HTTPS:443"]
    assert set(rule["source"]) >= {"page", "section"}
    assert rule["covered_by"] is None
    assert set(data["not_needed"][0]) >= {"id", "features", "destinations", "services", "reason", "assumed"}
    route = data["routes"][0]
    assert (route["prefix"], route["next_hop_type"], route["next_hop"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        "10.0.1.4",
    )
    first = data["advisories"][0]
    assert (first["id"], first["severity"]) == ("asymmetric-routing", "warning")
    assert {"id", "title"} <= set(first["remedies"][0])


def test_json_says_of_every_rule_what_the_plan_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    seen: list[dict[str, Any]] = []
    for place in ("region: westeurope", "cloud: AzureChinaCloud, region: chinaeast2"):
        path.write_text(LEFT_OUT.replace("region: westeurope", place), encoding="utf-8")
        data = run_json(capsys, "plan", str(path))
        made = plan(read_plan(path.read_bytes(), "plan.yaml", catalog()), catalog())
        for number, (entry, rule) in enumerate(zip(data["rules"], made.rules, strict=True), start=1):
            assert_says(entry, rule)
            assert entry["number"] == number
        seen += data["rules"]
    assert {entry["assumed"] for entry in seen} == {True, False}
    # What makes the comparison worth something: the lines are not all alike.
    assert {entry["necessity"] for entry in seen} == {"required", "optional"}
    assert {entry["kind"] for entry in seen} == {"application", "network", "nat"}
    assert any(entry["alternatives"] for entry in seen)
    assert any(entry["covered_by"] for entry in seen)


def assert_says(entry: dict[str, Any], rule: Rule) -> None:
    assert set(entry) - {"translation"} == RULE_KEYS
    assert (entry["id"], entry["kind"]) == (rule.id, rule.kind.value)
    assert entry["necessity"] == rule.necessity.value
    assert entry["sources"] == list(rule.sources)
    assert entry["services"] == list(map(str, rule.services))
    assert [found["value"] for found in entry["destinations"]] == [rule.destination.value]
    assert [found["value"] for found in entry["alternatives"]] == [way.value for way in rule.alternatives]
    assert entry["covered_by"] == rule.covered_by
    assert entry["fingerprint"] == rule.fingerprint()
    assert [found["demand"] for found in entry["reasons"]] == [reason.demand_id for reason in rule.reasons]
    assert (entry["assumed"], entry["assumption"]) == (rule.assumed, rule.assumption.en or None)
    assert ("translation" in entry) == (rule.translation is not None)


def test_json_keeps_a_left_out_line_with_its_decision(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(LEFT_OUT, encoding="utf-8")
    data = run_json(capsys, "plan", str(path))
    decided = {entry["id"]: entry["decision"] for entry in data["rules"] if entry["decision"] is not None}
    assert decided == {"gpu-driver-download": {"verdict": "leave_out", "reason": "Drivers are in the image."}}
    assert data["counts"]["left_out"] == 1


def test_every_offered_remedy_puts_its_nat_rule_and_its_route_into_the_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    default = ("0.0.0.0/0", "VirtualAppliance", "10.0.1.4")
    own = {"internal-load-balancer": [], "host-route": [("203.0.113.10/32", "Internet", "")]}
    inbound = ["--inbound", "web:public:TCP:443:203.0.113.80"]
    offered = run_json(capsys, *SHOP, *inbound)["advisories"][0]["remedies"]
    assert [remedy["id"] for remedy in offered] == list(own)
    for remedy in offered:
        data = run_json(capsys, *SHOP, *inbound, "--remedy", remedy["id"])
        nat = [rule for rule in data["rules"] if rule["kind"] == "nat"]
        assert [rule["id"] for rule in nat] == ["inbound-web-tcp-443"]
        found = [(route["prefix"], route["next_hop_type"], route["next_hop"]) for route in data["routes"]]
        assert found == [default, *own[remedy["id"]]]
        advisory = next(entry for entry in data["advisories"] if entry["id"] == "asymmetric-routing")
        assert advisory["decided"] == remedy["id"]


def test_assumed_answers_are_those_that_nobody_gave(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(capsys, *SHOP, "--no-konnectivity")
    assert "konnectivity" not in data["profile"]["assumed"]
    assert data["profile"]["konnectivity"] is False
    assert "private_cluster" in data["profile"]["assumed"]
    assert data["profile"]["private_cluster"] is None


def test_every_assumption_names_its_value_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    profile = run_json(capsys, *SHOP)["profile"]
    assert set(profile["assumptions"]) == set(profile["assumed"])
    assert profile["assumptions"]["konnectivity"] == {
        "value": True,
        "because": "every supported Kubernetes version uses it",
    }
    assert all(entry["because"] for entry in profile["assumptions"].values())


def test_question_of_a_feature_that_is_off_is_not_among_the_assumptions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = {"azure_monitor_by", "istio.vault_certificates"}
    assert not asked & set(run_json(capsys, *SHOP)["profile"]["assumed"])
    on = run_json(capsys, *SHOP, "--feature", "azure-monitor", "--feature", "istio")
    assert asked <= set(on["profile"]["assumed"])


def test_path_says_on_which_assumptions_it_rests(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_json(capsys, *SHOP)["path"]["assumed"] == ["outbound_type", "default_route_to_firewall"]
    answered = run_json(capsys, *SHOP, "--outbound-type", "loadBalancer", "--default-route-to-firewall")
    assert (answered["path"]["egress"], answered["path"]["assumed"]) == ("firewall", [])


ROUTED = ("--outbound-type", "userDefinedRouting", "--default-route-to-firewall")


def test_a_path_that_rests_on_what_nobody_answered_is_not_called_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = [*SHOP, "--inbound", "web:public:TCP:443:203.0.113.80", "--no-pods-call-api-server"]
    assert not run_json(capsys, *given, "--remedy", "host-route")["path"]["whole"]
    assert run_json(capsys, *given, *ROUTED, "--remedy", "host-route")["path"]["whole"]


@pytest.mark.parametrize(
    ("options", "state", "why"),
    [
        ([], "broken", ["undecided"]),
        ([*ROUTED, "--remedy", "host-route"], "whole", []),
        (["--remedy", "host-route", "--unknown", "firewall_private_ip"], "pending", ["next-hop-unknown"]),
        (["--remedy", "host-route", "--unknown", "firewall_public_ips"], "pending", ["address-unknown"]),
        (["--outbound-type", "loadBalancer"], "bypassed", ["not-routed"]),
        (["--outbound-type", "block"], "closed", ["blocked"]),
    ],
)
def test_path_of_a_service_has_a_state_and_its_causes(
    capsys: pytest.CaptureFixture[str], options: list[str], state: str, why: list[str]
) -> None:
    given = list(SHOP)
    if "--unknown" in options:
        name = {"firewall_private_ip": "--firewall-private-ip", "firewall_public_ips": "--firewall-public-ip"}
        at = given.index(name[options[-1]])
        del given[at : at + 2]
    given += ["--inbound", "web:public:TCP:443:203.0.113.80", "--no-pods-call-api-server"]
    path = run_json(capsys, *given, *options)["path"]
    (service,) = path["services"]
    assert (service["state"], service["why"], path["whole"]) == (state, why, state == "whole")


def test_yaml_is_a_plan_file_that_gives_the_same_plan(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers = [
        *SHOP,
        "--pods-call-api-server",
        "--custom-dns",
        "10.0.0.4",
        "--inbound",
        "a:b:internal:UDP:53",
    ]
    assert main([*answers, "--format", "yaml"]) == 0
    path = tmp_path / "plan.yaml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert read_plan(path.read_bytes(), "plan.yaml", catalog()).cluster.inbound[0].name == "a:b"
    assert run_json(capsys, "plan", str(path)) == run_json(capsys, *answers)


def test_options_override_the_plan_files_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\ncluster: {region: eastus, edition: 2026-07-02}\n", encoding="utf-8")
    data = run_json(capsys, "plan", str(path), "--region", "norwayeast", "--no-konnectivity")
    assert data["profile"]["region"] == "norwayeast"
    assert "AzureCloud.norwaye" in [rule["destinations"][0]["value"] for rule in data["rules"]]


def test_table_shows_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHOP, "--no-pods-call-api-server"]) == 0
    output = capsys.readouterr().out
    assert "9 required, 4 optional, 5 not needed" in output
    assert "mcr.microsoft.com" in output


def test_table_says_of_each_line_what_nobody_answered(capsys: pytest.CaptureFixture[str]) -> None:
    words = {"en": "Assumed, nobody answered: ", "zh": "假定（未回答）："}
    for language, assumed in words.items():
        assert main([*SHOP, "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert assumed in next(line for line in lines if "*.hcp.westeurope.azmk8s.io" in line)
        assert assumed in next(line for line in lines if "ntp.ubuntu.com" in line)
        assert assumed not in next(line for line in lines if " mcr.microsoft.com" in line)
    answered = [*SHOP, "--public-cluster", "--konnectivity", "--no-pods-call-api-server", "--no-custom-dns"]
    path = ["--outbound-type", "userDefinedRouting", "--default-route-to-firewall"]
    assert main([*answered, *path, "--no-nodes-before-march-2021"]) == 0
    assert words["en"] not in capsys.readouterr().out


def test_chinese_is_a_choice(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(capsys, *SHOP, "--language", "zh")
    assert "节点" in data["rules"][0]["purpose"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan"], "region"),
        (["plan", "--region", "eu.west"], "westeurope"),
        (["plan", "--region", "eastus", "--cloud", "AzureMoon"], "AzureCloud"),
        (["plan", "--region", "eastus", "--edition", "2019-01-01"], "2020-03-10"),
        (["plan", "--region", "eastus", "--feature", "windos"], "windows"),
        (["plan", "--region", "eastus", "--feature", "dev-spaces"], "2021-05-06"),
        (["plan", "--region", "eastus", "--api-server-ip", "10.0.1.400"], "not an IPv4 address"),
        (["plan", "--region", "eastus", "--node-subnet", "10.42.0.1/22"], "10.42.0.0/22"),
        (["plan", "--region", "eastus", "--custom-dns", "dns.local"], "not an IPv4 address"),
        (["plan", "--region", "eastus", "--inbound", "web:public:TCP:99999"], "NAME:public|internal"),
        (["plan", "--region", "eastus", "--remedy", "host-route"], "--inbound"),
        (["plan", "--region", "eastus", "--remedy", "prayer"], "internal-load-balancer"),
        (["plan", "--nonsense"], "nonsense"),
        (["plan", "missing.yaml"], "missing.yaml"),
        (["regions", "--cloud", "X"], "AzureCloud"),
        (["features", "--edition", "X"], "2020-03-10"),
        (["nothing"], "nothing"),
        (["catalog", "check", "nowhere"], "nowhere"),
    ],
)
def test_refusal_is_one_line_that_says_what_to_do(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert words in refusal(capsys, *arguments)


@pytest.mark.parametrize("arguments", [[], ["catalog"]])
def test_help_is_printed_whole_when_no_command_is_named(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 0
    output = capsys.readouterr()
    assert output.out.startswith("Usage:")
    assert output.out.count("\n") > 5
    assert output.err == ""


@pytest.mark.parametrize("command", ["targets", "editions", "clouds", "regions", "features"])
def test_list_commands_print_objects_with_an_id(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert entries
    assert all(entry["id"] for entry in entries)
    assert main([command]) == 0
    assert entries[0]["id"] in capsys.readouterr().out


def test_features_say_why_they_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["features", "--cloud", "AzureChinaCloud", "--edition", "2026-07-02", "--format", "json"]) == 0
    )
    entries = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert entries["key-vault"]["offered"] is False
    assert "no Key Vault row for Azure China" in entries["key-vault"]["reason"]
    assert {entry["host"]: entry["by"] for entry in entries["key-vault"]["named_elsewhere"]} == {
        "<vault>.vault.azure.cn": "key-vault-firewall",
        "*.vault.azure.cn": "ours",
        "login.chinacloudapi.cn": "key-vault-firewall",
    }
    assert entries["defender"]["named_elsewhere"] == []


def test_catalog_check_counts_what_it_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check"]) == 0
    known = catalog()
    counted = f"{len(known.editions)} editions, {len(known.clouds)} clouds, {len(known.features)} features"
    assert counted in capsys.readouterr().out


def test_json_says_whose_claim_each_sentence_is(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(capsys, *SHOP, "--feature", "gpu", "--feature", "azure-monitor")
    reasons = [reason for rule in data["rules"] for reason in rule["reasons"] if rule["kind"] != "nat"]
    known = {"page", "ours", *catalog().sources}
    assert {reason[key] for reason in reasons for key in ("purpose_by", "if_refused_by")} <= known
    assert {"page", "ours", "agentbaker"} <= {reason["if_refused_by"] for reason in reasons}
    for rule in data["rules"]:
        assert " ".join(claim["text"] for claim in rule["remark_sources"]) == " ".join(rule["remarks"])
        assert {claim["by"] for claim in rule["remark_sources"]} <= known
    [tag] = [entry for entry in data["not_needed"] if entry["id"] == "azure-monitor-tag"]
    # What nobody answered is assumed by the planner; the rest of the reason keeps its own claims.
    assert tag["reason_by"] == "ours, page"
    assert " ".join(claim["text"] for claim in tag["reason_sources"]) == tag["reason"]


def test_the_table_of_a_plan_is_in_the_language_that_was_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No heading, mark or need is left in English; names of hosts, features, ids and facts are no words."""
    arguments = ["plan", "--region", "westeurope", "--feature", "azure-monitor", "--language", "zh"]
    assert main(arguments) == 0
    text = capsys.readouterr().out
    english = ("Need", "Kind", "Destination", "Service  ", "Asked for", "Why", "Not needed", "Routes", "Advisories",
               "Open points", "required", "optional", "application ", "network ", "[blocks]", "[warns]", "[info]",
               "[warning]", "Reason", "Next hop", "Prefix", "left out")  # fmt: skip
    assert [word for word in english if word in text] == []
