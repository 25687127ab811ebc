"""Letters that lead to a field together with Alt, for labels that come from the catalog and so carry none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.text import CHINESE, Text

TAKEN = "FEVGHB"
"""The letters of the menus and of *Back*."""


def mnemonic_keys(labels: Iterable[Text], taken: str = TAKEN) -> tuple[str, ...]:
    """Return a letter of its own for each label, empty where none is left; the same in every language."""
    used = set(taken)
    keys = []
    for label in labels:
        key = next((letter for letter in _letters(label.en) if letter not in used), "")
        used.add(key)
        keys.append(key)
    return tuple(keys)


def with_mnemonic(label: Text, key: str, language: str) -> str:
    """Return the label as Qt reads it: ``Node &subnets``, and in Chinese ``节点子网(&S)``."""
    text = label.in_language(language).replace("&", "&&")
    if not key:
        return text
    if language == CHINESE:
        return f"{text}(&{key})"
    place = next(place for place in _places(text) if text[place].upper() == key)
    return f"{text[:place]}&{text[place:]}"


def _letters(text: str) -> Iterator[str]:
    return (text[place].upper() for place in _places(text))


def _places(text: str) -> list[int]:
    """Return where letters stand, those that begin a word first."""
    letters = [place for place, letter in enumerate(text) if letter.isascii() and letter.isalpha()]
    return sorted(letters, key=lambda place: place > 0 and text[place - 1].isalnum())
