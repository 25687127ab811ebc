"""The one path from answers to a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.catalog.model import Catalog
from planner.domain.plan import Decision, EgressPlan, Verdict
from planner.domain.profile import ClusterProfile
from planner.domain.rule import Rule
from planner.planning.advisories import advisories_for
from planner.planning.coverage import with_coverage
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
    decided = tuple(decisions)
    lines = lines_for(where)
    rules = with_coverage(lines.rules, _left_out(lines.rules, decided)) + tuple(nat_rules(profile))
    gone = _left_out(rules, decided)
    draft = Draft(
        where, tuple(rule for rule in rules if rule.id not in gone), lines.exclusions, routes(profile)
    )
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
    )


def _left_out(rules: tuple[Rule, ...], decisions: tuple[Decision, ...]) -> frozenset[str]:
    ids = {decision.rule_id for decision in decisions if decision.verdict is Verdict.LEAVE_OUT}
    return frozenset(rule.id for rule in rules if ids.intersection(rule.line_ids))
