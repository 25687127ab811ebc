"""Problems of the plan that bar no export, each with a way to the step where it can be mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from planner.gui.colours import Meaning
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import MarkedLine, heading_label, helper_label
from planner.session.problems import Problem
from planner.session.steps import TITLES

_MOST = 3


class PlanProblems(QWidget):
    """A heading and a line for each problem; hidden while there is none. `wanted` carries a `Problem`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.heading = heading_label(self)
        self.more = helper_label(self)
        self.rows: list[tuple[MarkedLine, LinkButton]] = []
        self._problems: tuple[Problem, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.heading, 0, 0, 1, 2)
        for row in range(_MOST):
            line, link = MarkedLine(Meaning.ADVISORY, self), LinkButton(self)
            link.clicked.connect(lambda _=False, row=row: self.wanted.emit(self._problems[row]))
            self._grid.addWidget(line, row + 1, 0)
            self._grid.addWidget(link, row + 1, 1, Qt.AlignmentFlag.AlignTop)
            self.rows.append((line, link))
        self._grid.addWidget(self.more, _MOST + 1, 0, 1, 2)
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...], language: str) -> None:
        """Show the first few; equal sentences stand once, and the rest is counted."""
        once = {problem.message.in_language(language): problem for problem in reversed(problems)}
        said = list(reversed(once.items()))
        self._problems = tuple(problem for _, problem in said)
        self.heading.setText(self.tr("Problems of the plan"))
        for row, (line, link) in enumerate(self.rows):
            shown = row < len(said)
            line.set_text(said[row][0] if shown else "")
            link.setVisible(shown)
            if shown:
                title = TITLES[said[row][1].step].in_language(language)
                link.setText(title)
                link.setAccessibleName(self.tr("Go to {step}").replace("{step}", title))
                link.setAccessibleDescription(said[row][0])
        rest = len(said) - _MOST
        self.more.setText(self.tr("%n more. F8 leads from one to the next.", "", rest) if rest > 0 else "")
        self.more.setVisible(rest > 0)
        self.setVisible(bool(said))
