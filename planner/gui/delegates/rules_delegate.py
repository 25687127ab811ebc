"""How a line of the rules table is painted: check box, mark, host in the fixed font, and headings across."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from planner.gui.colours import Meaning, blend, colour, hairline, muted
from planner.gui.marks import paint_mark
from planner.gui.models.decisions import STATE_MARKS
from planner.gui.models.rule_groups import GroupRow
from planner.gui.models.rule_rows import LineRow
from planner.gui.models.rules_model import Column, RulesModel
from planner.gui.widgets.labels import HELPER_SCALE, fixed_font, scaled_font

Index = QModelIndex | QPersistentModelIndex
CHECK_AT = 8
MARK_AT = 28
TEXT_AT = 46
PADDING = 8
DECISION_AT = 22
"""Where a decision's word begins, behind its mark."""

_SIDE = 14
_BETWEEN_MARKS = 4
_LIT = QStyle.StateFlag.State_Selected


class RulesDelegate(QStyledItemDelegate):
    """Paints a `RulesModel`. Every row has the same height; colours come from the palette and the marks."""

    @staticmethod
    def row_height(font: QFont) -> int:
        """Return the height of every row."""
        return max(24, QFontMetrics(font).height() + 5)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self.row_height(_Look(option).font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; a heading has one cell across the table."""
        row = index.data(RulesModel.RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupRow):
            self._paint_group(painter, _Look(option), row)
        elif isinstance(row, LineRow):
            self._paint_line(painter, _Look(option), row, Column(index.column()), index)
        painter.restore()

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick a line by a click on its check box; the space bar is the view's."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            state = index.data(Qt.ItemDataRole.CheckStateRole)
            left = _Look(option).rect.left()
            if state is not None and left <= event.position().x() < left + MARK_AT - 2:
                wanted = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
                index.model().setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
                return True
        return False

    def _paint_group(self, painter: QPainter, look: _Look, group: GroupRow) -> None:
        rect = look.rect
        ground = look.palette.color(QPalette.ColorRole.Base)
        # A heading begins at the names and lies across the numbers before them too.
        shade = look.selection if look.selected else blend(ground, look.text, 0.035)
        painter.fillRect(rect.adjusted(-look.before, 0, 0, 0), shade)
        _paint_arrow(
            painter, QRect(rect.left() + CHECK_AT, rect.top(), _SIDE, rect.height()), look, bool(group.lines)
        )
        painter.setFont(scaled_font(look.font, 1.0, QFont.Weight.DemiBold))
        painter.setPen(look.text)
        at = rect.adjusted(MARK_AT - 4, 0, -PADDING, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(at, flags, group.title)
        used = painter.fontMetrics().horizontalAdvance(group.title) + 12
        painter.setFont(scaled_font(look.font, HELPER_SCALE))
        painter.setPen(muted(look.palette))
        painter.drawText(at.adjusted(used, 0, 0, 0), flags, group.counts)
        used += painter.fontMetrics().horizontalAdvance(group.counts) + 16
        rest = at.adjusted(used, 0, -2, 0)
        remark = painter.fontMetrics().elidedText(
            group.remark, Qt.TextElideMode.ElideRight, max(rest.width(), 0)
        )
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, remark)
        if look.focused:
            _paint_focus(painter, look)

    def _paint_line(
        self, painter: QPainter, look: _Look, line: LineRow, column: Column, index: Index
    ) -> None:
        rect = look.rect
        # The reason of what is not needed runs on below the column of marks, as far as that is empty.
        runs_on = line.rule is None
        room = look.marks if runs_on and column is Column.ASKED_FOR_BY else 0
        if look.selected and not (runs_on and column is Column.MARK):
            painter.fillRect(rect.adjusted(0, 0, room, 0), look.selection)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), hairline(look.palette))
        if look.selected and look.is_first(index):
            bar = colour(Meaning.REQUIRED, look.palette)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), bar)
        faded = line.mark in (Meaning.NOT_NEEDED, Meaning.LEFT_OUT)
        painter.setPen(muted(look.palette) if faded or column is not Column.DESTINATION else look.text)
        if column is Column.DESTINATION:
            self._paint_destination(painter, look, line, index)
        elif column is Column.MARK:
            _paint_notes(painter, look, line)
        elif column is Column.DECISION:
            _paint_decision(painter, look, line, str(index.data() or ""))
        else:
            painter.setFont(_FONTS.get(column, QFont)(look.font))
            text = str(index.data() or "")
            width = rect.width() + room - 8 - (marks_width(len(line.notes)) if room and line.notes else 0)
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            right = column is Column.NUMBER
            left = width - painter.fontMetrics().horizontalAdvance(elided) if right else 0
            painter.drawText(rect.left() + 4 + left, look.baseline, elided)

    def _paint_destination(self, painter: QPainter, look: _Look, line: LineRow, index: Index) -> None:
        rect = look.rect
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        pen = painter.pen()
        if state is not None:
            _paint_check(painter, _square(rect, CHECK_AT), look, state == Qt.CheckState.Checked)
        paint_mark(painter, _square(rect, MARK_AT, 13), line.mark, colour(line.mark, look.palette))
        font = host_font(look.font)
        font.setStrikeOut(line.left_out)
        painter.setFont(font)
        painter.setPen(pen)
        width = rect.width() - TEXT_AT - PADDING
        shown = painter.fontMetrics().elidedText(line.destination, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(rect.left() + TEXT_AT, look.baseline, shown)
        if look.focused:
            _paint_focus(painter, look)


class _Look:
    """What painting needs of the option, with the types that PySide's stubs leave out."""

    def __init__(self, option: QStyleOptionViewItem) -> None:
        given: Any = option
        self.rect: QRect = given.rect
        self.font: QFont = given.font
        self.palette: QPalette = given.palette
        state: QStyle.StateFlag = given.state
        view: object = given.widget
        self._header = view.header() if isinstance(view, QTreeView) else None
        self.before = view.columnViewportPosition(Column.DESTINATION) if isinstance(view, QTreeView) else 0
        self.before += self._header.offset() if self._header is not None else 0
        self.marks = view.columnWidth(Column.MARK) if isinstance(view, QTreeView) else 0
        # One baseline for a row, whatever fonts its columns have.
        metrics = QFontMetrics(self.font)
        self.baseline = self.rect.top() + (self.rect.height() + metrics.ascent() - metrics.descent()) // 2
        self.selected = bool(state & _LIT)
        self.focused = bool(state & QStyle.StateFlag.State_HasFocus)
        self.open = bool(state & QStyle.StateFlag.State_Open) and isinstance(view, QTreeView)
        self.text = self.palette.color(QPalette.ColorRole.Text)
        ground = self.palette.color(QPalette.ColorRole.Base)
        self.selection = blend(ground, colour(Meaning.REQUIRED, self.palette), 0.17)

    def is_first(self, index: Index) -> bool:
        """Whether a cell stands at the left edge of the table."""
        header = self._header
        if header is None:
            return index.column() == 0
        shown = [header.logicalIndex(place) for place in range(header.count())]
        return index.column() == next(column for column in shown if not header.isSectionHidden(column))


def host_font(font: QFont) -> QFont:
    """Return the font of the destinations."""
    return scaled_font(fixed_font(font), 0.9)


def _service_font(font: QFont) -> QFont:
    return scaled_font(fixed_font(font), 0.9)


def _number_font(font: QFont) -> QFont:
    return scaled_font(font, HELPER_SCALE)


_FONTS = {Column.SERVICE: _service_font, Column.NUMBER: _number_font}


def number_width(font: QFont) -> int:
    """Return how wide the column of line numbers has to be, in pixels."""
    return QFontMetrics(_number_font(font)).horizontalAdvance("000") + PADDING


def service_width(texts: list[str], font: QFont) -> int:
    """Return how wide the column of services has to be, in pixels."""
    metrics = QFontMetrics(_service_font(font))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + PADDING + 6


def destination_width(texts: list[str], font: QFont) -> int:
    """Return how wide the column of destinations has to be so that none is elided, in pixels."""
    metrics = QFontMetrics(host_font(font))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + TEXT_AT + PADDING + 2


def marks_width(most: int) -> int:
    """Return how wide the column has to be for so many marks beside each other, in pixels."""
    return most * (_SIDE + _BETWEEN_MARKS) + PADDING


def _square(rect: QRect, left: int, side: int = _SIDE) -> QRectF:
    return QRectF(rect.left() + left, rect.center().y() - side / 2 + 0.5, side, side)


def _paint_arrow(painter: QPainter, rect: QRect, look: _Look, has_lines: bool) -> None:
    if not has_lines:
        return
    centre = rect.center()
    half = 4
    if look.open:
        corners = [centre + QPoint(-half, -2), centre + QPoint(half + 1, -2), centre + QPoint(0, 3)]
    else:
        corners = [centre + QPoint(-2, -half), centre + QPoint(-2, half + 1), centre + QPoint(3, 0)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(muted(look.palette))
    painter.drawPolygon(QPolygonF([corner.toPointF() for corner in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_check(painter: QPainter, box: QRectF, look: _Look, ticked: bool) -> None:
    painter.setPen(QPen(muted(look.palette), 1.1))
    painter.setBrush(look.palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    if ticked:
        paint_mark(painter, box.adjusted(1, 1, -1, -1), Meaning.DONE, look.text)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_notes(painter: QPainter, look: _Look, line: LineRow) -> None:
    right = look.rect.right() - 8 - _SIDE - look.rect.left()
    for note in reversed(line.notes):
        paint_mark(painter, _square(look.rect, right), note, colour(note, look.palette))
        right -= _SIDE + _BETWEEN_MARKS


def _paint_decision(painter: QPainter, look: _Look, line: LineRow, word: str) -> None:
    if line.state is None:
        return
    meaning = STATE_MARKS[line.state]
    paint_mark(painter, _square(look.rect, 4, 13), meaning, colour(meaning, look.palette))
    painter.setFont(look.font)
    painter.setPen(look.text if look.selected else colour(meaning, look.palette))
    room = look.rect.width() - DECISION_AT - 4
    painter.drawText(
        look.rect.left() + DECISION_AT,
        look.baseline,
        painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room),
    )


def _paint_focus(painter: QPainter, look: _Look) -> None:
    painter.setPen(QPen(colour(Meaning.REQUIRED, look.palette), 1, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(look.rect).adjusted(1.5, 0.5, -0.5, -1.5))
