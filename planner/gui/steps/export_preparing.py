"""Has targets make what the export step shows of the plan now: at once, or of a large plan on another thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QObject, Signal

from planner.domain.plan import EgressPlan
from planner.exporters.base import ExportContext, Target
from planner.exporters.options import TargetOptions
from planner.gui.background import Background
from planner.gui.steps.export_files import MadeFiles
from planner.session.deriving import is_large
from planner.session.handover import export_context
from planner.session.session import Session

Settings = tuple[str, TargetOptions]
"""The language of the files and the options of the targets."""


Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the time with this computer's zone."""
    return datetime.now().astimezone()


class Preparing(QObject):
    """Keeps what targets made. `prepared` tells that there is something new to show: whether of another plan."""

    prepared = Signal(bool)

    def __init__(self, session: Session, clock: Clock, parent: QObject | None = None) -> None:
        """Start with nothing made."""
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._background = Background[MadeFiles](self)
        self.files = MadeFiles()

    def is_done(self, told: Iterable[Target], made: Iterable[Target], settings: Settings) -> bool:
        """Whether notices of the targets ``told`` and files of those ``made`` are there, of the plan as it is now."""
        return not self._session.is_planning and self.files.holds(self._state(settings), told, made)

    def prepare(self, told: tuple[Target, ...], made: tuple[Target, ...], settings: Settings) -> None:
        """Have them make what is missing; `prepared` comes once it is there, which may be at once."""
        if self._session.is_planning:
            self._background.forget()
        elif self.is_done(told, made, settings):
            self.prepared.emit(False)
        else:
            before, state, context = self.files, self._state(settings), self._context_maker(settings)

            def work() -> MadeFiles:
                return before.with_targets(state, context, told, made)

            if is_large(self._session.request):
                self._background(work, self._take)
            else:
                self._take(work())

    def context(self, settings: Settings) -> ExportContext | None:
        """Return what targets are given now, or None while there is no plan."""
        if self._session.plan is None:
            return None
        kept = self.files.context(self._clock()) if self.files.essence == self._state(settings) else None
        return kept or self._context_maker(settings)()

    def _state(self, settings: Settings) -> object:
        """Everything that files are made from, but the clock."""
        return self._session.request, settings

    def _context_maker(self, settings: Settings) -> Callable[[], ExportContext]:
        """Return what makes the context of now; it holds frozen data alone, so that any thread may call it."""
        request, catalog = self._session.request, self._session.catalog
        plan = cast(EgressPlan, self._session.plan)
        language, options = settings
        created = self._clock()
        return lambda: export_context(request, plan, catalog, language, created, options)

    def _take(self, files: MadeFiles) -> None:
        is_new = files.essence != self.files.essence
        self.files = files
        self.prepared.emit(is_new)
