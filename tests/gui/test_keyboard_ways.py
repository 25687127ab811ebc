"""Single ways of the keyboard: where the focus goes after something was done, and what it then shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.page import StepPage
from planner.gui.steps.question import YesNo
from planner.gui.steps.request_page import RequestPage
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.widgets.fields import LineField
from planner.gui.window import Window
from planner.session.problem import Step
from tests.gui.windows import EDIT, open_window, session_of
from tests.tools.shown_plans import MENDED, STOREFRONT, typical_plan

Page = TypeVar("Page", bound=StepPage)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as shown:
        session_of(shown).start(typical_plan(session_of(shown).catalog))
        shown.commands.documents.opened.emit()
        yield shown


def _open(window: Window, kind: type[Page]) -> Page:
    window.commands.workbench.go(kind.step)
    QApplication.processEvents()
    page = window.commands.workbench.page
    assert isinstance(page, kind)
    return page


def _after_tab(window: Window, start: QWidget, steps: int = 1) -> QWidget | None:
    start.setFocus()
    for _ in range(steps):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return window.focusWidget()


def test_rules_are_walked_from_search_to_table_to_explanation(window: Window) -> None:
    page = _open(window, RulesPage)
    bar = window.commands.workbench.bar
    row = page.filter
    assert _after_tab(window, page.why) is page.path.link
    assert _after_tab(window, page.path.link) is row.search
    assert _after_tab(window, row.search, 3) is page.explain_link
    assert _after_tab(window, page.explain_link) is page.view
    assert _after_tab(window, page.view) is page.explanation.name
    assert _after_tab(window, page.explanation.diagram) is bar.back


def test_a_service_added_later_is_reached_before_add_service(window: Window) -> None:
    page = _open(window, TrafficPage)
    other = replace(STOREFRONT, name="reports", port=8443)
    session_of(window).answer(EDIT, inbound=(STOREFRONT, other))
    QApplication.processEvents()
    editor = page.inbound
    assert _after_tab(window, editor.chips[0].remove) is editor.chips[1].edit
    assert _after_tab(window, editor.chips[1].remove) is editor.add


def test_tab_stops_once_at_a_question_at_what_is_chosen_now(window: Window) -> None:
    page = _open(window, FactsPage)
    first, second = (page.questions[fact].control for fact in ("private_cluster", "konnectivity"))
    assert isinstance(first, YesNo)
    assert isinstance(second, YesNo)
    following = _after_tab(window, page.why)
    assert following is first.no
    assert _after_tab(window, following) is second.unknown


def test_arrow_keys_take_an_answer_back(window: Window) -> None:
    page = _open(window, FactsPage)
    switch = page.questions["private_cluster"].control
    assert isinstance(switch, YesNo)
    switch.no.setFocus()
    QTest.keyClick(switch.no, Qt.Key.Key_Right)
    assert session_of(window).known("private_cluster") is None
    assert window.focusWidget() is switch.unknown


def test_there_are_none_follows_its_field(window: Window) -> None:
    page = _open(window, FactsPage)
    question = page.questions["custom_dns"]
    assert _after_tab(window, question.control) is question.none


def test_back_tab_goes_the_same_way_back(window: Window) -> None:
    page = _open(window, CloudPage)
    page.cloud.setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is page.name


def test_focus_stays_beside_the_primary_button_after_writing(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    page = _open(window, ExportPage)
    workbench = window.commands.workbench
    page.foot.field.setText(str(tmp_path))
    workbench.bar.primary.setFocus()
    with qtbot.waitSignal(page.written, timeout=20_000):
        workbench.primary()
        assert window.focusWidget() is page.strip.cancel
    assert window.focusWidget() is page.strip.link


def test_focus_returns_to_the_primary_button_when_nothing_could_be_written(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    page = _open(window, ExportPage)
    workbench = window.commands.workbench
    (tmp_path / "file").write_text("")
    page.foot.field.setText(str(tmp_path / "file"))
    workbench.bar.primary.setFocus()
    with qtbot.waitSignal(page.written, timeout=20_000):
        workbench.primary()
    assert window.focusWidget() is workbench.bar.primary


def test_next_pane_puts_a_ring_on_the_explanation(window: Window) -> None:
    page = _open(window, RulesPage)
    workbench = window.commands.workbench
    workbench.next_pane()
    pane = page.explanation
    focus = window.focusWidget()
    assert focus is not None
    assert pane.isAncestorOf(focus)
    box = QRect(focus.mapTo(pane, QPoint(0, 0)), focus.size())
    ringed = pane.grab(box).toImage()
    workbench.bar.primary.setFocus()
    QApplication.processEvents()
    assert pane.grab(box).toImage() != ringed


def test_show_in_diagram_opens_the_service_of_a_nat_line(window: Window) -> None:
    push = replace(MENDED, name="metrics-push", port=8125, internal_ip="10.42.0.201")
    session_of(window).answer(EDIT, inbound=(MENDED, push))
    page = _open(window, RulesPage)
    page.show_rule("inbound-metrics-push-tcp-8125")
    page.explanation.diagram.click()
    assert window.commands.workbench.current is Step.TRAFFIC
    traffic = window.commands.workbench.page
    assert isinstance(traffic, TrafficPage)
    assert traffic.decision.service == "metrics-push"


def test_title_of_the_request_is_selected_for_typing_over_it(window: Window) -> None:
    page = _open(window, RequestPage)
    title = page.fields["title"]
    assert isinstance(title, LineField)
    assert window.focusWidget() is title
    assert title.selectedText() == title.text() != ""
