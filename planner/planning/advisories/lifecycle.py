"""What ages: endpoints that Microsoft replaced, and clusters that run already."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Demand, DestinationSource, Trait
from planner.domain.plan import Advisory
from planner.domain.rule import Rule
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft


def retired_endpoint(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A host that the page still lists though another takes its place, or nothing does.

    What became of it, and who says so, is the first remark of the line.
    """
    for rule in draft.marked.get(Trait.RETIRED, ()):
        replacement = _replacement(rule, draft)
        yield say(
            draft,
            wording,
            (rule,),
            case="replaced" if replacement else "without-replacement",
            host=rule.destination.value,
            replacement=replacement,
            remark=_first_remark(rule),
        )


def _first_remark(rule: Rule) -> Text:
    """Return the first remark of the demand that is marked as retired."""
    marked = (reason for reason in rule.reasons if Trait.RETIRED in reason.traits)
    return next((remark for reason in marked for remark in reason.remarks[:1]), EMPTY_TEXT)


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
