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
from planner.planning.readiness import open_points
from planner.session.problem import Step
from planner.session.session import Session
from planner.session.steps import step_states
from planner.session.suggestions import suggested_rollback
from tests.gui.page_builders import english, shown, typical
from tests.plans import STOREFRONT, catalog

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


@pytest.mark.parametrize("missing", [*ANSWERED, "both"])
@pytest.mark.parametrize(
    ("inbound", "advisory_id", "facts"),
    [
        ((STOREFRONT,), "asymmetric-routing", ANSWERED),
        ((), "firewall-not-in-path", {"outbound_type": "loadBalancer", "default_route_to_firewall": None}),
    ],
    ids=["broken", "bypassed"],
)
def test_bad_news_that_rests_on_an_assumption_says_so(
    inbound: tuple[Any, ...], advisory_id: str, facts: dict[str, Any], missing: str
) -> None:
    if advisory_id == "asymmetric-routing":
        facts = UNANSWERED if missing == "both" else {**facts, missing: None}
    plan = planned(inbound, facts).plan
    assert plan is not None
    drawing = path_drawing(plan)
    assert "as assumed" in drawing.verdict_text.en
    assert "假定" in drawing.verdict_text.zh
    entry = next(entry for entry in plan.advisories if entry.id == advisory_id)
    assert entry.title.en.endswith("if what is assumed holds")
    assert entry.text.en.startswith("Assumed, nobody answered: ")
    assert entry.text.zh.startswith("假定（未回答）：")
    assert ".." not in entry.text.en
    for point in open_points(plan, catalog()):
        if point.id.startswith("path-"):
            assert "if what is assumed holds" in point.cost.en


def test_bad_news_on_answers_is_said_flatly() -> None:
    plan = planned((STOREFRONT,), ANSWERED).plan
    assert plan is not None
    assert "assumed" not in path_drawing(plan).verdict_text.en
    entry = next(entry for entry in plan.advisories if entry.id == "asymmetric-routing")
    assert "ssumed" not in entry.title.en + entry.text.en


def test_rollback_claims_no_lone_way_out_that_nobody_answered_and_no_line_that_was_not_written() -> None:
    open_lines = planned((), UNANSWERED | {"api_server_ip": None}).plan
    known = planned((), ANSWERED).plan
    assert open_lines is not None
    assert known is not None
    said = suggested_rollback(open_lines)
    assert "Remove those of the" in said.en
    assert "as assumed, the cluster has no other" in said.en
    assert "假定" in said.zh
    said = suggested_rollback(known)
    assert "Remove the " in said.en
    assert "assumed" not in said.en
