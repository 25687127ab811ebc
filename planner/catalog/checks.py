"""What a well-formed catalog must also satisfy: names that exist, texts in both languages, no overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations

from planner.catalog.model import AdvisoryText, Catalog, Cloud, Edition, Fact
from planner.domain.condition import Condition, FactIs, Group, Never
from planner.domain.demand import Demand, DestinationSource, Feature
from planner.domain.text import EMPTY_TEXT, Text

Complaint = tuple[str, str]
"""What the mistake is found under (an id that stands in the file), and the sentence."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HOST = re.compile(r"(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]+")


def feature_complaints(feature: Feature, catalog: Catalog) -> Iterator[Complaint]:
    """Yield every mistake in one feature, each with the id under which it stands."""
    known_clouds = {cloud.id for cloud in catalog.clouds}
    feature_ids = {entry.id for entry in catalog.features}
    all_demands = {demand.id for entry in catalog.features for demand in entry.demands}
    yield from ((feature.id, sentence) for sentence in _text_complaints(feature))
    for brought in feature.brings:
        if brought.feature not in feature_ids:
            yield feature.id, f"brings the unknown feature {brought.feature!r}"
    for demand in feature.demands:
        for sentence in _demand_complaints(demand, catalog, known_clouds, all_demands):
            yield demand.id, sentence
    for first, second in combinations(feature.demands, 2):
        if first.id == second.id and _overlap(first, second):
            yield first.id, "two variants hold for the same cloud and edition"


def _demand_complaints(
    demand: Demand, catalog: Catalog, known_clouds: set[str], all_demands: set[str]
) -> Iterator[str]:
    if not _ID.fullmatch(demand.id) or not demand.id.startswith(demand.feature + "-"):
        yield f"the id has to be {demand.feature}-<what>, in small letters, digits and dashes"
    for cloud in demand.clouds:
        if cloud not in known_clouds:
            yield f"{cloud!r} is not a cloud"
    for date in (demand.since, demand.until):
        if date and not _DATE.fullmatch(date):
            yield f"{date!r} is not a date such as 2020-06-29"
    if demand.replaced_by and demand.replaced_by not in all_demands:
        yield f"replaced_by names the unknown demand {demand.replaced_by!r}"
    if not demand.destinations or not demand.services:
        yield "a demand needs at least one destination and one service"
    yield from _host_complaints(demand)
    if demand.when is not None:
        yield from _condition_complaints(demand.when, catalog)


def _host_complaints(demand: Demand) -> Iterator[str]:
    sources = [template.source for template in demand.destinations]
    hosts = {DestinationSource.FQDN, DestinationSource.PLACEHOLDER}
    web = any(service.protocol.is_web for service in demand.services)
    if web and not isinstance(demand.when, Never) and not hosts.intersection(sources):
        yield "an HTTP or HTTPS service needs a host name"
    if sources[:1] == [DestinationSource.ANY] and not isinstance(demand.when, Never):
        yield "any is the last resort and cannot be the tightest destination"
    for template in (*demand.destinations, *demand.other_ways):
        if template.source is DestinationSource.FQDN:
            host = template.value.replace("<location>", "region")
            if not _HOST.fullmatch(host):
                yield f"{template.value!r} is not a host name in small letters, with *. in front at most"
    for template in demand.other_ways:
        if template.note == EMPTY_TEXT:
            yield f"the other way {template.value or template.source.value!r} needs a note that says what it costs"


def _condition_complaints(condition: Condition, catalog: Catalog) -> Iterator[str]:
    if isinstance(condition, Group):
        for member in condition.members:
            yield from _condition_complaints(member, catalog)
    elif isinstance(condition, Never):
        return
    else:
        yield from _fact_complaints(condition, catalog)


def _fact_complaints(leaf: FactIs, catalog: Catalog) -> Iterator[str]:
    fact = catalog.fact(leaf.fact)
    if fact is None:
        yield f"{leaf.fact!r} is not a fact; see facts.yaml"
    elif fact.kind == "choice" and leaf.value not in fact.answers:
        yield f"{leaf.value!r} is not an answer to {leaf.fact}"
    elif fact.kind != "choice" and not isinstance(leaf.value, bool):
        yield f"the answer to {leaf.fact} is true or false"
    if leaf.otherwise == EMPTY_TEXT:
        yield f"the condition on {leaf.fact} lacks the reason when it fails (otherwise)"


def _overlap(first: Demand, second: Demand) -> bool:
    if not set(first.clouds) & set(second.clouds):
        return False
    starts_before_end = not second.until or first.since < second.until
    ends_after_start = not first.until or second.since < first.until
    return starts_before_end and ends_after_start


def _text_complaints(value: object) -> Iterator[str]:
    """Yield a sentence for each text below ``value`` that is filled in one language only."""
    if isinstance(value, Text):
        if bool(value.en.strip()) != bool(value.zh.strip()):
            yield f"the text {value.en or value.zh!r} stands in one language only"
        if set(re.findall(r"\{(\w+)\}", value.en)) != set(re.findall(r"\{(\w+)\}", value.zh)):
            yield f"the placeholders of {value.en!r} differ between the languages"
    elif isinstance(value, tuple):
        for item in value:
            yield from _text_complaints(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield from _text_complaints(getattr(value, entry.name))


def catalog_complaints(catalog: Catalog) -> Iterator[Complaint]:
    """Yield mistakes that concern editions, clouds, facts and advisories."""
    groups: dict[str, tuple[Edition | Cloud | Fact | AdvisoryText, ...]] = {
        "editions": catalog.editions,
        "clouds": catalog.clouds,
        "facts": catalog.facts,
        "advisories": tuple(catalog.advisories.values()),
    }
    for noun, entries in groups.items():
        for entry in entries:
            if sum(other.id == entry.id for other in entries) > 1:
                yield entry.id, f"stands twice among the {noun}"
            for sentence in _text_complaints(entry):
                yield entry.id, sentence
    for edition in catalog.editions:
        if not _DATE.fullmatch(edition.id):
            yield edition.id, "an edition's id is a date such as 2020-03-10"
