"""One table of a workbook that came back, row by row: what it decides on lines or routes, and what is odd in it.

Nothing that is not clear is taken for a decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from planner.domain.approval import Approval, ApprovalState, Decidable
from planner.domain.text import Text
from planner.exporters.columns import (
    COLUMNS,
    DECIDED_BEFORE,
    ROUTE_DECIDED_BEFORE,
    Column,
    Line,
    comment_text,
)
from planner.exporters.route_lines import ROUTE_COLUMNS, RouteLine
from planner.importers.workbook import Cell, ReadWorkbook, Row
from planner.session.approval_words import STATE_WORDS

Asked = Line | RouteLine
"""What a row may decide on, as the workbook shows it in one language."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one kind of table decides on.

    ``meaning`` are the locked cells that say what it is: who approves one that was changed approves something else.
    ``aside`` are locked cells that only explain it; ``thing`` is what sentences call it.
    """

    columns: tuple[Column, ...]
    meaning: tuple[str, ...]
    aside: tuple[str, ...]
    thing: Text

    @property
    def headings(self) -> dict[str, frozenset[str]]:
        """The headings that each column may have, by its key."""
        return {column.key: frozenset({column.heading.en, column.heading.zh}) for column in self.columns}


LINES = Form(
    COLUMNS,
    ("destination", "service", "source"),
    ("number", "need", "why", "kind", "if_refused", "asked_for_by", "section"),
    Text("line", "规则"),
)
ROUTES = Form(ROUTE_COLUMNS, ("prefix", "next_hop_type", "next_hop"), ("name", "why"), Text("route", "路由"))
_WORDS = {
    ApprovalState.APPROVED: (
        "approve", "approved", "ok", "okay", "yes", "y", "accept", "accepted", "agreed", "grant", "granted", "批准",
        "已批准", "同意", "通过", "是", "可以",
    ),
    ApprovalState.REJECTED: (
        "reject", "rejected", "no", "n", "deny", "denied", "refuse", "refused", "拒绝", "已拒绝", "不同意", "不批准",
        "驳回", "否",
    ),
    ApprovalState.ASKED: ("ask", "asked", "question", "?", "询问", "疑问", "待确认", "待询问"),
}  # fmt: skip
_STATES = {word: state for state, words in _WORDS.items() for word in words}
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar."""


def decision_in(said: str) -> ApprovalState | None:
    """Return what a word in the column *Decision* says, in either language; None where it is empty or not clear."""
    word = " ".join(said.split()).casefold().rstrip(".。!！ ").strip("✓✔☑ ")
    if not word and not said.strip("✓✔☑ "):
        return ApprovalState.APPROVED if said else None
    return _STATES.get(word or said)


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something of the workbook that was not taken over, or was changed; where it stands, and what about it."""

    kind: str
    rule_id: str
    sheet: str
    cell: str
    text: Text


class RowsReading:
    """Goes through the rows of one table once; ``decided`` holds what was taken over or is stale, by id."""

    def __init__(
        self,
        book: ReadWorkbook,
        name: str,
        form: Form,
        lines: Mapping[str, Mapping[str, Asked]],
        subjects: Iterable[Decidable],
        known: Mapping[str, Approval],
        plan_digest: str,
    ) -> None:
        """Take what the table may decide on.

        Args:
            book: the workbook, for its time, its digest and the plan that it was made of.
            name: the file's name.
            form: which of its tables this is.
            lines: what the table shows of each, by language and id.
            subjects: the same as lines or routes of the plan.
            known: the decisions that hold so far, by id.
            plan_digest: `EgressPlan.digest` of the plan as it is.
        """
        self.lines = lines
        self.decided: dict[str, Approval] = {}
        self.problems: list[ReadingProblem] = []
        self.withdrawn: set[str] = set()
        self.own: set[str] = set()
        self._book, self._name, self._form, self._known = book, name, form, known
        self._exported = exported_at(book)
        self._is_same_plan = beside_label(book, "plan digest", "方案摘要值") == plan_digest
        self._contradicted: set[str] = set()
        self._ids = {subject.id: subject.line_ids for subject in subjects}
        self._aliases = {
            (line_id, subject.fingerprint()): subject.id
            for subject in subjects
            for line_id in subject.line_ids
        }
        self._rows: dict[str, Row] = {}
        self._unsure: set[str] = set()
        """Sheets that lack a column which says what is decided on."""

    def read(self, rows: Iterable[Row], missing: Iterable[tuple[str, str]]) -> None:
        """Go through the rows; ``missing`` are sheets and the keys of columns that their tables lack."""
        for title, key in missing:
            heading = next(column.heading for column in self._form.columns if column.key == key)
            if key in self._form.meaning:
                self._unsure.add(title)
                self._report("missing-column", Row(title, 0, {}), key, _NO_COLUMN, column=heading)
            elif key in ("approver", "date", "comment"):
                self._report("missing-column", Row(title, 0, {}), key, _NOT_READ_COLUMN, column=heading)
        for row in rows:
            self._read(row)

    def result(self, line: Asked) -> Approval:
        """Return what holds of a line once the workbook is taken over, and note what it takes back."""
        rule_id = line.rule_id
        before, found, row = self._known.get(rule_id), self.decided.get(rule_id), self._rows.get(rule_id)
        if before is not None and self._exported < before.exported:
            said = found.state if found is not None else ApprovalState.PENDING
            if row is not None and said is not before.state:
                why = _OLDER if self._exported else _TIMELESS
                self._report("older-file", row, "decision", why, state=STATE_WORDS[before.state])
            return before
        if found is not None:
            self.own.add(rule_id)
            return found
        if row is None and before is not None and self._rows and before.state in _DECIDED:
            self._report(
                "not-in-file", Row("", 0, {}), "rule_id", _NOT_IN_FILE, state=STATE_WORDS[before.state]
            )
            self.problems[-1] = replace(self.problems[-1], rule_id=rule_id, cell="")
        if row is None or (before is not None and before.state is ApprovalState.ASKED):
            return before or self.open_entry(rule_id)
        self.own.add(rule_id)
        if before is not None and before.state in (ApprovalState.APPROVED, ApprovalState.REJECTED):
            self.withdrawn.add(rule_id)
            self._report("withdrawn", row, "decision", _WITHDRAWN, state=STATE_WORDS[before.state])
        return self.open_entry(rule_id)

    def open_entry(self, rule_id: str) -> Approval:
        """Return that a line is open by this workbook."""
        line = self.lines["en"][rule_id]
        return Approval(
            rule_id,
            line.fingerprint,
            ApprovalState.PENDING,
            file=self._name,
            digest=self._book.digest,
            exported=self._exported,
        )

    def ids_of(self, rule_id: str) -> tuple[str, ...]:
        """Return the ids under which a decision on a line may stand."""
        return self._ids.get(rule_id, (rule_id,))

    def _report(self, kind: str, row: Row, key: str, text: Text, **values: str | Text) -> None:
        # In one pass: what somebody typed may look like a name that is to be filled in.
        said = text.filled(thing=self._form.thing, **values)
        self.problems.append(ReadingProblem(kind, row.text("rule_id")[:80], row.sheet, row.at(key), said))

    def _read(self, row: Row) -> None:
        rule_id = row.text("rule_id")
        rule_id = (
            rule_id
            if rule_id in self.lines["en"]
            else self._aliases.get((rule_id, row.text("fingerprint")), rule_id)
        )
        line = self.lines["en"].get(rule_id)
        formula = next((key for key, cell in row.cells.items() if cell.is_formula), None)
        if formula is not None:
            self._report("formula", row, formula, _FORMULA)
            if line is not None:
                # Whatever it comes to in somebody's eyes: nothing is decided on this line, in no row.
                self._contradict(rule_id)
                self._rows.setdefault(rule_id, row)
            return
        state = self._state(row)
        is_unclear = state is None and bool(row.text("decision"))
        if line is None:
            if state is not None or rule_id:
                self._report("foreign", row, "rule_id", _NO_ID if not rule_id else _FOREIGN)
        elif rule_id in self._rows:
            self._again(row, rule_id, state, is_unclear=is_unclear)
        elif not line.asked:
            self._rows[rule_id] = row
            if state is not None:
                self._report("not-asked", row, "decision", _NOT_ASKED)
        else:
            self._rows[rule_id] = row
            if is_unclear:
                self._contradict(rule_id)
            self._decide(row, line, state)

    def _contradict(self, rule_id: str) -> None:
        """Let no row decide on a line any more: one of them is not clear, or says something else."""
        self._contradicted.add(rule_id)
        self.decided.pop(rule_id, None)

    def _decide(self, row: Row, line: Asked, state: ApprovalState | None) -> None:
        """Take a row's decision over, unless it was made on another line than the plan's."""
        rule_id = line.rule_id
        if not _FINGERPRINT.fullmatch(row.text("fingerprint")):
            self._report("edited-fingerprint", row, "fingerprint", _EDITED_FINGERPRINT)
            return
        if row.text("fingerprint") != line.fingerprint:
            self._report("stale", row, "fingerprint", _STALE)
            if state is not None:
                self.decided[rule_id] = self._approval(row, line, ApprovalState.STALE)
            return
        if self._was_edited(row, rule_id) or row.sheet in self._unsure:
            return
        if state is not None:
            self.decided[rule_id] = self._approval(row, line, state)
        elif rule_id not in self._contradicted and any(row.text(key) for key in ("approver", "date")):
            self._report("no-decision", row, "decision", _NO_DECISION)
        elif rule_id not in self._contradicted and self._is_new_comment(row, rule_id):
            comment = one_line_of(row.text("comment"))[:200]
            self._report("no-decision", row, "comment", _ONLY_A_COMMENT, comment=comment)

    def _is_new_comment(self, row: Row, rule_id: str) -> bool:
        """Whether somebody wrote a comment: more than what was exported in that cell."""
        comment = one_line_of(row.text("comment"))
        exported = {one_line_of(str(getattr(shown[rule_id], "comment", ""))) for shown in self.lines.values()}
        return bool(comment) and comment not in exported

    def _state(self, row: Row) -> ApprovalState | None:
        said = row.text("decision")
        state = decision_in(said)
        if state is None and said:
            self._report("unclear-word", row, "decision", _UNCLEAR, word=said[:40])
        return state

    def _again(self, row: Row, rule_id: str, state: ApprovalState | None, *, is_unclear: bool) -> None:
        """Two rows for one line: where they differ neither is a decision."""
        first = self.decided.get(rule_id)
        if is_unclear or (rule_id in self._contradicted and state is not None):
            self._contradict(rule_id)
            self._report("two-decisions", row, "decision", _TWO)
            return
        differs = state is not None and (first is None or first.state is not state)
        if state is None or not differs:
            self._report("duplicate", row, "rule_id", _DUPLICATE)
        elif first is None:
            # The copy alone is decided on: somebody has to say which row counts.
            self._report("duplicate", row, "decision", _DUPLICATE_DECIDED)
        else:
            self._contradict(rule_id)
            self._report("two-decisions", row, "decision", _TWO)

    def _was_edited(self, row: Row, rule_id: str) -> bool:
        """Report locked cells that were changed; whether one of them says what the line is.

        Numbers, reasons and the like follow the plan: they are compared only where that is as it was exported.
        """
        edited = False
        for key in (*self._form.meaning, *(self._form.aside if self._is_same_plan else ())):
            if key not in row.cells:
                continue
            expected = {_seen(str(_shown(lines[rule_id], key))) for lines in self.lines.values()}
            shown = _seen(row.text(key).lstrip("◆○⊘ "))
            # Below the reason stands what is assumed.
            if shown in expected or (key == "why" and any(shown.startswith(text) for text in expected)):
                continue
            if key in self._form.meaning:
                edited = True
                self._report(f"edited-{key}", row, key, _EDITED)
            else:
                self._report("edited-cell", row, key, _EDITED_ASIDE)
        return edited

    def _approval(self, row: Row, line: Asked, state: ApprovalState) -> Approval:
        before = self._known.get(line.rule_id)
        comment, answer = one_line_of(row.text("comment")), ""
        if comment in (*_both(DECIDED_BEFORE), *_both(ROUTE_DECIDED_BEFORE)):
            comment = ""  # the planner's own words
        elif before is not None and before.is_answered and comment in _both(comment_text(before)):
            # Question and answer as they were exported: nobody said anything new.
            again = state is ApprovalState.ASKED
            comment, answer = (before.comment, before.answer) if again else ("", "")
        return Approval(
            rule_id=line.rule_id,
            fingerprint=row.text("fingerprint"),
            state=state,
            by=one_line_of(row.text("approver")),
            on=_day(row.cells.get("date")),
            comment=comment,
            file=self._name,
            digest=self._book.digest,
            answer=answer,
            exported=self._exported,
        )


def _both(text: Text) -> tuple[str, str]:
    return one_line_of(text.en), one_line_of(text.zh)


def beside_label(book: ReadWorkbook, *labels: str) -> str:
    """Return the one text that stands beside a label; empty where there is none."""
    return next((cell.text for label in labels for _, cell in book.beside.get(label, ())), "")


def exported_at(book: ReadWorkbook) -> str:
    """Return when a workbook was exported, in UTC, ISO 8601 to the minute; empty where it does not say."""
    written = beside_label(book, "written", "生成时间")
    try:
        at = datetime.fromisoformat("".join((written[:10], "T", *written[10:].split()))) if written else None
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None:
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    return book.created[:16]


def _shown(line: Asked, key: str) -> object:
    return getattr(line, key)


def _seen(text: str) -> str:
    """Return a text as it is compared: blanks and signs of direction do not count."""
    return " ".join(re.sub(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", "", text).split())


def one_line_of(text: str) -> str:
    """Return a text without breaks and with single blanks."""
    return " ".join(text.split())


def _day(cell: Cell | None) -> str:
    """Return a date as ``YYYY-MM-DD`` where it is certain, else as it was written."""
    if cell is None or not cell.text or cell.text.startswith("#"):
        return ""  # nothing, or what a program shows of a date that it cannot make out
    if cell.number is not None:
        if 20_000 <= cell.number < 80_000:
            return (_FIRST_DAY + timedelta(days=int(cell.number))).isoformat()
        return cell.text
    text = one_line_of(cell.text)
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return text[:40]
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return text[:40]


_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[ T].*)?")


# --- what is said ---

_WITHDRAWN = Text(
    "The {thing} was {state} before and is open here: the earlier decision no longer holds.",
    "该{thing}此前{state}，而此处未决定：先前的决定不再有效。",
)
_OLDER = Text(
    "This workbook was exported before the one that was read earlier ({state}): what that one says stays.",
    "此工作簿的导出时间早于此前读入的工作簿（{state}）：以此前读入的为准。",
)
_TIMELESS = Text(
    "The workbook does not say when it was exported: what was read before ({state}) stays. Choose Forget approval "
    "first if this workbook is the later one.",
    "工作簿未注明导出时间：以此前读入的（{state}）为准。如果此工作簿更新，请先选择“清除审批结果”。",
)
_DECIDED = (ApprovalState.APPROVED, ApprovalState.REJECTED)
_NOT_READ_COLUMN = Text(
    "The column {column} is missing: what was written there is not read.",
    "缺少“{column}”列：其中的内容未读取。",
)
_ONLY_A_COMMENT = Text(
    "A comment stands here, and no decision: {comment}. The {thing} stays open.",
    "此处只有备注而没有决定：{comment}。该{thing}仍未决定。",
)
_NOT_IN_FILE = Text(
    "The {thing} is not in this workbook. What was decided before ({state}) stays.",
    "此工作簿中没有该{thing}，以先前的决定（{state}）为准。",
)
_NO_COLUMN = Text(
    "The column {column} is missing, so that nobody can tell whether what was decided on was changed. Nothing of "
    "this sheet is taken over.",
    "缺少“{column}”列，无法判断所决定的内容是否被改动。此工作表的决定均未采用。",
)
_FORMULA = Text(
    "A formula stands here, and it is not run. Type the word itself.",
    "此处是公式，不会被计算。请直接填写文字。",
)
_NO_ID = Text(
    "A decision on a row without an id belongs to no {thing} of the plan.",
    "此行没有 ID，决定不属于方案中的任何{thing}。",
)
_FOREIGN = Text(
    "The plan has no such {thing}: it is another cluster's, was added by hand, or has gone since.",
    "方案中没有这条{thing}：可能属于其他群集、手工添加，或已被移除。",
)
_NOT_ASKED = Text(
    "The plan does not ask for this line; the decision is not taken over.", "方案未请求此规则，决定未采用。"
)
_EDITED_FINGERPRINT = Text(
    "The {thing}'s fingerprint was changed or deleted, so that nobody knows which {thing} was decided on.",
    "此行的指纹被修改或删除，无法确定决定针对哪条{thing}。",
)
_STALE = Text(
    "The {thing} means something else since this workbook was exported. It has to be decided again.",
    "导出此工作簿后，该{thing}的含义已改变，需要重新审批。",
)
_EDITED = Text(
    "This locked cell was changed, and it says what the {thing} is. The decision is not taken over.",
    "此锁定单元格被修改，而它说明{thing}的内容。决定未采用。",
)
_EDITED_ASIDE = Text(
    "This locked cell was changed. The {thing} itself is the same, and its decision counts.",
    "此锁定单元格被修改。{thing}本身未变，其决定有效。",
)
_UNCLEAR = Text(
    "“{word}” is neither Approve, Reject nor Ask. The {thing} stays open.",
    "“{word}”不是批准、拒绝或询问，该{thing}仍未决定。",
)
_NO_DECISION = Text(
    "Somebody signed this {thing} and decided nothing. It stays open.", "此行有签名但没有决定，仍未决定。"
)
_DUPLICATE = Text("The {thing} stands here a second time.", "该{thing}在此重复出现。")
_DUPLICATE_DECIDED = Text(
    "The {thing} stands here a second time, and this row alone is decided. The {thing} stays open.",
    "该{thing}在此重复出现，且只有此行填写了决定。该{thing}仍未决定。",
)
_TWO = Text(
    "The {thing} stands twice, with two decisions. It stays open.", "该{thing}出现两次且决定不同，仍未决定。"
)
