"""What hands do by accident: a click does one thing, what was typed stays, what was chosen looks chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planner.gui import questions
from planner.gui.colours import Meaning
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.script_settings import ScriptSettings
from planner.gui.steps.service_dialog import ServiceDialog
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.window import Window
from planner.planning.path import INTERNAL_LOAD_BALANCER
from planner.session.problem import Step
from tests.gui.test_accessibility_walk import dialog_looked_at, open_plan, settle
from tests.gui.windows import EDIT, open_window, session_of
from tests.tools.shown_plans import MENDED, full_plan, typical_plan


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as shown:
        open_plan(shown, typical_plan(session_of(shown).catalog))
        yield shown


def test_a_click_anywhere_on_a_target_ticks_it(window: Window, qtbot: QtBot) -> None:
    window.commands.workbench.go(Step.EXPORT)
    page = window.commands.workbench.page
    assert isinstance(page, ExportPage)
    qtbot.waitUntil(page.primary_enabled)
    card = page.cards.cards["csv"]
    before = card.check.isChecked()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() // 2, 6))
    assert card.check.isChecked() is not before


@pytest.mark.parametrize("typed", ["70000", "0", "", "44x", "-1"])
def test_a_port_that_cannot_be_stays_with_what_is_wrong(qtbot: QtBot, typed: str) -> None:
    dialog = ServiceDialog(None, frozenset(), "en")
    qtbot.addWidget(dialog)
    dialog.name.setText("shop")
    dialog.port.clear()
    QTest.keyClicks(dialog.port, typed)
    assert dialog.port.text() == typed
    assert dialog.problem.text
    assert not dialog.done_button.isEnabled()
    dialog.port.setText("8443")
    assert dialog.done_button.isEnabled()
    assert dialog.service.port == 8443


def test_a_name_that_is_too_long_is_not_cut(qtbot: QtBot) -> None:
    dialog = ServiceDialog(None, frozenset(), "en")
    qtbot.addWidget(dialog)
    dialog.name.setText("x" * 80)
    assert dialog.name.text() == "x" * 80
    assert "63" in dialog.problem.text
    assert not dialog.done_button.isEnabled()


def test_a_priority_that_cannot_be_stays_with_what_is_wrong(qtbot: QtBot) -> None:
    dialog = ScriptSettings("en")
    qtbot.addWidget(dialog)
    dialog.priority.setText("650000")
    assert dialog.priority.text() == "650000"
    assert dialog.problem.text
    assert not dialog.done_button.isEnabled()


def test_a_chosen_remedy_looks_chosen_also_when_ports_collide(window: Window) -> None:
    session = session_of(window)
    other = replace(MENDED, name="shop-two", internal_ip="10.42.0.201")
    session.answer(EDIT, inbound=(MENDED, other))
    window.commands.workbench.go(Step.TRAFFIC)
    page = window.commands.workbench.page
    assert isinstance(page, TrafficPage)
    for name in ("storefront", "shop-two"):
        page.show_service(name)
        settle()
        chosen = [card.remedy_id for card in page.decision.cards.cards if card.radio.isChecked()]
        assert chosen == [INTERNAL_LOAD_BALANCER], name


def test_rules_open_with_every_heading_that_has_required_lines(window: Window) -> None:
    open_plan(window, full_plan(session_of(window).catalog))
    window.commands.workbench.go(Step.RULES)
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    for row, group in enumerate(page.model.groups):
        if any(line.mark is Meaning.REQUIRED for line in group.lines):
            assert page.view.isExpanded(page.model.index(row, 0)), group.key


@pytest.mark.parametrize("decided", [(), ("shop.xlsx",)])
def test_replacing_is_never_what_enter_does(window: Window, qtbot: QtBot, decided: tuple[str, ...]) -> None:
    said: list[str] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, QMessageBox)
        default = dialog.defaultButton()
        assert default is not None
        said.extend((default.text(), dialog.informativeText()))

    with dialog_looked_at(qtbot, look):
        answer = questions.ask_replace(window, ("shop.xlsx",), decided)
    assert answer is questions.Replacing.CANCEL
    assert said[0] == "&Cancel"
    assert ("Decisions" in said[1]) is bool(decided)
