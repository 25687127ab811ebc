"""Work away from the window's thread, and waiting for it without stopping the window."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import Event, Lock
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal, SignalInstance
from PySide6.QtWidgets import QProgressDialog, QWidget

from planner.gui.plain import PlainLabel

Made = TypeVar("Made")


class _Collecting:
    """Whether Python looks for garbage, which it does for the whole process: off while any thread works."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._working = 0

    @contextmanager
    def off(self) -> Iterator[None]:
        with self._lock:
            self._working += 1
            gc.disable()
        try:
            yield
        finally:
            with self._lock:
                self._working -= 1
                if not self._working:
                    gc.enable()


_COLLECTING = _Collecting()


def undisturbed() -> AbstractContextManager[None]:
    """Return a context in which Python looks for no garbage.

    To look through the objects of a large plan or workbook stops every thread for a moment, the window's too. Plans
    are frozen data without cycles: they go by themselves once nobody holds them.
    """
    return _COLLECTING.off()


class WorkSignals(QObject):
    """How work speaks to whoever asked for it.

    Signals of work never have a parent: a window that closes would delete them under a thread that is just telling
    its end. Whoever works holds them, and they live as long.
    """

    finished = Signal(object)
    """The `Job` that has ended."""


class Job(QRunnable, Generic[Made]):
    """One piece of work over frozen data; holds what it made, or what it failed with."""

    def __init__(self, work: Callable[[], Made], signals: WorkSignals) -> None:
        """Take the work, and the signals to tell its end by; who listens to them may be gone by then."""
        super().__init__()
        self.setAutoDelete(False)
        self._work: Callable[[], Made] | None = work
        self._signals = signals
        self._made: list[Made] = []
        self._error: BaseException | None = None
        self._ended = Event()

    def run(self) -> None:
        """Do the work and tell; nothing is raised here, where nobody would see it."""
        # Qt keeps the job for good: what it works on and what it made are given away, plans are large.
        work, self._work = self._work, None
        try:
            with undisturbed():
                if work is not None:
                    self._made.append(work())
        except BaseException as error:
            self._error = error
        del work
        self._ended.set()
        with suppress(RuntimeError):  # the window is gone
            self._signals.finished.emit(self)

    def has_ended(self) -> bool:
        """Whether the work has ended, well or not."""
        return self._ended.is_set()

    def wait(self) -> None:
        """Wait until the work has ended; for work that is known to be short."""
        self._ended.wait()

    def result(self) -> Made:
        """Return what was made; it can be asked for once.

        Raises:
            BaseException: what the work raised.
        """
        if self._error is not None:
            raise self._error
        return self._made.pop()


class Background(QObject, Generic[Made]):
    """Works on a thread of the pool, one piece at a time; of those that wait only the latest is done.

    Called with work and with what takes its result, as `planner.session.deriving.Run` asks. Results are delivered on
    the window's thread; one that is out of date by then is not delivered at all.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to do."""
        super().__init__(parent)
        self._signals = WorkSignals()
        self._signals.finished.connect(self._finished, Qt.ConnectionType.QueuedConnection)
        self._waiting: tuple[Callable[[], Made], Callable[[Made], None]] | None = None
        self._running: tuple[Job[Made], Callable[[Made], None]] | None = None

    def __call__(self, work: Callable[[], Made], deliver: Callable[[Made], None]) -> None:
        """Work as soon as what runs now has ended."""
        self._waiting = (work, deliver)
        self._start()

    def forget(self) -> None:
        """Deliver nothing of what was asked for until now."""
        self._waiting = None
        if self._running is not None:
            self._running = (self._running[0], lambda _: None)

    def _start(self) -> None:
        if self._running is not None or self._waiting is None:
            return
        (work, deliver), self._waiting = self._waiting, None
        self._running = (Job(work, self._signals), deliver)
        QThreadPool.globalInstance().start(self._running[0])

    def _finished(self, job: Job[Made]) -> None:
        if self._running is None or self._running[0] is not job:
            return
        deliver, self._running = self._running[1], None
        latest = self._waiting is None
        self._start()
        if latest:
            deliver(job.result())


def waited(parent: QWidget, words: str, cancel: str, work: Callable[[], Made]) -> Made | None:
    """Return what ``work`` makes on another thread; None if the person stopped waiting for it.

    Meanwhile the window paints and says what it waits for; nothing else of it can be used.

    Raises:
        Exception: what the work raised.
    """
    signals = WorkSignals()
    job = Job(work, signals)
    QThreadPool.globalInstance().start(job)
    # Work may have ended before anybody listens: it is asked itself, and not only heard.
    return job.result() if wait_until(parent, words, cancel, job.has_ended, signals.finished) else None


def wait_until(
    parent: QWidget, words: str, cancel: str, is_so: Callable[[], bool], changed: SignalInstance
) -> bool:
    """Wait while the window goes on painting; return False if the person stopped waiting.

    ``is_so`` is asked after each ``changed``, on the window's thread. Without ``cancel`` nobody can stop waiting.
    """
    loop, dialog = QEventLoop(), QProgressDialog("", cancel, 0, 0, parent)
    dialog.setLabel(PlainLabel(words))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)
    dialog.setAutoReset(False)

    def look() -> None:
        if is_so():
            loop.quit()

    connection = changed.connect(look, Qt.ConnectionType.QueuedConnection)
    if cancel:
        dialog.canceled.connect(loop.quit)
    else:
        dialog.setCancelButton(None)
    dialog.show()
    if not is_so():
        loop.exec()
    QObject.disconnect(connection)
    dialog.blockSignals(True)  # hiding it is no wish to stop
    dialog.hide()
    dialog.deleteLater()
    return is_so()
