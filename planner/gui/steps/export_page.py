"""Step 7: who gets which file, what each file cannot express, and writing all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, QThreadPool, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.export import Notice
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.exporters.base import ExportContext, Target
from planner.exporters.unwritten import unwritten_words
from planner.gui.colours import Meaning
from planner.gui.steps.export_cards import ExportCards
from planner.gui.steps.export_checks import Clock, MakeContext, TargetChecks, local_now
from planner.gui.steps.export_documents import ExportDocuments
from planner.gui.steps.export_foot import ExportFoot
from planner.gui.steps.export_lines import ExportLines
from planner.gui.steps.export_strip import ExportStrip
from planner.gui.steps.export_words import GROUP_TITLES, HELD_APART, described, kept_ids, written_words
from planner.gui.steps.export_work import ExportJob, ExportOutcome, ExportSignals, ExportWorker
from planner.gui.steps.file_preview import FilePreview
from planner.gui.steps.notices_panel import NoticesPanel
from planner.gui.steps.page import StepPage
from planner.gui.steps.readiness_panel import ReadinessPanel
from planner.gui.steps.script_settings import ScriptNames
from planner.gui.steps.to_paper import to_paper
from planner.gui.widgets.nothing_here import NothingHere
from planner.session.handover import export_context
from planner.session.problem import Problem, Step
from planner.session.session import Session, Written
from planner.session.steps import PLANNING, step_titles

FIRST_TICKED = ("xlsx", "pdf")
_NARROW = 860
_CARDS, _CARDS_NARROW = 376, 344
LoadTargets = Callable[[], tuple[Target, ...]]


def installed_targets() -> tuple[Target, ...]:
    """Return every target that can be used; this is where export libraries begin to be imported."""
    from planner.exporters.registry import load_targets

    return load_targets().usable


class ExportPage(StepPage):
    """Cards at the left, preview and notices at the right, the folder at the foot.

    The window's primary button asks `primary_text`, `primary_enabled` and `run_primary`; `state_changed`
    says that they may answer differently now. `written` carries an `ExportOutcome`.
    """

    step = Step.EXPORT
    written = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        load: LoadTargets = installed_targets,
        clock: Clock = local_now,
    ) -> None:
        """Build the page; targets are loaded when it is shown for the first time."""
        super().__init__(session, parent)
        self._load = load
        self._targets: dict[str, Target] = {}
        self._clock = clock
        self.checks = TargetChecks(clock, self)
        self._entries: list[tuple[str, str]] = []
        self._shown_target = ""
        self._worker: ExportWorker | None = None
        self._exported: Request | None = None
        self.signals = ExportSignals()
        self.documents = ExportDocuments(self)
        self.lines = ExportLines(self)
        self.cards = ExportCards(self)
        self.names = ScriptNames(self)
        self.preview = FilePreview(self)
        self.readiness = ReadinessPanel(self)
        self.notices = NoticesPanel(self)
        self.strip = ExportStrip(self)
        self.foot = ExportFoot(self)
        self.nothing = NothingHere(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.left = QWidget(self)
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.documents)
        left.addWidget(self.lines)
        left.addWidget(self.cards, 1)
        left.addWidget(self.names, 0, Qt.AlignmentFlag.AlignLeft)
        self.right = QWidget(self)
        right = QVBoxLayout(self.right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(self.preview, 1)
        right.addWidget(self.readiness)
        right.addWidget(self.notices)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.left)
        middle.addWidget(self.right, 1)
        self.body.setSpacing(10)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.foot)

    def _connect(self) -> None:
        self.cards.changed.connect(self._choose_targets)
        self.cards.words_changed.connect(self._fit_cards)
        self.cards.picked.connect(self._show_target)
        self.preview.chosen.connect(self._show_file)
        self.documents.changed.connect(self.refresh)
        self.lines.changed.connect(self.refresh)
        self.names.changed.connect(self.refresh)
        self.readiness.wanted.connect(self.point_wanted)
        self.checks.ready.connect(self.refresh)
        self.foot.changed.connect(self._choose_folder)
        self.foot.print_wanted.connect(self.print_plan)
        self.foot.preview_wanted.connect(lambda: self.print_plan(preview=True))
        self.strip.cancel_wanted.connect(self.cancel)
        self.strip.link_wanted.connect(self._go_to_problem)
        self.nothing.button.clicked.connect(self._go_to_problem)
        self.signals.progress.connect(self.strip.show_progress)
        self.signals.finished.connect(self._finish)

    # --- StepPage -------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the texts that do not depend on the plan."""
        self.setAccessibleName(self.tr("Export"))
        self.title.setText(self.tr("Hand the plan over"))
        self.helper.setText(
            self.tr(
                "Choose who gets it. What a file cannot express is a notice, named before anything is written."
            )
        )
        self.documents.retranslate()
        self.lines.retranslate()
        self.cards.retranslate()
        self.names.retranslate(self.language)
        self.preview.retranslate()
        self.foot.retranslate()
        if self._worker is None:
            self.strip.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _fit_cards(self) -> None:
        usual = _CARDS if self.width() >= _NARROW else _CARDS_NARROW
        self.left.setFixedWidth(max(usual, self.cards.narrowest))

    def restart(self) -> None:
        """Forget what was written of the plan before."""
        self._exported = None
        self.lines.restart()
        self._forget_outcome()

    def refresh(self) -> None:
        """Show what each target makes of the plan now; nothing is loaded before the page is seen."""
        if self.isVisible() and not self._targets:
            self._begin()
        plan = self.session.plan
        for widget in (self.left, self.right, self.foot):
            widget.setVisible(plan is not None)
        self.nothing.setVisible(plan is None)
        self.lines.show_plan(plan, self.session.request.approvals)
        if plan is None:
            missing = self.tr("Choose a cloud and a region first. Then the plan can be handed over.")
            said = self.say(PLANNING) if self.session.is_planning else missing
            self.nothing.say(said, self.tr("Cloud and region"))
        if self.session.is_planning:
            # What is shown is of the plan before; it is asked for anew once the plan is there.
            self.checks.forget()
        else:
            self._renew(plan)
        self.state_changed.emit()

    def _renew(self, plan: EgressPlan | None) -> None:
        """Have what is not known yet of the plan as it is now asked for, and show what is known."""
        if self.checks.renew(*self._made_from(plan)) and self._worker is None:
            self.strip.clear()
        if plan is not None and self._targets:
            self._check()
            self._show_targets(plan)
            self._show_files()
            self._show_blocking()
            self._show_readiness()

    def _made_from(self, plan: EgressPlan | None) -> tuple[object, MakeContext | None]:
        """Return what the context of targets is made from, and what makes it."""
        options = replace(
            self.names.options,
            fqdn_tag=self.cards.fqdn_tag,
            paper=self.documents.paper,
            only=self.lines.choice,
        )
        request, points, catalog = self.session.request, self.session.readiness, self.session.catalog
        language, clock = self.document_language, self._clock
        if plan is None:
            return None, None
        return (request, language, options), lambda: export_context(
            request, plan, catalog, language, clock(), options, points
        )

    def focus_first(self) -> None:
        """Begin at the first card, or at the button that leads on."""
        first = next(iter(self.cards.cards.values()), None)
        if self.session.plan is None or first is None:
            self.nothing.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            first.check.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the window asks -----------------------------------------------------------------------

    def primary_text(self) -> str:
        """Return the primary button's words: what it will do, with the number of files."""
        if self._worker is not None:
            return self.tr("Writing…")
        if self.is_checking:
            return self.tr("Checking…")
        return self.tr("Write %n file(s)", "", len(self.file_names()))

    def primary_enabled(self) -> bool:
        """Whether files can be written now."""
        busy = self._worker is not None or self.is_checking
        return bool(self.file_names()) and not self.blocking() and not busy

    @property
    def is_checking(self) -> bool:
        """Whether what is shown is not yet all of the plan as it is now."""
        return self.session.plan is not None and (self.session.is_planning or self.checks.is_checking)

    def run_primary(self) -> None:
        """Write the files of the ticked targets; asks before any file is replaced."""
        if not self.primary_enabled() or not self.foot.may_write(self.file_names()):
            return
        context = self.context()
        if context is None:
            return
        self.foot.remember()
        self._exported = self.session.request
        targets = tuple(self._targets[target_id] for target_id in self.cards.ticked)
        self._worker = ExportWorker(ExportJob(targets, context, self.foot.folder), self.signals)
        self._worker.setAutoDelete(False)
        self.strip.show_progress(0, 2 * len(targets))
        # The primary button is off until the files are there: the focus waits beside it.
        self.strip.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        QThreadPool.globalInstance().start(self._worker)
        self.state_changed.emit()

    def blocking(self) -> tuple[Problem, ...]:
        """Return what stops an export: no region, or an address that cannot be read."""
        return tuple(problem for problem in self.session.problems if problem.blocks)

    def context(self) -> ExportContext | None:
        """Return what targets are given now, or None while there is no plan."""
        return self.checks.context()

    def file_names(self) -> tuple[str, ...]:
        """Return the names that the ticked targets will write."""
        return tuple(
            name for target_id in self.cards.ticked for name in self.checks.names(self._targets[target_id])
        )

    @property
    def document_language(self) -> str:
        """The language of files, apart from the interface."""
        return self.documents.language

    def cancel(self) -> None:
        """Stop writing before the next file."""
        if self._worker is not None:
            self._worker.cancel()

    def print_plan(self, *, preview: bool = False) -> None:
        """Open the system's print dialog, or the preview, for the change request."""
        context = self.context()
        if context is None or self.blocking():
            return
        problem = to_paper(self, context, preview=preview)
        if problem is not None:
            self.strip.show_problem(problem, self.language)

    # --- within -----------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._targets = {target.id: target for target in self._load()}
        settings = QSettings()
        kept = kept_ids(str(settings.value("export/targets", "", type=str)))
        self.cards.build(tuple(self._targets.values()), frozenset(kept or FIRST_TICKED))
        self.documents.begin(self.language)
        tag_use = self.cards.tag_use.findData(str(settings.value("export/fqdn-tag", "", type=str)))
        self.cards.tag_use.setCurrentIndex(max(tag_use, 0))
        self.foot.begin()
        self._shown_target = next(iter(self.cards.ticked), next(iter(self._targets), ""))

    def _check(self) -> None:
        """Have all targets tell their notices, and those that are ticked or looked at make their files."""
        self.checks.check(self._targets.values(), (*self.cards.ticked, self._shown_target))

    def _show_readiness(self) -> None:
        points = self.session.readiness
        steps = step_titles(points, self.session.catalog, self.language)
        self.readiness.show_points(points, steps, self.language)
        self.notices.share_room(bool(points))

    def _show_targets(self, plan: EgressPlan) -> None:
        self.cards.name_groups({group.value: self.say(title) for group, title in GROUP_TITLES.items()})
        told: list[tuple[str, Notice]] = []
        ticked = self.cards.ticked
        for target_id, card in self.cards.cards.items():
            target = self._targets[target_id]
            found = self.checks.told(target)
            if found is None:
                card.show_target(self.say(target.label), self.say(target.summary), "", Meaning.DONE)
                continue
            count = len(found.notices) + (found.problem is not None)
            badge = self.tr("%n notice(s)", "", count) if count else self.tr("expresses all")
            meaning = Meaning.ADVISORY if count else Meaning.DONE
            unwritten = self.say(unwritten_words(found.unwritten, plan))
            card.show_target(self.say(target.label), self.say(target.summary), badge, meaning, unwritten)
            if target_id in ticked:
                told.extend((self.say(target.label), notice) for notice in found.notices)
        if any(self.checks.told(self._targets[target_id]) is None for target_id in ticked):
            self.notices.show_waiting(self.language)
        else:
            self.notices.show_notices(tuple(told), plan, len(ticked), self.language)

    def _show_files(self) -> None:
        """Fill the file list with the ticked targets' files and that of the card looked at."""
        ids = [
            target_id for target_id in self._targets if target_id in (*self.cards.ticked, self._shown_target)
        ]
        self._entries = [
            (target_id, name) for target_id in ids for name in self.checks.names(self._targets[target_id])
        ]
        shown = [row for row, (target_id, _) in enumerate(self._entries) if target_id == self._shown_target]
        current = self.preview.files.currentIndex()
        current = current if current in shown else next(iter(shown), 0)
        self.preview.show_names([name for _, name in self._entries], current)
        self.cards.light(self._shown_target)
        self._show_file(current)

    def _show_file(self, position: int) -> None:
        plan = self.session.plan
        if plan is None or not 0 <= position < len(self._entries):
            shown = self._targets.get(self._shown_target)
            problem = self.checks.of(shown).problem if shown is not None else None
            self.preview.show_description(
                self.say(problem) if problem else self.tr("Choose at least one target.")
            )
            return
        target_id, name = self._entries[position]
        target = self._targets[target_id]
        if target_id != self._shown_target:
            self._shown_target = target_id
            self.cards.light(target_id)
        if target.suffix in HELD_APART:
            self.preview.show_description(self.say(described(target.suffix, plan)))
            return
        content = next((file.content for file in self.checks.of(target).files if file.name == name), b"")
        if not self.preview.show_content(content):
            self.preview.show_description(self.say(described(target.suffix, plan)))

    def _show_target(self, target_id: str) -> None:
        self._shown_target = target_id
        self.refresh()

    def _choose_targets(self) -> None:
        QSettings().setValue("export/fqdn-tag", self.cards.fqdn_tag.value)
        self._forget_outcome()
        self.refresh()

    def _choose_folder(self) -> None:
        self._forget_outcome()
        self._show_blocking()
        self.state_changed.emit()

    def _forget_outcome(self) -> None:
        if self._worker is None:
            self.strip.clear()

    def _show_blocking(self) -> None:
        problems = self.blocking()
        self.foot.allow_printing(not problems and not self.is_checking)
        if problems and self._worker is None:
            self.strip.show_problem(problems[0].message, self.language, self.tr("Go there"))

    def _go_to_problem(self) -> None:
        problems = self.blocking()
        self.go_to.emit(problems[0].step if problems else Step.CLOUD)

    def _finish(self, outcome: ExportOutcome) -> None:
        self._worker = None
        waited = self.strip.cancel.hasFocus()
        self.strip.show_outcome(outcome, self.language)
        if outcome.problem is None and not outcome.cancelled:
            QSettings().setValue("export/targets", json.dumps(list(outcome.target_ids)))
        if outcome.files and self._exported is not None:
            words = written_words(len(outcome.target_ids), len(outcome.files))
            whole = outcome.problem is None and not outcome.cancelled
            self.session.mark_written(Written(words, self._exported, whole))
        self.written.emit(outcome)
        self.state_changed.emit()
        if waited and not self.strip.take_focus():
            self.finished.emit()
