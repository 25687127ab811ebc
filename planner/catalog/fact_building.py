"""The table of facts: what ``facts.yaml`` lists, and what features ask by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import records, revealing
from planner.catalog.mistakes import FormMistake, Path
from planner.catalog.words import text
from planner.domain.condition import FactIs, VersionBefore
from planner.domain.fact import Assumption, Fact, FactKind, FactNote, TakesAway, version_numbers
from planner.domain.text import EMPTY_TEXT, Text

VAULT_CERTIFICATES = "vault_certificates"
_IN_VAULT = Text("{feature} certificates in Key Vault", "{feature} 证书存放在 Key Vault 中")


def table_of_facts(files: records.CatalogFiles) -> tuple[Fact, ...]:
    """Return every fact, the common ones first.

    Raises:
        FormMistake: what is assumed has not the form of its fact, with file and place.
    """
    return (*_common(files), *_asked_by_features(files))


def brings_fact(feature_id: str) -> str:
    """Return the id of the question whether a feature's certificates live in a vault."""
    return f"{feature_id}.{VAULT_CERTIFICATES}"


def _common(files: records.CatalogFiles) -> Iterator[Fact]:
    for index, record in enumerate(files.facts.facts):
        yield _fact(record, ("facts", index))


def _fact(record: records.FactRecord, path: Path) -> Fact:
    kind = FactKind(record.kind)
    notes = tuple(
        FactNote(text(note.text), tuple(note.clouds or ()), note.since, note.until) for note in record.notes
    )
    sign, value = revealing.sign_or_value(record.revealed_by, kind, (*path, revealing.KEY), "facts.yaml")
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
        assumptions=_assumptions(kind, record.unknown, (*path, "unknown"), "facts.yaml"),
        takes_away=tuple(_takes_away(entry, record) for entry in record.takes_away),
        example=record.example,
        needs_no_line=text(record.needs_no_line),
        revealed_by=sign,
        revealed_value=value,
    )


def _takes_away(record: records.TakesAwayRecord, fact: records.FactRecord) -> TakesAway:
    rests_on = fact.taken_away_rests_on
    return TakesAway(
        value=record.is_,
        reason=text(record.reason),
        answered=_leaves(record.answered),
        beside=record.beside,
        groups=tuple(record.groups),
        all_but=tuple(record.all_but),
        keep_optional=tuple(record.keep_optional),
        kept_if_refused=EMPTY_TEXT if fact.kept_if_refused is None else text(fact.kept_if_refused),
        rests_on=() if rests_on is None else _leaves(rests_on.any),
        otherwise=EMPTY_TEXT if rests_on is None else text(rests_on.otherwise),
    )


def _leaves(answers: dict[str, bool | str]) -> tuple[FactIs, ...]:
    return tuple(FactIs(name, value) for name, value in answers.items())


def _options(fact_id: str, kind: FactKind) -> tuple[str, ...]:
    name = fact_id.replace("_", "-")
    return (f"--{name}", f"--no-{name}") if kind is FactKind.YES_NO else (f"--{name}",)


def _asked_by_features(files: records.CatalogFiles) -> Iterator[Fact]:
    for feature in files.features:
        for index, entry in enumerate(feature.brings):
            path = ("brings", index, "unknown")
            shown = (*path[:-1], revealing.KEY)
            file = f"features/{feature.id}.yaml"
            yield Fact(
                id=brings_fact(feature.id),
                kind=FactKind.YES_NO,
                place=("features", "answers", feature.id, VAULT_CERTIFICATES),
                label=_IN_VAULT.filled(feature=text(feature.short_label)),
                question=text(entry.question),
                step="features",
                feature=feature.id,
                assumptions=_assumptions(FactKind.YES_NO, entry.unknown, path, file),
                revealed_by=revealing.sign_or_value(entry.revealed_by, FactKind.YES_NO, shown, file)[0],
            )


def _assumptions(
    kind: FactKind,
    record: records.AssumptionRecord | list[records.AssumptionRecord] | None,
    path: Path,
    file: str,
) -> tuple[Assumption, ...]:
    if record is None:
        return ()
    if isinstance(record, list):
        return tuple(_assumption(kind, entry, (*path, index), file) for index, entry in enumerate(record))
    return (_assumption(kind, record, path, file),)


def _assumption(kind: FactKind, record: records.AssumptionRecord, path: Path, file: str) -> Assumption:
    wanted = bool if kind is FactKind.YES_NO else list if kind.is_list else str
    if not isinstance(record.is_, wanted):
        raise FormMistake((*path, "is"), _WRONG_FORM.filled(kind=kind.value), file)
    when, before = record.when, None
    leaf: FactIs | None = None
    if when is not None:
        if when.fact is None or (when.is_ is None) is (when.before is None):
            raise FormMistake((*path, "when"), _ONE_FACT, file)
        if when.is_ is not None:
            leaf = FactIs(when.fact, when.is_)
        elif when.before is not None:
            if not version_numbers(when.before):
                raise FormMistake((*path, "when", "before"), _NO_VERSION, file)
            before = VersionBefore(when.fact, when.before)
    value = tuple(record.is_) if isinstance(record.is_, list) else record.is_
    return Assumption(value, text(record.because), leaf, before)


_WRONG_FORM = Text(
    "what is assumed has not the form of a {kind} answer. Correct it.",
    "假定的值与 {kind} 类型的答案不符，请更正。",
)
_ONE_FACT = Text(
    "an assumption depends on one fact: name it (fact, and is or before).",
    "假定只能取决于一个信息，请写明（fact，以及 is 或 before）。",
)
_NO_VERSION = Text("this is no version, such as 1.21. Correct it.", "不是版本号（例如 1.21），请更正。")
