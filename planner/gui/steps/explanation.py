"""The explanation pane: why a line is there, what breaks without it, and where Microsoft says so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.approval import ApprovalState
from planner.gui.colours import Meaning, blend, colour, muted
from planner.gui.marks import mark_icon
from planner.gui.models.explaining import Explainer, Section
from planner.gui.models.rule_rows import NEED_WORDS, LineRow
from planner.gui.plain import as_html
from planner.gui.widgets.cards import Chip
from planner.gui.widgets.flow_row import FlowRow
from planner.gui.widgets.flow_text import FlowText, clear_ground, host_html
from planner.gui.widgets.labels import StyledLabel

_MARKS = (
    Meaning.DONE,
    Meaning.STALE,
    Meaning.NOT_NEEDED,
    Meaning.PROBLEM,
    Meaning.LEFT_OUT,
    Meaning.ASSUMED,
    Meaning.REMARK,
    Meaning.ADVISORY,
)
_MARK_SIDE = 15


class Explanation(QWidget):
    """Shows one line, several lines, or how to begin. Asks by signals; it changes nothing itself."""

    answer_wanted = Signal()
    toggle_wanted = Signal()
    copy_wanted = Signal()
    diagram_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build an empty pane."""
        super().__init__(parent)
        self._rows: tuple[LineRow, ...] = ()
        self._explainer: Explainer | None = None
        self.name = FlowText()
        self.chips = {meaning: Chip(meaning, self) for meaning in NEED_WORDS}
        self.facts = StyledLabel(quiet=True)
        self.text = FlowText()
        self.area = QScrollArea(self)
        self.toggle = QPushButton(self)
        self.copy = QPushButton(self)
        self.diagram = QPushButton(self)
        self.answer = QPushButton(self)
        self.answer.hide()
        self.answer.clicked.connect(self.answer_wanted)
        self.toggle.clicked.connect(self.toggle_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.diagram.clicked.connect(self.diagram_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(0)
        for chip in self.chips.values():
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            chips.addWidget(chip)
        chips.addSpacing(8)
        chips.addWidget(self.facts, 1)
        content = QWidget()
        self._inner = inner = QVBoxLayout(content)
        inner.setSpacing(8)
        inner.addWidget(self.name)
        inner.addLayout(chips)
        inner.addWidget(self.text)
        inner.addStretch(1)
        self.area.setWidget(content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self.name, self.text):
            clear_ground(widget)
        content.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        foot = QWidget(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        self._buttons = FlowRow(foot)
        for button in (self.answer, self.toggle, self.copy, self.diagram):
            self._buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(foot)
        self.lie_below(False)

    def lie_below(self, below: bool) -> None:
        """Begin where the table begins when the pane stands under it, else nearer to the edge."""
        edge, top = (28, 12) if below else (20, 22)
        self._inner.setContentsMargins(edge, top, 16, 12)
        self._buttons.setContentsMargins(edge, 8, 16, 12)

    def sizeHint(self) -> QSize:
        return QSize(348, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 120)

    def retranslate(self) -> None:
        """Set the texts that do not depend on a line."""
        self.setAccessibleName(self.tr("Explanation"))
        self.name.setAccessibleName(self.tr("Name of the line"))
        self.text.setAccessibleName(self.tr("Explanation of the line"))
        self.answer.setText(self.tr("Answer…"))
        self.copy.setText(self.tr("Copy"))
        self.diagram.setText(self.tr("Show in diagram"))
        self._show()

    def show_lines(self, rows: tuple[LineRow, ...], explainer: Explainer | None) -> None:
        """Explain one line, the common fields of several, or say how to begin."""
        changed = [row.key for row in rows] != [row.key for row in self._rows]
        self._rows, self._explainer = rows, explainer
        self._show()
        if changed:
            self.area.verticalScrollBar().setValue(0)

    @property
    def said(self) -> str:
        """Everything the pane says now, as plain text."""
        chips = [chip.text() for chip in self.chips.values() if not chip.isHidden()]
        return "\n".join([self.name.plain_text(), *chips, self.facts.text(), self.text.plain_text()])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base, text = (
            self.palette().color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Text)
        )
        painter.fillRect(self.rect(), blend(base, text, 0.035))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if (
            event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange)
            and self._explainer
        ):
            self._show()

    def _show(self) -> None:
        rows, explainer = self._rows, self._explainer
        rules = [row for row in rows if row.rule is not None]
        for button in (self.copy, self.diagram):
            button.setVisible(bool(rows))
        self.toggle.setVisible(bool(rules))
        self.answer.setVisible(len(rows) == 1 and rows[0].state is ApprovalState.ASKED)
        out = bool(rules) and all(row.left_out for row in rules)
        asks = any(not row.can_be_ticked for row in rules)
        self.toggle.setText(
            self.tr("Include")
            if out
            else self.tr("Leave out…")
            if asks or not rules
            else self.tr("Leave out")
        )
        marks = {row.mark for row in rows}
        for meaning, chip in self.chips.items():
            chip.setVisible(len(marks) == 1 and meaning in marks)
        if explainer is None or not rows:
            self._show_nothing()
            self.facts.show()
            return
        for meaning, chip in self.chips.items():
            chip.set_text(NEED_WORDS[meaning].in_language(explainer.language))
        if len(rows) == 1:
            self._show_one(rows[0], explainer)
        else:
            self.name.show_html(_bold(self.tr("%n line(s) selected", "", len(rows))))
            self.facts.setText("")
            self._show_sections(explainer.common(rows))
        self.facts.setVisible(bool(self.facts.text()))

    def _show_nothing(self) -> None:
        self.name.show_html("")
        self.facts.setText(self.tr("Select a line to read why it is needed and what breaks without it."))
        self.text.show_html("")

    def _show_one(self, row: LineRow, explainer: Explainer) -> None:
        self.name.show_html(_bold(host_html(row.destination)))
        self.facts.setText(" • ".join(part for part in (row.kind, row.service) if part))
        self._show_sections(explainer.sections(row))

    def _show_sections(self, sections: tuple[Section, ...]) -> None:
        document = self.text.document()
        for meaning in _MARKS:
            image = mark_icon(meaning, self.palette(), _MARK_SIDE).pixmap(_MARK_SIDE, _MARK_SIDE)
            document.addResource(
                QTextDocument.ResourceType.ImageResource, QUrl(f"mark:{meaning.value}"), image
            )
        link = self.palette().color(QPalette.ColorRole.Link).name()
        document.setDefaultStyleSheet(f"a {{ color: {link}; text-decoration: none }}")
        self.text.show_html("".join(map(self._section_html, sections)))

    def _section_html(self, section: Section) -> str:
        shade = muted(self.palette())
        mark = ""
        if section.meaning is not None:
            shade = colour(section.meaning, self.palette())
            mark = (
                f'<img src="mark:{section.meaning.value}" width="{_MARK_SIDE}" height="{_MARK_SIDE}"'
                ' style="vertical-align:middle">&nbsp;&nbsp;'
            )
        weight = QFont.Weight.DemiBold.value
        heading = (
            f'<span style="color:{shade.name()}; font-weight:{weight}">{as_html(section.heading)}</span>'
        )
        return (
            f'<p style="margin-top:9px; margin-bottom:2px">{mark}{heading}</p>'
            f'<p style="margin-top:0; margin-bottom:0; line-height:112%">{section.body}</p>'
        )


def _bold(text: str) -> str:
    return f"<b>{text}</b>"
