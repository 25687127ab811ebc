"""What an IPv4 address tells of itself."""

from __future__ import annotations

import ipaddress

_PRIVATE = tuple(
    ipaddress.IPv4Network(block)
    for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)


def is_private(address: str) -> bool:
    """Whether a text is an IPv4 address of RFC 1918 or of the shared range of RFC 6598."""
    try:
        ip = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return any(ip in block for block in _PRIVATE)
