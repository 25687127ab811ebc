"""Step 3: which features the cluster uses, and what each costs in rules."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.demand import Feature
from planner.domain.fact import FEATURE, NO, YES, Known
from planner.domain.readiness import OpenPoint
from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.former_rules import last_edition_of, show_former_rules
from planner.gui.steps.fact_question import FactQuestion, not_known, show_assumption
from planner.gui.steps.feature_row import UNANSWERED, FeatureRow
from planner.gui.steps.page import StepPage
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.cards import Card
from planner.gui.widgets.labels import MarkedLine, heading_label
from planner.planning.situation import cloud_of
from planner.session.fact_words import answer_title
from planner.session.feature_costs import FeatureCost, choice_of, feature_costs
from planner.session.problem import Problem, Step
from planner.session.session import Session

ON_BECAUSE = Text("On, because {reason}.", "已启用，因为 {reason}。")
ON_ASSUMED = Text(
    "On, because nobody answered. It is assumed that {reason}.", "未回答，假定 {reason}，因此已启用。"
)
FEATURE_NOT_KNOWN = Text("Not known. Taken as off until somebody answers.", "未知，回答之前按未启用处理。")
FEATURE_DOUBTED = Text("{feature}: not known", "{feature}：未知")
_TWO_COLUMNS_FROM = 700


class _Group(QWidget):
    """A heading and the card with its features."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = heading_label(self, quiet=True)
        self.card = Card(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.card)


class FeaturesPage(StepPage):
    """Cards in two columns by group; features that are not offered stand below with the reason."""

    step = Step.FEATURES

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build one row for each feature of the catalog."""
        super().__init__(session, parent)
        self.rows: dict[str, FeatureRow] = {}
        self._changed = ""
        self._groups: dict[str, _Group] = {}
        self._always = Card(self, filled=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        for feature in session.catalog.features:
            self._add(feature)
        headings = (group.id for group in session.catalog.groups)
        groups = [self._groups[name] for name in headings if name in self._groups]
        half = (len(groups) + 1) // 2
        for part in (groups[:half], groups[half:]):
            column = QVBoxLayout()
            column.setSpacing(14)
            for group in part:
                column.addWidget(group)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.offers = QVBoxLayout()
        self.offers.setSpacing(4)
        self._withheld: list[_Withheld] = []
        # What the table asks of all features together, such as whether the list is complete.
        whole = [fact for fact in session.catalog.facts if fact.step == Step.FEATURES and not fact.feature]
        self.questions = {fact.id: FactQuestion(fact, self) for fact in whole}
        self.body.addWidget(self._always)
        self.body.addLayout(self._columns)
        for question in self.questions.values():
            question.answered.connect(self._answer_fact)
            self.body.addWidget(question)
        self.body.addLayout(self.offers)
        self.body.addStretch(1)

    def _add(self, feature: Feature) -> None:
        row = FeatureRow(self)
        self.rows[feature.id] = row
        row.toggled.connect(lambda on, feature=feature: self._answer(feature, on))
        row.doubted.connect(lambda feature=feature: self._doubt(feature))
        row.vault_answered.connect(lambda yes, feature=feature: self._answer_vault(feature, yes))
        fact = choice_of(feature, self.session.catalog)
        if fact is not None:
            row.offer_choices((*fact.answers, UNANSWERED))
            row.choice_answered.connect(lambda answer, feature=feature: self._answer_choice(feature, answer))
        if feature.always:
            self._always.rows.addWidget(row)
            return
        if feature.group not in self._groups:
            self._groups[feature.group] = _Group(self)
        self._groups[feature.group].card.rows.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _TWO_COLUMNS_FROM
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the words of the questions."""
        self.title.setText(self.tr("Which features does the cluster use?"))
        self.helper.setText(
            self.tr("Tick what is on today or planned. A feature left out here will find its hosts blocked.")
        )
        headings = {group.id: group.label for group in self.session.catalog.groups}
        for name, group in self._groups.items():
            group.heading.setText(self.say(headings[name]))
        for question in self.questions.values():
            question.say(self.language)

    def refresh(self) -> None:
        """Show the session's answers, problems and notes."""
        costs = feature_costs(self.session.request, self.session.catalog)
        if self._changed and not self._is_last_answer(self._changed):
            self._changed = ""
        for cost in costs:
            self._show(cost)
        offered = {cost.feature.group for cost in costs if cost.withheld is None}
        for name, group in self._groups.items():
            group.setVisible(name in offered)
        self._show_withheld(cost for cost in costs if cost.withheld is not None)
        for question in self.questions.values():
            question.show_fact(self.session, self.language)

    def _show(self, cost: FeatureCost) -> None:
        feature = cost.feature
        row = self.rows[feature.id]
        row.setVisible(cost.withheld is None)
        row.box.setAccessibleName(self.say(feature.label))
        row.doubt.setText(not_known())
        row.doubt.setAccessibleName(self.say(FEATURE_DOUBTED.filled(feature=feature.label)))
        if cost.withheld is not None:
            return
        locked = feature.always or cost.on_because is not None
        row.show_on(on=cost.on, locked=locked, changed=feature.id == self._changed, doubtful=cost.doubtful)
        price, detail = self._price(cost)
        summary = self.say(feature.summary)
        if not cost.on and not cost.rules and cost.known:
            summary = self._known_hosts(cost.known)
        row.show_words(
            self.say(feature.label),
            summary,
            price,
            detail,
            warns=cost.has_remark and not _detail_is_count(cost),
        )
        row.remark.set_text(self.say(feature.remark) if cost.on else "")
        because = self.say(FEATURE_NOT_KNOWN) if cost.doubtful else ""
        if cost.on_because is not None:
            why = ON_ASSUMED if cost.on_assumed else ON_BECAUSE
            because = self.say(why.filled(reason=cost.on_because))
        assumed = cost.on_assumed or cost.doubtful
        row.because.set_text(because, Meaning.ASSUMED if assumed else Meaning.DONE)
        self._show_questions(feature, row, on=cost.on)

    def _price(self, cost: FeatureCost) -> tuple[str, str]:
        if cost.feature.always:
            optional = cost.rules - cost.required
            return self.tr("%n required", "", cost.required), self.tr("%n optional", "", optional)
        if not cost.on:
            return self.tr("+%n rule(s)", "", cost.rules), self.tr("see remark") if cost.has_remark else ""
        if cost.known:
            return self.tr("%n rule(s)", "", cost.rules), self.tr("%n shared", "", cost.known)
        return self.tr("%n rule(s)", "", cost.rules), self.tr("see remark") if cost.has_remark else ""

    def _known_hosts(self, count: int) -> str:
        if count == 1:
            return self.tr("Its host is already in this plan.")
        if count == 2:
            return self.tr("Its two hosts are already in this plan.")
        return self.tr("Its %n hosts are already in this plan.", "", count)

    def _show_questions(self, feature: Feature, row: FeatureRow, *, on: bool) -> None:
        session, cluster = self.session, self.session.cluster
        question = self.say(feature.brings[0].question) if on and feature.brings else ""
        yes, no = (self.say(word).capitalize() for word in (YES, NO))
        vault = session.known(feature.brings[0].fact) if feature.brings else None
        row.ask_vault(question, vault if isinstance(vault, bool) else None, yes, no)
        if question:
            show_assumption(
                row.vault_assumed, session, session.catalog.fact_table[feature.brings[0].fact], self.language
            )
            row.vault.describe(row.vault_assumed.text)
        fact = choice_of(feature, self.session.catalog)
        if fact is None:
            return
        note = fact.note(cloud_of(cluster, session.catalog).id, cluster.edition)
        words = {answer: self.say(text) for answer, text in fact.answers.items()}
        # A note on a choice says why cloud or edition leave nothing but what is assumed anyway.
        only = str(fact.assumptions[0].value) if note is not None and fact.assumptions else ""
        chosen = only or session.known_text(fact.id)
        question = self.say(fact.question) if on else ""
        row.ask_choice(question, self.say(note or fact.helper), chosen, words, only=only)
        if question and not only:
            show_assumption(row.choice_assumed, session, fact, self.language)
        row.describe_choice()

    def _show_withheld(self, costs: Iterable[FeatureCost]) -> None:
        for widget in self._withheld:
            self.offers.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._withheld = []
        for cost in costs:
            line = _Withheld(self)
            reason = self.say(cost.withheld) if cost.withheld is not None else ""
            line.show_reason(self.say(cost.feature.label), reason, ticked=cost.on)
            line.off.clicked.connect(
                lambda _checked=False, feature=cost.feature: self._answer(feature, False)
            )
            line.former.clicked.connect(
                lambda _checked=False, feature=cost.feature: self._show_former(feature)
            )
            line.former.setVisible(self._has_left_the_page(cost.feature))
            self.offers.addWidget(line)
            self._withheld.append(line)

    def _has_left_the_page(self, feature: Feature) -> bool:
        """Whether older editions ask something for the feature, and this plan's edition does in no cloud."""
        last = last_edition_of(feature, self.session.catalog)
        return bool(last) and last < self.session.cluster.edition

    def _show_former(self, feature: Feature) -> None:
        show_former_rules(self, feature, self.session.catalog, self.language)

    def withheld_lines(self) -> tuple[_Withheld, ...]:
        """Return the lines of features that are not offered here, as shown."""
        return tuple(self._withheld)

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the control that the problem belongs to."""
        ticked = [line for line in self._withheld if not line.off.isHidden()]
        if ticked:
            ticked[0].off.setFocus()
        else:
            self.focus_first()

    def focus_point(self, point: OpenPoint) -> None:
        """Go to the question that settles a point: of all features, or of one that is ticked."""
        control = self._asks(point.field)
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_point(point)

    def _asks(self, fact_id: str) -> QWidget | None:
        if fact_id.startswith(FEATURE):
            return self.rows[fact_id.removeprefix(FEATURE)].box
        if fact_id in self.questions:
            return self.questions[fact_id].control
        for feature in self.session.catalog.features:
            row, choice = self.rows[feature.id], choice_of(feature, self.session.catalog)
            if any(brought.fact == fact_id for brought in feature.brings):
                return row.vault if row.vault.isVisible() else row.box
            if choice is not None and choice.id == fact_id:
                chosen = (button for button in row.choices.values() if button.isChecked())
                return next(chosen, row.box)
        return None

    # --- answers ----------------------------------------------------------------------------

    def _answer_fact(self, fact_id: str, answer: Known | None) -> None:
        answers: dict[str, object] = {fact_id: answer}
        self.session.answer(answer_title(self.questions[fact_id].fact, answer), merge="", **answers)

    def _answer(self, feature: Feature, on: bool) -> None:
        features = self.session.cluster.features
        chosen = {*features, feature.id} if on else {*features} - {feature.id}
        order = [entry.id for entry in self.session.catalog.features]
        self._changed = feature.id
        doubtful = tuple(name for name in self.session.cluster.unknown_features if name != feature.id)
        answers: dict[str, object] = {
            "features": tuple(name for name in order if name in chosen),
            "unknown_features": doubtful,
        }
        if not on:
            answers |= {brought.fact: None for brought in feature.brings}
        self.session.answer(self._label(feature, on), merge="", **answers)

    def _doubt(self, feature: Feature) -> None:
        """Say that nobody knows whether a feature is on."""
        unknown = (*self.session.cluster.unknown_features, feature.id)
        label = FEATURE_DOUBTED.filled(feature=feature.label)
        self._changed = feature.id
        self.session.answer(label, unknown_features=unknown)

    def _answer_vault(self, feature: Feature, yes: bool | None) -> None:
        brought = feature.brings[0]
        other = self.session.catalog.feature(brought.feature)
        name = other.short_label if other is not None else Text(brought.feature, brought.feature)
        if yes:
            reason = brought.reason
            label = Text(f"{name.en}: on, because {reason.en}", f"{name.zh}：已启用，因为 {reason.zh}")
        elif yes is None:
            short = feature.short_label
            label = Text(
                f"{short.en}: not known whether certificates are in Key Vault",
                f"{short.zh}：不清楚证书是否在 Key Vault 中",
            )
        else:
            short = feature.short_label
            label = Text(
                f"{short.en}: certificates are not in Key Vault", f"{short.zh}：证书不在 Key Vault 中"
            )
        self._changed = brought.feature
        answers: dict[str, object] = {brought.fact: yes}
        self.session.answer(label, merge="", **answers)

    def _answer_choice(self, feature: Feature, answer: str) -> None:
        fact = choice_of(feature, self.session.catalog)
        if fact is None:
            return
        self._changed = feature.id
        answers: dict[str, object] = {fact.id: answer or None}
        self.session.answer(answer_title(fact, answer or None), merge="", **answers)

    def _is_last_answer(self, feature_id: str) -> bool:
        """Whether the last answer was about this feature, so that its row keeps the tint."""
        last = self.session.last_answer
        feature = self.session.catalog.feature(feature_id)
        if last is None or feature is None:
            return False
        fact = choice_of(feature, self.session.catalog)
        starts = [feature.label.en, feature.short_label.en, *([fact.label.en] if fact is not None else [])]
        return any(start in last.title.en for start in starts)

    @staticmethod
    def _label(feature: Feature, on: bool) -> Text:
        name = feature.label
        return Text(f"{name.en}: {'on' if on else 'off'}", f"{name.zh}：{'已启用' if on else '已停用'}")


class _Withheld(QWidget):
    """A feature that is not offered here, why, and the way to take it off when it is still ticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = MarkedLine(Meaning.STALE, self, quiet=True)
        self.former = LinkButton(self)
        self.off = LinkButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.former, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.off, 0, Qt.AlignmentFlag.AlignTop)

    def show_reason(self, name: str, reason: str, *, ticked: bool) -> None:
        """Say why; ``ticked`` warns and offers the way out."""
        text = self.tr("{0} is not offered here. {1}").format(name, reason)
        self.line.set_text(text, Meaning.ADVISORY if ticked else Meaning.STALE)
        self.former.setText(self.tr("Which rules were these?"))
        self.former.setAccessibleName(self.tr("Rules of {0}").format(name))
        self.off.setText(self.tr("Take {0} off").format(name))
        self.off.setVisible(ticked)


def _detail_is_count(cost: FeatureCost) -> bool:
    """Whether the second cost line counts shared rules instead of pointing to a remark."""
    return cost.feature.always or (cost.on and cost.known > 0)
