"""The lower left of the first page: what could not be done, and the plans that were open lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.gui.colours import Meaning
from planner.gui.widgets.labels import MarkedLine, heading_label
from planner.gui.widgets.recent_list import RecentList

if TYPE_CHECKING:
    from planner.session.recent import RecentPlan


class RecentPlans(QWidget):
    """A line for problems, a heading and the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with no plans."""
        super().__init__(parent)
        self._plans: tuple[RecentPlan, ...] | None = None
        self._newest = ""
        self.problem = MarkedLine(Meaning.PROBLEM, self)
        self.heading = heading_label(self, quiet=True)
        self.list = RecentList(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.problem)
        layout.addSpacing(18)
        layout.addWidget(self.heading)
        layout.addWidget(self.list)

    def show_plans(self, plans: Sequence[RecentPlan], newest: str, language: str) -> None:
        """Show plans; ``newest`` is the newest edition, empty while it is not known."""
        self._plans, self._newest = tuple(plans), newest
        self.list.show_plans(self._plans, language, newest)

    def retranslate(self, language: str) -> None:
        """Set every text."""
        self.heading.setText(self.tr("Recent plans"))
        if self._plans is not None:
            self.list.show_plans(self._plans, language, self._newest)
