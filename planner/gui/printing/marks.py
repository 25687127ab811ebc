"""The planner's marks and the box to tick, as blocks on paper: the same shapes as in the window, in ink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.gui.colours import Meaning
from planner.gui.marks import paint_mark
from planner.gui.printing import style

_INKS: Mapping[Meaning, str] = {
    Meaning.REQUIRED: style.REQUIRED,
    Meaning.OPTIONAL: style.OPTIONAL,
    Meaning.NOT_NEEDED: style.NOT_NEEDED,
    Meaning.LEFT_OUT: style.LEFT_OUT,
    Meaning.ADVISORY: style.ADVISORY,
    Meaning.PROBLEM: style.PROBLEM,
    Meaning.DONE: style.DONE,
    Meaning.REMARK: style.MUTED,
}


@dataclass(frozen=True, slots=True)
class MarkBlock:
    """A mark in a square of ``size`` points; its own form says what it means, on grey paper too."""

    meaning: Meaning
    size: float = 9.5

    @property
    def height(self) -> float:
        """Height in points."""
        return self.size

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the mark."""
        paint_mark(painter, QRectF(x, y, self.size, self.size), self.meaning, QColor(_INKS[self.meaning]))


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick with a pen, ``size`` points wide and high; ``ticked`` where that was decided already."""

    size: float = 10.0
    ticked: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return self.size

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the box."""
        painter.setPen(QPen(QColor(style.INK), 0.9))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = QRectF(x + 0.45, y + 0.45, self.size - 0.9, self.size - 0.9)
        painter.drawRoundedRect(inner, 1.5, 1.5)
        if self.ticked:
            paint_mark(painter, inner.adjusted(1, 1, -1, -1), Meaning.DONE, QColor(style.INK))
