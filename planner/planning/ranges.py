"""Which of the firewall's addresses the API server's authorised ranges lack."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from planner.domain.firewall import Firewall


def seen_addresses(firewall: Firewall) -> tuple[str, ...]:
    """Return the addresses by which the API server sees the firewall; none while they are not known."""
    return firewall.nat_gateway or firewall.public_ips


def lacking_addresses(firewall: Firewall, ranges: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses by which the API server sees the firewall and that the authorised ranges lack."""
    seen = seen_addresses(firewall)
    return tuple(address for address in seen if not _within(address, ranges)) if ranges else seen


def _within(address: str, ranges: Iterable[str]) -> bool:
    """Whether an address or prefix lies in one of the ranges; what cannot be read lies in none."""
    try:
        wanted = ipaddress.IPv4Network(address, strict=False)
        return any(wanted.subnet_of(ipaddress.IPv4Network(entry, strict=False)) for entry in ranges)
    except ValueError:
        return False
