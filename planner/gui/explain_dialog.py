"""*Explain a host…*: paste a host, an address or a firewall's deny log, and read which line covers each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.domain.plan import EgressPlan
from planner.domain.text import CHINESE
from planner.gui.announcing import announce
from planner.gui.colours import Meaning
from planner.gui.explain_work import Explained, ExplainJob, ExplainSignals, ExplainWorker
from planner.gui.models.explained import Column, ExplainedModel, mark_of, said_of, word_of
from planner.gui.widgets.answers_table import AnswersTable
from planner.gui.widgets.labels import MarkedLine, StyledLabel, heading_label, helper_label
from planner.planning.deny_log import Target, merged
from planner.planning.explain import Explanation, HostVerdict
from planner.planning.situation import cloud_of
from planner.session.explaining import COLUMNS, NOT_READ, UNWRITTEN, VERDICT_WORDS, why_not_answered
from planner.session.session import Session

_SIZE = (940, 640)
_FRAME = (24, 60)
"""Room for the frame that the system draws: the whole of it stays on the screen."""
_PAUSE_MS = 250
"""After the last key, before the text is explained."""
_HOST_ROOM = 560
_MOST_LISTED = 200


class ExplainDialog(QDialog):
    """A window beside the work; it changes nothing and remembers nothing.

    `line_wanted` carries the id of the line that somebody wants to see. The answers are those of the plan that
    is open, else of any region; they follow what is typed here and what changes in the plan.
    """

    line_wanted = Signal(str)

    def __init__(
        self, session: Session, has_plan: Callable[[], bool], language: str, parent: QWidget | None = None
    ) -> None:
        """Build the window; ``has_plan`` says whether the session's plan is open in the window."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._has_plan, self._language = session, has_plan, language
        self._worker: ExplainWorker | None = None
        self._explained = Explained()
        self._chosen: tuple[Target, ...] = ()
        self._asked = False
        self._looked_into: EgressPlan | None = None
        self.signals = ExplainSignals()
        self.helper = helper_label(self)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.place = helper_label(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(12)
        self.start = QPushButton(self)
        self.cancel = QPushButton(self)
        self.heading = heading_label(self)
        self.model = ExplainedModel(session.catalog, language, self)
        self.table = AnswersTable(self.model, self)
        self.host = heading_label(self)
        self.host.set_fixed()
        self.host.setWordWrap(False)
        self.host.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.verdict = MarkedLine(Meaning.DONE, self, scale=1.0)
        self.reason = StyledLabel(self)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.missed = MarkedLine(Meaning.ADVISORY, self)
        self.choose = QPushButton(self)
        self.missed_lines = QPlainTextEdit(self)
        self.missed_lines.setReadOnly(True)
        self.missed_lines.setTabChangesFocus(True)
        self.jump = QPushButton(self)
        self.copy = QPushButton(self)
        self.close_button = QPushButton(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() - QSize(*_FRAME)))
        self.set_language(language)

    def _lay_out(self) -> None:
        for button in (self.start, self.cancel, self.choose, self.jump, self.copy, self.close_button):
            # Enter in the table and in the text means something of its own.
            button.setAutoDefault(False)
        work = QHBoxLayout()
        work.setSpacing(10)
        work.addWidget(self.place, 1)
        work.addWidget(self.bar, 1)
        work.addWidget(self.cancel)
        work.addWidget(self.start)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.jump)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self.helper)
        layout.addWidget(self.text, 2)
        layout.addLayout(work)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 5)
        subject = QHBoxLayout()
        subject.setSpacing(14)
        subject.addWidget(self.host)
        subject.addWidget(self.verdict, 1)
        layout.addLayout(subject)
        layout.addWidget(self.reason)
        missed = QHBoxLayout()
        missed.setSpacing(8)
        missed.addWidget(self.missed, 1)
        missed.addWidget(self.choose)
        layout.addLayout(missed)
        layout.addWidget(self.missed_lines)
        layout.addLayout(foot)
        self.bar.hide()
        self.cancel.hide()
        self.choose.hide()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._text_changed)
        self._timer.timeout.connect(self.explain)
        self.start.clicked.connect(self.explain)
        self.cancel.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.close)
        self.choose.clicked.connect(self.choose_named)
        self.jump.clicked.connect(self._go_to_line)
        self.copy.clicked.connect(self.copy_rows)
        self.table.line_wanted.connect(self._go_to_line)
        self.table.copy_wanted.connect(self.copy_rows)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.signals.progress.connect(self._show_progress)
        self.signals.finished.connect(self._finish)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.explain)

    # --- words ------------------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Show everything in another language."""
        self._language = language
        self.setWindowTitle(self.tr("Explain a host"))
        self.helper.setText(
            self.tr(
                "Paste a host, an address or lines of a firewall's deny log: which line of the plan covers each, "
                "or why none does."
            )
        )
        self.text.setPlaceholderText("shop-1a2b.hcp.westeurope.azmk8s.io\nmcr.microsoft.com:443")
        self.text.setAccessibleName(self.tr("Hosts, addresses or lines of a deny log"))
        self.start.setText(self.tr("&Explain"))
        self.cancel.setText(self.tr("Cancel"))
        self.jump.setText(self.tr("&Go to line"))
        self.copy.setText(self.tr("&Copy rows"))
        self.close_button.setText(self.tr("Close"))
        self.table.setAccessibleName(self.tr("Answers"))
        self.bar.setAccessibleName(self.tr("Explaining"))
        self.missed_lines.setAccessibleName(self.tr("Lines that are not answered"))
        self._say_place()
        self._show(self._explained)

    def _say_place(self) -> None:
        """Say which plan the answers are about."""
        cluster, language = self._session.cluster, self._language
        cloud = cloud_of(cluster, self._session.catalog)
        plan = self._plan()
        if plan is not None:
            region = cloud.region(cluster.region)
            said = self.tr("Answers for {name}, {region}, edition {edition}.")
            said = said.replace("{name}", cluster.name[:60] or self.tr("the new cluster"))
            shown = region.display.in_language(language) if region is not None else cluster.region[:40]
            said = said.replace("{region}", shown)
        else:
            said = self.tr(
                "No plan with a region is open: answers for any region of {cloud}, edition {edition}."
            )
            said = said.replace("{cloud}", cloud.label.in_language(language))
        self.place.setText(said.replace("{edition}", cluster.edition))

    # --- work -------------------------------------------------------------------------------

    def ask(self, host: str) -> None:
        """Put a host into the field and explain it at once; an empty one leaves the field as it is."""
        if host:
            self.text.setPlainText(host)
            self.explain()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self) -> None:
        """Explain what stands in the field; what was running before is stopped."""
        self._timer.stop()
        self._cancel_worker()
        text = self.text.toPlainText()
        self._asked, self._looked_into = True, self._plan()
        self._say_place()
        if not text.strip():
            self._show(Explained())
            return
        job = ExplainJob(text, self._session.request, self._plan(), self._session.catalog, self._chosen)
        self._worker = ExplainWorker(job, self.signals)
        self._show_working(True)
        QThreadPool.globalInstance().start(self._worker)

    def choose_named(self) -> None:
        """Answer what the lines that are not answered name as well, until the text changes."""
        named = [target for entry in self._explained.not_understood for target in entry.named]
        self._chosen = merged(named)
        self.explain()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Stop explaining; what was shown before stays."""
        if self._cancel_worker():
            self._show_working(False)
            self.start.setEnabled(True)
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("Cancelled."))

    def plan_changed(self) -> None:
        """Answer anew if the plan is another one."""
        self._say_place()
        if self._asked and self._looked_into is not self._plan():
            self._timer.start()

    def _plan(self) -> EgressPlan | None:
        """Return the plan that answers are about, None where any region's stands in for it."""
        return self._session.plan if self._has_plan() else None

    def _text_changed(self) -> None:
        self._chosen = ()
        self.start.setEnabled(True)
        self._timer.start()

    def _cancel_worker(self) -> bool:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.cancel()
        return worker is not None

    def _show_working(self, working: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(working)
        self.cancel.setVisible(working)
        self.place.setVisible(not working)
        self.start.setEnabled(not working)

    def _show_progress(self, done: int, total: int) -> None:
        if self._worker is not None:
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)

    def _finish(self, worker: ExplainWorker) -> None:
        if worker is not self._worker:  # cancelled, or a later text is being explained already
            return
        self._worker = None
        waited = self.cancel.hasFocus()
        self._show_working(False)
        self.start.setEnabled(False)
        if worker.error:
            self._show(Explained())
            said = self.tr("The text could not be explained ({reason}).").replace("{reason}", worker.error)
            self.missed.set_text(said, Meaning.PROBLEM)
        else:
            self._show(worker.result or Explained())
        if waited:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.heading.text() or self.missed.text)

    # --- answers ----------------------------------------------------------------------------

    def _show(self, explained: Explained) -> None:
        self._explained = explained
        row = max(self.table.currentIndex().row(), 0)
        self.model.show_answers(explained.answers, self._language)
        self.table.fit_columns()
        count = len(explained.answers)
        self.table.setColumnHidden(Column.COUNT, all(answer.count == 1 for answer in explained.answers))
        self.heading.setText(self._summary() if count else "")
        self.table.setEnabled(count > 0)
        if count:
            index = self.model.index(min(row, count - 1), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_missed()
        self._show_current()

    def _summary(self) -> str:
        """Return *12 hosts: 9 allowed, 3 unknown*."""
        answers, language = self._explained.answers, self._language
        unwritten = sum(answer.is_only_planned for answer in answers)
        counts = Counter(answer.verdict for answer in answers if not answer.is_only_planned)
        chinese = language == CHINESE
        parts = []
        for verdict, text in VERDICT_WORDS.items():
            if count := counts[verdict]:
                word = text.in_language(language)
                parts.append(f"{word} {count}" if chinese else f"{count} {word}")
        if unwritten:
            word = UNWRITTEN.in_language(language)
            parts.insert(0, f"{word} {unwritten}" if chinese else f"{unwritten} {word}")
        comma = "，" if chinese else ", "
        said = self.tr("%n host(s): {verdicts}", "", len(answers))
        return said.replace("{verdicts}", comma.join(parts))

    def _show_missed(self) -> None:
        missed, unread = self._explained.not_understood, self._explained.unread
        said = []
        if missed:
            count = len(missed)
            said = [
                self.tr("%n line(s) answered by the hosts chosen from them:", "", count)
                if self._chosen and all(entry.named for entry in missed)
                else self.tr("%n line(s) not answered:", "", count)
            ]
        if unread:
            said.append(NOT_READ.filled(n=str(unread)).in_language(self._language))
        self.missed.set_text(" ".join(said), Meaning.ADVISORY)
        named = {target.host for entry in missed for target in entry.named}
        self.choose.setVisible(bool(named) and not self._chosen)
        self.choose.setText(self.tr("Answer the %n host(s) &named there", "", len(named)))
        self.missed_lines.setVisible(bool(missed))
        lines = []
        for entry in missed[:_MOST_LISTED]:
            place = self.tr("Line {0}: ").format(entry.line) if entry.line else ""
            lines.append(
                f"{place}{entry.text}  ({why_not_answered(entry).in_language(self._language).rstrip('.。')})"
            )
        if len(missed) > _MOST_LISTED:
            lines.append("…")
        self.missed_lines.setPlainText("\n".join(lines))
        # A line and its reason take two rows of the window's width.
        rows = min(max(2 * len(lines), 1), 5)
        self.missed_lines.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 14)

    @property
    def current(self) -> Explanation | None:
        """The answer of the current row."""
        row = self.table.currentIndex().row()
        return self.model.answers[row] if 0 <= row < len(self.model.answers) else None

    def _show_current(self) -> None:
        answer = self.current
        for widget in (self.host, self.reason):
            widget.setVisible(answer is not None)
        self.copy.setEnabled(answer is not None)
        self.jump.setEnabled(self._leads_to_a_line(answer))
        if answer is None:
            self.verdict.set_text("")
            return
        port = f":{answer.port}" if answer.port is not None else ""
        whole = f"{answer.host}{port}"
        self.host.setText(self.host.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, _HOST_ROOM))
        self.host.setAccessibleName(whole)
        self.verdict.set_text(word_of(answer, self._language), mark_of(answer))
        self.reason.setText(said_of(answer, self._language))

    def _leads_to_a_line(self, answer: Explanation | None) -> bool:
        if answer is None or self._plan() is None:
            return False
        return answer.line is not None or answer.verdict is HostVerdict.NOT_NEEDED

    def _go_to_line(self) -> None:
        answer = self.current
        if answer is not None and answer.rule_id and self._leads_to_a_line(answer):
            self.line_wanted.emit(answer.rule_id)

    def copy_rows(self) -> None:
        """Copy the selected rows, or all, as a table with tabs and a head row."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = chosen or range(len(self.model.answers))
        head = [text.in_language(self._language) for text in COLUMNS.values()]
        cells = [self.model.cells(self.model.answers[row]) for row in rows]
        table = ["\t".join(" ".join(cell.split()) for cell in row) for row in ([*head], *cells)]
        QGuiApplication.clipboard().setText("\n".join(table) + "\n")

    # --- the window -------------------------------------------------------------------------

    def done(self, result: int) -> None:
        """Close the window, as Escape does, also while something is being explained."""
        self._cancel_worker()
        self._timer.stop()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Marks are drawn for one palette.
        if event.type() == QEvent.Type.ApplicationPaletteChange and self.isVisible():
            self._show(self._explained)
