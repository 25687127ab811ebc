"""Items of the trees of the *Editions* window: plain words, and each row whole for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QStandardItem

from planner.gui.plain import as_tip
from planner.gui.widgets.labels import fixed_font
from planner.planning.edition_words import KINDS, SIGNS
from planner.planning.page_changes import PageChangeKind

SAID = Qt.ItemDataRole.UserRole + 1
"""What is to be said below the tree of the row that is current."""
PATH = Qt.ItemDataRole.UserRole + 2
"""The file of a recent plan, on it and on each of its lines; empty where it cannot be opened."""
_SIGN, _DESTINATION = 0, 1
"""Columns that both trees have."""


def kind_words(kind: PageChangeKind, language: str) -> str:
    """Return a sign with its word: *+ added*."""
    return f"{SIGNS[kind]} {KINDS[kind].in_language(language)}"


def heading_item(text: str, said: str, path: str = "") -> QStandardItem:
    """Return an item that runs across the columns; ``said`` is told below the tree, ``path`` is a plan's file."""
    item = QStandardItem(text)
    item.setEditable(False)
    font = QFont(QGuiApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    item.setFont(font)
    item.setData(said, SAID)
    item.setData(path, PATH)
    return item


def row_items(cells: Sequence[str], said: str, path: str = "") -> Iterator[QStandardItem]:
    """Yield the items of a row; the first says all of it to a screen reader."""
    whole = ", ".join(cell for cell in cells if cell)
    for column, cell in enumerate(cells):
        item = QStandardItem(cell)
        item.setEditable(False)
        item.setData(said, SAID)
        item.setData(path, PATH)
        if column == _SIGN:
            item.setData(whole, Qt.ItemDataRole.AccessibleTextRole)
        elif column == _DESTINATION:
            item.setFont(fixed_font(QFont(QGuiApplication.font())))
        if column != _SIGN and cell:
            item.setData(as_tip(cell), Qt.ItemDataRole.ToolTipRole)
        yield item
