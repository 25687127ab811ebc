"""A walk over every page and dialog, empty, typical and full, in both languages and a longer one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.catalog.model import Catalog
from planner.domain.request import Request
from planner.gui import questions
from planner.gui.steps.script_settings import ScriptSettings
from planner.gui.window import Window
from planner.session.problem import STEPS, Step
from tests.gui.accessible import Pseudo, clipped, findings, twice, untranslated
from tests.gui.windows import open_window, session_of
from tests.tools.shown_plans import empty_plan, full_plan, typical_plan

pytestmark = pytest.mark.long


def older_plan(catalog: Catalog) -> Request:
    """A plan of the oldest edition: above each page stands the offer of the newest."""
    plan = typical_plan(catalog)
    return replace(plan, cluster=replace(plan.cluster, edition=catalog.editions[0].id))


PLANS = {"empty": empty_plan, "typical": typical_plan, "full": full_plan, "older": older_plan}
SIZES = ((1280, 800), (1024, 680))
SMALLEST = (960, 560)


def open_plan(window: Window, request: Request) -> None:
    """Show a plan as if it had been opened."""
    session_of(window).start(request)
    window.commands.documents.opened.emit()


def settle() -> None:
    """Let layouts, deferred deletions and timers come to rest."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete
        QApplication.processEvents()


def pages(window: Window, size: tuple[int, int]) -> Iterator[str]:
    """Open every page of every plan; yield what is open."""
    window.resize(*size)
    for name, make in PLANS.items():
        open_plan(window, make(session_of(window).catalog))
        QThreadPool.globalInstance().waitForDone()  # what a newer edition changes is counted there
        settle()
        for step in STEPS:
            window.commands.workbench.go(step)
            settle()
            yield f"{name} {step.value} {size[0]}x{size[1]}"


def parts(window: Window) -> list[QWidget]:
    """Rail, offer of an edition, page, explanation and bar, in the order of Tab."""
    workbench = window.commands.workbench
    pane = getattr(workbench.page, "explanation", None)
    panes = [workbench.rail, workbench.edition, workbench.page, workbench.bar]
    if isinstance(pane, QWidget):
        left = workbench.page.filter.parentWidget()  # type: ignore[attr-defined]
        panes[2:3] = [left, pane]
    return panes


def told(found: dict[str, list[str]]) -> str:
    """Return the findings as lines, equal ones of several pages once."""
    where: dict[str, list[str]] = {}
    for page, amiss in found.items():
        for line in amiss:
            where.setdefault(line, []).append(page)
    return "\n".join(f"{line}: {', '.join(pages)}" for line, pages in where.items())


def menu_titles(window: Window) -> list[str]:
    return [action.text() for action in window.menuBar().actions()]


@pytest.fixture(params=["en", "zh"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot, request.param) as shown:
        yield shown


@pytest.fixture
def pseudo_window(qtbot: QtBot) -> Iterator[Window]:
    """A window whose own words are longer, and whose catalog speaks Chinese."""
    application = QApplication.instance()
    assert application is not None
    with open_window(qtbot, "zh") as shown:
        translator = Pseudo()
        application.installTranslator(translator)
        shown._retranslate()
        shown.commands.retranslate()
        try:
            yield shown
        finally:
            application.removeTranslator(translator)


@pytest.mark.parametrize("size", [*SIZES, SMALLEST])
def test_every_page_is_named_reached_in_reading_order_and_whole(
    window: Window, size: tuple[int, int]
) -> None:
    found = {
        where: amiss
        for where in pages(window, size)
        if (amiss := findings(window, parts(window), menu_titles(window)))
    }
    assert not found, told(found)


@pytest.mark.parametrize("size", SIZES)
def test_words_that_are_two_fifths_longer_still_fit(pseudo_window: Window, size: tuple[int, int]) -> None:
    found = {where: amiss for where in pages(pseudo_window, size) if (amiss := list(clipped(pseudo_window)))}
    assert not found, told(found)


def test_no_english_sentence_bypasses_translation(pseudo_window: Window) -> None:
    found = {
        where: amiss
        for where in pages(pseudo_window, SIZES[0])
        if (amiss := list(untranslated(pseudo_window)))
    }
    assert not found, told(found)


def test_no_page_is_wider_than_the_smallest_window(window: Window) -> None:
    wide = []
    assert window.minimumSize().toTuple() == SMALLEST
    for where in pages(window, SMALLEST):
        scroll = window.commands.workbench.stack.currentWidget()
        if isinstance(scroll, QScrollArea) and scroll.horizontalScrollBar().maximum():
            wide.append(where)
    assert not wide


@pytest.mark.parametrize("size", [*SIZES, SMALLEST])
def test_the_first_page_is_named_reached_in_reading_order_and_whole(
    window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    settle()
    assert findings(window, [window.welcome], menu_titles(window)) == []


def test_no_menu_entry_bypasses_translation(pseudo_window: Window) -> None:
    open_plan(pseudo_window, typical_plan(session_of(pseudo_window).catalog))
    entries = [action.text() for menu in pseudo_window.menus.menus.values() for action in menu.actions()]
    plain = [text for text in entries if re.search("[a-z]", text) and "[" not in text]
    assert set(plain) <= {"English"}


def test_each_menu_has_every_mnemonic_once(window: Window) -> None:
    open_plan(window, typical_plan(session_of(window).catalog))
    found = []
    for menu in window.menus.menus.values():
        found.extend(twice([action.text() for action in menu.actions() if not action.isSeparator()]))
    assert not found


# --- dialogs ---------------------------------------------------------------------------------


def _former(window: Window) -> None:
    from planner.gui.former_rules import show_former_rules

    catalog = session_of(window).catalog
    feature = next(entry for entry in catalog.features if entry.id == "dev-spaces")
    show_former_rules(window, feature, catalog, window.language)


def _edition(window: Window) -> None:
    from planner.gui.edition_changes import show_edition_changes

    show_edition_changes(window, session_of(window), window.language)


def _leave_out(window: Window) -> None:
    window.commands.workbench.go(Step.RULES)
    page = window.commands.workbench.page
    page.ask_reason(page._rows[:1])  # type: ignore[attr-defined]


def _add_service(window: Window) -> None:
    window.commands.workbench.go(Step.TRAFFIC)
    window.commands.workbench.page.inbound.ask(None)  # type: ignore[attr-defined]


DIALOGS: dict[str, Callable[[Window], object]] = {
    "help": lambda window: window.commands.show_help(),
    "shortcuts": lambda window: window.commands.show_shortcuts(),
    "sources": lambda window: window.commands.show_sources(),
    "about": lambda window: window.commands.show_about(),
    "editions": lambda window: window.commands.show_editions(),
    "former rules": _former,
    "edition changes": _edition,
    "leave out": _leave_out,
    "add service": _add_service,
    "start from a cluster": lambda window: window.commands.start_from_cluster(),
    "names for scripts": lambda window: ScriptSettings(window.language, window).exec(),
    "unsaved changes": lambda window: questions.ask_to_save(window, "shop-prod"),
    "kept work": lambda window: questions.offer_kept(window, "shop-prod", "14:05"),
}


@contextmanager
def dialog_looked_at(qtbot: QtBot, look: Callable[[QDialog], None]) -> Iterator[None]:
    """Have ``look`` see the dialog that opens, whether it holds the caller up or not; then close it."""
    done: list[bool] = []

    def see() -> None:
        dialog = QApplication.activeModalWidget() or next(
            (
                entry
                for entry in QApplication.topLevelWidgets()
                if isinstance(entry, QDialog) and entry.isVisible()
            ),
            None,
        )
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(20, see)
            return
        try:
            look(dialog)
        finally:
            dialog.reject()
            done.append(True)

    QTimer.singleShot(20, see)
    yield
    qtbot.waitUntil(lambda: bool(done))


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_is_named_reached_and_whole(name: str, window: Window, qtbot: QtBot) -> None:
    found: list[str] = []
    open_plan(window, typical_plan(session_of(window).catalog))
    with dialog_looked_at(qtbot, lambda dialog: found.extend(findings(dialog, [], []))):
        DIALOGS[name](window)
    assert not found


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_has_room_for_longer_words(name: str, pseudo_window: Window, qtbot: QtBot) -> None:
    found: list[str] = []
    open_plan(pseudo_window, typical_plan(session_of(pseudo_window).catalog))
    with dialog_looked_at(qtbot, lambda dialog: found.extend((*clipped(dialog), *untranslated(dialog)))):
        DIALOGS[name](pseudo_window)
    assert not found
