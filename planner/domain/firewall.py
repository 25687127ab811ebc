"""What a network team knows: the firewall that egress passes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Firewall:
    """The firewall of a request; empty text or an empty list means that it is not known yet.

    ``make`` is one of ``azure``, ``palo-alto``, ``fortigate``, ``check-point``, ``proxy`` and ``other``; ``tier``
    (``basic``, ``standard``, ``premium``) is said of Azure Firewall alone; ``place`` is ``hub`` (a network of its own,
    peered), ``same-network`` or ``virtual-wan`` (a secured hub).
    ``private_ip`` is the next hop of the default route, ``public_ips`` the addresses that clients and targets see,
    ``nat_gateway`` addresses or prefixes of a NAT gateway on the firewall's subnet, which targets see instead.
    ``none`` are the names of lists of which somebody said that they are empty, which is more than not known.
    """

    private_ip: str = ""
    public_ips: tuple[str, ...] = ()
    nat_gateway: tuple[str, ...] = ()
    make: str = ""
    tier: str = ""
    place: str = ""
    none: frozenset[str] = frozenset()

    @property
    def may_be_azure(self) -> bool:
        """Whether it is Azure Firewall, or nobody said of what make it is."""
        return self.make in ("", AZURE)

    @property
    def is_basic(self) -> bool:
        """Whether it is Azure Firewall Basic, which has no DNS proxy and no host names in network rules."""
        return self.may_be_azure and self.tier == BASIC

    @property
    def needs_tag_list(self) -> bool:
        """Whether it is of a make that knows no Azure service tags: their addresses come from Microsoft's list."""
        return self.make in (PALO_ALTO, FORTIGATE, CHECK_POINT)

    @property
    def is_in_virtual_wan(self) -> bool:
        """Whether it stands in a hub of Virtual WAN."""
        return self.place == VIRTUAL_WAN

    @property
    def public_ip(self) -> str:
        """The address that services are published on; empty while it is not known."""
        return self.public_ips[0] if self.public_ips else ""

    @property
    def nat_gateway_ip(self) -> str:
        """The first address or prefix of the NAT gateway; empty where there is none."""
        return self.nat_gateway[0] if self.nat_gateway else ""


AZURE, PALO_ALTO, FORTIGATE, CHECK_POINT, PROXY = "azure", "palo-alto", "fortigate", "check-point", "proxy"
"""Makes of which something is known beside their name."""
BASIC, STANDARD, PREMIUM = "basic", "standard", "premium"
VIRTUAL_WAN = "virtual-wan"
