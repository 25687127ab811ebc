"""The decisions on a plan's routes in the window: shown from the step Rules, whose table holds lines alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.domain.approval import Approval, verdicts
from planner.gui.models.decisions import Column, DecisionRow
from planner.gui.steps.routes_dialog import RoutesDialog
from planner.session.session import Session


class RouteDecisions(QObject):
    """Opens the list of routes over a page; ``answer`` asks for the answer to the question on one, by its name."""

    def __init__(self, session: Session, page: QWidget, answer: Callable[[str, Approval], None]) -> None:
        """Show nothing yet."""
        super().__init__(page)
        self._session, self._page, self._answer = session, page, answer
        self.dialog: RoutesDialog | None = None

    def decided(self) -> tuple[Approval, ...]:
        """Return what was decided on each route of the plan; nothing before an approval was read."""
        plan = self._session.plan
        return (
            tuple(verdicts(plan.routes, self._session.request.approvals).values()) if plan is not None else ()
        )

    def show(self, language: str) -> None:
        """Show the routes with their decisions."""
        plan = self._session.plan
        if plan is None:
            return
        self.dialog = dialog = RoutesDialog(self.decided(), plan, language, self._page)
        dialog.answer_wanted.connect(self._ask)
        dialog.destroyed.connect(self._forget)
        dialog.open()

    def _ask(self, row: DecisionRow) -> None:
        """Ask once the list is closed: it would go on showing what was so before."""
        if self.dialog is not None:
            self.dialog.accept()
        self._answer(row.cells[Column.DESTINATION], row.entry)

    def _forget(self) -> None:
        self.dialog = None
