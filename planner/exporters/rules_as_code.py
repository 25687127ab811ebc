"""The target ``rules-as-code-csv``: a table that the public rules-as-code tools import as it is.

Columns and constraints are those of awood-ops/AzureFirewallRulesAsCode and WillyMoselhy's
AzureFirewallPolicyExportImport: one row a rule, values joined by a comma. No cell is altered for
spreadsheets; what the tools' own check would refuse, or would widen, is left out and noticed by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.destination import DestinationType
from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.firewall import Firewall
from planner.domain.firewall_policy import ApplicationRule, AzureRule, NetworkRule
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.text import CHINESE, ENGLISH, Text
from planner.exporters import rules_as_code_words as words
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.refusals import refusal_of as azure_refusal_of
from planner.exporters.azure_names import is_host_name, network_of
from planner.exporters.base import ExportContext, TargetGroup, fill
from planner.exporters.columns import rule_destination_text
from planner.exporters.findings import has_unknown_destination, open_notices, refused_lines
from planner.exporters.options import FqdnTagUse
from planner.exporters.sentences import assumed_absences, assumed_lines
from planner.exporters.tag_advice import instead_of_tag

HEADINGS = (
    "RuleCollectionGroup", "RuleCollectionGroupPriority", "RuleCollectionName", "RuleCollectionPriority",
    "RuleCollectionAction", "RuleCollectionType", "RuleType", "RuleName", "SourceType", "Source", "Protocols",
    "TerminateTLS", "DestinationPorts", "DestinationType", "Destination",
)  # fmt: skip
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
        refused = []
        for number, rule in context.numbered_lines():
            if (refusal := refusal_of(rule, context.plan.firewall)) is not None:
                text, advice = refusal
                destination = Text(rule_destination_text(rule, ENGLISH), rule_destination_text(rule, CHINESE))
                said = fill(text.filled(number=str(number)), destination=destination)
                refused.append(Notice(self.id, rule.id, said, advice, refuses=True))
        own = replace(context, unwritten=refused_lines(refused))
        return (*refused, *self._assumed(context), *open_notices(own, self.id))

    def _assumed(self, context: ExportContext) -> Iterator[Notice]:
        """Yield what lines, or their absence, rest on that nobody answered: no column of the table can say so."""
        for lines, said in assumed_lines(context):
            yield Notice(self.id, "", words.ASSUMED.filled(lines=lines, said=said), words.ASSUMED_ADVICE)
        for names, said in assumed_absences(context):
            yield Notice(self.id, "", words.ABSENT.filled(names=names, said=said), words.ASSUMED_ADVICE)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the table as one file; rules that it cannot hold are in the notices alone."""
        file = ExportFile(context.file_name(self.suffix), table_text(context).encode("ascii"), "text/csv")
        return ExportResult((file,), self.notices(context))


def refusal_of(rule: Rule, firewall: Firewall) -> tuple[Text, Text] | None:
    """Return why the table of a firewall cannot hold ``rule`` and what to do about it, None if it can."""
    if rule.kind is RuleKind.NAT:
        return words.NAT
    if SOURCE_PLACEHOLDER in rule.sources or not rule.sources:
        return words.SOURCE_UNKNOWN
    if has_unknown_destination(rule):
        return words.DESTINATION_UNKNOWN
    if any(source != "*" and network_of(source) is None for source in rule.sources):
        return words.SOURCE_UNREADABLE
    own = _application_refusal(rule) if rule.kind is RuleKind.APPLICATION else _network_refusal(rule)
    return own or azure_refusal_of(rule, firewall)


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
        text, advice = words.SERVICE_TAG
        instead = instead_of_tag(rule)
        return text, words.SERVICE_TAG_OR.filled(instead=instead) if instead.en else advice
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

    Groups, collections, names and priorities are those of the Azure targets. The table has no column for
    an FQDN tag, so every host stands for itself.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    held = {rule.id for rule in context.lines if refusal_of(rule, context.plan.firewall) is None}
    group = azure_change(context, "", FqdnTagUse.EXPLICIT).group
    if group is None:
        return buffer.getvalue()
    for collection in group.collections:
        start = (group.name, group.priority, collection.name, collection.priority, "Allow", COLLECTION_TYPE)
        for rule in collection.rules:
            if held.issuperset(rule.rule_ids):
                writer.writerow((*start, *_cells(rule)))
    return buffer.getvalue()


def _cells(rule: AzureRule) -> tuple[str, ...]:
    """Return the cells from the rule's type to its destination."""
    kind = type(rule).__name__
    start = (kind, rule.name, "SourceAddresses", ",".join(rule.sources))
    if isinstance(rule, ApplicationRule):
        protocols = ",".join(f"{protocol}:{port}" for protocol, port in rule.protocols)
        return (*start, protocols, "False", "", "TargetFqdns", ",".join(rule.fqdns))
    if isinstance(rule, NetworkRule):
        ports = ",".join(str(port) for port in rule.ports)
        where = ("DestinationFqdns", rule.fqdns) if rule.fqdns else ("DestinationAddresses", rule.addresses)
        return (*start, rule.protocol, "", ports, where[0], ",".join(where[1]))
    raise TypeError("the table has no column for a NAT translation")
