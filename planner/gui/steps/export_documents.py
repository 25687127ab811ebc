"""The language of files, apart from the interface, and the paper of what is printed."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.domain.text import CHINESE, ENGLISH
from planner.gui.paper import PAPERS, chosen_paper, remember_paper
from planner.gui.plain import PlainLabel, set_tip
from planner.gui.widgets.boxes import ComboBox

LANGUAGE_NAMES = {ENGLISH: "English", CHINESE: "简体中文"}
_KEY = "export/language"


class ExportDocuments(QWidget):
    """*Documents in English on A4*; `changed` says that something else was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build both choices; `begin` fills in what was chosen last."""
        super().__init__(parent)
        self.languages = ComboBox(self)
        self.papers = ComboBox(self)
        self.label = PlainLabel(parent=self)
        self.label.setBuddy(self.languages)
        for code, name in LANGUAGE_NAMES.items():
            self.languages.addItem(name, code)
        for paper in PAPERS:
            self.papers.addItem(paper, paper)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)
        layout.addWidget(self.languages, 1)
        layout.addWidget(self.papers)
        self.languages.activated.connect(self._choose)
        self.papers.activated.connect(self._choose)

    def begin(self, interface_language: str) -> None:
        """Show the choices of last time, else the interface's language and the usual paper."""
        language = str(QSettings().value(_KEY, "", type=str)) or interface_language
        self.languages.setCurrentIndex(max(self.languages.findData(language), 0))
        self.papers.setCurrentIndex(self.papers.findData(chosen_paper()))

    def retranslate(self) -> None:
        """Set the texts."""
        self.label.setText(self.tr("Documents &in"))
        self.papers.setAccessibleName(self.tr("Paper"))
        set_tip(self.papers, self.tr("The paper of the printed change request and of its PDF."))

    @property
    def language(self) -> str:
        """The language of files."""
        return str(self.languages.currentData())

    @property
    def paper(self) -> str:
        """``A4`` or ``Letter``."""
        return str(self.papers.currentData())

    def _choose(self) -> None:
        QSettings().setValue(_KEY, self.language)
        remember_paper(self.paper)
        self.changed.emit()
