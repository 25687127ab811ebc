"""The questions about the firewall: outbound type, addresses, and where the default route leads.

They come from the catalog's table of facts: those with a field stand beside each other, what is answered by yes or no
below them.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from planner.domain.cluster import OutboundType
from planner.domain.fact import NO, NONE, YES, Fact, FactKind
from planner.domain.readiness import unanswered_point
from planner.gui.colours import Meaning
from planner.gui.mnemonics import mnemonic_keys, with_mnemonic
from planner.gui.plain import PlainLabel, set_tip
from planner.gui.steps.fact_question import (
    asked,
    control_for,
    helper_text,
    not_known,
    show_assumption,
    show_in,
    typed_in,
)
from planner.gui.steps.question import YesNo
from planner.gui.widgets.assumed_line import AssumedLine
from planner.gui.widgets.choice_box import ChoiceBox
from planner.gui.widgets.fields import LineField
from planner.gui.widgets.flow_row import FlowRow
from planner.gui.widgets.labels import MarkedLine, fixed_font, helper_label
from planner.planning.path import outbound_type
from planner.session.session import Session

OUTBOUND_TYPE, TIER = "outbound_type", "firewall_tier"
_STRETCHES = (5, 4, 4, 5)
"""How the columns share the width."""
_GAP = 14
_LONGEST_ADDRESS = "255.255.255.255"
_EDGES = 12
_ROWS = 3
"""Rows of the grid for each row of questions: label, control, problem."""


class PathFields(QWidget):
    """Shows the answers and asks for others. `answered` carries a fact's id and its answer, None for not known."""

    answered = Signal(str, object)
    rested = Signal()

    def __init__(self, facts: tuple[Fact, ...], parent: QWidget | None = None) -> None:
        """Build a field for each fact; yes and no stand below."""
        super().__init__(parent)
        self.facts = {fact.id: fact for fact in facts}
        self.labels = {fact.id: PlainLabel(parent=self) for fact in facts}
        self.choices: dict[str, ChoiceBox] = {}
        self.fields: dict[str, LineField] = {}
        self.switches: dict[str, YesNo] = {}
        self.problems: dict[str, MarkedLine] = {}
        self.none: dict[str, QCheckBox] = {}
        self.assumed = {fact.id: AssumedLine(self) for fact in facts if fact.assumptions}
        self.explanation = helper_label(self)
        for fact in facts:
            self._add(fact)
        self._lay_out()

    def _add(self, fact: Fact) -> None:
        control = control_for(fact)
        control.setParent(self)
        self.labels[fact.id].setBuddy(control)
        if isinstance(control, YesNo | ChoiceBox):
            control.answered.connect(lambda answer, name=fact.id: self.answered.emit(name, answer))
        if isinstance(control, YesNo):
            self.switches[fact.id] = control
        elif isinstance(control, ChoiceBox):
            self.choices[fact.id] = control
        elif isinstance(control, LineField):
            self.fields[fact.id] = control
            self.problems[fact.id] = MarkedLine(Meaning.PROBLEM, self)
            if fact.kind is not FactKind.TEXT:
                control.setFont(fixed_font(self.font()))
            control.setPlaceholderText(fact.example)
            control.textEdited.connect(
                lambda _, name=fact.id, field=control: self.answered.emit(name, typed_in(field))
            )
            control.paused.connect(self.rested)
            if fact.can_be_none:
                self.none[fact.id] = QCheckBox(self)
                self.none[fact.id].clicked.connect(
                    lambda on, name=fact.id: self.answered.emit(name, () if on else None)
                )

    @property
    def outbound(self) -> ChoiceBox:
        """The field for the outbound type."""
        return self.choices[OUTBOUND_TYPE]

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(3)
        self._rows = [_SwitchRow(self.labels[name], self.switches[name], self) for name in self.switches]
        self._columns = 0
        self._arrange(self._most)

    def control_of(self, fact_id: str) -> QWidget | None:
        """Return what a fact is answered with, None for one that is not asked here."""
        if fact_id in self.switches:
            return self.switches[fact_id]
        return self._control(fact_id) if fact_id in self.facts else None

    @property
    def _fielded(self) -> list[str]:
        return [name for name in self.facts if name not in self.switches]

    @property
    def _most(self) -> int:
        """How many questions may stand beside each other."""
        return min(len(_STRETCHES), len(self._fielded))

    def _arrange(self, columns: int) -> None:
        """Put the questions beside each other, or two and two where their words need the room."""
        if columns == self._columns:
            return
        self._columns = columns
        grid = self._grid
        while grid.takeAt(0) is not None:
            pass
        for place, name in enumerate(self._fielded):
            row, column = _ROWS * (place // columns), place % columns
            grid.addWidget(self.labels[name], row, column)
            grid.addWidget(self._control(name), row + 1, column)
            if name in self.problems:
                grid.addWidget(self.problems[name], row + 2, column, Qt.AlignmentFlag.AlignTop)
            if name in self.none:  # the last of the fields: the place beside it is free
                beside = place + 1
                grid.addWidget(self.none[name], _ROWS * (beside // columns) + 1, beside % columns)
        below: list[QWidget] = [self.assumed[name] for name in self._fielded if name in self.assumed]
        below.append(self.explanation)
        for name, switch in zip(self.switches, self._rows, strict=True):
            below += [switch, self.assumed[name]] if name in self.assumed else [switch]
        first = _ROWS * -(-len(self._fielded) // columns)
        for row, widget in enumerate(below, start=first):
            grid.addWidget(widget, row, 0, 1, columns)
        for column, stretch in enumerate(_STRETCHES):
            grid.setColumnStretch(column, stretch if column < columns else 0)

    def _control(self, name: str) -> QWidget:
        return self.fields[name] if name in self.fields else self.choices[name]

    def minimumSizeHint(self) -> QSize:
        # The page may become too narrow for all of them: they then stand in two rows.
        return QSize(self._narrowest(2), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = self._most
        self._arrange(whole if self.width() >= self._narrowest(whole) else 2)

    def _narrowest(self, columns: int) -> int:
        """Return the width that labels, choices and one address need in so many columns."""
        widths = [
            max(self.labels[name].sizeHint().width(), self._least_width(name)) for name in self._fielded
        ]
        return sum(max(widths[column::columns]) for column in range(columns)) + _GAP * (columns - 1)

    def _least_width(self, name: str) -> int:
        if name in self.choices:
            return self.choices[name].minimumSizeHint().width()
        return self.fields[name].fontMetrics().horizontalAdvance(_LONGEST_ADDRESS) + _EDGES

    def retranslate(self, language: str) -> None:
        """Set the texts."""
        keys = dict(
            zip(self._fielded, mnemonic_keys(self.facts[name].label for name in self._fielded), strict=True)
        )
        for name, fact in self.facts.items():
            words = asked(fact) if name in self.switches else fact.label
            said = words.in_language(language)
            self.labels[name].setText(with_mnemonic(words, keys.get(name, ""), language))
            helper = helper_text(fact, language)
            set_tip(self.labels[name], helper)
            if name in self.switches:
                yes, no = (word.in_language(language).capitalize() for word in (YES, NO))
                self.switches[name].set_texts(yes, no, not_known(), said)
                self.labels[name].setMinimumHeight(self.switches[name].sizeHint().height())
                continue
            control = self._control(name)
            set_tip(control, helper)
            control.setAccessibleName(said)
            control.setAccessibleDescription(helper)
            if name in self.none:
                self.none[name].setText(self.tr("There are none"))
                self.none[name].setAccessibleName(f"{said}: {self.none[name].text()}")
            if name in self.choices:
                answers = {answer: text.in_language(language) for answer, text in fact.answers.items()}
                self.choices[name].say(not_known(), answers)

    def show_answers(self, session: Session, language: str) -> None:
        """Show the session's answers, what is assumed, and, under each field, what is wrong with it."""
        open_ones = {point.id for point in session.readiness}
        for name, line in self.assumed.items():
            show_assumption(line, session, self.facts[name], language)
            if name in self.fields and unanswered_point(name) not in open_ones:
                line.show_assumption("", "")  # it decides nothing in this plan
        for name, switch in self.switches.items():
            known = session.known(name)
            switch.show_answer(known if isinstance(known, bool) else None)
            said = (
                self.assumed[name].text if name in self.assumed else "",
                helper_text(self.facts[name], language),
            )
            switch.describe(" ".join(filter(None, said)))
        for name, box in self.choices.items():
            box.show_answer(session.known_text(name))
        for name, field in self.fields.items():
            known = session.known(name)
            show_in(field, known)
            if name in self.none:
                self.none[name].setChecked(known == ())
                nothing = NONE.in_language(language)
                field.setPlaceholderText(nothing if known == () else self.facts[name].example)
        if TIER in self.choices:
            # Another make has no such tiers; an answer that was given stays, should the make be corrected.
            self.choices[TIER].setEnabled(session.request.firewall.may_be_azure)
        self.explanation.setText(self.explained(outbound_type(session.facts)))
        assumed = self.assumed[OUTBOUND_TYPE].text
        self.outbound.setAccessibleDescription(" ".join(filter(None, (assumed, self.explanation.text()))))
        self.show_problems(session, language)

    def show_problems(self, session: Session, language: str) -> None:
        """Show what is wrong, but not while somebody is in the middle of typing it."""
        for name, field in self.fields.items():
            found = () if field.is_typing else session.problems_of(name)
            said = " ".join(problem.message.in_language(language) for problem in found)
            meaning = Meaning.PROBLEM if any(problem.blocks for problem in found) else Meaning.ADVISORY
            self.problems[name].set_text(said, meaning)
            self.problems[name].setAccessibleName(said)

    def explained(self, kind: OutboundType) -> str:
        """Return what an outbound type means for the firewall, in one line."""
        managed = self.tr(
            "A NAT gateway that AKS creates sends egress to the internet, past the firewall, unless a route of your "
            "own leads there."
        )
        return {
            OutboundType.USER_DEFINED_ROUTING: self.tr(
                "Your route table decides. With 0.0.0.0/0 to the firewall, all egress passes it."
            ),
            OutboundType.LOAD_BALANCER: self.tr(
                "The cluster's public load balancer sends egress to the internet, past the firewall, unless a route of "
                "your own leads there."
            ),
            OutboundType.MANAGED_NAT_GATEWAY: managed,
            OutboundType.MANAGED_NAT_GATEWAY_V2: managed,
            OutboundType.USER_ASSIGNED_NAT_GATEWAY: self.tr(
                "Your own NAT gateway on the node subnet sends egress to the internet, past the firewall, unless a "
                "route of your own leads there."
            ),
            OutboundType.NONE: self.tr(
                "AKS sets up no way out. Without a route of your own, nodes reach nothing."
            ),
            OutboundType.BLOCK: self.tr(
                "AKS denies egress with network rules on the cluster, before any firewall."
            ),
        }[kind]


class _SwitchRow(QWidget):
    """A question and its yes, no and not known in one line, or below each other where the room ends."""

    def __init__(self, label: QLabel, switch: YesNo, parent: QWidget) -> None:
        super().__init__(parent)
        row = FlowRow(self, gap=18)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(label)
        row.addWidget(switch)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
