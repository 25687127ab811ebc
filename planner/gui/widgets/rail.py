"""The rail at the left of every step: which cluster, the seven steps, readiness, the plan so far, the last answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.gui.colours import hairline
from planner.gui.plain import set_tip
from planner.gui.widgets.labels import heading_label, helper_label
from planner.gui.widgets.last_answer import FEW_LINES, MOST_LINES, LastAnswerView
from planner.gui.widgets.plan_so_far import PlanSoFar
from planner.gui.widgets.readiness_view import ReadinessView
from planner.gui.widgets.step_list import StepList
from planner.planning.path import STOP_FILTERING
from planner.planning.situation import cloud_of
from planner.session.problem import Step
from planner.session.session import Session
from planner.session.steps import PLANNING, step_states, step_titles

WIDTH_IN_EM = 20
LOW_WINDOW = 720
_LAST_ANSWER_AT_LEAST, _GAPS = 96, 70
"""Pixels that the open points leave to the last answer, and that lie between the parts."""


class Rail(QFrame):
    """Never moves; what does not fit is counted, and the open points scroll within their own room."""

    step_chosen = Signal(object)
    point_chosen = Signal(object)
    """The `OpenPoint` that somebody wants to settle."""
    more_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the parts from top to bottom."""
        super().__init__(parent)
        self._session = session
        self.setAutoFillBackground(True)
        self.name = heading_label(self, 1.25)
        self.name.setWordWrap(False)
        self.place = helper_label(self)
        self.steps = StepList(self)
        self.steps.chosen.connect(self.step_chosen)
        self.readiness = ReadinessView(self)
        self.readiness.wanted.connect(self.point_chosen)
        self.readiness.folded.connect(self._share_room)
        self._low = False
        self.plan = PlanSoFar(self)
        self.last_answer = LastAnswerView(self)
        self.last_answer.more_wanted.connect(self.more_wanted)
        self._line = QFrame(self)
        self._line.setFixedHeight(1)
        self._arrange()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 8)
        layout.setSpacing(0)
        inner = 10
        for label, below in ((self.name, 0), (self.place, 10)):
            label.setContentsMargins(inner, 0, inner, 0)
            layout.addWidget(label)
            layout.addSpacing(below)
        layout.addWidget(self.steps)
        layout.addSpacing(10)
        layout.addWidget(self._line)
        layout.addSpacing(10)
        lower = QVBoxLayout()
        lower.setContentsMargins(inner, 0, inner - 4, 0)
        lower.setSpacing(8)
        lower.addWidget(self.readiness)
        lower.addWidget(self.plan)
        lower.addWidget(self.last_answer, 1)
        lower.addStretch(0)
        layout.addLayout(lower, 1)
        self.fit_font()

    def fit_font(self) -> None:
        """Keep the width at some twenty em of the window's font."""
        self.setFixedWidth(max(248, WIDTH_IN_EM * self.fontMetrics().horizontalAdvance("m")))

    def fit_height(self, window_height: int) -> None:
        """Take less room for the steps and the last answer in a low window."""
        low = window_height < LOW_WINDOW
        self.last_answer.set_limit(FEW_LINES if low else MOST_LINES)
        for button in self.steps.buttons.values():
            button.set_compact(low)
        if low != self._low:
            self._low = low
            # Opened by hand, the list takes the place of what stands below it.
            self.readiness.set_open(not low)
        self._share_room()

    def _share_room(self) -> None:
        """Divide what lies below the steps between readiness, the counts and the last answer."""
        listed = self.readiness.is_open and bool(self._session.readiness)
        above = (
            self.name.sizeHint().height() + self.place.sizeHint().height() + self.steps.sizeHint().height()
        )
        room = self.height() - above - _GAPS
        last = _LAST_ANSWER_AT_LEAST if self._session.last_answer is not None else 0
        if listed and self._low:
            last = 0
        plan = self.plan.sizeHint().height() + 8
        # Points that cannot be read where they stand are worth more than counts, which the steps repeat.
        needed = self.readiness.wanted_height if listed else self.readiness.head.sizeHint().height()
        has_plan = needed + plan + last <= room
        self.plan.setHidden(not has_plan)
        room -= plan if has_plan else 0
        untold = self._session.last_answer is None
        self.last_answer.setHidden(untold or (listed and self._low) or (room - needed < last and not listed))
        self.readiness.set_room(room - last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def refresh(self, current: Step, language: str) -> None:
        """Show the session's state."""
        session = self._session
        cluster = session.cluster
        name = cluster.name or self.tr("New cluster")
        metrics = self.name.fontMetrics()
        self.name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - 40))
        set_tip(self.name, name if self.name.text() != name else "")
        region = self._region(language) or self.tr("no region yet")
        # A plan file may leave the edition out: the plan is made with the newest then.
        edition = self.tr("edition {0}").format(cluster.edition or session.catalog.newest_edition.id)
        self.place.setText(f"{region} • {edition}")
        self.steps.show_states(step_states(session), current, language)
        points = session.readiness
        self.readiness.show_points(points, step_titles(points, session.catalog, language), language)
        planning = PLANNING.in_language(language) if session.is_planning else ""
        self.plan.show_plan(session.plan, planning)
        self._share_room()
        advisories = session.plan.advisories if session.plan is not None else ()
        mended = (entry for entry in advisories if entry.decided and entry.decided != STOP_FILTERING)
        decided = frozenset(entry.title for entry in mended if not entry.pending)
        self.last_answer.show_answer(session.last_answer, language, decided)

    def _region(self, language: str) -> str:
        cluster = self._session.cluster
        region = cloud_of(cluster, self._session.catalog).region(cluster.region)
        return region.display.in_language(language) if region is not None else cluster.region[:40]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        y = self._line.geometry().y()
        painter.drawLine(18, y, self.width() - 18, y)
        painter.end()
