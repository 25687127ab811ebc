"""A copy of the page against an edition of the catalog: what it has more, less, or otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationSource, DestinationTemplate, Necessity
from planner.domain.page import PageLine, PageReading, UnreadRow, destination_key
from planner.domain.service import Service

ANY = "*"
"""What the page writes for any address."""

_HOSTS = (DestinationSource.FQDN, DestinationSource.PLACEHOLDER)
_Place = tuple[str, str, str]
"""Cloud, feature and the destination's key."""


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One destination in one cloud for one feature, on which the page and the edition differ.

    ``feature`` is empty where no heading names one that the catalog knows. ``services`` and ``necessity`` are what
    the page says, or the edition where the page has nothing; ``before`` and ``necessity_before`` are the edition's
    where both have something. ``section`` is the heading, on the page if it stands there.
    """

    cloud: str
    feature: str
    destination: str
    services: tuple[Service, ...]
    section: str
    necessity: Necessity
    before: tuple[Service, ...] = ()
    necessity_before: Necessity | None = None


@dataclass(frozen=True, slots=True)
class PageFindings:
    """All findings against one edition, in the order of clouds and features.

    ``missing`` is on the page alone, ``extra`` in the edition alone, ``different`` in both. ``in_words`` are demands
    whose heading stands on the page without a table: nothing is claimed of them. ``is_whole`` is False where the copy
    looks cut off, ``has_choices`` True where parts of the page are for a choice alone: then nothing is called extra.
    """

    edition: str
    missing: tuple[PageFinding, ...]
    extra: tuple[PageFinding, ...]
    different: tuple[PageFinding, ...]
    in_words: tuple[PageFinding, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    is_whole: bool = True
    has_choices: bool = False

    @property
    def count(self) -> int:
        """How many destinations differ."""
        return len(self.missing) + len(self.extra) + len(self.different)

    @property
    def is_clean(self) -> bool:
        """Whether all was read and compared, and nothing differs."""
        is_read = self.is_whole and not self.has_choices and not self.in_words and not self.unread
        return is_read and not self.count


def check_page(reading: PageReading, edition: str, catalog: Catalog) -> PageFindings:
    """Return how a copy of the page differs from ``edition``, an id of the catalog.

    What the catalog holds by another source than the page, and ways that it adds by itself, are no part of it.
    """
    checked = _Check(reading, edition, catalog)
    return PageFindings(
        edition,
        missing=checked.sorted(checked.missing()),
        extra=checked.sorted(checked.extra()) if reading.is_whole and not reading.has_choices else (),
        different=checked.sorted(checked.different()),
        in_words=checked.sorted(checked.in_words()),
        unread=reading.unread,
        is_whole=reading.is_whole,
        has_choices=reading.has_choices,
    )


@dataclass(slots=True)
class _Known:
    """What the edition says of one destination at one place; ``services`` lead to the demand that asks for each."""

    destination: str
    services: dict[Service, Demand]

    @property
    def necessities(self) -> set[Necessity]:
        return {demand.necessity for demand in self.services.values()}


class _Check:
    """One comparison; both sides are brought to cloud, feature and destination first."""

    def __init__(self, reading: PageReading, edition: str, catalog: Catalog) -> None:
        self._reading, self._edition, self._catalog = reading, edition, catalog
        self._spelled = catalog.page_words.spelled
        self._known: dict[_Place, _Known] = {}
        for feature in catalog.features:
            for cloud in catalog.clouds:
                for demand in catalog.demands(feature, cloud.id, edition):
                    self._know(cloud.id, demand)
        self._unread = frozenset(self._names_of_unread())
        self._asked: dict[_Place, list[PageLine]] = {}
        self._possible: dict[_Place, list[PageLine]] = {}
        for line in reading.lines:
            key = destination_key(self._spelled.get(line.destination, line.destination))
            for cloud_id in self._clouds(line, key):
                self._asked.setdefault((cloud_id, line.feature, key), []).append(line)
            for cloud_id in line.possible_in:
                self._possible.setdefault((cloud_id, line.feature, key), []).append(line)

    def _know(self, cloud: str, demand: Demand) -> None:
        if demand.source is not None:
            return
        for template in self._of_the_page(demand):
            place = (cloud, demand.feature, destination_key(_written(template)))
            known = self._known.setdefault(place, _Known(self._shown(template), {}))
            for service in demand.services:
                known.services.setdefault(service, demand)

    def _of_the_page(self, demand: Demand) -> Iterator[DestinationTemplate]:
        """Yield the destinations of a demand that the page lists itself.

        Beside a host on HTTP or HTTPS, addresses and tags are the planner's own way for firewalls that match no
        wildcard; so is every other way, but what ``page-words.yaml`` spells.
        """
        hosts = [entry for entry in demand.destinations if entry.source in _HOSTS]
        is_web = any(service.protocol.is_web for service in demand.services)
        yield from hosts if hosts and is_web else demand.destinations
        yield from (way for way in demand.other_ways if way.value in self._spelled.values())

    def _clouds(self, line: PageLine, key: str) -> tuple[str, ...]:
        """Return the clouds that a line counts for.

        Where the page names no cloud, those are left out in which the catalog does not offer the feature for a
        reason, while it does elsewhere; and in a copy that is cut off those for which a table of their own may have
        followed.
        """
        feature = self._catalog.feature(line.feature)
        if line.named or feature is None:
            return line.asked_in
        every = [cloud.id for cloud in self._catalog.clouds]
        if not self._reading.is_whole:
            known = [cloud for cloud in every if (cloud, line.feature, key) in self._known]
            return tuple(cloud for cloud in line.asked_in if cloud in known or not known)
        offered = [cloud for cloud in every if feature.withheld_because(cloud, self._edition) is None]
        if not offered:  # the feature came later, or has gone: what any edition says of a cloud counts
            editions = [edition.id for edition in self._catalog.editions]
            offered = [
                cloud
                for cloud in every
                if any(feature.withheld_because(cloud, edition) is None for edition in editions)
            ]
        return tuple(cloud for cloud in line.asked_in if cloud in offered or not offered)

    def missing(self) -> Iterator[PageFinding]:
        """Yield what the page alone has."""
        for place, lines in self._asked.items():
            if place not in self._known:
                yield _on_the_page(place, lines)

    def extra(self) -> Iterator[PageFinding]:
        """Yield what the edition alone has."""
        for place, known in self._known.items():
            cloud, _, key = place
            elsewhere = (cloud, "", key) in self._possible  # below a heading that names no feature we know
            if place not in self._possible and not elsewhere and not self._may_be_unread(key):
                yield from self._in_the_edition(place, known, in_words=False)

    def _may_be_unread(self, key: str) -> bool:
        """Whether a row that could not be read whole names a destination: then it is not the edition's alone."""
        return key in self._unread

    def _names_of_unread(self) -> Iterator[str]:
        for row in self._reading.unread:
            for word in re.split(r"[\s,;()\[\]`|]+", row.text):
                name = word.rpartition(":")[0] if re.search(r":\d{1,5}$", word) else word
                yield destination_key(self._spelled.get(name, name))

    def in_words(self) -> Iterator[PageFinding]:
        """Yield what the edition has under headings that stand on the page without a table."""
        for place, known in self._known.items():
            yield from self._in_the_edition(place, known, in_words=True)

    def different(self) -> Iterator[PageFinding]:
        """Yield what both have with other services, or of another necessity."""
        for place, known in self._known.items():
            lines = self._asked.get(place) or self._possible.get(place)
            if lines is None or not all(line.services for line in lines):
                continue
            listed = {service for line in self._possible[place] for service in line.services}
            compared = {
                service
                for service, demand in known.services.items()
                if service in listed or not self._is_in_words(demand)
            }
            found = _on_the_page(place, lines)
            if not self._reading.is_whole:  # what else the edition has may have been cut off
                compared &= set(found.services)
            if set(found.services) <= compared <= listed and found.necessity in known.necessities:
                continue
            necessity = found.necessity if found.necessity in known.necessities else min(known.necessities)
            yield replace(found, before=tuple(sorted(compared)), necessity_before=necessity)

    def _in_the_edition(self, place: _Place, known: _Known, *, in_words: bool) -> Iterator[PageFinding]:
        listed = {service for line in self._possible.get(place, ()) for service in line.services}
        services = tuple(
            service
            for service, demand in known.services.items()
            if self._is_in_words(demand) is in_words and service not in listed
        )
        if services:
            demand = known.services[services[0]]
            cloud, feature, _ = place
            yield PageFinding(cloud, feature, known.destination, services, demand.section, demand.necessity)

    def _is_in_words(self, demand: Demand) -> bool:
        return demand.section in self._reading.headings and demand.section not in self._reading.sections

    # --- both ---

    def sorted(self, findings: Iterable[PageFinding]) -> tuple[PageFinding, ...]:
        """Return findings by cloud and feature, in the catalog's order; what no feature is known for comes last."""
        clouds = [cloud.id for cloud in self._catalog.clouds]
        features = [feature.id for feature in self._catalog.features]

        def order(finding: PageFinding) -> tuple[int, int]:
            known = finding.feature in features
            return clouds.index(finding.cloud), features.index(finding.feature) if known else len(features)

        return tuple(sorted(findings, key=order))

    def _shown(self, template: DestinationTemplate) -> str:
        """Return a destination as the page writes it."""
        written = _written(template)
        names = (name for name, spelled in self._spelled.items() if spelled == written)
        return next(names, written)


def _on_the_page(place: _Place, lines: Sequence[PageLine]) -> PageFinding:
    services = tuple(dict.fromkeys(service for line in lines for service in line.services))
    first, (cloud, feature, _) = lines[0], place
    return PageFinding(cloud, feature, first.destination, services, first.section, _necessity(first))


def _written(template: DestinationTemplate) -> str:
    return ANY if template.source is DestinationSource.ANY else template.value or template.source.value


def _necessity(line: PageLine) -> Necessity:
    return Necessity.OPTIONAL if line.optional else Necessity.REQUIRED
