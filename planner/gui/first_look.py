"""Font and colours of the first paint. Nothing here names the `Qt` namespace.

PySide builds the namespace's hundred enumerations when one of them is first named, or when a call has to
choose between arguments of which one could be among them (``QPalette(palette)``, ``QPainter.setPen(colour)``).
That takes 12 ms, an eighth of what a person waits for the first page; so what is painted first does without.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
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
_CHINESE_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC")
_UNDECIDED = (["Sans Serif"], ["Sans"])
_FALLBACK_SIZE = 10.0
PLATFORM_SHADE = "platformShade"
"""Property of the application: ``dark`` or ``light``, as the desktop's own palette was at the start."""


def own_palette(name: str) -> QPalette:
    """Return our own palette, ``light`` or ``dark``."""
    palette = QPalette()
    for role, value in (_DARK if name == "dark" else _LIGHT).items():
        palette.setColor(role, QColor(value))
    page = palette.color(Role.Base)
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, blend(palette.color(role), page, 0.5))
    return palette


def use_first_palette(application: QApplication, appearance: str) -> None:
    """Put our light or dark palette on the application; ``system`` goes by the palette it came with.

    `planner.gui.appearance` says the rest after the first paint.
    """
    if application.property(PLATFORM_SHADE) is None:
        application.setProperty(PLATFORM_SHADE, "dark" if is_dark(application.palette()) else "light")
    shade = application.property(PLATFORM_SHADE) if appearance == "system" else appearance
    application.setPalette(own_palette(shade))


def choose_font(application: QApplication, language: str) -> None:
    """Give Chinese its own font first, and replace the fallback of a system that names no font.

    Where no desktop names a font, Qt asks for *Sans Serif* in 9 pt, which comes out as DejaVu Sans, and
    takes Japanese shapes for Chinese text. Families that are not installed are passed over.
    """
    font = application.font()
    platform = application.property("platformFamilies")
    if platform is None:
        platform = font.families()
        application.setProperty("platformFamilies", platform)
        if platform[:1] in _UNDECIDED:
            font.setPointSizeF(_FALLBACK_SIZE)
    chinese_first = language == "zh" or platform[:1] in _UNDECIDED
    font.setFamilies([*_CHINESE_FONTS, *platform] if chinese_first else [*platform, *_CHINESE_FONTS])
    application.setFont(font)
