"""The target ``rules-as-code-csv``: a table that the public rules-as-code tools import as it is.

Columns and constraints are those of awood-ops/AzureFirewallRulesAsCode and WillyMoselhy's
AzureFirewallPolicyExportImport: one row a rule, values joined by a comma. No cell is altered for
spreadsheets; what the tools' own check would refuse, or would widen, is left out and noticed by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.destination import DestinationType
from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.domain.text import CHINESE, ENGLISH, Text
from planner.exporters import rules_as_code_words as words
from planner.exporters.azure_names import azure_name, is_host_name, network_of, unique_names
from planner.exporters.base import ExportContext, TargetGroup, fill
from planner.exporters.columns import rule_destination_text
from planner.exporters.findings import has_unknown_destination, open_notices

HEADINGS = (
    "RuleCollectionGroup", "RuleCollectionGroupPriority", "RuleCollectionName", "RuleCollectionPriority",
    "RuleCollectionAction", "RuleCollectionType", "RuleType", "RuleName", "SourceType", "Source", "Protocols",
    "TerminateTLS", "DestinationPorts", "DestinationType", "Destination",
)  # fmt: skip
GROUP_PRIORITY, NETWORK_PRIORITY, APPLICATION_PRIORITY = 300, 305, 310
COLLECTION_TYPE = "FirewallPolicyFilterRuleCollection"
NARROWEST_REFUSED_PREFIX = 7
"""The tools refuse an Allow rule to a prefix of this length or shorter."""


@dataclass(frozen=True, slots=True)
class RulesAsCodeTarget:
    """A CSV that the public Azure Firewall rules-as-code tools import."""

    id: str = "rules-as-code-csv"
    label: Text = words.LABEL
    summary: Text = words.SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "rules-as-code.csv"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return a notice for each rule that the table cannot hold, then for each open decision."""
        plan = context.plan
        refused = []
        for number, rule in enumerate(plan.rules, start=1):
            if not plan.is_left_out(rule) and (refusal := refusal_of(rule)) is not None:
                text, advice = refusal
                destination = Text(rule_destination_text(rule, ENGLISH), rule_destination_text(rule, CHINESE))
                said = fill(text.filled(number=str(number)), destination=destination)
                refused.append(Notice(self.id, rule.id, said, advice))
        return (*refused, *open_notices(plan, self.id))

    def export(self, context: ExportContext) -> ExportResult:
        """Return the table as one file; rules that it cannot hold are in the notices alone."""
        file = ExportFile(context.file_name(self.suffix), table_text(context).encode("ascii"), "text/csv")
        return ExportResult((file,), self.notices(context))


def refusal_of(rule: Rule) -> tuple[Text, Text] | None:
    """Return why the table cannot hold ``rule`` and what to do about it, None if it can."""
    if rule.kind is RuleKind.NAT:
        return words.NAT
    if SOURCE_PLACEHOLDER in rule.sources or not rule.sources:
        return words.SOURCE_UNKNOWN
    if has_unknown_destination(rule):
        return words.DESTINATION_UNKNOWN
    if any(source != "*" and network_of(source) is None for source in rule.sources):
        return words.SOURCE_UNREADABLE
    if rule.kind is RuleKind.APPLICATION:
        return _application_refusal(rule)
    return _network_refusal(rule)


def _application_refusal(rule: Rule) -> tuple[Text, Text] | None:
    if rule.destination.type is not DestinationType.FQDN or not is_host_name(rule.destination.value):
        return words.NOT_A_HOST
    if not rule.services:
        return words.NO_SERVICE
    if not all(service.protocol.is_web for service in rule.services):
        return words.NOT_WEB
    return None


def _network_refusal(rule: Rule) -> tuple[Text, Text] | None:
    destination = rule.destination
    if not rule.services:
        return words.NO_SERVICE
    if destination.type is DestinationType.ANY:
        return words.ANY
    if destination.type is DestinationType.SERVICE_TAG:
        return words.SERVICE_TAG
    if destination.type is DestinationType.FQDN:
        if destination.is_wildcard:
            return words.WILDCARD
        return None if is_host_name(destination.value) else words.NOT_A_HOST
    return _address_refusal(destination.value)


def _address_refusal(value: str) -> tuple[Text, Text] | None:
    network = network_of(value)
    if network is None:
        return words.ADDRESS_UNREADABLE
    return words.ANY if network.prefixlen <= NARROWEST_REFUSED_PREFIX else None


def table_text(context: ExportContext) -> str:
    """Return the headings and a row for each rule that the table can hold, network rules first.

    Azure Firewall reads network collections before application collections, whatever their priorities.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    rules = [rule for rule in context.plan.included_rules() if refusal_of(rule) is None]
    name = azure_name(context.plan.profile.name, "cluster")[:60].rstrip("-.")
    group = (f"rcg-aks-{name}", GROUP_PRIORITY)
    for kind, rows, priority in (
        ("network", list(_network_rows(rules)), NETWORK_PRIORITY),
        ("application", list(_application_rows(rules)), APPLICATION_PRIORITY),
    ):
        names = unique_names(row[0] for row in rows)
        for rule_name, (_, rule_type, *rest) in zip(names, rows, strict=True):
            start = (*group, f"rc-aks-{name}-{kind}", priority, "Allow", COLLECTION_TYPE)
            writer.writerow((*start, rule_type, rule_name, "SourceAddresses", *rest))
    return buffer.getvalue()


# A row from here on: wanted name, rule type, source, protocols, TLS, ports, destination type, destination.


def _application_rows(rules: Sequence[Rule]) -> Iterator[tuple[str, ...]]:
    for rule in rules:
        if rule.kind is RuleKind.APPLICATION:
            protocols = ",".join(
                f"{service.protocol.value.capitalize()}:{service.port}" for service in rule.services
            )
            destination = (protocols, "False", "", "TargetFqdns", rule.destination.value)
            yield rule.id, "ApplicationRule", ",".join(rule.sources), *destination


def _network_rows(rules: Sequence[Rule]) -> Iterator[tuple[str, ...]]:
    for rule in rules:
        if rule.kind is not RuleKind.NETWORK:
            continue
        ports = _ports_by_protocol(rule.services)
        for protocol, numbers in ports.items():
            # The tools let each protocol of a row have each of its ports: one row a protocol, or
            # TCP:9000 with UDP:1194 would open TCP:1194 and UDP:9000 as well.
            name = rule.id if len(ports) == 1 else f"{rule.id}-{protocol.lower()}"
            fqdn = rule.destination.type is DestinationType.FQDN
            kind = "DestinationFqdns" if fqdn else "DestinationAddresses"
            destination = (protocol, "", ",".join(numbers), kind, rule.destination.value)
            yield name, "NetworkRule", ",".join(rule.sources), *destination


def _ports_by_protocol(services: Sequence[Service]) -> dict[str, list[str]]:
    """Group ports by what a network rule calls the protocol; web services travel over TCP."""
    ports: dict[str, list[str]] = {}
    for service in services:
        protocol = Protocol.TCP if service.protocol.is_web else service.protocol
        numbers = ports.setdefault(protocol.value, [])
        if str(service.port) not in numbers:
            numbers.append(str(service.port))
    return ports
