"""The offer to take the newest edition into a plan that was opened with an older one. Nothing is taken unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from planner.domain.request import Request
from planner.gui.announcing import announce
from planner.gui.background import Background
from planner.gui.documents import Documents
from planner.gui.widgets.edition_bar import EditionBar
from planner.planning.edition_delta import EditionDelta, edition_delta
from planner.planning.edition_words import WITH_IT, line_counts, no_longer_decided
from planner.planning.situation import ProfileError
from planner.session.addresses import readable
from planner.session.kept_editions import KeptEdition, from_text, to_text, with_kept
from planner.session.session import Session

if TYPE_CHECKING:
    from planner.gui.window import Window

_PAUSE_MS = 200
"""After the last answer, before the lines are counted anew."""


class EditionOffer(QObject):
    """Watches which plan is open; the bar shows while it has the edition that it was opened with."""

    def __init__(self, session: Session, documents: Documents, bar: EditionBar, window: Window) -> None:
        """Offer nothing until a plan is opened."""
        super().__init__(window)
        self._session, self._documents, self._bar, self._window = session, documents, bar, window
        self._opened_with = ""
        self._counted: Request | None = None
        self._delta: EditionDelta | None = None
        self._work = Background[EditionDelta | None](self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._count)
        bar.show_wanted.connect(self.show_changes)
        bar.update_wanted.connect(self.update_edition)
        bar.keep_wanted.connect(self.keep)
        documents.opened.connect(self._opened)
        session.subscribe(self._changed)

    @property
    def newest(self) -> str:
        """The edition that is offered."""
        return self._session.catalog.newest_edition.id

    @property
    def is_offered(self) -> bool:
        """Whether the plan still has the older edition that it was opened with."""
        return bool(self._opened_with) and self._session.cluster.edition == self._opened_with

    def retranslate(self) -> None:
        """Follow the window's language."""
        self._bar.retranslate()
        self._show()

    def show_changes(self) -> None:
        """Show line by line what the newest edition changes, with reasons."""
        from planner.gui.edition_changes import show_edition_changes

        show_edition_changes(self._window, self._session, self._window.language)

    def update_edition(self) -> None:
        """Take the newest edition, as one answer that can be undone."""
        from planner.gui.edition_changes import take_edition

        self._leave_bar()
        take_edition(self._session, self.newest)

    def keep(self) -> None:
        """Offer it no more for this plan; of a plan that has a file that is remembered."""
        path = self._documents.path
        if path is not None:
            settings = self._window.settings
            entry = KeptEdition(str(path), self._opened_with, self.newest)
            settings.kept_editions = to_text(with_kept(from_text(settings.kept_editions), entry))
        self._leave_bar()
        self._opened_with = ""
        self._show()

    # --- within -----------------------------------------------------------------------------

    def _opened(self) -> None:
        edition, path = self._session.cluster.edition, self._documents.path
        kept = from_text(self._window.settings.kept_editions)
        is_kept = path is not None and KeptEdition(str(path), edition, self.newest) in kept
        known = self._session.catalog.edition(edition) is not None
        self._opened_with = edition if known and edition < self.newest and not is_kept else ""
        self._counted = self._delta = None
        self._work.forget()
        self._show()
        if self.is_offered:
            self._count()

    def _changed(self) -> None:
        self._show()
        if self.is_offered and self._session.request is not self._counted:
            self._timer.start()

    def _count(self) -> None:
        """Count away from the window's thread: a plan may have thousands of lines."""
        request, catalog, newest = self._session.request, self._session.catalog, self.newest
        if not self.is_offered or request is self._counted:
            return
        self._counted = request

        def work() -> EditionDelta | None:
            try:
                return edition_delta(readable(request, catalog), newest, catalog)
            except ProfileError:  # no region yet: there are no lines
                return None

        self._work(work, self._take)

    def _take(self, delta: EditionDelta | None) -> None:
        first = self._delta is None
        self._delta = delta
        self._show()
        if first and self.is_offered:
            announce(self._bar, self._bar.line.text)

    def _show(self) -> None:
        self._bar.offer(self._words() if self.is_offered else "")

    def _words(self) -> str:
        language, delta = self._window.language, self._delta
        said = self.tr("Made with edition {older}. The newest is {newest}.")
        parts = [said.replace("{older}", self._opened_with).replace("{newest}", self.newest)]
        if delta is not None:
            parts += [
                WITH_IT.filled(counts=line_counts(delta)).in_language(language),
                no_longer_decided(delta).in_language(language),
            ]
        return ("" if language == "zh" else " ").join(part for part in parts if part)

    def _leave_bar(self) -> None:
        """Give the focus to the page: the button that had it is going away."""
        if any(button.hasFocus() for button in self._bar.findChildren(QPushButton)):
            self._window.commands.workbench.page.focus_first()
