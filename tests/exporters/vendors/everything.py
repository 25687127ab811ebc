"""Every cloud in every edition with every feature, and what a plan opens, said without any product's words."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from planner.domain.destination import DestinationType
from planner.domain.export import Notice
from planner.domain.plan import EgressPlan
from planner.domain.request import ChangeRequest, Request
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol
from planner.domain.service_tags import ServiceTags
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from planner.session.handover import export_context
from tests.exporters.azure.cases import CLOUDS_AND_EDITIONS, full_plan
from tests.plans import catalog

MADE = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
CASES = CLOUDS_AND_EDITIONS

Opening = tuple[str, str, str, int]
"""Source prefix, host name or prefix, ``tcp`` or ``udp``, port."""


def every_plan(cloud: str, edition: str, **more: object) -> EgressPlan:
    """Plan with everything that a catalog has, a remedy chosen, from two subnets."""
    subnets = ("10.42.0.0/22", "10.43.0.0/24")
    return full_plan(cloud, edition, "host-route", **({"node_subnets": subnets} | more))


def tags_for(plan: EgressPlan) -> ServiceTags:
    """Return a list that has prefixes for each tag of the plan, one of them IPv6."""
    tags = sorted(
        {
            rule.destination.value
            for rule in plan.rules
            if rule.destination.type is DestinationType.SERVICE_TAG
        }
    )
    held = {tag: (f"20.{n}.0.0/17", f"52.{n}.8.1/32", "2603:1000::/40") for n, tag in enumerate(tags)}
    word = {"AzureChinaCloud": "China", "AzureUSGovernment": "AzureGovernment"}.get(
        plan.cluster.cloud, "Public"
    )
    return ServiceTags(held, "363", f"ServiceTags_{word}_20250714.json", word)


def context_of(plan: EgressPlan, language: str = "en", *, tags: bool = True, **request: str) -> ExportContext:
    asked = Request(plan.cluster, plan.firewall, change_request=ChangeRequest(**request))
    context = export_context(asked, plan, catalog(), language, MADE)
    options = TargetOptions(service_tags=tags_for(plan) if tags else None)
    return replace(context, options=options, planner_version="0.1.0")


def written(context: ExportContext, notices: tuple[Notice, ...]) -> list[Rule]:
    """Return the rules asked for, less those that a notice calls not written."""
    lost = {notice.rule_id for notice in notices if "is not written" in notice.text.en}
    return [rule for rule in context.plan.included_rules() if rule.id not in lost]


def openings(context: ExportContext, rules: list[Rule], *, by_source: bool = True) -> set[Opening]:
    """Return what the rules open: the measure that every file is held against."""
    return {
        (source, destination, "udp" if service.protocol is Protocol.UDP else "tcp", service.port)
        for rule in rules
        for source in (rule.sources if by_source else ("*",))
        for destination in _destinations(context, rule)
        for service in rule.services
    }


def _destinations(context: ExportContext, rule: Rule) -> Iterator[str]:
    value = rule.destination.value
    if rule.destination.type is DestinationType.SERVICE_TAG:
        tags = context.options.service_tags
        assert tags is not None
        yield from (prefix for prefix in tags.prefixes[value] if ":" not in prefix)
    elif rule.destination.type is DestinationType.ADDRESS:
        yield str(ipaddress.ip_network(value))
    else:
        yield value


def cannot_be_said(rule: Rule) -> bool:
    """Whether no firewall of another maker can hold the rule: NAT, or a placeholder."""
    return rule.kind is RuleKind.NAT or rule.has_placeholder
