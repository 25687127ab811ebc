"""Plan files at the terminal: what is wrong is named with its line, and options go before the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.cli.__main__ import main
from tests.cli.running import refusal, run_json

PLACED = """\
format: 1
cluster:
  region: {region}
  edition: {edition}
  custom_dns:
    - 10.0.0.4
    - {dns}
features:
  on: [gpu, {feature}]
traffic:
  firewall_private_ip: {firewall}
"""
FINE = {
    "region": "eastus", "edition": "2026-07-02", "dns": "10.0.0.5", "feature": "windows", "firewall": "10.0.1.4",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "line", "words"),
    [
        ("region", "eu.west", 3, "cannot be a region's name"),
        ("region", '""', 3, "Choose a region"),
        ("edition", "2019-01-01", 4, "is not a known edition"),
        ("dns", "dns.local", 7, "dns.local is not an IPv4 address"),
        ("feature", "windos", 9, "is not a known feature"),
        ("firewall", "10.0.1.400", 11, "10.0.1.400 is not an IPv4 address"),
    ],
)
@pytest.mark.parametrize("command", ["plan", "export", "diagram"])
def test_value_that_cannot_be_is_named_with_the_plan_files_line(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    name: str,
    value: str,
    line: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    more = {"plan": [], "export": ["--target", "csv", "--output", "out"], "diagram": ["-o", "x.svg"]}
    Path("shop.yaml").write_text(PLACED.format(**{**FINE, name: value}), encoding="utf-8")
    message = refusal(capsys, command, "shop.yaml", *more[command])
    assert message.startswith(f"aks-egress: shop.yaml, line {line}: ")
    assert words in message


@pytest.mark.parametrize(
    "options",
    [
        ["--region", "eu.west"],
        ["--edition", "2019-01-01"],
        ["--feature", "windos"],
        ["--without-feature", "windos"],
        ["--without-feature", "core"],
        ["--vault-certificates", "istoi"],
        ["--vault-certificates", "gpu"],
        ["--firewall-private-ip", "10.0.1.400"],
        ["--custom-dns", "dns.local"],
        ["--feature", "dev-spaces"],
        ["--remedy", "host-route"],
    ],
)
def test_value_of_an_option_is_refused_without_naming_the_plan_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str]
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(PLACED.format(**FINE), encoding="utf-8")
    assert "shop.yaml" not in refusal(capsys, "plan", str(path), *options)


def test_an_option_takes_the_place_of_what_the_plan_file_has_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(PLACED.format(**FINE | {"region": "eu.west"}), encoding="utf-8")
    assert run_json(capsys, "plan", str(path), "--region", "eastus")["profile"]["region"] == "eastus"


def test_features_are_added_to_the_plan_files_and_taken_out_by_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(
        PLACED.format(**FINE).replace("[gpu, windows]", "[gpu, istio]\n  vault_certificates: [istio]"),
        encoding="utf-8",
    )
    data = run_json(capsys, "plan", str(path), "--feature", "windows", "--feature", "gpu")
    assert data["profile"]["features"] == ["gpu", "istio", "windows"]
    assert data["profile"]["istio.vault_certificates"] is True
    data = run_json(capsys, "plan", str(path), "--feature", "windows", "--without-feature", "istio")
    assert data["profile"]["features"] == ["gpu", "windows"]
    assert "key-vault" not in {name for rule in data["rules"] for name in rule["features"]}
    assert "features" not in data["profile"]["assumed"]


def test_what_is_odd_but_can_be_planned_is_a_note_on_stderr(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(PLACED.format(**FINE), encoding="utf-8")
    assert main(["plan", str(path)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["plan", str(path), "--region", "chinaeast2"]) == 0
    assert capsys.readouterr().err.startswith("note: chinaeast2 is a region of Azure China.")
    assert main(["plan", str(path), "--region", "chinaeast2", "--language", "zh"]) == 0
    assert capsys.readouterr().err.startswith("note: chinaeast2 是")
    path.write_text(PLACED.format(**FINE | {"region": "chinaeast2"}), encoding="utf-8")
    assert main(["export", str(path), "--target", "csv", "--output", str(tmp_path / "out")]) == 0
    assert "note: chinaeast2 is a region of Azure China." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"format: 3\n", "has format 3; this planner reads format 2"),
        (b"format: 2\ncluster:\n  konectivity: no\n", '"konectivity" is not a known key. Did you mean "konnectivity"?'),
        (b"format: 2\ncluster:\n  konnectivity: maybe\n", 'line 3: "konnectivity" has to be true or false, or unknown'),
        (b"format: 2\ntraffic: {outbound_type: magic}\n", 'line 2: "magic" is not a known answer. Known: '),
        (b"format: 2\nanswered: [konnectivity]\n", '"answered"'),
        (b"format: 1\ncluster:\n  regoin: eastus\n", 'line 3: "regoin" is not a known key. Did you mean "region"?'),
        (b"format: 1\ncluster: {region: eastus}\ncluster: {}\n", 'line 3: the key "cluster" stands twice'),
        (b"format: 1\ncluster: {name: 5}\n", "Put it in quotes"),
        (b"cluster: {}\n", "no plan file"),
        (b"", "no plan file"),
        (b"[1, 2", "not YAML"),
        (b"format: 1\ntraffic: {inbound: [{name: a, exposure: public, protocol: TCP, port: 70000}]}\n", "65535"),
        (b"format: 1\ntraffic: {outbound_type: magic}\n", '"magic". Use one of: loadBalancer, managedNATGateway'),
        (b"format: 99999999999999999999\n", "has format 99999999999999999999; this planner reads format 2"),
        (b"format: true\n", 'line 1: "format" holds no format of a plan file'),
        (b"format: 0\n", 'line 1: "format" holds no format of a plan file'),
        (b"x: [" + b"1," * 200_001 + b"1]\n", "more than 200,000 values"),
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


def test_huge_plan_file_is_refused_without_reading_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # 100 GB: whoever reads it, in whatever way, does not come back from this test.
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000_000)
    for command in (["plan"], ["export", "--target", "csv", "--output", str(tmp_path / "out")]):
        assert "4 MB" in refusal(capsys, *command, str(path))
