"""A table of decisions, each column as wide as what it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from planner.gui.models.decisions import Column, DecisionsModel
from planner.gui.widgets.labels import fixed_font
from planner.gui.widgets.rows_table import RowsTable

_LONGEST_COLUMN = {Column.DESTINATION: 340, Column.BY: 170, Column.ON: 110}
_LONGEST_OTHER = 220
_MARK_ROOM, _ROOM = 42, 18


class DecisionsTable(RowsTable):
    """Rows of a `DecisionsModel`; the comment takes the room that the others leave."""

    def __init__(self, model: DecisionsModel, parent: QWidget | None = None) -> None:
        """Show ``model``, whose rows do not change."""
        super().__init__(model, parent)
        for column in Column:
            if column is Column.COMMENT:
                continue
            font = fixed_font(self.font()) if column is Column.DESTINATION else self.font()
            measure = QFontMetrics(font).horizontalAdvance
            head = self.fontMetrics().horizontalAdvance(
                str(model.headerData(column, Qt.Orientation.Horizontal))
            )
            widest = max([head, *(measure(row.cells[column]) for row in model.rows)])
            room = _MARK_ROOM if column is Column.DECISION else _ROOM
            self.setColumnWidth(column, min(widest + room, _LONGEST_COLUMN.get(column, _LONGEST_OTHER)))
