"""What one line or one record of a firewall's log wanted to reach."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from planner.planning.device_lines import of_device_line
from planner.planning.endpoints import UNCLEAR, UNCLEAR_PORT, Endpoint, Unread, endpoint_of, port_of
from planner.planning.log_chinese import with_blanks, with_usual_keys
from planner.planning.log_services import (
    PORTS,
    PROTOCOL_AND_PORT,
    PROTOCOLS,
    names_several_ports,
    service_of,
    text_of,
    told_apart,
    transport_of,
)
from planner.planning.matching import address_of


class Found(NamedTuple):
    """A destination: host name or address, port or None, and ``tcp``, ``udp`` or empty.

    ``source`` is the address that the request came from, empty where the line does not say it clearly.
    """

    host: str
    port: int | None
    transport: str
    source: str = ""


Result = tuple[Found, ...] | Unread | None

# Column and key names as `usual_key` writes them; the first that holds something speaks.
_QUERIES = ("queryname", "qname", "dnsquery")
_MESSAGES = ("msg", "msgs", "message", "rawdata", "syslogmessage", "rawmessage")
_HOSTS = (
    "fqdn", "targetfqdn", "destinationfqdn", "targeturl", "dsthost", "dsthostname", "desthost",
    "destinationhost", "destinationhostname", "dhost", "dstname", "servername", "sni", "tlssni", "requesthost",
    "requesturl", "request", "url", "urlfilename", "resource", "misc", "hostname", "domain", "domainname",
    "destinationdnsdomain", "uri", "csurihost", "cshost",
)  # fmt: skip
_ADDRESSES = (
    "destinationip", "dstip", "destip", "dst", "dest", "destination", "destinationaddress", "destaddress",
    "dstaddr", "destinationipaddress", "dip", "targetip", "daddr", "host",
)  # fmt: skip
_SOURCES = ("sourceip", "srcip", "src", "source", "sourceaddress", "srcaddr", "clientip", "sip", "saddr")
_DESTINATIONS = frozenset((*_QUERIES, *_MESSAGES, *_HOSTS, *_ADDRESSES))
_KEY = re.compile(r"[^a-z0-9]+")
_REQUEST = re.compile(
    r"(?P<protocol>[A-Za-z]{1,10})(?: Type=\d{1,3})?\s{1,3}request\s{1,3}from\s{1,3}(?P<source>\S{1,300})\s{1,3}"
    r"to\s{1,3}(?P<target>\S{1,300})",
    re.IGNORECASE,
)
_REQUEST_FROM = re.compile(r"\srequest\s{1,3}from\s", re.IGNORECASE)
_URL_NAMED = re.compile(r"\bUrl:\s{0,3}(\S{1,2000})", re.IGNORECASE)
_DNS = re.compile(r"DNS Request:\s.{0,200}?\sIN\s{1,3}(\S{1,300})")
_PAIR = re.compile(
    r"(?<![\w.-])\"?(?P<key>[A-Za-z_][\w.-]{0,40})\"?\s{0,2}[=:]\s{0,2}(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s,;\"]+))"
)
_METHOD = re.compile(
    r"(?<!\S)\"?(?:CONNECT|GET|POST|HEAD|PUT|PATCH|DELETE|OPTIONS|PROPFIND)\s{1,3}(\S{1,2000})"
)
# A URL is one word up to its end or a comma; an equals sign in its query parts nothing.
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s,;|<>\"']*|[^\s,;|<>()\"'=]+")
# Squid writes who asked in front of the result: "10.0.0.5 TCP_DENIED/403".
_BEFORE_RESULT = re.compile(r"(?<!\S)(\S{3,60})\s{1,3}(?:TCP|UDP|NONE)_[A-Z_]{1,40}/\d{3}(?!\S)")
_BETWEEN = re.compile(r"[\s,;|<>()\"'=]+")
_POINTERS = frozenset(
    {"到", "至", "访问", "目标", "目的", "to", "reach", "->", "→", "=>", "dst", "destination", "dest", "host"}
)
_POINTING = ("到", "至", "访问", "连接")
_SOURCE_WORDS = frozenset(
    {"from", "来自", "从", "源", "来源", "src", "source", "client", "客户端", "节点", "node", "自", "发起方"}
)
_LISTING = frozenset({"and", "or", "和", "与", "及", "以及", "或"})
_PAN_OS = ("TRAFFIC", "THREAT")


def usual_key(text: str) -> str:
    """Return a column's name in small letters and digits alone: ``Destination Port``, ``dst_port``."""
    return _KEY.sub("", text.lower())


def is_head(names: Collection[str]) -> bool:
    """Whether a table's columns name a destination, and beside it a source, a port, a protocol or an action."""
    beside = {*_SOURCES, *PORTS, *PROTOCOLS, *_QUERIES, "action", "timegenerated"}
    return not _DESTINATIONS.isdisjoint(names) and not beside.isdisjoint(names)


def of_record(record: Mapping[str, object]) -> Result:
    """Return the destination of a record whose keys are `usual_key`s, or None."""
    for key in _QUERIES:
        asked = endpoint_of(text_of(record.get(key)))
        if isinstance(asked, Endpoint):
            return (Found(asked.host, None, ""),)
    named = _destination(record)
    if named is not None:
        return (named._replace(source=_source_of(record)),) if isinstance(named, Found) else named
    for key in _MESSAGES:
        message = text_of(record.get(key))
        if message:
            return of_message(message) or of_line(message)
    return None


def of_line(line: str) -> Result:
    """Return what a line wanted to reach, or None; several places only where it is a list of them."""
    said = of_message(line)
    if said is not None:
        return said or None
    if ",TRAFFIC," in line or ",THREAT," in line:
        return _of_pan_os(line)
    device = of_device_line(line)
    if device is None or isinstance(device, Unread):
        return device or _of_other_line(line)
    return _with_words(Found(*device), line)


def _with_words(found: Found, line: str) -> tuple[Found, ...]:
    """Return what a device wrote with what stands beside it: the name of a URL, or a port behind the address."""
    if "://" not in line and (found.port is not None or found.transport not in ("", "tcp", "udp")):
        return (found,)
    words = _of_words(line)
    if not isinstance(words, tuple) or len(words) != 1:
        return (found,)
    is_named = "://" in line and address_of(words[0].host) is None
    return (words[0]._replace(source=found.source),) if is_named or words[0].host == found.host else (found,)


def _of_other_line(line: str) -> Result:
    """Read pairs, a request's line, or words."""
    pairs = _pairs(with_usual_keys(line))
    if not _DESTINATIONS.isdisjoint(pairs) and (found := of_pairs(pairs)) is not None:
        return found
    method = _METHOD.search(line)
    if method is not None and isinstance(asked := endpoint_of(method[1]), Endpoint):
        proxied = _BEFORE_RESULT.search(line)
        return (Found(asked.host, asked.port, "tcp", _address_in(proxied[1]) if proxied is not None else ""),)
    if not set(_SOURCES).isdisjoint(pairs):
        return None  # a line that names a source alone: what it holds is not the destination
    return _of_words(line)


def of_pairs(pairs: Mapping[str, str]) -> Result:
    """Return the destination that ``key=value`` pairs name; their free text is left aside."""
    return of_record({key: value for key, value in pairs.items() if key not in _MESSAGES})


def of_message(line: str) -> tuple[Found, ...] | Unread | None:
    """Read a message of Azure Firewall; empty when it is one that names no destination, None for other text."""
    request = _REQUEST.search(line)
    if request is not None:
        transport = transport_of(request["protocol"])
        return _as_result(_ended(request["target"]), transport, _address_in(request["source"]))
    query = _DNS.search(line)
    if query is not None:
        found = endpoint_of(_ended(query[1]))
        return (Found(found.host, None, ""),) if isinstance(found, Endpoint) else ()
    if _REQUEST_FROM.search(line) is None:
        return None
    url = _URL_NAMED.search(line)
    return _as_result(_ended(url[1]), "tcp") if url is not None else ()


def _as_result(text: str, transport: str, source: str = "") -> tuple[Found, ...] | Unread:
    found = endpoint_of(text)
    if isinstance(found, Endpoint):
        return (Found(found.host, found.port, transport, source),)
    return found if found is not None else ()


def _pairs(line: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for found in _PAIR.finditer(line):
        value = found["bare"] if found["quoted"] is None else found["quoted"]
        pairs.setdefault(usual_key(found["key"]), value.rstrip("]"))
    return pairs


def _destination(record: Mapping[str, object]) -> Found | Unread | None:
    """Return the first host name that a record holds, or the address where it holds none."""
    address: Endpoint | None = None
    bad: Unread | None = None
    for key in (*_HOSTS, *_ADDRESSES):
        value = text_of(record.get(key))
        found = _first_endpoint(value) if value else None
        if isinstance(found, Unread):
            bad = bad or found
        elif found is not None and address_of(found.host) is None:
            return _with_port_of(record, found)
        elif address is None:
            address = found
    return _with_port_of(record, address) if address is not None else bad


def _source_of(record: Mapping[str, object]) -> str:
    """Return the address that a record's request came from, or empty text."""
    return next((found for key in _SOURCES if (found := _address_in(text_of(record.get(key))))), "")


def _address_in(text: str) -> str:
    """Return the address of a text such as ``10.42.0.5:51234``; empty where it is none."""
    found = endpoint_of(text) if text else None
    return found.host if isinstance(found, Endpoint) and address_of(found.host) is not None else ""


def _first_endpoint(value: str) -> Endpoint | Unread | None:
    """Return the endpoint that a value is, or begins with: ``mcr.microsoft.com (20.50.1.2)``."""
    found = endpoint_of(value)
    if found is not None:
        return found
    parts = [part for part in re.split(r"[,;、]", value) if part.strip()]
    if len(parts) > 1 and all(isinstance(endpoint_of(part), Endpoint) for part in parts):
        return UNCLEAR
    words = _BETWEEN.split(value, maxsplit=1)
    return endpoint_of(words[0]) if len(words) > 1 else None


def _with_port_of(record: Mapping[str, object], found: Endpoint) -> Found | Unread:
    named = service_of(record)
    if isinstance(named, Unread):
        return (
            named
            if found.port is None or named.text.lstrip("-").isdigit()
            else Found(found.host, found.port, "")
        )
    port, transport = named
    return Found(found.host, port or (found.port if transport in ("", "tcp", "udp") else None), transport)


def _of_pan_os(line: str) -> Result:
    """Read a TRAFFIC or THREAT line by its columns: source 4 and destination 5 behind the type, port 22, URL 28."""
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        return None
    start = next((place for place, cell in enumerate(cells) if cell in _PAN_OS), 0)

    def cell(offset: int) -> str:
        place = start + offset
        return cells[place].strip() if place < len(cells) else ""

    record: dict[str, object] = {"src": cell(4), "dst": cell(5), "dport": cell(22), "proto": cell(26)}
    if cells[start : start + 1] == ["THREAT"] and cell(1) == "url":
        record["url"] = cell(28)
    return of_record(record)


def _of_words(line: str) -> Result:
    """Read free text or a list: what ``to`` or an arrow points at, else every host name, else the only address.

    What is listed behind it (``to a, b and c``) is pointed at as well.
    """
    found: list[Found] = []
    pointed: set[int] = set()
    sources: list[str] = []
    bad: Unread | None = None
    others = 0
    before, is_listed = "", False
    for word, transport, comma in _words_of(line):
        endpoint = endpoint_of(word) if word and not word.startswith("/") else None
        if isinstance(endpoint, Endpoint):
            found.append(Found(endpoint.host, endpoint.port, transport))
            if before in _SOURCE_WORDS and address_of(endpoint.host) is not None:
                sources.append(endpoint.host)
            again = is_listed and (comma or before in _LISTING)
            is_listed = before in _POINTERS or before.endswith(_POINTING) or again
            if is_listed:
                pointed.add(len(found) - 1)
        elif isinstance(endpoint, Unread):
            bad = endpoint
        elif found and (port := _port_word(word)) is not None:
            if found[-1].port is None:
                found[-1] = Found(found[-1].host, port.port, port.transport or found[-1].transport)
        else:
            is_listed = is_listed and word.lower() in _LISTING
            others += bool(word.strip("-*•#"))
        before = word.lower()
    if not others and found and bad is None:
        return tuple(found)
    chosen = [entry for place, entry in enumerate(found) if place in pointed] or _certain(found)
    apart, protocol = told_apart(line)
    if chosen and names_several_ports(line):
        return UNCLEAR_PORT
    if _has_other_place(found, chosen):
        return UNCLEAR
    if pointed and not sources:  # the one address in front of what was meant
        first = min(pointed)
        sources = [entry.host for entry in found[:first] if address_of(entry.host) is not None]
    asking = sources[0] if len(set(sources)) == 1 else ""
    whole = (
        entry._replace(
            port=apart if entry.port is None else entry.port,
            transport=entry.transport or protocol,
            source=asking if asking != entry.host else "",
        )
        for entry in chosen
    )
    return tuple(whole) or bad or (UNCLEAR if found else None)


def _has_other_place(found: list[Found], chosen: list[Found]) -> bool:
    """Whether an address with a port of its own stands behind a name that was chosen, and is no form of it."""
    names = [place for place, entry in enumerate(found) if address_of(entry.host) is None]
    if not names or not all(address_of(entry.host) is None for entry in chosen):
        return False
    ports = {entry.port for entry in chosen} | {None}
    return any(entry.port not in ports for entry in found[names[0] + 1 :] if entry not in chosen)


def _words_of(line: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words of a line, each with a transport that it names, and whether a comma stands before it."""
    text = with_blanks(line)
    end, comma = 0, False
    for match in _WORD.finditer(text):
        comma = comma or any(sign in _COMMAS for sign in text[end : match.start()])
        end = match.end()
        if not match[0].strip(_COMMAS):
            comma = True
            continue
        if _numbers_an_entry(text, match):
            continue
        word, transport = _with_transport(_ended(match[0].strip("、")))
        yield word, transport, comma
        comma = False


_COMMAS = ",，、;；"


def _numbers_an_entry(text: str, match: re.Match[str]) -> bool:
    """Whether a word is the number of an entry of a list, ``(2)`` with a name right behind it, and no port."""
    around = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 2]
    behind = around[1][1:]
    return (
        match[0].isdigit()
        and around[0] == "("
        and around[1][:1] == ")"
        and behind.isascii()
        and behind.isalnum()
    )


def _with_transport(word: str) -> tuple[str, str]:
    """Return a word without ``tcp://`` in front or ``/tcp`` behind its port, and which of the two protocols that is."""
    before, behind = _TRANSPORT_BEFORE.match(word), _TRANSPORT_BEHIND.search(word)
    if before is not None:
        return word[before.end() :], before[1].lower()
    return (word[: behind.start(1) - 1], behind[1].lower()) if behind is not None else (word, "")


_TRANSPORT_BEFORE = re.compile(r"(tcp|udp)://", re.IGNORECASE)
_TRANSPORT_BEHIND = re.compile(r":\d{1,5}/(tcp|udp)$", re.IGNORECASE)


def _port_word(word: str) -> Found | None:
    """Return what ``443``, ``TCP`` or ``HTTPS:443`` behind a host says of it."""
    both = PROTOCOL_AND_PORT.fullmatch(word)
    if both is not None:
        port = port_of(both[2])
        return None if port is None else Found("", port, transport_of(both[1]))
    port = port_of(word)
    return None if port is None else Found("", port, "")


def _certain(found: list[Found]) -> list[Found]:
    """Return the host names, else the one address: of two in a line of unknown make, either may be the source."""
    hosts = [entry for entry in found if address_of(entry.host) is None]
    if hosts:
        return hosts
    return found if len({entry.host for entry in found}) == 1 else []


def _ended(word: str) -> str:
    """Return a word without the punctuation around it."""
    word = word.rstrip(".,;:!?")
    return word if word.startswith("[") else word.rstrip("]")
