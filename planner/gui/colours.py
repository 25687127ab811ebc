"""The only colours of our own: one light and one dark shade for each meaning; all else is the platform's.

Contrast on the page is 5.2:1 or more, on their own tint too (measured; see the design notes).
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QColor, QGuiApplication, QPalette


class Meaning(StrEnum):
    """What a mark and its colour say; a word always says it too."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_NEEDED = "not-needed"
    LEFT_OUT = "left-out"
    ADVISORY = "advisory"
    PROBLEM = "problem"
    DONE = "done"
    STALE = "stale"
    REMARK = "remark"
    ASSUMED = "assumed"


_SHADES = {
    Meaning.REQUIRED: ("#1f4e8c", "#9cc4f5"),
    Meaning.OPTIONAL: ("#0b6464", "#74cfc8"),
    Meaning.NOT_NEEDED: ("#5f6368", "#b0b5bb"),
    Meaning.LEFT_OUT: ("#6b4a86", "#cdb2e4"),
    Meaning.ADVISORY: ("#7a4f00", "#f0c265"),
    Meaning.PROBLEM: ("#b3261e", "#f4a9a2"),
    Meaning.DONE: ("#1e6b34", "#86d49b"),
    Meaning.STALE: ("#6b5600", "#dcc96f"),
    Meaning.REMARK: ("#5a5f66", "#b8bdc4"),
    Meaning.ASSUMED: ("#5a5f66", "#b8bdc4"),
}
_DARK_BELOW = 128
_TINT = 0.10
_MUTED = 0.34


def is_dark(palette: QPalette) -> bool:
    """Whether pages are dark in this palette."""
    return palette.color(QPalette.ColorRole.Base).lightness() < _DARK_BELOW


def colour(meaning: Meaning, palette: QPalette | None = None) -> QColor:
    """Return the shade of ``meaning`` that is legible on the page of ``palette``."""
    palette = palette if palette is not None else QGuiApplication.palette()
    light, dark = _SHADES[meaning]
    return QColor(dark if is_dark(palette) else light)


def tint(meaning: Meaning, palette: QPalette | None = None) -> QColor:
    """Return a soft background for a chip of ``meaning``."""
    palette = palette if palette is not None else QGuiApplication.palette()
    return blend(palette.color(QPalette.ColorRole.Base), colour(meaning, palette), _TINT)


def muted(palette: QPalette | None = None) -> QColor:
    """Return the colour of helper lines: the text colour, drawn back towards the page."""
    palette = palette if palette is not None else QGuiApplication.palette()
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), _MUTED)


def hairline(palette: QPalette | None = None) -> QColor:
    """Return the colour of card borders and separators."""
    palette = palette if palette is not None else QGuiApplication.palette()
    return blend(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.18)


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """Return ``first`` with ``share`` (0 to 1) of ``second`` mixed in."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )
