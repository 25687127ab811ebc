"""Labels of the few kinds that all pages use: muted lines, headings, hosts, and lines with a mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.plain import PlainLabel
from planner.gui.widgets.styled_label import (
    HELPER_SCALE,
    RESTYLE,
    StyledLabel,
    fixed_font,
    heading_label,
    helper_label,
    scaled_font,
    set_text_colour,
)

__all__ = [
    "HELPER_SCALE",
    "MarkedLine",
    "StyledLabel",
    "fixed_font",
    "heading_label",
    "helper_label",
    "scaled_font",
    "set_text_colour",
]


class MarkedLine(QWidget):
    """A sentence with a mark in front: a problem, a note, an advisory. Hidden while it has nothing to say."""

    def __init__(
        self,
        meaning: Meaning,
        parent: QWidget | None = None,
        scale: float = HELPER_SCALE,
        *,
        quiet: bool = False,
    ) -> None:
        """Start hidden; ``quiet`` gives the words the muted colour and leaves the mark its own."""
        super().__init__(parent)
        self._meaning, self._quiet = meaning, quiet
        self._icon = PlainLabel(parent=self)
        self._icon.setAccessibleName("")
        self.label = StyledLabel(self, scale=scale, quiet=quiet, meaning=None if quiet else meaning)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 1)
        self.hide()
        self._draw()

    @property
    def text(self) -> str:
        """The sentence, empty while hidden."""
        return self.label.text()

    @property
    def meaning(self) -> Meaning:
        """What the mark in front says."""
        return self._meaning

    def set_text(self, text: str, meaning: Meaning | None = None) -> None:
        """Show a sentence, or nothing."""
        if meaning is not None and meaning is not self._meaning:
            self._meaning = meaning
            self.label.set_look(meaning=None if self._quiet else meaning)
            self._draw()
        self.label.setText(text)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLE:
            self._draw()

    def _draw(self) -> None:
        size = max(12, self.label.fontMetrics().ascent() + 2)
        self._icon.setPixmap(mark_icon(self._meaning, self.palette(), size).pixmap(size, size))
        self._icon.setFixedHeight(self.label.fontMetrics().height())
