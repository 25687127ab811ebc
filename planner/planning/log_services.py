"""Which port and protocol a log names: by number, by a name that is known, or one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planner.planning.endpoints import UNCLEAR_PORT, UNCLEAR_PORTLESS, Unread, port_of

PORTS = (
    "destinationport",
    "dstport",
    "destport",
    "targetport",
    "remoteport",
    "dport",
    "dpt",
    "idrespp",
    "dp",
    "prt",
    "dprt",
    "dstp",
    "dstprt",
    "upstreamport",
    "serverport",
    "cdport",
    "port",
    "service",
    "services",
    "svc",
)
PROTOCOLS = (
    "protocol",
    "protocols",
    "proto",
    "ipprotocol",
    "protocolid",
    "transport",
    "transportprotocol",
    "networktransport",
)
NAMED_PORTS = {
    "https": 443, "http": 80, "domain": 53, "dns": 53, "ntp": 123, "ssh": 22, "https-alt": 8443, "ldap": 389,
    "ldaps": 636, "smtp": 25, "microsoft-ds": 445, "ms-sql-s": 1433, "mysql": 3306, "postgresql": 5432,
    "amqps": 5671, "amqp": 5672, "www": 80, "telnet": 23, "ftp": 21, "ftp-data": 20,
}  # fmt: skip
_TRANSPORTS = {
    "tcp": "tcp", "6": "tcp", "http": "tcp", "https": "tcp", "tls": "tcp", "ssl": "tcp", "mssql": "tcp",
    "udp": "udp", "17": "udp", "quic": "udp", "dtls": "udp", "h3": "udp", "http3": "udp", "h2": "tcp",
}  # fmt: skip

# No line of a plan is for one of these: a request by them is never taken for one by TCP or UDP.
_OTHER_PROTOCOLS = {
    "icmp": "icmp", "1": "icmp", "ping": "icmp", "icmpv6": "icmpv6", "ipv6-icmp": "icmpv6", "58": "icmpv6",
    "gre": "gre", "47": "gre", "esp": "esp", "50": "esp", "ah": "ah", "51": "ah",
    "sctp": "sctp", "132": "sctp", "dccp": "dccp", "33": "dccp", "igmp": "igmp",
    "2": "igmp",
}  # fmt: skip
_PROTOCOL_AND_MORE = re.compile(r"[a-z]{3,5}[:/]\d")
OTHER_PROTOCOLS = frozenset(_OTHER_PROTOCOLS.values())
"""The names of protocols that have no ports, or other ones than TCP and UDP."""

_UNNAMED = frozenset({"", "-", "0", "any", "all", "n/a", "none", "null", "unknown"})
PORT_AND_PROTOCOL = re.compile(r"(?P<port>\d{1,6})/(?P<protocol>tcp|udp|https?)", re.IGNORECASE)
PROTOCOL_AND_PORT = re.compile(
    r"(?P<protocol>https?(?=[:/ ])|tcp|udp)[:/ _-]?(?P<port>\d{1,6})", re.IGNORECASE
)
_WITHIN = re.compile(r"(?<![\w/])(?:tcp|udp)/\d{1,5}(?!\d)")
SERVICES = {"https": (443, "tcp"), "http": (80, "tcp"), "www": (80, "tcp"), "quic": (443, "udp")}
"""What is named as a word, and its usual port."""


_NO_DESTINATION = re.compile(
    r"^(?:源|来源|客户端|s|src|source|from|spt|client|local|xlate|translated|initiator|log|re)|source|(?<!desti)nat|import|export|support"
)


def is_of_source(key: str) -> bool:
    """Whether a key (as `usual_key` writes it) speaks of who asked, of a translation, or of no end of the request."""
    return _NO_DESTINATION.search(key) is not None


def is_port_key(key: str) -> bool:
    """Whether a key speaks of a port, of whichever end."""
    return "port" in key or "端口" in key


def _in_service(record: Mapping[str, object]) -> tuple[str, str] | None:
    """Return protocol and port that a column of services names in full: ``tcp/53``, ``domain-tcp (TCP/53)``."""
    named = {
        (found[1], found[2])
        for word in _words(record, ("service", "services", "servicename", "application", "applicationname"))
        for found in _SERVICE_IN_FULL.finditer(word)
        if port_of(found[2]) is not None
    }
    return named.pop() if len(named) == 1 else None


def _contradicts(record: Mapping[str, object], service: tuple[str, str] | None, transport: str) -> bool:
    """Whether a service that is named in full is another one than the columns of port and protocol say."""
    if service is None:
        return False
    numbers = _numbers(record)
    return (bool(numbers) and numbers != {service[1]}) or transport not in ("", service[0])


_BOTH = re.compile(r"tcp.*udp|udp.*tcp", re.DOTALL)
_SERVICE_IN_FULL = re.compile(r"(?<![\w/])(tcp|udp)/(\d{1,5})(?![\d-])")


def _holds_several(record: Mapping[str, object]) -> bool:
    """Whether a record holds more than one port of its destination, in a list or in different columns."""
    both = all(text_of(record.get(key)).strip() for key in ("tcpport", "udpport"))
    return both or any(isinstance(record.get(key), list | dict) for key in PORTS) or len(_numbers(record)) > 1


def _numbers(record: Mapping[str, object]) -> set[str]:
    """Return the different ports that columns of a destination's port hold."""
    found = set()
    for key in record:
        if is_port_key(key) and not is_of_source(key):
            if key in _TRANSLATED and text_of(record[key]).isdigit():
                continue
            found.update(re.findall(r"\d+", text_of(record[key]).removesuffix(".0")))
    return found - {"0"}


# FortiGate: the port that the source or the destination was translated to.
_TRANSLATED = ("transport", "tranport")


def _other_ports(record: Mapping[str, object]) -> tuple[int | None, str] | Unread | None:
    """Return the port of a column that nobody knows and whose name speaks of one; None where there is none."""
    for key in record:
        speaks_of_one = is_port_key(key)
        if key in (*PORTS, *_TRANSLATED) or is_of_source(key) or not (speaks_of_one or "app" in key):
            continue
        word = text_of(record[key]).strip().lower().removesuffix(".0")
        both = PROTOCOL_AND_PORT.fullmatch(word) or PORT_AND_PROTOCOL.fullmatch(word)
        if both is not None and port_of(both["port"]) is not None:
            return port_of(both["port"]), transport_of(both["protocol"])
        if not speaks_of_one:
            continue
        if key in ("tcpport", "udpport"):
            return port_of(word), key[:3]
        numbers = re.findall(r"\d+", word)
        if numbers:
            protocols = set(re.findall(r"tcp|udp", word))
            only = port_of(numbers[0]) if len(numbers) == 1 and len(protocols) < 2 else None
            return UNCLEAR_PORT if only is None else (only, protocols.pop() if protocols else "")
    return None


# A service that a rule or a policy names: never a number, which would be the service's own.
_SERVICE = re.compile(
    r"(?:destination|dest|dst|target)?(?:service|svc)(?:id|name|object)?s?|(?:目的|目标)?服务(?:名称?|对象)?"
)


def _named_services(record: Mapping[str, object]) -> Iterator[str]:
    """Return the words of columns that name a service in another way than `PORTS` do."""
    for key in record:
        if key not in PORTS and _SERVICE.fullmatch(key):
            yield from (word for word in _words(record, (key,)) if not word.isdigit())


_FLOW_LOG = {"t": "tcp", "u": "udp"}
"""How Azure's traffic analytics shortens protocols."""


def service_of(record: Mapping[str, object]) -> tuple[int | None, str] | Unread:
    """Return the port and the protocol (empty: none named), or the port that was named and is none that is known.

    A port that nobody knows is never *any port*, and another protocol than TCP and UDP never one of the two.
    """
    transport = next((named for word in _words(record, PROTOCOLS) if (named := transport_of(word))), "")
    transport = transport or _FLOW_LOG.get(text_of(record.get("l4protocol")).lower(), "")
    service = _in_service(record)
    both = any(_BOTH.search(word) for word in _words(record, PROTOCOLS))
    if both or any(isinstance(record.get(key), list) for key in PROTOCOLS):
        return UNCLEAR_PORT
    if _holds_several(record) or _contradicts(record, service, transport):
        return UNCLEAR_PORT
    if service is not None:
        return port_of(service[1]), service[0]
    return _by_word(record, transport)


def _by_word(record: Mapping[str, object], transport: str) -> tuple[int | None, str] | Unread:  # noqa: PLR0911, PLR0912
    unread = ""
    # SonicWall and others write the port behind the protocol: "proto=tcp/8443".
    behind_protocol = [word for word in _words(record, PROTOCOLS) if _PROTOCOL_AND_MORE.match(word)]
    for word in (*_words(record, PORTS), *behind_protocol, *_named_services(record)):
        both = PROTOCOL_AND_PORT.fullmatch(word) or PORT_AND_PROTOCOL.fullmatch(word)
        if both is not None and port_of(both["port"]) is not None:
            return port_of(both["port"]), transport or transport_of(both["protocol"])
        within = {found[0] for found in _WITHIN.finditer(word)}
        if len(within) == 1:  # Check Point: "https (TCP/443)"
            protocol, _, digits = within.pop().partition("/")
            if port_of(digits) is not None:
                return port_of(digits), transport or transport_of(protocol)
        name, _, behind = word.replace("/", "-").partition("-")
        number = port_of(word) or NAMED_PORTS.get(word)
        if name in NAMED_PORTS and behind in ("tcp", "udp"):  # "domain-udp", "https/tcp"
            number, transport = NAMED_PORTS[name], transport or behind
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
    if not unread and (found := _other_ports(record)) is not None:
        return found if isinstance(found, Unread) else (found[0], transport or found[1])
    usual = [SERVICES[word] for word in _words(record, PROTOCOLS) if word in SERVICES]
    if usual and not unread:
        return usual[0]
    unread = unread or ("" if transport else _unknown_service(record))
    if unread and not unread.lstrip("-").isdigit() and transport not in _OTHER_PROTOCOLS.values():
        return Unread(unread, UNCLEAR_PORTLESS.reason)
    return Unread(unread) if unread and transport not in _OTHER_PROTOCOLS.values() else (None, transport)


# What may name a service (*AMQP*) where no port stands anywhere in the record.
_SAYS_A_SERVICE = ("protocol", "protocols", "proto", "application", "applicationname")


def _unknown_service(record: Mapping[str, object]) -> str:
    """Return the word of a service that nobody knows; empty where there is none."""
    return next((word for word in _words(record, _SAYS_A_SERVICE) if word not in _UNNAMED), "")


def transport_of(word: str) -> str:
    """Return ``tcp``, ``udp`` or the name of another protocol that a word is; empty where it is none that is known."""
    name = re.split(r"[ /]", word.strip().lower(), maxsplit=1)[0]
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
