"""Line numbers in words: *lines 3, 5 to 9*."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.text import EMPTY_TEXT, LANGUAGES, Text
from planner.exporters.columns import joined

_TO = Text(" to ", " 至 ")
_LINES = (Text("line {n}", "第 {n} 行"), Text("lines {n}", "第 {n} 行"))


def lines_words(numbers: tuple[int, ...]) -> Text:
    """Return ``lines 3, 5 to 9`` in both languages, the empty text for none."""
    if not numbers:
        return EMPTY_TEXT
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    english, chinese = (joined(_spans(spans, language), language) for language in LANGUAGES)
    listed = Text(english, chinese)
    return _LINES[len(numbers) > 1].filled(n=listed)


def capital(text: Text) -> Text:
    """Return the words as the start of a sentence."""
    return Text(text.en[:1].upper() + text.en[1:], text.zh)


def _spans(spans: list[list[int]], language: str) -> Iterator[str]:
    to = _TO.in_language(language)
    return (str(first) if first == last else f"{first}{to}{last}" for first, last in spans)
