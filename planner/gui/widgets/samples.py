"""The sample plans on the first page, each a copy away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.gui.widgets.labels import heading_label, helper_label
from planner.gui.widgets.sample_card import SampleCard

SAMPLES = ("simple-public.yaml", "private-windows-gpu.yaml", "china-monitor-policy.yaml")
"""Files under ``resources/samples``, in the order in which they are shown."""


_AIR = 6


class Samples(QWidget):
    """A heading and one card for each sample."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the cards without words and counts."""
        super().__init__(parent)
        self.heading = heading_label(self, 1.25)
        self.lead = helper_label(self)
        self.cards = [SampleCard(file, self) for file in SAMPLES]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_AIR)
        layout.addWidget(self.heading)
        layout.addWidget(self.lead)
        layout.addSpacing(6)
        for card in self.cards:
            card.opened.connect(self.opened)
            layout.addWidget(card)
            layout.addSpacing(6)
        layout.addStretch(1)

    def set_tight(self, tight: bool) -> None:
        """Leave little air between the cards, in a window of the least height."""
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(2 if tight else _AIR)
        for card in self.cards:
            card.set_tight(tight)

    def show_counts(self, counts: Sequence[tuple[int, int, int] | None]) -> None:
        """Show required, optional and not needed of each sample, once the catalog is there."""
        for card, numbers in zip(self.cards, counts, strict=True):
            card.show_counts(numbers)

    def retranslate(self) -> None:
        """Set every text."""
        self.heading.setText(self.tr("Start from a sample"))
        self.lead.setText(
            self.tr("Complete plans to look at or to change. Each is one click from a finished export.")
        )
        for card, (name, about) in zip(self.cards, self.words(), strict=True):
            card.set_texts(name, about)

    def words(self) -> tuple[tuple[str, str], ...]:
        """Return name and line of each sample, in the order of `SAMPLES`."""
        return (
            (
                self.tr("Simple public cluster"),
                self.tr("East US, Linux nodes. The least that every cluster needs."),
            ),
            (
                self.tr("Private cluster with Windows and GPU"),
                self.tr(
                    "Germany West Central. The API server is private, so its rules fall away and say why."
                ),
            ),
            (
                self.tr("Azure China with Monitor and Policy"),
                self.tr(
                    "China North 2, operated by 21Vianet. Other hosts, and tunnel rules that stay required."
                ),
            ),
        )
