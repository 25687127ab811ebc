"""What a copy of the page consists of, whatever form it was saved in: headings, lines of text, tables."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

MOST_CELL = 4_000
"""Characters of a cell, a heading or a line that are read; the longest cell of the page has some hundreds."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or an entry of a list: above a table it may say which cloud the table is for."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows, the head among them; a cell is plain text, its line breaks kept.

    ``has_merged`` tells that a cell reaches over several rows or columns: which row it belongs to is not read.
    """

    rows: tuple[tuple[str, ...], ...]
    has_merged: bool = False


def visible(text: str) -> str:
    """Return a text without what nobody sees in it: soft hyphens, joiners, blanks of no width."""
    if text.isascii():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


Block = Heading | Line | Table


@dataclass(frozen=True, slots=True)
class Blocks:
    """A copy's blocks in reading order; ``is_whole`` is False where its form shows that the end is missing."""

    blocks: tuple[Block, ...]
    is_whole: bool = True
