"""The group as Azure Resource Manager's JSON has it: the body of a PUT, and part of a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.domain.firewall_policy import (
    ApplicationRule,
    AzureRoute,
    AzureRule,
    Collection,
    CollectionKind,
    NetworkRule,
    RuleCollectionGroup,
)

API_VERSION = "2024-05-01"
"""Of Microsoft.Network; its members of rules are those that the tests hold every file to."""

Json = str | int | Sequence["Json"] | Mapping[str, "Json"]
Members = dict[str, Json]


def group_properties(group: RuleCollectionGroup) -> Members:
    """Return ``properties`` of a rule collection group."""
    return {
        "priority": group.priority,
        "ruleCollections": [collection_members(collection) for collection in group.collections],
    }


def collection_members(collection: Collection) -> Members:
    """Return one entry of ``ruleCollections``."""
    is_nat = collection.kind is CollectionKind.NAT
    return {
        "ruleCollectionType": f"FirewallPolicy{'Nat' if is_nat else 'Filter'}RuleCollection",
        "name": collection.name,
        "priority": collection.priority,
        "action": {"type": "DNAT" if is_nat else "Allow"},
        "rules": [rule_members(rule) for rule in collection.rules],
    }


def rule_members(rule: AzureRule) -> Members:
    """Return one entry of ``rules``; ports are numbers in application rules and text in all others."""
    kind = type(rule).__name__
    start = {"ruleType": kind, "name": rule.name, "description": rule.description}
    sources = {"sourceAddresses": list(rule.sources)}
    if isinstance(rule, ApplicationRule):
        protocols: Json = [{"protocolType": protocol, "port": port} for protocol, port in rule.protocols]
        hosts = {"fqdnTags": list(rule.fqdn_tags)} if rule.fqdn_tags else {"targetFqdns": list(rule.fqdns)}
        return {**start, **sources, "protocols": protocols, **hosts}
    if isinstance(rule, NetworkRule):
        named = {"destinationFqdns": list(rule.fqdns)}
        where = named if rule.fqdns else {"destinationAddresses": list(rule.addresses)}
        ports = {"destinationPorts": [str(port) for port in rule.ports]}
        return {**start, **sources, "ipProtocols": [rule.protocol], **where, **ports}
    return {
        **start,
        **sources,
        "ipProtocols": [rule.protocol],
        "destinationAddresses": [rule.address],
        "destinationPorts": [str(rule.port)],
        "translatedAddress": rule.translated_address,
        "translatedPort": str(rule.translated_port),
    }


def route_members(route: AzureRoute) -> Members:
    """Return ``properties`` of a route."""
    hop = {"nextHopIpAddress": route.next_hop} if route.next_hop else {}
    return {"addressPrefix": route.prefix, "nextHopType": route.next_hop_type, **hop}
