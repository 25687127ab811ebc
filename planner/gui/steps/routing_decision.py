"""What the traffic path comes to: whole, bypassed, or broken with the ways to mend it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.diagram.path import path_drawing
from planner.domain.path import PathCause, PathState
from planner.domain.plan import Advisory, EgressPlan
from planner.exporters.safe_text import clipped
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.steps.remedy_cards import RemedyCards
from planner.gui.steps.service_list import ServiceList
from planner.gui.widgets.boxes import TabBar
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import MarkedLine, helper_label
from planner.planning.advisories.asymmetric_routing import ID
from planner.planning.path import STOP_FILTERING

MOST_TABS = 12
"""Services that have a tab; further ones stand in a list that can be searched."""
_MEANINGS = {
    PathState.WHOLE: Meaning.DONE,
    PathState.PENDING: Meaning.PROBLEM,
    PathState.BROKEN: Meaning.PROBLEM,
    PathState.BYPASSED: Meaning.ADVISORY,
    PathState.CLOSED: Meaning.ADVISORY,
}


class RoutingDecision(QWidget):
    """The verdict on the path and, for each affected service, its decision.

    `service` names the service whose path is shown, empty for the one that matters most.
    """

    why_wanted = Signal()
    service_chosen = Signal(str)
    same_for_all = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build heading, chooser and cards."""
        super().__init__(parent)
        self._advisories: tuple[Advisory, ...] = ()
        self._tabbed: tuple[Advisory, ...] = ()
        self.service = ""
        self._assumed = False
        self._names_one = False
        self._remedies: dict[str, str] = {}
        self._told: tuple[list[tuple[str, bool]], int] = ([], 0)
        self.heading = MarkedLine(Meaning.DONE, self, scale=1.06)
        self.heading.label.set_look(weight=QFont.Weight.DemiBold)
        self.heading.label.setMinimumWidth(60)
        self.why = LinkButton(self)
        self.why.clicked.connect(self.why_wanted)
        self.tabs = TabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._choose)
        self.more = LinkButton(self)
        self.more.clicked.connect(self._choose_from_list)
        self.all_button = QPushButton(self)
        self.all_button.clicked.connect(
            lambda: self.same_for_all.emit(self.shown.decided if self.shown else "")
        )
        self.cards = RemedyCards(self)
        self.not_offered = helper_label(self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.why)
        chooser = QHBoxLayout()
        chooser.addWidget(self.tabs)
        chooser.addWidget(self.more)
        chooser.addStretch(1)
        chooser.addWidget(self.all_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addLayout(chooser)
        layout.addWidget(self.cards)
        layout.addWidget(self.not_offered)

    @property
    def shown(self) -> Advisory | None:
        """The decision whose cards are shown, or None."""
        return next((entry for entry in self._advisories if entry.service == self.service), None)

    def retranslate(self) -> None:
        """Set the texts that do not depend on the plan."""
        self.tabs.setAccessibleName(self.tr("Affected services"))
        self.cards.setAccessibleName(self.tr("Ways to mend the path"))
        self.all_button.setText(self.tr("Same for all services"))

    def show_plan(self, plan: EgressPlan, language: str) -> None:
        """Show the verdict and the decisions of ``plan``."""
        # In the order of the services, which a choice does not change; advisories put what is open first.
        order: dict[str, int] = {}
        for position, service in enumerate(plan.cluster.inbound):
            order.setdefault(service.name, position)
        self._remedies = {service.name: service.remedy for service in plan.cluster.inbound}
        found = [entry for entry in plan.advisories if entry.id == ID]
        found.sort(key=lambda entry: order.get(entry.service, len(order)))
        self._advisories = tuple(found)
        names = [entry.service for entry in self._advisories]
        if self.service not in names:
            undecided = [entry.service for entry in self._advisories if not entry.decided]
            self.service = (undecided or names or [""])[0]
        # The verdict speaks of the service that the picture shows.
        shown = collided(plan)
        path = path_drawing(plan, shown or self.service)
        self._names_one = bool(shown)
        meaning = Meaning.ADVISORY if path.assumed else _MEANINGS[path.verdict]
        self._assumed = path.assumed
        said = path.verdict_text.in_language(language)
        self.heading.set_text(said, meaning)
        self.heading.label.set_look(weight=QFont.Weight.DemiBold)
        self.heading.setAccessibleName(self.heading.text)
        broken = path.verdict is PathState.BROKEN
        self.why.setText(self.tr("Why does this happen?") if broken else self.tr("How does this work?"))
        self._show_tabs(names)
        self._show_cards(language)

    def _show_tabs(self, names: list[str]) -> None:
        self._tabbed = self._with_tabs()
        self.tabs.blockSignals(True)
        wanted = [
            (clipped(entry.service, 40).replace("&", "&&"), _is_mended(entry) and not self._assumed)
            for entry in self._tabbed
        ]
        told = (wanted, self.palette().cacheKey())
        if told != self._told:
            self._told = told
            # A bar that is seen lays all of its tabs out again for each word that changes.
            focused = self.tabs.hasFocus()
            self.tabs.hide()
            self._fill_tabs(wanted)
            self.tabs.setVisible(len(names) > 1 or (self._names_one and bool(names)))
            if focused:
                self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        shown_names = [entry.service for entry in self._tabbed]
        if self.service in shown_names:
            self.tabs.setCurrentIndex(shown_names.index(self.service))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(names) > 1 or (self._names_one and bool(names)))
        rest = len(names) - len(self._tabbed)
        self.more.setText(self.tr("%n more…", "", rest))
        self.more.setVisible(rest > 0)
        shown = self.shown
        others = any(shown is not None and entry.decided != shown.decided for entry in self._advisories)
        self.all_button.setVisible(len(names) > 1 and shown is not None and bool(shown.decided))
        self.all_button.setEnabled(others)

    def _fill_tabs(self, wanted: list[tuple[str, bool]]) -> None:
        while self.tabs.count() > len(wanted):
            self.tabs.removeTab(self.tabs.count() - 1)
        icons = {
            mended: mark_icon(Meaning.DONE if mended else Meaning.ADVISORY, self.palette(), 14)
            for mended in (True, False)
        }
        for position, (name, mended) in enumerate(wanted):
            if position == self.tabs.count():
                self.tabs.addTab("")
            self.tabs.setTabText(position, name)
            self.tabs.setTabIcon(position, icons[mended])

    def _with_tabs(self) -> tuple[Advisory, ...]:
        """Return the services that have a tab: the first ones, and the one whose path is shown."""
        first = self._advisories[:MOST_TABS]
        shown = self.shown
        if shown is None or any(entry.service == shown.service for entry in first):
            return first
        return (*first[:-1], shown)

    def list_dialog(self) -> ServiceList:
        """Return the list of all affected services, with the one shown selected."""
        names = [entry.service for entry in self._advisories]
        dialog = ServiceList(names, self.tr("Affected services"), self.tr("Show"), self)
        dialog.select(names.index(self.service) if self.service in names else 0)
        return dialog

    def _choose_from_list(self) -> None:
        dialog = self.list_dialog()
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        position = dialog.position
        dialog.deleteLater()
        if accepted and 0 <= position < len(self._advisories):
            self.service = self._advisories[position].service
            self.service_chosen.emit(self.service)

    def _show_cards(self, language: str) -> None:
        shown = self.shown
        self.cards.setVisible(shown is not None)
        self.not_offered.setVisible(shown is not None)
        if shown is None:
            return
        # A choice that another service's port spoils decides nothing; it is chosen all the same.
        self.cards.show_advisory(shown, shown.decided or self._remedies.get(shown.service, ""), language)
        self.not_offered.setText(shown.not_offered.in_language(language))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._show_tabs([entry.service for entry in self._advisories])

    def _choose(self, position: int) -> None:
        if 0 <= position < len(self._tabbed):
            self.service = self._tabbed[position].service
            self.service_chosen.emit(self.service)


def _is_mended(advisory: Advisory) -> bool:
    """Whether the decision on a service makes its path whole."""
    return bool(advisory.decided) and advisory.decided != STOP_FILTERING and not advisory.pending


def collided(plan: EgressPlan) -> str:
    """Return the service whose requests another one takes: it has no tab, and blocks."""
    services = plan.path.services
    return next((entry.service.name for entry in services if PathCause.COLLISION in entry.causes), "")
