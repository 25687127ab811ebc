"""A line above the pages: the plan is of an older edition, what the newest changes, and three ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.gui.colours import Meaning, hairline
from planner.gui.plain import set_tip
from planner.gui.widgets.labels import MarkedLine


class EditionBar(QWidget):
    """Hidden while there is nothing to offer; it stands in nobody's way and changes nothing by itself."""

    show_wanted = Signal()
    update_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.line = MarkedLine(Meaning.STALE, self, scale=1.0)
        self.show_changes = QPushButton(self)
        self.update_edition = QPushButton(self)
        self.keep = QPushButton(self)
        self.show_changes.clicked.connect(self.show_wanted)
        self.update_edition.clicked.connect(self.update_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 8, 20, 8)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.show_changes, self.update_edition, self.keep):
            layout.addWidget(button)
        self.hide()

    def retranslate(self) -> None:
        """Set the words that do not depend on the plan."""
        self.setAccessibleName(self.tr("Newer edition"))
        self.show_changes.setText(self.tr("Show what changes…"))
        self.update_edition.setText(self.tr("Update"))
        self.keep.setText(self.tr("Keep"))
        set_tip(self.update_edition, self.tr("Takes the newest edition into this plan. Undo takes it back."))
        set_tip(self.keep, self.tr("Puts this line away for this plan until there is a still newer edition."))

    def offer(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.line.set_text(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
