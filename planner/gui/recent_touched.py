"""The lower half of the *Editions* window: which recent plans a newer edition touches, with their lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from planner.catalog.model import Catalog
from planner.gui.announcing import announce
from planner.gui.models.edition_items import PATH, SAID
from planner.gui.models.recent_lines import LineColumn, RecentModel, copied_lines
from planner.gui.recent_work import RecentSignals, RecentWorker
from planner.gui.widgets.edition_tree import EditionTree
from planner.gui.widgets.labels import StyledLabel, heading_label
from planner.session.recent import RecentPlan
from planner.session.recent_editions import RecentReading

_WIDEST: Mapping[int, int] = {LineColumn.CHANGE: 200, LineColumn.DESTINATION: 380, LineColumn.SERVICE: 190}


class RecentTouched(QWidget):
    """Reads the recent plans for one pair of editions; `plan_wanted` carries the path of one that is to be opened."""

    plan_wanted = Signal(str)
    current_changed = Signal()

    def __init__(
        self, catalog: Catalog, recent: Callable[[], Sequence[RecentPlan]], parent: QWidget | None = None
    ) -> None:
        """Start with nothing read."""
        super().__init__(parent)
        self._catalog, self._recent, self._language = catalog, recent, "en"
        self._editions = ("", "")
        self._worker: RecentWorker | None = None
        self.readings: tuple[RecentReading, ...] = ()
        self.signals = RecentSignals()
        self.heading = heading_label(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(12)
        self.cancel = QPushButton(self)
        self.cancel.setAutoDefault(False)
        self.model = RecentModel(self)
        self.tree = EditionTree(self.model, _WIDEST, self)
        self.said = StyledLabel(self, quiet=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.cancel.clicked.connect(self.stop)
        self.tree.picked.connect(self.open_current)
        self.tree.copy_wanted.connect(self.copy_rows)
        self.tree.selectionModel().currentRowChanged.connect(lambda *_: self._say())
        self.signals.progress.connect(self._show_progress)
        self.signals.finished.connect(self._take)

    def _lay_out(self) -> None:
        work = QHBoxLayout()
        work.setSpacing(10)
        work.addWidget(self.heading, 1)
        work.addWidget(self.bar, 1)
        work.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(work)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.said)

    @property
    def path(self) -> str:
        """The file of the current plan; empty where it cannot be opened."""
        return str(self.tree.currentIndex().data(PATH) or "")

    def set_language(self, language: str) -> None:
        """Set the words that do not depend on what was read."""
        self._language = language
        self.tree.setAccessibleName(self.tr("Recent plans and their lines"))
        self.bar.setAccessibleName(self.tr("Reading recent plans"))
        self.cancel.setText(self.tr("Cancel"))

    # --- work -------------------------------------------------------------------------------

    def read(self, older: str, newer: str) -> None:
        """Read the recent plans on another thread; what was being read before is stopped."""
        self.forget()
        self._editions = (older, newer)
        plans = tuple(self._recent())
        self._show(())
        self.heading.setText(self.tr("Recent plans"))
        if not plans or not older or not newer:
            self._show_working(False)
            self.heading.setText(self.tr("Recent plans: plans that you save appear here."))
            return
        self._worker = RecentWorker(plans, (older, newer), self._catalog, self.signals)
        self._show_working(True)
        QThreadPool.globalInstance().start(self._worker)

    def read_again(self) -> None:
        """Read for the same editions, as after a plan was saved."""
        self.read(*self._editions)

    def stop(self) -> None:
        """Stop reading; what was read until then is shown."""
        if self._worker is not None:
            self._worker.cancel()

    def forget(self) -> None:
        """Stop reading, and show nothing of it."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.cancel()

    def _show_working(self, working: bool) -> None:
        waited = self.cancel.hasFocus()
        self.bar.setRange(0, 0)
        self.bar.setVisible(working)
        self.cancel.setVisible(working)
        if waited and not working:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_progress(self, worker: RecentWorker, done: int, total: int) -> None:
        if worker is self._worker:
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)

    def _take(self, worker: RecentWorker) -> None:
        if worker is not self._worker:  # another pair of editions was chosen
            return
        self._worker = None
        self._show(worker.readings)
        self._show_working(False)
        touched = sum(reading.delta is not None and not reading.delta.is_empty for reading in worker.readings)
        said = self.tr("Recent plans, as they are saved: %n touched", "", touched)
        if worker.unread:
            rest = self.tr("%n not read: reading was cancelled", "", worker.unread)
            said = f"{said}{'；' if self._language == 'zh' else '; '}{rest}"
        self.heading.setText(said)
        announce(self, said)

    # --- what is shown ----------------------------------------------------------------------

    def _show(self, readings: tuple[RecentReading, ...]) -> None:
        self.readings = readings
        self.model.show_readings(readings, self._editions[1], self._language)
        self.tree.fit()
        self.tree.setEnabled(bool(readings))
        if readings:
            self.tree.setCurrentIndex(self.model.index(0, 0))
        self._say()

    def _say(self) -> None:
        said = str(self.tree.currentIndex().data(SAID) or "")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.current_changed.emit()

    def open_current(self) -> None:
        """Ask for the current plan to be opened."""
        if self.path:
            self.plan_wanted.emit(self.path)

    def copy_rows(self) -> None:
        """Copy the plans with their lines as a table with tabulators and a head row."""
        QGuiApplication.clipboard().setText(copied_lines(self.readings, self._editions[1], self._language))
        announce(self, self.tr("Copied."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Marks are drawn for one palette.
        if event.type() == QEvent.Type.ApplicationPaletteChange and self.isVisible():
            self._show(self.readings)
