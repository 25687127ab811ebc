"""What a well-formed catalog must also satisfy: names and days that exist, destinations that a rule can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import takewhile
from typing import NamedTuple

from planner.catalog import revealing
from planner.catalog.advisory_checks import advisory_complaints
from planner.catalog.model import OURS, PAGE, AdvisoryText, Catalog, Cloud
from planner.catalog.records import GroupRecord, SourceRecord
from planner.catalog.spans import is_day, span_complaints
from planner.domain.condition import Condition, FactIs, Group, Never
from planner.domain.demand import Demand, DestinationSource, DestinationTemplate, Feature, Withheld
from planner.domain.fact import Assumption, Fact, FactKind, FactNote, TakesAway
from planner.domain.firewall import Firewall
from planner.domain.request import FIREWALL
from planner.domain.text import EMPTY_TEXT

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SOURCE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REGION = re.compile(r"[a-z][a-z0-9]{1,39}")
_HOST = re.compile(r"(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+")
_TO_FILL = re.compile(r"<[^<>]*>")
_SECTIONS = ("cluster", "features", "traffic", FIREWALL)
_OF_A_FIREWALL = tuple((entry.name,) for entry in fields(Firewall))
_FILLED = ("<location>", "<service-tag-suffix>")


class Complaint(NamedTuple):
    """A mistake: the id or name it is found under, the sentence, and how the file's name begins."""

    found_under: str
    sentence: str
    file: str


def feature_complaints(feature: Feature, catalog: Catalog) -> Iterator[Complaint]:
    """Yield every mistake in one feature, each with the id under which it stands."""
    file = f"features/{feature.id}.yaml"
    feature_ids = {entry.id for entry in catalog.features}
    all_demands = {demand.id for entry in catalog.features for demand in entry.demands}
    for brought in feature.brings:
        if brought.feature not in feature_ids:
            yield Complaint(feature.id, f"brings the unknown feature {brought.feature!r}", file)
    for entry in feature.withheld:
        for named in entry.hosts:
            if not named.services or not _HOST.fullmatch(_TO_FILL.sub("name", named.host)):
                sentence = f"withheld: {named.host!r} is no host name in small letters with its services"
                yield Complaint(feature.id, sentence, file)
    for demand in feature.demands:
        for sentence in _demand_complaints(demand, catalog, all_demands):
            yield Complaint(demand.id, sentence, file)


def _demand_complaints(demand: Demand, catalog: Catalog, all_demands: set[str]) -> Iterator[str]:
    if not _ID.fullmatch(demand.id) or not demand.id.startswith(demand.feature + "-"):
        yield f"the id has to be {demand.feature}-<what>, in small letters, digits and dashes"
    if demand.replaced_by and demand.replaced_by not in all_demands:
        yield f"replaced_by names the unknown demand {demand.replaced_by!r}"
    if not demand.destinations or not demand.services:
        yield "a demand needs at least one destination and one service"
    yield from _destination_complaints(demand)
    for template in (*demand.destinations, *demand.other_ways):
        if template.known_as:
            yield from _filler_complaints(template.known_as, catalog)
    if demand.when is not None:
        yield from _condition_complaints(demand.when, catalog)
    if demand.eased is not None:
        for leaf in demand.eased.any_of:
            yield from _answer_complaints(leaf, catalog)


def _destination_complaints(demand: Demand) -> Iterator[str]:
    sources = [template.source for template in demand.destinations]
    hosts = {DestinationSource.FQDN, DestinationSource.PLACEHOLDER}
    # Also where the condition never holds: the line stands under "not needed" and has to name something.
    if any(service.protocol.is_web for service in demand.services) and not hosts.intersection(sources):
        yield "an HTTP or HTTPS service needs a host name"
    others = any(not service.protocol.is_web for service in demand.services)
    if others and sources and all(map(_is_wildcard, demand.destinations)):
        yield "a network rule takes no wildcard: give TCP and UDP services a tag, an address or a host as well"
    if sources[:1] == [DestinationSource.ANY] and not isinstance(demand.when, Never):
        yield "any is the last resort and cannot be the tightest destination"
    for template in (*demand.destinations, *demand.other_ways):
        yield from _template_complaints(template)
    for template in demand.other_ways:
        if template.note == EMPTY_TEXT:
            yield f"the other way {template.value or template.source.value!r} needs a note that says what it costs"


def _is_wildcard(template: DestinationTemplate) -> bool:
    return template.source is DestinationSource.FQDN and template.value.startswith("*")


def _template_complaints(template: DestinationTemplate) -> Iterator[str]:
    if template.source not in (DestinationSource.FQDN, DestinationSource.SERVICE_TAG):
        return  # a placeholder is free in what it leaves open
    unknown = [name for name in _TO_FILL.findall(template.value) if name not in _FILLED]
    for name in unknown:
        yield f"nothing fills {name} in {template.value!r}; filled: {' and '.join(_FILLED)}"
    if template.source is DestinationSource.FQDN and not unknown:
        host = _TO_FILL.sub("region", template.value)
        if not _HOST.fullmatch(host):
            yield f"{template.value!r} is not a host name in small letters, with *. in front at most"


def _filler_complaints(name: str, catalog: Catalog) -> Iterator[str]:
    fact = catalog.fact(name)
    if fact is None or fact.kind is not FactKind.TEXT:
        yield f"known_as names {name!r}, which is no text fact; see facts.yaml"


def _condition_complaints(condition: Condition, catalog: Catalog) -> Iterator[str]:
    if isinstance(condition, Group):
        for member in condition.members:
            yield from _condition_complaints(member, catalog)
    elif isinstance(condition, Never):
        return
    else:
        yield from _leaf_complaints(condition, catalog)


def _leaf_complaints(leaf: FactIs, catalog: Catalog) -> Iterator[str]:
    yield from _answer_complaints(leaf, catalog)
    if leaf.otherwise == EMPTY_TEXT:
        yield f"the condition on {leaf.fact} lacks the reason when it fails (otherwise)"


def _answer_complaints(leaf: FactIs, catalog: Catalog) -> Iterator[str]:
    fact = catalog.fact(leaf.fact)
    if fact is None:
        yield f"{leaf.fact!r} is not a fact; see facts.yaml"
    elif fact.kind is FactKind.CHOICE and leaf.value not in fact.answers:
        yield f"{leaf.value!r} is not an answer to {leaf.fact}"
    elif fact.kind is not FactKind.CHOICE and not isinstance(leaf.value, bool):
        yield f"the answer to {leaf.fact} is true or false"


def catalog_complaints(catalog: Catalog, advisories: Iterable[AdvisoryText]) -> Iterator[Complaint]:
    """Yield mistakes that concern editions, clouds, facts and advisories (here still with their doubles)."""
    known_clouds = [cloud.id for cloud in catalog.clouds]
    yield from _twice([entry.id for entry in catalog.editions], "editions.yaml")
    yield from _twice(known_clouds, "clouds/")
    yield from _twice([entry.id for entry in catalog.facts], "facts.yaml")
    for edition in catalog.editions:
        if not is_day(edition.id):
            yield Complaint(edition.id, "an edition's id is a date such as 2020-03-10", "editions.yaml")
        if not is_day(edition.published):
            sentence = f"published: {edition.published!r} is not a date such as 2020-03-10"
            yield Complaint(edition.id, sentence, "editions.yaml")
        elif edition.published < edition.id:
            yield Complaint(edition.id, "published before the day of its id", "editions.yaml")
    for cloud in catalog.clouds:
        yield from _region_complaints(cloud)
    for named in (catalog.page_words.clouds, catalog.page_words.host_endings):
        for cloud_id in named:
            if cloud_id not in known_clouds:
                yield Complaint(cloud_id, "is no cloud; its file is not in clouds/", "page-words.yaml")
    for fact in catalog.facts:
        yield from (Complaint(fact.id, sentence, "facts.yaml") for sentence in _notes(fact, known_clouds))
        yield from (
            Complaint(fact.id, sentence, "facts.yaml") for sentence in _fact_complaints(fact, catalog)
        )
    yield from _same_places(catalog.facts)
    wordings = tuple(advisories)
    yield from _twice([entry.id for entry in wordings], "advisories.yaml")
    features = [feature.id for feature in catalog.features]
    for wording in wordings:
        for sentence in advisory_complaints(wording, features):
            yield Complaint(wording.id, sentence, "advisories.yaml")
    yield from _late_days(catalog, wordings)


def _late_days(catalog: Catalog, wordings: Iterable[AdvisoryText]) -> Iterator[Complaint]:
    """Yield each end of a span that an edition holds already, though its id is earlier: it would be passed over."""
    late = [edition for edition in catalog.editions if edition.id < edition.published]
    for found_under, file, entry in _spans(catalog, wordings):
        for day in (entry.since, entry.until):
            for edition in late:
                if edition.id < day <= edition.published:
                    held = f"{edition.id}, published on {edition.published}"
                    yield Complaint(
                        found_under, f"{day} is counted to the edition {held}; write its id", file
                    )


def _spans(
    catalog: Catalog, wordings: Iterable[AdvisoryText]
) -> Iterator[tuple[str, str, Demand | Withheld | FactNote | AdvisoryText]]:
    """Yield whatever holds for a span of editions, with its id and file."""
    for feature in catalog.features:
        file = f"features/{feature.id}.yaml"
        yield from ((feature.id, file, entry) for entry in feature.withheld)
        yield from ((demand.id, file, demand) for demand in feature.demands)
    for fact in catalog.facts:
        yield from ((fact.id, "facts.yaml", note) for note in fact.notes)
    yield from ((wording.id, "advisories.yaml", wording) for wording in wordings)


def source_complaints(sources: Iterable[SourceRecord]) -> Iterator[Complaint]:
    """Yield mistakes in the named sources (here still with their doubles)."""
    entries = list(sources)
    yield from _twice([entry.id for entry in entries], "sources.yaml")
    for entry in entries:
        if entry.id in (PAGE, OURS) or not _SOURCE_ID.fullmatch(entry.id):
            sentence = f"an id has small letters, digits and dashes, and is neither {PAGE} nor {OURS}"
            yield Complaint(entry.id, sentence, "sources.yaml")
        if entry.date and not is_day(entry.date):
            yield Complaint(entry.id, f"{entry.date!r} is not a date such as 2020-06-29", "sources.yaml")
        if not entry.url.startswith("https://"):
            yield Complaint(entry.id, "the url has to begin with https://", "sources.yaml")
        if not entry.title.strip():
            yield Complaint(
                entry.id, "the title is empty; write the name of the page or code", "sources.yaml"
            )


def group_complaints(groups: Iterable[GroupRecord]) -> Iterator[Complaint]:
    """Yield mistakes in the headings of features (here still with their doubles)."""
    yield from _twice([entry.id for entry in groups], "groups.yaml")


def _notes(fact: Fact, known_clouds: list[str]) -> Iterator[str]:
    for note in fact.notes:
        for sentence in span_complaints(note.since, note.until, note.clouds, known_clouds):
            yield f"notes: {sentence}"


def _fact_complaints(fact: Fact, catalog: Catalog) -> Iterator[str]:
    if fact.kind is FactKind.CHOICE and not fact.answers:
        yield "a choice needs its answers"
    if fact.feature and catalog.feature(fact.feature) is None:
        yield f"belongs to the unknown feature {fact.feature!r}"
    if fact.place[0] not in _SECTIONS or len(fact.place) < 2:
        yield f"has no place in a plan file; a place begins with one of {', '.join(_SECTIONS)}"
    elif fact.place[0] == FIREWALL and fact.place[1:] not in _OF_A_FIREWALL:
        yield f"has no place in a plan file; a firewall has {', '.join(name for (name,) in _OF_A_FIREWALL)}"
    if fact.kind is FactKind.YES_NO and len(fact.options) not in (0, 2):
        yield "needs an option for yes and one for no"
    earlier = {entry.id for entry in takewhile(lambda entry: entry is not fact, catalog.facts)}
    for assumption in fact.assumptions:
        if fact.kind is FactKind.CHOICE and assumption.value not in fact.answers:
            yield f"assumes {assumption.value!r}, which is not one of its answers"
        other = catalog.fact(assumption.depends_on) if assumption.depends_on else None
        # One that only an answer makes true may stand later: what is assumed there cannot matter.
        if other is not None and other.id not in earlier and _may_be_assumed(assumption, other):
            yield f"assumes by {other.id!r}, which has to stand before it"
        if assumption.depends_on and other is None:
            yield f"assumes by the unknown fact {assumption.depends_on!r}"
        if assumption.when_before is not None and other is not None and other.kind is not FactKind.TEXT:
            yield f"compares {other.id!r} with a version, which only a text can be"
    yield from revealing.fact_complaints(fact)
    if fact.assumptions and fact.assumptions[-1].depends_on:
        yield "says nothing for some answers; the last assumption has no condition"
    for entry in fact.takes_away:
        yield from _takes_away_complaints(entry, fact, catalog)


def _may_be_assumed(assumption: Assumption, other: Fact) -> bool:
    """Whether what is assumed of another fact could be what this assumption depends on."""
    if assumption.when is None:
        return bool(other.assumptions)
    return any(entry.value == assumption.when.value for entry in other.assumptions)


def _is_answer(value: bool | str, fact: Fact) -> bool:
    return value in fact.answers if fact.kind is FactKind.CHOICE else isinstance(value, bool)


def _takes_away_complaints(entry: TakesAway, fact: Fact, catalog: Catalog) -> Iterator[str]:
    if fact.kind is FactKind.CHOICE and entry.value not in fact.answers:
        yield f"takes_away: {entry.value!r} is not one of its answers"
    elif fact.kind is not FactKind.CHOICE and not isinstance(entry.value, bool):
        yield "takes_away: the answer is true or false"
    if bool(entry.groups) is bool(entry.all_but):
        yield "takes_away names either groups or all_but"
    known = {group.id for group in catalog.groups}
    for group in (*entry.groups, *entry.all_but):
        if group not in known:
            yield f"takes_away names the unknown group {group!r}"
    for name, leaf in (
        *(("answered", leaf) for leaf in entry.answered),
        *(("taken_away_rests_on", leaf) for leaf in entry.rests_on),
    ):
        other = catalog.fact(leaf.fact)
        if other is None:
            yield f"takes_away: {name} names the unknown fact {leaf.fact!r}"
        elif not _is_answer(leaf.value, other):
            yield f"takes_away: {leaf.value!r} is not one of the answers of {leaf.fact!r}"
    if entry.beside and catalog.fact(entry.beside) is None:
        yield f"takes_away: beside names the unknown fact {entry.beside!r}"
    demands = {demand.id for feature in catalog.features for demand in feature.demands}
    for demand in entry.keep_optional:
        if demand not in demands:
            yield f"keep_optional names the unknown demand {demand!r}"


def _same_places(facts: tuple[Fact, ...]) -> Iterator[Complaint]:
    """Two facts at one place of the plan file, or with one option, would take each other's answers."""
    taken: dict[object, str] = {}
    for fact in facts:
        for name in (".".join(fact.place), *fact.options):
            other = taken.setdefault(name, fact.id)
            if other != fact.id:
                yield Complaint(fact.id, f"{name} is taken by {other}", "facts.yaml")


def _region_complaints(cloud: Cloud) -> Iterator[Complaint]:
    yield from _twice([region.name for region in cloud.regions], "clouds/")
    for region in cloud.regions:
        if not _REGION.fullmatch(region.name):
            sentence = "a region's name has small letters and digits only, such as westeurope"
            yield Complaint(region.name, sentence, "clouds/")
        if region.closed and not is_day(region.closed):
            sentence = f"closed: {region.closed!r} is not a date such as 2020-06-29"
            yield Complaint(region.name, sentence, "clouds/")


def _twice(names: list[str], file: str) -> Iterator[Complaint]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Complaint(name, "stands twice. Keep one of them", file)
