"""Step 5: every line of the plan, why it is there, and what to leave out."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.approval import Approval, ApprovalState
from planner.domain.fact import FEATURE
from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.text import EMPTY_TEXT
from planner.gui.colours import Meaning
from planner.gui.models.copying import TEXT, copied
from planner.gui.models.explaining import Explainer
from planner.gui.models.rule_groups import Show, filtered, grouped
from planner.gui.models.rule_rows import LineRow, line_rows
from planner.gui.models.rules_model import RulesModel
from planner.gui.steps.answer_dialog import AnswerDialog
from planner.gui.steps.decisions_line import DecisionsLine
from planner.gui.steps.explanation import Explanation
from planner.gui.steps.host_answer import HostAnswer
from planner.gui.steps.leave_out_dialog import LeaveOutDialog
from planner.gui.steps.open_groups import OpenGroups
from planner.gui.steps.page import StepPage
from planner.gui.steps.path_summary import PathSummary
from planner.gui.steps.route_decisions import RouteDecisions
from planner.gui.steps.rules_filter import RulesFilter
from planner.gui.steps.rules_menu import rules_menu
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.flow_text import host_html
from planner.gui.widgets.labels import MarkedLine
from planner.gui.widgets.nothing_here import NothingHere
from planner.gui.widgets.rules_view import RulesView
from planner.session.problem import Step
from planner.session.session import Session
from planner.session.steps import PLANNING

NARROW = 912
"""Below this width of the page (1180 of the window) the explanation moves under the table."""
_TABLE, _NO_HIT = 0, 1


class RulesPage(StepPage):
    """The rules table with its explanation pane."""

    step = Step.RULES

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the table at the left and the pane at the right."""
        super().__init__(session, parent)
        self._rows: tuple[LineRow, ...] = ()
        self._only: frozenset[str] | None = None
        self._pointed = False
        self.model = RulesModel(self)
        self.view = RulesView(self.model, self)
        self.explanation = Explanation(self)
        self.filter = RulesFilter(self)
        self.path = PathSummary(self)
        self.only_line = MarkedLine(Meaning.REMARK, self)
        self.only_end = LinkButton(self)
        self.only_end.hide()
        self.decisions = DecisionsLine(self)
        self.routes = RouteDecisions(session, self, self._answer)
        self.host_answer = HostAnswer(self)
        self.explain_link = LinkButton(self)
        self.no_plan = NothingHere(self)
        self.no_hit = NothingHere(self)
        self._open = OpenGroups(self.view, QSettings())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.no_hit)
        only = QHBoxLayout()
        only.addWidget(self.only_line, 1)
        only.addWidget(self.only_end)
        self.body.addWidget(self.path)
        self.body.addWidget(self.decisions)
        self.filter.add_link(self.explain_link)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.host_answer)
        self.body.addLayout(only)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.no_plan, 1)
        self.body.setSpacing(10)
        # The page as StepPage built it becomes the left part of a splitter, so that the pane has full height.
        left = QWidget(self)
        head = self.layout()
        if head is not None:
            left.setLayout(head)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.explanation)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setCollapsible(0, False)
        self.splitter.setHandleWidth(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.filter.changed.connect(self._show_rows)
        self.decisions.open_wanted.connect(self._show_open_lines)
        self.decisions.routes_wanted.connect(lambda: self.routes.show(self.language))
        self.decisions.forget_wanted.connect(self.session.forget_approvals)
        self.explanation.answer_wanted.connect(self.answer_question)
        self.filter.down_wanted.connect(lambda: self.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.splitter.splitterMoved.connect(lambda *_: self._remember_share())
        self.view.picked.connect(self._explain)
        self.view.toggled.connect(self._tick_selected)
        self.view.removed.connect(self.toggle_left_out)
        self.view.menu_wanted.connect(lambda at: rules_menu(self).exec(at))
        # Queued: the answer rebuilds the model, which must not happen while the view is inside setData.
        self.model.tick_wanted.connect(self._tick, Qt.ConnectionType.QueuedConnection)
        self.explanation.toggle_wanted.connect(self.toggle_left_out)
        self.explanation.copy_wanted.connect(lambda: self.copy_selection(TEXT))
        self.explanation.diagram_wanted.connect(self._show_in_diagram)
        self.host_answer.line_wanted.connect(self._go_to_line)
        self.host_answer.feature_wanted.connect(self._go_to_feature)
        self.explain_link.clicked.connect(self._explain_a_host)
        self.no_plan.button.clicked.connect(lambda: self.go_to.emit(Step.CLOUD))
        self.no_hit.button.clicked.connect(self.clear_search)
        self.only_end.clicked.connect(self.clear_search)

    # --- StepPage -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts that do not depend on the plan."""
        self.setAccessibleName(self.tr("Rules"))
        self.title.setText(self.tr("Review the rules"))
        self.helper.setText(self.tr("Read why each line is needed. Optional lines can be left out."))
        self.view.setAccessibleName(self.tr("Rules of the plan"))
        self.only_end.setText(self.tr("Show all rules"))
        self.explain_link.setText(self.tr("Explain a host…"))
        self.path.retranslate()
        self.decisions.retranslate()
        self.filter.retranslate()
        self.explanation.retranslate()

    def refresh(self) -> None:
        """Show the plan's lines as they are now."""
        plan = self.session.plan
        for widget in (self.filter, self.stack):
            widget.setVisible(plan is not None)
        self.path.show_plan(plan, self.language)
        self.explanation.setVisible(plan is not None and not self._pane_hidden)
        self.no_plan.setVisible(plan is None)
        missing = self.tr("Choose a cloud and a region first. Then the rules appear here.")
        said = self.say(PLANNING) if self.session.is_planning else missing
        self.no_plan.say(said, self.tr("Cloud and region"))
        approvals = self.session.request.approvals
        self._rows = (
            line_rows(plan, self.session.catalog, self.language, approvals) if plan is not None else ()
        )
        self.filter.show_assumed(sum(row.assumed for row in self._rows))
        self.decisions.show_rows(self._rows, self.language, self.routes.decided())
        self.filter.show_decisions(self.decisions.counts)
        self._show_rows()

    def focus_first(self) -> None:
        """Begin in the table, where the arrow keys read line by line; without a plan at the button."""
        if self.session.plan is None:
            self.no_plan.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the window's menus ask --------------------------------------------------------------

    def copy_selection(self, form: str = TEXT) -> None:
        """Copy the selected lines as ``text``, ``csv`` or ``markdown``; all shown lines if none is selected."""
        rows = self.view.selected_lines() or tuple(
            line for group in self.model.groups for line in group.lines
        )
        if rows:
            QGuiApplication.clipboard().setText(copied(rows, form, self.language))

    def find(self) -> None:  # type: ignore[override]  # QWidget.find looks for a window; nobody asks a page
        """Go to the search field."""
        self.filter.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.search.selectAll()

    def toggle_left_out(self) -> None:
        """Leave the selected lines out, or include them if all of them are left out already."""
        rows = tuple(row for row in self.view.selected_lines() if row.rule is not None)
        if not rows:
            return
        if all(row.left_out for row in rows):
            for row in rows:
                self.session.include(row.key)
            return
        wanted = tuple(row for row in rows if not row.left_out)
        required = tuple(row for row in wanted if not row.can_be_ticked)
        reason = self.ask_reason(required) if required else ""
        if reason is None:
            return
        for row in wanted:
            self.session.leave_out(row.key, reason)

    def answer_question(self) -> None:
        """Ask for the answer to what the selected line was sent back with, and keep it with the plan."""
        rows = [row for row in self.view.selected_lines() if row.state is ApprovalState.ASKED]
        if len(rows) != 1 or rows[0].decided is None:
            return
        self._answer(rows[0].destination, rows[0].decided)

    def _answer(self, name: str, asked: Approval) -> None:
        dialog = AnswerDialog(name, asked, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.session.answer_question(asked.rule_id, dialog.answer)
        dialog.deleteLater()

    def _show_open_lines(self, show: Show) -> None:
        self.clear_search()
        self.filter.choose(show)
        first = next((line.key for group in self.model.groups for line in group.lines), "")
        if first:
            self.show_rule(first)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_reason(self, rows: tuple[LineRow, ...]) -> str | None:
        """Ask why required lines are left out; return None when they are to be kept."""
        through = self.session.open_without([row.key for row in rows])
        dialog = LeaveOutDialog(rows, through, self.language, self)
        kept = dialog.exec() != QDialog.DialogCode.Accepted
        reason = None if kept else dialog.reason
        dialog.deleteLater()
        return reason

    def focus_point(self, point: OpenPoint) -> None:
        """Select the line that an open point is about and put the focus on it."""
        if point.rule_id and self.session.plan is not None:
            self._go_to_line(point.rule_id)
        else:
            self.focus_first()

    def show_rule(self, rule_id: str) -> None:
        """Select one line, whatever was filtered away before; that of a demand which is not needed is found too."""
        spare = (
            row for row in self._rows if row.exclusion is not None and row.exclusion.demand_id == rule_id
        )
        known = any(row.key == rule_id for row in self._rows)
        rule_id = rule_id if known else next((row.key for row in spare), rule_id)
        if not self.model.index_of(rule_id).isValid():
            self.clear_search()
        index = self.model.index_of(rule_id)
        if index.isValid():
            self.view.setExpanded(index.parent(), True)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _explain_a_host(self) -> None:
        """Open the window that explains hosts, with the one that is searched for."""
        answer = self.host_answer.answer
        self.explain_wanted.emit(self.filter.text if answer is not None else "")

    def _go_to_feature(self, feature: str) -> None:
        """Lead to the box of a feature that is off."""
        title = self.host_answer.answer.reason if self.host_answer.answer is not None else EMPTY_TEXT
        self.point_wanted.emit(OpenPoint("", PointSeverity.WARNS, title, field=FEATURE + feature))

    def _go_to_line(self, rule_id: str) -> None:
        self.show_rule(rule_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only(self, rule_ids: frozenset[str]) -> None:
        """Show these lines alone (those of *Last answer*), until the filter or the search changes."""
        self.clear_search()
        self._only = rule_ids
        self._show_rows()

    def set_grouping(self, key: str) -> None:
        """Group by ``feature``, ``kind`` or ``decision``."""
        self.filter.set_grouping(key)

    def set_explanation_visible(self, visible: bool) -> None:
        """Show or hide the explanation pane (F9)."""
        self._pane_hidden = not visible
        self.explanation.setVisible(visible and self.session.plan is not None)

    def restart(self) -> None:
        """Forget what was searched in the plan before."""
        self._only = None
        self.filter.clear()

    def clear_search(self) -> None:
        """Show every line again."""
        self._only = None
        self.filter.clear()
        self._show_rows()

    # --- within -----------------------------------------------------------------------------------

    _pane_hidden = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        orientation = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not orientation:
            self.splitter.setOrientation(orientation)
            self.explanation.lie_below(narrow)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_room()

    _shared_for: Qt.Orientation | None = None

    def _share_room(self) -> None:
        """Give the pane the share it had last, once an orientation; after that the splitter is the user's."""
        orientation = self.splitter.orientation()
        if self._shared_for is orientation or not self.isVisible():
            return
        self._shared_for = orientation
        across = orientation is Qt.Orientation.Horizontal
        whole = self.width() if across else self.height()
        usual = 338 if across else int(whole * 0.42)
        kept = int(str(QSettings().value(self._share_key, usual, type=int)))
        pane = min(kept or usual, whole // 2)
        self.splitter.setSizes([whole - pane, pane])

    @property
    def _share_key(self) -> str:
        across = self.splitter.orientation() is Qt.Orientation.Horizontal
        return "rules/pane-width" if across else "rules/pane-height"

    def _remember_share(self) -> None:
        QSettings().setValue(self._share_key, self.splitter.sizes()[1])

    def _show_rows(self) -> None:
        plan = self.session.plan
        if plan is None:
            self._only = None
            self._say_only()
            self.model.show_groups((), self.language)
            self.host_answer.clear()
            self._explain()
            return
        self.host_answer.look_up(self.filter.text, self._rows, plan, self.session.catalog, self.language)
        rows = filtered(self._rows, self.filter.text, self.filter.show_lines, self._only)
        answer = self.host_answer.answer
        if not rows and answer is not None and answer.rule_id is not None:
            # The line that a typed host is, by a wildcard or a prefix, is what was searched for.
            rows = tuple(row for row in self._rows if row.key == answer.rule_id)
        whole = len(rows) == len(self._rows)
        groups = grouped(rows, plan, self.session.catalog, self.filter.grouping, self.language, whole=whole)
        selected = [row.key for row in self.view.selected_lines()]
        self._open.hold()
        self.model.show_groups(groups, self.language)
        self._open.restore(self.filter.grouping, open_all=not whole)
        self.view.fit_columns()
        self._select_again(selected or self._first_line())
        self._say_no_hit(self.filter.text, bool(rows))
        self._say_only()
        self._explain()

    def _first_line(self) -> list[str]:
        """Return the first line, once: the pane then shows what it is for before anybody points at a line."""
        first = self.model.index(0, 0)
        if self._pointed or not self.view.isExpanded(first):
            return []
        self._pointed = True
        line = self.model.line(self.model.index(0, 0, first))
        return [line.key] if line is not None else []

    def _select_again(self, keys: list[str]) -> None:
        if [row.key for row in self.view.selected_lines()] == keys:
            return
        selection = self.view.selectionModel()
        for number, key in enumerate(keys):
            index = self.model.index_of(key)
            if index.isValid():
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(index, flags)
                if number == 0:
                    selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)

    def _say_no_hit(self, text: str, any_row: bool) -> None:
        self.stack.setCurrentIndex(_TABLE if any_row else _NO_HIT)
        if text:
            said = self.tr('No line contains "{text}".').replace("{text}", text)
            self.no_hit.say(said, self.tr("Clear search"))
        else:
            self.no_hit.say(self.tr("No line is of this kind."), self.tr("Show all rules"))

    def _say_only(self) -> None:
        """Say that lines are missing because only those of the last answer were asked for."""
        only = self._only is not None
        self.only_line.set_text(self.tr("These are the lines that the last answer changed.") if only else "")
        self.only_end.setVisible(only)

    def _explain(self) -> None:
        plan = self.session.plan
        if plan is None:
            self.explanation.show_lines((), None)
            return
        explainer = Explainer(plan, self.session.catalog, self.language, host_html)
        self.explanation.show_lines(self.view.selected_lines(), explainer)

    def _show_in_diagram(self) -> None:
        """Open the traffic path; for a NAT rule that of the service it publishes."""
        wanted = {row.key for row in self.view.selected_lines()}
        services = self.session.plan.path.services if self.session.plan is not None else ()
        service = next((entry.service for entry in services if entry.rule_id in wanted), None)
        if service is not None:
            self.service_wanted.emit(service.name)
        else:
            self.go_to.emit(Step.TRAFFIC)

    def _tick_selected(self) -> None:
        rows = tuple(row for row in self.view.selected_lines() if row.can_be_ticked)
        include = all(row.left_out for row in rows)
        for row in rows:
            if row.left_out == include:
                self._tick(row.key, include)

    def _tick(self, key: str, include: bool) -> None:
        if include:
            self.session.include(key)
        else:
            self.session.leave_out(key)
