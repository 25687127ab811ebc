"""The lines of an approval workbook as rules: as they were exported, or named and left aside."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.approval import ApprovalState
from planner.domain.request import Request
from planner.exporters.columns import COLUMNS
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.handover import export_context
from planner.session.workbook_lines import WorkbookLines, read_lines
from tests.plans import SHOP, STOREFRONT, catalog, changed

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
COLUMN = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
FIRST = 4
PLACES = {
    "AzureCloud": "westeurope",
    "AzureChinaCloud": "chinaeast2",
    "AzureUSGovernment": "usgovvirginia",
}


@cache
def exported(request: Request, language: str = "en") -> bytes:
    return workbook_bytes(export_context(request, plan(request, catalog()), catalog(), language, MADE))


def read(change: Callable[[Worksheet], None], request: Request = SHOP) -> WorkbookLines:
    book: Workbook = load_workbook(io.BytesIO(exported(request)))
    change(book["Rules"])
    content = io.BytesIO()
    book.save(content)
    return read_lines(content.getvalue(), "back.xlsx", plan(request, catalog()).rules)


def put(sheet: Worksheet, row: int, key: str, value: object) -> None:
    sheet.cell(FIRST + row, COLUMN[key], value)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("cloud", PLACES)
@pytest.mark.parametrize("edition", [catalog().editions[0].id, catalog().editions[-1].id])
def test_every_line_comes_back_as_what_a_firewall_would_enforce(
    edition: str, cloud: str, language: str
) -> None:
    request = changed(
        SHOP,
        cloud=cloud,
        region=PLACES[cloud],
        edition=edition,
        inbound=(STOREFRONT,),
        pods_call_api_server=None,
    )
    made = plan(request, catalog())
    found = read_lines(exported(request, language), "back.xlsx", made.rules)
    assert not found.problems
    assert not found.by_approval
    assert [(rule.id, rule.fingerprint()) for rule in found.rules] == [
        (rule.id, rule.fingerprint()) for rule in made.included_rules()
    ]
    assert (found.edition, found.plan_digest) == (made.edition, made.digest())


def test_approved_lines_alone_count_once_something_was_decided() -> None:
    def decide(sheet: Worksheet) -> None:
        put(sheet, 0, "decision", "Approve")
        put(sheet, 1, "decision", "ok.")
        put(sheet, 2, "decision", "Reject")
        put(sheet, 3, "decision", "Ask")

    found = read(decide)
    ids = [rule.id for rule in plan(SHOP, catalog()).included_rules()]
    assert found.by_approval
    assert [rule.id for rule in found.rules] == ids[:2]
    assert found.undecided[ids[2]] is ApprovalState.REJECTED
    assert found.undecided[ids[3]] is ApprovalState.ASKED
    assert set(found.undecided) == set(ids[2:])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("destination", "evil.contoso.com", "do not agree"),
        ("destination", "*.microsoft.com", "do not agree"),
        ("service", "HTTPS:443, TCP:22", "do not agree"),
        ("service", "everything", "do not agree"),
        ("source", "0.0.0.0/0", "do not agree"),
        ("kind", "Network", "do not agree"),
        ("fingerprint", "0" * 16, "do not agree"),
        ("fingerprint", None, "do not agree"),
        ("rule_id", None, "added by hand"),
        ("destination", '="mcr.microsoft.com"', "added by hand"),
    ],
)
def test_a_line_that_was_edited_is_named_and_is_no_line_that_anybody_approved(
    key: str, value: object, said: str
) -> None:
    ids = [rule.id for rule in plan(SHOP, catalog()).included_rules()]

    def edit(sheet: Worksheet) -> None:
        put(sheet, 1, "decision", "Approve")
        put(sheet, 2, "decision", "Approve")
        sheet.cell(FIRST + 1, COLUMN[key]).value = value  # type: ignore[assignment]

    found = read(edit)
    assert [rule.id for rule in found.rules] == [ids[2]]
    (problem,) = found.problems
    assert said in problem.text.en
    assert problem.cell.endswith(str(FIRST + 1))


def test_two_decisions_on_one_line_are_none() -> None:
    def copy(sheet: Worksheet) -> None:
        put(sheet, 0, "decision", "Approve")
        last = sheet.max_row + 1
        for number in COLUMN.values():
            sheet.cell(last, number, sheet.cell(FIRST, number).value)  # type: ignore[arg-type]
        sheet.cell(last, COLUMN["decision"], "Reject")
        put(sheet, 1, "decision", "Approve")

    found = read(copy)
    ids = [rule.id for rule in plan(SHOP, catalog()).included_rules()]
    assert [rule.id for rule in found.rules] == [ids[1]]
    assert found.undecided[ids[0]] is ApprovalState.PENDING
    assert [problem.kind for problem in found.problems] == ["two-decisions"]


def test_a_formula_in_place_of_a_decision_approves_nothing() -> None:
    def decide(sheet: Worksheet) -> None:
        put(sheet, 0, "decision", '="Approve"')
        put(sheet, 1, "decision", "Approve")

    found = read(decide)
    ids = [rule.id for rule in plan(SHOP, catalog()).included_rules()]
    assert [rule.id for rule in found.rules] == [ids[1]]


def test_a_stand_in_that_nobody_knows_is_not_called_edited() -> None:
    request = changed(SHOP, pods_call_api_server=None, api_server_ip="")
    found = read_lines(exported(request, "zh"), "back.xlsx")
    assert found.problems
    assert {problem.text.en.split(".")[0] for problem in found.problems} == {
        "Where this line leads was not known when the workbook was exported"
    }


def test_words_that_nobody_understands_approve_nothing() -> None:
    found = read(lambda sheet: put(sheet, 0, "decision", "declined"))
    assert found.by_approval
    assert not found.rules
