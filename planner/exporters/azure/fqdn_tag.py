"""The FQDN tag AzureKubernetesService in place of, or beside, the lines that every cluster needs."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.destination import DestinationType
from planner.domain.firewall_policy import FQDN_TAG, ApplicationRule
from planner.domain.plan import EgressPlan
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.domain.text import Text
from planner.exporters.azure.rules import web_protocols
from planner.exporters.base import ExportContext

TAG_SERVICES = (Service(Protocol.HTTP, 80), Service(Protocol.HTTPS, 443))
"""What Microsoft's walkthrough gives the tag; the hosts of package updates need HTTP."""

_NAME = "aks-fqdn-tag"
_DESCRIPTION = Text("Hosts that Microsoft lists for every AKS cluster", "Microsoft 为所有 AKS 群集列出的主机")


def is_of_every_cluster(rule: Rule, plan: EgressPlan) -> bool:
    """Whether the tag may stand for ``rule``: a host on the tag's ports that the base feature alone asks for.

    The base feature is the plan's first. A line that an add-on asks for too stays explicit.
    """
    return (
        rule.kind is RuleKind.APPLICATION
        and rule.destination.type is DestinationType.FQDN
        and rule.features == plan.features[:1]
        and set(rule.services) <= set(TAG_SERVICES)
    )


def tag_rule(rules: Sequence[Rule], context: ExportContext) -> ApplicationRule | None:
    """Return the rule that stands for ``rules`` by FQDN tag, from all their sources; None for no rules."""
    if not rules:
        return None
    return ApplicationRule(
        name=_NAME,
        description=context.say(_DESCRIPTION),
        rule_ids=tuple(rule.id for rule in rules),
        sources=tuple(dict.fromkeys(source for rule in rules for source in rule.sources)),
        protocols=web_protocols(TAG_SERVICES),
        fqdn_tags=(FQDN_TAG,),
    )
