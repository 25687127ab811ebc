"""Lines of devices that write both ends of a connection by their places.

Known forms: Cisco ASA and FTD (``src inside:10.0.0.5/51514 dst outside:20.50.1.2/443``, ``inside/10.0.0.5(51514) ->
outside/20.50.1.2(443)``, ``from 10.0.0.5/51514 to 20.50.1.2/443``), Juniper RT_FLOW (``10.0.0.5/51514->20.50.1.2/53``),
filterlog of OPNsense and pfSense, and the log of the Windows firewall.
"""

from __future__ import annotations

import re

from planner.planning.endpoints import UNCLEAR, Endpoint, Unread, endpoint_of, port_of
from planner.planning.log_found import Found, Result
from planner.planning.log_services import OTHER_PROTOCOLS
from planner.planning.matching import address_of

# A name or an address, perhaps behind an interface or a protocol, and a port behind a slash, a colon or in brackets.
_SPOT = (
    r"(?:[A-Za-z][\w-]{{0,40}}[:/])?"
    r"(?P<{0}>\d{{1,3}}(?:\.\d{{1,3}}){{3}}|[0-9A-Fa-f]{{0,4}}(?::[0-9A-Fa-f]{{0,4}}){{2,7}}|[A-Za-z0-9_-]{{1,63}}(?:\.[A-Za-z0-9_-]{{1,63}}){{1,20}})"
    r"(?:[/:](?P<{0}_port>\d{{1,6}})|\((?P<{0}_inner>\d{{1,6}})\))?(?![\w./]|:\S)"
)
# What stands between the two ends: an arrow or a word; users and names in brackets may stand behind the first.
_BETWEEN = r"(?:\s?\([^()]{0,100}\))?\s{0,3}(?:->|=>|→|\s(?:to|dst)\s)\s{0,3}"
_DIRECTED = re.compile(
    r"(?<![\w.:/-])" + _SPOT.format("source") + _BETWEEN + _SPOT.format("target"), re.IGNORECASE
)
# A port behind a slash or in brackets, or the device's own mark: no sentence of a person is written so.
_DEVICE = re.compile(
    r"%(?:ASA|FTD|PIX|FWSM)-|RT_FLOW|\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{3,5}|\(\d{1,5}\))(?!\d)"
)
# ASA: the first end is the one that lies outside, whoever asked; of a connection's end nothing tells who did.
_BUILT = re.compile(
    r"Built (?P<way>in|out)bound (?P<transport>TCP|UDP) connection \d{1,20} for \S{1,40}?:(?P<first>\S{3,60})"
    r"(?:\s{1,3}\(\S{3,60}\))?(?:\([^()]{1,60}\))? to \S{1,40}?:(?P<second>\S{3,60})"
)
_DENIED = re.compile(r"%(?:ASA|FTD|PIX|FWSM)-\d-(?:106|710|338|313|419|500|733)\d{3}:")
_ENDED = re.compile(r"%(?:ASA|FTD)-\d-(?:302014|302016|302021|305009|305010|305011|305012|313005|338004):")
_PROTOCOL = re.compile(r"(?<![\w.])(tcp|udp|icmp|esp|gre|sctp)(?![\w.])", re.IGNORECASE)
_PROTOCOL_NUMBER = re.compile(
    r"(?<![\w.])(?:protocol (?P<named>\d{1,3})\b|(?P<bare>1|6|17|47|50|132)\(\d{1,3}\))"
)
_NUMBERED = {"1": "icmp", "6": "tcp", "17": "udp", "47": "gre", "50": "esp", "132": "sctp"}
_WINDOWS = re.compile(
    r"\b(?:DENY|DROP|ALLOW)\s{1,3}(?P<protocol>[A-Z]{2,4}|\d{1,3})\s{1,3}(?P<source>[0-9A-Fa-f.:]{3,45})\s{1,3}"
    r"(?P<target>[0-9A-Fa-f.:]{3,45})\s{1,3}(?:\d{1,5}|-)\s{1,3}(?P<port>\d{1,5}|-)(?!\S)"
)
# Cisco IOS: "%SEC-6-IPACCESSLOGNP: list 101 denied 47 10.42.0.7 -> 20.50.2.1, 1 packet".
_IOS = re.compile(
    r"IPACCESSLOGNP: list \S{1,60} (?:denied|permitted) (?P<protocol>\d{1,3}) (?P<source>[0-9.]{7,15})(?: \S{1,40})?"
    r" -> (?P<target>[0-9.]{7,15})"
)
_FILTERLOG = re.compile(
    r"(?:^|\s)(?P<cells>\d{0,9},[^,\s]{0,20},[^,\s]{0,60},[^,\s]{1,40},[^,\s]{1,30},\S{1,400})$"
)
_VERSION_CELL = 8
_CELLS = {"4": (16, 18, 19, 21), "6": (12, 15, 16, 18)}
"""Of filterlog, by the version of IP: where protocol, source, destination and its port stand."""


# A flow of Azure's flow logs: time, source, destination, their ports, protocol, direction, what was done.
_FLOW = re.compile(
    r"(?<![\w.])\d{10,13},(?P<source>[0-9A-Fa-f.:]{3,45}),(?P<target>[0-9A-Fa-f.:]{3,45}),\d{1,5},(?P<port>\d{1,5}),"
    r"(?P<protocol>[TU]|\d{1,3}),[IO],[A-Z]{1,2}(?=[,\"\s]|$)"
)


def of_device_line(line: str) -> Result:
    """Return the destination of a line in one of the known forms, or None for any other text."""
    ends = _of_ends(line)
    if ends is not None:
        return ends
    if (found := _WINDOWS.search(line)) is not None:
        named = found["protocol"].lower()
        transport = _NUMBERED.get(named, named if named in _NUMBERED.values() else "")
        return _reached(found["target"], found["port"].strip("-"), transport, found["source"])
    if (found := _IOS.search(line)) is not None:
        number = found["protocol"]
        return _reached(found["target"], "", _NUMBERED.get(number, f"protocol {number}"), found["source"])
    flows = [_of_flow(found) for found in _FLOW.finditer(line)]
    if flows:
        return tuple(place for flow in flows if isinstance(flow, tuple) for place in flow)
    if (found := _FILTERLOG.search(line)) is not None:
        return _of_filterlog(found["cells"].split(","))
    return None


def _of_ends(line: str) -> Result:
    """Read the two ends of a connection as Cisco, Juniper and others write them."""
    if _ENDED.search(line) is not None:
        return UNCLEAR
    if (found := _BUILT.search(line)) is not None:
        source, target = (found["first"], found["second"])[:: 1 if found["way"] == "in" else -1]
        host, _, port = target.partition("/")
        return _reached(host, port, found["transport"].lower(), source.partition("/")[0])
    if _DEVICE.search(line) is not None:
        ends = [found for found in _DIRECTED.finditer(line) if address_of(found["source"]) is not None]
        if len({(end["target"], end["target_port"] or end["target_inner"]) for end in ends}) > 1:
            return UNCLEAR
        if ends:
            port = ends[0]["target_port"] or ends[0]["target_inner"] or ""
            return _reached(ends[0]["target"], port, _transport(line), ends[0]["source"])
        if _DENIED.search(line) is not None:
            return UNCLEAR  # an end that is written in another way: never read as a sentence
    return None


def _of_flow(found: re.Match[str]) -> Result:
    named = found["protocol"]
    transport = {"T": "tcp", "U": "udp"}.get(named) or _NUMBERED.get(named, f"protocol {named}")
    return _reached(found["target"], found["port"], transport, found["source"])


def _of_filterlog(cells: list[str]) -> Result:
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
    if numbered is None:
        return ""
    number = numbered["named"] or numbered["bare"]
    return _NUMBERED.get(number, f"protocol {number}")


def _reached(host: str, port: str, transport: str, source: str) -> Result:
    endpoint, asking = endpoint_of(host), address_of(source)
    asked_from = "" if asking is None else str(asking)
    if not isinstance(endpoint, Endpoint):
        return None
    if not port or set(port) == {"0"} or transport in OTHER_PROTOCOLS:
        return (Found(endpoint.host, None, transport, asked_from),)
    number = port_of(port)
    return Unread(port) if number is None else (Found(endpoint.host, number, transport, asked_from),)
