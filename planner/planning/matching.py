"""Host names against patterns and addresses against prefixes, through indexes.

The cost of one question does not grow with the number of lines.

An asterisk in front stands for one label or several (Azure Firewall's reading) and never for the apex. A part in
angle brackets (``<location>``, ``<guid>``) stands for text within one label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Generic, TypeVar

Item = TypeVar("Item")
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOCATION = "<location>"
_PART = re.compile(r"<[^<>]*>|\*\.|\*|[^<*]+|<")
_PLAIN = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_LOCATION_GROUP = "(?P<location>[a-z0-9]+)"


@dataclass(frozen=True, slots=True)
class Match(Generic[Item]):
    """A pattern that takes a host in.

    ``exact`` tells that the pattern has no asterisk in front; ``length`` that of its fixed part (of two that
    fit, the longer is the narrower). ``location`` is what stands for ``<location>``, empty without one.
    """

    item: Item
    pattern: str
    exact: bool
    length: int
    location: str = ""

    @property
    def narrowness(self) -> tuple[bool, int]:
        """The larger, the narrower."""
        return self.exact, self.length


class HostIndex(Generic[Item]):
    """Patterns of hosts, each with what it belongs to, in the order in which they were added."""

    def __init__(self) -> None:
        """Start without patterns."""
        self._hosts: dict[str, list[Item]] = {}
        self._wildcards: dict[str, list[Item]] = {}
        self._others: dict[str, list[tuple[re.Pattern[str], str, Item]]] = {}

    def add(self, pattern: str, item: Item) -> None:
        """Add a pattern; text that is no host name (*API server address*) never matches."""
        pattern = pattern.lower()
        if _PLAIN.fullmatch(pattern):
            kept = self._wildcards if pattern.startswith("*.") else self._hosts
            kept.setdefault(pattern.removeprefix("*."), []).append(item)
        elif "." in pattern and " " not in pattern:
            self._others.setdefault(_tail(pattern), []).append((_compiled(pattern), pattern, item))

    def matches(self, host: str) -> Iterator[Match[Item]]:
        """Yield what takes in ``host`` (small letters; it may itself begin with ``*.``)."""
        for item in self._hosts.get(host, ()):
            yield Match(item, host, True, len(host))
        for ending in endings(host):
            for item in self._wildcards.get(ending, ()):
                yield Match(item, f"*.{ending}", False, len(ending))
        for compiled, pattern, item in (*self._others.get(_tail(host), ()), *self._others.get("", ())):
            found = compiled.fullmatch(host)
            if found is not None:
                location = found.groupdict().get("location") or ""
                exact = not pattern.startswith("*")
                yield Match(item, pattern, exact, len(pattern), location)

    def above(self, host: str) -> Iterator[Match[Item]]:
        """Yield what names a domain that ``host`` lies below, without an asterisk and so without ``host``."""
        for ending in endings(host):
            for item in self._hosts.get(ending, ()):
                yield Match(item, ending, True, len(ending))

    def of_apex(self, host: str) -> Iterator[Item]:
        """Yield what has the wildcard below ``host`` and so does not take in ``host`` itself."""
        yield from self._wildcards.get(host, ())


def _tail(host: str) -> str:
    """Return the last two labels, by which patterns are looked up; empty where they are open themselves."""
    tail = ".".join(host.rsplit(".", 2)[-2:])
    return "" if any(sign in tail for sign in "<>*") else tail


@lru_cache(maxsize=8192)
def endings(host: str) -> tuple[str, ...]:
    """Return what stands behind each dot, the longest first: ``b.c`` and ``c`` of ``a.b.c``."""
    labels = host.split(".")
    return tuple(".".join(labels[first:]) for first in range(1, len(labels)))


def _compiled(pattern: str) -> re.Pattern[str]:
    parts: list[str] = []
    for found in _PART.finditer(pattern):
        part = found[0]
        if part == "*." and found.start() == 0:
            parts.append(r"(?:[a-z0-9_*-]+\.)+")
        elif part == LOCATION and _LOCATION_GROUP not in parts:
            parts.append(_LOCATION_GROUP)
        elif part.startswith("<") and part.endswith(">"):
            parts.append("[a-z0-9_-]+")
        elif part in ("*", "*."):
            parts.append("[a-z0-9_-]*" + re.escape(part[1:]))
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts))


class PrefixIndex(Generic[Item]):
    """CIDR prefixes and addresses, each with what it belongs to."""

    def __init__(self) -> None:
        """Start without prefixes."""
        self._held: dict[tuple[int, int], dict[int, list[Item]]] = {}

    def add(self, prefix: str, item: Item) -> None:
        """Add a prefix or an address; text that is neither never matches."""
        network = network_of(prefix)
        if network is not None:
            same_length = self._held.setdefault((network.version, network.prefixlen), {})
            same_length.setdefault(int(network.network_address), []).append(item)

    def around(self, prefix: str) -> Iterator[Item]:
        """Yield what takes in a whole prefix or an address, narrowest prefixes first."""
        network = network_of(prefix)
        if network is None:
            return
        for version, length in sorted(self._held, key=lambda key: -key[1]):
            if version == network.version and length <= network.prefixlen:
                bits = network.max_prefixlen - length
                start = (int(network.network_address) >> bits) << bits
                yield from self._held[version, length].get(start, ())


def network_of(text: str) -> Network | None:
    """Return a prefix or a single address as a network, or None where the text is neither."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def address_of(text: str) -> Address | None:
    """Return an address without scope, or None where the text is none."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return None if getattr(found, "scope_id", None) else found
