"""What a copy of Microsoft's page has more, less or otherwise, as a table: one row a finding, every text plain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from planner.catalog.model import Catalog
from planner.exporters.safe_text import clipped, one_line
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.plain import as_tip
from planner.gui.widgets.labels import fixed_font
from planner.planning.page_check import PageFinding, PageFindings
from planner.session.page_words import (
    COLUMNS,
    KIND_WORDS,
    PageFindingKind,
    cloud_label,
    feature_label,
    listed,
    services_said,
)

KIND_MARKS = {
    PageFindingKind.MISSING: Meaning.ADVISORY,
    PageFindingKind.EXTRA: Meaning.STALE,
    PageFindingKind.DIFFERENT: Meaning.ADVISORY,
    PageFindingKind.IN_WORDS: Meaning.NOT_NEEDED,
}
"""The mark in front of each kind's word."""

_LONGEST = 300
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, in the order of `COLUMNS`."""

    KIND = 0
    CLOUD = 1
    FEATURE = 2
    DESTINATION = 3
    SERVICE = 4
    SECTION = 5


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; ``cells`` are its texts in the order of the columns."""

    kind: PageFindingKind
    finding: PageFinding
    cells: tuple[str, ...]


def finding_rows(findings: PageFindings, catalog: Catalog, language: str) -> tuple[FindingRow, ...]:
    """Return a row for each finding: by cloud and feature, within these kind by kind."""
    clouds = [cloud.id for cloud in catalog.clouds]
    features = [feature.id for feature in catalog.features]

    def order(entry: tuple[PageFindingKind, PageFinding]) -> tuple[int, int]:
        finding = entry[1]
        known = finding.feature in features
        return clouds.index(finding.cloud), features.index(finding.feature) if known else len(features)

    rows = []
    for kind, finding in sorted(listed(findings), key=order):
        word = KIND_WORDS[kind].in_language(language)
        cells = (
            word[:1].upper() + word[1:],
            cloud_label(finding.cloud, catalog).in_language(language),
            feature_label(finding.feature, catalog).in_language(language),
            finding.destination,
            services_said(finding),
            finding.section,
        )
        rows.append(FindingRow(kind, finding, tuple(clipped(one_line(cell), _LONGEST) for cell in cells)))
    return tuple(rows)


class PageFindingsModel(QAbstractTableModel):
    """The findings against one edition."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        """Start without findings."""
        super().__init__(parent)
        self.rows: tuple[FindingRow, ...] = ()
        self._language = language
        palette = QGuiApplication.palette()
        self._icons = {kind: mark_icon(meaning, palette) for kind, meaning in KIND_MARKS.items()}

    def show_rows(self, rows: tuple[FindingRow, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)
        head = tuple(COLUMNS.values())[section]
        return head.in_language(self._language) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, a kind's mark, and the whole row for a screen reader."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], Column(index.column())
        roles = Qt.ItemDataRole
        said: dict[int, object] = {roles.DisplayRole: row.cells[column]}
        if column in (Column.DESTINATION, Column.SERVICE, Column.SECTION):
            said[roles.ToolTipRole] = as_tip(row.cells[column]) or None
        if column is Column.KIND:
            said[roles.DecorationRole] = self._icons[row.kind]
            said[roles.AccessibleTextRole] = ", ".join(cell for cell in row.cells if cell)
        if column is Column.DESTINATION:
            said[roles.FontRole] = fixed_font(QFont(QGuiApplication.font()))
        return said.get(role)
