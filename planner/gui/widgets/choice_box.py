"""A list of answers to choose from, with *not known* first: what nobody chose is not known."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from planner.gui.widgets.boxes import ComboBox

NOTHING = ""
"""The entry that takes an answer back."""


class ChoiceBox(ComboBox):
    """Shows the answer it is told. ``answered`` carries the chosen one, None for not known."""

    answered = Signal(object)

    def __init__(self, answers: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Offer *not known* and ``answers``; the words come with `say`."""
        super().__init__(parent)
        for answer in (NOTHING, *answers):
            self.addItem(answer, answer)
        self.insertSeparator(1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _: self.answered.emit(self.currentData() or None))

    def say(self, not_known: str, words: Mapping[str, str]) -> None:
        """Set the words of the entries."""
        self.setItemText(0, not_known)
        for answer, text in words.items():
            self.setItemText(self.findData(answer), text)

    def show_answer(self, answer: str) -> None:
        """Show an answer; one that is not among those offered is added as it was written."""
        if self.findData(answer) < 0:
            self.addItem(answer, answer)
        self.setCurrentIndex(self.findData(answer))
