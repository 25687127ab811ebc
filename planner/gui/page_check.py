"""From a saved copy of Microsoft's page to what differs in it: ask for the file, read it, show it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.domain.page import PageReading
from planner.domain.problem import FileProblem
from planner.gui import questions
from planner.gui.background import waited
from planner.gui.page_dialog import PageDialog
from planner.gui.window import Window
from planner.importers.page import MOST_BYTES, TOO_LARGE, read_page


class PageCheck(QObject):
    """Checks pages for one window."""

    def __init__(self, catalog: Catalog, window: Window) -> None:
        """Take the catalog to compare with."""
        super().__init__(window)
        self._catalog, self._window = catalog, window
        self.dialog: PageDialog | None = None

    def check(self, path: str = "") -> None:
        """Ask for a copy of the page, or read the one named, and show what differs."""
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
            window = self._window
            self.dialog = PageDialog(reading, Path(name).name, self._catalog, window.language, window)
            self.dialog.destroyed.connect(self._forget)
            self.dialog.open()

    def _asked_for(self) -> str:
        caption = self.tr("Check a page")
        kinds = self.tr("Saved pages (*.html *.htm *.md);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._window, caption, self._window.settings.folder, kinds)
        return name

    def _reading(self, path: Path) -> PageReading | None:
        """Read the page on another thread; None if the person did not want to wait.

        Raises:
            FileProblem: it cannot be used.
        """
        catalog = self._catalog

        def work() -> PageReading:
            return read_page(read_whole(path, path.name, MOST_BYTES, TOO_LARGE), path.name, catalog)

        words = self.tr("Reading {name}…").replace("{name}", path.name)
        return waited(self._window, words, self.tr("Cancel"), work)

    def _forget(self) -> None:
        self.dialog = None
