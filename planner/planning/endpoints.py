"""One host or address, perhaps with a port, out of a piece of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from encodings import idna
from functools import lru_cache
from typing import NamedTuple

from planner.domain.text import Text
from planner.planning.matching import address_of, network_of

LONGEST_HOST = 253
LONGEST_LABEL = 63
HIGHEST_PORT = 65535
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")
# "20.50.1.2/32:9000": an address, written as the prefix of it alone.
_WHOLE_PREFIX = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){3})/32(?=:\d)")
# A number, or the name of a firewall's object: "mcr.microsoft.com-443", "mcr.microsoft.com_tcp_443".
_NO_LAST_LABEL = re.compile(r"\d.*|.|(?!xn--).*(?:_.*|-\d+)")
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]{1,20})://(?P<rest>[^/?#\s]*)", re.IGNORECASE)
_BRACKETED = re.compile(r"\[(?P<address>[0-9A-Fa-f:.]{2,45})\](?::(?P<port>\d*))?")
_PREFIX = re.compile(r"[0-9a-fA-F:.]+/\d{1,3}")
# "20.50.1.0/24:443", "20.50.1.0/255.255.255.0": many addresses.
_PREFIX_AND_PORT = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){3}/(?:\d{1,2}:\d{1,5}|(?:255|0)(?:\.\d{1,3}){3}(?<!255\.255\.255\.255)(?::\d{1,5})?)"
)
SCHEMES: Mapping[str, tuple[int | None, str]] = {
    "http": (80, "tcp"), "https": (443, "tcp"), "ws": (80, "tcp"), "wss": (443, "tcp"), "oci": (443, "tcp"),
    "docker": (443, "tcp"), "git+https": (443, "tcp"), "ssh": (22, "tcp"), "git+ssh": (22, "tcp"),
    "sftp": (22, "tcp"), "ftp": (21, "tcp"), "ldap": (389, "tcp"), "ldaps": (636, "tcp"), "ntp": (123, "udp"),
    "amqp": (5672, "tcp"), "amqps": (5671, "tcp"), "mqtt": (1883, "tcp"), "mqtts": (8883, "tcp"),
    "mysql": (3306, "tcp"), "postgres": (5432, "tcp"), "postgresql": (5432, "tcp"), "redis": (6379, "tcp"),
    "rediss": (6380, "tcp"), "smtp": (25, "tcp"), "smb": (445, "tcp"), "tcp": (None, "tcp"), "udp": (None, "udp"),
}  # fmt: skip
"""The port and the protocol that a URL means which names none; of any other scheme nothing is known."""

_MARKS = frozenset("、，；：（）／")
"""Marks between words that a name of another script could take in."""

_DOTS = str.maketrans("。．｡", "...")


class Endpoint(NamedTuple):
    """A host name or an address in its usual form, and the port or None."""

    host: str
    port: int | None


NO_HOST = Text("No host or address was found here.", "未找到主机或地址。")
BAD_PORT = Text("The port is not a number from 1 to 65535.", "端口不是 1 到 65535 之间的数字。")
SEVERAL_PORTS = Text(
    "Several ports stand here. Paste a line for each.", "此处有多个端口，请每个端口粘贴一行。"
)
UNCLEAR_WHAT_NUMBER = Text(
    "A number stands behind the host, and nothing tells whether it is a port. Paste the host alone, or host:port.",
    "主机后面有一个数字，无法判断是否为端口。请只粘贴主机，或粘贴“主机:端口”。",
)
SEVERAL_ADDRESSES = Text(
    "Several addresses stand here, and nothing tells which is the destination. Paste that one alone.",
    "此处有多个地址，无法判断哪个是目标。请只粘贴目标地址。",
)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something was found that is no destination, and why: most often a host whose port is none.

    ``named`` are the host, port or None, and protocol or empty text of what a person may have meant.
    """

    text: str
    reason: Text = BAD_PORT
    named: tuple[tuple[str, int | None, str], ...] = ()


UNCLEAR = Unread("", SEVERAL_ADDRESSES)
UNCLEAR_WHO = Unread(
    "",
    Text(
        "Nothing tells whether what stands here was asked for, or asked. Paste the destination alone.",
        "无法判断此处是访问目标还是发起方。请只粘贴目标。",
    ),
)
UNCLEAR_RANGE = Unread(
    "",
    Text(
        "A range of addresses stands here. Paste one address or host of it.",
        "此处是一个地址段。请粘贴其中的一个地址或主机。",
    ),
)
UNCLEAR_PORT = Unread("", SEVERAL_PORTS)
UNCLEAR_PORTLESS = Unread(
    "",
    Text(
        "A port or a service is named beside the host, and nothing tells that it belongs to it. Paste host:port.",
        "主机旁边有端口或服务，无法判断是否属于该主机。请粘贴“主机:端口”。",
    ),
)
SHORT_NAME = Unread(
    "",
    Text(
        "A name without its domain stands here, and nothing tells which host it is. Paste its whole name.",
        "此处的主机名缺少域名部分，无法确定是哪台主机。请粘贴完整的主机名。",
    ),
)
OTHER_PROTOCOL = Unread(
    "",
    Text(
        "Azure Firewall compares the protocol of an application rule as well as its port, and this protocol is not the "
        "usual one of the port: a line for the usual one does not open it.",
        "Azure 防火墙的应用程序规则同时匹配协议和端口，而此处的协议不是该端口的常用协议："
        "为常用协议写的规则不会放行它。",
    ),
)
ONLY_WHO_WROTE_IT = Unread(
    "",
    Text(
        "Only the name of the device that wrote the line stands here, not where the traffic went.",
        "此处只有写日志的设备名称，没有访问目标。",
    ),
)
TOO_LONG = Unread(
    "",
    Text(
        "The line is longer than 20,000 characters. Paste it in shorter lines.",
        "此行超过 20,000 个字符。请分成较短的行粘贴。",
    ),
)
UNCLEAR_NUMBER = Unread("", UNCLEAR_WHAT_NUMBER)
SEVERAL_IN_A_SENTENCE = Text(
    "A sentence names several places or ports, and words alone do not tell which were meant. Choose what is named in "
    "it, or paste host:port.",
    "一句话中有多个主机或端口，仅凭文字无法确定所指。请选用其中的主机，或粘贴“主机:端口”。",
)


@lru_cache(maxsize=20_000)  # a log says the same few words line by line
def endpoint_of(text: str) -> Endpoint | Unread | None:  # noqa: PLR0911 - by form
    """Read ``host``, ``host:port``, ``[IPv6]:port``, an address or a URL; None where it is nothing of these."""
    text = text.strip().translate(_DOTS)
    if "." not in text and ":" not in text:
        return None
    text = _WHOLE_PREFIX.sub(r"\1", text)
    url = _URL.match(text)
    default = None
    if url is not None:
        known = SCHEMES.get(url["scheme"].lower())
        default = known[0] if known is not None else None
        text = url["rest"].rpartition("@")[2]
        if known is None and _ends_without_port(text):
            return UNCLEAR_PORTLESS
    elif _PREFIX_AND_PORT.fullmatch(text):
        return UNCLEAR_RANGE
    elif _PREFIX.fullmatch(text):
        # A prefix as long as an address is that address; any other is many.
        network = network_of(text)
        whole = network is not None and network.prefixlen == network.max_prefixlen
        return Endpoint(str(network.network_address), None) if network is not None and whole else None
    else:
        text = re.split(r"[/?#]", text, maxsplit=1)[0]
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is not None:
        return _with_port(bracketed["address"], bracketed["port"] or "", default)
    if text.count(":") > 1:
        return _with_port(text, "", default)
    host, _, port = text.partition(":")
    return _with_port(host, port, default)


def _ends_without_port(text: str) -> bool:
    return normal_host(text.removesuffix(":")) is not None


def _with_port(host: str, port: str, default: int | None) -> Endpoint | Unread | None:
    name = normal_host(host)
    if name is None:
        return None
    if not port:
        return Endpoint(name, default)
    number = port_of(port)
    return Unread(port) if number is None else Endpoint(name, number)


def port_of(text: str) -> int | None:
    """Return a port from 1 to 65535, or None."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 5:
        return None
    return int(text) if 1 <= int(text) <= HIGHEST_PORT else None


def normal_host(text: str) -> str | None:
    """Return a host name in small ASCII letters without its final dot, or an address in its usual form.

    A leading ``*.`` stays. Names of other scripts become their ASCII form (IDNA). None: it is neither, has a
    single label, or is too long.
    """
    text = text.strip().translate(_DOTS).removesuffix(".")
    if not text or len(text) > LONGEST_HOST or not _MARKS.isdisjoint(text):
        return None
    address = address_of(text)
    if address is not None:
        return str(getattr(address, "ipv4_mapped", None) or address)
    labels = [_ascii_label(label) for label in text.split(".")]
    wild = labels[0] == "*"
    names = labels[1:] if wild else labels
    if len(names) < 2 or not all(map(_is_label, names)) or _NO_LAST_LABEL.fullmatch(names[-1]) is not None:
        return None
    host = ".".join(labels)
    return host if len(host) <= LONGEST_HOST else None


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label.lower()
    try:
        return idna.ToASCII(label).decode("ascii").lower()
    except UnicodeError:
        return ""


def _is_label(label: str) -> bool:
    return len(label) <= LONGEST_LABEL and _LABEL.fullmatch(label) is not None
