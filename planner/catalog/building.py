"""Records of the catalog files into the domain's types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.catalog import records, revealing
from planner.catalog.advisory_building import advisory
from planner.catalog.fact_building import brings_fact, table_of_facts
from planner.catalog.form import Standing, standings, value_in
from planner.catalog.mistakes import FormMistake, Path, check_span, unused
from planner.catalog.model import OURS, Catalog, Cloud, Edition, FeatureGroup, Region
from planner.catalog.notes import Notes
from planner.catalog.shaping import unknown_word
from planner.catalog.words import text
from planner.domain.condition import Combine, Condition, FactIs, Group, Never
from planner.domain.demand import (
    Brings,
    Demand,
    DestinationSource,
    DestinationTemplate,
    Eased,
    Feature,
    NamedHost,
    Necessity,
    Trait,
    Withheld,
)
from planner.domain.page import PageWords
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import EMPTY_TEXT, Text

Templates = tuple[DestinationTemplate, ...]

_SOURCES = tuple((source, source.value) for source in DestinationSource)


def catalog(files: records.CatalogFiles, digest: str) -> Catalog:
    """Return the catalog that a folder's files make.

    Raises:
        FormMistake: something in a feature's file or in ``notes.yaml`` is wrong, with file and place.
    """
    suffixes = {cloud.id: cloud.api_server_suffix for cloud in files.clouds}
    sources = {record.id: source(record) for record in files.sources.sources}
    return Catalog(
        editions=tuple(map(edition, files.editions.editions)),
        clouds=tuple(map(cloud, files.clouds)),
        facts=table_of_facts(files),
        features=_features(files, suffixes, sources),
        advisories={record.id: advisory(record) for record in files.advisories.advisories},
        digest=digest,
        groups=tuple(map(group, files.groups.groups)),
        sources=sources,
        cluster_json=revealing.cluster_json(files.cluster_json),
        page_words=page_words(files.page_words),
    )


def _features(
    files: records.CatalogFiles, suffixes: Mapping[str, str], sources: Mapping[str, Source]
) -> tuple[Feature, ...]:
    shared, used = files.notes.notes, set[str]()
    features: list[Feature] = []
    for file in files.features:
        try:
            notes = Notes(file.notes, shared)
            features.append(feature(file, suffixes, notes, sources))
        except FormMistake as mistake:
            mistake.file = f"features/{file.id}.yaml"
            raise
        used |= notes.used
    for name in shared:
        if name not in used:
            raise FormMistake(("notes", name), unused(name), "notes.yaml")
    return tuple(features)


def source(record: records.SourceRecord) -> Source:
    """Return a named source."""
    return Source(
        SourceKind(record.kind), record.title, url=record.url, date=record.date, title_zh=record.title_zh
    )


def group(record: records.GroupRecord) -> FeatureGroup:
    """Return a heading of features."""
    return FeatureGroup(record.id, text(record.label))


def edition(record: records.EditionRecord) -> Edition:
    """Return an edition."""
    return Edition(
        record.id, text(record.title), record.url, tuple(map(text, record.remarks)), record.published
    )


def cloud(file: records.CloudFile) -> Cloud:
    """Return a cloud with its regions."""
    regions = tuple(
        Region(
            name=region.name,
            display=text(region.display),
            geography=text(region.geography),
            service_tag_suffix=region.service_tag_suffix,
            aks=region.aks,
            service_tag_confirmed=region.service_tag_confirmed,
            closed=region.closed,
        )
        for region in file.regions
    )
    labels = (text(file.label), text(file.short_label))
    return Cloud(file.id, *labels, file.api_server_suffix, regions, file.routing_intent)


def page_words(file: records.PageWordsFile) -> PageWords:
    """Return how the page is written."""
    return PageWords(
        clouds={cloud: tuple(names) for cloud, names in file.clouds.items()},
        host_endings={cloud: tuple(endings) for cloud, endings in file.host_endings.items()},
        plain=tuple(file.plain),
        optional=tuple(file.optional),
        spelled=dict(file.spelled),
    )


def feature(
    file: records.FeatureFile,
    suffixes: Mapping[str, str],
    notes: Notes,
    sources: Mapping[str, Source],
) -> Feature:
    """Return a feature, with one `Demand` for each span of days in which the same holds.

    Args:
        file: the feature's file.
        suffixes: what API servers end in, by cloud, in the catalog's order of clouds.
        notes: the texts that the file may call by name.
        sources: the named sources, by id.

    Raises:
        FormMistake: something in a demand is wrong, with its place in the file.
    """
    demands = tuple(_demands(file, suffixes, notes, sources))
    for index, entry in enumerate(file.withheld):
        check_span(entry, ("withheld", index), suffixes)
    withheld = tuple(
        _withheld(entry, ("withheld", index), notes) for index, entry in enumerate(file.withheld)
    )
    notes.check_used()
    brings = tuple(
        Brings(entry.feature, text(entry.question), text(entry.reason), brings_fact(file.id))
        for entry in file.brings
    )
    return Feature(
        id=file.id,
        label=text(file.label),
        short_label=text(file.short_label),
        summary=text(file.summary, OURS),
        group=file.group,
        demands=demands,
        always=file.always,
        withheld=withheld,
        brings=brings,
        remark=text(file.remark),
        revealed_by=revealing.sign(file.revealed_by, (revealing.KEY,)),
    )


def _withheld(record: records.WithheldRecord, path: Path, notes: Notes) -> Withheld:
    hosts = tuple(
        NamedHost(host.fqdn, _services(host.services, (*path, "hosts", index, "services")), host.by)
        for index, host in enumerate(record.hosts)
    )
    reason = text(notes.texts(record.reason, (*path, "reason")))
    return Withheld(reason, tuple(record.clouds or ()), record.since, record.until, hosts)


def _services(given: Iterable[str], path: Path) -> tuple[Service, ...]:
    try:
        return tuple(map(Service.parse, given))
    except ValueError as error:
        raise FormMistake(path, Text(f"{error}.", f"{error}。")) from error


def _demands(
    file: records.FeatureFile, suffixes: Mapping[str, str], notes: Notes, sources: Mapping[str, Source]
) -> Iterator[Demand]:
    # What an entry says is looked up once, however many clouds and headings it stands under.
    said: dict[Path, _Said] = {}
    for standing in standings(file, suffixes):
        if standing.differs_path not in said:
            said[standing.differs_path] = _Said(standing, notes, sources)
        entry, demand = said[standing.differs_path], standing.demand
        destinations, other_ways = entry.destinations(standing, suffixes)
        yield Demand(
            id=demand.id,
            feature=file.id,
            necessity=entry.necessity,
            clouds=standing.clouds,
            destinations=destinations,
            services=entry.services,
            section=standing.section,
            purpose=entry.purpose,
            if_refused=entry.if_refused,
            other_ways=other_ways,
            when=entry.when(standing.since),
            since=standing.since,
            until=standing.until,
            replaced_by=entry.replaced_by,
            remarks=entry.remarks,
            traits=entry.traits,
            source=entry.source,
            eased=entry.eased,
        )


class _Said:
    """What a demand says where one entry of ``differs`` (or none) holds: the entry's word, else the demand's."""

    def __init__(self, standing: Standing, notes: Notes, sources: Mapping[str, Source]) -> None:
        self._standing, self._notes = standing, notes
        self._spelled: dict[str, tuple[Templates, Templates]] = {}
        demand, own = standing.demand, standing.differs
        self.necessity = Necessity(demand.necessity)
        self.services = self._services()
        self.purpose = self._words("purpose")
        self.if_refused = self._words("if_refused")
        self.remarks = self._remarks()
        self.traits = tuple(dict.fromkeys(map(Trait, [*demand.traits, *(own.traits if own else ())])))
        self.replaced_by: str = self._given("replaced_by")[0]
        self.source = self._source(sources)
        self.eased = self._eased()

    def _given(self, key: str) -> tuple[Any, Path]:
        own = getattr(self._standing.differs, key, None)
        if own is not None:
            return own, (*self._standing.differs_path, key)
        return getattr(self._standing.demand, key), (*self._standing.path, key)

    def _words(self, key: str) -> Text:
        given, path = self._given(key)
        # Nobody but the planner says what becomes of a refused line, unless a source is named.
        return text(self._notes.texts(given, path), OURS)

    def _eased(self) -> Eased | None:
        given, path = self._standing.demand.eased_when, (*self._standing.path, "eased_when", "if_refused")
        if given is None:
            return None
        answers = tuple(FactIs(name, value) for name, value in given.any.items())
        return Eased(answers, text(self._notes.texts(given.if_refused, path), OURS))

    def _source(self, sources: Mapping[str, Source]) -> Source | None:
        name, path = self._given("source")
        if name and name not in sources:
            raise FormMistake(path, unknown_word(name, sources, "source"))
        return sources[name] if name else None

    def _remarks(self) -> tuple[Text, ...]:
        standing = self._standing
        listed = [(standing.demand.remarks, standing.path)]
        if standing.differs is not None:
            listed.append((standing.differs.remarks, standing.differs_path))
        return tuple(
            text(self._notes.texts(words, (*path, "remarks", index)))
            for remarks, path in listed
            for index, words in enumerate(remarks)
        )

    def _services(self) -> tuple[Service, ...]:
        return _services(*self._given("services"))

    def destinations(self, standing: Standing, suffixes: Mapping[str, str]) -> tuple[Templates, Templates]:
        """Return the destinations and the other ways, as the standing's clouds spell them."""
        cloud = standing.clouds[0]
        key = cloud if standing.spelled_by_cloud else ""
        if key not in self._spelled:
            self._spelled[key] = (
                self._templates("destinations", cloud, suffixes[cloud]),
                self._templates("other_ways", cloud, suffixes[cloud]),
            )
        return self._spelled[key]

    def _templates(self, key: str, cloud: str, suffix: str) -> Templates:
        given, path = self._given(key)
        return tuple(
            self._template(record, (*path, index), cloud, suffix) for index, record in enumerate(given)
        )

    def _template(
        self, record: records.DestinationRecord, path: Path, cloud: str, suffix: str
    ) -> DestinationTemplate:
        given = [(source, value) for source, key in _SOURCES if (value := getattr(record, key)) is not None]
        if len(given) != 1:
            raise FormMistake(path, _one_of([key for _, key in _SOURCES], "a destination", "目标"))
        source, value = given[0]
        spelled = "" if isinstance(value, bool) else value_in(value, cloud, suffix)
        if value is False or (value is not True and not spelled):
            message = Text(f"the destination {source} is empty.", f"目标 {source} 为空，请填写。")
            raise FormMistake(path, message)
        label, note = (
            EMPTY_TEXT if words is None else text(self._notes.texts(words, (*path, key)))
            for key, words in (("label", record.label), ("note", record.note))
        )
        if record.known_as and source is not DestinationSource.PLACEHOLDER:
            raise FormMistake((*path, "known_as"), _NO_PLACEHOLDER)
        return DestinationTemplate(source, spelled, label, note, record.known_as)

    def when(self, since: str) -> Condition | None:
        """Return the condition as it is asked from ``since`` on."""
        given, path = self._given("when")
        return None if given is None else self._condition(given, path, since)

    def _condition(self, record: records.ConditionRecord, path: Path, since: str) -> Condition | None:
        """Return the condition, or None where all its leaves are asked by later editions only."""
        kinds = ("fact", "all", "any", "never")
        if len([kind for kind in kinds if getattr(record, kind) is not None]) != 1:
            raise FormMistake(path, _one_of(kinds, "a condition", "条件"))
        if record.never is not None:
            return Never(text(self._notes.texts(record.never, (*path, "never"))))
        if record.fact is not None:
            return self._leaf(record.fact, record, path, since)
        combine, members = (Combine.ALL, record.all) if record.all is not None else (Combine.ANY, record.any)
        if not members:
            raise FormMistake(path, _no_members(combine))
        found = [
            self._condition(member, (*path, combine.value, index), since)
            for index, member in enumerate(members)
        ]
        asked = tuple(condition for condition in found if condition is not None)
        if len(members) > len(asked) and (len(asked) < 2 or combine is Combine.ANY):
            # One that is not asked yet holds: with it any of several holds, and of all only the others count.
            return asked[0] if asked and combine is Combine.ALL else None
        return Group(combine, asked)

    def _leaf(self, fact: str, record: records.ConditionRecord, path: Path, since: str) -> Condition | None:
        if record.is_ is None:
            raise FormMistake(path, _without_value(fact))
        otherwise = EMPTY_TEXT
        if record.otherwise is not None:
            otherwise = text(self._notes.texts(record.otherwise, (*path, "otherwise")))
        return FactIs(fact, record.is_, otherwise) if record.since <= since else None


_NO_PLACEHOLDER = Text(
    "known_as stands beside a placeholder alone.", "known_as 只能与 placeholder 写在一起。"
)


def _one_of(kinds: Iterable[str], noun: str, chinese: str) -> Text:
    listed = list(kinds)
    return Text(
        f"{noun} has exactly one of {', '.join(listed)}.", f"{chinese}只能有以下之一：{'、'.join(listed)}。"
    )


def _without_value(fact: str) -> Text:
    return Text(f"the condition on {fact} lacks its value (is).", f"关于 {fact} 的条件缺少取值（is）。")


def _no_members(combine: Combine) -> Text:
    return Text(
        f"the condition {combine.value} is empty; name what has to hold.",
        f"条件 {combine.value} 为空，请列出需要满足的内容。",
    )
