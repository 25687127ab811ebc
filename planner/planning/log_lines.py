"""What one line of a log wanted to reach: by the form that is known, else as a record of pairs, else as a sentence."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from planner.planning.device_lines import of_device_line
from planner.planning.endpoints import (
    OTHER_PROTOCOL,
    TOO_LONG,
    UNCLEAR,
    UNCLEAR_PORT,
    UNCLEAR_PORTLESS,
    UNCLEAR_WHO,
    Endpoint,
    Unread,
    endpoint_of,
    port_of,
)
from planner.planning.log_chinese import with_usual_keys
from planner.planning.log_errors import PLATFORM, of_error
from planner.planning.log_found import Found, Result
from planner.planning.log_places import HELP, is_private
from planner.planning.log_records import (
    DESTINATIONS,
    MESSAGES,
    SOURCES,
    address_in,
    is_odd,
    of_record,
    usual_key,
)
from planner.planning.log_sentences import of_sentence
from planner.planning.log_services import OTHER_PROTOCOLS, PORTS, PROTOCOLS, transport_of
from planner.planning.log_tokens import (
    FIRST_FREE_PORT,
    USUAL_PORTS,
    Kind,
    Token,
    ended_word,
    tokens_of,
    without_head,
)
from planner.planning.matching import address_of

_REQUEST = re.compile(
    r"(?P<protocol>[A-Za-z]{1,10})(?: Type=\d{1,3})?\s{1,3}request\s{1,3}from\s{1,3}(?P<source>\S{1,300})\s{1,3}"
    r"to\s{1,3}(?P<target>\S{1,300})",
    re.IGNORECASE,
)
_ON_THE_WAY = re.compile(
    r"(?:firewall|gateway|proxy|appliance|防火墙|网关|代理)(?:\s?(?:地址|IP|address))?\s{0,2}[:=]?\s{0,2}[A-Za-z0-9_.-]{0,60}"
    r"\s{0,2}\(\s?[0-9A-Fa-f.:]{7,45}\s?\)|(?:防火墙|网关|代理)(?:服务器)?\s?(?:地址|IP)\s{0,2}[:=]"
    r"|\b(?:on|at|in) fw[\w.-]{1,80}|\b(?:our|the) (?:egress|outbound|public|source) IP\b|出口\s?(?:IP|地址)",
    re.IGNORECASE,
)
"""A firewall with its address or name, and what addresses one comes from: not where anybody wants to go."""

_OF_A_CLIENT = re.compile(
    r"connection (?:received|authorized)\b|\bAccepted \d|rejected connection|\bclient (?:with )?IP|\bclient address"
    r"|request originated from|configured from|from IP \d|executed '|user IP|\blog(?:ged)? ?in\b.*\bfrom\b|pg_hba"
    r"|\bhaproxy\[\d+\]: \d|IPACCESSLOGS:|DHCP(?:ACK|OFFER|REQUEST)|Selected device"
    r"|^\s*\d{1,2}\s.*\d ms\b|^\S{3,60} - \S{1,40} \["
    r"|\"(?:GET|POST|HEAD|PUT) /\S* HTTP/\d|(?:following|below|以下|如下|下列)[^:]{0,80}:\s*$",
    re.IGNORECASE,
)
"""Access logs, logins, leases, hops of a traceroute, headings: what they name is not where anybody wanted to go."""

_REQUEST_FROM = re.compile(r"\srequest\s{1,3}from\s", re.IGNORECASE)
_URL_NAMED = re.compile(r"\bUrl:\s{0,3}(\S{1,2000})", re.IGNORECASE)
_PAIR = re.compile(
    r"(?<![\w.-])\"?(?P<key>(?:(?:source|destination|dest|target|remote|service) )?[A-Za-z_][\w.-]{0,40})"
    r"(?:\(\d{1,5}\))?\"?\s{0,30}[=:]\s{0,30}(?![A-Za-z_][\w-]{0,40}(?:\(\d{1,5}\))?=)(?!//)(?![A-Za-z_][\w.-]{0,40}:\s)"
    r"(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s,;\"|、]+))",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s,;|<>\"']{3,2000}", re.IGNORECASE)
_METHOD = re.compile(
    r"(?<!\S)\"?(?:CONNECT|GET|POST|HEAD|PUT|PATCH|DELETE|OPTIONS|PROPFIND)\s{1,3}(\S{1,2000})"
)
# Squid writes who asked in front of the result: "10.0.0.5 TCP_DENIED/403".
_BEFORE_RESULT = re.compile(r"(?<!\S)(\S{3,60})\s{1,3}(?:(?:TCP|UDP|NONE)_[A-Z_]{1,40}|NONE)/\d{3}(?!\S)")
# Cisco ASA: "10.0.0.5 Accessed URL 20.50.1.2:http://host/", "Access denied URL http://host/ SRC 10.0.0.5 DEST ...".
_ASA_URL = re.compile(
    r"(?:(?P<before>\S{3,60})\s{1,3}Accessed|Access denied)\s{1,3}URL\s{1,3}\S{0,60}?(?P<url>https?://\S{3,2000})"
    r"(?:\s{1,3}SRC\s{1,3}(?P<behind>\S{3,60}))?"
)
# A service tag typed by itself; within a sentence the word may be anything.
_TAG = re.compile(r"(azure[a-z]{3,40})(?::(\d{1,5}))?", re.IGNORECASE)
LONGEST_LINE = 20_000
_PAN_OS = ("TRAFFIC", "THREAT")


def of_line(line: str) -> Result:  # noqa: PLR0911 - by form
    """Return what a line wanted to reach, or None; several places only where it is a list of them."""
    if _is_aside(line):
        return UNCLEAR_WHO
    if "--connect-to" in line:
        return UNCLEAR  # curl went to another place than the URL says
    said = of_message(line)
    if said is not None:
        return _whole(said, line) or None
    tag = _TAG.fullmatch(line.strip())
    if tag is not None:
        return (Found(tag[1].lower(), port_of(tag[2] or ""), ""),)
    if ",TRAFFIC," in line or ",THREAT," in line:
        return _of_pan_os(line)
    known = _of_known_form(line)
    if known is not None:
        return _whole(known, line)
    return _of_other_line(line) if len(line) <= LONGEST_LINE else TOO_LONG


def _whole(found: Result, line: str) -> Result:
    """Return what a known form found, unless the line names one more place: two lines in one, or a remark behind it."""
    if not isinstance(found, tuple) or not found or len(line) > LONGEST_LINE:
        return found
    places = {(place.host, place.port) for place in found}
    hosts, sources = {place.host for place in found}, {place.source for place in found}
    by_name = any(address_of(host) is None for host in hosts)
    before = Kind.OTHER
    for token in tokens_of(_IMAGE.sub(" ", _CERTIFICATE.sub(" ", line))):
        bracketed, before = before is Kind.OPEN, token.kind
        if token.kind is not Kind.PLACE or token.host in sources or token.host in HELP:
            continue
        if (token.is_address and bracketed) or any(token.host.startswith(f"{host}.") for host in hosts):
            continue  # what an address was translated to; tcpdump's port by name
        if token.host in hosts:
            known_port = token.port is None or (token.host, token.port) in places or "://" in token.text
            known_port = known_port or all(place.port is None for place in found)
        else:
            known_port = token.is_address and (by_name or is_private(token.host) or token.host in PLATFORM)
            known_port = known_port and "://" not in token.text  # a proxy on the way
        if not known_port:
            return UNCLEAR
    return found


_CERTIFICATE = re.compile(r"\bx509: .*$")  # the names in a certificate
# An image that is named before its registry's own host was not what could not be reached.
_IMAGE = re.compile(
    r"\b(?:image|ref|reference|pull|pulling|unpack|PullImage) \\{0,3}\"[^\"\\]{3,500}", re.IGNORECASE
)


def _holds_a_place(text: str) -> bool:
    return any(token.kind is Kind.PLACE and not is_private(token.host) for token in tokens_of(text))


def _is_aside(line: str) -> bool:
    """Whether what a line names is who came to a server, a firewall on the way, or stands in the heading of a list."""
    on_the_way = _ON_THE_WAY.search(line)
    if on_the_way is None:
        return _OF_A_CLIENT.search(line) is not None
    return not _holds_a_place(f"{line[: on_the_way.start()]} \u00b7 {line[on_the_way.end() :]}")


def _of_known_form(line: str) -> Result:
    for read in (of_error, of_device_line, _of_web_line):
        found = read(line)
        if found is not None:
            return found
    return None


def of_other_row(line: str) -> Result:
    """Return what a line below a table wanted to reach where it is of a known form, else None."""
    return of_message(line) or _of_known_form(line)


def of_mapping(record: Mapping[str, object]) -> Result:
    """Return the destination of a record whose keys are as `usual_key` writes them, its message read as a line."""
    return of_record(record, of_line)


def _of_web_line(line: str) -> Result:
    """Read the line of a proxy, or of a device that names the URL."""
    named = _ASA_URL.search(line)
    if named is not None:
        return _as_result(
            ended_word(named["url"]), "tcp", address_in(named["before"] or named["behind"] or "")
        )
    proxied = _BEFORE_RESULT.search(line)
    method = _METHOD.search(line)
    asked = endpoint_of(method[1]) if method is not None else None
    if proxied is not None:
        source = address_in(proxied[1])
        return (Found(asked.host, asked.port, "tcp", source),) if isinstance(asked, Endpoint) else UNCLEAR
    return None


def _of_other_line(line: str) -> Result:
    """Read pairs, a request's line, or words."""
    written = with_usual_keys(without_head(line))
    pairs = _pairs(written)
    if isinstance(pairs, Unread):
        return pairs
    if not DESTINATIONS.isdisjoint(pairs) and (found := _of_pairs(pairs)) is not None:
        return _with_what_is_beside(found, line, written)
    method = _METHOD.search(line)
    if method is not None and isinstance(asked := endpoint_of(method[1]), Endpoint):
        return _whole((Found(asked.host, asked.port, "tcp"),), line)
    if _ROW.fullmatch(line) is not None:
        return UNCLEAR_PORTLESS
    if not set(SOURCES).isdisjoint(pairs):
        return None  # a line that names a source alone: what it holds is not the destination
    return of_sentence(line)


def _of_pairs(pairs: Mapping[str, str]) -> Result:
    """Return the destination that ``key=value`` pairs name; their free text is left aside."""
    return of_mapping({key: value for key, value in pairs.items() if key not in MESSAGES})


def _with_what_is_beside(found: Result, line: str, written: str) -> Result:
    """Return what pairs named with what stands outside of them, which has to be about the same place."""
    named = _with_name(found, line)
    if named == found and _holds_more(written, found):
        return UNCLEAR
    return _with_services_beside(_with_port_beside(named, written), written)


def _with_services_beside(found: Result, line: str) -> Result:
    """Return the one place of a record with the protocol that stands beside its pairs: ``deny udp src=... dst=...``.

    A second port or protocol there is one more that was asked for: the line is then not understood.
    """
    pairs = [pair for pair in _PAIR.finditer(line) if usual_key(pair["key"]) in _KNOWN]
    if not isinstance(found, tuple) or len(found) != 1 or not pairs:
        return found
    (place,) = found
    if place.port is None and not place.has_no_port:
        outside = tokens_of(_outside_pairs(line[pairs[0].start() :]))
        if any(map(_may_be_a_port, outside)):
            return UNCLEAR_PORTLESS
    named = {token.transport for token in tokens_of(line[: pairs[0].start()]) if token.kind is Kind.PROTOCOL}
    ports = [pair for pair in pairs if usual_key(pair["key"]) in PORTS]
    behind = _PROTOCOL_BEHIND.match(line, ports[-1].end()) if ports else None
    if behind is not None:
        named.add(transport_of(behind[1]))
    rest = (behind or ports[-1]).end() if ports else len(line)
    named -= {"", place.transport}
    if (
        _asks_for_more(tokens_of(_outside_pairs(line[rest:])), place)
        or (named and place.transport)
        or len(named) > 1
    ):
        return UNCLEAR_PORT
    return (place._replace(transport=named.pop()),) if named else found


def _asks_for_more(tokens: list[Token], place: Found) -> bool:
    """Whether words behind a record's port name another port or protocol."""
    ports = {token.port for token in tokens if token.kind in (Kind.PORT, Kind.NUMBER, Kind.SERVICE)}
    others = (token for token in tokens if token.kind in (Kind.PROTOCOL, Kind.SEVERAL))
    return any(port in USUAL_PORTS for port in ports - {place.port}) or any(
        token.transport != place.transport for token in others
    )


def _may_be_a_port(token: Token) -> bool:
    is_number = token.kind in (Kind.NUMBER, Kind.PORT) and token.port is not None
    return (
        is_number and token.port is not None and (token.port in USUAL_PORTS or token.port >= FIRST_FREE_PORT)
    )


_KNOWN = frozenset((*DESTINATIONS, *SOURCES, *PORTS, *PROTOCOLS)) - frozenset(MESSAGES)
_PROTOCOL_BEHIND = re.compile(
    r"\"?[\s,;(]{0,3}(?:proto(?:col)?|\u534f\u8bae)?\s{0,2}(tcp|udp|quic|icmp|sctp)"
    r"(?=[\s)]{0,3}(?:[,;.\u3002]|$)|\s{1,3}[\w ]{1,20}[=:])",
    re.IGNORECASE,
)


def _with_name(found: Result, line: str) -> Result:
    """Return an address by its name where the line holds one URL, for the port that was reached."""
    if not isinstance(found, tuple) or len(found) != 1 or address_of(found[0].host) is None:
        return found
    urls = {
        url for match in _URL.finditer(line) if isinstance(url := endpoint_of(ended_word(match[0])), Endpoint)
    }
    if len(urls) != 1 or next(iter(urls)).port != found[0].port:
        return found
    (url,) = urls
    return (found[0]._replace(host=url.host),)


def of_message(line: str) -> tuple[Found, ...] | Unread | None:
    """Read messages of Azure Firewall; empty when it is one that names no destination, None for other text."""
    requests = list(_REQUEST.finditer(line))
    if requests:
        found = [
            _as_result(ended_word(one["target"]), transport_of(one["protocol"]), address_in(one["source"]))
            for one in requests
        ]
        if any(_is_cut(one) for one in found):
            return UNCLEAR
        for one, said in zip(found, requests, strict=True):
            if isinstance(one, tuple) and any(is_odd(said["protocol"], place.port) for place in one):
                return OTHER_PROTOCOL
        bad = next((one for one in found if isinstance(one, Unread)), None)
        return bad or tuple(place for one in found if isinstance(one, tuple) for place in one)
    if _REQUEST_FROM.search(line) is None:
        return None
    url = _URL_NAMED.search(line)
    return _as_result(ended_word(url[1]), "tcp") if url is not None else ()


def _is_cut(found: tuple[Found, ...] | Unread) -> bool:
    """Whether a message by TCP or UDP lost its port: it was wrapped in the middle of its host."""
    return isinstance(found, tuple) and any(
        one.port is None and one.transport in ("tcp", "udp") for one in found
    )


def _as_result(text: str, transport: str, source: str = "") -> tuple[Found, ...] | Unread:
    found = endpoint_of(text.removesuffix(":0") if transport in OTHER_PROTOCOLS else text)
    if isinstance(found, Endpoint):
        return (Found(found.host, found.port, transport, source),)
    return found if found is not None else ()


def _pairs(line: str) -> dict[str, str] | Unread:
    """Return the pairs of a line; where one names two destinations under one key, it is two records or more."""
    pairs: dict[str, str] = {}
    for found in _PAIR.finditer(line):
        if isinstance(endpoint_of(found["key"]), Endpoint):
            continue  # "git.contoso.com:8443"
        key = usual_key(found["key"])
        value = (found["bare"] if found["quoted"] is None else found["quoted"]).rstrip("]")
        if key in PORTS:
            value = _whole_service(value, line[found.end() : found.end() + _FEW])
        inner = _SERVICE_IN_BRACKETS.match(line, found.end()) if key in PORTS else None
        if inner is not None:  # Check Point: "Service: http (TCP/8080)"
            value = inner[1]
        if key in PORTS and (_MORE_PORTS.match(line, found.end()) or _MORE_SERVICES.match(line, found.end())):
            return UNCLEAR_PORT
        if pairs.setdefault(key, value) == value:
            continue
        if key in PORTS:
            return UNCLEAR_PORT
        if key in DESTINATIONS and key not in MESSAGES:
            both = endpoint_of(pairs[key]), endpoint_of(value)
            if all(isinstance(end, Endpoint) for end in both):
                return UNCLEAR
    return pairs


_FEW = 12
"""Characters behind a value in which the rest of a service stands."""


def _whole_service(value: str, behind: str) -> str:
    """Return a service that is written in two parts, or with its protocol in brackets, as one: ``tcp/443``."""
    bracketed = re.fullmatch(r"(\d{1,5})\(?(tcp|udp)\)?", value, re.IGNORECASE)
    if bracketed is not None:
        return f"{bracketed[2]}/{bracketed[1]}"
    number = re.match(r"\s{1,2}(\d{1,5})(?![\d.:])", behind)
    return f"{value}/{number[1]}" if number is not None and value.lower() in ("tcp", "udp") else value


# A row of a table without its head: the second number may be a count.
_ROW = re.compile(r"\"?[^\s,;:\"]{3,260}\"?[,;]\"?\d{1,5}\"?[,;]\"?[\d,.]{1,20}\"?")
_SERVICE_IN_BRACKETS = re.compile(r"\s?\(((?:tcp|udp)/\d{1,5})\)", re.IGNORECASE)
_MORE_PORTS = re.compile(r"\s?(?:[,/、&-]|and|or|和|或)\s?\d{1,5}(?![\d.:-])", re.IGNORECASE)
_MORE_SERVICES = re.compile(
    r"\s?(?:[,/、&+]|and|or|和|或|与)\s?(?:https?|ssh|rdp|dns|ntp|ldaps?|smtps?|ftp|smb|amqps?|tls|tcp|udp|quic)(?![\w.=:-])",
    re.IGNORECASE,
)

# Check Point's fw log: the gateway that wrote the line, and the interface.
_ORIGIN = re.compile(r"(?<!\S)\d{1,3}(?:\.\d{1,3}){3}\s{1,8}[<>]\s{0,8}\w{1,20}")


def _holds_more(line: str, found: Result) -> bool:
    """Whether a place stands outside of the pairs of a line that is neither what was found nor who asked."""
    known = (
        {end for place in found for end in (place.host, place.source)} if isinstance(found, tuple) else set()
    )
    return any(
        token.kind is Kind.BAD or (token.kind is Kind.PLACE and token.host not in known)
        for token in tokens_of(_outside_pairs(line))
    )


def _with_port_beside(found: Result, line: str) -> Result:
    """Return a host with the port that the line says with it outside of its pairs, a URL's most often."""
    if not isinstance(found, tuple) or len(found) != 1 or found[0].port is not None or found[0].has_no_port:
        return found
    (place,) = found
    ports = {
        token.port for token in tokens_of(_outside_pairs(line)) if token.host == place.host and token.port
    }
    if len(ports) > 1:
        return UNCLEAR_PORT
    return (place._replace(port=ports.pop()),) if ports else found


def _is_no_pair(key: str) -> bool:
    return isinstance(endpoint_of(key), Endpoint) or bool(transport_of(key))


def _outside_pairs(line: str) -> str:
    # "git.contoso.com:8443" looks like a pair, and is a place; "UDP: 1194" is a port.
    return _PAIR.sub(
        lambda pair: pair[0] if _is_no_pair(pair["key"]) else " \u00b7 ",
        _ORIGIN.sub(" ", line),
    )


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
    elif cells[start : start + 1] == ["THREAT"] and cell(22) == "53":
        return UNCLEAR  # a name that was looked up stands in the threat's own words
    return of_mapping(record)
