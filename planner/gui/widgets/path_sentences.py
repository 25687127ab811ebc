"""The traffic path in words: a numbered list that a screen reader reads, one item a step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.diagram.model import Leg, PathStep
from planner.gui.colours import Meaning, colour
from planner.gui.plain import as_html

Index = QModelIndex | QPersistentModelIndex
_HTML = Qt.ItemDataRole.UserRole + 1
_LEG = Qt.ItemDataRole.UserRole + 2
_NUMBER_ROOM = 20
_GAP = 6
LEG_MEANINGS = {Leg.REQUEST: Meaning.REQUIRED, Leg.ANSWER: Meaning.ADVISORY, Leg.DROPPED: Meaning.PROBLEM}


class PathSentences(QListWidget):
    """One sentence a step; the numbers are those on the picture's arrows and have their colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_SentenceDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)

    def show_steps(self, steps: tuple[PathStep, ...], language: str) -> None:
        """Show the steps; an unchanged step keeps its item, so that reading is not interrupted."""
        while self.count() > len(steps):
            self.takeItem(self.count() - 1)
        for position, step in enumerate(steps):
            item = self.item(position) if position < self.count() else QListWidgetItem(self)
            sentence = step.sentence.in_language(language)
            item.setText(f"{step.number}. {sentence}")
            item.setData(_HTML, _with_emphasis(sentence, step.emphasis.in_language(language)))
            item.setData(_LEG, step.leg.value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._fit()

    def sentences(self) -> list[str]:
        """Return what the list says, numbers included."""
        return [self.item(row).text() for row in range(self.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 40)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        height = sum(max(self.sizeHintForRow(row), 0) for row in range(self.count()))
        if height != self.height():
            self.setFixedHeight(max(height, 1))


class _SentenceDelegate(QStyledItemDelegate):
    """Paints number and sentence; the sentence wraps and its emphasis is bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 240
        return QSize(width, int(_document(index, view, width).size().height()) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide's stubs lack the option's fields.
        given: Any = option
        rect: QRect = given.rect
        state: QStyle.StateFlag = given.state
        view = self.parent()
        if not isinstance(view, QListWidget):
            return
        palette = view.palette()
        shade = colour(LEG_MEANINGS[Leg(index.data(_LEG))], palette)
        painter.save()
        font = view.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(shade)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(index.row() + 1))
        document = _document(index, view, rect.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, palette.color(QPalette.ColorRole.Text))
        painter.translate(rect.left() + _NUMBER_ROOM, rect.top())
        document.documentLayout().draw(painter, context)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(shade)
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -3), 3, 3)
            painter.restore()


def _document(index: Index, view: object, width: int) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    if isinstance(view, QListWidget):
        document.setDefaultFont(view.font())
    document.setHtml(str(index.data(_HTML) or ""))
    document.setTextWidth(max(width - _NUMBER_ROOM, 60))
    return document


def _with_emphasis(sentence: str, emphasis: str) -> str:
    if not emphasis or emphasis not in sentence:
        return as_html(sentence)
    before, _, after = sentence.partition(emphasis)
    return f"{as_html(before)}<b>{as_html(emphasis)}</b>{as_html(after)}"
