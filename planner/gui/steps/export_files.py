"""What targets make of the plan as it is now, and what they cannot say: made once, kept until an answer changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from planner.domain.export import ExportFile, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.gui.steps.export_words import HELD_APART
from planner.gui.steps.export_work import made_files, told_notices

Made = tuple[tuple[ExportFile, ...], Text | None]
"""Files, or the sentence that says why there are none."""

Told = tuple[tuple[Notice, ...], Text | None]
"""Notices, or the sentence that says why a target cannot even tell them."""


class MadeFiles:
    """Notices and files by target, for one state of the plan.

    Frozen from outside: `with_targets` returns another one, and may do so on any thread. What takes long and shows
    no text (workbook, PDF) is named, not made.
    """

    def __init__(self, essence: object = None, context: ExportContext | None = None) -> None:
        """Start without targets; ``essence`` is everything but the clock that ``context`` was made from."""
        self.essence = essence
        self._context = context
        self._made: dict[str, Made] = {}
        self._told: dict[str, Told] = {}

    def holds(self, essence: object, told: Iterable[Target], made: Iterable[Target]) -> bool:
        """Whether it was made from this state, with these targets' notices and those targets' files."""
        return (
            self._context is not None
            and self.essence == essence
            and all(target.id in self._told for target in told)
            and all(target.id in self._made for target in made if target.suffix not in HELD_APART)
        )

    def with_targets(
        self,
        essence: object,
        context: Callable[[], ExportContext],
        told: Iterable[Target],
        made: Iterable[Target],
    ) -> MadeFiles:
        """Return what these targets tell and make of the state ``essence``; what is here of it is taken over."""
        kept = self._context if self.essence == essence else None
        given = kept or context()
        found = MadeFiles(essence, given)
        if kept is not None:
            found._made, found._told = dict(self._made), dict(self._told)
        for target in told:
            if target.id not in found._told:
                found._told[target.id] = told_notices(target, given)
        for target in made:
            if target.suffix not in HELD_APART and target.id not in found._made:
                found._made[target.id] = made_files(target, given)
        return found

    def context(self, created: datetime) -> ExportContext | None:
        """Return the context of this state at the time ``created``."""
        return replace(self._context, created=created) if self._context is not None else None

    def told(self, target: Target) -> Told:
        """Return a target's notices."""
        return self._told.get(target.id, ((), None))

    def of(self, target: Target) -> Made:
        """Return a target's files; none of one that takes long."""
        return self._made.get(target.id, ((), None))

    def names(self, target: Target) -> tuple[str, ...]:
        """Return the names of the files that a target will write."""
        if self._context is not None and target.suffix in HELD_APART:
            return (self._context.file_name(target.suffix),)
        return tuple(file.name for file in self.of(target)[0])
