"""Reading a cluster's JSON away from the window's thread; only frozen data goes in and comes out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Signal

from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.importers.aks_cluster import ClusterReading, SeveralClusters, read_clusters
from planner.importers.strict_json import MAX_BYTES, TOO_LARGE
from planner.session.cluster_lists import ListKind, ListRow, rows_of

_FAILED = Text("the cluster could not be read ({reason}).", "无法读取群集（{reason}）。")


@dataclass(frozen=True, slots=True)
class ClusterSource:
    """Where the JSON comes from: a file, or a text that was pasted; ``name`` is what messages call it."""

    name: str
    path: Path | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ClusterOutcome:
    """What became of it: a reading with its lists in words, names to choose from, or what is amiss."""

    reading: ClusterReading | None = None
    rows: dict[ListKind, tuple[ListRow, ...]] | None = None
    names: tuple[str, ...] = ()
    problem: FileProblem | None = None


class ClusterSignals(QObject):
    """How a worker speaks to the dialog; like `WorkSignals` without a parent."""

    finished = Signal(object, object)
    """The worker and its `ClusterOutcome`."""


class ClusterWorker(QRunnable):
    """Reads one source, and of several clusters in it the one that is named."""

    def __init__(
        self, source: ClusterSource, cluster: str, catalog: Catalog, signals: ClusterSignals
    ) -> None:
        """Take what to read, and the signals to tell its end by."""
        super().__init__()
        # The dialog compares workers: Qt must not delete one behind Python's back.
        self.setAutoDelete(False)
        self._source, self._cluster, self._catalog, self._signals = source, cluster, catalog, signals
        self._stop = Event()

    def cancel(self) -> None:
        """Let nothing come of it; what is being parsed ends by itself."""
        self._stop.set()

    def run(self) -> None:
        """Read, and tell what became of it unless nobody waits any more."""
        outcome = self.outcome()
        if not self._stop.is_set():
            with suppress(RuntimeError):  # the dialog went away with the window
                self._signals.finished.emit(self, outcome)

    def outcome(self) -> ClusterOutcome:
        """Read the source; every failure is a sentence, none is an exception."""
        source = self._source
        try:
            content = self._content()
            if self._stop.is_set():
                return ClusterOutcome()
            reading = read_clusters(content, source.name, self._catalog, cluster=self._cluster)
            return ClusterOutcome(reading, rows_of(reading, self._catalog))
        except SeveralClusters as several:
            return ClusterOutcome(names=several.names)
        except FileProblem as problem:
            return ClusterOutcome(problem=problem)
        except Exception as error:  # whatever a file holds, it must not end in silence
            reason = str(error)[:200] or type(error).__name__
            return ClusterOutcome(problem=FileProblem(source.name, 0, _FAILED.filled(reason=reason)))

    def _content(self) -> bytes:
        """Return the source's bytes.

        Raises:
            FileProblem: the file cannot be read, or it is larger than any cluster's JSON.
        """
        source = self._source
        if source.path is not None:
            return read_whole(source.path, source.name, MAX_BYTES, TOO_LARGE)
        if len(source.text) > MAX_BYTES:  # a text has at least as many bytes
            raise FileProblem(source.name, 0, TOO_LARGE)
        # Half a surrogate pair stays, so that the reader refuses the text instead of guessing.
        return source.text.encode("utf-8", "surrogatepass")
