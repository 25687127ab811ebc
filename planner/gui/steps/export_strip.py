"""The strip at the foot of the export step: progress, what was written, or what stopped it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.plain import set_tip
from planner.gui.steps.export_work import ExportOutcome
from planner.gui.widgets.labels import MarkedLine


class ExportStrip(QWidget):
    """Says one thing at a time. `cancel_wanted` and `link_wanted` are its two buttons' signals."""

    cancel_wanted = Signal()
    link_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.line = MarkedLine(Meaning.DONE, self, scale=1.0)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(12)
        self.cancel = QPushButton(self)
        self.link = QPushButton(self)
        self._folder: Path | None = None
        self.cancel.clicked.connect(self.cancel_wanted)
        self.link.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.link)
        layout.addWidget(self.cancel)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far writing is, with *Cancel*."""
        self._only(self.bar, self.cancel)
        self.bar.setAccessibleName(self.tr("Writing files"))
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.cancel.setText(self.tr("Cancel"))

    def show_outcome(self, outcome: ExportOutcome, language: str) -> None:
        """Say what was written and where, or what stopped it."""
        self._folder = outcome.folder
        if outcome.problem is not None:
            self._say(outcome.problem.in_language(language), Meaning.PROBLEM)
            return
        count = len(outcome.files)
        if outcome.cancelled:
            self._say(self.tr("Cancelled. %n file(s) written, each one whole.", "", count), Meaning.ADVISORY)
            return
        said = self.tr("%n file(s) written to {folder}.", "", count).replace(
            "{folder}", outcome.folder.name or "/"
        )
        self._say(said, Meaning.DONE, self.tr("Open folder"))
        set_tip(self.line, str(outcome.folder))

    def show_problem(self, text: Text, language: str, link: str = "") -> None:
        """Say what is in the way, with a button that leads there if ``link`` names it."""
        self._folder = None
        self._say(text.in_language(language), Meaning.PROBLEM, link)

    def take_focus(self) -> bool:
        """Put the focus on the button of what is said; return False when it has none."""
        if self.link.isHidden():
            return False
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear(self) -> None:
        """Say nothing."""
        self.hide()
        self.line.set_text("")

    def _say(self, text: str, meaning: Meaning, link: str = "") -> None:
        self._only(self.line, *([self.link] if link else []))
        self.line.set_text(text, meaning)
        self.line.setAccessibleName(text)
        self.link.setText(link)

    def _only(self, *shown: QWidget) -> None:
        for widget in (self.line, self.bar, self.cancel, self.link):
            widget.setVisible(widget in shown)
        self.show()

    def _open(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        else:
            self.link_wanted.emit()
