"""The traffic path in the rules step: its verdict in one line, and the picture for whoever asks."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.diagram.path import path_drawing
from planner.domain.path import PathState
from planner.domain.plan import EgressPlan
from planner.gui.colours import Meaning
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import MarkedLine
from planner.gui.widgets.path_picture import PathPicture

_SHOWN = "rules/path-shown"
_TALLEST = 210
_MARKS = {
    PathState.WHOLE: Meaning.DONE,
    PathState.BROKEN: Meaning.PROBLEM,
    PathState.PENDING: Meaning.PROBLEM,
}


class PathSummary(QWidget):
    """One line on the traffic path above the table; the picture opens below it, and stays open if it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start as it was left."""
        super().__init__(parent)
        self._plan: EgressPlan | None = None
        self._language = "en"
        self.verdict = MarkedLine(Meaning.DONE, self)
        self.link = LinkButton(self)
        self.picture = PathPicture(self)
        self.picture.setMaximumHeight(_TALLEST)
        self.picture.setVisible(bool(QSettings().value(_SHOWN, False, type=bool)))
        self.link.clicked.connect(self._open_or_close)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.verdict, 1)
        line.addWidget(self.link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.picture)

    def retranslate(self) -> None:
        """Set the link's words."""
        shown = not self.picture.isHidden()
        self.link.setText(self.tr("Hide the traffic path") if shown else self.tr("Show the traffic path"))
        self.picture.setAccessibleName(self.tr("Traffic path"))

    def show_plan(self, plan: EgressPlan | None, language: str) -> None:
        """Say how the plan's path stands, and draw it if the picture is open."""
        self._plan, self._language = plan, language
        self.setVisible(plan is not None)
        if plan is None:
            return
        path = path_drawing(plan)
        mark = Meaning.ADVISORY if path.assumed else _MARKS.get(path.verdict, Meaning.ADVISORY)
        self.verdict.set_text(path.verdict_text.in_language(language), mark)
        if not self.picture.isHidden():
            self.picture.show_path(path, language)

    def _open_or_close(self) -> None:
        shown = self.picture.isHidden()
        self.picture.setVisible(shown)
        QSettings().setValue(_SHOWN, shown)
        self.retranslate()
        self.show_plan(self._plan, self._language)
