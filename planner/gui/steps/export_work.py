"""Making and writing files away from the window's thread; only frozen data goes in and comes out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Signal

from planner.domain.export import ExportFile, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target
from planner.exporters.selection import for_target
from planner.gui.background import undisturbed

TARGET_FAILED = Text(
    "{target} could not make its files ({reason}). Nothing was written. Untick it, then write again.",
    "{target} 无法生成文件（{reason}）。未写入任何文件。请取消勾选后重新写入。",
)


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What is to be written, where, and by which targets."""

    targets: tuple[Target, ...]
    context: ExportContext
    folder: Path


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What became of a job: the files that are there and whole, and what stopped the rest, if anything did."""

    folder: Path
    files: tuple[Path, ...] = ()
    target_ids: tuple[str, ...] = ()
    cancelled: bool = False
    problem: Text | None = None


class ExportSignals(QObject):
    """How a worker speaks to the page; like `WorkSignals` without a parent."""

    progress = Signal(int, int)
    finished = Signal(object)


class ExportWorker(QRunnable):
    """Makes the files of a job, then writes each one whole."""

    def __init__(self, job: ExportJob, signals: ExportSignals) -> None:
        """Take the job, and the signals to tell its end by."""
        super().__init__()
        self._job, self._signals = job, signals
        self._stop = Event()

    def cancel(self) -> None:
        """Stop before the next file."""
        self._stop.set()

    def run(self) -> None:
        """Do the work and tell what became of it."""
        with undisturbed():
            outcome = self.outcome()
        with suppress(RuntimeError):  # the page went away with the window
            self._signals.finished.emit(outcome)

    def _report(self, done: int, total: int) -> None:
        with suppress(RuntimeError):
            self._signals.progress.emit(done, total)

    def outcome(self) -> ExportOutcome:
        """Make and write the files; every failure is a sentence, none is an exception."""
        from planner.exporters.writing import ExportWriteError, write_files

        job = self._job
        ids = tuple(target.id for target in job.targets)
        files: list[ExportFile] = []
        steps = 2 * len(job.targets)
        for number, target in enumerate(job.targets):
            if self._stop.is_set():
                return ExportOutcome(job.folder, target_ids=ids, cancelled=True)
            self._report(number, steps)
            made, problem = made_files(target, job.context)
            if problem is not None:
                return ExportOutcome(job.folder, target_ids=ids, problem=problem)
            files.extend(made)
        try:
            written = write_files(
                files,
                job.folder,
                progress=lambda done, total: self._report(total + done, 2 * total),
                cancelled=self._stop.is_set,
            )
        except ExportWriteError as error:
            return ExportOutcome(job.folder, error.written, ids, problem=error.text)
        return ExportOutcome(job.folder, written.files, ids, cancelled=written.cancelled)


def made_files(target: Target, context: ExportContext) -> tuple[tuple[ExportFile, ...], Text | None]:
    """Return a target's files, or why it cannot make them."""
    try:
        return target.export(for_target(target, context)).files, None
    except Exception as error:  # a target may be a stranger's code; it must not end the window
        return (), _sentence(target, error)


def told_notices(target: Target, context: ExportContext) -> tuple[tuple[Notice, ...], Text | None]:
    """Return what a target cannot say, or why it cannot even tell that."""
    try:
        return target.notices(for_target(target, context)), None
    except Exception as error:  # as above
        return (), _sentence(target, error)


def _sentence(target: Target, error: Exception) -> Text:
    """Return what the problem itself says in both languages, else that the target failed, and why."""
    for said in (getattr(error, "text", None), getattr(error, "message", None)):
        if isinstance(said, Text):
            return said
    reason = str(error)[:200] or type(error).__name__
    return TARGET_FAILED.filled(target=target.label, reason=reason)
