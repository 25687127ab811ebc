"""Regions: unknown to the catalog, or closed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.plan import Advisory
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft
from planner.planning.situation import home_of


def unlisted_region(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A region that the catalog does not know: its name is used as typed."""
    if not draft.where.region_is_listed:
        home = home_of(draft.where.region.name, draft.where.catalog)
        cloud = "" if home is None else home.short_label
        case = "unknown" if home is None else "other-cloud"
        yield say(draft, wording, case=case, region=draft.where.region.name, cloud=cloud)


def region_closed(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A region that Microsoft closed; the plan is made all the same."""
    region = draft.where.region
    if region.closed:
        yield say(draft, wording, region=region.display, date=region.closed)
