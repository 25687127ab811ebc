"""The printed change request: what stands on which page, on every paper and in both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageRanges, QPageSize, QPalette
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.plan import Advisory, EgressPlan
from planner.domain.profile import OutboundType
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.base import Target
from planner.gui.colours import Meaning, colour
from planner.gui.printing import dialogs, fonts, style
from planner.gui.printing.blocks import FillIn, Group, Placed, Space
from planner.gui.printing.closing import closing_sections
from planner.gui.printing.document import ChangeRequestPages, compose
from planner.gui.printing.flow import Frame, Section, Sheet, flow
from planner.gui.printing.fonts import MissingChineseFontError, missing_chinese_font
from planner.gui.printing.kit import Kit
from planner.gui.printing.lines_table import LinesTable
from planner.gui.printing.marks import Box
from planner.gui.printing.output import PrintingStoppedError, paint_change_request, write_pdf
from planner.gui.printing.page_one import page_one
from planner.gui.printing.picture import Picture
from planner.gui.printing.target import PdfTarget
from planner.gui.printing.text import TextBlock, Typesetter
from planner.gui.printing.wrapping import wrap
from tests.gui import print_builders as build

A4, LETTER = (595.28, 841.89), (612.0, 792.0)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler (pdftotext) is not installed"
)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Fonts need an application."""


@pytest.fixture
def chinese(qapp: QApplication) -> str:
    """The language, where this machine can print it."""
    if missing_chinese_font():
        pytest.skip("no Chinese font is installed")
    return "zh"


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language that this machine can print."""
    wanted: str = request.param
    return request.getfixturevalue("chinese") if wanted == "zh" else wanted


def pdf_text(pdf: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout.decode("utf-8"))


def pdf_facts(pdf: bytes, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True)
    pairs = (line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def blocks_of(placed: Placed, x: float = 0, y: float = 0) -> Iterator[tuple[float, float, object]]:
    """Yield every block below ``placed`` with its place on the page."""
    x, y = x + placed.x, y + placed.y
    yield x, y, placed.block
    if isinstance(placed.block, Group):
        for part in placed.block.parts:
            yield from blocks_of(part, x, y)


def page_blocks(document: ChangeRequestPages, number: int) -> list[tuple[float, float, object]]:
    return [found for part in document.pages[number].parts for found in blocks_of(part)]


def page_lines(document: ChangeRequestPages, number: int) -> list[str]:
    """Return each printed line of a page as plain text, from top to bottom as it was placed."""
    return [
        "".join(run.text for run in runs).replace("\u00a0", " ")
        for _, _, block in page_blocks(document, number)
        if isinstance(block, TextBlock)
        for _, runs in block.lines
    ]


def page_text(document: ChangeRequestPages, number: int) -> str:
    return " ".join(page_lines(document, number))


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize(
    "advisories", [build.TYPICAL_ADVISORIES, build.FIVE_ADVISORIES], ids=["three", "five"]
)
def test_typical_plan_takes_four_pages_at_most(
    paper: tuple[float, float], language: str, advisories: tuple[Advisory, ...]
) -> None:
    context = build.context_of(build.typical_plan(advisories), language)
    assert len(compose(context, *paper).pages) <= 4


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize(
    "plan",
    [
        build.typical_plan(),
        build.typical_plan(()),
        build.typical_plan(build.FIVE_ADVISORIES * 4),
        build.many_rules(120),
    ],
    ids=["typical", "no advisories", "twenty advisories", "120 rules"],
)
def test_no_block_leaves_the_margins_and_no_two_overlap(
    paper: tuple[float, float], plan: build.EgressPlan
) -> None:
    document = compose(build.context_of(plan), *paper)
    for page in document.pages:
        content = sorted(page.parts[:-1], key=lambda part: part.y)
        assert min(part.x for part in content) == pytest.approx(style.MARGIN)
        assert content[0].y >= style.MARGIN - 0.01
        assert content[-1].y + content[-1].block.height <= paper[1] - style.MARGIN + 0.01
        for above, below in pairwise(content):
            assert above.y + above.block.height <= below.y + 0.01


@pytest.mark.parametrize("count", [0, 1, 3, 20])
def test_signatures_stand_on_page_one_however_many_advisories_there_are(count: int) -> None:
    advisories = (build.FIVE_ADVISORIES * 4)[:count]
    document = compose(build.context_of(build.typical_plan(advisories)), *A4)
    lines = page_lines(document, 0)
    roles = ["Requester", "Application owner", "Security", "Network"]
    assert [line for line in lines if line in roles][-4:] == roles
    assert "Approve all lines" in lines


def test_advisories_without_room_move_behind_and_page_one_says_where() -> None:
    advisories = tuple(
        replace(build.RETIRED, id=f"advisory-{number}", title=Text(f"Advisory number {number}", ""))
        for number in range(15)
    )
    document = compose(build.context_of(build.typical_plan(advisories)), *A4)
    first = page_text(document, 0)
    shown = [number for number in range(15) if f"Advisory number {number} " in first + " "]
    moved = int(re.search(r"(\d+) more advisories to read: page", first)[1])  # type: ignore[index]
    assert len(shown) + moved == 15
    rest = " ".join(page_text(document, number) for number in range(1, len(document.pages))) + " "
    assert all(f"Advisory number {number} " in rest for number in range(15) if number not in shown)


def test_every_page_says_which_page_it_is_and_of_what_plan() -> None:
    context = build.context_of()
    document = compose(context, *A4)
    for number in range(len(document.pages)):
        left, right = page_lines(document, number)[-2:]
        assert right == f"CHG0041872  ·  page {number + 1} of {len(document.pages)}"
        assert "2026-07-02" in left
        assert context.plan.digest()[:8] in left
        assert context.plan.catalog_digest[:8] in left


def test_page_one_points_to_the_pages_of_lines_and_of_reasons() -> None:
    document = compose(build.context_of(), *A4)
    assert "Lines to decide: pages 2 and 3." in page_text(document, 0)
    assert page_lines(document, 1)[0] == "Lines to decide"
    assert page_lines(document, 2)[0] == "Lines to decide (continued)"
    assert "verification: page 4." in page_text(document, 0)
    assert page_lines(document, 3)[0] == "Reasons, routes and steps"


# --- page one ---------------------------------------------------------------------------------------------------------


def test_counts_on_page_one_are_those_of_the_plan() -> None:
    plan = build.left_out(build.typical_plan(), "mcr.microsoft.com", "security.ubuntu.com")
    lines = page_lines(compose(build.context_of(plan), *A4), 0)
    counts = plan.counts()
    assert (counts.required, counts.optional) == (27, 3)
    assert lines[lines.index("required lines") - 1] == "27"
    assert lines[lines.index("optional lines") - 1] == "3"
    assert lines[lines.index("not needed + left out") - 1] == "4 + 2"
    assert lines[lines.index("NAT rule and route") - 1] == "1 + 1"


def test_what_is_asked_counts_destinations_and_names_the_published_service() -> None:
    asked = page_text(compose(build.context_of(), *A4), 0)
    assert "reach 32 destinations through the firewall" in asked
    assert (
        "publish the service storefront on 203.0.113.10, TCP 443, by one NAT rule. Nothing else is opened."
        in asked
    )


def test_zero_counts_say_why() -> None:
    plan = replace(build.many_rules(3), routes=(), exclusions=(), advisories=())
    lines = page_text(compose(build.context_of(plan), *A4), 0)
    for reason in ("the page has none here", "every line applies", "neither is needed"):
        assert reason in lines


def test_open_decision_offers_its_remedies_as_boxes_to_tick() -> None:
    decided = page_blocks(compose(build.context_of(build.typical_plan((build.WHOLE,))), *A4), 0)
    undecided = page_blocks(compose(build.context_of(build.typical_plan((build.OPEN,))), *A4), 0)
    boxes = [sum(isinstance(block, Box) for _, _, block in blocks) for blocks in (decided, undecided)]
    assert boxes == [3, 3 + len(build.REMEDIES) + 1]


def test_empty_fields_become_lines_to_fill_in_and_nothing_else_changes_place() -> None:
    profile = replace(build.PROFILE, node_subnets=(), firewall_private_ip="")
    empty = build.context_of(replace(build.typical_plan(), profile=profile), request=ChangeRequest())
    blank = [block for _, _, block in page_blocks(compose(empty, *A4), 0) if isinstance(block, FillIn)]
    filled = [
        block for _, _, block in page_blocks(compose(build.context_of(), *A4), 0) if isinstance(block, FillIn)
    ]
    # ticket, seven of the nine fields (place and priority are known), reason
    assert (len(blank), len(filled)) == (9, 0)


def test_many_node_subnets_are_shortened_on_page_one_and_listed_behind() -> None:
    subnets = tuple(f"10.{number}.0.0/16" for number in range(40))
    plan = replace(build.typical_plan(), profile=replace(build.PROFILE, node_subnets=subnets))
    document = compose(build.context_of(plan), *A4)
    assert "10.0.0.0/16 and 39 more, listed at the end" in page_text(document, 0)
    rest = page_text(document, len(document.pages) - 1)
    assert all(subnet in rest for subnet in subnets)


def test_reason_too_long_for_page_one_is_printed_in_full_behind() -> None:
    reason = " ".join(f"word{number}" for number in range(300))
    document = compose(build.context_of(request=replace(build.REQUEST, reason=reason)), *A4)
    assert "word299" not in page_text(document, 0)
    behind = " ".join(page_text(document, number) for number in range(1, len(document.pages))).split()
    assert [word for word in behind if word.startswith("word")] == reason.split()


def test_warnings_stand_before_what_is_decided_and_the_picture_with_the_path_it_shows() -> None:
    document = compose(build.context_of(build.typical_plan((build.TLS, build.WHOLE, build.RETIRED))), *A4)
    first = page_text(document, 0)
    titles = [build.RETIRED.title.en, build.WHOLE.title.en, build.TLS.title.en]
    places = [first.index(title.rstrip(".")) for title in titles if title in first]
    assert places == sorted(places)
    assert len(places) >= 2
    assert f"{build.WHOLE.title.en} (line 33, decided)." in first
    heights = {
        "picture" if isinstance(block, Picture) else "".join(run.text for run in block.lines[0][1])[:12]: y
        for _, y, block in page_blocks(document, 0)
        if isinstance(block, Picture | TextBlock)
    }
    assert heights["Inbound path"] < heights["picture"]
    assert heights["acs-mirror.a"] < heights["Inbound path"]


def test_open_decision_is_the_first_thing_to_read() -> None:
    short = replace(build.OPEN, remedies=build.REMEDIES[:1], way_out=None)
    document = compose(build.context_of(build.typical_plan((build.RETIRED, build.WHOLE, short))), *A4)
    lines = page_lines(document, 0)
    assert lines[lines.index("Read first") + 1] == build.OPEN.title.en


def test_single_way_that_helps_is_not_repeated_behind_the_text_that_says_it() -> None:
    two = replace(build.DNS_PROXY, remedies=build.REMEDIES)
    said = [
        page_text(compose(build.context_of(build.typical_plan((advisory,))), *A4), 0)
        for advisory in (build.DNS_PROXY, two)
    ]
    assert ["What helps:" in text for text in said] == [False, True]


def test_bypassed_firewall_is_not_said_to_be_passed() -> None:
    profile = replace(build.PROFILE, outbound_type=OutboundType.LOAD_BALANCER, inbound=())
    plan = replace(build.many_rules(3), profile=profile, advisories=())
    asked = page_text(compose(build.context_of(plan), *A4), 0)
    assert "through the firewall" not in asked
    assert "with the outbound type loadBalancer traffic does not pass the firewall" in asked


def test_cluster_without_a_name_is_the_cluster_in_sentences() -> None:
    plan = replace(build.many_rules(3), profile=replace(build.PROFILE, name="", inbound=()))
    request = replace(build.REQUEST, title="")
    first = page_text(compose(build.context_of(plan, request=request), *A4), 0)
    assert "Allow the nodes of the cluster to reach 3 destinations" in first
    assert "Egress rules for an AKS cluster without a name" in first


# --- lines ------------------------------------------------------------------------------------------------------------


def test_line_numbers_run_through_all_pages_without_a_gap() -> None:
    document = compose(build.context_of(build.many_rules(120)), *A4)
    numbers = [
        int(line)
        for number in range(1, len(document.pages))
        for line in page_lines(document, number)
        if re.fullmatch(r"\d+", line)
    ]
    assert numbers == list(range(1, 121))


def test_each_line_has_three_boxes_and_a_left_out_line_has_none() -> None:
    plan = build.left_out(build.typical_plan(), "mcr.microsoft.com")
    document = compose(build.context_of(plan), *A4)
    boxes = sum(isinstance(block, Box) for number in (1, 2) for _, _, block in page_blocks(document, number))
    assert boxes == 3 * (len(plan.rules) - 1)


def test_left_out_line_keeps_its_place_and_shows_the_written_reason() -> None:
    document = compose(build.context_of(build.left_out(build.typical_plan(), "mcr.microsoft.com")), *A4)
    table, closing = page_text(document, 1), page_text(document, 3)
    assert "2 mcr.microsoft.com HTTPS:443 · left out" in table
    assert "Required, yet left out: Covered by the company's mirror." in table
    assert "Covered by the company's mirror." in closing


def test_group_that_goes_on_says_continued_and_leaves_no_row_alone() -> None:
    plan = build.many_rules(120)
    one_feature = tuple(replace(rule, reasons=plan.rules[0].reasons) for rule in plan.rules)
    document = compose(build.context_of(replace(plan, rules=one_feature)), *A4)
    pages = [page_lines(document, number) for number in range(1, len(document.pages))]
    table_pages = [lines for lines in pages if lines[0].startswith("Lines to decide")]
    assert len(table_pages) > 2
    for lines in table_pages[1:]:
        assert "Every AKS cluster (continued)" in lines
        assert sum(bool(re.fullmatch(r"\d+", line)) for line in lines) >= 2


def remarked(count: int, *rules: int) -> EgressPlan:
    """Return a plan whose lines ``rules`` (from 0) have the same remark on their source."""
    plan = build.many_rules(count)
    remark = Text("The page writes this host without an asterisk.", "官方页面未写通配符。")
    return replace(
        plan,
        rules=tuple(
            replace(rule, reasons=(replace(rule.reasons[0], remarks=(remark,)),)) if number in rules else rule
            for number, rule in enumerate(plan.rules)
        ),
    )


def test_remark_stands_at_its_first_line_and_later_lines_point_there() -> None:
    text = page_text(compose(build.context_of(remarked(5, 1, 3)), *A4), 1)
    assert text.count("Remark: The page writes this host without an asterisk.") == 1
    assert text.count("remark as line 2") == 1
    assert "see remark" not in text


def test_remarks_without_room_at_their_lines_stand_behind_with_their_numbers() -> None:
    kit = Kit(build.context_of(remarked(5, 1, 2, 4)), Typesetter(fonts.fonts_for("en")), 500)
    (section,) = [
        section
        for section in closing_sections(kit, page_one(kit, Frame(45, 45, 500, 750)), with_remarks=True)
        if "Remarks on single lines" in block_text(section.head)
    ]
    assert [block_text(row) for row in section.rows] == [
        "Lines 2 to 3, 5  The page writes this host without an asterisk."
    ]
    table = LinesTable.of(kit, 8.6, with_remarks=False)
    rows = [block_text(row) for part in table.sections() for row in part.rows]
    assert sum("see remark" in row for row in rows) == 3
    assert not any("The page writes" in row for row in rows)


def block_text(block: object) -> str:
    """Return the text of a block, with line breaks as blanks."""
    return " ".join(text_lines(block)).replace("\u00a0", " ")


def test_refusal_is_said_in_words_and_in_the_problem_colour() -> None:
    document = compose(build.context_of(), *A4)
    runs = [
        run
        for _, _, block in page_blocks(document, 1)
        if isinstance(block, TextBlock)
        for _, line in block.lines
        for run in line
    ]
    refused = [run for run in runs if run.text.startswith("If refused:")]
    assert len(refused) >= 15
    assert {run.style.color for run in refused} == {style.PROBLEM}


def test_long_hosts_break_after_a_dot_alone() -> None:
    host = "west-europe-1.handler.control.monitor-by-region.azure-long-name.contoso.com"
    plan = replace(build.typical_plan(), rules=(build.host_rule(host),))
    lines = page_lines(compose(build.context_of(plan), *A4), 1)
    start = lines.index(next(line for line in lines if line.startswith("west-europe-1")))
    pieces: list[str] = []
    while "".join(pieces) != host:
        pieces.append(lines[start + len(pieces)])
    assert len(pieces) > 1
    assert all(piece.endswith(".") for piece in pieces[:-1])


def test_colours_are_the_light_ones_of_the_window(qapp: QApplication) -> None:
    light = QPalette("white")
    pairs = {
        Meaning.REQUIRED: style.REQUIRED,
        Meaning.OPTIONAL: style.OPTIONAL,
        Meaning.NOT_NEEDED: style.NOT_NEEDED,
        Meaning.LEFT_OUT: style.LEFT_OUT,
        Meaning.ADVISORY: style.ADVISORY,
        Meaning.PROBLEM: style.PROBLEM,
        Meaning.DONE: style.DONE,
    }
    assert {meaning: colour(meaning, light).name() for meaning in pairs} == pairs


# --- behind -----------------------------------------------------------------------------------------------------------


def test_closing_page_holds_reasons_tasks_routes_and_steps() -> None:
    closing = page_text(compose(build.context_of(), *A4), 3)
    for wanted in (
        "konnectivity replaces the tunnel. Needed if: konnectivity: no.",
        "Point the DNS name of storefront to 203.0.113.10.",
        "0.0.0.0/0 → VirtualAppliance 10.0.1.4",
        "203.0.113.10 → 10.42.0.200:443",
        "Outbound type userDefinedRouting",
        "Remove the rule collection group aks-shop-prod from the policy.",
        "A new node joins and goes Ready within 10 minutes.",
    ):
        assert wanted in closing


def test_answered_questions_are_not_called_assumed() -> None:
    closing = page_text(compose(build.context_of(), *A4), 3)
    assumed = closing[closing.index("Assumed answers") : closing.index("Rollback")]
    assert "konnectivity yes" in assumed
    assert "Node subnets" not in assumed


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
    service = replace(plan.profile.inbound[0], name=HOSTILE)
    plan = replace(
        build.left_out(plan, "security.ubuntu.com", because=HOSTILE),
        profile=replace(plan.profile, name=HOSTILE, inbound=(service,), firewall_private_ip=HOSTILE),
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


# --- line ends --------------------------------------------------------------------------------------------------------


@given(text=st.text(alphabet="ab.-/ \n群，（）·*", max_size=60), width=st.integers(1, 30))
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_the_width(text: str, width: int) -> None:
    edges = [float(number) for number in range(len(text) + 1)]
    spans = wrap(text, edges, width)
    kept = "".join(text[start:end] for start, end in spans)
    assert re.sub(r"[ \n]", "", kept) == re.sub(r"[ \n]", "", text)
    assert all(end - start <= width for start, end in spans)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("acs-mirror.azureedge.net stays", 25, ["acs-mirror.azureedge.net", "stays"]),
        ("use acs-mirror.azureedge.net", 14, ["use", "acs-mirror.", "azureedge.net"]),
        ("节点无法启动，升级失败。", 6, ["节点无法启", "动，升级失", "败。"]),
        ("一二三（四五）", 4, ["一二三", "（四五）"]),
        ("TCP:443 · optional", 9, ["TCP:443 ·", "optional"]),
        ("first\nsecond", 40, ["first", "second"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, width: int, lines: list[str]) -> None:
    edges = [float(number) for number in range(len(text) + 1)]
    assert [text[start:end] for start, end in wrap(text, edges, width)] == lines


# --- flow -------------------------------------------------------------------------------------------------------------


def sections_on(sheets: list[Sheet]) -> list[list[float]]:
    return [[part.block.height for part in sheet.parts] for sheet in sheets]


def test_head_keeps_its_first_two_rows_and_the_last_row_is_never_alone() -> None:
    frame = Frame(0, 0, 100, 100)
    head, again = Space(10), Space(11)
    rows = tuple(Space(20) for _ in range(5))
    four_fit = flow([Section(head, again, rows)], frame, lambda _: None)
    assert sections_on(four_fit) == [[10, 20, 20, 20], [11, 20, 20]]
    late = flow([Section(head, again, (Space(60),)), Section(head, again, rows[:3])], frame, lambda _: None)
    assert sections_on(late) == [[10, 60], [10, 20, 20, 20]]


def test_three_rows_stay_together_so_that_none_is_alone() -> None:
    frame = Frame(0, 0, 100, 100)
    rows = tuple(Space(20) for _ in range(3))
    late = [Section(Space(10), Space(11), (Space(35),)), Section(Space(10), Space(11), rows)]
    assert sections_on(flow(late, frame, lambda _: None)) == [[10, 35], [10, 20, 20, 20]]


@pytest.mark.parametrize("words", [40, 60, 200])
def test_no_line_of_a_paragraph_stands_alone_on_a_page(words: int) -> None:
    first, second = (" ".join(f"{word}{number}" for number in range(words)) for word in ("one", "two"))
    context = build.context_of(request=replace(build.REQUEST, rollback=f"{first}\n{second}"))
    kit = Kit(context, Typesetter(fonts.fonts_for("en")), 500)
    sections = closing_sections(kit, page_one(kit, Frame(45, 45, 500, 750)), with_remarks=False)
    (rollback,) = [section for section in sections if "Rollback" in block_text(section.head)]
    for height in range(90, 260, 4):
        before = Section(Space(10), Space(10), (Space(30),))
        sheets = flow([before, rollback], Frame(0, 0, 500, height), lambda _: None)
        lines = [text_lines(Group(height, tuple(sheet.parts))) for sheet in sheets]
        for word in ("one", "two"):
            assert 1 not in [sum(line.startswith(word) for line in page) for page in lines]


def text_lines(block: object) -> list[str]:
    found = blocks_of(Placed(0, 0, block))  # type: ignore[arg-type]
    texts = (part for _, _, part in found if isinstance(part, TextBlock))
    return ["".join(run.text for run in runs) for part in texts for _, runs in part.lines]


def test_row_higher_than_a_page_still_gets_a_page() -> None:
    sheets = flow(
        [Section(Space(10), Space(10), (Space(20), Space(300)))], Frame(0, 0, 100, 100), lambda _: None
    )
    assert sum(300 in heights for heights in sections_on(sheets)) == 1


def test_plan_without_lines_still_prints_a_page_to_sign_and_the_reasons() -> None:
    plan = replace(build.typical_plan(()), rules=(), profile=replace(build.PROFILE, name="", inbound=()))
    document = compose(build.context_of(plan), *A4)
    assert len(document.pages) == 2
    first = page_text(document, 0)
    assert "No line is asked for." in first
    assert "Lines to decide" not in first
    assert "Signature" in first
