"""Which cloud and which feature each endpoint of the page is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.catalog.model import Catalog
from planner.domain.page import PageLine, PageReading, UnreadRow
from planner.importers.page_blocks import Blocks, Heading
from planner.importers.page_tables import Endpoint, Found, FoundRow

_LONGEST_UNREAD = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the headings above a table say; ``cloud`` is empty where they name none.

    ``is_labelled`` tells that the line right above the table is part of its section: the heading has several tables.
    """

    cloud: str
    feature: str
    section: str
    optional: bool
    is_labelled: bool
    is_doubtful: bool = False
    """Whether it names several clouds, or says for which it is not."""


def placed(tables: Iterable[Found], blocks: Blocks, catalog: Catalog) -> PageReading:
    """Return the lines of endpoint tables, each with its clouds and its feature."""
    reader = _Headings(catalog)
    found = [(table, reader.place(table)) for table in tables]
    named = _Named(found, reader)
    lines: list[PageLine] = []
    unread: list[UnreadRow] = []
    sections: set[str] = set()
    for table, place in found:
        sections |= {place.section} if place.is_labelled else {place.section, *table.headings[-1:]}
        in_table = named.in_rows(table.rows, place)
        for row in table.rows:
            is_doubtful = row.is_doubtful or place.is_doubtful or named.is_unclear(row, place)
            if is_doubtful or not row.endpoints or not row.services:
                unread.append(UnreadRow(place.section, row.text[:_LONGEST_UNREAD]))
            if not is_doubtful:
                lines += named.lines(row, in_table, place)
    headings = frozenset(block.text for block in blocks.blocks if isinstance(block, Heading))
    core = {feature.id for feature in catalog.features if feature.always}
    seen = {cloud for line in lines if line.feature in core and line.named for cloud in line.asked_in}
    return PageReading(
        tuple(lines),
        headings,
        frozenset(sections),
        tuple(unread),
        is_whole=seen >= {cloud.id for cloud in catalog.clouds},
    )


class _Headings:
    """Reads headings by the words that the catalog knows."""

    def __init__(self, catalog: Catalog) -> None:
        words = catalog.page_words
        self.clouds = tuple(cloud.id for cloud in catalog.clouds)
        self.endings = words.host_endings
        self._cloud_names = _longest_first(
            {
                **{cloud.short_label.en: cloud.id for cloud in catalog.clouds},
                **{cloud.label.en: cloud.id for cloud in catalog.clouds},
                **{name: cloud for cloud, names in words.clouds.items() for name in names},
            }
        )
        self._plain = {word for phrase in words.plain for word in _words(phrase)}
        self._optional = {word for phrase in words.optional for word in _words(phrase)}
        self._core = next((feature.id for feature in catalog.features if feature.always), "")
        self._features = _longest_first(dict(self._names(catalog)))

    def _names(self, catalog: Catalog) -> Iterator[tuple[str, str]]:
        for feature in catalog.features:
            if feature.always:
                continue
            sections = {demand.section for demand in feature.demands if demand.source is None}
            for name in (*sections, feature.short_label.en, feature.label.en):
                said = self._naming(name)
                if said:
                    yield said, feature.id

    def place(self, table: Found) -> _Place:
        """Return what the headings above a table, and the line right above it, say."""
        above = table.above if self.cloud_in(table.above) and not self._naming(table.above) else ""
        naming = next((text for text in (above, *reversed(table.headings)) if self.clouds_in(text)), "")
        cloud = self.cloud_in(naming)
        nearest = table.headings[-1] if table.headings else ""
        section = next((text for text in reversed(table.headings) if self._says_something(text)), nearest)
        if above:
            section = f"{section} - {above}"
        optional = any(not self._optional.isdisjoint(_words(text)) for text in table.headings)
        feature = self._feature(table.headings)
        return _Place(cloud, feature, section, optional, bool(above), self.is_unclear(naming))

    def cloud_in(self, text: str) -> str:
        """Return the cloud that a text names, the first of several; empty where it names none."""
        return next(iter(self.clouds_in(text)), "")

    def clouds_in(self, text: str) -> dict[str, None]:
        """Return the clouds that a text names, each once."""
        said = " ".join(_words(text))
        found: dict[str, None] = {}
        for name, cloud in self._cloud_names.items():
            if _holds(said, name):
                found[cloud] = None
                said = f" {said} ".replace(f" {name} ", " \0 ").strip()
        return found

    def is_unclear(self, text: str) -> bool:
        """Whether a text names several clouds, or says of one that it is not meant."""
        clouds = self.clouds_in(text)
        return len(clouds) > 1 or (bool(clouds) and not _NEGATIONS.isdisjoint(_words(text)))

    def is_cloud(self, text: str) -> bool:
        """Whether a text is the name of a cloud and nothing else."""
        return " ".join(_words(text)) in self._cloud_names

    def _says_something(self, heading: str) -> bool:
        """Whether a heading is more than *Required FQDN / application rules*."""
        return bool(self.cloud_in(heading) or self._naming(heading)) or "aks" in _words(heading)

    def _feature(self, headings: tuple[str, ...]) -> str:
        for heading in reversed(headings):
            said = self._naming(heading)
            if said:
                return next((feature for name, feature in self._features.items() if _holds(said, name)), "")
        return self._core

    def _naming(self, heading: str) -> str:
        """Return what of a heading can name a feature: its words without clouds and without plain ones."""
        said = " ".join(_words(heading))
        for name in self._cloud_names:
            said = f" {said} ".replace(f" {name} ", " ").strip()
        return " ".join(word for word in said.split() if word not in self._plain)


_NEGATIONS = frozenset(
    {
        "not",
        "no",
        "except",
        "excluding",
        "excludes",
        "without",
        "other",
        "unavailable",
        "but",
        "only",
        "isn",
        "aren",
    }
)
_CONDITIONS = ("if ", "only known after ")
"""Beginnings of brackets that say when an endpoint is needed, and nothing of clouds."""


class _Named:
    """Knows which clouds a feature's tables, and the cells of each table, name."""

    def __init__(self, found: list[tuple[Found, _Place]], headings: _Headings) -> None:
        self._headings = headings
        self._by_feature: dict[str, set[str]] = {}
        for _, place in found:
            if place.cloud:
                self._by_feature.setdefault(place.feature, set()).add(place.cloud)

    def in_rows(self, rows: Iterable[FoundRow], place: _Place) -> set[str]:
        """Return the clouds that rows name."""
        return {self._cloud_of(endpoint, place) for row in rows for endpoint in row.endpoints}

    def is_unclear(self, row: FoundRow, place: _Place) -> bool:
        """Whether a row says of its clouds, in brackets or where it says what it is for, what is not understood."""
        for bracket in row.brackets:
            said = " ".join(bracket.split())
            is_condition = said.lower().startswith(_CONDITIONS) and not self._headings.clouds_in(said)
            if not self._headings.is_cloud(said) and not is_condition:
                return True
        if place.cloud:
            return False
        used_in = set(self._headings.clouds_in(row.use))
        clouds = {self._cloud_of(endpoint, place) for endpoint in row.endpoints}
        return bool(used_in) and clouds != used_in

    def lines(self, row: FoundRow, in_table: set[str], place: _Place) -> Iterator[PageLine]:
        """Yield the lines of a row; ``in_table`` are the clouds that rows of its table name.

        A table without a cloud is for those that no other table of its feature is for, or for all. A host without one
        is not for the clouds that another host of its cell is for; that a row of its own is for another cloud makes it
        unsure, and it is asked for in the rest.
        """
        every = self._headings.clouds
        in_cell = [self._cloud_of(endpoint, place) for endpoint in row.endpoints]
        of_table = _without(every, self._by_feature.get(place.feature, ()))
        for endpoint, cloud in zip(row.endpoints, in_cell, strict=True):
            possible = (cloud,) if cloud else _without(of_table, in_cell)
            yield PageLine(
                feature=place.feature,
                destination=endpoint.value,
                services=row.services,
                section=place.section,
                asked_in=possible if cloud else _without(possible, in_table),
                possible_in=possible,
                named=bool(cloud),
                optional=place.optional,
            )

    def _cloud_of(self, endpoint: Endpoint, place: _Place) -> str:
        if place.cloud:
            return place.cloud
        beside = self._headings.cloud_in(endpoint.beside) if endpoint.beside else ""
        host = endpoint.value.lower()
        ending = (cloud for cloud, ends in self._headings.endings.items() if host.endswith(tuple(ends)))
        return beside or next(ending, "")


def _without(clouds: tuple[str, ...], named: Iterable[str]) -> tuple[str, ...]:
    """Return the clouds that are not named; all where nothing is left."""
    taken = set(named)
    return tuple(cloud for cloud in clouds if cloud not in taken) or clouds


def _longest_first(names: Mapping[str, str]) -> dict[str, str]:
    by_words = {" ".join(_words(name)): value for name, value in names.items()}
    return dict(sorted(by_words.items(), key=lambda entry: -len(entry[0])))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _holds(said: str, name: str) -> bool:
    return f" {name} " in f" {said} "
