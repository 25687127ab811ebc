"""Combo boxes and tabs that the wheel leaves alone: it scrolls the page, unless somebody clicked into the box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QTabBar, QWidget

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Ways to lose the focus that lead to no other control."""


class _WheelGuard(QObject):
    """Lets the wheel change a box only after a click into it: a page is scrolled over many of them."""

    def __init__(self, box: QWidget) -> None:
        """Watch ``box`` from now on; the wheel alone brings it no focus either."""
        super().__init__(box)
        self._box = box
        self._clicked = False
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice clicks and the loss of the focus; a wheel that is not meant for the box goes on to the page."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._clicked = True
        elif kind is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._clicked = self._clicked and event.reason() in _COMES_BACK
        elif kind is QEvent.Type.Wheel and not (self._clicked and self._box.hasFocus()):
            event.ignore()
            return True
        return False


class ComboBox(QComboBox):
    """A combo box whose answer changes by wheel only after a click into it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start untouched."""
        super().__init__(parent)
        self._guard = _WheelGuard(self)

    def setLineEdit(self, edit: QLineEdit) -> None:
        """Take a field for typing; a click into it is one into the box."""
        super().setLineEdit(edit)
        edit.installEventFilter(self._guard)


class TabBar(QTabBar):
    """Tabs that a click or a key changes, never the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
