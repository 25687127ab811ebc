"""Plans as files: new, open, save, recent, samples, and what was kept after a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.catalog.locate import data_folder
from planner.domain.export import ExportFile
from planner.domain.problem import FileProblem
from planner.domain.request import ChangeRequest, Request
from planner.exporters.safe_text import safe_stem
from planner.exporters.writing import ExportWriteError, write_files
from planner.gui import questions
from planner.gui.background import waited
from planner.gui.keeper import WorkKeeper
from planner.gui.settings import Settings
from planner.planning.situation import cloud_of
from planner.session import recent
from planner.session.deriving import is_large, plan_of
from planner.session.opening import open_plan
from planner.session.plan_file import write_plan
from planner.session.problem import STEPS
from planner.session.recovery import discard
from planner.session.session import Session, empty_request

SUFFIX = ".yaml"
_LARGE_FILE = 50_000
"""Bytes above which reading a plan file may take longer than a person notices."""
_ANSWERING_STEPS = STEPS[:4]


class Documents(QObject):
    """Knows which file the session's plan belongs to. Every way out of a plan goes through `may_leave`."""

    opened = Signal()
    """Another plan is being worked on."""
    saved = Signal()
    recent_changed = Signal()

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, language: Callable[[], str]
    ) -> None:
        """Start with no file."""
        super().__init__(window)
        self._session, self._settings, self._window, self._language = session, settings, window, language
        self.keeper = WorkKeeper(session, self)
        self.path: Path | None = None
        self.saved_at: datetime | None = None
        self._to_remember = False
        session.subscribe(self._planned)

    @property
    def name(self) -> str:
        """The plan's name in title and questions: the file's, else the cluster's."""
        if self.path is not None:
            return self.path.stem
        return self._session.cluster.name or self.tr("New plan")

    # --- into a plan ------------------------------------------------------------------------

    def new(self) -> bool:
        """Start an empty plan, nothing answered, with the last requester; return whether that was done."""
        if not self.may_leave():
            return False
        self._begin(self._with_requester(empty_request(self._session.catalog)), None, saved=True)
        return True

    def start_from(self, request: Request) -> bool:
        """Start a plan with answers that no file holds yet; return whether that was done."""
        if not self.may_leave():
            return False
        self._begin(self._with_requester(request), None, saved=False)
        return True

    def open_with_dialog(self) -> bool:
        """Ask for a plan file and open it."""
        if not self.may_leave():
            return False
        caption, kinds = self.tr("Open plan"), self.tr("Plan files (*.yaml *.yml);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self._window, caption, self._settings.folder, kinds)
        return bool(name) and self.open(Path(name), asked=True)

    def open(self, path: Path, *, asked: bool = False) -> bool:
        """Open a plan file; say why if it cannot be opened, and leave the work as it is then."""
        if not asked and not self.may_leave():
            return False
        try:
            request = self._read(path)
        except FileProblem as problem:
            self._tell(problem.in_language(self._language()))
            return False
        if request is None:
            return False
        self._settings.folder = str(path.absolute().parent)
        self._begin(request, path.absolute(), saved=True)
        self._remember()
        return True

    def _read(self, path: Path) -> Request | None:
        """Read a plan file, a large one on another thread; None if the person did not want to wait.

        Raises:
            FileProblem: it cannot be opened.
        """
        catalog = self._session.catalog
        if not _is_large_file(path):
            return open_plan(path, catalog)
        words = self.tr("Opening {file}…").replace("{file}", path.name)
        return waited(self._window, words, self.tr("Cancel"), lambda: open_plan(path, catalog))

    def open_sample(self, name: str) -> bool:
        """Open a copy of a sample, without a file name."""
        if not self.may_leave():
            return False
        try:
            request = open_plan(data_folder("resources") / "samples" / name, self._session.catalog)
        except FileProblem as problem:
            self._tell(problem.in_language(self._language()))
            return False
        self._begin(request, None, saved=True)
        return True

    def offer_kept_work(self) -> bool:
        """Offer back what windows that died have left; return whether one was opened.

        Several are offered one after the other, newest first; what is decided later stays.
        """
        for path, work in self.keeper.leftovers():
            name = work.name or self.tr("New plan")
            answer = questions.offer_kept(self._window, name, _when(work.kept_at))
            if answer is questions.Kept.DISCARD:
                discard(path)
            elif answer is questions.Kept.OPEN:
                self._begin(work.request, Path(work.plan_path) if work.plan_path else None, saved=False)
                self.keeper.flush()
                discard(path)
                return True
        return False

    # --- out of a plan ----------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Ask about unsaved changes; return whether the plan may be left."""
        if not self._session.is_modified:
            return True
        answer = questions.ask_to_save(self._window, self.name)
        if answer is questions.Closing.SAVE:
            return self.save()
        return answer is questions.Closing.DISCARD

    def save(self) -> bool:
        """Save to the plan's file, or ask for one; return whether it was saved."""
        return self._write(self.path) if self.path is not None else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        dialog = QFileDialog(self._window, self.tr("Save plan"), self._settings.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Plan files (*.yaml *.yml)"))
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(self.path.name if self.path is not None else self._suggested_name())
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = dialog.selectedFiles()
        dialog.deleteLater()
        return accepted and bool(chosen) and self._write(Path(chosen[0]))

    def _write(self, path: Path) -> bool:
        request, catalog = self._session.request, self._session.catalog

        def work() -> bool:
            content = write_plan(request, catalog)
            write_files((ExportFile(path.name, content, "application/yaml"),), path.parent)
            return True

        try:
            if is_large(request):
                words = self.tr("Saving {file}…").replace("{file}", path.name)
                written = waited(self._window, words, "", work)
            else:
                written = work()
        except ExportWriteError as problem:
            self._tell(problem.text.in_language(self._language()))
            return False
        if not written:
            return False
        self.path, self.saved_at = path, datetime.now()
        self.keeper.plan_path = str(path)
        self._settings.folder = str(path.parent)
        self._session.mark_saved(request)
        self._remember()
        self.saved.emit()
        return True

    # --- recent plans -----------------------------------------------------------------------

    def recent(self) -> tuple[recent.RecentPlan, ...]:
        """Return the plans that were open lately."""
        return recent.from_text(self._settings.recent)

    def forget_recent(self, path: str) -> None:
        """Take a plan off the list."""
        self._settings.recent = recent.to_text(recent.without(self.recent(), path))
        self.recent_changed.emit()

    def sample_counts(self, name: str) -> tuple[int, int, int] | None:
        """Return required, optional and not needed of a sample, or None if it cannot be read."""
        try:
            request = open_plan(data_folder("resources") / "samples" / name, self._session.catalog)
        except FileProblem:
            return None
        plan = plan_of(request, self._session.catalog)
        if plan is None:
            return None
        counts = plan.counts()
        return counts.required, counts.optional, counts.not_needed

    # --- within -----------------------------------------------------------------------------

    def _with_requester(self, request: Request) -> Request:
        """Return a new request in the name of the last requester."""
        return replace(request, change_request=ChangeRequest(requester=self._settings.requester))

    def _begin(self, request: Request, path: Path | None, *, saved: bool) -> None:
        self.keeper.plan_path = str(path) if path is not None else ""
        self.path = path
        self.saved_at = _modified(path) if saved and path is not None else None
        self._session.start(request, saved=saved)
        if request.cluster.region:
            for step in _ANSWERING_STEPS:
                self._session.visit(step)
        self.opened.emit()

    def _planned(self) -> None:
        if self._to_remember and not self._session.is_planning:
            self._remember()

    def _remember(self) -> None:
        """Put the plan on the list of recent ones, with its counts as soon as they are known."""
        self._to_remember = self._session.is_planning
        if self.path is None or self._to_remember:
            return
        cluster, plan = self._session.cluster, self._session.plan
        region = cloud_of(cluster, self._session.catalog).region(cluster.region)
        counts = plan.counts() if plan is not None else None
        entry = recent.RecentPlan(
            path=str(self.path),
            name=cluster.name or self.path.stem,
            region_en=region.display.en if region is not None else cluster.region,
            region_zh=region.display.zh if region is not None else cluster.region,
            edition=cluster.edition,
            required=counts.required if counts is not None else 0,
            optional=counts.optional if counts is not None else 0,
            used_at=datetime.now().isoformat(timespec="minutes"),
        )
        self._settings.recent = recent.to_text(recent.with_added(self.recent(), entry))
        self.recent_changed.emit()

    def _suggested_name(self) -> str:
        return safe_stem(self._session.cluster.name) + SUFFIX

    def _tell(self, sentence: str) -> None:
        questions.tell(self._window, sentence)


def _is_large_file(path: Path) -> bool:
    try:
        return path.stat().st_size > _LARGE_FILE
    except OSError:
        return False  # opening it says why


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except OSError:
        return None


def _when(moment: datetime) -> str:
    """Return the time, with the day in front unless it is today."""
    local = moment.astimezone()
    today = local.date() == datetime.now().astimezone().date()
    return local.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
