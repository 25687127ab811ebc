"""What the menus do once the catalog is there: plans, steps, undo, print, help."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from planner.catalog.loader import load_catalog
from planner.domain.problem import FileProblem
from planner.gui import questions
from planner.gui.background import Background, Job, WorkSignals, wait_until
from planner.gui.documents import Documents
from planner.gui.edition_offer import EditionOffer
from planner.gui.steps.page import StepPage
from planner.gui.undo_keys import UndoKeys
from planner.gui.widgets.samples import SAMPLES
from planner.gui.workbench import Workbench, saved_words
from planner.session.deriving import Derived
from planner.session.problem import STEPS, Step
from planner.session.session import Session
from planner.session.steps import PLANNING

if TYPE_CHECKING:
    from planner.gui.approvals import Approvals
    from planner.gui.cluster_dialog import ClusterDialog
    from planner.gui.editions_dialog import EditionsDialog
    from planner.gui.explain_dialog import ExplainDialog
    from planner.gui.page_check import PageCheck
    from planner.gui.window import Window
    from planner.importers.aks_cluster import ClusterReading

_TEXT_WIDGETS = (QLineEdit, QPlainTextEdit, QTextEdit)


class Commands(QObject):
    """Joins one window with its session."""

    _plan_changed = Signal()

    def __init__(self, window: Window) -> None:
        """Load the catalog and build the workbench; the first page stays until a plan is opened.

        Raises:
            FileProblem: the catalog that ships with the planner is damaged.
        """
        super().__init__(window)
        self._window = window
        self._targets_wanted = False
        self.session = Session(load_catalog(), run=Background[Derived](self))
        self._explaining: ExplainDialog | None = None
        self._editions: EditionsDialog | None = None
        self.approvals: Approvals | None = None
        self.page_check: PageCheck | None = None
        self.documents = Documents(self.session, window.settings, window, lambda: window.language)
        self.workbench = Workbench(self.session, window.language, window.stack)
        self.workbench.saved_words = self._saved_words
        window.stack.addWidget(self.workbench)
        self.edition_offer = EditionOffer(self.session, self.documents, self.workbench.edition, window)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._undo_keys = UndoKeys(application)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        actions, menus = self._window.menus.actions, self._window.menus
        slots = {
            "save": self.save,
            "save_as": self.save_as,
            "export": lambda: self.workbench.go(Step.EXPORT),
            "preview": self.preview,
            "print": self.print,
            "read_approval": self.read_approval,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "copy": lambda: self.copy("text"),
            "find": self.find,
            "leave_out": self.leave_out,
            "next": self.workbench.next,
            "back": self.workbench.back,
            "next_problem": self.workbench.next_problem,
            "next_pane": self.workbench.next_pane,
        }
        for name, slot in slots.items():
            actions[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        actions["explanation"].toggled.connect(self._show_explanation)
        menus.step_wanted.connect(lambda index: self.workbench.go(STEPS[index]))
        menus.copy_wanted.connect(self.copy)
        menus.grouping_wanted.connect(self._group)
        menus.menus["grouping"].aboutToShow.connect(self._show_grouping)
        self.workbench.help_wanted.connect(self.show_help)
        self.workbench.explain_wanted.connect(self.explain_host)
        self.workbench.step_changed.connect(self._state_changed)
        self.workbench.page_made.connect(self._prepare)
        self.documents.opened.connect(self._opened)
        self.documents.saved.connect(self._saved)
        self.documents.recent_changed.connect(self.fill_recent)
        self.session.subscribe(self._state_changed)
        self.session.subscribe(self._plan_changed.emit)

    # --- plans ------------------------------------------------------------------------------

    @property
    def plan_is_open(self) -> bool:
        """Whether the workbench shows a plan."""
        return self._window.stack.currentWidget() is self.workbench

    def new(self) -> None:
        """Start a new plan."""
        self._finish_typing()
        self.documents.new()

    def open(self) -> None:
        """Ask for a plan and open it."""
        self._finish_typing()
        self.documents.open_with_dialog()

    def open_path(self, path: str) -> None:
        """Open a plan file by its path."""
        self._finish_typing()
        self.documents.open(Path(path))

    def open_sample(self, name: str) -> None:
        """Open a copy of a sample."""
        self._finish_typing()
        self.documents.open_sample(name)

    def start_from_cluster(self, path: str = "") -> None:
        """Ask for a cluster's own JSON, or read the file named, and start a plan with what it says."""
        from planner.gui.cluster_dialog import ClusterDialog

        self._finish_typing()
        dialog = ClusterDialog(
            self.session.catalog, self._window.settings, self._window.language, self._window
        )
        dialog.start_wanted.connect(lambda reading: self._start_with(reading, dialog))
        dialog.open()
        if path:
            dialog.read_file(path)

    def _start_with(self, reading: ClusterReading, dialog: ClusterDialog) -> None:
        from planner.session.cluster_lists import first_question

        if not self.documents.start_from(reading.request):
            return
        dialog.accept()
        question = first_question(reading, self.session.catalog)
        if question is not None:
            self.workbench.show_field(*question)

    def forget_recent(self, path: str) -> None:
        """Take a plan off the list of recent ones; its file stays."""
        self.documents.forget_recent(path)

    def save(self) -> None:
        """Save the plan."""
        self._finish_typing()
        self.documents.save()

    def save_as(self) -> None:
        """Save the plan under another name."""
        self._finish_typing()
        self.documents.save_as()

    def may_close(self) -> bool:
        """Ask about unsaved changes; return whether the window may close."""
        self._finish_typing()
        if not self.documents.may_leave():
            return False
        self.documents.keeper.close()
        return True

    def fill_welcome(self) -> None:
        """Show on the first page what needs the catalog: counts of the samples, stale recent plans."""
        self._window.welcome.samples.show_counts([self.documents.sample_counts(name) for name in SAMPLES])
        self.fill_recent()

    def fill_recent(self) -> None:
        """Show the recent plans on the first page and in the menu."""
        plans = self.documents.recent()
        self._window.welcome.show_recent(plans, self.session.catalog.newest_edition.id)
        self._window.menus.show_recent(tuple((plan.path, plan.name) for plan in plans))
        if self._editions is not None:
            self._editions.recent.read_again()

    def read_approval(self, path: str = "") -> None:
        """Ask for the workbook that came back, or read the one named, and show what it decides."""
        from planner.gui.approvals import Approvals

        self._finish_typing()
        if self.approvals is None:
            self.approvals = Approvals(self.session, self._window, self._planned)
            self.approvals.taken.connect(lambda: self.workbench.go(Step.RULES))
        self.approvals.read(path)

    def check_page(self, path: str = "") -> None:
        """Ask for a saved copy of Microsoft's page, or read the one named, and show what differs in it."""
        from planner.gui.page_check import PageCheck

        self._finish_typing()
        if self.page_check is None:
            self.page_check = PageCheck(self.session.catalog, self._window)
        self.page_check.check(path)

    # --- rules ------------------------------------------------------------------------------

    def copy(self, form: str) -> None:
        """Copy marked text, else the selected rules as ``text``, ``csv`` or ``markdown``."""
        focus = QApplication.focusWidget()
        if form == "text" and isinstance(focus, _TEXT_WIDGETS):
            focus.copy()
            return
        self._on_page("copy_selection", form)

    def find(self) -> None:
        """Open Rules and put the focus on its search."""
        self.workbench.go(Step.RULES)
        self._on_page("find")

    def leave_out(self) -> None:
        """Leave the selected rules out, or take them back."""
        self._on_page("toggle_left_out")

    def _group(self, key: str) -> None:
        self.workbench.go(Step.RULES)
        self._on_page("set_grouping", key)

    def _show_grouping(self) -> None:
        """The page remembers its grouping; the menu shows it."""
        self._window.menus.check("grouping", self._window.settings.text("rules/grouping", "feature"))

    def _show_explanation(self, visible: bool) -> None:
        self._window.settings.set_text("explanation", "shown" if visible else "hidden")
        page = self.workbench.pages.get(Step.RULES)
        show = getattr(page, "set_explanation_visible", None)
        if show is not None:
            show(visible)

    def _on_page(self, name: str, *arguments: str) -> None:
        method = getattr(self.workbench.page, name, None)
        if method is not None:
            method(*arguments)

    # --- paper ------------------------------------------------------------------------------

    def print(self) -> None:
        """Open the system's print dialog for the change request."""
        self._on_paper(preview=False)

    def preview(self) -> None:
        """Open the print preview."""
        self._on_paper(preview=True)

    def _on_paper(self, *, preview: bool) -> None:
        from planner.gui.paper import with_chosen_paper
        from planner.session.handover import blocking_problems, export_context

        self._finish_typing()
        if not self._planned():
            return
        blocking = blocking_problems(self.session.request, self.session.catalog)
        if blocking or self.session.plan is None:
            if blocking:
                self.workbench.go(blocking[0].step)
                self.workbench.page.focus_problem(blocking[0])
                questions.tell(self._window, blocking[0].message.in_language(self._window.language))
            return
        language = self._window.settings.text("export/language") or self._window.language
        context = export_context(
            self.session.request,
            self.session.plan,
            self.session.catalog,
            language,
            datetime.now().astimezone(),
        )
        context = with_chosen_paper(context)
        from planner.gui.printing.dialogs import print_dialog
        from planner.gui.printing.output import PrintingStoppedError
        from planner.gui.steps.to_paper import preview_on_paper

        try:
            if preview:
                preview_on_paper(self._window, context)
            else:
                print_dialog(self._window, context)
        except FileProblem as problem:
            questions.tell(self._window, problem.in_language(self._window.language))
        except PrintingStoppedError:
            sentence = self.tr(
                "The printer did not take the document. Check that it is ready, then print again."
            )
            questions.tell(self._window, sentence)

    def _planned(self) -> bool:
        """Wait for a plan that is being made; return False if the person stopped waiting."""
        if not self.session.is_planning:
            return True
        words, cancel = PLANNING.in_language(self._window.language), self.tr("Cancel")
        return wait_until(
            self._window, words, cancel, lambda: not self.session.is_planning, self._plan_changed
        )

    # --- help -------------------------------------------------------------------------------

    def show_help(self) -> None:
        """Explain the step that is open, or what the planner is for."""
        from planner.gui.help_dialog import show_help

        topic = self.workbench.current.value if self.plan_is_open else "welcome"
        show_help(self._window, topic, self._window.language)

    def explain_host(self, host: str = "") -> None:
        """Open the window that says which line a host is, or bring it to the front; with ``host`` answer for it."""
        from planner.gui.explain_dialog import ExplainDialog

        if self._explaining is None:
            session, window = self.session, self._window
            dialog = ExplainDialog(session, lambda: self.plan_is_open, window.language, window)
            dialog.line_wanted.connect(self.show_line)
            dialog.destroyed.connect(self._forget_explaining)
            self._explaining = dialog
        self._explaining.show()
        self._explaining.raise_()
        self._explaining.activateWindow()
        self._explaining.ask(host)

    def _forget_explaining(self) -> None:
        self._explaining = None

    def show_line(self, rule_id: str) -> None:
        """Bring the window to the front and show one line of the plan on the step Rules."""
        if not self.plan_is_open or self.session.plan is None:
            return
        self._window.raise_()
        self._window.activateWindow()
        self.workbench.show_line(rule_id)

    def show_editions(self) -> None:
        """Open the window that says what changed on the page between two editions, or bring it to the front."""
        from planner.gui.editions_dialog import EditionsDialog

        if self._editions is None:
            window, session = self._window, self.session
            own = session.cluster.edition if self.plan_is_open else ""
            dialog = EditionsDialog(session.catalog, self.documents.recent, own, window.language, window)
            dialog.plan_wanted.connect(self._open_from_editions)
            dialog.destroyed.connect(self._forget_editions)
            self._editions = dialog
        self._editions.show()
        self._editions.raise_()
        self._editions.activateWindow()

    def _open_from_editions(self, path: str) -> None:
        self._window.raise_()
        self._window.activateWindow()
        self.open_path(path)

    def _forget_editions(self) -> None:
        self._editions = None

    def show_shortcuts(self) -> None:
        """List the keyboard shortcuts."""
        from planner.gui.help_dialog import show_shortcuts

        show_shortcuts(self._window, self._window.menus)

    def show_sources(self) -> None:
        """Say which dated page the rules come from."""
        from planner.gui.about_dialog import show_sources

        show_sources(self._window, self.session.catalog, self._window.language)

    def show_about(self) -> None:
        """Say what this program is, by whom, and whose facts it uses."""
        from planner.gui.about_dialog import show_about

        show_about(self._window, self.session.catalog)

    # --- state ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Follow the window's language."""
        self.workbench.set_language(self._window.language)
        if self._explaining is not None:
            self._explaining.set_language(self._window.language)
        if self._editions is not None:
            self._editions.set_language(self._window.language)
        self.edition_offer.retranslate()
        self.fill_recent()
        self._state_changed()

    def _opened(self) -> None:
        self._window.stack.setCurrentWidget(self.workbench)
        self._window.menus.set_plan_open(True)
        self.workbench.restart()
        self._state_changed()
        if not self._targets_wanted:
            # The last step needs a hundred modules; they are there by the time that somebody gets to it.
            from planner.exporters.registry import load_targets

            self._targets_wanted = True
            QThreadPool.globalInstance().start(Job(load_targets, WorkSignals()))

    def _prepare(self, page: StepPage) -> None:
        from planner.gui.steps.request_page import RequestPage

        if isinstance(page, RequestPage):
            page.requester_changed.connect(self._remember_requester)
        elif page.step is Step.RULES:
            self._show_explanation(self._window.menus.actions["explanation"].isChecked())

    def _remember_requester(self, requester: str) -> None:
        self._window.settings.requester = requester

    def _state_changed(self) -> None:
        window, session = self._window, self.session
        if self._explaining is not None:
            self._explaining.plan_changed()
        if self.plan_is_open:
            window.setWindowTitle(f"{_one_line(self.documents.name)}[*] — AKS Egress Planner")
            window.setWindowModified(session.is_modified)
            window.menus.actions["leave_out"].setEnabled(self.workbench.current is Step.RULES)
            undo, redo = session.undo_label, session.redo_label
            window.menus.show_undo(
                undo.in_language(window.language) if undo is not None else None,
                redo.in_language(window.language) if redo is not None else None,
            )

    def _saved(self) -> None:
        self._state_changed()
        self.workbench.refresh_frame()

    def _saved_words(self) -> str:
        saved, changed = self.tr("Saved {0}"), self.tr("Changed since {0}")
        unsaved, saved_at = self.tr("Not saved yet"), self.documents.saved_at
        return saved_words(saved, changed, unsaved, saved_at, modified=self.session.is_modified)

    def _finish_typing(self) -> None:
        if self.plan_is_open:
            self.workbench.finish_typing()


def _one_line(name: str) -> str:
    return " ".join(name.replace("[*]", "").split())[:80]
