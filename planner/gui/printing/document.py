"""The whole document: page one, the lines to decide, what stands behind them, and the footers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line
from planner.gui.printing import style, words
from planner.gui.printing.blocks import Block, Group, Line, Placed, padded, stack
from planner.gui.printing.closing import ADVISORIES, PICTURE, POINTS, closing_sections
from planner.gui.printing.flow import Frame, Section, Sheet, flow, pages_of
from planner.gui.printing.fonts import fonts_for
from planner.gui.printing.kit import Kit
from planner.gui.printing.lines_table import LinesTable
from planner.gui.printing.page_one import PageOne, page_one
from planner.gui.printing.text import Run, Typesetter

_BEFORE_CLOSING = 6.0
"""Added between the lines and what follows them on the same page."""

_FOOT_ROOM = 4 * style.MILLIMETRE
"""Between content and the foot line, which itself stands in the lower margin."""


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page: blocks at places, in points from the paper's upper left corner."""

    parts: tuple[Placed, ...]

    def draw(self, painter: QPainter) -> None:
        """Paint every block; the painter counts in points."""
        for part in self.parts:
            part.block.draw(painter, part.x, part.y)


@dataclass(frozen=True, slots=True)
class ChangeRequestPages:
    """The pages in order, and the size of the paper in points that they were made for."""

    width: float
    height: float
    pages: tuple[Page, ...]


def compose(context: ExportContext, width: float, height: float) -> ChangeRequestPages:
    """Lay the change request of a plan out on paper of ``width`` by ``height`` points.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
    """
    margin = style.MARGIN
    frame = Frame(margin, margin, width - 2 * margin, height - 2 * margin - _FOOT_ROOM / 2)
    kit = Kit(context, Typesetter(fonts_for(context.language)), frame.width)
    # Remarks beside their lines and the largest type first: `min` keeps the first of equals.
    remarked = any(rule.remarks for rule in context.plan.rules)
    forms = [
        (size, beside) for beside in ((True, False) if remarked else (True,)) for size in style.TABLE_SIZES
    ]
    sheets = min((_sheets(kit, frame, size, beside) for size, beside in forms), key=len)
    digest = context.plan.digest()
    pages = tuple(
        Page((*sheet.parts, _foot(kit, frame, digest, number, len(sheets))))
        for number, sheet in enumerate(sheets, start=1)
    )
    return ChangeRequestPages(width, height, pages)


def _sheets(kit: Kit, frame: Frame, table_size: float, remarks_beside: bool) -> list[Sheet]:
    """Return all pages without their feet, the lines to decide in type of ``table_size`` points.

    ``remarks_beside`` prints remarks below their lines, else they stand behind, each once.
    """
    table = LinesTable.of(kit, table_size, with_remarks=remarks_beside)
    line_sheets = flow(table.sections(), frame, table.page_head) if kit.context.plan.rules else []
    first = page_one(kit, frame)
    sections = closing_sections(kit, first, with_remarks=not remarks_beside)
    behind, closing_from = _with_closing(kit, frame, sections, line_sheets)
    sheets = [first.sheet, *behind]
    rest = words.page_span(closing_from, len(sheets), kit.context.language)
    lines = words.page_span(2, 1 + len(line_sheets), kit.context.language) if line_sheets else ""
    _point_to_the_rest(kit, first, lines, rest, _moved(kit, first, sections, sheets))
    _point_to_open_points(kit, first, pages_of(POINTS, sections, sheets))
    return sheets


def _with_closing(
    kit: Kit, frame: Frame, sections: Sequence[Section], line_sheets: Sequence[Sheet]
) -> tuple[list[Sheet], int]:
    """Return all pages behind page one, and the number of the page on which the closing sections begin.

    They begin on a page of their own, unless filling up the last page of the lines saves a sheet of paper.
    """

    def head(number: int) -> Block:
        title = kit.say(words.CLOSING)
        return padded(kit.text(kit.continued(title) if number else title, style.HEADING), bottom=5)

    own = flow(sections, frame, head)
    if line_sheets:
        *full, last = line_sheets
        shared = flow(sections, frame, head, start=Sheet(frame, last.y + _BEFORE_CLOSING, list(last.parts)))
        if len(shared) - 1 < len(own):
            return [*full, *shared], 1 + len(line_sheets)
    return [*line_sheets, *own], 2 + len(line_sheets)


def _moved(kit: Kit, first: PageOne, sections: Sequence[Section], sheets: Sequence[Sheet]) -> str:
    """Return the sentences on what found no room on page one, or empty text."""
    said: list[str] = []
    wording = words.ONE_MORE_ON if len(first.overflow) == 1 else words.MORE_ON
    count = wording.filled(count=str(len(first.overflow)))
    for key, sentence in ((ADVISORIES, count), (PICTURE, words.PICTURE_ON)):
        pages = pages_of(key, sections, sheets)
        if pages:
            span = words.page_span(pages[0], pages[-1], kit.context.language)
            said.append(kit.say(sentence.filled(pages=span)))
    return kit.join(*said)


def _point_to_the_rest(kit: Kit, first: PageOne, lines: str, rest: str, moved: str) -> None:
    """Say on page one on which pages the lines, the rest and the advisories without room are."""
    said = [kit.say(words.LINES_ON.filled(pages=lines))] if lines else []
    said.append(kit.say(words.REST_ON.filled(pages=rest)))
    pointers = [kit.text(kit.join(*said), style.BODY_MUTED, most=2)]
    if moved:
        pointers.insert(0, kit.text(moved, style.BODY_MUTED_BOLD, most=1))
    block = stack(*pointers)
    first.sheet.parts.append(Placed(first.sheet.frame.left, first.pointer_bottom - block.height, block))


def _point_to_open_points(kit: Kit, first: PageOne, pages: Sequence[int]) -> None:
    """Say beside their heading on which pages the open points are that do not stand on page one."""
    if not pages:
        return
    span = words.page_span(pages[0], pages[-1], kit.context.language)
    said = kit.say(words.POINTS_ON.filled(count=str(len(first.points_left)), pages=span))
    width = kit.setter.width(Run(said, style.BODY_MUTED_BOLD)) + 1
    frame = first.sheet.frame
    block = kit.text(said, style.BODY_MUTED_BOLD, width)
    drop = (style.HEADING.size - style.BODY_MUTED_BOLD.size) * style.LINE_HEIGHT * 0.6
    first.sheet.parts.append(Placed(frame.left + frame.width - width, first.points_at + drop, block))


def _foot(kit: Kit, frame: Frame, digest: str, page: int, pages: int) -> Placed:
    """Return edition, catalog, plan, ticket and page number, below the content."""
    context = kit.context
    values = {
        "edition": context.plan.edition,
        "catalog": context.plan.catalog_digest[:8],
        "plan": digest[:8],
    }
    left = kit.text(words.FOOT_LEFT.filled(**values), style.FOOT, frame.width * 0.66, most=1)
    count = kit.say(words.FOOT_PAGE.filled(page=str(page), pages=str(pages)))
    ticket = one_line(context.request.change_request.ticket)
    room = frame.width * 0.34 - kit.setter.width(Run(f"  ·  {count}", style.FOOT))
    if ticket:
        short = kit.text(ticket, style.FOOT, room, most=1).lines[0][1]
        count = "".join(run.text for run in short) + f"  ·  {count}"
    right = kit.text(count, style.FOOT, frame.width * 0.34, most=1, right=True)
    both = Group(left.height, (Placed(0, 0, left), Placed(frame.width * 0.66, 0, right)))
    foot = stack(Line(frame.width, 0.6, style.FAINT), both, gap=3)
    return Placed(frame.left, frame.bottom + _FOOT_ROOM * 0.75, foot)
