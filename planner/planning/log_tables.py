"""Tables with a head in pasted text: by commas, tabulators, bars or semicolons, or aligned by blanks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from planner.planning.endpoints import UNCLEAR, UNCLEAR_PORT, UNCLEAR_PORTLESS, endpoint_of
from planner.planning.log_found import Found, Result, lacks_port
from planner.planning.log_json import usual_record
from planner.planning.log_lines import of_line, of_mapping, of_other_row
from planner.planning.log_records import ADDRESSES, DESTINATIONS, SOURCES, is_head, usual_key
from planner.planning.log_services import PORTS, PROTOCOLS, transport_of

_FEWEST_COLUMNS = 2
_TITLES = 6
"""Lines in which a table's head is looked for: titles may stand above it."""

_ROWS_LOOKED_AT = 5
_DELIMITERS = ("\t", "|", ",", ";")
HEADING: Final[tuple[Found, ...]] = (Found("", None, ""),)
"""What comes of a line that is a table's head or the rule below it: nothing to read, and nothing to list."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns: their names, and the delimiter, or empty where blanks align them.

    ``starts`` are the places at which aligned columns begin; without them every word is a cell.
    """

    names: tuple[str, ...]
    delimiter: str = ""
    starts: tuple[int, ...] = ()

    @property
    def has_twins(self) -> bool:
        """Whether two columns of a port or of an address have the same name."""
        usual = [usual_key(name) for name in self.names]
        deciding = [name for name in usual if name in PORTS or name in ADDRESSES]
        return len(set(deciding)) < len(deciding)

    def cells(self, line: str) -> list[str] | None:
        """Return the cells of a row; None where they cannot be told apart."""
        if self.delimiter:
            return _cells(line.strip(" "), self.delimiter)
        if self.starts:
            runs = list(_RUN.finditer(line))
            # A long name may leave one blank alone before the next column.
            whole = not any(_is_place_and_more(run[0]) for run in runs)
            if whole and len(runs) == len(self.names):
                return [run[0] for run in runs]
            if whole and all(run.start() in self.starts for run in runs):
                made = [""] * len(self.names)
                for run in runs:
                    made[self.starts.index(run.start())] = run[0]
                return made
        words = line.split()
        return words if len(words) == len(self.names) else None


def _is_place_and_more(cell: str) -> bool:
    words = cell.split(" ")
    return len(words) > 1 and any(endpoint_of(word) for word in words)


# Words that one blank parts are one cell of a table whose columns lie two blanks apart or more.
_RUN = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[|:+=\s-]*")
_COUNT = re.compile(r"\s*\d[\d,.]*\s*")


def first_table(lines: Sequence[str]) -> tuple[int, Columns | None]:
    """Return where the head of a table stands and its columns; the number of lines and None where there is none."""
    for at in range(min(len(lines), _TITLES)):
        columns = _columns(lines, at)
        if columns is not None:
            return at, columns
    return len(lines), None


def of_table(lines: Sequence[str], columns: Columns) -> Iterator[Result]:
    """Yield what each line of a table wanted to reach; the first line is its head."""
    has_rows = any(_by_delimiter(line.strip(" ")) is None and not _RULE.fullmatch(line) for line in lines[1:])
    yield HEADING if has_rows else None
    for line in lines[1:]:
        again = _by_delimiter(line.strip(" "))
        if again is not None:  # a second table below the first
            columns = again
            yield HEADING
        elif _RULE.fullmatch(line):
            yield HEADING
        elif line.count('"') % 2:
            yield UNCLEAR  # a cell that goes on over the end of the line
        else:
            yield _of_row(line, columns)


def _of_row(line: str, columns: Columns) -> Result:
    row = columns.cells(line)
    if row is None:
        has_place = any(endpoint_of(word.strip("\"',;()")) for word in line.split())
        alone = len(line.split()) == 1
        return of_other_row(line) or (of_line(line.strip()) if alone or not has_place else UNCLEAR_PORTLESS)
    if len(row) == 1:
        return of_line(line.strip())
    if columns.has_twins:
        return UNCLEAR_PORT  # two columns of one name: nothing tells which is the destination's
    found = of_mapping(usual_record(dict(zip(columns.names, row, strict=False))))
    has_port = any(usual_key(name) in PORTS for name in columns.names)
    if has_port and isinstance(found, tuple) and any(map(lacks_port, found)):
        return UNCLEAR_PORTLESS  # its port may be that of the row above: a merged cell
    # A line that is no row of the table, such as one pasted below it, is still read.
    return found or of_other_row(line.strip())


# --- heads ---


def _columns(lines: Sequence[str], at: int) -> Columns | None:
    return _by_delimiter(lines[at].strip(" ")) or _aligned(lines, at)


def _by_delimiter(line: str) -> Columns | None:
    """Return the columns if a line is the head of a table with a destination and a delimiter, else None."""
    for delimiter in _DELIMITERS:
        if _names_a_destination(line.strip("|").split(delimiter)):
            return Columns(_told_apart(_cells(line, delimiter)), delimiter)
    return None


def _aligned(lines: Sequence[str], at: int) -> Columns | None:
    """Return the columns of a head that is aligned by blanks; a row below has to have as many cells."""
    head = lines[at]
    runs = list(_RUN.finditer(head))
    words = head.split()
    candidates = (
        Columns(_told_apart([run[0] for run in runs]), starts=tuple(run.start() for run in runs)),
        Columns(_told_apart(words)),
        Columns(_told_apart(_merged(words))),
    )
    above = _RUN.findall(lines[at - 1]) if at else []
    if len(above) == len(runs) and not any(map(endpoint_of, above)) and _source_in(above):
        return None  # a head of two lines, whose rows have two as well
    for columns in candidates:
        if not _names_a_destination(columns.names) or not _is_no_sentence(columns):
            continue
        for row in lines[at + 1 : at + 1 + _ROWS_LOOKED_AT]:
            cells = columns.cells(row)
            if cells is not None and any(endpoint_of(cell) for cell in cells):
                return columns
    return None


def _source_in(cells: Sequence[str]) -> bool:
    return any(usual_key(cell) in SOURCES for cell in cells)


def _is_no_sentence(columns: Columns) -> bool:
    """Whether a line is a head and no sentence with a word such as *host*: most of its words are names of columns."""
    if not all(_COLUMN_NAME.fullmatch(name) for name in columns.names):
        return False
    known = [name for name in columns.names if usual_key(name) in _HEAD_WORDS or _speaks_of_counts(name)]
    return bool(columns.starts) or 2 * len(known) >= len(columns.names)


_COLUMN_NAME = re.compile(r"(?!.*\d\.\d)[A-Za-z_\u3400-\u9fff#][\w./:#-]*(?: [\w./:#()-]+){0,3}")


def _names_a_destination(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= _FEWEST_COLUMNS
        and is_head({usual_key(cell) for cell in cells})
        and all(endpoint_of(cell.strip(' "')) is None and not cell.strip().isdigit() for cell in cells)
    )


_HEAD_WORDS = frozenset(
    (
        *PORTS, *PROTOCOLS, *SOURCES, *DESTINATIONS, "action", "act", "time", "date", "timegenerated", "start", "end",
        "rule", "policy", "name", "no", "line", "srcport", "sourceport", "sport", "spt", "status", "verdict", "reason",
        "comment", "description", "app", "application", "category", "type", "zone", "interface", "user", "owner",
    )
)  # fmt: skip
"""Names of columns that a head by single blanks is told by."""

_KNOWN = frozenset((*PORTS, *PROTOCOLS, *SOURCES, *DESTINATIONS))


def _merged(words: Sequence[str]) -> list[str]:
    """Return words with each two that are one column's name as one: *Destination IP*, *Source Port*."""
    made: list[str] = []
    for word in words:
        both = f"{made[-1]} {word}" if made else word
        first_of_two = bool(made) and " " not in made[-1] and usual_key(made[-1]) in _KNOWN
        if first_of_two and (usual_key(both) in _KNOWN or usual_key(word) in PORTS):
            made[-1] = both
        else:
            made.append(word)
    return made


def _told_apart(head: Sequence[str]) -> tuple[str, ...]:
    """Return a table's head with a column *Port* behind the source called the source's, where there are two of them."""
    names = [usual_key(name) for name in head]
    made, of_source = [], False
    for name, usual in zip(head, names, strict=True):
        of_source = usual in SOURCES or (of_source and usual not in DESTINATIONS)
        is_own = usual in PORTS and names.count(usual) > 1 and of_source
        made.append("spt" if is_own else name)
    return tuple(made)


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == "|":
        plain = line.replace("`", "").replace("**", "")  # how Markdown sets off a host
        return [cell.strip() for cell in plain.strip("|").split("|")]
    if not delimiter:
        return _RUN.findall(line)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


# --- tables whose head nobody knows ---


def rows_with_counts(lines: Sequence[str]) -> frozenset[int]:
    """Return the places of lines whose numbers may be counts: below a head that nobody knows, or a title of counts."""
    for at, (head, row) in enumerate(pairwise(lines[: _TITLES + 1])):
        for delimiter in (*_DELIMITERS, ""):
            names, cells = _cells(head.strip(), delimiter), _cells(row.strip(), delimiter)
            if len(names) != len(cells) or len(cells) < _FEWEST_COLUMNS:
                continue
            if any(_COUNT.fullmatch(cell) for cell in names) or not any(endpoint_of(cell) for cell in cells):
                continue
            counts = [name for name, cell in zip(names, cells, strict=True) if _COUNT.fullmatch(cell)]
            if any(name.strip() and not transport_of(name) for name in counts):
                return frozenset(
                    place
                    for place, line in enumerate(lines)
                    if place >= at and len(_cells(line.strip(), delimiter)) == len(cells)
                )
    titles = [at for at, line in enumerate(lines[:_TITLES]) if _speaks_of_counts(line)]
    return frozenset(
        place
        for place, line in enumerate(lines)
        if titles and place > titles[0] and _PLACE_AND_NUMBER.fullmatch(line)
    )


_COUNTING = re.compile(
    r"(?<![A-Za-z])(?:hits?|counts?|occurrences|bytes|packets|sessions|times)(?![A-Za-z])|次数|命中|计数|数量",
    re.IGNORECASE,
)
_PLACE_AND_NUMBER = re.compile(r"\s*(?:\S{3,260}[\s,;]\s*\d[\d,.]*|\d[\d,.]*[\s,;]\s*\S{3,260})\s*")


def _speaks_of_counts(line: str) -> bool:
    words = [word.strip("\"',;()") for word in line.split()]
    return _COUNTING.search(line) is not None and not any(endpoint_of(word) for word in words)
