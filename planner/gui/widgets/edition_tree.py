"""A tree of the *Editions* window: headings across the columns, rows of one height, columns that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from planner.gui.widgets.labels import fixed_font

_FIXED = 1
"""The column of destinations, in the fixed font."""
_INDENTS = 3
_AIR = 22


class EditionTree(QTreeView):
    """Rows are read and selected, never edited; Enter and a double click ask by `picked`, Copy by `copy_wanted`."""

    picked = Signal()
    copy_wanted = Signal()

    def __init__(
        self, model: QAbstractItemModel, widest: Mapping[int, int], parent: QWidget | None = None
    ) -> None:
        """Show ``model``; ``widest`` bounds columns, in pixels."""
        super().__init__(parent)
        self._widest = widest
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _index: self.picked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Span the headings, and make each column as wide as what its rows hold, within bounds."""
        model, columns = self.model(), self.model().columnCount()
        metrics, fixed = QFontMetrics(self.font()), QFontMetrics(fixed_font(self.font()))
        heads = (str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(columns))
        widths = list(map(metrics.horizontalAdvance, heads))
        for index in self._indexes():
            if not index.siblingAtColumn(_FIXED).data():
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
                continue
            for column in range(columns):
                measure = fixed if column == _FIXED else metrics
                text = str(index.siblingAtColumn(column).data() or "")
                widths[column] = max(widths[column], measure.horizontalAdvance(text))
        widths[0] += _INDENTS * self.indentation()
        for column in range(columns - 1):
            width = min(widths[column], self._widest.get(column, widths[column]))
            self.setColumnWidth(column, width + _AIR)

    def _indexes(self) -> Iterator[QModelIndex]:
        model, waiting = self.model(), [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                waiting.append(index)
                yield index
