"""A sentence in both languages of the product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

ENGLISH = "en"
CHINESE = "zh"
LANGUAGES = (ENGLISH, CHINESE)

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACED_PLACEHOLDER = re.compile(r"(?:(?<=[\u4e00-\u9fff])( ))?\{(\w+)\}(?:( )(?=[\u4e00-\u9fff]))?")
"""A name with the blank before it and behind it, where Chinese stands on the other side of the blank."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in English and Simplified Chinese.

    Placeholders are names in braces (``{region}``). They are filled by `filled`, which knows no
    other syntax, so a text that a user typed can never be read as a format string.

    ``by`` says whose claim the sentence is: ``page`` (the edition that is planned by), ``ours``, or the id of a
    source of the catalog; empty where nobody claims anything, or several do. Then ``parts`` are the single claims
    that the text puts together, in reading order.
    """

    en: str
    zh: str
    by: str = ""
    parts: tuple[Text, ...] = field(default=(), kw_only=True)

    @property
    def claims(self) -> tuple[Text, ...]:
        """The sentences that have one claimant each: its parts, or the text itself; none if it is empty."""
        return self.parts or ((self,) if self.en else ())

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language`` (``en`` or ``zh``)."""
        return self.zh if language == CHINESE else self.en

    def filled(self, **values: str | Text) -> Text:
        """Return a copy in which each ``{name}`` of ``values`` is replaced by its value; whose claim it is stays.

        All names are replaced in one pass, so a value that itself looks like ``{name}`` stays as it is. A text that
        is nothing but names (``{first} {second}``) claims nothing: what it puts together keeps its own claims.
        """
        if "{" not in self.en and "{" not in self.zh:
            return self
        return _filled(self, tuple(values.items()))


EMPTY_TEXT = Text("", "")


@lru_cache(maxsize=4096)
def _filled(text: Text, given: tuple[tuple[str, str | Text], ...]) -> Text:
    """Fill a text; the same sentence is made with the same words in most plans of a session."""
    values = dict(given)

    def english(found: re.Match[str]) -> str:
        value = values.get(found[1])
        return found[0] if value is None else value.en if isinstance(value, Text) else value

    filled_en = _PLACEHOLDER.sub(english, text.en)
    filled_zh = _SPACED_PLACEHOLDER.sub(lambda found: _chinese_value(found, values), text.zh)
    if not text.by and text.en.lstrip().startswith("{") and not _PLACEHOLDER.sub("", text.en).strip():
        named = (values.get(name) for name in _PLACEHOLDER.findall(text.en))
        claims = tuple(claim for value in named if isinstance(value, Text) for claim in value.claims)
        return _claimed(filled_en, filled_zh, claims)
    parts = tuple(claim for part in text.parts for claim in part.filled(**values).claims)
    return Text(filled_en, filled_zh, text.by, parts=parts)


def together(texts: Iterable[Text]) -> Text:
    """Return sentences as one text that reads them one after another; each keeps whose claim it is."""
    claims = tuple(claim for text in texts for claim in text.claims)
    return _claimed(" ".join(claim.en for claim in claims), "".join(claim.zh for claim in claims), claims)


def _claimed(english: str, chinese: str, claims: tuple[Text, ...]) -> Text:
    claimants = {claim.by for claim in claims}
    by = claimants.pop() if len(claimants) == 1 else ""
    return Text(english, chinese, by, parts=claims if len(claims) > 1 else ())


def _chinese_value(found: re.Match[str], values: Mapping[str, str | Text]) -> str:
    """Return the value for a placeholder, without the blanks that only Latin letters need beside Chinese."""
    given = values.get(found[2])
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
