"""A sentence in both languages of the product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"
CHINESE = "zh"
LANGUAGES = (ENGLISH, CHINESE)

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACED_PLACEHOLDER = re.compile(r"(?<=[\u4e00-\u9fff])( ?)\{(\w+)\}( ?)(?=[\u4e00-\u9fff])|\{(\w+)\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in English and Simplified Chinese.

    Placeholders are names in braces (``{region}``). They are filled by `filled`, which knows no
    other syntax, so a text that a user typed can never be read as a format string.

    ``by`` says whose claim the sentence is: ``page`` (the edition that is planned by), ``ours``, or the id of a
    source of the catalog; empty where nobody claims anything, or nobody has said yet who does.
    """

    en: str
    zh: str
    by: str = ""

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language`` (``en`` or ``zh``)."""
        return self.zh if language == CHINESE else self.en

    def filled(self, **values: str | Text) -> Text:
        """Return a copy in which each ``{name}`` of ``values`` is replaced by its value; whose claim it is stays.

        All names are replaced in one pass, so a value that itself looks like ``{name}`` stays as it is.
        """
        if "{" not in self.en and "{" not in self.zh:
            return self

        def english(found: re.Match[str]) -> str:
            value = values.get(found[1])
            return found[0] if value is None else value.en if isinstance(value, Text) else value

        return Text(
            _PLACEHOLDER.sub(english, self.en),
            _SPACED_PLACEHOLDER.sub(lambda found: _chinese_value(found, values), self.zh),
            self.by,
        )


EMPTY_TEXT = Text("", "")


def _chinese_value(found: re.Match[str], values: Mapping[str, str | Text]) -> str:
    """Return the value for a placeholder, without the blanks that only Latin letters need beside Chinese."""
    given = values.get(found[2] or found[4])
    if given is None:
        return found[0]
    value = given.zh if isinstance(given, Text) else given
    if not (found[1] or found[3]):
        return value
    before = "" if _HAN.match(value[:1]) else found[1] or ""
    after = "" if _HAN.match(value[-1:]) else found[3] or ""
    return before + value + after


def joined(texts: tuple[Text, ...]) -> Text:
    """Return texts as one list: with commas in English, with ``、`` in Chinese."""
    return Text(", ".join(text.en for text in texts), "、".join(text.zh for text in texts))
