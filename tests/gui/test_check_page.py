"""Check a page…: a saved copy of Microsoft's page against an edition that is chosen, changing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.gui import questions
from planner.gui.help_dialog import help_text
from planner.gui.models.page_findings import Column
from planner.gui.page_dialog import PageDialog
from planner.gui.window import Window
from tests.copies import markdown, saved_html
from tests.gui.accessible import findings
from tests.gui.windows import open_window

NEWEST, BEFORE = "2026-07-02", "2024-12-11"


@pytest.fixture(params=["en", "zh"])
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot, request.param) as opened:
        yield opened


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(questions, "tell", lambda _parent, sentence: said.append(sentence))
    return said


def checked(window: Window, folder: Path, text: str, name: str = "page.html") -> PageDialog:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    window.commands.check_page(str(path))
    check = window.commands.page_check
    assert check is not None
    assert check.dialog is not None
    return check.dialog


def test_the_newest_page_differs_in_nothing_and_says_so_without_a_plan(
    window: Window, tmp_path: Path
) -> None:
    assert not window.commands.plan_is_open
    assert window.menus.actions["check_page"].isEnabled()
    dialog = checked(window, tmp_path, saved_html(NEWEST))
    assert dialog.edition.currentData() == NEWEST
    assert dialog.model.rows == ()
    assert NEWEST in dialog.counts.text
    assert not dialog.copy.isEnabled()
    assert findings(dialog, [], []) == []
    dialog.reject()


def test_another_edition_is_chosen_and_each_finding_says_what_it_means(
    window: Window, tmp_path: Path
) -> None:
    dialog = checked(window, tmp_path, markdown(NEWEST), "page.md")
    dialog.edition.setCurrentIndex(dialog.edition.findData(BEFORE))
    hosts = {row.cells[Column.DESTINATION] for row in dialog.model.rows}
    assert {"packages.aks.azure.com", "mcr.azure.cn"} <= hosts
    clouds = [row.finding.cloud for row in dialog.model.rows]
    assert clouds == sorted(clouds, key=["AzureCloud", "AzureChinaCloud", "AzureUSGovernment"].index)
    assert BEFORE in dialog.said.text()
    assert findings(dialog, [], []) == []
    dialog.table.clearSelection()
    QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().count("\n") == len(dialog.model.rows) + 1
    dialog.reject()


def test_markup_of_a_page_is_text_and_what_was_not_read_is_listed(window: Window, tmp_path: Path) -> None:
    evil = "#### <b>Bold</b> `<img src=x>` add-on\n\n| FQDN | Port |\n|---|---|\n| evil.example.com | HTTPS:443 |\n"
    evil += "| other.example.com | any |\n"
    dialog = checked(
        window, tmp_path, markdown(NEWEST).replace("## Next steps", f"{evil}\n## Next steps"), "p.md"
    )
    row = next(row for row in dialog.model.rows if row.cells[Column.DESTINATION] == "evil.example.com")
    assert "<img src=x>" in row.cells[Column.SECTION]
    assert dialog.said.textFormat() is Qt.TextFormat.PlainText
    assert "other.example.com" in dialog.remarks.toPlainText()
    assert dialog.remarks.isVisible()
    dialog.reject()


@pytest.mark.parametrize(
    "content", [b"", b"# A page\n", b"\x89PNG\0\0", b"<html><body><p>Hello</p></body></html>"]
)
def test_a_file_that_is_not_the_page_is_said(
    window: Window, tmp_path: Path, told: list[str], content: bytes
) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(content)
    window.commands.check_page(str(path))
    window.commands.check_page(str(tmp_path / "gone.html"))
    window.commands.check_page(str(tmp_path))
    assert len(told) == 3
    assert "x.html" in told[0]


def test_its_help_is_there(window: Window) -> None:
    assert help_text("check-page", window.language)
