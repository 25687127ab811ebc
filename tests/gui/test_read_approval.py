"""Read approval…: the workbook that came back, seen before anything is taken over, then in Rules and in scripts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.approval import ApprovalState
from planner.exporters.columns import COLUMNS
from planner.exporters.options import LineChoice
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.gui import questions
from planner.gui.approval_dialog import ApprovalDialog
from planner.gui.help_dialog import help_text
from planner.gui.models.rule_groups import DECISIONS, Grouping, Show
from planner.gui.models.rules_model import Column
from planner.gui.steps.answer_dialog import AnswerDialog
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.rules_page import RulesPage
from planner.gui.window import Window
from planner.session.handover import export_context
from planner.session.problem import Step
from tests.gui.accessible import findings
from tests.gui.windows import EDIT, answer_typical, open_window, session_of

COLUMN = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
FIRST = 4


@pytest.fixture(params=["en", "zh"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot, request.param) as opened:
        opened.commands.new()
        answer_typical(opened.commands)
        yield opened


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(questions, "tell", lambda _parent, sentence: said.append(sentence))
    return said


def workbook(window: Window, folder: Path, words: list[str], name: str = "back.xlsx") -> Path:
    """Return the plan's workbook with these decisions from the first line on; the rest stays open."""
    session = session_of(window)
    assert session.plan is not None
    made = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
    content = workbook_bytes(export_context(session.request, session.plan, session.catalog, "en", made))
    book = load_workbook(io.BytesIO(content))
    sheet = book["Rules"]
    for row, word in enumerate(words, start=FIRST):
        sheet.cell(row, COLUMN["decision"]).value = word or None
        if word:
            sheet.cell(row, COLUMN["approver"]).value = "Anna"
        if word in ("Ask", "Reject"):
            sheet.cell(row, COLUMN["comment"]).value = f"<b>Why</b> {word.lower()}?"
    path = folder / name
    book.save(path)
    return path


def read(window: Window, path: Path) -> ApprovalDialog:
    window.commands.read_approval(str(path))
    approvals = window.commands.approvals
    assert approvals is not None
    assert approvals.dialog is not None
    return approvals.dialog


def taken(window: Window, path: Path) -> RulesPage:
    read(window, path).take.click()
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    return page


def states(window: Window) -> list[ApprovalState]:
    """Return what was decided; lines that a workbook left open stand among the decisions too."""
    found = [entry.state for entry in session_of(window).request.approvals]
    return [state for state in found if state is not ApprovalState.PENDING]


def test_nothing_is_taken_over_before_it_was_seen(window: Window, tmp_path: Path) -> None:
    dialog = read(window, workbook(window, tmp_path, ["Approve", "Reject", "Ask"]))
    assert len(dialog.model.rows) == len(session_of(window).plan.to_decide())  # type: ignore[union-attr]
    assert [row.entry.state.value for row in dialog.model.rows[:4]] == [
        "approved",
        "rejected",
        "asked",
        "pending",
    ]
    # The first line that is not approved is looked at, with what breaks; markup in a comment is text.
    assert dialog.table.currentIndex().row() == 1
    assert "<b>Why</b> reject?" in dialog.said.text()
    assert dialog.said.textFormat() is Qt.TextFormat.PlainText
    assert dialog.take.isEnabled()
    dialog.cancel.click()
    assert states(window) == []


def test_what_was_taken_over_can_be_undone_and_forgotten(window: Window, tmp_path: Path) -> None:
    page = taken(window, workbook(window, tmp_path, ["Approve", "Reject", "Ask"]))
    session = session_of(window)
    assert [state.value for state in states(window)] == ["approved", "rejected", "asked"]
    assert session.is_modified
    session.undo()
    assert states(window) == []
    session.redo()
    assert len(states(window)) == 3
    page.decisions.forget.click()
    assert states(window) == []
    assert page.decisions.isHidden()
    session.undo()
    assert len(states(window)) == 3


def test_rules_show_decide_filter_and_group_by_what_was_decided(window: Window, tmp_path: Path) -> None:
    window.commands.workbench.go(Step.RULES)
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    assert page.view.isColumnHidden(Column.DECISION)
    assert page.filter.show_box.findData(Show.OPEN.value) == -1
    taken(window, workbook(window, tmp_path, ["Approve", "Reject", "Ask"]))
    assert not page.view.isColumnHidden(Column.DECISION)
    assert page.decisions.isVisible()
    counts = {show: page.decisions.counts[show] for show in DECISIONS}
    assert (counts[Show.APPROVED], counts[Show.REJECTED], counts[Show.ASKED]) == (1, 1, 1)
    for show, count in counts.items():
        page.filter.choose(show)
        assert sum(len(group.lines) for group in page.model.groups) == count
    page.clear_search()
    page.set_grouping(Grouping.DECISION)
    keys = [group.key for group in page.model.groups]
    assert keys[:2] == ["rejected", "asked"]
    page.set_grouping(Grouping.FEATURE)
    # A question comes first: it is what everything else waits for.
    page.decisions.show_open.click()
    assert [line.state for group in page.model.groups for line in group.lines] == [ApprovalState.ASKED]
    session_of(window).forget_approvals()
    assert page.filter.show_lines is Show.ALL
    assert page.filter.show_box.findData(Show.OPEN.value) == -1


def select(page: RulesPage, state: ApprovalState) -> None:
    page.clear_search()
    line = next(line for group in page.model.groups for line in group.lines if line.state is state)
    page.show_rule(line.key)
    flags = QItemSelectionModel.SelectionFlag
    page.view.selectionModel().select(page.model.index_of(line.key), flags.ClearAndSelect | flags.Rows)


def test_a_question_is_answered_at_its_line_and_goes_out_with_the_next_workbook(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = taken(window, workbook(window, tmp_path, ["Approve", "", "Ask"]))
    select(page, ApprovalState.APPROVED)
    assert not page.explanation.answer.isVisibleTo(page.explanation)
    select(page, ApprovalState.ASKED)
    assert page.explanation.answer.isVisibleTo(page.explanation)
    assert "<b>Why</b> ask?" in page.explanation.said

    def write(dialog: AnswerDialog) -> int:
        dialog._answer.setPlainText("All nodes,\nfor images.")
        return int(AnswerDialog.DialogCode.Accepted)

    monkeypatch.setattr(AnswerDialog, "exec", write)
    page.explanation.answer.click()
    (asked,) = (e for e in session_of(window).request.approvals if e.state is ApprovalState.ASKED)
    assert asked.answer == "All nodes, for images."
    assert "All nodes, for images." in page.explanation.said
    again = load_workbook(workbook(window, tmp_path, [], "again.xlsx"))["Rules"]
    assert again.cell(FIRST, COLUMN["decision"]).value == "Approve"
    assert again.cell(FIRST + 2, COLUMN["decision"]).value is None
    assert "All nodes, for images." in again.cell(FIRST + 2, COLUMN["comment"]).value


def test_scripts_hold_the_approved_lines_unless_somebody_chooses_otherwise(
    window: Window, tmp_path: Path
) -> None:
    workbench = window.commands.workbench
    workbench.go(Step.EXPORT)
    page = workbench.page
    assert isinstance(page, ExportPage)
    assert page.lines.isHidden()
    taken(window, workbook(window, tmp_path, ["Approve", "Approve"]))
    workbench.go(Step.EXPORT)
    assert page.lines.isVisibleTo(page)
    assert "2" in page.lines.box.itemText(0)
    context = page.context()
    assert context is not None
    assert context.options.only is LineChoice.USUAL
    page.lines.box.setCurrentIndex(1)
    page.lines.changed.emit()
    context = page.context()
    assert context is not None
    assert context.options.only is LineChoice.ALL
    session_of(window).forget_approvals()
    assert page.lines.choice is LineChoice.USUAL


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_is_no_workbook_is_said_and_changes_nothing(
    window: Window, tmp_path: Path, told: list[str], content: bytes
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    window.commands.read_approval(str(path))
    assert len(told) == 1
    assert "x.xlsx" in told[0]
    assert states(window) == []


def test_a_file_that_is_gone_and_a_plan_without_a_region_are_said(
    window: Window, tmp_path: Path, told: list[str]
) -> None:
    window.commands.read_approval(str(tmp_path / "gone.xlsx"))
    session_of(window).answer(EDIT, region="")
    window.commands.read_approval(str(tmp_path / "gone.xlsx"))
    assert len(told) == 2


def test_tampering_is_listed_and_the_rest_can_be_taken_over(window: Window, tmp_path: Path) -> None:
    path = workbook(window, tmp_path, ["Approve", "Approve"])
    book = load_workbook(path)
    sheet = book["Rules"]
    sheet.cell(FIRST, COLUMN["destination"]).value = "*.evil.example"
    book.save(path)
    dialog = read(window, path)
    assert "Rules!C4" in dialog.problem_lines.toPlainText()
    dialog.take.click()
    assert len(states(window)) == 1


def test_the_dialog_is_spoken_translated_and_copied(window: Window, tmp_path: Path) -> None:
    dialog = read(window, workbook(window, tmp_path, ["Approve", "Reject"]))
    assert findings(dialog, [], []) == []
    dialog.table.clearSelection()
    QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().count("\n") == len(dialog.model.rows) - 1
    assert help_text("approval", window.language)
    dialog.reject()
    QApplication.processEvents()
