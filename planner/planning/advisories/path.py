"""Whether traffic passes the firewall, what that asks of the cluster's network, and which address targets see."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.cluster import OutboundType
from planner.domain.firewall import PROXY
from planner.domain.plan import Advisory
from planner.domain.service import services_text
from planner.planning.advisories.isolation import is_isolated
from planner.planning.advisories.wording import as_assumed, say
from planner.planning.draft import Draft
from planner.planning.inbound import FIREWALL_PUBLIC_IP, shadowed_nat_rules
from planner.planning.path import reaches_api_server_inside
from planner.planning.ranges import lacking_addresses, seen_addresses

_OWN_NETWORK = (OutboundType.USER_DEFINED_ROUTING, OutboundType.USER_ASSIGNED_NAT_GATEWAY)
_USER_DEFINED_ROUTING = "user-defined-routing"
_AUTHORIZED = "authorized_ranges"
AUTHORIZED_IP_RANGES, HTTP_PROXY, NOT_IN_PATH = "authorized-ip-ranges", "http-proxy", "firewall-not-in-path"


def firewall_not_in_path(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """No default route leads to the firewall. An isolated cluster has none by design: another advisory says so."""
    path = draft.path
    if path.passes_firewall or is_isolated(draft):
        return
    has_it = path.outbound_type is OutboundType.USER_DEFINED_ROUTING
    found = say(
        draft,
        wording,
        case="chosen" if path.stops_filtering else "no-route",
        without=(_USER_DEFINED_ROUTING,) if has_it else (),
        outbound_type=path.outbound_type.value,
    )
    yield found if path.stops_filtering else as_assumed(found, draft)


def own_virtual_network(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """AKS makes no path for these outbound types: the network and what leads out of it have to be there first.

    Who stops filtering gives the outbound type up.
    """
    outbound = draft.path.outbound_type
    if outbound in _OWN_NETWORK and not draft.path.stops_filtering:
        yield say(draft, wording, case=outbound.value, outbound_type=outbound.value)


def http_proxy(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """The cluster sends its web traffic to a proxy: that is where the hosts of the lines are let through."""
    facts = draft.where.facts
    denied = not facts.yes("http_proxy") and "http_proxy" in facts and not facts.is_assumed("http_proxy")
    by_make = (
        draft.where.request.firewall.make == PROXY and not denied
    )  # a proxy may stand in the way unasked
    proxied = facts.is_said("http_proxy") or by_make
    if proxied and draft.path.outbound_type is not OutboundType.BLOCK:
        yield say(draft, wording)


def virtual_wan(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """The firewall stands in a hub of Virtual WAN, whose routes come from elsewhere than a route table."""
    if draft.where.request.firewall.is_in_virtual_wan:
        yield say(
            draft, wording, case="routing-intent" if draft.where.cloud.routing_intent else "no-routing-intent"
        )


def authorized_ip_ranges(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A public API server sees the firewall's public address, or that of a NAT gateway on the firewall's subnet.

    Nodes that reach it inside the network, by either way, come from neither. Where the ranges are known, only
    addresses that they lack are named; where there are none, nothing is said.
    """
    firewall, facts = draft.where.request.firewall, draft.where.facts
    if reaches_api_server_inside(facts) or is_isolated(draft) or not draft.path.passes_firewall:
        return
    known = _AUTHORIZED in facts and not facts.is_assumed(_AUTHORIZED)
    ranges = facts.listed(_AUTHORIZED)
    if known and not ranges:
        return
    seen = seen_addresses(firewall)
    lacking = lacking_addresses(firewall, ranges)
    case = "nat-gateway" if firewall.nat_gateway else "firewall"
    settled = bool(firewall.nat_gateway) or not facts.is_assumed("firewall_nat_gateway")
    if known and seen and (lacking or settled):
        case = f"{case}-lacking" if lacking else "included"
    yield say(
        draft,
        wording,
        case=case,
        firewall=", ".join(firewall.public_ips) or FIREWALL_PUBLIC_IP,
        nat_gateway=", ".join(firewall.nat_gateway),
        addresses=", ".join(lacking or seen),
    )


def snat_ports(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """All egress shares the ports of Azure Firewall's public addresses, unless a NAT gateway lends its own."""
    firewall = draft.where.request.firewall
    if draft.path.passes_firewall and firewall.may_be_azure and not firewall.nat_gateway:
        yield say(draft, wording)


def nat_port_conflict(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Two services want the same port of the firewall: the later NAT line never matches."""
    names = {entry.rule_id: entry.service for entry in draft.path.services}
    for rule, winner in shadowed_nat_rules(draft.included):
        service = services_text(rule.services).replace(":", " ")
        first, second = names[winner.id].name, names[rule.id].name
        yield say(draft, wording, (winner, rule), first=first, second=second, service=service)
