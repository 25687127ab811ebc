"""From a plan's rule to the rules of a policy, under names that Azure takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.domain.destination import DestinationType
from planner.domain.firewall_policy import ApplicationRule, AzureRule, NatRule, NetworkRule
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.domain.text import CHINESE, Text
from planner.exporters.azure_names import unique_names
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import clipped, one_line

_DESCRIPTION = Text("Line {number}: {purpose}", "第 {number} 行：{purpose}")
_DESCRIPTION_LIMIT = 160


def azure_rules(rule: Rule, number: int, context: ExportContext) -> Iterator[AzureRule]:
    """Yield the rules of a policy that say what ``rule``, line ``number``, says, no more and no less.

    A network rule with two protocols becomes two: within one rule each protocol has each of its ports, so
    TCP:9000 with UDP:1194 would open TCP:1194 and UDP:9000 as well. A NAT rule takes one port.
    """
    about = _DESCRIPTION.filled(number=str(number), purpose=rule.purpose)
    description = clipped(one_line(context.say(about)), _DESCRIPTION_LIMIT)
    if rule.assumed:
        # Never clipped: whoever meets the rule in the portal has to know that nobody asked for it in so many words.
        between = "" if context.language == CHINESE else " "
        description = f"{description}{between}{one_line(context.say(rule.assumption))}"
    if rule.kind is RuleKind.APPLICATION:
        yield _application_rule(rule, description)
    elif rule.kind is RuleKind.NETWORK:
        yield from _network_rules(rule, description)
    else:
        yield from _nat_rules(rule, description)


def named_apart(rules: Iterable[AzureRule]) -> tuple[AzureRule, ...]:
    """Return ``rules`` with names that Azure takes, no two alike."""
    wanted = tuple(rules)
    names = unique_names(rule.name for rule in wanted)
    return tuple(replace(rule, name=name) for rule, name in zip(wanted, names, strict=True))


def web_protocols(services: Sequence[Service]) -> tuple[tuple[str, int], ...]:
    """Return services as an application rule has them: ``("Https", 443)``."""
    return tuple(dict.fromkeys((service.protocol.value.capitalize(), service.port) for service in services))


def _application_rule(rule: Rule, description: str) -> ApplicationRule:
    return ApplicationRule(
        name=rule.id,
        description=description,
        rule_ids=(rule.id,),
        sources=rule.sources,
        protocols=web_protocols(rule.services),
        fqdns=(rule.destination.value,),
    )


def _network_rules(rule: Rule, description: str) -> Iterator[NetworkRule]:
    ports = _ports_by_protocol(rule.services)
    is_host = rule.destination.type is DestinationType.FQDN
    is_any = rule.destination.type is DestinationType.ANY
    value = "*" if is_any else rule.destination.value
    for protocol, numbers in ports.items():
        yield NetworkRule(
            name=rule.id if len(ports) == 1 else f"{rule.id}-{protocol.lower()}",
            description=description,
            rule_ids=(rule.id,),
            sources=rule.sources,
            protocol=protocol,
            ports=numbers,
            addresses=() if is_host else (value,),
            fqdns=(value,) if is_host else (),
        )


def _nat_rules(rule: Rule, description: str) -> Iterator[NatRule]:
    behind = rule.translation
    if behind is None:
        return
    wanted = [(name, port) for name, ports in _ports_by_protocol(rule.services).items() for port in ports]
    for protocol, port in wanted:
        yield NatRule(
            name=rule.id if len(wanted) == 1 else f"{rule.id}-{protocol.lower()}-{port}",
            description=description,
            rule_ids=(rule.id,),
            sources=rule.sources,
            protocol=protocol,
            address=rule.destination.value,
            port=port,
            translated_address=behind.destination.value,
            translated_port=behind.port,
        )


def _ports_by_protocol(services: Sequence[Service]) -> dict[str, tuple[int, ...]]:
    """Group ports by what a network rule calls the protocol; web services travel over TCP."""
    ports: dict[str, dict[int, None]] = {}
    for service in services:
        protocol = Protocol.TCP if service.protocol.is_web else service.protocol
        ports.setdefault(protocol.value, {})[service.port] = None
    return {protocol: tuple(numbers) for protocol, numbers in ports.items()}
