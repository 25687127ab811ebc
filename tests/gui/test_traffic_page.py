"""The traffic step: answers, the picture with its sentences, and the asymmetric-routing decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.cluster import Exposure, InboundService, OutboundType
from planner.domain.plan import EgressPlan
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.gui.steps.inbound_editor import InboundEditor
from planner.gui.steps.path_fields import PathFields
from planner.gui.steps.remedy_cards import RemedyCard
from planner.gui.steps.service_dialog import ServiceDialog
from planner.gui.steps.traffic_page import TrafficPage
from planner.planning.path import HOST_ROUTE, NAT_GATEWAY_ROUTE, STOP_FILTERING
from planner.session.problem import Problem, Step
from planner.session.session import Session
from tests.gui.page_builders import (
    INTERNAL,
    PUSH,
    STOREFRONT,
    empty,
    english,
    shown,
    silent,
    typical,
    unnamed_controls,
)

QUESTION = "Does the route table send 0.0.0.0/0 to the firewall?"
ROUTE = "default_route_to_firewall"


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    with english():
        yield


def _page(
    qtbot: QtBot, session: Session | None = None, language: str = "en", width: int = 1012
) -> TrafficPage:
    return shown(qtbot, TrafficPage(session or typical()), language, width)


def _plan(page: TrafficPage) -> EgressPlan:
    assert page.session.plan is not None
    return page.session.plan


def _card(page: TrafficPage, remedy: str) -> RemedyCard:
    card = page.decision.cards.card(remedy)
    assert card is not None
    return card


def _choose_outbound(page: TrafficPage, kind: OutboundType) -> None:
    box = page.fields.outbound
    position = box.findData(kind.value)
    box.setCurrentIndex(position)
    box.activated.emit(position)


def _type(qtbot: QtBot, page: TrafficPage, field: str, text: str) -> None:
    line = page.fields.fields[field]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_typing_an_address_is_one_undo_step_and_moves_picture_and_sentences(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(firewall_private_ip=None))
    assert not any("10.0.1.9" in sentence for sentence in page.sentences.sentences())
    _type(qtbot, page, "firewall_private_ip", "10.0.1.9")
    assert page.session.known("firewall_private_ip") == "10.0.1.9"
    assert any("10.0.1.9" in sentence for sentence in page.sentences.sentences())
    label = page.session.undo_label
    assert label is not None
    assert label.en == "Firewall private IP: 10.0.1.9"
    page.session.undo()
    assert page.session.known("firewall_private_ip") is None
    assert page.fields.fields["firewall_private_ip"].text() == ""


def test_unreadable_address_is_named_under_its_field_once_typing_rests(qtbot: QtBot) -> None:
    page = _page(qtbot)
    problem = page.fields.problems["firewall_public_ips"]
    _type(qtbot, page, "firewall_public_ips", "10.0.1.400")
    assert problem.isHidden()
    qtbot.waitUntil(problem.isVisible, timeout=2000)
    assert problem.text.startswith("10.0.1.400 is not an IPv4 address.")
    assert page.picture.is_drawn


def test_missing_next_hop_is_asked_for_under_the_private_ip(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(firewall_private_ip=None), "zh")
    assert page.fields.problems["firewall_private_ip"].text == "请输入防火墙的专用 IP，否则无法写出路由。"


@pytest.mark.parametrize("kind", list(OutboundType))
def test_each_outbound_type_is_explained_in_one_line(qtbot: QtBot, kind: OutboundType) -> None:
    page = _page(qtbot)
    _choose_outbound(page, kind)
    assert page.session.known("outbound_type") == kind.value
    assert page.fields.explanation.text() == page.fields.explained(kind)
    assert page.fields.outbound.accessibleDescription() == page.fields.explained(kind)
    assert page.fields.assumed["outbound_type"].isHidden()


def test_load_balancer_without_a_route_bypasses_the_firewall_until_the_route_is_answered(
    qtbot: QtBot,
) -> None:
    page = _page(qtbot)
    _choose_outbound(page, OutboundType.LOAD_BALANCER)
    bypassed = "If the default route is as assumed, traffic does not pass the firewall."
    assert page.decision.heading.text.startswith(bypassed)
    assert not page.decision.cards.isVisible()
    assert page.fields.labels[ROUTE].text() == QUESTION
    page.fields.switches[ROUTE].yes.click()
    assert page.session.known(ROUTE) is True
    assert page.decision.cards.isVisible()


def test_changing_the_outbound_type_makes_the_default_route_not_known_again(qtbot: QtBot) -> None:
    page = _page(qtbot)
    switch = page.fields.switches[ROUTE]
    switch.no.click()
    assert page.session.known(ROUTE) is False
    _choose_outbound(page, OutboundType.LOAD_BALANCER)
    assert page.session.known(ROUTE) is None
    assert switch.unknown.isChecked()
    page.session.undo()
    assert page.session.known(ROUTE) is False
    assert switch.no.isChecked()


def test_what_is_assumed_of_the_default_route_follows_the_outbound_type(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(default_route_to_firewall=None))
    line = page.fields.assumed[ROUTE]
    assert (line.chip.text(), line.because.text()) == (
        "assumed: yes",
        "outbound type userDefinedRouting needs a default route",
    )
    _choose_outbound(page, OutboundType.LOAD_BALANCER)
    assert line.chip.text() == "assumed: no"
    page.fields.switches[ROUTE].no.click()
    assert line.isHidden()


def test_outbound_type_is_not_known_until_somebody_chooses_and_can_be_taken_back(qtbot: QtBot) -> None:
    page = _page(qtbot, silent())
    box, line = page.fields.outbound, page.fields.assumed["outbound_type"]
    assert box.currentText() == "Not known"
    assert line.chip.text() == "assumed: userDefinedRouting"
    assert line.because.text() == "rules on a firewall are asked for"
    assert line.text in box.accessibleDescription()
    _choose_outbound(page, OutboundType.USER_DEFINED_ROUTING)
    assert line.isHidden()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert page.session.known("outbound_type") is None
    assert not line.isHidden()
    label = page.session.undo_label
    assert label is not None
    assert (label.en, label.zh) == ("Outbound type: not known", "出站类型：未知")


def test_the_tier_is_asked_only_while_the_firewall_may_be_azures(qtbot: QtBot) -> None:
    page = _page(qtbot)
    tier = page.fields.choices["firewall_tier"]
    assert tier.isEnabled()
    for make, asked in (("fortigate", False), ("azure", True), (None, True)):
        page.session.answer(Text("Make", "品牌"), firewall_make=make)
        assert tier.isEnabled() is asked


def test_every_fact_that_the_table_asks_on_this_step_is_asked(qtbot: QtBot) -> None:
    page = _page(qtbot, silent())
    asked = [fact for fact in page.session.catalog.facts if fact.step == Step.TRAFFIC]
    assert list(page.fields.facts) == [fact.id for fact in asked]
    controls = {**page.fields.choices, **page.fields.fields, **page.fields.switches}
    for fact in asked:
        assert controls[fact.id].isVisible(), fact.id
        assert page.fields.labels[fact.id].text().replace("&", "") in (fact.label.en, fact.question.en)
        if fact.id in page.fields.fields:
            assert page.fields.fields[fact.id].placeholderText() == fact.example


@pytest.mark.parametrize(
    ("field", "typed", "known"),
    [
        ("firewall_public_ips", "203.0.113.10, 203.0.113.11", ("203.0.113.10", "203.0.113.11")),
        ("firewall_nat_gateway", "203.0.113.4, 203.0.113.32/31", ("203.0.113.4", "203.0.113.32/31")),
    ],
)
def test_several_addresses_of_the_firewall_are_typed_in_one_line(
    qtbot: QtBot, field: str, typed: str, known: tuple[str, ...]
) -> None:
    page = _page(qtbot, silent())
    _type(qtbot, page, field, typed)
    assert page.session.known(field) == known
    assert page.fields.fields[field].text() == typed
    line = page.fields.fields[field]
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert page.session.known(field) is None


def test_undecided_service_shows_the_heading_and_nothing_preselected(qtbot: QtBot) -> None:
    page = _page(qtbot)
    wanted = "Answers from storefront will not reach clients on the internet. Choose how to mend the path."
    assert page.decision.heading.text == wanted
    cards = page.decision.cards.cards
    assert [card.remedy_id for card in cards] == [INTERNAL, HOST_ROUTE, STOP_FILTERING]
    assert not any(card.radio.isChecked() for card in cards)
    assert [card.fits.isVisible() for card in cards] == [True, False, False]
    assert page.decision.not_offered.text().startswith("Not offered: host route for a NAT gateway's address.")


def test_choosing_the_internal_load_balancer_asks_for_its_address_in_place(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(default_route_to_firewall=None))
    card = _card(page, INTERNAL)
    assert not card.address.isVisible()
    card.radio.click()
    assert page.session.cluster.inbound[0].remedy == INTERNAL
    assert card.address.isVisible()
    qtbot.keyClicks(card.address, "10.42.0.200")
    assert page.session.cluster.inbound[0].internal_ip == "10.42.0.200"
    heading = page.decision.heading.text
    said = "If the default route is as assumed, the path is whole: request and answer both pass the firewall."
    assert heading == said
    assert any("10.42.0.200" in sentence for sentence in page.sentences.sentences())
    assert _plan(page).counts().nat == 1


def test_click_anywhere_on_a_card_chooses_it(qtbot: QtBot) -> None:
    page = _page(qtbot)
    card = _card(page, HOST_ROUTE)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
    assert page.session.cluster.inbound[0].remedy == HOST_ROUTE
    assert {route.prefix for route in _plan(page).routes} == {"0.0.0.0/0", "203.0.113.10/32"}


def test_arrow_keys_go_from_one_way_to_the_next(qtbot: QtBot) -> None:
    page = _page(qtbot)
    first, second, _ = page.decision.cards.cards
    first.radio.setFocus()
    qtbot.keyClick(first.radio, Qt.Key.Key_Space)
    assert page.session.cluster.inbound[0].remedy == INTERNAL
    qtbot.keyClick(first.radio, Qt.Key.Key_Right)
    assert page.session.cluster.inbound[0].remedy == HOST_ROUTE
    assert second.radio.isChecked()
    assert not first.radio.isChecked()


def test_undo_takes_a_choice_back_to_undecided(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _card(page, HOST_ROUTE).radio.click()
    label = page.session.undo_label
    assert label is not None
    assert label.en == "Path of storefront: Keep the public load balancer, add a host route"
    page.session.undo()
    assert not any(card.radio.isChecked() for card in page.decision.cards.cards)


def test_nat_gateway_at_the_firewall_replaces_the_host_route(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _type(qtbot, page, "firewall_nat_gateway", "203.0.113.40")
    ids = [card.remedy_id for card in page.decision.cards.cards]
    assert ids == [INTERNAL, NAT_GATEWAY_ROUTE, STOP_FILTERING]


def test_a_choice_leaves_the_services_in_their_order(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(inbound=(STOREFRONT, PUSH)))
    tabs = page.decision.tabs
    before = [tabs.tabText(row) for row in range(tabs.count())]
    tabs.setCurrentIndex(0)
    _card(page, HOST_ROUTE).radio.click()
    assert [tabs.tabText(row) for row in range(tabs.count())] == before == ["storefront", "metrics-push"]


def test_a_path_without_the_firewalls_address_is_not_whole_and_says_what_it_lacks(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(firewall_private_ip=None, inbound=()))
    said = "The path is not whole: the default route needs the firewall's private IP. Type it."
    assert page.decision.heading.text == said


def test_questions_stand_in_more_rows_where_their_words_need_the_room(qtbot: QtBot) -> None:
    asked = _page(qtbot).fields.facts
    page = QWidget()
    qtbot.addWidget(page)
    fields = PathFields(tuple(asked.values()), page)
    fields.retranslate("en")
    fields.resize(480, 200)
    page.show()
    first, fourth = fields.outbound, fields.choices["firewall_place"]
    qtbot.waitUntil(lambda: fourth.y() > first.y())
    fields.resize(956, 200)
    qtbot.waitUntil(lambda: abs(fourth.y() - first.y()) < 5)


def test_each_affected_service_has_its_decision_and_one_choice_can_serve_all(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(inbound=(STOREFRONT, PUSH)))
    tabs = page.decision.tabs
    assert tabs.isVisible()
    assert {tabs.tabText(row) for row in range(tabs.count())} == {"storefront", "metrics-push"}
    assert not page.decision.all_button.isVisible()
    names = [tabs.tabText(row) for row in range(tabs.count())]
    tabs.setCurrentIndex(names.index("metrics-push"))
    assert "metrics-push" in page.decision.heading.text
    _card(page, HOST_ROUTE).radio.click()
    remedies = {service.name: service.remedy for service in page.session.cluster.inbound}
    assert remedies == {"storefront": "", "metrics-push": HOST_ROUTE}
    page.decision.all_button.click()
    assert {service.remedy for service in page.session.cluster.inbound} == {HOST_ROUTE}


def test_service_is_added_with_the_answers_of_the_dialog(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot, typical(inbound=()))
    assert not page.decision.cards.isVisible()
    monkeypatch.setattr(InboundEditor, "ask", lambda *_: STOREFRONT)
    page.inbound.add.click()
    assert page.session.cluster.inbound == (STOREFRONT,)
    assert [chip.edit.text() for chip in page.inbound.chips] == ["storefront • public • TCP 443"]
    label = page.session.undo_label
    assert label is not None
    assert label.zh == "storefront：公共，TCP 443"
    assert page.decision.cards.isVisible()


def test_chip_changes_and_removes_its_service(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _page(qtbot, typical(inbound=(STOREFRONT, PUSH)))
    changed = replace(PUSH, port=9125)
    monkeypatch.setattr(InboundEditor, "ask", lambda _editor, service: changed if service is PUSH else None)
    page.inbound.chips[0].edit.click()
    assert page.session.cluster.inbound == (STOREFRONT, PUSH)
    page.inbound.chips[1].edit.click()
    assert page.session.cluster.inbound == (STOREFRONT, changed)
    page.inbound.chips[0].remove.click()
    assert page.session.cluster.inbound == (changed,)


def test_dialog_takes_no_service_without_name_or_with_a_name_that_is_taken(qtbot: QtBot) -> None:
    dialog = ServiceDialog(None, frozenset({"storefront"}), "en")
    qtbot.addWidget(dialog)
    assert not dialog.done_button.isEnabled()
    dialog.name.setText("storefront")
    assert dialog.problem.text == "storefront is already in the plan. Choose another name."
    dialog.name.setText("shop")
    assert dialog.done_button.isEnabled()
    dialog.address.setText("10.1")
    assert not dialog.done_button.isEnabled()
    assert "10.1 is not an IPv4 address" in dialog.problem.text
    dialog.address.setText("203.0.113.5")
    dialog.protocol.setCurrentText("UDP")
    dialog.port.setValue(5000)
    assert dialog.service == InboundService("shop", Exposure.PUBLIC, Protocol.UDP, 5000, "203.0.113.5")


def test_service_that_becomes_internal_loses_the_path_chosen_for_it(qtbot: QtBot) -> None:
    dialog = ServiceDialog(replace(STOREFRONT, remedy=INTERNAL, internal_ip="10.42.0.200"), frozenset(), "en")
    qtbot.addWidget(dialog)
    assert dialog.service.remedy == INTERNAL
    dialog.internal.setChecked(True)
    assert (dialog.service.remedy, dialog.service.internal_ip) == ("", "")


def test_path_is_drawn_before_a_region_is_known(qtbot: QtBot) -> None:
    page = _page(qtbot, empty())
    assert page.picture.is_drawn
    assert page.sentences.sentences()[0].startswith("1. ")


def test_sentences_are_a_list_whose_numbers_are_those_of_the_arrows(qtbot: QtBot) -> None:
    page = _page(qtbot)
    numbers = [sentence.split(".")[0] for sentence in page.sentences.sentences()]
    assert numbers == ["1", "2", "3", "4"]
    assert page.sentences.accessibleName() == "The path in words"
    assert page.picture.accessibleDescription() == page.decision.heading.text


def test_unreadable_internal_address_is_named_and_does_not_end_the_page(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(inbound=(replace(STOREFRONT, remedy=INTERNAL, internal_ip="10.42"),)))
    assert "10.42 is not an IPv4 address" in page.inbound_problem.text
    page.focus_problem(Problem(Step.TRAFFIC, "inbound", page.session.problems[0].message, index=0))
    assert page.focusWidget() is page.inbound.chips[0].edit


def test_narrow_page_puts_the_sentences_under_the_picture(qtbot: QtBot) -> None:
    page = _page(qtbot, width=756)
    assert (
        page.sentences.mapTo(page, page.sentences.rect().topLeft()).y() > page.picture.geometry().center().y()
    )
    assert page.inside.direction() is page.inside.Direction.TopToBottom


def test_endless_service_name_does_not_widen_the_page(qtbot: QtBot) -> None:
    usual = _page(qtbot).minimumSizeHint().width()
    names = ("x" * 5000, "<b>&y</b>" * 500)
    services = tuple(replace(STOREFRONT, name=name, port=port) for port, name in enumerate(names, start=1))
    page = _page(qtbot, typical(inbound=services))
    assert page.decision.cards.isVisible()
    assert page.minimumSizeHint().width() <= max(usual, 900)


def test_every_control_of_the_traffic_step_has_a_name(qtbot: QtBot) -> None:
    page = _page(qtbot, typical(inbound=(STOREFRONT, PUSH)))
    _card(page, INTERNAL).radio.click()
    assert unnamed_controls(page) == []
