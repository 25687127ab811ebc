"""The rail's *Readiness*: how much blocks, how much warns, and each open point as a way to what settles it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.readiness import OpenPoint
from planner.gui.colours import Meaning, blend, colour
from planner.gui.marks import paint_mark
from planner.gui.widgets.flow_text import clear_ground
from planner.gui.widgets.labels import scaled_font
from planner.gui.widgets.points_list import PointsList

_MARK, _AIR, _ARROW = 14, 4, 8
_UNBOUNDED = 100_000
_FEWEST_ROWS_HIGH = 44
"""Room that a list has to have: less would show no point whole."""


class ReadinessHead(QAbstractButton):
    """*3 blocking, 8 warnings*, with the mark of the worst; it opens and closes the list below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start ready."""
        super().__init__(parent)
        self.meaning = Meaning.DONE
        self.foldable = False
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str, spoken: str, meaning: Meaning, *, foldable: bool) -> None:
        """Set the words and the mark; what has no list below it cannot be opened."""
        self.meaning, self.foldable = meaning, foldable
        self.setText(text)
        self.setAccessibleName(spoken)
        self.setEnabled(foldable)
        self.setCursor(Qt.CursorShape.PointingHandCursor if foldable else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(120, metrics.ascent() + metrics.descent() + 2 * _AIR)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A disabled button is no less true: *Ready* keeps its colour.
        shade = colour(self.meaning, self.palette())
        middle = self.height() / 2
        paint_mark(painter, QRectF(0, middle - _MARK / 2, _MARK, _MARK), self.meaning, shade)
        painter.setFont(scaled_font(self.font(), 1.0, QFont.Weight.DemiBold))
        painter.setPen(shade)
        room = self.rect().adjusted(_MARK + 7, 0, -_ARROW - 8 if self.foldable else 0, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.foldable:
            self._paint_arrow(painter, self.width() - _ARROW - 4, middle)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 1.4))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
        painter.end()

    def _paint_arrow(self, painter: QPainter, left: float, middle: float) -> None:
        """Point down while the list is open, else to the right."""
        ground, text = (
            self.palette().color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText)
        )
        painter.setPen(QPen(blend(ground, text, 0.75), 1.6))
        half, deep = _ARROW / 2, _ARROW / 4
        corners = (
            [(0, -deep), (half, deep), (_ARROW, -deep)]
            if self.isChecked()
            else [(deep, -half), (deep + half, 0), (deep, half)]
        )
        painter.drawPolyline(QPolygonF([QPointF(left + x, middle + y) for x, y in corners]))


class ReadinessView(QWidget):
    """Heading and list. `wanted` carries the `OpenPoint` to be settled, `folded` whether the list is closed."""

    wanted = Signal(object)
    folded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start ready, with nothing to list."""
        super().__init__(parent)
        self.head = ReadinessHead(self)
        self.list = PointsList(self)
        # The list stands on the rail's own ground.
        clear_ground(self.list)
        self.list.viewport().setAutoFillBackground(False)
        self.list.wanted.connect(self.wanted)
        self.head.toggled.connect(self._fold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.head)
        layout.addWidget(self.list)
        self._most = 10_000

    @property
    def is_open(self) -> bool:
        """Whether the points are listed."""
        return self.head.isChecked()

    def set_open(self, is_open: bool) -> None:
        """List the points, or show the heading alone."""
        self.head.setChecked(is_open)

    def show_points(self, points: tuple[OpenPoint, ...], steps: tuple[str, ...], language: str) -> None:
        """Show the points of a plan and on which step, in words, each is settled."""
        blocks = sum(point.blocks for point in points)
        warns = len(points) - blocks
        said = [self.tr("%n blocking", "", blocks)] if blocks else []
        said += [self.tr("%n warning(s)", "", warns)] if warns else []
        text = ("，" if language == "zh" else ", ").join(said) or self.tr("Ready")
        meaning = Meaning.PROBLEM if blocks else Meaning.ADVISORY if warns else Meaning.DONE
        self.head.say(text, self.tr("Readiness: {0}").format(text), meaning, foldable=bool(points))
        self.list.setAccessibleName(self.tr("Open points"))
        self.list.show_points(points, steps, language)
        self._fit()

    @property
    def wanted_height(self) -> int:
        """How high heading and list are when every point can be read, in pixels."""
        listed = (
            self.list.height_within(_UNBOUNDED) + 2 if self.is_open and self.list.points.rowCount() else 0
        )
        return self.head.sizeHint().height() + listed

    def set_room(self, most: int) -> None:
        """Take at most ``most`` pixels of height in all; the list scrolls within them."""
        self._most = most
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fold(self, is_open: bool) -> None:
        self._fit()
        self.folded.emit(not is_open)

    def _fit(self) -> None:
        """Give the list the height it needs, within the room there is."""
        shown = self.is_open and self.list.points.rowCount() > 0
        self.list.setVisible(shown)
        if shown:
            room = max(_FEWEST_ROWS_HIGH, self._most - self.head.sizeHint().height() - 2)
            self.list.setFixedHeight(self.list.height_within(room))
