"""Cards and chips: rounded frames in the page's own colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.gui.colours import Meaning, colour, hairline, tint
from planner.gui.marks import paint_mark

RADIUS = 6.0


class Card(QFrame):
    """A rounded frame with rows below each other and hairlines between them."""

    def __init__(self, parent: QWidget | None = None, *, filled: bool = False) -> None:
        """Start empty; ``filled`` gives the soft background of what cannot be changed."""
        super().__init__(parent)
        self._filled = filled
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(1, 1, 1, 1)
        self.rows.setSpacing(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(hairline(self.palette()), 1))
        role = QPalette.ColorRole.AlternateBase if self._filled else QPalette.ColorRole.Base
        painter.setBrush(self.palette().color(role))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        shown = [row for row in self._widgets() if row.isVisibleTo(self)]
        for row in shown[:-1]:
            y = row.geometry().bottom() + 1
            painter.drawLine(1, y, self.width() - 2, y)
        painter.end()

    def _widgets(self) -> list[QWidget]:
        items = [self.rows.itemAt(index) for index in range(self.rows.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if widget is not None]


class Chip(QWidget):
    """A mark with a few words on its own tint: *28 required*."""

    def __init__(self, meaning: Meaning, parent: QWidget | None = None, *, bare: bool = False) -> None:
        """Start without words; ``bare`` leaves mark and tint away."""
        super().__init__(parent)
        self._meaning, self._bare, self._text = meaning, bare, ""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self.setFont(font)

    def set_text(self, text: str) -> None:
        """Set the words, which are the accessible name too."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the words."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        mark = 0 if self._bare else metrics.ascent() + 8
        edges = 0 if self._bare else 18
        return QSize(metrics.horizontalAdvance(self._text) + mark + edges, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        shade = colour(self._meaning, self.palette())
        if not self._bare:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint(self._meaning, self.palette()))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            side = self.fontMetrics().ascent()
            paint_mark(painter, QRectF(9, (box.height() - side) / 2, side, side), self._meaning, shade)
            box = box.adjusted(9 + side + 6, 0, 0, 0)
        painter.setPen(shade)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()
