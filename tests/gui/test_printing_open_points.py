"""The open points on paper: before anything that is asked, whole, and never in the way of the signatures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from planner.domain.readiness import OpenPoint, PointSeverity
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.gui.printing import style
from planner.gui.printing.document import compose
from tests.gui import print_builders as build
from tests.gui.printed import A4, LETTER, page_lines, page_text

WORDS = {
    "en": ("Not ready: ", "What is asked", "Approve all lines", "Signature"),
    "zh": ("尚未就绪：", "请求内容", "批准全部", "签名"),
}


def point(number: int, *, blocks: bool) -> OpenPoint:
    cost = "a cost that is told in so many words that one line of the page cannot hold all of it, " * 2
    return OpenPoint(
        f"point-{number}",
        PointSeverity.BLOCKS if blocks else PointSeverity.WARNS,
        Text(f"Point no. {number:02} is open", f"第 {number:02} 项尚未确定"),
        Text(f"{cost}end {number:02}", f"影响很大，{'一行写不下，' * 12}结束 {number:02}"),
        advice=Text(f"Settle {number:02}.", f"处理 {number:02}。"),
    )


def context_with(blocking: int, warning: int, language: str) -> ExportContext:
    points = [point(number, blocks=number < blocking) for number in range(blocking + warning)]
    return replace(build.context_of(language=language), readiness=tuple(points))


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize(("blocking", "warning"), [(1, 0), (4, 9), (60, 3), (0, 5)])
def test_signatures_stand_on_page_one_and_every_point_stands_once_and_whole(
    paper: tuple[float, float], blocking: int, warning: int, language: str
) -> None:
    document = compose(context_with(blocking, warning, language), *paper)
    first = page_text(document, 0)
    whole = "".join(page_text(document, number) for number in range(len(document.pages))).replace(" ", "")
    assert WORDS[language][3] in first
    ending = "end" if language == "en" else "结束"
    for number in range(blocking + warning):
        title = point(number, blocks=True).title.in_language(language)
        assert whole.count(title.replace(" ", "")) == 1
        assert whole.count(f"{ending}{number:02}") == 1
    assert not any("…" in line for line in page_lines(document, 0))
    for page in document.pages:
        content = sorted(page.parts[:-1], key=lambda part: part.y)
        assert content[-1].y + content[-1].block.height <= paper[1] - style.MARGIN + 0.01


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
def test_blocks_on_page_one_do_not_overlap(paper: tuple[float, float], language: str) -> None:
    page = compose(context_with(60, 3, language), *paper).pages[0]
    # The pointer beside the heading stands on its row by intention: it is no narrower block of the column.
    column = sorted((part for part in page.parts[:-1] if part.x == style.MARGIN), key=lambda part: part.y)
    for above, below in pairwise(column):
        assert above.y + above.block.height <= below.y + 0.01


def test_what_blocks_stands_before_what_is_asked_and_no_box_approves_all_lines(language: str) -> None:
    status, asked, approve, signature = WORDS[language]
    text = page_text(compose(context_with(2, 3, language), *A4), 0)
    title = point(0, blocks=True).title.in_language(language)
    assert text.index(status) < text.index(title) < text.index(asked) < text.index(signature)
    assert approve not in text


def test_plan_that_nothing_blocks_offers_to_approve_all_lines_and_is_not_called_unready(
    language: str,
) -> None:
    status, _, approve, _ = WORDS[language]
    text = page_text(compose(context_with(0, 3, language), *A4), 0)
    assert approve in text
    assert status not in text


def test_what_settles_a_point_stands_on_the_pages_behind(language: str) -> None:
    document = compose(context_with(1, 1, language), *A4)
    behind = "".join(page_text(document, number) for number in range(1, len(document.pages)))
    assert point(1, blocks=False).advice.in_language(language) in behind
