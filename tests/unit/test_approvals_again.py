"""Workbooks that come back again: what a later one opens, an older one, another cluster's, and those that are bombs."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.exporters.columns import DECIDED_BEFORE
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.planner import plan
from planner.session.approvals import ApprovalReading, read_approvals
from planner.session.handover import export_context
from tests.plans import SHOP, catalog, changed
from tests.unit.test_approvals import APPROVE, ASK, COLUMN, FIRST, MADE, REJECT, decide, rules, saved

APPROVED, REJECTED = ApprovalState.APPROVED, ApprovalState.REJECTED


def exported(request: Request = SHOP, made: datetime = MADE) -> Workbook:
    context = export_context(request, plan(request, catalog()), catalog(), "en", made)
    return load_workbook(io.BytesIO(workbook_bytes(context)))


def reading(book: Workbook | bytes, request: Request = SHOP) -> ApprovalReading:
    content = book if isinstance(book, bytes) else saved(book)
    return read_approvals(content, "back.xlsx", request, plan(request, catalog()), catalog())


def after(book: Workbook, request: Request = SHOP) -> Request:
    return replace(request, approvals=reading(book, request).merged_into(request.approvals))


def states(request: Request) -> list[ApprovalState]:
    made = plan(request, catalog())
    found = verdicts(made.included_rules(), request.approvals)
    return [found[rule.id].state for rule in made.included_rules()]


def put(book: Workbook, key: str, value: object, row: int = FIRST) -> None:
    rules(book).cell(row, COLUMN[key]).value = value


@pytest.fixture(scope="module")
def approved() -> Request:
    book = exported()
    decide(rules(book), [APPROVE])
    return after(book)


@pytest.mark.parametrize("word", [None, "No, too wide", '=IF(1,"Approve","Reject")'])
def test_a_decision_that_a_later_workbook_opens_again_no_longer_holds(
    approved: Request, word: str | None
) -> None:
    book = exported(approved, MADE + timedelta(hours=1))
    for key in ("approver", "date"):
        put(book, key, None)
    put(book, "decision", word)
    read = reading(book, approved)
    assert read.decisions[0].state is ApprovalState.PENDING
    assert "withdrawn" in {problem.kind for problem in read.problems}
    later = after(book, approved)
    assert states(later)[0] is ApprovalState.PENDING
    assert set(states(later)[1:]) == {APPROVED}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (APPROVE, "Reject, too wide"),
        ('=IF(1,"Reject","Approve")', APPROVE),
        ("perhaps", APPROVE),
        (APPROVE, REJECT),
    ],
)
def test_two_rows_for_a_line_of_which_one_is_not_the_same_decide_nothing(first: str, second: str) -> None:
    book = exported()
    sheet = rules(book)
    last = sheet.max_row + 1
    for column in range(1, len(COLUMN) + 1):
        sheet.cell(last, column).value = sheet.cell(FIRST, column).value
    put(book, "decision", first)
    put(book, "decision", second, last)
    read = reading(book)
    assert read.decisions[0].state is ApprovalState.PENDING
    assert read.problems


def test_an_older_workbook_takes_no_newer_decision_back(approved: Request) -> None:
    old, new = exported(), exported(approved, MADE + timedelta(days=1))
    decide(rules(old), [ASK])
    decide(rules(new), [REJECT])
    later = after(new, approved)
    assert set(states(later)) == {REJECTED}
    read = reading(old, later)
    assert {problem.kind for problem in read.problems} == {"older-file"}
    assert set(states(after(old, later))) == {REJECTED}


@pytest.mark.parametrize(
    ("value", "text"), [(4711234, "4711234"), (1234567890123, "1234567890123"), (1.5, "1.5")]
)
def test_a_number_is_kept_as_it_was_typed(value: float, text: str) -> None:
    book = exported()
    put(book, "decision", APPROVE)
    put(book, "approver", value)
    put(book, "comment", value)
    first = reading(book).decisions[0]
    assert (first.by, first.comment) == (text, text)


def test_numbers_and_reasons_that_moved_with_the_plan_are_nobodys_edit() -> None:
    book = exported()
    decide(rules(book), [APPROVE])
    later = changed(SHOP, features=("gpu",))
    kinds = {problem.kind for problem in reading(book, later).problems}
    assert kinds <= {"stale"}
    assert "edited-cell" not in kinds


def test_an_approval_stays_with_a_line_that_another_feature_asks_for_too() -> None:
    request = changed(SHOP, features=("azure-policy",))
    book = exported(request)
    decide(rules(book), [APPROVE])
    later = changed(after(book, request), features=("azure-policy", "azure-monitor"))
    host = "dc.services.visualstudio.com"
    made = plan(later, catalog())
    rule = next(rule for rule in made.included_rules() if rule.destination.value == host)
    assert verdicts(made.included_rules(), later.approvals)[rule.id].state is APPROVED
    assert "foreign" not in {problem.kind for problem in reading(book, later).problems}


def test_the_workbook_of_another_cluster_is_refused() -> None:
    book = exported(changed(SHOP, name="cluster-a"))
    decide(rules(book), [APPROVE])
    with pytest.raises(FileProblem, match="cluster-a"):
        reading(book, changed(SHOP, name="cluster-b"))


def test_the_workbook_of_another_cluster_is_refused_also_where_it_has_no_title() -> None:
    book = exported(changed(SHOP, name="cluster-a"))
    book.properties.title = None
    with pytest.raises(FileProblem, match="cluster-a"):
        reading(book, changed(SHOP, name="cluster-b"))


def test_a_rejection_of_what_a_line_no_longer_means_leaves_no_approval_behind(approved: Request) -> None:
    book = exported(approved, MADE + timedelta(days=1))
    decide(rules(book), [REJECT])
    put(book, "fingerprint", "0" * 16)
    later = after(book, approved)
    assert states(later)[0] is ApprovalState.PENDING
    assert set(states(later)[1:]) == {REJECTED}


def test_an_approval_that_was_taken_back_does_not_return_when_a_feature_is_switched_off() -> None:
    host = "dc.services.visualstudio.com"

    def state(request: Request) -> ApprovalState:
        made = plan(request, catalog())
        rule = next(rule for rule in made.included_rules() if rule.destination.value == host)
        return verdicts(made.included_rules(), request.approvals)[rule.id].state

    one = changed(SHOP, features=("azure-policy",))
    book = exported(one)
    decide(rules(book), [APPROVE])
    both = changed(after(book, one), features=("azure-policy", "azure-monitor"))
    later = exported(both, MADE + timedelta(days=1))
    decide(rules(later), [REJECT])
    rejected = after(later, both)
    assert state(rejected) is REJECTED
    assert state(changed(rejected, features=("azure-policy",))) is not APPROVED


def test_the_planners_own_words_are_no_reason_of_anybodys(approved: Request) -> None:
    moved = changed(approved, region="northeurope")
    book = exported(moved, MADE + timedelta(hours=1))
    assert rules(book).cell(FIRST, COLUMN["comment"]).value == DECIDED_BEFORE.en
    put(book, "decision", REJECT)
    assert reading(book, moved).decisions[0].comment == ""


def test_a_question_that_is_asked_again_keeps_question_and_answer_apart() -> None:
    book = exported()
    put(book, "decision", ASK)
    put(book, "comment", "Which?")
    asked = after(book)
    answered = replace(asked, approvals=(replace(asked.approvals[0], answer="Blobs."),))
    for word, comment, answer in ((ASK, "Which?", "Blobs."), (APPROVE, "", "")):
        again = exported(answered, MADE + timedelta(hours=1))
        put(again, "decision", word)
        first = reading(again, answered).decisions[0]
        assert (first.comment, first.answer) == (comment, answer)


@pytest.mark.parametrize("key", ["destination", "service", "source"])
def test_a_column_that_is_missing_is_reported(key: str) -> None:
    book = exported()
    decide(rules(book), [APPROVE])
    rules(book).cell(FIRST - 1, COLUMN[key]).value = "Dest"
    assert "missing-column" in {problem.kind for problem in reading(book).problems}


def test_two_columns_of_decisions_are_refused() -> None:
    book = exported()
    rules(book).cell(FIRST - 1, len(COLUMN) + 1).value = "Decision"
    with pytest.raises(FileProblem, match="two columns"):
        reading(book)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "bomb",
    [
        b'<mergeCells><mergeCell ref="A40:XFD1048576"/></mergeCells>',
        b'<mergeCells><mergeCell ref="$A$4:$A$1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A40:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_a_range_of_more_cells_than_memory_holds_is_refused_before_any_is_made(bomb: bytes) -> None:
    content = saved(exported())
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.infolist():
            text = source.read(part)
            if part.filename == "xl/worksheets/sheet2.xml":
                text = text.replace(b"</sheetData>", b"</sheetData>" + bomb)
                assert bomb in text
            target.writestr(part, text)
    with pytest.raises(FileProblem):
        reading(made.getvalue())


def emptied(request: Request) -> Workbook:
    """Return a workbook of the day after, in which no decision is left."""
    book = exported(request, MADE + timedelta(days=1))
    decide(rules(book), [""])
    return book


def test_a_plan_whose_approvals_were_all_withdrawn_is_still_one_that_was_decided_on(
    approved: Request,
) -> None:
    later = after(emptied(approved), approved)
    assert later.approvals, "scripts would hold every line again"
    assert set(states(later)) == {ApprovalState.PENDING}


def test_a_workbook_without_a_single_decision_approves_nothing() -> None:
    read = after(exported())
    assert read.approvals, "scripts would hold every line as if nobody had been asked"
    assert set(states(read)) == {ApprovalState.PENDING}


def test_an_older_workbook_does_not_bring_a_withdrawn_line_back(approved: Request) -> None:
    withdrawn = after(emptied(approved), approved)
    older = exported(withdrawn)
    decide(rules(older), [APPROVE])
    found = reading(older, withdrawn)
    assert states(replace(withdrawn, approvals=found.merged_into(withdrawn.approvals)))[0] is not APPROVED
    assert "older-file" in [problem.kind for problem in found.problems]


def test_a_file_that_does_not_say_when_it_was_made_overrides_none_that_does(approved: Request) -> None:
    then = "2020-03-10T09:00"  # openpyxl takes *now* for a file that says nothing
    approved = replace(
        approved, approvals=tuple(replace(entry, exported=then) for entry in approved.approvals)
    )
    book = exported(approved)
    decide(rules(book), [REJECT])
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell, beside in itertools.pairwise(cells):
                if cell.value == "Written":
                    beside.value = None
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as whole, zipfile.ZipFile(content, "w") as rest:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "_rels/.rels":
                data = b"".join(
                    part + b">" for part in data.split(b">") if part and b"core-properties" not in part
                )
            if name != "docProps/core.xml":
                rest.writestr(name, data)
    found = reading(content.getvalue(), approved)
    said = [problem.text.en for problem in found.problems if problem.kind == "older-file"]
    assert said
    assert all("does not say when" in text for text in said), "nobody knows whether it is older"
    assert states(replace(approved, approvals=found.merged_into(approved.approvals)))[0] is APPROVED


def test_an_older_workbook_whose_lines_were_emptied_says_that_they_stay(approved: Request) -> None:
    book = exported(approved, MADE - timedelta(days=1))
    decide(rules(book), [""])
    found = reading(book, approved)
    assert found.changes == 0
    assert {problem.kind for problem in found.problems} == {"older-file"}
    assert len(found.problems) == len(found.decisions)


def test_a_line_that_changed_since_it_was_decided_on_has_no_decision_to_withdraw(approved: Request) -> None:
    moved = changed(approved, region="northeurope")
    book = exported(moved, MADE + timedelta(days=1))
    decide(rules(book), [""])
    found = reading(book, moved)
    stale = [rule_id for rule_id, entry in _before(moved).items() if entry.state is ApprovalState.STALE]
    assert stale
    assert not found.withdrawn & set(stale)


def _before(request: Request) -> Mapping[str, Approval]:
    return verdicts(plan(request, catalog()).included_rules(), request.approvals)


# --- what a sheet says beside its decisions ---


def whole(book: Workbook, text: str) -> None:
    """Write into the cell beside *Decision* on the sheet Summary."""
    for row in book["Summary"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "☐" in cell.value:
                cell.value = text
                return
    raise AssertionError("no boxes")


@pytest.mark.parametrize(
    "text", ["☐ Approve all lines   ☐ Approve, except lines marked   ☑ Reject", "Reject", "拒绝"]
)
def test_a_request_that_is_refused_as_a_whole_is_not_settled_by_approved_lines(text: str) -> None:
    book = exported()
    decide(rules(book), [APPROVE] * len(plan(SHOP, catalog()).included_rules()))
    whole(book, text)
    read = reading(book)
    assert read.overall.state is REJECTED
    assert "overall-contradicts" in {problem.kind for problem in read.problems}
    assert not read.is_settled


@pytest.mark.parametrize("key", ["destination", "service", "source"])
def test_a_sheet_that_lacks_what_is_decided_on_decides_nothing(key: str) -> None:
    book = exported()
    decide(rules(book), [APPROVE])
    rules(book).cell(FIRST - 1, COLUMN[key]).value = "Else"
    read = reading(book)
    assert all(entry.rule_id.startswith("route:") for entry in read.taken)
    assert "missing-column" in {problem.kind for problem in read.problems}


@pytest.mark.parametrize("key", ["approver", "date", "comment"])
def test_a_column_that_people_fill_in_is_missed(key: str) -> None:
    book = exported()
    decide(rules(book), [APPROVE])
    rules(book).cell(FIRST - 1, COLUMN[key]).value = "Else"
    assert "missing-column" in {problem.kind for problem in reading(book).problems}


def test_a_comment_without_a_decision_is_told() -> None:
    book = exported()
    put(book, "comment", "please limit to one subscription")
    (problem,) = (entry for entry in reading(book).problems if entry.kind == "no-decision")
    assert "please limit to one subscription" in problem.text.en


def test_a_line_that_is_no_longer_in_the_workbook_is_told(approved: Request) -> None:
    book = exported(approved, MADE + timedelta(hours=1))
    first = plan(SHOP, catalog()).included_rules()[0].id
    rules(book).delete_rows(FIRST)
    read = reading(book, approved)
    assert read.decisions[0].state is APPROVED
    assert ("not-in-file", first) in {(problem.kind, problem.rule_id) for problem in read.problems}
