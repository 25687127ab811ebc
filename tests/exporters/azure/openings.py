"""What a group opens, and what a plan asks for, as single openings that can be compared as sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.destination import DestinationType
from planner.domain.firewall_policy import ApplicationRule, NatRule, NetworkRule, RuleCollectionGroup
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol

Opening = tuple[str, str, str, str, int, str]
"""Kind, source, destination, protocol, port, and where NAT translates to."""


def opened(group: RuleCollectionGroup | None) -> set[Opening]:
    """Every opening of a group; an FQDN tag counts as a destination of its own."""
    return set(_opened(group)) if group is not None else set()


def _opened(group: RuleCollectionGroup) -> Iterator[Opening]:
    for rule in group.rules():
        for source in rule.sources:
            if isinstance(rule, ApplicationRule):
                for destination in (*rule.fqdns, *rule.fqdn_tags):
                    for protocol, port in rule.protocols:
                        yield "application", source, destination, protocol, port, ""
            elif isinstance(rule, NetworkRule):
                for destination in (*rule.addresses, *rule.fqdns):
                    for port in rule.ports:
                        yield "network", source, destination, rule.protocol, port, ""
            elif isinstance(rule, NatRule):
                behind = f"{rule.translated_address}:{rule.translated_port}"
                yield "nat", source, rule.address, rule.protocol, rule.port, behind


def asked(rules: Iterable[Rule]) -> set[Opening]:
    """Every opening that lines of a plan ask for, taken from the lines alone."""
    return {opening for rule in rules for opening in _asked(rule)}


def _asked(rule: Rule) -> Iterator[Opening]:
    behind = ""
    if rule.translation is not None:
        behind = f"{rule.translation.destination.value}:{rule.translation.port}"
    any_destination = rule.destination.type is DestinationType.ANY
    destination = "*" if any_destination else rule.destination.value
    names = {Protocol.HTTPS: "Https", Protocol.HTTP: "Http", Protocol.TCP: "TCP", Protocol.UDP: "UDP"}
    for source in rule.sources:
        for service in rule.services:
            protocol = names[service.protocol]
            if rule.kind is not RuleKind.APPLICATION and service.protocol.is_web:
                protocol = "TCP"
            yield rule.kind.value, source, destination, protocol, service.port, behind
