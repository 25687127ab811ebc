"""``aks-egress export``: files, notices, refusals; and the picture of the path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli.__main__ import main

PLAN = """\
format: 1
cluster: {name: shop-prod, region: westeurope, edition: 2026-07-02, node_subnets: [10.42.0.0/22], konnectivity: false}
traffic:
  firewall_private_ip: 10.0.1.4
  firewall_public_ip: 203.0.113.10
  inbound:
    - {name: web, exposure: public, protocol: TCP, port: 443, internal_ip: 10.42.0.200, remedy: internal-load-balancer}
answered: [pods_call_api_server]
"""
WHOLE = """\
format: 2
cluster:
  name: shop-prod
  region: westeurope
  edition: 2026-07-02
  node_subnets: [10.42.0.0/22]
  pods_call_api_server: false
firewall: {private_ip: 10.0.1.4}
"""
TAGS = {
    "changeNumber": 363,
    "cloud": "Public",
    "values": [
        {
            "name": "AzureCloud.westeurope",
            "id": "AzureCloud.westeurope",
            "properties": {"changeNumber": 9, "region": "westeurope", "addressPrefixes": ["13.69.0.0/17"]},
        }
    ],
}


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.usefixtures("qapp")  # the PDF is drawn by Qt
def test_every_target_writes_files_named_after_the_cluster(plan_file: Path, tmp_path: Path) -> None:
    assert main(["targets", "--format", "json"]) == 0
    folder = tmp_path / "new" / "folder"
    targets = [
        "xlsx",
        "csv",
        "rules-as-code-csv",
        "pdf",
        "azure-cli",
        "arm",
        "bicep",
        "terraform",
        "powershell",
    ]
    targets += ["panos", "fortios", "checkpoint", "squid", "network-policy"]
    arguments = [word for target in targets for word in ("--target", target)]
    assert main(["export", str(plan_file), *arguments, "--output", str(folder)]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"shop-prod.xlsx", "shop-prod.csv", "shop-prod.rules-as-code.csv", "shop-prod.pdf"} <= names
    assert {"shop-prod.azure-cli.sh", "shop-prod.azure-cli.rollback.sh", "notices.json"} <= names
    assert all(name.startswith("shop-prod.") or name == "notices.json" for name in names)
    assert all((folder / name).stat().st_size for name in names)


def test_notices_go_to_stderr_and_into_a_file(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(plan_file), "--target", "panos", "--output", str(tmp_path)]) == 0
    output = capsys.readouterr()
    notices = json.loads((tmp_path / "notices.json").read_text(encoding="utf-8"))
    assert {"core-tunnel-udp", "inbound-web-tcp-443"} <= {entry["rule"] for entry in notices}
    assert all(entry["text"] and entry["advice"] for entry in notices)
    assert output.err.count("notice: panos") == len(notices)


def test_service_tag_file_turns_tags_into_prefixes_for_firewalls_that_know_none(
    plan_file: Path, tmp_path: Path
) -> None:
    tags = tmp_path / "ServiceTags_Public.json"
    tags.write_text(json.dumps(TAGS), encoding="utf-8")
    arguments = ["export", str(plan_file), "--target", "fortios", "--output", str(tmp_path)]
    assert main([*arguments, "--service-tags", str(tags)]) == 0
    text = next(tmp_path.glob("*.fortios.conf")).read_text(encoding="utf-8")
    assert "13.69.0.0" in text
    assert "363" in text
    rules = {entry["rule"] for entry in json.loads((tmp_path / "notices.json").read_text(encoding="utf-8"))}
    assert "core-tunnel-udp" not in rules


def test_strict_writes_nothing_when_something_cannot_be_said(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["export", str(plan_file), "--target", "squid", "--output", str(folder), "--strict"]) == 2
    assert "Nothing was written" in capsys.readouterr().err
    assert not folder.exists()


def test_strict_passes_when_everything_was_said(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    arguments = [
        "export",
        str(path),
        "--target",
        "arm",
        "--target",
        "xlsx",
        "--output",
        str(tmp_path),
        "--strict",
    ]
    assert main(arguments) == 0
    assert json.loads((tmp_path / "notices.json").read_text(encoding="utf-8")) == []


def test_strict_refuses_while_a_line_rests_on_an_address_that_nobody_gave(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "open.yaml"
    path.write_text(WHOLE.replace("api_server: false", "api_server: unknown"), encoding="utf-8")
    arguments = ["export", str(path), "--target", "arm", "--output", str(tmp_path / "out"), "--strict"]
    assert main(arguments) == 2
    assert "core-api-server-address" in capsys.readouterr().err
    path.write_text(path.read_text().replace("unknown", "true\n  api_server_ip: 198.51.100.24"))
    assert main(arguments) == 0


def test_fqdn_tag_is_a_choice_of_azure_targets(plan_file: Path, tmp_path: Path) -> None:
    arguments = ["export", str(plan_file), "--target", "arm", "--output", str(tmp_path), "--fqdn-tag", "tag"]
    assert main(arguments) == 0
    assert "AzureKubernetesService" in next(tmp_path.glob("*.arm.json")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--target", "pdff", "--output", "x"], 'Did you mean "pdf"?'),
        (["--target", "xlsx"], "--output"),
        (["--output", "x"], "--target"),
        (["--target", "panos", "--output", "x", "--service-tags", "nowhere.json"], "nowhere.json"),
        (["--target", "xlsx", "--output", "{plan}"], "shop.yaml"),
    ],
)
def test_refusal_is_one_line(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    given = [word.replace("{plan}", str(plan_file)) for word in arguments]
    assert main(["export", str(plan_file), *given]) == 2
    output = capsys.readouterr()
    assert words in output.err
    assert output.err.count("\n") == 1


def test_plan_with_an_unreadable_address_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\ncluster: {region: eastus, api_server_ip: 10.0.1.400}\n", encoding="utf-8")
    assert main(["export", str(path), "--target", "csv", "--output", str(tmp_path)]) == 2
    assert "10.0.1.400 is not an IPv4 address" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]


def test_diagram_is_an_svg_with_the_path_in_words(plan_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "path.svg"
    assert main(["diagram", str(plan_file), "-o", str(picture)]) == 0
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "10.42.0.200" in text


def test_diagram_of_an_unknown_service_is_refused(plan_file: Path, tmp_path: Path) -> None:
    assert main(["diagram", str(plan_file), "-o", str(tmp_path / "x.svg"), "--service", "shop"]) == 2


@pytest.mark.long
def test_killed_export_leaves_the_old_files_whole(plan_file: Path, tmp_path: Path) -> None:
    import subprocess
    import sys
    import time
    import zipfile

    folder = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "planner.cli",
        "export",
        str(plan_file),
        "--target",
        "xlsx",
        "--target",
        "csv",
    ]
    command += ["--output", str(folder)]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    whole = time.monotonic() - started
    for share in (0.5, 0.7, 0.85, 0.95, 1.0):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * share)
        process.kill()
        process.wait(timeout=10)
        assert zipfile.ZipFile(folder / "shop-prod.xlsx").testzip() is None
        assert (folder / "shop-prod.csv").read_bytes().endswith(b"\r\n")
