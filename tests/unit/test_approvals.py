"""A workbook that comes back: every decision arrives, and whatever was done to it beside that is reported."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.approval import Approval, ApprovalState, merged
from planner.domain.omission import Omission
from planner.domain.request import Request
from planner.exporters.columns import COLUMNS
from planner.exporters.route_lines import ROUTE_COLUMNS
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.approvals import ApprovalReading, read_approvals
from planner.session.handover import export_context
from planner.session.plan_file import read_plan, write_plan
from tests.plans import SHOP, catalog, changed

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
COLUMN = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
ROUTE_COLUMN = {column.key: number for number, column in enumerate(ROUTE_COLUMNS, start=1)}
HEAD, FIRST = 3, 4
APPROVE, REJECT, ASK = "Approve", "Reject", "Ask"
STATES = {
    APPROVE: ApprovalState.APPROVED,
    REJECT: ApprovalState.REJECTED,
    ASK: ApprovalState.ASKED,
    "": ApprovalState.PENDING,
}


@cache
def _content(language: str) -> bytes:
    context = export_context(SHOP, plan(SHOP, catalog()), catalog(), language, MADE)
    return workbook_bytes(context)


def exported(language: str = "en") -> Workbook:
    return load_workbook(io.BytesIO(_content(language)))


def rules(book: Workbook, name: str = "Rules") -> Worksheet:
    return book[name]


def decide(sheet: Worksheet, words: list[str]) -> None:
    """Decide on the lines of a sheet with these words in turn, and on the workbook's routes likewise."""
    for row in range(FIRST, sheet.max_row + 1):
        if sheet.cell(row, COLUMN["rule_id"]).value:
            sheet.cell(row, COLUMN["decision"]).value = words[(row - FIRST) % len(words)] or None
    assert isinstance(sheet.parent, Workbook)
    decide_routes(sheet.parent, words)


def routing(book: Workbook) -> Worksheet | None:
    """Return the sheet that asks about routes, None if it was deleted."""
    return next(
        (sheet for sheet in book.worksheets if sheet.title in ("Routing and NAT", "路由与 NAT")), None
    )


def decide_routes(book: Workbook, words: list[str]) -> None:
    sheet = routing(book)
    for row in range(FIRST, sheet.max_row + 1) if sheet is not None else ():
        if sheet is not None and sheet.cell(row, ROUTE_COLUMN["rule_id"]).value:
            sheet.cell(row, ROUTE_COLUMN["decision"]).value = words[(row - FIRST) % len(words)] or None


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: Workbook | bytes, request: Request = SHOP) -> ApprovalReading:
    content = book if isinstance(book, bytes) else saved(book)
    return read_approvals(content, "back.xlsx", request, plan(request, catalog()), catalog())


def approved(language: str = "en") -> Workbook:
    book = exported(language)
    decide(book.worksheets[[sheet.title for sheet in book.worksheets].index(_rules_of(book))], [APPROVE])
    return book


def _rules_of(book: Workbook) -> str:
    return next(title for title in book.sheetnames if title in ("Rules", "规则"))


# --- what was decided arrives ---


@given(st.lists(st.sampled_from(tuple(STATES)), min_size=1, max_size=7))
@settings(max_examples=12)
def test_every_decision_arrives_at_its_line(words: list[str]) -> None:
    book = exported()
    decide(rules(book), words)
    expected = {
        sheet_id: STATES[words[number % len(words)]]
        for number, sheet_id in enumerate(
            rules(book).cell(row, COLUMN["rule_id"]).value for row in range(FIRST, rules(book).max_row + 1)
        )
        if sheet_id
    }
    expected |= {"route:0.0.0.0/0": STATES[words[0]]}
    found = {entry.rule_id: entry.state for entry in read(book).decisions}
    assert found == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_that_is_approved_whole_is_settled(language: str) -> None:
    reading = read(approved(language=language))
    assert reading.is_settled
    assert reading.counts["approved"] == len(reading.decisions) > 10


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("approve", "approved"), ("Approved.", "approved"), (" OK ", "approved"), ("批准", "approved"),
        ("同意。", "approved"), ("✓", "approved"), ("REJECTED", "rejected"), ("拒绝", "rejected"), ("no", "rejected"),
        ("ask", "asked"), ("?", "asked"), ("询问", "asked"),
    ],
)  # fmt: skip
def test_a_word_that_is_clear_is_taken_in_either_language(word: str, state: str) -> None:
    book = approved()
    rules(book).cell(FIRST, COLUMN["decision"]).value = word
    first = read(book).decisions[0]
    assert first.state == state


@pytest.mark.parametrize(
    ("value", "on"),
    [
        (date(2026, 11, 27), "2026-11-27"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=None), "2026-11-27"),  # a sheet knows no zones
        (46353, "2026-11-27"),
        ("2026-11-27", "2026-11-27"),
        ("2026/11/27", "2026-11-27"),
        ("2026年11月27日", "2026-11-27"),
        ("27.11.2026", "27.11.2026"),
        ("11/12/2026", "11/12/2026"),
        ("tomorrow", "tomorrow"),
    ],
)
def test_a_date_is_kept_as_one_where_it_is_certain_and_else_as_it_was_written(value: object, on: str) -> None:
    book = approved()
    cell = rules(book).cell(FIRST, COLUMN["date"])
    cell.value, cell.number_format = value, "General" if isinstance(value, int) else cell.number_format
    assert read(book).decisions[0].on == on


def test_who_and_why_are_kept_with_the_file_and_its_digest() -> None:
    book = approved()
    rules(book).cell(FIRST, COLUMN["approver"]).value = "Anna\nLi"
    rules(book).cell(FIRST, COLUMN["comment"]).value = "until May"
    reading = read(book)
    first = reading.decisions[0]
    assert (first.by, first.comment, first.file, first.digest) == (
        "Anna Li",
        "until May",
        "back.xlsx",
        reading.digest,
    )


def _sorted_rows(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    for row, values in enumerate(reversed(rows), start=FIRST):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def _other_columns(sheet: Worksheet) -> None:
    sheet.insert_cols(1)
    sheet.column_dimensions["C"].hidden = True


HARMLESS: dict[str, Callable[[Workbook], None]] = {
    "sorted the other way round": lambda book: _sorted_rows(rules(book)),
    "rows above the head": lambda book: rules(book).insert_rows(1, 4),
    "an empty row among the lines": lambda book: rules(book).insert_rows(FIRST + 2),
    "a column in front, one hidden": lambda book: _other_columns(rules(book)),
    "another name of the sheet": lambda book: setattr(rules(book), "title", "Freigabe 2026"),
    "other sheets deleted": lambda book: (
        [book.remove(sheet) for sheet in book.worksheets[2:] if sheet.title != "Routing and NAT"] and None
    ),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_people_do_to_a_sheet_loses_no_decision(change: Callable[[Workbook], None]) -> None:
    book = exported()
    decide(rules(book), [APPROVE, REJECT])
    before = read(book)
    change(book)
    after = read(book)
    assert [(entry.rule_id, entry.state) for entry in after.decisions] == [
        (entry.rule_id, entry.state) for entry in before.decisions
    ]
    assert after.problems == ()


# --- what is reported, and not taken over ---


def _put(sheet: Worksheet, key: str, value: object, row: int = FIRST) -> None:
    sheet.cell(row, COLUMN[key]).value = value


def _copy_of_first(sheet: Worksheet, word: str | None) -> None:
    last = sheet.max_row + 1
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(last, column).value = sheet.cell(FIRST, column).value
    _put(sheet, "decision", word, last)


def _merge(sheet: Worksheet) -> None:
    letter = sheet.cell(FIRST, COLUMN["decision"]).column_letter
    sheet.merge_cells(f"{letter}{FIRST}:{letter}{FIRST + 2}")


PENDING, STALE = ApprovalState.PENDING, ApprovalState.STALE
TAMPERED: dict[str, tuple[Callable[[Worksheet], None], str, ApprovalState]] = {
    "another destination": (lambda s: _put(s, "destination", "*"), "edited-destination", PENDING),
    "another service": (lambda s: _put(s, "service", "TCP:1-65535"), "edited-service", PENDING),
    "another source": (lambda s: _put(s, "source", "any"), "edited-source", PENDING),
    "a fingerprint that is none": (lambda s: _put(s, "fingerprint", "x"), "edited-fingerprint", PENDING),
    "no fingerprint": (lambda s: _put(s, "fingerprint", None), "edited-fingerprint", PENDING),
    "another line's fingerprint": (lambda s: _put(s, "fingerprint", "0" * 16), "stale", STALE),
    "another rule id": (lambda s: _put(s, "rule_id", "core-everything"), "foreign", PENDING),
    "no rule id": (lambda s: _put(s, "rule_id", None), "foreign", PENDING),
    "a formula as the decision": (lambda s: _put(s, "decision", '="App"&"rove"'), "formula", PENDING),
    "a formula as the rule id": (lambda s: _put(s, "rule_id", "=A1"), "formula", PENDING),
    "a word that is none": (lambda s: _put(s, "decision", "maybe"), "unclear-word", PENDING),
    "two words": (lambda s: _put(s, "decision", "Approve/Reject"), "unclear-word", PENDING),
    "a number": (lambda s: _put(s, "decision", 1), "unclear-word", PENDING),
    "a truth value": (lambda s: _put(s, "decision", True), "unclear-word", PENDING),
    "a signature without a decision": (
        lambda s: (_put(s, "decision", None), _put(s, "approver", "Anna"))[0],
        "no-decision",
        PENDING,
    ),
    "the line twice, decided twice": (lambda s: _copy_of_first(s, REJECT), "two-decisions", PENDING),
    "the line twice, decided alike": (
        lambda s: _copy_of_first(s, APPROVE),
        "duplicate",
        ApprovalState.APPROVED,
    ),
    "the line twice, once open": (lambda s: _copy_of_first(s, None), "duplicate", ApprovalState.APPROVED),
    "merged cells": (_merge, "merged-cells", ApprovalState.APPROVED),
    "another consequence": (
        lambda s: _put(s, "if_refused", "nothing"),
        "edited-cell",
        ApprovalState.APPROVED,
    ),
    "another need": (lambda s: _put(s, "need", "○ Optional"), "edited-cell", ApprovalState.APPROVED),
    "another number": (lambda s: _put(s, "number", 99), "edited-cell", ApprovalState.APPROVED),
    "another section": (lambda s: _put(s, "section", "my page"), "edited-cell", ApprovalState.APPROVED),
}


@pytest.mark.parametrize(("change", "kind", "state"), TAMPERED.values(), ids=TAMPERED.keys())
def test_each_kind_of_tampering_is_reported(
    change: Callable[[Worksheet], None], kind: str, state: ApprovalState
) -> None:
    book = approved()
    change(rules(book))
    reading = read(book)
    assert kind in {problem.kind for problem in reading.problems}
    assert reading.decisions[0].state is state
    assert (
        all(entry.state is not ApprovalState.APPROVED for entry in reading.decisions[:1])
        or state == "approved"
    )
    assert not reading.is_settled
    for problem in reading.problems:
        assert problem.text.en
        assert problem.text.zh


def test_a_row_of_somebody_elses_line_opens_nothing() -> None:
    book = approved()
    sheet = rules(book)
    last = sheet.max_row + 1
    for key, value in (
        ("rule_id", "own-line"),
        ("fingerprint", "0" * 16),
        ("decision", APPROVE),
        ("destination", "*"),
    ):
        _put(sheet, key, value, last)
    reading = read(book)
    assert "own-line" not in {entry.rule_id for entry in reading.decisions}
    assert [problem.kind for problem in reading.problems] == ["foreign"]


def test_a_line_that_means_something_else_by_now_is_stale_and_no_other() -> None:
    book = approved()
    later = changed(SHOP, node_subnets=("10.42.0.0/22", "10.43.0.0/22"))
    reading = read(book, later)
    # The default route leads where it led.
    assert reading.counts["stale"] == len(reading.decisions) - 1
    assert [entry.rule_id for entry in reading.taken] == ["route:0.0.0.0/0"]


def test_a_line_that_was_left_out_meanwhile_is_not_decided_on() -> None:
    book = approved()
    rule_id = rules(book).cell(FIRST, COLUMN["rule_id"]).value
    reading = read(book, changed(SHOP, Omission(rule_id, "not wanted")))
    assert rule_id not in {entry.rule_id for entry in reading.decisions}
    assert [problem.kind for problem in reading.problems] == ["not-asked"]


@pytest.mark.parametrize(
    ("marked", "state"),
    [
        ("☑ Approve all lines   ☐ Approve, except lines marked   ☐ Reject", "approved"),
        ("☐ Approve all lines   ☐ Approve, except lines marked   ☒ Reject", "rejected"),
        ("☑ Approve all lines   ☐ Approve, except lines marked   ☑ Reject", "pending"),
        ("☐ 全部批准   ☐ 批准，标记的行除外   ☑ 拒绝", "rejected"),
    ],
)
def test_the_decision_on_the_whole_is_the_one_box_that_is_marked(marked: str, state: str) -> None:
    book = approved()
    cell = next(
        cell
        for row in book["Summary"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "☐" in cell.value
    )
    cell.value = marked
    assert read(book).overall.state == state


# --- what is kept ---


def test_decisions_are_kept_in_the_plan_file_and_read_again() -> None:
    book = exported()
    decide(rules(book), [APPROVE, REJECT, ASK, ""])
    _put(rules(book), "comment", 'a "quoted": text\n- with lines')
    kept = replace(SHOP, approvals=merged((), read(book).taken))
    assert kept.approvals
    assert read_plan(write_plan(kept, catalog()), "shop.yaml", catalog()) == kept


def test_what_a_later_workbook_leaves_open_takes_no_decision_back() -> None:
    first = Approval("a", "0" * 16, ApprovalState.APPROVED, by="Anna")
    again = Approval("a", "0" * 16, ApprovalState.REJECTED, by="Li")
    other = Approval("b", "0" * 16, ApprovalState.APPROVED)
    assert merged((first,), (other,)) == (first, other)
    assert merged((first, other), (again,)) == (again, other)


# --- by a second program ---


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (libreoffice-calc) is not installed")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kept_as", ["xlsx", "ods"])
def test_a_workbook_saved_by_libreoffice_says_the_same(tmp_path: Path, language: str, kept_as: str) -> None:
    book = exported(language=language)
    decide(book[_rules_of(book)], [APPROVE, REJECT, ASK, ""])
    _put(book[_rules_of(book)], "date", date(2026, 11, 27))
    before = read(book)
    there = tmp_path / "back.xlsx"
    there.write_bytes(saved(book))
    (tmp_path / "out").mkdir()
    forms = ("xlsx",) if kept_as == "xlsx" else ("ods", "xlsx")
    source = there
    for form in forms:
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", form,
             "--outdir", str(tmp_path / "out"), str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        source = tmp_path / "out" / f"back.{form}"
    after = read(source.read_bytes())
    assert [(e.rule_id, e.state, e.on) for e in after.decisions] == [
        (e.rule_id, e.state, e.on) for e in before.decisions
    ]
    assert after.problems == before.problems == ()
