"""What is taken while nobody answers: a quiet chip, and beside it the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.gui.colours import Meaning
from planner.gui.widgets.cards import Chip
from planner.gui.widgets.labels import helper_label


class AssumedLine(QWidget):
    """*assumed: yes* and why. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.chip = Chip(Meaning.ASSUMED, self)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.because = helper_label(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 1)
        layout.setSpacing(8)
        layout.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.because, 1)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said, in one line; empty while hidden."""
        return "" if self.isHidden() else f"{self.chip.text()}. {self.because.text()}"

    def show_assumption(self, answer: str, because: str) -> None:
        """Say what is assumed and why; an empty ``answer`` says nothing."""
        self.chip.set_text(self.tr("assumed: {0}").format(answer) if answer else "")
        self.because.setText(because)
        self.setVisible(bool(answer))
