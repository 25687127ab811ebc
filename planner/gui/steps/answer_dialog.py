"""The answer to a question that a line or route was sent back with."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.approval import Approval
from planner.exporters.safe_text import clipped, one_line
from planner.gui.plain import PlainLabel
from planner.gui.widgets.labels import StyledLabel, heading_label, helper_label

LONGEST = 2_000
"""Characters of an answer; a cell of the workbook holds it beside the question."""

_LONGEST_SAID = 600


class AnswerDialog(QDialog):
    """Shows the question and asks for the answer. `answer` is what was written, on one line."""

    def __init__(self, host: str, entry: Approval, parent: QWidget | None = None) -> None:
        """Ask about the line or route to ``host``; an answer that was written before can be changed or taken away."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Answer the question"))
        title = heading_label(self, 1.15)
        title.setText(host)
        question = StyledLabel(self)
        asked = clipped(one_line(entry.comment), _LONGEST_SAID) or self.tr("Asked back, without a question.")
        who = one_line(entry.by)
        question.setText(f"{who}: {asked}" if who else asked)
        label = PlainLabel(self.tr("&Answer"), self)
        self._answer = QPlainTextEdit(entry.answer, self)
        self._answer.setTabChangesFocus(True)
        label.setBuddy(self._answer)
        note = helper_label(self)
        note.setText(
            self.tr("It goes out with the next workbook and the printed request, and is decided on anew.")
        )
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.keep = QPushButton(self.tr("&Keep answer"), self)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (title, question, label, self._answer, note):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(560)
        self._answer.setFocus()

    @property
    def answer(self) -> str:
        """The answer on one line; empty where it is to be taken away."""
        return clipped(one_line(self._answer.toPlainText()), LONGEST)
