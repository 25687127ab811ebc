"""Cells whose words wrap: a row is as high as its longest cell needs at the width that its column has."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from planner.gui.colours import muted

QUIET = Qt.ItemDataRole.UserRole + 1
"""Role of a cell that is drawn in the muted colour."""
_SIDE, _TOP = 6, 2
_LINE_END = "\u2028"
"""What a line end is to a text layout."""
_AFTER_DOT = ".\u200b"
"""A host or a path breaks after a dot, if it has to."""


class WrappingDelegate(QStyledItemDelegate):
    """Draws plain text alone, from the top; cells without a parent (heads of lists) are left to the style."""

    def __init__(self, view: QTreeView) -> None:
        """Draw for ``view``, whose columns' widths count."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room that a cell needs at its column's width."""
        if not index.parent().isValid():
            return super().sizeHint(option, index) + QSize(0, 2 * _TOP)
        width = self._view.columnWidth(index.column())
        if index.column() == 0:
            width -= 2 * self._view.indentation()
        return QSize(width, self._laid_out(index, option.font, width - 2 * _SIDE)[1] + 2 * _TOP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row's background and the words."""
        if not index.parent().isValid():
            super().paint(painter, option, index)
            return
        style = self._view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        box: QRect = option.rect.adjusted(_SIDE, _TOP, -_SIDE, 0)
        layout, _ = self._laid_out(index, option.font, box.width())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        if chosen:
            group = QPalette.ColorGroup.Active
            if not option.state & QStyle.StateFlag.State_Active:
                group = QPalette.ColorGroup.Inactive
            painter.setPen(palette.color(group, QPalette.ColorRole.HighlightedText))
        else:
            painter.setPen(muted(palette) if index.data(QUIET) else palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(box.topLeft()))

    @staticmethod
    def _laid_out(
        index: QModelIndex | QPersistentModelIndex, font: QFont, width: int
    ) -> tuple[QTextLayout, int]:
        """Return the laid out words and their height; a word that is too long breaks where it must."""
        own = index.data(Qt.ItemDataRole.FontRole)
        text = str(index.data() or "").replace("\n", _LINE_END).replace(".", _AFTER_DOT)
        layout = QTextLayout(text, own if isinstance(own, QFont) else font)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapping)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 20))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, round(height + 0.5)
