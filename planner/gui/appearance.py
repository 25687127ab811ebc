"""Light and dark: the platform's palette where it follows the wish, our own Fusion palettes where not."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from planner.gui.colours import is_dark
from planner.gui.first_look import PLATFORM_SHADE, own_palette

_OUTLINED = (
    "QCheckBox",
    "QRadioButton",
    "QLineEdit",
    "QComboBox",
    "QPlainTextEdit",
    "QTextEdit",
    "QAbstractItemView",
)
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def apply_appearance(application: QApplication, name: str) -> None:
    """Make the whole application ``system``, ``light`` or ``dark``.

    Not every platform follows `setColorScheme` (offscreen does not), and Fusion's own palettes have
    less contrast on the page than ours: on Fusion the palette is always one of our two.
    """
    hints = application.styleHints()
    if hasattr(hints, "setColorScheme"):  # since Qt 6.8
        hints.setColorScheme(_SCHEMES.get(name, Qt.ColorScheme.Unknown))
    fusion = application.style().objectName() == "fusion"
    wanted = _shade_wanted(application, name)
    if fusion or is_dark(application.palette()) != (wanted == "dark"):
        palette = own_palette(wanted)
        if palette != application.palette():
            application.setPalette(palette)
    _lighten_outlines(application)


def _shade_wanted(application: QApplication, name: str) -> str:
    if name in _SCHEMES:
        return name
    scheme = application.styleHints().colorScheme()
    if scheme is Qt.ColorScheme.Unknown:
        return str(application.property(PLATFORM_SHADE) or "light")
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _lighten_outlines(application: QApplication) -> None:
    """Keep empty check boxes, radio buttons and fields visible on dark pages.

    Fusion draws their outline as the window colour, darkened: on a dark page it vanishes. These
    classes get a lighter window colour, which they use for nothing else.
    """
    palette = QPalette(application.palette())
    if application.style().objectName() == "fusion" and is_dark(palette):
        palette.setColor(QPalette.ColorRole.Window, QColor("#b0b0b0"))
    for name in _OUTLINED:
        application.setPalette(palette, cast("bytes", name))  # the stubs say bytes, the binding takes text
