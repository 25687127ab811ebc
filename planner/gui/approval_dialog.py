"""*Read approval…*: what a workbook that came back decides on lines and routes, before anything is taken over."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.approval import ApprovalState
from planner.domain.plan import EgressPlan
from planner.exporters.safe_text import clipped, one_line
from planner.gui.announcing import announce
from planner.gui.colours import Meaning
from planner.gui.models.decisions import DecisionsModel, decision_rows, meaning_of
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.decisions_table import DecisionsTable
from planner.gui.widgets.dialog_size import fit_into
from planner.gui.widgets.labels import MarkedLine, StyledLabel, heading_label, helper_label
from planner.gui.widgets.primary_button import PrimaryButton
from planner.session.approval_words import STATE_WORDS, counts_text, what_next
from planner.session.approvals import ApprovalReading

HELP_TOPIC = "approval"
_LARGEST, _SMALLEST = (1060, 720), (640, 440)
_MOST_LISTED = 200
_NAME_LENGTH = 80
_LONGEST_SAID = 600


class ApprovalDialog(QDialog):
    """Shows one reading. It takes nothing over itself: whoever opened it does when it is accepted."""

    def __init__(
        self,
        reading: ApprovalReading,
        file: str,
        plan: EgressPlan,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show what was read of ``file`` for the lines and routes of ``plan``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reading, self._plan, self._language = reading, plan, language
        self._file = clipped(one_line(file), _NAME_LENGTH)
        self.title = heading_label(self, 1.25)
        self.help = LinkButton(self)
        self.counts = MarkedLine(Meaning.DONE, self, scale=1.0)
        self.overall = helper_label(self)
        self.model = DecisionsModel(decision_rows(reading.decisions, plan, language), language, self)
        self.table = DecisionsTable(self.model, self)
        self.said = StyledLabel(self)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problems = MarkedLine(Meaning.ADVISORY, self)
        self.problem_lines = QPlainTextEdit(self)
        self.next = helper_label(self)
        self.copy = QPushButton(self)
        self.cancel = QPushButton(self)
        self.take = PrimaryButton(self)
        self._lay_out()
        self._connect()
        fit_into(self, parent, _LARGEST, _SMALLEST)
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Read approval"))
        self.title.setText(self.tr("What was decided in {file}").replace("{file}", self._file))
        self.help.setText(self.tr("How is it read?"))
        self.table.setAccessibleName(self.tr("Decisions"))
        self.copy.setText(self.tr("&Copy rows"))
        self.cancel.setText(self.tr("Cancel"))
        self.problem_lines.setReadOnly(True)
        self.problem_lines.setTabChangesFocus(True)
        self.problem_lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.problem_lines.setAccessibleName(self.tr("What was not taken over or was changed"))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.copy)
        foot.addWidget(self.next, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.counts)
        layout.addWidget(self.overall)
        layout.addWidget(self.table, 1)
        for widget in (self.said, self.problems, self.problem_lines):
            layout.addWidget(widget)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.help.clicked.connect(self.show_help)
        self.copy.clicked.connect(self.copy_rows)
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        for button in (self.help, self.copy):
            button.setAutoDefault(False)
        self.take.setDefault(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        for key, slot in (
            (QKeySequence.StandardKey.Copy, self.copy_rows),
            (QKeySequence.StandardKey.HelpContents, self.show_help),
        ):
            QShortcut(QKeySequence(key), self, slot)

    # --- what is shown ----------------------------------------------------------------------

    def _show(self) -> None:
        reading, language = self._reading, self._language
        self.counts.set_text(
            counts_text(reading.decisions).in_language(language),
            Meaning.DONE if reading.is_settled else Meaning.ADVISORY,
        )
        self.overall.setText(self._overall_words())
        self.overall.setVisible(bool(self.overall.text()))
        self._show_problems()
        taken = reading.changes
        self.take.setText(self.tr("&Take over %n decision(s)", "", taken))
        self.take.setEnabled(taken > 0)
        self.next.setText(
            what_next(reading.decisions).in_language(language)
            if taken
            else self.tr("Nothing is decided in this workbook.")
        )
        if self.model.rows:
            first = next(
                (
                    at
                    for at, row in enumerate(self.model.rows)
                    if row.entry.state is not ApprovalState.APPROVED
                ),
                0,
            )
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(first, 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_current()

    def _overall_words(self) -> str:
        """Say what is marked for the request as a whole; it decides on no line by itself."""
        overall = self._reading.overall
        if overall.state is ApprovalState.PENDING:
            return ""
        said = self.tr("On the request as a whole: {decision}.")
        word = overall.comment or STATE_WORDS[overall.state].in_language(self._language)
        said = said.replace("{decision}", clipped(one_line(word), _NAME_LENGTH))
        between = "" if self._language == "zh" else " "
        return said + between + self.tr("Lines are decided one by one: this changes none of them.")

    def _show_problems(self) -> None:
        problems = self._reading.problems
        said = self.tr("%n thing(s) were changed or not taken over:", "", len(problems)) if problems else ""
        self.problems.set_text(said)
        self.problem_lines.setVisible(bool(problems))
        lines = []
        for problem in problems[:_MOST_LISTED]:
            place = f"{problem.sheet}!{problem.cell}" if problem.sheet else ""
            named = one_line(" ".join(part for part in (place, problem.rule_id) if part))
            text = one_line(problem.text.in_language(self._language))
            lines.append(f"{named}: {text}" if named else text)
        if len(problems) > _MOST_LISTED:
            lines.append("…")
        self.problem_lines.setPlainText("\n".join(lines))
        self.problem_lines.setFixedHeight(self.fontMetrics().lineSpacing() * min(len(lines), 5) + 28)

    def _show_current(self) -> None:
        """Say of the current row what its comment is, and what it means."""
        at = self.table.currentIndex().row()
        entry = self.model.rows[at].entry if 0 <= at < len(self.model.rows) else None
        said = meaning_of(entry, self._plan, self._language) if entry is not None else ""
        self.said.setText(clipped(said, _LONGEST_SAID))
        self.said.setVisible(bool(self.said.text()))

    # --- what is asked ----------------------------------------------------------------------

    def copy_rows(self) -> None:
        """Copy the selected rows with tabulators between their cells; all if none is selected."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = [self.model.rows[at] for at in chosen] or list(self.model.rows)
        QGuiApplication.clipboard().setText("\n".join("\t".join(row.cells) for row in rows))
        announce(self, self.tr("Copied."))

    def show_help(self) -> None:
        """Say how a workbook is read."""
        from planner.gui.help_dialog import show_help

        show_help(self, HELP_TOPIC, self._language)
