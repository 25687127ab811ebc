"""Reading recent plans away from the window's thread, one after the other; no file is changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Signal

from planner.catalog.model import Catalog
from planner.gui.background import undisturbed
from planner.session.recent import RecentPlan
from planner.session.recent_editions import RecentReading, read_recent


class RecentSignals(QObject):
    """How a worker speaks to the window; like `WorkSignals` without a parent."""

    progress = Signal(object, int, int)
    """The worker, how many plans were read, and how many there are."""
    finished = Signal(object)
    """The `RecentWorker` that is done, or was cancelled; `readings` holds what it has read."""


class RecentWorker(QRunnable):
    """Compares each recent plan with the newer edition."""

    def __init__(
        self,
        plans: Sequence[RecentPlan],
        editions: tuple[str, str],
        catalog: Catalog,
        signals: RecentSignals,
    ) -> None:
        """Take the plans, the older and the newer edition, and the signals to tell progress and end by."""
        super().__init__()
        self.setAutoDelete(False)
        self.editions = editions
        self.readings: tuple[RecentReading, ...] = ()
        self._plans, self._catalog, self._signals = tuple(plans), catalog, signals
        self._stop = Event()

    @property
    def unread(self) -> int:
        """How many plans were not read because somebody cancelled."""
        return len(self._plans) - len(self.readings)

    def cancel(self) -> None:
        """Stop before the next plan."""
        self._stop.set()

    def run(self) -> None:
        """Read; the window is told in any case."""
        found: list[RecentReading] = []
        with undisturbed():
            for number, plan in enumerate(self._plans):
                if self._stop.is_set():
                    break
                with suppress(RuntimeError):  # the window went away
                    self._signals.progress.emit(self, number, len(self._plans))
                found.append(read_recent(plan, *self.editions, self._catalog))
        self.readings = tuple(found)
        with suppress(RuntimeError):
            self._signals.finished.emit(self)
