"""Undo reaches the plan from wherever the focus is, and whatever leads somewhere shows where the focus went."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.request import Request
from planner.gui.tab_order import tab_stops
from planner.gui.window import Window
from planner.session.problem import STEPS, Step
from tests.gui.test_accessibility_walk import open_plan, settle
from tests.gui.windows import EDIT, open_window, session_of
from tests.tools.shown_plans import empty_plan, full_plan, typical_plan

UNDO, CONTROL = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as made:
        made.activateWindow()
        yield made


def press(widget: QWidget) -> None:
    """Press Ctrl+Z as a keyboard does: shortcuts come before the widget."""
    QTest.keyClick(widget.window().windowHandle(), UNDO, CONTROL)
    settle()


def focus_within(window: Window) -> QWidget:
    focus = window.focusWidget()
    assert focus is not None
    return focus


@pytest.mark.long
def test_undo_reaches_the_plan_from_every_stop_of_every_step(window: Window, qtbot: QtBot) -> None:
    open_plan(window, full_plan(session_of(window).catalog))
    session, met = session_of(window), 0
    for step in STEPS:
        window.commands.workbench.go(step)
        settle()
        if step is Step.EXPORT:
            qtbot.waitUntil(window.commands.workbench.page.primary_enabled)
        for number in range(len(tab_stops((window.commands.workbench,)))):
            before = session.request
            session.answer(EDIT, name=f"other-{met}")
            settle()
            stops = tab_stops(
                (window.commands.workbench,)
            )  # an answer may make links anew, or take some away
            stop = stops[min(number, len(stops) - 1)]
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            if QApplication.focusWidget() is not stop:
                session.undo()
                continue
            met += 1
            press(stop)
            assert session.request == before, f"{step.value}: stop {number}"
    assert met > 40


def test_a_field_with_something_typed_undoes_that_first(window: Window) -> None:
    open_plan(window, typical_plan(session_of(window).catalog))
    session = session_of(window)
    session.answer(EDIT, name="other")
    window.commands.workbench.go(Step.RULES)
    settle()
    search = focus_within(window)
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "mcr")
    press(search)
    assert search.text() != "mcr"
    assert session.cluster.name == "other"
    while search.text():
        press(search)
    press(search)
    assert session.cluster.name != "other"


@pytest.mark.parametrize("make", [empty_plan, typical_plan, full_plan])
def test_every_point_that_is_jumped_to_shows_the_focus_also_after_a_click(
    window: Window, make: type[Request]
) -> None:
    open_plan(window, make(session_of(window).catalog))  # type: ignore[arg-type]
    workbench = window.commands.workbench
    points = session_of(window).readiness
    assert points
    for point in points:
        QTest.mouseClick(workbench.page, Qt.MouseButton.LeftButton)
        workbench.next_problem()
        settle()
        focus = focus_within(window)
        option = QStyleOption()
        option.initFrom(focus)
        assert workbench.page.isAncestorOf(focus), point.id
        assert option.state & QStyle.StateFlag.State_HasFocus, point.id
        assert option.state & QStyle.StateFlag.State_KeyboardFocusChange, point.id
