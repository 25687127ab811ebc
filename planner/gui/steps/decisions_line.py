"""One line above the rules: what was decided so far, what to do next, and ways to what is open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.domain.approval import Approval, ApprovalState
from planner.domain.text import CHINESE
from planner.gui.colours import Meaning
from planner.gui.models.rule_groups import Show
from planner.gui.models.rule_rows import LineRow
from planner.gui.plain import set_tip
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import MarkedLine
from planner.session.approval_words import counts_of, counts_text, what_next

_WANTED = (Show.ASKED, Show.REJECTED, Show.OPEN)
"""What is shown first of what is not approved."""


class DecisionsLine(QWidget):
    """Hidden before an approval was read. `open_wanted` carries the `Show` that somebody wants to see.

    Routes count with the lines; since the table has none of them, `routes_wanted` asks for theirs.
    """

    open_wanted = Signal(object)
    routes_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.counts: Mapping[Show, int] = {}
        self.line = MarkedLine(Meaning.DONE, self)
        self.show_open = LinkButton(self)
        self.show_routes = LinkButton(self)
        self._routes = (0, 0)
        self.forget = LinkButton(self)
        self._show = Show.OPEN
        self.show_open.clicked.connect(lambda: self.open_wanted.emit(self._show))
        self.show_routes.clicked.connect(self.routes_wanted)
        self.forget.clicked.connect(self.forget_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.show_open)
        layout.addWidget(self.show_routes)
        layout.addWidget(self.forget)
        self.hide()

    def retranslate(self) -> None:
        """Set the words that do not depend on the decisions."""
        self.show_open.setText(self.tr("Show them"))
        self._name_routes()
        self.forget.setText(self.tr("Forget approval"))
        set_tip(
            self.forget, self.tr("Takes every decision that was read out of the plan. Undo brings them back.")
        )

    def show_rows(self, rows: tuple[LineRow, ...], language: str, routes: tuple[Approval, ...] = ()) -> None:
        """Say what was decided on these lines, and on the routes."""
        lines = tuple(row.decided for row in rows if row.decided is not None)
        decided = (*lines, *routes)
        self.setVisible(bool(decided))
        self.counts = {}
        if not decided:
            return
        states = counts_of(lines)
        self.counts = {
            Show.APPROVED: states[ApprovalState.APPROVED],
            Show.REJECTED: states[ApprovalState.REJECTED],
            Show.ASKED: states[ApprovalState.ASKED],
            Show.OPEN: states[ApprovalState.PENDING] + states[ApprovalState.STALE],
        }
        approved = sum(entry.state is ApprovalState.APPROVED for entry in routes)
        whole = self.counts[Show.APPROVED] == len(lines)
        between = "" if language == CHINESE else " "
        said = between.join(text.in_language(language) for text in (counts_text(decided), what_next(decided)))
        done = whole and approved == len(routes)
        self.line.set_text(said, Meaning.DONE if done else Meaning.ADVISORY)
        self._show = next((show for show in _WANTED if self.counts[show]), Show.OPEN)
        self.show_open.setVisible(not whole)
        self._routes = (approved, len(routes))
        self.show_routes.setVisible(bool(routes))
        self._name_routes()

    def _name_routes(self) -> None:
        self.show_routes.setText(self.tr("Routes ({0} of {1} approved)").format(*self._routes))
