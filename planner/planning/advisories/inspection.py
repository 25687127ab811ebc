"""TLS inspection: which lines an inspecting firewall breaks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Trait
from planner.domain.firewall import AZURE, BASIC, STANDARD
from planner.domain.plan import Advisory
from planner.domain.rule import Rule, RuleKind
from planner.planning.advisories.wording import hosts, say
from planner.planning.draft import Draft

_KONNECTIVITY = "konnectivity"


def tls_inspection(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Lines to the API server break with konnectivity (ALPN) and without it (the cluster's own authority).

    A line that carries nothing in this cluster is passed over.
    """
    firewall = draft.where.request.firewall
    if firewall.make == AZURE and firewall.tier in (BASIC, STANDARD):
        return  # these tiers cannot inspect
    if draft.path.stops_filtering:
        return  # nothing passes the firewall any more
    rules = [
        rule
        for rule in draft.marked.get(Trait.ALPN, ())
        if rule.kind is RuleKind.APPLICATION and not rule.is_eased
    ]
    rules += _open_all_the_same(draft)
    if rules:
        left_out = {rule.id for rule in draft.left_out}
        marked = [rule for rule in rules if rule.id not in left_out]
        yield say(draft, wording, marked, case=_case(draft), hosts=hosts(rules))


def _open_all_the_same(draft: Draft) -> Iterator[Rule]:
    """Yield left-out lines to the API server that a wider application line opens: it may be inspected as well."""
    if not draft.left_out:
        return
    wide = [
        rule for rule in draft.included if rule.kind is RuleKind.APPLICATION and rule.destination.is_wildcard
    ]
    for rule in draft.left_out:
        matters = Trait.ALPN in rule.traits and rule.kind is RuleKind.APPLICATION and not rule.is_eased
        if matters and any(line.destination.covers(rule.destination) for line in wide):
            yield rule


def _case(draft: Draft) -> str:
    """Return what may be said of konnectivity: nothing where nobody answered, or where the answer decides nothing."""
    where = draft.where
    fact = where.catalog.fact(_KONNECTIVITY)
    decides_nothing = fact is not None and fact.note(where.cloud.id, where.edition.id) is not None
    if _KONNECTIVITY not in where.facts or where.facts.is_assumed(_KONNECTIVITY) or decides_nothing:
        return "not-known"
    return _KONNECTIVITY if where.facts.yes(_KONNECTIVITY) else "no-konnectivity"
