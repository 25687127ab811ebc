"""Nothing says that traffic passes the firewall, or that a path is whole, while what decides it is assumed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from planner.diagram.path import path_drawing
from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.traffic_page import TrafficPage
from planner.planning.path import HOST_ROUTE, STOP_FILTERING
from planner.session.problems import Step
from planner.session.session import Session
from planner.session.steps import step_states
from tests.gui.page_builders import english, shown, typical
from tests.plans import STOREFRONT

ANSWERED: dict[str, Any] = {"outbound_type": "userDefinedRouting", "default_route_to_firewall": True}
UNANSWERED: dict[str, Any] = dict.fromkeys(ANSWERED)
CASES: dict[str, tuple[Any, ...]] = {
    "egress alone": (),
    "whole": (replace(STOREFRONT, remedy=HOST_ROUTE),),
}


def planned(inbound: tuple[Any, ...], facts: dict[str, Any]) -> Session:
    session = typical(inbound=inbound, firewall_public_ips=("203.0.113.10",))
    session.answer(Text("Test", "测试"), **facts)
    return session


@pytest.mark.parametrize("inbound", CASES.values(), ids=CASES)
@pytest.mark.parametrize("missing", [*ANSWERED, "both"])
def test_a_verdict_on_assumed_answers_begins_with_if_and_is_not_green(
    qtbot: QtBot, inbound: tuple[Any, ...], missing: str
) -> None:
    session = planned(inbound, UNANSWERED if missing == "both" else {**ANSWERED, missing: None})
    assert session.plan is not None
    drawing = path_drawing(session.plan)
    assert drawing.assumed
    assert drawing.verdict_text.en.startswith("If ")
    assert "as assumed" in drawing.verdict_text.en
    assert "假定" in drawing.verdict_text.zh
    with english():
        page = shown(qtbot, RulesPage(session))
        assert page.path.verdict.meaning is Meaning.ADVISORY
        assert page.path.verdict.text == drawing.verdict_text.en
        traffic = shown(qtbot, TrafficPage(session))
        assert traffic.decision.heading.meaning is Meaning.ADVISORY
    rail = next(state for state in step_states(session) if state.step is Step.TRAFFIC)
    assert rail.detail.en == "Through the firewall, as assumed"


@pytest.mark.parametrize("inbound", CASES.values(), ids=CASES)
def test_a_verdict_on_answers_says_what_is_so(qtbot: QtBot, inbound: tuple[Any, ...]) -> None:
    session = planned(inbound, ANSWERED)
    assert session.plan is not None
    drawing = path_drawing(session.plan)
    assert not drawing.assumed
    assert not drawing.verdict_text.en.startswith("If ")
    page = shown(qtbot, RulesPage(session))
    assert page.path.verdict.meaning is Meaning.DONE


def test_no_title_calls_a_path_whole_without_its_if() -> None:
    for facts, conditional in ((ANSWERED, False), (UNANSWERED, True)):
        plan = planned(CASES["whole"], facts).plan
        assert plan is not None
        titles = [entry.title for entry in plan.advisories if "whole" in entry.title.en]
        assert titles
        assert all(("assumed" in title.en) is conditional for title in titles)
        assert all(("假定" in title.zh) is conditional for title in titles)


def test_a_bypass_that_rests_on_an_assumption_says_so_and_a_chosen_one_does_not() -> None:
    plan = planned((), {"outbound_type": "loadBalancer", "default_route_to_firewall": None}).plan
    assert plan is not None
    assert path_drawing(plan).verdict_text.en.startswith("If ")
    plan = planned((replace(STOREFRONT, remedy=STOP_FILTERING),), UNANSWERED).plan
    assert plan is not None
    assert path_drawing(plan).verdict_text.en.startswith("Traffic does not pass")
