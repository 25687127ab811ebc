"""Open points as a list: severity as mark and word, what is open, what that costs; each leads to what settles it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner.domain.readiness import OpenPoint
from planner.gui.colours import Meaning, blend, colour, muted
from planner.gui.marks import paint_mark
from planner.gui.plain import as_tip
from planner.gui.widgets.labels import HELPER_SCALE, scaled_font

MOST_POINTS = 100
"""More are counted: nobody reads a list of two thousand services, and F8 leads through all of them."""
_EDGE, _MARK, _TEXT_AT, _AIR = 8, 13, 20, 4
_COST_SCALE = 0.82
_Index = QModelIndex | QPersistentModelIndex
_UNBOUNDED = 1000
_Run = tuple[int, int, QColor, bool]
"""Where a run of letters starts, how long it is, its colour, and whether it is heavy."""
_Draw = Callable[[QPainter, QPointF], None]


def meaning_of(point: OpenPoint) -> Meaning:
    """Return the mark of a point's severity."""
    return Meaning.PROBLEM if point.blocks else Meaning.ADVISORY


class PointsModel(QAbstractListModel):
    """The points of a plan in one language; beyond the first hundred a last row counts the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without points."""
        super().__init__(parent)
        self.points: tuple[OpenPoint, ...] = ()
        self.language = "en"
        self.words: dict[bool, str] = {}
        """What a point's severity is called, by whether it blocks."""
        self.steps: tuple[str, ...] = ()
        """The step on which each point is settled, in words."""
        self.rest = ""

    def show_points(
        self,
        points: tuple[OpenPoint, ...],
        steps: tuple[str, ...],
        language: str,
        words: dict[bool, str],
        rest: str,
    ) -> None:
        """Show other points, or the same in another language."""
        given = (points, steps, language, words, rest)
        if given == (self.points, self.steps, self.language, self.words, self.rest):
            return
        self.beginResetModel()
        self.points, self.steps, self.language, self.words, self.rest = given
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        if parent.isValid():
            return 0
        return min(len(self.points), MOST_POINTS) + (len(self.points) > MOST_POINTS)

    def point(self, index: _Index) -> OpenPoint | None:
        """Return the point of a row, None for the row that counts the rest."""
        row = index.row()
        return self.points[row] if index.isValid() and row < min(len(self.points), MOST_POINTS) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is open, and with severity, cost and step as a tip and for a screen reader."""
        if not index.isValid():
            return None
        point = self.point(index)
        if point is None:
            return self.rest if role in _TOLD else None
        said, cost = point.title.in_language(self.language), point.cost.in_language(self.language)
        if role == Qt.ItemDataRole.DisplayRole:
            return said
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = "\n".join(part for part in (f"{self.words[point.blocks]}: {said}", cost) if part)
            return as_tip(whole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            stop = "。" if self.language == "zh" else ". "
            parts = (f"{self.words[point.blocks]}: {said}", cost, self.steps[index.row()])
            return stop.join(part.rstrip(".。") for part in parts if part)
        return None


_TOLD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class PointDelegate(QStyledItemDelegate):
    """Draws a point: mark and severity, what is open, the cost below it, quiet; a narrow list breaks both."""

    def __init__(self, view: PointsList) -> None:
        """Draw for ``view``, whose width decides where lines break.

        Colours are the application's: a view without a ground of its own has no page colour to choose them by.
        """
        super().__init__(view)
        self._view = view
        self._edge = _EDGE if view.wide else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        height = sum(height for _, height in self._paragraphs(width, index)) + 2 * _AIR
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one point."""
        box = QRect(option.rect)
        self._paint_ground(painter, box, option)
        palette = QGuiApplication.palette()
        point = self._view.points.point(index)
        top = box.top() + _AIR
        if point is not None:
            ascent = QFontMetrics(self._view.title_font).ascent()
            mark = QRectF(box.left() + self._edge, top + max(0, ascent - _MARK) / 2 + 1, _MARK, _MARK)
            paint_mark(painter, mark, meaning_of(point), colour(meaning_of(point), palette))
        for draw, height in self._paragraphs(box.width(), index):
            draw(painter, QPointF(box.left() + self._edge + _TEXT_AT, top))
            top += height

    def _paint_ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        palette = QGuiApplication.palette()
        state = option.state
        ground = palette.color(QPalette.ColorRole.Base)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, blend(ground, palette.color(QPalette.ColorRole.Text), 0.06))
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1.4))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
            painter.restore()

    def _paragraphs(self, width: int, index: _Index) -> list[tuple[_Draw, int]]:
        """Return what to draw below each other, each with its height in pixels."""
        view, palette = self._view, QGuiApplication.palette()
        room = max(60, width - _TEXT_AT - 2 * self._edge)
        point = view.points.point(index)
        said = str(index.data() or "").replace("\n", " ")
        text = palette.color(QPalette.ColorRole.Text)
        if point is None:
            return [
                _paragraph(said, view.cost_font, [(0, len(said), muted(palette), False)], room, _UNBOUNDED)
            ]
        word = view.points.words[point.blocks] + ("：" if view.points.language == "zh" else ": ")
        runs = [(0, len(word), colour(meaning_of(point), palette), True), (len(word), len(said), text, False)]
        found = [_paragraph(word + said, view.title_font, runs, room, _UNBOUNDED if view.wide else 3)]
        cost = point.cost.in_language(view.points.language).replace("\n", " ")
        if view.wide:
            step = view.points.steps[index.row()]
            link = palette.color(QPalette.ColorRole.Link)
            gap = "  •  " if cost else ""
            runs = [
                (0, len(cost + gap), muted(palette), False),
                (len(cost + gap), len(step), link, False),
            ]
            found.append(_paragraph(cost + gap + step, view.cost_font, runs, room, _UNBOUNDED))
        elif cost:
            found.append(_paragraph(cost, view.cost_font, [(0, len(cost), muted(palette), False)], room, 2))
        return found


def _paragraph(text: str, font: QFont, runs: list[_Run], width: int, most: int) -> tuple[_Draw, int]:
    """Lay plain ``text`` out in at most ``most`` lines; ``runs`` are (start, length, colour, heavy)."""
    layout = _laid_out(text, font, runs, width, most + 1)
    if layout.lineCount() > most:
        last = layout.lineAt(most - 1).textStart()
        shown = QFontMetrics(font).elidedText(text[last:], Qt.TextElideMode.ElideRight, width - 4)
        layout = _laid_out(text[:last] + shown, font, runs, width, most)
    metrics = QFontMetrics(font)
    # CJK fonts come with much air of their own.
    pitch = round((metrics.ascent() + metrics.descent()) * 1.02)
    lines = layout.lineCount()
    for number in range(lines):
        layout.lineAt(number).setPosition(QPointF(0, number * pitch))
    return layout.draw, lines * pitch


def _laid_out(text: str, font: QFont, runs: list[_Run], width: int, most: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats = []
    for start, length, shade, heavy in runs:
        run = QTextLayout.FormatRange()
        run.start, run.length = start, max(0, min(length, len(text) - start))
        if heavy:
            run.format.setFontWeight(QFont.Weight.DemiBold)
        run.format.setForeground(shade)
        formats.append(run)
    layout.setFormats(formats)
    layout.beginLayout()
    while layout.lineCount() < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout


class PointsList(QListView):
    """One row a root cause. A click or Enter on a row emits `wanted` with its `OpenPoint`."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        """Start without points; a ``wide`` list says everything in full, and the step it is settled on."""
        super().__init__(parent)
        self.wide = wide
        self.points = PointsModel(self)
        self.setModel(self.points)
        self.setItemDelegate(PointDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._tell)
        self._dress()

    def show_points(self, points: tuple[OpenPoint, ...], steps: tuple[str, ...], language: str) -> None:
        """Show ``points``; ``steps`` says in words on which step each is settled."""
        words = {True: self.tr("Blocks"), False: self.tr("Warns")}
        rest = len(points) - MOST_POINTS
        more = self.tr("%n more. F8 leads from one to the next.", "", rest) if rest > 0 else ""
        row = self.currentIndex().row()
        self.points.show_points(points, steps, language, words, more)
        if not self.currentIndex().isValid() and self.points.rowCount():
            self.setCurrentIndex(self.points.index(min(max(row, 0), self.points.rowCount() - 1)))

    def height_within(self, most: int) -> int:
        """Return how high the list is without a scroll bar, in pixels, but no more than ``most``."""
        option, delegate = QStyleOptionViewItem(), self.itemDelegate()
        height = 2
        for row in range(self.points.rowCount()):
            height += delegate.sizeHint(option, self.points.index(row)).height()
            if height >= most:
                return most
        return height

    def start_again(self) -> None:
        """Show the first point, as for a plan that was just opened."""
        self.setCurrentIndex(self.points.index(0))
        self.scrollToTop()

    def choose(self, point_id: str) -> None:
        """Put the cursor on a point, so that the list shows which one F8 came to."""
        for row, point in enumerate(self.points.points[:MOST_POINTS]):
            if point.id == point_id:
                self.setCurrentIndex(self.points.index(row))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._tell(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._dress()
            self.scheduleDelayedItemsLayout()

    def _dress(self) -> None:
        self.title_font = scaled_font(self.font(), HELPER_SCALE if not self.wide else 1.0)
        self.cost_font = scaled_font(self.font(), _COST_SCALE if not self.wide else HELPER_SCALE)

    def _tell(self, index: _Index) -> None:
        point = self.points.point(index)
        if point is not None:
            self.wanted.emit(point)
