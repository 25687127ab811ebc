"""Older editions in the window: what has left the page, what a newer one changes, what one lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser
from pytestqt.qtbot import QtBot

from planner.gui.edition_changes import delta_to_newest
from planner.gui.former_rules import former_rules_text, last_edition_of
from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.features_page import FeaturesPage
from planner.gui.window import Window
from planner.session.problem import Step
from tests.gui.windows import EDIT, answer_typical, open_window, session_of

OLD = "2020-03-10"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        opened.commands.new()
        answer_typical(opened.commands)
        yield opened


def _cloud(window: Window) -> CloudPage:
    window.commands.workbench.go(Step.CLOUD)
    page = window.commands.workbench.page
    assert isinstance(page, CloudPage)
    return page


def _features(window: Window) -> FeaturesPage:
    window.commands.workbench.go(Step.FEATURES)
    page = window.commands.workbench.page
    assert isinstance(page, FeaturesPage)
    return page


def _open_dialog(window: Window) -> QDialog:
    [dialog] = [found for found in window.findChildren(QDialog) if found.isVisible()]
    return dialog


def test_the_list_of_editions_is_the_catalogs_newest_first_and_names_a_later_state(window: Window) -> None:
    page = _cloud(window)
    shown = [page.edition.itemText(index) for index in range(page.edition.count())]
    assert shown == [
        "2026-07-02 (newest)",
        "2024-12-11",
        "2023-03-10",
        "2022-07-26",
        "2021-01-12 (state of 2021-02-12)",
        "2020-06-29",
        "2020-03-10",
    ]
    assert session_of(window).cluster.edition == "2026-07-02"


def test_what_changed_is_offered_only_while_a_newer_edition_is_known(window: Window) -> None:
    page = _cloud(window)
    assert page.compare.isHidden()
    session_of(window).answer(EDIT, edition=OLD)
    assert not page.compare.isHidden()


def test_the_comparison_names_each_line_that_comes_goes_and_changes_with_its_reason(window: Window) -> None:
    session = session_of(window)
    session.answer(EDIT, edition=OLD)
    _cloud(window).compare.click()
    browser = _open_dialog(window).findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    shown = browser.toPlainText()
    delta = delta_to_newest(session.request, session.catalog)
    assert delta is not None
    found = delta.delta
    rules = [*found.added, *found.removed, *(change.after for change in found.changed)]
    assert len(rules) > 10
    assert [rule.id for rule in rules if rule.destination.value not in shown] == []
    assert [reason.en for reason in delta.reasons.values() if reason.en not in shown] == []
    counts = len(found.added), len(found.removed), len(found.changed)
    assert "With it: {} lines added, {} removed, {} changed.".format(*counts) in shown


def test_taking_the_newest_edition_from_the_comparison_can_be_undone(window: Window) -> None:
    session = session_of(window)
    session.answer(EDIT, edition=OLD)
    page = _cloud(window)
    page.compare.click()
    buttons = _open_dialog(window).findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    [use] = [button for button in buttons.buttons() if "edition" in button.text()]
    use.click()
    assert session.cluster.edition == session.catalog.newest_edition.id
    assert page.compare.isHidden()
    session.undo()
    assert session.cluster.edition == OLD


def test_an_edition_without_the_service_tag_offers_host_names_alone(window: Window) -> None:
    session_of(window).answer(EDIT, edition=OLD)
    row = _features(window).rows["azure-monitor"]
    assert not row.choices["tag"].isEnabled()
    assert row.choices["hosts"].isChecked()
    assert row.choice_helper.text().startswith("This edition knows no service tag")
    session_of(window).answer(EDIT, edition="2026-07-02")
    assert row.choices["tag"].isEnabled()


def test_a_feature_that_left_the_page_shows_the_rules_that_can_go(window: Window) -> None:
    catalog = session_of(window).catalog
    feature = catalog.feature("dev-spaces")
    assert feature is not None
    last = last_edition_of(feature, catalog)
    assert last < "2021-05-06"
    shown = QTextDocument()
    shown.setMarkdown(former_rules_text(feature, catalog, "en"))
    text = shown.toPlainText()
    asked = [demand for demand in feature.demands if demand.since <= last < (demand.until or "9")]
    hosts = [entry.value for demand in asked for entry in demand.destinations]
    assert hosts
    assert [host for host in hosts if host not in text] == []
    assert [demand.if_refused.en for demand in asked if demand.if_refused.en not in text] == []


def test_only_what_left_the_page_in_every_cloud_offers_its_former_rules(window: Window) -> None:
    page = _features(window)
    offered = [line.former for line in page.withheld_lines() if not line.former.isHidden()]
    assert [button.accessibleName() for button in offered] == ["Rules of Azure Dev Spaces"]
    offered[0].click()
    assert _open_dialog(window).windowTitle() == "Rules of Azure Dev Spaces"
