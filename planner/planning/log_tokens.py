"""A line of free text, cut into what can be told of its words: places, ports, protocols, and what points at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from planner.planning.endpoints import (
    SCHEMES,
    SHORT_NAME,
    UNCLEAR_PORT,
    UNCLEAR_PORTLESS,
    Endpoint,
    Unread,
    endpoint_of,
    port_of,
)
from planner.planning.log_chinese import with_blanks
from planner.planning.log_services import (
    NAMED_PORTS,
    PORT_AND_PROTOCOL,
    PROTOCOL_AND_PORT,
    SERVICES,
    transport_of,
)
from planner.planning.matching import address_of, network_of


class Kind(Enum):
    """What a word is."""

    PLACE = "a host name or an address, perhaps with its port"
    PREFIX = "a range of addresses: who asked, or nothing that can be answered"
    BAD = "a host whose port is none, or an address within a word that nothing explains"
    PORT = "a number that is said to be a port"
    NUMBER = "a number that may be one"
    PROTOCOL = "tcp, udp, icmp ..."
    SERVICE = "https, http or quic: a protocol with its usual port"
    SEVERAL = "several ports in one word: 80/443, 80-443"
    PORT_WORD = "port, 端口"
    COMMA = "what stands between the members of a list"
    AND = "and, or"
    OPEN = "("
    CLOSE = ")"
    TO = "what points at the place that was meant"
    SOURCE = "what points at who asked"
    VIA = "what points at a place on the way"
    ON = "a word between a place and its port"
    OTHER = "any other word"


@dataclass(frozen=True, slots=True)
class Token:
    """One word; ``host`` is set for a place, ``port`` and ``transport`` where the word says them."""

    kind: Kind
    text: str
    host: str = ""
    port: int | None = None
    transport: str = ""
    bad: Unread | None = None

    @property
    def is_address(self) -> bool:
        """Whether the place is an address and no name."""
        return bool(self.host) and address_of(self.host) is not None


def tokens_of(line: str) -> list[Token]:
    """Return the words of a line that is no record of a known form."""
    return _with_protocols(_with_ports(list(_tokens(_prepared(line)))))


# --- what a line is written with, before its words are looked at ---

_COLOUR = re.compile(r"\x1b\[[0-9;]{0,20}m")
# The head that syslog puts in front, with the device's own name or address: RFC 3164 and RFC 5424.
_SYSLOG = re.compile(
    r"^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?"
    r"|(?:(?<=>)1 )?\d{4}-\d\d-\d\dT\S{8,30})\s{1,3}(?P<device>\S{1,253})\s(?P<rest>.*)$",
    re.DOTALL,
)
_RIGHT = re.compile(r"-{1,3}>|={1,2}>|→|⟶|(?<=\s)>(?=\s)")
_LEFT = re.compile(r"<-{1,3}|<=|←|(?<=\s)<(?=\s)")
# "(1)a.b.net (2)c.d.net": a number of an entry, with a name right behind it.
_ENTRY_NUMBER = re.compile(r"\(\d{1,3}\)(?=[A-Za-z0-9*])")
# wget: "mcr.microsoft.com (mcr.microsoft.com)|20.50.1.2|:443"
# apt: "[IP: 185.125.190.36 80]"; a resolver's "168.63.129.16#53"; a service in place of its port.
_APT = re.compile(r"\[IP: [^\]]{3,60}\]")
_PING = re.compile(r"\b\d{1,5}\(\d{1,5}\) bytes\b")
_HASH = re.compile(r"(?<=[A-Za-z0-9])#(?=\d{1,5}(?!\d))")
_NAMED_PORT = re.compile(r"(?<=[A-Za-z0-9.\]]):(https?)(?![\w:/])", re.IGNORECASE)
# "1) a.b.net 2) c.d.net", where no bracket is opened.
_NUMBERED = re.compile(r"(?<!\S)\d{1,2}\)\s{1,3}(?=[A-Za-z*][\w.-]*\.)")
_TEMPLATE = re.compile(r"\S*<[A-Za-z][\w -]{0,30}>\S*")
# Access lists: "eq www", "eq 443", "gt 1023".
_ACL_PORT = re.compile(r"\b(eq|neq|gt|lt|range)\s{1,3}([\w-]{1,20})", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\d.,:])\d{1,2},0\d\d(?![\d,])")
# "20.50.1.2.443", and behind an arrow "mcr.microsoft.com.443": how pf and tcpdump write a port.
_DOT_PORT = re.compile(
    r"((?<![\w.:/-])\d{1,3}(?:\.\d{1,3}){3}|(?<=> )(?:[\w-]{1,63}\.){1,10}[A-Za-z]{2,20})\.(\d{1,5})(?![\w.:/-]*[\w/-])"
)
_WGET = re.compile(r"\|[0-9A-Fa-f.:]{3,45}\|:(?=\d)")


_NOT_FILLED = "\ue000"
"""Stands for a host with a part that nobody filled in: ``*.hcp.<location>.azmk8s.io``."""


# netcat by UDP: "nc -zvu a.b.net 123".
_NETCAT_BY_UDP = re.compile(
    r"(?<!\S)(?:nc|ncat|netcat)(?=\s)(?:\s{1,3}-\S{1,20}){0,5}?\s{1,3}-[a-z]{0,8}u[a-z]{0,8}(?!\S)"
)


def _prepared(line: str) -> str:
    line = _BOLD.sub(r" \1 ", line)
    line = _BOTH_WEB.sub(" http/https ", line)
    line = _SHARE.sub(" smb://", _ASIDE.sub(" ", _NETCAT_BY_UDP.sub(" udp ", line)))
    text = _APT.sub(" ", _PING.sub(" ", without_head(_COLOUR.sub("", line).replace("`", " "))))
    text = _ACL_PORT.sub(_acl_port, text)
    text = _DOT_PORT.sub(r"\1:\2", text)
    text = _THOUSANDS.sub(f" {_NOT_FILLED} ", _TEMPLATE.sub(f" {_NOT_FILLED} ", text))
    text = _NAMED_PORT.sub(lambda found: f":{SERVICES[found[1].lower()][0]}", _HASH.sub(":", text))
    if "(" not in text:
        text = _NUMBERED.sub(", ", text)
    text = _WGET.sub(" :", _LEFT.sub(" ← ", _RIGHT.sub(" → ", text)))
    return with_blanks(_ENTRY_NUMBER.sub(", ", text))


def _acl_port(found: re.Match[str]) -> str:
    """Return the one port that an access list names as words are read; of several, or of a name nobody knows, a gap."""
    port = port_of(found[2]) or NAMED_PORTS.get(found[2].lower())
    if found[1].lower() == "eq" and port is not None:
        return f" port {port} "
    return f" {_NOT_FILLED} " if port is not None or found[1].lower() == "eq" else found[0]


def without_head(line: str) -> str:
    """Return a line without syslog's head: the device in it is the one that wrote the line."""
    found = _SYSLOG.match(line)
    device = endpoint_of(found["device"]) if found is not None else None
    is_device = found is not None and isinstance(device, Endpoint) and device.port is None
    return found["rest"] if found is not None and is_device else line


# --- words ---

# A URL is one word up to its end or a comma; an equals sign in its query parts nothing.
_WORD = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s,;|<>()\"']*|[,、;]|[()]|[^\s,、;|<>(){}\"'=]+",
)
_AND = frozenset({"and", "or", "&", "和", "与", "及", "以及", "或"})
_TO = frozenset(
    {
        "到", "至", "访问", "目标", "目的", "to", "reach", "→", "dst", "destination", "dest", "host", "目的地址",
        "目标地址",
    }
)  # fmt: skip
_POINTING = ("到", "至", "访问", "连接")
_ON_THE_WAY = ("代理", "网关", "防火墙", "代理服务器")
FETCHING = re.compile(
    r"pull|download|fetch|\bget\b|retriev|image|install|load|拉取|下载|获取|镜像|安装", re.IGNORECASE
)
"""Words with which *from* points at where something is got from: the destination."""

_SOURCE = frozenset(
    {
        "from", "来自", "从", "源", "来源", "src", "source", "client", "客户端", "节点", "node", "自", "发起方", "for",
        "源地址", "来源地址", "源ip", "来源ip", "源主机",
    }
)  # fmt: skip
_VIA = frozenset(
    {
        "via", "at", "through", "proxy", "version", "gateway", "firewall", "resolver", "nameserver", "device",
        "see", "here", "details", "visit", "参阅", "请参阅", "详见", "参见", "经", "经由",
        "通过", "代理", "网关", "防火墙",
    }
)  # fmt: skip
_ON = frozenset({"-", "–", "—", "on", "over", "using", "with", "的", "dest", "destination", "目的", "目标"})
_NUMBERED_BY = frozenset({"proto", "protocol", "协议"})
_PORT_WORDS = frozenset({"port", "ports", "dport", "端口", "端口号"})
_SOURCE_PORTS = frozenset({"sport", "spt", "源端口", "来源端口", "客户端端口"})
_NAMED_TRANSPORTS = "tcp|udp|quic|h3|http3|dtls|tls|https?|h2|sctp|dccp|gre|esp|icmp(?:v6)?"
_TRANSPORT_BEFORE = re.compile(r"(tcp|udp|quic|h3|sctp|dccp)(?:://|/(?=[^/]*[.:]))", re.IGNORECASE)
_TRANSPORT_BEHIND = re.compile(rf":\d{{1,5}}/({_NAMED_TRANSPORTS})$", re.IGNORECASE)
_HTTP_VERSION = re.compile(r"https?/\d")
_COLON_PORT = re.compile(r"(?P<protocol>)(?:ports?|dpt|dport|dstport)?:(?P<port>\d{1,6})")
_GLUED_BEHIND = re.compile(r"(?P<port>\d{1,5})[-_]?(?P<protocol>tcp|udp)")
_SET_OFF = re.compile(r"(?P<protocol>tcp|udp|)(?:\[|@|p\.)(?P<port>\d{2,5})")
_GLUED = re.compile(r"(?P<protocol>tcp|udp)[-_]?(?P<port>\d{1,5})")
_BOTH = frozenset({"http/https", "https/http", "http(s)", "tcp/udp", "udp/tcp", "http&https", "http+https"})
_SEVERAL = re.compile(r"(?:tcp|udp)?[/:-]?\d{1,5}(?:[/&+-]\d{1,5}){1,20}")
USUAL_PORTS = frozenset(
    {22, 53, 80, 123, 443, 445, 853, 1194, 1433, 3128, 3306, 5432, 5671, 5672, 6443, 8080, 8443, 9000, 9093, 10250}
)  # fmt: skip
"""Ports that a number in a sentence may be, with those from 1024 on."""
FIRST_FREE_PORT = 1024
"""Below it a number in a sentence is more often a code or a count than a port that is not among the usual ones."""

_PORT_BEHIND_SLASH = re.compile(
    r"(?P<host>[^/:\s]{3,253})(?P<protocol>/(?:tcp|udp))?/(?P<port>\d{1,5})", re.IGNORECASE
)
# "443:a.b.net", "HTTP:a.b.net": a port or a protocol is said of what stands behind it, perhaps of more.
_PORT_IN_FRONT = re.compile(
    r"(?:(?:tcp|udp|https?)[/-]?\d{0,5}|\d{1,5}):(?=[A-Za-z*][\w*-]*\.)", re.IGNORECASE
)
_TWO_PORTS = re.compile(r"[A-Za-z0-9\]]:\d{1,5}[/&+-]\d{1,5}$")
# "a.b.net/c.d.net": two places in one word.
_TWO_PLACES = re.compile(
    r"[A-Za-z0-9*][\w.-]*\.[A-Za-z]{2,20}(?::\d{1,5})?/"
    r"(?:[\w-]+\.[\w-]+\.(?:com|net|io|cn|us|org)|[\w-]+(?:\.[\w-]+){0,20}\.[A-Za-z]{2,20}:\d{1,5})"
)
_PREFIX_LENGTH = re.compile(r"[0-9A-Fa-f:.]+/\d{1,3}")
_BEFORE_PLACE = re.compile(r"[A-Za-z][\w-]{0,40}[:/](?=[^/:])")
_ADDRESS_WITHIN = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_DOCUMENTS = (
    "xlsx?|xlsm|docx?|pptx?|pdf|csv|tsv|png|jpe?g|gif|bmp|svg|gz|tgz|tar|rar|7z|msg|eml|pcap(?:ng)?|evtx|bak|tmp|ps1"
    "|cer|crt|pem|flb|tf|tfvars|toml|ini|properties"
)
_ERROR = re.compile(
    r"(?:error|exception|warning|:\d+"
    r"|\.(?:go|java|js|c|h|cpp|cs|kt|log|txt|ya?ml|json|conf|cfg|html?|xml|exe|dll|service|socket"
    rf"|{_DOCUMENTS})(?::\d+)?)$",
    re.IGNORECASE,
)
# The last label of a file, of a line of source text or of a class: no name on a network ends in it.
_FILE = re.compile(
    r"\.(?:go|java|js|ts|c|h|cpp|cs|kt|log|txt|ya?ml|json|conf|cfg|html?|xml|exe|dll|service|socket|slice|scope"
    rf"|{_DOCUMENTS})\.?(?::\d+)?$"
    r"|\.(?:py|rs|cc|rb|php):\d+$"
    r"|\.(?:\w+[A-Z]\w*[a-z]\w*|\w+[a-z]\w*[A-Z]\w*|\w*[a-z]\w*(?:error|exception))$"
)


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word in ",、;":
            yield Token(Kind.COMMA, word)
        elif word in "()":
            yield Token(Kind.OPEN if word == "(" else Kind.CLOSE, word)
        elif word[0] == "." and word[1:2].isalnum() and text[max(match.start() - 1, 0)] in "})":
            yield Token(Kind.BAD, word)  # the end of a host whose beginning is a variable
        elif ended := ended_word(word):
            in_query = (
                text[: match.start()].endswith("=") and "?" in text[: match.start()].rsplit(None, 1)[-1]
            )
            yield Token(Kind.OTHER, ended) if in_query else _token(ended)


def ended_word(word: str) -> str:
    """Return a word without the punctuation around it."""
    word = word.rstrip(".,;:!?\\").lstrip("\\")
    if (named := _NAME_IN_BRACKETS.fullmatch(word)) is not None:
        return named["name"] + (named["inner"] or named["outer"] or "")
    if word.startswith("[") and ":" not in word:
        return word[1:].rstrip("]")
    return word if word.startswith("[") else word.rstrip("]")


# "[a.b.net:10255]" and "[a.b.net]:22": a name, and no address of IPv6.
_NAME_IN_BRACKETS = re.compile(r"\[(?P<name>[^\[\]:]{3,253})(?P<inner>:\d{1,5})?\](?P<outer>:\d{1,5})?")

_ENDINGS = ((_POINTING, Kind.TO), (_ON_THE_WAY, Kind.VIA))
_KINDS = (
    (_AND, Kind.AND),
    (_TO, Kind.TO),
    (_SOURCE, Kind.SOURCE),
    (_VIA, Kind.VIA),
    (_ON, Kind.ON),
    (_PORT_WORDS, Kind.PORT_WORD),
)


@lru_cache(maxsize=20_000)
def _token(word: str) -> Token:  # noqa: PLR0911 - by kind
    lower = word.lower()
    named = next((kind for words, kind in _KINDS if lower in words), None)
    if lower.lstrip("-") in _PORT_WORDS:
        named = Kind.PORT_WORD
    if named is not None:
        return Token(named, lower)
    said = _said_of_a_port(lower)
    if said is not None:
        return said
    place = _place(word)
    if place is not None:
        return place
    ending = next((kind for words, kind in _ENDINGS if lower.endswith(words)), None)
    if ending is not None:
        return Token(ending, lower)
    short = _SHORT_NAME.fullmatch(word)
    if short is not None and short["name"].lower() not in _NUMBERED_THINGS and port_of(short["port"]):
        return Token(Kind.BAD, word, bad=SHORT_NAME)
    if network_of(word) is not None:
        return Token(Kind.PREFIX, word)
    return (
        Token(Kind.BAD, word)
        if word == _NOT_FILLED or _ADDRESS_WITHIN.search(word) or _HIDDEN.search(word)
        else Token(Kind.OTHER, lower)
    )


# "server1:443", "*:1194", "any:1194": a place, and nobody can tell which.
_SHORT_NAME = re.compile(r"(?P<name>[A-Za-z][\w-]{0,62}|\*):(?P<port>\d{2,5})")
_NUMBERED_THINGS = frozenset(
    {
        "line", "code", "status", "pid", "tid", "id", "uid", "gid", "exit", "row", "col", "column", "error", "errno",
        "count", "hits", "retry", "retries", "attempt", "attempts", "rule", "policy", "vlan", "len", "length", "ttl",
        "bytes", "size", "time", "seq", "ack", "flags", "proto", "protocol", "spt", "sport", "http", "exitcode", "mark",
        "priority", "level", "severity", "version", "ticket", "inc", "chg", "job", "step", "page", "thread", "session",
        "srcport", "sourceport", "max", "min", "total", "duration", "elapsed", "ms", "latency", "timeout", "statuscode",
    }
)  # fmt: skip

# A host within a word that nothing else explains: "通吗?mcr.microsoft.com:443".
_HIDDEN = re.compile(r"[?!](?:[a-z]{2,10}://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}\.[A-Za-z]{2,20}(?![\w.-])")


def _said_of_a_port(word: str) -> Token | None:
    for pattern in (PROTOCOL_AND_PORT, PORT_AND_PROTOCOL, _COLON_PORT, _GLUED, _GLUED_BEHIND, _SET_OFF):
        both = pattern.fullmatch(word)
        port = port_of(both["port"]) if both is not None else None
        if both is not None and port is not None and not _HTTP_VERSION.fullmatch(word):
            return Token(Kind.PORT, word, port=port, transport=transport_of(both["protocol"] or ""))
    several = _SEVERAL.fullmatch(word)
    if word in _BOTH or (
        several is not None and any(int(number) in USUAL_PORTS for number in re.findall(r"\d+", word))
    ):
        return Token(Kind.SEVERAL, word)
    if word in SERVICES:
        port, transport = SERVICES[word]
        return Token(Kind.SERVICE, word, port=port, transport=transport)
    if word.isdigit():
        return Token(Kind.NUMBER, word, port=port_of(word))
    if word.isascii() and "/" not in word and (transport := transport_of(word)):
        return Token(Kind.PROTOCOL, word, transport=transport)
    return None


# Keys, types and packages that look like hosts: "kubernetes.io/hostname=aks-1", "Microsoft.Network/azureFirewalls",
# "metrics.k8s.io/v1beta1", "MountVolume.SetUp", "azurerm_kubernetes_cluster.shop", "k8s.io/client-go/informers".
_NO_PLACE = re.compile(
    r"(?:[\w-]+\.)*kubernetes\.io/[\w.-]+(?:[=:].*)?|(?:vendor/|mod/|name:)?k8s\.io/[\w./@-]+(?::\d+)*:?"
    r"|(?!(?:registry|dl|pkgs|cdn|packages|prow|storage)\.)(?:[\w-]+\.)+k8s\.io(?:/v\d\w*)?|[\w.-]+/[\w.-]+=[\w.-]*"
    r"|[A-Z][a-z]+\.[A-Z](?!om\b|et\b|rg\b|o\b|n\b)[a-z]+|Microsoft\.[A-Z]\w+(?:\.\w+)*(?:/.*)?|(?:e\.g|i\.e)\.?"
    r"|(?![Aa]zure|Storage|Sql|EventHub|ServiceBus|Microsoft[A-Z]|KeyVault|App[CS]|Cosmos|Data)"
    r"(?:\w+\.)?\w*[a-z][A-Z]\w*(?:\.\w+)?(?:#\w+)?|mount\.(?:nfs4?|cifs)"
    r"|(?:source|destination|network|event|client|server|observer|agent|rule)\.(?!com$|net$|org$|io$|cn$)[a-z_]+"
    r"|(?:[\w-]+\.)*[A-Za-z0-9]+_\w+(?:\.[\w\[\]-]+)+|(?:[\w-]+\.)+[A-Za-z0-9]+_\w+",
    re.ASCII,
)
_BOLD = re.compile(r"\*\*([^*\s](?:[^*]{0,250}[^*\s])?)\*\*")
_BOTH_WEB = re.compile(r"(?<![\w/])http(?:\(s\)|/s\b|\[s\])", re.IGNORECASE)
# What stands in words of Kubernetes and of certificates without being tried: the name of a webhook, of an issuer.
_ASIDE = re.compile(
    r"\bwebhook \\{0,3}\"[^\"]{1,200}\"|(?:suffix|后缀)\W{0,3}\.[\w.-]{3,100}|\bCN ?= ?[\w.*-]{1,200}"
    r"|(?<!\S)[\w.-]{1,200}/[\w.-]{1,100}=[\w.-]{0,100}(?!\S)",
    re.IGNORECASE,
)
# "//share.file.core.windows.net/pvc", "\\\\share.file.core.windows.net\\pvc": a share of files, by SMB.
_SHARE = re.compile(r"(?:\\{2,8}|(?<![:\w/])//)(?=(?P<host>[A-Za-z0-9-]{1,63}\.file\.[\w.-]{3,100})[\\/])")


def _place(word: str) -> Token | None:
    """Return the place that a word names: ``host``, ``tcp://host:443``, ``host/20.50.1.2:443``, ``outside:host``."""
    name = word if "://" in word else word.partition("/")[0]
    if "://" not in word and _FILE.search(name) and not (name.count(".") == 1 and not _ERROR.search(name)):
        return None
    if _NO_PLACE.fullmatch(word):
        return None
    if _PORT_IN_FRONT.match(word):
        return Token(Kind.BAD, word, bad=UNCLEAR_PORTLESS)
    if _TWO_PLACES.fullmatch(word):
        return Token(Kind.BAD, word)
    if _TWO_PORTS.search(word):
        return Token(Kind.SEVERAL, word)
    # Squid and others write a name with all below it with a dot in front.
    word = f"*{word}" if word.startswith(".") and word.count(".") > 1 else word
    return _behind_slash(word) or _resolved(word) or _named(word)


def _behind_slash(word: str) -> Token | None:
    """Read ``host/443`` and ``host/tcp/443``."""
    found = _PORT_BEHIND_SLASH.fullmatch(word)
    if found is None or _PREFIX_LENGTH.fullmatch(word):
        return None
    named, port = endpoint_of(found["host"]), port_of(found["port"])
    if not isinstance(named, Endpoint) or named.port is not None or port is None:
        return None
    return Token(Kind.PLACE, word, named.host, port, (found["protocol"] or "").strip("/").lower())


def _resolved(word: str) -> Token | None:
    """Read ``host/20.50.1.2:443`` and ``/20.50.1.2:443``, as Java writes what a name came to."""
    if "://" in word:
        return None
    name, slash, address = word.partition("/")
    at = endpoint_of(address) if slash and (not name or _is_address(address)) else None
    if not isinstance(at, Endpoint) or address_of(at.host) is None:
        return None
    named = endpoint_of(name) if name else None
    if isinstance(named, Endpoint) and named.port is None and address_of(named.host) is None:
        return Token(Kind.PLACE, word, named.host, at.port)
    return Token(Kind.PLACE, word, at.host, at.port) if not name else None


def _named(word: str) -> Token | None:
    before, behind = _TRANSPORT_BEFORE.match(word), _TRANSPORT_BEHIND.search(word)
    transport = ""
    if before is not None:
        word, transport = word[before.end() :], transport_of(before[1])
    elif behind is not None:
        word, transport = word[: behind.start(1) - 1], transport_of(behind[1])
    found = endpoint_of(word) if not word.startswith("/") else None
    if found is None and "://" not in word and (part := _BEFORE_PLACE.match(word)) is not None:
        rest = word[part.end() :]
        if _FILE.search(rest) is not None:
            return None  # "repodata/repomd.xml"
        with_port = _behind_slash(rest)
        if with_port is not None:
            return with_port
        inner = endpoint_of(rest)
        found = inner if isinstance(inner, Endpoint) else None
    if "://" in word:
        transport = SCHEMES.get(word.partition("://")[0].lower(), (None, transport))[1]
    if isinstance(found, Unread):
        return Token(Kind.BAD, word, bad=found)
    if not isinstance(found, Endpoint) or _holds_an_address(word, found):
        return None
    return Token(Kind.PLACE, word, found.host, found.port, transport)


def _is_address(text: str) -> bool:
    return _ADDRESS_WITHIN.match(text) is not None


def _holds_an_address(word: str, found: Endpoint) -> bool:
    """Whether another address stands within the word than the one that was found."""
    if "://" in word:
        return False
    name = word.partition("/")[0]  # what stands in a path is none: "quay.io/app:1.2.3.4"
    return any(within[0] != found.host for within in _ADDRESS_WITHIN.finditer(name))


# --- ports that a word beside them makes ports ---


def _with_ports(tokens: list[Token]) -> list[Token]:
    """Return the words with each number that is said to be a port marked, and a source's port left out."""
    made: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text in _SOURCE_PORTS or (
            made and made[-1].kind is Kind.SOURCE and token.kind is Kind.PORT_WORD
        ):
            place += 2 if following is not None and following.kind is Kind.NUMBER else 1
            continue
        if _is_of_another(tokens, place):
            made.append(Token(Kind.BAD, token.text, bad=UNCLEAR_PORT))
            place += 2
            continue
        if _points_on(token) and following is not None and following.kind is Kind.NUMBER:
            place = _list_of_ports(tokens, place + 1, made)
            continue
        if token.text in _OVER and following is not None and _is_port_behind(tokens, place + 1):
            made.append(_port(following))
            place += 2
            continue
        if token.kind is Kind.NUMBER and following is not None and _points_back(following):
            _number_in_front(made)
            made.append(_port(token))
            if following.text.endswith(_POINTING):
                made.append(Token(Kind.TO, following.text))
            place += 2
            continue
        if token.text in _NUMBERED_BY and following is not None and following.kind is Kind.NUMBER:
            named = transport_of(following.text) or f"protocol {following.text}"
            made.append(Token(Kind.PROTOCOL, following.text, transport=named))
            place += 2
            continue
        if token.kind is Kind.PREFIX:
            made.append(_range(token, made[-1].kind if made else None, following))
        else:
            made.append(token)
        place += 1
    return made


def _range(token: Token, before: Kind | None, following: Token | None) -> Token:
    """Return a range as the word it is where it says who asked, else as one that cannot be answered."""
    network = network_of(token.text)
    asks = before is Kind.SOURCE or (following is not None and following.kind is Kind.TO)
    inside = network is not None and network.is_private
    return Token(Kind.OTHER if (asks or inside) and before is not Kind.TO else Kind.BAD, token.text)


def _is_port_behind(tokens: list[Token], place: int) -> bool:
    """Whether a number behind *on* or *over* is a port: a usual one, and no day of a month."""
    behind = tokens[place + 1].text[:3] if place + 1 < len(tokens) else ""
    return tokens[place].kind is Kind.NUMBER and tokens[place].port in USUAL_PORTS and behind not in _MONTHS


_OVER = frozenset({"on", "over"})
_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])


# A port of the node, of a proxy, of whatever stands on the way: not that of the place.
_OF_ANOTHER = re.compile(
    r"(?:本地|本机|代理|监听|管理|交换机|节点|源|客户端|临时|防火墙|上联|物理|出口|转发|随机|NAT)$"
    r"|^(?:ephemeral|local|proxy|management|mgmt|listen|listening|switch|node|client|nat|outgoing|source)$",
    re.IGNORECASE,
)


def _is_of_another(tokens: list[Token], place: int) -> bool:
    """Whether a port is named here with its number, and the words around say that it is another's."""
    token, before = tokens[place], tokens[place - 1].text if place else ""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None:
        return False
    if following.kind is Kind.NUMBER and _points_on(token):
        owner, port_word, _ = token.text.partition("端口")
        owner = owner if port_word else ""
        return _OF_ANOTHER.search(owner or before) is not None
    is_behind = token.kind is Kind.NUMBER and _points_back(following)
    return is_behind and (before == "从" or _OF_ANOTHER.search(before) is not None)


def _points_on(token: Token) -> bool:
    return token.kind is Kind.PORT_WORD or (token.kind is Kind.OTHER and token.text.endswith("端口"))


def _points_back(token: Token) -> bool:
    return token.text.startswith("端口") and token.kind in (Kind.OTHER, Kind.TO, Kind.PORT_WORD)


def _list_of_ports(tokens: list[Token], place: int, made: list[Token]) -> int:
    """Take ``443``, ``443, 80`` or ``443 and 80`` behind the word *port*; return where it ends."""
    made.append(_port(tokens[place]))
    place += 1
    while (
        place + 1 < len(tokens)
        and tokens[place].kind in (Kind.COMMA, Kind.AND)
        and tokens[place + 1].kind is Kind.NUMBER
    ):
        made.append(_port(tokens[place + 1]))
        place += 2
    return place


def _number_in_front(made: list[Token]) -> None:
    """Make ports of ``443 和`` in front of ``9000 端口``."""
    if len(made) > 1 and made[-1].kind in (Kind.COMMA, Kind.AND) and made[-2].kind is Kind.NUMBER:
        made[-2:] = [_port(made[-2])]


def _port(token: Token) -> Token:
    if token.port is None:
        return Token(Kind.BAD, token.text, bad=Unread(token.text))
    return Token(Kind.PORT, token.text, port=token.port)


def _is_status(token: Token) -> bool:
    """Whether a number behind *HTTP* is what a server answered: 403, 502."""
    return (
        token.kind is Kind.NUMBER
        and token.port is not None
        and 100 <= token.port < 600
        and token.port not in USUAL_PORTS
    )


def _with_protocols(tokens: list[Token]) -> list[Token]:
    """Return the words with *HTTPS* beside a port as its protocol alone: ``HTTPS 8443``, ``8443 (https)``."""
    made = list(tokens)
    for place, token in enumerate(tokens):
        if token.kind is not Kind.SERVICE:
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is not None and _is_status(following):
            made[place : place + 2] = [Token(Kind.OTHER, token.text), Token(Kind.OTHER, following.text)]
            continue
        before = next((t.kind for t in reversed(tokens[:place]) if t.kind is not Kind.OPEN), Kind.OTHER)
        after = next((t.kind for t in tokens[place + 1 :] if t.kind is not Kind.OPEN), Kind.OTHER)
        if {before, after} & {Kind.NUMBER, Kind.PORT}:
            made[place] = Token(Kind.PROTOCOL, token.text, transport=token.transport)
    return made
