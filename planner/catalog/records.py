"""The catalog files' keys and types, as msgspec records: the one place that knows the file format."""

from __future__ import annotations

from typing import Literal

import msgspec


class Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A mapping in a catalog file; an unknown key is an error."""


class TextRecord(Record, frozen=True, kw_only=True):
    """A sentence in both languages, both filled."""

    en: str
    zh: str


class EditionRecord(Record, frozen=True, kw_only=True):
    """An entry of ``editions.yaml``."""

    id: str
    title: TextRecord
    url: str
    published: str
    remarks: list[TextRecord] = []


class EditionsFile(Record, frozen=True, kw_only=True):
    """``editions.yaml``."""

    editions: list[EditionRecord]


class SpanRecord(Record, frozen=True, kw_only=True):
    """Clouds and a span of editions; absent means everywhere and always."""

    clouds: list[str] | None = None
    since: str = ""
    until: str = ""


class FactNoteRecord(SpanRecord, frozen=True, kw_only=True):
    """What a cloud or edition makes of a fact."""

    text: TextRecord


class AssumptionRecord(Record, frozen=True, kw_only=True):
    """What *not known* does: the value that is taken, why, and on which answer that depends."""

    is_: bool | str | list[str] = msgspec.field(name="is")
    because: TextRecord
    when: ConditionRecord | None = None


class FactRecord(Record, frozen=True, kw_only=True):
    """An entry of ``facts.yaml``; ``place`` is dotted (``cluster.konnectivity`` if absent)."""

    id: str
    kind: Literal["yes-no", "choice", "address", "text", "addresses", "prefixes"]
    label: TextRecord
    question: TextRecord | None = None
    helper: TextRecord | None = None
    place: str = ""
    step: Literal["", "facts", "features", "traffic"] = ""
    feature: str = ""
    options: list[str] = []
    option_help: str = ""
    answers: dict[str, TextRecord] = {}
    example: str = ""
    notes: list[FactNoteRecord] = []
    unknown: AssumptionRecord | list[AssumptionRecord] | None = None


class FactsFile(Record, frozen=True, kw_only=True):
    """``facts.yaml``."""

    facts: list[FactRecord]


class RegionRecord(Record, frozen=True, kw_only=True):
    """A region of a cloud file."""

    name: str
    display: TextRecord
    geography: TextRecord
    service_tag_suffix: str
    aks: bool | None
    service_tag_confirmed: bool = True


class CloudFile(Record, frozen=True, kw_only=True):
    """``clouds/*.yaml``."""

    id: str
    order: int
    label: TextRecord
    short_label: TextRecord
    api_server_suffix: str
    regions: list[RegionRecord]


class DestinationRecord(Record, frozen=True, kw_only=True):
    """A destination: exactly one of the first six keys is given."""

    fqdn: str | None = None
    service_tag: str | None = None
    api_server_ip: bool | None = None
    custom_dns: bool | None = None
    placeholder: str | None = None
    any: bool | None = None
    label: TextRecord | None = None
    note: TextRecord | None = None


class ConditionRecord(Record, frozen=True, kw_only=True):
    """A condition: a leaf (``fact``, ``is``), ``all``, ``any`` or ``never``."""

    fact: str | None = None
    is_: bool | str | None = msgspec.field(default=None, name="is")
    otherwise: TextRecord | None = None
    all: list[ConditionRecord] | None = None
    any: list[ConditionRecord] | None = None
    never: TextRecord | None = None


class VariantRecord(SpanRecord, frozen=True, kw_only=True):
    """A demand as it stands in some clouds for a span of editions."""

    section: str
    services: list[str]
    destinations: list[DestinationRecord]
    other_ways: list[DestinationRecord] = []
    when: ConditionRecord | None = None
    remarks: list[TextRecord] = []
    traits: list[Literal["retired", "alpn", "incomplete"]] = []
    purpose: TextRecord | None = None
    if_refused: TextRecord | None = None


class DemandRecord(Record, frozen=True, kw_only=True):
    """A demand with what is common to all its variants."""

    id: str
    necessity: Literal["required", "optional"]
    purpose: TextRecord
    if_refused: TextRecord
    variants: list[VariantRecord]
    replaced_by: str = ""
    remarks: list[TextRecord] = []
    traits: list[Literal["retired", "alpn", "incomplete"]] = []


class WithheldRecord(SpanRecord, frozen=True, kw_only=True):
    """Where a feature is not offered, and why."""

    reason: TextRecord


class BringsRecord(Record, frozen=True, kw_only=True):
    """A feature that another one switches on."""

    feature: str
    question: TextRecord
    reason: TextRecord
    unknown: AssumptionRecord


class FeatureFile(Record, frozen=True, kw_only=True):
    """``features/*.yaml``."""

    id: str
    order: int
    group: Literal["core", "node-pools", "monitoring", "secrets", "ingress"]
    label: TextRecord
    short_label: TextRecord
    summary: TextRecord
    always: bool = False
    remark: TextRecord | None = None
    withheld: list[WithheldRecord] = []
    brings: list[BringsRecord] = []
    demands: list[DemandRecord] = []


class EffectRecord(Record, frozen=True, kw_only=True):
    """One labelled line of a remedy: *Adds*, *Change*, *Clients*."""

    label: TextRecord
    text: TextRecord


class RemedyRecord(Record, frozen=True, kw_only=True):
    """A remedy of an advisory."""

    id: str
    title: TextRecord
    effects: list[EffectRecord] = []
    recommended: bool = False
    tasks: list[TextRecord] = []


class NotOfferedRecord(Record, frozen=True, kw_only=True):
    """Why a remedy does not fit."""

    remedy: str
    text: TextRecord


class DecidedRecord(Record, frozen=True, kw_only=True):
    """What the advisory says once ``remedy`` is chosen (empty: any remedy)."""

    title: TextRecord
    text: TextRecord
    remedy: str = ""


class AdvisoryRecord(Record, frozen=True, kw_only=True):
    """An entry of ``advisories.yaml``."""

    id: str
    severity: Literal["warning", "info"]
    title: TextRecord
    text: TextRecord
    text_without_replacement: TextRecord | None = None
    since: str = ""
    until: str = ""
    remedies: list[RemedyRecord] = []
    not_offered: list[NotOfferedRecord] = []
    decided: list[DecidedRecord] = []


class AdvisoriesFile(Record, frozen=True, kw_only=True):
    """``advisories.yaml``."""

    advisories: list[AdvisoryRecord]
