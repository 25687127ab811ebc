"""The table of rules: a tree without indentation whose columns fit their longest names."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from planner.gui.colours import blend, hairline, muted
from planner.gui.delegates.rules_delegate import (
    DECISION_AT,
    TEXT_AT,
    RulesDelegate,
    destination_width,
    marks_width,
    number_width,
    service_width,
)
from planner.gui.models.rule_rows import LineRow
from planner.gui.models.rules_model import Column, RulesModel

FURTHER_COLUMNS = (Column.NUMBER, Column.KIND, Column.SOURCE)
"""What can be shown and hidden."""
_SHOWN_AT_FIRST = Column.NUMBER.name
_COLUMNS = "rules/columns"
_ASKED_AT_LEAST = 76
_ASKED_WHEN_NARROW = 40
_DESTINATION_AT_LEAST = 260
_MOST_MEASURED = 200
"""Texts that a column makes room for."""
_LONGEST_MEASURED = 600
"""Characters of a list of subnets that a column makes room for."""
_MARK_WIDTH = 42


class RulesView(QTreeView):
    """Shows a `RulesModel`; keys and the mouse ask by signals, nothing is changed here."""

    picked = Signal()
    toggled = Signal()
    removed = Signal()
    menu_wanted = Signal(object)

    def __init__(self, model: RulesModel, parent: QWidget | None = None) -> None:
        """Show ``model`` with every heading across the table."""
        super().__init__(parent)
        self.rules = model
        self.setModel(model)
        self.setHeader(QuietHeader(self))
        self.setItemDelegate(RulesDelegate(self))
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._open_or_close)
        self.selectionModel().selectionChanged.connect(self._pick)
        model.modelReset.connect(self._span_headings)
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(28)
        header.setResizeContentsPrecision(0)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(header.mapToGlobal(at)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.ASKED_FOR_BY, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.MARK, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.MARK, _MARK_WIDTH)
        header.moveSection(header.visualIndex(Column.NUMBER), 0)
        header.moveSection(header.visualIndex(Column.DECISION), header.visualIndex(Column.SERVICE) + 1)
        self.setColumnHidden(Column.DECISION, True)
        shown = str(QSettings().value(_COLUMNS, _SHOWN_AT_FIRST, type=str)).split()
        for column in FURTHER_COLUMNS:
            self.setColumnHidden(column, column.name not in shown)

    def fit_columns(self) -> None:
        """Make each column as wide as its longest text; where that is too wide hosts are elided, then it scrolls."""
        lines = [line for group in self.rules.groups for line in group.lines]
        header = self.header()
        header.resizeSection(
            Column.DESTINATION, destination_width(_longest(line.destination for line in lines), self.font())
        )
        header.resizeSection(
            Column.SERVICE, service_width(_longest(line.service for line in lines), self.font())
        )
        words = {self.rules.text_of(line, Column.DECISION) for line in lines if line.state is not None}
        self.setColumnHidden(Column.DECISION, not words)
        metrics = self.fontMetrics()
        decision = max(map(metrics.horizontalAdvance, words), default=0)
        header.resizeSection(Column.DECISION, decision + DECISION_AT + 10)
        most = max((len(line.notes) for line in lines), default=0)
        header.resizeSection(Column.MARK, max(_MARK_WIDTH, marks_width(most)))
        heading = str(self.rules.headerData(Column.NUMBER, Qt.Orientation.Horizontal))
        header.resizeSection(
            Column.NUMBER, max(number_width(self.font()), metrics.horizontalAdvance(heading) + 10)
        )
        for column, texts in (
            (Column.KIND, {line.kind for line in lines}),
            (Column.SOURCE, {line.source[:_LONGEST_MEASURED] for line in lines}),
        ):
            header.resizeSection(column, max(map(metrics.horizontalAdvance, texts), default=0) + 24)
        fixed = sum(
            header.sectionSize(column)
            for column in Column
            if column is not Column.ASKED_FOR_BY and not header.isSectionHidden(column)
        )
        room = self.viewport().width() - fixed
        least = _ASKED_AT_LEAST
        if room < least:
            # Who asks gives way first, then a long host, before a mark goes out of sight: tip and pane show both whole.
            least = _ASKED_WHEN_NARROW
            whole = header.sectionSize(Column.DESTINATION)
            given = min(max(0, least - room), max(0, whole - _DESTINATION_AT_LEAST))
            header.resizeSection(Column.DESTINATION, whole - given)
            room += given
        mode = QHeaderView.ResizeMode.Stretch if room >= least else QHeaderView.ResizeMode.Interactive
        header.setSectionResizeMode(Column.ASKED_FOR_BY, mode)
        if mode is QHeaderView.ResizeMode.Interactive:
            header.resizeSection(Column.ASKED_FOR_BY, least)

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide one of the further columns, and remember it."""
        self.setColumnHidden(column, not shown)
        names = [entry.name for entry in FURTHER_COLUMNS if not self.isColumnHidden(entry)]
        QSettings().setValue(_COLUMNS, " ".join(names))
        self.fit_columns()

    def selected_lines(self) -> tuple[LineRow, ...]:
        """Return the selected lines in the order of the table; headings do not count."""
        rows = self.selectionModel().selectedRows()
        rows.sort(key=lambda index: (index.parent().row(), index.row()))
        return tuple(line for index in rows if (line := self.rules.line(index)) is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rules.group(self.currentIndex()):
            self._open_or_close(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _pick(self) -> None:
        self.picked.emit()

    def _open_or_close(self, index: QModelIndex) -> None:
        if self.rules.group(index) is not None:
            head = index.siblingAtColumn(0)
            self.setExpanded(head, not self.isExpanded(head))

    def _span_headings(self) -> None:
        for row in range(self.rules.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)


def _longest(texts: Iterable[str]) -> list[str]:
    """Return the texts to measure: each once, and of very many those with the most characters."""
    found = set(texts)
    return sorted(found, key=len)[-_MOST_MEASURED:] if len(found) > _MOST_MEASURED else list(found)


class QuietHeader(QHeaderView):
    """A flat head row whose first word stands above the host names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lie flat."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), RulesDelegate.row_height(self.font()) + 2)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        base = self.palette().color(QPalette.ColorRole.Base)
        painter.fillRect(rect, blend(base, self.palette().color(QPalette.ColorRole.Text), 0.06))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), hairline(self.palette()))
        painter.setPen(muted(self.palette()))
        left = TEXT_AT if logicalIndex == Column.DESTINATION else 4
        right = 4 if logicalIndex == Column.NUMBER else 0
        text = (
            self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
            if logicalIndex != Column.MARK
            else ""
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect.adjusted(left, 0, -right, 0), side | Qt.AlignmentFlag.AlignVCenter, str(text or "")
        )
        painter.restore()
