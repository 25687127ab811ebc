"""The endpoint tables among a page's blocks, found by what is in them, with the headings above each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.service import Protocol, Service
from planner.importers.page_blocks import Blocks, Heading, Line, Table

_PROTOCOLS = "|".join(protocol.value for protocol in Protocol)
_PORTS = re.compile(rf"(?:(?P<protocol>{_PROTOCOLS})\s*:\s*)?(?P<port>\d{{1,5}})", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\s|,|;|、|\band\b|\bor\b|和|或)*", re.IGNORECASE)
_FULL_WIDTH = str.maketrans("：，；（）＊．", ":,;()*.")

_NAME = r"[A-Za-z0-9_-]|<[A-Za-z0-9_ -]{1,40}>"
_HOST = rf"(?:\*|(?:{_NAME}){{1,80}}|(?=\.))(?:\.(?:(?:{_NAME}){{1,80}}|\*)){{1,20}}"
_ENDPOINT = re.compile(
    rf"(?<![\w.*<>/@-])(?P<value>{_HOST}|\*|[A-Za-z][A-Za-z0-9]{{2,60}}(?=:\d))(?::(?P<port>\d{{1,5}}))?(?![\w.*<>@-])"
)
_TAG = re.compile(
    r"service\s*tag\b\s*[-:\u2013\u2014]\s*(?P<value>[A-Za-z][A-Za-z0-9]{2,60})(?![\w.:<])", re.IGNORECASE
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SENTENCE_END = re.compile(r"\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of a cell; ``beside`` is what stands in brackets right behind it."""

    value: str
    beside: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row: its endpoints, their services (none where its port could not be read), and all its cells as text."""

    endpoints: tuple[Endpoint, ...]
    services: tuple[Service, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """An endpoint table.

    ``headings`` lead from the outermost below the title to the nearest, ``above`` is the line right above it.
    """

    rows: tuple[FoundRow, ...]
    headings: tuple[str, ...]
    above: str


def found_tables(blocks: Blocks) -> tuple[Found, ...]:
    """Return the tables that list endpoints with ports, in reading order."""
    found: list[Found] = []
    stack: list[Heading] = []
    above = ""
    for block in blocks.blocks:
        if isinstance(block, Heading):
            stack = [entry for entry in stack if entry.level < block.level] + [block]
            above = ""
        elif isinstance(block, Line):
            above = block.text
        else:
            rows = _endpoint_rows(block)
            if rows:
                headings = tuple(entry.text for entry in stack if entry.level > 1)
                found.append(Found(rows, headings, above))
            above = ""
    return tuple(found)


def _endpoint_rows(table: Table) -> tuple[FoundRow, ...]:
    """Return the rows of a table that lists endpoints; none of any other."""
    width = max(len(row) for row in table.rows)
    ports = _column([[_ports(cell) for cell in _padded(row, width)] for row in table.rows])
    if ports < 0:
        return ()
    endpoints = [[tuple(_endpoints(cell)) for cell in _padded(row, width)] for row in table.rows]
    names = _column([[() if at == ports else cell for at, cell in enumerate(cells)] for cells in endpoints])
    if names < 0:
        return ()
    protocols = _column([[_protocols(cell) for cell in _padded(row, width)] for row in table.rows])
    rows = []
    for number, row in enumerate(table.rows):
        cells = _padded(row, width)
        if not any(cells) or _is_head(number, cells, ports, names):
            continue
        protocol = _protocols(cells[protocols]) if protocols >= 0 else ()
        web = protocols < 0
        services = tuple(_services(_ports(cells[ports]), protocol, web=web))
        rows.append(FoundRow(endpoints[number][names], services, " ".join(" ".join(cells).split())))
    return tuple(rows)


def _is_head(number: int, cells: list[str], ports: int, names: int) -> bool:
    """Whether a row is the head: the first, with neither an endpoint nor a port in it."""
    return number == 0 and not _ports(cells[ports]) and not list(_endpoints(cells[names]))


def _padded(row: tuple[str, ...], width: int) -> list[str]:
    return [*row, *([""] * (width - len(row)))]


def _column(rows: Sequence[Sequence[tuple[object, ...]]]) -> int:
    """Return the column that most rows have something in, the leftmost of several; -1 where too few rows have."""
    counts = [sum(bool(cell) for cell in column) for column in zip(*rows, strict=True)]
    best = max(counts, default=0)
    return counts.index(best) if best and 2 * best >= len(rows) - 1 else -1


def _ports(cell: str) -> tuple[tuple[str, int], ...]:
    """Return ``(protocol, port)`` where a cell holds nothing but ports; the protocol is empty where it names none."""
    text = cell.translate(_FULL_WIDTH).strip()
    found, at = [], 0
    while at < len(text):
        entry = _PORTS.match(text, at)
        if entry is None or not 1 <= int(entry["port"]) <= 65535:
            return ()
        found.append(((entry["protocol"] or "").upper(), int(entry["port"])))
        between = _BETWEEN.match(text, entry.end())
        at = between.end() if between is not None else len(text)
        if at == entry.end() and at < len(text):
            return ()
    return tuple(found)


def _protocols(cell: str) -> tuple[str, ...]:
    """Return the protocols where a cell holds nothing else."""
    words = [word for word in re.split(r"[\s,/、]+", cell.upper()) if word not in ("", "AND", "OR")]
    return tuple(words) if words and all(word in Protocol.__members__ for word in words) else ()


def _services(
    ports: tuple[tuple[str, int], ...], protocols: tuple[str, ...], *, web: bool
) -> Iterator[Service]:
    """Yield the services of a row; ``web`` tells that the table has no column of protocols.

    Such tables hold application rules: a port without a protocol is HTTPS there, 80 is HTTP.
    """
    for protocol, port in ports:
        if protocol:
            yield Service(Protocol(protocol), port)
        elif protocols:
            yield from (Service(Protocol(name), port) for name in protocols)
        elif web:
            yield Service(Protocol.HTTP if port == 80 else Protocol.HTTPS, port)


def _endpoints(cell: str) -> Iterator[Endpoint]:
    """Yield the endpoints of a cell, in order."""
    text = cell.translate(_FULL_WIDTH)
    text = _SENTENCE_END.sub(" ", text)
    brackets = list(_BRACKETS.finditer(text))
    bare = _BRACKETS.sub(lambda found: " " * len(found[0]), text)
    found = [(match.start("value"), match.end(), match["value"]) for match in _ENDPOINT.finditer(bare)]
    taken = {start for start, _, _ in found}
    found += [
        (match.start("value"), match.end(), match["value"])
        for match in _TAG.finditer(bare)
        if match.start("value") not in taken
    ]
    found.sort()
    for number, (_, end, value) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        beside = next((match[1] for match in brackets if end <= match.start() < following), "")
        yield Endpoint(value, beside)
