"""Help in the program: one short page for each step, and the list of shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from planner.catalog.locate import data_folder
from planner.gui.menus import Menus
from planner.gui.plain import PlainLabel, QuietBrowser
from planner.gui.widgets.labels import heading_label

translate = QCoreApplication.translate
_SIZE = (620, 560)


def help_text(topic: str, language: str) -> str:
    """Return the page about a step (or ``welcome``) as Markdown; English where there is no other."""
    folder = data_folder("resources") / "help"
    for path in (folder / language / f"{topic}.md", folder / "en" / f"{topic}.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def show_help(parent: QWidget, topic: str, language: str) -> QDialog:
    """Open the help page of a step beside the work and return it."""
    dialog = text_dialog(parent, translate("Help", "Help for this step"), help_text(topic, language))
    dialog.open()
    return dialog


def show_shortcuts(parent: QWidget, menus: Menus) -> QDialog:
    """List every command that has a shortcut, as the menus name it."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("Help", "Keyboard shortcuts"))
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 16)
    grid = QGridLayout()
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(4)
    shown = [action for action in menus.actions.values() if not action.shortcut().isEmpty()]
    rows = (len(shown) + 1) // 2
    for index, action in enumerate(shown):
        name = PlainLabel(_plain(action.text()), dialog)
        keys = heading_label(dialog)
        keys.setWordWrap(False)
        keys.setText(action.shortcut().toString(action.shortcut().SequenceFormat.NativeText))
        column = 2 * (index // rows)
        grid.addWidget(name, index % rows, column)
        grid.addWidget(keys, index % rows, column + 1)
    layout.addLayout(grid)
    extra = PlainLabel(translate("Help", "In the table of rules, Space ticks an optional line."), dialog)
    layout.addSpacing(8)
    layout.addWidget(extra)
    layout.addWidget(_buttons(dialog))
    dialog.open()
    return dialog


def text_dialog(parent: QWidget, title: str, markdown: str) -> QDialog:
    """Return a dialog with a page of text whose links open in the browser."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.resize(*_SIZE)
    browser = QuietBrowser(dialog)
    browser.setFrameShape(QuietBrowser.Shape.NoFrame)
    browser.document().setDocumentMargin(22)
    browser.setAccessibleName(title)
    link = browser.palette().color(QPalette.ColorRole.Link).name()
    browser.document().setDefaultStyleSheet(f"a {{ color: {link}; }}")
    browser.setMarkdown(markdown)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 12)
    layout.addWidget(browser)
    layout.addWidget(_buttons(dialog))
    return dialog


def _buttons(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(dialog)
    close = buttons.addButton(translate("Help", "&Close"), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    buttons.setContentsMargins(0, 0, 16, 0)
    return buttons


def _plain(text: str) -> str:
    """Return a menu's text without its mnemonic, also without Chinese ones in brackets."""
    head, _, tail = text.partition("(&")
    if tail and tail[1:2] == ")":
        return head + tail[2:]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
