"""``aks-egress approvals``: what came back, in a table and as JSON, and kept in the plan where that is asked for."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli.__main__ import main
from planner.session.plan_file import read_plan, write_plan
from tests.cli.running import refusal
from tests.plans import SHOP, catalog
from tests.unit.test_approvals import APPROVE, REJECT, decide, decide_routes, exported, rules, saved


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_bytes(write_plan(SHOP, catalog()))
    return path


def workbook(folder: Path, words: list[str]) -> str:
    book = exported()
    decide(rules(book), words)
    path = folder / "back.xlsx"
    path.write_bytes(saved(book))
    return str(path)


def test_a_workbook_that_is_decided_whole_ends_with_0(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = workbook(tmp_path, [APPROVE, REJECT])
    assert main(["approvals", str(plan_file), back, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["decisions"][0]) == {"rule_id", "state", "by", "on", "comment"}
    assert {entry["state"] for entry in found["decisions"]} == {"approved", "rejected"}
    assert sum(found["counts"].values()) == len(found["decisions"])
    assert found["problems"] == []
    assert found["overall"]["state"] == "pending"


def test_what_is_open_ends_with_3_and_what_a_refused_line_breaks_is_said(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = workbook(tmp_path, [REJECT, ""])
    assert main(["approvals", str(plan_file), back]) == 3
    table = capsys.readouterr().out
    assert "Refused, this breaks:" in table
    assert " open, " in table.splitlines()[-1]


def test_nothing_is_written_unless_it_is_asked_for(plan_file: Path, tmp_path: Path) -> None:
    before = plan_file.read_bytes()
    back = workbook(tmp_path, [APPROVE, ""])
    main(["approvals", str(plan_file), back])
    assert plan_file.read_bytes() == before
    main(["approvals", str(plan_file), back, "--write"])
    kept = read_plan(plan_file.read_bytes(), "shop.yaml", catalog()).approvals
    # The line that was left open is kept too: without it, nobody could tell that this plan was decided on.
    assert {entry.state for entry in kept} == {"approved", "pending"}
    assert all(entry.file == "back.xlsx" for entry in kept)
    assert main(["plan", str(plan_file)]) == 0


def test_a_file_that_is_no_workbook_ends_with_2(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "back.xlsx"
    other.write_bytes(b"no")
    assert "no workbook" in refusal(capsys, "approvals", str(plan_file), str(other), "--write")
    assert read_plan(plan_file.read_bytes(), "shop.yaml", catalog()).approvals == ()


def test_a_comment_that_is_markup_or_moves_the_cursor_stays_one_line(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = workbook(tmp_path, [APPROVE])
    book = load_workbook(io.BytesIO(Path(back).read_bytes()))
    rules(book).cell(4, 10).value = "<b>x</b>\n\u202eevil"
    Path(back).write_bytes(saved(book))
    main(["approvals", str(plan_file), back])
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "<b>x</b>" in out


def test_scripts_hold_what_was_approved_once_it_was_read(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ["export", str(plan_file), "--target", "bicep", "--output", str(out)]
    assert "no approval was read" in refusal(capsys, *asked, "--only", "approved")
    main(["approvals", str(plan_file), workbook(tmp_path, [APPROVE, REJECT]), "--write"])
    capsys.readouterr()

    def written(*more: str) -> str:
        assert main([*asked, *more]) == 0
        text = (out / "shop-prod.bicep").read_text(encoding="utf-8")
        return "\n".join(line for line in text.splitlines() if not line.startswith("//"))

    assert "mcr.microsoft.com" in written("--only", "all")
    alone = written()
    assert alone == written("--only", "approved")
    assert "azmk8s.io" in alone
    assert "'mcr.microsoft.com'" not in alone


def test_lines_without_an_approval_are_an_open_point(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["approvals", str(plan_file), workbook(tmp_path, [APPROVE, REJECT, ""]), "--write"])
    capsys.readouterr()
    main(["plan", str(plan_file), "--format", "json"])
    points = {point["id"]: point for point in json.loads(capsys.readouterr().out)["readiness"]}
    assert points["not-approved"]["severity"] == "warns"
    assert "rejected" in points["not-approved"]["cost"]


def test_routes_stand_in_table_json_and_counts_with_what_breaks(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = workbook(tmp_path, [APPROVE])
    book = load_workbook(io.BytesIO(Path(back).read_bytes()))
    decide_routes(book, [REJECT])
    Path(back).write_bytes(saved(book))
    assert main(["approvals", str(plan_file), back, "--format", "json", "--write"]) == 0
    found = json.loads(capsys.readouterr().out)
    last = found["decisions"][-1]
    assert (last["rule_id"], last["state"]) == ("route:0.0.0.0/0", "rejected")
    assert found["counts"]["rejected"] == 1
    main(["plan", str(plan_file), "--format", "json"])
    (route,) = json.loads(capsys.readouterr().out)["routes"]
    assert route["id"] == last["rule_id"]
    kept = read_plan(plan_file.read_bytes(), "shop.yaml", catalog()).approvals
    assert route["fingerprint"] == next(e.fingerprint for e in kept if e.rule_id == route["id"])
    assert main(["approvals", str(plan_file), back, "--language", "zh"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "VirtualAppliance" in line)
    assert row.startswith("路由  0.0.0.0/0 → VirtualAppliance 10.0.1.4  已拒绝")
    assert "不放行的后果：" in row


def test_a_workbook_that_did_not_ask_about_routes_ends_with_3_and_says_so_once(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = workbook(tmp_path, [APPROVE])
    book = load_workbook(io.BytesIO(Path(back).read_bytes()))
    book.remove(book["Routing and NAT"])
    Path(back).write_bytes(saved(book))
    assert main(["approvals", str(plan_file), back]) == 3
    assert capsys.readouterr().out.count("did not ask about routes") == 1
