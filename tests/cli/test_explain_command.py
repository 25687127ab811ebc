"""``aks-egress explain``."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from planner.cli.__main__ import main
from tests.cli.running import refusal

PLAN = """\
format: 1
cluster:
  region: westeurope
  edition: "2026-07-02"
decisions:
  - {rule: core-packages, verdict: leave_out, reason: a mirror}
"""
DENIED = "HTTPS request from 10.42.0.5:51234 to mcr.microsoft.com:443. Action: Deny\n"
KEYS = ["host", "port", "verdict", "line", "rule_id", "feature", "reason"]


def answers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(["explain", *arguments, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_the_seven_questions_of_the_issue_have_their_seven_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answers(
        capsys,
        "shop-1a2b.hcp.westeurope.azmk8s.io",
        "westeurope.data.mcr.microsoft.com:443",
        "us.download.nvidia.com",
        "aksrepos.azurecr.io",
        "motd.ubuntu.com",
        "example.com",
        "--region",
        "westeurope",
    )
    assert [entry["verdict"] for entry in found] == [
        "allowed", "allowed", "feature_off", "retired", "reported", "unknown",
    ]  # fmt: skip
    assert [list(entry)[:7] for entry in found] == [KEYS] * 6
    assert found[0]["line"] == 1
    assert found[2]["feature"] == "gpu"
    assert found[5]["line"] is None


def test_a_feature_that_is_on_makes_its_host_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answers(capsys, "us.download.nvidia.com", "--region", "westeurope", "--feature", "gpu")
    assert (found["verdict"], found["rule_id"]) == ("allowed", "gpu-driver-download")


def test_without_a_region_any_regions_host_fits(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answers(capsys, "shop.hcp.northeurope.azmk8s.io")
    assert found["verdict"] == "allowed"
    assert "<location>" in found["reason"]


def test_a_plan_files_decisions_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = tmp_path / "shop.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    (found,) = answers(capsys, "packages.microsoft.com:443", "--plan", str(plan))
    assert (found["verdict"], found["line"], found["rule_id"]) == ("left_out", 7, "core-packages")
    assert "a mirror" in found["reason"]


def test_a_deny_log_is_read_from_a_file_and_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "deny.log"
    log.write_bytes((DENIED * 2 + "no host\n").encode("utf-16"))
    assert main(["explain", "--from", str(log), "--format", "json"]) == 0
    output = capsys.readouterr()
    (found,) = json.loads(output.out)
    assert (found["host"], found["port"], found["count"]) == ("mcr.microsoft.com", 443, 2)
    assert output.err == "note: line 3: No host or address was found here. 'no host'\n"


def test_a_deny_log_is_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DENIED.encode())))
    (found,) = answers(capsys, "mcr.microsoft.com:443", "--from", "-")
    assert found["count"] == 2


def test_the_table_is_for_people_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "mcr.microsoft.com", "--region", "westeurope"]) == 0
    assert "Line 2, mcr.microsoft.com (HTTPS:443)" in capsys.readouterr().out
    assert main(["explain", "mcr.microsoft.com", "--region", "westeurope", "--language", "zh"]) == 0
    assert "第 2 行" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a host"),
        (("nothing",), "is not HOST"),
        (("mcr.microsoft.com:99999",), "1 to 65535"),
        (("mcr.microsoft.com", "--cloud", "AzureMoon"), "not a known cloud"),
        (("mcr.microsoft.com", "--feature", "gpus"), "not a known feature"),
        (("--from", "no-such-file.log"), "not there"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refusal(capsys, "explain", *arguments)


def test_one_bad_argument_is_named_and_the_rest_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "nothing", "mcr.microsoft.com", "20.1.2.3/32", "--format", "json"]) == 0
    output = capsys.readouterr()
    assert [entry["host"] for entry in json.loads(output.out)] == ["mcr.microsoft.com", "20.1.2.3"]
    assert "'nothing' is not HOST" in output.err
    assert output.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes as a POSIX shell makes them")
def test_a_stream_of_the_shell_is_read_and_a_pipe_in_a_folder_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    os.write(writing, DENIED.encode())
    os.close(writing)
    try:
        (one, *_) = answers(capsys, "--from", f"/dev/fd/{reading}", "--region", "westeurope")
    finally:
        os.close(reading)
    assert one["count"] >= 1
    os.mkfifo(tmp_path / "pipe")
    assert "pipe or a device" in refusal(capsys, "explain", "--from", str(tmp_path / "pipe"))
    assert "closed" in refusal(capsys, "explain", "--from", "/dev/fd/987654")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "--language", "zh"], "请指定主机"),
        (["explain", "--language=zh", "--from", "no-such.log"], "文件不存在"),
        (["plan", "--language", "zh"], "请选择区域"),
        (["plan", "no-such.yaml", "--language", "zh"], "文件不存在"),
        (["plan", "--private-cluster", "--public-cluster", "--language", "zh"], "相互矛盾"),
        (["plan", "--private-cluster", "--public-cluster"], "contradict each other"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_that_was_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert said in refusal(capsys, *arguments)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "It names mcr.microsoft.com:443, a.b.net."), ("zh", "其中有 mcr.microsoft.com:443、a.b.net。")],
)
def test_what_a_sentence_names_is_offered_and_not_answered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, said: str
) -> None:
    log = tmp_path / "ticket.txt"
    log.write_text(
        "example.com:443\nmcr.microsoft.com:443 is served by a.b.net since May\n", encoding="utf-8"
    )
    assert main(["explain", "--from", str(log), "--format", "json", "--language", language]) == 0
    output = capsys.readouterr()
    assert [entry["host"] for entry in json.loads(output.out)] == ["example.com"]
    assert said in output.err


def test_what_is_odd_about_the_answers_is_said_beside_the_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "mcr.microsoft.com", "--region", "westeurop"]) == 0
    assert "westeurop is not in the list of regions" in capsys.readouterr().err
    assert main(["explain", "mcr.microsoft.com", "--region", "westeurope"]) == 0
    assert main(["explain", "mcr.microsoft.com"]) == 0
    assert capsys.readouterr().err == ""


def test_the_table_does_not_say_allowed_of_what_cannot_be_written_yet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["explain", "mcr.microsoft.com", "--region", "westeurope"]) == 0
    row = capsys.readouterr().out.splitlines()[-1]
    assert "in the plan, not yet written" in row
    assert "allowed" not in row
