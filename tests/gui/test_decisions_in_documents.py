"""Decisions that were read back stand in every document: workbook, CSV, print; a workbook reads back as it says."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.domain.approval import Approval, ApprovalState, merged, verdicts
from planner.domain.request import Request
from planner.exporters.base import ExportContext
from planner.exporters.columns import COLUMNS, plan_lines
from planner.exporters.csv_table import table_text
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.gui.printing.lines_table import decided_text
from planner.planning.planner import plan
from planner.session.approvals import read_approvals
from planner.session.handover import export_context
from planner.session.plan_file import read_plan, write_plan
from tests.plans import SHOP, catalog

MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)
RULES = plan(SHOP, catalog()).rules
STATES = st.sampled_from((ApprovalState.APPROVED, ApprovalState.REJECTED, ApprovalState.ASKED))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)
COLUMN = {column.key: number for number, column in enumerate(COLUMNS, start=1)}


def decided(*approvals: Approval) -> Request:
    return replace(SHOP, approvals=approvals)


def approval(number: int, state: ApprovalState, **fields: str) -> Approval:
    rule = RULES[number]
    return Approval(rule.id, rule.fingerprint(), state, **fields)


def context_of(request: Request, language: str = "en") -> ExportContext:
    return export_context(request, plan(request, catalog()), catalog(), language, MADE)


def cells(request: Request, language: str = "en") -> dict[str, dict[str, object]]:
    sheet = load_workbook(io.BytesIO(workbook_bytes(context_of(request, language)))).worksheets[1]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return {str(row[COLUMN["rule_id"] - 1]): dict(zip(COLUMN, row, strict=False)) for row in rows}


@pytest.mark.parametrize("language", ["en", "zh"])
@settings(max_examples=10)
@given(
    states=st.dictionaries(st.integers(0, len(RULES) - 1), STATES, max_size=6),
    by=WORDS,
    comment=WORDS,
    on=st.dates().map(lambda day: day.isoformat()),
)
def test_a_workbook_with_decisions_reads_back_as_those(
    language: str, states: dict[int, ApprovalState], by: str, comment: str, on: str
) -> None:
    said = {"by": " ".join(by.split()), "comment": " ".join(comment.split())}
    request = decided(*(approval(number, state, on=on, **said) for number, state in states.items()))
    content = workbook_bytes(context_of(request, language))
    reading = read_approvals(content, "again.xlsx", request, plan(request, catalog()), catalog())
    assert not reading.problems
    assert {entry.rule_id: entry.state for entry in reading.taken} == {
        RULES[number].id: state for number, state in states.items()
    }


def test_a_line_holds_who_decided_when_and_why() -> None:
    request = decided(approval(0, ApprovalState.REJECTED, by="Anna", on="2026-11-20", comment="too wide"))
    row = cells(request)[RULES[0].id]
    assert (row["decision"], row["approver"], row["comment"]) == ("Reject", "Anna", "too wide")
    assert row["date"] == datetime(2026, 11, 20)  # a day of a sheet has no zone
    assert cells(request, "zh")[RULES[0].id]["decision"] == "拒绝"
    table = list(csv.DictReader(io.StringIO(table_text(context_of(request)).lstrip("\ufeff"))))
    assert [table[0][name] for name in ("Decision", "Approver", "Date")] == ["Reject", "Anna", "2026-11-20"]
    assert table[1]["Decision"] == ""


def test_a_question_that_was_answered_is_decided_anew_with_both_in_sight() -> None:
    asked = approval(0, ApprovalState.ASKED, by="Anna", comment="Which pods?", answer="All nodes.")
    row = cells(decided(asked))[RULES[0].id]
    assert row["decision"] in (None, "")
    assert row["comment"] == "Question: Which pods? Answer: All nodes."


def test_a_decision_on_another_line_than_todays_is_not_shown_as_one() -> None:
    stale = replace(approval(0, ApprovalState.APPROVED, by="Anna"), fingerprint="0" * 16)
    row = cells(decided(stale))[RULES[0].id]
    assert row["decision"] in (None, "")
    assert "decide again" in str(row["comment"])


def test_a_decision_that_looks_like_a_formula_is_text() -> None:
    hostile = '=HYPERLINK("http://x","y")'
    request = decided(approval(0, ApprovalState.ASKED, by=hostile, comment=hostile, answer="+1+1"))
    sheet = load_workbook(io.BytesIO(workbook_bytes(context_of(request)))).worksheets[1]
    for key in ("approver", "comment"):
        assert sheet.cell(4, COLUMN[key]).data_type != "f"
    assert ',"=HYPERLINK' not in table_text(context_of(request))


def test_print_says_what_was_decided_by_whom_when_and_why() -> None:
    request = decided(
        approval(0, ApprovalState.APPROVED, by="Anna", on="2026-11-26"),
        approval(1, ApprovalState.ASKED, comment="Why?", answer="For DNS."),
    )
    lines = plan_lines(context_of(request))
    assert decided_text(lines[0].decided).en == "Approved by Anna, 2026-11-26."
    assert decided_text(lines[0].decided).zh == "Anna已批准（2026-11-26）。"
    assert decided_text(lines[1].decided).en == "Question: Why? Answer: For DNS."
    assert decided_text(lines[2].decided).en == ""


def test_an_answer_is_kept_in_the_file_and_with_its_question() -> None:
    asked = approval(0, ApprovalState.ASKED, comment="Why?", answer="For DNS.")
    request = decided(asked)
    again = read_plan(write_plan(request, catalog()), "plan.yaml", catalog())
    assert again.approvals == (asked,)
    same, other = replace(asked, answer=""), replace(asked, answer="", comment="And UDP?")
    assert merged([asked], [same]) == (asked,)
    assert merged([asked], [other]) == (other,)


def test_a_plan_without_an_approval_has_no_verdicts_at_all() -> None:
    assert verdicts(RULES, ()) == {}
    found = verdicts(RULES, [approval(0, ApprovalState.APPROVED)])
    assert [found[rule.id].state.value for rule in RULES[:2]] == ["approved", "pending"]
