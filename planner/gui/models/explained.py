"""Answers to *which line is this host?* as a table: prepared once, words made when a row is painted."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from planner.catalog.model import Catalog
from planner.domain.text import CHINESE
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon, paint_mark
from planner.gui.models.rule_rows import feature_label
from planner.gui.widgets.labels import fixed_font
from planner.planning.explain import Explanation, HostVerdict
from planner.session.explaining import COLUMNS, UNOFFICIAL, UNWRITTEN, VERDICT_WORDS, cells_of, reason_of

VERDICT_MARKS = {
    HostVerdict.ALLOWED: Meaning.DONE,
    HostVerdict.LEFT_OUT: Meaning.LEFT_OUT,
    HostVerdict.STILL_OPEN: Meaning.ADVISORY,
    HostVerdict.NOT_NEEDED: Meaning.NOT_NEEDED,
    HostVerdict.FEATURE_OFF: Meaning.ADVISORY,
    HostVerdict.RETIRED: Meaning.STALE,
    HostVerdict.REPORTED: Meaning.REMARK,
    HostVerdict.UNKNOWN: Meaning.PROBLEM,
}
"""The mark in front of each verdict's word."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MARK, _SHARP = 15, 2


class Column(IntEnum):
    """The columns, in the order of `COLUMNS`."""

    HOST = 0
    PORT = 1
    ANSWER = 2
    LINE = 3
    FEATURE = 4
    COUNT = 5
    WHY = 6


_KEYS = tuple(COLUMNS)
_NUMBERS = (Column.PORT, Column.LINE, Column.COUNT)


class ExplainedModel(QAbstractTableModel):
    """One row a host; every text is plain."""

    def __init__(self, catalog: Catalog, language: str, parent: QObject | None = None) -> None:
        """Start without answers; ``catalog`` names features."""
        super().__init__(parent)
        self._catalog, self.language = catalog, language
        self.answers: tuple[Explanation, ...] = ()
        self._icons: dict[Meaning, QIcon] = {}

    def show_answers(self, answers: tuple[Explanation, ...], language: str) -> None:
        """Show other answers, or the same in another language."""
        self.beginResetModel()
        self.answers, self.language = answers, language
        self._icons.clear()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.answers)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[_KEYS[section]].in_language(self.language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, its side, a verdict's mark, and the whole row for a screen reader."""
        if not index.isValid():
            return None
        answer, column = self.answers[index.row()], index.column()
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return self.cells(answer)[column]
        if role == roles.TextAlignmentRole:
            return _side(column)
        if column == Column.ANSWER and role == roles.DecorationRole:
            return self._icon(mark_of(answer))
        return self._host_data(answer, role) if column == Column.HOST else None

    def _host_data(self, answer: Explanation, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return fixed_font(QFont(QGuiApplication.font()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in self.cells(answer) if cell)
        return None

    def cells(self, answer: Explanation) -> tuple[str, ...]:
        """Return a row's texts in the order of the columns, as people read them."""
        cells = cells_of(answer, self.language)
        feature = answer.feature
        cells["feature"] = feature_label(self._catalog, feature, self.language) if feature else ""
        cells["answer"] = word_of(answer, self.language)
        return tuple(cells[key] for key in _KEYS)

    def _icon(self, meaning: Meaning) -> QIcon:
        if meaning not in self._icons:
            self._icons[meaning] = _icon(meaning)
        return self._icons[meaning]


def _icon(meaning: Meaning) -> QIcon:
    """Return a mark in its own colour, and in that of the words in a selected row."""
    palette = QGuiApplication.palette()
    icon = mark_icon(meaning, palette, _MARK)
    pixmap = QPixmap(QSize(_MARK, _MARK) * _SHARP)
    pixmap.setDevicePixelRatio(_SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    shade = palette.color(QPalette.ColorRole.HighlightedText)
    paint_mark(painter, QRectF(0, 0, _MARK, _MARK), meaning, shade)
    painter.end()
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def mark_of(answer: Explanation) -> Meaning:
    """Return the mark in front of an answer: no tick for a line that cannot be written yet."""
    return Meaning.ADVISORY if answer.is_only_planned else VERDICT_MARKS[answer.verdict]


def word_of(answer: Explanation, language: str) -> str:
    """Return the verdict's word as it stands at the beginning of a cell."""
    word = (UNWRITTEN if answer.is_only_planned else VERDICT_WORDS[answer.verdict]).in_language(language)
    return word[:1].upper() + word[1:]


def said_of(answer: Explanation, language: str) -> str:
    """Return everything that is known of a host, as plain text; a field report is called unofficial."""
    said = reason_of(answer, language)
    if answer.verdict is HostVerdict.REPORTED:
        between = "" if language == CHINESE else " "
        said = f"{UNOFFICIAL.in_language(language)}{between}{said}"
    return said


def _side(column: int) -> int:
    sides = Qt.AlignmentFlag
    side = sides.AlignHCenter if column in _NUMBERS else sides.AlignLeft
    return int((side | sides.AlignVCenter).value)
