"""Recent plans, and in each the lines that a newer edition changes, as a tree and as a table to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel

from planner.domain.rule import Rule
from planner.domain.service import services_text
from planner.domain.text import Text
from planner.exporters.safe_text import clipped, one_line
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.models.edition_items import heading_item, kind_words, row_items
from planner.planning.edition_words import line_counts
from planner.planning.page_changes import PageChangeKind
from planner.session.recent_editions import RecentReading, RecentState

_LONGEST = 300
"""Characters of a plan's name."""
_CELL = "\t"


class LineColumn(IntEnum):
    """The columns of the lines of recent plans."""

    CHANGE = 0
    DESTINATION = 1
    SERVICE = 2
    WHY = 3


LINE_HEADS: Sequence[Text] = (
    Text("Change", "变化"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("Why", "原因"),
)
_STATE_MARKS = {
    RecentState.TOUCHED: Meaning.STALE,
    RecentState.SAME: Meaning.DONE,
    RecentState.OUTSIDE: Meaning.NOT_NEEDED,
    RecentState.UNPLANNED: Meaning.NOT_NEEDED,
    RecentState.MISSING: Meaning.PROBLEM,
    RecentState.UNREADABLE: Meaning.PROBLEM,
}


class RecentModel(QStandardItemModel):
    """Recent plans, and in each the lines that come, go and change."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(0, len(LineColumn), parent)

    def show_readings(self, readings: Iterable[RecentReading], newer: str, language: str) -> None:
        """Show the plans anew, in the order of the list."""
        self.clear()
        self.setColumnCount(len(LineColumn))
        self.setHorizontalHeaderLabels([head.in_language(language) for head in LINE_HEADS])
        for reading in readings:
            self.appendRow(self._plan(reading, newer, language))

    def _plan(self, reading: RecentReading, newer: str, language: str) -> QStandardItem:
        path = "" if reading.state is RecentState.MISSING else reading.plan.path
        name = clipped(one_line(reading.plan.name), _LONGEST)
        said = one_line(reading_words(reading, newer).in_language(language))
        colon = "：" if language == "zh" else ": "
        item = heading_item(f"{name}{colon}{said}", reading.plan.path, path)
        item.setIcon(mark_icon(_STATE_MARKS[reading.state], QGuiApplication.palette()))
        for cells, why in _line_rows(reading, language):
            item.appendRow(list(row_items(cells, why, path)))
        return item


def reading_words(reading: RecentReading, newer: str) -> Text:
    """Say what became of a recent plan: its counts, or why there are none."""
    words = {"edition": reading.edition, "newer": newer}
    if reading.delta is not None and reading.state is RecentState.TOUCHED:
        return _MADE_WITH.filled(counts=line_counts(reading.delta), **words)
    if reading.state in (RecentState.UNPLANNED, RecentState.UNREADABLE):
        return reading.problem
    if reading.state is RecentState.OUTSIDE:
        return (_NOT_OLDER if reading.edition >= newer else _EARLIER).filled(**words)
    return _STATES[reading.state].filled(**words)


def _line_rows(reading: RecentReading, language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if reading.delta is None:
        return
    found = reading.delta.delta
    changed = tuple(change.after for change in found.changed)
    groups: tuple[tuple[PageChangeKind, Sequence[Rule]], ...] = (
        (PageChangeKind.CAME, found.added),
        (PageChangeKind.WENT, found.removed),
        (PageChangeKind.CHANGED, changed),
    )
    for kind, rules in groups:
        for rule in rules:
            why = one_line(reading.delta.reasons[rule.id].in_language(language))
            destination = one_line(rule.destination.shown(language))
            yield (kind_words(kind, language), destination, services_text(rule.services), why), why


def copied_lines(readings: Iterable[RecentReading], newer: str, language: str) -> str:
    """Return plans and their lines as a table with tabulators and a head row."""
    heads = (Text("Plan", "方案"), *LINE_HEADS)
    lines = [_CELL.join(head.in_language(language) for head in heads)]
    for reading in readings:
        name = one_line(reading.plan.name)
        lines.append(_CELL.join((name, one_line(reading_words(reading, newer).in_language(language)))))
        lines += [_CELL.join((name, *cells)) for cells, _ in _line_rows(reading, language)]
    return "\n".join(lines) + "\n"


_MADE_WITH = Text("edition {edition}; with {newer}: {counts}.", "{edition} 版；采用 {newer} 版后：{counts}。")
_NOT_OLDER = Text("edition {edition}, not older than {newer}.", "{edition} 版，不早于 {newer} 版。")
_EARLIER = Text(
    "edition {edition}, older than those that are compared. Choose it above to compare it.",
    "{edition} 版，早于所比较的版本。在上方选择该版本即可比较。",
)
_STATES = {
    RecentState.SAME: Text(
        "edition {edition}. No line differs in {newer}.", "{edition} 版。与 {newer} 版相比没有差异。"
    ),
    RecentState.MISSING: Text("The file was not found.", "未找到该文件。"),
}
