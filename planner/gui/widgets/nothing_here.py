"""An empty state: what is so, and a button that leads on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.gui.widgets.labels import StyledLabel


class NothingHere(QWidget):
    """Stands where content would stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self.label = StyledLabel(self, quiet=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton(self)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self.label)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, text: str, button: str) -> None:
        """Set the sentence and the button's words."""
        self.label.setText(text)
        self.button.setText(button)
