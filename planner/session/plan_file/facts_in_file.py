"""Facts between a plan file's values and the domain's: each by its place and kind in the table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.catalog.shaping import unknown_word
from planner.catalog.strict_yaml import Path, Value, YamlFile
from planner.domain.fact import UNKNOWN, Fact, FactKind, Known
from planner.domain.problem import FileProblem
from planner.domain.text import Text


def read_facts(file: YamlFile, table: Iterable[Fact]) -> tuple[dict[str, Known], Value]:
    """Return what the file knows, by fact id, and the file's data without the facts.

    Raises:
        FileProblem: a value has not the form of its fact; with the line.
    """
    known: dict[str, Known] = {}
    rest = _copied(file.data)
    for fact in table:
        given, value = _taken(rest, fact.place)
        if given and value is not None and value != UNKNOWN:
            known[fact.id] = _checked(fact, value, file)
    return known, rest


def _copied(value: Value) -> Value:
    """Return mappings copied, so that facts can be taken out of them; all else is the same."""
    return {key: _copied(item) for key, item in value.items()} if isinstance(value, dict) else value


def _taken(data: Value, place: Path) -> tuple[bool, Value]:
    *sections, name = place
    for section in sections:
        data = data.get(str(section)) if isinstance(data, dict) else None
    if not isinstance(data, dict) or name not in data:
        return False, None
    return True, data.pop(str(name))


def _checked(fact: Fact, value: Value, file: YamlFile) -> Known:
    if fact.kind is FactKind.YES_NO:
        if isinstance(value, bool):
            return value
    elif fact.kind.is_list:
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(str(entry) for entry in value)
    elif isinstance(value, str):
        if fact.kind is FactKind.CHOICE and value not in fact.answers:
            known = (*fact.answers, UNKNOWN)
            raise FileProblem(file.name, file.line_of(fact.place), unknown_word(value, known, "answer"))
        return value
    raise FileProblem(file.name, file.line_of(fact.place), _wrong(fact))


def _wrong(fact: Fact) -> Text:
    english, chinese = _WANTED[fact.kind]
    name = fact.place[-1]
    return Text(
        f'"{name}" has to be {english}, or unknown.', f"“{name}”的值应为{chinese}，或写 unknown 表示未知。"
    )


_TEXT = ("text (put it in quotes)", "文本（请用引号括起来）")
_LIST = ("a list of texts", "文本列表")
_WANTED: Mapping[FactKind, tuple[str, str]] = {
    FactKind.YES_NO: ("true or false", " true 或 false"),
    FactKind.CHOICE: _TEXT,
    FactKind.ADDRESS: _TEXT,
    FactKind.TEXT: _TEXT,
    FactKind.ADDRESSES: _LIST,
    FactKind.PREFIXES: _LIST,
}


def placed(facts: Iterable[tuple[Fact, Known | None]]) -> dict[str, Any]:
    """Return facts as the nested mappings of a plan file, in the table's order; what is not known says so."""
    data: dict[str, Any] = {}
    for fact, value in facts:
        *sections, name = fact.place
        where = data
        for section in sections:
            where = where.setdefault(section, {})
        where[name] = UNKNOWN if value is None else list(value) if isinstance(value, tuple) else value
    return data
