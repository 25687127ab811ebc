"""A question about one fact, made from the catalog's table: its words, its control, and what is assumed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from planner.domain.fact import NO, NONE, YES, Fact, FactKind, Known
from planner.domain.text import CHINESE, Text
from planner.gui.mnemonics import with_mnemonic
from planner.gui.steps.question import Question, YesNo
from planner.gui.widgets.assumed_line import AssumedLine
from planner.gui.widgets.choice_box import ChoiceBox
from planner.gui.widgets.fields import AddressesField, LineField
from planner.planning.situation import cloud_of
from planner.session.session import Session

translate = QCoreApplication.translate


class FactQuestion(Question):
    """Asks for a fact: an answer, for some lists *there are none*, or not known, which it is until somebody answers.

    ``answered`` carries the fact's id and the answer, None for not known; ``rested`` says that typing rests.
    """

    answered = Signal(str, object)
    rested = Signal()

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        """Build the control that the fact's kind asks for."""
        control = control_for(fact)
        super().__init__(control, parent, wide=isinstance(control, LineField))
        self.fact = fact
        if isinstance(control, YesNo | ChoiceBox):
            control.answered.connect(self._answer)
        elif isinstance(control, LineField):
            control.textEdited.connect(lambda _: self._answer(typed_in(control)))
            control.paused.connect(self.rested)
        self.none: QCheckBox | None = None
        if fact.can_be_none:
            self._offer_none()

    def _offer_none(self) -> None:
        self.none = QCheckBox(self)
        self.none.clicked.connect(lambda on: self._answer(() if on else None))
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(self.control, 1, 0)
            grid.addWidget(self.none, 1, 1)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 0)

    def _answer(self, value: Known | None) -> None:
        self.answered.emit(self.fact.id, value)

    @property
    def is_typing(self) -> bool:
        """Whether somebody is in the middle of typing, so that a complaint would come too early."""
        return isinstance(self.control, LineField) and self.control.is_typing

    # --- what is shown ----------------------------------------------------------------------

    def say(self, language: str, key: str = "") -> None:
        """Set the words that do not depend on answers; ``key`` is the letter that leads here with Alt."""
        fact = self.fact
        question = asked(fact).in_language(language)
        self.set_texts(with_mnemonic(asked(fact), key, language), helper_text(fact, language), "")
        self.control.setAccessibleName(question)
        if isinstance(self.control, YesNo):
            yes, no = (word.in_language(language).capitalize() for word in (YES, NO))
            self.control.set_texts(yes, no, not_known(), question)
        elif isinstance(self.control, ChoiceBox):
            words = {answer: text.in_language(language) for answer, text in fact.answers.items()}
            self.control.say(not_known(), words)
        if self.none is not None:
            self.none.setText(self.tr("There are none"))
            self.none.setAccessibleName(f"{question}: {self.none.text()}")

    def show_fact(self, session: Session, language: str) -> None:
        """Show the answer or what is assumed without one, what is wrong, and what cloud or edition make of it."""
        fact, known = self.fact, session.known(self.fact.id)
        self._show_answer(known, language)
        show_assumption(self.assumption, session, fact, language)
        found = () if self.is_typing else session.problems_of(fact.id)
        note = fact.note(cloud_of(session.cluster, session.catalog).id, session.cluster.edition)
        self.show_state(
            assumed=False,
            problem="\n".join(entry.message.in_language(language) for entry in found),
            note=note.in_language(language) if note is not None else "",
            warns=bool(found) and not any(entry.blocks for entry in found),
        )
        if isinstance(self.control, YesNo):
            self.control.describe(self.described)
        if self.none is not None:
            self.none.setAccessibleDescription(self.described)

    def _show_answer(self, known: Known | None, language: str) -> None:
        control = self.control
        if isinstance(control, YesNo):
            control.show_answer(known if isinstance(known, bool) else None)
        elif isinstance(control, ChoiceBox):
            control.show_answer(known if isinstance(known, str) else "")
        elif isinstance(control, LineField):
            show_in(control, known)
            nothing = self.none is not None and known == ()
            control.setPlaceholderText(NONE.in_language(language) if nothing else self.fact.example)
        if self.none is not None:
            self.none.setChecked(known == ())


def asked(fact: Fact) -> Text:
    """Return the words above a fact's control."""
    return fact.question if fact.question.en else fact.label


def not_known() -> str:
    """Return what the third choice is called."""
    return translate("Facts", "Not known")


def helper_text(fact: Fact, language: str) -> str:
    """Return the line below a fact's control; it says how several entries are typed."""
    helper = fact.helper.in_language(language)
    if not fact.kind.is_list:
        return helper
    several = translate("Facts", "Separate several by commas.")
    return helper + several if language == CHINESE else f"{helper} {several}".lstrip()


def control_for(fact: Fact) -> QWidget:
    """Return what a fact of this kind is answered with."""
    if fact.kind is FactKind.YES_NO:
        return YesNo()
    if fact.kind is FactKind.CHOICE:
        return ChoiceBox(tuple(fact.answers))
    return AddressesField() if fact.kind.is_list else LineField()


def show_assumption(line: AssumedLine, session: Session, fact: Fact, language: str) -> None:
    """Say what is taken and why while nobody answered; nothing for a fact that decides nothing then."""
    settled = session.facts.get(fact.id) if session.known(fact.id) is None else None
    if settled is None:
        line.show_assumption("", "")
        return
    words, because = fact.in_words(settled.value), settled.because
    line.show_assumption(words.in_language(language), because.in_language(language))


def typed_in(field: LineField) -> Known | None:
    """Return what was typed as a fact holds it; None while there is nothing."""
    if isinstance(field, AddressesField):
        return field.addresses or None
    return field.text().strip() or None


def show_in(field: LineField, known: Known | None) -> None:
    """Show an address, a text or a list in its field unless what is typed means the same."""
    if isinstance(field, AddressesField):
        field.show_addresses(known if isinstance(known, tuple) else ())
        return
    meant = known if isinstance(known, str) else ""
    if meant != field.text().strip():
        field.show_text(meant)
