"""Every fact of the catalog's table can be given, seen and taken back in the window; a point leads to its field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.fact import Fact, FactKind
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.text import Text
from planner.gui.steps.fact_question import asked
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.question import YesNo
from planner.gui.widgets.choice_box import ChoiceBox
from planner.gui.widgets.fields import LineField
from planner.gui.window import Window
from planner.session.problem import Step
from planner.session.readiness import step_of
from tests.gui.windows import EDIT, answer_typical, open_window, session_of
from tests.plans import catalog

FACTS = catalog().facts
FURTHER = [fact for fact in FACTS if not fact.step]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        opened.commands.new()
        answer_typical(opened.commands)
        yield opened


def _point(fact: Fact) -> OpenPoint:
    return OpenPoint("any", PointSeverity.WARNS, Text("any", "any"), field=fact.id)


def _is_in_view(widget: QWidget) -> bool:
    """Whether a widget lies within every scroll area around it."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            place = QRect(widget.mapTo(holder.viewport(), QPoint(0, 0)), widget.size())
            if not holder.viewport().rect().contains(place):
                return False
        holder = holder.parentWidget()
    return widget.isVisible()


def _facts(window: Window) -> FactsPage:
    window.commands.workbench.go(Step.FACTS)
    page = window.commands.workbench.page
    assert isinstance(page, FactsPage)
    return page


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_a_point_on_any_fact_leads_to_the_control_that_asks_for_it(
    window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    session, workbench = session_of(window), window.commands.workbench
    session.answer(EDIT, features=tuple(feature.id for feature in catalog().features if not feature.always))
    for fact in FACTS:
        point = _point(fact)
        workbench.show_point(point)
        QApplication.processEvents()
        focus = workbench.page.focusWidget()
        assert workbench.current is step_of(point, catalog())
        assert focus is not None
        spoken, around = "", focus
        while around is not workbench.page and asked(fact).en not in spoken:
            spoken += around.accessibleName()
            parent = around.parentWidget()
            assert parent is not None
            around = parent
        shown = (asked(fact).en, fact.label.en)
        assert any(words in spoken for words in shown), (fact.id, spoken)
        assert _is_in_view(focus), fact.id


@pytest.mark.parametrize("fact", FURTHER, ids=lambda fact: fact.id)
def test_what_is_not_asked_of_everybody_is_answered_and_taken_back_by_hand(
    fact: Fact, qtbot: QtBot, window: Window
) -> None:
    page, session = _facts(window), session_of(window)
    page.more.link.click()
    control = page.questions[fact.id].control
    assert control.isVisible()
    assert session.known(fact.id) is None
    if isinstance(control, YesNo):
        control.no.click()
        assert session.known(fact.id) is False
        control.unknown.click()
    elif isinstance(control, ChoiceBox):
        answer = next(iter(fact.answers))
        control.setCurrentIndex(control.findData(answer))
        control.activated.emit(control.currentIndex())
        assert session.known(fact.id) == answer
        control.setCurrentIndex(0)
        control.activated.emit(0)
    else:
        assert isinstance(control, LineField)
        text = "10.244.0.0/16" if fact.kind is FactKind.PREFIXES else "words"
        qtbot.keyClicks(control, text)
        assert session.known(fact.id) == ((text,) if fact.kind.is_list else text)
        control.clear()
        control.textEdited.emit("")
    assert session.known(fact.id) is None


def test_further_facts_are_closed_until_they_are_wanted_or_answered(window: Window) -> None:
    page, session = _facts(window), session_of(window)
    assert page.more.inside.isHidden()
    assert page.more.link.text() == "More facts…"
    session.answer(EDIT, kubernetes_version="1.30.5")
    assert not page.more.inside.isHidden()
    assert page.more.link.text() == "Fewer facts"
    page.more.link.click()
    assert page.more.inside.isHidden()
    assert page.more.link.text() == "More facts, 1 answered…"
    session.answer(EDIT, konnectivity=False)
    assert page.more.inside.isHidden()  # what somebody closed stays closed
    session.answer(EDIT, kubernetes_version="abc")
    assert not page.more.inside.isHidden()  # what has to be corrected is shown
    session.mark_saved(session.request)
    window.commands.new()
    assert _facts(window).more.inside.isHidden()
