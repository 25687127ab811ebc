"""A real window for tests: as the program builds it, with settings of its own and nothing asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.text import Text
from planner.gui.application import dress, make_application
from planner.gui.commands import Commands
from planner.gui.settings import Settings
from planner.gui.window import Window
from planner.session.session import Session

EDIT = Text("Test", "测试")


@contextmanager
def open_window(qtbot: QtBot, language: str = "en") -> Iterator[Window]:
    """Show a window in ``language``; it is closed without questions afterwards."""
    application = make_application(["planner"])
    settings = Settings()
    settings.language = language
    spoken, translators = dress(application, settings)
    window = Window(settings, spoken, translators)
    window.resize(1280, 800)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    window.start()
    qtbot.waitUntil(lambda: bool(window.menus) and window.welcome.samples.cards[0].counts is not None)
    try:
        yield window
    finally:
        translators.use("en")
        commands = window.commands
        commands.session.mark_saved(commands.session.request)
        commands.documents.keeper.close()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete
        QApplication.processEvents()


def session_of(window: Window) -> Session:
    """Return the session of a window."""
    return window.commands.session


def answer_typical(commands: Commands) -> None:
    """Give the answers of a plain cluster."""
    commands.session.answer(
        EDIT,
        name="shop-prod",
        region="westeurope",
        features=("windows", "azure-monitor"),
        node_subnets=("10.42.0.0/22",),
        firewall_private_ip="10.0.1.4",
    )
