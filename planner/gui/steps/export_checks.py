"""What each target makes of the plan as it is now: its notices and its files, made away from the window's thread.

A plan of usual size is done within the moment that the window waits for it; a large one is told about when it is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from planner.domain.export import ExportFile, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.exporters.unwritten import unwritten_lines
from planner.gui.steps.export_words import HELD_APART
from planner.gui.steps.export_work import made_files, told_notices

PATIENCE = 0.04
"""Seconds that the window waits for checks before it goes on without them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a target cannot say, how many lines it cannot write, or why it cannot even tell that."""

    notices: tuple[Notice, ...] = ()
    unwritten: int = 0
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A target's files, or the sentence that says why there are none."""

    files: tuple[ExportFile, ...] = ()
    problem: Text | None = None


class _Signals(QObject):
    finished = Signal(object)


class CheckWorker(QRunnable):
    """Asks targets for what is not known of them yet."""

    def __init__(
        self, context: ExportContext, tell: tuple[Target, ...], make: tuple[Target, ...], signals: _Signals
    ) -> None:
        """Take what is to be done: targets to ``tell`` their notices, and targets to ``make`` their files."""
        super().__init__()
        self._context, self._tell, self._make, self._signals = context, tell, make, signals
        self._stop, self.done = Event(), Event()
        self.told: dict[str, Told] = {}
        self.made: dict[str, Made] = {}
        self.setAutoDelete(False)

    def cancel(self) -> None:
        """Stop before the next target: the plan is another one by now."""
        self._stop.set()

    def run(self) -> None:
        """Do the work; the page is told in any case."""
        for target in self._tell:
            if not self._stop.is_set():
                notices, problem = told_notices(target, self._context)
                self.told[target.id] = Told(notices, unwritten_lines(notices, self._context.plan), problem)
        for target in self._make:
            if not self._stop.is_set():
                self.made[target.id] = Made(*made_files(target, self._context))
        self.done.set()
        with suppress(RuntimeError):  # the page went away with the window
            self._signals.finished.emit(self)


class TargetChecks(QObject):
    """Notices and files by target, kept until an answer changes. `ready` says that there are more than before.

    What takes long and shows no text (workbook, PDF) is named, not made.
    """

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a plan."""
        super().__init__(parent)
        self.patience = PATIENCE
        self._context: ExportContext | None = None
        self._told: dict[str, Told] = {}
        self._made: dict[str, Made] = {}
        self._worker: CheckWorker | None = None
        self._signals = _Signals(self)
        self._signals.finished.connect(self._finish)

    def renew(self, context: ExportContext | None) -> bool:
        """Take the context of now; return whether more than the clock is different from before."""
        changed = _essence(context) != _essence(self._context)
        self._context = context
        if changed:
            self._told.clear()
            self._made.clear()
            if self._worker is not None:
                self._worker.cancel()
                self._worker = None
        return changed

    def check(self, targets: Iterable[Target], wanted: Iterable[str]) -> None:
        """Ask all ``targets`` for their notices and those whose ids are ``wanted`` for their files."""
        if self._context is None or self._worker is not None:
            return
        targets = tuple(targets)
        ids = frozenset(wanted)
        tell = tuple(target for target in targets if target.id not in self._told)
        make = tuple(
            target
            for target in targets
            if target.id in ids and target.suffix not in HELD_APART and target.id not in self._made
        )
        if not tell and not make:
            return
        self._worker = worker = CheckWorker(self._context, tell, make, self._signals)
        QThreadPool.globalInstance().start(worker)
        if worker.done.wait(self.patience):
            self._take(worker)

    @property
    def is_checking(self) -> bool:
        """Whether something is not known yet and is being asked for."""
        return self._worker is not None

    def told(self, target: Target) -> Told | None:
        """Return what a target has to say, None while that is not known."""
        return self._told.get(target.id)

    def of(self, target: Target) -> Made:
        """Return a target's files; none while they are being made."""
        return self._made.get(target.id, Made())

    def names(self, target: Target) -> tuple[str, ...]:
        """Return the names of the files that a target will write."""
        if self._context is None:
            return ()
        if target.suffix in HELD_APART:
            return (self._context.file_name(target.suffix),)
        return tuple(file.name for file in self.of(target).files)

    def _take(self, worker: CheckWorker) -> None:
        self._told.update(worker.told)
        self._made.update(worker.made)
        self._worker = None

    def _finish(self, worker: CheckWorker) -> None:
        if worker is self._worker:
            self._take(worker)
            self.ready.emit()


def _essence(context: ExportContext | None) -> object:
    if context is None:
        return None
    return (context.request, context.plan, context.language, context.options)
