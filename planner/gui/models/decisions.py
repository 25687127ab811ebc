"""Decisions that a workbook brought back, as a table: one row a line or route of the plan, every text plain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from planner.domain.approval import Approval, ApprovalState
from planner.domain.plan import EgressPlan
from planner.exporters.columns import comment_text, rule_destination_text
from planner.exporters.route_lines import route_text
from planner.exporters.safe_text import clipped, one_line
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.plain import as_tip
from planner.gui.widgets.labels import fixed_font
from planner.session.approval_words import (
    BREAKS,
    COLUMNS,
    ROUTE_LINE,
    ROUTE_STALE_MEANS,
    STALE_MEANS,
    STATE_WORDS,
)

STATE_MARKS = {
    ApprovalState.APPROVED: Meaning.DONE,
    ApprovalState.REJECTED: Meaning.PROBLEM,
    ApprovalState.ASKED: Meaning.ADVISORY,
    ApprovalState.PENDING: Meaning.NOT_NEEDED,
    ApprovalState.STALE: Meaning.STALE,
}
"""The mark in front of each state's word."""

_LONGEST = 400
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in the order of `COLUMNS`."""

    LINE = 0
    DESTINATION = 1
    DECISION = 2
    BY = 3
    ON = 4
    COMMENT = 5


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line or route and what was decided on it; ``cells`` are its texts in the order of the columns."""

    entry: Approval
    cells: tuple[str, ...]


def decision_rows(
    decisions: tuple[Approval, ...], plan: EgressPlan, language: str
) -> tuple[DecisionRow, ...]:
    """Return a row for each decision whose line or route the plan has, in the plan's order."""
    rows = []
    for entry in decisions:
        rule, route = plan.rule(entry.rule_id), plan.route(entry.rule_id)
        if rule is not None:
            named = (str(plan.line_number(entry.rule_id)), rule_destination_text(rule, language))
        elif route is not None:
            word = ROUTE_LINE.in_language(language)
            named = (word[:1].upper() + word[1:], route_text(route, language))
        else:
            continue
        cells = (
            *named,
            state_word(entry.state, language),
            *(clipped(one_line(text), _LONGEST) for text in (entry.by, entry.on, entry.comment)),
        )
        rows.append(DecisionRow(entry, cells))
    return tuple(rows)


def state_word(state: ApprovalState, language: str) -> str:
    """Return a state's word as it stands at the beginning of a cell."""
    word = STATE_WORDS[state].in_language(language)
    return word[:1].upper() + word[1:]


def meaning_of(entry: Approval, plan: EgressPlan, language: str) -> str:
    """Return what was said of a line or route, and what it means for the plan, a sentence a line; empty if nothing."""
    rule, route = plan.rule(entry.rule_id), plan.route(entry.rule_id)
    said = comment_text(entry).in_language(language) if entry.is_answered else entry.comment
    parts = [one_line(said)]
    found = rule or route
    if entry.state is ApprovalState.REJECTED and found is not None:
        breaks = one_line(found.if_refused.in_language(language))
        parts.append(BREAKS.filled(breaks=breaks).in_language(language))
    if entry.state is ApprovalState.STALE:
        parts.append((STALE_MEANS if route is None else ROUTE_STALE_MEANS).in_language(language))
    return "\n".join(part for part in parts if part)


class DecisionsModel(QAbstractTableModel):
    """The rows of one workbook."""

    def __init__(self, rows: tuple[DecisionRow, ...], language: str, parent: QObject | None = None) -> None:
        """Show ``rows``; they do not change."""
        super().__init__(parent)
        self.rows, self._language = rows, language
        palette = QGuiApplication.palette()
        self._icons = {state: mark_icon(meaning, palette) for state, meaning in STATE_MARKS.items()}

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        head = tuple(COLUMNS.values())[section]
        return head.in_language(self._language) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, a decision's mark, and the whole row for a screen reader."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], Column(index.column())
        roles = Qt.ItemDataRole
        said: dict[int, object] = {roles.DisplayRole: row.cells[column]}
        if column in (Column.DESTINATION, Column.COMMENT):
            said[roles.ToolTipRole] = as_tip(row.cells[column]) or None
        if column is Column.DECISION:
            said[roles.DecorationRole] = self._icons[row.entry.state]
        if column is Column.DESTINATION:
            said[roles.FontRole] = fixed_font(QFont(QGuiApplication.font()))
        if column is Column.LINE:
            said[roles.AccessibleTextRole] = ", ".join(cell for cell in row.cells if cell)
        return said.get(role)
