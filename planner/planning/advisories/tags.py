"""Service tags and the FQDN tag: what they open too much, what they lack, and what they make pointless."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.destination import DestinationType
from planner.domain.plan import Advisory
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol
from planner.planning.advisories.wording import first_few, hosts, say
from planner.planning.draft import Draft
from planner.planning.given_up import hosts_given_up

_WIDE_TAG = "AzureCloud"
_WIDE = (DestinationType.SERVICE_TAG, DestinationType.ANY)
_WEB_PORTS = (80, 443)


def shadowing(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A network rule on a web port is read before every application rule for the same addresses."""
    for rule in draft.included:
        if rule.kind is not RuleKind.NETWORK or rule.destination.type not in _WIDE:
            continue
        if not any(
            service.protocol is Protocol.TCP and service.port in _WEB_PORTS for service in rule.services
        ):
            continue
        shadowed = _shadowed_by(rule, draft)
        if shadowed:
            name = f"{rule.destination.value} TCP 443"
            yield say(draft, wording, (rule, *shadowed), rule=name, hosts=hosts(shadowed))


def _shadowed_by(tag_rule: Rule, draft: Draft) -> list[Rule]:
    """Return lines for the hosts that the tag's features gave up for it, and another feature still asks for."""
    given_up = {host.key for host in hosts_given_up(tag_rule, draft.where)}
    return [
        rule
        for rule in draft.included
        if rule.kind is RuleKind.APPLICATION and rule.destination.key in given_up
    ]


def wide_service_tag(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A tag that holds every address of a region, whoever rents it; lines that carry nothing need not stand at all."""
    rules = [
        rule
        for rule in draft.included
        if rule.destination.type is DestinationType.SERVICE_TAG
        and rule.destination.value.partition(".")[0] == _WIDE_TAG
    ]
    if rules:
        case = "needless" if all(rule.is_eased for rule in rules) else "needed"
        yield say(draft, wording, rules, case=case, tags=hosts(rules))


def service_tag_unconfirmed(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A regional tag that no text of Microsoft's names; of a region that closed, `region_closed` says enough."""
    region = draft.where.region
    if region.closed:
        return
    suffix = f".{region.service_tag_suffix}"
    rules = [
        rule
        for rule in draft.included
        if rule.destination.type is DestinationType.SERVICE_TAG and rule.destination.value.endswith(suffix)
    ]
    if rules and not region.service_tag_confirmed:
        yield say(draft, wording, rules, tag=rules[0].destination.value)


def fqdn_tag_coverage(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Azure Firewall's FQDN tag holds what every cluster needs; add-ons may be missing from it."""
    if not draft.where.request.firewall.may_be_azure:
        return
    add_ons = [feature for feature in draft.where.features if not feature.always]
    asked = {
        reason.feature
        for rule in draft.included
        if rule.kind is RuleKind.APPLICATION
        for reason in rule.reasons
    }
    labels = tuple(feature.short_label for feature in add_ons if feature.id in asked)
    if labels:
        yield say(draft, wording, features=first_few(labels))
