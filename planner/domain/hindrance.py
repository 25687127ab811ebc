"""Lines that the plan's own firewall cannot hold, whatever file they are written into.

Facts: Microsoft's page "Azure Firewall features by SKU" (Basic takes no host name in a network rule); a proxy carries
HTTP and CONNECT to hosts alone.
"""

from __future__ import annotations

from enum import StrEnum

from planner.domain.destination import DestinationType
from planner.domain.firewall import PROXY, Firewall
from planner.domain.rule import Rule, RuleKind


class Hindrance(StrEnum):
    """Why the firewall that was described cannot hold a line."""

    NAME_IN_BASIC = "host-name-in-basic"
    NOT_WEB_BY_PROXY = "not-web-by-proxy"


def hindrance(rule: Rule, firewall: Firewall) -> Hindrance | None:
    """Return why ``firewall`` cannot hold ``rule``; None while nothing that is known of it speaks against it."""
    by_name = rule.kind is RuleKind.NETWORK and rule.destination.type is DestinationType.FQDN
    if by_name and firewall.is_basic:
        return Hindrance.NAME_IN_BASIC
    if firewall.make != PROXY:
        return None
    web = rule.kind is RuleKind.APPLICATION and all(service.protocol.is_web for service in rule.services)
    return None if web else Hindrance.NOT_WEB_BY_PROXY
