"""The foot of the export step: the folder that files go to, and the way to paper."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from planner.domain.export import ExportFile
from planner.gui import questions
from planner.gui.plain import PlainLabel
from planner.gui.widgets.fields import LineField

_KEY = "export/folder"
_DECIDED_IN = ".xlsx"
"""How the name of a file ends in which a network team writes its decisions."""


class ExportFoot(QWidget):
    """Folder, *Browse…*, *Print preview…*, *Print…*. `changed` says that another folder was named."""

    changed = Signal()
    print_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row; `begin` fills the folder in."""
        super().__init__(parent)
        self.field = LineField(self)
        self.label = PlainLabel(parent=self)
        self.label.setBuddy(self.field)
        self.browse = QPushButton(self)
        self.print_button = QPushButton(self)
        self.preview_button = QPushButton(self)
        self.field.textEdited.connect(lambda _: self.changed.emit())
        self.browse.clicked.connect(self.choose)
        self.print_button.clicked.connect(self.print_wanted)
        self.preview_button.clicked.connect(self.preview_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addWidget(self.field, 1)
        for button in (self.browse, self.preview_button, self.print_button):
            layout.addWidget(button)

    def begin(self) -> None:
        """Propose the folder of last time, if it is still there."""
        kept = str(QSettings().value(_KEY, "", type=str))
        self.field.setText(kept if kept and Path(kept).is_dir() else _usual_folder())

    def retranslate(self) -> None:
        """Set the texts."""
        self.label.setText(self.tr("Fol&der"))
        self.browse.setText(self.tr("Browse…"))
        self.print_button.setText(self.tr("Print…"))
        self.preview_button.setText(self.tr("Print preview…"))

    @property
    def folder(self) -> Path:
        """The folder as it is typed, with ``~`` resolved."""
        return Path(self.field.text().strip() or ".").expanduser()

    def remember(self) -> None:
        """Propose this folder next time."""
        QSettings().setValue(_KEY, str(self.folder))

    def allow_printing(self, allowed: bool) -> None:
        """Switch both ways to paper on or off."""
        self.print_button.setEnabled(allowed)
        self.preview_button.setEnabled(allowed)

    def choose(self) -> bool:
        """Ask for another folder; return whether one was chosen."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the files"), self.field.text())
        if chosen:
            self.field.setText(chosen)
            self.changed.emit()
        return bool(chosen)

    def may_write(self, names: Iterable[str]) -> bool:
        """Ask before a folder is made and before files are replaced, in another folder again if one is chosen."""
        from planner.exporters.writing import existing_names

        files = [ExportFile(name, b"", "") for name in names]
        while True:
            if not self._is_there():
                return False
            existing = existing_names(files, self.folder)
            answer = self.ask_replace(existing) if existing else questions.Replacing.REPLACE
            if answer is not questions.Replacing.OTHER_FOLDER:
                return answer is questions.Replacing.REPLACE
            if not self.choose():
                return False

    def _is_there(self) -> bool:
        """Offer to make the folder when it is missing; return whether it is there."""
        if os.path.lexists(self.folder):
            return True  # what is no folder is said by writing
        if not questions.ask_to_make_folder(self, str(self.folder)):
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            said = self.tr("The folder {folder} cannot be made ({reason}).")
            reason = error.strerror or type(error).__name__
            questions.tell(self, said.replace("{folder}", str(self.folder)).replace("{reason}", reason))
            return False
        return True

    def ask_replace(self, names: tuple[str, ...]) -> questions.Replacing:
        """Ask before files are replaced; a workbook may hold decisions that are nowhere else."""
        return questions.ask_replace(self, names, [name for name in names if name.endswith(_DECIDED_IN)])


def _usual_folder() -> str:
    """Return the folder for documents, or the home folder where a computer has none."""
    places = (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = [QStandardPaths.writableLocation(place) for place in places]
    return next((folder for folder in folders if folder and Path(folder).is_dir()), folders[-1])
