"""The catalog files' keys and types, as msgspec records: the one place that knows the file format."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A mapping in a catalog file; an unknown key is an error."""


class TextRecord(Record, frozen=True, kw_only=True):
    """A sentence in both languages, both filled; ``by`` is whose claim it is (a source's id, ``page`` or ``ours``)."""

    en: str
    zh: str
    by: str = ""


Claims = TextRecord | Annotated[list[TextRecord], msgspec.Meta(min_length=1)]
"""A sentence, or several that are read one after another because different sources claim them."""


class EditionRecord(Record, frozen=True, kw_only=True):
    """An entry of ``editions.yaml``."""

    id: str
    title: TextRecord
    url: str
    published: str
    remarks: list[Claims] = []


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

    text: Claims


class WhenRecord(Record, frozen=True, kw_only=True):
    """Another fact that an assumption depends on: its answer (``is``), or a version that it is ``before``."""

    fact: str | None = None
    is_: bool | str | None = msgspec.field(default=None, name="is")
    before: str | None = None


class AssumptionRecord(Record, frozen=True, kw_only=True):
    """What *not known* does: the value that is taken, why, and on which answer that depends."""

    is_: bool | str | list[str] = msgspec.field(name="is")
    because: TextRecord
    when: WhenRecord | None = None


class RestsOnRecord(Record, frozen=True, kw_only=True):
    """Which answers have to hold, one of them, for what is taken away not to be missed; ``otherwise`` if none does."""

    any: dict[str, bool | str]
    otherwise: Claims


class TakesAwayRecord(Record, frozen=True, kw_only=True):
    """Demands that one answer takes away: those under ``groups``, or under every heading but ``all_but``.

    ``answered`` are answers of other facts that somebody has to have given, ``beside`` a fact that what is taken away
    rests on too.
    """

    is_: bool | str = msgspec.field(name="is")
    answered: dict[str, bool | str] = {}
    beside: str = ""
    groups: list[str] = []
    all_but: list[str] = []
    keep_optional: list[str] = []
    reason: Claims


class RevealedRecord(Record, frozen=True, kw_only=True):
    """How a cluster's JSON reveals a fact or a feature; which keys go together is checked in `revealing`."""

    path: str | None = None
    is_: bool | str | list[str] | None = msgspec.field(default=None, name="is")
    like: str | list[str] | None = None
    given: bool | None = None
    absent: bool | str | list[str] | None = None
    each: str | None = None
    holds: RevealedRecord | None = None
    any: list[RevealedRecord] | None = None
    all: list[RevealedRecord] | None = None
    not_: RevealedRecord | None = msgspec.field(default=None, name="not")
    ask_if: RevealedRecord | None = None
    value: str | list[str] | None = None
    not_in_json: TextRecord | None = None


class FactRecord(Record, frozen=True, kw_only=True):
    """An entry of ``facts.yaml``; ``place`` is dotted (``cluster.konnectivity`` if absent)."""

    id: str
    kind: Literal["yes-no", "choice", "address", "text", "addresses", "prefixes"]
    label: TextRecord
    question: TextRecord | None = None
    helper: Claims | None = None
    place: str = ""
    step: Literal["", "facts", "features", "traffic"] = ""
    feature: str = ""
    options: list[str] = []
    option_help: str = ""
    answers: dict[str, TextRecord] = {}
    example: str = ""
    notes: list[FactNoteRecord] = []
    unknown: AssumptionRecord | list[AssumptionRecord] | None = None
    takes_away: list[TakesAwayRecord] = []
    taken_away_rests_on: RestsOnRecord | None = None
    kept_if_refused: Claims | None = None
    revealed_by: RevealedRecord | None = None
    needs_no_line: Claims | None = None


class FactsFile(Record, frozen=True, kw_only=True):
    """``facts.yaml``."""

    facts: list[FactRecord]


class ClusterJsonFile(Record, frozen=True, kw_only=True):
    """``cluster-json.yaml``."""

    beside: dict[str, list[str]]
    no_hosts: list[str]


class RegionRecord(Record, frozen=True, kw_only=True):
    """A region of a cloud file."""

    name: str
    display: TextRecord
    geography: TextRecord
    service_tag_suffix: str
    aks: bool | None
    service_tag_confirmed: bool = True
    closed: str = ""


class CloudFile(Record, frozen=True, kw_only=True):
    """``clouds/*.yaml``."""

    id: str
    order: int
    label: TextRecord
    short_label: TextRecord
    api_server_suffix: str
    routing_intent: bool = True
    regions: list[RegionRecord]


Words = TextRecord | str | Annotated[list[TextRecord | str], msgspec.Meta(min_length=1)]
"""A text, the name of one under ``notes`` (of the feature's file, or of ``notes.yaml``), or several of both."""

ByCloud = str | dict[str, str]
"""A value for every cloud, or one for each cloud by its name."""

TraitName = Literal["retired", "alpn", "incomplete", "other-cloud"]


class NotesFile(Record, frozen=True, kw_only=True):
    """``notes.yaml``: texts that several features use, by name."""

    notes: dict[str, Claims]


class HeadingRecord(Record, frozen=True, kw_only=True):
    """A heading of the page, from ``since`` until the next one begins; absent means from the beginning."""

    title: str
    since: str = ""


Headings = str | list[HeadingRecord]
"""A heading that never changed, or the headings in the order of their days."""


class DestinationRecord(Record, frozen=True, kw_only=True):
    """A destination: exactly one of the first six keys is given; ``known_as`` is the fact that fills a placeholder."""

    fqdn: ByCloud | None = None
    service_tag: ByCloud | None = None
    api_server_ip: bool | None = None
    custom_dns: bool | None = None
    placeholder: ByCloud | None = None
    any: bool | None = None
    known_as: str = ""
    label: Words | None = None
    note: Words | None = None


class ConditionRecord(Record, frozen=True, kw_only=True):
    """A condition: a leaf (``fact``, ``is``), ``all``, ``any`` or ``never``.

    A leaf with ``since`` is asked from that day's edition on; before, it holds.
    """

    fact: str | None = None
    is_: bool | str | None = msgspec.field(default=None, name="is")
    otherwise: Words | None = None
    all: list[ConditionRecord] | None = None
    any: list[ConditionRecord] | None = None
    never: Words | None = None
    since: str = ""


class EasedRecord(Record, frozen=True, kw_only=True):
    """Answers with any of which the cluster does not miss the demand, and what refusing it costs then."""

    any: dict[str, bool | str]
    if_refused: Words


class DifferenceRecord(SpanRecord, frozen=True, kw_only=True):
    """What differs from the demand in some clouds for a span of editions.

    ``remarks`` and ``traits`` are added to the demand's own; every other key stands in place of the demand's.
    ``absent`` says that the page does not list the demand there.
    """

    absent: bool = False
    source: str | None = None
    section: str | None = None
    services: list[str] | None = None
    destinations: list[DestinationRecord] | None = None
    other_ways: list[DestinationRecord] | None = None
    when: ConditionRecord | None = None
    replaced_by: str | None = None
    purpose: Words | None = None
    if_refused: Words | None = None
    remarks: list[Words] = []
    traits: list[TraitName] = []


class DemandRecord(SpanRecord, frozen=True, kw_only=True):
    """A demand with what is common to its clouds and editions, and what differs.

    ``source`` names who asks for it where that is not the page; ``section`` then is a heading there, or absent.
    """

    id: str
    necessity: Literal["required", "optional"]
    purpose: Words
    if_refused: Words
    source: str = ""
    section: str = ""
    services: list[str]
    destinations: list[DestinationRecord]
    other_ways: list[DestinationRecord] = []
    when: ConditionRecord | None = None
    eased_when: EasedRecord | None = None
    replaced_by: str = ""
    remarks: list[Words] = []
    traits: list[TraitName] = []
    differs: list[DifferenceRecord] = []


class NamedHostRecord(Record, frozen=True, kw_only=True):
    """A host that the source ``by`` names though the page does not; ``services`` as in a demand."""

    fqdn: str
    services: list[str]
    by: str


class WithheldRecord(SpanRecord, frozen=True, kw_only=True):
    """Where a feature is not offered, and why; ``hosts`` are what other sources name for it there."""

    reason: Words
    hosts: list[NamedHostRecord] = []


class BringsRecord(Record, frozen=True, kw_only=True):
    """A feature that another one switches on."""

    feature: str
    question: TextRecord
    reason: TextRecord
    unknown: AssumptionRecord
    revealed_by: RevealedRecord | None = None


class SourceRecord(Record, frozen=True, kw_only=True):
    """An entry of ``sources.yaml``; ``date`` is the day that it is of, ``title_zh`` given where the title is ours."""

    id: str
    kind: Literal["microsoft", "operator", "code", "report", "organisation"]
    title: str
    title_zh: str = ""
    url: str
    date: str = ""


class SourcesFile(Record, frozen=True, kw_only=True):
    """``sources.yaml``: where facts and sentences come from that are not the page's."""

    sources: list[SourceRecord]


class GroupRecord(Record, frozen=True, kw_only=True):
    """An entry of ``groups.yaml``."""

    id: str
    order: int
    label: TextRecord


class GroupsFile(Record, frozen=True, kw_only=True):
    """``groups.yaml``: the headings under which features are chosen."""

    groups: list[GroupRecord]


class FeatureFile(Record, frozen=True, kw_only=True):
    """``features/*.yaml``."""

    id: str
    order: int
    group: str
    label: TextRecord
    short_label: TextRecord
    summary: Claims
    always: bool = False
    remark: Claims | None = None
    revealed_by: RevealedRecord | None = None
    withheld: list[WithheldRecord] = []
    brings: list[BringsRecord] = []
    sections: dict[str, Headings | dict[str, Headings]] = {}
    notes: dict[str, Claims] = {}
    demands: list[DemandRecord] = []


class EffectRecord(Record, frozen=True, kw_only=True):
    """One labelled line of a remedy: *Adds*, *Change*, *Clients*."""

    label: TextRecord
    text: TextRecord


class TaskRecord(TextRecord, frozen=True, kw_only=True):
    """What a remedy asks of people; not where ``unless_chosen`` is the remedy of another service.

    ``only_on`` are makes of firewalls that ask for it; none means every one.
    """

    unless_chosen: str = ""
    only_on: list[str] = []


class RemedyRecord(Record, frozen=True, kw_only=True):
    """A remedy of an advisory."""

    id: str
    title: TextRecord
    effects: list[EffectRecord] = []
    recommended: bool = False
    tasks: list[TaskRecord] = []


class NotOfferedRecord(Record, frozen=True, kw_only=True):
    """Why a remedy does not fit."""

    remedy: str
    text: TextRecord


class CaseRecord(Record, frozen=True, kw_only=True):
    """What an advisory says in one case, and the remedies that fit it; what is absent is as in the advisory itself."""

    title: TextRecord | None = None
    text: Claims | None = None
    remedies: list[str] | None = None


class AdditionRecord(Record, frozen=True, kw_only=True):
    """A sentence in addition, where one of these features is on."""

    features: list[str]
    text: TextRecord


class AdvisoryRecord(Record, frozen=True, kw_only=True):
    """An entry of ``advisories.yaml``; title and text may be absent where every case has its own."""

    id: str
    severity: Literal["warning", "info"]
    title: TextRecord | None = None
    text: Claims | None = None
    cases: dict[str, CaseRecord] = {}
    also: list[AdditionRecord] = []
    since: str = ""
    until: str = ""
    remedies: list[RemedyRecord] = []
    not_offered: list[NotOfferedRecord] = []


class AdvisoriesFile(Record, frozen=True, kw_only=True):
    """``advisories.yaml``."""

    advisories: list[AdvisoryRecord]


class PageWordsFile(Record, frozen=True, kw_only=True):
    """``page-words.yaml``: how the page is written."""

    clouds: dict[str, list[str]]
    host_endings: dict[str, list[str]] = {}
    plain: list[str] = []
    optional: list[str] = []
    spelled: dict[str, str] = {}


class CatalogFiles(Record, frozen=True, kw_only=True):
    """All files of a catalog folder; clouds, features and groups stand in their order."""

    editions: EditionsFile
    clouds: list[CloudFile]
    facts: FactsFile
    features: list[FeatureFile]
    advisories: AdvisoriesFile
    notes: NotesFile
    sources: SourcesFile
    groups: GroupsFile
    cluster_json: ClusterJsonFile
    page_words: PageWordsFile
