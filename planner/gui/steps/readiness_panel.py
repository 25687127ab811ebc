"""What is open before anything is written: the rail's list in full, each point with its step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.readiness import OpenPoint
from planner.gui.colours import Meaning
from planner.gui.widgets.cards import Card
from planner.gui.widgets.flow_text import clear_ground
from planner.gui.widgets.labels import MarkedLine
from planner.gui.widgets.points_list import PointsList

_HIGHEST = 104


class ReadinessPanel(QWidget):
    """A heading that counts, and the points below it; hidden while none is open. `wanted` carries an `OpenPoint`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.heading = MarkedLine(Meaning.PROBLEM, self, scale=1.0)
        self.list = PointsList(self, wide=True)
        clear_ground(self.list)
        self.list.viewport().setAutoFillBackground(False)
        self.list.wanted.connect(self.wanted)
        self.card = Card(self)
        self.card.rows.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.card)
        self.hide()

    def show_points(self, points: tuple[OpenPoint, ...], steps: tuple[str, ...], language: str) -> None:
        """Show the points of a plan and on which step, in words, each is settled."""
        blocks = sum(point.blocks for point in points)
        said = (
            self.tr("%n open point(s) block this change", "", blocks)
            if blocks
            else self.tr("%n open point(s), none of which blocks", "", len(points))
        )
        self.heading.set_text(said if points else "", Meaning.PROBLEM if blocks else Meaning.ADVISORY)
        self.heading.label.set_look(
            weight=QFont.Weight.DemiBold, meaning=Meaning.PROBLEM if blocks else Meaning.ADVISORY
        )
        self.list.setAccessibleName(self.tr("Open points"))
        self.list.show_points(points, steps, language)
        self.setVisible(bool(points))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Take the room that the points need, two of them at least; more scroll."""
        if self.list.points.rowCount():
            self.list.setFixedHeight(self.list.height_within(_HIGHEST))
