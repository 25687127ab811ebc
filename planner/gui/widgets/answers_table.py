"""The table of *Explain a host…*: one row a host, fast with ten thousand of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.gui.models.explained import Column, ExplainedModel
from planner.gui.widgets.labels import fixed_font
from planner.gui.widgets.rows_table import RowsTable

_HOST_WIDTH, _FEATURE_WIDTH, _WIDTH = (160, 380), (80, 190), (44, 260)
_MOST_MEASURED = 100
"""Rows whose words decide how wide a column is."""


class AnswersTable(RowsTable):
    """The answers; `line_wanted` says that somebody wants to see the line of the current row."""

    line_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, model: ExplainedModel, parent: QWidget | None = None) -> None:
        """Show ``model`` in rows of one height."""
        super().__init__(model, parent)
        self.doubleClicked.connect(lambda _index: self.line_wanted.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line_wanted.emit()
        else:
            super().keyPressEvent(event)

    def fit_columns(self) -> None:
        """Make each column as wide as what it holds, hosts and features within bounds; the reason takes the rest."""
        model, metrics = self.model(), QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 8)
        rows = range(min(model.rowCount(), _MOST_MEASURED))
        for column in Column:
            if column is Column.WHY:
                continue
            font = fixed_font(self.font()) if column is Column.HOST else self.font()
            measure = QFontMetrics(font).horizontalAdvance
            texts = [str(model.index(row, column).data() or "") for row in rows]
            head = metrics.horizontalAdvance(str(model.headerData(column, Qt.Orientation.Horizontal)))
            width = max([head, *map(measure, texts)]) + (42 if column is Column.ANSWER else 18)
            least, most = {Column.HOST: _HOST_WIDTH, Column.FEATURE: _FEATURE_WIDTH}.get(column, _WIDTH)
            self.setColumnWidth(column, min(max(width, least), most))
