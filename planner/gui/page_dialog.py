"""*Check a page…*: what a saved copy of Microsoft's page has more, less or otherwise than an edition."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.catalog.model import Catalog
from planner.domain.page import PageReading
from planner.exporters.safe_text import clipped, one_line
from planner.gui.announcing import announce
from planner.gui.colours import Meaning
from planner.gui.models.page_findings import Column, PageFindingsModel, finding_rows
from planner.gui.plain import PlainLabel
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.dialog_size import fit_into
from planner.gui.widgets.labels import MarkedLine, StyledLabel, fixed_font, heading_label
from planner.gui.widgets.rows_table import RowsTable
from planner.planning.page_check import PageFindings, check_page
from planner.session.page_words import COLUMNS, counts_text, meaning, remarks

HELP_TOPIC = "check-page"
_LARGEST, _SMALLEST = (1060, 700), (640, 440)
_MOST_LISTED = 200
_NAME_LENGTH = 80
_WIDEST = {Column.DESTINATION: 560, Column.SERVICE: 200}


class PageDialog(QDialog):
    """Shows one copy against an edition that is chosen here. It changes nothing, in the plan or in the catalog."""

    def __init__(
        self, reading: PageReading, file: str, catalog: Catalog, language: str, parent: QWidget | None = None
    ) -> None:
        """Show what ``file`` says against the newest edition."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reading, self._catalog, self._language = reading, catalog, language
        self._file = clipped(one_line(file), _NAME_LENGTH)
        self.findings: PageFindings = check_page(reading, catalog.newest_edition.id, catalog)
        self.title = heading_label(self, 1.25)
        self.help = LinkButton(self)
        self.edition_label = PlainLabel("", self)
        self.edition = ComboBox(self)
        self.counts = MarkedLine(Meaning.DONE, self, scale=1.0)
        self.model = PageFindingsModel(language, self)
        self.table = RowsTable(self.model, self)
        self.nothing = QWidget(self)
        """Keeps what stands below in its place while there is no row."""
        self.said = StyledLabel(self)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remarks = QPlainTextEdit(self)
        self.copy = QPushButton(self)
        self.close_button = QPushButton(self)
        self._lay_out()
        self._connect()
        fit_into(self, parent, _LARGEST, _SMALLEST)
        self._show()
        (self.table if self.model.rows else self.edition).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Check a page"))
        self.title.setText(self.tr("What differs in {file}").replace("{file}", self._file))
        self.help.setText(self.tr("How is it compared?"))
        self.edition_label.setText(self.tr("Compare &with edition"))
        self.edition_label.setBuddy(self.edition)
        for edition in sorted(self._catalog.editions, key=lambda entry: entry.id, reverse=True):
            self.edition.addItem(edition.id, edition.id)
        self.table.setAccessibleName(self.tr("Findings"))
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName(self.tr("What could not be read"))
        self.copy.setText(self.tr("&Copy rows"))
        self.close_button.setText(self.tr("Close"))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        chosen = QHBoxLayout()
        chosen.setSpacing(10)
        chosen.addWidget(self.edition_label)
        chosen.addWidget(self.edition)
        chosen.addWidget(self.counts, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(chosen)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.remarks)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.help.clicked.connect(self.show_help)
        self.copy.clicked.connect(self.copy_rows)
        self.close_button.clicked.connect(self.reject)
        self.edition.currentIndexChanged.connect(self._compare)
        for button in (self.help, self.copy):
            button.setAutoDefault(False)
        self.close_button.setDefault(True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        for key, slot in (
            (QKeySequence.StandardKey.Copy, self.copy_rows),
            (QKeySequence.StandardKey.HelpContents, self.show_help),
        ):
            QShortcut(QKeySequence(key), self, slot)

    # --- what is shown ----------------------------------------------------------------------

    def _compare(self) -> None:
        self.findings = check_page(self._reading, str(self.edition.currentData()), self._catalog)
        self._show()
        announce(self, self.counts.text)

    def _show(self) -> None:
        findings, language = self.findings, self._language
        said = counts_text(findings).in_language(language)
        self.counts.set_text(said, Meaning.DONE if findings.is_clean else Meaning.ADVISORY)
        self.model.show_rows(finding_rows(findings, self._catalog, language))
        self._fit_columns()
        has_rows = bool(self.model.rows)
        self.table.setVisible(has_rows)
        self.nothing.setVisible(not has_rows)
        self.copy.setEnabled(has_rows)
        if has_rows:
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        lines = [one_line(text.in_language(language)) for text in remarks(findings)]
        more = ["…"] if len(lines) > _MOST_LISTED else []
        self.remarks.setPlainText("\n".join([*lines[:_MOST_LISTED], *more]))
        self.remarks.setVisible(bool(lines))
        self.remarks.setFixedHeight(self.fontMetrics().lineSpacing() * min(len(lines) + 1, 5) + 16)
        self._show_current()

    def _fit_columns(self) -> None:
        """Make each column as wide as what it holds, within bounds; the section takes the rest."""
        for column in Column:
            if column is Column.SECTION:
                continue
            font = fixed_font(self.font()) if column is Column.DESTINATION else self.font()
            measure = QFontMetrics(font).horizontalAdvance
            head = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            widest = max(
                [
                    self.fontMetrics().horizontalAdvance(head),
                    *(measure(row.cells[column]) for row in self.model.rows),
                ]
            )
            room = 42 if column is Column.KIND else 18
            self.table.setColumnWidth(column, min(widest + room, _WIDEST.get(column, 240)))

    def _show_current(self) -> None:
        """Say what the current row means."""
        at = self.table.currentIndex().row()
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        said = (
            meaning(row.kind, row.finding, self.findings.edition).in_language(self._language) if row else ""
        )
        self.said.setText(said)
        self.said.setVisible(bool(said))

    # --- what is asked ----------------------------------------------------------------------

    def copy_rows(self) -> None:
        """Copy the selected rows with tabulators between their cells, below a head; all unless several are selected."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = [self.model.rows[at] for at in chosen] if len(chosen) > 1 else list(self.model.rows)
        head = [text.in_language(self._language) for text in COLUMNS.values()]
        text = "\n".join("\t".join(cells) for cells in (head, *(row.cells for row in rows)))
        QGuiApplication.clipboard().setText(text + "\n")
        announce(self, self.tr("Copied."))

    def show_help(self) -> None:
        """Say how a page is compared."""
        from planner.gui.help_dialog import show_help

        show_help(self, HELP_TOPIC, self._language)
