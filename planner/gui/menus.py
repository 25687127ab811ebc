"""The menu bar: every command with its name and its shortcut, in one place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.gui.languages import NAMES
from planner.gui.plain import set_tip
from planner.gui.settings import APPEARANCES

GROUPINGS = ("feature", "kind", "decision")
_STEP_COUNT = 7
_Key = QKeySequence.StandardKey

_SHORTCUTS: dict[str, QKeySequence | QKeySequence.StandardKey | str] = {
    "new": _Key.New,
    "open": _Key.Open,
    "from_cluster": "Ctrl+Shift+N",
    "save": _Key.Save,
    "save_as": "Ctrl+Shift+S",
    "export": "Ctrl+E",
    "print": _Key.Print,
    "read_approval": "Ctrl+Shift+A",
    "check_page": "Ctrl+Shift+K",
    "quit": "Ctrl+Q",
    "undo": _Key.Undo,
    "redo": "Ctrl+Shift+Z",
    "copy": _Key.Copy,
    "find": _Key.Find,
    "leave_out": "Del",
    "explain_host": "Ctrl+Shift+F",
    "explanation": "F9",
    "next": "Ctrl+PgDown",
    "back": "Ctrl+PgUp",
    "next_problem": "F8",
    "next_pane": "F6",
    "help": "F1",
}
_FILE = (
    "new",
    "open",
    "from_cluster",
    "|",
    "*recent",
    "*samples",
    "|",
    "save",
    "save_as",
    "|",
    "export",
    "preview",
    "print",
    "|",
    "read_approval",
    "check_page",
    "|",
    "quit",
)
_EDIT = ("undo", "redo", "|", "copy", "*copy_as", "|", "find", "leave_out")
_GO = ("next", "back", "|", "next_problem", "next_pane")
_HELP = ("help", "explain_host", "|", "shortcuts", "sources", "editions", "|", "about")
NEEDS_PLAN = (
    *(
        "save",
        "save_as",
        "export",
        "preview",
        "print",
        "read_approval",
        "undo",
        "redo",
        "copy",
        "find",
        "leave_out",
        "explanation",
    ),
    *("next", "back", "next_problem", "next_pane"),
)
"""Commands that mean nothing before a plan is open."""


class Menus(QObject):
    """Builds the menus of one window; the window connects `actions` and fills the lists."""

    step_wanted = Signal(int)
    copy_wanted = Signal(str)
    language_wanted = Signal(str)
    appearance_wanted = Signal(str)
    grouping_wanted = Signal(str)
    recent_wanted = Signal(str)
    sample_wanted = Signal(str)

    def __init__(self, window: QMainWindow, titles: dict[str, QMenu]) -> None:
        """Fill the menus of the bar, which are there since the first paint, without words yet."""
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = dict(titles)
        self.steps: list[QAction] = []
        self._undo_label, self._redo_label = "", ""
        self._fill("file", _FILE)
        self._fill("edit", _EDIT)
        for form in ("text", "csv", "markdown"):
            self._add(self.menus["copy_as"], f"copy_{form}").triggered.connect(
                lambda _checked=False, form=form: self.copy_wanted.emit(form)
            )
        self._fill_view()
        for index in range(_STEP_COUNT):
            action = self._add(self.menus["go"], f"step_{index + 1}")
            action.setShortcut(QKeySequence(f"Ctrl+{index + 1}"))
            action.triggered.connect(lambda _checked=False, index=index: self.step_wanted.emit(index))
            self.steps.append(action)
        self.menus["go"].addSeparator()
        self._fill("go", _GO)
        self._fill("help", _HELP)
        self.actions["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self.actions["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self.set_plan_open(False)

    def _fill(self, menu: str, entries: tuple[str, ...]) -> None:
        for entry in entries:
            if entry == "|":
                self.menus[menu].addSeparator()
            elif entry.startswith("*"):
                self.menus[entry[1:]] = self.menus[menu].addMenu("")
            else:
                self._add(self.menus[menu], entry)

    def _add(self, menu: QMenu, name: str) -> QAction:
        action = QAction(self._window)
        shortcut = _SHORTCUTS.get(name)
        if isinstance(shortcut, str):
            action.setShortcut(QKeySequence(shortcut))
        elif shortcut is not None:
            action.setShortcuts(
                QKeySequence.keyBindings(shortcut) if isinstance(shortcut, _Key) else [shortcut]
            )
        menu.addAction(action)
        self.actions[name] = action
        return action

    def _fill_view(self) -> None:
        view = self.menus["view"]
        self._choices("language", tuple(NAMES), self.language_wanted.emit)
        self._choices("appearance", APPEARANCES, self.appearance_wanted.emit)
        view.addSeparator()
        self._choices("grouping", GROUPINGS, self.grouping_wanted.emit)
        self._add(view, "explanation").setCheckable(True)
        self.actions["explanation"].setChecked(True)

    def _choices(self, name: str, values: tuple[str, ...], chosen: Callable[[str], object]) -> None:
        menu = self.menus["view"].addMenu("")
        self.menus[name] = menu
        group = QActionGroup(self._window)
        for value in values:
            action = self._add(menu, f"{name}_{value}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, value=value: chosen(value))
            group.addAction(action)

    # --- state ------------------------------------------------------------------------------

    def set_plan_open(self, is_open: bool) -> None:
        """Enable what needs a plan."""
        for name in NEEDS_PLAN:
            self.actions[name].setEnabled(is_open)
        for action in self.steps:
            action.setEnabled(is_open)
        for name in ("copy_as", "grouping"):
            self.menus[name].setEnabled(is_open)

    def check(self, name: str, value: str) -> None:
        """Tick the entry of a choice, such as *language*, *zh*."""
        action = self.actions.get(f"{name}_{value}")
        if action is not None:
            action.setChecked(True)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would change; None switches the entry off."""
        self.actions["undo"].setEnabled(undo is not None)
        self.actions["redo"].setEnabled(redo is not None)
        self._undo_label, self._redo_label = _safe(undo or ""), _safe(redo or "")
        self._name_undo()

    def show_recent(self, plans: tuple[tuple[str, str], ...]) -> None:
        """List recent plans as ``(path, name)``."""
        self._list("recent", plans, self.recent_wanted.emit)
        self.menus["recent"].setEnabled(bool(plans))

    def show_samples(self, samples: tuple[tuple[str, str], ...]) -> None:
        """List the samples as ``(file, name)``."""
        self._list("samples", samples, self.sample_wanted.emit)

    def _list(self, name: str, entries: tuple[tuple[str, str], ...], chosen: Callable[[str], object]) -> None:
        menu = self.menus[name]
        menu.clear()
        for value, label in entries:
            action = menu.addAction(_safe(label))
            set_tip(action, value)
            action.triggered.connect(lambda _checked=False, value=value: chosen(value))

    # --- words ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text; in Chinese the mnemonics stand in brackets."""
        for name, text in self._menu_words().items():
            self.menus[name].setTitle(text)
        for name, text in {**self._file_words(), **self._other_words(), **self._view_words()}.items():
            self.actions[name].setText(text)
        for action, text in zip(self.steps, self._step_words(), strict=True):
            action.setText(text)
        self._name_undo()

    def _menu_words(self) -> dict[str, str]:
        return {
            "recent": self.tr("Open &recent"),
            "samples": self.tr("Open sa&mple"),
            "copy_as": self.tr("Copy &as"),
            "language": self.tr("&Language"),
            "appearance": self.tr("&Appearance"),
            "grouping": self.tr("&Group rules by"),
        }

    def _file_words(self) -> dict[str, str]:
        return {
            "new": self.tr("&New plan"),
            "open": self.tr("&Open…"),
            "from_cluster": self.tr("Start from &cluster…"),
            "save": self.tr("&Save"),
            "save_as": self.tr("Save &as…"),
            "export": self.tr("&Export…"),
            "preview": self.tr("Print pre&view…"),
            "print": self.tr("&Print…"),
            "read_approval": self.tr("Rea&d approval…"),
            "check_page": self.tr("Chec&k a page…"),
            "quit": self.tr("&Quit"),
            "copy": self.tr("&Copy"),
            "copy_text": self.tr("&Text"),
            "copy_csv": self.tr("&CSV"),
            "copy_markdown": self.tr("&Markdown"),
            "find": self.tr("&Find"),
            "leave_out": self.tr("&Leave out or include"),
        }

    def _other_words(self) -> dict[str, str]:
        return {
            "next": self.tr("&Next"),
            "back": self.tr("&Back"),
            "next_problem": self.tr("Next &problem"),
            "next_pane": self.tr("Next p&ane"),
            "help": self.tr("&Help for this step"),
            "shortcuts": self.tr("&Keyboard shortcuts"),
            "explain_host": self.tr("&Explain a host…"),
            "sources": self.tr("&Sources of the rules"),
            "editions": self.tr("E&ditions…"),
            "about": self.tr("&About"),
        }

    def _view_words(self) -> dict[str, str]:
        return {
            **{f"language_{language}": name for language, name in NAMES.items()},
            "appearance_system": self.tr("&System"),
            "appearance_light": self.tr("&Light"),
            "appearance_dark": self.tr("&Dark"),
            "grouping_feature": self.tr("&Feature"),
            "grouping_kind": self.tr("&Kind"),
            "grouping_decision": self.tr("&Decision"),
            "explanation": self.tr("&Explanation"),
        }

    def _step_words(self) -> tuple[str, ...]:
        return (
            self.tr("&Cloud and region"),
            self.tr("Cluster &facts"),
            self.tr("F&eatures"),
            self.tr("&Traffic path"),
            self.tr("&Rules"),
            self.tr("Change re&quest"),
            self.tr("E&xport"),
        )

    def _name_undo(self) -> None:
        undo, redo = self.tr("&Undo"), self.tr("&Redo")
        if self._undo_label:
            undo = self.tr("&Undo {0}").format(self._undo_label)
        if self._redo_label:
            redo = self.tr("&Redo {0}").format(self._redo_label)
        self.actions["undo"].setText(undo)
        self.actions["redo"].setText(redo)


def _safe(text: str) -> str:
    """Return a text that a menu shows as it is: one line, no accidental mnemonic, not too long."""
    line = " ".join(text.split())[:70]
    return line.replace("&", "&&")
