"""Plain values into typed records, with the file's line for every mistake.

msgspec does the checking; this module turns its ``$.demands[3].differs`` paths into lines and its
wording into sentences that say what to do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Literal, TypeVar, get_args, get_origin

import msgspec

from planner.catalog.strict_yaml import Path, YamlFile
from planner.domain.problem import FileProblem
from planner.domain.text import Text

Record = TypeVar("Record")

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`", re.DOTALL)
_NOT_LISTED = re.compile(r"Invalid enum value '?(.*?)'?$", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`")


def shape(file: YamlFile, record: type[Record]) -> Record:
    """Return ``file``'s data as a ``record``.

    Raises:
        FileProblem: a key is unknown or missing, or a value has the wrong type, with its line.
    """
    try:
        return msgspec.convert(file.data, record, strict=True)
    except msgspec.ValidationError as error:
        raise _problem(file, str(error), record) from None


def _problem(file: YamlFile, message: str, record: type[object]) -> FileProblem:
    match = _PLACE.match(message)
    what = match["what"] if match else message
    path = _path((match["path"] if match else None) or "$")
    if unknown := _UNKNOWN.match(what):
        key = unknown[1]
        known = sorted(_field_names(record))
        return FileProblem(file.name, file.line_of((*path, key)), unknown_word(key, known, "key"))
    if missing := _MISSING.match(what):
        return FileProblem(file.name, file.line_of(path), _missing_key(missing[1]))
    if unlisted := _NOT_LISTED.match(what):
        sentence = _unlisted_value(path, unlisted[1], _allowed_values(record, path))
        return FileProblem(file.name, file.line_of(path), sentence)
    return FileProblem(file.name, file.line_of(path), _wrong_value(path, what))


def unknown_word(word: str, known: Iterable[str], noun: str) -> Text:
    """Say that ``word`` is not a known ``noun`` and offer the nearest known one, or all of a few."""
    known = list(known)
    shown = word[:80]
    near = difflib.get_close_matches(word[:80], known, n=1)
    english = f'"{shown}" is not a known {noun}.'
    chinese = f"无法识别“{shown}”"
    if near:
        return Text(f'{english} Did you mean "{near[0]}"?', f"{chinese}，是否为“{near[0]}”？")
    if noun == "key":
        return Text(f"{english} Remove it or check the spelling.", f"{chinese}，请删除或检查拼写。")
    listed = ", ".join(known)
    return Text(f"{english} Known: {listed}.", f"{chinese}。可用值：{listed}。")


def _missing_key(key: str) -> Text:
    return Text(f'the key "{key}" is missing. Add it.', f"缺少键“{key}”，请添加。")


def _unlisted_value(path: Path, value: str, allowed: tuple[str, ...]) -> Text:
    key, shown = path[-1] if path else "", value[:80]
    return Text(
        f'"{key}" holds "{shown}". Use one of: {", ".join(allowed)}.',
        f"“{key}”的值是“{shown}”，可用值：{'、'.join(allowed)}。",
    )


def _allowed_values(record: type[object], path: Path) -> tuple[str, ...]:
    """Return the words that may stand at ``path`` of a record, empty where any text may."""
    current: object = record
    for step in path:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, msgspec.Struct):
            current = next(
                field.type for field in msgspec.structs.fields(current) if field.encode_name == step
            )
        else:
            current = next(iter(get_args(current)), object)
        current = _given(current)
    return get_args(current) if get_origin(current) is Literal else ()


def _given(kind: object) -> object:
    """Return what a value that may be left out is when it is given: ``list[X] | None`` is ``list[X]``."""
    parts = get_args(kind)
    if type(None) not in parts:
        return kind
    return next(part for part in parts if part is not type(None))


def _wrong_value(path: Path, what: str) -> Text:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    name = f'"{key}"' if key else "the file"
    types = _WRONG_TYPE.search(what)
    if types is None:
        return Text(f"{name}: {what}.", f"“{key}”：{what}。")
    wanted, found = _type_words(types["wanted"]), _type_words(types["found"])
    hint = (
        " Put it in quotes."
        if types["wanted"].startswith("str") and types["found"] in ("int", "bool")
        else ""
    )
    return Text(
        f"{name} holds {found[0]} where {wanted[0]} is expected.{hint}",
        f"“{key}”的值是{found[1]}，应为{wanted[1]}。{'请用引号括起来。' if hint else ''}",
    )


def _type_words(types: str) -> tuple[str, str]:
    words = {
        "str": ("text", "文本"),
        "int": ("a number", "数字"),
        "bool": ("true or false", "true 或 false"),
        "array": ("a list", "列表"),
        "object": ("keys with values", "键值对"),
        "null": ("nothing", "空值"),
    }
    parts = [words.get(part.strip(), (part.strip(), part.strip())) for part in types.split("|")]
    return " or ".join(part[0] for part in parts), "或".join(part[1] for part in parts)


def _path(text: str) -> Path:
    steps: list[str | int] = []
    for match in _STEP.finditer(text.removeprefix("$")):
        if match[1] is not None:
            steps.append(match[1])
        elif match[2] is not None:
            steps.append(int(match[2]))
    return tuple(steps)


def _field_names(record: type[object]) -> set[str]:
    """Return every key that a record or a record inside it knows."""
    names: set[str] = set()
    pending: list[object] = [record]
    visited: set[object] = set()
    while pending:
        current = pending.pop()
        if current in visited:
            continue
        visited.add(current)
        pending.extend(get_args(current))
        if isinstance(current, type) and issubclass(current, msgspec.Struct):
            for field in msgspec.structs.fields(current):
                names.add(field.encode_name)
                pending.append(field.type)
    return names
