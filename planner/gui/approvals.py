"""From a workbook that came back to decisions in the plan: ask for the file, read it, show it, take it over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from planner.catalog.reading import read_whole
from planner.domain.problem import FileProblem
from planner.gui import questions
from planner.gui.approval_dialog import ApprovalDialog
from planner.gui.background import waited
from planner.gui.window import Window
from planner.importers.workbook import MOST_BYTES, TOO_LARGE
from planner.session.addresses import readable
from planner.session.approvals import ApprovalReading, read_approvals
from planner.session.session import Session


class Approvals(QObject):
    """Reads approvals for one window; `taken` says that decisions of a workbook are in the plan now."""

    taken = Signal()

    def __init__(self, session: Session, window: Window, planned: Callable[[], bool]) -> None:
        """Take the session, and what waits for a plan that is being made (False: the person stopped waiting)."""
        super().__init__(window)
        self._session, self._window, self._planned = session, window, planned
        self.dialog: ApprovalDialog | None = None

    def read(self, path: str = "") -> None:
        """Ask for a workbook, or read the one named, and show what it decides."""
        if not self._planned():
            return
        if self._session.plan is None:
            questions.tell(
                self._window, self.tr("Choose a cloud and a region first: without them there are no lines.")
            )
            return
        name = path or self._asked_for()
        if not name:
            return
        self._window.settings.folder = str(Path(name).absolute().parent)
        try:
            reading = self._reading(Path(name))
        except FileProblem as problem:
            questions.tell(self._window, problem.in_language(self._window.language))
            return
        if reading is not None:
            self._show(reading, Path(name).name)

    def _asked_for(self) -> str:
        caption, kinds = self.tr("Read approval"), self.tr("Workbooks (*.xlsx);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._window, caption, self._window.settings.folder, kinds)
        return name

    def _reading(self, path: Path) -> ApprovalReading | None:
        """Read the workbook on another thread; None if the person did not want to wait.

        Raises:
            FileProblem: it cannot be used.
        """
        session, plan = self._session, self._session.plan
        request, catalog = readable(session.request, session.catalog), session.catalog

        def work() -> ApprovalReading | None:
            content = read_whole(path, path.name, MOST_BYTES, TOO_LARGE)
            return read_approvals(content, path.name, request, plan, catalog) if plan is not None else None

        words = self.tr("Reading {name}…").replace("{name}", path.name)
        return waited(self._window, words, self.tr("Cancel"), work)

    def _show(self, reading: ApprovalReading, file: str) -> None:
        plan = self._session.plan
        if plan is None:
            return
        self.dialog = dialog = ApprovalDialog(reading, file, plan, self._window.language, self._window)
        dialog.accepted.connect(lambda: self._take(reading, file))
        dialog.destroyed.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _take(self, reading: ApprovalReading, file: str) -> None:
        self._session.take_approvals(reading.merged_into(self._session.request.approvals), file)
        self.taken.emit()
