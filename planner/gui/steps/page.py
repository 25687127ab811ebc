"""What all seven pages share: a question as title, one line below it, *Why do you ask?*, and refreshing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.readiness import OpenPoint
from planner.domain.text import Text
from planner.gui.tab_order import tab_stops
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.labels import StyledLabel
from planner.session.problem import Problem, Step
from planner.session.readiness import problem_of
from planner.session.session import Session

TITLE_SCALE = 1.7
MARGIN = 28
GAP = 14


class StepPage(QWidget):
    """One step of the wizard.

    A subclass builds its widgets in ``__init__`` below `body`, sets every visible text in
    `retranslate`, and shows the session's state in `refresh`. It holds no state of its own beyond what
    widgets hold. `language` is the interface language for texts that come from the catalog.
    """

    step: Step
    help_wanted = Signal()
    go_to = Signal(object)
    """A `Step` that the page leads to (from a link or an empty state)."""
    state_changed = Signal()
    """What the primary button says has changed without a change of the session."""
    point_wanted = Signal(object)
    """An `OpenPoint` whose control somebody wants to reach."""
    explain_wanted = Signal(str)
    """A host that somebody wants to have explained; may be empty."""
    service_wanted = Signal(str)
    """The name of an inbound service whose path somebody wants to see."""
    finished = Signal()
    """What the primary button began is done and leaves nothing to press on the page: the focus goes back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the page head; subclasses fill `body`."""
        super().__init__(parent)
        self.session = session
        self.language = "en"
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.title = StyledLabel(self, scale=TITLE_SCALE, weight=QFont.Weight.Bold)
        self.helper = StyledLabel(self, quiet=True)
        self.why = LinkButton(self)
        self.why.clicked.connect(self.help_wanted)
        head = QHBoxLayout()
        head.addWidget(self.helper, 1)
        head.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 20, MARGIN, 12)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.setSpacing(GAP)
        layout.addLayout(self.body, 1)

    def say(self, text: Text) -> str:
        """Return a catalog or session text in the interface language."""
        return text.in_language(self.language)

    def set_language(self, language: str) -> None:
        """Switch the language of catalog texts, then retranslate and refresh."""
        self.language = language
        self.why.setText(self.tr("Why do you ask?"))
        self.retranslate()
        self.setAccessibleName(self.title.text())
        self.refresh()

    def retranslate(self) -> None:
        """Set every text that does not depend on the session. Subclasses override."""

    def refresh(self) -> None:
        """Show the session's state. Called after every change. Subclasses override."""

    def restart(self) -> None:
        """Forget what belonged to the plan before. Subclasses override."""

    def focus_first(self) -> None:
        """Put the focus on the first problem, else on the first control. Subclasses may override."""
        first = self._first_control()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_control(self) -> QWidget | None:
        return next((control for control in tab_stops((self,)) if control is not self.why), None)

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the control that a problem belongs to. Subclasses override."""
        self.focus_first()

    def focus_point(self, point: OpenPoint) -> None:
        """Put the focus on what settles an open point. Subclasses override where no field of the page does."""
        made_from = problem_of(point, self.session.problems)
        self.focus_problem(made_from or Problem(self.step, point.field, point.title))

    def primary_text(self) -> str:
        """Return what the primary button says; empty means that it leads to the next step."""
        return ""

    def primary_enabled(self) -> bool:
        """Whether the primary button can be pressed."""
        return True

    def run_primary(self) -> None:
        """Do what `primary_text` says."""
