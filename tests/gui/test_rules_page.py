"""The rules step: finding, reading, leaving out and copying lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.text import Text
from planner.gui.models.rules_model import Column
from planner.gui.steps.leave_out_dialog import LeaveOutDialog
from planner.gui.steps.rules_menu import rules_menu
from planner.gui.steps.rules_page import RulesPage
from planner.gui.widgets.flow_text import host_html
from planner.gui.widgets.rules_view import FURTHER_COLUMNS
from planner.session.problem import Step
from planner.session.session import Session
from tests.gui.page_builders import (
    INTERNAL,
    STOREFRONT,
    empty,
    english,
    shown,
    silent,
    typical,
    unnamed_controls,
)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    with english():
        yield


def _page(qtbot: QtBot, session: Session | None = None, language: str = "en", width: int = 1012) -> RulesPage:
    return shown(qtbot, RulesPage(session or typical()), language, width)


def _select(page: RulesPage, *keys: str) -> None:
    page.view.clearSelection()
    selection = page.view.selectionModel()
    flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
    for key in keys:
        selection.select(page.model.index_of(key), flags)


def _left_out(page: RulesPage) -> set[str]:
    plan = page.session.plan
    assert plan is not None
    return {rule.id for rule in plan.rules if plan.is_left_out(rule)}


def _open_titles(page: RulesPage) -> list[str]:
    heads = enumerate(page.model.groups)
    return [group.title for row, group in heads if page.view.isExpanded(page.model.index(row, 0))]


def test_no_region_shows_the_way_to_the_first_step(qtbot: QtBot) -> None:
    page = _page(qtbot, empty())
    assert page.no_plan.label.text() == "Choose a cloud and a region first. Then the rules appear here."
    assert not page.view.isVisible()
    assert not page.explanation.isVisible()
    with qtbot.waitSignal(page.go_to) as blocker:
        page.no_plan.button.click()
    assert blocker.args == [Step.CLOUD]


def test_table_appears_once_a_region_is_answered(qtbot: QtBot) -> None:
    page = _page(qtbot, empty())
    page.session.answer(Text("Region", "区域"), region="westeurope")
    assert page.view.isVisible()
    assert page.model.index_of("core-registry").isValid()


def test_search_without_a_hit_says_so_and_offers_to_clear(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText("nvidia")
    assert page.no_hit.label.text() == 'No line contains "nvidia".'
    assert not page.view.isVisible()
    page.no_hit.button.click()
    assert page.filter.search.text() == ""
    assert page.view.isVisible()


def test_search_opens_the_groups_of_its_hits_and_closes_them_again(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.view.setExpanded(page.model.index(1, 0), False)
    before = _open_titles(page)
    page.filter.search.setText("policy")
    assert "Azure Policy" in _open_titles(page)
    page.filter.search.clear()
    assert _open_titles(page) == before
    assert "Windows Server node pools" not in before


def test_open_and_closed_groups_are_remembered(qtbot: QtBot) -> None:
    first = _page(qtbot)
    first.view.setExpanded(first.model.index(0, 0), False)
    assert _open_titles(_page(qtbot)) == [
        title for title in _open_titles(first) if title != "Every AKS cluster"
    ]


def test_what_is_closed_while_searching_is_open_again_afterwards(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText("ubuntu")
    page.view.setExpanded(page.model.index(0, 0), False)
    page.filter.search.clear()
    assert "Every AKS cluster" in _open_titles(page)


def test_grouping_is_remembered_and_unknown_settings_do_no_harm(qtbot: QtBot) -> None:
    _page(qtbot).set_grouping("kind")
    page = _page(qtbot)
    assert [group.title for group in page.model.groups] == [
        "Application rules",
        "Network rules",
        "Not needed",
    ]
    QSettings().setValue("rules/grouping", "colour")
    QSettings().setValue("rules/open", "[not json")
    assert _page(qtbot).model.groups[0].title == "Every AKS cluster"


def test_destination_column_is_as_wide_as_its_longest_name_where_there_is_room(qtbot: QtBot) -> None:
    from planner.gui.delegates.rules_delegate import destination_width

    page = _page(qtbot, width=1012)
    names = [line.destination for group in page.model.groups for line in group.lines]
    assert page.view.columnWidth(0) >= destination_width(names, page.view.font())


def test_explanation_follows_the_order_of_the_design(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_rule("core-api-server-address")
    said = page.explanation.said
    order = ["198.51.100.24", "Required", "Network rule • TCP:443", "Why", "If it is refused", "Asked for by"]
    order += ["Other ways", "Covered by", "No other rule in this plan", "Source", "Open Microsoft's page"]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "Core, because Private API server is set to no, Pods call the API server is set to yes" in said
    assert "*.hcp.westeurope.azmk8s.io" in said


def test_heading_without_content_says_so(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_rule("core-registry")
    assert "Other ways\nNo other way is known" in page.explanation.said
    assert "Remark on the source" not in page.explanation.said


def test_explanation_names_the_covering_wildcard_and_on_which_firewalls(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_rule("azure-monitor-metric-ingestion")
    assert (
        "*.ingest.monitor.azure.com, on firewalls whose asterisk spans several labels"
        in page.explanation.said
    )


def test_line_not_needed_begins_with_the_reason_and_cannot_be_left_out(qtbot: QtBot) -> None:
    page = _page(qtbot)
    key = next(
        line.key
        for group in page.model.groups
        for line in group.lines
        if line.destination == "ntp.ubuntu.com"
    )
    _select(page, key)
    said = page.explanation.said
    assert (
        said.index("The page does not ask for it on nodes provisioned after March 2021")
        < said.index("Needed if")
        < said.index("Why")
    )
    assert "Linux nodes older than March 2021: yes" in said
    assert not page.explanation.toggle.isVisible()
    page.toggle_left_out()
    assert _left_out(page) == set()


def test_several_lines_show_what_they_have_in_common(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-registry", "core-packages", "core-ubuntu-security")
    said = page.explanation.said
    assert "3 lines selected" in said
    assert "Service\ndiffers" in said
    assert "Asked for by\nCore" in said


def test_selected_text_is_copied_without_the_marks_that_steer_line_breaks(qtbot: QtBot) -> None:
    assert "mcr-\u2060msedge.\u200bnet" in host_html("mcr-msedge.net")
    page = _page(qtbot)
    page.show_rule("core-registry-edge")
    page.explanation.name.selectAll()
    page.explanation.name.copy()
    assert QGuiApplication.clipboard().text() == "mcr-0001.mcr-msedge.net"


def test_user_text_in_the_pane_is_no_markup(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.session.leave_out("core-registry", "<b>Mirror</b> & <img src=x>")
    page.show_rule("core-registry")
    assert "<b>Mirror</b> & <img src=x>" in page.explanation.said


def test_click_on_the_check_box_leaves_an_optional_line_out(qtbot: QtBot) -> None:
    page = _page(qtbot)
    index = page.model.index_of("core-ubuntu-security")
    box = page.view.visualRect(index)
    at = box.topLeft()
    at.setX(box.left() + 14)
    at.setY(box.center().y())
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: _left_out(page) == {"core-ubuntu-security"})
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: _left_out(page) == set())


def test_space_ticks_the_selected_optional_lines_and_leaves_required_ones_alone(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-registry", "core-ubuntu-security", "core-ubuntu-archive")
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert _left_out(page) == {"core-ubuntu-security", "core-ubuntu-archive"}
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert _left_out(page) == set()


def test_required_line_is_left_out_only_with_a_written_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot)
    asked: list[LeaveOutDialog] = []

    def answer(dialog: LeaveOutDialog) -> QDialog.DialogCode:
        asked.append(dialog)
        assert not dialog.leave_out.isEnabled()
        dialog._reason.setText("  ")
        assert not dialog.leave_out.isEnabled()
        dialog._reason.setText("Mirror in the hub")
        assert dialog.leave_out.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(LeaveOutDialog, "exec", answer)
    _select(page, "core-registry")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    plan = page.session.plan
    assert plan is not None
    assert len(asked) == 1
    assert _left_out(page) == {"core-registry"}
    rule = plan.rule("core-registry")
    assert rule is not None
    assert plan.left_out_reason(rule) == "Mirror in the hub"
    assert [row.key for row in page.view.selected_lines()] == ["core-registry"]
    assert page.explanation.toggle.text() == "Include"
    page.explanation.toggle.click()
    assert _left_out(page) == set()


def test_keep_in_the_dialog_changes_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _page(qtbot)
    monkeypatch.setattr(LeaveOutDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    _select(page, "core-registry", "core-ubuntu-security")
    page.toggle_left_out()
    assert _left_out(page) == set()


def test_dialog_names_the_host_and_what_breaks(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-registry")
    dialog = LeaveOutDialog(page.view.selected_lines(), {}, "en", page)
    qtbot.addWidget(dialog)
    words = " ".join(child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text"))
    assert "Leave out mcr.microsoft.com?" in words
    assert "Every export will show this line as left out, with your reason." in words


def test_the_dialog_does_not_say_that_something_breaks_which_another_line_keeps_open(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(
        qtbot, RulesPage(typical(cloud="AzureChinaCloud", region="chinaeast2", inbound=(), features=()))
    )
    said: list[str] = []

    def read(dialog: LeaveOutDialog) -> QDialog.DialogCode:
        said.append(
            " ".join(child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text"))
        )
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(LeaveOutDialog, "exec", read)
    _select(page, "core-api-server")
    page.toggle_left_out()
    _select(page, "core-api-server", "core-china-mirror")
    page.toggle_left_out()
    plan = page.session.plan
    assert plan is not None
    number = plan.line_number("core-china-mirror")
    assert f"stays open through lines {number} (HTTPS:443)" in said[0]
    assert "NotReady" not in said[0]
    assert "Open all the same through other lines: 1 of them." in said[1]


def test_copy_takes_the_selection_or_else_every_shown_line(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-registry")
    page.copy_selection("csv")
    assert (
        QGuiApplication.clipboard()
        .text()
        .splitlines()[1]
        .startswith("Required,mcr.microsoft.com,HTTPS:443,Core,")
    )
    page.view.clearSelection()
    page.filter.search.setText("ubuntu.com")
    page.copy_selection("markdown")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2 + 5


def test_selection_survives_an_answer_that_changes_the_table(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-packages")
    page.session.answer(Text("GPU on", "启用 GPU"), features=("gpu",))
    assert [row.key for row in page.view.selected_lines()] == ["core-packages"]


def test_show_rule_finds_a_line_that_a_filter_hid(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.filter.search.setText("ubuntu")
    page.show_rule("azure-policy-data")
    assert [row.destination for row in page.view.selected_lines()] == ["data.policy.core.windows.net"]


def test_lines_of_the_last_answer_can_be_shown_alone(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_only(frozenset({"core-registry", "core-packages"}))
    assert [line.key for group in page.model.groups for line in group.lines] == [
        "core-registry",
        "core-packages",
    ]
    assert page.only_line.text == "These are the lines that the last answer changed."
    page.only_end.click()
    assert page.model.index_of("azure-policy-data").isValid()
    assert not page.only_line.isVisible()


def test_narrow_page_puts_the_explanation_under_the_table(qtbot: QtBot) -> None:
    page = _page(qtbot, width=756)
    assert page.splitter.orientation() is Qt.Orientation.Vertical
    page.resize(1012, 746)
    assert page.splitter.orientation() is Qt.Orientation.Horizontal


def test_explanation_stays_hidden_once_it_was_switched_off(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.set_explanation_visible(False)
    page.refresh()
    assert not page.explanation.isVisible()


def test_nat_rule_is_a_line_that_says_where_the_firewall_sends_it(qtbot: QtBot) -> None:
    service = replace(STOREFRONT, remedy=INTERNAL, internal_ip="10.42.0.200")
    page = _page(qtbot, typical(inbound=(service,)))
    page.show_rule("inbound-storefront-tcp-443")
    assert "The firewall sends it to\n10.42.0.200:443" in page.explanation.said


def test_context_menu_shows_further_columns(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _select(page, "core-registry")
    menu = rules_menu(page)
    columns = next(action.menu() for action in menu.actions() if action.text() == "More columns")
    assert columns is not None
    assert [action.text() for action in columns.actions()] == ["No.", "Kind", "Source address"]
    assert [action.isChecked() for action in columns.actions()] == [True, False, False]
    columns.actions()[1].trigger()
    assert not page.view.isColumnHidden(FURTHER_COLUMNS[1])


def test_language_of_the_table_changes_with_the_window(qtbot: QtBot) -> None:
    page = _page(qtbot, language="zh")
    assert page.model.groups[0].title == "所有 AKS 群集"
    page.show_rule("core-registry")
    assert "用途" in page.explanation.said
    page.set_language("en")
    assert page.model.groups[0].title == "Every AKS cluster"


def test_every_control_of_the_rules_step_has_a_name(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_rule("core-registry")
    assert unnamed_controls(page) == []


def test_first_line_is_explained_before_anybody_points_at_one(qtbot: QtBot) -> None:
    page = _page(qtbot)
    assert [row.destination for row in page.view.selected_lines()] == ["*.hcp.westeurope.azmk8s.io"]


def test_path_is_summed_up_in_one_line_and_drawn_on_demand(qtbot: QtBot) -> None:
    page = _page(qtbot)
    assert page.path.verdict.text
    assert page.path.picture.isHidden()
    qtbot.mouseClick(page.path.link, Qt.MouseButton.LeftButton)
    assert page.path.picture.is_drawn
    assert page.path.link.text() == "Hide the traffic path"
    again = _page(qtbot)
    assert not again.path.picture.isHidden()


def test_pane_says_first_what_was_assumed_and_never_that_it_was_set(qtbot: QtBot) -> None:
    page = _page(qtbot, silent())
    page.show_rule("core-api-server-address")
    said = page.explanation.said
    sentence = "Assumed, nobody answered: Private API server: no"
    assert said.index("Assumed\n" + sentence) < said.index("Why\n")
    assert "Pods call the API server is assumed to be yes" in said
    assert "is set to" not in said


def test_pane_of_an_answered_line_has_no_section_assumed(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.show_rule("core-api-server-address")
    assert "Assumed" not in page.explanation.said


def test_pane_of_what_is_not_needed_tells_the_assumption_from_the_reason(qtbot: QtBot) -> None:
    page = _page(qtbot, silent())
    lines = [line for group in page.model.groups for line in group.lines]
    _select(page, next(line.key for line in lines if line.destination == "ntp.ubuntu.com"))
    said = page.explanation.said
    assert said.index("Assumed, nobody answered: Linux nodes older") < said.index(
        "Not needed, because\nThe page does not ask for it"
    )


def test_filter_assumed_carries_its_count_and_follows_the_answers(qtbot: QtBot) -> None:
    page = _page(qtbot, silent())
    box = page.filter.show_box
    position = box.findData("assumed")
    assumed = sum(line.assumed for group in page.model.groups for line in group.lines)
    assert box.itemText(position) == f"Assumed ({assumed})"
    box.setCurrentIndex(position)
    lines = [line for group in page.model.groups for line in group.lines]
    assert len(lines) == assumed
    assert all(line.assumed for line in lines)
    page.session.answer(Text("konnectivity", "konnectivity"), konnectivity=True)
    assert box.itemText(position) == f"Assumed ({assumed - 2})"


def test_filter_assumed_has_no_number_where_nothing_is_assumed(qtbot: QtBot) -> None:
    box = _page(qtbot).filter.show_box
    assert box.itemText(box.findData("assumed")) == "Assumed"


def test_three_marks_do_not_lie_over_the_feature(qtbot: QtBot) -> None:
    from planner.gui.delegates.rules_delegate import marks_width

    # The API server's address in Azure China: assumed, not known yet, and remarked on.
    page = _page(qtbot, silent(cloud="AzureChinaCloud", region="chinanorth2"))
    most = max(len(line.notes) for group in page.model.groups for line in group.lines)
    assert most == 3
    assert page.view.columnWidth(Column.MARK) >= marks_width(most)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_marks_stay_in_view_and_a_long_host_gives_way(qtbot: QtBot, language: str) -> None:
    session = typical(features=("cluster-extensions", "azure-monitor", "gpu", "app-routing"))
    page = _page(qtbot, session, language, 960)
    view, header = page.view, page.view.header()
    qtbot.waitUntil(lambda: view.viewport().width() > 0)
    end = header.sectionViewportPosition(Column.MARK) + header.sectionSize(Column.MARK)
    assert end <= view.viewport().width()
    assert view.horizontalScrollBar().maximum() == 0
    index = page.model.index_of(page.model.groups[0].lines[0].key)
    assert page.model.groups[0].lines[0].destination in str(index.data(Qt.ItemDataRole.ToolTipRole))
