"""The CSV table: the workbook's columns, safe to open and complete to read back."""

from __future__ import annotations

import csv
import io

import pytest

from planner.domain.omission import Omission
from planner.domain.text import Text
from planner.exporters.columns import plan_lines
from planner.exporters.csv_table import CSV_COLUMNS, CsvTarget
from planner.exporters.safe_text import csv_original
from tests.exporters import builders as b
from tests.exporters.shop import shop_context


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_table_holds_the_same_cells_as_the_lines(language: str) -> None:
    context = shop_context(language)
    head, *body = rows(CsvTarget().export(context).files[0].content)
    assert head == [column.heading.in_language(language) for column in CSV_COLUMNS]
    wanted = [[str(cell) for cell in line.cells(CSV_COLUMNS)] for line in plan_lines(context)]
    assert [[csv_original(cell) for cell in row] for row in body] == wanted


def test_file_starts_with_a_byte_order_mark_and_ends_lines_with_crlf() -> None:
    (file,) = CsvTarget().export(shop_context()).files
    assert file.name == "shop-prod.csv"
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert file.content.count(b"\n") == file.content.count(b"\r\n") == 34


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1,1)", "＝1", "\t=1"])
def test_no_cell_starts_a_formula(start: str) -> None:
    why = b.reason(purpose=Text(f"{start} why", "用途"))
    omissions = (Omission("core-mcr", start),)
    context = b.context(b.plan(b.rule(reasons=(why,)), omissions=omissions))
    (_, row) = rows(CsvTarget().export(context).files[0].content)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in row)


def test_open_decision_is_noticed_because_the_table_cannot_carry_it() -> None:
    (notice,) = CsvTarget().notices(shop_context(decided=""))
    assert notice.text.zh == "尚未决定：storefront 的应答无法到达 Internet 上的客户端。"
    assert CsvTarget().notices(shop_context()) == ()
