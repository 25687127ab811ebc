"""Regions: unknown to the catalog, or closed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.plan import Advisory
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft


def unlisted_region(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A region that the catalog does not know: its name is used as typed."""
    if not draft.where.region_is_listed:
        yield say(draft, wording, region=draft.where.region.name)


def region_closed(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A region that Microsoft closed; the plan is made all the same."""
    region = draft.where.region
    if region.closed:
        yield say(draft, wording, region=region.display, date=region.closed)
