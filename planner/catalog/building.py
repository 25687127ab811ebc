"""Records of the catalog files into the domain's types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from planner.catalog import records
from planner.catalog.form import Standing, standings, value_in
from planner.catalog.mistakes import FormMistake, Path, check_span
from planner.catalog.model import (
    OURS,
    AdvisoryText,
    Cloud,
    Edition,
    FeatureGroup,
    Region,
    RemedyText,
)
from planner.catalog.notes import Notes
from planner.catalog.shaping import unknown_word
from planner.domain.condition import Combine, Condition, FactIs, Group, Never
from planner.domain.demand import (
    Brings,
    Demand,
    DestinationSource,
    DestinationTemplate,
    Feature,
    NamedHost,
    Necessity,
    Trait,
    Withheld,
)
from planner.domain.fact import Assumption, Fact, FactKind, FactNote
from planner.domain.plan import Remedy, Severity
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import EMPTY_TEXT, Text, together


def text(record: records.Claims | None, otherwise_by: str = "") -> Text:
    """Return a sentence, several as one text, or the empty one.

    Args:
        record: what the file holds.
        otherwise_by: whose claim a sentence without a ``by`` is.
    """
    if isinstance(record, list):
        return together(text(entry, otherwise_by) for entry in record)
    return EMPTY_TEXT if record is None else Text(record.en, record.zh, record.by or otherwise_by)


def source(record: records.SourceRecord) -> Source:
    """Return a named source."""
    return Source(SourceKind(record.kind), record.title, url=record.url, date=record.date)


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
    return Cloud(file.id, text(file.label), text(file.short_label), file.api_server_suffix, regions)


def fact(record: records.FactRecord) -> Fact:
    """Return a fact.

    Raises:
        ValueError: an assumption has not the form of the fact's kind; the message names the fact.
    """
    kind = FactKind(record.kind)
    notes = tuple(
        FactNote(text(note.text), tuple(note.clouds or ()), note.since, note.until) for note in record.notes
    )
    return Fact(
        id=record.id,
        kind=kind,
        place=tuple((record.place or f"cluster.{record.id}").split(".")),
        label=text(record.label),
        question=text(record.question),
        helper=text(record.helper),
        step=record.step,
        feature=record.feature,
        options=tuple(record.options) or _options(record.id, kind),
        option_help=record.option_help,
        answers={answer: text(words) for answer, words in record.answers.items()},
        notes=notes,
        assumptions=_assumptions(record.id, kind, record.unknown),
    )


def _options(fact_id: str, kind: FactKind) -> tuple[str, ...]:
    name = fact_id.replace("_", "-")
    return (f"--{name}", f"--no-{name}") if kind is FactKind.YES_NO else (f"--{name}",)


def _assumptions(
    fact_id: str, kind: FactKind, record: records.AssumptionRecord | list[records.AssumptionRecord] | None
) -> tuple[Assumption, ...]:
    if record is None:
        return ()
    entries = record if isinstance(record, list) else [record]
    return tuple(_assumption(fact_id, kind, entry) for entry in entries)


def _assumption(fact_id: str, kind: FactKind, record: records.AssumptionRecord) -> Assumption:
    wanted = bool if kind is FactKind.YES_NO else list if kind.is_list else str
    if not isinstance(record.is_, wanted):
        raise ValueError(f"{fact_id}: what is assumed has not the form of a {kind.value} answer")
    when = None
    if record.when is not None:
        if record.when.fact is None or record.when.is_ is None:
            raise ValueError(f"{fact_id}: an assumption depends on one fact (fact, is)")
        when = FactIs(record.when.fact, record.when.is_)
    value = tuple(record.is_) if isinstance(record.is_, list) else record.is_
    return Assumption(value, text(record.because), when)


def feature_facts(file: records.FeatureFile) -> tuple[Fact, ...]:
    """Return the questions that a feature asks by itself: whether what it brings is needed.

    Raises:
        ValueError: as `fact`.
    """
    return tuple(
        Fact(
            id=_brings_fact(file.id),
            kind=FactKind.YES_NO,
            place=("features", "answers", file.id, VAULT_CERTIFICATES),
            label=Text(f"{file.short_label.en}: {LABEL.en}", f"{file.short_label.zh}：{LABEL.zh}"),
            question=text(entry.question),
            step="features",
            feature=file.id,
            assumptions=_assumptions(_brings_fact(file.id), FactKind.YES_NO, entry.unknown),
        )
        for entry in file.brings
    )


VAULT_CERTIFICATES = "vault_certificates"
LABEL = Text("certificates in Key Vault", "证书存放在 Key Vault 中")


def _brings_fact(feature_id: str) -> str:
    return f"{feature_id}.{VAULT_CERTIFICATES}"


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
    demands = tuple(
        _demand(file.id, standing, suffixes, notes, sources) for standing in standings(file, suffixes)
    )
    for index, entry in enumerate(file.withheld):
        check_span(entry, ("withheld", index), suffixes)
    withheld = tuple(
        _withheld(entry, ("withheld", index), notes) for index, entry in enumerate(file.withheld)
    )
    notes.check_used()
    brings = tuple(
        Brings(entry.feature, text(entry.question), text(entry.reason), _brings_fact(file.id))
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
    )


def _withheld(record: records.WithheldRecord, path: Path, notes: Notes) -> Withheld:
    hosts: list[NamedHost] = []
    for index, host in enumerate(record.hosts):
        with _mistakes_at((*path, "hosts", index, "services")):
            hosts.append(NamedHost(host.fqdn, tuple(map(Service.parse, host.services)), host.by))
    reason = text(notes.texts(record.reason, (*path, "reason")))
    return Withheld(reason, tuple(record.clouds or ()), record.since, record.until, tuple(hosts))


def _demand(
    feature_id: str,
    standing: Standing,
    suffixes: Mapping[str, str],
    notes: Notes,
    sources: Mapping[str, Source],
) -> Demand:
    demand = standing.demand
    # Destinations that are spelled by cloud stand for one cloud alone.
    build = _Parts(standing, standing.clouds[0], suffixes[standing.clouds[0]], notes)
    own = standing.differs or records.DifferenceRecord()
    return Demand(
        id=demand.id,
        feature=feature_id,
        necessity=Necessity(demand.necessity),
        clouds=standing.clouds,
        destinations=build.destinations("destinations"),
        services=build.services(),
        section=standing.section,
        purpose=build.words("purpose"),
        if_refused=build.words("if_refused"),
        other_ways=build.destinations("other_ways"),
        when=build.when(),
        since=standing.since,
        until=standing.until,
        replaced_by=demand.replaced_by if own.replaced_by is None else own.replaced_by,
        remarks=build.remarks(),
        traits=tuple(dict.fromkeys(map(Trait, [*demand.traits, *own.traits]))),
        source=_source(standing, sources),
    )


def _source(standing: Standing, sources: Mapping[str, Source]) -> Source | None:
    if not standing.source:
        return None
    if standing.source not in sources:
        own = getattr(standing.differs, "source", None)
        path = standing.path if own is None else standing.differs_path
        raise FormMistake((*path, "source"), unknown_word(standing.source, sources, "source"))
    return sources[standing.source]


class _Parts:
    """The parts of one standing demand: each from its entry of ``differs`` if it says so, else from the demand."""

    def __init__(self, standing: Standing, cloud: str, suffix: str, notes: Notes) -> None:
        self._standing, self._cloud, self._suffix, self._notes = standing, cloud, suffix, notes

    def _given(self, key: str) -> tuple[Any, Path]:
        own = getattr(self._standing.differs, key, None)
        if own is not None:
            return own, (*self._standing.differs_path, key)
        return getattr(self._standing.demand, key), (*self._standing.path, key)

    def words(self, key: str) -> Text:
        given, path = self._given(key)
        # Nobody but the planner says what becomes of a refused line, unless a source is named.
        return text(self._notes.texts(given, path), OURS)

    def remarks(self) -> tuple[Text, ...]:
        standing = self._standing
        listed = [(standing.demand.remarks, standing.path)]
        if standing.differs is not None:
            listed.append((standing.differs.remarks, standing.differs_path))
        return tuple(
            text(self._notes.texts(words, (*path, "remarks", index)))
            for remarks, path in listed
            for index, words in enumerate(remarks)
        )

    def services(self) -> tuple[Service, ...]:
        given, path = self._given("services")
        with _mistakes_at(path):
            return tuple(map(Service.parse, given))

    def destinations(self, key: str) -> tuple[DestinationTemplate, ...]:
        given, path = self._given(key)
        return tuple(self._destination(record, (*path, index)) for index, record in enumerate(given))

    def _destination(self, record: records.DestinationRecord, path: Path) -> DestinationTemplate:
        values = {source: getattr(record, source.value) for source in DestinationSource}
        given = [(source, value) for source, value in values.items() if value is not None]
        if len(given) != 1:
            raise FormMistake(path, _one_of([source.value for source in values], "a destination", "目标"))
        source, value = given[0]
        spelled = "" if isinstance(value, bool) else value_in(value, self._cloud, self._suffix)
        if value is False or (value is not True and not spelled):
            message = Text(f"the destination {source.value} is empty.", f"目标 {source.value} 为空，请填写。")
            raise FormMistake(path, message)
        label, note = (
            EMPTY_TEXT if words is None else text(self._notes.texts(words, (*path, key)))
            for key, words in (("label", record.label), ("note", record.note))
        )
        return DestinationTemplate(source, spelled, label, note)

    def when(self) -> Condition | None:
        given, path = self._given("when")
        return None if given is None else self._condition(given, path)

    def _condition(self, record: records.ConditionRecord, path: Path) -> Condition | None:
        """Return the condition, or None where all its leaves are asked by later editions only."""
        kinds = ("fact", "all", "any", "never")
        if len([kind for kind in kinds if getattr(record, kind) is not None]) != 1:
            raise FormMistake(path, _one_of(kinds, "a condition", "条件"))
        if record.never is not None:
            return Never(text(self._notes.texts(record.never, (*path, "never"))))
        if record.fact is not None:
            return self._leaf(record.fact, record, path)
        combine, members = (Combine.ALL, record.all) if record.all is not None else (Combine.ANY, record.any)
        if not members:
            raise FormMistake(path, _no_members(combine))
        found = [
            self._condition(member, (*path, combine.value, index)) for index, member in enumerate(members)
        ]
        asked = tuple(condition for condition in found if condition is not None)
        if len(members) > len(asked) and (len(asked) < 2 or combine is Combine.ANY):
            # One that is not asked yet holds: with it any of several holds, and of all only the others count.
            return asked[0] if asked and combine is Combine.ALL else None
        return Group(combine, asked)

    def _leaf(self, fact: str, record: records.ConditionRecord, path: Path) -> Condition | None:
        if record.is_ is None:
            raise FormMistake(path, _without_value(fact))
        otherwise = EMPTY_TEXT
        if record.otherwise is not None:
            otherwise = text(self._notes.texts(record.otherwise, (*path, "otherwise")))
        return FactIs(fact, record.is_, otherwise) if record.since <= self._standing.since else None


@contextmanager
def _mistakes_at(path: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise FormMistake(path, Text(f"{error}.", f"{error}。")) from error


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


def advisory(record: records.AdvisoryRecord) -> AdvisoryText:
    """Return the wording of an advisory."""
    remedies = tuple(
        RemedyText(
            Remedy(
                id=remedy.id,
                title=text(remedy.title),
                effects=tuple((text(effect.label), text(effect.text)) for effect in remedy.effects),
                recommended=remedy.recommended,
            ),
            tuple(map(text, remedy.tasks)),
        )
        for remedy in record.remedies
    )
    return AdvisoryText(
        id=record.id,
        severity=Severity(record.severity),
        title=text(record.title),
        text=text(record.text),
        since=record.since,
        until=record.until,
        remedies=remedies,
        not_offered={entry.remedy: text(entry.text) for entry in record.not_offered},
        text_without_replacement=text(record.text_without_replacement),
        decided={entry.remedy: (text(entry.title), text(entry.text)) for entry in record.decided},
    )
