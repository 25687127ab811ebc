"""Decisions on routes in the window: in the reading, in the counts, in a list of their own, on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.approval import Approval, ApprovalState
from planner.exporters.columns import COLUMNS
from planner.exporters.route_lines import ROUTE_COLUMNS
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.gui.printing.document import compose
from planner.gui.steps.answer_dialog import AnswerDialog
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.routes_dialog import RoutesDialog
from planner.gui.steps.rules_page import RulesPage
from planner.gui.window import Window
from planner.planning.planner import plan
from planner.session.handover import export_context
from planner.session.problem import Step
from tests.gui.accessible import findings
from tests.gui.printed import A4, page_text
from tests.gui.windows import answer_typical, open_window, session_of
from tests.paper import skip_unless_printable
from tests.plans import SHOP, catalog

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
DEFAULT = "route:0.0.0.0/0"
LINE = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
ROUTE = {column.key: number for number, column in enumerate(ROUTE_COLUMNS, start=1)}


@pytest.fixture(params=["en", "zh"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot, request.param) as opened:
        opened.commands.new()
        answer_typical(opened.commands)
        yield opened


def workbook(window: Window, folder: Path, route: str, lines: str = "Approve") -> Path:
    """Return the plan's workbook with all lines decided alike, and its default route."""
    session = session_of(window)
    assert session.plan is not None
    content = workbook_bytes(export_context(session.request, session.plan, session.catalog, "en", MADE))
    book = load_workbook(io.BytesIO(content))
    rules, routes = book["Rules"], book["Routing and NAT"]
    for row in range(4, rules.max_row + 1):
        rules.cell(row, LINE["decision"]).value = lines
    routes.cell(4, ROUTE["decision"]).value = route or None
    if route:
        routes.cell(4, ROUTE["approver"]).value = "Anna"
        routes.cell(4, ROUTE["comment"]).value = "<b>Which</b> hop?"
    path = folder / "back.xlsx"
    book.save(path)
    return path


def taken(window: Window, path: Path) -> RulesPage:
    window.commands.read_approval(str(path))
    approvals = window.commands.approvals
    assert approvals is not None
    assert approvals.dialog is not None
    approvals.dialog.take.click()
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    return page


def listed(page: RulesPage) -> RoutesDialog:
    page.decisions.show_routes.click()
    assert page.routes.dialog is not None
    return page.routes.dialog


def of_route(window: Window) -> Approval | None:
    return next((entry for entry in session_of(window).request.approvals if entry.rule_id == DEFAULT), None)


def test_the_reading_lists_routes_below_the_lines_with_what_breaks(window: Window, tmp_path: Path) -> None:
    window.commands.read_approval(str(workbook(window, tmp_path, "Reject")))
    dialog = window.commands.approvals.dialog  # type: ignore[union-attr]
    assert dialog is not None
    last = dialog.model.rows[-1]
    assert last.entry.rule_id == DEFAULT
    assert last.cells[0] == {"en": "Route", "zh": "路由"}[window.language]
    assert last.cells[1] == "0.0.0.0/0 → VirtualAppliance 10.0.1.4"
    # It is the only one that is not approved: the first that is looked at.
    assert dialog.table.currentIndex().row() == len(dialog.model.rows) - 1
    assert {"en": "filter nothing", "zh": "不起作用"}[window.language] in dialog.said.text()
    assert "<b>Which</b> hop?" in dialog.said.text()
    assert dialog.said.textFormat() is Qt.TextFormat.PlainText
    dialog.take.click()
    route = of_route(window)
    assert route is not None
    assert route.state is ApprovalState.REJECTED
    session_of(window).undo()
    assert of_route(window) is None
    session_of(window).redo()
    assert of_route(window) is not None
    session_of(window).forget_approvals()
    assert of_route(window) is None


def test_an_open_route_is_open_work_although_all_lines_are_approved(window: Window, tmp_path: Path) -> None:
    page = taken(window, workbook(window, tmp_path, ""))
    said = page.decisions.line.text
    assert {"en": "1 open", "zh": "未决定 1"}[window.language] in said
    assert {"en": "export the workbook again", "zh": "重新导出工作簿"}[window.language] in said
    # No line is open: what is, stands behind the other link.
    assert page.decisions.show_open.isHidden()
    assert page.decisions.show_routes.isVisible()
    assert "0" in page.decisions.show_routes.text()
    workbench = window.commands.workbench
    workbench.go(Step.EXPORT)
    export = workbench.page
    assert isinstance(export, ExportPage)
    count = len(session_of(window).plan.to_decide())  # type: ignore[union-attr]
    assert str(count - 1) in export.lines.box.itemText(0)
    assert str(count) in export.lines.box.itemText(1)
    workbench.go(Step.RULES)
    page = taken(window, workbook(window, tmp_path, "Approve"))
    assert {"en": "Everything is approved", "zh": "已全部批准"}[window.language] in page.decisions.line.text


def test_a_question_on_a_route_is_answered_from_its_list(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = taken(window, workbook(window, tmp_path, "Ask"))
    dialog = listed(page)
    assert dialog.answer.isVisible()
    assert "<b>Which</b> hop?" in dialog.said.text()
    assert findings(dialog, [], []) == []

    def write(asking: AnswerDialog) -> int:
        asking._answer.setPlainText("The hub's,\n10.0.1.4.")
        return int(AnswerDialog.DialogCode.Accepted)

    monkeypatch.setattr(AnswerDialog, "exec", write)
    dialog.answer.click()
    route = of_route(window)
    assert route is not None
    assert route.answer == "The hub's, 10.0.1.4."
    QApplication.processEvents()
    assert "The hub's, 10.0.1.4." in listed(page).said.text()
    again = load_workbook(workbook(window, tmp_path, ""))["Routing and NAT"]
    assert "The hub's, 10.0.1.4." in again.cell(4, ROUTE["comment"]).value


def test_the_list_of_routes_closes_by_key_and_offers_no_answer_where_nobody_asked(
    window: Window, tmp_path: Path
) -> None:
    page = taken(window, workbook(window, tmp_path, "Approve"))
    dialog = listed(page)
    assert dialog.answer.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, 52)
    assert page.routes.dialog is None


def test_no_link_to_routes_stands_where_the_plan_has_none(window: Window, tmp_path: Path) -> None:
    page = taken(window, workbook(window, tmp_path, "Approve"))
    session = session_of(window)
    page.decisions.show_rows(page._rows, window.language, ())
    assert page.decisions.show_routes.isHidden()
    assert session.plan is not None


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Rejected by Anna: no bypass."), ("zh", "Anna已拒绝：no bypass。")]
)
def test_the_printed_request_says_at_the_route_what_was_decided(
    qapp: QApplication, language: str, said: str
) -> None:
    skip_unless_printable(language)
    made = plan(SHOP, catalog())
    print_of = made.routes[0].fingerprint()
    rejected = Approval(DEFAULT, print_of, ApprovalState.REJECTED, by="Anna", comment="no bypass")

    def printed(*approvals: Approval) -> str:
        request = replace(SHOP, approvals=approvals)
        document = compose(export_context(request, made, catalog(), language, MADE), *A4)
        return "".join("".join(page_text(document, number).split()) for number in range(len(document.pages)))

    assert printed(rejected).count("".join(said.split())) == 1
    changed = {"en": "theroutechangedsince", "zh": "该路由已改变"}[language]
    assert changed in printed(replace(rejected, fingerprint="0" * 16))
    assert "Anna" not in printed()
