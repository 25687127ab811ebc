"""Whom nodes ask for names: the firewall's DNS proxy, and DNS servers of one's own.

Facts: Microsoft's pages "Use FQDN filtering in network rules", "Azure Firewall DNS settings" and "Create a private
AKS cluster".
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.destination import DestinationType
from planner.domain.fact import SettledFacts
from planner.domain.firewall import PROXY, Firewall
from planner.domain.plan import Advisory
from planner.domain.rule import RuleKind
from planner.planning.advisories.wording import first_few, hosts, same, say
from planner.planning.draft import Draft

_CUSTOM_DNS = "custom_dns"


def dns_proxy(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Network lines by host name need the firewall to resolve; servers of one's own are chained behind it."""
    network = [rule for rule in draft.included if rule.kind is RuleKind.NETWORK]
    by_name = [rule for rule in network if rule.destination.type is DestinationType.FQDN]
    if not by_name:
        return
    firewall = draft.where.request.firewall
    servers = draft.where.facts.listed(_CUSTOM_DNS)
    if firewall.private_ip and set(servers) == {firewall.private_ip}:
        return  # nodes ask the firewall, and no other
    servers = tuple(server for server in servers if server != firewall.private_ip)
    to_servers = [rule for rule in network if rule.destination.value in servers]
    yield say(
        draft,
        wording,
        (*by_name, *to_servers) if firewall.may_be_azure and not firewall.is_basic else by_name,
        case=_case(firewall, draft.where.facts, custom=bool(servers)),
        hosts=hosts(by_name),
        servers=first_few(map(same, servers)),
    )


def _case(firewall: Firewall, facts: SettledFacts, *, custom: bool) -> str:
    if firewall.is_basic:
        return "basic"
    if firewall.may_be_azure and facts.is_assumed(_CUSTOM_DNS):
        return "not-known"
    if firewall.may_be_azure:
        return "custom-dns" if custom else "azure-dns"
    return "proxy" if firewall.make == PROXY else "other-make"


def private_zone_reachable(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A private API server's name stands in a zone that servers of one's own do not see by themselves."""
    facts, private = draft.where.facts, draft.where.request.firewall.private_ip
    servers = facts.listed(_CUSTOM_DNS)
    if facts.is_said("private_cluster") and servers:
        yield say(draft, wording, case="firewall" if private in servers else "servers")
