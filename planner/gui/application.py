"""The one QApplication: its names, its icon, its style, and how it starts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from planner import __version__
from planner.catalog.locate import data_folder
from planner.gui.appearance import apply_appearance, choose_font
from planner.gui.languages import Translators, preferred_language
from planner.gui.settings import Settings

APPLICATION_NAME = "aks-egress-planner"
DISPLAY_NAME = "AKS Egress Planner"


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, named so that desktops find its icon and its settings.

    ``arguments`` begins with the program's name; Qt takes its own options out of it.
    """
    QGuiApplication.setDesktopFileName(APPLICATION_NAME)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    application.setApplicationName(APPLICATION_NAME)
    application.setOrganizationName(APPLICATION_NAME)
    application.setApplicationDisplayName("")
    application.setApplicationVersion(__version__)
    if sys.platform.startswith("linux"):
        # One look on every desktop; the other platforms have a style of their own.
        application.setStyle("fusion")
    application.setWindowIcon(QIcon(str(data_folder("resources") / "icons" / "app.svg")))
    return application


def dress(application: QApplication, settings: Settings) -> tuple[str, Translators]:
    """Apply language, font and appearance as remembered; return the language and its translators."""
    language = preferred_language(settings.language)
    translators = Translators(application)
    translators.use(language)
    choose_font(application, language)
    apply_appearance(application, settings.appearance)
    return language, translators
