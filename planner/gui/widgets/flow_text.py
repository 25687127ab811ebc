"""Text to read, select and follow links in, as high as what it says; hosts break only after a dot."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from planner.gui.plain import QuietBrowser, as_html

_MAY_BREAK = "\u200b"
_MUST_NOT_BREAK = "\u2060"
_HELPERS = re.compile(f"[{_MAY_BREAK}{_MUST_NOT_BREAK}]")
_GLUED = re.compile(r"([-/:])(?=\S)")


_WORDS = re.compile(r"^[^:(]* [^:(]|[\u4e00-\u9fff]")


def host_html(name: str) -> str:
    """Return a host, tag or address as HTML in the fixed font that breaks after dots and nowhere else.

    The marks that say so are invisible and are taken out again when the text is copied. The label of an address that
    nobody entered is words, and is set as words are.
    """
    if _WORDS.search(name):
        return as_html(name)
    glued = as_html(_GLUED.sub(rf"\1{_MUST_NOT_BREAK}", name))
    broken = glued.replace(".", "." + _MAY_BREAK).replace(" ", "&nbsp;")
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return f"<span style=\"font-family:'{as_html(family)}'\">{broken}</span>"


class FlowText(QuietBrowser):
    """A read-only text without a frame, whose height follows its content; `fitted` carries that height."""

    fitted = Signal(int)
    _ringed = False
    """Whether the keyboard has come here; a click to mark words needs no ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty; links open in the browser."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setFrameStyle(QFrame.Shape.NoFrame)

    def show_html(self, text: str) -> None:
        """Show ``text`` and take the height it needs."""
        self.setHtml(text)
        self._fit()

    def plain_text(self) -> str:
        """Return what is shown, without the invisible marks."""
        return _HELPERS.sub("", self.toPlainText()).replace("\u00a0", " ")

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        text = self.textCursor().selection().toPlainText()
        data.setText(_HELPERS.sub("", text).replace("\u00a0", " "))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ringed = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ringed:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 1.2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(0.8, 0.8, -0.8, -0.8), 3, 3)
            painter.end()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 10)

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        height = int(document.size().height() + 0.99)
        if height != self.height():
            self.setFixedHeight(max(height, 1))
        self.fitted.emit(height)


def clear_ground(widget: QWidget) -> None:
    """Let a text or a scroll area show what is behind it."""
    # An empty palette: what is not set here goes on following the window's appearance.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    widget.setPalette(palette)
