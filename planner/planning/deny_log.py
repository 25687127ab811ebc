"""Hosts, addresses and ports in what a person pastes: a list, URLs, or lines of a firewall's deny log.

Known forms: Azure Firewall's messages and its structured columns, tables with a head, JSON (one object, a list, one
behind the other, lines), pairs of key and value in a line or one a line, and those of
`planner.planning.device_lines` and `planner.planning.log_errors`. Anything else is a sentence or a list, and is
understood whole or listed (`planner.planning.log_sentences`). It is the destination that counts, never the source.
Every pattern is bounded.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.domain.text import Text
from planner.planning.device_lines import of_device_line
from planner.planning.endpoints import NO_HOST, UNCLEAR, UNCLEAR_PORTLESS, Unread, endpoint_of
from planner.planning.log_found import Found, Result
from planner.planning.log_lines import of_line, of_mapping, of_other_row
from planner.planning.log_port_hints import is_port_alone, names_a_port
from planner.planning.log_records import DESTINATIONS, MESSAGES, SOURCES, is_head, usual_key
from planner.planning.log_services import OTHER_PROTOCOLS, PORTS, PROTOCOLS, transport_of
from planner.planning.log_tokens import without_head

MOST_CHARACTERS = 1_000_000
MOST_LINES = 10_000
_SHOWN = 120
_MOST_SOURCES = 1000
_FEWEST_COLUMNS = 2
_TITLES = 6
"""Lines in which a table's head is looked for: titles may stand above it."""

_DELIMITERS = ("\t", "|", ",", ";")
_LISTS = ("value", "records", "results", "data", "rows")


@dataclass(frozen=True, slots=True)
class Target:
    """One place that something wanted to reach, and how often it was found.

    ``host`` is a host name in small letters (perhaps with ``*.``) or an address. ``port`` is None where nothing
    named one. ``transport`` is ``tcp``, ``udp``, the name of another protocol (``icmp``), or empty where none was
    named. ``sources`` are the first addresses that it was asked from,
    as far as lines say them clearly.
    """

    host: str
    port: int | None = None
    transport: str = ""
    count: int = 1
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line in which no host was found: its number (0 where lines have none), its beginning, and why."""

    line: int
    text: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ParsedTargets:
    """Every host found, each once, in the order of the text; what held none; and how many lines were not read.

    ``unread`` counts lines beyond the first 10,000 or beyond the first million characters.
    """

    targets: tuple[Target, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    unread: int = 0


_Key = tuple[str, int | None, str]
_Read = tuple[int, str, Result]
"""A line's number and text, and what was found in it."""


def parse_targets(text: str) -> ParsedTargets:
    """Return the hosts in pasted text; lines that hold none are listed, blank ones aside."""
    within, unread = _within_bounds(text.translate(_HALF_WIDTH))
    targets: dict[_Key, Target] = {}
    not_understood: list[NotUnderstood] = []
    entries = list(_read(within, whole=unread == 0))
    unread_lines = [shown for _, shown, found in entries if not isinstance(found, tuple) or not found]
    keys_alone = sum(usual_key(shown) in _PARTS for shown in unread_lines if len(shown) < _SHOWN) > 1
    # A heading or a last line with a port is said of the hosts below or above it.
    port_alone = keys_alone or any(is_port_alone(line) or names_a_port(line) for line in unread_lines)
    for number, shown, result in entries:
        found = result
        if (
            isinstance(found, tuple)
            and any(map(_lacks_port, found))
            and (port_alone or names_a_port(_asked(shown)))
        ):
            found = UNCLEAR_PORTLESS
        if not isinstance(found, tuple) or not found:
            reason = found.reason if isinstance(found, Unread) else NO_HOST
            not_understood.append(NotUnderstood(number, _clipped(shown), reason))
            continue
        for entry in found:
            sources = (entry.source,) if entry.source else ()
            _count(targets, Target(entry.host, entry.port, entry.transport, sources=sources))
    return ParsedTargets(tuple(targets.values()), tuple(not_understood), unread)


def _lacks_port(found: Found) -> bool:
    return found.port is None and not found.has_no_port and found.transport not in OTHER_PROTOCOLS


def _asked(text: str) -> str:
    """Return a line without its head and without the hosts that it names: digits in these are no ports."""
    return _HOSTS.sub(" ", without_head(text))


_HOSTS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s,;|<>\"']*|(?:[\w*-]{1,63}\.){1,20}[A-Za-z][\w-]{1,62}(?::\d{1,5}(?!\d))?(?:/[^\s,;|]*)?"
)
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""What a Chinese keyboard types in full width, marks as well as letters, as the signs that every log writes."""


def merged(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return each place once with the sum of its counts, in the order in which they first stand."""
    held: dict[_Key, Target] = {}
    for target in targets:
        _count(held, target)
    return tuple(held.values())


def _count(held: dict[_Key, Target], target: Target) -> None:
    host, port, transport = target.host, target.port, target.transport
    # A port without its protocol is the same place as with it; the protocol that is known is kept.
    keys = [(host, port, transport)] if transport == "udp" else [(host, port, transport), (host, port, "")]
    if not transport:
        keys = _any_transport(host, port)
    # What was found without a protocol has taken one over by now: another one's request is another place.
    key = next(
        (
            key
            for key in keys
            if key in held and held[key].transport in ("", transport or held[key].transport)
        ),
        None,
    )
    if key is None:
        held[host, port, transport] = target
        return
    known = held[key]
    held[key] = replace(
        known,
        count=known.count + target.count,
        transport=known.transport or transport,
        sources=_with_sources(known.sources, target.sources),
    )


def _with_sources(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    new = tuple(source for source in more if source not in known)
    return (*known, *new)[:_MOST_SOURCES] if new else known


def _any_transport(host: str, port: int | None) -> list[_Key]:
    # Never one that is said to be UDP: most of what names no protocol is TCP.
    return [(host, port, transport) for transport in ("", "tcp")]


def _within_bounds(text: str) -> tuple[str, int]:
    """Return the part that is read, whole lines, and how many lines are not."""
    lines = text[:MOST_CHARACTERS].splitlines(keepends=True)
    if len(text) <= MOST_CHARACTERS and len(lines) <= MOST_LINES:
        return text, 0
    if len(text) > MOST_CHARACTERS and len(lines) > 1:
        lines.pop()  # cut in its middle
    kept = "".join(lines[:MOST_LINES])
    rest = text[len(kept) :]
    return kept, rest.count("\n") + (not rest.endswith("\n"))


def _read(text: str, *, whole: bool) -> Iterator[_Read]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if whole and start in ("[", "{"):
        values = _json_values(text.lstrip("\ufeff \t\r\n"))
        if values:
            records = [record for value in values for record in _of_json(value)]
            yield from records or [(0, text.strip(), None)]
            return
    # A row keeps the tabulators in front: they are its empty cells.
    rows = [(number, line.strip("\ufeff \r\n")) for number, line in enumerate(text.splitlines(), start=1)]
    rows = [(number, line) for number, line in rows if line.strip()]
    lines = [(number, line.strip()) for number, line in rows]
    head = next((at for at, (_, line) in enumerate(lines[:_TITLES]) if _head_delimiter(line)), None)
    table = [] if head is None else rows[head:]
    unknown = _rows_of_an_unknown_table(lines) if head is None else frozenset()
    for number, line in _joined(lines if head is None else lines[:head]):
        if number in unknown:
            yield number, line, of_other_row(line) or UNCLEAR_PORTLESS
            continue
        if line.startswith("{"):
            data = _json(line)
            if isinstance(data, dict):
                yield number, line, _of_mapping(data)
                continue
        yield number, line, of_line(line)
    if table:
        yield from _of_csv(table, _head_delimiter(table[0][1]))


def _rows_of_an_unknown_table(lines: list[tuple[int, str]]) -> frozenset[int]:
    """Return the lines of a table whose head nobody knows: of its numbers nothing tells a port from a count."""
    for at, (head, row) in enumerate(pairwise(lines[: _TITLES + 1])):
        for delimiter in _DELIMITERS:
            names, cells = _cells(head[1], delimiter), _cells(row[1], delimiter)
            if len(names) != len(cells) or len(cells) < _FEWEST_COLUMNS:
                continue
            if any(_COUNT.fullmatch(cell) for cell in names) or not any(endpoint_of(cell) for cell in cells):
                continue
            counts = [name for name, cell in zip(names, cells, strict=True) if _COUNT.fullmatch(cell)]
            if any(name.strip() and not transport_of(name) for name in counts):
                below = (line for line in lines[at:] if len(_cells(line[1], delimiter)) == len(cells))
                return frozenset(number for number, _ in below)
    return frozenset()


_COUNT = re.compile(r"\s*\d[\d,.]*\s*")
_PART = re.compile(
    r"\"?(?P<key>[A-Za-z\u3400-\u9fff][\w .-]{0,40}?)\"?(?:\s{0,40}[:=]\s{0,40}|\t{1,5})(?P<value>\S.*)"
)
_PARTS = frozenset((*PORTS, *PROTOCOLS, *SOURCES, *DESTINATIONS, "computername"))


def _joined(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield lines; a record of one key a line (Windows, PowerShell, a cut-out of JSON) becomes one line of pairs."""
    block: list[tuple[int, str]] = []
    keys: list[tuple[str, int, str]] = []
    for number, line in [*lines, (0, "")]:
        found = _PART.fullmatch(line)
        key = usual_key(found["key"]) if found is not None else ""
        if key in _PARTS and any(key == other for other, _, _ in keys):
            # The next record of the same kind.
            yield from _as_record(block)
            block, keys = [], []
        keys.append((key, number, line))
        if found is not None and "://" not in line[: len(found["key"]) + 4] and key not in MESSAGES:
            block.append((number, line))
            continue
        yield from _as_record(block)
        block, keys = [], []
        if line:
            yield number, line


def _as_record(block: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a block as they are, or as one where together they are a record and none is one by itself."""
    parts = [part for _, line in block if (part := _PART.fullmatch(line)) is not None]
    keys = [usual_key(part["key"]) for part in parts]
    known = [key for key in keys if key in _PARTS]
    if len(known) < 2 or len(set(known)) < len(known) or DESTINATIONS.isdisjoint(known):
        yield from block
        return
    values = [part["value"].strip(' ",') for part in parts]
    pairs = [(key, value) for key, value in zip(keys, values, strict=True) if key in _PARTS]
    # Values of several words stay as they are: a second host or port in one of them has to be seen.
    single = all(len(value.split()) == 1 for _, value in pairs)
    written = (f'{key}="{value}"' if single else f"{key}: {value}" for key, value in pairs)
    yield block[0][0], " ".join(written)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _json_values(text: str) -> list[list[object] | dict[str, object]]:
    """Return the objects or lists that a text is made of, one behind the other; empty where it is anything else."""
    decoder = json.JSONDecoder()
    values: list[list[object] | dict[str, object]] = []
    place = 0
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        if not isinstance(value, list | dict):
            return []
        values.append(value)
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
    return values


def _of_json(data: list[object] | dict[str, object]) -> Iterator[_Read]:
    for record in _records(data):
        if isinstance(record, dict):
            yield 0, _as_text(record), _of_mapping(record)
        elif isinstance(record, str):
            yield 0, record, of_line(record)
        else:
            yield 0, _as_text(record), None


def _records(data: list[object] | dict[str, object]) -> Iterable[object]:
    """Return the records of an export: a list, a wrapper around one, or a Log Analytics answer with tables."""
    if isinstance(data, list):
        return data
    tables = data.get("tables")
    if isinstance(tables, list):
        return [row for table in tables if isinstance(table, dict) for row in _rows(table)]
    for key in _LISTS:
        held = data.get(key)
        if isinstance(held, list):
            return held
    return [data]


def _rows(table: dict[str, object]) -> Iterator[dict[str, object]]:
    columns, rows = table.get("columns"), table.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list):
        return
    names = [str(column.get("name", "")) if isinstance(column, dict) else str(column) for column in columns]
    for row in rows:
        if isinstance(row, list):
            yield dict(zip(names, row, strict=False))


def _of_mapping(record: Mapping[str, object]) -> Result:
    """Look into a record and, where it says nothing itself, into what it holds (Azure's ``properties``)."""
    pending: list[object] = [record]
    bad: Unread | None = None
    while pending:
        current = pending.pop()
        if isinstance(current, dict):
            found = of_mapping(_usual(_flattened(current)))
            if isinstance(found, tuple) and found:
                return found
            bad = bad or (found if isinstance(found, Unread) else None)
            pending.extend(reversed(current.values()))
        elif isinstance(current, list):
            flows = tuple(place for text in current if isinstance(text, str) for place in _flow(text))
            if flows:
                return flows
            entries = [entry for entry in current if isinstance(entry, dict)]
            several = [of_mapping(_usual(entry)) for entry in entries]
            places = [place for found in several if isinstance(found, tuple) for place in found]
            if places:
                return tuple(places)
            pending.extend(reversed(current))
    return bad


_ENDS = frozenset({"source", "destination", "client", "server", "network", "tls", "dns", "http", "url"})
"""Parts of a record of Elastic's or Suricata's that belong to the request itself."""


def _flattened(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record with what its parts hold under both names: ``destination.port``, ``tls.sni``."""
    made: dict[str, object] = {key: value for key, value in record.items() if not isinstance(value, dict)}
    for key, part in record.items():
        if isinstance(part, dict) and key.lower() in _ENDS:
            made.update({f"{key}.{inner}": value for inner, value in part.items()})
    return made


def _flow(text: str) -> tuple[Found, ...]:
    """Return the flow of a tuple of Azure's flow logs; empty for any other text."""
    found = of_device_line(text)
    return found if isinstance(found, tuple) else ()


def _usual(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record with its keys as `usual_key` writes them; of two that come to one the first with a value."""
    made: dict[str, object] = {}
    for key, value in record.items():
        usual = usual_key(str(key))
        if made.get(usual) in (None, ""):
            made[usual] = value
    return made


def _head_delimiter(line: str) -> str:
    """Return what separates the columns if the line is the head of a table with a destination, else nothing."""
    for delimiter in _DELIMITERS:
        cells = line.strip("|").split(delimiter)
        names = {usual_key(cell) for cell in cells}
        if (
            len(cells) >= _FEWEST_COLUMNS
            and is_head(names)
            and all(endpoint_of(cell.strip(' "')) is None and not cell.strip().isdigit() for cell in cells)
        ):
            return delimiter
    return ""


def _of_csv(lines: list[tuple[int, str]], delimiter: str) -> Iterator[_Read]:
    head = _told_apart(_cells(lines[0][1], delimiter))
    if len(lines) == 1:
        yield (*lines[0], None)
    for number, line in lines[1:]:
        again = _head_delimiter(line)
        if again:  # a second table below the first
            head, delimiter = _told_apart(_cells(line, again)), again
            continue
        if not line.strip("|:- "):  # the rule below a head in Markdown
            continue
        row = _cells(line, delimiter)
        has_port = any(usual_key(name) in PORTS for name in head)
        if line.count('"') % 2:
            yield number, line, UNCLEAR  # a cell that goes on over the end of the line
            continue
        found = of_mapping(_usual(dict(zip(head, row, strict=False))))
        if has_port and isinstance(found, tuple) and any(map(_lacks_port, found)):
            found = UNCLEAR_PORTLESS  # its port may be that of the row above: a merged cell
        # A line that is no row of the table, such as one pasted below it, is still read.
        yield number, line, (found or of_other_row(line)) if len(row) > 1 else of_line(line)


def _told_apart(head: list[str]) -> list[str]:
    """Return a table's head with a column *Port* behind the source called the source's, where there are two of them."""
    names = [usual_key(name) for name in head]
    made, of_source = [], False
    for name, usual in zip(head, names, strict=True):
        of_source = usual in SOURCES or (of_source and usual not in DESTINATIONS)
        is_own = usual in PORTS and names.count(usual) > 1 and of_source
        made.append("spt" if is_own else name)
    return made


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == "|":
        plain = line.replace("`", "").replace("**", "")  # how Markdown sets off a host
        return [cell.strip() for cell in plain.strip("|").split("|")]
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _as_text(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)[:_SHOWN]
    except (ValueError, RecursionError):
        return type(value).__name__


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
