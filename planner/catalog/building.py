"""Records of the catalog files into the domain's types."""

from __future__ import annotations

from planner.catalog import records
from planner.catalog.model import AdvisoryText, Cloud, Edition, Region, RemedyText
from planner.domain.condition import Combine, Condition, FactIs, Group, Never
from planner.domain.demand import (
    Brings,
    Demand,
    DestinationSource,
    DestinationTemplate,
    Feature,
    Necessity,
    Trait,
    Withheld,
)
from planner.domain.fact import Assumption, Fact, FactKind, FactNote
from planner.domain.plan import Remedy, Severity
from planner.domain.service import Service
from planner.domain.text import EMPTY_TEXT, Text


def text(record: records.TextRecord | None) -> Text:
    """Return the sentence, or the empty one."""
    return EMPTY_TEXT if record is None else Text(record.en, record.zh)


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
        example=record.example,
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
    when = _condition(record.when) if record.when is not None else None
    if when is not None and not isinstance(when, FactIs):
        raise ValueError(f"{fact_id}: an assumption depends on one fact (fact, is)")
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


def feature(file: records.FeatureFile, all_clouds: tuple[str, ...]) -> Feature:
    """Return a feature with one `Demand` for each variant of its demands.

    Raises:
        ValueError: a service or destination cannot be read; the message names the demand.
    """
    demands = tuple(
        _demand(file.id, record, variant, all_clouds)
        for record in file.demands
        for variant in record.variants
    )
    withheld = tuple(
        Withheld(text(entry.reason), tuple(entry.clouds or ()), entry.since, entry.until)
        for entry in file.withheld
    )
    brings = tuple(
        Brings(entry.feature, text(entry.question), text(entry.reason), _brings_fact(file.id))
        for entry in file.brings
    )
    return Feature(
        id=file.id,
        label=text(file.label),
        short_label=text(file.short_label),
        summary=text(file.summary),
        group=file.group,
        demands=demands,
        always=file.always,
        withheld=withheld,
        brings=brings,
        remark=text(file.remark),
    )


def _demand(
    feature_id: str, record: records.DemandRecord, variant: records.VariantRecord, all_clouds: tuple[str, ...]
) -> Demand:
    try:
        return Demand(
            id=record.id,
            feature=feature_id,
            necessity=Necessity(record.necessity),
            clouds=tuple(variant.clouds) if variant.clouds is not None else all_clouds,
            destinations=tuple(map(_destination, variant.destinations)),
            services=tuple(map(Service.parse, variant.services)),
            section=variant.section,
            purpose=text(variant.purpose or record.purpose),
            if_refused=text(variant.if_refused or record.if_refused),
            other_ways=tuple(map(_destination, variant.other_ways)),
            when=_condition(variant.when) if variant.when is not None else None,
            since=variant.since,
            until=variant.until,
            replaced_by=record.replaced_by,
            remarks=tuple(map(text, [*record.remarks, *variant.remarks])),
            traits=tuple(dict.fromkeys(map(Trait, [*record.traits, *variant.traits]))),
        )
    except ValueError as error:
        raise ValueError(f"{record.id}: {error}") from error


def _destination(record: records.DestinationRecord) -> DestinationTemplate:
    values = {
        DestinationSource.FQDN: record.fqdn,
        DestinationSource.SERVICE_TAG: record.service_tag,
        DestinationSource.API_SERVER_IP: record.api_server_ip,
        DestinationSource.CUSTOM_DNS: record.custom_dns,
        DestinationSource.PLACEHOLDER: record.placeholder,
        DestinationSource.ANY: record.any,
    }
    given = [(source, value) for source, value in values.items() if value is not None]
    if len(given) != 1:
        raise ValueError("a destination has exactly one of " + ", ".join(source.value for source in values))
    source, value = given[0]
    if value is False or value == "":
        raise ValueError(f"the destination {source.value} is empty")
    written = value if isinstance(value, str) else ""
    return DestinationTemplate(source, written, text(record.label), text(record.note))


def _condition(record: records.ConditionRecord) -> Condition:
    given = [name for name in ("fact", "all", "any", "never") if getattr(record, name) is not None]
    if len(given) != 1:
        raise ValueError("a condition has exactly one of fact, all, any, never")
    if record.never is not None:
        return Never(text(record.never))
    if record.fact is not None:
        if record.is_ is None:
            raise ValueError(f"the condition on {record.fact} lacks its value (is)")
        return FactIs(record.fact, record.is_, text(record.otherwise))
    combine, members = (Combine.ALL, record.all) if record.all is not None else (Combine.ANY, record.any)
    if not members:
        raise ValueError(f"the condition {combine.value} is empty; name what has to hold")
    return Group(combine, tuple(map(_condition, members)))


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
