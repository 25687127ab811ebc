"""Every fact of the catalog's table can be given, seen and taken back in the window; a point leads to its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.fact import Fact, FactKind
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.text import Text
from planner.gui.steps.fact_question import asked
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.features_page import FeaturesPage
from planner.gui.steps.question import YesNo
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.widgets.choice_box import ChoiceBox
from planner.gui.widgets.fields import LineField
from planner.gui.window import Window
from planner.session.problem import Step
from planner.session.readiness import step_of
from tests.gui.windows import EDIT, answer_typical, open_window, session_of
from tests.plans import STOREFRONT, catalog, request, unanswered

pytestmark = pytest.mark.long

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


def test_that_nobody_knows_a_feature_is_said_and_taken_back_with_mouse_and_keyboard(
    qtbot: QtBot, window: Window
) -> None:
    session = session_of(window)
    window.commands.workbench.go(Step.FEATURES)
    page = window.commands.workbench.page
    assert isinstance(page, FeaturesPage)
    row = page.rows["gpu"]
    row.box.click()
    assert "gpu" in session.cluster.features
    row.box.setFocus()
    qtbot.waitUntil(row.doubt.isVisible)
    row.doubt.click()
    assert ("gpu" in session.cluster.features, session.cluster.unknown_features) == (False, ("gpu",))
    assert any(point.field == "features.gpu" for point in session.readiness)
    assert row.box.hasFocus()
    qtbot.waitUntil(row.doubt.isHidden)
    row.box.click()
    assert ("gpu" in session.cluster.features, session.cluster.unknown_features) == (True, ())
    session.undo()
    assert session.cluster.unknown_features == ("gpu",)


def test_that_there_is_no_nat_gateway_is_an_answer_of_its_own(qtbot: QtBot, window: Window) -> None:
    session = session_of(window)
    window.commands.workbench.go(Step.TRAFFIC)
    page = window.commands.workbench.page
    assert isinstance(page, TrafficPage)
    box, field = page.fields.none["firewall_nat_gateway"], page.fields.fields["firewall_nat_gateway"]
    assert session.known("firewall_nat_gateway") is None
    assert box.isVisible()
    assert not box.isChecked()
    box.click()
    assert session.known("firewall_nat_gateway") == ()
    assert field.placeholderText() == "none"
    qtbot.keyClicks(field, "203.0.113.32/31")
    assert session.known("firewall_nat_gateway") == ("203.0.113.32/31",)
    assert not box.isChecked()
    session.undo()
    assert session.known("firewall_nat_gateway") == ()
    box.click()
    assert session.known("firewall_nat_gateway") is None


@pytest.mark.parametrize(
    ("service", "answers", "wanted"),
    [
        ({"remedy": "internal-load-balancer"}, {}, "firewall_public_ips"),
        ({"remedy": "internal-load-balancer"}, {"firewall_public_ip": "20.50.1.4"}, "internal address"),
        ({"remedy": "host-route", "backend_ip": ""}, {"firewall_public_ip": "20.50.1.4"}, "chip"),
    ],
)
def test_a_point_on_an_address_of_a_path_leads_to_where_it_is_typed(
    service: dict[str, str], answers: dict[str, str], wanted: str, window: Window
) -> None:
    session, workbench = session_of(window), window.commands.workbench
    shop = replace(STOREFRONT, **service)  # type: ignore[arg-type]
    session.start(request(region="westeurope", node_subnets=("10.42.0.0/22",), firewall_private_ip="10.0.1.4",
                          inbound=(shop,), **answers))  # fmt: skip
    point = next(point for point in session.readiness if point.id.startswith("placeholder-inbound"))
    workbench.show_point(point)
    QApplication.processEvents()
    page = workbench.page
    assert isinstance(page, TrafficPage)
    card = page.decision.cards.card("internal-load-balancer")
    assert card is not None
    controls = {
        "firewall_public_ips": page.fields.fields["firewall_public_ips"],
        "internal address": card.address,
        "chip": page.inbound.chips[0].edit,
    }
    assert page.focusWidget() is controls[wanted]
    assert _is_in_view(controls[wanted])


def test_what_was_searched_in_the_plan_before_is_forgotten(qtbot: QtBot, window: Window) -> None:
    window.commands.find()
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    qtbot.keyClicks(page.filter.search, "nvidia")
    session_of(window).mark_saved(session_of(window).request)
    window.commands.new()
    answer_typical(window.commands)
    window.commands.workbench.go(Step.RULES)
    assert page.filter.search.text() == ""


@pytest.mark.parametrize("name", ["typical", "unanswered"])
def test_steps_are_not_pressed_together_in_a_low_window(name: str, qtbot: QtBot, window: Window) -> None:
    session = session_of(window)
    if name == "unanswered":
        session.start(unanswered(name="shop", region="westeurope", features=("azure-monitor",)))
        window.commands.documents.opened.emit()
    window.resize(1024, 600)
    window.commands.workbench.go(Step.TRAFFIC)
    buttons = window.commands.workbench.rail.steps.buttons.values()
    qtbot.waitUntil(lambda: all(button.height() >= button.sizeHint().height() for button in buttons))
