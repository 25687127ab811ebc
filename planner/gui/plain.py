"""Texts that come from elsewhere shown as the texts they are: names, paths and catalog words are never markup.

Qt reads a text that looks like HTML as HTML wherever nobody says otherwise: it loads images and offers links. Labels
are `PlainLabel`, tool tips are set by `set_tip`, and what goes into a document passes `as_html` or `as_markdown`.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QImage
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:])")
_OPENED = ("https", "http")
"""What a link may lead to: a page on the web, never a file of this computer."""


def as_html(text: str) -> str:
    """Return ``text`` such that HTML shows exactly it. The one function that makes a text safe."""
    return html.escape(text).replace("\n", "<br>")


def as_tip(text: str) -> str:
    """Return ``text`` such that a tool tip, which guesses what it is given, shows exactly it."""
    # Only what could be taken for markup is dressed up: a screen reader is given the tip as it is.
    return f"<span>{as_html(text)}</span>" if "<" in text else text


def as_markdown(text: str) -> str:
    """Return ``text`` such that Markdown shows exactly it, on one line."""
    # Signs of Markdown first: what `as_html` writes is read by Markdown, too.
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    return as_html(escaped)


def web_address(url: str) -> str:
    """Return an address to put into a link, empty when it is none of the web."""
    return as_html(url) if QUrl(url).scheme() in _OPENED else ""


def set_tip(widget: QWidget | QAction, text: str) -> None:
    """Give a control or a command a tool tip that shows ``text`` as it is."""
    widget.setToolTip(as_tip(text))


class PlainLabel(QLabel):
    """A label that takes no text for markup; a letter after ``&`` still leads to its buddy."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show ``text``."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class QuietBrowser(QTextBrowser):
    """A document that loads nothing by itself and follows links to the web alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return an empty picture: those of our own are given to the document, and others are not looked for."""
        # Without an answer the document would open the file itself.
        return QImage()

    def _follow(self, url: QUrl) -> None:
        if url.scheme() in _OPENED:
            QDesktopServices.openUrl(url)
