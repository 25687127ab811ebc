"""The group as calls of Az.Network's cmdlets: their names, parameters and spellings."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.firewall_policy import ApplicationRule, AzureRule, Collection, CollectionKind, NetworkRule
from planner.exporters.azure import quoting

Parameters = tuple[tuple[str, tuple[str, ...]], ...]
"""Parameter names without the dash, each with one value or more."""


@dataclass(frozen=True, slots=True)
class Call:
    """A cmdlet with its parameters."""

    cmdlet: str
    parameters: Parameters

    def text(self) -> str:
        """Return the call on one line, every value quoted."""
        words = [f"-{name} {quoting.powershell_list(values)}" for name, values in self.parameters]
        return " ".join([self.cmdlet, *words])


@dataclass(frozen=True, slots=True)
class CollectionCall:
    """The cmdlet that makes a collection with its values, and the calls that make its rules."""

    cmdlet: str
    name: str
    priority: int
    action: str
    rules: tuple[Call, ...]


def collection_call(collection: Collection) -> CollectionCall:
    """Return the calls for a collection; Az.Network spells the action of NAT ``Dnat``."""
    is_nat = collection.kind is CollectionKind.NAT
    return CollectionCall(
        f"New-AzFirewallPolicy{'Nat' if is_nat else 'Filter'}RuleCollection",
        collection.name,
        collection.priority,
        "Dnat" if is_nat else "Allow",
        tuple(rule_call(rule) for rule in collection.rules),
    )


def rule_call(rule: AzureRule) -> Call:
    """Return the call that makes a rule; an FQDN tag takes no protocol there."""
    start: Parameters = (
        ("Name", (rule.name,)),
        ("Description", (rule.description,)),
        ("SourceAddress", rule.sources),
    )
    if isinstance(rule, ApplicationRule):
        cmdlet = "New-AzFirewallPolicyApplicationRule"
        if rule.fqdn_tags:
            return Call(cmdlet, (*start, ("FqdnTag", rule.fqdn_tags)))
        protocols = tuple(f"{protocol.lower()}:{port}" for protocol, port in rule.protocols)
        return Call(cmdlet, (*start, ("Protocol", protocols), ("TargetFqdn", rule.fqdns)))
    protocol = ("Protocol", (rule.protocol,))
    if isinstance(rule, NetworkRule):
        where = ("DestinationFqdn", rule.fqdns) if rule.fqdns else ("DestinationAddress", rule.addresses)
        ports = ("DestinationPort", tuple(str(port) for port in rule.ports))
        return Call("New-AzFirewallPolicyNetworkRule", (*start, protocol, where, ports))
    return Call(
        "New-AzFirewallPolicyNatRule",
        (
            *start,
            protocol,
            ("DestinationAddress", (rule.address,)),
            ("DestinationPort", (str(rule.port),)),
            ("TranslatedAddress", (rule.translated_address,)),
            ("TranslatedPort", (str(rule.translated_port),)),
        ),
    )
