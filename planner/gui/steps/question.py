"""One question of a page: label, control, problem, what is assumed, note and helper line, in that order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from planner.gui.colours import Meaning, muted
from planner.gui.widgets.assumed_line import AssumedLine
from planner.gui.widgets.cards import Chip
from planner.gui.widgets.labels import MarkedLine, heading_label, helper_label, set_text_colour
from planner.gui.widgets.styled_label import RESTYLE

_CONTROL_WIDTH = 340


class Question(QWidget):
    """A question with everything that belongs to it; the control is given by the page."""

    def __init__(self, control: QWidget, parent: QWidget | None = None, *, wide: bool = False) -> None:
        """Put ``control`` under its label; ``wide`` lets it take the whole width."""
        super().__init__(parent)
        self.control = control
        self.label = heading_label(self)
        self.label.setBuddy(control)
        self.assumed = Chip(Meaning.NOT_NEEDED, self, bare=True)
        self.assumed.hide()
        self.assumption = AssumedLine(self)
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
        for row, widget in enumerate((self.problem, self.assumption, self.note, self.helper), start=2):
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
        self.control.setAccessibleDescription(self.described)

    @property
    def described(self) -> str:
        """What a screen reader says of the control after its name."""
        parts = (self.problem.text, self.assumption.text, self.note.text, self.helper.text())
        return " ".join(part for part in parts if part)


class QuietRadio(QRadioButton):
    """A radio button in the muted colour: a choice that says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self._styling = False
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLE:
            self._restyle()

    def _restyle(self) -> None:
        if not self._styling:
            self._styling = True
            set_text_colour(self, muted())
            self._styling = False


class YesNo(QWidget):
    """Yes and no as radio buttons, and *not known* as a quiet third one, which is chosen until somebody answers.

    ``answered`` carries True, False or None.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the three buttons."""
        super().__init__(parent)
        self.yes = QRadioButton(self)
        self.no = QRadioButton(self)
        self.unknown = QuietRadio(self)
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        self._buttons = (self.yes, self.no, self.unknown)
        for button in self._buttons:
            group.addButton(button)
            layout.addWidget(button)
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.unknown.clicked.connect(lambda: self.answered.emit(None))
        self.setFocusProxy(self.yes)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_texts(self, yes: str, no: str, unknown: str, question: str) -> None:
        """Set the words; each button's accessible name repeats the question."""
        for button, word in zip(self._buttons, (yes, no, unknown), strict=True):
            button.setText(word)
            button.setAccessibleName(f"{question} {word}")

    def describe(self, description: str) -> None:
        """Set what a screen reader says of each button after its name."""
        for button in self._buttons:
            button.setAccessibleDescription(description)

    def show_answer(self, answer: bool | None) -> None:
        """Show the session's answer; None is not known."""
        chosen = self.unknown if answer is None else self.yes if answer else self.no
        chosen.setChecked(True)
        self.setFocusProxy(chosen)
