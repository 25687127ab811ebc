"""What each target makes of the plan as it is now: its notices and its files, made away from the window's thread.

A plan of usual size is done within the moment that the window waits for it; a large one is told about when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from planner.domain.export import ExportFile, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.exporters.unwritten import unwritten_lines
from planner.gui.background import undisturbed
from planner.gui.steps.export_words import HELD_APART
from planner.gui.steps.export_work import made_files, told_notices

PATIENCE = 0.04
"""Seconds that the window waits for checks before it goes on without them."""

Clock = Callable[[], datetime]
MakeContext = Callable[[], ExportContext]
"""Makes what targets are given; holds frozen data alone, so that any thread may call it."""


def local_now() -> datetime:
    """Return the time with this computer's zone."""
    return datetime.now().astimezone()


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
        self, context: MakeContext, tell: tuple[Target, ...], make: tuple[Target, ...], signals: _Signals
    ) -> None:
        """Take what is to be done: targets to ``tell`` their notices, and targets to ``make`` their files."""
        super().__init__()
        # Qt keeps the worker for good: what makes the context is given away, plans are large.
        self._given: list[MakeContext] = [context]
        self._tell, self._make, self._signals = tell, make, signals
        self.context: ExportContext | None = None
        self._stop, self.done = Event(), Event()
        self.told: dict[str, Told] = {}
        self.made: dict[str, Made] = {}
        self.error: BaseException | None = None
        self.setAutoDelete(False)

    def cancel(self) -> None:
        """Stop before the next target: the plan is another one by now."""
        self._stop.set()

    def run(self) -> None:
        """Do the work; the page is told in any case."""
        try:
            with undisturbed():
                self._work(self._given.pop())
        except BaseException as error:
            self.error = error
        self.done.set()
        with suppress(RuntimeError):  # the page went away with the window
            self._signals.finished.emit(self)

    def _work(self, make_context: MakeContext) -> None:
        if self._stop.is_set():
            return
        context = make_context()
        for target in self._tell:
            if not self._stop.is_set():
                notices, problem = told_notices(target, context)
                self.told[target.id] = Told(notices, unwritten_lines(notices, context.plan), problem)
        for target in self._make:
            if not self._stop.is_set():
                self.made[target.id] = Made(*made_files(target, context))
        self.context = context


class TargetChecks(QObject):
    """Notices and files by target, kept until an answer changes. `ready` says that there are more than before.

    What takes long and shows no text (workbook, PDF) is named, not made.
    """

    ready = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Start without a plan; ``clock`` says when a file is made."""
        super().__init__(parent)
        self.patience = PATIENCE
        self._clock = clock
        self._state: object = None
        self._maker: MakeContext | None = None
        self._context: ExportContext | None = None
        self._told: dict[str, Told] = {}
        self._made: dict[str, Made] = {}
        self._worker: CheckWorker | None = None
        self._signals = _Signals()
        self._signals.finished.connect(self._finish)

    def renew(self, state: object, maker: MakeContext | None) -> bool:
        """Take what the context of now is made from; return whether it is different from before.

        ``state`` is everything but the clock that ``maker`` makes it from; without a plan there is no maker.
        """
        self._maker = maker
        if state == self._state:
            return False
        self._state, self._context = state, None
        self._told.clear()
        self._made.clear()
        self.forget()
        return True

    def forget(self) -> None:
        """Wait no longer for what is being asked for: the plan is about to be another one."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    def check(self, targets: Iterable[Target], wanted: Iterable[str]) -> None:
        """Ask all ``targets`` for their notices and those whose ids are ``wanted`` for their files."""
        if self._maker is None or self._worker is not None:
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
        known = self._context
        maker: MakeContext = self._maker if known is None else lambda: known
        self._worker = worker = CheckWorker(maker, tell, make, self._signals)
        QThreadPool.globalInstance().start(worker)
        if worker.done.wait(self.patience):
            self._take(worker)

    def context(self) -> ExportContext | None:
        """Return what targets are given, at the time of now; None while there is no plan."""
        if self._context is not None:
            return replace(self._context, created=self._clock())
        return self._maker() if self._maker is not None else None

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
        if target.suffix in HELD_APART:
            return (self._context.file_name(target.suffix),) if self._context is not None else ()
        return tuple(file.name for file in self.of(target).files)

    def _take(self, worker: CheckWorker) -> None:
        self._worker = None
        if worker.error is not None:
            raise worker.error
        self._context = worker.context
        self._told.update(worker.told)
        self._made.update(worker.made)

    def _finish(self, worker: CheckWorker) -> None:
        if worker is self._worker:
            self._take(worker)
            self.ready.emit()
