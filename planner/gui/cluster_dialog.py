"""*Start from cluster…*: paste or open a cluster's own JSON, read what came of it, and start a plan with it."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.catalog.model import Catalog
from planner.exporters.safe_text import clipped, one_line
from planner.gui.announcing import announce
from planner.gui.cluster_work import ClusterOutcome, ClusterSignals, ClusterSource, ClusterWorker
from planner.gui.colours import Meaning
from planner.gui.marks import mark_icon
from planner.gui.settings import Settings
from planner.gui.tab_order import step_focus, tab_stops
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.cluster_lists_view import MARKS, ClusterListsView, counted
from planner.gui.widgets.dialog_size import fit_into
from planner.gui.widgets.labels import (
    MarkedLine,
    StyledLabel,
    fixed_font,
    heading_label,
    helper_label,
)
from planner.gui.widgets.primary_button import PrimaryButton
from planner.importers.aks_cluster import ClusterReading
from planner.session.cluster_lists import ListKind, ListRow, field_label, first_question

COMMAND = "az aks show -g GROUP -n NAME -o json"
HELP_TOPIC = "from-cluster"
_LARGEST, _SMALLEST = (1060, 760), (640, 440)
_PATIENCE = 250
"""Milliseconds after which it is said that something is being read: most files are read sooner."""
_NAME_LENGTH = 80


class _Page(IntEnum):
    """What the middle of the dialog shows."""

    NOTHING, BUSY, CHOICE, LISTS = range(4)


class ClusterDialog(QDialog):
    """Reads one cluster and shows the lists. Nothing of it is taken before `start_wanted`.

    `start_wanted` carries the `ClusterReading`; whoever starts the plan closes the dialog.
    """

    start_wanted = Signal(object)

    def __init__(
        self, catalog: Catalog, settings: Settings, language: str, parent: QWidget | None = None
    ) -> None:
        """Build the dialog, with nothing read yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._catalog, self._settings, self._language = catalog, settings, language
        self._source = ClusterSource("")
        self._worker: ClusterWorker | None = None
        self._reading: ClusterReading | None = None
        self._names: tuple[str, ...] = ()
        self.signals = ClusterSignals()
        self.signals.finished.connect(self._finish)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self.title = heading_label(self, 1.25)
        self.help = LinkButton(self)
        self.intro = QWidget(self)
        self.command = QLineEdit(COMMAND, self.intro)
        self.paste_button = QPushButton(self)
        self.open_button = QPushButton(self)
        self.from_label = StyledLabel(self, quiet=True)
        self.problem = MarkedLine(Meaning.PROBLEM, self, scale=1.0)
        self.pages = QStackedWidget(self)
        self.copy_button = QPushButton(self)
        self.next_label = helper_label(self)
        self.cancel = QPushButton(self)
        self.start = PrimaryButton(self)
        self._lay_out()
        self._connect()
        fit_into(self, parent, _LARGEST, _SMALLEST)
        self._show_nothing()
        self.paste_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Start from a cluster"))
        self.title.setText(self.tr("What does the cluster itself say?"))
        self.help.setText(self.tr("What is read?"))
        self.paste_button.setText(self.tr("&Paste"))
        self.open_button.setText(self.tr("&Open file…"))
        self.copy_button.setText(self.tr("&Copy lists"))
        self.cancel.setText(self.tr("Cancel"))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        source = QHBoxLayout()
        source.setSpacing(10)
        source.addWidget(self.paste_button)
        source.addWidget(self.open_button)
        source.addSpacing(6)
        source.addWidget(self.from_label, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.next_label, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.start)
        for page in (self._nothing_page(), self._busy_page(), self._choice_page(), self._lists_page()):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._intro())
        layout.addLayout(source)
        layout.addWidget(self.problem)
        layout.addWidget(self.pages, 1)
        layout.addLayout(foot)

    def _intro(self) -> QWidget:
        said = helper_label(self.intro)
        said.setText(
            self.tr(
                "Paste what this command prints, or open a file that holds it. A list of clusters and an exported "
                "template are read as well. Nothing leaves this computer."
            )
        )
        # A field, so that the command can be copied without a mouse.
        self.command.setReadOnly(True)
        self.command.setFont(fixed_font(self.font()))
        self.command.setAccessibleName(self.tr("Command"))
        room = self.command.fontMetrics().horizontalAdvance(COMMAND)
        self.command.setFixedWidth(room + 24)
        layout = QVBoxLayout(self.intro)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(said)
        layout.addWidget(self.command)
        return self.intro

    def _nothing_page(self) -> QWidget:
        self.nothing = StyledLabel(self, quiet=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setText(
            self.tr(
                "Three lists appear here: what is read, what is assumed and what you must ask.\n"
                "The file can be dropped here, too."
            )
        )
        return self.nothing

    def _busy_page(self) -> QWidget:
        page = QWidget(self)
        self.busy = StyledLabel(page, quiet=True)
        self.bar = QProgressBar(page)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.stop_button = QPushButton(self.tr("&Stop reading"), page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self.busy)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        layout.addLayout(row)
        layout.addStretch(2)
        return page

    def _choice_page(self) -> QWidget:
        page = QWidget(self)
        self.choice_title = heading_label(page)
        self.choice = QListWidget(page)
        self.choice.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.choice.setUniformItemSizes(True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice_title)
        layout.addWidget(self.choice, 1)
        return page

    def _lists_page(self) -> QWidget:
        page = QWidget(self)
        self.jumps = {kind: QPushButton(page) for kind in ListKind}
        self.another = QPushButton(self.tr("&Another cluster of this file"), page)
        self.view = ClusterListsView(page)
        self.view.setAccessibleName(self.tr("What is read, assumed and to be asked"))
        row = QHBoxLayout()
        row.setSpacing(4)
        for kind, button in self.jumps.items():
            button.setFlat(True)
            button.setAutoDefault(False)
            button.setIcon(mark_icon(MARKS[kind], self.palette()))
            button.clicked.connect(lambda _checked=False, kind=kind: self.view.show_list(kind))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.another)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        return page

    def _connect(self) -> None:
        self.help.clicked.connect(self.show_help)
        self.help.setAutoDefault(False)
        self.paste_button.clicked.connect(self.paste)
        self.open_button.clicked.connect(self.open_file)
        self.stop_button.clicked.connect(self.stop)
        self.another.clicked.connect(self._choose_again)
        self.another.setAutoDefault(False)
        self.choice.itemDoubleClicked.connect(lambda _item: self._go_on())
        self.copy_button.clicked.connect(self.copy_lists)
        self.copy_button.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._go_on)
        self._patience.timeout.connect(self._show_busy)
        for key, slot in (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Open, self.open_file),
            (QKeySequence.StandardKey.HelpContents, self.show_help),
        ):
            QShortcut(QKeySequence(key), self, slot)

    # --- reading ----------------------------------------------------------------------------

    def paste(self) -> None:
        """Read what the clipboard holds: the JSON itself, or one file that was copied in a file manager."""
        data = QGuiApplication.clipboard().mimeData()
        urls = data.urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self.read_file(urls[0].toLocalFile())
            return
        text = data.text()
        if not text.strip():
            self._show_problem(
                self.tr("The clipboard holds no text. Copy the cluster's JSON, then paste it here.")
            )
            return
        self._read(ClusterSource(self.tr("Pasted text"), text=text))

    def open_file(self) -> None:
        """Ask for a file and read it."""
        caption, kinds = self.tr("Open a cluster's JSON"), self.tr("JSON files (*.json);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, caption, self._settings.folder, kinds)
        if name:
            self.read_file(name)

    def read_file(self, name: str) -> None:
        """Read a file by its path."""
        path = Path(name).absolute()
        self._settings.folder = str(path.parent)
        self._read(ClusterSource(clipped(one_line(path.name), _NAME_LENGTH), path))

    def stop(self) -> None:
        """Let nothing come of what is being read."""
        if self._cancel_worker():
            self._show_nothing()
            self.paste_button.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("Reading stopped."))

    def _read(self, source: ClusterSource, cluster: str = "") -> None:
        self._cancel_worker()
        if source is not self._source:
            self._names = ()
        self._source, self._reading = source, None
        self.problem.set_text("")
        self.start.setEnabled(False)
        self._worker = ClusterWorker(source, cluster, self._catalog, self.signals)
        self._patience.start()
        QThreadPool.globalInstance().start(self._worker)

    def _cancel_worker(self) -> bool:
        worker, self._worker = self._worker, None
        self._patience.stop()
        if worker is not None:
            worker.cancel()
        return worker is not None

    def _finish(self, worker: ClusterWorker, outcome: ClusterOutcome) -> None:
        if worker is not self._worker:  # another source is being read by now
            return
        self._worker = None
        self._patience.stop()
        if outcome.problem is not None:
            self._show_problem(outcome.problem.in_language(self._language))
        elif outcome.names:
            self._names = outcome.names
            self._show_choice()
        elif outcome.reading is not None and outcome.rows is not None:
            self._show_lists(outcome.reading, outcome.rows)

    # --- what is shown ----------------------------------------------------------------------

    def _show_page(self, page: _Page, *, intro: bool, start: str, enabled: bool) -> None:
        self.pages.setCurrentIndex(page)
        self.intro.setVisible(intro)
        self.start.setText(start)
        self.start.setEnabled(enabled)
        self.start.updateGeometry()
        (self.start if enabled else self.paste_button).setDefault(True)
        lists = page is _Page.LISTS
        self.copy_button.setVisible(lists)
        for label in (self.from_label, self.next_label):
            label.setText("")

    def _show_nothing(self) -> None:
        self._reading = None
        self.problem.set_text("")
        self._show_page(_Page.NOTHING, intro=True, start=self.tr("&Start plan"), enabled=False)

    def _show_problem(self, sentence: str) -> None:
        """Say what is amiss; of what was read before nothing stays, so that nothing is half taken."""
        self._cancel_worker()
        self._show_nothing()
        self.problem.set_text(sentence)
        self.paste_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)

    def _show_busy(self) -> None:
        self.busy.setText(self.tr("Reading {name}…").replace("{name}", self._source.name))
        self.bar.setAccessibleName(self.busy.text())
        self._show_page(_Page.BUSY, intro=True, start=self.tr("&Start plan"), enabled=False)

    def _show_choice(self) -> None:
        self._reading = None
        count = len(self._names)
        title = self.tr("%n cluster(s) stand in {name}. Which one?", "", count)
        self.choice_title.setText(title.replace("{name}", self._source.name))
        self.choice.setAccessibleName(self.choice_title.text())
        self.choice.clear()
        self.choice.addItems([clipped(one_line(name), 2 * _NAME_LENGTH) for name in self._names])
        self.choice.setCurrentRow(0)
        self._show_page(_Page.CHOICE, intro=False, start=self.tr("&Read this cluster"), enabled=True)
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.choice_title.text())

    def _show_lists(self, reading: ClusterReading, rows: dict[ListKind, tuple[ListRow, ...]]) -> None:
        self._reading = reading
        self.view.show_rows(rows, self._language, self.tr("{n} more; Copy lists takes all of them"))
        for kind, button in self.jumps.items():
            count = len(rows[kind])
            button.setText(counted(kind, count, self._language))
            button.setVisible(bool(count) or kind is not ListKind.IGNORED)
        self.another.setVisible(bool(self._names))
        self._show_page(_Page.LISTS, intro=False, start=self.tr("&Start plan"), enabled=True)
        name = clipped(one_line(reading.request.cluster.name), _NAME_LENGTH)
        parts = (name, self._source.name if self._source.path is not None else "")
        self.from_label.setText(" • ".join(part for part in parts if part))
        self.next_label.setText(self._where_it_leads(reading))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, ", ".join(button.text() for button in self.jumps.values() if button.isVisible()))

    def _where_it_leads(self, reading: ClusterReading) -> str:
        found = first_question(reading, self._catalog)
        if found is None:
            return self.tr("Nothing is open. The plan begins with its first step.")
        label = field_label(found[1], self._catalog).in_language(self._language)
        return self.tr("The plan opens at the first question: {question}").replace("{question}", label)

    def _choose_again(self) -> None:
        row = self.choice.currentRow()
        self._show_choice()
        self.choice.setCurrentRow(max(row, 0))

    # --- what a person does -----------------------------------------------------------------

    def _go_on(self) -> None:
        """Read the chosen cluster, or start the plan with the one that was read."""
        if self._reading is not None:
            self.start_wanted.emit(self._reading)
        elif self._names and 0 <= self.choice.currentRow() < len(self._names):
            self._read(self._source, self._names[self.choice.currentRow()])

    def copy_lists(self) -> None:
        """Copy all lists as text."""
        QGuiApplication.clipboard().setText(self.view.copied())
        announce(self, self.tr("Copied."))

    def show_help(self) -> None:
        """Explain what is read and what the lists mean."""
        from planner.gui.help_dialog import help_text, text_dialog

        text_dialog(self, self.windowTitle(), help_text(HELP_TOPIC, self._language)).open()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Have Tab walk in reading order, whatever the dialog shows."""
        stops = tab_stops((self,))
        return step_focus(stops, self.focusWidget(), onward=onward) or super().focusNextPrevChild(onward)

    def done(self, result: int) -> None:
        """Close, also while something is being read."""
        self._cancel_worker()
        super().done(result)

    # --- dropping ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls, text = event.mimeData().urls(), event.mimeData().text()
        event.acceptProposedAction()
        if len(urls) == 1 and urls[0].isLocalFile():
            name = urls[0].toLocalFile()
            # A sentence must not hold up the program that the file comes from.
            QTimer.singleShot(0, self, lambda: self.read_file(name))
        elif text.strip() and not urls:
            source = ClusterSource(self.tr("Dropped text"), text=text)
            QTimer.singleShot(0, self, lambda: self._read(source))
        else:
            sentence = self.tr("One file can be read at a time.")
            QTimer.singleShot(0, self, lambda: self._show_problem(sentence))
