"""The lists that a cluster gave, in one view: read, assumed, must ask, and what is in no plan."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QStandardItem
from PySide6.QtGui import QStandardItemModel as Model
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from planner.domain.text import CHINESE
from planner.gui.colours import Meaning
from planner.gui.delegates.wrapping_delegate import QUIET, WrappingDelegate
from planner.gui.marks import mark_icon
from planner.gui.widgets.styled_label import RESTYLE
from planner.session.cluster_lists import TITLES, VALUE, WHAT, WHERE_OR_WHY, ListKind, ListRow

MARKS = {
    ListKind.READ: Meaning.DONE,
    ListKind.ASSUMED: Meaning.ASSUMED,
    ListKind.ASK: Meaning.ADVISORY,
    ListKind.IGNORED: Meaning.REMARK,
}
MOST_SHOWN = 500
"""Rows of one list that the view holds; copying takes all."""
_SHARES = (25, 32)
"""How much of the width the first two columns have, in hundredths; the third takes the rest."""
_Rows = Mapping[ListKind, tuple[ListRow, ...]]


class ClusterListsView(QTreeView):
    """Shows rows that it is given. Everything is plain text; what is in no plan is folded at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: _Rows = {}
        self._language = "en"
        self._heads: dict[ListKind, QStandardItem] = {}
        self._model = Model(0, 3, self)
        self.setModel(self._model)
        self.setItemDelegate(WrappingDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(20)
        header = self.header()
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(90)
        header.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())

    def show_rows(self, rows: _Rows, language: str, more: str) -> None:
        """Show the lists that hold something and, of the first three, also those that hold nothing.

        Args:
            rows: what each list holds.
            language: of the words.
            more: what stands below a list that is longer than the view shows, with ``{n}`` for how many.
        """
        self._rows, self._language = rows, language
        self._heads.clear()
        self._model.clear()
        heads = (WHAT, VALUE, WHERE_OR_WHY)
        self._model.setHorizontalHeaderLabels([text.in_language(language) for text in heads])
        for kind in ListKind:
            found = rows.get(kind, ())
            if not found and kind is ListKind.IGNORED:
                continue
            head = self._head(kind, len(found))
            for row in found[:MOST_SHOWN]:
                head.appendRow(self._cells(kind, row))
            if len(found) > MOST_SHOWN:
                said = QStandardItem(more.replace("{n}", str(len(found) - MOST_SHOWN)))
                said.setData(True, QUIET)
                head.appendRow([said, QStandardItem(), QStandardItem()])
            self._model.appendRow(head)
            self.setFirstColumnSpanned(head.row(), QModelIndex(), True)
            self.setExpanded(head.index(), kind is not ListKind.IGNORED)
            self._heads[kind] = head
        self._share_width()
        if ListKind.READ in self._heads:
            # The keyboard begins here; nothing is selected yet, so that copying takes everything.
            first = self._heads[ListKind.READ].index()
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollToTop()

    def _head(self, kind: ListKind, count: int) -> QStandardItem:
        head = QStandardItem(counted(kind, count, self._language))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        head.setFont(font)
        head.setIcon(mark_icon(MARKS[kind], self.palette()))
        return head

    def _cells(self, kind: ListKind, row: ListRow) -> list[QStandardItem]:
        texts = self._texts(row)
        cells = [QStandardItem(text) for text in texts]
        # Where something stood is looked at second; a reason is what a person reads.
        cells[2].setData(kind is ListKind.READ, QUIET)
        if not row.there or not row.taken:
            cells[1].setData(True, QUIET)
        return cells

    def _texts(self, row: ListRow) -> tuple[str, str, str]:
        detail = row.detail.in_language(self._language)
        if row.path:
            detail = f"{detail}\n{row.path}" if detail else row.path
        return row.what.in_language(self._language), row.value.in_language(self._language), detail

    # --- what a person does -----------------------------------------------------------------

    def show_list(self, kind: ListKind) -> None:
        """Bring a list to the top of the view, unfold it and put the focus on its head."""
        head = self._heads.get(kind)
        if head is None:
            return
        self.setExpanded(head.index(), True)
        self.setCurrentIndex(head.index())
        self.scrollTo(head.index(), QAbstractItemView.ScrollHint.PositionAtTop)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def copied(self) -> str:
        """Return all lists as text: each with its title, its rows with tabs."""
        parts = []
        for kind in ListKind:
            found = self._rows.get(kind, ())
            if found or kind is not ListKind.IGNORED:
                lines = ["\t".join(_one_line(cell) for cell in self._texts(row)) for row in found]
                parts.append("\n".join([counted(kind, len(found), self._language), *lines]))
        return "\n\n".join(parts) + "\n"

    def copy_selection(self) -> None:
        """Copy the selected rows, or everything where heads alone are selected."""
        chosen = [index for index in self.selectionModel().selectedRows() if index.parent().isValid()]
        chosen.sort(key=lambda index: (index.parent().row(), index.row()))
        lines = []
        for index in chosen:
            cells = (str(index.siblingAtColumn(column).data() or "") for column in range(3))
            lines.append("\t".join(_one_line(cell) for cell in cells) + "\n")
        QGuiApplication.clipboard().setText("".join(lines) or self.copied())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        else:
            super().keyPressEvent(event)

    # --- the look ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLE:
            for kind, head in getattr(self, "_heads", {}).items():
                head.setIcon(mark_icon(MARKS[kind], self.palette()))

    def _share_width(self) -> None:
        width = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, width * share // 100)
        self.scheduleDelayedItemsLayout()


def counted(kind: ListKind, count: int, language: str) -> str:
    """Return a list's title and how many lines it has."""
    title = TITLES[kind].in_language(language)
    return f"{title} {count}" if language == CHINESE else f"{title}: {count}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
