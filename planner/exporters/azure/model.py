"""A plan as Azure Firewall policy holds it: one rule collection group of the cluster's own, and routes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.export import Notice

FQDN_TAG = "AzureKubernetesService"
"""Microsoft's list of the hosts that every AKS cluster needs; for application rules alone."""

DEFAULT_PREFIX = "0.0.0.0/0"


class CollectionKind(StrEnum):
    """What a rule collection holds; each holds one kind of rule."""

    NAT = "nat"
    NETWORK = "network"
    APPLICATION = "application"


COLLECTION_PRIORITIES = {
    CollectionKind.NAT: 301,
    CollectionKind.NETWORK: 305,
    CollectionKind.APPLICATION: 310,
}
"""Priority of each collection within its group, in the order in which the firewall reads the kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRule:
    """Hosts or an FQDN tag by protocol (``Http``, ``Https``) and port; never both hosts and tag.

    ``rule_ids`` are the plan's lines that it stands for; an FQDN tag stands for many.
    """

    name: str
    description: str
    rule_ids: tuple[str, ...]
    sources: tuple[str, ...]
    protocols: tuple[tuple[str, int], ...]
    fqdns: tuple[str, ...] = ()
    fqdn_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRule:
    """One protocol (``TCP``, ``UDP``) with ports, to addresses and service tags or to plain host names."""

    name: str
    description: str
    rule_ids: tuple[str, ...]
    sources: tuple[str, ...]
    protocol: str
    ports: tuple[int, ...]
    addresses: tuple[str, ...] = ()
    fqdns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NatRule:
    """What reaches ``address:port`` of the firewall goes on to ``translated_address:translated_port``."""

    name: str
    description: str
    rule_ids: tuple[str, ...]
    sources: tuple[str, ...]
    protocol: str
    address: str
    port: int
    translated_address: str
    translated_port: int


AzureRule = ApplicationRule | NetworkRule | NatRule


@dataclass(frozen=True, slots=True)
class Collection:
    """A rule collection: rules of one kind with one priority; the action is allow, for NAT DNAT."""

    kind: CollectionKind
    name: str
    priority: int
    rules: tuple[AzureRule, ...]


@dataclass(frozen=True, slots=True)
class RuleCollectionGroup:
    """The cluster's own group; written whole, so that a second run ends in the same state."""

    name: str
    priority: int
    collections: tuple[Collection, ...]

    def rules(self) -> tuple[AzureRule, ...]:
        """Return the rules of every collection, in order."""
        return tuple(rule for collection in self.collections for rule in collection.rules)


@dataclass(frozen=True, slots=True)
class AzureRoute:
    """One entry of the node subnet's route table; ``next_hop`` is empty unless it is an appliance."""

    name: str
    prefix: str
    next_hop_type: str
    next_hop: str = ""

    @property
    def is_default(self) -> bool:
        """Whether it carries all egress: a rollback leaves this route alone."""
        return self.prefix == DEFAULT_PREFIX


@dataclass(frozen=True, slots=True)
class AzureChange:
    """What a target writes: the group (None if no rule can be written), routes, and what is left unsaid.

    ``group_name`` is known even where there is no group. The default route is the last of the routes, so
    that egress turns to the firewall once everything else is there; it is *held back* while a required line is not
    written.
    """

    group_name: str
    group: RuleCollectionGroup | None
    routes: tuple[AzureRoute, ...]
    notices: tuple[Notice, ...]
    held_back: bool = False

    def host_rule_ids(self) -> tuple[str, ...]:
        """Return the lines that name hosts in network rules: they need the policy's DNS proxy."""
        rules = self.group.rules() if self.group is not None else ()
        found = [rule.rule_ids for rule in rules if isinstance(rule, NetworkRule) and rule.fqdns]
        return tuple(dict.fromkeys(rule_id for rule_ids in found for rule_id in rule_ids))
