"""The workbook as a second program sees it: opened by LibreOffice, printed, read as text."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import defusedxml.ElementTree
import pytest
from openpyxl import load_workbook

from planner.exporters.columns import plan_lines
from planner.exporters.xlsx.rules_sheet import LAST_PRINTED, WIDTHS, column_widths
from planner.exporters.xlsx.workbook import workbook_bytes
from tests.exporters.shop import shop_context

MARGIN = 0.4 * 72
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext") and shutil.which("pdfinfo")),
        reason="soffice (libreoffice-calc) or pdftotext and pdfinfo (poppler-utils) are not installed",
    ),
]


def _run(*command: str | Path, home: Path) -> str:
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "HOME": str(home)},
    )
    return done.stdout


@pytest.fixture(scope="module", params=["en", "zh"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    book = folder / "shop-prod.xlsx"
    book.write_bytes(workbook_bytes(shop_context(request.param)))
    _convert(book, "pdf")
    return request.param, folder / "shop-prod.pdf"


def _pages(pdf: Path) -> list[str]:
    text = _run("pdftotext", "-layout", pdf, "-", home=pdf.parent)
    return unicodedata.normalize("NFKC", text).split("\f")[:-1]


def _words(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_pages_are_landscape_a4(printed: tuple[str, Path]) -> None:
    info = _run("pdfinfo", printed[1], home=printed[1].parent)
    assert re.search(r"Page size: +841\.\d+ x 595\.\d+ pts \(A4\)", info)


def test_typical_plan_prints_its_rules_on_two_pages_with_the_head_repeated(printed: tuple[str, Path]) -> None:
    language, pdf = printed
    assert len(_rules_pages(language, pdf)) == 2


def _rules_pages(language: str, pdf: Path) -> list[int]:
    head = {"en": "What breaks if refused", "zh": "不放行的后果"}[language]
    return [number for number, page in enumerate(_pages(pdf), start=1) if head in page]


def test_tables_below_one_another_do_not_repeat_each_others_head(printed: tuple[str, Path]) -> None:
    language, pdf = printed
    for first, below in {
        "en": (("Ways to mend it", "Line and kind of note"), ("Next hop type", "The traffic path")),
        "zh": (("修复方式", "行和备注类型"), ("下一跃点类型", "流量路径")),
    }[language]:
        found = [page for page in map(_words, _pages(pdf)) if _words(below) in page]
        assert all(page.count(_words(first)) <= 1 for page in found)
        assert all(
            page.index(_words(first)) < page.index(_words(below)) for page in found if _words(first) in page
        )


def _column_texts(pdf: Path, page: int, language: str) -> list[str]:
    """Return the text of each printed column of a page, cut out of it, so that a cell's lines follow."""
    widths = list(column_widths(plan_lines(shop_context(language))).values())[:LAST_PRINTED]
    scale = (841.89 - 2 * MARGIN) / sum(widths)
    texts, left = [], MARGIN
    for width in widths:
        area = ("-x", str(round(left)), "-W", str(round(width * scale)), "-y", "0", "-H", "596", "-r", "72")
        pages = ("-f", str(page), "-l", str(page))
        texts.append(_words(_run("pdftotext", "-layout", *pages, *area, pdf, "-", home=pdf.parent)))
        left += width * scale
    return texts


def test_every_destination_and_sentence_of_the_lines_is_on_paper(printed: tuple[str, Path]) -> None:
    language, pdf = printed
    pages = (_column_texts(pdf, number, language) for number in _rules_pages(language, pdf))
    columns = ["".join(parts) for parts in zip(*pages, strict=True)]
    for line in plan_lines(shop_context(language)):
        for key in ("destination", "service", "why", "if_refused", "comment"):
            assert _words(getattr(line, key)) in columns[list(WIDTHS).index(key)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_row_is_lower_than_libreoffice_would_make_it(language: str, tmp_path: Path) -> None:
    """Heights are computed from tables of widths; an office program with the real fonts is the judge."""
    content = workbook_bytes(shop_context(language))
    (tmp_path / "ours.xlsx").write_bytes(_without_hidden_columns(content))
    _convert(tmp_path / "ours.xlsx", "fods")
    # Without heights in the file the program has to find them itself when it loads it.
    ours = (tmp_path / "ours.fods").read_text(encoding="utf-8")
    free = re.sub(r' style:row-height="[^"]*"', "", ours).replace('row-height="false"', 'row-height="true"')
    (tmp_path / "free.fods").write_text(free, encoding="utf-8")
    _convert(tmp_path / "free.fods", "fods", tmp_path / "best")
    best = _row_heights(tmp_path / "best" / "free.fods")
    cut = [
        (sheet.title, row, sheet.row_dimensions[row].height, best[sheet.title][row])
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in range(3, sheet.max_row + 1)
        if (sheet.row_dimensions[row].height or 15.0) < best[sheet.title][row] - 0.5
    ]
    assert len({height for rows in best.values() for height in rows.values()}) > 5, "nothing was measured"
    assert not cut, cut


def _without_hidden_columns(content: bytes) -> bytes:
    """Empty what nobody sees: some releases count it when they look how high a row has to be."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.coordinate.rstrip("0123456789") in hidden:
                    cell.value = None
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _convert(file: Path, kind: str, folder: Path | None = None) -> None:
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    folder = folder or file.parent
    _run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, file, home=file.parent)


def _row_heights(document: Path) -> dict[str, dict[int, float]]:
    """Return for each sheet of a flat ODS file the height of each row, in points."""
    root = defusedxml.ElementTree.parse(document).getroot()
    styles = {}
    for style in root.iter(f"{STYLE}style"):
        for properties in style.iter(f"{STYLE}table-row-properties"):
            inches = properties.get(f"{STYLE}row-height", "0in").removesuffix("in")
            styles[style.get(f"{STYLE}name")] = float(inches) * 72
    sheets = {}
    for table in root.iter(f"{TABLE}table"):
        heights: dict[int, float] = {}
        for row in table.iter(f"{TABLE}table-row"):
            repeated = min(int(row.get(f"{TABLE}number-rows-repeated", "1")), 1000)
            for _ in range(repeated):
                heights[len(heights) + 1] = styles.get(row.get(f"{TABLE}style-name"), 0.0)
        sheets[table.get(f"{TABLE}name")] = heights
    return sheets


def test_sign_off_stands_on_the_first_page(printed: tuple[str, Path]) -> None:
    language, pdf = printed
    words = {"en": ("Approve all lines", "Implemented by"), "zh": ("全部批准", "实施人")}[language]
    first = _words(_pages(pdf)[0])
    assert all(_words(word) in first for word in words)


def test_hidden_and_reference_columns_do_not_print(printed: tuple[str, Path]) -> None:
    text = _words("".join(_pages(printed[1])))
    rule = shop_context().plan.rules[0]
    assert rule.fingerprint() not in text
    assert _words(rule.reasons[0].source.section) not in text


def test_every_page_says_its_number_and_the_ticket(printed: tuple[str, Path]) -> None:
    language, pdf = printed
    pages = _pages(pdf)
    for number, page in enumerate(pages, start=1):
        said = {"en": f"page {number} of {len(pages)}", "zh": f"第 {number} 页,共 {len(pages)} 页"}[language]
        assert _words(f"CHG0041872,{said}") in _words(page)
