"""The one path from answers to a plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from planner.catalog.model import Catalog
from planner.domain.approval import verdicts
from planner.domain.demand import Necessity
from planner.domain.omission import Omission
from planner.domain.path import PathCause
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.advisories.registry import advisories_for
from planner.planning.coverage import openings, with_coverage
from planner.planning.draft import Draft
from planner.planning.facts import answers_about, assumption
from planner.planning.inbound import nat_rules, routes, shadowed_nat_rules
from planner.planning.lines import lines_for, with_left_out
from planner.planning.path import intended_path, settled_path
from planner.planning.situation import home_of, situation


def plan(request: Request, catalog: Catalog) -> EgressPlan:
    """Return everything that follows from ``request`` by its edition of the page.

    Pure: the same request and catalog give the same plan. Left-out lines stay among the rules, marked by their
    omission.

    Raises:
        ProfileError: no region, or a cloud, edition, feature or region that cannot be.
    """
    where = situation(request, catalog)
    wrong = not where.region_is_listed and home_of(where.region.name, catalog) is not None
    doubts = (PathCause.WRONG_REGION,) if wrong else ()
    intended = intended_path(where.cluster, request.firewall, where.facts, doubts)
    lines = lines_for(where)
    nat = tuple(nat_rules(intended, request.firewall, where.cluster.node_subnets))
    omissions = honoured(request.omissions, (*lines.rules, *nat))
    rules = with_coverage(lines.rules, _left_out(lines.rules, omissions)) + nat
    gone = _left_out(rules, omissions)
    included = tuple(rule for rule in rules if rule.id not in gone)
    published = {rule.id: rule for rule in included if rule.kind is RuleKind.NAT}

    def resting_on(facts: tuple[str, ...]) -> Text:
        return assumption(answers_about(facts, where.facts, catalog.fact_table)) or EMPTY_TEXT

    found = routes(intended, request.firewall, published, resting_on)
    shadowed = {rule.id: winner.id for rule, winner in shadowed_nat_rules(included)}
    path = settled_path(intended, request.firewall, included, shadowed, found)
    exclusions = with_left_out(lines.exclusions, rules, gone, request.firewall)
    left_out = tuple(rule for rule in rules if rule.id in gone)
    decided = verdicts((*included, *found), request.approvals)
    draft = Draft(where, path, included, exclusions, found, left_out, rules, decided)
    return EgressPlan(
        cluster=where.cluster,
        firewall=request.firewall,
        facts=where.facts,
        edition=where.edition.id,
        catalog_digest=catalog.digest,
        features=tuple(feature.id for feature in where.features),
        rules=rules,
        exclusions=exclusions,
        path=path,
        routes=draft.routes,
        advisories=advisories_for(draft),
        omissions=omissions,
        still_open=openings(rules, gone, where),
    )


def honoured(omissions: Sequence[Omission], rules: tuple[Rule, ...]) -> tuple[Omission, ...]:
    """Return the omissions that take effect on these rules.

    A required line is left out only with a written reason: without one it stays in the plan. An omission made when
    the line led to another destination does not speak of this one.
    """
    if not omissions:
        return ()
    by_id = {line_id: rule for rule in rules for line_id in rule.line_ids}
    return tuple(entry for entry in omissions if _takes_effect(entry, by_id.get(entry.rule_id)))


def _takes_effect(omission: Omission, rule: Rule | None) -> bool:
    if rule is None:
        return False
    if omission.destination and omission.destination != rule.destination.value:
        return False
    return rule.necessity is not Necessity.REQUIRED or is_written(omission.reason)


def is_written(text: str) -> bool:
    """Whether a text has anything to read: blanks, marks and invisible characters alone are no reason."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _left_out(rules: tuple[Rule, ...], omissions: tuple[Omission, ...]) -> frozenset[str]:
    if not omissions:
        return frozenset()
    ids = {omission.rule_id for omission in omissions}
    return frozenset(rule.id for rule in rules if ids.intersection(rule.line_ids))
