"""Readiness in the window: every open point stands in the rail, and each leads to what settles it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.cluster import Exposure, InboundService
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.gui.widgets.points_list import MOST_POINTS, PointsList
from planner.gui.window import Window
from planner.gui.workbench import point_words
from planner.session.problem import Step
from planner.session.readiness import step_of
from tests.gui.page_builders import english, silent, typical
from tests.gui.windows import EDIT, open_window, session_of

EDITION = "2026-07-02"
FEATURES = ("windows", "azure-monitor", "istio")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


def _open(window: Window, request: object) -> None:
    session_of(window).start(request)  # type: ignore[arg-type]
    window.commands.documents.opened.emit()
    QApplication.processEvents()


def _focus_is_within(window: Window, part: QWidget) -> bool:
    focus = window.focusWidget()
    return focus is not None and (focus is part or part.isAncestorOf(focus))


def _click_row(listed: PointsList, row: int) -> None:
    index = listed.points.index(row)
    listed.scrollTo(index)
    QTest.mouseClick(
        listed.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        listed.visualRect(index).center(),
    )


def test_the_rail_counts_what_blocks_and_what_warns_and_lists_each_point_once(window: Window) -> None:
    _open(window, silent(edition=EDITION, features=FEATURES).request)
    points = session_of(window).readiness
    blocks = sum(point.blocks for point in points)
    view = window.commands.workbench.rail.readiness
    assert view.head.text() == f"{blocks} blocking, {len(points) - blocks} warnings"
    assert view.list.isVisible()
    rows = view.list.points.rowCount()
    said = [view.list.points.index(row).data() for row in range(rows)]
    assert said == [point.title.en for point in points]
    assert len(set(said)) == len(said)


def test_each_row_says_its_severity_in_a_word_and_what_it_costs(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    listed = window.commands.workbench.rail.readiness.list
    for row, point in enumerate(session_of(window).readiness):
        spoken = listed.points.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith("Blocks: " if point.blocks else "Warns: ")
        assert point.cost.en in spoken


def test_a_plan_with_nothing_open_is_ready(window: Window) -> None:
    answers = {"inbound": (), "default_route_to_firewall": True, "features_complete": True}
    # Of Key Vault the page names less than a cluster needs: such a plan has an open point.
    _open(window, typical(**answers, features=("windows", "azure-monitor")).request)
    view = window.commands.workbench.rail.readiness
    assert session_of(window).readiness == ()
    assert view.head.text() == "Ready"
    assert view.head.accessibleName() == "Readiness: Ready"
    assert not view.list.isVisible()


def test_a_click_on_each_point_leads_to_the_step_and_the_control_that_settles_it(window: Window) -> None:
    _open(window, silent(edition=EDITION, features=FEATURES, inbound=()).request)
    workbench, session = window.commands.workbench, session_of(window)
    listed = workbench.rail.readiness.list
    for row, point in enumerate(session.readiness):
        _click_row(listed, row)
        page = workbench.page
        assert workbench.current is step_of(point, session.catalog), point.id
        questions = getattr(page, "questions", {})
        fields = getattr(getattr(page, "fields", None), "fields", {})
        if point.field in questions:
            assert _focus_is_within(window, questions[point.field].control), point.id
        elif point.field in fields:
            assert _focus_is_within(window, fields[point.field]), point.id
        else:
            assert _focus_is_within(window, page), point.id


def test_an_unanswered_question_of_a_feature_leads_to_that_features_row(window: Window) -> None:
    _open(window, silent(edition=EDITION, features=FEATURES).request)
    workbench, session = window.commands.workbench, session_of(window)
    point = next(entry for entry in session.readiness if entry.field == "istio.vault_certificates")
    workbench.show_point(point)
    row = workbench.page.rows["istio"]  # type: ignore[attr-defined]
    assert _focus_is_within(window, row.vault)


def test_an_undecided_path_leads_to_that_services_remedies(window: Window) -> None:
    second = InboundService("second", Exposure.PUBLIC, Protocol.TCP, 8443, "203.0.113.81")
    _open(window, typical(inbound=(*typical().cluster.inbound, second)).request)
    workbench, session = window.commands.workbench, session_of(window)
    point = next(entry for entry in session.readiness if "second" in entry.title.en)
    workbench.show_point(point)
    page = workbench.page
    assert page.decision.service == "second"  # type: ignore[attr-defined]
    assert _focus_is_within(window, page.decision.cards)  # type: ignore[attr-defined]


def test_a_left_out_required_line_leads_to_that_line_in_the_table(window: Window) -> None:
    _open(window, typical(inbound=()).request)
    workbench, session = window.commands.workbench, session_of(window)
    session.leave_out("core-registry", "mirrored")
    point = next(entry for entry in session.readiness if entry.rule_id == "core-registry" and entry.blocks)
    workbench.show_point(point)
    page = workbench.page
    assert workbench.current is Step.RULES
    assert [row.key for row in page.view.selected_lines()] == ["core-registry"]  # type: ignore[attr-defined]
    assert page.view.hasFocus()  # type: ignore[attr-defined]


def test_f8_walks_every_point_and_begins_again(window: Window) -> None:
    _open(window, silent(edition=EDITION, features=FEATURES).request)
    workbench, session = window.commands.workbench, session_of(window)
    listed = workbench.rail.readiness.list
    walked = []
    for _ in session.readiness:
        window.menus.actions["next_problem"].trigger()
        walked.append(listed.points.point(listed.currentIndex()))
    assert walked == list(session.readiness)
    window.menus.actions["next_problem"].trigger()
    assert listed.currentIndex().row() == 0


def test_f8_goes_on_from_a_point_that_was_settled(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    workbench, session = window.commands.workbench, session_of(window)
    workbench.next_problem()
    following = session.readiness[1]
    session.answer(EDIT, node_subnets=("10.42.0.0/22",))
    workbench.next_problem()
    listed = workbench.rail.readiness.list
    shown = listed.points.point(listed.currentIndex())
    assert shown is not None
    assert shown.id == following.id


def test_enter_on_a_point_opens_its_step(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    workbench = window.commands.workbench
    listed = workbench.rail.readiness.list
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert workbench.current is Step.TRAFFIC


def test_tab_goes_from_the_steps_to_the_heading_and_into_the_list(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    workbench = window.commands.workbench
    workbench.rail.steps.buttons[Step.CLOUD].setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert workbench.rail.readiness.head.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert workbench.rail.readiness.list.hasFocus()


def test_a_low_window_folds_the_list_and_opening_it_takes_the_place_of_the_counts(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    window.resize(1024, 620)
    QApplication.processEvents()
    rail = window.commands.workbench.rail
    assert rail.readiness.head.isVisible()
    assert not rail.readiness.list.isVisible()
    assert rail.plan.isVisible()
    QTest.mouseClick(rail.readiness.head, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert rail.readiness.list.isVisible()
    assert not rail.plan.isVisible()
    bottom = rail.readiness.mapTo(rail, rail.readiness.rect().bottomLeft()).y()
    assert bottom <= rail.height()
    QTest.mouseClick(rail.readiness.head, Qt.MouseButton.LeftButton)
    assert rail.plan.isVisible()


def test_the_bottom_bar_says_what_is_open_on_the_step_and_how_much_more(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    workbench, session = window.commands.workbench, session_of(window)
    workbench.go(Step.FACTS)
    assert workbench.bar.warning.text == ""
    workbench.go(Step.FEATURES)
    workbench.go(Step.FACTS)
    assert session.plan is not None
    lines = len(session.plan.included_rules())
    here = [point for point in session.readiness if step_of(point, session.catalog) is Step.FACTS]
    assert workbench.bar.warning.text == (
        f"The node subnet is not known; {lines} of {lines} lines have no source and cannot be written. "
        f"{len(here) - 1} more on this step."
    )
    workbench.go(Step.EXPORT)
    blocks = sum(point.blocks for point in session.readiness)
    assert workbench.bar.warning.text == f"{blocks} open points block this change."


def test_a_cost_that_is_a_sentence_of_its_own_begins_a_sentence_in_the_bottom_bar() -> None:
    title = Text("Line 31 does not suffice", "第 31 行不足以满足需要")
    whole = OpenPoint(
        "p", PointSeverity.WARNS, title, cost=Text("The page writes it. Ask too.", "官方页面如此写。")
    )
    part = OpenPoint(
        "p", PointSeverity.WARNS, title, cost=Text("2 lines are left away", "2 条规则不在方案中")
    )
    assert point_words(whole, "en") == "Line 31 does not suffice. The page writes it. Ask too."
    assert point_words(whole, "zh") == "第 31 行不足以满足需要；官方页面如此写。"
    assert point_words(part, "en") == "Line 31 does not suffice; 2 lines are left away."


def test_whether_the_list_of_features_is_complete_can_be_answered_in_the_window(window: Window) -> None:
    _open(window, silent(edition=EDITION).request)
    workbench, session = window.commands.workbench, session_of(window)
    point = next(entry for entry in session.readiness if entry.field == "features_complete")
    workbench.show_point(point)
    question = workbench.page.questions["features_complete"]  # type: ignore[attr-defined]
    question.control.yes.click()
    assert session.known("features_complete") is True
    assert "features_complete" not in {entry.field for entry in session.readiness}


def test_a_long_list_is_counted_beyond_a_hundred_points(qtbot: QtBot) -> None:
    listed = PointsList()
    qtbot.addWidget(listed)
    points = tuple(
        OpenPoint(f"p{number}", PointSeverity.WARNS, Text(f"<b>{number}</b>", f"{number}"))
        for number in range(150)
    )
    with english():
        listed.show_points(points, ("Rules",) * 150, "en")
    last = listed.points.index(MOST_POINTS)
    assert listed.points.rowCount() == MOST_POINTS + 1
    assert last.data() == "50 more. F8 leads from one to the next."
    assert listed.points.point(last) is None
    assert "&lt;b&gt;0" in listed.points.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_rail_says_it_in_chinese(qtbot: QtBot) -> None:
    with open_window(qtbot, "zh") as window:
        _open(window, silent(edition=EDITION).request)
        view = window.commands.workbench.rail.readiness
        points = session_of(window).readiness
        blocks = sum(point.blocks for point in points)
        assert view.head.text() == f"{blocks} 项阻止变更，{len(points) - blocks} 项注意"
        spoken = view.list.points.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith("阻止变更: 节点子网未知")
