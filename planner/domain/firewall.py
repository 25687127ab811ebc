"""What a network team knows: the firewall that egress passes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firewall:
    """The firewall of a request; an empty address or list means that it is not known yet.

    ``private_ip`` is the next hop of the default route, ``public_ips`` the addresses that clients and targets see,
    ``nat_gateway`` addresses or prefixes of a NAT gateway on the firewall's subnet, which targets see instead.
    """

    private_ip: str = ""
    public_ips: tuple[str, ...] = ()
    nat_gateway: tuple[str, ...] = ()

    @property
    def public_ip(self) -> str:
        """The address that services are published on; empty while it is not known."""
        return self.public_ips[0] if self.public_ips else ""

    @property
    def nat_gateway_ip(self) -> str:
        """The first address or prefix of the NAT gateway; empty where there is none."""
        return self.nat_gateway[0] if self.nat_gateway else ""
