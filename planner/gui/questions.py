"""The few dialogs in which work would be lost, or a file could not be used."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

translate = QCoreApplication.translate


class Closing(Enum):
    """What to do with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Kept(Enum):
    """What to do with work that was kept when the planner stopped."""

    OPEN = auto()
    DISCARD = auto()
    LATER = auto()


def ask_to_save(parent: QWidget, name: str) -> Closing:
    """Ask what happens to unsaved changes before they would be lost."""
    question = translate("Questions", "Save the changes to {0}?").format(name)
    box = _box(parent, QMessageBox.Icon.Question, question)
    save = _add(box, translate("Questions", "&Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = _add(box, translate("Questions", "&Don't save"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = _add(box, translate("Questions", "&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    answers = {save: Closing.SAVE, discard: Closing.DISCARD}
    return next(
        (answer for button, answer in answers.items() if box.clickedButton() is button), Closing.CANCEL
    )


def offer_kept(parent: QWidget, name: str, time: str) -> Kept:
    """Offer work back that no file holds; Escape leaves it for the next start."""
    sentence = translate("Questions", "The planner stopped before {name} was saved. Open the work of {time}?")
    box = _box(parent, QMessageBox.Icon.Question, sentence.format(name=name, time=time))
    opens = _add(box, translate("Questions", "&Open"), QMessageBox.ButtonRole.AcceptRole)
    discard = _add(box, translate("Questions", "&Discard"), QMessageBox.ButtonRole.DestructiveRole)
    later = _add(box, translate("Questions", "Decide &later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(opens)
    box.setEscapeButton(later)
    box.exec()
    answers = {opens: Kept.OPEN, discard: Kept.DISCARD}
    return next((answer for button, answer in answers.items() if box.clickedButton() is button), Kept.LATER)


def tell(parent: QWidget, sentence: str) -> None:
    """Say why a file could not be used."""
    box = _box(parent, QMessageBox.Icon.Warning, sentence)
    close = _add(box, translate("Questions", "&Close"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(close)
    box.exec()


def _box(parent: QWidget, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, "AKS Egress Planner", text, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return box


def _add(box: QMessageBox, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    return box.addButton(text, role)
