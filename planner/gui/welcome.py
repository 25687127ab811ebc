"""The first page: a new plan, an old one, or a sample.

Painted in two strokes. Title and buttons come first, and can be used at once; what needs more code or the
catalog takes its place right after the first paint, without moving what is there (see `first_look`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.gui.widgets.primary_button import PrimaryButton
from planner.gui.widgets.styled_label import StyledLabel, heading_label, helper_label

if TYPE_CHECKING:
    from planner.gui.widgets.from_cluster import FromCluster
    from planner.gui.widgets.recent_plans import RecentPlans
    from planner.gui.widgets.samples import Samples
    from planner.gui.widgets.three_steps import ThreeSteps
    from planner.session.recent import RecentPlan

_WIDEST = 1180
_HIGH, _LOW, _TIGHT = 740, 620, 580
"""Heights, in pixels, from which the page has ample and some air at top and foot, and air between its cards."""


class Welcome(QWidget):
    """Two columns over a foot; no rail."""

    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(str)
    recent_forgotten = Signal(str)
    sample_wanted = Signal(str)
    help_wanted = Signal()
    cluster_wanted = Signal()

    recent: RecentPlans
    from_cluster: FromCluster
    samples: Samples
    foot: ThreeSteps

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build title and buttons; `complete` adds the rest."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._language, self._complete = "en", False
        self.title = heading_label(self, 2.0)
        self.lead = StyledLabel(self, scale=1.05, quiet=True)
        self.new = PrimaryButton(self)
        self.open = QPushButton(self)
        self.drop = helper_label(self)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.open.setMinimumHeight(self.new.minimumHeight())
        self.new.setMinimumWidth(150)
        self.open.setMinimumWidth(120)
        for button in (self.new, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._left, self._right = QVBoxLayout(), QWidget(self)
        self._left.setSpacing(6)
        for widget in (self.title, self.lead):
            self._left.addWidget(widget)
        self._left.addSpacing(10)
        self._left.addLayout(buttons)
        self._left.addWidget(self.drop)
        self._left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(56)
        columns.addLayout(self._left, 9)
        columns.addWidget(self._right, 10)
        self._page = QVBoxLayout(self)
        self._page.addLayout(columns, 1)
        self._set_margins()

    def complete(self) -> None:
        """Add recent plans, samples and foot."""
        if self._complete:
            return
        from planner.gui.widgets.from_cluster import FromCluster
        from planner.gui.widgets.recent_plans import RecentPlans
        from planner.gui.widgets.samples import Samples
        from planner.gui.widgets.three_steps import ThreeSteps

        self._complete = True
        self.recent, self.samples, self.foot = RecentPlans(self), Samples(self._right), ThreeSteps(self)
        self.from_cluster = FromCluster(self)
        self.from_cluster.button.setMinimumHeight(self.new.minimumHeight())
        self.from_cluster.button.clicked.connect(self.cluster_wanted)
        self.recent.list.opened.connect(self.recent_wanted)
        self.recent.list.forgotten.connect(self.recent_forgotten)
        self.samples.opened.connect(self.sample_wanted)
        self.foot.help_wanted.connect(self.help_wanted)
        for widget in (self.from_cluster, self.recent):
            self._left.insertWidget(self._left.count() - 1, widget)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.samples)
        self._page.addWidget(self.foot)
        self._retranslate_rest()

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self, language: str) -> None:
        """Set every text in the interface language."""
        self._language = language
        self.setAccessibleName(self.tr("Welcome"))
        self.title.setText(self.tr("Firewall rules for an AKS cluster"))
        self.lead.setText(
            self.tr(
                "Answer a few questions. Get the list of hosts and ports, with the reason for every line,"
                " in a form that a network team can approve."
            )
        )
        self.new.setText(self.tr("&New plan"))
        self.open.setText(self.tr("&Open plan…"))
        self.drop.setText(self.tr("or drop a plan or a cluster's JSON anywhere on this window"))
        if self._complete:
            self._retranslate_rest()

    def _retranslate_rest(self) -> None:
        self.from_cluster.retranslate()
        self.recent.retranslate(self._language)
        self.samples.retranslate()
        self.foot.retranslate()

    def show_recent(self, plans: Sequence[RecentPlan], newest: str) -> None:
        """Show recent plans; ``newest`` is the newest edition, empty while it is not known."""
        self.recent.show_plans(plans, newest, self._language)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        side = max(28, min(84, (self.width() - 900) // 4), (self.width() - _WIDEST) // 2)
        height = self.height()
        top, foot = (48, 20) if height >= _HIGH else (24, 20) if height >= _LOW else (12, 8)
        self._page.setContentsMargins(side, top, side, foot)
        if self._complete:
            self.samples.set_tight(height < _TIGHT)
