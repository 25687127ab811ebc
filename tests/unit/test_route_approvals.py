"""Decisions on routes: they come back as those on lines do, by id and fingerprint, and nothing that is odd counts."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.plan import EgressPlan, Route
from planner.domain.request import Request
from planner.domain.text import EMPTY_TEXT
from planner.exporters.route_lines import ROUTE_COLUMNS
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.approvals import ApprovalReading, read_approvals
from planner.session.handover import export_context
from planner.session.plan_file import read_plan, write_plan
from tests.plans import SHOP, STOREFRONT, catalog, changed

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
COLUMN = {column.key: number for number, column in enumerate(ROUTE_COLUMNS, start=1)}
FIRST = 4
DEFAULT, BACK = "route:0.0.0.0/0", "route:203.0.113.10/32"
APPROVED, REJECTED, ASKED, PENDING, STALE = (
    ApprovalState.APPROVED, ApprovalState.REJECTED, ApprovalState.ASKED, ApprovalState.PENDING, ApprovalState.STALE,
)  # fmt: skip
# A public load balancer behind the firewall: its answers need a route of their own.
ROUTED = changed(
    SHOP,
    firewall_public_ip="203.0.113.10",
    inbound=(replace(STOREFRONT, remedy="host-route"),),
)


@cache
def plan_of(request: Request) -> EgressPlan:
    return plan(request, catalog())


def exported(request: Request = ROUTED, language: str = "en", made: datetime = MADE) -> Workbook:
    content = workbook_bytes(export_context(request, plan_of(request), catalog(), language, made))
    return load_workbook(io.BytesIO(content))


def routing(book: Workbook) -> Worksheet:
    return next(sheet for sheet in book.worksheets if sheet.title in ("Routing and NAT", "路由与 NAT"))


def put(book: Workbook, key: str, value: object, row: int = FIRST) -> None:
    routing(book).cell(row, COLUMN[key]).value = value


def read(book: Workbook, request: Request = ROUTED) -> ApprovalReading:
    stream = io.BytesIO()
    book.save(stream)
    return read_approvals(stream.getvalue(), "back.xlsx", request, plan_of(request), catalog())


def after(book: Workbook, request: Request = ROUTED) -> Request:
    return replace(request, approvals=read(book, request).merged_into(request.approvals))


def of_routes(reading: ApprovalReading) -> dict[str, ApprovalState]:
    return {entry.rule_id: entry.state for entry in reading.decisions if entry.rule_id.startswith("route:")}


def kinds(reading: ApprovalReading) -> set[str]:
    return {problem.kind for problem in reading.problems}


# --- what a route is known by ---


def route(prefix: str = "0.0.0.0/0", kind: str = "VirtualAppliance", hop: str = "10.0.1.4") -> Route:
    return Route("any-name", prefix, kind, hop, EMPTY_TEXT)


def test_a_route_is_another_one_once_it_sends_something_elsewhere_and_under_no_other_change() -> None:
    assert route().id == "route:0.0.0.0/0"
    same = replace(
        route(), name="x", reason=plan_of(SHOP).routes[0].reason, assumption=plan_of(SHOP).routes[0].reason
    )
    assert same.fingerprint() == route().fingerprint()
    others = {route(prefix="10.0.0.0/8"), route(kind="Internet"), route(hop="10.0.1.5"), route(hop="")}
    assert len({entry.fingerprint() for entry in others} | {route().fingerprint()}) == 5


def test_no_line_and_no_other_route_has_a_routes_id() -> None:
    made = plan_of(ROUTED)
    ids = [entry.id for entry in made.to_decide()]
    assert [entry.id for entry in made.routes] == [DEFAULT, BACK]
    assert len(ids) == len(set(ids))
    assert not [line_id for rule in made.rules for line_id in rule.line_ids if ":" in line_id]


# --- there and back ---


@pytest.mark.parametrize("language", ["en", "zh"])
def test_decisions_on_routes_come_back_with_who_when_and_why(language: str) -> None:
    book = exported(language=language)
    put(book, "decision", "Approve")
    put(book, "approver", "Anna")
    put(book, "date", date(2026, 11, 27))
    put(book, "decision", "拒绝", FIRST + 1)
    put(book, "comment", "Bypasses the firewall", FIRST + 1)
    reading = read(book)
    assert reading.problems == ()
    assert of_routes(reading) == {DEFAULT: APPROVED, BACK: REJECTED}
    first, second = reading.decisions[-2:]
    assert (first.by, first.on, second.comment) == ("Anna", "2026-11-27", "Bypasses the firewall")
    assert first.fingerprint == plan_of(ROUTED).routes[0].fingerprint()
    assert reading.counts["approved"] == reading.counts["rejected"] == 1
    kept = after(book)
    assert read_plan(write_plan(kept, catalog()), "shop.yaml", catalog()).approvals == kept.approvals
    again = exported(kept, language)
    assert of_routes(read(again, kept)) == {DEFAULT: APPROVED, BACK: REJECTED}


def test_a_plan_is_settled_only_once_its_routes_are() -> None:
    book = exported()
    sheet = book["Rules"]
    for row in range(FIRST, sheet.max_row + 1):
        sheet.cell(row, 7).value = "Approve"
    assert not read(book).is_settled
    put(book, "decision", "Approve")
    put(book, "decision", "Reject", FIRST + 1)
    assert read(book).is_settled


def test_a_route_that_leads_elsewhere_by_now_is_stale_and_its_workbook_says_so() -> None:
    book = exported()
    put(book, "decision", "Approve")
    put(book, "decision", "Approve", FIRST + 1)
    moved = changed(ROUTED, firewall_private_ip="10.0.1.5")
    reading = read(book, moved)
    assert of_routes(reading) == {DEFAULT: STALE, BACK: APPROVED}
    (stale,) = (problem for problem in reading.problems if problem.rule_id == DEFAULT)
    assert stale.text.zh.startswith("导出此工作簿后，该路由的含义已改变")
    kept = replace(after(book), firewall=moved.firewall)
    again = routing(exported(kept))
    assert again.cell(FIRST, COLUMN["decision"]).value is None
    assert "The route changed since" in again.cell(FIRST, COLUMN["comment"]).value
    # The planner's own words are nobody's comment.
    put(book := exported(kept), "decision", "Reject")
    assert next(entry for entry in read(book, kept).decisions if entry.rule_id == DEFAULT).comment == ""


def test_a_question_on_a_route_goes_out_with_its_answer() -> None:
    asked = Approval(
        DEFAULT, plan_of(ROUTED).routes[0].fingerprint(), ASKED, "Anna", "", "Which hop?", answer="The hub."
    )
    sheet = routing(exported(replace(ROUTED, approvals=(asked,))))
    assert sheet.cell(FIRST, COLUMN["decision"]).value is None
    assert sheet.cell(FIRST, COLUMN["comment"]).value == "Question: Which hop? Answer: The hub."


# --- workbooks that did not ask ---


def _without_columns(book: Workbook) -> None:
    routing(book).delete_cols(COLUMN["decision"], len(COLUMN))


@pytest.mark.parametrize(
    "change", [_without_columns, lambda book: book.remove(routing(book))], ids=["older", "sheet deleted"]
)
def test_a_workbook_that_did_not_ask_about_routes_says_so_once_and_leaves_them(
    change: Callable[[Workbook], None],
) -> None:
    book = exported()
    change(book)
    reading = read(book)
    assert [problem.kind for problem in reading.problems] == ["routes-not-asked"]
    assert "2" in reading.problems[0].text.en
    assert of_routes(reading) == {DEFAULT: PENDING, BACK: PENDING}
    assert not reading.is_settled
    decided = exported()
    put(decided, "decision", "Approve")
    kept = after(decided)
    later = exported(kept, made=MADE + timedelta(days=1))
    change(later)
    assert of_routes(read(later, kept))[DEFAULT] is APPROVED


def test_a_plan_without_routes_misses_none() -> None:
    request = changed(SHOP, outbound_type="loadBalancer")
    assert not plan_of(request).routes
    book = exported(request)
    book.remove(routing(book))
    assert read(book, request).problems == ()


def test_an_approval_that_was_kept_before_routes_were_asked_for_leaves_them_open() -> None:
    made = plan_of(ROUTED)
    lines = tuple(Approval(rule.id, rule.fingerprint(), APPROVED) for rule in made.included_rules())
    found = verdicts(made.to_decide(), lines)
    assert {found[entry.id].state for entry in made.routes} == {PENDING}
    assert {found[rule.id].state for rule in made.included_rules()} == {APPROVED}


# --- what is odd ---


def _copy(book: Workbook, word: str | None) -> None:
    sheet = routing(book)
    last = sheet.max_row + 1
    for column in range(1, len(COLUMN) + 1):
        sheet.cell(last, column).value = sheet.cell(FIRST, column).value
    put(book, "decision", word, last)


def _merge(book: Workbook) -> None:
    routing(book).merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=6, end_column=6)


def _swap_ids(book: Workbook) -> None:
    first, second = (routing(book).cell(row, COLUMN["rule_id"]) for row in (FIRST, FIRST + 1))
    first.value, second.value = second.value, first.value


TAMPERED: dict[str, tuple[Callable[[Workbook], None], str, ApprovalState]] = {
    "another prefix": (lambda b: put(b, "prefix", "10.0.0.0/8"), "edited-prefix", PENDING),
    "another type": (lambda b: put(b, "next_hop_type", "Internet"), "edited-next_hop_type", PENDING),
    "another next hop": (lambda b: put(b, "next_hop", "10.0.1.99"), "edited-next_hop", PENDING),
    "a fingerprint that is none": (lambda b: put(b, "fingerprint", "x"), "edited-fingerprint", PENDING),
    "another fingerprint": (lambda b: put(b, "fingerprint", "0" * 16), "stale", STALE),
    "another id": (lambda b: put(b, "rule_id", "route:0.0.0.0/1"), "foreign", PENDING),
    "the id of a line": (lambda b: put(b, "rule_id", "core-mcr"), "foreign", PENDING),
    "no id": (lambda b: put(b, "rule_id", None), "foreign", PENDING),
    "ids of two routes swapped": (_swap_ids, "stale", PENDING),
    "a formula": (lambda b: put(b, "decision", '="App"&"rove"'), "formula", PENDING),
    "a word that is none": (lambda b: put(b, "decision", "maybe"), "unclear-word", PENDING),
    "signed, not decided": (
        lambda b: (put(b, "decision", None), put(b, "approver", "Anna"))[0], "no-decision", PENDING,
    ),
    "twice, decided twice": (lambda b: _copy(b, "Reject"), "two-decisions", PENDING),
    "twice, decided alike": (lambda b: _copy(b, "Approve"), "duplicate", APPROVED),
    "merged": (_merge, "merged-cells", APPROVED),
    "another reason": (lambda b: put(b, "why", "Because."), "edited-cell", APPROVED),
    "another name": (lambda b: put(b, "name", "x"), "edited-cell", APPROVED),
    "a decision beside a NAT rule": (lambda b: put(b, "decision", "Approve", 9), "foreign", APPROVED),
}  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "state"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_done_to_a_route_is_reported_and_not_taken_over(
    change: Callable[[Workbook], None], kind: str, state: ApprovalState
) -> None:
    book = exported()
    put(book, "decision", "Approve")
    change(book)
    reading = read(book)
    assert kind in kinds(reading)
    assert of_routes(reading)[DEFAULT] is state
    assert all("{" not in problem.text.en + problem.text.zh for problem in reading.problems)


def test_a_later_workbook_that_leaves_a_route_open_takes_its_approval_back() -> None:
    book = exported()
    put(book, "decision", "Approve")
    kept = after(book)
    later = exported(kept, made=MADE + timedelta(days=1))
    for key in ("decision", "approver", "date"):
        put(later, key, None)
    reading = read(later, kept)
    assert kinds(reading) == {"withdrawn"}
    assert reading.withdrawn == {DEFAULT}
    assert of_routes(reading)[DEFAULT] is PENDING


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.insert_rows(1, 3),
        lambda sheet: sheet.insert_cols(1),
        lambda sheet: setattr(sheet, "title", "Wege"),
    ],
    ids=["rows above", "a column in front", "another name"],
)
def test_what_people_do_to_the_sheet_loses_no_decision(change: Callable[[Worksheet], None]) -> None:
    book = exported()
    put(book, "decision", "Approve")
    put(book, "decision", "Ask", FIRST + 1)
    change(routing(book))
    reading = read(book)
    assert reading.problems == ()
    assert of_routes(reading) == {DEFAULT: APPROVED, BACK: ASKED}


def test_a_word_that_looks_like_a_gap_in_a_sentence_is_repeated_as_it_was_typed() -> None:
    book = exported()
    put(book, "decision", "{thing} {state}")
    (problem,) = read(book).problems
    assert "“{thing} {state}”" in problem.text.en
    assert "“{thing} {state}”" in problem.text.zh


# --- what the plan says of it ---


@pytest.mark.parametrize("state", [APPROVED, REJECTED, ASKED])
def test_a_route_that_was_rejected_is_a_warning_that_says_what_breaks(state: ApprovalState) -> None:
    made = plan_of(ROUTED)
    approvals = tuple(
        Approval(entry.id, entry.fingerprint(), state, "Anna", comment="no") for entry in made.routes
    )
    found = [
        entry
        for entry in plan_of(replace(ROUTED, approvals=approvals)).advisories
        if entry.id == "route-rejected"
    ]
    assert len(found) == (2 if state is REJECTED else 0)
    for advisory, entry in zip(found, made.routes, strict=False):
        assert advisory.title.en == f"The route {entry.prefix} was rejected"
        assert "Rejected by Anna: no." in advisory.text.en
        assert entry.if_refused.en in advisory.text.en
        assert entry.if_refused.zh in advisory.text.zh
    stale = replace(approvals[0], fingerprint="0" * 16)
    later = plan_of(replace(ROUTED, approvals=(stale,)))
    assert not [entry for entry in later.advisories if entry.id == "route-rejected"]
