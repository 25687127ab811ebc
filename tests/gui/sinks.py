"""Finds every place of the window that shows a text, and what is read as markup there; sees which files are opened."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from planner.gui.widgets.path_sentences import _HTML, PathSentences

FORMAT = Qt.TextFormat
_TIPS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
_OPENED = 0x20


class Sinks:
    """Counts what was looked at, by kind, and keeps what was read as markup."""

    def __init__(self, mark: str) -> None:
        """``mark`` is a word that hostile texts have between tags of their own."""
        self.mark = mark
        self.seen: Counter[str] = Counter()
        self.hostile: Counter[str] = Counter()
        self.found: set[str] = set()

    def walk(self, where: str) -> None:
        """Look at everything that every window and dialog holds now, shown or not."""
        for window in QApplication.topLevelWidgets():
            for widget in (window, *window.findChildren(QWidget)):
                self._widget(widget, where)
            for action in window.findChildren(QAction):
                for kind, text in (("tool tip", action.toolTip()), ("status tip", action.statusTip())):
                    self._tip(kind, text, f"{where}: command")

    def _widget(self, widget: QWidget, where: str) -> None:
        place = f"{where}: {type(widget).__name__}"
        for kind, text in (
            ("tool tip", widget.toolTip()),
            ("status tip", widget.statusTip()),
            ("what's this", widget.whatsThis()),
        ):
            self._tip(kind, text, place)
        if isinstance(widget, QLabel):
            self._guessed("label", widget.text(), widget.textFormat(), place)
        if isinstance(widget, QMessageBox):
            for text in (widget.text(), widget.informativeText()):
                self._guessed("message box", text, widget.textFormat(), place)
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            self._document("document", widget.document(), place)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            self._model(widget, place)

    def _model(self, view: QAbstractItemView, place: str) -> None:
        for index in _indexes(view.model()):
            for role in _TIPS:
                self._tip("item tip", str(index.data(role) or ""), place)
            if isinstance(view, PathSentences):
                document = QTextDocument()
                document.setHtml(str(index.data(_HTML) or ""))
                self._document("sentence", document, place)

    def _count(self, kind: str, text: str) -> None:
        self.seen[kind] += 1
        self.hostile[kind] += self.mark in text

    def _guessed(self, kind: str, text: str, form: FORMAT, place: str) -> None:
        self._count(kind, text)
        if text and (form is FORMAT.RichText or (form is FORMAT.AutoText and GuiQt.mightBeRichText(text))):
            self.found.add(f"{place}: {text[:60]}")

    def _tip(self, kind: str, text: str, place: str) -> None:
        if not text:
            return
        if not GuiQt.mightBeRichText(text):
            self._count(kind, text)
            return
        document = QTextDocument()
        document.setHtml(text)
        self._document(kind, document, place)

    def _document(self, kind: str, document: QTextDocument, place: str) -> None:
        self._count(kind, document.toPlainText())
        block = document.begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                form = fragment.charFormat()
                if form.isImageFormat() and not form.toImageFormat().name().startswith("mark:"):
                    self.found.add(f"{place}: picture {form.toImageFormat().name()}")
                if form.isAnchor() and QUrl(form.anchorHref()).scheme() not in ("https", "http"):
                    self.found.add(f"{place}: link {form.anchorHref()}")
                if fragment.text().strip() == self.mark:
                    self.found.add(f"{place}: markup around {fragment.text()}")
                fragments += 1
            block = block.next()


def _indexes(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    parent = parent if parent is not None else QModelIndex()
    flat = isinstance(model, QAbstractListModel)
    for row in range(model.rowCount(parent)):
        for column in range(1 if flat else model.columnCount(parent)):
            yield model.index(row, column, parent)
        first = model.index(row, 0, parent)
        if not flat and model.hasChildren(first):
            yield from _indexes(model, first)


@contextmanager
def opened_in(folder: Path) -> Iterator[Iterable[str]]:
    """Collect the names of files in ``folder`` that this process or another opens; on Linux alone."""
    names: list[str] = []
    if not sys.platform.startswith("linux"):
        yield names
        return
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    libc.inotify_add_watch(handle, os.fsencode(folder), _OPENED)
    try:
        yield names
    finally:
        try:
            told = os.read(handle, 65536)
        except BlockingIOError:
            told = b""
        os.close(handle)
        while told:
            length = struct.unpack_from("I", told, 12)[0]
            names.append(told[16 : 16 + length].rstrip(b"\0").decode())
            told = told[16 + length :]
