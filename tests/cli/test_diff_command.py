"""``aks-egress diff``: two plans, what differs, and which answer made it so."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.cli.__main__ import main
from planner.domain.omission import Omission
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.handover import export_context
from planner.session.plan_file import write_plan
from tests.cli.running import refusal, run_json
from tests.plans import SHOP, catalog, changed


def saved(folder: Path, name: str, **answers: Any) -> str:
    path = folder / name
    path.write_bytes(write_plan(changed(SHOP, **answers), catalog()))
    return str(path)


@pytest.fixture
def old(tmp_path: Path) -> str:
    return saved(tmp_path, "old.yaml", konnectivity=False, private_cluster=False, features=("gpu",))


def test_each_line_that_differs_names_the_answer_that_made_it_so(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = saved(tmp_path, "new.yaml", konnectivity=True, private_cluster=False, features=("azure-policy",))
    found = run_json(capsys, "diff", old, new)
    reasons = found["reasons"]
    added, removed = ({rule["id"] for rule in found[key]} for key in ("added", "removed"))
    assert "azure-policy-data" in added or any(name.startswith("azure-policy") for name in added)
    assert {reasons[name] for name in added} == {"Azure Policy: on"}
    tunnel = {name for name in removed if name.startswith("core-tunnel")}
    assert tunnel
    assert {reasons[name] for name in tunnel} == {"konnectivity: yes (was: no)"}
    assert {reasons[name] for name in removed - tunnel} == {"GPU node pools: off"}
    assert found["unchanged"] > 5
    assert found["changed"] == []
    for name in (*added, *removed):
        assert found["causes"][name]


def test_a_line_that_leads_or_comes_from_elsewhere_is_changed_from_what_to_what(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: dict[str, Any] = {"konnectivity": False, "private_cluster": False, "features": ("gpu",)}
    moved = saved(tmp_path, "moved.yaml", **answers, region="northeurope", node_subnets=("10.77.0.0/22",))
    found = run_json(capsys, "diff", old, moved)
    server = next(entry for entry in found["changed"] if entry["to"]["id"] == "core-api-server")
    assert server["what"] == ["destination", "sources"]
    assert "westeurope" in server["from"]["destinations"][0]["value"]
    assert "northeurope" in server["to"]["destinations"][0]["value"]
    # Neither does it alone: both are named.
    assert found["reasons"]["core-api-server"].startswith("region northeurope, ")
    assert "Node subnets: 10.77.0.0/22" in found["reasons"]["core-api-server"]
    assert found["reasons"]["core-registry"].startswith("Node subnets: 10.77.0.0/22 (was: ")


def test_a_plan_beside_an_edition_is_compared_by_its_own_answers(
    old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(capsys, "diff", "edition:2020-06-29", old)
    assert (found["old"]["edition"], found["new"]["edition"]) == ("2020-06-29", SHOP.cluster.edition)
    causes = {cause["kind"] for entries in found["causes"].values() for cause in entries}
    assert causes == {"edition"}
    back = run_json(capsys, "diff", old, "edition:2020-06-29")
    assert {rule["id"] for rule in back["removed"]} == {rule["id"] for rule in found["added"]}


def test_two_editions_are_compared_by_the_answers_of_options(capsys: pytest.CaptureFixture[str]) -> None:
    sides = ("edition:2020-03-10", "edition:2020-06-29")
    found = run_json(capsys, "diff", *sides, "--region", "westeurope")
    assert {rule["destinations"][0]["value"] for rule in found["removed"]} >= {"*.tun.westeurope.azmk8s.io"}
    assert "Choose a region" in refusal(capsys, "diff", *sides)


def test_the_same_plan_twice_differs_in_nothing(old: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, "diff", old, old)
    assert (found["added"], found["removed"], found["changed"], found["reasons"]) == ([], [], [], {})
    assert main(["diff", old, old]) == 0
    assert capsys.readouterr().out.strip().startswith("0 added, 0 removed, 0 changed, ")


def test_the_table_names_sign_line_and_cause_in_both_languages(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = saved(tmp_path, "new.yaml", konnectivity=True, private_cluster=False, features=("gpu",))
    assert main(["diff", old, new]) == 0
    assert "konnectivity: yes (was: no)" in capsys.readouterr().out
    assert main(["diff", old, new, "--language", "zh"]) == 0
    shown = capsys.readouterr().out
    assert "konnectivity：是（原为：否）" in shown
    assert "required" not in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("edition:1999", "edition:2020-06-29"), '"1999" is not a known edition'),
        (("no-such.yaml", "edition:2020-06-29"), "the file is not there"),
        (("{old}", "{old}", "--region", "eastus"), "--region is for two editions"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    arguments: tuple[str, ...], words: str, old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refusal(capsys, "diff", *(argument.replace("{old}", old) for argument in arguments))


def test_a_left_out_line_is_not_asked_for_and_the_omission_is_the_cause(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "left.yaml"
    text = Path(old).read_text(encoding="utf-8")
    omission = "omissions:\n- {rule: core-registry, reason: a mirror inside}\n"
    path.write_text(text.replace("omissions: []\n", omission), encoding="utf-8")
    found = run_json(capsys, "diff", old, str(path))
    assert [rule["id"] for rule in found["removed"]] == ["core-registry"]
    assert found["reasons"] == {"core-registry": "what was left out"}
    assert json.dumps(found)


# --- a workbook on one side ---


def workbook(folder: Path, name: str, decisions: tuple[str, ...] = (), **answers: Any) -> str:
    request = changed(SHOP, **answers)
    made = plan(request, catalog())
    book = load_workbook(
        io.BytesIO(
            workbook_bytes(
                export_context(request, made, catalog(), "en", datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
            )
        )
    )
    for row, word in enumerate(decisions, start=4):
        book["Rules"].cell(row, 7, word)
    path = folder / name
    book.save(path)
    return str(path)


def test_a_workbook_equals_the_plan_it_was_made_of(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: dict[str, Any] = {"konnectivity": False, "private_cluster": False, "features": ("gpu",)}
    sent = workbook(tmp_path, "sent.xlsx", **answers)
    for sides in ((sent, old), (old, sent), (sent, sent)):
        assert main(["diff", *sides, "--format", "json"]) == 0
        output = capsys.readouterr()
        found = json.loads(output.out)
        assert (found["added"], found["removed"], found["changed"]) == ([], [], [])
        assert found["unchanged"] == len(plan(changed(SHOP, **answers), catalog()).included_rules())
        assert found["routes"] is None
        assert "holds no decision" in output.err
    assert found["old"] == found["new"]


def test_what_was_not_approved_is_added_with_what_was_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = saved(tmp_path, "new.yaml", features=("gpu",))
    ids = [rule.id for rule in plan(changed(SHOP), catalog()).included_rules()]
    sent = workbook(tmp_path, "back.xlsx", ("Approve",) * (len(ids) - 2) + ("Reject",))
    assert main(["diff", sent, new, "--format", "json"]) == 0
    output = capsys.readouterr()
    found = json.loads(output.out)
    added = {rule["id"] for rule in found["added"]}
    assert set(ids[-2:]) <= added
    assert added - set(ids[-2:]) == {rule["id"] for rule in found["added"] if "gpu" in rule["features"]}
    assert found["unchanged"] == len(ids) - 2
    assert found["reasons"][ids[-2]] == "not approved in the workbook (rejected)"
    assert found["reasons"][ids[-1]] == "not approved in the workbook (open)"
    assert "its " + str(len(ids) - 2) + " approved lines are compared" in output.err
    assert main(["diff", sent, new, "--language", "zh"]) == 0
    output = capsys.readouterr()
    assert "在工作簿中未批准（已拒绝）" in output.out
    assert "不比较路由" in output.out


def test_a_workbook_of_an_older_edition_names_the_edition_where_that_alone_makes_the_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = saved(tmp_path, "new.yaml")
    sent = workbook(tmp_path, "old.xlsx", edition="2020-06-29")
    found = run_json(capsys, "diff", sent, new)
    by_plan = run_json(capsys, "diff", "edition:2020-06-29", new)
    for key in ("added", "removed"):
        assert {rule["id"] for rule in found[key]} == {rule["id"] for rule in by_plan[key]}
    assert found["added"]
    for rule in found["added"]:
        assert found["causes"][rule["id"]] == [{"kind": "edition", "name": SHOP.cluster.edition}]
    back = run_json(capsys, "diff", new, sent)
    assert {rule["id"] for rule in back["removed"]} == {rule["id"] for rule in found["added"]}
    assert back["causes"][back["removed"][0]["id"]] == [{"kind": "edition", "name": "2020-06-29"}]


def test_other_sources_are_a_change_from_what_to_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = saved(tmp_path, "new.yaml", node_subnets=("10.77.0.0/22",))
    found = run_json(capsys, "diff", workbook(tmp_path, "sent.xlsx"), new)
    assert not found["added"]
    first = found["changed"][0]
    assert first["what"] == ["sources"]
    assert (first["from"]["sources"], first["to"]["sources"]) == (
        list(SHOP.cluster.node_subnets),
        ["10.77.0.0/22"],
    )
    assert first["from"]["purpose"]
    assert found["reasons"] == {}


def test_what_cannot_be_compared_with_a_workbook_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = workbook(tmp_path, "sent.xlsx")
    assert "holds no answers" in refusal(capsys, "diff", sent, "edition:2020-06-29")
    assert "holds no answers" in refusal(capsys, "diff", "edition:2020-06-29", sent)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no zip")
    assert "no workbook" in refusal(capsys, "diff", str(tmp_path / "broken.xlsx"), sent)


def test_a_line_that_went_and_stays_open_through_a_wider_one_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    china: dict[str, Any] = {
        "cloud": "AzureChinaCloud",
        "region": "chinanorth2",
        "pods_call_api_server": False,
    }
    request = changed(SHOP, Omission("core-api-server", "a proxy does it"), **china)
    new = tmp_path / "new.yaml"
    new.write_bytes(write_plan(request, catalog()))
    before = saved(tmp_path, "before.yaml", **china)
    found = run_json(capsys, "diff", before, str(new))
    (gone,) = found["removed"]
    assert gone["still_open_through"]
    assert main(["diff", before, str(new)]) == 0
    assert "but still open through line" in capsys.readouterr().out
    assert main(["diff", before, str(new), "--language", "zh"]) == 0
    assert "仍可通过第" in capsys.readouterr().out


def test_a_route_to_another_hop_went_and_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = saved(tmp_path, "before.yaml", firewall_private_ip="10.0.1.4")
    moved = saved(tmp_path, "moved.yaml", firewall_private_ip="10.0.1.5")
    found = run_json(capsys, "diff", before, moved)
    assert found["routes"] == {"added": ["0.0.0.0/0"], "removed": ["0.0.0.0/0"]}
    assert main(["diff", before, moved]) == 0
    assert "+ route 0.0.0.0/0 → 10.0.1.5" in capsys.readouterr().out
