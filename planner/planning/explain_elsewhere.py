"""Where the catalog knows a host that no line of the plan opens: another region, edition or cloud, or a name above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationTemplate
from planner.domain.known_host import FieldReport, RetiredHost
from planner.domain.text import Text, joined
from planner.planning import explain_words as words
from planner.planning.deny_log import Target
from planner.planning.explain_places import Hint, Place, serves
from planner.planning.matching import HostIndex, Match


class Wanted(NamedTuple):
    """A demand that names a host in some clouds and editions."""

    demand: Demand
    template: DestinationTemplate


Hit = Match[Wanted]


class Elsewhere:
    """The hosts of every cloud, edition and region, and reports from other clouds, beside the place of a plan."""

    def __init__(
        self,
        catalog: Catalog,
        place: Place,
        wanted: HostIndex[Wanted],
        reports: HostIndex[FieldReport],
        retired: HostIndex[RetiredHost],
    ) -> None:
        """Look into indexes of all demands, field reports and retired hosts of the catalog."""
        self._catalog, self._place, self._wanted, self._reports = catalog, place, wanted, reports
        self._retired = retired
        self._features = {feature.id: feature for feature in catalog.features}
        cloud = catalog.cloud(place.cloud)
        self._regions = (
            frozenset(region.name for region in cloud.regions) if cloud is not None else frozenset()
        )

    def hints(self, target: Target) -> Iterator[Hint]:
        """Yield where the catalog does know the host: another region, a later edition, another cloud."""
        found = list(self._wanted.matches(target.host))
        hits = [hit for hit in found if serves(hit.item.demand.services, target)]
        own = [hit for hit in hits if self._place.cloud in hit.item.demand.clouds]
        yield from self._named_for_others(hits)
        yield from self._other_regions(own)
        yield from self._later(own)
        yield from self._above(target)
        if hits and not own:
            yield self._other_cloud(min(hits, key=narrow_first), hits)
        for match in sorted(self._reports.matches(target.host), key=narrow_first):
            if not match.item.speaks_of(self._place.cloud):
                named = tuple(cloud.label for cloud in self._catalog.clouds if match.item.speaks_of(cloud.id))
                text = words.REPORTED_ELSEWHERE.filled(clouds=joined(named), report=report_text(match.item))
                yield Hint(text, exact=match.exact)
        for left in sorted(self._retired.matches(target.host), key=narrow_first):
            if not left.item.stood_in(self._place.cloud):
                clouds = tuple(cloud.label for cloud in self._catalog.clouds if left.item.stood_in(cloud.id))
                text = words.RETIRED_ELSEWHERE.filled(
                    clouds=joined(clouds), left=left.item.left, ours=self._place.cloud_label
                )
                yield Hint(text, exact=left.exact)

    def _named_for_others(self, hits: list[Hit]) -> Iterator[Hint]:
        """Yield that the page still names a host for which this catalog asks in other clouds alone by now."""
        cloud, edition = self._place.cloud, self._place.edition
        left = any(self.ended(hit.item.demand) for hit in hits)
        named = sorted(filter(self.still_named, hits), key=narrow_first)
        asking = {entry for hit in named for entry in hit.item.demand.clouds}
        if left and named and cloud not in asking:
            labels = tuple(entry.label for entry in self._catalog.clouds if entry.id in asking)
            wanted = named[0].item
            text = words.NAMED_FOR_OTHERS.filled(
                destination=self._place.here(wanted.template.value),
                feature=self._features[wanted.demand.feature].label,
                edition=edition,
                clouds=joined(labels),
                ours=self._place.cloud_label,
            )
            yield Hint(text, None, None, wanted.demand.feature)

    def _above(self, target: Target) -> Iterator[Hint]:
        for hit in self._wanted.above(target.host):
            demand = hit.item.demand
            if demand.valid_in(self._place.cloud, self._place.edition) and serves(demand.services, target):
                label = self._features[demand.feature].label
                yield Hint(
                    words.ABOVE.filled(destination=hit.pattern, feature=label), None, None, demand.feature
                )
                return

    def _other_regions(self, hits: list[Hit]) -> Iterator[Hint]:
        for hit in hits:
            demand = hit.item.demand
            listed = hit.location in self._regions and not self._place.is_here(hit.location)
            if listed and demand.valid_in(self._place.cloud, self._place.edition):
                text = words.OTHER_REGION.filled(
                    destination=self._place.here(hit.item.template.value),
                    theirs=hit.location,
                    ours=self._place.region,
                )
                yield Hint(text, None, None, demand.feature)

    def _later(self, hits: list[Hit]) -> Iterator[Hint]:
        for hit in hits:
            demand = hit.item.demand
            if self._place.is_here(hit.location) and demand.since > self._place.edition:
                # One demand may stand in several spans: the page has it since the first of them.
                since = min(other.item.demand.since for other in hits if other.item.demand.id == demand.id)
                text = words.LATER.filled(
                    since=self._catalog.day_of(since),
                    destination=self._place.here(hit.item.template.value),
                    feature=self._features[demand.feature].label,
                    edition=self._place.edition,
                )
                yield Hint(text, None, None, demand.feature)
                return

    def _other_cloud(self, hit: Hit, hits: list[Hit]) -> Hint:
        named = {cloud for other in hits for cloud in other.item.demand.clouds}
        labels = tuple(cloud.label for cloud in self._catalog.clouds if cloud.id in named)
        feature = hit.item.demand.feature
        text = words.OTHER_CLOUD.filled(
            clouds=joined(labels), feature=self._features[feature].label, ours=self._place.cloud_label
        )
        return Hint(text, None, None, feature)

    def still_named(self, hit: Hit) -> bool:
        """Whether the page of this edition names the host for some cloud, and who reads it may take it for this one."""
        demand = hit.item.demand
        return any(demand.valid_in(cloud.id, self._place.edition) for cloud in self._catalog.clouds)

    def ended(self, demand: Demand) -> bool:
        """Whether the demand was one of this cloud's, and is none any more in this edition."""
        return self._place.cloud in demand.clouds and bool(
            demand.until and demand.until <= self._place.edition
        )


def report_text(report: FieldReport) -> Text:
    """Return a field report in one sentence; it never reads as Microsoft's."""
    titles = [thread.title for thread in report.threads]
    threads = Text("".join(f", {title}" for title in titles), "".join(f"，{title}" for title in titles))
    return words.FIELD_REPORT.filled(
        date=report.date, threads=threads, seen=report.seen, advice=report.advice
    )


def narrow_first(match: Match[Any]) -> tuple[bool, int]:
    """Return a key that sorts the narrowest pattern to the front."""
    exact, length = match.narrowness
    return not exact, -length
