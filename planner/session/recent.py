"""The plans that were open lately, with the counts they had, so that they show before anything is loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

MOST = 8


@dataclass(frozen=True, slots=True)
class RecentPlan:
    """One plan as it was when it was last opened or saved.

    ``region_en`` and ``region_zh`` are the region's display names; ``used_at`` is ISO 8601 local time.
    """

    path: str
    name: str
    region_en: str
    region_zh: str
    edition: str
    required: int
    optional: int
    used_at: str

    def used(self) -> datetime | None:
        """Return when it was last used, or None if that cannot be read."""
        try:
            return datetime.fromisoformat(self.used_at)
        except ValueError:
            return None


def with_added(plans: Sequence[RecentPlan], plan: RecentPlan) -> tuple[RecentPlan, ...]:
    """Return the list with ``plan`` first, its older entry gone, and no more than eight."""
    return (plan, *(other for other in plans if other.path != plan.path))[:MOST]


def without(plans: Sequence[RecentPlan], path: str) -> tuple[RecentPlan, ...]:
    """Return the list without the plan at ``path``."""
    return tuple(plan for plan in plans if plan.path != path)


def to_text(plans: Sequence[RecentPlan]) -> str:
    """Write the list as JSON, for the settings."""
    return json.dumps([asdict(plan) for plan in plans], ensure_ascii=False)


def from_text(text: str) -> tuple[RecentPlan, ...]:
    """Read the list back; entries that are damaged or of another version are left away."""
    try:
        entries = json.loads(text) if text else []
    except ValueError:
        return ()
    plans = []
    for entry in entries if isinstance(entries, list) else []:
        try:
            plan = RecentPlan(**entry)
        except TypeError:
            continue
        texts = (plan.path, plan.name, plan.region_en, plan.region_zh, plan.edition, plan.used_at)
        counts = (plan.required, plan.optional)
        if all(isinstance(value, str) for value in texts) and all(type(value) is int for value in counts):
            plans.append(plan)
    return tuple(plans[:MOST])
