"""Explaining pasted lines away from the window's thread; only frozen data goes in and comes out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Signal

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.planning.deny_log import NotUnderstood, Target, merged, parse_targets
from planner.planning.explain import Explanation, HostExplainer
from planner.session.explaining import plan_to_explain

_ROUND = 100
"""Hosts between two looks at whether somebody cancelled, and two words about progress."""


@dataclass(frozen=True, slots=True)
class ExplainJob:
    """What is to be explained, and where: a plan, or its request where there is no plan yet.

    ``chosen`` are places that somebody picked among those that lines of the text only name.
    """

    text: str
    request: Request
    plan: EgressPlan | None
    catalog: Catalog
    chosen: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """The answers to a job; ``plan`` is what they were looked up in, None where nothing could be planned."""

    answers: tuple[Explanation, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    unread: int = 0
    plan: EgressPlan | None = None


class ExplainSignals(QObject):
    """How a worker speaks to the window; like `WorkSignals` without a parent."""

    progress = Signal(int, int)
    finished = Signal(object)
    """The `ExplainWorker` that is done; its `result` is None if it was cancelled or failed."""


class ExplainWorker(QRunnable):
    """Finds the hosts in a text, then answers for each."""

    def __init__(self, job: ExplainJob, signals: ExplainSignals) -> None:
        """Take the job, and the signals to tell its end by."""
        super().__init__()
        self._job, self._signals = job, signals
        self._stop = Event()
        self.result: Explained | None = None
        self.error: str = ""
        self.setAutoDelete(False)

    def cancel(self) -> None:
        """Stop before the next hundred hosts."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody stopped it."""
        return self._stop.is_set()

    def run(self) -> None:
        """Do the work; the window is told in any case."""
        try:
            self.result = self._explained()
        except Exception as error:  # whatever was pasted must not end the window
            self.error = str(error)[:200] or type(error).__name__
        with suppress(RuntimeError):  # the window went away
            self._signals.finished.emit(self)

    def _explained(self) -> Explained | None:
        job = self._job
        found = parse_targets(job.text)
        plan = plan_to_explain(job.request, job.plan, job.catalog)
        if plan is None or self._stop.is_set():
            return None if self._stop.is_set() else Explained()
        targets = merged((*found.targets, *job.chosen))
        answers = self._answers(targets, HostExplainer(plan, job.catalog))
        if answers is None:
            return None
        return Explained(answers, found.not_understood, found.unread, plan)

    def _answers(
        self, targets: tuple[Target, ...], explainer: HostExplainer
    ) -> tuple[Explanation, ...] | None:
        answers: list[Explanation] = []
        total = len(targets)
        for begin in range(0, total, _ROUND):
            if self._stop.is_set():
                return None
            self._report(begin, total)
            answers.extend(map(explainer.explain, targets[begin : begin + _ROUND]))
        return tuple(answers)

    def _report(self, done: int, total: int) -> None:
        with suppress(RuntimeError):
            self._signals.progress.emit(done, total)
