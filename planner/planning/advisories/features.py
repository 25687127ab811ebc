"""Features and answers that a cloud or an edition makes nothing of."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Feature
from planner.domain.plan import Advisory
from planner.planning.advisories.wording import say
from planner.planning.conditions import leaves, never_holds
from planner.planning.draft import Draft
from planner.planning.facts import would_assume

_REMOVE, _OTHER_EDITION, _OWN_LINES = "remove-feature", "other-edition", "own-lines"


def feature_not_offered(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A chosen feature for which this cloud and edition have no lines; the reason says whose claim that is."""
    where = draft.where
    for feature, reason in where.withheld:
        entry = feature.withheld_in(where.cloud.id, where.edition.id)
        hosts = entry.hosts if entry is not None else ()
        # One that another feature brings is not among the answers: its question is.
        without = [_REMOVE] if feature.id in where.brought_by else []
        if not _opens_in_some_edition(feature, draft):
            without.append(_OTHER_EDITION)
        if not hosts:
            without.append(_OWN_LINES)
        yield say(draft, wording, without=without, feature=feature.label, reason=reason)


def _opens_in_some_edition(feature: Feature, draft: Draft) -> bool:
    """Whether another edition offers the feature in this cloud with more than hosts that are not for this cloud."""
    cloud, catalog = draft.where.cloud.id, draft.where.catalog
    for edition in catalog.editions:
        if feature.withheld_in(cloud, edition.id) is None:
            demands = catalog.demands(feature, cloud, edition.id)
            if not demands or not all(never_holds(demand.when) for demand in demands):
                return True
    return False


def answer_without_effect(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """An answer that somebody gave, and that this cloud or edition makes nothing of.

    One that is what would be assumed anyway changes nothing in any cloud, and is passed over.
    """
    where = draft.where
    for fact in where.catalog.facts:
        if not fact.notes:
            continue
        note = fact.note(where.cloud.id, where.edition.id)
        given = where.request.known(fact)
        if note is None or given is None:
            continue
        instead = would_assume(fact, where.facts)
        if instead is not None and instead.value == given:
            continue
        if _concerns_a_feature(fact.id, draft):
            yield say(draft, wording, fact=fact.label, note=note)


def _concerns_a_feature(fact_id: str, draft: Draft) -> bool:
    """Whether a feature whose demands are in force asks for the fact, in whatever cloud or edition."""
    where = draft.where
    in_force = (feature for feature in where.features if feature.id not in where.taken_away)
    demands = (demand for feature in in_force for demand in feature.demands)
    return any(leaf.fact == fact_id for demand in demands for leaf in leaves(demand.when))
