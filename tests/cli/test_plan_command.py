"""``aks-egress plan``: the JSON shape, answers from options and files, and every refusal on one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli.__main__ import main
from planner.session.plan_file import read_plan

SHOP = [
    "plan", "--cloud", "AzureCloud", "--region", "westeurope", "--edition", "2026-07-02",
    "--node-subnet", "10.42.0.0/22", "--firewall-private-ip", "10.0.1.4", "--firewall-public-ip", "203.0.113.10",
]  # fmt: skip


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "Traceback" not in output.err
    return output.err


def test_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(
        capsys, *SHOP, "--feature", "gpu", "--feature", "windows", "--inbound", "web:public:TCP:443"
    )
    assert data["format"] == 1
    assert data["edition"] == "2026-07-02"
    assert data["profile"]["features"] == ["gpu", "windows"]
    rule = data["rules"][0]
    assert rule["kind"] in ("application", "network", "nat")
    assert rule["sources"] == ["10.42.0.0/22"]
    assert rule["destinations"] == [{"type": "fqdn", "value": "*.hcp.westeurope.azmk8s.io"}]
    assert rule["services"] == ["HTTPS:443"]
    assert set(rule["source"]) >= {"page", "section"}
    assert rule["covered_by"] is None
    assert set(data["not_needed"][0]) >= {"id", "features", "destinations", "services", "reason"}
    route = data["routes"][0]
    assert (route["prefix"], route["next_hop_type"], route["next_hop"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        "10.0.1.4",
    )
    first = data["advisories"][0]
    assert (first["id"], first["severity"]) == ("asymmetric-routing", "warning")
    assert {"id", "title"} <= set(first["remedies"][0])


def test_every_offered_remedy_puts_a_nat_rule_into_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    inbound = ["--inbound", "web:public:TCP:443:203.0.113.80"]
    offered = run_json(capsys, *SHOP, *inbound)["advisories"][0]["remedies"]
    assert [remedy["id"] for remedy in offered] == ["internal-load-balancer", "host-route"]
    for remedy in offered:
        data = run_json(capsys, *SHOP, *inbound, "--remedy", remedy["id"])
        assert [rule["kind"] for rule in data["rules"]].count("nat") == 1
        assert (
            next(entry for entry in data["advisories"] if entry["id"] == "asymmetric-routing")["decided"]
            == remedy["id"]
        )


def test_assumed_answers_are_those_that_nobody_gave(capsys: pytest.CaptureFixture[str]) -> None:
    data = run_json(capsys, *SHOP, "--no-konnectivity")
    assert "konnectivity" not in data["profile"]["assumed"]
    assert "private_cluster" in data["profile"]["assumed"]


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
    assert read_plan(path.read_bytes(), "plan.yaml").profile.inbound[0].name == "a:b"
    assert run_json(capsys, "plan", str(path)) == run_json(capsys, *answers)


def test_options_override_the_plan_files_answers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\ncluster: {region: eastus, edition: 2026-07-02}\n", encoding="utf-8")
    data = run_json(capsys, "plan", str(path), "--region", "norwayeast", "--no-konnectivity")
    assert data["profile"]["region"] == "norwayeast"
    assert "AzureCloud.norwaye" in [rule["destinations"][0]["value"] for rule in data["rules"]]


def test_table_shows_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SHOP) == 0
    output = capsys.readouterr().out
    assert "9 required, 4 optional, 5 not needed" in output
    assert "mcr.microsoft.com" in output


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


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"format: 2\n", "has format 2; this planner reads format 1"),
        (b"format: 1\ncluster:\n  regoin: eastus\n", 'line 3: "regoin" is not a known key. Did you mean "region"?'),
        (b"format: 1\ncluster: {region: eastus}\ncluster: {}\n", 'line 3: the key "cluster" stands twice'),
        (b"format: 1\ncluster: {name: 5}\n", "Put it in quotes"),
        (b"cluster: {}\n", "no plan file"),
        (b"", "no plan file"),
        (b"[1, 2", "not YAML"),
        (b"format: 1\ntraffic: {inbound: [{name: a, exposure: public, protocol: TCP, port: 70000}]}\n", "65535"),
        (b"format: 1\ntraffic: {outbound_type: magic}\n", "magic"),
        (b"format: 1\nanswered: [weather]\n", "weather"),
        (b"\x00\x01", "line 1"),
        (b"\xff\xfe", "UTF-8"),
    ],
)  # fmt: skip
def test_bad_plan_file_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_bytes(content)
    message = refusal(capsys, "plan", str(path))
    assert "shop.yaml" in message
    assert words in message


def test_huge_file_is_refused_without_reading_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    assert "4 MB" in refusal(capsys, "plan", str(path))


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
    assert "Azure China has no Key Vault row" in entries["key-vault"]["reason"]


def test_catalog_check_counts_what_it_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "check"]) == 0
    assert "2 editions, 3 clouds, 13 features" in capsys.readouterr().out
