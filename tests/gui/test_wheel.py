"""The wheel scrolls a page; it changes no answer on the way."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner import gui
from planner.gui.steps.service_dialog import ServiceDialog
from planner.gui.widgets.boxes import ComboBox, TabBar
from planner.session.problem import STEPS
from tests.gui.test_accessibility_walk import open_plan, settle
from tests.gui.windows import open_window, session_of
from tests.tools.shown_plans import full_plan

Box = QComboBox | QAbstractSpinBox


def boxes(widget: QWidget) -> list[Box]:
    return [*widget.findChildren(QComboBox), *widget.findChildren(QAbstractSpinBox)]


def said(box: Box) -> str:
    return box.currentText() if isinstance(box, QComboBox) else box.text()


def turn(box: QWidget) -> None:
    """Turn the wheel over a box, both ways."""
    for notch in (-120, 120, 120, -240):
        middle = QPointF(box.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(box.mapToGlobal(box.rect().center())),
            QPoint(),
            QPoint(0, notch),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, event)
        if isinstance(box, Box):
            assert not event.isAccepted(), "the page does not scroll"


def test_the_wheel_changes_no_box_of_any_page_that_nobody_clicked(qtbot: QtBot) -> None:
    with open_window(qtbot) as window:
        open_plan(window, full_plan(session_of(window).catalog))
        request, met = session_of(window).request, 0
        for step in STEPS:
            window.commands.workbench.go(step)
            settle()
            for box in boxes(window.commands.workbench.page):
                met += 1
                before = said(box)
                turn(box)
                assert said(box) == before
                box.setFocus(Qt.FocusReason.TabFocusReason)
                turn(box)
                assert said(box) == before, "reached by key, not by click"
                settle()
        assert session_of(window).request == request
        assert met >= 10


def test_the_wheel_changes_no_box_of_a_dialog_that_nobody_clicked(qtbot: QtBot) -> None:
    for dialog in (ServiceDialog(None, frozenset(), "en"),):
        qtbot.addWidget(dialog)
        dialog.show()
        found = boxes(dialog)
        assert found
        for box in found:
            before = said(box)
            turn(box)
            assert said(box) == before


def test_a_box_that_was_clicked_follows_the_wheel(qtbot: QtBot) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems([str(number) for number in range(9)])
    box.setEditable(True)
    box.setLineEdit(QLineEdit())  # a click does not open its list
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isVisible)
    field = box.lineEdit()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.hasFocus)
    before = said(box)
    event = QWheelEvent(
        QPointF(4, 4),
        QPointF(box.mapToGlobal(QPoint(4, 4))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert said(box) != before


def test_the_wheel_changes_no_tab(qtbot: QtBot) -> None:
    tabs = TabBar()
    qtbot.addWidget(tabs)
    for name in ("one", "two", "three"):
        tabs.addTab(name)
    tabs.setCurrentIndex(1)
    tabs.show()
    turn(tabs)
    assert tabs.currentIndex() == 1


def test_no_other_kind_of_box_is_made_anywhere() -> None:
    folder = Path(gui.__file__).parent
    raw = re.compile(
        r"\b(?:QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QTimeEdit|QDateTimeEdit|QSlider|QDial|QTabBar)[()]"
    )
    made = [
        f"{path.name}: {line.strip()}"
        for path in folder.rglob("*.py")
        if path.name != "boxes.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if raw.search(line) and "isinstance" not in line
    ]
    assert not made
