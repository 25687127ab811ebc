"""Text fields whose undo is the plan's undo, and a list of addresses typed as text."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

TYPING_PAUSE = 700
_PLAN_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_BETWEEN = re.compile(r"[\s,;，；、]+")


def addresses_in(text: str) -> tuple[str, ...]:
    """Split what was typed at commas, semicolons, blanks and line ends; equal entries count once."""
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(text) if part))


def is_plan_key(event: QEvent) -> bool:
    """Whether a key is undo or redo, which belong to the plan and not to one field."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in _PLAN_KEYS)


class LineField(QLineEdit):
    """One line of text. `paused` comes when typing rests or the focus leaves."""

    paused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_PAUSE)
        self._timer.timeout.connect(self.paused)
        self.textEdited.connect(self._restart)
        self.editingFinished.connect(self._finish)

    @property
    def is_typing(self) -> bool:
        """Whether somebody is in the middle of typing, so that a complaint would come too early."""
        return self._timer.isActive()

    def show_text(self, text: str) -> None:
        """Show the session's value without moving the cursor while it is the same."""
        if self.text() != text:
            self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the plan."""
        if is_plan_key(event):
            event.ignore()
            return True
        return super().event(event)

    def _restart(self, _text: str) -> None:
        self._timer.start()

    def _finish(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.paused.emit()


class NumberField(LineField):
    """A whole number within limits. What is none stays as it was typed, so that it can be said what is wrong."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        """Start empty; ``least`` and ``most`` are the limits, both allowed."""
        super().__init__(parent)
        self.least, self.most = least, most

    def setValue(self, number: int) -> None:
        self.setText(str(number))

    @property
    def number(self) -> int | None:
        """What is typed, or None if that is no number within the limits."""
        text = self.text().strip()
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(self.most))):
            return None
        return int(text) if self.least <= int(text) <= self.most else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step or self.number is None:
            super().keyPressEvent(event)
            return
        self.setValue(min(max(self.number + step, self.least), self.most))


class AddressesField(LineField):
    """Several addresses or prefixes in one line, separated by commas; a paste may have line ends."""

    def show_addresses(self, addresses: tuple[str, ...]) -> None:
        """Show the session's list unless what is typed means the same."""
        if addresses_in(self.text()) != addresses:
            self.setText(", ".join(addresses))

    @property
    def addresses(self) -> tuple[str, ...]:
        """What is typed, split."""
        return addresses_in(self.text())


class TextField(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None, lines: int = 3) -> None:
        """Start empty, ``lines`` high."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        margins = self.contentsMargins()
        frame = 2 * self.frameWidth() + margins.top() + margins.bottom()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + frame + 10)
        self._showing = False
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show the session's value without moving the cursor while it is the same."""
        if self.toPlainText() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the plan."""
        if is_plan_key(event):
            event.ignore()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ensureCursorVisible()

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit(self.toPlainText())
