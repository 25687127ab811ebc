"""The window: steps, rail, bottom bar, menus, language and appearance."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.gui.colours import Meaning, is_dark
from planner.gui.first_look import own_palette
from planner.gui.steps.facts_page import FactsPage
from planner.gui.widgets.labels import StyledLabel
from planner.gui.widgets.last_answer import FEW_LINES, MOST_LINES
from planner.gui.widgets.primary_button import contrast, primary_colour
from planner.gui.window import Window
from planner.session.problem import STEPS, Step
from tests.gui.windows import EDIT, answer_typical, open_window, session_of

CLOUDS = {"AzureCloud": "westeurope", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


def _primary(window: Window) -> str:
    return window.commands.workbench.bar.primary.text()


def _click_primary(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(window.commands.workbench.bar.primary, Qt.MouseButton.LeftButton)


def test_the_first_page_offers_a_plan_and_three_samples_with_their_counts(window: Window) -> None:
    assert window.stack.currentWidget() is window.welcome
    assert [card.counts for card in window.welcome.samples.cards] == [(10, 4, 4), (16, 4, 6), (25, 4, 2)]
    assert not window.menus.actions["save"].isEnabled()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_primary_button_walks_all_steps_of_each_cloud(cloud: str, qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    window.commands.session.answer(EDIT, cloud=cloud, region=CLOUDS[cloud], firewall_private_ip="10.0.1.4")
    walked = [window.commands.workbench.current]
    while _primary(window).startswith("Next: "):
        _click_primary(qtbot, window)
        walked.append(window.commands.workbench.current)
    assert tuple(walked) == STEPS
    assert session_of(window).plan is not None


def test_the_primary_button_names_the_step_it_leads_to(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    assert _primary(window) == "Next: Cluster facts"
    _click_primary(qtbot, window)
    assert _primary(window) == "Next: Features"


def test_any_step_opens_by_its_number_key(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    for number, step in enumerate(STEPS, start=1):
        window.menus.steps[number - 1].trigger()
        assert window.commands.workbench.current is step
        assert window.menus.steps[number - 1].shortcut().toString() == f"Ctrl+{number}"


def test_undo_names_the_answer_and_takes_it_back(window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    workbench = window.commands.workbench
    workbench.go(Step.FEATURES)
    workbench.page.rows["azure-policy"].box.click()  # type: ignore[attr-defined]
    assert window.menus.actions["undo"].text() == "&Undo Azure Policy: on"
    window.menus.actions["undo"].trigger()
    assert "azure-policy" not in session_of(window).cluster.features
    assert window.menus.actions["redo"].text() == "&Redo Azure Policy: on"
    window.menus.actions["redo"].trigger()
    assert "azure-policy" in session_of(window).cluster.features


def test_undo_in_a_text_field_is_the_plans_undo(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    name = window.commands.workbench.page.name  # type: ignore[attr-defined]
    name.setFocus()
    qtbot.keyClicks(name, "shop")
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session_of(window).cluster.name == ""
    assert name.text() == ""


def test_the_rail_counts_what_the_plan_holds(window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    plan = session_of(window).plan
    assert plan is not None
    numbers = window.commands.workbench.rail.plan.numbers
    shown = {meaning: label.text() for meaning, label in numbers.items() if not label.isHidden()}
    counts = plan.counts()
    assert shown == {
        Meaning.REQUIRED: str(counts.required),
        Meaning.OPTIONAL: str(counts.optional),
        Meaning.NOT_NEEDED: str(counts.not_needed),
    }


def test_the_last_answer_shows_six_lines_and_counts_the_rest(window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    view = window.commands.workbench.rail.last_answer
    answer = session_of(window).last_answer
    assert answer is not None
    shown = [line for line in view.lines if not line.isHidden()]
    assert 0 < len(shown) <= MOST_LINES
    assert view.more.text().startswith(str(len(answer.changes) - len(shown)))


def test_a_low_window_shows_three_lines_of_the_last_answer(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    window.resize(1024, 680)
    view = window.commands.workbench.rail.last_answer
    qtbot.waitUntil(lambda: view.limit == FEW_LINES)
    assert len([line for line in view.lines if not line.isHidden()]) <= FEW_LINES


def test_more_lines_lead_to_the_rules_step(window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    window.commands.workbench.rail.last_answer.more.click()
    assert window.commands.workbench.current is Step.RULES


def test_a_step_left_with_a_problem_says_so_on_the_rail(window: Window) -> None:
    window.commands.new()
    window.commands.workbench.go(Step.FACTS)
    button = window.commands.workbench.rail.steps.buttons[Step.CLOUD]
    assert "needs attention" in button.accessibleName()
    assert "1 answer to correct" in button.accessibleName()


def test_next_problem_goes_to_its_step_and_control(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    window.commands.session.answer(EDIT, api_server_ip="10.0.1.400")
    window.commands.workbench.next_problem()
    page = window.commands.workbench.page
    assert page.step is Step.FACTS
    assert isinstance(page, FactsPage)
    qtbot.waitUntil(page.questions["api_server_ip"].control.hasFocus)


def test_next_pane_moves_from_page_to_bar_to_rail(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    workbench = window.commands.workbench
    seen = []
    for _ in range(3):
        workbench.next_pane()
        focus = workbench.focusWidget()
        panes = {"rail": workbench.rail, "page": workbench.stack, "bar": workbench.bar}
        seen.append(next(name for name, pane in panes.items() if pane.isAncestorOf(focus)))
    assert seen == ["bar", "rail", "page"]


def test_a_damaged_catalog_is_told_on_the_first_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.catalog import loader
    from planner.domain.problem import FileProblem
    from planner.domain.text import Text
    from planner.gui.application import dress, make_application
    from planner.gui.settings import Settings

    def damaged() -> None:
        raise FileProblem("facts.yaml", 3, Text("is damaged.", "已损坏。"))

    monkeypatch.setattr(loader, "load_catalog", damaged)
    monkeypatch.setattr("planner.gui.commands.load_catalog", damaged)
    window = Window(Settings(), *dress(make_application(["planner"]), Settings()))
    qtbot.addWidget(window)
    window.show()
    window.start()
    qtbot.waitUntil(lambda: bool(window.menus) and bool(window.welcome.recent.problem.text))
    assert window.welcome.recent.problem.text == "facts.yaml, line 3: is damaged."
    window.welcome.new.click()
    assert window.stack.currentWidget() is window.welcome


def test_walking_the_rail_with_arrow_keys_keeps_the_focus_there(qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    workbench = window.commands.workbench
    first = workbench.rail.steps.buttons[Step.CLOUD]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert workbench.current is Step.FACTS
    assert workbench.rail.steps.buttons[Step.FACTS].hasFocus()


def test_the_title_carries_name_and_modified_mark(window: Window) -> None:
    window.commands.new()
    assert not window.isWindowModified()
    window.commands.session.answer(EDIT, name="shop-prod")
    assert window.windowTitle() == "shop-prod[*] — AKS Egress Planner"
    assert window.isWindowModified()


def test_switching_the_language_changes_catalog_texts_at_once(window: Window) -> None:
    window.commands.new()
    workbench = window.commands.workbench
    workbench.go(Step.FEATURES)
    row = workbench.page.rows["gpu"]  # type: ignore[attr-defined]
    assert row.name.text() == "GPU node pools"
    window.set_language("zh")
    assert row.name.text() == "GPU 节点池"
    assert workbench.rail.steps.buttons[Step.FEATURES].text() == "功能"
    window.set_language("en")
    assert row.name.text() == "GPU node pools"


def test_the_chosen_language_is_remembered(window: Window) -> None:
    window.set_language("zh")
    assert window.settings.language == "zh"


@pytest.mark.parametrize(("appearance", "dark"), [("light", False), ("dark", True)])
def test_appearance_changes_the_page(appearance: str, dark: bool, window: Window) -> None:
    window.set_appearance(appearance)
    try:
        assert is_dark(QApplication.palette()) is dark
        assert window.settings.appearance == appearance
    finally:
        window.set_appearance("light")


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_white_text_on_the_primary_button_has_enough_contrast(shade: str, window: Window) -> None:
    palette = own_palette(shade)
    assert contrast(QColor(Qt.GlobalColor.white), primary_colour(palette)) >= 4.5
    button = window.welcome.new
    button.setPalette(palette)
    button.clearFocus()
    image = button.grab().toImage()
    ground = image.pixelColor(QPoint(8, button.height() // 2))
    assert contrast(QColor(Qt.GlobalColor.white), ground) >= 4.5


def _nameless(page: QWidget) -> list[str]:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox)
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox))
    ]


@pytest.mark.parametrize("step", [Step.CLOUD, Step.FACTS, Step.FEATURES, Step.REQUEST])
def test_every_control_of_a_page_has_a_name(step: Step, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    window.commands.workbench.go(step)
    assert _nameless(window.commands.workbench.page) == []


def test_every_menu_entry_has_a_text_and_no_two_share_a_shortcut(window: Window) -> None:
    actions = window.menus.actions
    assert [name for name, action in actions.items() if not action.text().strip()] == []
    keys = [key.toString() for action in actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_help_exists_for_every_step_in_both_languages() -> None:
    from planner.gui.help_dialog import help_text

    for topic in ("welcome", *(step.value for step in STEPS)):
        english, chinese = help_text(topic, "en"), help_text(topic, "zh")
        assert english.startswith("# "), topic
        assert chinese.startswith("# "), topic
        assert english != chinese


def test_a_decided_advisory_has_the_tick_in_last_answer(window: Window) -> None:
    from tests.tools.shown_plans import MENDED, typical_plan

    session = session_of(window)
    session.start(typical_plan(session.catalog))
    window.commands.documents.opened.emit()
    session.answer(EDIT, inbound=(MENDED,))
    signs = [line.findChildren(StyledLabel)[0] for line in window.commands.workbench.rail.last_answer.lines]
    assert [sign.text() for sign in signs if not sign.pixmap().isNull()] == [""]
    assert "!" not in [sign.text() for sign in signs]


def test_the_window_opens_with_its_frame_on_the_screen(qtbot: QtBot) -> None:
    from planner.gui.application import dress, make_application
    from planner.gui.settings import Settings

    window = Window(Settings(), *dress(make_application(["planner"]), Settings()))
    qtbot.addWidget(window)
    available = window.screen().availableSize()
    assert window.height() <= available.height() - 40
