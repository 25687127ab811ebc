"""What the records of an export in JSON wanted to reach: a list, a wrapper around one, objects one behind the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.planning.device_lines import of_device_line
from planner.planning.endpoints import UNCLEAR, UNCLEAR_PORTLESS, Unread, port_of
from planner.planning.log_found import Found, Result, lacks_port
from planner.planning.log_lines import LONGEST_LINE, of_line, of_mapping
from planner.planning.log_records import (
    ADDRESSES,
    DESTINATIONS,
    EITHER,
    MESSAGES,
    is_no_host_of_the_request,
    name_in,
    usual_key,
)
from planner.planning.log_services import PORTS, is_of_source, is_port_key, text_of
from planner.planning.matching import address_of

_SHOWN = 120
_LISTS = ("value", "records", "results", "data", "rows")


def json_of(text: str) -> object:
    """Return what a text in JSON holds; None for any other text."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object's members.

    Raises:
        ValueError: two of one key name different destinations or ports, so that it is no record of one request.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        for key, value in pairs:
            if made[key] != value and usual_key(key) in _DECIDING:
                raise ValueError(key)
    return made


_DECIDING = DESTINATIONS | frozenset(PORTS)


def json_values(text: str) -> list[list[object] | dict[str, object]]:
    """Return the objects or lists that a text is made of, one behind the other; empty where it is anything else."""
    decoder = json.JSONDecoder(object_pairs_hook=_once)
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


def of_json(data: list[object] | dict[str, object]) -> Iterator[tuple[str, Result]]:
    """Yield the beginning of each record of an export, and what it wanted to reach."""
    for record in _records(data):
        if isinstance(record, dict):
            yield _as_text(record), of_json_record(record)
        elif isinstance(record, str):
            yield record, of_line(record)
        else:
            yield _as_text(record), None


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


def of_json_record(record: Mapping[str, object]) -> Result:
    """Look into a record and, where it says nothing itself, into what it holds (Azure's ``properties``).

    A port that stands deeper than its host counts where it is the only one of a destination; else nothing is found
    whole.
    """
    hubble = _of_hubble(record)
    if hubble is not None:
        return hubble
    return _with_names_aside(_with_deeper_port(_found_in(record), record), record)


def _found_in(value: object, depth: int = 0, *, is_logged: bool = False) -> Result:
    if depth > _DEEPEST:
        return UNCLEAR if isinstance(value, dict | list) else None
    if isinstance(value, dict):
        value = {key: _inner(key, part) for key, part in value.items()}
        record = usual_record(_flattened(value))
        # Beside a destination's address the record itself tells whose name a host is.
        tells = any(text_of(record.get(key)) for key in ADDRESSES)
        own = of_mapping({key: part for key, part in record.items() if tells or key not in EITHER})
        # Beside a message a host is the one that wrote it, however deep it stands.
        is_logged = is_logged or any(text_of(record.get(key)) for key in MESSAGES)
        parts = [
            found for part in value.values() if (found := _found_in(part, depth + 1, is_logged=is_logged))
        ]
        if own:
            return UNCLEAR if _differ(own, parts) else own
        # A host at the top is the one that wrote the record, if anything in it names a place.
        said = [found for text in value.values() if isinstance(text, str) and (found := _said(text))]
        own = None if parts or said or is_logged else of_mapping(record)
        if own:
            return own
        parts = parts or said
        bad = next((found for found in parts if isinstance(found, Unread)), None)
        places = [found for found in parts if isinstance(found, tuple)]
        hosts = {tuple(place.host for place in found) for found in places}
        return UNCLEAR if len(hosts) > 1 else next(iter(places), bad)
    if not isinstance(value, list):
        return None
    flows = tuple(place for text in value if isinstance(text, str) for place in _flow(text))
    entries = [found for entry in value if (found := _found_in(entry, depth + 1, is_logged=is_logged))]
    bad = next((found for found in entries if isinstance(found, Unread)), None)
    listed = tuple(place for found in entries if isinstance(found, tuple) for place in found)
    return flows or bad or listed or None


def _differ(own: Result, parts: Iterable[Result]) -> bool:
    """Whether what stands deeper in a record names another host than the record itself."""
    hosts = {place.host for place in own} if isinstance(own, tuple) else set()
    deeper = {place.host for found in parts if isinstance(found, tuple) for place in found}
    names = {host for host in deeper - hosts if address_of(host) is None}
    return bool(names) and any(address_of(host) is None for host in hosts)


def _said(text: str) -> Result:
    """Return what a text of several words says, whatever its key is called; a single word is no message."""
    return of_line(text) if " " in text.strip() and len(text) <= LONGEST_LINE else None


def _inner(key: str, part: object) -> object:
    """Return the record that a message holds as text (Docker, Kubernetes); any other part as it is."""
    if not isinstance(part, str) or not part.lstrip().startswith("{") or usual_key(key) not in MESSAGES:
        return part
    held = json_of(part)
    return held if isinstance(held, dict) else part


_DEEPEST = 20


def _of_hubble(record: Mapping[str, object]) -> Result:
    """Read a flow of Cilium's Hubble: ``IP``, ``l4`` with the protocol as a key, the names that an address had."""
    flow = record.get("flow", record)
    ip, l4 = (flow.get("IP"), flow.get("l4")) if isinstance(flow, dict) else (None, None)
    if not isinstance(flow, dict) or not isinstance(ip, dict) or not isinstance(l4, dict):
        return None
    if flow.get("is_reply") is True or len(l4) != 1:
        return UNCLEAR
    names = flow.get("destination_names")
    query = part.get("query") if isinstance(part := _part(flow, "l7", "dns"), dict) else None
    ((protocol, ends),) = l4.items()
    usual: dict[str, object] = {"proto": protocol, "src": ip.get("source"), "dst": ip.get("destination")}
    if isinstance(ends, dict):
        usual["dport"] = ends.get("destination_port")
    if isinstance(query, str):
        usual["qname"] = query
    if isinstance(names, list) and len(names) == 1:
        usual["fqdn"] = names[0]
    return of_mapping(usual)


def _part(record: Mapping[str, object], *keys: str) -> object:
    part: object = record
    for key in keys:
        part = part.get(key) if isinstance(part, dict) else None
    return part


def _with_deeper_port(found: Result, record: Mapping[str, object]) -> Result:
    if not isinstance(found, tuple) or not any(map(lacks_port, found)):
        return found
    ports = set(_ports_in(record))
    if not ports:
        return found
    port = port_of(next(iter(ports))) if len(ports) == 1 and len(found) == 1 else None
    return UNCLEAR_PORTLESS if port is None else (found[0]._replace(port=port),)


_ASKING = re.compile(r"src|source|client|initiator|local|orig")


def _ports_in(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the numbers under every key that speaks of a port of the destination, however deep they stand."""
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return
    if isinstance(value, list):
        for entry in value:
            yield from _ports_in(entry, depth + 1)
        return
    for key, part in value.items():
        usual = usual_key(str(key))
        if _ASKING.match(usual) is not None:
            continue
        text = text_of(part).removesuffix(".0")
        if is_port_key(usual) and not is_of_source(usual) and text.isdigit() and text != "0":
            yield text
        yield from _ports_in(part, depth + 1)


_ENDS = frozenset({"source", "destination", "client", "server", "network", "tls", "dns", "http", "url"})
"""Parts of a record of Elastic's or Suricata's that belong to the request itself."""


def _flattened(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record with what its parts hold under both names: ``destination.port``, ``tls.sni``."""
    made: dict[str, object] = {key: value for key, value in record.items() if not isinstance(value, dict)}
    for key, part in record.items():
        if isinstance(part, dict) and key.lower() in _ENDS:
            made.update({f"{key}.{inner}": value for inner, value in part.items()})
            for inner, deeper in part.items():
                if isinstance(deeper, dict):
                    made.update({f"{key}.{inner}.{name}": value for name, value in deeper.items()})
    return made


def _with_names_aside(found: Result, record: Mapping[str, object]) -> Result:
    """Return what was found, unless it is an address alone and a name stands under a key that nobody knows."""
    if not isinstance(found, tuple) or any(address_of(place.host) is None for place in found):
        return found
    names = tuple(dict.fromkeys(_names_aside(record)))
    if not names:
        return found
    places = [(place.host, place.port, place.transport) for place in found]
    return replace(UNCLEAR, named=(*places, *((name, None, "") for name in names)))


def _names_aside(value: object, path: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the host names under keys that are neither known nor of what wrote the record, however deep they stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _names_aside(entry, path, depth + 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _names_aside(part, f"{path}.{key}" if path else str(key), depth + 1)
    elif (
        isinstance(value, str) and " " not in value.strip() and not is_no_host_of_the_request(usual_key(path))
    ):
        host = name_in(value)
        if host:
            yield host


def _flow(text: str) -> tuple[Found, ...]:
    """Return the flow of a tuple of Azure's flow logs; empty for any other text."""
    found = of_device_line(text)
    return found if isinstance(found, tuple) else ()


def usual_record(record: Mapping[str, object]) -> dict[str, object]:
    """Return a record with its keys as `usual_key` writes them; of two that come to one the first with a value."""
    made: dict[str, object] = {}
    for key, value in record.items():
        usual = usual_key(str(key))
        if made.get(usual) in (None, ""):
            made[usual] = value
    return made


def _as_text(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)[:_SHOWN]
    except (ValueError, RecursionError):
        return type(value).__name__
