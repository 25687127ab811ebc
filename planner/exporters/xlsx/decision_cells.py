"""The cells that people decide in: their lists and hints, and the colours of what was decided."""

from __future__ import annotations

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from planner.domain.text import Text
from planner.exporters.columns import DECISION_WORDS
from planner.exporters.xlsx.page import Page
from planner.exporters.xlsx.styles import (
    DONE,
    NOTICE,
    PROBLEM,
    TINT_DONE,
    TINT_NOTICE,
    TINT_PROBLEM,
)

APPROVE, REJECT, ASK = DECISION_WORDS.values()
DECISION = Text("Decision", "决定")
PROMPT = Text("Approve, Reject or Ask. Say why in Comment.", "批准、拒绝或询问。请在备注中写明原因。")
NOT_IN_LIST = Text("Choose Approve, Reject or Ask from the list.", "请从列表中选择批准、拒绝或询问。")
DATE = Text("Date", "日期")
DATE_PROMPT = Text("A date such as 2026-09-05.", "日期，例如 2026-09-05。")
DATE_WANTED = Text("This column holds dates, such as 2026-09-05.", "此列用于填写日期，例如 2026-09-05。")


def add_decision_cells(page: Page, first: int, last: int, *, decision: str, date: str) -> None:
    """Give the rows ``first`` to ``last`` lists and colours, in the columns of these letters."""
    _add_choices(page, f"{decision}{first}:{decision}{last}", f"{date}{first}:{date}{last}")
    _add_colours(page, f"{decision}{first}:{decision}{last}")


def _add_choices(page: Page, decisions: str, dates: str) -> None:
    say, comma = page.context.say, ","
    words = comma.join(say(word) for word in (APPROVE, REJECT, ASK))
    choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    choice.promptTitle, choice.prompt = say(DECISION), say(PROMPT)
    choice.errorTitle, choice.error = say(DECISION), say(NOT_IN_LIST)
    # A warning, not a bar: a date typed in another manner is still worth keeping.
    date = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    date.errorStyle = "warning"
    date.promptTitle, date.prompt = say(DATE), say(DATE_PROMPT)
    date.errorTitle, date.error = say(DATE), say(DATE_WANTED)
    for cells, validation in ((decisions, choice), (dates, date)):
        validation.showErrorMessage = validation.showInputMessage = True
        page.sheet.add_data_validation(validation)
        validation.add(cells)


def _add_colours(page: Page, decisions: str) -> None:
    for word, ink, tint in (
        (APPROVE, DONE, TINT_DONE),
        (REJECT, PROBLEM, TINT_PROBLEM),
        (ASK, NOTICE, TINT_NOTICE),
    ):
        rule = CellIsRule(  # type: ignore[no-untyped-call]  # the stubs give it no types
            operator="equal",
            formula=[f'"{page.context.say(word)}"'],
            font=Font(color=ink, bold=True),
            fill=PatternFill("solid", bgColor=tint),
        )
        page.sheet.conditional_formatting.add(decisions, rule)
