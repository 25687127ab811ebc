"""One question of a page: label, control, *assumed* mark, helper line, note and problem, in that order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from planner.gui.colours import Meaning
from planner.gui.widgets.cards import Chip
from planner.gui.widgets.labels import MarkedLine, heading_label, helper_label

_CONTROL_WIDTH = 340


class Question(QWidget):
    """A question with everything that belongs to it; the control is given by the page."""

    def __init__(self, control: QWidget, parent: QWidget | None = None, *, wide: bool = False) -> None:
        """Put ``control`` under its label; ``wide`` lets it take the whole width."""
        super().__init__(parent)
        self.control = control
        self.label = heading_label(self)
        self.label.setBuddy(control)
        self.label.setTextFormat(Qt.TextFormat.AutoText)
        self.assumed = Chip(Meaning.NOT_NEEDED, self, bare=True)
        self.assumed.hide()
        self.helper = helper_label(self)
        self.note = MarkedLine(Meaning.REMARK, self)
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        control.setParent(self)
        if not wide and isinstance(control, QLineEdit):
            control.setFixedWidth(_CONTROL_WIDTH)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.label, 0, 0, 1, 2)
        if wide:
            grid.addWidget(control, 1, 0, 1, 2)
            grid.addWidget(self.assumed, 0, 1, Qt.AlignmentFlag.AlignRight)
        else:
            grid.addWidget(control, 1, 0)
            grid.addWidget(self.assumed, 1, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, widget in enumerate((self.problem, self.note, self.helper), start=2):
            grid.addWidget(widget, row, 0, 1, 2)

    def add_below(self, widget: QWidget) -> None:
        """Put a link or button below everything else of the question."""
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(widget, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def set_texts(self, label: str, helper: str, assumed: str) -> None:
        """Set the words that do not depend on answers."""
        self.label.setText(label)
        self.helper.setText(helper)
        self.helper.setVisible(bool(helper))
        self.assumed.set_text(assumed)
        self.control.setAccessibleName(label.replace("&", ""))
        self.control.setAccessibleDescription(helper)

    def show_state(self, *, assumed: bool, problem: str = "", note: str = "", warns: bool = False) -> None:
        """Show whether nobody touched it, what is wrong, and what cloud or edition make of it."""
        self.assumed.setVisible(assumed)
        self.problem.set_text(problem, Meaning.ADVISORY if warns else Meaning.PROBLEM)
        self.note.set_text(note)
        description = " ".join(part for part in (problem, note, self.helper.text()) if part)
        self.control.setAccessibleDescription(description)


class YesNo(QWidget):
    """Yes, no or not known as three radio buttons; what nobody answered is not known.

    ``answered`` carries True, False or None.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build both buttons."""
        super().__init__(parent)
        self.yes = QRadioButton(self)
        self.no = QRadioButton(self)
        self.unknown = QRadioButton(self)
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        for button in (self.yes, self.no, self.unknown):
            group.addButton(button)
            layout.addWidget(button)
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.unknown.clicked.connect(lambda: self.answered.emit(None))
        self.setFocusProxy(self.yes)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_texts(self, yes: str, no: str, unknown: str, question: str) -> None:
        """Set the words; each button's accessible name repeats the question."""
        for button, word in ((self.yes, yes), (self.no, no), (self.unknown, unknown)):
            button.setText(word)
            button.setAccessibleName(f"{question} {word}")

    def show_answer(self, answer: bool | None) -> None:
        """Show the session's answer; None is not known."""
        chosen = self.unknown if answer is None else self.yes if answer else self.no
        chosen.setChecked(True)
        self.setFocusProxy(chosen)
