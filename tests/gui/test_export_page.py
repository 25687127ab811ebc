"""The export step: targets, preview, notices, and writing files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target, TargetGroup
from planner.exporters.options import FqdnTagUse
from planner.gui import questions
from planner.gui.paper import chosen_paper
from planner.gui.printing import dialogs
from planner.gui.printing.fonts import MissingChineseFontError
from planner.gui.printing.output import NOT_TAKEN, PrintingStoppedError
from planner.gui.questions import Replacing
from planner.gui.steps import export_checks
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.export_work import ExportJob, ExportSignals, ExportWorker
from planner.session.problem import Step
from planner.session.session import Session
from tests.gui.page_builders import empty, english, shown, typical, unnamed_controls

NOON = datetime(2026, 8, 24, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Invented:
    """A target that says what a test needs."""

    id: str
    files: tuple[str, ...] = ("{id}.txt",)
    told: tuple[tuple[str, str], ...] = ()
    group: str = TargetGroup.PEOPLE
    suffix: str = "txt"
    failure: str = ""

    @property
    def label(self) -> Text:
        return Text(f"Target {self.id}", f"目标 {self.id}")

    @property
    def summary(self) -> Text:
        return Text("One line", "一行")

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        advice = Text("Do this.", "请这样做。")
        return tuple(Notice(self.id, rule, Text(text, text), advice) for rule, text in self.told)

    def export(self, context: ExportContext) -> ExportResult:
        if self.failure:
            raise RuntimeError(self.failure)
        said = f"# {self.id}\n{context.language} {context.options.fqdn_tag.value}\nallow mcr.microsoft.com\n"
        names = (name.replace("{id}", self.id) for name in self.files)
        files = tuple(ExportFile(name, said.encode(), "text/plain") for name in names)
        return ExportResult(files, self.notices(context))


BOOK = Invented("xlsx", suffix="xlsx")
PAPER = Invented("pdf", suffix="pdf")
SCRIPT = Invented("cli", ("shop.sh", "shop.rollback.sh"), group=TargetGroup.AZURE)
POLICY = Invented(
    "policy", told=(("", "Pods only."), ("core-registry", "No host names.")), group=TargetGroup.CLUSTER
)


@pytest.fixture(autouse=True)
def _english(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A busy machine takes longer than a person is made to wait.
    monkeypatch.setattr(export_checks, "PATIENCE", 20.0)
    with english():
        yield


def _page(
    qtbot: QtBot,
    *targets: Target,
    session: Session | None = None,
    language: str = "en",
    load: Callable[[], tuple[Target, ...]] | None = None,
) -> ExportPage:
    chosen = targets or (BOOK, PAPER, SCRIPT, POLICY)
    page = ExportPage(session or typical(), None, load or (lambda: chosen), lambda: NOON)
    return shown(qtbot, page, language)


def _write(qtbot: QtBot, page: ExportPage, folder: Path) -> None:
    page.foot.field.setText(str(folder))
    with qtbot.waitSignal(page.written, timeout=10_000):
        page.run_primary()


def test_nothing_is_loaded_before_the_page_is_seen(qtbot: QtBot) -> None:
    loaded: list[int] = []

    def load() -> tuple[Target, ...]:
        loaded.append(1)
        return (BOOK,)

    page = ExportPage(typical(), None, load, lambda: NOON)
    qtbot.addWidget(page)
    page.set_language("en")
    page.refresh()
    assert loaded == []
    page.show()
    page.refresh()
    assert loaded == [1]


def test_workbook_and_pdf_are_ticked_at_first_and_what_was_written_last_afterwards(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = _page(qtbot)
    assert page.cards.ticked == ("xlsx", "pdf")
    page.cards.cards["pdf"].check.setChecked(False)
    page.cards.cards["cli"].check.setChecked(True)
    assert _page(qtbot).cards.ticked == ("xlsx", "pdf")
    _write(qtbot, page, tmp_path)
    assert _page(qtbot).cards.ticked == ("xlsx", "cli")


def test_primary_button_counts_files_with_their_rollbacks(qtbot: QtBot) -> None:
    page = _page(qtbot)
    assert page.primary_text() == "Write 2 files"
    with qtbot.waitSignal(page.state_changed):
        page.cards.cards["cli"].check.setChecked(True)
    assert page.primary_text() == "Write 4 files"
    assert page.primary_enabled()


def test_nothing_ticked_switches_the_primary_button_off_and_says_why(qtbot: QtBot) -> None:
    page = _page(qtbot)
    for card in page.cards.cards.values():
        card.check.setChecked(False)
    assert not page.primary_enabled()
    assert page.notices.heading.text == "Choose at least one target."


def test_targets_stand_in_their_groups_with_a_badge(qtbot: QtBot) -> None:
    page = _page(qtbot)
    titles = [head.title.text() for head in page.cards.heads.values()]
    assert titles == ["For people", "For Azure Firewall", "For the cluster"]
    badges = {
        target_id: chip.text()
        for target_id, card in page.cards.cards.items()
        for chip in card.badges.values()
        if chip.isVisible()
    }
    assert badges == {
        "xlsx": "expresses all",
        "pdf": "expresses all",
        "cli": "expresses all",
        "policy": "2 notices",
    }


def test_notices_of_ticked_targets_are_shown_before_anything_is_written(qtbot: QtBot) -> None:
    page = _page(qtbot)
    assert page.notices.heading.text == "Every chosen file expresses all 31 rules."
    page.cards.cards["policy"].check.setChecked(True)
    assert page.notices.heading.text == "2 notices, all in Target policy"
    said = page.notices.text.plain_text()
    assert "Whole file" in said
    assert "Pods only." in said
    assert "mcr.microsoft.com HTTPS:443" in said
    assert "Do this." in said


def test_equal_notices_of_several_targets_stand_once(qtbot: QtBot) -> None:
    told = (("", "Still to be decided."),)
    page = _page(qtbot, replace(BOOK, told=told), replace(PAPER, told=told))
    assert page.notices.heading.text == "1 notice"
    assert page.notices.text.plain_text().count("Still to be decided.") == 1


def test_click_on_a_card_shows_its_file_without_ticking_it(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.cards.cards["cli"].picked.emit()
    assert page.preview.files.currentText() == "shop.sh"
    assert page.preview.text.toPlainText().startswith("# cli\nen explicit")
    assert "cli" not in page.cards.ticked
    page.preview.copy.click()
    assert QGuiApplication.clipboard().text().endswith("allow mcr.microsoft.com\n")


def test_workbook_and_pdf_say_what_they_hold_instead_of_being_made(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(BOOK, failure="must not be called"))
    said = page.preview.text.toPlainText()
    assert "Rules: 31 lines" in said
    assert not page.preview.copy.isEnabled()


def test_find_marks_the_next_hit_and_begins_again_at_the_end(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.cards.cards["cli"].picked.emit()
    page.preview.search.setText("mcr")
    assert page.preview.text.textCursor().selectedText() == "mcr"
    place = page.preview.text.textCursor().position()
    page.preview.search.returnPressed.emit()
    assert page.preview.text.textCursor().position() == place


def test_language_of_documents_is_apart_from_the_interface(qtbot: QtBot) -> None:
    page = _page(qtbot, language="en")
    page.cards.cards["cli"].picked.emit()
    page.documents.languages.setCurrentIndex(page.documents.languages.findData("zh"))
    page.documents.languages.activated.emit(page.documents.languages.currentIndex())
    assert "\nzh explicit" in page.preview.text.toPlainText()
    assert page.title.text() == "Hand the plan over"
    assert _page(qtbot).document_language == "zh"


def test_paper_reaches_the_targets_and_is_remembered(qtbot: QtBot) -> None:
    page = _page(qtbot)
    papers = page.documents.papers
    papers.setCurrentIndex(papers.findData("Letter"))
    papers.activated.emit(papers.currentIndex())
    context = page.context()
    assert context is not None
    assert context.options.paper == "Letter"
    assert chosen_paper() == _page(qtbot).documents.paper == "Letter"


def test_what_blocks_is_listed_before_writing_with_its_cost_and_its_step(qtbot: QtBot) -> None:
    page = _page(qtbot, session=typical(firewall_private_ip="", inbound=()))
    listed = page.readiness.list
    first = listed.points.index(0)
    said = listed.points.data(first, Qt.ItemDataRole.AccessibleTextRole)
    assert page.readiness.heading.text == "1 open point block this change"
    assert said == (
        "Blocks: The firewall's private IP is not known. the default route cannot be written. Traffic path"
    )
    assert page.primary_enabled()
    with qtbot.waitSignal(page.point_wanted) as wanted:
        qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualRect(first).center())
    assert wanted.args[0].field == "firewall_private_ip"


def test_a_plan_without_open_points_has_no_list_of_them(qtbot: QtBot) -> None:
    # Of Key Vault the page names less than a cluster needs: such a plan has an open point.
    answers = {"inbound": (), "default_route_to_firewall": True, "features_complete": True}
    page = _page(qtbot, session=typical(**answers, features=("windows", "azure-monitor")))
    assert page.session.readiness == ()
    assert not page.readiness.isVisible()


def test_a_card_says_how_many_lines_its_target_cannot_write(qtbot: QtBot) -> None:
    text = Text("No.", "否。")
    refused = tuple(Notice("cli", rule, text, text, refuses=True) for rule in ("core-registry", "core-data"))
    said = Notice("cli", "core-time", text, text)

    class Refusing(Invented):
        def notices(self, context: ExportContext) -> tuple[Notice, ...]:
            return (*refused, *refused[:1], said) if self.id == "cli" else ()

    session = typical(inbound=())
    plan = session.plan
    assert plan is not None
    known = {rule.id for rule in plan.included_rules()}
    count = len({notice.rule_id for notice in refused} & known)
    page = _page(qtbot, Refusing("cli"), Refusing("xlsx"), session=session)
    cards = page.cards.cards
    assert count
    assert cards["cli"].unwritten.text == f"{count} of {len(known)} lines cannot be written"
    assert "cannot be written" in cards["cli"].check.accessibleDescription()
    assert cards["xlsx"].unwritten.isHidden()


def test_without_a_node_subnet_no_line_can_be_written_for_bicep_and_all_for_people(qtbot: QtBot) -> None:
    page = ExportPage(typical(node_subnets=(), inbound=()), None, clock=lambda: NOON)
    shown(qtbot, page)
    lines = len(page.session.plan.included_rules())  # type: ignore[union-attr]
    assert page.cards.cards["bicep"].unwritten.text == f"{lines} of {lines} lines cannot be written"
    assert page.cards.cards["xlsx"].unwritten.isHidden()


def test_a_slow_target_does_not_hold_the_window_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_checks, "PATIENCE", 0.01)
    go = Event()

    class Slow(Invented):
        def notices(self, context: ExportContext) -> tuple[Notice, ...]:
            go.wait(10)
            return super().notices(context)

    began = time.monotonic()
    page = _page(qtbot, Slow("cli", told=(("", "Pods only."),)))
    page.cards.cards["cli"].check.setChecked(True)
    try:
        assert time.monotonic() - began < 5
        assert page.primary_text() == "Checking…"
        assert not page.primary_enabled()
        assert page.notices.heading.text == "Checking what each file can express…"
    finally:
        go.set()
    qtbot.waitUntil(page.primary_enabled)
    assert page.primary_text() == "Write 1 file"
    assert "Pods only." in page.notices.text.plain_text()


def test_an_answer_while_targets_are_asked_makes_them_be_asked_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_checks, "PATIENCE", 0.0)
    seen: list[str] = []

    class Naming(Invented):
        def notices(self, context: ExportContext) -> tuple[Notice, ...]:
            seen.append(context.plan.cluster.name)
            text = Text(context.plan.cluster.name, context.plan.cluster.name)
            return (Notice(self.id, "", text, text),)

    page = _page(qtbot, Naming("xlsx", suffix="xlsx"))
    page.session.answer(Text("Name", "名称"), name="shop-test")
    qtbot.waitUntil(lambda: "shop-test" in page.notices.text.plain_text())
    assert seen[-1] == "shop-test"


def test_fqdn_tag_choice_reaches_the_targets(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page.cards.cards["cli"].picked.emit()
    position = page.cards.tag_use.findData(FqdnTagUse.TAG.value)
    page.cards.tag_use.setCurrentIndex(position)
    page.cards.tag_use.activated.emit(position)
    assert "\nen tag" in page.preview.text.toPlainText()


def test_written_files_are_whole_and_the_strip_says_where(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "CHG0041872"
    folder.mkdir()
    page = _page(qtbot)
    page.cards.cards["cli"].check.setChecked(True)
    _write(qtbot, page, folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "pdf.txt",
        "shop.rollback.sh",
        "shop.sh",
        "xlsx.txt",
    ]
    assert page.strip.line.text == "4 files written to CHG0041872."
    assert page.strip.link.text() == "Open folder"
    written = page.session.written
    assert written is not None
    assert (written.words.en, written.words.zh) == ("3 targets, 4 files", "3 个目标，4 个文件")
    assert QSettings().value("export/folder", "", type=str) == str(folder)


def test_another_plan_has_nothing_written_yet(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot)
    _write(qtbot, page, tmp_path)
    assert page.session.written is not None
    page.session.start()
    page.restart()
    assert page.session.written is None


def test_existing_files_are_replaced_only_after_a_yes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop.sh").write_text("old")
    page = _page(qtbot, SCRIPT)
    page.cards.cards["cli"].check.setChecked(True)
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(page.foot, "ask_replace", lambda names: asked.append(names) or Replacing.CANCEL)
    page.foot.field.setText(str(tmp_path))
    page.run_primary()
    assert asked == [("shop.sh",)]
    assert (tmp_path / "shop.sh").read_text() == "old"
    monkeypatch.setattr(page.foot, "ask_replace", lambda _: Replacing.REPLACE)
    _write(qtbot, page, tmp_path)
    assert (tmp_path / "shop.sh").read_text().startswith("# cli")


def test_a_missing_folder_is_made_before_anything_is_written_if_somebody_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot, SCRIPT)
    page.cards.cards["cli"].check.setChecked(True)
    folder = tmp_path / "changes" / "new"
    monkeypatch.setattr(questions, "ask_to_make_folder", lambda *_: False)
    page.foot.field.setText(str(folder))
    page.run_primary()
    assert not folder.exists()
    assert page.primary_enabled()
    monkeypatch.setattr(questions, "ask_to_make_folder", lambda *_: True)
    _write(qtbot, page, folder)
    assert (folder / "shop.sh").is_file()


def test_a_folder_that_is_none_is_a_sentence_in_the_strip(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    page = _page(qtbot)
    _write(qtbot, page, tmp_path / "file")
    assert "Nothing was written." in page.strip.line.text
    assert page.session.written is None
    assert page.primary_enabled()


def test_failing_target_harms_neither_the_page_nor_the_old_files(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, replace(BOOK, suffix="txt"), replace(PAPER, suffix="txt", failure="no ink"))
    assert page.primary_text() == "Write 1 file"
    _write(qtbot, page, tmp_path)
    assert "Target pdf could not make its files (no ink). Nothing was written." in page.strip.line.text
    assert list(tmp_path.iterdir()) == []


def test_cancelled_work_writes_no_further_file(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot)
    context = page.context()
    assert context is not None
    signals = ExportSignals()
    worker = ExportWorker(ExportJob((SCRIPT,), context, tmp_path), signals)
    signals.progress.connect(lambda done, _total: worker.cancel() if done >= 3 else None)
    outcome = worker.outcome()
    assert outcome.cancelled
    assert [path.name for path in outcome.files] == ["shop.sh"]
    page.strip.show_outcome(outcome, "en")
    assert page.strip.line.text == "Cancelled. 1 file written, each one whole."


def test_no_region_leads_to_the_first_step(qtbot: QtBot) -> None:
    page = _page(qtbot, session=empty())
    assert not page.primary_enabled()
    assert not page.cards.isVisible()
    with qtbot.waitSignal(page.go_to) as blocker:
        page.nothing.button.click()
    assert blocker.args == [Step.CLOUD]


def test_unreadable_address_blocks_with_a_link_to_its_step(qtbot: QtBot) -> None:
    page = _page(qtbot, session=typical(firewall_public_ip="1.2.3"))
    assert not page.primary_enabled()
    assert page.strip.line.text.startswith("1.2.3 is not an IPv4 address.")
    with qtbot.waitSignal(page.go_to) as blocker:
        page.strip.link.click()
    assert blocker.args == [Step.TRAFFIC]
    page.session.answer(Text("Firewall public IP", "防火墙公共 IP"), firewall_public_ips=("203.0.113.10",))
    assert page.primary_enabled()
    assert page.strip.isHidden()


def test_open_decision_does_not_bar_the_way(qtbot: QtBot) -> None:
    page = _page(qtbot, session=typical())
    assert page.primary_enabled()


def test_browse_takes_another_folder(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _page(qtbot)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.foot.browse.click()
    assert page.foot.field.text() == str(tmp_path)


def test_what_stops_printing_is_said_in_the_strip(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise MissingChineseFontError

    def stop(*_: object) -> None:
        raise PrintingStoppedError

    page = _page(qtbot)
    monkeypatch.setattr(dialogs, "print_preview", refuse)
    monkeypatch.setattr(dialogs, "print_dialog", stop)
    page.foot.preview_button.click()
    assert page.strip.line.text.startswith("This computer has no Chinese font")
    page.foot.print_button.click()
    assert page.strip.line.text == NOT_TAKEN.en


def test_unreadable_address_switches_printing_off(qtbot: QtBot) -> None:
    page = _page(qtbot, session=typical(firewall_public_ip="1.2.3"))
    assert not page.foot.print_button.isEnabled()
    assert not page.foot.preview_button.isEnabled()


def test_shipped_targets_can_all_be_shown_and_written(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, ExportPage(typical(), None, clock=lambda: NOON))
    for card in page.cards.cards.values():
        card.check.setChecked(True)
        card.picked.emit()
        assert page.preview.text.toPlainText().strip()
    names = page.file_names()
    assert len(names) >= 3
    _write(qtbot, page, tmp_path)
    assert page.strip.line.text == f"{len(names)} files written to {tmp_path.name}."
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_every_control_of_the_export_step_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot)
    _write(qtbot, page, tmp_path)
    assert unnamed_controls(page) == []
