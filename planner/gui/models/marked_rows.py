"""A table of plain texts that were made beforehand: one column has a mark, one holds hosts and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.plain import as_tip
from planner.gui.widgets.labels import fixed_font

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MarkedRow(Protocol):
    """What such a table shows: the texts of a row in the order of the columns, and its mark."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts."""

    @property
    def meaning(self) -> Meaning:
        """What the row's mark stands for."""


Row = TypeVar("Row", bound=MarkedRow)


@dataclass(frozen=True, slots=True)
class Columns:
    """The heads of a table, and which of its columns is drawn how; ``tipped`` show their text in full on hovering."""

    heads: Mapping[str, Text]
    marked: int
    host: int
    tipped: frozenset[int]


class MarkedRowsModel(QAbstractTableModel, Generic[Row]):
    """The rows; the first column says the whole row to a screen reader."""

    def __init__(
        self, columns: Columns, language: str, rows: tuple[Row, ...] = (), parent: QObject | None = None
    ) -> None:
        """Show ``rows`` under the heads of ``columns`` in ``language``."""
        super().__init__(parent)
        self.rows = rows
        self._columns, self._language = columns, language
        palette = QGuiApplication.palette()
        self._icons = {meaning: mark_icon(meaning, palette) for meaning in Meaning}

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        head = tuple(self._columns.heads.values())[section]
        return head.in_language(self._language) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, the row's mark, and the whole row for a screen reader."""
        if not index.isValid():
            return None
        row, column, roles = self.rows[index.row()], index.column(), Qt.ItemDataRole
        said: dict[int, object] = {roles.DisplayRole: row.cells[column]}
        if column in self._columns.tipped:
            said[roles.ToolTipRole] = as_tip(row.cells[column]) or None
        if column == self._columns.marked:
            said[roles.DecorationRole] = self._icons[row.meaning]
        if column == self._columns.host:
            said[roles.FontRole] = fixed_font(QFont(QGuiApplication.font()))
        if column == 0:
            said[roles.AccessibleTextRole] = ", ".join(cell for cell in row.cells if cell)
        return said.get(role)
