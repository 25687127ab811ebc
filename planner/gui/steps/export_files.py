"""The files that targets make of the plan as it is now: made once, kept until an answer changes."""

from __future__ import annotations

from planner.domain.export import ExportFile
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.gui.steps.export_words import HELD_APART
from planner.gui.steps.export_work import made_files

Made = tuple[tuple[ExportFile, ...], Text | None]
"""Files, or the sentence that says why there are none."""


class MadeFiles:
    """Files by target. What takes long and shows no text (workbook, PDF) is named, not made."""

    def __init__(self) -> None:
        """Start without a plan."""
        self._context: ExportContext | None = None
        self._made: dict[str, Made] = {}

    def renew(self, context: ExportContext | None) -> bool:
        """Take the context of now; return whether more than the clock is different from before."""
        changed = _essence(context) != _essence(self._context)
        self._context = context
        if changed:
            self._made.clear()
        return changed

    def of(self, target: Target) -> Made:
        """Return a target's files, made now if they were not yet."""
        if self._context is None:
            return (), None
        if target.id not in self._made:
            self._made[target.id] = made_files(target, self._context)
        return self._made[target.id]

    def names(self, target: Target) -> tuple[str, ...]:
        """Return the names of the files that a target will write."""
        if self._context is None:
            return ()
        if target.suffix in HELD_APART:
            return (self._context.file_name(target.suffix),)
        return tuple(file.name for file in self.of(target)[0])


def _essence(context: ExportContext | None) -> object:
    if context is None:
        return None
    return (context.request, context.plan, context.language, context.options)
