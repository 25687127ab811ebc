"""Where a plan is worked on: the rail, the page of the current step, and the bottom bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.text import CHINESE, EMPTY_TEXT
from planner.gui.announcing import announce
from planner.gui.colours import Meaning
from planner.gui.steps.page import StepPage
from planner.gui.tab_order import bring_into_view, step_focus, tab_stops
from planner.gui.widgets.bottom_bar import BottomBar
from planner.gui.widgets.edition_bar import EditionBar
from planner.gui.widgets.rail import Rail
from planner.planning.changes import ChangeMark
from planner.session.problem import STEPS, Step
from planner.session.readiness import step_of
from planner.session.session import Session
from planner.session.steps import PLANNING, TITLES

_AIR_AROUND_A_FIELD = 40


def _cloud(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.cloud_page import CloudPage

    return CloudPage(session, parent)


def _facts(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.facts_page import FactsPage

    return FactsPage(session, parent)


def _features(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.features_page import FeaturesPage

    return FeaturesPage(session, parent)


def _traffic(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.traffic_page import TrafficPage

    return TrafficPage(session, parent)


def _rules(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.rules_page import RulesPage

    return RulesPage(session, parent)


def _request(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.request_page import RequestPage

    return RequestPage(session, parent)


def _export(session: Session, parent: QWidget) -> StepPage:
    from planner.gui.steps.export_page import ExportPage

    return ExportPage(session, parent)


# A page is built when it is first opened: the export page alone would double the time to the first one.
_MAKERS: dict[Step, Callable[[Session, QWidget], StepPage]] = {
    Step.CLOUD: _cloud,
    Step.FACTS: _facts,
    Step.FEATURES: _features,
    Step.TRAFFIC: _traffic,
    Step.RULES: _rules,
    Step.REQUEST: _request,
    Step.EXPORT: _export,
}


class Workbench(QWidget):
    """Keeps the pages of one window and shows the session in all of them."""

    step_changed = Signal()
    help_wanted = Signal()
    explain_wanted = Signal(str)
    """A host that somebody wants to have explained; may be empty."""
    page_made = Signal(object)
    """A `StepPage` was opened for the first time."""

    def __init__(self, session: Session, language: str, parent: QWidget | None = None) -> None:
        """Build the frame; pages come when they are opened."""
        super().__init__(parent)
        self.session = session
        self.language = language
        self.current = Step.CLOUD
        self.saved_words: Callable[[], str] = str
        self.pages: dict[Step, StepPage] = {}
        self._scrolls: dict[Step, QScrollArea] = {}
        self._last_point, self._last_row = "", 0
        self._told: object = None
        self._waits = False
        self._leaving = False
        self.rail = Rail(session, self)
        self.edition = EditionBar(self)
        self.stack = QStackedWidget(self)
        self.bar = BottomBar(self)
        self.rail.step_chosen.connect(self._choose)
        self.rail.point_chosen.connect(self.show_point)
        self.rail.more_wanted.connect(self.show_last_changes)
        self.bar.back_wanted.connect(self.back)
        self.bar.primary_wanted.connect(self.primary)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail, 0, 0, 2, 1)
        layout.addWidget(self.edition, 0, 1)
        layout.addWidget(self.stack, 1, 1)
        layout.addWidget(self.bar, 2, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(1, 1)
        session.subscribe(self._session_changed)

    # --- steps ------------------------------------------------------------------------------

    @property
    def page(self) -> StepPage:
        """The page that is open."""
        return self._page(self.current)

    def restart(self) -> None:
        """Begin with another plan: the first step, unless answers are there already."""
        self._last_point, self._last_row = "", 0
        self._told = self.session.last_answer
        self.rail.readiness.list.start_again()
        for page in self.pages.values():
            page.restart()
        self.go(Step.CLOUD, leaving=False)

    def go(self, step: Step, *, leaving: bool = True, keep_focus: bool = False) -> None:
        """Open a step. Focus goes to the first problem, else to the first control (or stays on the rail)."""
        self.finish_typing()
        if leaving and step is not self.current:
            # The page that is left need not follow: it is refreshed when it is opened again.
            self._leaving = True
            self.session.visit(self.current)
            self._leaving = False
        is_new = step not in self.pages
        page = self._page(step)
        self.current = step
        self.stack.setCurrentWidget(self._scrolls[step])
        if not is_new:
            page.refresh()
        self._refresh_frame()
        self._scrolls[step].verticalScrollBar().setValue(0)
        if not keep_focus:
            self._focus(page)
        number = STEPS.index(step) + 1
        title = TITLES[step].in_language(self.language)
        announce(self, self.tr("{title}, step {number} of 7").format(title=title, number=number))
        self.step_changed.emit()

    def next(self) -> None:
        """Open the following step, if there is one."""
        index = STEPS.index(self.current)
        if index + 1 < len(STEPS):
            self.go(STEPS[index + 1])

    def back(self) -> None:
        """Open the step before, if there is one."""
        index = STEPS.index(self.current)
        if index:
            self.go(STEPS[index - 1])

    def primary(self) -> None:
        """Do what the primary button says."""
        if self.page.primary_text():
            self.finish_typing()
            self.page.run_primary()
        else:
            self.next()

    def next_problem(self) -> None:
        """Open the next point's step and put the focus on what settles it; after the last comes the first."""
        points = self.session.readiness
        if not points:
            announce(self, self.tr("Nothing needs attention."))
            return
        ids = [point.id for point in points]
        # A point that was settled is gone: the one that took its place comes next.
        following = ids.index(self._last_point) + 1 if self._last_point in ids else self._last_row
        self.show_point(points[following % len(points)])

    def show_point(self, point: OpenPoint) -> None:
        """Open the step on which an open point is settled, and put the focus on what settles it."""
        ids = [entry.id for entry in self.session.readiness]
        self._last_point, self._last_row = point.id, ids.index(point.id) if point.id in ids else 0
        step = step_of(point, self.session.catalog)
        if step is not self.current:
            self.go(step)
        self.page.focus_point(point)
        focus = self.page.focusWidget()
        if focus is not None:
            bring_into_view(focus, _AIR_AROUND_A_FIELD)
            self._outline_focus()
        self.rail.readiness.list.choose(point.id)
        announce(self, point_words(point, self.language))

    def show_line(self, rule_id: str) -> None:
        """Open Rules with one line selected and the focus on it."""
        self.go(Step.RULES)
        self.page.focus_point(OpenPoint("", PointSeverity.WARNS, EMPTY_TEXT, rule_id=rule_id))

    def show_field(self, step: Step, field: str) -> None:
        """Open a step with the focus on what asks for a field: a fact, a field of the cluster, or a feature."""
        self.go(step)
        self.page.focus_point(OpenPoint("", PointSeverity.WARNS, EMPTY_TEXT, field=field))
        focus = self.page.focusWidget()
        if focus is not None:
            bring_into_view(focus, _AIR_AROUND_A_FIELD)
            self._outline_focus()
            application = QApplication.instance()
            if (
                isinstance(application, QApplication)
                and not self._waits
                and not self.window().isActiveWindow()
            ):
                # A dialog led here. Qt takes the outline away when the window becomes active again.
                self._waits = True
                application.focusChanged.connect(self._focus_came)

    def next_pane(self) -> None:
        """Move the focus from rail to page, explanation, bottom bar and round again."""
        focus: QWidget | None = self.focusWidget()
        explanation = getattr(self.page, "explanation", None)
        beside = explanation if isinstance(explanation, QWidget) and explanation.isVisible() else None
        if focus is None or self.rail.isAncestorOf(focus):
            self.page.focus_first()
        elif beside is not None and self.stack.isAncestorOf(focus) and not beside.isAncestorOf(focus):
            _focus_within(beside)
        elif self.stack.isAncestorOf(focus):
            self.bar.primary.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.rail.steps.buttons[self.current].setFocus(Qt.FocusReason.TabFocusReason)

    def show_last_changes(self) -> None:
        """Open Rules, filtered to what the last answer changed."""
        answer = self.session.last_answer
        if answer is None:
            return
        ids = frozenset(change.rule_id for change in answer.changes if change.rule_id)
        self.go(Step.RULES)
        show = getattr(self.page, "show_only", None)
        if show is not None:
            show(ids)

    def finish_typing(self) -> None:
        """Take over what is typed but not yet left, before a save or another step."""
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit) and self.stack.isAncestorOf(focus):
            focus.editingFinished.emit()

    def _focus_came(self, _before: QWidget | None, focus: QWidget | None) -> None:
        application = QApplication.instance()
        if focus is not None and self.isAncestorOf(focus) and isinstance(application, QApplication):
            self._waits = False
            application.focusChanged.disconnect(self._focus_came)
            QTimer.singleShot(0, self, self._outline_focus)

    def _outline_focus(self) -> None:
        """Show where the focus is, though nobody moved it there by key."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        focus = self.focusWidget()
        if focus is not None:
            focus.update()

    def set_language(self, language: str) -> None:
        """Retranslate everything that is built."""
        self.language = language
        for page in self.pages.values():
            page.set_language(language)
        self._refresh_frame()

    # --- within -----------------------------------------------------------------------------

    def _choose(self, step: Step) -> None:
        if step is not self.current:
            self.go(step, keep_focus=self.rail.steps.has_keyboard)

    def _show_service(self, name: str) -> None:
        """Open the traffic path of one inbound service."""
        self.go(Step.TRAFFIC)
        show = getattr(self.page, "show_service", None)
        if show is not None:
            show(name)

    def _focus_primary(self) -> None:
        self.bar.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, step: Step) -> StepPage:
        if step in self.pages:
            return self.pages[step]
        scroll = QScrollArea(self.stack)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setBackgroundRole(QPalette.ColorRole.Base)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = _MAKERS[step](self.session, scroll)
        scroll.setWidget(page)
        self.stack.addWidget(scroll)
        self.pages[step], self._scrolls[step] = page, scroll
        page.help_wanted.connect(self.help_wanted)
        page.go_to.connect(self.go)
        page.state_changed.connect(self._refresh_frame)
        page.finished.connect(self._focus_primary)
        page.service_wanted.connect(self._show_service)
        page.point_wanted.connect(self.show_point)
        page.explain_wanted.connect(self.explain_wanted)
        page.set_language(self.language)
        self.page_made.emit(page)
        return page

    def _focus(self, page: StepPage) -> None:
        problems = self.session.problems_at(page.step)
        if problems and page.step in self.session.visited:
            page.focus_problem(problems[0])
        else:
            page.focus_first()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Have Tab walk through rail, offer, page (with its explanation) and bottom bar, as they are now."""
        page = self._scrolls.get(self.current)
        parts = (self.rail, self.edition, page, self.bar) if page is not None else ()
        stops = tab_stops(parts)
        return step_focus(stops, self.focusWidget(), onward=onward) or super().focusNextPrevChild(onward)

    def _session_changed(self) -> None:
        if self._leaving:
            return
        if self.current in self.pages:
            self.pages[self.current].refresh()
        self._refresh_frame()
        answer = self.session.last_answer
        if answer is not None and answer is not self._told:
            self._told = answer
            self._announce_answer()

    def _announce_answer(self) -> None:
        answer, plan = self.session.last_answer, self.session.plan
        if answer is None or plan is None or not answer.changes:
            return
        came = sum(change.mark is ChangeMark.CAME for change in answer.changes)
        went = sum(change.mark is ChangeMark.WENT for change in answer.changes)
        parts = [answer.title.in_language(self.language)]
        if came:
            parts.append(self.tr("%n rule(s) added", "", came))
        if went:
            parts.append(self.tr("%n rule(s) removed", "", went))
        parts.append(self.tr("%n required", "", plan.counts().required))
        announce(self, ", ".join(parts))

    def refresh_frame(self) -> None:
        """Show rail and bottom bar anew, such as after a save."""
        self._refresh_frame()

    def _refresh_frame(self) -> None:
        page = self.pages.get(self.current)
        self.rail.refresh(self.current, self.language)
        warning, meaning = self._warning()
        planning = PLANNING.in_language(self.language) if self.session.is_planning else ""
        self.bar.show_state(planning or self.saved_words(), "" if planning else warning, meaning)
        index = STEPS.index(self.current)
        own = page.primary_text() if page is not None else ""
        if page is not None and own:
            self.bar.show_buttons(own, enabled=page.primary_enabled())
        else:
            following = STEPS[min(index + 1, len(STEPS) - 1)]
            title = TITLES[following].in_language(self.language)
            self.bar.show_buttons(self.tr("Next: {0}").format(title), can_go_back=index > 0)

    def _warning(self) -> tuple[str, Meaning]:
        """Return what is open on this step; on the last one, what is open in all."""
        points = [point for point in self.session.readiness if self._is_told(point)]
        if not points:
            return "", Meaning.ADVISORY
        meaning = Meaning.PROBLEM if points[0].blocks else Meaning.ADVISORY
        if self.current is Step.EXPORT:
            blocks = sum(point.blocks for point in points)
            return self.tr("%n open point(s) block this change.", "", blocks) if blocks else "", meaning
        said = point_words(points[0], self.language)
        rest = len(points) - 1
        more = self.tr("%n more on this step.", "", rest) if rest else ""
        between = "" if self.language == CHINESE else " "
        return between.join(part for part in (said, more) if part), meaning

    def _is_told(self, point: OpenPoint) -> bool:
        """Whether the bar speaks of a point: it is settled here, and somebody has been here or typed something.

        What nobody has come to yet is no problem: an empty region on a page that was just opened.
        """
        if self.current is Step.EXPORT:
            return True
        here = step_of(point, self.session.catalog) is self.current
        return here and (self.current in self.session.visited or self.session.has_answer(point.field))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit_height(self.window().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.rail.fit_font()


def point_words(point: OpenPoint, language: str) -> str:
    """Return an open point and its cost as one sentence; as two where the cost is a sentence of its own."""
    title, cost = (part.in_language(language).rstrip(".。") for part in (point.title, point.cost))
    if language == CHINESE:
        return "；".join(part for part in (title, cost) if part) + "。"
    between = ". " if cost[:1].isupper() else "; "
    return between.join(part for part in (title, cost) if part) + "."


def _focus_within(pane: QWidget) -> None:
    """Put the focus on the first control of a pane, or on the pane when it has none."""
    next(iter(tab_stops((pane,))), pane).setFocus(Qt.FocusReason.TabFocusReason)


def saved_words(saved: str, changed: str, unsaved: str, saved_at: datetime | None, *, modified: bool) -> str:
    """Return *Saved 14:05*, *Changed since 14:05* or *Not saved yet*; before today the day stands in front."""
    if saved_at is None:
        return unsaved
    today = saved_at.date() == datetime.now().date()
    moment = saved_at.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
    return (changed if modified else saved).format(moment)
