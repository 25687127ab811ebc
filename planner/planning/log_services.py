"""Which port and protocol a record of a log names: by number, by a name that is known, or one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planner.planning.endpoints import Unread, port_of

PORTS = ("destinationport", "dstport", "destport", "dport", "dpt", "service", "port")
PROTOCOLS = (
    "protocol",
    "proto",
    "ipprotocol",
    "protocolid",
    "transport",
    "transportprotocol",
    "networktransport",
)
_NAMED_PORTS = {"https": 443, "http": 80, "domain": 53, "dns": 53, "ntp": 123, "ssh": 22, "https-alt": 8443}
_TRANSPORTS = {
    "tcp": "tcp", "6": "tcp", "http": "tcp", "https": "tcp", "tls": "tcp", "ssl": "tcp", "mssql": "tcp",
    "udp": "udp", "17": "udp",
}  # fmt: skip

# No line of a plan is for one of these: a request by them is never taken for one by TCP or UDP.
_OTHER_PROTOCOLS = {
    "icmp": "icmp", "1": "icmp", "ping": "icmp", "icmpv6": "icmpv6", "ipv6-icmp": "icmpv6", "58": "icmpv6",
    "gre": "gre", "47": "gre", "esp": "esp", "50": "esp", "ah": "ah", "51": "ah",
    "sctp": "sctp", "132": "sctp", "igmp": "igmp",
    "2": "igmp",
}  # fmt: skip
_UNNAMED = frozenset({"", "-", "0", "any", "all", "n/a", "none", "null", "unknown"})
PROTOCOL_AND_PORT = re.compile(r"(https?|tcp|udp)[:/](\d{1,6})", re.IGNORECASE)
# A port and a protocol that stand apart from the host: "destination port 443, host ...", "UDP 请求 ...".
_PORT_APART = re.compile(
    r"(?<!source )(?<!src )(?<!源)(?<!源 )(?<!来源)(?:(?<![A-Za-z])port|端口)\s?[:=]?\s?(?P<behind>\d{1,5})(?![\d.])"
    r"|(?<![\d.:])(?P<before>\d{1,5})\s?端口(?!\s?(?:到|至|向))"
    r"|(?<![A-Za-z0-9])(?:tcp|udp)[/ ](?P<named>\d{1,5})(?![\d.])",
    re.IGNORECASE,
)
_SEVERAL_PORTS = re.compile(
    r"(?:(?<![A-Za-z])ports?|端口)\s?:?\s?\d{1,5}\s?(?:,|、|/|and|or|和|或)\s?\d{1,5}(?![\d.])"
    r"|(?<![\d.:])\d{1,5}\s?(?:,|、|/|和|或)\s?\d{1,5}\s?端口",
    re.IGNORECASE,
)
# A service that is named as a word, and no scheme of a URL.
_SERVICE_APART = re.compile(r"(?<![A-Za-z0-9_./-])(https|http|quic)(?![A-Za-z0-9_./:-])", re.IGNORECASE)
_SERVICES = {"https": (443, "tcp"), "http": (80, "tcp"), "quic": (443, "udp")}
_PROTOCOL_APART = re.compile(r"(?<![A-Za-z0-9_.])(TCP|UDP|ICMP|ESP|GRE|SCTP)(?![A-Za-z0-9_.])", re.IGNORECASE)


def service_of(record: Mapping[str, object]) -> tuple[int | None, str] | Unread:
    """Return the port and the protocol (empty: none named), or the port that was named and is none that is known.

    A port that nobody knows is never *any port*, and another protocol than TCP and UDP never one of the two.
    """
    transport = next((named for word in _words(record, PROTOCOLS) if (named := transport_of(word))), "")
    unread = ""
    for word in _words(record, PORTS):
        both = PROTOCOL_AND_PORT.fullmatch(word)
        if both is not None and port_of(both[2]) is not None:
            return port_of(both[2]), transport or transport_of(both[1])
        name, _, behind = word.partition("-")
        number = port_of(word) or _NAMED_PORTS.get(word)
        if number is None and name in _TRANSPORTS:
            number, transport = port_of(behind), transport or _TRANSPORTS[name]
        if number is not None:
            return number, transport
        if word in _OTHER_PROTOCOLS:
            return None, _OTHER_PROTOCOLS[word]
        if word.lstrip("-").isdigit() and word != "0":
            return Unread(word)
        if word not in _UNNAMED:
            unread = unread or word
    return Unread(unread) if unread and transport not in _OTHER_PROTOCOLS.values() else (None, transport)


def transport_of(word: str) -> str:
    """Return ``tcp``, ``udp`` or the name of another protocol that a word is; empty where it is none that is known."""
    name = word.strip().lower().partition(" ")[0]
    return _TRANSPORTS.get(name) or _OTHER_PROTOCOLS.get(name, "")


def _words(record: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        word = text_of(record.get(key)).strip().lower()
        if word:
            yield word.removesuffix(".0")  # a column of numbers with gaps, as spreadsheets write it


def text_of(value: object) -> str:
    """Return a cell as text; empty where it is none, and of numbers those that can be a port or a code."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if abs(value) < 1e9 else ""


def told_apart(line: str) -> tuple[int | None, str]:
    """Return the port and the protocol that a line names apart from its host, where it names one alone."""
    ports = {found["behind"] or found["before"] or found["named"] for found in _PORT_APART.finditer(line)}
    protocols = {found[1].lower() for found in _PROTOCOL_APART.finditer(line)}
    services = {found[1].lower() for found in _SERVICE_APART.finditer(line)}
    if len(services) == 1 and not ports:
        port, transport = _SERVICES[services.pop()]
        return port, transport
    only = port_of(ports.pop()) if len(ports) == 1 else None
    return only, protocols.pop() if len(protocols) == 1 else ""


def names_several_ports(line: str) -> bool:
    """Whether a line lists ports for one place: *ports 443 and 9000*."""
    return _SEVERAL_PORTS.search(line) is not None
