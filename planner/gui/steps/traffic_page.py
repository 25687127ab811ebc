"""Step 4: how traffic leaves and reaches the cluster, as a picture, as sentences and as decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.diagram.path import path_drawing
from planner.domain.cluster import Cluster, Exposure, InboundService
from planner.domain.fact import Known
from planner.domain.path import PathCause, ServicePath
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.plain import PlainLabel, set_tip
from planner.gui.steps.inbound_editor import InboundEditor
from planner.gui.steps.page import StepPage
from planner.gui.steps.path_fields import OUTBOUND_TYPE, PathFields
from planner.gui.steps.routing_decision import RoutingDecision, collided
from planner.gui.tab_order import bring_into_view, tab_stops
from planner.gui.widgets.cards import Card
from planner.gui.widgets.labels import MarkedLine, heading_label
from planner.gui.widgets.path_picture import PathPicture
from planner.gui.widgets.path_sentences import PathSentences
from planner.planning.path import INTERNAL_LOAD_BALANCER
from planner.planning.planner import plan as make_plan
from planner.session.addresses import readable
from planner.session.fact_words import answer_title
from planner.session.problem import Problem, Step
from planner.session.session import Session

EMPTIED = Text("empty", "留空")
SERVICE = Text("{name}: {exposure}, {protocol} {port}", "{name}：{exposure}，{protocol} {port}")
REMOVED = Text("{name}: removed", "{name}：已移除")
EXPOSURES = {Exposure.PUBLIC: Text("public", "公共"), Exposure.INTERNAL: Text("internal", "内部")}
PATH_CHOSEN = Text("Path of {name}: {remedy}", "{name} 的路径：{remedy}")
PATH_FOR_ALL = Text("Path of all services: {remedy}", "所有服务的路径：{remedy}")
INTERNAL_ADDRESS = Text("Internal address of {name}: {value}", "{name} 的内部地址：{value}")
_DEFAULT_ROUTE = "default_route_to_firewall"
_EXAMPLE_REGION = "westeurope"
_NARROW = 860
"""Below this width the sentences stand under the picture instead of beside it."""


class TrafficPage(StepPage):
    """Questions at the top, the picture with its sentences, and what has to be decided."""

    step = Step.TRAFFIC

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(session, parent)
        facts = tuple(fact for fact in session.catalog.facts if fact.step == Step.TRAFFIC)
        self.fields = PathFields(facts, self)
        self.inbound_label = PlainLabel(parent=self)
        self.inbound = InboundEditor(self)
        self.inbound_problem = MarkedLine(Meaning.PROBLEM, self)
        self.picture = PathPicture(self)
        self.words_title = heading_label(self)
        self.sentences = PathSentences(self)
        self.decision = RoutingDecision(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        services = QHBoxLayout()
        services.setSpacing(12)
        self.inbound_label.setContentsMargins(0, 4, 0, 0)
        services.addWidget(self.inbound_label, 0, Qt.AlignmentFlag.AlignTop)
        services.addWidget(self.inbound, 1)
        card = Card(self)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.words_title)
        words.addWidget(self.sentences)
        words.addStretch(1)
        self.inside = QHBoxLayout()
        self.inside.setContentsMargins(14, 2, 14, 0)
        self.inside.setSpacing(16)
        self.inside.addWidget(self.picture, 5)
        self.inside.addLayout(words, 2)
        card.rows.addLayout(self.inside)
        self.body.setSpacing(6)
        self.body.addWidget(self.fields)
        self.body.addLayout(services)
        self.body.addWidget(self.inbound_problem)
        self.body.addWidget(card)
        self.body.addWidget(self.decision)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.fields.answered.connect(self._answer)
        self.fields.rested.connect(lambda: self.fields.show_problems(self.session, self.language))
        self.inbound.changed.connect(self._change_services)
        self.decision.why_wanted.connect(self.help_wanted)
        self.decision.service_chosen.connect(lambda _: self.refresh())
        self.decision.same_for_all.connect(self._same_for_all)
        self.decision.cards.chosen.connect(self._choose)
        self.decision.cards.address_typed.connect(self._type_internal_address)
        self.decision.cards.address_left.connect(self.refresh)

    # --- StepPage -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts that do not depend on the plan."""
        self.setAccessibleName(self.tr("Traffic path"))
        self.title.setText(self.tr("How does traffic leave and reach the cluster?"))
        self.helper.setText(
            self.tr("The picture follows your answers. Firewall addresses go into routes and NAT rules.")
        )
        self.inbound_label.setText(self.tr("Services reached from outside"))
        set_tip(
            self.inbound_label,
            self.tr("Name, public or internal, TCP or UDP, port. Leave empty if nobody calls in."),
        )
        self.inbound.setAccessibleName(self.inbound_label.text())
        self.words_title.setText(self.tr("The path in words"))
        self.picture.setAccessibleName(self.tr("Picture of the traffic path"))
        self.sentences.setAccessibleName(self.tr("The path in words"))
        self.fields.retranslate(self.language)
        self.inbound.retranslate()
        self.decision.retranslate()

    def refresh(self) -> None:
        """Show answers, picture, sentences and decisions as they are now."""
        self.fields.show_answers(self.session, self.language)
        self.inbound.show_services(self.session.cluster.inbound, self.language)
        plan = self._plan()
        self.decision.show_plan(plan, self.language)
        path = path_drawing(plan, collided(plan) or self.decision.service)
        self.picture.show_path(path, self.language)
        self.sentences.show_steps(path.steps, self.language)
        self._show_inbound_problems()
        self._show_internal_address()

    def show_service(self, name: str) -> None:
        """Show the path of one inbound service."""
        self.decision.service = name
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.inside.setDirection(direction)

    def focus_problem(self, problem: Problem) -> None:
        """Go to the field that a problem belongs to."""
        control = self.fields.control_of(problem.field)
        if control is not None and control.isVisible():
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif problem.field == "inbound" and 0 <= problem.index < len(self.inbound.chips):
            self.inbound.chips[problem.index].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif problem.field == "inbound" and problem.index >= 0:
            self.inbound.more.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def focus_point(self, point: OpenPoint) -> None:
        """Go to the field that settles a point; where that is a service, to the decision on its path or its address."""
        if self.fields.control_of(point.field) is not None:
            super().focus_point(point)
            return
        services = self.session.plan.path.services if self.session.plan is not None else ()
        entry = next((entry for entry in services if entry.rule_id and entry.rule_id == point.rule_id), None)
        remedies = []
        if entry is not None:
            self.show_service(entry.service.name)
            if self._focus_address(entry) or (
                PathCause.COLLISION in entry.causes and self._focus_chip(entry)
            ):
                return
            remedies = tab_stops((self.decision.cards,))
        if remedies:
            remedies[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_point(point)

    def _focus_address(self, entry: ServicePath) -> bool:
        """Put the focus on the address that a chosen path lacks; return False where it lacks none."""
        if PathCause.ADDRESS_UNKNOWN not in entry.causes:
            return False
        card = self.decision.cards.card(entry.remedy)
        if entry.remedy == INTERNAL_LOAD_BALANCER and card is not None:
            card.address.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self._focus_chip(entry)

    def _focus_chip(self, entry: ServicePath) -> bool:
        """Put the focus on the chip that opens a service, where its address and port stand."""
        shown = self.session.cluster.inbound[: len(self.inbound.chips)]
        place = next((index for index, service in enumerate(shown) if service == entry.service), -1)
        if place >= 0:
            self.inbound.chips[place].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return place >= 0

    # --- answers ----------------------------------------------------------------------------------

    def _answer(self, fact_id: str, value: Known | None) -> None:
        answers: dict[str, object] = {fact_id: value}
        title = answer_title(self.fields.facts[fact_id], value)
        if fact_id == OUTBOUND_TYPE:
            # What the route table does was an answer about the former type.
            answers[_DEFAULT_ROUTE] = None
            if self.session.known(_DEFAULT_ROUTE) is not None:
                taken_back = answer_title(self.fields.facts[_DEFAULT_ROUTE], None)
                title = Text(f"{title.en}; {taken_back.en}", f"{title.zh}；{taken_back.zh}")
        merge = fact_id if fact_id in self.fields.fields and value != () else ""
        self.session.answer(title, merge=merge, **answers)

    def _change_services(self, services: tuple[InboundService, ...], subject: InboundService) -> None:
        if subject in services:
            self.decision.service = subject.name
            label = SERVICE.filled(
                name=subject.name,
                exposure=EXPOSURES[subject.exposure],
                protocol=subject.protocol.value,
                port=str(subject.port),
            )
        else:
            label = REMOVED.filled(name=subject.name)
        self.session.answer(label, inbound=services)

    def _choose(self, remedy: str) -> None:
        name = self.decision.service
        label = PATH_CHOSEN.filled(name=name, remedy=self._remedy_title(remedy))
        self.session.answer(label, inbound=self._changed(lambda service: service.name == name, remedy=remedy))
        card = self.decision.cards.card(remedy)
        if card is not None and remedy == INTERNAL_LOAD_BALANCER:
            # The focus stays on the choice, so that arrow keys can go on; the field only comes into view.
            QTimer.singleShot(0, card.address, lambda: bring_into_view(card.address, 40))

    def _same_for_all(self, remedy: str) -> None:
        label = PATH_FOR_ALL.filled(remedy=self._remedy_title(remedy))
        public = self._changed(lambda service: service.exposure is Exposure.PUBLIC, remedy=remedy)
        self.session.answer(label, inbound=public)

    def _type_internal_address(self, text: str) -> None:
        name, address = self.decision.service, text.strip()
        label = INTERNAL_ADDRESS.filled(name=name, value=address or EMPTIED)
        services = self._changed(lambda service: service.name == name, internal_ip=address)
        self.session.answer(label, merge=f"internal:{name}", inbound=services)

    def _changed(
        self,
        wanted: Callable[[InboundService], bool],
        *,
        remedy: str | None = None,
        internal_ip: str | None = None,
    ) -> tuple[InboundService, ...]:
        """Return the services, with what is given changed in those that are ``wanted``."""
        return tuple(
            replace(
                service,
                remedy=service.remedy if remedy is None else remedy,
                internal_ip=service.internal_ip if internal_ip is None else internal_ip,
            )
            if wanted(service)
            else service
            for service in self.session.cluster.inbound
        )

    # --- what is shown ----------------------------------------------------------------------------

    def _plan(self) -> EgressPlan:
        """Return the session's plan, or while there is none a stand-in: a path needs no region.

        While a large plan is being made the stand-in has no services: they are what takes the time.
        """
        if self.session.plan is not None:
            return self.session.plan
        catalog = self.session.catalog
        given = readable(self.session.request, catalog)
        cluster = replace(
            Cluster(edition=catalog.newest_edition.id, region=_EXAMPLE_REGION),
            name=given.cluster.name,
            facts=given.cluster.facts,
            inbound=() if self.session.is_planning else given.cluster.inbound,
        )
        return make_plan(replace(given, cluster=cluster), catalog)

    def _remedy_title(self, remedy: str) -> Text:
        shown = self.decision.shown
        ways = (*shown.remedies, shown.way_out) if shown is not None else ()
        return next((way.title for way in ways if way is not None and way.id == remedy), Text(remedy, remedy))

    def _show_inbound_problems(self) -> None:
        found = self.session.problems_at(Step.TRAFFIC, "inbound")
        typing = self._typing_internal_address()
        said = [problem.message for problem in found if not (typing and problem.blocks)]
        self.inbound_problem.set_text(" ".join(map(self.say, dict.fromkeys(said))))

    def _typing_internal_address(self) -> bool:
        card = self.decision.cards.card(INTERNAL_LOAD_BALANCER)
        return card is not None and card.address.is_typing

    def _show_internal_address(self) -> None:
        card = self.decision.cards.card(INTERNAL_LOAD_BALANCER)
        name = self.decision.service
        service = next((entry for entry in self.session.cluster.inbound if entry.name == name), None)
        if card is not None and service is not None:
            card.address.show_text(service.internal_ip)
