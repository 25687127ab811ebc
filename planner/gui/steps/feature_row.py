"""One feature of step 3: check box, name, one line, what it costs, and what it asks once it is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from planner.gui.colours import Meaning, tint
from planner.gui.plain import set_tip
from planner.gui.steps.fact_question import not_known
from planner.gui.steps.question import QuietRadio, YesNo
from planner.gui.widgets.assumed_line import AssumedLine
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.cards import RADIUS
from planner.gui.widgets.labels import HELPER_SCALE, MarkedLine, StyledLabel, helper_label

UNANSWERED = ""
"""The choice that takes an answer back."""


class FeatureRow(QWidget):
    """Shows what it is told; the page answers the session."""

    toggled = Signal(bool)
    vault_answered = Signal(object)
    choice_answered = Signal(str)
    doubted = Signal()
    """Nobody knows whether it is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row; the questions stay hidden until they are asked."""
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.clicked.connect(self.toggled)
        self.doubt = LinkButton(self)
        self.doubt.clicked.connect(self._doubt)
        # It comes with the mouse or the focus: thirteen of them would be read before the names.
        self.doubt.hide()
        self._can_be_doubted = False
        for widget in (self.box, self.doubt):
            widget.installEventFilter(self)
        self.name = StyledLabel(self)
        # As high as one line of the name, so that it stays level with a name of two lines.
        self.box.setFixedHeight(self.name.fontMetrics().height())
        self.summary = helper_label(self)
        self.cost = StyledLabel(self)
        self.detail = helper_label(self)
        for label in (self.cost, self.detail):
            label.setWordWrap(False)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.remark = MarkedLine(Meaning.REMARK, self)
        self.because = MarkedLine(Meaning.DONE, self)
        self.vault_question = StyledLabel(self, scale=HELPER_SCALE, weight=QFont.Weight.DemiBold)
        self.vault = YesNo(self)
        self.vault.answered.connect(self.vault_answered)
        self.vault_assumed = AssumedLine(self)
        self.choice_question = StyledLabel(self, scale=HELPER_SCALE, weight=QFont.Weight.DemiBold)
        self.choice_assumed = AssumedLine(self)
        self.choice_helper = helper_label(self)
        self.choices: dict[str, QRadioButton] = {}
        self._choice_group = QButtonGroup(self)
        self._choice_layout = QVBoxLayout()
        self._changed = False
        self._arrange()
        self.ask_vault("", None)
        self.ask_choice("", "", "")

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 7, 12, 7)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.box, 0, 0, top)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.doubt, 0, 2, top)
        grid.addWidget(self.cost, 0, 3, top)
        grid.addWidget(self.summary, 1, 1, 1, 2, top)
        grid.addWidget(self.detail, 1, 3, top)
        self._choice_layout.setContentsMargins(0, 0, 0, 0)
        self._choice_layout.setSpacing(2)
        below = QVBoxLayout()
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        asked = (self.vault_question, self.vault, self.vault_assumed, self.choice_question)
        for widget in (self.because, *asked):
            below.addWidget(widget)
        below.addLayout(self._choice_layout)
        below.addWidget(self.choice_assumed)
        below.addWidget(self.choice_helper)
        below.addWidget(self.remark)
        grid.addLayout(below, 2, 1, 1, 3)

    def offer_choices(self, answers: tuple[str, ...]) -> None:
        """Prepare one radio button for each answer of the feature's question."""
        for answer in answers:
            button = QRadioButton(self) if answer else QuietRadio(self)
            button.clicked.connect(lambda _checked=False, answer=answer: self.choice_answered.emit(answer))
            self._choice_group.addButton(button)
            self._choice_layout.addWidget(button)
            self.choices[answer] = button
            button.hide()

    def show_on(self, *, on: bool, locked: bool, changed: bool, doubtful: bool = False) -> None:
        """Show whether the feature is on, cannot be switched, was the last to change, and whether nobody knows it."""
        # A click settles it: a partly checked box is followed by on, and then by off.
        self.box.setTristate(doubtful)
        self.box.setCheckState(
            Qt.CheckState.PartiallyChecked
            if doubtful
            else Qt.CheckState.Checked
            if on
            else Qt.CheckState.Unchecked
        )
        self.box.setEnabled(not locked)
        self._can_be_doubted = not locked and not doubtful
        self._show_doubt()
        weight = QFont.Weight.DemiBold if on else None
        self.name.set_look(weight=weight)
        self.cost.set_look(weight=weight)
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.PointingHandCursor)
        if changed != self._changed:
            self._changed = changed
            self.update()

    def show_words(self, name: str, summary: str, cost: str, detail: str, *, warns: bool = False) -> None:
        """Show name, line and cost; ``warns`` marks the second cost line as a remark to read."""
        self.name.setText(name)
        self.summary.setText(summary)
        self.cost.setText(cost)
        self.detail.setText(detail)
        self.detail.set_look(meaning=Meaning.ADVISORY if warns else None)
        set_tip(self.detail, self.tr("The rules step shows the remark beside its line.") if warns else "")
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(
            ". ".join(part for part in (summary.rstrip("."), cost, detail) if part)
        )

    def ask_vault(self, question: str, answer: bool | None, yes: str = "", no: str = "") -> None:
        """Ask where certificates live, or do not ask."""
        self.vault_question.setText(question)
        self.vault_question.setVisible(bool(question))
        self.vault.setVisible(bool(question))
        self.vault.set_texts(yes, no, not_known(), question)
        self.vault.show_answer(answer)
        self.vault_assumed.hide()

    def ask_choice(
        self,
        question: str,
        helper: str,
        answer: str,
        words: dict[str, str] | None = None,
        *,
        only: str = "",
    ) -> None:
        """Ask the feature's own question, or do not ask; ``only`` is the one answer that can be had."""
        self.choice_question.setText(question)
        self.choice_helper.setText(helper)
        for widget in (self.choice_question, self.choice_helper):
            widget.setVisible(bool(question))
        for value, button in self.choices.items():
            button.setVisible(bool(question))
            button.setText((words or {}).get(value, value) if value else not_known())
            button.setAccessibleName(f"{question} {button.text()}")
            button.setEnabled(only in ("", value))
            button.setChecked(value == answer)
        self.choice_assumed.hide()

    def describe_choice(self) -> None:
        """Have a screen reader say with each answer what is assumed without one, and the line below."""
        said = " ".join(part for part in (self.choice_assumed.text, self.choice_helper.text()) if part)
        for button in self.choices.values():
            button.setAccessibleDescription(said)

    def _doubt(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.doubted.emit()

    def _show_doubt(self) -> None:
        near = self.underMouse() or self.box.hasFocus() or self.doubt.hasFocus()
        self.doubt.setVisible(self._can_be_doubted and near)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            # The next one has the focus only once this event is over.
            QTimer.singleShot(0, self, self._show_doubt)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.doubt.setVisible(self._can_be_doubted)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        QTimer.singleShot(0, self, self._show_doubt)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The whole row ticks, but not the questions below it.
        head = max(self.summary.geometry().bottom(), self.detail.geometry().bottom())
        inside = event.position().y() <= head + 4
        if event.button() is Qt.MouseButton.LeftButton and inside and self.box.isEnabled():
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._changed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(Meaning.DONE, self.palette()))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS - 2, RADIUS - 2)
        painter.end()
