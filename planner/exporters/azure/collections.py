"""From a plan to the cluster's rule collection group: names, priorities, rules, and what is left unsaid.

Every Azure target and the rules-as-code table take their rules from here, so they agree by construction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planner.domain.cluster import Cluster
from planner.domain.export import Notice
from planner.domain.firewall import Firewall
from planner.domain.firewall_policy import (
    ApplicationRule,
    AzureRule,
    Collection,
    CollectionKind,
    NatRule,
    RuleCollectionGroup,
)
from planner.domain.readiness import NODE_SUBNET_POINT
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.domain.text import CHINESE, ENGLISH, Text
from planner.exporters.azure import words
from planner.exporters.azure.fqdn_tag import is_of_every_cluster, tag_rule
from planner.exporters.azure.model import COLLECTION_PRIORITIES, AzureChange
from planner.exporters.azure.refusals import refusal_of
from planner.exporters.azure.routes import azure_routes, route_notices, unapproved_routes
from planner.exporters.azure.rules import azure_rules, named_apart
from planner.exporters.azure_names import NAME_LIMIT, azure_name
from planner.exporters.base import ExportContext, fill
from planner.exporters.columns import rule_destination_text
from planner.exporters.findings import absent_lines, hold_remarks, lacking, open_notices, waits_for_list
from planner.exporters.line_spans import lines_words
from planner.exporters.options import FqdnTagUse

_STEM_LIMIT = 60
_HASH_LENGTH = 6
_HTTP_ON_443 = Service(Protocol.HTTP, 443)

Numbered = tuple[int, Rule]
"""A rule with its line's number, the same in table, workbook and print."""


def azure_change(context: ExportContext, target: str, use: FqdnTagUse | None = None) -> AzureChange:
    """Return what ``target`` writes of the plan, and a notice for everything that it does not.

    ``use`` None means the FQDN tag choice of the context's options. Limits are checked elsewhere.
    """
    use = context.options.fqdn_tag if use is None else use
    asked = list(context.numbered_lines())
    refused = _refusals(asked, context.plan.firewall)
    rules = _rules([line for line in asked if line[1].id not in refused], context, use)
    stem = group_stem(context.plan.cluster.name)
    group = RuleCollectionGroup(
        group_name(context.plan.cluster), context.options.priority, _collections(rules, stem)
    )
    # Where lines are asked for and none can be written, no route is touched at all, and one notice says so.
    untouched = bool(asked) and not rules
    missing = () if untouched else absent_lines(context, refused)
    notices = (
        *_rule_notices(context, asked, refused, target),
        *_tag_notices(context, rules, target, use),
        *route_notices(context, target, missing),
        *open_notices(replace(context, unwritten=frozenset(refused)), target),
        *_group_notices(context, group, target, untouched=untouched),
    )
    if untouched:
        return AzureChange(group.name, None, (), notices)
    held_back = any(hold_remarks(route, context.plan, missing) for route in context.plan.routes)
    routes = azure_routes(context, missing)
    waiting = [number for number, rule in asked if rule.is_vital and waits_for_list(rule, context)]
    default = [route for route in routes if route.is_default]
    if waiting and default:
        # The firewall itself is of a make that knows no tags: with the route, and without its list, they are blocked.
        text = words.WAITS_FOR_LIST.filled(name=default[0].name, lines=lines_words(tuple(waiting)))
        notices = (*notices, Notice(target, "", text, words.GIVE_LIST))
        routes, held_back = tuple(route for route in routes if not route.is_default), True
    return AzureChange(
        group.name, group if rules else None, routes, notices, held_back, unapproved_routes(context)
    )


def group_stem(name: str) -> str:
    """Return the part of group and collection names that tells clusters apart, at most 60 characters.

    A name that Azure takes is kept as it is. Any other gets a hash behind it: two clusters whose names look
    alike once reduced must not replace each other's rules.
    """
    stem = azure_name(name, "cluster")[:_STEM_LIMIT].rstrip("-.")
    if not name or stem == name:
        return stem
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
    return f"{stem[: _STEM_LIMIT - _HASH_LENGTH - 1].rstrip('-.')}-{digest}"


def group_name(cluster: Cluster) -> str:
    """Return the name of a cluster's group as every target but azure-cli gives it, and azure-cli once did."""
    return f"rcg-aks-{group_stem(cluster.name)}"


def regional_group_name(cluster: Cluster) -> str:
    """Return the name of a group that tells clusters of equal name in other regions apart, at most 80 characters.

    `azure_change` names groups as earlier versions did; a target that finds one under that name keeps it there.
    """
    stem, region = group_stem(cluster.name), azure_name(cluster.region, "")
    name = f"rcg-aks-{stem}-{region}" if region else f"rcg-aks-{stem}"
    if len(name) <= NAME_LIMIT:
        return name
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:_HASH_LENGTH]
    return f"{name[: NAME_LIMIT - _HASH_LENGTH - 1].rstrip('-.')}-{digest}"


def _refusals(asked: Sequence[Numbered], firewall: Firewall) -> dict[str, words.Refusal]:
    """Return why lines are not written, by id.

    Where no line of egress can be written, no NAT rule is either: routes and NAT alone would close the
    cluster's way out.
    """
    refused = {rule.id: refusal for _, rule in asked if (refusal := refusal_of(rule, firewall)) is not None}
    egress = [rule.id for _, rule in asked if rule.kind is not RuleKind.NAT]
    if egress and all(rule_id in refused for rule_id in egress):
        return {rule.id: refused.get(rule.id, words.NOT_ALONE) for _, rule in asked}
    return refused


def _rules(writable: Sequence[Numbered], context: ExportContext, use: FqdnTagUse) -> tuple[AzureRule, ...]:
    """Return every rule in the order of the lines, an FQDN tag first, under names of their own."""
    covered = [rule for _, rule in writable if is_of_every_cluster(rule, context.plan)]
    tag = tag_rule(covered, context) if use is not FqdnTagUse.EXPLICIT else None
    replaced = {rule.id for rule in covered} if use is FqdnTagUse.TAG else set()
    explicit = (
        made
        for number, rule in writable
        if rule.id not in replaced
        for made in azure_rules(rule, number, context)
    )
    return named_apart([*([tag] if tag is not None else []), *explicit])


def _collections(rules: Sequence[AzureRule], stem: str) -> tuple[Collection, ...]:
    """Return a collection for each kind of rule that there is, in the order the firewall reads them."""
    found: dict[CollectionKind, list[AzureRule]] = {kind: [] for kind in COLLECTION_PRIORITIES}
    for rule in rules:
        found[_kind(rule)].append(rule)
    return tuple(
        Collection(kind, f"rc-aks-{stem}-{kind.value}", COLLECTION_PRIORITIES[kind], tuple(members))
        for kind, members in found.items()
        if members
    )


def _kind(rule: AzureRule) -> CollectionKind:
    if isinstance(rule, ApplicationRule):
        return CollectionKind.APPLICATION
    return CollectionKind.NAT if isinstance(rule, NatRule) else CollectionKind.NETWORK


def _rule_notices(
    context: ExportContext, asked: Sequence[Numbered], refused: Mapping[str, words.Refusal], target: str
) -> Iterator[Notice]:
    causes = lacking(context)
    for number, rule in asked:
        refusal = refused.get(rule.id)
        if refusal is not None:
            notice = rule_notice(target, number, rule, refusal, refuses=True)
            yield replace(notice, cause=_cause(causes, rule, refusal))
        elif rule.kind is RuleKind.APPLICATION and _HTTP_ON_443 in rule.services:
            yield rule_notice(target, number, rule, words.HTTP_ON_443)


def _cause(causes: Mapping[str, str], rule: Rule, refusal: words.Refusal) -> str:
    """Return the id of the open point that a refusal follows from, empty text where the policy is the cause."""
    if refusal is words.SOURCE_UNKNOWN:
        return NODE_SUBNET_POINT
    unknown = refusal in (words.DESTINATION_UNKNOWN, words.TRANSLATION_UNKNOWN)
    return causes.get(rule.id, "") if unknown else ""


def rule_notice(
    target: str, number: int, rule: Rule, refusal: words.Refusal, *, refuses: bool = False
) -> Notice:
    """Return a notice on one line, which names its number and where it leads."""
    text, advice = refusal
    return Notice(target, rule.id, fill(text, **line_words(number, rule)), advice, refuses)


def line_words(number: int, rule: Rule) -> dict[str, Text]:
    """Return what a sentence calls a line by: ``number`` and ``destination``."""
    english, chinese = (rule_destination_text(rule, language) for language in (ENGLISH, CHINESE))
    return {"number": Text(str(number), str(number)), "destination": Text(english, chinese)}


def _tag_notices(
    context: ExportContext, rules: Sequence[AzureRule], target: str, use: FqdnTagUse
) -> Iterator[Notice]:
    plan = context.plan
    tags = [rule for rule in rules if isinstance(rule, ApplicationRule) and rule.fqdn_tags]
    for tag in tags:
        text, advice = words.TAG_REPLACES if use is FqdnTagUse.TAG else words.TAG_BESIDE
        yield Notice(target, "", text.filled(n=str(len(tag.rule_ids))), advice)
        for number, rule in enumerate(plan.rules, start=1):
            if not context.writes(rule) and is_of_every_cluster(rule, plan):
                refusal = words.TAG_OPENS if plan.is_left_out(rule) else words.TAG_OPENS_NOT_SELECTED
                yield rule_notice(target, number, rule, refusal)


def _group_notices(
    context: ExportContext, group: RuleCollectionGroup, target: str, *, untouched: bool
) -> Iterator[Notice]:
    if not group.collections:
        yield Notice(target, "", *(words.NO_RULES if untouched else words.NO_LINES))
    elif not context.plan.cluster.name.strip():
        text, advice = words.NO_NAME
        yield Notice(target, "", text.filled(group=group.name), advice)
