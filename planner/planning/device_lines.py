"""Lines of devices that write both ends of a connection by their places.

Known forms: Cisco ASA and FTD (``src inside:10.0.0.5/51514 dst outside:20.50.1.2/443``, ``inside/10.0.0.5(51514) ->
outside/20.50.1.2(443)``, ``from 10.0.0.5/51514 to 20.50.1.2/443``), Juniper RT_FLOW (``10.0.0.5/51514->20.50.1.2/53``),
``TCP/10.0.0.5:51514 -> TCP/20.50.1.2:443``, filterlog of OPNsense and pfSense, and the log of the Windows firewall.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.planning.endpoints import Endpoint, Unread, endpoint_of, port_of
from planner.planning.matching import address_of


class Reached(NamedTuple):
    """A destination as a device wrote it: host or address, port or None, and ``tcp``, ``udp`` or empty.

    ``source`` is the address that asked for it, empty where the line holds none.
    """

    host: str
    port: int | None
    transport: str
    source: str = ""


# A name or an address, perhaps behind an interface or a protocol, and a port behind a slash, a colon or in brackets.
_SPOT = (
    r"(?:[A-Za-z][\w-]{{0,40}}[:/])?"
    r"(?P<{0}>\d{{1,3}}(?:\.\d{{1,3}}){{3}}|[0-9A-Fa-f]{{0,4}}(?::[0-9A-Fa-f]{{0,4}}){{2,7}}|[A-Za-z0-9_-]{{1,63}}(?:\.[A-Za-z0-9_-]{{1,63}}){{1,20}})"
    r"(?:[/:](?P<{0}_port>\d{{1,6}})|\((?P<{0}_inner>\d{{1,6}})\))?(?![\w./]|:\S)"
)
# What stands between the two ends: an arrow or a word; users and names in brackets may stand behind the first.
_BETWEEN = r"(?:\([^()\s]{0,100}\))?\s{0,3}(?:->|=>|→|\s(?:to|dst)\s)\s{0,3}"
_DIRECTED = re.compile(
    r"(?<![\w.:/-])" + _SPOT.format("source") + _BETWEEN + _SPOT.format("target"), re.IGNORECASE
)
_PROTOCOL = re.compile(r"(?<![\w.])(tcp|udp|icmp|esp|gre|sctp)(?![\w.])", re.IGNORECASE)
_PROTOCOL_NUMBER = re.compile(r"(?<![\w.])(1|6|17|47|50|132)\(\d{1,3}\)")
_NUMBERED = {"1": "icmp", "6": "tcp", "17": "udp", "47": "gre", "50": "esp", "132": "sctp"}
_WINDOWS = re.compile(
    r"\b(?:DENY|DROP|ALLOW)\s{1,3}(?P<protocol>[A-Z]{2,4}|\d{1,3})\s{1,3}(?P<source>[0-9A-Fa-f.:]{3,45})\s{1,3}"
    r"(?P<target>[0-9A-Fa-f.:]{3,45})\s{1,3}(?:\d{1,5}|-)\s{1,3}(?P<port>\d{1,5}|-)(?!\S)"
)
_FILTERLOG = re.compile(
    r"(?:^|\s)(?P<cells>\d{0,9},[^,\s]{0,20},[^,\s]{0,60},[^,\s]{1,40},[^,\s]{1,30},\S{1,400})$"
)
_VERSION_CELL = 8
_CELLS = {"4": (16, 18, 19, 21), "6": (12, 15, 16, 18)}
"""Of filterlog, by the version of IP: where protocol, source, destination and its port stand."""


def of_device_line(line: str) -> Reached | Unread | None:
    """Return the destination of a line in one of the known forms, or None for any other text."""
    found = _DIRECTED.search(line)
    if found is not None and address_of(found["source"]) is not None:
        port = found["target_port"] or found["target_inner"] or ""
        return _reached(found["target"], port, _transport(line), found["source"])
    if (found := _WINDOWS.search(line)) is not None:
        named = found["protocol"].lower()
        transport = _NUMBERED.get(named, named if named in _NUMBERED.values() else "")
        return _reached(found["target"], found["port"].strip("-"), transport, found["source"])
    if (found := _FILTERLOG.search(line)) is not None:
        return _of_filterlog(found["cells"].split(","))
    return None


def _of_filterlog(cells: list[str]) -> Reached | Unread | None:
    places = _CELLS.get(cells[_VERSION_CELL]) if len(cells) > _VERSION_CELL else None
    if places is None or len(cells) <= places[2]:
        return None
    protocol, source, target, port = (cells[place] if place < len(cells) else "" for place in places)
    transport = protocol.lower() if protocol.lower() in _NUMBERED.values() else ""
    return _reached(target, port if transport in ("tcp", "udp") else "", transport, source)


def _transport(line: str) -> str:
    named = _PROTOCOL.search(line)
    if named is not None:
        return named[1].lower()
    numbered = _PROTOCOL_NUMBER.search(line)
    return _NUMBERED[numbered[1]] if numbered is not None else ""


def _reached(host: str, port: str, transport: str, source: str) -> Reached | Unread | None:
    endpoint, asking = endpoint_of(host), address_of(source)
    asked_from = "" if asking is None else str(asking)
    if not isinstance(endpoint, Endpoint):
        return None
    if not port or set(port) == {"0"}:
        return Reached(endpoint.host, None, transport, asked_from)
    number = port_of(port)
    return Unread(port) if number is None else Reached(endpoint.host, number, transport, asked_from)
