"""Checks over every text of a catalog file, wherever it stands: both languages filled, the same names in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.catalog.strict_yaml import Path, Value, YamlFile
from planner.domain.problem import FileProblem
from planner.domain.text import Text

_LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
_NAME = re.compile(r"\{(\w+)\}")


def check_texts(file: YamlFile) -> None:
    """Look at every ``{en: ..., zh: ...}`` of a file that has its shape already.

    Raises:
        FileProblem: a language is empty, or a name in braces stands in one of them only; with the line.
    """
    for path, english, chinese in texts_in(file.data):
        for language, text in (("en", english), ("zh", chinese)):
            if not text.strip():
                raise FileProblem(file.name, file.line_of((*path, language)), _empty(language))
        if set(_NAME.findall(english)) != set(_NAME.findall(chinese)):
            raise FileProblem(file.name, file.line_of(path), _names_differ(english))


def texts_in(value: Value, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield each text below a value: where it stands, its English and its Chinese."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_in(item, (*path, index))
    elif isinstance(value, dict):
        english, chinese = value.get("en"), value.get("zh")
        if isinstance(english, str) and isinstance(chinese, str):
            yield path, english, chinese
            return
        for key, item in value.items():
            yield from texts_in(item, (*path, key))


def _empty(language: str) -> Text:
    english, chinese = _LANGUAGES[language]
    return Text(
        f"the {english} text is empty. Write it: every text stands in both languages.",
        f"{chinese}文本为空。请填写，每段文本都需要两种语言。",
    )


def _names_differ(english: str) -> Text:
    shown = english[:80]
    return Text(
        f"the names in braces of {shown!r} differ between the languages. Use the same in both.",
        f"“{shown}”中花括号内的名称在两种语言中不一致，请保持一致。",
    )
