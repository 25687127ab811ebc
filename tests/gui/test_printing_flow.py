"""How printed text breaks into lines and pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.gui.printing import fonts
from planner.gui.printing.blocks import Group, Space
from planner.gui.printing.closing import closing_sections
from planner.gui.printing.document import compose
from planner.gui.printing.flow import Frame, Section, Sheet, flow
from planner.gui.printing.kit import Kit
from planner.gui.printing.page_one import page_one
from planner.gui.printing.text import Typesetter
from planner.gui.printing.wrapping import wrap
from tests.gui import print_builders as build
from tests.gui.printed import (
    A4,
    block_text,
    page_text,
    text_lines,
)

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


def test_row_higher_than_a_page_still_gets_a_page() -> None:
    sheets = flow(
        [Section(Space(10), Space(10), (Space(20), Space(300)))], Frame(0, 0, 100, 100), lambda _: None
    )
    assert sum(300 in heights for heights in sections_on(sheets)) == 1


def test_plan_without_lines_still_prints_a_page_to_sign_and_the_reasons() -> None:
    plan = replace(build.under(build.typical_plan(()), name="", inbound=()), rules=())
    document = compose(build.context_of(plan), *A4)
    assert len(document.pages) == 2
    first = page_text(document, 0)
    assert "No line is asked for." in first
    assert "Lines to decide" not in first
    assert "Signature" in first
