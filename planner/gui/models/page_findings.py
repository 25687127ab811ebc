"""What a copy of Microsoft's page has more, less or otherwise, as a table: one row a finding, every text plain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject

from planner.catalog.model import Catalog
from planner.exporters.safe_text import clipped, one_line
from planner.gui.colours import Meaning
from planner.gui.models.marked_rows import Columns, MarkedRowsModel
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

    @property
    def meaning(self) -> Meaning:
        """What the mark of its kind stands for."""
        return KIND_MARKS[self.kind]


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


class PageFindingsModel(MarkedRowsModel[FindingRow]):
    """The findings against one edition."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        """Start without findings."""
        super().__init__(_COLUMNS, language, (), parent)


_COLUMNS = Columns(
    COLUMNS,
    marked=Column.KIND,
    host=Column.DESTINATION,
    tipped=frozenset({Column.DESTINATION, Column.SERVICE, Column.SECTION}),
)
