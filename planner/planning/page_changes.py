"""What changed on Microsoft's page between two editions: by cloud and feature, whatever a cluster answers.

Only net changes show: a row that came after the older edition and was gone before the newer one is in neither. What
took a row's place is said only where the catalog does: the same demand asks for another row now, or names the demand
that succeeds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationSource, DestinationTemplate, Feature, Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.service import Service
from planner.domain.source import SourceKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.conditions import never_holds
from planner.planning.destinations import API_SERVER_PLACEHOLDER, CUSTOM_DNS_PLACEHOLDER, placeholder


class PageChangeKind(StrEnum):
    """How a row differs between two editions."""

    CAME = "came"
    WENT = "went"
    REPLACED = "replaced"
    CHANGED = "changed"
    """It stands in both, required in one and optional in the other."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One endpoint that an edition lists for a feature, as plans write it before a region is known.

    A host name or tag holds ``<location>`` where the region's name goes. ``services`` are those that the change is
    about, in the page's order.
    """

    demand_id: str
    destination: Destination
    services: tuple[Service, ...]
    necessity: Necessity
    purpose: Text
    if_refused: Text
    section: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """What happened to one row: ``before`` is None for one that came, ``after`` for one that went.

    ``stood`` tells of a replacement that the older edition lists already.
    """

    kind: PageChangeKind
    before: PageRow | None
    after: PageRow | None
    stood: bool = False

    @property
    def shown(self) -> PageRow:
        """The row by which the change is named: the older one, where there is one.

        Raises:
            ValueError: there is no row at all.
        """
        row = self.before or self.after
        if row is None:
            raise ValueError("a change without a row")
        return row


@dataclass(frozen=True, slots=True)
class FeatureChanges:
    """What changed for one feature in one cloud.

    ``new`` and ``gone`` tell that only one of the editions offers the feature there; ``reason`` is what the catalog
    says about that, empty where both do.
    """

    cloud: str
    feature: str
    changes: tuple[PageChange, ...]
    new: bool = False
    gone: bool = False
    reason: Text = EMPTY_TEXT


_Place = tuple[tuple[str, str], Service]
"""What makes rows of two editions the same: where they lead, and one service."""


def page_changes(catalog: Catalog, older: str, newer: str) -> tuple[FeatureChanges, ...]:
    """Return what differs from edition ``older`` to ``newer``, in the catalog's order of clouds and features.

    Features without a difference are left out. The order of the two is the caller's: from a newer to an older edition
    everything is the other way round.

    Raises:
        ValueError: the catalog has no such edition.
    """
    for edition in (older, newer):
        if catalog.edition(edition) is None:
            raise ValueError(f"{edition!r} is no edition of the catalog")
    found = (
        _of_feature(feature, cloud.id, older, newer, catalog)
        for cloud in catalog.clouds
        for feature in catalog.features
    )
    return tuple(entry for entry in found if entry.changes or entry.new or entry.gone)


def counts_of(changes: Sequence[FeatureChanges]) -> Mapping[PageChangeKind, int]:
    """Return how many rows came, went, were replaced and changed."""
    kinds = [change.kind for entry in changes for change in entry.changes]
    return {kind: kinds.count(kind) for kind in PageChangeKind}


def page_rows(catalog: Catalog, feature: Feature, cloud: str, edition: str) -> tuple[PageRow, ...]:
    """Return what an edition opens for a feature in a cloud, over all answers; nothing where it is not offered."""
    if feature.withheld_in(cloud, edition) is not None:
        return ()
    return tuple(
        row
        for demand in catalog.demands(feature, cloud, edition)
        if _is_of_the_page(demand) and not never_holds(demand.when)
        for row in _rows_of(demand)
    )


def _is_of_the_page(demand: Demand) -> bool:
    return demand.source is None or demand.source.kind is SourceKind.PAGE


def _of_feature(feature: Feature, cloud: str, older: str, newer: str, catalog: Catalog) -> FeatureChanges:
    before, after = (page_rows(catalog, feature, cloud, edition) for edition in (older, newer))
    withheld = [feature.withheld_in(cloud, edition) for edition in (older, newer)]
    new = withheld[0] is not None and withheld[1] is None
    gone = withheld[0] is None and withheld[1] is not None
    reason = next((entry.reason for entry in withheld if entry is not None), EMPTY_TEXT)
    return FeatureChanges(
        cloud=cloud,
        feature=feature.id,
        changes=tuple(_changes(before, after, _successors(feature, cloud, older, catalog))),
        new=new,
        gone=gone,
        reason=reason if new or gone else EMPTY_TEXT,
    )


def _successors(feature: Feature, cloud: str, edition: str, catalog: Catalog) -> Mapping[str, str]:
    """Return, by demand, the demand that the catalog names as its successor."""
    demands = catalog.demands(feature, cloud, edition)
    return {demand.id: demand.replaced_by for demand in demands if demand.replaced_by}


def _changes(
    before: Sequence[PageRow], after: Sequence[PageRow], successors: Mapping[str, str]
) -> Iterator[PageChange]:
    old, new = _needs(before), _needs(after)
    went, came = _without(before, new), _without(after, old)
    taken: set[int] = set()
    for row in went:
        successor = _successor(row, went, came, after, successors)
        if successor is None:
            yield PageChange(PageChangeKind.WENT, row, None)
            continue
        stood = successor not in came
        if not stood:
            taken.add(came.index(successor))
        yield PageChange(PageChangeKind.REPLACED, row, successor, stood)
    for index, row in enumerate(came):
        if index not in taken:
            yield PageChange(PageChangeKind.CAME, None, row)
    yield from _other_need(before, after, old, new)


def _successor(
    row: PageRow,
    went: Sequence[PageRow],
    came: Sequence[PageRow],
    after: Sequence[PageRow],
    successors: Mapping[str, str],
) -> PageRow | None:
    """Return the one row that took the place of ``row``; None where the catalog does not say, or names several."""
    own = [entry for entry in came if entry.demand_id == row.demand_id]
    if own:
        alone = [entry for entry in went if entry.demand_id == row.demand_id] == [row]
        return own[0] if alone and len(own) == 1 else None
    wanted = successors.get(row.demand_id, "")
    named = [entry for entry in after if wanted and entry.demand_id == wanted]
    return named[0] if len(named) == 1 else None


def _other_need(
    before: Sequence[PageRow],
    after: Sequence[PageRow],
    old: Mapping[_Place, Necessity],
    new: Mapping[_Place, Necessity],
) -> Iterator[PageChange]:
    """Yield rows that stand in both editions and are required in one of them alone."""
    for place in (place for place in old if place in new and old[place] is not new[place]):
        first, second = _only(before, {place: old[place]}), _only(after, {place: new[place]})
        yield PageChange(PageChangeKind.CHANGED, first[0], second[0])


def _needs(rows: Sequence[PageRow]) -> dict[_Place, Necessity]:
    """Return every place that is listed; what several demands ask for is required as soon as one requires it."""
    found: dict[_Place, Necessity] = {}
    for row in rows:
        for service in row.services:
            place = (row.destination.key, service)
            if found.get(place) is not Necessity.REQUIRED:
                found[place] = row.necessity
    return found


def _without(rows: Sequence[PageRow], known: Mapping[_Place, Necessity]) -> list[PageRow]:
    """Return the rows with the services that ``known`` lacks, each place once."""
    return _only(rows, {place: need for place, need in _needs(rows).items() if place not in known})


def _only(rows: Sequence[PageRow], wanted: Mapping[_Place, Necessity]) -> list[PageRow]:
    """Return the rows with the services of ``wanted``, as needed as it says."""
    left, found = dict(wanted), []
    for row in rows:
        here = {service: left.pop((row.destination.key, service), None) for service in row.services}
        services = tuple(service for service, need in here.items() if need is not None)
        if services:
            needs = {need for need in here.values() if need is not None}
            need = Necessity.REQUIRED if Necessity.REQUIRED in needs else Necessity.OPTIONAL
            found.append(replace(row, services=services, necessity=need))
    return found


# --- from demands to rows ---------------------------------------------------------------------------------------------


def _rows_of(demand: Demand) -> Iterator[PageRow]:
    """Yield a demand's host with its web services, and its tag or address with all others."""
    web = tuple(service for service in demand.services if service.protocol.is_web)
    other = tuple(service for service in demand.services if not service.protocol.is_web)
    found = list(map(_destination, demand.destinations))
    if web:
        sources = [template.source for template in demand.destinations]
        hosts = (DestinationSource.FQDN, DestinationSource.PLACEHOLDER)
        at = next((index for index, source in enumerate(sources) if source in hosts), 0)
        yield _row(demand, found[at], web)
    if other:
        yield _row(demand, next(filter(_fits_network_rule, found), found[0]), other)


def _row(demand: Demand, destination: Destination, services: tuple[Service, ...]) -> PageRow:
    return PageRow(
        demand.id,
        destination,
        services,
        demand.necessity,
        demand.purpose,
        demand.if_refused,
        demand.section,
    )


def _fits_network_rule(destination: Destination) -> bool:
    named = destination.type in (DestinationType.FQDN, DestinationType.SERVICE_TAG)
    return named and not destination.is_wildcard


def _destination(template: DestinationTemplate) -> Destination:
    """Return a template as it is before a region and an answer are known."""
    if template.source is DestinationSource.API_SERVER_IP:
        return placeholder(API_SERVER_PLACEHOLDER)
    if template.source is DestinationSource.CUSTOM_DNS:
        return placeholder(CUSTOM_DNS_PLACEHOLDER)
    value = template.value.replace("<service-tag-suffix>", "<location>")
    if template.source is DestinationSource.PLACEHOLDER:
        return Destination(DestinationType.PLACEHOLDER, value)
    if template.source is DestinationSource.ANY:
        return Destination(DestinationType.ANY, "*")
    tag = template.source is DestinationSource.SERVICE_TAG
    return Destination(DestinationType.SERVICE_TAG if tag else DestinationType.FQDN, value)
