"""A saved web page as blocks: tags are scanned in one pass, nothing in them is run, fetched or followed.

Not `html.parser`: on hostile input (a million unfinished tags) it takes quadratic time; this scanner is linear, and
what it has to know of HTML is little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from planner.importers.page_blocks import MOST_CELL, Block, Blocks, Heading, Line, Table, visible

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)(?=[\s/>])(?:[^"'>]|"[^"]*+"|'[^']*+')*+>""")
_MERGED = re.compile(r"^<t[dh]\b.*?\b(?:row|col)span\s*=\s*[\"']?\s*(?!1\b)\d", re.IGNORECASE | re.DOTALL)
_NOTES = ("sup", "sub")
"""Elements of footnotes: their number is no part of the word in front."""

_UNSEEN = ("script", "style", "template", "noscript", "svg", "textarea", "title", "iframe")
"""Elements whose content nobody sees as text."""

_BREAKS = (
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "tr",
    "td",
    "th",
    "dt",
    "dd",
    "hr",
    "blockquote",
)
_LONGEST_LINE = 2_000


def html_blocks(text: str) -> Blocks:
    """Return the headings, lines and tables of a page; a table within a cell is a table of its own."""
    reader = _Reader()
    is_whole = True
    for kind, value in _tokens(text):
        if kind == "text":
            reader.text(value)
        elif kind == "start":
            reader.start(value)
        elif kind == "end":
            reader.end(value)
        elif kind == "merged":
            reader.merged()
        else:
            is_whole = False
    return Blocks(tuple(reader.finish()), is_whole and reader.is_whole)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(text | start | end, value)``; ``("cut", "")`` where the page ends within a tag or a comment."""
    at, length = 0, len(text)
    while at < length:
        opening = text.find("<", at)
        if opening < 0:
            yield "text", text[at:]
            return
        if opening > at:
            yield "text", text[at:opening]
        following = text[opening + 1 : opening + 2]
        if text.startswith("<!--", opening) or following in ("!", "?"):
            end = "-->" if text.startswith("<!--", opening) else ">"
            closing = text.find(end, opening + 2)
            if closing < 0:
                yield "cut", ""
                return
            at = closing + len(end)
            continue
        if not (following.isalpha() or following == "/"):
            yield "text", "<"
            at = opening + 1
            continue
        found = _TAG.match(text, opening)
        if found is None:
            closing = text.find(">", opening)
            if closing < 0:
                yield "cut", ""
                return
            # Not a tag that HTML knows, such as <> or </>: passed over as browsers do.
            at = closing + 1
            continue
        name, at = found[2].lower(), found.end()
        if not found[1] and name in _UNSEEN and not found[0].endswith("/>"):
            closing_tag = re.compile(f"</{name}\\s*>", re.IGNORECASE).search(text, at)
            if closing_tag is None:
                yield "cut", ""
                return
            at = closing_tag.end()
            continue
        if _MERGED.search(found[0]):
            yield "merged", name
        yield ("end" if found[1] else "start"), name


class _OpenTable:
    """A table that is being read."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.has_merged = False

    def close_cell(self) -> None:
        if self.cell is not None and self.rows:
            self.rows[-1].append(_tidy("".join(self.cell))[:MOST_CELL])
        self.cell = None


class _Reader:
    """Collects blocks from tags and text."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._tables: list[_OpenTable] = []
        self._heading: tuple[int, list[str]] | None = None
        self._line: list[str] = []
        self._opened: set[str] = set()
        self._closed: set[str] = set()

    @property
    def is_whole(self) -> bool:
        """Whether what was opened around everything was closed again."""
        return not ({"html", "body"} & self._opened) - self._closed and not self._tables

    def text(self, text: str) -> None:
        said = visible(unescape(text))
        if self._heading is not None:
            self._heading[1].append(said)
        elif self._tables:
            cell = self._tables[-1].cell
            if cell is not None:
                cell.append(re.sub(r"\s+", " ", said))
        else:
            self._line.append(said)

    def merged(self) -> None:
        if self._tables:
            self._tables[-1].has_merged = True

    def start(self, name: str) -> None:
        self._opened.add(name)
        if name in _NOTES:
            self.text(" ")
        if name == "table":
            self._end_line()
            self._tables.append(_OpenTable())
        elif self._tables and name in ("tr", "td", "th"):
            table = self._tables[-1]
            table.close_cell()
            if name == "tr" or not table.rows:
                table.rows.append([])
            if name != "tr":
                table.cell = []
        elif _level(name) and not self._tables:
            self._end_line()
            self._heading = (_level(name), [])
        elif name in _BREAKS:
            self._break()

    def end(self, name: str) -> None:
        self._closed.add(name)
        if name == "table" and self._tables:
            self._end_table()
        elif self._tables and name in ("td", "th", "tr"):
            self._tables[-1].close_cell()
        elif _level(name) and self._heading is not None:
            self._end_heading()
        elif name in _BREAKS:
            self._break()

    def finish(self) -> list[Block]:
        """Return the blocks; of a table that was never closed all rows count but the last."""
        whole = self.is_whole
        while self._tables:
            if self._tables[-1].rows:  # the copy ends within it: nobody knows what the row would say
                self._tables[-1].rows.pop()
                self._tables[-1].cell = None
            self._end_table()
        self._end_heading()
        self._end_line()
        if not whole:
            self._opened.add("body")
            self._closed.discard("body")
        return self._blocks

    def _break(self) -> None:
        if self._tables:
            cell = self._tables[-1].cell
            if cell is not None:
                cell.append("\n")
        elif self._heading is None:
            self._end_line()

    def _end_table(self) -> None:
        table = self._tables.pop()
        table.close_cell()
        rows = tuple(tuple(row) for row in table.rows if row)
        if rows:
            self._blocks.append(Table(rows, table.has_merged))

    def _end_heading(self) -> None:
        if self._heading is not None:
            level, parts = self._heading
            self._heading = None
            text = " ".join("".join(parts).split())[:_LONGEST_LINE]
            if text:
                self._blocks.append(Heading(level, text))

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())[:_LONGEST_LINE]
        self._line = []
        if text:
            self._blocks.append(Line(text))


def _level(name: str) -> int:
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1] in "123456" else 0


def _tidy(text: str) -> str:
    return "\n".join(part for part in (" ".join(line.split()) for line in text.split("\n")) if part)
