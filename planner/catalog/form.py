"""The form of the feature files, which says each thing once, laid out by cloud and day.

A demand carries what is common and ``differs`` only what differs; headings of the page and repeated texts have
names. Here each demand is laid out as `Standing` entries: for which clouds and days the same holds, under which
heading. Every mistake of the form itself is found on the way, with the place where it stands. Pure: records in,
entries out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from planner.catalog.mistakes import (
    ABSENT_ALONE,
    APPLIES_NOWHERE,
    NO_SECTION,
    SAYS_NOTHING,
    SINCE_WITHOUT_FACT,
    FormMistake,
    Path,
    check_clouds,
    check_span,
    cloud_missing,
    not_a_day,
    not_among,
    nowhere,
    overlap,
    twice,
)
from planner.catalog.records import (
    ByCloud,
    ConditionRecord,
    DemandRecord,
    DestinationRecord,
    DifferenceRecord,
    FeatureFile,
)
from planner.catalog.sections import Sections
from planner.catalog.spans import is_day
from planner.domain.span import in_editions

API_SERVER_SUFFIX = "<api-server-suffix>"
"""Filled with what ``clouds/*.yaml`` holds under ``api_server_suffix``."""


class Standing(NamedTuple):
    """A demand as it stands in ``clouds`` from ``since`` (empty: the beginning) to before ``until`` (empty: open).

    ``differs`` is the entry that applies there, at ``differs_path``, or None; ``section`` is the heading in the page,
    or in the source that is named. ``spelled_by_cloud``: a destination is, so that ``clouds`` has one alone.
    """

    demand: DemandRecord
    path: Path
    differs: DifferenceRecord | None
    differs_path: Path
    clouds: tuple[str, ...]
    since: str
    until: str
    section: str
    spelled_by_cloud: bool


def standings(file: FeatureFile, known_clouds: Collection[str]) -> Iterator[Standing]:
    """Lay out every demand of a feature, in the file's order.

    Args:
        file: the feature.
        known_clouds: ids of all clouds, in the catalog's order.

    Raises:
        FormMistake: a cloud, day or section is wrong, entries overlap, or an entry speaks of nothing.
    """
    sections = Sections(file.sections, known_clouds)
    seen: set[str] = set()
    for index, demand in enumerate(file.demands):
        if demand.id in seen:
            raise FormMistake(("demands", index, "id"), twice(demand.id))
        seen.add(demand.id)
        yield from _Layout(demand, ("demands", index), sections, known_clouds).standings()
    sections.check_used()


def value_in(value: ByCloud, cloud: str, suffix: str) -> str:
    """Return what a destination's value is in one cloud, whose API servers end in ``suffix``."""
    written = value if isinstance(value, str) else value[cloud]
    return written.replace(API_SERVER_SUFFIX, suffix)


class _Layout:
    """One demand, laid out by cloud and day."""

    def __init__(
        self, demand: DemandRecord, path: Path, sections: Sections, known_clouds: Collection[str]
    ) -> None:
        self._demand, self._path, self._sections = demand, path, sections
        self._known = known_clouds
        self._clouds = tuple(demand.clouds) if demand.clouds is not None else tuple(known_clouds)
        self._varying: dict[int | None, bool] = {}

    def standings(self) -> Iterator[Standing]:
        self._check()
        # Clouds in which the same holds for the same days stand together, unless a host is spelled by cloud.
        together: dict[tuple[_Stretch, str], list[str]] = {}
        for cloud in self._clouds:
            for stretch in self._stretches(cloud):
                if stretch.entry not in self._varying:
                    self._varying[stretch.entry] = self._varies(stretch.entry)
                alone = cloud if self._varying[stretch.entry] else ""
                together.setdefault((stretch, alone), []).append(cloud)
        if not together:
            raise FormMistake((*self._path, "id"), nowhere(self._demand.id))
        self._check_each_applies({stretch.entry for stretch, _ in together})
        for (stretch, alone), clouds in together.items():
            yield Standing(
                demand=self._demand,
                path=self._path,
                differs=None if stretch.entry is None else self._demand.differs[stretch.entry],
                differs_path=self._differs_path(stretch.entry),
                clouds=tuple(clouds),
                since=stretch.since,
                until=stretch.until,
                section=stretch.section,
                spelled_by_cloud=bool(alone),
            )

    def _stretches(self, cloud: str) -> Iterator[_Stretch]:
        """Yield what stands for one cloud: the longest spans in which the same entry and heading hold."""
        last: _Stretch | None = None
        for since, until in self._spans(cloud):
            entry = self._entry_on(cloud, since)
            found = None
            if entry is None or not self._demand.differs[entry].absent:
                asked = sum(day <= since for day in _leaf_days(self._when(entry)))
                found = _Stretch(entry, since, until, self._heading(entry, cloud, since), asked)
            if last and found and last.until == since and last.holds_like(found):
                last = last._replace(until=until)
                continue
            if last:
                yield last
            last = found
        if last:
            yield last

    def _spans(self, cloud: str) -> Iterator[tuple[str, str]]:
        demand = self._demand
        days = set[str]()
        if demand.section:
            days.update(self._sections.days(demand.section, cloud, (*self._path, "section")))
        days.update(_leaf_days(demand.when))
        for index, entry in enumerate(demand.differs):
            if _speaks_of(entry, cloud):
                days |= {entry.since, entry.until, *_leaf_days(entry.when)}
                if entry.section is not None:
                    path = (*self._differs_path(index), "section")
                    days |= set(self._sections.days(entry.section, cloud, path))
        inside = {day for day in days if day > demand.since and (not demand.until or day < demand.until)}
        cuts = [demand.since, *sorted(inside), demand.until]
        yield from pairwise(cuts)

    def _entry_on(self, cloud: str, day: str) -> int | None:
        found = [
            index
            for index, entry in enumerate(self._demand.differs)
            if _speaks_of(entry, cloud) and in_editions(entry.since, entry.until, day)
        ]
        if len(found) > 1:
            raise FormMistake(self._differs_path(found[1]), overlap(cloud, day))
        return found[0] if found else None

    def _heading(self, entry: int | None, cloud: str, day: str) -> str:
        own = None if entry is None else self._demand.differs[entry].section
        if own is not None:
            return self._sections.title(own, cloud, day, (*self._differs_path(entry), "section"))
        if self._demand.section:
            return self._sections.title(self._demand.section, cloud, day, (*self._path, "section"))
        if not self._source(entry):
            raise FormMistake(self._path, NO_SECTION)
        return ""

    def _source(self, entry: int | None) -> str:
        own = None if entry is None else self._demand.differs[entry].source
        return self._demand.source if own is None else own

    def _varies(self, entry: int | None) -> bool:
        """Whether a destination is spelled by cloud where this entry holds."""
        own = DifferenceRecord() if entry is None else self._demand.differs[entry]
        destinations = own.destinations if own.destinations is not None else self._demand.destinations
        other_ways = own.other_ways if own.other_ways is not None else self._demand.other_ways
        return any(
            isinstance(value, dict) or API_SERVER_SUFFIX in value
            for record in (*destinations, *other_ways)
            for _, value in _values(record)
        )

    def _when(self, entry: int | None) -> ConditionRecord | None:
        own = None if entry is None else self._demand.differs[entry].when
        return self._demand.when if own is None else own

    def _differs_path(self, entry: int | None) -> Path:
        return self._path if entry is None else (*self._path, "differs", entry)

    def _check(self) -> None:
        demand = self._demand
        check_span(demand, self._path, self._known)
        _check_leaf_days(demand.when, (*self._path, "when"))
        for key in ("destinations", "other_ways"):
            self._check_values(getattr(demand, key), (*self._path, key), self._clouds)
        for index, entry in enumerate(demand.differs):
            path = self._differs_path(index)
            check_span(entry, path, self._known)
            for cloud in entry.clouds or ():
                if cloud not in self._clouds:
                    raise FormMistake((*path, "clouds"), not_among(cloud))
            clouds = tuple(cloud for cloud in self._clouds if _speaks_of(entry, cloud))
            for key in ("destinations", "other_ways"):
                self._check_values(getattr(entry, key) or [], (*path, key), clouds)
            _check_leaf_days(entry.when, (*path, "when"))
            said = _said(entry)
            if not said:
                raise FormMistake(path, SAYS_NOTHING)
            if entry.absent and said != ["absent"]:
                raise FormMistake(path, ABSENT_ALONE)

    def _check_values(self, records: list[DestinationRecord], path: Path, clouds: Collection[str]) -> None:
        for index, record in enumerate(records):
            for key, value in _values(record):
                where = (*path, index, key)
                if isinstance(value, dict):
                    check_clouds(value, where, self._known)
                    for cloud in value:
                        if cloud not in clouds:
                            raise FormMistake((*where, cloud), not_among(cloud))
                    for cloud in clouds:
                        if cloud not in value:
                            raise FormMistake(where, cloud_missing(cloud))

    def _check_each_applies(self, used: Collection[int | None]) -> None:
        for index, entry in enumerate(self._demand.differs):
            if index not in used and not (entry.absent and self._hides_something(entry)):
                raise FormMistake(self._differs_path(index), APPLIES_NOWHERE)

    def _hides_something(self, entry: DifferenceRecord) -> bool:
        starts_in_time = not self._demand.until or entry.since < self._demand.until
        return starts_in_time and (not entry.until or self._demand.since < entry.until)


class _Stretch(NamedTuple):
    """A span of days in which one entry of ``differs`` (or None) and one heading hold.

    ``asked`` counts the leaves of the condition that began later than the page and are asked by now.
    """

    entry: int | None
    since: str
    until: str
    section: str
    asked: int

    def holds_like(self, other: _Stretch) -> bool:
        return (self.entry, self.section, self.asked) == (other.entry, other.section, other.asked)


def _leaf_days(condition: ConditionRecord | None) -> list[str]:
    """Return the days from which on leaves of a condition are asked."""
    if condition is None:
        return []
    members = [*(condition.all or []), *(condition.any or [])]
    own = [condition.since] if condition.since else []
    return own + [day for member in members for day in _leaf_days(member)]


def _check_leaf_days(condition: ConditionRecord | None, path: Path) -> None:
    if condition is None:
        return
    if condition.since and condition.fact is None:
        raise FormMistake((*path, "since"), SINCE_WITHOUT_FACT)
    if condition.since and not is_day(condition.since):
        raise FormMistake((*path, "since"), not_a_day(condition.since))
    for key, members in (("all", condition.all), ("any", condition.any)):
        for index, member in enumerate(members or []):
            _check_leaf_days(member, (*path, key, index))


def _speaks_of(entry: DifferenceRecord, cloud: str) -> bool:
    return entry.clouds is None or cloud in entry.clouds


def _said(entry: DifferenceRecord) -> list[str]:
    """Return the keys of an entry that differ from an empty one, other than where and when it holds."""
    empty = DifferenceRecord()
    return [
        name
        for name in entry.__struct_fields__
        if name not in ("clouds", "since", "until") and getattr(entry, name) != getattr(empty, name)
    ]


def _values(record: DestinationRecord) -> list[tuple[str, ByCloud]]:
    """Return the keys and values of a destination that may be spelled by cloud."""
    given = {"fqdn": record.fqdn, "service_tag": record.service_tag, "placeholder": record.placeholder}
    return [(key, value) for key, value in given.items() if value is not None]
