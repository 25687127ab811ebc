"""Which recent plans a newer edition touches, whatever their files hold; and which plans stay at their edition."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.request import Request
from planner.session import kept_editions
from planner.session.kept_editions import KeptEdition, with_kept
from planner.session.plan_file import write_plan
from planner.session.recent import RecentPlan
from planner.session.recent_editions import RecentReading, RecentState, read_recent
from tests.plans import SHOP, catalog, changed

OLDEST, OLD, NEW = "2020-03-10", "2021-01-12", "2026-07-02"


def listed(path: Path) -> RecentPlan:
    return RecentPlan(str(path), path.stem, "West Europe", "西欧", "2026-07-02", 1, 2, "2026-11-20T10:00")


def saved(folder: Path, request: Request) -> RecentPlan:
    path = folder / "shop.yaml"
    path.write_bytes(write_plan(request, catalog()))
    return listed(path)


def read(folder: Path, older: str = OLD, newer: str = NEW, **answers: Any) -> RecentReading:
    return read_recent(saved(folder, changed(SHOP, **answers)), older, newer, catalog())


def test_a_plan_of_the_older_edition_names_its_lines_and_its_file_stays_as_it_is(tmp_path: Path) -> None:
    plan = saved(tmp_path, changed(SHOP, edition=OLD, features=("gpu",)))
    before = Path(plan.path).read_bytes()
    found = read_recent(plan, OLD, NEW, catalog())
    assert (found.state, found.edition) == (RecentState.TOUCHED, OLD)
    assert found.delta is not None
    assert (found.delta.older, found.delta.newer) == (OLD, NEW)
    assert "apt.dockerproject.org" in {rule.destination.value for rule in found.delta.delta.removed}
    assert Path(plan.path).read_bytes() == before


def test_the_files_edition_counts_and_not_the_one_that_the_list_remembers(tmp_path: Path) -> None:
    plan = saved(tmp_path, changed(SHOP, edition=OLD))
    assert plan.edition == NEW
    assert read_recent(plan, OLD, NEW, catalog()).edition == OLD


def test_a_plan_of_an_edition_in_between_is_compared_from_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, OLDEST, NEW, edition="2024-12-11")
    assert found.delta is not None
    assert (found.delta.older, found.delta.newer) == ("2024-12-11", NEW)


@pytest.mark.parametrize("edition", [OLDEST, NEW])
def test_a_plan_of_an_edition_outside_is_not_touched(tmp_path: Path, edition: str) -> None:
    found = read(tmp_path, edition=edition)
    assert (found.state, found.edition, found.delta) == (RecentState.OUTSIDE, edition, None)


def test_a_plan_of_which_no_line_differs_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, "2022-07-26", "2023-03-10", edition="2022-07-26").state is RecentState.SAME


def test_a_plan_without_a_region_has_no_lines_yet(tmp_path: Path) -> None:
    found = read(tmp_path, edition=OLD, region="")
    assert found.state is RecentState.UNPLANNED
    assert "region" in found.problem.en
    assert found.problem.zh


def test_a_missing_file_is_missing_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert read_recent(listed(tmp_path / "gone.yaml"), OLD, NEW, catalog()).state is RecentState.MISSING
    folder = read_recent(listed(tmp_path), OLD, NEW, catalog())
    assert folder.state is RecentState.UNREADABLE
    assert folder.problem.en


@pytest.mark.parametrize(
    "content",
    [b"", b"a: [", b"\xff\xfe\x00", b"format: 99\n", b"format: 2\ncluster:\n  edition: '2020-11-09'\n"],
)
def test_a_file_that_is_no_plan_says_what_is_amiss_in_both_languages(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    found = read_recent(listed(path), OLD, NEW, catalog())
    assert found.state is RecentState.UNREADABLE
    assert found.problem.en.startswith("broken.yaml")
    assert found.problem.zh.startswith("broken.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hold_the_others_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read_recent(listed(tmp_path / "pipe.yaml"), OLD, NEW, catalog()).state is RecentState.UNREADABLE


def test_a_fault_of_our_own_costs_one_plan_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("planner.session.recent_editions.edition_delta", fail)
    found = read(tmp_path, edition=OLD)
    assert (found.state, found.problem.en) == (RecentState.UNREADABLE, "It could not be read (broken).")


# --- plans that stay at their edition ---------------------------------------------------------------------------------


def test_what_was_kept_comes_back_and_the_same_file_stands_once() -> None:
    first, again = KeptEdition("/a.yaml", OLDEST, NEW), KeptEdition("/a.yaml", OLD, NEW)
    other = KeptEdition("/b.yaml", OLD, NEW)
    kept = with_kept(with_kept(with_kept((), first), other), again)
    assert kept_editions.from_text(kept_editions.to_text(kept)) == (again, other)


def test_the_list_of_kept_plans_does_not_grow_without_end() -> None:
    kept: tuple[KeptEdition, ...] = ()
    for number in range(60):
        kept = with_kept(kept, replace(KeptEdition("", OLD, NEW), path=f"/{number}.yaml"))
    assert len(kept) == 50
    assert kept[0].path == "/59.yaml"


@pytest.mark.parametrize("text", ["", "{", "7", '["a"]', '[["a", "b"]]', '[["a", 1, "c"]]'])
def test_a_damaged_list_of_kept_plans_is_empty(text: str) -> None:
    assert kept_editions.from_text(text) == ()
