"""The languages of the window: Qt's translators, installed and taken off while it runs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from planner.catalog.locate import data_folder

NAMES = {"en": "English", "zh": "简体中文"}
"""Languages by id, each named in itself."""

_FILES = {"en": "en", "zh": "zh_CN"}


def preferred_language(chosen: str) -> str:
    """Return the language to start with: the one chosen, else the system's, else English."""
    if chosen in NAMES:
        return chosen
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class Translators(QObject):
    """Holds the translators in use: the planner's own and Qt's (for its dialogs)."""

    def __init__(self, application: QApplication) -> None:
        """Start with none, which is English."""
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Switch all following ``tr`` calls to ``language``; widgets get a LanguageChange event."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = [
            translator
            for name, folder in self._files(language)
            if (translator := QTranslator(self)).load(name, folder)
        ]
        for translator in self._installed:
            self._application.installTranslator(translator)
        locale = (
            QLocale(QLocale.Language.Chinese, QLocale.Country.China) if language == "zh" else QLocale("en")
        )
        QLocale.setDefault(locale)

    @staticmethod
    def _files(language: str) -> tuple[tuple[str, str], ...]:
        name = _FILES[language]
        own = (f"planner_{name}", str(data_folder("resources") / "i18n"))
        if language == "en":
            return (own,)
        return ((f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)), own)
