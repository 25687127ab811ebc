"""Combo and spin boxes that the wheel leaves alone: it scrolls the page, unless somebody clicked into the box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Ways to lose the focus that lead to no other control."""


class ComboBox(QComboBox):
    """A combo box whose answer changes by wheel only after a click into it: a page is scrolled over many of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start untouched; the wheel alone brings no focus either."""
        super().__init__(parent)
        self._clicked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setLineEdit(self, edit: QLineEdit) -> None:
        """Take a field for typing; a click into it is one into the box."""
        super().setLineEdit(edit)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a click into the field."""
        self._clicked = self._clicked or event.type() is QEvent.Type.MouseButtonPress
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._clicked = self._clicked and event.reason() in _COMES_BACK
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the answer of a box that was clicked; else let the page scroll."""
        if self._clicked and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SpinBox(QSpinBox):
    """A spin box whose number changes by wheel only after a click into it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start untouched; the wheel alone brings no focus either."""
        super().__init__(parent)
        self._clicked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a click into the field."""
        self._clicked = self._clicked or event.type() is QEvent.Type.MouseButtonPress
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._clicked = True
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._clicked = self._clicked and event.reason() in _COMES_BACK
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the number of a box that was clicked; else let the page scroll."""
        if self._clicked and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
