"""Changes of Microsoft's page between two editions, as a tree by cloud and feature and as a table to copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItemModel

from planner.catalog.model import Catalog
from planner.domain.service import services_text
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.safe_text import one_line
from planner.gui.models.edition_items import heading_item, kind_words, row_items
from planner.planning.edition_words import (
    GONE_FEATURE,
    IN_EDITION,
    NEEDS,
    NEW_FEATURE,
    counts_words,
    instead_text,
)
from planner.planning.page_changes import FeatureChanges, PageChange, counts_of

_CELL = "\t"


class ChangeColumn(IntEnum):
    """The columns of the changes of the page."""

    CHANGE = 0
    DESTINATION = 1
    SERVICE = 2
    NEED = 3
    NOW = 4


CHANGE_HEADS: Sequence[Text] = (
    Text("Change", "变化"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("Need", "必要性"),
    Text("Now", "现在"),
)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change with its cloud and feature in words, as it is shown, searched and copied."""

    cloud: str
    feature: str
    cells: tuple[str, ...]
    said: str

    def holds(self, wanted: str) -> bool:
        """Whether ``wanted``, in small letters, stands anywhere in it."""
        return wanted in " ".join((self.cloud, self.feature, *self.cells)).casefold()

    @property
    def as_text(self) -> str:
        """The row with tabulators between its cells."""
        return _CELL.join((self.cloud, self.feature, *self.cells))


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """The changes of one feature in one cloud; ``said`` is why only one of the editions offers it."""

    entry: FeatureChanges
    cloud: str
    feature: str
    rows: tuple[ChangeRow, ...]
    said: str


def feature_groups(
    changes: Iterable[FeatureChanges], older: str, newer: str, catalog: Catalog, language: str
) -> tuple[FeatureGroup, ...]:
    """Return changes in words, in the catalog's order."""
    clouds = {cloud.id: cloud.short_label.in_language(language) for cloud in catalog.clouds}
    features = {feature.id: feature.label.in_language(language) for feature in catalog.features}
    groups = []
    for entry in changes:
        cloud, feature = clouds[entry.cloud], features[entry.feature]
        rows = tuple(
            ChangeRow(
                cloud, feature, _change_cells(change, language), _said_of(change, older, newer, language)
            )
            for change in entry.changes
        )
        edition = older if entry.new else newer
        said = IN_EDITION.filled(edition=edition, reason=entry.reason) if entry.reason.en else EMPTY_TEXT
        groups.append(FeatureGroup(entry, cloud, feature, rows, said.in_language(language)))
    return tuple(groups)


def narrowed(groups: Iterable[FeatureGroup], cloud: str, wanted: str) -> tuple[FeatureGroup, ...]:
    """Return the groups of a cloud (empty: every one) with the rows that hold ``wanted``.

    A feature that came or went without a row stays where its own name, or its cloud's, holds it.
    """
    wanted, found = wanted.strip().casefold(), []
    for group in groups:
        if cloud and group.entry.cloud != cloud:
            continue
        kept = [index for index, row in enumerate(group.rows) if row.holds(wanted)]
        named = not group.rows and wanted in f"{group.cloud} {group.feature}".casefold()
        if kept or named:
            entry = replace(group.entry, changes=tuple(group.entry.changes[index] for index in kept))
            rows = tuple(group.rows[index] for index in kept)
            found.append(FeatureGroup(entry, group.cloud, group.feature, rows, group.said))
    return tuple(found)


def copied_changes(groups: Iterable[FeatureGroup], language: str) -> str:
    """Return rows as a table with tabulators and a head row; a feature without a row has one that says why."""
    heads = (Text("Cloud", "云"), Text("Feature", "功能"), *CHANGE_HEADS)
    lines = [_CELL.join(head.in_language(language) for head in heads)]
    for group in groups:
        lines += [row.as_text for row in group.rows]
        if not group.rows:
            lines.append(
                _CELL.join((group.cloud, group.feature, _offered(group.entry, language), group.said))
            )
    return "\n".join(lines) + "\n"


def _change_cells(change: PageChange, language: str) -> tuple[str, ...]:
    row = change.shown
    return (
        kind_words(change.kind, language),
        one_line(row.destination.shown(language)),
        services_text(row.services),
        NEEDS[row.necessity].in_language(language),
        one_line(instead_text(change).in_language(language)),
    )


def _said_of(change: PageChange, older: str, newer: str, language: str) -> str:
    """Say what a row is for and where it stands, in the newer edition if that has it."""
    row = change.after or change.shown
    said = (row.purpose, _REFUSED.filled(refused=row.if_refused), _SECTION.filled(section=row.section))
    parts = [one_line(part.in_language(language)) for part in said]
    reason = ("" if language == "zh" else " ").join(parts)
    edition = older if change.after is None else newer
    return IN_EDITION.filled(edition=edition, reason=reason).in_language(language)


class ChangesModel(QStandardItemModel):
    """Clouds, in them features, in them the rows that changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(0, len(ChangeColumn), parent)

    def show_groups(self, groups: Iterable[FeatureGroup], language: str) -> None:
        """Show the groups anew."""
        self.clear()
        self.setColumnCount(len(ChangeColumn))
        self.setHorizontalHeaderLabels([head.in_language(language) for head in CHANGE_HEADS])
        by_cloud: dict[str, list[FeatureGroup]] = {}
        for group in groups:
            by_cloud.setdefault(group.cloud, []).append(group)
        for cloud, entries in by_cloud.items():
            top = heading_item(_heading(cloud, [group.entry for group in entries], "", language), "")
            for group in entries:
                head = heading_item(
                    _heading(group.feature, [group.entry], _offered(group.entry, language), language),
                    group.said,
                )
                for row in group.rows:
                    head.appendRow(list(row_items(row.cells, row.said)))
                top.appendRow(head)
            self.appendRow(top)


def _heading(name: str, entries: Sequence[FeatureChanges], offered: str, language: str) -> str:
    """Return *GPU node pools: 2 added, 1 removed*, and that one edition alone offers it."""
    chinese = language == "zh"
    parts = (counts_words(counts_of(entries)).in_language(language), offered)
    said = ("，" if chinese else ", ").join(part for part in parts if part)
    return f"{name}{'：' if chinese else ': '}{said}" if said else name


def _offered(entry: FeatureChanges, language: str) -> str:
    said = NEW_FEATURE if entry.new else GONE_FEATURE if entry.gone else EMPTY_TEXT
    return said.in_language(language)


_REFUSED = Text("If refused: {refused}", "不放行的后果：{refused}")
_SECTION = Text("Section of the page: {section}.", "页面章节：{section}。")
