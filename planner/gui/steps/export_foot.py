"""The foot of the export step: the folder that files go to, and the way to paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from planner.domain.export import ExportFile
from planner.gui.widgets.fields import LineField

_KEY = "export/folder"


class ExportFoot(QWidget):
    """Folder, *Browse…*, *Print preview…*, *Print…*. `changed` says that another folder was named."""

    changed = Signal()
    print_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the row; `begin` fills the folder in."""
        super().__init__(parent)
        self.field = LineField(self)
        self.label = QLabel(self)
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

    def may_replace(self, names: Iterable[str]) -> bool:
        """Ask before files are replaced, in another folder again if one is chosen."""
        from planner.exporters.writing import existing_names

        files = [ExportFile(name, b"", "") for name in names]
        while existing := existing_names(files, self.folder):
            answer = self.ask_replace(existing)
            if answer is not None:
                return answer
            if not self.choose():
                return False
        return True

    def ask_replace(self, names: tuple[str, ...]) -> bool | None:
        """Ask before files are replaced: True to replace, False to stay, None for another folder."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("%n file(s) will be replaced:", "", len(names)))
        listed = list(names[:12]) + (["…"] if len(names) > 12 else [])
        box.setInformativeText("\n".join(listed))
        replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(self.tr("Choose another folder"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return None if clicked is other else clicked is replace


def _usual_folder() -> str:
    """Return the folder for documents, or the home folder where a computer has none."""
    places = (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)
    folders = [QStandardPaths.writableLocation(place) for place in places]
    return next((folder for folder in folders if folder and Path(folder).is_dir()), folders[-1])
