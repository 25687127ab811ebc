"""A plan that was opened with an older edition: the offer above its pages, and that nothing is taken unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QTextBrowser
from pytestqt.qtbot import QtBot

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState
from planner.domain.request import Request
from planner.gui import edition_changes
from planner.gui.widgets.edition_bar import EditionBar
from planner.gui.window import Window
from planner.planning.edition_delta import EditionDelta, edition_delta
from planner.planning.planner import plan
from planner.session.plan_file import read_plan, write_plan
from planner.session.problem import Step
from tests.gui.accessible import findings
from tests.gui.test_accessibility_walk import menu_titles, parts, settle
from tests.gui.windows import EDIT, open_window, session_of
from tests.plans import SHOP, catalog, changed

OLD, NEWEST = "2020-03-10", "2026-07-02"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        opened.settings.kept_editions = ""
        yield opened


def saved(folder: Path, name: str = "old", **answers: Any) -> Path:
    return written(folder / f"{name}.yaml", changed(SHOP, **({"edition": OLD} | answers)))


def written(path: Path, request: Request) -> Path:
    path.write_bytes(write_plan(request, catalog()))
    return path


def bar(window: Window) -> EditionBar:
    return window.commands.workbench.edition


def opened(window: Window, path: Path, qtbot: QtBot) -> str:
    """Open a plan and return what the bar says once its lines are counted."""
    window.commands.open_path(str(path))
    qtbot.waitUntil(lambda: "With it: " in bar(window).line.text)
    return bar(window).line.text


def test_a_plan_of_an_older_edition_is_offered_the_newest_with_counts_and_stays_as_it_is(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved(tmp_path, features=("windows",))
    content = path.read_bytes()
    said = opened(window, path, qtbot)
    assert bar(window).isVisible()
    found = edition_delta(changed(SHOP, edition=OLD, features=("windows",)), NEWEST, catalog()).delta
    counts = f"{len(found.added)} lines added, {len(found.removed)} removed, {len(found.changed)} changed"
    assert said == f"Made with edition {OLD}. The newest is {NEWEST}. With it: {counts}."
    assert session_of(window).cluster.edition == OLD
    assert not session_of(window).is_modified
    assert path.read_bytes() == content
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.mark.parametrize("edition", [NEWEST, ""])
def test_a_plan_of_the_newest_edition_is_offered_nothing(
    window: Window, tmp_path: Path, edition: str
) -> None:
    window.commands.open_path(str(saved(tmp_path, edition=edition)))
    assert bar(window).isHidden()


def test_a_new_plan_and_an_older_edition_chosen_by_hand_are_offered_nothing(window: Window) -> None:
    window.commands.new()
    assert bar(window).isHidden()
    session_of(window).answer(EDIT, region="westeurope", edition=OLD)
    assert bar(window).isHidden()


def test_a_plan_without_a_region_is_offered_the_edition_without_counts(
    window: Window, tmp_path: Path
) -> None:
    window.commands.open_path(str(saved(tmp_path, region="")))
    settle()
    assert bar(window).line.text == f"Made with edition {OLD}. The newest is {NEWEST}."
    bar(window).show_changes.click()
    [dialog] = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    dialog.reject()


def test_update_is_one_step_that_undo_takes_back(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    path = saved(tmp_path)
    content = path.read_bytes()
    opened(window, path, qtbot)
    before = session_of(window).request
    QTest.mouseClick(bar(window).update_edition, Qt.MouseButton.LeftButton)
    session = session_of(window)
    assert session.request == replace(before, cluster=replace(before.cluster, edition=NEWEST))
    assert bar(window).isHidden()
    assert path.read_bytes() == content, "nothing is saved unasked"
    session.undo()
    assert session.request == before
    assert bar(window).isVisible(), "it is offered again"
    assert session.undo_label is None


def test_keep_puts_the_offer_away_and_is_remembered_for_the_file_and_not_in_it(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved(tmp_path)
    content = path.read_bytes()
    opened(window, path, qtbot)
    bar(window).keep.setFocus()
    QTest.keyClick(bar(window).keep, Qt.Key.Key_Space)
    assert bar(window).isHidden()
    assert (session_of(window).cluster.edition, session_of(window).is_modified) == (OLD, False)
    assert window.commands.workbench.page.isAncestorOf(window.focusWidget()), "the focus has gone nowhere"
    window.commands.open_path(str(path))
    assert bar(window).isHidden()
    assert path.read_bytes() == content
    opened(window, saved(tmp_path, "other"), qtbot)
    assert bar(window).isVisible(), "another plan is asked for itself"


def test_a_kept_plan_that_was_saved_with_another_older_edition_is_offered_again(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved(tmp_path)
    opened(window, path, qtbot)
    bar(window).keep.click()
    saved(tmp_path, edition="2024-12-11")
    assert "2024-12-11" in opened(window, path, qtbot)


def test_keep_of_a_plan_without_a_file_lasts_until_it_is_opened_again(window: Window, qtbot: QtBot) -> None:
    for _ in range(2):
        session_of(window).start(changed(SHOP, edition=OLD))
        window.commands.documents.path = None
        window.commands.documents.opened.emit()
        assert bar(window).isVisible()
        bar(window).keep.click()
        assert bar(window).isHidden()
    assert window.settings.kept_editions == ""


def test_the_counts_follow_what_is_answered(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    said = opened(window, saved(tmp_path), qtbot)
    session_of(window).answer(EDIT, features=("gpu", "azure-policy"))
    qtbot.waitUntil(lambda: bar(window).line.text not in ("", said))
    assert "With it: 6 lines added" in bar(window).line.text


def test_decisions_that_would_not_hold_any_more_are_said_before_the_update(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    asked = changed(SHOP, edition=OLD, features=("windows",))
    rules = plan(asked, catalog()).included_rules()
    approvals = tuple(
        Approval(rule.id, rule.fingerprint(), ApprovalState.APPROVED, "Ann", "2026-11-02") for rule in rules
    )
    path = written(tmp_path / "decided.yaml", replace(asked, approvals=approvals))
    said = opened(window, path, qtbot)
    assert "Decisions that would not hold any more: 1; added lines without a decision: 3." in said
    bar(window).show_changes.click()
    [dialog] = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    shown = " ".join(browser.toPlainText() for browser in dialog.findChildren(QTextBrowser))
    assert "Its decision would not hold any more." in shown
    dialog.reject()
    bar(window).update_edition.click()
    made = session_of(window).plan
    assert made is not None
    assert read_plan(path.read_bytes(), path.name, catalog()).approvals == approvals


def test_the_offer_speaks_the_language_of_the_window(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    opened(window, saved(tmp_path), qtbot)
    window.set_language("zh")
    assert bar(window).line.text.startswith(f"使用 {OLD} 版生成，最新为 {NEWEST} 版。采用后：新增")
    assert bar(window).keep.text() == "保留"


@pytest.mark.parametrize("size", [(1280, 800), (960, 560)])
def test_the_offer_is_reached_by_tab_between_rail_and_page_and_has_room(
    window: Window, tmp_path: Path, qtbot: QtBot, size: tuple[int, int]
) -> None:
    opened(window, saved(tmp_path), qtbot)
    window.resize(*size)
    for step in (Step.CLOUD, Step.RULES):
        window.commands.workbench.go(step)
        settle()
        assert findings(window, parts(window), menu_titles(window)) == []


def test_a_large_plan_is_compared_on_another_thread_and_shown_all_the_same(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, saved(tmp_path), qtbot)
    threads: list[object] = []
    compared = edition_changes.delta_to_newest

    def noted(request: Request, known: Catalog) -> EditionDelta | None:
        threads.append(current_thread())
        return compared(request, known)

    monkeypatch.setattr(edition_changes, "is_large", lambda _request: True)
    monkeypatch.setattr(edition_changes, "delta_to_newest", noted)
    bar(window).show_changes.click()
    [dialog] = [
        dialog
        for dialog in window.findChildren(QDialog)
        if dialog.isVisible() and dialog.findChild(QTextBrowser)
    ]
    assert len(threads) == 1
    assert threads[0] is not main_thread()
    dialog.reject()
