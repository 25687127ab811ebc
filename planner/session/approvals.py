"""What an approval workbook that came back decides on a plan, and what in it cannot be taken over.

A decision belongs to a line or route by its id *and* its fingerprint: re-sorted, renamed or saved by another program it
still does. What means something else today is *stale*. Nothing that is not clear is taken for a decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState, merged, verdicts
from planner.domain.plan import EgressPlan
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.text import LANGUAGES, Text
from planner.exporters.base import UNNAMED_CLUSTER
from planner.exporters.columns import plan_lines
from planner.exporters.route_lines import route_lines
from planner.importers.workbook import ReadWorkbook, read_workbook
from planner.session.approval_rows import (
    LINES,
    ROUTES,
    Asked,
    ReadingProblem,
    RowsReading,
    beside_label,
    decision_in,
    one_line_of,
)
from planner.session.handover import export_context

__all__ = ["ApprovalReading", "ReadingProblem", "read_approvals"]

_NEEDED = ("rule_id", "fingerprint", "decision")


@dataclass(frozen=True, slots=True)
class ApprovalReading:
    """What came of a workbook: a decision for every line that is asked for and every route, and the problems.

    ``decisions`` are as they stand once the workbook is taken over, in the plan's order, routes last. One that nobody
    took is *pending*, one on what meant something else then *stale*. ``taken`` are those that come from this workbook
    and hold, ``withdrawn`` the ids of those whose earlier decision goes because it leaves them open, ``opened`` all
    that it leaves open, ``replaced`` the ids under which earlier decisions on these may stand. ``overall`` is the
    decision on the request as a whole, *pending* where none is marked; its rule id is empty.
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
        """Return the decisions that hold once this workbook is taken over; what it leaves open is among them."""
        return merged(known, (*self.taken, *self.opened), self.replaced)

    @property
    def changes(self) -> int:
        """How many decisions taking it over brings or takes back."""
        return len(self.taken) + len(self.withdrawn)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines and routes there are of each state."""
        found = Counter(entry.state for entry in self.decisions)
        return {state.value: found[state] for state in ApprovalState}

    @property
    def is_settled(self) -> bool:
        """Whether every line and route is approved or rejected, and there is no problem."""
        settled = (ApprovalState.APPROVED, ApprovalState.REJECTED)
        return not self.problems and all(entry.state in settled for entry in self.decisions)


def read_approvals(
    content: bytes, name: str, request: Request, plan: EgressPlan, catalog: Catalog
) -> ApprovalReading:
    """Return what a workbook decides on a plan's lines and routes.

    Raises:
        FileProblem: the file cannot be used as a whole.
    """
    book = read_workbook(content, name, LINES.headings, _NEEDED, ROUTES.headings)
    _check_cluster(book, name, request)
    known = verdicts(plan.to_decide(), request.approvals)
    shown = _shown_by_language(request, plan, catalog)
    lines = RowsReading(book, name, LINES, shown[0], plan.rules, known, plan.digest())
    lines.read(book.rows, book.missing)
    routes = RowsReading(book, name, ROUTES, shown[1], plan.routes, known, plan.digest())
    if book.further is not None:
        routes.read(book.further.rows, book.further.missing)
    readings = (lines, routes)
    overall = _overall(book, name)
    decisions = {
        line.rule_id: (reading.result(line), reading)
        for reading in readings
        for line in reading.lines["en"].values()
        if line.asked
    }
    own = [(entry, reading) for entry, reading in decisions.values() if entry.rule_id in reading.own]
    open_states = (ApprovalState.PENDING, ApprovalState.STALE)
    return ApprovalReading(
        decisions=tuple(entry for entry, _ in decisions.values()),
        problems=(
            *_of_the_book(book, plan),
            *_of_the_whole(overall, [entry for entry, _ in decisions.values()]),
            *(problem for reading in readings for problem in reading.problems),
        ),
        overall=overall,
        digest=book.digest,
        taken=tuple(entry for entry, _ in own if entry.state not in open_states),
        withdrawn=frozenset(rule_id for reading in readings for rule_id in reading.withdrawn),
        opened=tuple(
            reading.open_entry(entry.rule_id) for entry, reading in own if entry.state in open_states
        ),
        replaced=frozenset(line_id for entry, reading in own for line_id in reading.ids_of(entry.rule_id)),
    )


def _of_the_book(book: ReadWorkbook, plan: EgressPlan) -> Iterator[ReadingProblem]:
    """Yield what is odd about the workbook as a whole."""
    if book.has_links:
        yield ReadingProblem("external-links", "", "", "A0", _LINKS)
    for sheet, cells in book.merged:
        yield ReadingProblem("merged-cells", "", sheet, cells, _MERGED.filled(cells=cells))
    if plan.routes and book.further is None:
        yield ReadingProblem("routes-not-asked", "", "", "", _NO_ROUTES.filled(n=str(len(plan.routes))))


def _of_the_whole(overall: Approval, decisions: Iterable[Approval]) -> Iterator[ReadingProblem]:
    """Yield that the request is refused as a whole while lines of it are approved: one of the two is not meant."""
    approved = sum(entry.state is ApprovalState.APPROVED for entry in decisions)
    if overall.state is ApprovalState.REJECTED and approved:
        text = _REFUSED_AS_A_WHOLE.filled(said=overall.comment[:80], n=str(approved))
        yield ReadingProblem("overall-contradicts", "", "", "", text)


_REFUSED_AS_A_WHOLE = Text(
    "The request as a whole is marked “{said}”, and {n} lines or routes of it are approved. Ask which of the two "
    "holds before anything is written.",
    "整个请求标为“{said}”，而其中 {n} 条规则或路由已批准。写入任何内容之前，请先询问以哪个为准。",
)


def _check_cluster(book: ReadWorkbook, name: str, request: Request) -> None:
    """Refuse the workbook of another cluster: its lines may read the same, and were decided for that one.

    Raises:
        FileProblem: it names a cluster, the plan names one, and they differ.
    """
    ours = one_line_of(request.cluster.name)
    theirs = one_line_of(book.title) or beside_label(book, "cluster name", "群集名称")
    # Where the name is empty, the next label stands beside it.
    unnamed = ("", UNNAMED_CLUSTER.en, UNNAMED_CLUSTER.zh, "Ticket", "工单")
    if ours and theirs not in (ours, *unnamed):
        raise FileProblem(name, 0, _OTHER_CLUSTER.filled(theirs=theirs[:80], ours=ours[:80]))


def _shown_by_language(
    request: Request, plan: EgressPlan, catalog: Catalog
) -> tuple[dict[str, dict[str, Asked]], dict[str, dict[str, Asked]]]:
    """Return what a workbook shows of each line, and of each route, by language and id."""
    lines: dict[str, dict[str, Asked]] = {}
    routes: dict[str, dict[str, Asked]] = {}
    for language in LANGUAGES:
        context = export_context(request, plan, catalog, language, datetime.now(tz=UTC))
        lines[language] = {line.rule_id: line for line in plan_lines(context)}
        routes[language] = {line.rule_id: line for line in route_lines(context)}
    return lines, routes


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
    if not boxes:  # somebody typed over them
        typed = [cell.text for label in ("decision", "决定") for _, cell in book.beside.get(label, ())]
        read = [(found, text) for text in typed if (found := decision_in(text)) is not None]
        if len(read) == 1:
            state, said = read[0][0], one_line_of(read[0][1])
    return Approval("", "", state, one_line_of(by), "", said, name, book.digest)


# --- what is said ---

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
_NO_ROUTES = Text(
    "This workbook did not ask about routes. They stay as they were decided before, or open ({n}). Export the "
    "workbook again to have them decided.",
    "此工作簿未询问路由。它们（{n} 条）保持先前的决定，或仍未决定。请重新导出工作簿以便审批。",
)
