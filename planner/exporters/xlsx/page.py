"""One sheet being written: text cells that can never be formulas, row heights, print setup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import cast

from openpyxl.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import Line
from planner.exporters.safe_text import clean, clipped, one_line
from planner.exporters.xlsx.measure import MAX_HEIGHT, POINTS_PER_WIDTH_UNIT, Type, line_count
from planner.exporters.xlsx.styles import FORMS, INDENT_WIDTH, LATIN_WIDTH, LINE_HEIGHT, Look

CELL_LIMIT = 32_000
"""Characters that a cell takes (Excel: 32,767); more is cut with an ellipsis."""

PAGE_OF = Text("page &P of &N", "第 &P 页，共 &N 页")
FOOTER_LEFT = Text(
    "Edition {edition}, catalog {catalog}, plan {plan}", "版本 {edition}，目录 {catalog}，方案 {plan}"
)
_ROW_PADDING = 5.0
_USUAL_HEIGHT = 15.0
_PAPER = (841.89, 595.28)  # A4 landscape, in points
_MARGIN_BESIDE, _MARGIN_TOP, _MARGIN_BOTTOM = 0.4, 0.5, 0.65  # inches, as the file wants them
_ROUNDING = (0.97, 1.0, 1.02, 1.07, 1.2)
"""How much of what was computed a page holds: programs round row heights, and some count broader columns."""

_FOOTER_LIMIT = 40
_DECIDED = (Look.DECISION, Look.TYPED, Look.DATE)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: heading, width in column units, and how its cells look."""

    heading: Text
    width: float
    look: Look = Look.BODY

    @property
    def head(self) -> Look:
        """How its heading looks: set in where its cells are, and marked where people decide."""
        if self.look in _DECIDED:
            return Look.HEAD_DECISION
        return Look.HEAD_APART if self.look is Look.APART else Look.HEAD


@dataclass(frozen=True, slots=True)
class Material:
    """What every sheet is made of: the context, its lines and digest, and the workbook's styles."""

    context: ExportContext
    lines: tuple[Line, ...]
    digest: str
    styles: Mapping[Look, StyleArray]


class Page:
    """A sheet with the plan it shows; writes cleaned text only, and remembers column widths."""

    def __init__(self, sheet: Worksheet, material: Material, widths: Sequence[float]) -> None:
        """Take an empty ``sheet`` and give it columns of ``widths`` (column units)."""
        self.sheet = sheet
        self.context = material.context
        self.digest = material.digest
        self.styles = material.styles
        self.widths = tuple(widths)
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def put(self, row: int, column: int, text: str, look: Look) -> None:
        """Write ``text`` as text: whatever it starts with, it is no formula, number or date."""
        cell = cast(Cell, self.sheet.cell(row, column))
        cell._style = self.styles[look]  # type: ignore[attr-defined]  # missing in the stubs
        if text:
            cell.value = clipped(text, CELL_LIMIT)
            cell.data_type = "s"  # after the value: openpyxl takes a leading = for a formula

    def number(self, row: int, column: int, value: int, look: Look = Look.NUMBER) -> None:
        """Write a whole number."""
        cell = cast(Cell, self.sheet.cell(row, column))
        cell.value = value
        cell._style = self.styles[look]  # type: ignore[attr-defined]  # missing in the stubs

    def date(self, row: int, column: int, text: str, look: Look) -> None:
        """Write a day (``YYYY-MM-DD``) as a date, and whatever else it says as text."""
        self.put(row, column, text, look)
        with suppress(ValueError):
            self.sheet.cell(row, column).value = date.fromisoformat(text)

    def merged(self, row: int, first: int, last: int, text: str, look: Look) -> float:
        """Write ``text`` across the columns ``first`` to ``last``; return the height it needs."""
        text = clean(text)
        for column in range(first, last + 1):
            self.put(row, column, text if column == first else "", look)
        if last > first:
            # Not merge_cells(): it works out borders anew for each merge, and ours are set already.
            # Nor add(), which compares with every merge before; that one overlaps another cannot happen here.
            self.sheet.merged_cells.ranges.add(
                CellRange(min_col=first, min_row=row, max_col=last, max_row=row)
            )
        return self.text_height(text, sum(self.widths[first - 1 : last]), look)

    def text_height(self, text: str, width: float, look: Look) -> float:
        """Return how high a cell of ``width`` column units must be to show all of ``text``, in points."""
        form = FORMS[look]
        lines = 1
        if form.wrap and text:
            latin = 1.0 if form.host else LATIN_WIDTH[self.context.language]
            kind = Type(form.size, form.bold, form.host, latin)
            lines = line_count(text, width - form.indent * INDENT_WIDTH, kind)
        return lines * form.size * LINE_HEIGHT[self.context.language] + _ROW_PADDING

    def set_height(self, row: int, *needed: float) -> None:
        """Make a row as high as the highest of ``needed``, within what Excel knows."""
        self.sheet.row_dimensions[row].height = round(min(max(needed), MAX_HEIGHT), 2)

    def heading(self, title: str, instruction: str) -> None:
        """Write row 1 (title) and row 2 (what to do here); both reach over the cells to the right."""
        self.put(1, 1, clipped(one_line(title), 100), Look.TITLE)
        self.set_height(1, 30.0)
        self.put(2, 1, clipped(one_line(instruction), 250), Look.INSTRUCTION)
        self.set_height(2, 20.0)

    def table(self, row: int, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> int:
        """Write a head and rows below it; return the first row after them."""
        say = self.context.say
        heads = [self.text_height(say(c.heading), c.width, c.head) for c in columns]
        for number, column in enumerate(columns, start=1):
            self.put(row, number, say(column.heading), column.head)
        self.set_height(row, *heads, 22.0)
        for cells in rows:
            row += 1
            heights = []
            for number, (column, cell) in enumerate(zip(columns, cells, strict=True), start=1):
                text = clean(cell)
                (self.date if column.look is Look.DATE else self.put)(row, number, text, column.look)
                heights.append(self.text_height(text, column.width, column.look))
            self.set_height(row, *heights)
        return row + 1

    def section(self, row: int, text: Text, first: int = 1, last: int = 0) -> None:
        """Write a section's heading over the columns ``first`` to ``last`` (all of them if 0)."""
        for column in range(first, (last or len(self.widths)) + 1):
            self.put(row, column, self.context.say(text) if column == first else "", Look.SECTION)
        self.set_height(row, 24.0)

    def keep_together(self, first: int, last: int) -> None:
        """Begin a page with row ``first`` where the rows to ``last`` would otherwise break over its end.

        Call it from top to bottom, when the heights of all these rows are set.
        """
        if any(self._breaks_within(first, last, self._page_room() * share) for share in _ROUNDING):
            self.sheet.row_breaks.append(Break(id=first - 1))

    def _breaks_within(self, first: int, last: int, room: float) -> bool:
        """Whether the rows ``first`` to ``last`` break over the end of a page of ``room`` points."""
        y = 0.0
        turns = {turn.id for turn in self.sheet.row_breaks.brk}
        for row in range(1, first):
            height = self._height(row)
            y = height if y + height > room or row - 1 in turns else y + height
        return y > 0 and y + sum(map(self._height, range(first, last + 1))) > room

    def _height(self, row: int) -> float:
        return float(self.sheet.row_dimensions[row].height or _USUAL_HEIGHT)

    def _page_room(self) -> float:
        """Return how many points of rows a printed page takes, at the scale that fits the columns to it."""
        width = sum(self.widths) * POINTS_PER_WIDTH_UNIT
        scale = min(1.0, (_PAPER[0] - 72 * 2 * _MARGIN_BESIDE) / width)
        return (_PAPER[1] - 72 * (_MARGIN_TOP + _MARGIN_BOTTOM)) / scale

    def finish(self, *, last_column: int, freeze: str = "", head_row: int = 0) -> None:
        """Set view, print and protection: A4 landscape as wide as a page, cells locked, head repeated."""
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 85
        if freeze:
            sheet.freeze_panes = freeze
        sheet.print_area = f"A1:{get_column_letter(last_column)}{sheet.max_row}"
        if head_row:
            sheet.print_title_rows = f"{head_row}:{head_row}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = "9"  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        margins = sheet.page_margins
        margins.left = margins.right = _MARGIN_BESIDE
        margins.top, margins.bottom, margins.header, margins.footer = _MARGIN_TOP, _MARGIN_BOTTOM, 0.3, 0.3
        self._footer()
        protection = sheet.protection
        protection.sheet = True
        # False means allowed: reading aids stay in the reader's hands.
        protection.autoFilter = protection.sort = False
        protection.formatColumns = protection.formatRows = False

    def _footer(self) -> None:
        context, footer = self.context, cast(HeaderFooterItem, self.sheet.oddFooter)
        left = context.say(FOOTER_LEFT).replace("{edition}", context.plan.edition)
        left = left.replace("{catalog}", context.plan.catalog_digest[:8])
        footer.left.text = left.replace("{plan}", self.digest[:8])
        footer.center.text = "&A"
        ticket = clipped(one_line(context.request.change_request.ticket), _FOOTER_LIMIT).replace("&", "&&")
        comma = "，" if context.language == "zh" else ", "
        footer.right.text = (ticket + comma if ticket else "") + context.say(PAGE_OF)
        for part in (footer.left, footer.center, footer.right):
            part.size = 8
