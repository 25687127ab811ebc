"""The one QApplication: its names, its icon, its style, and how it starts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from planner import __version__
from planner.catalog.locate import data_folder
from planner.gui.first_look import choose_font, use_first_palette
from planner.gui.languages import Translators, preferred_language
from planner.gui.settings import Settings

APPLICATION_NAME = "aks-egress-planner"
_STYLE = ("-style", "fusion") if sys.platform.startswith("linux") else ()
"""One look on every Linux desktop; the other platforms have a style of their own. As an option, because
asking for the style from here would wrap it with all its enumerations before the first paint."""


_TURN = 0.0002
"""Seconds that another thread works before the window's thread has its turn again."""


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, named so that desktops find its icon and its settings.

    ``arguments`` begins with the program's name; Qt takes its own options out of it.
    """
    # A large plan is made on another thread. Each call into Qt lets that thread have its turn, and painting one page
    # makes hundreds of them: with Python's usual turn of 5 ms a page would take a second.
    sys.setswitchinterval(_TURN)
    QGuiApplication.setDesktopFileName(APPLICATION_NAME)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        program, *options = arguments
        application = QApplication([program, *_STYLE, *options])
    application.setApplicationName(APPLICATION_NAME)
    application.setOrganizationName(APPLICATION_NAME)
    application.setApplicationDisplayName("")
    application.setApplicationVersion(__version__)
    return application


def dress(application: QApplication, settings: Settings) -> tuple[str, Translators]:
    """Apply language, font and colours as remembered; return the language and its translators."""
    language = preferred_language(settings.language)
    translators = Translators(application)
    translators.use(language)
    choose_font(application, language)
    use_first_palette(application, settings.appearance)
    return language, translators


def finish_dressing(application: QApplication, settings: Settings) -> None:
    """Give the application its icon and all of its appearance: what the first paint does not wait for."""
    from planner.gui.appearance import apply_appearance

    if _STYLE and application.style().objectName() != _STYLE[1]:
        application.setStyle(_STYLE[1])
    application.setWindowIcon(QIcon(str(data_folder("resources") / "icons" / "app.svg")))
    apply_appearance(application, settings.appearance)
