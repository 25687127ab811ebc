"""``aks-egress import-cluster``: three lists, a plan file, and the same plan as from typed answers."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.cli.__main__ import main
from tests.cli.running import refusal, run_json
from tests.importers.cluster_files import FOLDER, SAMPLES, a_cluster, catalog, reading_of


def written(folder: Path, value: object, name: str = "cluster.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_json_has_the_profile_and_the_four_lists_and_nothing_else(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cluster = a_cluster(addonProfiles={"mystery": {"enabled": True}, "azurepolicy": {"enabled": "[x]"}})
    data = run_json(capsys, "import-cluster", str(written(tmp_path, cluster)))
    assert list(data) == ["profile", "read", "assumed", "ask", "ignored"]
    assert (data["profile"]["region"], data["profile"]["private_cluster"]) == ("westeurope", False)
    assert data["profile"]["konnectivity"] is None
    assert {"field": "region", "value": "westeurope", "path": "location"} in data["read"]
    absent = {"field": "authorized_ranges", "value": [], "path": "properties.apiServerAccessProfile"}
    (ranges,) = (entry for entry in data["read"] if entry["field"] == "authorized_ranges")
    assert {**ranges, "path": ""} == {**absent, "path": "", "there": False}
    assert {entry["field"] for entry in data["assumed"]} >= {"edition", "konnectivity"}
    policy = next(entry for entry in data["ask"] if entry["field"] == "features.azure-policy")
    assert policy["path"] == "properties.addonProfiles.azurepolicy.enabled"
    assert [entry["path"] for entry in data["ignored"]] == ["properties.addonProfiles.mystery"]


def typed(sample: str) -> list[str]:
    """Return the options that say what a cluster's JSON says."""
    request = reading_of(json.loads((FOLDER / sample).read_text(encoding="utf-8"))).request
    cluster = request.cluster
    options = ["--name", cluster.name, "--cloud", cluster.cloud, "--region", cluster.region]
    for feature in cluster.features:
        options += ["--feature", feature]
    for feature in cluster.unknown_features:
        options += ["--unknown", f"features.{feature}"]
    for fact in catalog().facts:
        value: Any = request.known(fact)
        if isinstance(value, bool):
            options.append(fact.options[0 if value else 1])
        elif isinstance(value, str):
            options += [fact.options[0], value]
        elif value is not None:
            options += [part for entry in value for part in (fact.options[0], entry)] or [fact.options[1]]
    return options


@pytest.mark.long
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_plan_is_the_same_as_from_typed_answers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, sample: str
) -> None:
    plan_file = tmp_path / "plan.yaml"
    assert main(["import-cluster", str(FOLDER / sample), "-o", str(plan_file)]) == 0
    capsys.readouterr()
    assert run_json(capsys, "plan", str(plan_file)) == run_json(capsys, "plan", *typed(sample))


def test_a_plan_typed_by_hand_is_the_imported_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan_file = tmp_path / "plan.yaml"
    sample = FOLDER / "aks-show-private-vnet-integration.arm.json"
    assert main(["import-cluster", str(sample), "-o", str(plan_file)]) == 0
    capsys.readouterr()
    by_hand = run_json(
        capsys, "plan", "--name", "cliakstest000002", "--region", "westus2", "--private-cluster",
        "--no-nodes-before-march-2021", "--outbound-type", "loadBalancer", "--vnet-integration",
        "--kubernetes-version", "1.25.6", "--network-plugin", "kubenet", "--pod-cidr", "10.244.0.0/16",
        "--no-authorized-ranges", "--no-http-proxy", "--no-network-isolated", "--api-server-host",
        "cliakstest-clitesteilitic65-79a739-eem6637z.hcp.westus2.azmk8s.io", "--private-api-server-host",
        "cliakstest-clitesteilitic65-79a739-o7qbidg1.20a82b0d-6617-4921-a4ee-fc09f8eeeba0.private.westus2.azmk8s.io",
        "--unknown", "features.cluster-extensions",
    )  # fmt: skip
    assert run_json(capsys, "plan", str(plan_file)) == by_hand


def test_whatever_the_import_asks_of_a_plan_its_readiness_asks_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan_file = tmp_path / "plan.yaml"
    source = written(tmp_path, a_cluster(addonProfiles={"azurepolicy": {"enabled": "[x]"}}))
    asked = run_json(capsys, "import-cluster", str(source), "-o", str(plan_file))["ask"]
    open_fields = {point["field"] for point in run_json(capsys, "plan", str(plan_file))["readiness"]}
    features = {entry["field"] for entry in asked if entry["field"].startswith("features")}
    assert "features.azure-policy" in features
    assert features <= open_fields


def test_the_api_server_s_own_name_stands_beside_the_wildcard(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def alternatives(**properties: Any) -> list[str]:
        plan_file = tmp_path / "plan.yaml"
        source = written(tmp_path, a_cluster(**properties))
        assert main(["import-cluster", str(source), "-o", str(plan_file), "--force"]) == 0
        capsys.readouterr()
        rules = run_json(capsys, "plan", str(plan_file))["rules"]
        rule = next(entry for entry in rules if entry["destinations"][0]["value"].startswith("*.hcp."))
        return [f"{entry['type']} {entry['value']}" for entry in rule["alternatives"]]

    assert "placeholder <name>.hcp.westeurope.azmk8s.io" in alternatives()
    host = "shop-1a2b.hcp.westeurope.azmk8s.io"
    assert f"fqdn {host}" in alternatives(fqdn=host)
    # A name that the wildcard does not take in is no tighter way.
    assert "placeholder <name>.hcp.westeurope.azmk8s.io" in alternatives(fqdn="a.b.hcp.westeurope.azmk8s.io")


def test_a_table_shows_read_assumed_and_must_ask_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sample = str(FOLDER / "aks-show-windows.cli.json")
    for language, titles in (
        ("en", ("Read from the cluster", "Assumed, nobody answered", "Must ask")),
        ("zh", ("从群集读取", "假定（未回答）", "必须询问")),
    ):
        assert main(["import-cluster", sample, "--language", language]) == 0
        shown = capsys.readouterr().out
        places = [shown.index(title) for title in titles]
        assert places == sorted(places)
        assert "agentPoolProfiles[1].osType" in shown


def test_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = json.dumps(a_cluster()).encode("utf-16")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run_json(capsys, "import-cluster", "-")["profile"]["name"] == "shop"
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input: it is closed" in refusal(capsys, "import-cluster", "-")


def test_several_clusters_are_named_and_one_is_chosen(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(written(tmp_path, [a_cluster("shop"), a_cluster("bank")]))
    assert "shop, bank" in refusal(capsys, "import-cluster", path)
    assert "shop, bank" in refusal(capsys, "import-cluster", path, "--cluster", "mill")
    assert run_json(capsys, "import-cluster", path, "--cluster", "bank")["profile"]["name"] == "bank"


def test_a_plan_file_that_is_there_is_written_over_only_by_force(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source, target = written(tmp_path, a_cluster()), tmp_path / "plan.yaml"
    target.write_text("mine", encoding="utf-8")
    assert "--force" in refusal(capsys, "import-cluster", str(source), "-o", str(target))
    assert target.read_text(encoding="utf-8") == "mine"
    assert main(["import-cluster", str(source), "-o", str(target), "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("format: 2")
    capsys.readouterr()
    assert "own JSON" in refusal(capsys, "import-cluster", str(source), "-o", str(source), "--force")


def test_a_refused_cluster_leaves_no_plan_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    refusal(capsys, "import-cluster", str(written(tmp_path, {"a": 1})), "-o", str(target))
    assert not target.exists()


def test_a_file_too_large_is_refused_before_it_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert "larger than 16 MB" in refusal(capsys, "import-cluster", str(path))


def test_an_unreadable_range_typed_as_an_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    line = refusal(capsys, "plan", "--region", "westeurope", "--authorized-range", "203.0.113.999/24")
    assert "203.0.113.999/24" in line


def test_a_plan_on_standard_output_is_a_plan_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = written(tmp_path, a_cluster())
    assert main(["import-cluster", str(source), "-o", "-"]) == 0
    output = capsys.readouterr().out
    plan_file = tmp_path / "plan.yaml"
    assert main(["import-cluster", str(source), "-o", str(plan_file)]) == 0
    assert output == plan_file.read_text(encoding="utf-8")
    assert not Path("-").exists()
