"""Step 2: the facts about the cluster that decide demands."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from planner.domain.fact import NO, YES, Fact, FactKind
from planner.domain.text import Text
from planner.gui.steps.page import StepPage
from planner.gui.steps.question import Question, YesNo
from planner.gui.widgets.fields import AddressesField, LineField
from planner.gui.widgets.labels import heading_label
from planner.planning.situation import cloud_of
from planner.session.problems import Problem, Step
from planner.session.session import Session

_TWO_COLUMNS_FROM = 640
_COLUMN_GAP = 36
NOT_KNOWN = Text("not known", "未知")
_ADDRESSES = ("api_server_ip", "custom_dns", "node_subnets")


class FactsPage(StepPage):
    """Yes-no facts on the left, addresses on the right (below each other in a narrow window)."""

    step = Step.FACTS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build one question for each fact of the catalog, and the addresses."""
        super().__init__(session, parent)
        self.facts = [
            fact for fact in session.catalog.facts if fact.kind is FactKind.YES_NO and fact.step == Step.FACTS
        ]
        self.switches = {fact.id: YesNo(self) for fact in self.facts}
        self.questions: dict[str, Question] = {}
        for fact in self.facts:
            switch = self.switches[fact.id]
            switch.answered.connect(lambda answer, fact=fact: self._answer_fact(fact, answer))
            self.questions[fact.id] = Question(switch, self)
        self.api_server = LineField(self)
        self.dns = AddressesField(self)
        self.subnets = AddressesField(self)
        for field, widget in (
            ("api_server_ip", self.api_server),
            ("custom_dns", self.dns),
            ("node_subnets", self.subnets),
        ):
            self.questions[field] = Question(widget, self, wide=True)
            widget.paused.connect(self.refresh)
        self.api_server.textEdited.connect(self._answer_api_server)
        self.dns.textEdited.connect(self._answer_dns)
        self.subnets.textEdited.connect(self._answer_subnets)
        self._headings = (heading_label(self, quiet=True), heading_label(self, quiet=True))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(_COLUMN_GAP)
        for heading, names in (
            (self._headings[0], tuple(fact.id for fact in self.facts)),
            (self._headings[1], _ADDRESSES),
        ):
            column = QVBoxLayout()
            column.setSpacing(18)
            column.addWidget(heading)
            for name in names:
                column.addWidget(self.questions[name])
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _TWO_COLUMNS_FROM
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

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
        yes, no = (self.say(word).capitalize() for word in (YES, NO))
        unknown = self.tr("Not known")
        for fact in self.facts:
            question = self.say(fact.question)
            self.questions[fact.id].set_texts(question, self.say(fact.helper), "")
            self.switches[fact.id].set_texts(yes, no, unknown, question)
        dns = self.session.catalog.fact("custom_dns")
        self.questions["api_server_ip"].set_texts(
            self.tr("&API server IP"),
            self.tr(
                "Known once the cluster exists. Without it tunnel rules use a wider service tag and the TCP 443"
                " line keeps a marked placeholder."
            ),
            "",
        )
        self.questions["custom_dns"].set_texts(
            self.tr("Custom &DNS servers"), self.say(dns.helper) if dns is not None else "", ""
        )
        self.questions["node_subnets"].set_texts(
            self.tr("Node &subnets"),
            self.tr("The source of every rule. Empty means that a placeholder is written, and marked."),
            "",
        )
        self.api_server.setPlaceholderText("198.51.100.24")
        self.dns.setPlaceholderText("10.0.0.4, 10.0.0.5")
        self.subnets.setPlaceholderText("10.42.0.0/22, 10.42.4.0/24")

    def refresh(self) -> None:
        """Show the session's answers, problems and notes."""
        session = self.session
        self.api_server.show_text(session.known_text("api_server_ip"))
        self.dns.show_addresses(session.known_list("custom_dns"))
        self.subnets.show_addresses(session.known_list("node_subnets"))
        cloud = cloud_of(session.cluster, session.catalog)
        for fact in self.facts:
            known = session.known(fact.id)
            self.switches[fact.id].show_answer(known if isinstance(known, bool) else None)
            note = fact.note(cloud.id, session.cluster.edition)
            question = self.questions[fact.id]
            question.assumed.set_text(self._assumed(fact) if known is None else "")
            question.show_state(assumed=known is None, note=self.say(note) if note is not None else "")
        for field in _ADDRESSES:
            control = self.questions[field].control
            typing = isinstance(control, LineField) and control.is_typing
            messages = [self.say(problem.message) for problem in self.session.problems_at(Step.FACTS, field)]
            self.questions[field].show_state(assumed=False, problem="" if typing else "\n".join(messages))

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the control that the problem belongs to."""
        self.questions[problem.field].control.setFocus()

    # --- answers ----------------------------------------------------------------------------

    def _assumed(self, fact: Fact) -> str:
        """Return what is taken while nobody answers: *assumed: yes*."""
        taken = fact.assumptions[0].value if fact.assumptions else None
        return self.tr("assumed: {0}").format(self.say(fact.in_words(taken))) if taken is not None else ""

    def _answer_fact(self, fact: Fact, answer: bool | None) -> None:
        word = fact.in_words(answer) if answer is not None else NOT_KNOWN
        label = Text(f"{fact.label.en}: {word.en}", f"{fact.label.zh}：{word.zh}")
        answers: dict[str, object] = {fact.id: answer}
        self.session.answer(label, merge="", **answers)

    def _answer_api_server(self, typed: str) -> None:
        address = typed.strip()
        label = Text(f"API server IP: {address or NOT_KNOWN.en}", f"API 服务器 IP：{address or NOT_KNOWN.zh}")
        self.session.answer(label, merge="api_server_ip", api_server_ip=address or None)

    def _answer_dns(self, _typed: str) -> None:
        self._answer_list("custom_dns", self.dns, Text("Custom DNS servers", "自定义 DNS 服务器"))

    def _answer_subnets(self, _typed: str) -> None:
        self._answer_list("node_subnets", self.subnets, Text("Node subnets", "节点子网"))

    def _answer_list(self, field: str, widget: AddressesField, name: Text) -> None:
        shown = ", ".join(widget.addresses)[:80]
        label = Text(f"{name.en}: {shown or NOT_KNOWN.en}", f"{name.zh}：{shown or NOT_KNOWN.zh}")
        answers: dict[str, object] = {field: widget.addresses or None}
        self.session.answer(label, merge=field, **answers)
