"""Step 6: who asks for the change, and when. No field bars an export."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.gui.steps.page import StepPage
from planner.gui.steps.question import Question
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.fields import LineField, TextField
from planner.gui.widgets.labels import helper_label
from planner.session.problem import Step
from planner.session.session import Session
from planner.session.suggestions import suggested_title, with_suggestions

FIELDS = tuple(entry.name for entry in fields(ChangeRequest))
_LONG = {"reason": 2, "rollback": 3, "verification": 3}
_GRID = 6
_ROWS = (
    ("title",),
    ("ticket", "requester"),
    ("owner", "approving_team"),
    ("reason",),
    ("priority", "window", "valid_until"),
    ("rollback",),
    ("verification",),
)
_TWO_COLUMNS_FROM = 640
PRIORITIES = ("Low", "Normal", "High", "Emergency")


class RequestPage(StepPage):
    """Eleven fields; title, rollback and verification are suggested from the plan."""

    step = Step.REQUEST
    requester_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__(session, parent)
        self.fields: dict[str, LineField | TextField | QComboBox] = {}
        self.questions: dict[str, Question] = {}
        for name in FIELDS:
            self.fields[name] = self._field(name)
            self.questions[name] = Question(self.fields[name], self, wide=True)
        self.summary = helper_label(self)
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.summary)
        self.body.addStretch(1)
        self._arrange(2)

    def _field(self, name: str) -> LineField | TextField | QComboBox:
        if name == "priority":
            combo = ComboBox(self)
            combo.activated.connect(lambda index: self._answer("priority", str(combo.itemData(index))))
            return combo
        if name in _LONG:
            text = TextField(self, _LONG[name])
            text.edited.connect(lambda typed, name=name: self._answer(name, typed))
            return text
        line = LineField(self)
        line.textEdited.connect(lambda typed, name=name: self._answer(name, typed))
        return line

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        rows = _ROWS if columns == 2 else tuple((name,) for name in FIELDS)
        for row, names in enumerate(rows):
            span = _GRID // len(names)
            for index, name in enumerate(names):
                place = (row, index * span, 1, span)
                self._grid.addWidget(self.questions[name], *place, Qt.AlignmentFlag.AlignTop)
        for index in range(_GRID):
            self._grid.setColumnStretch(index, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _TWO_COLUMNS_FROM else 1)

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the words of the questions."""
        self.title.setText(self.tr("Who asks, and when?"))
        self.helper.setText(self.tr("Empty fields are printed as lines to fill in by hand."))
        reason = self.tr("One sentence that a person outside your team understands.")
        verification = self.tr("What shows that it works? Suggested from your plan.")
        texts = {
            "title": (self.tr("Tit&le"), ""),
            "ticket": (self.tr("Ticke&t"), ""),
            "requester": (self.tr("Re&quester"), ""),
            "owner": (self.tr("Application &owner"), ""),
            "approving_team": (self.tr("A&pproving team"), ""),
            "reason": (self.tr("Business &reason"), reason),
            "priority": (self.tr("Pr&iority"), ""),
            "window": (self.tr("&Window"), ""),
            "valid_until": (self.tr("Valid &until"), ""),
            "rollback": (
                self.tr("Rollbac&k"),
                self.tr("How to take the change back. Suggested from your plan."),
            ),
            "verification": (self.tr("Verificatio&n"), verification),
        }
        suggested = self.tr("suggested")
        for name, (label, helper) in texts.items():
            self.questions[name].set_texts(label, helper, suggested)
        self._set_placeholders()
        combo = self.fields["priority"]
        if isinstance(combo, QComboBox):
            combo.clear()
            for value, word in zip(PRIORITIES, self._priority_words(), strict=True):
                combo.addItem(word, value)

    def _priority_words(self) -> tuple[str, ...]:
        return (self.tr("Low"), self.tr("Normal"), self.tr("High"), self.tr("Emergency"))

    def _set_placeholders(self) -> None:
        examples = {
            "ticket": "CHG0041872",
            "window": self.tr("2026-09-05 22:00 to 23:00 UTC"),
            "valid_until": self.tr("2027-09-05, or until the cluster is deleted"),
        }
        for name, example in examples.items():
            field = self.fields[name]
            if isinstance(field, LineField):
                field.setPlaceholderText(example)

    def refresh(self) -> None:
        """Show the session's answers, problems and notes."""
        request = self.session.request.change_request
        shown = request
        if self.session.plan is not None:
            shown = with_suggestions(self.session.request, self.session.plan, self.language)
        elif "title" not in self.session.request.written and not request.title:
            title = self.say(suggested_title(self.session.cluster.name))
            shown = ChangeRequest(**{**_values(request), "title": title})
        for name in FIELDS:
            self._show(name, getattr(shown, name))
            suggested = bool(getattr(shown, name)) and not getattr(request, name)
            self.questions[name].show_state(assumed=suggested)
        empty = sum(not getattr(shown, name).strip() for name in FIELDS)
        words = self.tr("{empty} of {all} fields empty").format(empty=empty, all=len(FIELDS))
        self.summary.setText(words if empty else self.tr("Every field is filled in."))

    def _show(self, name: str, value: str) -> None:
        field = self.fields[name]
        if isinstance(field, QComboBox):
            index = field.findData(value)
            if index < 0 and value:
                field.addItem(value, value)
                index = field.count() - 1
            field.setCurrentIndex(index)
        else:
            field.show_text(value)

    def focus_first(self) -> None:
        """Begin in the title with its words selected: they are a suggestion, and typing replaces them."""
        title = self.fields["title"]
        title.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(title, LineField):
            title.selectAll()

    # --- answers ----------------------------------------------------------------------------

    def _answer(self, name: str, value: str) -> None:
        label = _LABELS[name]
        self.session.fill_request(Text(f"{label.en} changed", f"已更改{label.zh}"), **{name: value})
        if name == "requester":
            self.requester_changed.emit(value)


def _values(request: ChangeRequest) -> dict[str, str]:
    return {name: getattr(request, name) for name in FIELDS}


_LABELS = {
    "title": Text("Title", "标题"),
    "ticket": Text("Ticket", "工单号"),
    "requester": Text("Requester", "申请人"),
    "owner": Text("Application owner", "应用负责人"),
    "approving_team": Text("Approving team", "审批团队"),
    "reason": Text("Business reason", "业务原因"),
    "priority": Text("Priority", "优先级"),
    "window": Text("Window", "实施时间"),
    "valid_until": Text("Valid until", "有效期至"),
    "rollback": Text("Rollback", "回退方法"),
    "verification": Text("Verification", "验证方法"),
}
