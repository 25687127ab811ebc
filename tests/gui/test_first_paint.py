"""What a person sees first stays where it is while the rest of the first page takes its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.gui.application import dress, make_application
from planner.gui.settings import Settings
from planner.gui.widgets import primary_button
from planner.gui.widgets.styled_label import StyledLabel
from planner.gui.window import Window


def _places(window: Window) -> dict[str, QRect]:
    page = window.welcome
    widgets: dict[str, QWidget] = {
        "title": page.title,
        "lead": page.lead,
        "new": page.new,
        "open": page.open,
        "drop": page.drop,
    }
    return {name: widget.geometry() for name, widget in widgets.items()}


@pytest.mark.parametrize("size", [(1280, 800), (1024, 680), (1920, 1080)])
def test_title_and_buttons_stay_in_place_when_the_first_page_is_completed(
    size: tuple[int, int], qtbot: QtBot
) -> None:
    window = Window(Settings(), *dress(make_application(["planner"]), Settings()))
    qtbot.addWidget(window)
    window.resize(*size)
    early: dict[str, QRect] = {}
    window.first_painted.connect(lambda: early.update(_places(window)))
    with qtbot.waitSignal(window.first_painted):
        window.show()
    assert window.menus.actions["new"].text()
    layout = window.welcome.layout()
    assert layout is not None
    layout.activate()
    assert early == _places(window)


def test_a_click_before_the_rest_is_loaded_starts_a_plan(qtbot: QtBot) -> None:
    window = Window(Settings(), *dress(make_application(["planner"]), Settings()))
    qtbot.addWidget(window)
    window.first_painted.connect(window.welcome.new.click)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    assert window.commands.plan_is_open
    window.commands.documents.keeper.close()


def test_labels_show_markup_as_text(qtbot: QtBot) -> None:
    label = StyledLabel()
    qtbot.addWidget(label)
    label.setText("<b>shop</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert isinstance(label, QLabel)


def test_the_numbers_that_stand_for_names_of_qt_are_those_of_qt() -> None:
    wanted = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextShowMnemonic.value
    assert wanted == primary_button.CENTRED_WITH_MNEMONIC
