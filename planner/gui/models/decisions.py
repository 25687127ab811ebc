"""Decisions that a workbook brought back, as a table: one row a line or route of the plan, every text plain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QObject

from planner.domain.approval import Approval, ApprovalState
from planner.domain.plan import EgressPlan
from planner.exporters.columns import comment_text, rule_destination_text
from planner.exporters.route_lines import route_text
from planner.exporters.safe_text import clipped, one_line
from planner.gui.colours import Meaning
from planner.gui.models.marked_rows import Columns, MarkedRowsModel
from planner.session.approval_words import (
    BREAKS,
    COLUMNS,
    ROUTE_LINE,
    ROUTE_STALE_MEANS,
    STALE_MEANS,
    STATE_WORDS,
)

STATE_MARKS = {
    ApprovalState.APPROVED: Meaning.DONE,
    ApprovalState.REJECTED: Meaning.PROBLEM,
    ApprovalState.ASKED: Meaning.ADVISORY,
    ApprovalState.PENDING: Meaning.NOT_NEEDED,
    ApprovalState.STALE: Meaning.STALE,
}
"""The mark in front of each state's word."""

_LONGEST = 400


class Column(IntEnum):
    """The columns, in the order of `COLUMNS`."""

    LINE = 0
    DESTINATION = 1
    DECISION = 2
    BY = 3
    ON = 4
    COMMENT = 5


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One line or route and what was decided on it; ``cells`` are its texts in the order of the columns."""

    entry: Approval
    cells: tuple[str, ...]

    @property
    def meaning(self) -> Meaning:
        """What the mark of its state stands for."""
        return STATE_MARKS[self.entry.state]


def decision_rows(
    decisions: tuple[Approval, ...], plan: EgressPlan, language: str
) -> tuple[DecisionRow, ...]:
    """Return a row for each decision whose line or route the plan has, in the plan's order."""
    rows = []
    for entry in decisions:
        rule, route = plan.rule(entry.rule_id), plan.route(entry.rule_id)
        if rule is not None:
            named = (str(plan.line_number(entry.rule_id)), rule_destination_text(rule, language))
        elif route is not None:
            word = ROUTE_LINE.in_language(language)
            named = (word[:1].upper() + word[1:], route_text(route, language))
        else:
            continue
        cells = (
            *named,
            state_word(entry.state, language),
            *(clipped(one_line(text), _LONGEST) for text in (entry.by, entry.on, entry.comment)),
        )
        rows.append(DecisionRow(entry, cells))
    return tuple(rows)


def state_word(state: ApprovalState, language: str) -> str:
    """Return a state's word as it stands at the beginning of a cell."""
    word = STATE_WORDS[state].in_language(language)
    return word[:1].upper() + word[1:]


def meaning_of(entry: Approval, plan: EgressPlan, language: str) -> str:
    """Return what was said of a line or route, and what it means for the plan, a sentence a line; empty if nothing."""
    rule, route = plan.rule(entry.rule_id), plan.route(entry.rule_id)
    said = comment_text(entry).in_language(language) if entry.is_answered else entry.comment
    parts = [one_line(said)]
    found = rule or route
    if entry.state is ApprovalState.REJECTED and found is not None:
        breaks = one_line(found.if_refused.in_language(language))
        parts.append(BREAKS.filled(breaks=breaks).in_language(language))
    if entry.state is ApprovalState.STALE:
        parts.append((STALE_MEANS if route is None else ROUTE_STALE_MEANS).in_language(language))
    return "\n".join(part for part in parts if part)


class DecisionsModel(MarkedRowsModel[DecisionRow]):
    """The rows of one workbook."""

    def __init__(self, rows: tuple[DecisionRow, ...], language: str, parent: QObject | None = None) -> None:
        """Show ``rows``; they do not change."""
        super().__init__(_COLUMNS, language, rows, parent)


_COLUMNS = Columns(
    COLUMNS,
    marked=Column.DECISION,
    host=Column.DESTINATION,
    tipped=frozenset({Column.DESTINATION, Column.COMMENT}),
)
