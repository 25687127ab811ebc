"""What a file will say: its text with colours, or for workbook and PDF what they hold."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from planner.gui.colours import Meaning, colour, muted
from planner.gui.plain import set_tip
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.labels import fixed_font

_KEYWORDS = (
    "set",
    "cat",
    "if",
    "then",
    "fi",
    "for",
    "do",
    "done",
    "param",
    "resource",
    "var",
    "true",
    "false",
    "null",
)
_ARROW, _SEARCH = 36, 120
"""Room for the combo box's frame and arrow, and the narrowest search."""
_MOST_SHOWN = 200_000
"""Characters of a file that are shown; what is longer is cut, and says so."""


class FilePreview(QWidget):
    """A choice of files, a search in the shown one, copy, and the text. `chosen` carries the file's position."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without files."""
        super().__init__(parent)
        self.files = FileBox(self)
        self.files.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.files.setFont(fixed_font(self.font()))
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.copy = QPushButton(self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self._colours = Highlighter(self.text.document())
        self._full = ""
        within = QHBoxLayout()
        within.setSpacing(8)
        within.addWidget(self.search, 1)
        within.addWidget(self.copy)
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(8)
        top.addWidget(self.files, 3)
        top.addLayout(within, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        self.files.activated.connect(self.chosen)
        self.search.textChanged.connect(lambda _: self._find(onward=False))
        self.search.returnPressed.connect(lambda: self._find(onward=True))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._full))

    def retranslate(self) -> None:
        """Set the texts."""
        self.files.setAccessibleName(self.tr("File to show"))
        self.search.setPlaceholderText(self.tr("Find in file"))
        self.search.setAccessibleName(self.tr("Find in file"))
        self.copy.setText(self.tr("Copy"))
        set_tip(self.copy, self.tr("Copy the whole file"))
        self.text.setAccessibleName(self.tr("Content of the file"))

    def show_names(self, names: list[str], current: int) -> None:
        """Show which files there are."""
        if [self.files.itemText(row) for row in range(self.files.count())] != names:
            self.files.clear()
            self.files.addItems(names)
        self.files.setCurrentIndex(current)
        self._fit_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give the files a line of their own where their longest name would be cut off beside the search."""
        metrics = self.files.fontMetrics()
        names = (self.files.itemText(row) for row in range(self.files.count()))
        longest = max(map(metrics.horizontalAdvance, names), default=0) + _ARROW
        top, directions = self._top, QBoxLayout.Direction
        whole = longest + _SEARCH + self.copy.sizeHint().width() + 2 * top.spacing()
        top.setDirection(directions.TopToBottom if whole > self.width() else directions.LeftToRight)
        top.setStretch(0, longest)
        top.setStretch(1, max(self.width() - longest, 1))
        set_tip(self.files, self.files.currentText() if longest > self.width() else "")

    def show_content(self, content: bytes) -> bool:
        """Show a file's content; return False where it is no text."""
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        self.show_text(text.replace("\r\n", "\n"))
        return True

    def show_text(self, content: str) -> None:
        """Show a file's text in the fixed font."""
        self._show(content, fixed=True)

    def show_description(self, said: str) -> None:
        """Show what a file holds that is no text."""
        self._show(said, fixed=False)

    def _show(self, content: str, *, fixed: bool) -> None:
        self.copy.setEnabled(fixed and bool(content))
        self.search.setEnabled(fixed and bool(content))
        if content == self._full and fixed == self._colours.active:
            return
        self._full = content
        shown = content
        if len(content) > _MOST_SHOWN:
            shown = content[:_MOST_SHOWN] + "\n" + self.tr("… the rest is in the file")
        font = fixed_font(self.font()) if fixed else QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * (0.88 if fixed else 1.0))
        self.text.setFont(font)
        wrap = QPlainTextEdit.LineWrapMode.NoWrap if fixed else QPlainTextEdit.LineWrapMode.WidgetWidth
        self.text.setLineWrapMode(wrap)
        self._colours.active = fixed
        self._colours.follow(self.palette())
        self.text.setPlainText(shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colours.follow(self.palette())

    def _find(self, *, onward: bool) -> None:
        wanted = self.search.text()
        cursor = self.text.textCursor()
        if not onward:
            cursor.setPosition(cursor.selectionStart())
            self.text.setTextCursor(cursor)
        if wanted and not self.text.find(wanted):
            cursor.movePosition(cursor.MoveOperation.Start)
            self.text.setTextCursor(cursor)
            self.text.find(wanted)


class FileBox(ComboBox):
    """File names; one that is too long loses its middle, since it is the end that tells files apart."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        name = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, field.width() - 4
        )
        option.currentText = name
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class Highlighter(QSyntaxHighlighter):
    """Colours of the marks for what scripts and tables have in common: comments, texts, numbers, keywords."""

    _RULES = (
        (re.compile(rf"\b(?:{'|'.join(_KEYWORDS)})\b"), "keyword"),
        (re.compile(r"\b\d+(?:\.\d+)*(?:/\d+)?\b"), "number"),
        (re.compile(r'"(?:[^"\\]|\\.)*"'), "text"),
        (re.compile(r"^\s*(?:#|//).*$"), "comment"),
    )

    def __init__(self, document: QTextDocument) -> None:
        """Colour ``document``; the colours come with `follow`."""
        super().__init__(document)
        self.active = False
        self._formats: dict[str, QTextCharFormat] = {}

    def follow(self, palette: QPalette) -> None:
        """Take the colours of ``palette``."""
        self._formats = {
            "keyword": _format(colour(Meaning.REQUIRED, palette), bold=True),
            "number": _format(colour(Meaning.ADVISORY, palette)),
            "text": _format(colour(Meaning.DONE, palette)),
            "comment": _format(muted(palette)),
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if not self.active or len(text) > 4000:
            return
        for pattern, kind in self._RULES:
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), self._formats[kind])


def _format(shade: QColor, *, bold: bool = False) -> QTextCharFormat:
    found = QTextCharFormat()
    found.setForeground(shade)
    if bold:
        found.setFontWeight(QFont.Weight.Bold)
    return found
