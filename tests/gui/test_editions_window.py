"""*Editions…*: what changed on the page, the plans that it touches, and that no plan is changed by looking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.catalog.model import Catalog
from planner.gui import questions
from planner.gui.editions_dialog import EditionsDialog
from planner.gui.models.edition_items import PATH, SAID
from planner.gui.questions import Closing
from planner.gui.window import Window
from planner.planning.page_changes import page_changes
from planner.session.plan_file import write_plan
from planner.session.recent import RecentPlan, to_text
from planner.session.recent_editions import RecentReading, RecentState, read_recent
from tests.gui.accessible import findings
from tests.gui.windows import EDIT, open_window, session_of
from tests.plans import SHOP, catalog, changed

OLD, NEWEST = "2020-03-10", "2026-07-02"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        opened.settings.recent = ""
        opened.settings.kept_editions = ""
        yield opened


def saved(folder: Path, name: str, **answers: Any) -> RecentPlan:
    path = folder / f"{name}.yaml"
    path.write_bytes(write_plan(changed(SHOP, name=name, **answers), catalog()))
    return listed(path)


def listed(path: Path) -> RecentPlan:
    return RecentPlan(str(path), path.stem, "West Europe", "西欧", OLD, 1, 2, "2026-11-20T10:00")


def shown(window: Window, qtbot: QtBot, *recent: RecentPlan) -> EditionsDialog:
    """Open the window and wait until the recent plans are read."""
    window.settings.recent = to_text(recent)
    window.menus.actions["editions"].trigger()
    [dialog] = [found for found in window.findChildren(EditionsDialog) if found.isVisible()]
    read(dialog, qtbot)
    return dialog


def read(dialog: EditionsDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.recent._worker is None)


def texts(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[list[str]]:
    """Return the cells of every row, top down."""
    found: list[list[str]] = []
    at = parent or QModelIndex()
    for row in range(model.rowCount(at)):
        index = model.index(row, 0, at)
        found.append([str(index.siblingAtColumn(i).data() or "") for i in range(model.columnCount())])
        found += texts(model, index)
    return found


def leaves(model: QAbstractItemModel) -> list[list[str]]:
    return [row for row in texts(model) if row[1]]


def heads(model: QAbstractItemModel) -> list[str]:
    return [row[0] for row in texts(model) if not row[1]]


# --- what changed on the page -----------------------------------------------------------------------------------------


def test_without_a_plan_the_two_newest_editions_are_compared(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    assert dialog.chosen == ("2024-12-11", NEWEST)
    assert dialog.recent.heading.text() == "Recent plans: plans that you save appear here."


def test_with_a_plan_of_an_older_edition_that_one_is_compared_with_the_newest(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.commands.open_path(saved(tmp_path, "shop", edition="2022-07-26").path)
    assert shown(window, qtbot).chosen == ("2022-07-26", NEWEST)


def test_every_change_stands_under_its_cloud_and_feature_with_sign_and_word(
    window: Window, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2020-06-29", "2021-01-12")
    read(dialog, qtbot)
    changes = page_changes(catalog(), "2020-06-29", "2021-01-12")
    assert len(leaves(dialog.model)) == sum(len(entry.changes) for entry in changes) == 11
    assert dialog.counts.text() == "2 added, 4 removed, 5 replaced"
    assert "Azure China: 2 removed, 2 replaced" in heads(dialog.model)
    assert "Azure Policy: 1 removed, 2 replaced" in heads(dialog.model)
    assert [
        "~ replaced",
        "raw.githubusercontent.com",
        "HTTPS:443",
        "required",
        "store.policy.azure.cn (HTTPS:443)",
    ] in leaves(dialog.model)
    assert {row[0] for row in leaves(dialog.model)} == {"+ added", "− removed", "~ replaced"}
    QAbstractItemModelTester(dialog.model)


def test_the_newer_chooser_offers_only_what_is_newer_and_keeps_its_choice_where_it_can(
    window: Window, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2020-06-29", "2023-03-10")
    dialog.older.setCurrentIndex(dialog.older.findData("2021-01-12"))
    assert dialog.chosen == ("2021-01-12", "2023-03-10")
    dialog.older.setCurrentIndex(dialog.older.findData("2023-03-10"))
    assert dialog.chosen == ("2023-03-10", NEWEST)
    offered = [dialog.newer.itemData(index) for index in range(dialog.newer.count())]
    assert offered == [NEWEST, "2024-12-11"]
    assert dialog.older.findData(NEWEST) < 0


def test_editions_without_a_difference_say_so_and_leave_nothing_to_copy(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2022-07-26", "2023-03-10")
    assert dialog.counts.text() == "No row of the page differs between 2022-07-26 and 2023-03-10."
    assert not dialog.copy.isEnabled()


def test_cloud_and_search_narrow_the_tree_and_its_counts(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2020-06-29", "2021-01-12")
    dialog.cloud.setCurrentIndex(dialog.cloud.findData("AzureChinaCloud"))
    assert dialog.counts.text() == "2 removed, 2 replaced"
    QTest.keyClicks(dialog.search, "TRAFFICMANAGER")
    assert [row[1] for row in leaves(dialog.model)] == ["gov-prod-policy-data.trafficmanager.net"]
    dialog.search.setText("data.policy.azure.cn")
    assert len(leaves(dialog.model)) == 1, "what stands in its place is found too"
    dialog.search.setText("no such host")
    assert dialog.counts.text() == "No change fits cloud and search."
    assert leaves(dialog.model) == []


def test_a_feature_that_came_without_a_row_stands_there_with_the_reason(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2023-03-10", "2024-12-11")
    dialog.search.setText("istio")
    assert len([head for head in heads(dialog.model) if head.endswith(": offered since")]) == 3
    top = dialog.model.index(0, 0)
    said = str(dialog.model.index(0, 0, top).data(SAID))
    assert said.startswith("Edition 2023-03-10: This edition has no Istio section.")
    assert dialog.counts.text() == "No row came or went; what is offered differs."


def test_the_current_row_says_what_it_is_for_and_where_it_stands(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.search.setText("mcr.azure.cn")
    cloud = dialog.model.index(0, 0)
    feature = dialog.model.index(0, 0, cloud)
    dialog.tree.setCurrentIndex(dialog.model.index(0, 0, feature))
    assert dialog.said.text().startswith(f"Edition {NEWEST}: Images from the registry's cache in China.")
    assert "If refused: " in dialog.said.text()
    assert "Section of the page: " in dialog.said.text()


def test_copy_gives_what_is_shown_as_a_table(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.choose("2020-06-29", "2021-01-12")
    dialog.cloud.setCurrentIndex(dialog.cloud.findData("AzureCloud"))
    dialog.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Cloud", "Feature", "Change"]
    assert len(lines) == 1 + 3
    assert {len(line.split("\t")) for line in lines} == {7}
    QGuiApplication.clipboard().clear()
    dialog.tree.setFocus()
    QTest.keyClick(dialog.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == lines


def test_a_catalog_with_one_edition_has_nothing_to_compare(qtbot: QtBot) -> None:
    known = catalog()
    dialog = EditionsDialog(replace(known, editions=known.editions[-1:]), lambda: (), "", "en")
    qtbot.addWidget(dialog)
    assert dialog.chosen == ("", "")
    assert "one edition alone" in dialog.counts.text()


# --- recent plans -----------------------------------------------------------------------------------------------------


def test_each_recent_plan_says_whether_it_is_touched_and_by_which_lines(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("a: [", encoding="utf-8")
    plans = (
        saved(tmp_path, "old", edition=OLD, features=("gpu",)),
        saved(tmp_path, "new", edition=NEWEST),
        listed(tmp_path / "broken.yaml"),
        listed(tmp_path / "gone.yaml"),
    )
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    dialog = shown(window, qtbot, *plans)
    dialog.choose(OLD, NEWEST)
    read(dialog, qtbot)
    assert dialog.recent.heading.text() == "Recent plans, as they are saved: 1 touched"
    found = heads(dialog.recent.model)
    assert found[0].startswith(f"old: edition {OLD}; with {NEWEST}: 4 lines added, ")
    assert found[1] == f"new: edition {NEWEST}, not older than {NEWEST}."
    assert found[2].startswith("broken: broken.yaml, line ")
    assert found[3] == "gone: The file was not found."
    reading = read_recent(plans[0], OLD, NEWEST, catalog())
    assert reading.delta is not None
    delta = reading.delta.delta
    assert len(leaves(dialog.recent.model)) == len(delta.added) + len(delta.removed) + len(delta.changed)
    [docker] = [row for row in leaves(dialog.recent.model) if row[1] == "apt.dockerproject.org"]
    assert docker[0] == "− removed"
    assert "download.docker.com" in docker[3]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    QAbstractItemModelTester(dialog.recent.model)


def test_a_plan_of_an_edition_before_those_that_are_compared_says_so(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = shown(window, qtbot, saved(tmp_path, "old", edition=OLD))
    assert dialog.chosen[0] > OLD
    [head] = heads(dialog.recent.model)
    assert head == f"old: edition {OLD}, older than those that are compared. Choose it above to compare it."
    assert dialog.open_plan.isEnabled()


def test_enter_and_a_double_click_open_a_plan_also_from_one_of_its_lines(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = shown(window, qtbot, saved(tmp_path, "one", edition="2024-12-11"), saved(tmp_path, "two"))
    tree, model = dialog.recent.tree, dialog.recent.model
    tree.setCurrentIndex(model.index(1, 0))
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert session_of(window).cluster.name == "two"
    read(dialog, qtbot)
    row = next(i for i in range(model.rowCount()) if str(model.index(i, 0).data()).startswith("one"))
    line = model.index(0, 1, model.index(row, 0))
    tree.expandAll()
    tree.scrollTo(line)
    place = tree.visualRect(line).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session_of(window).cluster.name == "one"
    assert window.commands.workbench.edition.isVisible(), "it is of an older edition: that is offered"


@pytest.mark.parametrize("answer", [Closing.CANCEL, Closing.DISCARD])
def test_opening_a_plan_asks_about_unsaved_changes(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Closing
) -> None:
    window.commands.new()
    session_of(window).answer(EDIT, name="mine")
    dialog = shown(window, qtbot, saved(tmp_path, "one"))
    monkeypatch.setattr(questions, "ask_to_save", lambda *_given: answer)
    dialog.open_plan.click()
    assert session_of(window).cluster.name == ("mine" if answer is Closing.CANCEL else "one")


def test_a_missing_plan_cannot_be_opened(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(window, qtbot, listed(tmp_path / "gone.yaml"))
    assert dialog.recent.model.index(0, 0).data(PATH) == ""
    assert not dialog.open_plan.isEnabled()


def test_a_plan_that_is_saved_meanwhile_is_read_again(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    plan = saved(tmp_path, "shop", edition="2024-12-11")
    dialog = shown(window, qtbot, plan)
    assert [reading.state for reading in dialog.recent.readings] == [RecentState.TOUCHED]
    window.commands.open_path(plan.path)
    window.commands.workbench.edition.update_edition.click()
    window.commands.save()
    read(dialog, qtbot)
    assert [reading.state for reading in dialog.recent.readings] == [RecentState.OUTSIDE]


def test_cancelled_reading_says_how_many_plans_were_not_read(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [saved(tmp_path, name, edition="2024-12-11") for name in ("one", "two", "three")]
    dialog = shown(window, qtbot)

    def slow(plan: RecentPlan, older: str, newer: str, known: Catalog) -> RecentReading:
        worker = dialog.recent._worker
        assert worker is not None
        worker.cancel()  # as the button does, while the first is being read
        return read_recent(plan, older, newer, known)

    monkeypatch.setattr("planner.gui.recent_work.read_recent", slow)
    window.settings.recent = to_text(plans)
    dialog.recent.read_again()
    assert dialog.recent.bar.isVisible()
    assert dialog.recent.cancel.isVisible()
    read(dialog, qtbot)
    assert dialog.recent.heading.text() == (
        "Recent plans, as they are saved: 1 touched; 2 not read: reading was cancelled"
    )
    assert not dialog.recent.cancel.isVisible()


def test_escape_closes_the_window_and_it_opens_again(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(window, qtbot, saved(tmp_path, "one", edition="2024-12-11"))
    dialog.recent.read_again()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert window.commands._editions is None
    assert shown(window, qtbot).isVisible()


# --- words and ways ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_window_with_plans_is_named_reached_and_whole(
    window: Window, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    dialog = shown(window, qtbot, saved(tmp_path, "one", edition="2024-12-11"))
    window.set_language(language)
    read(dialog, qtbot)
    dialog.tree.setCurrentIndex(dialog.model.index(0, 0))
    assert findings(dialog, [], []) == []
    if language == "zh":
        assert dialog.windowTitle() == "版本"
        assert leaves(dialog.model)[0][0] == "+ 新增"
        assert heads(dialog.recent.model)[0].startswith(f"one：2024-12-11 版；采用 {NEWEST} 版后：新增")


def test_a_row_says_itself_whole_to_a_screen_reader(window: Window, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    dialog.search.setText("mcr.azure.cn")
    feature = dialog.model.index(0, 0, dialog.model.index(0, 0))
    row = dialog.model.index(0, 0, feature)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "+ added, mcr.azure.cn, HTTPS:443, required"
