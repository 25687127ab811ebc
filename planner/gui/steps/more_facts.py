"""What a cluster's own JSON says, to be answered by hand where nobody has it: closed until it is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from planner.gui.steps.fact_question import FactQuestion
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import helper_label
from planner.session.session import Session

_COLUMN_GAP = 36


class MoreFacts(QWidget):
    """A link that opens and closes the questions; what somebody answered, or has to correct, opens them by itself."""

    def __init__(self, *columns: Iterable[FactQuestion], parent: QWidget | None = None) -> None:
        """Put the questions into columns side by side."""
        super().__init__(parent)
        parts = [tuple(column) for column in columns]
        self.questions = tuple(chain.from_iterable(parts))
        self.link = LinkButton(self)
        self.link.clicked.connect(self._toggle)
        self.helper = helper_label(self)
        self.inside = QWidget(self)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.inside)
        self.columns.setContentsMargins(0, 6, 0, 0)
        self.columns.setSpacing(_COLUMN_GAP)
        for part in parts:
            column = QVBoxLayout()
            column.setSpacing(18)
            for question in part:
                column.addWidget(question)
            column.addStretch(1)
            self.columns.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.helper)
        layout.addWidget(self.inside)
        self.inside.hide()
        self._answered = 0

    def set_open(self, is_open: bool) -> None:
        """Show or hide the questions."""
        self.inside.setVisible(is_open)
        self._say()

    def retranslate(self, language: str) -> None:
        """Set the words."""
        for question in self.questions:
            question.say(language)
        self.helper.setText(
            self.tr(
                "File > Start from cluster… reads them all. While they are open, the traffic path says which are "
                "assumed; the others change nothing."
            )
        )
        self._say()

    def refresh(self, session: Session, language: str) -> None:
        """Show answers and problems; answers that were not here before open the section."""
        for question in self.questions:
            question.show_fact(session, language)
        answered = sum(session.known(question.fact.id) is not None for question in self.questions)
        wrong = any(session.problems_of(question.fact.id) for question in self.questions)
        if answered > self._answered or wrong:
            self.inside.show()
        self._answered = answered
        self._say()

    def restart(self) -> None:
        """Close the section, as at the start of another plan."""
        self._answered = 0
        self.inside.hide()

    def _toggle(self) -> None:
        self.set_open(self.inside.isHidden())

    def _say(self) -> None:
        closed = self.inside.isHidden()
        words = self.tr("More facts…") if closed else self.tr("Fewer facts")
        if closed and self._answered:
            words = self.tr("More facts, %n answered…", "", self._answered)
        self.link.setText(words)
