"""The catalog: everything the planner knows, before it knows a cluster."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planner.domain.cluster_json import ClusterJson
from planner.domain.demand import Demand, Feature
from planner.domain.fact import Fact
from planner.domain.known_host import FieldReport, PlatformAddress, RetiredHost
from planner.domain.page import PageWords
from planner.domain.plan import Remedy, Severity
from planner.domain.source import Source, SourceKind
from planner.domain.span import in_editions
from planner.domain.text import Text

PAGE = "page"
OURS = "ours"
"""What a text's ``by`` may be beside the id of a source: the edition that is planned by, and the planner itself."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated state of Microsoft's page, complete in this catalog.

    ``id`` is the key that spans are compared with: the day of its tables, or the date that the page gives itself.
    ``published`` is the day of the state that is kept; what changed between the two is counted to the edition.
    """

    id: str
    title: Text
    url: str
    remarks: tuple[Text, ...]
    published: str

    def page(self, section: str = "") -> Source:
        """Return the page of this edition as a source, at ``section``."""
        return Source(SourceKind.PAGE, self.title.en, section, self.url, self.id)


@dataclass(frozen=True, slots=True)
class Region:
    """A region: programmatic name, display name, and the suffix of its ``AzureCloud`` service tag.

    ``aks`` is None where no source says whether AKS runs there; ``service_tag_confirmed`` is False
    where the suffix is the region's name for want of a text of Microsoft's that names it. ``closed`` is the day on
    which the region closed (``YYYY-MM-DD``), empty for one that is open.
    """

    name: str
    display: Text
    geography: Text
    service_tag_suffix: str
    aks: bool | None
    service_tag_confirmed: bool = True
    closed: str = ""

    @property
    def tag_is_irregular(self) -> bool:
        """Whether the service tag's suffix is not the region's name."""
        return self.service_tag_suffix != self.name


@dataclass(frozen=True, slots=True)
class Cloud:
    """One Azure cloud by its Azure CLI name; ``routing_intent`` is whether its Virtual WAN hubs can hand routes out."""

    id: str
    label: Text
    short_label: Text
    api_server_suffix: str
    regions: tuple[Region, ...]
    routing_intent: bool = True

    @property
    def open_regions(self) -> tuple[Region, ...]:
        """The regions that a cluster can be in: those that did not close."""
        return tuple(region for region in self.regions if not region.closed)

    def region(self, name: str) -> Region | None:
        """Return the region with this programmatic name, or None."""
        return next((region for region in self.regions if region.name == name), None)


@dataclass(frozen=True, slots=True)
class Task:
    """What a remedy asks of people; it falls away while ``unless_chosen`` is another service's remedy.

    ``only_on`` are the makes of firewalls that ask for it; none means every one.
    """

    text: Text
    unless_chosen: str = ""
    only_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemedyText:
    """A remedy as the catalog words it, with placeholders; ``tasks`` is what people have to do."""

    remedy: Remedy
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class AdvisoryCase:
    """What an advisory says in one case; ``remedies`` are the ids of those that fit the case, None means all."""

    title: Text
    text: Text
    remedies: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that an advisory has in addition where one of these features is on."""

    features: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class AdvisoryText:
    """The wording of one advisory, with placeholders that planning fills.

    ``cases`` holds what it says in each case that planning tells apart (`planner.catalog.placeholders.CASES`);
    the case with the empty name speaks where none of its own is written.
    """

    id: str
    severity: Severity
    cases: Mapping[str, AdvisoryCase]
    since: str = ""
    until: str = ""
    remedies: tuple[RemedyText, ...] = ()
    not_offered: Mapping[str, Text] = field(default_factory=dict)
    additions: tuple[Addition, ...] = ()

    def case(self, name: str = "") -> AdvisoryCase:
        """Return what it says in a case.

        Raises:
            KeyError: neither the case nor what is common to all is written; a loaded catalog has one of them.
        """
        return self.cases.get(name) or self.cases[""]

    def remedies_in(self, case: AdvisoryCase) -> tuple[RemedyText, ...]:
        """Return the remedies that fit a case, in the catalog's order."""
        return tuple(
            entry for entry in self.remedies if case.remedies is None or entry.remedy.id in case.remedies
        )

    def valid_in(self, edition: str) -> bool:
        """Whether this advisory speaks in ``edition``."""
        return in_editions(self.since, self.until, edition)


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """A heading under which features stand where they are chosen."""

    id: str
    label: Text


@dataclass(frozen=True)
class Catalog:
    """All knowledge, loaded and checked. ``digest`` is 16 hex digits over the files' bytes.

    ``groups`` stand in the order of their headings; ``sources`` are the named ones, by id.
    ``field_reports``, ``retired_hosts`` and ``platform_addresses`` are for explaining alone: no plan is made of them.
    """

    editions: tuple[Edition, ...]
    clouds: tuple[Cloud, ...]
    facts: tuple[Fact, ...]
    features: tuple[Feature, ...]
    advisories: Mapping[str, AdvisoryText]
    digest: str
    groups: tuple[FeatureGroup, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    field_reports: tuple[FieldReport, ...] = ()
    retired_hosts: tuple[RetiredHost, ...] = ()
    platform_addresses: tuple[PlatformAddress, ...] = ()
    cluster_json: ClusterJson = field(default_factory=ClusterJson)
    page_words: PageWords = field(default_factory=PageWords)

    def edition(self, edition_id: str) -> Edition | None:
        """Return the edition with this id, or None."""
        return next((edition for edition in self.editions if edition.id == edition_id), None)

    def day_of(self, key: str) -> str:
        """Return the day that the beginning or end of a span stands for: of an edition's id that of its state."""
        edition = self.edition(key)
        return key if edition is None else edition.published

    @property
    def newest_edition(self) -> Edition:
        """The edition that new plans start with."""
        return max(self.editions, key=lambda edition: edition.id)

    def cloud(self, cloud_id: str) -> Cloud | None:
        """Return the cloud with this Azure CLI name, or None."""
        return next((cloud for cloud in self.clouds if cloud.id == cloud_id), None)

    def feature(self, feature_id: str) -> Feature | None:
        """Return the feature with this id, or None."""
        return next((feature for feature in self.features if feature.id == feature_id), None)

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with this id, or None."""
        return self.fact_table.get(fact_id)

    @cached_property
    def fact_table(self) -> Mapping[str, Fact]:
        """The facts by their ids."""
        return {fact.id: fact for fact in self.facts}

    def source_of(self, text: Text, edition: str = "") -> Source | None:
        """Return whose claim a sentence is, or None where nobody has said.

        Args:
            text: a sentence of the catalog, filled or not.
            edition: the edition that is planned by, for what *the page* claims; the newest by default.
        """
        if text.by == OURS:
            return Source(SourceKind.OURS, "AKS Egress Planner")
        if text.by == PAGE:
            return (self.edition(edition) or self.newest_edition).page()
        return self.sources.get(text.by)

    def demands(self, feature: Feature, cloud: str, edition: str) -> tuple[Demand, ...]:
        """Return what ``feature`` demands in ``cloud`` by ``edition``, in the page's order."""
        place = (feature.id, cloud, edition)
        found = self._demands.get(place)
        if found is None:
            found = tuple(demand for demand in feature.demands if demand.valid_in(cloud, edition))
            self._demands[place] = found
        return found

    @cached_property
    def remembered(self) -> dict[Hashable, Any]:
        """What planning works out of the catalog alone, by a key of its own: the next plan need not do so again."""
        return {}

    @cached_property
    def _demands(self) -> dict[tuple[str, str, str], tuple[Demand, ...]]:
        """What was asked for before: every plan asks again, and a catalog never changes."""
        return {}
