"""Light and dark: the platform's palette where it follows the wish, our own Fusion palettes where not."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from planner.gui.colours import blend, is_dark

Role = QPalette.ColorRole

_LIGHT = {
    Role.Window: "#efefef",
    Role.WindowText: "#000000",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f7f7f7",
    Role.ToolTipBase: "#ffffdc",
    Role.ToolTipText: "#000000",
    Role.Text: "#000000",
    Role.Button: "#efefef",
    Role.ButtonText: "#000000",
    Role.BrightText: "#ffffff",
    Role.Link: "#1f4e8c",
    Role.LinkVisited: "#6b4a86",
    Role.Highlight: "#308cc6",
    Role.HighlightedText: "#ffffff",
    Role.PlaceholderText: "#6b6b6b",
}
_DARK = {
    Role.Window: "#323232",
    Role.WindowText: "#f0f0f0",
    Role.Base: "#242424",
    Role.AlternateBase: "#2b2b2b",
    Role.ToolTipBase: "#3a3a3a",
    Role.ToolTipText: "#f0f0f0",
    Role.Text: "#f0f0f0",
    Role.Button: "#3a3a3a",
    Role.ButtonText: "#f0f0f0",
    Role.BrightText: "#ffffff",
    Role.Link: "#9cc4f5",
    Role.LinkVisited: "#cdb2e4",
    Role.Highlight: "#308cc6",
    Role.HighlightedText: "#ffffff",
    Role.PlaceholderText: "#a0a0a0",
}
_DISABLED = (Role.WindowText, Role.Text, Role.ButtonText)
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
_CHINESE_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
_UNDECIDED = (["Sans Serif"], ["Sans"])
_FALLBACK_SIZE = 10.0


def own_palette(name: str) -> QPalette:
    """Return our own palette, ``light`` or ``dark``."""
    palette = QPalette()
    for role, value in (_DARK if name == "dark" else _LIGHT).items():
        palette.setColor(role, QColor(value))
    page = palette.color(Role.Base)
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, blend(palette.color(role), page, 0.5))
    return palette


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
        application.setPalette(own_palette(wanted))
    _lighten_outlines(application)


def _shade_wanted(application: QApplication, name: str) -> str:
    if name in _SCHEMES:
        return name
    dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _lighten_outlines(application: QApplication) -> None:
    """Keep empty check boxes, radio buttons and fields visible on dark pages.

    Fusion draws their outline as the window colour, darkened: on a dark page it vanishes. These
    classes get a lighter window colour, which they use for nothing else.
    """
    palette = QPalette(application.palette())
    if application.style().objectName() == "fusion" and is_dark(palette):
        palette.setColor(Role.Window, QColor("#b0b0b0"))
    for name in _OUTLINED:
        application.setPalette(palette, cast("bytes", name))  # the stubs say bytes, the binding takes text


def choose_font(application: QApplication, language: str) -> None:
    """Give Chinese its own font first, and replace the fallback of a system that names no font.

    Where no desktop names a font, Qt asks for *Sans Serif* in 9 pt, which comes out as DejaVu Sans, and
    takes Japanese shapes for Chinese text. Families that are not installed are passed over.
    """
    font = QFont(application.font())
    platform = application.property("platformFamilies")
    if platform is None:
        platform = font.families()
        application.setProperty("platformFamilies", platform)
        if platform[:1] in _UNDECIDED:
            font.setPointSizeF(_FALLBACK_SIZE)
    chinese_first = language == "zh" or platform[:1] in _UNDECIDED
    font.setFamilies([*_CHINESE_FONTS, *platform] if chinese_first else [*platform, *_CHINESE_FONTS])
    application.setFont(font)
