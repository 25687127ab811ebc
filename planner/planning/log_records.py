"""What one record of a log wanted to reach: a row of a table, an object of JSON, or pairs of key and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from planner.planning.endpoints import UNCLEAR, UNCLEAR_PORT, Endpoint, Unread, endpoint_of
from planner.planning.log_found import Found, Result
from planner.planning.log_services import PORTS, PROTOCOLS, service_of, text_of
from planner.planning.matching import address_of

# Column and key names as `usual_key` writes them; the first that holds something speaks.
QUERIES = ("queryname", "qname", "dnsquery", "rrname", "dnsrrname")
MESSAGES = ("msg", "message", "rawdata", "syslogmessage", "rawmessage", "log", "error")
_HOSTS = (
    "fqdn", "targetfqdn", "destinationfqdn", "targeturl", "dsthost", "dsthostname", "desthost",
    "destinationhost", "destinationhostname", "destinationendpoint", "endpoint",
    "dhost", "dstname", "tlsserverhostname", "dstdomainname", "servername", "sni", "tlssni", "requesthost",
    "requesturl", "httphostname", "request", "url", "urlfilename", "resource", "misc", "domain", "domainname",
    "destinationdnsdomain", "destinationdomain", "uri", "csurihost", "cshost", "hostname",
)  # fmt: skip
_ADDRESSES = (
    "destinationip", "dstip", "destip", "dst", "dest", "destination", "destinationaddress", "destaddress",
    "dstaddr", "destinationipaddress", "dip", "targetip", "daddr", "dstipaddr", "responderip", "remoteaddress",
    "remoteip", "to", "host",
)  # fmt: skip
SOURCES = (
    "sourceip", "srcip", "src", "source", "sourceaddress", "srcaddr", "clientip", "sip", "saddr", "srcipaddr",
    "initiatorip", "from",
)  # fmt: skip
_SENDERS = frozenset({"hostname", "host"})
"""Who wrote the record, where it holds a message; elsewhere the host that was asked for."""

_CERTAIN = frozenset((*_HOSTS, *_ADDRESSES)) - {
    "hostname",
    "domain",
    "host",
    "url",
    "uri",
    "request",
    "misc",
    "to",
}
"""What names a destination and nothing else, and so makes of a *host* beside it the one that wrote the record."""

DESTINATIONS = frozenset((*QUERIES, *MESSAGES, *_HOSTS, *_ADDRESSES))
_HEADS = frozenset((*QUERIES, *_HOSTS, *_ADDRESSES)) - {"to", "request", "resource", "misc", "host"}
"""Columns that make a head of a table even where nothing else is known in it."""

_KEY = re.compile(r"[^a-z0-9]+")
_KIND = re.compile(r"_[sdgbt]$")  # Log Analytics writes the kind of a column behind its name: DestPort_d
_PLURAL_PORT = re.compile(r"^((?:destination|dest|dst|target|remote|d)?port)(?:s|number|no)$")
_BETWEEN = re.compile(r"[\s,;|<>()\"'=]+")
_CHINESE = {
    "源地址": "src", "源ip": "src", "源ip地址": "src", "来源ip": "src", "来源地址": "src", "来源": "src", "源": "src",
    "目的地址": "dst", "目的ip": "dst", "目的ip地址": "dst", "目标ip": "dst", "目标地址": "dst", "目的": "dst",
    "目标": "dst", "目的端口": "dport", "目标端口": "dport", "端口": "port", "服务": "service", "协议": "proto",
    "域名": "fqdn", "目的域名": "fqdn", "目标域名": "fqdn", "目的主机": "fqdn", "目标主机": "fqdn", "主机名": "fqdn",
    "源端口": "spt", "动作": "action", "操作": "action", "时间": "timegenerated",
}  # fmt: skip


def usual_key(text: str) -> str:
    """Return a column's name in small letters and digits alone: ``Destination Port``, ``DestPort_d``, ``目的端口``."""
    text = text.strip().lower()
    known = _CHINESE.get(text.replace(" ", "").removesuffix("号").removesuffix("类型"))
    plain = _PLURAL_PORT.sub(r"\1", _KEY.sub("", _KIND.sub("", text)))
    return known or plain or text  # a name in Chinese that nobody knows stays as it is


def is_head(names: Collection[str]) -> bool:
    """Whether a table's columns name a destination, and beside it a source, a port, a protocol or an action."""
    beside = {*SOURCES, *PORTS, *PROTOCOLS, *QUERIES, "action", "timegenerated"}
    if DESTINATIONS.isdisjoint(names):
        return False
    return not beside.isdisjoint(names) or not _HEADS.isdisjoint(names)


def of_record(record: Mapping[str, object], of_text: Callable[[str], Result]) -> Result:
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
    looked_up = endpoint_of(text_of(record.get("fqdn"))) if "serverip" in record else None
    if isinstance(looked_up, Endpoint):  # Azure Firewall could not resolve it; the port is the DNS server's
        return (Found(looked_up.host, None, "", has_no_port=True),)
    record = _without_senders(record)
    messages = [message for key in MESSAGES if (message := text_of(record.get(key)))]
    named = _destination({key: value for key, value in record.items() if not messages or key not in _SENDERS})
    if named is None and messages:
        said = next((found for message in messages if (found := of_text(message))), None)
        named = None if said else _destination(record)
        if named is None:
            return said
    if named is None or isinstance(named, Unread):
        return named
    return (named._replace(source=_source_of(record)),)


def _without_senders(record: Mapping[str, object]) -> Mapping[str, object]:
    """Return a record without the host that wrote it, where it names a destination in another way.

    FortiGate's and Sophos' ``hostname`` and ``domain`` stand beside a URL, a profile or a subtype: they are asked for.
    """
    if text_of(record.get("computername")) and "remoteaddress" in record:  # PowerShell's Test-NetConnection
        return {**record, "fqdn": record["computername"]}
    if not any(text_of(record.get(key)) for key in _CERTAIN):
        return record
    asked = not {"url", "subtype", "profile", "utmaction", "category"}.isdisjoint(record)
    if not {"page", "category"}.isdisjoint(record):  # Huawei's URL filter: the host is the one of the page
        return record
    senders = {"host"} if asked else {"host", "hostname", "domain"}
    return {key: value for key, value in record.items() if key not in senders}


def _destination(record: Mapping[str, object]) -> Found | Unread | None:
    """Return the first host name that a record holds, or the address where it holds none."""
    name: Endpoint | None = None
    address: Endpoint | None = None
    bad: Unread | None = None
    for key in (*_HOSTS, *_ADDRESSES):
        value = text_of(record.get(key))
        found = _first_endpoint(value) if value else None
        if isinstance(found, Unread):
            bad = bad or found
        elif found is None:
            continue
        elif address_of(found.host) is not None:
            address = address or found
        elif name is None or (name.port is None and found.host == name.host):
            name = found  # of two columns with one name the one that knows the port
    if name is None and (address is None or bad is not None):
        return bad
    if name is not None and name.port is None and address is not None:
        name = name._replace(port=address.port)
    meant = name or address
    return None if meant is None else _with_port_of(record, meant)


def _source_of(record: Mapping[str, object]) -> str:
    """Return the address that a record's request came from, or empty text."""
    return next((found for key in SOURCES if (found := address_in(text_of(record.get(key))))), "")


def address_in(text: str) -> str:
    """Return the address of a text such as ``10.42.0.5:51234``; empty where it is none."""
    placed = _WITH_INTERFACE.fullmatch(text.strip())
    found = endpoint_of(text if placed is None else placed[1]) if text else None
    return found.host if isinstance(found, Endpoint) and address_of(found.host) is not None else ""


# SonicWall writes the interface behind the port: "20.50.1.2:443:X1".
_WITH_INTERFACE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}):\S{1,20}")


def _first_endpoint(value: str) -> Endpoint | Unread | None:
    """Return the endpoint that a value is, or begins with: ``mcr.microsoft.com (20.50.1.2)``."""
    placed = _WITH_INTERFACE.fullmatch(value.strip())
    found = endpoint_of(value if placed is None else placed[1])
    if found is not None:
        return found
    parts = [part for part in re.split(r"[,;、]", value) if part.strip()]
    if len(parts) > 1 and all(isinstance(endpoint_of(part), Endpoint) for part in parts):
        return UNCLEAR
    words = [word for word in _BETWEEN.split(value) if word]
    found = endpoint_of(words[0]) if len(words) > 1 else None
    if isinstance(found, Endpoint) and address_of(found.host) is not None and len(words) == 2:
        named = endpoint_of(words[1])  # "20.50.1.2 (mcr.microsoft.com)": the name says more
        if isinstance(named, Endpoint) and address_of(named.host) is None:
            return named._replace(port=named.port or found.port)
    return found


def _with_port_of(record: Mapping[str, object], found: Endpoint) -> Found | Unread:
    named = service_of(record)
    if isinstance(named, Unread):
        return (
            named
            if found.port is None or named is UNCLEAR_PORT or named.text.lstrip("-").isdigit()
            else Found(found.host, found.port, "")
        )
    port, transport = named
    if found.port is not None and not any(text_of(record.get(key)) for key in PORTS):
        port = found.port if transport in ("", "tcp", "udp") else None
    return Found(found.host, port or (found.port if transport in ("", "tcp", "udp") else None), transport)
