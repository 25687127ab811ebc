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
_FOR_EXAMPLE = re.compile(r"\b(?:e\.g|i\.e)\b\.?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of a cell; ``beside`` is what stands in brackets right behind it, ``port`` what it names itself."""

    value: str
    beside: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row: its endpoints, their services (none where its port could not be read), and all its cells as text.

    ``use`` is what stands in neither of their columns, ``brackets`` what stands in brackets among the endpoints.
    ``is_doubtful`` tells that the row says more than that: words among its endpoints, a port that contradicts another,
    columns or merged cells that nobody knows. Nothing is then claimed of it.
    """

    endpoints: tuple[Endpoint, ...]
    services: tuple[Service, ...]
    text: str
    use: str = ""
    brackets: tuple[str, ...] = ()
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An endpoint table.

    ``headings`` lead from the outermost below the title to the nearest, ``above`` is the line right above it.
    """

    rows: tuple[FoundRow, ...]
    headings: tuple[str, ...]
    above: str


def found_tables(blocks: Blocks) -> tuple[Found, ...]:
    """Return the tables that list endpoints with ports, in reading order; of others the rows with a host, doubtful."""
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
    """Return the rows of a table that lists endpoints; of any other those that name a host, which are doubtful."""
    width = max(len(row) for row in table.rows)
    ports = _column([[_ports(cell) for cell in _padded(row, width)] for row in table.rows])
    endpoints = [[tuple(_endpoints(cell)) for cell in _padded(row, width)] for row in table.rows]
    names = _column([[() if at == ports else cell for at, cell in enumerate(cells)] for cells in endpoints])
    if ports < 0 or names < 0:
        return tuple(_hosts_alone(table, endpoints))
    protocols = _column([[_protocols(cell) for cell in _padded(row, width)] for row in table.rows])
    further = [at for at in range(width) if at not in (ports, names, protocols)]
    first = _padded(table.rows[0], width)
    is_known = _is_use(first, further) if _is_head(0, first, ports, names) else len(further) <= 1
    rows = []
    for number, row in enumerate(table.rows):
        cells = _padded(row, width)
        if not any(cells) or _is_head(number, cells, ports, names):
            continue
        protocol = _protocols(cells[protocols]) if protocols >= 0 else ()
        web = protocols < 0
        services = tuple(_services(_ports(cells[ports]), protocol, web=web))
        found = endpoints[number][names]
        rows.append(
            FoundRow(
                found,
                services,
                _as_text(cells),
                use=_as_text([cells[at] for at in further]),
                brackets=tuple(_BRACKETS.findall(cells[names].translate(_FULL_WIDTH))),
                is_doubtful=table.has_merged
                or not is_known
                or _says_more(cells[names])
                or _contradicts(found, services),
            )
        )
    return tuple(rows)


def _hosts_alone(table: Table, endpoints: list[list[tuple[Endpoint, ...]]]) -> Iterator[FoundRow]:
    """Yield the rows of a table without a column of ports, or with none of endpoints, that name a host."""
    for row, cells in zip(table.rows, endpoints, strict=True):
        hosts = tuple(found for cell in cells for found in cell if _HOST_NAME.search(found.value))
        if hosts:
            yield FoundRow(hosts, (), _as_text(row), is_doubtful=True)


_HOST_NAME = re.compile(r"[\w>-]\.[A-Za-z]{2,24}$")


def _is_use(head: list[str], further: list[int]) -> bool:
    """Whether a table has one further column at most, and that says what an endpoint is used for."""
    words = {word.lower() for at in further for word in re.findall(r"\w+", head[at])}
    return len(further) <= 1 and _DECIDING.isdisjoint(words)


_DECIDING = frozenset(
    {
        "cloud", "clouds", "environment", "required", "requirement", "optional", "mandatory", "needed", "status",
        "state", "replaced", "replacement", "replaces", "region", "regions", "retired", "retirement", "since", "until",
        "fqdn", "fqdns", "host", "hosts", "endpoint", "endpoints", "destination", "port", "ports", "protocol",
    }
)  # fmt: skip
"""Words in the head of a further column that decide for whom or whether a row holds."""


def _as_text(cells: Sequence[str]) -> str:
    return " ".join(" ".join(cells).split())


def _says_more(cell: str) -> bool:
    """Whether a cell of endpoints holds words that may say for whom, or whether, they hold; brackets aside."""
    bare = _BRACKETS.sub(" ", _SENTENCE_END.sub(" ", _FOR_EXAMPLE.sub(" eg ", cell.translate(_FULL_WIDTH))))
    return _PASSED.fullmatch(_TAG.sub(" ", _ENDPOINT.sub(" ", bare))) is None


_PASSED = re.compile(r"(?:\s|[,;–—-]|\b(?:or|and|service\s?tag|regional cidrs)\b)*", re.IGNORECASE)


def _contradicts(endpoints: Sequence[Endpoint], services: Sequence[Service]) -> bool:
    """Whether an endpoint names a port of its own that the column of ports does not."""
    ports = {service.port for service in services}
    return any(endpoint.port not in (None, *ports) for endpoint in endpoints)


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

    Such tables hold application rules: 443 without a protocol is HTTPS there, 80 is HTTP; any other says nothing.
    """
    for protocol, port in ports:
        if protocol:
            yield Service(Protocol(protocol), port)
        elif protocols:
            yield from (Service(Protocol(name), port) for name in protocols)
        elif web and port in _WEB_PORTS:
            yield Service(_WEB_PORTS[port], port)


_WEB_PORTS = {80: Protocol.HTTP, 443: Protocol.HTTPS}


def _endpoints(cell: str) -> Iterator[Endpoint]:
    """Yield the endpoints of a cell, in order."""
    text = cell.translate(_FULL_WIDTH)
    text = _SENTENCE_END.sub(" ", _FOR_EXAMPLE.sub(" eg ", text))
    brackets = list(_BRACKETS.finditer(text))
    bare = _BRACKETS.sub(lambda found: " " * len(found[0]), text)
    found = [
        (match.start("value"), match.end(), match["value"], match["port"])
        for match in _ENDPOINT.finditer(bare)
    ]
    taken = {start for start, *_ in found}
    found += [
        (match.start("value"), match.end(), match["value"], None)
        for match in _TAG.finditer(bare)
        if match.start("value") not in taken
    ]
    found.sort(key=lambda entry: entry[0])
    for number, (_, end, value, port) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        beside = next((match[1] for match in brackets if end <= match.start() < following), "")
        yield Endpoint(value, beside, int(port) if port else None)
