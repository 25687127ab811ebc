"""The window: the first page, the workbench once a plan is open, and the commands of the menus.

It is built in three rounds, so that a person sees and uses the first page early: title and buttons; then what
the menus and the first page hold; then the catalog and everything that needs it (`commands`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from planner.gui.application import finish_dressing
from planner.gui.first_look import choose_font
from planner.gui.languages import Translators
from planner.gui.settings import Settings
from planner.gui.welcome import Welcome

if TYPE_CHECKING:
    from planner.gui.commands import Commands
    from planner.gui.menus import Menus

_SIZE = (1280, 800)
_SMALLEST = (960, 560)
"""A screen of 600 lines, less the title bar that a window manager draws."""
_FRAME = (16, 40)
"""Room for the frame that the system draws around the window: the whole of it stays on the screen."""
_COMMANDS_BY_SUFFIX = {".yaml": "open_path", ".yml": "open_path", ".json": "start_from_cluster"}
"""What is done with a file that is dropped on the window, by how its name ends."""


class Window(QMainWindow):
    """One window, one plan."""

    first_painted = Signal()

    def __init__(self, settings: Settings, language: str, translators: Translators) -> None:
        """Build what is painted first; nothing of the core is loaded yet."""
        super().__init__()
        self.settings = settings
        self.language = language
        self._translators = translators
        self._menus: Menus | None = None
        self._commands: Commands | None = None
        self._painted = self._started = False
        self._plan_to_open: str | None = None
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() - QSize(*_FRAME)))
        bar = self.menuBar()
        self._titles = {name: bar.addMenu("") for name in ("file", "edit", "view", "go", "help")}
        self.stack = QStackedWidget(self)
        self.welcome = Welcome(self.stack)
        self.welcome.new_wanted.connect(self._command("new"))
        self.welcome.open_wanted.connect(self._command("open"))
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        geometry = self.settings.state("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self._retranslate()

    @property
    def menus(self) -> Menus:
        """The menus; asking for them completes the first page."""
        if self._menus is None:
            from planner.gui.menus import Menus

            self._menus = Menus(self, self._titles)
            self.welcome.complete()
            self._connect(self._menus)
            shown = self.settings.text("explanation", "shown") == "shown"
            self._menus.actions["explanation"].setChecked(shown)
            self._name_menus(self._menus)
        return self._menus

    def _connect(self, menus: Menus) -> None:
        welcome = self.welcome
        menus.language_wanted.connect(self.set_language)
        menus.appearance_wanted.connect(self.set_appearance)
        menus.actions["quit"].triggered.connect(self.close)
        for signal, command in (
            (welcome.recent_wanted, "open_path"),
            (welcome.recent_forgotten, "forget_recent"),
            (welcome.sample_wanted, "open_sample"),
            (welcome.help_wanted, "show_help"),
            (welcome.cluster_wanted, "start_from_cluster"),
            (menus.recent_wanted, "open_path"),
            (menus.sample_wanted, "open_sample"),
            (menus.actions["new"].triggered, "new"),
            (menus.actions["open"].triggered, "open"),
            (menus.actions["from_cluster"].triggered, "start_from_cluster"),
            (menus.actions["help"].triggered, "show_help"),
            (menus.actions["explain_host"].triggered, "explain_host"),
            (menus.actions["check_page"].triggered, "check_page"),
            (menus.actions["editions"].triggered, "show_editions"),
            (menus.actions["shortcuts"].triggered, "show_shortcuts"),
            (menus.actions["sources"].triggered, "show_sources"),
            (menus.actions["about"].triggered, "show_about"),
        ):
            signal.connect(self._command(command))

    def _command(self, name: str) -> Callable[..., None]:
        """Return a slot for a command that is loaded when it is first used; it takes texts alone."""

        def run(*given: object) -> None:
            if self._is_ready():
                getattr(self.commands, name)(*(value for value in given if isinstance(value, str)))

        return run

    # --- starting ---------------------------------------------------------------------------

    @property
    def commands(self) -> Commands:
        """Everything that needs the catalog; loaded when first asked for."""
        if self._commands is None:
            from planner.gui.commands import Commands

            self._commands = Commands(self)
        return self._commands

    def _is_ready(self) -> bool:
        """Load what commands need; a damaged catalog is told on the first page, which stays usable."""
        from planner.domain.problem import FileProblem

        self.welcome.complete()
        try:
            return bool(self.commands)
        except FileProblem as problem:
            self.welcome.recent.problem.set_text(problem.in_language(self.language))
            return False

    def start(self, plan: str | None = None) -> None:
        """After the first paint: load the catalog, open the plan named, offer kept work back."""
        self._plan_to_open, self._started = plan, True
        if self._painted:
            QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        # Two rounds: the list of recent plans is there at once, what needs the catalog a moment later.
        from planner.session.recent import from_text

        plans = from_text(self.settings.recent)
        menus = self.menus
        self.welcome.show_recent(plans, "")
        menus.show_recent(tuple((plan.path, plan.name) for plan in plans))
        QTimer.singleShot(0, self._load_catalog)

    def _load_catalog(self) -> None:
        if not self._is_ready():
            return
        self.commands.fill_welcome()
        plan, self._plan_to_open = self._plan_to_open, None
        if self.commands.documents.offer_kept_work():
            return
        if plan:
            self.commands.open_path(plan)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The children are painted in the same round; after it the page can be used.
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            finish_dressing(application, self.settings)
        if self._started:
            self._load()

    # --- language and appearance ------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Switch every text of the window, live."""
        application = QApplication.instance()
        self.language = self.settings.language = language
        self._translators.use(language)
        if isinstance(application, QApplication):
            choose_font(application, language)
        self._retranslate()
        if self._commands is not None:
            self._commands.retranslate()

    def set_appearance(self, appearance: str) -> None:
        """Make the window follow the system, or light, or dark."""
        from planner.gui.appearance import apply_appearance

        application = QApplication.instance()
        self.settings.appearance = appearance
        if isinstance(application, QApplication):
            apply_appearance(application, appearance)
        self.menus.check("appearance", appearance)

    def _retranslate(self) -> None:
        for name, title in self._menu_titles().items():
            self._titles[name].setTitle(title)
        self.welcome.retranslate(self.language)
        if self._menus is not None:
            self._name_menus(self._menus)
        if self._commands is None:
            self.setWindowTitle("AKS Egress Planner")

    def _menu_titles(self) -> dict[str, str]:
        return {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "view": self.tr("&View"),
            "go": self.tr("&Go"),
            "help": self.tr("&Help"),
        }

    def _name_menus(self, menus: Menus) -> None:
        menus.retranslate()
        menus.check("language", self.language)
        menus.check("appearance", self.settings.appearance)
        samples = self.welcome.samples
        files = [card.file for card in samples.cards]
        menus.show_samples(tuple(zip(files, (name for name, _ in samples.words()), strict=True)))

    # --- dropping, closing ------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        event.acceptProposedAction()
        # A question or a sentence must not hold up the program that the file comes from.
        if path is not None:
            run = self._command(_COMMANDS_BY_SUFFIX[Path(path).suffix.lower()])
            QTimer.singleShot(0, lambda: run(path))
        else:
            files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
            unknown = len(files) == 1 and not files[0].is_dir()
            QTimer.singleShot(0, lambda: self._tell_what_can_be_dropped(unknown=unknown))

    def _tell_what_can_be_dropped(self, *, unknown: bool) -> None:
        from planner.gui import questions

        said = (
            self.tr(
                "Files with this ending cannot be opened. Drop a plan, whose name ends in .yaml, or a cluster's JSON."
            )
            if unknown
            else self.tr(
                "One file can be opened at a time. Drop a plan, whose name ends in .yaml, or a cluster's JSON."
            )
        )
        questions.tell(self, said)

    @staticmethod
    def _dropped(event: QDropEvent) -> str | None:
        urls = event.mimeData().urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = urls[0].toLocalFile()
        return path if Path(path).suffix.lower() in _COMMANDS_BY_SUFFIX and not Path(path).is_dir() else None

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._commands is not None and not self._commands.may_close():
            event.ignore()
            return
        self.settings.set_state("window", self.saveGeometry())
        self.settings.sync()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A system that turns dark in the evening: our own palettes follow.
        if event.type() == QEvent.Type.ThemeChange and self.settings.appearance == "system":
            self.set_appearance("system")
