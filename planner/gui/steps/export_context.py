"""What targets are given: made once for a plan, with the time of now."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from planner.session.handover import export_context
from planner.session.session import Session

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the time with this computer's zone."""
    return datetime.now().astimezone()


class ContextMaker:
    """Keeps the last context: the picture of a path and the answers behind a plan take a while to make."""

    def __init__(self, clock: Clock) -> None:
        """Take the clock that says when a file is made."""
        self._clock = clock
        self._context: ExportContext | None = None
        self._made_of: tuple[object, ...] = ()

    def context(self, session: Session, language: str, options: TargetOptions) -> ExportContext | None:
        """Return what targets are given now, or None while there is no plan."""
        plan, points = session.plan, session.readiness
        if plan is None:
            return None
        made_of = (session.request, plan, points)
        known = self._context
        same = known is not None and all(map(operator.is_, made_of, self._made_of))
        if known is not None and same and known.language == language:
            # Only the clock has gone on, and perhaps an option.
            return replace(known, options=options, created=self._clock())
        self._made_of = made_of
        self._context = export_context(
            session.request, plan, session.catalog, language, self._clock(), options, points
        )
        return self._context
