"""What an IPv4 address tells of itself, and what it can be in a network whose subnets are known."""

from __future__ import annotations

import ipaddress
from bisect import bisect_right
from functools import lru_cache

AZURE_DNS = "168.63.129.16"
"""Azure's own resolver; it is reached without passing the firewall."""

_PRIVATE = tuple(
    ipaddress.IPv4Network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)
_NO_MACHINES = tuple(
    ipaddress.IPv4Network(block)
    for block in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4")
)
_SMALLEST_SUBNET = 29
_FIRST_RESERVED = 4


@lru_cache(maxsize=50_000)  # asked for each address of a large plan, again after each answer
def is_private(address: str) -> bool:
    """Whether a text is an IPv4 address of RFC 1918 or of the shared range of RFC 6598."""
    try:
        ip = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return any(ip in block for block in _PRIVATE)


def holds_no_machine(network: ipaddress.IPv4Network) -> bool:
    """Whether no machine of a network has an address there: this host, loopback, link-local, multicast, reserved.

    A prefix that is wider than such a block is none of them. Source: RFC 6890.
    """
    return any(network.subnet_of(block) for block in _NO_MACHINES)


class Subnets:
    """Subnets of a virtual network, asked for many addresses: each answer takes logarithmic time.

    Azure keeps the first four addresses of a subnet and the last one; its smallest subnet is a /29. Source:
    Microsoft's "Azure Virtual Network FAQ".
    """

    def __init__(self, prefixes: tuple[str, ...]) -> None:
        """Take the prefixes that can be read."""
        networks = [network for prefix in prefixes if (network := _network(prefix)) is not None]
        self._spans = [
            (int(network.network_address), int(network.broadcast_address))
            for network in ipaddress.collapse_addresses(networks)
        ]
        self._reserved = {
            address
            for network in networks
            if network.prefixlen <= _SMALLEST_SUBNET
            for address in _reserved(network)
        }

    def can_hold(self, address: str) -> bool:
        """Whether a machine inside the network can have the address: private or of a subnet, and not kept by Azure."""
        number = _number(address)
        if number is None or number in self._reserved:
            return False
        return is_private(address) or self.covers(address)

    @property
    def is_private(self) -> bool:
        """Whether every subnet is of private addresses, as most virtual networks are."""
        return all(is_private(str(ipaddress.IPv4Address(first))) for first, _ in self._spans)

    def holds(self, source: str) -> bool:
        """Whether an address, or the whole of a prefix, lies in the subnets."""
        network = _network(source) if "/" in source else None
        if network is None:
            return self.covers(source)
        first, last = int(network.network_address), int(network.broadcast_address)
        place = bisect_right(self._spans, (first, 1 << 32)) - 1
        return place >= 0 and last <= self._spans[place][1]

    def covers(self, address: str) -> bool:
        """Whether the address lies in one of the subnets."""
        number = _number(address)
        if number is None:
            return False
        place = bisect_right(self._spans, (number, 1 << 32)) - 1
        return place >= 0 and number <= self._spans[place][1]


@lru_cache(maxsize=16)  # one request's subnets are asked for each of its services
def subnets_of(prefixes: tuple[str, ...]) -> Subnets:
    """Return the subnets of these prefixes, ready to be asked."""
    return Subnets(prefixes)


@lru_cache(maxsize=50_000)
def _number(address: str) -> int | None:
    try:
        return int(ipaddress.IPv4Address(address))
    except ValueError:
        return None


def _network(prefix: str) -> ipaddress.IPv4Network | None:
    try:
        return ipaddress.IPv4Network(prefix)
    except ValueError:
        return None


def is_no_subnet(prefix: str) -> bool:
    """Whether a prefix is smaller than any subnet of Azure's, so that nodes have other addresses as well."""
    network = _network(prefix)
    return network is not None and network.prefixlen > _SMALLEST_SUBNET


def _reserved(network: ipaddress.IPv4Network) -> tuple[int, ...]:
    first = int(network.network_address)
    return (*range(first, first + _FIRST_RESERVED), int(network.broadcast_address))
