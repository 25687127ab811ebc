"""Names, paths and catalog words are texts: nothing of them is read as markup anywhere, and no file is opened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from planner import gui
from planner.catalog.loader import load_catalog
from planner.domain.omission import Omission
from planner.domain.request import ChangeRequest, Request
from planner.domain.source import Source
from planner.domain.text import Text
from planner.gui import commands, questions
from planner.gui.background import wait_until
from planner.gui.models.rules_model import RulesModel
from planner.gui.plain import as_html, as_markdown, as_tip
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.rules_page import RulesPage
from planner.gui.window import Window
from planner.session.deriving import plan_of
from planner.session.problem import STEPS, Step
from planner.session.recent import RecentPlan, to_text
from tests.gui.sinks import Sinks, opened_in
from tests.gui.test_accessibility_walk import DIALOGS, dialog_looked_at, open_plan, settle
from tests.gui.windows import open_window, session_of
from tests.tools.shown_plans import full_plan

MARK = "owned"


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    """A picture in a folder of its own, which nothing has a reason to open."""
    folder = tmp_path / "bait"
    folder.mkdir()
    path = folder / "bait.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def hostile(bait: Path) -> str:
    return (
        f'<img src="file://{bait}"><a href="file://{bait}">x</a><u>{MARK}</u>'
        f"![{MARK}](file://{bait}) &amp;{{name}} "
    )


def with_texts(value: object, markup: str) -> object:
    """Return a part of the catalog with ``markup`` in front of each of its texts, and a file behind each link."""
    if isinstance(value, Text):
        if not value.en:
            return value
        parts = tuple(with_texts(part, markup) for part in value.parts)
        return replace(value, en=markup + value.en, zh=markup + value.zh, parts=parts)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: with_texts(getattr(value, field.name), markup)
            for field in fields(value)
            if field.init
        }
        if isinstance(value, Source):
            changed |= {"title": markup + value.title, "url": "file:///etc/passwd"}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(with_texts(entry, markup) for entry in value)
    if isinstance(value, Mapping):
        return {key: with_texts(entry, markup) for key, entry in value.items()}
    return value


def hostile_plan(markup: str) -> Request:
    """Return a plan whose every free text is ``markup``, as a plan file could hold it."""
    request = full_plan(load_catalog())
    words = ChangeRequest(**{field.name: markup for field in fields(ChangeRequest)})
    services = tuple(
        replace(service, name=f"{markup}{number}") for number, service in enumerate(request.cluster.inbound)
    )
    cluster = replace(request.cluster, name=markup, inbound=services)
    plan = plan_of(request, load_catalog())
    assert plan is not None
    left_out = tuple(Omission(rule.id, markup) for rule in plan.rules[:3])
    return replace(request, cluster=cluster, change_request=words, omissions=left_out)


@contextmanager
def hostile_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, markup: str, language: str = "en"
) -> Iterator[Window]:
    catalog = load_catalog()
    texts = {field.name: with_texts(getattr(catalog, field.name), markup) for field in fields(catalog)}
    monkeypatch.setattr(commands, "load_catalog", lambda: replace(catalog, **texts))
    with open_window(qtbot, language) as window:
        recent = RecentPlan(f"/nowhere/{markup}.yaml", markup, markup, markup, "2020-03-10", 1, 2, "")
        window.settings.recent = to_text([recent])
        window.commands.fill_recent()
        yield window


def typed_into(page: QWidget, markup: str) -> int:
    """Type into every field of a page; return how many there are."""
    found = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    met = 0
    for field in found:
        if field.isReadOnly() or not field.isEnabled():
            continue
        met += 1
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(markup)
        else:
            field.setText(markup)
            field.textEdited.emit(markup)
            field.editingFinished.emit()
        settle()
    return met


def boxes(window: Window, markup: str) -> dict[str, Callable[[], object]]:
    """The boxes that speak of a name or a path."""
    page = window.commands.workbench._page(Step.EXPORT)
    assert isinstance(page, ExportPage)
    return {
        "save": lambda: questions.ask_to_save(window, markup),
        "kept": lambda: questions.offer_kept(window, markup, "14:05"),
        "tell": lambda: questions.tell(window, markup),
        "replace": lambda: page.foot.ask_replace((markup, f"{markup}.xlsx")),
        "wait": lambda: wait_until(window, markup, "Cancel", lambda: False, window.commands._plan_changed),
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_of_a_plan_or_the_catalog_is_markup_anywhere(
    language: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    bait: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    markup, sinks, typed = hostile(bait), Sinks(MARK), 0
    with opened_in(bait.parent) as opened, hostile_window(qtbot, monkeypatch, markup, language) as window:
        sinks.walk("welcome")
        open_plan(window, hostile_plan(markup))
        session = session_of(window)
        for step in STEPS:
            window.commands.workbench.go(step)
            settle()
            page = window.commands.workbench.page
            sinks.walk(step.value)
            if isinstance(page, RulesPage):
                explain_every_line(page, sinks)
            window.grab()
        for step in STEPS:
            window.commands.workbench.go(step)
            settle()
            typed += typed_into(window.commands.workbench.page, markup)
            sinks.walk(f"{step.value}, typed")
            while session.undo_label is not None:
                session.undo()
        for name, show in (*boxes(window, markup).items(), *dialogs(window).items()):
            with dialog_looked_at(qtbot, lambda dialog, name=name: looked(dialog, name, sinks)):
                show()
    assert not sinks.found
    assert not list(opened)
    with capsys.disabled():
        seen = ", ".join(
            f"{kind} {count} ({sinks.hostile[kind]} hostile)" for kind, count in sorted(sinks.seen.items())
        )
        print(f"\n[{language}] {typed} fields typed into; {seen}")
    assert typed >= 20
    assert sinks.hostile["label"] > 100
    assert sinks.hostile["document"] > 100
    assert all(sinks.hostile[kind] for kind in ("tool tip", "item tip", "message box"))


def looked(dialog: QDialog, name: str, sinks: Sinks) -> None:
    sinks.walk(f"dialog {name}")
    dialog.grab()
    if isinstance(dialog, QProgressDialog):
        dialog.canceled.emit()


def dialogs(window: Window) -> dict[str, Callable[[], object]]:
    return {name: lambda show=show: show(window) for name, show in DIALOGS.items()}


def explain_every_line(page: RulesPage, sinks: Sinks) -> None:
    model: RulesModel = page.model
    for group in range(model.rowCount()):
        head = model.index(group, 0)
        for row in range(model.rowCount(head)):
            page.view.setCurrentIndex(model.index(row, 0, head))
            sinks._widget(page.explanation.name, "explanation")
            sinks._widget(page.explanation.text, "explanation")


def test_what_a_clusters_json_says_is_no_markup(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, bait: Path, tmp_path: Path
) -> None:
    markup, sinks = hostile(bait), Sinks(MARK)
    name = "tests/importers/clusters/aks-show-windows-pool.arm.json"
    said = json.loads((Path(gui.__file__).parents[2] / name).read_text(encoding="utf-8"))

    def everywhere(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: everywhere(entry, name) for name, entry in value.items()}
        if isinstance(value, list):
            return [everywhere(entry) for entry in value]
        kept = re.fullmatch(r"type|location|id|apiVersion|\$schema|contentVersion|kubernetesVersion", key)
        return markup + value if isinstance(value, str) and not kept else value

    files = {"all": everywhere(said), "name": said | {"name": markup}}
    with opened_in(bait.parent) as opened, open_window(qtbot) as window:
        for which, content in files.items():
            path = tmp_path / f"<u>{MARK}<u> {which}.json"
            path.write_text(json.dumps(content), encoding="utf-8")

            def look(dialog: QDialog, which: str = which) -> None:
                qtbot.waitUntil(lambda: dialog._worker is None)  # type: ignore[attr-defined]
                looked(dialog, which, sinks)

            with dialog_looked_at(qtbot, look):
                window.commands.start_from_cluster(str(path))
    assert not sinks.found
    assert not list(opened)
    assert sinks.hostile["label"]


def test_what_makes_a_text_safe_shows_exactly_it() -> None:
    for text in (
        '<img src="x"><b>a</b>',
        "a & b &amp; c",
        "*.mcr.microsoft.com_x_[a](b)",
        "# no heading",
        "1. no",
    ):
        for made in (as_html(text), as_tip(text)):
            document = QTextDocument()
            document.setHtml(made) if GuiQt.mightBeRichText(made) or made == as_html(text) else (
                document.setPlainText(made)
            )
            assert document.toPlainText() == text
        document = QTextDocument()
        document.setMarkdown(as_markdown(text))
        assert document.toPlainText() == text


def test_no_other_way_to_show_a_text_is_used_anywhere() -> None:
    """A label, tool tip or document that guesses what it is given is made in one file alone."""
    raw = re.compile(
        r"\bQLabel\(|\bQTextBrowser\(|\bQMessageBox\(|\.setToolTip\(|\.setStatusTip\(|\.setWhatsThis\(|"
        r"\bAutoText\b|\bhtml\.escape\(|\bshowText\(|\bQErrorMessage\("
    )
    folder = Path(gui.__file__).parent
    made = [
        f"{path.relative_to(folder)}: {line.strip()}"
        for path in folder.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if raw.search(line) and not line.startswith(("class ", "from ", "import "))
    ]
    allowed = {
        'plain.py: return html.escape(text).replace("\\n", "<br>")',
        "plain.py: widget.setToolTip(as_tip(text))",
        "questions.py: box = QMessageBox(icon, TITLE, text, QMessageBox.StandardButton.NoButton, parent)",
    }
    assert set(made) <= allowed
