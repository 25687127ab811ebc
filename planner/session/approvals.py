"""What an approval workbook that came back decides on the lines of a plan, and what in it cannot be taken over.

A decision belongs to a line by its rule id *and* its fingerprint: re-sorted, renamed or saved by another program it
still does. A line that means something else today is *stale*. Nothing that is not clear is taken for a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState, merged, verdicts
from planner.domain.plan import EgressPlan
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.text import LANGUAGES, Text
from planner.exporters.base import UNNAMED_CLUSTER
from planner.exporters.columns import COLUMNS, DECIDED_BEFORE, Line, comment_text, plan_lines
from planner.importers.workbook import Cell, ReadWorkbook, Row, read_workbook
from planner.session.approval_words import STATE_WORDS
from planner.session.handover import export_context

_NEEDED = ("rule_id", "fingerprint", "decision")
_HEADINGS = {column.key: frozenset({column.heading.en, column.heading.zh}) for column in COLUMNS}
_MEANING = ("destination", "service", "source")
"""Locked cells that say what the line is: who approves one that was changed approves another line."""

_ASIDE = ("number", "need", "why", "kind", "if_refused", "asked_for_by", "section")
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


@dataclass(frozen=True, slots=True)
class ApprovalReading:
    """What came of a workbook: a decision for every line that is asked for, in the plan's order, and the problems.

    ``decisions`` are as they stand once the workbook is taken over. A line without a decision is *pending*, one that
    was decided while it meant something else *stale*. ``taken`` are those that come from this workbook and hold,
    ``withdrawn`` the ids of lines whose earlier decision goes because it leaves them open, ``opened`` all lines that it
    leaves open, ``replaced`` the ids under which earlier decisions on its lines may stand. ``overall`` is the decision
    on the request as a whole, *pending* where none is marked; its rule id is empty.
    """

    decisions: tuple[Approval, ...]
    problems: tuple[ReadingProblem, ...]
    overall: Approval
    digest: str
    taken: tuple[Approval, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    opened: tuple[Approval, ...] = ()
    replaced: frozenset[str] = frozenset()

    def merged_into(self, known: Iterable[Approval]) -> tuple[Approval, ...]:
        """Return the decisions that hold once this workbook is taken over; lines that it leaves open among them."""
        return merged(known, (*self.taken, *self.opened), self.replaced)

    @property
    def changes(self) -> int:
        """How many decisions taking it over brings or takes back."""
        return len(self.taken) + len(self.withdrawn)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each state."""
        found = Counter(entry.state for entry in self.decisions)
        return {state.value: found[state] for state in ApprovalState}

    @property
    def is_settled(self) -> bool:
        """Whether every line is approved or rejected, and there is no problem."""
        settled = (ApprovalState.APPROVED, ApprovalState.REJECTED)
        return not self.problems and all(entry.state in settled for entry in self.decisions)


def read_approvals(
    content: bytes, name: str, request: Request, plan: EgressPlan, catalog: Catalog
) -> ApprovalReading:
    """Return what a workbook decides on a plan's lines.

    Raises:
        FileProblem: the file cannot be used as a whole.
    """
    book = read_workbook(content, name, _HEADINGS, _NEEDED)
    _check_cluster(book, name, request)
    known = verdicts(plan.included_rules(), request.approvals)
    reading = _Reading(book, name, _lines_by_language(request, plan, catalog), plan, known)
    decisions = tuple(reading.result(line) for line in reading.lines["en"].values() if line.asked)
    own = tuple(entry for entry in decisions if entry.rule_id in reading.own)
    open_states = (ApprovalState.PENDING, ApprovalState.STALE)
    return ApprovalReading(
        decisions=decisions,
        problems=tuple(reading.problems),
        overall=_overall(book, name),
        digest=book.digest,
        taken=tuple(entry for entry in own if entry.state not in open_states),
        withdrawn=frozenset(reading.withdrawn),
        opened=tuple(reading.open_entry(entry.rule_id) for entry in own if entry.state in open_states),
        replaced=frozenset(line_id for entry in own for line_id in reading.ids_of(entry.rule_id)),
    )


def _check_cluster(book: ReadWorkbook, name: str, request: Request) -> None:
    """Refuse the workbook of another cluster: its lines may read the same, and were decided for that one.

    Raises:
        FileProblem: it names a cluster, the plan names one, and they differ.
    """
    ours = _one_line(request.cluster.name)
    theirs = _one_line(book.title) or _beside(book, "cluster name", "群集名称")
    # Where the name is empty, the next label stands beside it.
    unnamed = ("", UNNAMED_CLUSTER.en, UNNAMED_CLUSTER.zh, "Ticket", "工单")
    if ours and theirs not in (ours, *unnamed):
        raise FileProblem(name, 0, _OTHER_CLUSTER.filled(theirs=theirs[:80], ours=ours[:80]))


def _lines_by_language(request: Request, plan: EgressPlan, catalog: Catalog) -> dict[str, dict[str, Line]]:
    made: dict[str, dict[str, Line]] = {}
    for language in LANGUAGES:
        context = export_context(request, plan, catalog, language, datetime.now(tz=UTC))
        made[language] = {line.rule_id: line for line in plan_lines(context)}
    return made


class _Reading:
    """Goes through the rows once; ``decided`` holds what was taken over or is stale, by rule id."""

    def __init__(
        self,
        book: ReadWorkbook,
        name: str,
        lines: Mapping[str, Mapping[str, Line]],
        plan: EgressPlan,
        known: Mapping[str, Approval],
    ) -> None:
        self.lines = lines
        self.decided: dict[str, Approval] = {}
        self.problems: list[ReadingProblem] = []
        self.withdrawn: set[str] = set()
        self.own: set[str] = set()
        self._book, self._name, self._plan, self._known = book, name, plan, known
        self._exported = _exported(book)
        self._is_same_plan = _beside(book, "plan digest", "方案摘要值") == plan.digest()
        self._contradicted: set[str] = set()
        self._aliases = {
            (line_id, rule.fingerprint()): rule.id for rule in plan.rules for line_id in rule.line_ids
        }
        self._rows: dict[str, Row] = {}
        if book.has_links:
            self._report("external-links", Row("", 0, {}), "rule_id", _LINKS)
        for sheet, cells in book.merged:
            row = Row(sheet, 0, {"decision": Cell("", cells)})
            self._report("merged-cells", row, "decision", _MERGED.filled(cells=cells))
        for title, key in book.missing:
            if key in _MEANING:
                heading = next(column.heading for column in COLUMNS if column.key == key)
                self._report("missing-column", Row(title, 0, {}), key, _NO_COLUMN.filled(column=heading))
        for row in book.rows:
            self._read(row)

    def result(self, line: Line) -> Approval:
        """Return what holds of a line once the workbook is taken over, and note what it takes back."""
        rule_id = line.rule_id
        before, found, row = self._known.get(rule_id), self.decided.get(rule_id), self._rows.get(rule_id)
        if before is not None and self._exported < before.exported:
            said = found.state if found is not None else ApprovalState.PENDING
            if row is not None and said is not before.state:
                why = (_OLDER if self._exported else _TIMELESS).filled(state=STATE_WORDS[before.state])
                self._report("older-file", row, "decision", why)
            return before
        if found is not None:
            self.own.add(rule_id)
            return found
        if row is None or (before is not None and before.state is ApprovalState.ASKED):
            return before or self.open_entry(rule_id)
        self.own.add(rule_id)
        if before is not None and before.state in (ApprovalState.APPROVED, ApprovalState.REJECTED):
            self.withdrawn.add(rule_id)
            self._report("withdrawn", row, "decision", _WITHDRAWN.filled(state=STATE_WORDS[before.state]))
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
        rule = self._plan.rule(rule_id)
        return rule.line_ids if rule is not None else (rule_id,)

    def _report(self, kind: str, row: Row, key: str, text: Text) -> None:
        self.problems.append(ReadingProblem(kind, row.text("rule_id")[:80], row.sheet, row.at(key), text))

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

    def _decide(self, row: Row, line: Line, state: ApprovalState | None) -> None:
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
        if self._was_edited(row, rule_id):
            return
        if state is not None:
            self.decided[rule_id] = self._approval(row, line, state)
        elif rule_id not in self._contradicted and any(row.text(key) for key in ("approver", "date")):
            self._report("no-decision", row, "decision", _NO_DECISION)

    def _state(self, row: Row) -> ApprovalState | None:
        said = row.text("decision")
        state = decision_in(said)
        if state is None and said:
            self._report("unclear-word", row, "decision", _UNCLEAR.filled(word=said[:40]))
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
        for key in (*_MEANING, *(_ASIDE if self._is_same_plan else ())):
            if key not in row.cells:
                continue
            expected = {_seen(str(_shown(lines[rule_id], key))) for lines in self.lines.values()}
            shown = _seen(row.text(key).lstrip("◆○⊘ "))
            # Below the reason stands what is assumed.
            if shown in expected or (key == "why" and any(shown.startswith(text) for text in expected)):
                continue
            if key in _MEANING:
                edited = True
                self._report(f"edited-{key}", row, key, _EDITED)
            else:
                self._report("edited-cell", row, key, _EDITED_ASIDE)
        return edited

    def _approval(self, row: Row, line: Line, state: ApprovalState) -> Approval:
        before = self._known.get(line.rule_id)
        comment, answer = _one_line(row.text("comment")), ""
        if comment in (DECIDED_BEFORE.en, DECIDED_BEFORE.zh):
            comment = ""  # the planner's own words
        elif before is not None and before.is_answered and comment in _both(comment_text(before)):
            # Question and answer as they were exported: nobody said anything new.
            again = state is ApprovalState.ASKED
            comment, answer = (before.comment, before.answer) if again else ("", "")
        return Approval(
            rule_id=line.rule_id,
            fingerprint=row.text("fingerprint"),
            state=state,
            by=_one_line(row.text("approver")),
            on=_day(row.cells.get("date")),
            comment=comment,
            file=self._name,
            digest=self._book.digest,
            answer=answer,
            exported=self._exported,
        )


def _both(text: Text) -> tuple[str, str]:
    return _one_line(text.en), _one_line(text.zh)


def _beside(book: ReadWorkbook, *labels: str) -> str:
    """Return the one text that stands beside a label; empty where there is none."""
    return next((cell.text for label in labels for _, cell in book.beside.get(label, ())), "")


def _exported(book: ReadWorkbook) -> str:
    """Return when a workbook was exported, in UTC, ISO 8601 to the minute; empty where it does not say."""
    written = _beside(book, "written", "生成时间")
    try:
        at = datetime.fromisoformat("".join((written[:10], "T", *written[10:].split()))) if written else None
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None:
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
    return book.created[:16]


def _shown(line: Line, key: str) -> object:
    return getattr(line, key)


def _seen(text: str) -> str:
    """Return a text as it is compared: blanks and signs of direction do not count."""
    return " ".join(re.sub(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", "", text).split())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(cell: Cell | None) -> str:
    """Return a date as ``YYYY-MM-DD`` where it is certain, else as it was written."""
    if cell is None or not cell.text or cell.text.startswith("#"):
        return ""  # nothing, or what a program shows of a date that it cannot make out
    if cell.number is not None:
        if 20_000 <= cell.number < 80_000:
            return (_FIRST_DAY + timedelta(days=int(cell.number))).isoformat()
        return cell.text
    text = _one_line(cell.text)
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return text[:40]
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return text[:40]


_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?:[ T].*)?")


# --- the decision on the request as a whole ---

_MARKED = re.compile(r"[☑☒✓✔✗✘■]|\[\s?[xX✓]\s?\]")
_UNMARKED = "☐"


def _overall(book: ReadWorkbook, name: str) -> Approval:
    """Return the decision that is marked among the boxes beside *Decision*; pending where not exactly one is."""
    boxes = [
        cell
        for label in ("decision", "决定")
        for _, cell in book.beside.get(label, ())
        if _UNMARKED in cell.text or _MARKED.search(cell.text)
    ]
    state, said = ApprovalState.PENDING, ""
    for cell in boxes:
        parts = re.findall(r"([☐☑☒✓✔✗✘■]|\[\s?[xX✓ ]\s?\])\s*([^☐☑☒✓✔✗✘■\[]+)", cell.text)
        chosen = [text.strip() for mark, text in parts if _MARKED.fullmatch(mark)]
        if len(chosen) == 1:
            said = chosen[0]
            rejects = said.casefold().startswith(("reject", "拒绝"))
            state = ApprovalState.REJECTED if rejects else ApprovalState.APPROVED
    by = next(
        (cell.text for label in ("approving team", "审批团队") for _, cell in book.beside.get(label, ())),
        "",
    )
    return Approval("", "", state, _one_line(by), "", said, name, book.digest)


# --- what is said ---

_WITHDRAWN = Text(
    "The line was {state} before and is open here: the earlier decision no longer holds.",
    "该规则此前{state}，而此处未决定：先前的决定不再有效。",
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
_NO_COLUMN = Text(
    "The column {column} is missing, so that nobody can tell whether what was decided on was changed.",
    "缺少“{column}”列，无法判断所决定的内容是否被改动。",
)
_OTHER_CLUSTER = Text(
    "the workbook is that of the cluster {theirs}, and this plan is for {ours}. Choose the workbook of this plan.",
    "工作簿属于群集 {theirs}，而本方案的群集是 {ours}。请选择本方案的工作簿。",
)
_LINKS = Text(
    "The workbook refers to other files, which the planner never does. None of them was read.",
    "工作簿引用了其他文件，而本程序从不这样做。未读取任何被引用的文件。",
)
_MERGED = Text(
    "Cells {cells} were merged: what stands there counts for its first line alone.",
    "单元格 {cells} 被合并，其中的内容只算作第一行的决定。",
)
_FORMULA = Text(
    "A formula stands here, and it is not run. Type the word itself.",
    "此处是公式，不会被计算。请直接填写文字。",
)
_NO_ID = Text(
    "A decision on a row without a rule id belongs to no line of the plan.",
    "此行没有规则 ID，决定不属于方案中的任何规则。",
)
_FOREIGN = Text(
    "The plan has no such line: it is another cluster's, was added by hand, or has gone since.",
    "方案中没有这条规则：可能属于其他群集、手工添加，或已被移除。",
)
_NOT_ASKED = Text(
    "The plan does not ask for this line; the decision is not taken over.", "方案未请求此规则，决定未采用。"
)
_EDITED_FINGERPRINT = Text(
    "The line's fingerprint was changed or deleted, so that nobody knows which line was decided on.",
    "此行的指纹被修改或删除，无法确定决定针对哪条规则。",
)
_STALE = Text(
    "The line means something else since this workbook was exported. It has to be decided again.",
    "导出此工作簿后，该规则的含义已改变，需要重新审批。",
)
_EDITED = Text(
    "This locked cell was changed, and it says what the line is. The decision is not taken over.",
    "此锁定单元格被修改，而它说明规则的内容。决定未采用。",
)
_EDITED_ASIDE = Text(
    "This locked cell was changed. The line itself is the same, and its decision counts.",
    "此锁定单元格被修改。规则本身未变，其决定有效。",
)
_UNCLEAR = Text(
    "“{word}” is neither Approve, Reject nor Ask. The line stays open.",
    "“{word}”不是批准、拒绝或询问，该规则仍未决定。",
)
_NO_DECISION = Text(
    "Somebody signed this line and decided nothing. It stays open.", "此行有签名但没有决定，仍未决定。"
)
_DUPLICATE = Text("The line stands here a second time.", "该规则在此重复出现。")
_DUPLICATE_DECIDED = Text(
    "The line stands here a second time, and this row alone is decided. The line stays open.",
    "该规则在此重复出现，且只有此行填写了决定。该规则仍未决定。",
)
_TWO = Text(
    "The line stands twice, with two decisions. It stays open.", "该规则出现两次且决定不同，仍未决定。"
)
