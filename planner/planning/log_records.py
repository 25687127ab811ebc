"""What one record of a log wanted to reach: a row of a table, an object of JSON, or pairs of key and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from planner.planning.endpoints import (
    HIGHEST_PORT,
    OTHER_PROTOCOL,
    UNCLEAR,
    UNCLEAR_NUMBER,
    UNCLEAR_PORT,
    UNCLEAR_PORTLESS,
    Endpoint,
    Unread,
    endpoint_of,
    port_of,
)
from planner.planning.log_found import Found, Result
from planner.planning.log_services import PORTS, PROTOCOLS, is_of_source, service_of, text_of
from planner.planning.log_tokens import FIRST_FREE_PORT, USUAL_PORTS, Kind, tokens_of
from planner.planning.matching import address_of, network_of

# Column and key names as `usual_key` writes them.
QUERIES = ("queryname", "qname", "dnsquery", "rrname", "dnsrrname", "dnsquestionname")
MESSAGES = ("msg", "message", "rawdata", "syslogmessage", "rawmessage", "log", "error")
_NAMES = frozenset(
    {
        "fqdn", "targetfqdn", "destinationfqdn", "dsthost", "dsthostname", "desthost", "destinationhost",
        "destinationhostname", "destinationendpoint", "dhost", "dstname", "tlsserverhostname", "dstdomainname", "sni",
        "tlssni", "requesthost", "httphostname", "destinationdnsdomain", "destinationdomain", "csurihost", "cshost",
        "authority", "requestedservername", "servernameindication", "urldomain", "serverdomain", "tlsclientservername",
        "httprequesthost",
    }
)  # fmt: skip
"""What names the destination's host and nothing else."""

_URLS = frozenset(
    {
        "url",
        "uri",
        "targeturl",
        "requesturl",
        "request",
        "urlfilename",
        "misc",
        "page",
        "urlfull",
        "urloriginal",
    }
)
"""What was asked for; beside another destination it may be any link."""

EITHER = frozenset({"hostname", "host", "domain", "domainname", "servername", "endpoint", "resource"})
"""The destination, or whoever wrote the record."""

ADDRESSES = (
    "destinationip", "dstip", "destip", "dst", "dest", "destination", "destinationaddress", "destaddress",
    "dstaddr", "destinationipaddress", "dip", "targetip", "daddr", "dstipaddr", "responderip", "remoteaddress",
    "remoteip", "to", "idresph", "cdip", "upstreamhost",
)  # fmt: skip
SOURCES = (
    "sourceip", "srcip", "src", "source", "sourceaddress", "srcaddr", "clientip", "sip", "saddr", "srcipaddr",
    "initiatorip", "from", "idorigh", "csip",
)  # fmt: skip
_LOGGED = frozenset(
    {*SOURCES, "action", "act", "subtype", "profile", "utmaction", "category", "disposition", "event_type"}
)
"""What a log has and a list of requests has not: there a URL is the one that was asked for."""

DESTINATIONS = frozenset((*QUERIES, *MESSAGES, *_NAMES, *_URLS, *EITHER, *ADDRESSES))
_HEADS = frozenset((*QUERIES, *_NAMES, *_URLS, *EITHER, *ADDRESSES)) - {
    "to",
    "request",
    "resource",
    "misc",
}
"""Columns that make a head of a table even where nothing else is known in it."""

# Names of columns that nobody listed, and that speak of a destination's host all the same.
_NAMES_ONE = re.compile(
    r"^(?:dst|dest|destination|target|remote|responder|blocked|requested)(?!.*port).*(?:fqdn|domain|host|name|url|uri|server|backup|site)"
    r"|(?:ssl|tls).*(?:name|host|sni)|^sni|(?<!source)(?<!src)(?<!client)fqdn|(?:目的|目标|访问).*(?:域名|主机|网址|地址|url)"
)

_KEY = re.compile(r"[^a-z0-9]+")
_UNIT = re.compile(r"\s?\[[^\]]{1,20}\]$")  # the portal's "TimeGenerated [UTC]"
_KIND = re.compile(r"_[sdgbt]$")  # Log Analytics writes the kind of a column behind its name: DestPort_d
_PLURAL_PORT = re.compile(r"^((?:destination|dest|dst|target|remote|d)?port)(?:s|number|no)$")
_BETWEEN = re.compile(r"[\s,;|<>()\"'=]+")
_CHINESE = {
    "源地址": "src", "源ip": "src", "源ip地址": "src", "来源ip": "src", "来源地址": "src", "来源": "src", "源": "src",
    "目的地址": "dst", "目的ip": "dst", "目的ip地址": "dst", "目标ip": "dst", "目标地址": "dst", "目的": "dst",
    "目标": "dst", "目的端口": "dport", "目标端口": "dport", "端口": "port", "服务": "service", "协议": "proto",
    "域名": "fqdn", "目的域名": "fqdn", "目标域名": "fqdn", "目的主机": "fqdn", "目标主机": "fqdn",
    "主机名": "hostname", "主机": "hostname", "网址": "url",
    "访问地址": "dst", "远程地址": "dst", "对端地址": "dst", "服务器地址": "dst", "服务器ip": "dst",
    "目标ip地址": "dst",
    "访问域名": "fqdn", "访问端口": "dport", "远程端口": "dport", "对端端口": "dport", "服务器端口": "dport",
    "开放端口": "dport", "客户端ip": "src", "客户端地址": "src", "本地地址": "src", "本地端口": "spt",
    "客户端端口": "spt",
    "源端口": "spt", "动作": "action", "操作": "action", "时间": "timegenerated",
}  # fmt: skip


def usual_key(text: str) -> str:
    """Return a column's name in small letters and digits alone: ``Destination Port``, ``DestPort_d``, ``目的端口``."""
    text = _UNIT.sub("", text.strip().lower())
    known = _CHINESE.get(text.replace(" ", "").removesuffix("号").removesuffix("类型"))
    if known or not text.isascii():
        return known or text  # a name in Chinese that nobody knows stays as it is
    return _PLURAL_PORT.sub(r"\1", _KEY.sub("", _KIND.sub("", text)))


def is_head(names: Collection[str]) -> bool:
    """Whether a table's columns name a destination, and beside it a source, a port, a protocol or an action."""
    beside = {*SOURCES, *PORTS, *PROTOCOLS, *QUERIES, "action", "timegenerated"}
    if DESTINATIONS.isdisjoint(names):
        return False
    return not beside.isdisjoint(names) or not _HEADS.isdisjoint(names)


def of_record(record: Mapping[str, object], of_text: Callable[[str], Result]) -> Result:  # noqa: PLR0911 - by kind
    """Return the destination of a record whose keys are `usual_key`s, or None.

    ``of_text`` reads the message that a record holds.
    """
    for key in QUERIES:
        asked = endpoint_of(text_of(record.get(key)))
        if isinstance(asked, Endpoint):
            return (Found(asked.host, None, "", has_no_port=True),)
    if text_of(record.get("upstream")):  # nginx: the host beside it is the one that was served
        record = {key: value for key, value in record.items() if key not in DESTINATIONS}
        record["dst"] = record["upstream"]
    record = _where_envoy_went(record)
    if _is_of_a_server(record):
        return UNCLEAR
    asked_a_server = "serverip" in record and all(
        text_of(record.get(key)) in ("", "53", "0", "-") for key in PORTS
    )
    looked_up = endpoint_of(text_of(record.get("fqdn"))) if asked_a_server else None
    if isinstance(looked_up, Endpoint):  # Azure Firewall could not resolve it; the port is the DNS server's
        return (Found(looked_up.host, None, "", has_no_port=True),)
    if text_of(record.get("computername")) and "remoteaddress" in record:  # PowerShell's Test-NetConnection
        record = {**record, "fqdn": record["computername"]}
    messages = [message for key in MESSAGES if (message := text_of(record.get(key)))]
    # Beside a message the host is the one that wrote it.
    named = _destination({key: value for key, value in record.items() if not messages or key not in EITHER})
    if named is None and messages:
        # Beside a message that names no place the host is the one that wrote it.
        return next((found for message in messages if (found := of_text(message))), None)
    if named is None or isinstance(named, Unread):
        return named
    if _says_more(record, named):
        return UNCLEAR
    if is_odd(text_of(record.get("protocol")), named.port):
        return OTHER_PROTOCOL
    return (named._replace(source=_source_of(record)),)


def is_odd(protocol: str, port: int | None) -> bool:
    """Whether Azure Firewall's protocol of an application rule is not the one that plans ask the port with."""
    name = protocol.strip().lower()
    return port is not None and ((name, port) in _ODD or (name == "mssql" and port != _MSSQL))


_ODD = frozenset({("http", 443), ("https", 80)})
_MSSQL = 1433


def _where_envoy_went(record: Mapping[str, object]) -> Mapping[str, object]:
    if text_of(record.get("upstreamhost")) or not text_of(record.get("downstreamlocaladdress")):
        return record
    return {**record, "upstreamhost": record["downstreamlocaladdress"]}


def _is_of_a_server(record: Mapping[str, object]) -> bool:
    """Whether it is a record of a server's access log: the remote end in it came to the server."""
    remote, asked = {"remoteip", "remoteaddress", "remoteaddr"}, {"uri", "method"}
    return not remote.isdisjoint(record) and not asked.isdisjoint(record)


def _says_more(record: Mapping[str, object], named: Found) -> bool:
    """Whether a text under a key that nobody knows names another place than the record: *also ntp.ubuntu.com:123*."""
    known = {named.host, *(address_in(text_of(record.get(key))) for key in SOURCES)}
    by_address = address_of(named.host) is not None
    for key, value in record.items():
        text = value if isinstance(value, str) else ""
        if "." not in text or len(text) > _LONGEST_TEXT or (_is_known(key) and key not in MESSAGES):
            continue
        # One word under a key that nobody knows may be the name behind the address, unless the key is of who wrote it.
        is_word = " " not in text.strip()
        if not by_address and (is_word or key in MESSAGES):
            continue
        if is_word and is_no_host_of_the_request(key):
            continue
        for token in tokens_of(text):
            if token.kind is Kind.PLACE and token.host not in known and not token.is_address:
                return True
    return False


_LONGEST_TEXT = 2_000
_OF_THE_LOG = re.compile(
    r"dev|observer|agent|report|computer|sensor|collector|gateway|^fw|firewall|user|mail|owner|account|node|pod|namespace"
    r"|cluster|polic|rule|cert|issuer|vsys|log|source|src|client|orig|resource|schema|version|app|profile|categor|class"
    r"|tenant|module|program|process|file|path|type|kind|origin|sicname|machine|workspace|tag|label|event|product|vendor"
)
"""Keys of what wrote or governs the record, and of what is named like a host: *devname*, *policyname*."""


def is_no_host_of_the_request(key: str) -> bool:
    """Whether a key, as `usual_key` writes it, is known already, or is that of what wrote the record or governs it."""
    return _is_known(key) or _OF_THE_LOG.search(key) is not None


def name_in(text: str) -> str:
    """Return the host name that a text of one word is; empty where it is an address or anything else."""
    tokens = tokens_of(text) if "." in text and len(text) <= _LONGEST_TEXT else []
    places = [token for token in tokens if token.kind is Kind.PLACE and not token.is_address]
    return places[0].host if len(places) == 1 and len(tokens) == 1 else ""


def _is_known(key: str) -> bool:
    return key in DESTINATIONS or key in SOURCES or key in PORTS or key in PROTOCOLS or is_of_source(key)


# Numbers that are no port, by what their column is called.
_ELSEWHERE = re.compile(
    r"time|date|len|byte|size|octet|count|hit|\u6b21|\u6570|\u91cf|\u7f16\u53f7|\u5e8f\u53f7|duration|elapsed|packet|pkt|session|flow"
    r"|trace|id$|^no$|^n$|^m$|^c$|number|level|pri|sever|seq|vlan|ttl|line|rule|polic|version|year|day|hour|code|status|row"
    r"|index|sent|rcvd|received|score|rank|total|sum|avg|min|max|tenant|zone|interface|intf|mark|facility|weight|event"
    r"|type|ipversion|block|denied|attempt|request|times|process|thread|serial|mtu|window|ack|flag|asn|^as|lat|lon|zip"
)
_NUMBER_ALONE = re.compile(r"(?<![\w.:/#=-])\d{2,5}(?![\w.:/-])")
_YEARS = range(1990, 2100)


def _may_hold_a_port(record: Mapping[str, object]) -> bool:
    """Whether a column that nobody knows holds a number that may be the port: of a record that names none."""
    for key, value in record.items():
        if _is_known(key) or _ELSEWHERE.search(key):
            continue
        text = text_of(value).removesuffix(".0")
        numbers = (
            [int(number) for number in _NUMBER_ALONE.findall(text)] if len(text) <= _LONGEST_TEXT else []
        )
        if any(
            number in USUAL_PORTS
            or (number >= FIRST_FREE_PORT and number <= HIGHEST_PORT and number not in _YEARS)
            for number in numbers
        ):
            return True
    return False


def _destination(record: Mapping[str, object]) -> Found | Unread | None:  # noqa: PLR0911 - by what it names
    """Return the one destination of a record; unclear where it names two."""
    names, urls, either, addresses = (_Ends() for _ in range(4))
    for key, value in record.items():
        for ends, holds in (
            (names, key in _NAMES or (key not in DESTINATIONS and _NAMES_ONE.search(key) is not None)),
            # Check Point's resource is a URL; a name alone under it may be who wrote the record.
            (urls, key in _URLS or (key in EITHER and "://" in text_of(value))),
            (either, key in EITHER and "://" not in text_of(value)),
            (addresses, key in ADDRESSES),
        ):
            if holds and (text := text_of(value)):
                ends.add(_first_endpoint(text))
    names.take_names_of(addresses)
    is_logged = any(text_of(record.get(key)) for key in _LOGGED)
    # A web filter names the site it looked at; beside an address any other host is the one that wrote the record.
    asked = not {"url", "utmaction", "page", "devname"}.isdisjoint(record) or (
        text_of(record.get("subtype")) in ("ssl", "webfilter", "waf", "app-ctrl")
    )
    if _is_one_of_several(record):
        return UNCLEAR
    if addresses.hosts and either.hosts and not names.hosts and not asked:
        whose = _whose_name(record, either.hosts)
        if whose is None:
            return UNCLEAR
        names = either if whose else names
    if len(names.hosts) > 1 or len(addresses.hosts) > 1 or (names.hosts and urls.differ_from(names)):
        return UNCLEAR
    found = names
    if not names.hosts:
        found = urls if urls.hosts and (is_logged or not addresses.hosts) else _Ends()
        if addresses.hosts and urls.hosts and not is_logged:
            return UNCLEAR  # a ticket: the link may be any
        if not found.hosts and (not addresses.hosts or asked):
            found = either
    if len(found.hosts) > 1:
        return UNCLEAR
    bad = names.bad or addresses.bad or urls.bad or either.bad
    if not found.hosts and (not addresses.hosts or bad is not None):
        return bad
    host = next(iter(found.hosts or addresses.hosts))
    ports = (ends.hosts.get(host) for ends in (names, urls, either, addresses))
    port = next((port for port in ports if port is not None), None)
    port = port if port is not None else next(iter(addresses.hosts.values()), None)
    return _with_port_of(record, Endpoint(host, port))


def _whose_name(record: Mapping[str, object], hosts: Collection[str]) -> bool | None:
    """Whether a name that stands beside a destination's address is that destination's; None where nothing tells.

    In front of the ends of the connection it is the device that wrote the record. Behind them it may be either,
    but for FortiGate, whose *hostname* is what was asked for, and for the server's name of TLS.
    """
    keys = [key for key, value in record.items() if text_of(value)]
    named = [key for key in keys if key in EITHER and _is_one_of(text_of(record[key]), hosts)]
    first = min((keys.index(key) for key in keys if key in ADDRESSES), default=len(keys))
    if all(keys.index(key) < first for key in named):
        return False
    fortigate = {"srcip", "dstip"} <= set(keys[: keys.index(named[-1])])
    return True if fortigate or named == ["servername"] else None


def _is_one_of(text: str, hosts: Collection[str]) -> bool:
    found = endpoint_of(text)
    return isinstance(found, Endpoint) and found.host in hosts


def _is_one_of_several(record: Mapping[str, object]) -> bool:
    """Whether a record numbers its destinations: *Destination 1*, *Destination 2*."""
    numbered = (_NUMBERED.fullmatch(key) for key in record)
    return any(
        found is not None
        and found[1] in DESTINATIONS
        and isinstance(endpoint_of(text_of(record[found[0]])), Endpoint)
        for found in numbered
    )


_NUMBERED = re.compile(r"([a-z]{2,30})[2-9]")


class _Ends:
    """The hosts that some columns of a record hold, each with its port or None, and what could not be read."""

    def __init__(self) -> None:
        self.hosts: dict[str, int | None] = {}
        self.bad: Unread | None = None

    def add(self, found: Endpoint | Unread | None) -> None:
        if isinstance(found, Unread):
            self.bad = self.bad or found
        elif found is not None:
            self.hosts[found.host] = self.hosts.get(found.host) or found.port

    def take_names_of(self, addresses: _Ends) -> None:
        """Take the names out of the columns of addresses; an address that stands in one of names goes there."""
        for host in [host for host in addresses.hosts if address_of(host) is None]:
            self.add(Endpoint(host, addresses.hosts.pop(host)))
        for host in [host for host in self.hosts if address_of(host) is not None]:
            addresses.add(Endpoint(host, self.hosts.pop(host)))

    def differ_from(self, names: _Ends) -> bool:
        """Whether there is a name that is none of these; an address may be what the name came to."""
        return any(host not in names.hosts and address_of(host) is None for host in self.hosts)


def _source_of(record: Mapping[str, object]) -> str:
    """Return the addresses and prefixes that a record's request came from, with blanks between; or empty text."""
    return next((found for key in SOURCES if (found := sources_in(text_of(record.get(key))))), "")


def sources_in(text: str) -> str:
    """Return the addresses and prefixes of a text with blanks between, of a span its ends; empty where it says more."""
    one = address_in(text)
    parts = [part for part in re.split(r"[\s,;、]+|(?<=[\d:])-(?=[\d:])", text.strip()) if part]
    if one and len(parts) < 2 and "/" not in text:
        return one
    found = [str(network) if (network := network_of(part)) else address_in(part) for part in parts]
    # A prefix of one address is that address.
    return " ".join(part.removesuffix("/32").removesuffix("/128") for part in found) if all(found) else one


def address_in(text: str) -> str:
    """Return the address of a text such as ``10.42.0.5:51234``; empty where it is none."""
    placed = _WITH_INTERFACE.fullmatch(text.strip())
    found = endpoint_of(text if placed is None else placed[1]) if text else None
    return found.host if isinstance(found, Endpoint) and address_of(found.host) is not None else ""


# SonicWall writes the interface behind the port, and the name if it knows it: "20.50.1.2:443:X1:mcr.microsoft.com".
_WITH_INTERFACE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}):[^:\s]{0,20}(?::(\S{0,253}))?")


def _first_endpoint(value: str) -> Endpoint | Unread | None:  # noqa: PLR0911 - one form after the other
    """Return the endpoint that a value is, or begins with: ``mcr.microsoft.com (20.50.1.2)``."""
    placed = _WITH_INTERFACE.fullmatch(value.strip())
    named = endpoint_of(placed[2] or "") if placed is not None else None
    if placed is not None and isinstance(named, Endpoint):
        return endpoint_of(f"{named.host}:{placed[1].rpartition(':')[2]}")
    slashed = _PORT_BEHIND_SLASH.fullmatch(value.strip())
    if slashed is not None and port_of(slashed[2]) is not None:
        value = f"{slashed[1]}:{slashed[2]}"  # "20.50.1.2/9000", as Cisco writes it
    found = endpoint_of(value if placed is None else placed[1])
    if found is not None:
        return found
    parts = [part for part in re.split(r"[,;、]", value) if part.strip()]
    if len(parts) > 1 and all(isinstance(endpoint_of(part), Endpoint) for part in parts):
        return UNCLEAR
    words = [word for word in _BETWEEN.split(_BREAK.sub(" ", value)) if word]
    if (
        len(words) > 1
        and isinstance(endpoint_of(words[0]), Endpoint)
        and any(word.isdigit() for word in words[1:])
    ):
        return UNCLEAR_NUMBER
    found = endpoint_of(words[0]) if len(words) > 1 else None
    others = [end for word in words[1:] if isinstance(end := endpoint_of(word.strip("&/")), Endpoint)]
    if isinstance(found, Endpoint) and not _is_one(found, others):
        return UNCLEAR  # a cell with several places
    if isinstance(found, Endpoint) and address_of(found.host) is not None and len(words) == 2:
        named = endpoint_of(words[1])  # "20.50.1.2 (mcr.microsoft.com)": the name says more
        if isinstance(named, Endpoint) and address_of(named.host) is None:
            return named._replace(port=named.port or found.port)
    return found


_PORT_BEHIND_SLASH = re.compile(
    r"((?:\d{1,3}\.){3}\d{1,3}(?=/\d{3,5})|[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){1,20})/(\d{2,5})"
)
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)


def _is_one(found: Endpoint, others: list[Endpoint]) -> bool:
    """Whether what stands behind a place is the place again: a name's address, or the name of an address."""
    named = address_of(found.host) is None
    return all(end.host == found.host for end in others) or (
        len(others) == 1 and (address_of(others[0].host) is None) is not named
    )


def _with_port_of(record: Mapping[str, object], found: Endpoint) -> Found | Unread:
    named = service_of(record)
    if isinstance(named, Unread):
        return (
            named
            if found.port is None or named is UNCLEAR_PORT or named.text.lstrip("-").isdigit()
            else Found(found.host, found.port, "")
        )
    port, transport = named
    in_columns = any(text_of(record.get(key)) for key in PORTS)
    is_usual = found.port in (80, 443)  # what a URL without a port means; then the column says more
    if None not in (port, found.port) and port != found.port and not (is_usual and in_columns):
        return UNCLEAR_PORT  # a proxy was reached on the one, what lies behind it on the other
    if found.port is not None and not in_columns:
        port = found.port if transport in ("", "tcp", "udp") else None
    port = port or (found.port if transport in ("", "tcp", "udp") else None)
    if port is None and transport in ("", "tcp", "udp") and _may_hold_a_port(record):
        return UNCLEAR_PORTLESS
    return Found(found.host, port, transport)
