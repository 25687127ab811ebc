"""The row above the rules table: search, which lines, and how they stand together."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from planner.gui.models.rule_groups import DECISIONS, Grouping, Show
from planner.gui.widgets.boxes import ComboBox

_KEY = "rules/grouping"
_KINDS_BEGIN_AT = 6


class RulesFilter(QWidget):
    """Asks what to show. `changed` says that something else is wanted, `down_wanted` leads into the table."""

    changed = Signal()
    down_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row; the grouping is that of last time."""
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.show_box = ComboBox(self)
        self.group_box = ComboBox(self)
        for show in Show:
            if show not in DECISIONS:
                self.show_box.addItem(show.value, show.value)
        self.show_box.insertSeparator(_KINDS_BEGIN_AT)
        for grouping in Grouping:
            self.group_box.addItem(grouping.value, grouping.value)
        kept = str(QSettings().value(_KEY, Grouping.FEATURE.value, type=str))
        self.group_box.setCurrentIndex(max(self.group_box.findData(kept), 0))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search, 1)
        layout.addWidget(self.show_box)
        layout.addWidget(self.group_box)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.show_box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.group_box.currentIndexChanged.connect(lambda _: self._regroup())

    def retranslate(self) -> None:
        """Set the texts."""
        self.search.setPlaceholderText(self.tr("Find host, service or reason"))
        self.search.setAccessibleName(self.tr("Find host, service or reason"))
        self.show_box.setAccessibleName(self.tr("Lines to show"))
        self.group_box.setAccessibleName(self.tr("Group rules by"))
        self._name_decisions({})
        shows = {
            Show.ALL: self.tr("All rules"),
            Show.REQUIRED: self.tr("Required"),
            Show.OPTIONAL: self.tr("Optional"),
            Show.LEFT_OUT: self.tr("Left out"),
            Show.REMARKS: self.tr("With remarks"),
            Show.ASSUMED: self.tr("Assumed"),
            Show.APPLICATION: self.tr("Application rules"),
            Show.NETWORK: self.tr("Network rules"),
            Show.NAT: self.tr("NAT rules"),
        }
        groupings = {
            Grouping.FEATURE: self.tr("By feature"),
            Grouping.KIND: self.tr("By kind"),
            Grouping.DECISION: self.tr("By decision"),
        }
        for show, text in shows.items():
            self.show_box.setItemText(self.show_box.findData(show.value), text)
        for grouping, text in groupings.items():
            self.group_box.setItemText(self.group_box.findData(grouping.value), text)

    def add_link(self, link: QWidget) -> None:
        """Put a way to something else at the end of the row."""
        row = self.layout()
        if row is not None:
            row.addWidget(link)

    def show_assumed(self, count: int) -> None:
        """Say beside its name how many lines the filter *Assumed* shows."""
        text = self.tr("Assumed ({0})").format(count) if count else self.tr("Assumed")
        self.show_box.setItemText(self.show_box.findData(Show.ASSUMED.value), text)

    def show_decisions(self, counts: Mapping[Show, int]) -> None:
        """Offer lines by what was decided on them, once an approval was read; nothing of it before."""
        there = self.show_box.findData(Show.OPEN.value) >= 0
        if counts and not there:
            self.show_box.insertSeparator(self.show_box.count())
            for show in DECISIONS:
                self.show_box.addItem(show.value, show.value)
        elif there and not counts:
            if self.show_lines in DECISIONS:
                self.show_box.setCurrentIndex(0)
            for show in DECISIONS:
                self.show_box.removeItem(self.show_box.findData(show.value))
            self.show_box.removeItem(self.show_box.count() - 1)
        self._name_decisions(counts)

    def _name_decisions(self, counts: Mapping[Show, int]) -> None:
        words = {
            Show.APPROVED: self.tr("Approved"),
            Show.REJECTED: self.tr("Rejected"),
            Show.ASKED: self.tr("Asked back"),
            Show.OPEN: self.tr("Not decided"),
        }
        for show, word in words.items():
            place = self.show_box.findData(show.value)
            if place >= 0:
                self.show_box.setItemText(place, f"{word} ({counts[show]})" if show in counts else word)

    def choose(self, show: Show) -> None:
        """Show lines of one kind alone."""
        self.show_box.setCurrentIndex(max(self.show_box.findData(show.value), 0))

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def show_lines(self) -> Show:
        """Which lines are wanted."""
        return Show(self.show_box.currentData())

    @property
    def grouping(self) -> Grouping:
        """How the lines are to stand together."""
        return Grouping(self.group_box.currentData())

    def set_grouping(self, key: str) -> None:
        """Group by ``feature``, ``kind`` or ``decision``."""
        position = self.group_box.findData(key)
        if position >= 0:
            self.group_box.setCurrentIndex(position)

    def clear(self) -> None:
        """Ask for every line."""
        self.search.clear()
        self.show_box.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow down lead into the table, and Escape clear the search."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.down_wanted.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _regroup(self) -> None:
        QSettings().setValue(_KEY, self.grouping.value)
        self.changed.emit()
