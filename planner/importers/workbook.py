"""Reading a workbook that came back: its tables as plain cells, nothing in it is run or followed.

Whoever sent it may have used any program; it may be damaged, huge or hostile. Bounds: 20 MB as it lies there, 60 MB
unpacked, 2,000 parts, 50,000 rows of a sheet and 200 columns.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.domain.problem import FileProblem
from planner.domain.text import Text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 20_000_000
_MOST_UNPACKED = 60_000_000
_MOST_PARTS = 2_000
_MOST_ROWS = 50_000
_MOST_COLUMNS = 200
_HEAD_WITHIN = 60
"""Rows in which the head of a table is looked for: rows may have been inserted above it."""

_LONGEST = 32_767
"""Characters that a cell can hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text (a date as ``YYYY-MM-DD``, a number as it is), where it stands, whether it is a formula."""

    text: str
    at: str
    is_formula: bool = False
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table by the keys of its columns; a column that the sheet lacks has no cell."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """Return the text of a cell; empty where there is none."""
        cell = self.cells.get(key)
        return cell.text if cell is not None else ""

    def at(self, key: str) -> str:
        """Return where a cell stands, such as ``G12``; the row's first column where there is none."""
        cell = self.cells.get(key)
        return cell.at if cell is not None else f"A{self.number}"


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """The tables with the columns asked for, and every text that stands right of another one.

    ``digest`` is 16 hex digits over the file's bytes; ``beside`` maps a text to the cells to its right, by sheet.
    """

    rows: tuple[Row, ...]
    beside: Mapping[str, tuple[tuple[str, Cell], ...]]
    digest: str
    merged: tuple[tuple[str, str], ...] = ()
    """Sheets and ranges of merged cells below a head: who decides in one decides on its first row alone."""

    has_links: bool = False
    created: str = ""
    """When the file says that it was made (ISO 8601), empty where it does not."""

    title: str = ""
    """The title among the file's properties."""

    missing: tuple[tuple[str, str], ...] = ()
    """Sheets with a table, and the keys of ``columns`` that it lacks."""

    further: Tables | None = None
    """The tables of the second kind, None where no sheet has one."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of all tables of one kind, and the sheets and keys of columns that tables of it lack."""

    rows: tuple[Row, ...]
    missing: tuple[tuple[str, str], ...]


def read_workbook(
    content: bytes,
    name: str,
    columns: Mapping[str, Collection[str]],
    needed: Collection[str],
    further: Mapping[str, Collection[str]] | None = None,
) -> ReadWorkbook:
    """Return the rows of every table that has the ``needed`` columns.

    Args:
        content: the file's bytes.
        name: what messages call it.
        columns: the headings that each key may have, in any language.
        needed: keys of which each has to be there.
        further: the headings of a second kind of table, with the same needed keys, that may be there or not.

    Raises:
        FileProblem: it is no workbook, cannot be trusted as a whole, or has no such table.
    """
    has_links = _check_container(content, name)
    sheets, created, title = _sheets(content, name)
    found, others = _Found(name, columns), _Found(name, further or {})
    beside: dict[str, list[tuple[str, Cell]]] = {}
    best: set[str] = set()
    for sheet in sheets:
        head = _head(sheet, columns)
        if head is not None and set(needed) <= set(head[1]):
            found.take(sheet, *head)
            continue
        best = max(best, set(head[1]) if head is not None else set(), key=len)
        _collect_beside(sheet, beside)
        head = _head(sheet, further) if further else None
        if head is not None and set(needed) <= set(head[1]):
            others.take(sheet, *head)
    if not found.rows:
        lacking = [sorted(columns[key])[0] for key in needed if key not in best]
        raise FileProblem(
            name, 0, _NO_TABLE.filled(columns=", ".join(lacking) or sorted(columns[next(iter(needed))])[0])
        )
    return ReadWorkbook(
        tuple(found.rows),
        {text: tuple(cells) for text, cells in beside.items()},
        hashlib.sha256(content).hexdigest()[:16],
        (*found.merged, *others.merged),
        has_links,
        created,
        title,
        tuple(found.missing),
        Tables(tuple(others.rows), tuple(others.missing)) if others.sheets else None,
    )


class _Found:
    """The tables of one kind as they are found, sheet by sheet."""

    def __init__(self, name: str, columns: Mapping[str, Collection[str]]) -> None:
        self.sheets = 0
        self.rows: list[Row] = []
        self.merged: list[tuple[str, str]] = []
        self.missing: list[tuple[str, str]] = []
        self._name, self._columns = name, columns

    def take(self, sheet: Worksheet, head: int, found: dict[str, int]) -> None:
        """Take the rows below a table's head.

        Raises:
            FileProblem: a column that counts stands twice, or there are too many rows.
        """
        twice = _twice(sheet, head, self._columns)
        if twice:
            raise FileProblem(self._name, 0, _TWO_COLUMNS.filled(sheet=sheet.title, column=twice))
        self.sheets += 1
        self.missing += [(sheet.title, key) for key in self._columns if key not in found]
        self.rows += _rows(sheet, head, found, name=self._name)
        self.merged += [
            (sheet.title, str(cells))
            for cells in sheet.merged_cells.ranges
            if cells.min_row > head and cells.max_row > cells.min_row
        ]
        if len(self.rows) > _MOST_ROWS:
            raise FileProblem(self._name, 0, _TOO_MANY_ROWS)


# --- the file as a whole ---


def _check_container(content: bytes, name: str) -> bool:
    """Refuse what cannot be opened safely; return whether the workbook refers to other files."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileProblem(name, 0, _ENCRYPTED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileProblem(name, 0, _NO_WORKBOOK) from None
    names = {part.filename.lower() for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise FileProblem(name, 0, TOO_LARGE)
    if not any(part.startswith("xl/") for part in names):
        raise FileProblem(name, 0, _NO_WORKBOOK)
    if any(part.endswith("vbaproject.bin") for part in names):
        raise FileProblem(name, 0, _MACROS)
    _check_sheets(content, name)
    return any(part.startswith("xl/externallinks/") for part in names)


_SHEET = re.compile(r"xl/worksheets/[^/]{1,200}\.xml", re.IGNORECASE)
_RANGE = re.compile(
    rb"<(?:\w{1,20}:)?(?:mergeCell|hyperlink)\b[^>]{0,2000}?\bref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"
)
_MOST_CELLS, _MOST_IN_RANGES = 1_000_000, 200_000


def _check_sheets(content: bytes, name: str) -> None:
    """Refuse sheets of which openpyxl would make more cells than memory holds, before it makes any."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(part) for part in archive.namelist() if _SHEET.fullmatch(part)]
    except Exception as error:  # a part that is damaged, encrypted or packed in an unknown way
        raise FileProblem(name, 0, _DAMAGED) from error
    for text in texts:
        within = sum(_area(*found.groups()) for found in _RANGE.finditer(text))
        if within > _MOST_IN_RANGES or text.count(b"<c ") + text.count(b":c ") > _MOST_CELLS:
            raise FileProblem(name, 0, TOO_LARGE)
        if text.count(b"<row") + text.count(b":row ") > _MOST_ROWS + _HEAD_WITHIN:
            raise FileProblem(name, 0, _TOO_MANY_ROWS)


def _area(first: bytes, top: bytes, last: bytes, bottom: bytes) -> int:
    return (abs(_column(last) - _column(first)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


_PROPERTIES = "docProps/core.xml"


def _sheets(content: bytes, name: str) -> tuple[list[Worksheet], str, str]:
    """Return the sheets, when the file says that it was made, and its title."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is nothing that is read here
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
        created, title = book.properties.created, book.properties.title
    except Exception as error:  # openpyxl lets through whatever a damaged part makes it stumble on
        raise FileProblem(name, 0, _DAMAGED) from error
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # openpyxl says *now* of a file that says nothing.
        says_when = b"created" in archive.read(_PROPERTIES) if _PROPERTIES in archive.namelist() else False
    made = created.isoformat(timespec="seconds") if says_when and isinstance(created, datetime) else ""
    return list(book.worksheets), made, str(title or "")


# --- its tables ---


def _head(sheet: Worksheet, columns: Mapping[str, Collection[str]]) -> tuple[int, dict[str, int]] | None:
    """Return the row that holds most of the headings, and the column of each; None where no row holds any."""
    keys = {_plain(heading): key for key, headings in columns.items() for heading in headings}
    best: tuple[int, dict[str, int]] | None = None
    for row in _within(sheet, _HEAD_WITHIN, _MOST_COLUMNS):
        found: dict[str, int] = {}
        for cell in row:
            key = keys.get(_plain(cell.value)) if isinstance(cell.value, str) else None
            if key is not None and cell.column is not None:
                found.setdefault(key, cell.column)
        if found and (best is None or len(found) > len(best[1])):
            best = (row[0].row or 1, found)
    return best


def _twice(sheet: Worksheet, head: int, columns: Mapping[str, Collection[str]]) -> str:
    """Return the heading of a column in which people decide and that stands twice in a head; empty if none does."""
    keys = {_plain(heading): key for key, headings in columns.items() for heading in headings}
    seen: set[str] = set()
    for (cell,) in sheet.iter_cols(
        min_row=head, max_row=head, max_col=min(_MOST_COLUMNS, sheet.max_column or 1)
    ):
        key = keys.get(_plain(cell.value)) if isinstance(cell.value, str) else None
        if key in seen:
            return str(cell.value)
        seen.update(() if key is None else (key,))
    return ""


def _within(sheet: Worksheet, rows: int, columns: int) -> Iterator[tuple[BookCell | MergedCell, ...]]:
    """Yield the first rows, as far as the sheet goes: openpyxl makes a cell for whatever is asked for."""
    last_row, last_column = min(rows, sheet.max_row or 1), min(columns, sheet.max_column or 1)
    yield from sheet.iter_rows(min_row=1, max_row=last_row, max_col=last_column)


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _rows(sheet: Worksheet, head: int, columns: Mapping[str, int], *, name: str) -> Iterator[Row]:
    if (sheet.max_row or 0) - head > _MOST_ROWS:
        raise FileProblem(name, 0, _TOO_MANY_ROWS)
    last = max(columns.values())
    for row in sheet.iter_rows(min_row=head + 1, max_col=last):
        cells = {key: _cell(row[column - 1]) for key, column in columns.items()}
        if any(cell.text for cell in cells.values()):
            yield Row(sheet.title, row[0].row or 0, cells)


def _cell(cell: object) -> Cell:
    value = getattr(cell, "value", None)
    at = str(getattr(cell, "coordinate", ""))
    is_formula = getattr(cell, "data_type", "") == "f"
    if value is None:
        return Cell("", at)
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), at)
    if isinstance(value, date):
        return Cell(value.isoformat(), at)
    if isinstance(value, bool):
        return Cell(str(value), at)
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole and abs(value) < 1e15 else repr(value), at, number=float(value))
    return Cell(str(value)[:_LONGEST].strip(), at, is_formula=is_formula)


def _collect_beside(sheet: Worksheet, beside: dict[str, list[tuple[str, Cell]]]) -> None:
    """Note for each text of a sheet without a table what stands to its right."""
    for row in _within(sheet, 2_000, 20):
        cells = [_cell(cell) for cell in row]
        filled = [cell for cell in cells if cell.text]
        for left, right in pairwise(filled):
            beside.setdefault(_plain(left.text), []).append((sheet.title, right))


_NO_WORKBOOK = Text(
    "this is no workbook (.xlsx). Choose the file that the planner exported, as it came back.",
    "不是工作簿（.xlsx）。请选择由本程序导出并交回的文件。",
)
_ENCRYPTED = Text(
    "the workbook is locked by a password or is an old .xls file. Save it as .xlsx without a password.",
    "工作簿有密码保护，或是旧的 .xls 文件。请另存为不带密码的 .xlsx 文件。",
)
_MACROS = Text(
    "the workbook holds macros, which the planner never writes. Save it as .xlsx, without macros.",
    "工作簿包含宏，而本程序从不写入宏。请另存为不带宏的 .xlsx 文件。",
)
TOO_LARGE = Text(
    "the workbook is larger than any that the planner writes. Choose the file that was exported.",
    "工作簿大于本程序写出的任何文件。请选择导出的文件。",
)
_TOO_MANY_ROWS = Text(
    "a sheet has more than 50,000 rows. Delete the empty ones below the lines, and save it again.",
    "某个工作表超过 50,000 行。请删除规则下方的空行后重新保存。",
)
_DAMAGED = Text(
    "the workbook is damaged and cannot be read. Open it in Excel or LibreOffice, and save it again.",
    "工作簿已损坏，无法读取。请在 Excel 或 LibreOffice 中打开并重新保存。",
)
_TWO_COLUMNS = Text(
    "the sheet {sheet} has two columns {column}, and nothing tells which one counts. Delete one of them.",
    "工作表 {sheet} 中有两个“{column}”列，无法判断以哪个为准。请删除其中一个。",
)
_NO_TABLE = Text(
    "no sheet has the columns of decisions; missing: {columns}. Choose the file that the planner exported.",
    "没有包含审批列的工作表，缺少：{columns}。请选择由本程序导出的文件。",
)
