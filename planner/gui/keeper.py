"""Keeps unsaved work on disk while a window lives, and finds what windows that died have left."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Qt, QThreadPool, QTimer

from planner.gui.background import Job, WorkSignals
from planner.session.deriving import is_large
from planner.session.recovery import SUFFIX, KeptWork, discard, keep, kept_in, read_kept
from planner.session.session import Session

INTERVAL = 800
"""Milliseconds from the first unsaved change to its file: less than a second is lost at most."""


def recovery_folder() -> Path:
    """Return the folder that holds kept work of all windows of this user."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(base) / "recovery"


class WorkKeeper(QObject):
    """One file and one lock for one window. The lock says that the window lives, also to other processes."""

    def __init__(self, session: Session, parent: QObject | None = None, folder: Path | None = None) -> None:
        """Start watching the session; ``folder`` is for tests."""
        super().__init__(parent)
        self._session = session
        self._folder = folder if folder is not None else recovery_folder()
        self._name = uuid.uuid4().hex
        self._lock: QLockFile | None = None
        self.plan_path = ""
        self.path = self._folder / f"{self._name}{SUFFIX}"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self.flush)
        self._signals = WorkSignals()
        self._signals.finished.connect(self._kept, Qt.ConnectionType.QueuedConnection)
        self._writing: Job[None] | None = None
        self._again = False
        session.subscribe(self._note)

    def flush(self) -> None:
        """Write unsaved work now. A disk that is full or read-only must not stop the work itself."""
        self._timer.stop()
        if not self._session.is_modified:
            self.forget()
            return
        if self._writing is not None:
            self._again = True
            return
        work = self._writer()
        if is_large(self._session.request):
            self._writing = Job(work, self._signals)
            QThreadPool.globalInstance().start(self._writing)
        else:
            work()

    def _writer(self) -> Callable[[], None]:
        """Return what writes the work as it is now; it holds frozen data alone."""
        work = KeptWork(self._session.request, self.plan_path, datetime.now().astimezone())
        path, catalog = self.path, self._session.catalog
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._hold_lock()

        def write() -> None:
            with suppress(OSError):
                keep(path, work, catalog)

        return write

    def _kept(self, job: Job[None]) -> None:
        if job is not self._writing:
            return
        self._writing = None
        if not self._session.is_modified:
            discard(self.path)
        elif self._again:
            self._timer.start()
        self._again = False

    def forget(self) -> None:
        """Remove the file: everything is saved, or the person chose not to save."""
        self._timer.stop()
        self._again = False
        discard(self.path)

    def close(self) -> None:
        """End cleanly: no file and no lock stays, whatever is being written just now."""
        if self._writing is not None:
            self._writing.wait()
            self._writing = None
        self.forget()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def leftovers(self) -> Iterator[tuple[Path, KeptWork]]:
        """Yield work of windows that no longer live, newest first; damaged files are removed."""
        for path in kept_in(self._folder):
            if path == self.path:
                continue
            lock = _lock(path)
            if not lock.tryLock(0):
                continue
            work = read_kept(path, self._session.catalog)
            if work is None:
                discard(path)
            else:
                yield path, work
            lock.unlock()

    def _note(self) -> None:
        if not self._session.is_modified:
            self.forget()
        elif not self._timer.isActive():
            self._timer.start()

    def _hold_lock(self) -> None:
        if self._lock is None:
            self._lock = _lock(self.path)
            self._lock.tryLock(0)


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    # Age says nothing: a window may stay open for days. Whether its process lives is what counts.
    lock.setStaleLockTime(0)
    return lock
