"""What the planner remembers between two starts: appearance and folders, never a plan or an answer about a cluster."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

APPEARANCES = ("system", "light", "dark")
_NO_BYTES = QByteArray()


class Settings:
    """Typed access to QSettings; each property is one thing that is remembered."""

    def __init__(self) -> None:
        """Open the settings of this application (its name and organisation are set by then)."""
        self._store = QSettings()

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        return str(self._store.value(key, default, type=str))

    def set_text(self, key: str, value: str) -> None:
        """Remember a text."""
        self._store.setValue(key, value)

    def state(self, key: str) -> QByteArray:
        """Return a remembered widget state (geometry, splitter); empty if there is none."""
        value = self._store.value(key, _NO_BYTES, type=QByteArray)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, key: str, value: QByteArray) -> None:
        """Remember a widget state."""
        self._store.setValue(key, value)

    @property
    def language(self) -> str:
        """Interface language: ``en``, ``zh``, or empty while nobody chose."""
        return self.text("language")

    @language.setter
    def language(self, value: str) -> None:
        self.set_text("language", value)

    @property
    def appearance(self) -> str:
        """``system``, ``light`` or ``dark``."""
        value = self.text("appearance", "system")
        return value if value in APPEARANCES else "system"

    @appearance.setter
    def appearance(self, value: str) -> None:
        self.set_text("appearance", value)

    @property
    def folder(self) -> str:
        """Folder of the last opened or saved plan."""
        return self.text("folder")

    @folder.setter
    def folder(self, value: str) -> None:
        self.set_text("folder", value)

    @property
    def requester(self) -> str:
        """Who asked for the last change."""
        return self.text("requester")

    @requester.setter
    def requester(self, value: str) -> None:
        self.set_text("requester", value)

    @property
    def recent(self) -> str:
        """The list of recent plans, as `planner.session.recent` writes it."""
        return self.text("recent")

    @recent.setter
    def recent(self, value: str) -> None:
        self.set_text("recent", value)

    @property
    def kept_editions(self) -> str:
        """The plans that stay at their edition, as `planner.session.kept_editions` writes them."""
        return self.text("editions/kept")

    @kept_editions.setter
    def kept_editions(self, value: str) -> None:
        self.set_text("editions/kept", value)

    def sync(self) -> None:
        """Write everything out now."""
        self._store.sync()
