"""The one path from answers to a plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from planner.catalog.model import Catalog
from planner.domain.demand import Necessity
from planner.domain.plan import Decision, EgressPlan, Verdict
from planner.domain.profile import ClusterProfile
from planner.domain.rule import Rule
from planner.planning.advisories import advisories_for
from planner.planning.coverage import openings, with_coverage
from planner.planning.draft import Draft
from planner.planning.inbound import nat_rules, routes
from planner.planning.lines import lines_for
from planner.planning.situation import situation


def plan(profile: ClusterProfile, catalog: Catalog, decisions: Iterable[Decision] = ()) -> EgressPlan:
    """Return everything that follows from ``profile`` by its edition of the page.

    Pure: the same profile, catalog and decisions give the same plan. Left-out lines stay among the
    rules, marked by their decision.

    Raises:
        ProfileError: no region, or a cloud, edition, feature or region that cannot be.
    """
    where = situation(profile, catalog)
    profile = replace(profile, region=where.region.name, edition=where.edition.id)
    lines = lines_for(where)
    nat = tuple(nat_rules(profile))
    decided = honoured(decisions, (*lines.rules, *nat))
    rules = with_coverage(lines.rules, _left_out(lines.rules, decided)) + nat
    gone = _left_out(rules, decided)
    included = tuple(rule for rule in rules if rule.id not in gone)
    found = routes(profile, {rule.id for rule in included})
    draft = Draft(where, included, lines.exclusions, found)
    return EgressPlan(
        profile=profile,
        edition=where.edition.id,
        catalog_digest=catalog.digest,
        features=tuple(feature.id for feature in where.features),
        rules=rules,
        exclusions=lines.exclusions,
        routes=draft.routes,
        advisories=advisories_for(draft),
        decisions=decided,
        still_open=openings(rules, gone, where),
    )


def honoured(decisions: Iterable[Decision], rules: tuple[Rule, ...]) -> tuple[Decision, ...]:
    """Return the decisions that take effect on these rules.

    A required line is left out only with a written reason: without one it stays in the plan. A decision
    made when the line led to another destination does not speak of this one.
    """
    by_id = {line_id: rule for rule in rules for line_id in rule.line_ids}
    return tuple(entry for entry in decisions if _takes_effect(entry, by_id.get(entry.rule_id)))


def _takes_effect(decision: Decision, rule: Rule | None) -> bool:
    if rule is None:
        return False
    if decision.destination and decision.destination != rule.destination.value:
        return False
    return rule.necessity is not Necessity.REQUIRED or is_written(decision.comment)


def is_written(text: str) -> bool:
    """Whether a text has anything to read: blanks, marks and invisible characters alone are no reason."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _left_out(rules: tuple[Rule, ...], decisions: tuple[Decision, ...]) -> frozenset[str]:
    ids = {decision.rule_id for decision in decisions if decision.verdict is Verdict.LEAVE_OUT}
    return frozenset(rule.id for rule in rules if ids.intersection(rule.line_ids))
