"""TLS inspection: which lines an inspecting firewall breaks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Trait
from planner.domain.plan import Advisory
from planner.domain.rule import RuleKind
from planner.planning.advisories.wording import hosts, say
from planner.planning.draft import Draft


def tls_inspection(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Lines to the API server break with konnectivity (ALPN) and without it (the cluster's own authority)."""
    rules = [
        rule for rule in draft.included if Trait.ALPN in rule.traits and rule.kind is RuleKind.APPLICATION
    ]
    if rules:
        case = "konnectivity" if draft.where.facts.yes("konnectivity") else "no-konnectivity"
        yield say(draft, wording, rules, case=case, hosts=hosts(rules))
