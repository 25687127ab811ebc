"""Plans with hundreds of services: planned away from the window's thread, shown in bounded lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QThreadPool
from pytestqt.qtbot import QtBot

from planner.domain.rule import RuleKind
from planner.gui.background import Background, undisturbed
from planner.gui.steps import export_checks
from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.inbound_editor import MOST_CHIPS, InboundEditor
from planner.gui.steps.notices_panel import MOST_NOTICES
from planner.gui.steps.routing_decision import MOST_TABS
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.window import Window
from planner.planning.path import HOST_ROUTE
from planner.session.feature_costs import feature_costs
from planner.session.plan_file import read_plan, write_plan
from planner.session.problem import Step
from planner.session.recovery import read_kept
from tests.gui.windows import EDIT, open_window, session_of
from tests.large_plans import large_request, services
from tests.plans import catalog, changed

SERVICES = 400


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


def _open(qtbot: QtBot, window: Window, folder: Path, remedies: tuple[str, ...] = (HOST_ROUTE,)) -> Path:
    file = folder / "large.yaml"
    file.write_bytes(write_plan(large_request(SERVICES, 2, remedies), catalog()))
    window.commands.open_path(str(file))
    session = session_of(window)
    qtbot.waitUntil(lambda: session.plan is not None and not session.is_planning)
    return file


def test_services_planned_in_the_background_stand_in_the_table(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    _open(qtbot, window, tmp_path)
    window.commands.workbench.go(Step.RULES)
    page = window.commands.workbench.page
    assert isinstance(page, RulesPage)
    lines = [line for group in page.model.groups for line in group.lines if line.rule is not None]
    assert sum(line.rule is not None and line.rule.kind is RuleKind.NAT for line in lines) == SERVICES


def test_while_a_plan_is_made_the_one_before_stays_and_the_window_says_so(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    _open(qtbot, window, tmp_path)
    session, workbench = session_of(window), window.commands.workbench
    before = session.plan
    session.answer(EDIT, name="other")
    assert session.is_planning
    assert session.plan is before
    assert workbench.bar.state.text() == "Planning…"
    assert workbench.rail.plan.heading.text() == "Planning…"
    qtbot.waitUntil(lambda: not session.is_planning)
    assert session.plan is not None
    assert session.plan.cluster.name == "other"
    assert workbench.rail.plan.heading.text() == "Plan so far"


def test_of_answers_in_a_row_the_last_one_is_planned_and_shown(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    _open(qtbot, window, tmp_path)
    session = session_of(window)
    shown: list[str] = []
    session.subscribe(
        lambda: shown.append(session.plan.cluster.name) if session.plan and not session.is_planning else None
    )
    for name in ("a", "ab", "abc"):
        session.answer(EDIT, merge="name", name=name)
    qtbot.waitUntil(lambda: not session.is_planning)
    assert set(shown) == {"abc"}
    assert session.last_answer is not None


def test_a_result_that_comes_late_is_not_delivered(qtbot: QtBot) -> None:
    background: Background[str] = Background()
    gate, delivered = Event(), []
    background(lambda: (gate.wait(10) and "old") or "", delivered.append)
    background(lambda: "skipped", delivered.append)
    background(lambda: "new", delivered.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(delivered))
    qtbot.wait(50)
    assert delivered == ["new"]


def test_a_small_answer_overtakes_a_large_one(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    _open(qtbot, window, tmp_path)
    session = session_of(window)
    session.answer(EDIT, name="large")
    session.answer(EDIT, inbound=())
    assert not session.is_planning
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(50)
    assert session.plan is not None
    assert session.plan.cluster.inbound == ()


def test_work_that_fails_is_told_and_the_next_is_done(qtbot: QtBot) -> None:
    background: Background[str] = Background()
    delivered: list[str] = []

    def fails() -> str:
        raise ValueError("no plan")

    with qtbot.captureExceptions() as raised:
        background(fails, delivered.append)
        qtbot.waitUntil(lambda: bool(raised))
    background(lambda: "next", delivered.append)
    qtbot.waitUntil(lambda: delivered == ["next"])


def test_garbage_is_looked_for_again_once_all_work_has_ended() -> None:
    import gc

    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_window_is_closed_while_it_plans_and_keeps_work(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot) as window:
        _open(qtbot, window, tmp_path)
        session, keeper = session_of(window), window.commands.documents.keeper
        session.answer(EDIT, name="unsaved")
        keeper.flush()
        session.answer(EDIT, name="unsaved again")
        assert session.is_planning
    assert QThreadPool.globalInstance().waitForDone(20_000)
    qtbot.wait(50)
    assert not keeper.path.exists()


def test_unsaved_work_of_a_large_plan_is_kept_and_read_again(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    _open(qtbot, window, tmp_path)
    session, keeper = session_of(window), window.commands.documents.keeper
    session.answer(EDIT, name="unsaved")
    qtbot.waitUntil(keeper.path.exists)
    kept = read_kept(keeper.path, catalog())
    assert kept is not None
    assert kept.request == session.request


def test_a_large_plan_is_saved_as_it_was_answered(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    file = _open(qtbot, window, tmp_path)
    session = session_of(window)
    session.answer(EDIT, name="saved")
    window.commands.save()
    assert not session.is_modified
    assert read_plan(file.read_bytes(), file.name, catalog()) == session.request


def test_the_recent_list_has_the_counts_of_a_plan_that_was_made_later(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    file = _open(qtbot, window, tmp_path)
    newest = window.commands.documents.recent()[0]
    plan = session_of(window).plan
    assert plan is not None
    assert (newest.path, newest.required) == (str(file), plan.counts().required)


def test_files_of_a_large_plan_are_prepared_before_they_can_be_written(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_checks, "PATIENCE", 0.0)
    _open(qtbot, window, tmp_path, ("",))
    workbench = window.commands.workbench
    workbench.go(Step.EXPORT)
    page = workbench.page
    assert isinstance(page, ExportPage)
    assert page.primary_text() == "Checking…"
    assert not page.primary_enabled()
    qtbot.waitUntil(page.primary_enabled)
    assert page.primary_text() == "Write 2 files"
    listed = page.notices.text.toPlainText()
    assert "more. All of them stand in the file." in listed
    assert listed.count("Still to be decided") <= MOST_NOTICES
    session_of(window).answer(EDIT, name="other")
    assert not page.primary_enabled()
    qtbot.waitUntil(page.primary_enabled)
    context = page.context()
    assert context is not None
    assert context.plan.cluster.name == "other"


def test_chips_are_bounded_and_the_list_finds_every_service(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(qtbot, window, tmp_path)
    workbench, session = window.commands.workbench, session_of(window)
    workbench.go(Step.TRAFFIC)
    page = workbench.page
    assert isinstance(page, TrafficPage)
    assert len(page.inbound.chips) == MOST_CHIPS
    assert page.inbound.more.text() == f"{SERVICES - MOST_CHIPS} more…"
    dialog = page.inbound.list_dialog()
    dialog.search.setText("service-123 ")
    assert dialog.position == 123
    dialog.search.setText("no such service")
    assert dialog.position == -1
    assert not dialog.choose.isEnabled()
    dialog.search.setText("service-399")
    monkeypatch.setattr(InboundEditor, "list_dialog", lambda _: dialog)
    monkeypatch.setattr(dialog, "exec", lambda: dialog.remove.click() or dialog.result())
    monkeypatch.setattr(dialog, "select", lambda _: None)
    page.inbound.more.click()
    assert len(session.cluster.inbound) == SERVICES - 1
    assert session.cluster.inbound[-1].name == "service-398"


def test_a_service_without_a_tab_is_chosen_from_the_list_and_then_has_one(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    _open(qtbot, window, tmp_path)
    workbench = window.commands.workbench
    workbench.go(Step.TRAFFIC)
    page = workbench.page
    assert isinstance(page, TrafficPage)
    decision = page.decision
    assert decision.tabs.count() == MOST_TABS
    assert decision.more.text() == f"{SERVICES - MOST_TABS} more…"
    page.show_service("service-300")
    assert decision.tabs.count() == MOST_TABS
    assert decision.tabs.tabText(decision.tabs.currentIndex()) == "service-300"
    assert decision.list_dialog().position == 300
    decision.tabs.setCurrentIndex(0)
    assert decision.service == "service-0"


def test_few_services_have_a_chip_and_a_tab_each_and_no_list(qtbot: QtBot, window: Window) -> None:
    session = session_of(window)
    window.commands.documents.new()
    session.answer(EDIT, region="westeurope", inbound=services(3))
    window.commands.workbench.go(Step.TRAFFIC)
    page = window.commands.workbench.page
    assert isinstance(page, TrafficPage)
    assert (len(page.inbound.chips), page.decision.tabs.count()) == (3, 3)
    assert page.inbound.more.isHidden()
    assert page.decision.more.isHidden()


def test_typing_goes_on_while_a_plan_is_made(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    _open(qtbot, window, tmp_path)
    page = window.commands.workbench.page
    assert isinstance(page, CloudPage)
    page.name.selectAll()
    for letter in "prod":
        qtbot.keyClick(page.name, letter)
    session = session_of(window)
    qtbot.waitUntil(lambda: not session.is_planning)
    assert page.name.text() == session.cluster.name == "prod"
    session.undo()
    assert session.cluster.name == "shop-prod"


def test_costs_of_features_do_not_depend_on_services_and_subnets() -> None:
    large = large_request(20, 5)
    small = replace(
        changed(large, node_subnets=large.cluster.node_subnets[:1]),
        cluster=replace(large.cluster, inbound=()),
    )
    assert feature_costs(large, catalog()) == feature_costs(small, catalog())
    assert any(cost.rules for cost in feature_costs(large, catalog()))


def test_the_mouse_reaches_the_first_step_while_a_file_is_planned(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(write_plan(large_request(SERVICES, 2), catalog()))
    window.commands.open_path(str(file))
    session, workbench = session_of(window), window.commands.workbench
    assert session.is_planning
    qtbot.mouseClick(workbench.rail.steps.buttons[Step.TRAFFIC], Qt.MouseButton.LeftButton)
    assert workbench.current is Step.TRAFFIC
    qtbot.waitUntil(lambda: not session.is_planning)
