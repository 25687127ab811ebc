"""Undo and redo belong to the plan, but for a field that has something of its own to undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class UndoKeys(QObject):
    """Watches whatever has the focus: Qt's fields and read-only texts keep these keys even when nothing is typed."""

    def __init__(self, application: QApplication) -> None:
        """Begin with the widget that has the focus now."""
        super().__init__(application)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a key to the menu where the widget has nothing to undo or to redo."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(_UNDO)
        if not (undo or event.matches(_REDO)) or has_own(watched, undo=undo):
            return False
        event.ignore()
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)


def has_own(widget: QObject, *, undo: bool) -> bool:
    """Whether a widget has typing of its own that can be undone, or redone."""
    field = widget.lineEdit() if isinstance(widget, QComboBox | QAbstractSpinBox) else widget
    if isinstance(field, QLineEdit):
        return not field.isReadOnly() and (field.isUndoAvailable() if undo else field.isRedoAvailable())
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        return not field.isReadOnly() and (document.isUndoAvailable() if undo else document.isRedoAvailable())
    return False
