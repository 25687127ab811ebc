"""The rules table as an item model: headings at the top level, lines below them."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.domain.text import Text
from planner.gui.colours import Meaning
from planner.gui.models.decisions import state_word
from planner.gui.models.rule_groups import GroupRow
from planner.gui.models.rule_rows import ASSUMED_WORD, NEED_WORDS, LineRow, separator
from planner.gui.plain import as_tip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_GROUP_ID = 0


class Column(IntEnum):
    """Columns of the table. The number is shown first; kind and source are hidden until someone asks."""

    DESTINATION = 0
    SERVICE = 1
    ASKED_FOR_BY = 2
    NUMBER = 3
    KIND = 4
    SOURCE = 5
    MARK = 6
    DECISION = 7


HEADINGS = {
    Column.DESTINATION: Text("Destination", "目标"),
    Column.SERVICE: Text("Service", "服务"),
    Column.ASKED_FOR_BY: Text("Asked for by", "所属功能"),
    Column.NUMBER: Text("No.", "序号"),
    Column.KIND: Text("Kind", "类型"),
    Column.SOURCE: Text("Source address", "源地址"),
    Column.MARK: Text("Mark", "标记"),
    Column.DECISION: Text("Decision", "决定"),
}
MARK_WORDS = {
    Meaning.ASSUMED: ASSUMED_WORD,
    Meaning.REMARK: Text("see remark", "见备注"),
    Meaning.ADVISORY: Text("advisory", "提醒"),
}
_FIELDS = {
    Column.DESTINATION: "destination",
    Column.SERVICE: "service",
    Column.ASKED_FOR_BY: "asked_for_by",
    Column.NUMBER: "number",
    Column.KIND: "kind",
    Column.SOURCE: "source",
}


class RulesModel(QAbstractItemModel):
    """Shows prepared groups. Filtering and grouping happen before, over plain rows.

    A tick is not kept here: `tick_wanted` asks for it (line key, include or not), and the answer comes
    back with the next `show_groups`.
    """

    tick_wanted = Signal(str, bool)
    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[GroupRow, ...] = ()
        self._language = "en"

    @property
    def groups(self) -> tuple[GroupRow, ...]:
        """The headings with their lines as they are shown now."""
        return self._groups

    def show_groups(self, groups: tuple[GroupRow, ...], language: str) -> None:
        """Replace the content; where the same lines stay in place, selection and scrolling stay too."""
        if language != self._language:
            self._language = language
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if _shape(groups) != _shape(self._groups):
            self.beginResetModel()
            self._groups = groups
            self.endResetModel()
            return
        self._groups = groups
        for row, group in enumerate(groups):
            head = self.index(row, 0)
            self.dataChanged.emit(head, head)
            if group.lines:
                first, last = self.index(0, 0, head), self.index(len(group.lines) - 1, len(Column) - 1, head)
                self.dataChanged.emit(first, last)

    def line(self, index: Index) -> LineRow | None:
        """Return the line at ``index``, or None for a heading."""
        if not index.isValid() or index.internalId() == _GROUP_ID:
            return None
        return self._groups[index.internalId() - 1].lines[index.row()]

    def group(self, index: Index) -> GroupRow | None:
        """Return the heading at ``index``, or None for a line."""
        if not index.isValid() or index.internalId() != _GROUP_ID:
            return None
        return self._groups[index.row()]

    def index_of(self, key: str) -> QModelIndex:
        """Return where the line with this key stands, or an index that is not valid."""
        for number, group in enumerate(self._groups):
            for row, line in enumerate(group.lines):
                if line.key == key:
                    return self.index(row, 0, self.index(number, 0))
        return QModelIndex()

    # --- what Qt asks ---------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        """Return where a heading or, below one, a line stands."""
        # Not hasIndex(): a tree that is opened asks for a thousand of them.
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(Column)):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP_ID)

    def parent(self, index: Index = _NO_PARENT) -> QModelIndex:  # type: ignore[override]
        """Return the heading above a line; headings have none above them."""
        if not index.isValid() or index.internalId() == _GROUP_ID:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP_ID)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != _GROUP_ID or parent.column() != 0:
            return 0
        return len(self._groups[parent.row()].lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with an entry: everything can be selected, optional lines can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line(index)
        if line is None:
            return flags
        if index.column() == Column.DESTINATION and line.can_be_ticked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADINGS[Column(section)].in_language(self._language)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, whether it is ticked, and what a screen reader says."""
        line = self.line(index)
        if line is None:
            return self._group_data(index, role)
        if role == self.RowRole:
            return line
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_of(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.ASKED_FOR_BY, Column.MARK):
            said = self.text_of(line, column)
            whole = "\n".join((said, line.assumption)) if line.assumption else said
            return as_tip(whole) or None
        return self._name_data(line, role) if column is Column.DESTINATION else None

    def _name_data(self, line: LineRow, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(line.destination)  # whole, where the column is too narrow for it
        if role == Qt.ItemDataRole.CheckStateRole and line.can_be_ticked:
            return Qt.CheckState.Unchecked if line.left_out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            need = NEED_WORDS[line.mark].in_language(self._language)
            assumed = (ASSUMED_WORD.in_language(self._language),) if line.assumed else ()
            decided = (state_word(line.state, self._language),) if line.state is not None else ()
            return separator(self._language).join((line.destination, need, *assumed, *decided))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index)
        if line is None or role != Qt.ItemDataRole.CheckStateRole or not line.can_be_ticked:
            return False
        self.tick_wanted.emit(line.key, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def text_of(self, line: LineRow, column: Column) -> str:
        """Return what a line's cell says."""
        if column is Column.DECISION:
            return state_word(line.state, self._language) if line.state is not None else ""
        if column is Column.MARK:
            words = (MARK_WORDS[note].in_language(self._language) for note in line.notes)
            return separator(self._language).join(words)
        value = getattr(line, _FIELDS[column])
        return str(value) if value else ""

    def _group_data(self, index: Index, role: int) -> object:
        group = self.group(index)
        if group is None or (index.column() != 0 and role != self.RowRole):
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (group.title, group.counts, group.remark)
            return separator(self._language).join(part for part in parts if part)
        said: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: group.title,
            Qt.ItemDataRole.ToolTipRole: as_tip(group.remark) or None,
            self.RowRole: group,
        }
        return said.get(role)


def _shape(groups: tuple[GroupRow, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.key, tuple(line.key for line in group.lines)) for group in groups]
