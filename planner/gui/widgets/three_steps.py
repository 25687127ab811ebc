"""The foot of the first page: what one does here, in three steps, and that nothing leaves this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.gui.colours import Meaning, hairline
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import MarkedLine, StyledLabel, heading_label, helper_label


class ThreeSteps(QWidget):
    """Three numbered columns below a hairline, and one line."""

    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it without words."""
        super().__init__(parent)
        self.numbers = [
            StyledLabel(self, scale=2.0, weight=QFont.Weight.Bold, meaning=Meaning.REQUIRED) for _ in range(3)
        ]
        self.columns = [(heading_label(self), helper_label(self)) for _ in range(3)]
        self.privacy = MarkedLine(Meaning.DONE, self, quiet=True)
        self.why = LinkButton(self)
        self.why.clicked.connect(self.help_wanted)
        line = QHBoxLayout()
        line.addWidget(self.privacy, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid())
        layout.addLayout(line)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 18, 0, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for index, (number, (heading, words)) in enumerate(zip(self.numbers, self.columns, strict=True)):
            column = 3 * index
            grid.addWidget(number, 0, column, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(heading, 0, column + 1)
            grid.addWidget(words, 1, column + 1, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column + 1, 1)
            grid.setColumnMinimumWidth(column + 2, 20 if index < 2 else 0)
        return grid

    def retranslate(self) -> None:
        """Set every text."""
        for index, (number, column) in enumerate(zip(self.numbers, self.columns, strict=True)):
            number.setText(str(index + 1))
            for label, text in zip(column, self._words()[index], strict=True):
                label.setText(text)
        self.privacy.set_text(
            self.tr("Nothing leaves this computer. The endpoint lists ship with the planner.")
        )
        self.why.setText(self.tr("Why a cluster needs egress rules"))

    def _words(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("Answer"),
                self.tr("Cloud, cluster facts, features, traffic path. The list grows as you answer."),
            ),
            (
                self.tr("Review"),
                self.tr("Why each line is needed, what breaks without it, what is not needed and why."),
            ),
            (
                self.tr("Hand over"),
                self.tr("A workbook and a printed request to approve, scripts for the firewall to run."),
            ),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        painter.drawLine(0, 2, self.width(), 2)
        painter.end()
