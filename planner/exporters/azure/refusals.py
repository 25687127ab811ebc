"""Which rules an Azure Firewall policy cannot hold, and why: nothing is widened to make it fit."""

from __future__ import annotations

import re

from planner.domain.destination import Destination, DestinationType
from planner.domain.firewall import Firewall
from planner.domain.hindrance import Hindrance, hindrance
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.exporters.azure import words
from planner.exporters.azure.words import Refusal
from planner.exporters.azure_names import is_host_name, network_of

APPLICATION_PORT_LIMIT = 64000
"""Highest port of an application rule; network rules take all up to 65535."""

_SERVICE_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*")


def refusal_of(rule: Rule, firewall: Firewall) -> Refusal | None:
    """Return why the policy of a firewall cannot hold ``rule`` and what to do, None if it can."""
    if not rule.services:
        return words.NO_SERVICE
    if hindrance(rule, firewall) is Hindrance.NAME_IN_BASIC:
        return words.NO_NAMES_IN_BASIC
    return _source_refusal(rule.sources) or _BY_KIND[rule.kind](rule)


def _source_refusal(sources: tuple[str, ...]) -> Refusal | None:
    if not sources or SOURCE_PLACEHOLDER in sources:
        return words.SOURCE_UNKNOWN
    if any(source != "*" and network_of(source) is None for source in sources):
        return words.SOURCE_UNREADABLE
    return None


def _application_refusal(rule: Rule) -> Refusal | None:
    if rule.destination.type is DestinationType.PLACEHOLDER:
        return words.DESTINATION_UNKNOWN
    if rule.destination.type is not DestinationType.FQDN or not is_host_name(rule.destination.value):
        return words.NOT_A_HOST
    if not all(service.protocol.is_web for service in rule.services):
        return words.NOT_WEB
    if any(service.port > APPLICATION_PORT_LIMIT for service in rule.services):
        return words.PORT_TOO_HIGH
    return None


def _network_refusal(rule: Rule) -> Refusal | None:
    destination = rule.destination
    if destination.type is DestinationType.PLACEHOLDER:
        return words.DESTINATION_UNKNOWN
    if destination.type is DestinationType.SERVICE_TAG:
        return None if _SERVICE_TAG.fullmatch(destination.value) else words.NOT_A_TAG
    if destination.type is DestinationType.FQDN:
        if destination.is_wildcard:
            return words.WILDCARD
        return None if is_host_name(destination.value) else words.NOT_A_HOST
    if destination.type is DestinationType.ADDRESS and network_of(destination.value) is None:
        return words.NOT_AN_ADDRESS
    return None


def _nat_refusal(rule: Rule) -> Refusal | None:
    behind = rule.translation.destination if rule.translation is not None else None
    if rule.destination.type is DestinationType.PLACEHOLDER:
        return words.DESTINATION_UNKNOWN
    if behind is None or behind.type is DestinationType.PLACEHOLDER:
        return words.TRANSLATION_UNKNOWN
    if not _is_one_address(rule.destination) or not _is_one_address(behind):
        return words.NOT_AN_ADDRESS
    return None


def _is_one_address(destination: Destination) -> bool:
    """Whether it is a single address: a translation takes no prefix."""
    value = destination.value
    return destination.type is DestinationType.ADDRESS and "/" not in value and network_of(value) is not None


_BY_KIND = {
    RuleKind.APPLICATION: _application_refusal,
    RuleKind.NETWORK: _network_refusal,
    RuleKind.NAT: _nat_refusal,
}
