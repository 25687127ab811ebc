"""The few dialogs in which work would be lost, or a file could not be used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

translate = QCoreApplication.translate
TITLE = "AKS Egress Planner"
_MOST_NAMES = 12


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


class Replacing(Enum):
    """What to do with files that are there already."""

    REPLACE = auto()
    OTHER_FOLDER = auto()
    CANCEL = auto()


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


def ask_replace(parent: QWidget, names: Sequence[str], decided: Sequence[str] = ()) -> Replacing:
    """Ask before files are replaced; ``decided`` are workbooks among them in which somebody may have decided."""
    box = _box(
        parent,
        QMessageBox.Icon.Question,
        translate("Questions", "%n file(s) will be replaced:", "", len(names)),
    )
    listed = "\n".join((*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])))
    if decided:
        warning = translate(
            "Questions", "Decisions and comments that a network team has written into {file} will be lost."
        )
        listed += "\n\n" + warning.replace("{file}", ", ".join(decided))
    box.setInformativeText(listed)
    replace = _add(box, translate("Questions", "&Replace"), QMessageBox.ButtonRole.DestructiveRole)
    other = _add(box, translate("Questions", "Choose another &folder"), QMessageBox.ButtonRole.ActionRole)
    cancel = _add(box, translate("Questions", "&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    answers = {replace: Replacing.REPLACE, other: Replacing.OTHER_FOLDER}
    return next(
        (answer for button, answer in answers.items() if box.clickedButton() is button), Replacing.CANCEL
    )


def ask_to_make_folder(parent: QWidget, folder: str) -> bool:
    """Ask whether a folder that is missing is to be made."""
    question = translate("Questions", "The folder {folder} is not there. Make it?").replace(
        "{folder}", folder
    )
    box = _box(parent, QMessageBox.Icon.Question, question)
    make = _add(box, translate("Questions", "&Make folder"), QMessageBox.ButtonRole.AcceptRole)
    cancel = _add(box, translate("Questions", "&Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(make)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is make


def tell(parent: QWidget, sentence: str) -> None:
    """Say why a file could not be used."""
    box = _box(parent, QMessageBox.Icon.Warning, sentence)
    close = _add(box, translate("Questions", "&Close"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(close)
    box.exec()


def _box(parent: QWidget, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(icon, TITLE, text, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return box


def _add(box: QMessageBox, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    return box.addButton(text, role)
