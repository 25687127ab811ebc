"""What was decided on the plan's routes, which are no lines of the table of rules, and a way to answer questions."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.approval import Approval, ApprovalState
from planner.domain.plan import EgressPlan
from planner.exporters.safe_text import clipped
from planner.gui.models.decisions import DecisionRow, DecisionsModel, decision_rows, meaning_of
from planner.gui.widgets.decisions_table import DecisionsTable
from planner.gui.widgets.dialog_size import fit_into
from planner.gui.widgets.labels import StyledLabel, heading_label, helper_label
from planner.gui.widgets.primary_button import PrimaryButton

_LARGEST, _SMALLEST = (860, 340), (560, 300)
_LONGEST_SAID = 600


class RoutesDialog(QDialog):
    """Shows each route with its decision. `answer_wanted` carries the row of a question that is to be answered."""

    answer_wanted = Signal(object)

    def __init__(
        self,
        decisions: tuple[Approval, ...],
        plan: EgressPlan,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show what was decided on the routes of ``plan``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan, self._language = plan, language
        self.title = heading_label(self, 1.25)
        self.helper = helper_label(self)
        self.model = DecisionsModel(decision_rows(decisions, plan, language), language, self)
        self.table = DecisionsTable(self.model, self)
        self.said = StyledLabel(self)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer = QPushButton(self)
        self.close_button = PrimaryButton(self)
        self._lay_out()
        self.answer.clicked.connect(self._ask)
        self.answer.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self._select_first()
        fit_into(self, parent, _LARGEST, _SMALLEST)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Routes"))
        self.title.setText(self.tr("What was decided on the routes"))
        self.helper.setText(
            self.tr("They are decided in the workbook too. Scripts write the approved ones alone.")
        )
        self.table.setAccessibleName(self.tr("Decisions on routes"))
        self.answer.setText(self.tr("&Answer…"))
        self.close_button.setText(self.tr("&Close"))
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.answer)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.helper)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.said)
        layout.addLayout(foot)

    def _select_first(self) -> None:
        """Begin at the first route that is not approved."""
        approved = ApprovalState.APPROVED
        first = next((at for at, row in enumerate(self.model.rows) if row.entry.state is not approved), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(
            self.model.index(first, 0), flags.ClearAndSelect | flags.Rows
        )
        self._show_current()

    def _current(self) -> DecisionRow | None:
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show_current(self) -> None:
        row = self._current()
        said = meaning_of(row.entry, self._plan, self._language) if row is not None else ""
        self.said.setText(clipped(said, _LONGEST_SAID))
        self.said.setVisible(bool(said))
        self.answer.setVisible(row is not None and row.entry.state is ApprovalState.ASKED)

    def _ask(self) -> None:
        row = self._current()
        if row is not None:
            self.answer_wanted.emit(row)
