"""The bar below every step: what is saved or what to mind, *Back*, and the one primary button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planner.gui.colours import Meaning, hairline
from planner.gui.widgets.labels import MarkedLine, helper_label
from planner.gui.widgets.primary_button import PrimaryButton


class BottomBar(QWidget):
    """Does not scroll with the page."""

    back_wanted = Signal()
    primary_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build state, warning and the two buttons."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.state = helper_label(self)
        self.warning = MarkedLine(Meaning.ADVISORY, self)
        self.back = QPushButton(self)
        self.primary = PrimaryButton(self)
        self.back.setMinimumHeight(self.primary.sizeHint().height() - 2)
        self.back.setMinimumWidth(80)
        self.back.clicked.connect(self.back_wanted)
        self.primary.clicked.connect(self.primary_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 9, 20, 9)
        layout.setSpacing(10)
        for widget in (self.state, self.warning):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.back)
        layout.addWidget(self.primary)

    def show_state(self, state: str, warning: str, meaning: Meaning = Meaning.ADVISORY) -> None:
        """Show the step's one warning, or else what is saved."""
        self.state.setText(state)
        self.state.setVisible(not warning)
        self.warning.set_text(warning, meaning)

    def show_buttons(self, primary: str, *, enabled: bool = True, can_go_back: bool = True) -> None:
        """Name the primary button by where it leads."""
        self.back.setText(self.tr("&Back"))
        self.back.setVisible(can_go_back)
        self.primary.setText(primary)
        self.primary.setEnabled(enabled)
        self.primary.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
