"""One sample plan on the first page: what it shows, its counts, and the button that opens a copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.gui.colours import Meaning
from planner.gui.widgets.cards import Card, Chip
from planner.gui.widgets.labels import heading_label, helper_label


class SampleCard(Card):
    """Counts come later than the words: they need the catalog."""

    opened = Signal(str)

    def __init__(self, file: str, parent: QWidget | None = None) -> None:
        """Build the card for the sample in ``file``."""
        super().__init__(parent)
        self.file = file
        self.counts: tuple[int, int, int] | None = None
        self.name = heading_label(self, 1.1)
        self.about = helper_label(self)
        self.required = Chip(Meaning.REQUIRED, self)
        self.optional = Chip(Meaning.OPTIONAL, self)
        self.not_needed = helper_label(self)
        self.not_needed.setWordWrap(False)
        self.button = QPushButton(self)
        self.button.setMinimumHeight(30)
        self.button.clicked.connect(lambda: self.opened.emit(self.file))
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        self._column = column
        self.set_tight(False)
        column.setSpacing(2)
        column.addWidget(self.name)
        column.addWidget(self.about)
        line = QHBoxLayout()
        line.setSpacing(9)
        for widget in (self.required, self.optional, self.not_needed):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        line.addWidget(self.button)
        column.addSpacing(4)
        column.addLayout(line)
        self.rows.addWidget(inside)
        self.show_counts(None)

    def set_tight(self, tight: bool) -> None:
        """Leave little air above and below."""
        air = 6 if tight else 11
        self._column.setContentsMargins(17, air, 17, air)

    def set_texts(self, name: str, about: str) -> None:
        """Set the words; the button's accessible name tells the three apart."""
        self.name.setText(name)
        self.about.setText(about)
        self.button.setText(self.tr("Open sample"))
        self.button.setAccessibleName(self.tr("Open sample {0}").format(name))
        self.show_counts(self.counts)

    def show_counts(self, counts: tuple[int, int, int] | None) -> None:
        """Show required, optional and not needed, or nothing yet; the room for them is kept."""
        self.counts = counts
        words = ("", "", "")
        if counts is not None:
            required, optional, not_needed = counts
            words = (
                self.tr("%n required", "", required),
                self.tr("%n optional", "", optional),
                self.tr("%n not needed", "", not_needed),
            )
        for widget, word in zip((self.required, self.optional), words, strict=False):
            widget.set_text(word)
            widget.setVisible(counts is not None)
        self.not_needed.setText(words[2])
