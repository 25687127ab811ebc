"""How much the workbook's care costs: against plain openpyxl writing the same cells, in one run."""

from __future__ import annotations

import copy
import io
import statistics
import time
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.exporters.xlsx.workbook import workbook_bytes
from tests.exporters.shop import long_context

RULES = 120
ROUNDS = 7
TARGET = 1.3
CEILING, CEILING_OF_VALUES = 2.0, 4.0


PARTS = ("font", "fill", "border", "alignment", "protection", "number_format")
Formats = dict[int, dict[str, object]]


def _formats(sheets: list[Worksheet]) -> Formats:
    """The parts of each style of ``sheets``, made beforehand as a careful writer would."""
    cells = {cell.style_id: cell for sheet in sheets for row in sheet.iter_rows() for cell in row}
    return {
        number: {part: copy.copy(getattr(cell, part)) for part in PARTS} for number, cell in cells.items()
    }


def _plain(sheets: list[Worksheet], formats: Formats) -> bytes:
    """Write the cells of ``sheets`` as anybody would: value, then font, fill, border and the rest."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for source in sheets:
        sheet = book.create_sheet()
        for row in source.iter_rows():
            for old in row:
                new = sheet.cell(old.row, old.column, old.value)
                for part, value in formats.get(old.style_id, {}).items():
                    setattr(new, part, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ratio(work: Callable[[], object], plain: Callable[[], object]) -> float:
    # Each ratio is of neighbours in time, so that a busy machine slows both.
    return statistics.median(_seconds(work) / _seconds(plain) for _ in range(ROUNDS))


@pytest.mark.benchmark
def test_workbook_of_120_rules_costs_little_more_than_plain_openpyxl(
    capsys: pytest.CaptureFixture[str],
) -> None:
    context = long_context(RULES)
    sheets = load_workbook(io.BytesIO(workbook_bytes(context))).worksheets
    formats = _formats(sheets)
    formatted = _ratio(lambda: workbook_bytes(context), lambda: _plain(sheets, formats))
    values = _ratio(lambda: workbook_bytes(context), lambda: _plain(sheets, {}))
    with capsys.disabled():
        print(f"\nxlsx of {RULES} rules / plain openpyxl writing the same cells")
        print(f"with their formats: {formatted:.2f} (target {TARGET}); bare values: {values:.2f}")
    assert formatted <= CEILING
    assert values <= CEILING_OF_VALUES
