"""The group and the routes as blocks of the provider azurerm: names of blocks and attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.firewall_policy import (
    ApplicationRule,
    AzureRoute,
    AzureRule,
    Collection,
    CollectionKind,
    NetworkRule,
)
from planner.exporters.azure_names import unique_names

Attributes = tuple[tuple[str, str | int | tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A ``rule`` block: a remark before it, its attributes, and a ``protocols`` block for each entry."""

    remark: str
    attributes: Attributes
    protocols: tuple[Attributes, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionBlock:
    """A rule collection block, such as ``application_rule_collection``."""

    block: str
    attributes: Attributes
    rules: tuple[RuleBlock, ...]


@dataclass(frozen=True, slots=True)
class RouteBlock:
    """An ``azurerm_route`` under a name that does not change when other routes come or go."""

    identifier: str
    attributes: Attributes


def collection_block(collection: Collection) -> CollectionBlock:
    """Return the block of a collection; the provider spells the action of NAT ``Dnat``."""
    action = "Dnat" if collection.kind is CollectionKind.NAT else "Allow"
    return CollectionBlock(
        f"{collection.kind.value}_rule_collection",
        (("name", collection.name), ("priority", collection.priority), ("action", action)),
        tuple(_rule(rule) for rule in collection.rules),
    )


def route_blocks(routes: Sequence[AzureRoute]) -> tuple[RouteBlock, ...]:
    """Return the blocks of the routes."""
    wanted = ("route_" + re.sub(r"[^A-Za-z0-9_-]", "_", route.name) for route in routes)
    # unique_names may put a dot into no name: these have none.
    return tuple(
        RouteBlock(identifier, _route(route))
        for identifier, route in zip(unique_names(wanted), routes, strict=True)
    )


def _route(route: AzureRoute) -> Attributes:
    hop = (("next_hop_in_ip_address", route.next_hop),) if route.next_hop else ()
    start = (
        ("name", route.name),
        ("address_prefix", route.prefix),
        ("next_hop_type", route.next_hop_type),
    )
    return (*start, *hop)


def _rule(rule: AzureRule) -> RuleBlock:
    start: Attributes = (("name", rule.name), ("source_addresses", rule.sources))
    if isinstance(rule, ApplicationRule):
        tags: Attributes = (("destination_fqdn_tags", rule.fqdn_tags),)
        hosts: Attributes = tags if rule.fqdn_tags else (("destination_fqdns", rule.fqdns),)
        protocols = tuple((("type", protocol), ("port", port)) for protocol, port in rule.protocols)
        return RuleBlock(rule.description, (*start, *hosts), protocols)
    if isinstance(rule, NetworkRule):
        named: Attributes = (("destination_fqdns", rule.fqdns),)
        where: Attributes = named if rule.fqdns else (("destination_addresses", rule.addresses),)
        ports = ("destination_ports", tuple(str(port) for port in rule.ports))
        return RuleBlock(rule.description, (*start, ("protocols", (rule.protocol,)), *where, ports))
    return RuleBlock(
        rule.description,
        (
            *start,
            ("protocols", (rule.protocol,)),
            ("destination_address", rule.address),
            ("destination_ports", (str(rule.port),)),
            ("translated_address", rule.translated_address),
            ("translated_port", rule.translated_port),
        ),
    )
