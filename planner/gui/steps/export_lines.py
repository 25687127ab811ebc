"""What firewall scripts hold once an approval was read: the approved lines and routes, or all."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.plan import EgressPlan
from planner.exporters.options import LineChoice
from planner.gui.plain import PlainLabel, set_tip
from planner.gui.widgets.boxes import ComboBox


class ExportLines(QWidget):
    """*Scripts hold: approved lines and routes (24 of 27)*; hidden before an approval was read.

    `changed` says another choice.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden, with what was approved."""
        super().__init__(parent)
        self.label = PlainLabel(parent=self)
        self.box = ComboBox(self)
        self.label.setBuddy(self.box)
        for choice in (LineChoice.USUAL, LineChoice.ALL):
            self.box.addItem(choice.value, choice.value)
        self.box.activated.connect(lambda _: self.changed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)
        layout.addWidget(self.box, 1)
        self._counts = (0, 0)
        self.hide()

    def retranslate(self) -> None:
        """Set the texts."""
        self.label.setText(self.tr("&Scripts hold"))
        set_tip(
            self.box,
            self.tr("Workbook, CSV and print always show every line, with what was decided on it."),
        )
        self._name()

    def show_plan(self, plan: EgressPlan | None, approvals: tuple[Approval, ...]) -> None:
        """Say how much of a plan is approved; hidden, and at the usual choice, where nobody decided yet."""
        decided = verdicts(plan.to_decide(), approvals) if plan is not None else {}
        self.setVisible(bool(decided))
        if not decided:
            self.restart()
            return
        approved = sum(entry.state is ApprovalState.APPROVED for entry in decided.values())
        self._counts = (approved, len(decided))
        self._name()

    def restart(self) -> None:
        """Choose what was approved again."""
        self.box.setCurrentIndex(0)

    @property
    def choice(self) -> LineChoice:
        """Which lines are written."""
        return LineChoice(self.box.currentData())

    def _name(self) -> None:
        approved, count = self._counts
        usual = self.tr("Approved lines and routes ({0} of {1})").format(approved, count)
        self.box.setItemText(0, usual)
        self.box.setItemText(1, self.tr("Every line and route ({0}), approved or not").format(count))
