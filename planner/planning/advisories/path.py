"""Whether traffic passes the firewall, what that asks of the cluster's network, and which address targets see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.catalog.model import AdvisoryText
from planner.domain.cluster import OutboundType
from planner.domain.plan import Advisory
from planner.domain.service import services_text
from planner.planning.advisories.isolation import is_isolated
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft
from planner.planning.inbound import FIREWALL_PUBLIC_IP, shadowed_nat_rules

_OWN_NETWORK = (OutboundType.USER_DEFINED_ROUTING, OutboundType.USER_ASSIGNED_NAT_GATEWAY)
_USER_DEFINED_ROUTING = "user-defined-routing"


def firewall_not_in_path(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """No default route leads to the firewall. An isolated cluster has none by design: another advisory says so."""
    path = draft.path
    outbound = path.outbound_type.value
    if path.passes_firewall or is_isolated(draft):
        return
    if path.stops_filtering:
        # Somebody chose it: what it costs has to be said, what would undo it has not.
        yield replace(say(draft, wording, outbound_type=outbound), remedies=())
        return
    has_it = path.outbound_type is OutboundType.USER_DEFINED_ROUTING
    yield say(draft, wording, without=(_USER_DEFINED_ROUTING,) if has_it else (), outbound_type=outbound)


def own_virtual_network(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """AKS makes no path for these outbound types: the network and what leads out of it have to be there first."""
    outbound = draft.path.outbound_type
    if outbound in _OWN_NETWORK:
        yield say(draft, wording, case=outbound.value, outbound_type=outbound.value)


def authorized_ip_ranges(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A public API server sees the firewall's public address, or that of a NAT gateway on the firewall's subnet."""
    firewall = draft.where.request.firewall
    if draft.where.facts.yes("private_cluster") or not draft.path.passes_firewall:
        return
    yield say(
        draft,
        wording,
        case="nat-gateway" if firewall.nat_gateway else "firewall",
        firewall=", ".join(firewall.public_ips) or FIREWALL_PUBLIC_IP,
        nat_gateway=", ".join(firewall.nat_gateway),
    )


def snat_ports(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """All egress shares the ports of the firewall's public addresses, unless a NAT gateway lends its own."""
    if draft.path.passes_firewall and not draft.where.request.firewall.nat_gateway:
        yield say(draft, wording)


def nat_port_conflict(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Two services want the same port of the firewall: the later NAT line never matches."""
    names = {entry.rule_id: entry.service for entry in draft.path.services}
    for rule, winner in shadowed_nat_rules(draft.included):
        service = services_text(rule.services).replace(":", " ")
        first, second = names[winner.id].name, names[rule.id].name
        yield say(draft, wording, (winner, rule), first=first, second=second, service=service)
