"""Plans as files: save and open, unsaved changes, recent plans, samples, dropping, and work kept after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.gui import questions
from planner.gui.keeper import recovery_folder
from planner.gui.questions import Closing, Kept
from planner.gui.steps.export_page import ExportPage
from planner.gui.window import Window
from planner.session.plan_file import read_plan
from planner.session.problem import Step
from tests.gui.windows import EDIT, answer_typical, open_window, session_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(questions, "tell", lambda _parent, sentence: sentences.append(sentence))
    return sentences


def _save(window: Window, path: Path) -> None:
    window.commands.documents.path = path
    window.commands.save()


def _answers(monkeypatch: pytest.MonkeyPatch, answer: Closing) -> list[str]:
    asked: list[str] = []

    def ask(_parent: object, name: str) -> Closing:
        asked.append(name)
        return answer

    monkeypatch.setattr(questions, "ask_to_save", ask)
    return asked


def test_a_saved_plan_opens_again_as_it_was(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    document = session_of(window).request
    _save(window, tmp_path / "shop.yaml")
    assert not window.isWindowModified()
    window.commands.new()
    window.commands.open_path(str(tmp_path / "shop.yaml"))
    assert session_of(window).request == document
    assert window.windowTitle() == "shop[*] — AKS Egress Planner"


def test_another_plan_has_nothing_written_yet_in_the_rail(
    tmp_path: Path, qtbot: QtBot, window: Window
) -> None:
    window.commands.new()
    answer_typical(window.commands)
    workbench = window.commands.workbench
    workbench.go(Step.EXPORT)
    export = workbench.page
    assert isinstance(export, ExportPage)
    export.foot.field.setText(str(tmp_path))
    qtbot.waitUntil(export.primary_enabled, timeout=20_000)
    with qtbot.waitSignal(export.written, timeout=20_000):
        workbench.primary()
    assert session_of(window).written is not None
    session_of(window).mark_saved(session_of(window).request)
    window.commands.new()
    assert session_of(window).written is None


def test_saving_says_when_and_a_change_says_since_when(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    state = window.commands.workbench.bar.state
    assert state.text() == "Not saved yet"
    _save(window, tmp_path / "shop.yaml")
    assert state.text().startswith("Saved ")
    session_of(window).answer(EDIT, name="other")
    assert state.text().startswith("Changed since ")


@pytest.mark.parametrize(
    ("answer", "closes", "saves"),
    [(Closing.SAVE, True, True), (Closing.DISCARD, True, False), (Closing.CANCEL, False, False)],
)
def test_closing_with_unsaved_changes_asks(
    answer: Closing,
    closes: bool,
    saves: bool,
    tmp_path: Path,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _answers(monkeypatch, answer)
    window.commands.new()
    answer_typical(window.commands)
    window.commands.documents.path = tmp_path / "shop.yaml"
    assert window.close() is closes
    assert asked == ["shop"]
    assert (tmp_path / "shop.yaml").exists() is saves


def test_closing_without_changes_does_not_ask(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _answers(monkeypatch, Closing.CANCEL)
    window.commands.new()
    assert window.close()
    assert asked == []


def test_another_plan_is_not_opened_while_the_question_is_cancelled(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.commands.new()
    answer_typical(window.commands)
    _answers(monkeypatch, Closing.CANCEL)
    window.commands.open_sample("simple-public.yaml")
    assert session_of(window).cluster.name == "shop-prod"


def test_an_unknown_key_is_told_by_line_and_the_work_stays(
    tmp_path: Path, window: Window, told: list[str]
) -> None:
    window.commands.new()
    bad = tmp_path / "shop-prod.yaml"
    bad.write_text("format: 1\nfeaturs:\n  on: []\n", encoding="utf-8")
    window.commands.open_path(str(bad))
    assert len(told) == 1
    assert told[0].startswith("shop-prod.yaml, line 2: ")
    assert "featurs" in told[0]
    assert window.commands.documents.path is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("format: 3\n", "has format 3"),
        ("format: 1\ncluster: {cloud: AzureMoonCloud}\n", "AzureMoonCloud"),
        ("format: 1\nfeatures: {on: [no-such]}\n", "no-such"),
        ("[1, 2", "line"),
    ],
)
def test_a_plan_that_cannot_be_used_is_told_and_not_opened(
    content: str, words: str, tmp_path: Path, window: Window, told: list[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(content, encoding="utf-8")
    window.commands.open_path(str(path))
    assert len(told) == 1
    assert words in told[0]
    assert not window.commands.plan_is_open


def test_a_folder_without_permission_is_told_and_nothing_counts_as_saved(
    tmp_path: Path, window: Window, told: list[str]
) -> None:
    window.commands.new()
    answer_typical(window.commands)
    _save(window, tmp_path / "missing" / "shop.yaml")
    assert len(told) == 1
    assert session_of(window).is_modified


def test_recent_plans_show_their_counts_newest_first(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    plan = session_of(window).plan
    assert plan is not None
    for name in ("first", "second"):
        _save(window, tmp_path / f"{name}.yaml")
        session_of(window).answer(EDIT, name=f"after-{name}")
    rows = window.welcome.recent.list.plans
    assert [Path(entry.path).stem for entry in window.commands.documents.recent()] == ["second", "first"]
    assert f"{plan.counts().required} required, 4 optional" in rows[0].about.text()
    assert rows[0].about.text().startswith("West Europe")


def test_a_missing_recent_plan_is_struck_through_and_can_be_removed(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    _save(window, tmp_path / "gone.yaml")
    (tmp_path / "gone.yaml").unlink()
    window.commands.fill_recent()
    [row] = window.welcome.recent.list.plans
    assert row.name.font().strikeOut()
    assert row.about.text() == "File not found."
    row.forget.click()
    assert window.welcome.recent.list.plans == []
    assert window.welcome.recent.list.empty.text() == "Plans that you save appear here."


def test_a_recent_plan_of_an_older_edition_says_so(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    session_of(window).answer(EDIT, edition="2020-03-10")
    _save(window, tmp_path / "old.yaml")
    [row] = window.welcome.recent.list.plans
    assert row.stale.text == "Made with edition 2020-03-10; a newer one is known"


@pytest.mark.parametrize("index", range(3))
def test_a_sample_opens_as_a_copy_without_a_file_name(index: int, window: Window) -> None:
    card = window.welcome.samples.cards[index]
    card.button.click()
    plan = session_of(window).plan
    assert plan is not None
    counts = plan.counts()
    assert (counts.required, counts.optional, counts.not_needed) == card.counts
    assert window.commands.documents.path is None
    assert not session_of(window).problems
    assert not session_of(window).is_modified


def test_a_plan_file_dropped_on_the_window_is_opened(tmp_path: Path, qtbot: QtBot, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    _save(window, tmp_path / "dropped.yaml")
    window.commands.new()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.yaml"))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: session_of(window).cluster.name == "shop-prod")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("picture.png",), "Files with this ending cannot be opened."),
        (("a.yaml", "b.yaml"), "One file can be opened at a time."),
        (("folder.yaml",), "One file can be opened at a time."),  # .yaml is an ending that can be
    ],
)
def test_what_is_not_one_plan_file_is_told_when_dropped(
    names: tuple[str, ...], said: str, tmp_path: Path, qtbot: QtBot, window: Window, told: list[str]
) -> None:
    (tmp_path / "folder.yaml").mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [f"{said} Drop a plan, whose name ends in .yaml, or a cluster's JSON."]


# --- after a crash ----------------------------------------------------------------------------


def test_unsaved_work_is_on_disk_within_a_second_and_gone_after_saving(
    tmp_path: Path, qtbot: QtBot, window: Window
) -> None:
    window.commands.new()
    answer_typical(window.commands)
    kept = window.commands.documents.keeper.path
    qtbot.waitUntil(kept.exists, timeout=1000)
    _save(window, tmp_path / "shop.yaml")
    assert not kept.exists()


_CRASH = """
import os, signal, sys
from PySide6.QtCore import QTimer
from planner.gui.application import dress, make_application
from planner.gui.settings import Settings
from planner.gui.window import Window
from planner.domain.text import Text
application = make_application(["planner"])
settings = Settings()
window = Window(settings, *dress(application, settings))
window.show()
window.commands.new()
window.commands.session.answer(Text("a", "a"), name=sys.argv[1], region="westeurope")
QTimer.singleShot(1000, lambda: os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM)))
application.exec()
"""


def _crash(name: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, name], env=environment, cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode != 0


@pytest.mark.long
def test_work_of_a_killed_planner_is_offered_back_and_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def offer(_parent: object, name: str, _time: str) -> Kept:
        offered.append(name)
        return Kept.OPEN

    monkeypatch.setattr(questions, "offer_kept", offer)
    _crash("shop-killed")
    with open_window(qtbot) as window:
        qtbot.waitUntil(lambda: bool(offered))
        assert offered == ["shop-killed"]
        assert session_of(window).cluster.name == "shop-killed"
        assert session_of(window).is_modified
        # The old file has become the new window's own.
        assert list(recovery_folder().glob("*.work")) == [window.commands.documents.keeper.path]


@pytest.mark.long
def test_several_plans_left_by_crashes_are_offered_until_one_is_opened(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    answers = iter([Kept.LATER, Kept.DISCARD])

    def offer(_parent: object, name: str, _time: str) -> Kept:
        offered.append(name)
        return next(answers)

    monkeypatch.setattr(questions, "offer_kept", offer)
    _crash("first")
    _crash("second")
    with open_window(qtbot) as window:
        qtbot.waitUntil(lambda: len(offered) == 2)
        assert offered == ["second", "first"]
        assert not window.commands.plan_is_open
    assert len(list(recovery_folder().glob("*.work"))) == 1


def test_work_of_a_window_that_still_lives_is_not_offered(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setattr(
        questions, "offer_kept", lambda _parent, name, _time: offered.append(name) or Kept.LATER
    )
    with open_window(qtbot) as window:
        window.commands.new()
        answer_typical(window.commands)
        window.commands.documents.keeper.flush()
        with open_window(qtbot):
            QApplication.processEvents()
        assert offered == []


def test_the_saved_file_is_what_the_command_line_reads(tmp_path: Path, window: Window) -> None:
    window.commands.new()
    answer_typical(window.commands)
    _save(window, tmp_path / "shop.yaml")
    session = session_of(window)
    request = read_plan((tmp_path / "shop.yaml").read_bytes(), "shop.yaml", session.catalog)
    assert request == session.request
