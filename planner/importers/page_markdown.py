"""The page as the documentation's repository holds it, Markdown with pipe tables, as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.importers.page_blocks import MOST_CELL, Block, Blocks, Heading, Line, Table, visible
from planner.importers.page_html import html_blocks

_MOST_CELLS = 40
"""Cells of a row that are told apart; the page's tables have four."""

_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\s*")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+")
_PIPE = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r"\]\[[^\[\]]{1,200}\]")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:\s*\S")
_TAB = re.compile(r"\[[^\[\]]*\]\(#tab/[^()]*\)")


def markdown_blocks(text: str) -> Blocks:
    """Return the headings and tables of a page, and the line above each table.

    Code blocks, comments and the front matter are passed over.
    """
    reader = _Reader(text.splitlines())
    blocks = tuple(reader.blocks())
    return Blocks(blocks, not reader.is_cut and _has_its_links(text))


def _has_its_links(text: str) -> bool:
    """Whether links by name have what they name, which stands at the very end of each edition of the page."""
    if not _REFERENCE.search(text):
        return True
    return any(_DEFINITION.match(line) for line in text.splitlines())


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0
        self._last = ""
        self.is_cut = False

    def blocks(self) -> Iterator[Block]:
        self._pass_front_matter()
        while self._at < len(self._lines):
            line = _bare(self._lines[self._at])
            fence = _FENCE.match(line)
            heading = _HEADING.fullmatch(line)
            if fence is not None:
                self._pass_until(fence[1])
            elif line.startswith("<!--"):
                self._pass_until("-->", anywhere=True)
            elif line[:6].lower() == "<table":
                yield from self._html_table()
            elif heading is not None:
                self._at += 1
                self._last = heading[2] if _TAB.fullmatch(heading[2]) else ""
                if not self._last:
                    yield Heading(len(heading[1]), plain_cell(heading[2][:MOST_CELL]))
            elif "|" in line and self._is_delimiter():
                # Of the lines only the last above a table is of use.
                if self._last:
                    yield Line(plain_cell(_BULLET.sub("", self._last[:MOST_CELL], count=1)))
                self._last = ""
                yield self._table()
            elif underline := self._underline(line):
                self._at += 2
                self._last = ""
                yield Heading(1 if underline == "=" else 2, plain_cell(line[:MOST_CELL]))
            else:
                self._at += 1
                self._last = line or self._last

    def _is_delimiter(self) -> bool:
        """Whether the following line is what stands below a table's head."""
        following = _bare(self._lines[self._at + 1]) if self._at + 1 < len(self._lines) else ""
        return "|" in following and _DELIMITER.fullmatch(following) is not None

    def _underline(self, line: str) -> str:
        """Return the sign that the following line is made of where that makes this line a heading; else empty."""
        following = self._lines[self._at + 1].strip() if self._at + 1 < len(self._lines) else ""
        plain = line and "|" not in line and not line.startswith(("-", "*", "#", "[", ":"))
        return following[:1] if plain and _UNDERLINE.fullmatch(following) else ""

    def _pass_front_matter(self) -> None:
        if self._lines and self._lines[0].strip() == "---":
            self._at = 1
            while self._at < len(self._lines) and self._lines[self._at].strip() != "---":
                self._at += 1
            self.is_cut = self._at >= len(self._lines)
            self._at += 1

    def _pass_until(self, mark: str, *, anywhere: bool = False) -> None:
        """Pass over what stands between this line's mark and the next one."""
        if anywhere and mark in self._lines[self._at]:
            self._at += 1
            return
        self._at += 1
        while self._at < len(self._lines):
            line = _bare(self._lines[self._at])
            self._at += 1
            if (mark in line) if anywhere else (line.startswith(mark) and not line.strip(mark[0])):
                return
        self.is_cut = True

    def _html_table(self) -> Iterator[Block]:
        begun = self._at
        while self._at < len(self._lines) and "</table" not in self._lines[self._at].lower():
            self._at += 1
        self._at += 1
        found = html_blocks("\n".join(self._lines[begun : self._at]))
        self.is_cut = self.is_cut or not found.is_whole
        yield from found.blocks

    def _table(self) -> Table:
        rows = [_cells(_bare(self._lines[self._at]))]
        width = len(rows[0])
        self._at += 2
        while self._at < len(self._lines) and "|" in (line := _bare(self._lines[self._at])):
            self._at += 1
            cells = _cells(line)
            if self._at == len(self._lines) and len(cells) < width:
                # The very last line of the file, and it has not all its cells: nobody knows what it would say.
                self.is_cut = True
                break
            rows.append(cells)
        return Table(tuple(rows))


def _bare(line: str) -> str:
    """Return a line without its indentation and the marks of a quotation around it."""
    line = line.strip()
    while line.startswith(">"):
        line = line[1:].strip()
    return line


def _cells(line: str) -> tuple[str, ...]:
    parts = _PIPE.split(line, maxsplit=_MOST_CELLS)
    if parts and not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return tuple(plain_cell(part[:MOST_CELL]) for part in parts)


_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`]+)\1(?!`)")
_BREAK = re.compile(r"<\s*/?\s*br\s*/?\s*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[[^\[\]]*\])")
_TAGS = re.compile(r"</?(?:span|a|b|strong|em|i|code|p|div|u|font|small|wbr|del|s)\b[^<>]*>", re.IGNORECASE)
_NOTES = re.compile(r"</?(?:sub|sup)\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNDERLINE = re.compile(r"(={2,}|-{2,})")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"\*\*")
_EMPHASIS = re.compile(r"(?<![\w.*])\*(?=\w)([^*\n]+?)(?<=\w)\*(?![\w.*])")
_KEPT = "\ue000"
"""A private character in place of what is taken as it is written: no rule of Markdown looks into it."""


def plain_cell(text: str) -> str:
    """Return what a reader of the rendered page sees; ``<br/>`` is a line break, ``<location>`` stays."""
    from html import unescape

    kept: list[str] = []

    def keep(literal: str) -> str:
        kept.append(literal)
        return f"{_KEPT}{len(kept) - 1}{_KEPT}"

    text = _COMMENT.sub(" ", text.replace(_KEPT, ""))
    text = _CODE.sub(lambda found: keep(visible(found[2]).replace("\\|", "|")), text)
    text = _ESCAPE.sub(lambda found: keep(found[1]), text)
    text = _BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", text)
    text = _NOTES.sub(" ", _TAGS.sub("", text))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub("", text))
    text = visible(unescape(text))
    text = re.sub(f"{_KEPT}(\\d+){_KEPT}", lambda found: kept[int(found[1])], text)
    lines = (" ".join(_BREAK.sub(" ", line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
