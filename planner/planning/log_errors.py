"""What programs say of a place that they could not reach: Go's errors (kubelet, containerd), CoreDNS, tcpdump."""

from __future__ import annotations

import re

from planner.planning.endpoints import UNCLEAR, UNCLEAR_PORT, Endpoint, endpoint_of, port_of
from planner.planning.log_found import Found, Result
from planner.planning.log_records import address_in
from planner.planning.log_services import NAMED_PORTS
from planner.planning.log_tokens import FIRST_FREE_PORT, USUAL_PORTS
from planner.planning.matching import address_of

# Go: "lookup mcr.microsoft.com on 168.63.129.16:53: ..."; the server that was asked is not what was meant.
_LOOKUP = re.compile(r"\blookup (?P<name>[^\s:\"]{3,254})(?: on \S{3,60}?)?: ")
_DIAL = re.compile(
    r"(?P<proxy>\bproxyconnect tcp: )?\bdial (?P<transport>tcp|udp)[46]? (?P<target>[^\s\"\\]{3,300})"
)
# Go quotes the URL that it wanted; an image that is named before it was not what could not be reached.
_BY_PROXY = re.compile(r"\bproxyconnect\b")
_ASKED_URL = re.compile(
    r"\b(?:Get|Head|Post|Put|Patch|Delete) \\{0,3}\"(https?://[^\s\"\\]{3,2000})", re.IGNORECASE
)
_MOVE = re.compile(
    r"\b(?:read|write|dial) (?P<transport>tcp|udp)[46]? (?P<source>[^\s>]{3,60})->(?P<target>[^\s\"\\]{3,60})"
)
_URL = re.compile(r"https?://[^\s,;|<>\"'\\]{3,2000}", re.IGNORECASE)
# Names that were asked for: "A IN mcr.microsoft.com. udp 35", "A? mcr.microsoft.com. (35)", CoreDNS's own errors.
_RECORD = r"(?:A|AAAA|CNAME|HTTPS|MX|NS|PTR|SOA|SRV|SVCB|TXT)"
_ASKED = (
    re.compile(rf"(?<![\w-]){_RECORD}\s{{1,3}}IN\s{{1,3}}(\S{{3,254}})"),
    re.compile(rf"(?<![\w-]){_RECORD}\?\s{{1,3}}(\S{{3,254}})"),
    re.compile(rf"(?<!\S)(\S{{3,254}}) {_RECORD}: (?:read|write|dial|unreachable|tls|no )"),
)
_UNRESOLVED = re.compile(
    r"server can't find ([\w.-]{3,254}?):|[Cc]ould not resolve host(?:name)?: ([\w.-]{3,254})"
    r"|unable to resolve host address .([\w.-]{3,254}).$"
)
_RESOLVER = re.compile(
    r"^(?:Server|DNS server|\u670d\u52a1\u5668):\s|^Address:\s.*#53\b|^;; SERVER:", re.IGNORECASE
)
PLATFORM = ("168.63.129.16", "169.254.169.254")
"""Addresses of Azure's own resolver and metadata, to which nobody has to open anything."""

_TCPDUMP = re.compile(r"\bIP6? (?P<source>\S{3,80}) > (?P<target>\S{3,254}): ")


def of_error(line: str) -> Result:
    """Return what a line in one of these forms wanted to reach; None for any other."""
    for asked in _ASKED:
        found = asked.search(line)
        if found is not None:
            named = endpoint_of(found[1])
            if not isinstance(named, Endpoint):
                return UNCLEAR
            return _with_resolver((Found(named.host, None, "", has_no_port=True),), line)
    unresolved = _UNRESOLVED.search(line)
    if unresolved is not None:
        return _looked_up(next(filter(None, unresolved.groups())), line)
    if _RESOLVER.search(line) is not None and _LOOKUP.search(line) is None:
        return UNCLEAR  # the resolver that was asked, in the words of nslookup and dig
    dumped = _TCPDUMP.search(line)
    if dumped is not None:
        return _dumped(line, dumped["source"], dumped["target"])
    return _of_go(line)


def _of_go(line: str) -> Result:
    looked = _LOOKUP.search(line)
    if looked is not None:
        return _with_resolver(_looked_up(looked["name"], line), line)
    moved, dialled = _MOVE.search(line), _DIAL.search(line)
    if moved is not None:
        ends = endpoint_of(moved["source"]), endpoint_of(moved["target"].rstrip(".,;:!?"))
        own, far = (end.port if isinstance(end, Endpoint) else None for end in ends)
        if own is not None and far is not None and _is_reply(str(own), far):
            return UNCLEAR  # a server's own words about a client
        return _reached(line, moved["target"], moved["transport"], address_in(moved["source"]))
    if dialled is not None:
        target = dialled["target"]
        return UNCLEAR if dialled["proxy"] else _reached(line, target, dialled["transport"], "")
    if _ASKED_URL.search(line) is not None and _BY_PROXY.search(line) is None:
        urls = _urls(line)
        return tuple(Found(url.host, url.port, "tcp") for url in urls) or UNCLEAR
    return None


def _urls(line: str) -> list[Endpoint]:
    asked = [match[1] for match in _ASKED_URL.finditer(line)] or [match[0] for match in _URL.finditer(line)]
    found = (endpoint_of(url.rstrip(".,;:!?")) for url in asked)
    return list(dict.fromkeys(url for url in found if isinstance(url, Endpoint)))


def _looked_up(name: str, line: str) -> Result:
    named = endpoint_of(name)
    if not isinstance(named, Endpoint):
        return UNCLEAR
    urls = _urls(line)
    if urls and [url.host for url in urls] != [named.host]:
        return UNCLEAR
    ports = {url.port for url in urls} | {
        int(found[1]) for found in re.finditer(rf"(?<![\w.-]){re.escape(name)}:(\d{{1,5}})(?!\d)", line)
    }
    if len(ports) > 1:
        return UNCLEAR_PORT
    if not ports:
        return (Found(named.host, None, "", has_no_port=True),)
    return (Found(named.host, ports.pop(), "tcp" if urls else ""),)


def _with_resolver(found: Result, line: str) -> Result:
    """Return a name that was looked up, with the resolver that did not answer: it may be behind the firewall."""
    asked = _MOVE.search(line)
    tried = asked or _DIAL.search(line)
    if not isinstance(found, tuple) or tried is None or _NO_ANSWER.search(line) is None:
        return found
    resolver = endpoint_of(tried["target"].rstrip(".,;:!?"))
    if not isinstance(resolver, Endpoint) or resolver.host in PLATFORM or resolver.port != _DNS:
        return found
    source = address_in(asked["source"]) if asked is not None else ""
    return (*found, Found(resolver.host, resolver.port, tried["transport"], source))


_DNS = 53
_NO_ANSWER = re.compile(r"i/o timeout|unreachable|refused|no route|not permitted")


def _reached(line: str, target: str, transport: str, source: str) -> Result:
    """Return the place of the one URL, where it is for the port that was tried; without one, the place itself."""
    tried = endpoint_of(target.rstrip(".,;:!?"))
    urls = _urls(line)
    if not isinstance(tried, Endpoint) or len(urls) > 1:
        return UNCLEAR
    if not urls:
        return _image_or(Found(tried.host, tried.port, transport, source), line)
    (url,) = urls
    if url.port != tried.port or transport != "tcp":
        return UNCLEAR  # by way of a proxy, or of a resolver
    return (Found(url.host, url.port, "tcp", source),)


# containerd: 'Failed to pull image "mcr.microsoft.com/oss/pause:3.6": ... dial tcp 204.79.197.219:443'
_IMAGE = re.compile(r"\bimage \\{0,3}\"([A-Za-z0-9.-]{3,253}(?::\d{1,5})?)/")


def _image_or(tried: Found, line: str) -> Result:
    """Return the registry of the image that was to be pulled, where its port is the one that was tried."""
    named = {found for image in _IMAGE.finditer(line) if isinstance(found := endpoint_of(image[1]), Endpoint)}
    if not named or address_of(tried.host) is None:
        return (tried,)
    if len(named) > 1 or (next(iter(named)).port or 443) != tried.port:
        return UNCLEAR
    return (tried._replace(host=named.pop().host),)


def _dumped(line: str, source: str, target: str) -> Result:
    """Read tcpdump's ends: the port, by number or by name, is the last part behind a dot."""
    host, _, service = target.rpartition(".")
    named = endpoint_of(host)
    port = port_of(service) or NAMED_PORTS.get(service.lower())
    asking, _, own = source.rpartition(".")
    if not isinstance(named, Endpoint) or port is None or _is_reply(own, port):
        return UNCLEAR
    transport = "tcp" if "Flags [" in line else "udp" if _BY_UDP.search(line) is not None else ""
    return (Found(named.host, port, transport, asking if address_of(asking) is not None else ""),)


_BY_UDP = re.compile(r": (?:UDP|NTPv\d|\d{1,5}\+? |QUIC)")
_FIRST_OF_A_CLIENT = 32_768
"""From here on ports are those that systems give to clients."""


def _is_reply(own: str, port: int) -> bool:
    """Whether a packet goes back to who asked: from a port that a service has to one that a client is given."""
    service = port_of(own) or NAMED_PORTS.get(own.lower()) or 0
    return port >= _FIRST_OF_A_CLIENT and (0 < service < FIRST_FREE_PORT or service in USUAL_PORTS)
