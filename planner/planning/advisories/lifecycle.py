"""What ages: endpoints that Microsoft replaced, and clusters that run already."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Demand, DestinationSource, Trait
from planner.domain.plan import Advisory
from planner.domain.rule import Rule
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft


def retired_endpoint(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A host that the page still lists though another took its place, or nothing did."""
    for rule in draft.included:
        if Trait.RETIRED in rule.traits:
            replacement = _replacement(rule, draft)
            case = "replaced" if replacement else "without-replacement"
            host = rule.destination.value
            yield say(draft, wording, (rule,), case=case, host=host, replacement=replacement)


def _replacement(rule: Rule, draft: Draft) -> str:
    """Return the host that took the rule's place in this cloud and edition, or nothing."""
    wanted = {reason.replaced_by for reason in rule.reasons if reason.replaced_by}
    catalog, where = draft.where.catalog, draft.where
    for feature in catalog.features:
        for demand in catalog.demands(feature, where.cloud.id, where.edition.id):
            if demand.id in wanted:
                return _first_host(demand, where.region.name)
    return ""


def _first_host(demand: Demand, region: str) -> str:
    found = [entry.value for entry in demand.destinations if entry.source is DestinationSource.FQDN]
    return found[0].replace("<location>", region) if found else ""


def existing_cluster_upgrade(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """The first edition says it of every plan; later only a cluster that exists is concerned."""
    facts = draft.where.facts
    if draft.where.edition.id == min(edition.id for edition in draft.where.catalog.editions):
        yield say(draft, wording, case="first-edition")
    elif facts.text("api_server_ip") or facts.yes("nodes_before_march_2021"):
        yield say(draft, wording, case="later-edition")
