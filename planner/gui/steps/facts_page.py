"""Step 2: the facts about the cluster that decide demands."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from planner.domain.fact import Fact, FactKind, Known
from planner.gui.mnemonics import mnemonic_keys
from planner.gui.steps.fact_question import FactQuestion, asked
from planner.gui.steps.more_facts import MoreFacts
from planner.gui.steps.page import StepPage
from planner.gui.widgets.labels import heading_label
from planner.session.addresses import ADDRESS_KINDS
from planner.session.fact_words import answer_title
from planner.session.problem import Problem, Step
from planner.session.session import Session

_TWO_COLUMNS_FROM = 640
_COLUMN_GAP = 36
_PICKED = (FactKind.YES_NO, FactKind.CHOICE)
"""Facts that are answered by one click; the others are typed."""


class FactsPage(StepPage):
    """Facts on the left, addresses on the right (below each other in a narrow window), all from the catalog's table.

    What is not asked of everybody stands below, closed until it is wanted: every fact can be answered by hand.
    """

    step = Step.FACTS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build one question for each fact that the table asks on this step, or on none."""
        super().__init__(session, parent)
        facts = [fact for fact in session.catalog.facts if fact.step == Step.FACTS]
        self.questions = {
            fact.id: self._question(fact) for fact in session.catalog.facts if fact.step in (Step.FACTS, "")
        }
        others = [question for question in self.questions.values() if not question.fact.step]
        picked = [question for question in others if question.fact.kind in _PICKED]
        typed = [question for question in others if question.fact.kind not in _PICKED]
        self.more = MoreFacts(picked, typed, parent=self)
        self._headings = (heading_label(self, quiet=True), heading_label(self, quiet=True))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(_COLUMN_GAP)
        for heading, addresses in zip(self._headings, (False, True), strict=True):
            column = QVBoxLayout()
            column.setSpacing(18)
            column.addWidget(heading)
            for fact in facts:
                if (fact.kind in ADDRESS_KINDS) is addresses:
                    column.addWidget(self.questions[fact.id])
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addLayout(self._columns)
        self.body.addWidget(self.more)
        self.body.addStretch(1)

    def _question(self, fact: Fact) -> FactQuestion:
        question = FactQuestion(fact, self)
        question.answered.connect(self._answer)
        question.rested.connect(self.refresh)
        return question

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _TWO_COLUMNS_FROM
        directions = QBoxLayout.Direction
        for columns in (self._columns, self.more.columns):
            columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the words of the questions."""
        self.title.setText(self.tr("What do you know about the cluster?"))
        self.helper.setText(
            self.tr(
                "Each answer decides a few rules. What is not known is assumed, and marked so everywhere."
            )
        )
        self._headings[0].setText(self.tr("Facts"))
        self._headings[1].setText(self.tr("Addresses"))
        first = {name: question for name, question in self.questions.items() if question.fact.step}
        typed = [name for name, question in first.items() if question.fact.kind not in _PICKED]
        letters = mnemonic_keys(asked(self.questions[name].fact) for name in typed)
        keys = dict(zip(typed, letters, strict=True))
        for name, question in first.items():
            question.say(self.language, keys.get(name, ""))
        self.more.retranslate(self.language)

    def refresh(self) -> None:
        """Show the session's answers, problems and notes."""
        for question in self.questions.values():
            if question.fact.step:
                question.show_fact(self.session, self.language)
        self.more.refresh(self.session, self.language)

    def restart(self) -> None:
        """Close what the plan before had opened."""
        self.more.restart()

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the control that the problem belongs to."""
        question = self.questions.get(problem.field)
        if question is None:
            self.focus_first()
            return
        if not question.fact.step:
            self.more.set_open(True)
        question.control.setFocus()

    def _answer(self, fact_id: str, answer: Known | None) -> None:
        fact = self.questions[fact_id].fact
        merge = "" if fact.kind in _PICKED or answer == () else fact_id
        answers: dict[str, object] = {fact_id: answer}
        self.session.answer(answer_title(fact, answer), merge=merge, **answers)
