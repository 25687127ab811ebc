"""Kept work as files: whole, newest first, and damaged ones do no harm."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.session import recent
from planner.session.opening import open_plan
from planner.session.recovery import SUFFIX, KeptWork, discard, keep, kept_in, read_kept
from tests.plans import catalog, unanswered

MOMENT = datetime(2026, 7, 2, 14, 5, tzinfo=UTC)
WORK = KeptWork(
    unanswered(name="shop-prod", region="westeurope", private_cluster=False, custom_dns=()), "", MOMENT
)
ENTRY = recent.RecentPlan(
    "/plans/a.yaml", "a", "West Europe", "西欧", "2026-07-02", 28, 4, "2026-07-02T14:05"
)


def test_kept_work_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "recovery" / f"one{SUFFIX}"
    keep(path, WORK, catalog())
    assert read_kept(path, catalog()) == WORK


def test_work_that_was_kept_before_format_2_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / f"one{SUFFIX}"
    plan = "format: 1\ncluster: {name: shop-prod, region: westeurope, konnectivity: true}\n"
    kept = {"format": 1, "plan_path": "", "kept_at": MOMENT.isoformat(), "plan": plan}
    path.write_text(json.dumps(kept), encoding="utf-8")
    work = read_kept(path, catalog())
    assert work is not None
    assert work.request.cluster.name == "shop-prod"
    assert not work.request.cluster.facts


def test_kept_work_is_named_by_the_cluster_or_else_by_its_file() -> None:
    assert WORK.name == "shop-prod"
    nameless = Request()
    assert KeptWork(nameless, str(Path("plans") / "shop.yaml"), MOMENT).name == "shop"
    assert KeptWork(nameless, "", MOMENT).name == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 2, "plan": "", "plan_path": "", "kept_at": ""}',
        b'{"format": 1, "plan": "format: 1", "plan_path": "", "kept_at": "yesterday"}',
        b'{"format": 1, "plan": "format: 2\\nfirewall: {ip: 10.0.1.4}", "plan_path": "", '
        b'"kept_at": "2026-07-02T14:05:00+00:00"}',
        b'{"format": 1, "plan": "nothing: here", "plan_path": "", "kept_at": "2026-07-02T14:05:00+00:00"}',
        b"\xff\xfe\x00",
    ],
)
def test_damaged_kept_work_reads_as_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"one{SUFFIX}"
    path.write_bytes(content)
    assert read_kept(path, catalog()) is None


def test_files_with_kept_work_come_newest_first_and_others_are_left_alone(tmp_path: Path) -> None:
    for age, name in ((300, "old"), (100, "new"), (200, "middle")):
        path = tmp_path / f"{name}{SUFFIX}"
        keep(path, WORK, catalog())
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "new.lock").write_text("")
    assert [path.stem for path in kept_in(tmp_path)] == ["new", "middle", "old"]
    assert kept_in(tmp_path / "missing") == ()


def test_discarding_twice_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / f"one{SUFFIX}"
    keep(path, WORK, catalog())
    discard(path)
    discard(path)
    assert not path.exists()


def test_a_plan_without_an_edition_opens_with_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\ncluster: {region: westeurope}\n", encoding="utf-8")
    assert open_plan(path, catalog()).cluster.edition == catalog().newest_edition.id


def test_a_missing_plan_a_folder_and_a_huge_file_are_refused_by_name(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    huge.write_bytes(b"#" * 4_000_001)
    for path in (tmp_path / "missing.yaml", tmp_path, huge):
        with pytest.raises(FileProblem, match=path.name):
            open_plan(path, catalog())


def test_recent_plans_hold_each_file_once_newest_first_and_eight_at_most() -> None:
    plans: tuple[recent.RecentPlan, ...] = ()
    for number in [*range(10), 3]:
        plans = recent.with_added(plans, replace(ENTRY, path=f"/plans/{number}.yaml"))
    names = [Path(plan.path).stem for plan in plans]
    assert names == ["3", "9", "8", "7", "6", "5", "4", "2"]


def test_recent_plans_are_read_back_as_they_were() -> None:
    assert recent.from_text(recent.to_text([ENTRY])) == (ENTRY,)
    assert ENTRY.used() == datetime(2026, 7, 2, 14, 5)


@pytest.mark.parametrize("text", ["", "{", "{}", "7", '[{"path": "/a"}]', '[null, 3, "a"]'])
def test_damaged_settings_give_no_recent_plans(text: str) -> None:
    assert recent.from_text(text) == ()
