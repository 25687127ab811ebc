"""The way into a plan from a cluster that exists, on the first page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.gui.widgets.labels import helper_label


class FromCluster(QWidget):
    """A button, and beside it what it reads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self.button = QPushButton(self)
        self.helper = helper_label(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(10)
        self.button.setMinimumWidth(150)  # that of the button above
        layout.addWidget(self.button)
        layout.addWidget(self.helper, 1)

    def retranslate(self) -> None:
        """Set every text."""
        self.button.setText(self.tr("Start from &cluster…"))
        self.helper.setText(self.tr("The cluster runs already? Its own JSON gives most of the answers."))
        self.button.setAccessibleDescription(self.helper.text())
