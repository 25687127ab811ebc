"""Which recent plans a newer edition touches, and which lines of theirs: the files are read, none is changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planner.catalog.model import Catalog
from planner.domain.problem import FileProblem
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.edition_delta import EditionDelta, edition_delta
from planner.planning.situation import ProfileError
from planner.session.addresses import readable
from planner.session.opening import open_plan
from planner.session.recent import RecentPlan


class RecentState(StrEnum):
    """What became of a recent plan when it was looked at."""

    TOUCHED = "touched"
    SAME = "same"
    """It is of an edition in between, and no line of it differs."""
    OUTSIDE = "outside"
    """Its edition is none of those in between."""
    UNPLANNED = "unplanned"
    """There are no lines yet: no region, or an answer that cannot be planned."""
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RecentReading:
    """One recent plan as its file is now.

    ``edition`` is the file's own, empty where it could not be read; ``delta`` leads from it to the newer edition.
    ``problem`` says why there is none.
    """

    plan: RecentPlan
    state: RecentState
    edition: str = ""
    delta: EditionDelta | None = None
    problem: Text = EMPTY_TEXT


def read_recent(plan: RecentPlan, older: str, newer: str, catalog: Catalog) -> RecentReading:
    """Return what edition ``newer`` changes in a plan that was saved with ``older`` or a later one before it.

    Every failure is a state with a sentence, none is raised.
    """
    if not os.path.lexists(plan.path):
        return RecentReading(plan, RecentState.MISSING)
    edition = ""
    try:
        request = open_plan(Path(plan.path), catalog)
        edition = request.cluster.edition
        if not older <= edition < newer:
            return RecentReading(plan, RecentState.OUTSIDE, edition)
        delta = edition_delta(readable(request, catalog), newer, catalog)
    except FileProblem as problem:
        said = Text(problem.in_language("en"), problem.in_language("zh"))
        return RecentReading(plan, RecentState.UNREADABLE, problem=said)
    except ProfileError as error:
        return RecentReading(plan, RecentState.UNPLANNED, edition, problem=error.message)
    except Exception as error:  # whatever a file holds, the others are still to be looked at
        reason = str(error)[:200] or type(error).__name__
        return RecentReading(plan, RecentState.UNREADABLE, problem=_FAILED.filled(reason=reason))
    state = RecentState.SAME if delta.is_empty else RecentState.TOUCHED
    return RecentReading(plan, state, edition, delta)


_FAILED = Text("It could not be read ({reason}).", "无法读取（{reason}）。")
