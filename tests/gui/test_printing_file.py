"""The change request as a file and on a printer: fonts, hostile texts, dialogs and the export target."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.base import Target
from planner.gui.printing import dialogs, fonts, style
from planner.gui.printing.document import compose
from planner.gui.printing.fonts import MissingChineseFontError, missing_chinese_font
from planner.gui.printing.output import PrintingStoppedError, paint_change_request, write_pdf
from planner.gui.printing.target import PdfTarget
from planner.gui.printing.text import TextBlock, Typesetter
from tests.gui import print_builders as build
from tests.gui.printed import (
    A4,
    LETTER,
    needs_poppler,
    page_blocks,
    pdf_facts,
    pdf_text,
)

# --- the file ---------------------------------------------------------------------------------------------------------


@needs_poppler
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_destination_and_page_number_is_found_in_the_text_of_the_pdf(
    size: str, language: str, tmp_path: Path
) -> None:
    context = build.context_of(language=language)
    pdf = write_pdf(context, size)
    facts = pdf_facts(pdf, tmp_path)
    width, height = A4 if size == "A4" else LETTER
    assert [round(float(part)) for part in re.findall(r"[\d.]+", facts["Page size"])[:2]] == [
        round(width),
        round(height),
    ]
    joined = re.sub(r"\s", "", pdf_text(pdf, tmp_path))
    assert all(rule.destination.value in joined for rule in context.plan.rules)
    pages = int(facts["Pages"])
    wording = "page{page}of{pages}" if language == "en" else "第{page}页,共{pages}页"
    assert all(wording.format(page=page, pages=pages) in joined for page in range(1, pages + 1))


@needs_poppler
def test_chinese_words_are_found_without_look_alikes(chinese: str, tmp_path: Path) -> None:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(write_pdf(build.context_of(language=chinese)))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode(
        "utf-8"
    )
    assert "防火墙变更请求" in text
    assert "客户端" in text
    assert not re.search("[\u2e80-\u2fdf]", text)


@needs_poppler
def test_fonts_are_embedded_and_nothing_is_a_bitmap(language: str, tmp_path: Path) -> None:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(write_pdf(build.context_of(language=language)))
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout
    rows = listed.splitlines()[2:]
    assert rows
    # emb, sub, uni: the three columns before the object's two numbers
    assert all(row.split()[-5] == "yes" and row.split()[-3] == "yes" for row in rows)
    images = subprocess.run(
        ["pdfimages", "-list", str(path)], capture_output=True, check=True, text=True
    ).stdout
    assert len(images.splitlines()) == 2


def test_equal_plans_give_equal_files_at_any_time_of_the_day() -> None:
    first = write_pdf(build.context_of())
    time.sleep(1.1)  # the clock of a PDF counts seconds
    assert first == write_pdf(build.context_of())
    assert b"/CreationDate (D:20260824140500" in first
    assert b"2026-08-24T14:05:00" in first


HOSTILE = (
    "<b>bold</b> \u202eexe.gnp\r\n<img src=x> & \x07{cluster} \u05e9\u05dc\u05d5\u05dd \U0001d518\U0001f600 "
    + "x" * 10_000
)


def hostile_context(language: str = "en") -> build.ExportContext:
    plan = build.typical_plan()
    service = replace(plan.cluster.inbound[0], name=HOSTILE)
    plan = build.under(plan, name=HOSTILE, inbound=(service,), firewall_private_ip=HOSTILE)
    plan = replace(
        build.left_out(plan, "security.ubuntu.com", because=HOSTILE),
        advisories=tuple(replace(entry, text=Text(HOSTILE, HOSTILE)) for entry in plan.advisories),
        rules=(build.host_rule("a" * 2_000 + ".contoso.com"), *plan.rules),
    )
    return build.context_of(plan, language, ChangeRequest(*([HOSTILE] * 11)))


def test_hostile_texts_leave_the_layout_whole() -> None:
    document = compose(hostile_context(), *A4)
    for number, page in enumerate(document.pages):
        for part in page.parts[:-1]:
            assert part.y + part.block.height <= A4[1] - style.MARGIN + 0.01
        for x, _, block in page_blocks(document, number):
            if isinstance(block, TextBlock):
                setter_width = max((_width(block, line) for line in range(len(block.lines))), default=0)
                assert x + setter_width <= A4[0] - style.MARGIN + 2


def _width(block: TextBlock, number: int) -> float:
    indent, runs = block.lines[number]
    return indent + Typesetter(block.fonts).width(runs)


@needs_poppler
def test_markup_and_direction_marks_are_printed_as_they_were_typed(tmp_path: Path) -> None:
    text = pdf_text(write_pdf(hostile_context()), tmp_path)
    assert "<b>bold</b>" in text
    assert "[U+202E]exe.gnp" in text
    assert "\u202e" not in text
    assert "{cluster}" in text


# --- fonts, printers, targets -----------------------------------------------------------------------------------------


def test_chinese_document_without_a_chinese_font_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "chinese_family", lambda: "")
    assert missing_chinese_font()
    with pytest.raises(MissingChineseFontError, match="This computer has no Chinese font") as caught:
        write_pdf(build.context_of(language="zh"))
    assert "本机没有中文字体" in caught.value.in_language("zh")
    assert write_pdf(build.context_of(language="en")).startswith(b"%PDF")


def test_printer_gets_the_chosen_pages_with_their_own_numbers(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "part.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    assert paint_change_request(printer, build.context_of()) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_printer_that_cannot_begin_is_reported(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing folder" / "x.pdf"))
    with pytest.raises(PrintingStoppedError):
        paint_change_request(printer, build.context_of())


def test_small_or_landscape_paper_gets_the_whole_page_scaled_down(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "small.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    assert paint_change_request(printer, build.context_of()) >= 4


def test_print_dialog_prints_when_accepted_and_not_when_cancelled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> QDialog.DialogCode:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    assert not dialogs.print_dialog(None, build.context_of())
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    assert dialogs.print_dialog(None, build.context_of())
    assert target.read_bytes().startswith(b"%PDF")


def test_print_preview_opens_with_the_pages_painted(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    preview = dialogs.print_preview(parent, build.context_of())
    qtbot.waitExposed(preview)
    assert preview.isVisible()
    assert preview.printer().docName() == "shop-prod"
    picture = preview.grab().toImage()
    dark = sum(picture.pixelColor(x, picture.height() // 3).lightness() < 100 for x in range(picture.width()))
    assert dark > 0
    preview.close()


def test_pdf_target_is_a_target_and_reports_an_unfinished_plan() -> None:
    target = PdfTarget()
    assert isinstance(target, Target)
    context = build.context_of(build.typical_plan((build.OPEN,)))
    result = target.export(context)
    assert [file.name for file in result.files] == ["shop-prod.pdf"]
    assert result.files[0].content.startswith(b"%PDF")
    assert [notice.text.en for notice in result.notices] == [f"Still to be decided: {build.OPEN.title.en}."]
    assert target.notices(context) == result.notices


def test_pdf_target_starts_qt_by_itself_without_a_display(tmp_path: Path) -> None:
    script = (
        "from tests.gui import print_builders as build\n"
        "from planner.gui.printing.target import PdfTarget\n"
        "target = PdfTarget()\n"
        "for language in ('en', 'en'):\n"
        "    print(len(target.export(build.context_of(language=language)).files[0].content) > 10_000)\n"
    )
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    assert done.stdout.split() == ["True", "True"], done.stderr


def test_running_application_is_used_and_not_replaced(qapp: QApplication) -> None:
    PdfTarget().export(build.context_of())
    assert QGuiApplication.instance() is qapp
