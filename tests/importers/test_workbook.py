"""A workbook from anybody: read within bounds, nothing in it is run, and one sentence where it cannot be used."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from planner.domain.problem import FileProblem
from planner.importers.workbook import read_workbook

COLUMNS = {"id": {"Rule id", "规则 ID"}, "decision": {"Decision", "决定"}}


def content_of(*rows: tuple[object, ...], title: str = "Rules") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def problem(content: bytes) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read_workbook(content, "back.xlsx", COLUMNS, ("id", "decision"))
    assert caught.value.file == "back.xlsx"
    assert caught.value.message.zh
    return caught.value


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


GOOD = content_of(("Rule id", "Decision"), ("a", "Approve"))
BAD = {
    "nothing": (b"", "no workbook"),
    "text": (b"rule,decision\na,Approve\n", "no workbook"),
    "another zip": (with_part(b"", "a.txt", b"x"), "no workbook"),
    "an old .xls or a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
    "truncated": (GOOD[: len(GOOD) // 2], "no workbook"),
    "macros": (with_part(GOOD, "xl/vbaProject.bin", b"x"), "macros"),
    "a bomb": (with_part(GOOD, "xl/media/image1.png", b"\0" * 70_000_000), "larger than any"),
    "a damaged sheet": (
        with_part(with_part(b"", "xl/workbook.xml", b"<"), "[Content_Types].xml", b"<"),
        "damaged",
    ),
    "no table": (content_of(("hello", "world"), (1, 2)), "missing"),
    "a column missing": (content_of(("Rule id", "Comment"), ("a", "x")), "Decision"),
    "a head and nothing below": (content_of(("Rule id", "Decision")), "missing"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_used_ends_in_one_sentence(content: bytes, said: str) -> None:
    assert said in problem(content).message.en


def test_entities_in_a_part_are_not_expanded() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
        + b"x" * 1000
        + b'"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/workbook.xml" else old.read(name))
    assert "damaged" in problem(stream.getvalue()).message.en


def test_a_table_is_found_by_its_heads_wherever_it_stands() -> None:
    book = read_workbook(
        content_of(
            (),
            ("Freigabe",),
            (None, "决定", "规则 ID"),
            (None, "批准", "a"),
            (),
            (None, None, "b"),
            title="Liste",
        ),
        "back.xlsx",
        COLUMNS,
        ("id", "decision"),
    )
    assert [(row.text("id"), row.text("decision"), row.at("decision")) for row in book.rows] == [
        ("a", "批准", "B4"),
        ("b", "", "B6"),
    ]


def test_a_formula_is_seen_and_not_run() -> None:
    book = read_workbook(
        content_of(("Rule id", "Decision"), ("a", '=IF(1,"Approve","")')),
        "back.xlsx",
        COLUMNS,
        ("id", "decision"),
    )
    (row,) = book.rows
    assert row.cells["decision"].is_formula
