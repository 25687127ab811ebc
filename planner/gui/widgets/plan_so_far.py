"""The rail's live counts: required, optional, not needed, left out, NAT rules and routes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.domain.plan import EgressPlan
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.plain import PlainLabel
from planner.gui.widgets.labels import HELPER_SCALE, StyledLabel, heading_label, helper_label

_ORDER = (Meaning.REQUIRED, Meaning.OPTIONAL, Meaning.NOT_NEEDED, Meaning.LEFT_OUT)
_MARK = 13


class PlanSoFar(QWidget):
    """Four counts with their marks, and NAT rules and routes below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the rows; *left out* shows only when something is."""
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(2, 1)
        self.heading = heading_label(self)
        grid.addWidget(self.heading, 0, 0, 1, 3)
        self.empty = helper_label(self)
        grid.addWidget(self.empty, 1, 0, 1, 3)
        self._marks: dict[Meaning, QLabel] = {}
        self.numbers: dict[Meaning, StyledLabel] = {}
        self._words: dict[Meaning, StyledLabel] = {}
        for row, meaning in enumerate(_ORDER, start=2):
            mark = PlainLabel(parent=self)
            number = StyledLabel(self, scale=1.15, weight=QFont.Weight.DemiBold)
            number.setWordWrap(False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            word = StyledLabel(self, scale=HELPER_SCALE)
            for column, label in enumerate((mark, number, word)):
                grid.addWidget(label, row, column)
            self._marks[meaning], self.numbers[meaning], self._words[meaning] = mark, number, word
        self.paths = helper_label(self)
        grid.addWidget(self.paths, len(_ORDER) + 2, 0, 1, 3)
        self._draw_marks()

    def show_plan(self, plan: EgressPlan | None, planning: str = "") -> None:
        """Show the counts of a plan, or what is missing for one; ``planning`` says that another one is being made."""
        self.heading.setText(planning or self.tr("Plan so far"))
        self.empty.setText("" if planning else self.tr("Choose a region. Then the rules appear here."))
        self.empty.setVisible(plan is None)
        words = {
            Meaning.REQUIRED: self.tr("required"),
            Meaning.OPTIONAL: self.tr("optional"),
            Meaning.NOT_NEEDED: self.tr("not needed"),
            Meaning.LEFT_OUT: self.tr("left out"),
        }
        counts = plan.counts() if plan is not None else None
        numbers = (
            (counts.required, counts.optional, counts.not_needed, counts.left_out) if counts else (0,) * 4
        )
        for meaning, number in zip(_ORDER, numbers, strict=True):
            shown = counts is not None and (meaning is not Meaning.LEFT_OUT or number > 0)
            self.numbers[meaning].setText(str(number))
            self._words[meaning].setText(words[meaning])
            for label in (self._marks[meaning], self.numbers[meaning], self._words[meaning]):
                label.setVisible(shown)
        parts = []
        if counts is not None and counts.nat:
            parts.append(self.tr("%n NAT rule(s)", "", counts.nat))
        if counts is not None and counts.routes:
            parts.append(self.tr("%n route(s)", "", counts.routes))
        self.paths.setText(" • ".join(parts))
        self.paths.setVisible(bool(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._draw_marks()

    def _draw_marks(self) -> None:
        for meaning, label in self._marks.items():
            label.setPixmap(mark_icon(meaning, self.palette(), _MARK).pixmap(_MARK, _MARK))
