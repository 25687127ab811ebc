"""What every reader returns: the group and the routes of a file in the model's types, names of lines apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.firewall_policy import (
    ApplicationRule,
    AzureRoute,
    AzureRule,
    Collection,
    CollectionKind,
    NatRule,
    NetworkRule,
    RuleCollectionGroup,
)
from planner.exporters.azure.model import AzureChange

# Members that the published schema of 2025-07-01 knows; it is open, so a test has to hold files to it.
MEMBERS = {
    "ApplicationRule": {
        "ruleType", "name", "description", "destinationAddresses", "fqdnTags", "httpHeadersToInsert", "protocols",
        "sourceAddresses", "sourceIpGroups", "targetFqdns", "targetUrls", "terminateTLS", "webCategories",
    },
    "NetworkRule": {
        "ruleType", "name", "description", "destinationAddresses", "destinationFqdns", "destinationIpGroups",
        "destinationPorts", "ipProtocols", "sourceAddresses", "sourceIpGroups",
    },
    "NatRule": {
        "ruleType", "name", "description", "destinationAddresses", "destinationPorts", "ipProtocols",
        "sourceAddresses", "sourceIpGroups", "translatedAddress", "translatedFqdn", "translatedPort",
    },
}  # fmt: skip
COLLECTION = {"ruleCollectionType", "name", "priority", "action", "rules"}


@dataclass(frozen=True)
class Read:
    """What a file says."""

    group: RuleCollectionGroup | None
    routes: tuple[AzureRoute, ...]


def expected(change: AzureChange, *, described: bool = True, tag_protocols: bool = True) -> Read:
    """The model without the ids of its lines; some languages hold no description or no tag's protocols."""

    def plain(rule: AzureRule) -> AzureRule:
        rule = dataclasses.replace(rule, rule_ids=(), description=rule.description if described else "")
        if isinstance(rule, ApplicationRule) and rule.fqdn_tags and not tag_protocols:
            return dataclasses.replace(rule, protocols=())
        return rule

    if change.group is None:
        return Read(None, change.routes)
    collections = tuple(
        dataclasses.replace(collection, rules=tuple(map(plain, collection.rules)))
        for collection in change.group.collections
    )
    return Read(dataclasses.replace(change.group, collections=collections), change.routes)


def group_of(name: str, properties: Mapping[str, Any]) -> RuleCollectionGroup:
    """From the members that Azure Resource Manager knows; anything else fails."""
    assert set(properties) == {"priority", "ruleCollections"}
    assert type(properties["priority"]) is int
    return RuleCollectionGroup(
        name, properties["priority"], tuple(_collection(found) for found in properties["ruleCollections"])
    )


def _collection(members: Mapping[str, Any]) -> Collection:
    assert set(members) == COLLECTION
    assert type(members["priority"]) is int
    rules = tuple(_rule(rule) for rule in members["rules"])
    kinds = {CollectionKind(type(rule).__name__.removesuffix("Rule").lower()) for rule in rules}
    (kind,) = kinds
    nat = kind is CollectionKind.NAT
    assert members["action"] == {"type": "DNAT" if nat else "Allow"}
    family = "FirewallPolicyNatRuleCollection" if nat else "FirewallPolicyFilterRuleCollection"
    assert members["ruleCollectionType"] == family
    return Collection(kind, members["name"], members["priority"], rules)


def _rule(members: Mapping[str, Any]) -> AzureRule:
    assert set(members) <= MEMBERS[members["ruleType"]]
    start = {
        "name": members["name"],
        "description": members["description"],
        "rule_ids": (),
        "sources": tuple(members["sourceAddresses"]),
    }
    if members["ruleType"] == "ApplicationRule":
        protocols = tuple((entry["protocolType"], entry["port"]) for entry in members["protocols"])
        assert all(name in {"Http", "Https"} and type(port) is int for name, port in protocols)
        return ApplicationRule(
            **start,
            protocols=protocols,
            fqdns=tuple(members.get("targetFqdns", ())),
            fqdn_tags=tuple(members.get("fqdnTags", ())),
        )
    (protocol,) = members["ipProtocols"]
    assert protocol in {"TCP", "UDP"}
    assert all(type(port) is str for port in members["destinationPorts"])
    ports = tuple(int(port) for port in members["destinationPorts"])
    if members["ruleType"] == "NetworkRule":
        return NetworkRule(
            **start,
            protocol=protocol,
            ports=ports,
            addresses=tuple(members.get("destinationAddresses", ())),
            fqdns=tuple(members.get("destinationFqdns", ())),
        )
    (address,), (port,) = members["destinationAddresses"], ports
    assert type(members["translatedPort"]) is str
    return NatRule(
        **start,
        protocol=protocol,
        address=address,
        port=port,
        translated_address=members["translatedAddress"],
        translated_port=int(members["translatedPort"]),
    )


def route_of(name: str, properties: Mapping[str, Any]) -> AzureRoute:
    """From the members of a route."""
    assert set(properties) <= {"addressPrefix", "nextHopType", "nextHopIpAddress"}
    hop = properties.get("nextHopIpAddress", "")
    return AzureRoute(name, properties["addressPrefix"], properties["nextHopType"], hop)
