"""Hosts, addresses and ports in what a person pastes: a list, URLs, or lines of a firewall's deny log.

Known forms: Azure Firewall's messages and its structured columns (JSON, JSON lines, CSV with a head), PAN-OS
(TRAFFIC and THREAT), FortiGate and CEF (key=value), Check Point (key: value;), Squid's access.log, and those of
`planner.planning.device_lines`. Anything else is read word by word; of two addresses whose parts nothing tells, none
is taken. It is the destination that counts, never the source. One pass: every pattern is bounded.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.text import Text
from planner.planning.endpoints import NO_HOST, Unread
from planner.planning.log_lines import Result, is_head, of_line, of_record, usual_key

MOST_CHARACTERS = 1_000_000
MOST_LINES = 10_000
_SHOWN = 120
_MOST_SOURCES = 1000
_FEWEST_COLUMNS = 2
_DELIMITERS = ("\t", ",", ";")
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
    for number, shown, found in _read(within, whole=unread == 0):
        if not isinstance(found, tuple) or not found:
            reason = found.reason if isinstance(found, Unread) else NO_HOST
            not_understood.append(NotUnderstood(number, _clipped(shown), reason))
            continue
        for entry in found:
            sources = (entry.source,) if entry.source else ()
            _count(targets, Target(entry.host, entry.port, entry.transport, sources=sources))
    return ParsedTargets(tuple(targets.values()), tuple(not_understood), unread)


_HALF_WIDTH = str.maketrans("：，；（）＝", ":,;()=")
"""What a Chinese keyboard types between words; each stands for the sign that every log writes."""


def merged(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return each place once with the sum of its counts, in the order in which they first stand."""
    held: dict[_Key, Target] = {}
    for target in targets:
        _count(held, target)
    return tuple(held.values())


def _count(held: dict[_Key, Target], target: Target) -> None:
    host, port, transport = target.host, target.port, target.transport
    # A port without its protocol is the same place as with it; the protocol that is known is kept.
    keys = [(host, port, transport), (host, port, "")] if transport else _any_transport(host, port)
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
    return [(host, port, transport) for transport in ("", "tcp", "udp")]


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
        data = _json(text.lstrip("\ufeff"))
        if isinstance(data, list | dict):
            records = list(_of_json(data))
            yield from records or [(0, text.strip(), None)]
            return
    lines = [(number, line.strip("\ufeff \t\r\n")) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    delimiter = _head_delimiter(lines[0][1]) if lines else ""
    if delimiter:
        yield from _of_csv(lines, delimiter)
        return
    for number, line in lines:
        if line.startswith("{"):
            data = _json(line)
            if isinstance(data, dict):
                yield number, line, _of_mapping(data)
                continue
        yield number, line, of_line(line)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


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
            found = of_record({usual_key(str(key)): value for key, value in current.items()})
            if isinstance(found, tuple) and found:
                return found
            bad = bad or (found if isinstance(found, Unread) else None)
            pending.extend(reversed(current.values()))
        elif isinstance(current, list):
            entries = [entry for entry in current if isinstance(entry, dict)]
            several = [
                of_record({usual_key(str(key)): value for key, value in entry.items()}) for entry in entries
            ]
            places = [place for found in several if isinstance(found, tuple) for place in found]
            if places:
                return tuple(places)
            pending.extend(reversed(current))
    return bad


def _head_delimiter(line: str) -> str:
    """Return what separates the columns if the line is the head of a table with a destination, else nothing."""
    for delimiter in _DELIMITERS:
        names = {usual_key(cell) for cell in line.split(delimiter)}
        if len(names) >= _FEWEST_COLUMNS and is_head(names):
            return delimiter
    return ""


def _of_csv(lines: list[tuple[int, str]], delimiter: str) -> Iterator[_Read]:
    head = [usual_key(cell) for cell in _cells(lines[0][1], delimiter)]
    if len(lines) == 1:
        yield (*lines[0], None)
    for number, line in lines[1:]:
        row = _cells(line, delimiter)
        found = of_record(dict(zip(head, row, strict=False)))
        # A line that is no row of the table, such as one pasted below it, is still read.
        yield number, line, found if len(row) > 1 else of_line(line)


def _cells(line: str, delimiter: str) -> list[str]:
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
