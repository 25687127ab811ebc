"""What is deployed on Azure: rules, collections and groups of an Azure Firewall policy, and routes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FQDN_TAG = "AzureKubernetesService"
"""Microsoft's list of the hosts that every AKS cluster needs; for application rules alone."""

DEFAULT_PREFIX = "0.0.0.0/0"

DEFAULT_PRIORITY = 1300
"""Of a cluster's group: none of 100, 200 and 300, which Azure's own default groups have, nor of the round numbers that
examples and teams count up in (400, 500, 1000); behind a policy's general groups, far before one that refuses the rest.
"""


class CollectionKind(StrEnum):
    """What a rule collection holds; each holds one kind of rule."""

    NAT = "nat"
    NETWORK = "network"
    APPLICATION = "application"


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
