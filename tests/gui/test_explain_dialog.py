"""*Explain a host…* and Find: which line is this host?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.readiness import OpenPoint
from planner.gui import explain_work
from planner.gui.colours import Meaning
from planner.gui.explain_dialog import ExplainDialog
from planner.gui.explain_work import ExplainWorker
from planner.gui.models.explained import VERDICT_MARKS, Column
from planner.gui.steps.rules_page import RulesPage
from planner.gui.window import Window
from planner.planning.explain import HostVerdict
from planner.session.explaining import VERDICT_WORDS
from planner.session.problem import Step
from tests.gui.page_builders import empty, english, shown, typical, unnamed_controls
from tests.gui.windows import EDIT, open_window, session_of

API_SERVER = "shop-1a2b.hcp.westeurope.azmk8s.io"
REPORT = "developer.download.nvidia.com"
LOG = f"""2026-07-01T10:00:00Z HTTPS request from 10.42.0.5:50123 to {API_SERVER}:443. Action: Deny.
2026-07-01T10:00:01Z HTTPS request from 10.42.0.5:50124 to {API_SERVER}:443. Action: Deny.
this line holds nothing
example.com
"""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened
        if opened.commands._explaining is not None:
            opened.commands._explaining.close()


def _open_plan(window: Window) -> None:
    session_of(window).start(typical(inbound=()).request)
    window.commands.documents.opened.emit()


def _dialog(window: Window) -> ExplainDialog:
    window.menus.actions["explain_host"].trigger()
    found = window.commands._explaining
    assert found is not None
    return found


def _asked(qtbot: QtBot, dialog: ExplainDialog, text: str) -> list[str]:
    """Type ``text`` and return the verdicts, once they are there."""
    dialog.text.setPlainText(text)
    qtbot.waitUntil(lambda: dialog.bar.isHidden() and not dialog.start.isEnabled(), timeout=20_000)
    return [answer.verdict.value for answer in dialog.model.answers]


def _cell(dialog: ExplainDialog, row: int, column: Column) -> str:
    return str(dialog.model.index(row, column).data() or "")


def test_every_verdict_has_a_mark_and_a_word() -> None:
    assert set(VERDICT_MARKS) == set(VERDICT_WORDS) == set(HostVerdict)


def test_it_opens_by_its_shortcut_while_no_plan_is_open_and_answers_for_any_region(
    qtbot: QtBot, window: Window
) -> None:
    assert window.menus.actions["explain_host"].isEnabled()
    assert window.menus.actions["explain_host"].shortcut().toString() == "Ctrl+Shift+F"
    dialog = _dialog(window)
    assert dialog.isVisible()
    verdicts = _asked(qtbot, dialog, "a.hcp.norwayeast.azmk8s.io\nb.hcp.eastus.azmk8s.io")
    assert verdicts == ["allowed", "allowed"]
    assert dialog.place.text().startswith("No plan with a region is open: answers for any region")
    assert not dialog.jump.isEnabled()


def test_a_pasted_log_is_answered_line_by_line_with_times_and_what_was_not_understood(
    qtbot: QtBot, window: Window
) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    assert _asked(qtbot, dialog, LOG) == ["allowed", "unknown"]
    row = [_cell(dialog, 0, column) for column in Column]
    assert row[:6] == [API_SERVER, "443", "Allowed", "1", "Core", "2"]
    assert row[Column.WHY].startswith("Line 1, *.hcp.westeurope.azmk8s.io")
    icon = dialog.model.index(0, Column.ANSWER).data(Qt.ItemDataRole.DecorationRole)
    assert not icon.isNull()
    assert dialog.heading.text() == "2 hosts: 1 allowed, 1 unknown"
    assert dialog.missed.text == "1 line not answered:"
    assert dialog.missed_lines.toPlainText() == (
        "Line 3: this line holds nothing  (No host or address was found here)"
    )


def test_hosts_that_a_sentence_names_are_answered_when_somebody_chooses_them(
    qtbot: QtBot, window: Window
) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    text = "example.com:8443\nPlease open TCP 443 to mcr.microsoft.com and example.org"
    assert _asked(qtbot, dialog, text) == ["unknown"]
    assert "It names mcr.microsoft.com:443, example.org:443" in dialog.missed_lines.toPlainText()
    assert dialog.choose.isVisible()
    assert dialog.choose.text() == "Answer the 2 hosts &named there"
    dialog.choose.click()
    qtbot.waitUntil(lambda: len(dialog.model.answers) == 3)
    assert [_cell(dialog, row, Column.HOST) for row in range(3)] == [
        "example.com",
        "mcr.microsoft.com",
        "example.org",
    ]
    assert dialog.choose.isHidden()
    assert dialog.text.toPlainText() == text
    assert _asked(qtbot, dialog, text + " ") == ["unknown"]
    assert dialog.choose.isVisible()


def test_nothing_is_offered_where_a_line_names_nothing(qtbot: QtBot, window: Window) -> None:
    dialog = _dialog(window)
    _asked(qtbot, dialog, "this line holds nothing")
    assert dialog.choose.isHidden()


def test_the_answers_follow_the_plan(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    assert _asked(qtbot, dialog, "mcr.microsoft.com") == ["allowed"]
    session_of(window).leave_out("core-registry", "mirrored")
    qtbot.waitUntil(lambda: dialog.model.answers[0].verdict is HostVerdict.LEFT_OUT)


@pytest.mark.parametrize("way", ["enter", "double click", "button"])
def test_a_row_leads_to_its_line(way: str, qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    _asked(qtbot, dialog, LOG)
    table = dialog.table
    middle = table.visualRect(dialog.model.index(0, 0)).center()
    if way == "enter":
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Return)
    elif way == "double click":
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    else:
        dialog.jump.click()
    workbench = window.commands.workbench
    assert workbench.current is Step.RULES
    page = workbench.page
    assert isinstance(page, RulesPage)
    assert [line.key for line in page.view.selected_lines()] == ["core-api-server"]


def test_what_is_not_needed_leads_to_its_row_below_the_rules(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    assert _asked(qtbot, dialog, "ntp.ubuntu.com:123") == ["not_needed"]
    dialog.jump.click()
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    assert [line.destination for line in page.view.selected_lines()] == ["ntp.ubuntu.com"]


def test_a_field_report_is_called_unofficial_and_leads_nowhere(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    assert _asked(qtbot, dialog, REPORT) == ["reported"]
    assert dialog.reason.text().startswith("Unofficial: ")
    assert not dialog.jump.isEnabled()


def test_rows_are_copied_as_a_table(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    _asked(qtbot, dialog, LOG)
    dialog.table.selectAll()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Host", "Port", "Answer", "Line", "Feature", "Times", "Why"]
    assert [line.split("\t")[0] for line in lines[1:]] == [API_SERVER, "example.com"]


def test_what_is_pasted_stays_plain_text(qtbot: QtBot, window: Window) -> None:
    dialog = _dialog(window)
    _asked(qtbot, dialog, "<b>bold</b> nothing here\n<i>x</i>.example.com")
    assert "<b>bold</b>" in dialog.text.toPlainText()
    assert "<b>bold</b>" in dialog.missed_lines.toPlainText()
    for label in (dialog.host, dialog.reason, dialog.verdict.label, dialog.missed.label, dialog.place):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_escape_closes_it_and_it_remembers_nothing(qtbot: QtBot, window: Window) -> None:
    dialog = _dialog(window)
    _asked(qtbot, dialog, LOG)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    again = _dialog(window)
    assert again.text.toPlainText() == ""
    assert again.model.rowCount() == 0


def test_asking_again_brings_the_same_window_to_the_front(window: Window) -> None:
    assert _dialog(window) is _dialog(window)


@pytest.mark.long
def test_ten_thousand_lines_leave_the_window_alive_and_can_be_cancelled(qtbot: QtBot, window: Window) -> None:
    dialog = _dialog(window)
    many = "\n".join(f"request to host{number}.blob.core.windows.net:443 denied" for number in range(10_000))
    dialog.text.setPlainText(many)
    dialog.explain()
    assert dialog.cancel.isVisible()
    assert dialog.bar.isVisible()
    qtbot.waitUntil(lambda: dialog.bar.maximum() == 10_000, timeout=30_000)
    dialog.cancel.click()
    assert dialog.model.rowCount() == 0
    assert dialog.start.isEnabled()
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 10_000, timeout=60_000)


def test_a_later_text_is_answered_and_an_earlier_one_is_not_shown(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    dialog.text.setPlainText("example.com")
    dialog.explain()
    dialog.text.setPlainText("mcr.microsoft.com")
    dialog.explain()
    qtbot.waitUntil(dialog.bar.isHidden)
    QApplication.processEvents()
    assert [answer.host for answer in dialog.model.answers] == ["mcr.microsoft.com"]


def test_a_fault_is_told_and_harms_nobody(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: ExplainWorker) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(explain_work.ExplainWorker, "_explained", broken)
    dialog = _dialog(window)
    dialog.text.setPlainText("example.com")
    dialog.explain()
    qtbot.waitUntil(lambda: dialog.missed.text == "The text could not be explained (broken).")


def test_it_follows_the_language_of_the_window(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    _asked(qtbot, dialog, LOG)
    window.set_language("zh")
    assert dialog.windowTitle() == "查询主机"
    assert _cell(dialog, 0, Column.ANSWER) == "已放行"
    assert dialog.heading.text() == "2 个主机：已放行 1，未知 1"
    window.set_language("en")


def test_every_control_has_a_name_and_tab_walks_them_in_reading_order(qtbot: QtBot, window: Window) -> None:
    _open_plan(window)
    dialog = _dialog(window)
    _asked(qtbot, dialog, LOG)
    assert unnamed_controls(dialog) == []
    dialog.text.setFocus()
    walked = [dialog.text]
    for _ in range(5):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        walked.append(dialog.focusWidget())  # type: ignore[arg-type]
    assert walked == [
        dialog.text,
        dialog.table,
        dialog.missed_lines,
        dialog.jump,
        dialog.copy,
        dialog.close_button,
    ]


# --- Find on the step Rules ---------------------------------------------------------------------


@pytest.fixture
def _english(qapp: QApplication) -> Iterator[None]:
    with english():
        yield


def _page(qtbot: QtBot, **answers: object) -> RulesPage:
    return shown(qtbot, RulesPage(typical(inbound=(), **answers)))


@pytest.mark.usefixtures("_english")
def test_a_host_that_no_row_shows_is_answered_with_a_way_to_its_line(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText(API_SERVER)
    assert page.host_answer.isVisible()
    assert page.host_answer.line.text.startswith("Allowed: Line 1, *.hcp.westeurope.azmk8s.io")
    assert page.host_answer.jump.text() == "Go to line 1"
    # The line that covers it stands in the table, instead of nothing at all.
    assert [line.key for group in page.model.groups for line in group.lines] == ["core-api-server"]
    page.host_answer.jump.click()
    assert [line.key for line in page.view.selected_lines()] == ["core-api-server"]
    assert page.view.hasFocus() or not page.isActiveWindow()


@pytest.mark.usefixtures("_english")
def test_a_host_that_no_line_covers_is_told_why(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText("nvidia.github.io")
    assert page.host_answer.line.text.startswith("Feature off: ")
    assert page.host_answer.jump.text() == "Go to Features"
    wanted: list[OpenPoint] = []
    page.point_wanted.connect(wanted.append)
    page.host_answer.jump.click()
    assert [point.field for point in wanted] == ["features.gpu"]


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize("typed", ["mcr.microsoft.com", "mcr.micro", "nvidia", "azmk8s", "443", "a b.c", ""])
def test_what_a_row_shows_and_what_is_no_host_is_searched_alone(typed: str, qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText(typed)
    assert not page.host_answer.isVisible()


@pytest.mark.usefixtures("_english")
def test_a_left_out_line_that_is_still_open_says_so_although_its_row_is_shown(qtbot: QtBot) -> None:
    page = shown(qtbot, RulesPage(empty()))
    session = page.session
    session.answer(EDIT, cloud="AzureChinaCloud", region="chinaeast2", node_subnets=("10.42.0.0/22",))
    plan = session.plan
    assert plan is not None
    for rule in plan.rules:
        session.leave_out(rule.id, "tried")
        assert session.plan is not None
        kept = session.plan.rule(rule.id)
        if kept is not None and session.plan.still_open_through(kept):
            break
        session.include(rule.id)
    else:
        pytest.fail("no line of Azure China is held open by a wider one")
    page.filter.search.setText(rule.destination.value)
    assert page.host_answer.isVisible()
    assert page.host_answer.line.text.startswith("Left out, still open: ")
    assert VERDICT_MARKS[HostVerdict.STILL_OPEN] is Meaning.ADVISORY


@pytest.mark.usefixtures("_english")
def test_the_rules_step_opens_the_window_with_the_host_that_was_searched(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText(API_SERVER)
    with qtbot.waitSignal(page.explain_wanted) as wanted:
        page.explain_link.click()
    assert wanted.args == [API_SERVER]
