"""The context menu of the rules table: copy, leave out, group, and further columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from planner.gui.models.copying import CSV, MARKDOWN, TEXT
from planner.gui.models.rules_model import HEADINGS
from planner.gui.widgets.rules_view import FURTHER_COLUMNS

if TYPE_CHECKING:
    from planner.gui.steps.rules_page import RulesPage


def rules_menu(page: RulesPage) -> QMenu:
    """Return the menu for what is selected on ``page`` now."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rows = page.view.selected_lines()
    translate = QCoreApplication.translate
    copying = (
        (translate("RulesMenu", "Copy as text"), TEXT),
        (translate("RulesMenu", "Copy as CSV"), CSV),
        (translate("RulesMenu", "Copy as Markdown"), MARKDOWN),
    )
    for text, form in copying:
        action = menu.addAction(text)
        action.setEnabled(bool(rows))
        action.triggered.connect(lambda _=False, form=form: page.copy_selection(form))
    menu.addSeparator()
    rules = [row for row in rows if row.rule is not None]
    out = bool(rules) and all(row.left_out for row in rules)
    toggle = menu.addAction(translate("RulesMenu", "Include") if out else translate("RulesMenu", "Leave out"))
    toggle.setEnabled(bool(rules))
    toggle.triggered.connect(page.toggle_left_out)
    menu.addSeparator()
    columns = menu.addMenu(translate("RulesMenu", "More columns"))
    for column in FURTHER_COLUMNS:
        entry = columns.addAction(HEADINGS[column].in_language(page.language))
        entry.setCheckable(True)
        entry.setChecked(not page.view.isColumnHidden(column))
        entry.toggled.connect(lambda shown, column=column: page.view.show_column(column, shown))
    menu.addAction(translate("RulesMenu", "Open all groups"), page.view.expandAll)
    menu.addAction(translate("RulesMenu", "Close all groups"), page.view.collapseAll)
    return menu
