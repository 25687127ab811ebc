"""The lines of an approval workbook as rules, to be compared with those of a plan.

A workbook holds no answers, so no plan can be made of it; but each of its lines says what a firewall would enforce,
and carries the fingerprint of just that. A line is taken as it stands only where both agree: what was edited by hand
is named, and is no line that anybody approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.approval import ApprovalState
from planner.domain.destination import Destination, DestinationType
from planner.domain.rule import Rule, RuleKind, Translation
from planner.domain.service import Service
from planner.domain.text import Text
from planner.exporters.columns import (
    ANY_DESTINATION,
    ANY_SOURCE,
    COLUMNS,
    KIND_WORDS,
    NEED_WORDS,
    PLACEHOLDER,
    SERVICE_TAG,
    Need,
)
from planner.importers.workbook import Cell, ReadWorkbook, Row, read_workbook
from planner.planning.matching import address_of, network_of
from planner.session.approval_rows import ReadingProblem, decision_in

_NEEDED = ("rule_id", "fingerprint", "destination", "service", "source", "kind")
_HEADINGS = {column.key: frozenset({column.heading.en, column.heading.zh}) for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """One line that a workbook asks for: what would be enforced (without reasons), and how it is worded there."""

    rule: Rule
    number: int | None
    need: Need
    purpose: str
    if_refused: str


@dataclass(frozen=True, slots=True)
class WorkbookLines:
    """The lines of a workbook that count.

    ``by_approval`` tells that the workbook holds decisions: then ``lines`` are the approved ones alone, and
    ``undecided`` has the state of each other line by its rule id. ``edition`` is empty where the file does not name
    it.
    """

    lines: tuple[WorkbookLine, ...]
    by_approval: bool
    undecided: Mapping[str, ApprovalState]
    edition: str
    plan_digest: str
    problems: tuple[ReadingProblem, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The lines as rules, in the order of the workbook."""
        return tuple(line.rule for line in self.lines)

    def line(self, rule_id: str) -> WorkbookLine | None:
        """Return a line by its rule's id."""
        return next((line for line in self.lines if line.rule.id == rule_id), None)


def read_lines(content: bytes, name: str, known: Iterable[Rule] = ()) -> WorkbookLines:
    """Return the lines of a workbook; ``known`` are rules whose placeholders its lines may hold.

    Raises:
        FileProblem: the file cannot be used as a whole.
    """
    book = read_workbook(content, name, _HEADINGS, _NEEDED)
    stand_ins = {
        destination.value: destination
        for rule in known
        for destination in (rule.destination, *rule.alternatives)
        if destination.type is DestinationType.PLACEHOLDER
    }
    problems: list[ReadingProblem] = []
    found: dict[str, tuple[WorkbookLine, ApprovalState]] = {}
    for row in book.rows:
        read = _line(row, stand_ins.values())
        if isinstance(read, Text):
            problems.append(
                ReadingProblem("not-compared", row.text("rule_id")[:80], row.sheet, row.at("rule_id"), read)
            )
            continue
        if read is None:
            continue
        state = decision_in(row.text("decision")) or ApprovalState.PENDING
        cell = row.cells.get("decision")
        if cell is not None and cell.is_formula:
            state = ApprovalState.PENDING
        before = found.get(read.rule.id)
        if before is not None and before[1] is not state:
            problems.append(
                ReadingProblem("two-decisions", read.rule.id, row.sheet, row.at("decision"), _TWO)
            )
            state = ApprovalState.PENDING
        found[read.rule.id] = (read, state)
    # Words that are not understood are decisions as well: such a line is not approved.
    by_approval = any(row.text("decision").strip() for row in book.rows)
    return WorkbookLines(
        lines=tuple(
            line for line, state in found.values() if not by_approval or state is ApprovalState.APPROVED
        ),
        by_approval=by_approval,
        undecided={
            rule_id: state
            for rule_id, (_, state) in found.items()
            if by_approval and state is not ApprovalState.APPROVED
        },
        edition=_beside(book, "Edition of Microsoft's page", "官方页面版本"),
        plan_digest=_beside(book, "Plan digest", "方案摘要值"),
        problems=tuple(problems),
    )


def _line(row: Row, stand_ins: Iterable[Destination]) -> WorkbookLine | Text | None:
    """Return a row as a line, why it is none, or None for one that the workbook does not ask for."""
    rule_id, fingerprint = row.text("rule_id"), row.text("fingerprint")
    if not rule_id and not row.text("destination"):
        return None
    need = _NEEDS.get(_plain(row.text("need").lstrip("◆○⊘ ")), Need.REQUIRED)
    if need in (Need.LEFT_OUT, Need.NOT_SELECTED):
        return None
    if not rule_id or any(cell.is_formula for key, cell in row.cells.items() if key in _NEEDED):
        return _NOT_OURS
    rule = next((made for made in _rules(row, rule_id, stand_ins) if made.fingerprint() == fingerprint), None)
    if rule is None:
        is_open = any(_plain(row.text("destination")).endswith(words) for words in _OPEN_ENDS)
        return _NOT_FILLED_IN if is_open else _EDITED
    return WorkbookLine(
        rule, _number(row.cells.get("number")), need, _plain(row.text("why")), _plain(row.text("if_refused"))
    )


def _rules(row: Row, rule_id: str, stand_ins: Iterable[Destination]) -> Iterator[Rule]:
    """Yield what a row may mean; a stand-in's own value is not written in the row, so each known one is tried."""
    kind = _KINDS.get(_plain(row.text("kind")))
    services = _services(_plain(row.text("service")))
    if kind is None or services is None:
        return
    outer, arrow, inner = _plain(row.text("destination")).partition(" → ")
    behind, _, port = inner.rpartition(":")
    if bool(arrow) is not (kind is RuleKind.NAT) or (arrow and not (port.isascii() and port.isdigit())):
        return
    sources = tuple(
        "*" if _plain(source) in (ANY_SOURCE.en, ANY_SOURCE.zh) else _plain(source)
        for source in row.text("source").split(",")
    )
    for destination in _destinations(outer, stand_ins):
        for inside in _destinations(behind, stand_ins) if arrow else (None,):
            translation = Translation(inside, int(port)) if inside is not None else None
            yield Rule(rule_id, kind, sources, destination, services, (), translation=translation)


def _destinations(text: str, stand_ins: Iterable[Destination]) -> Iterator[Destination]:
    """Yield every destination that a cell may show."""
    if text in (ANY_DESTINATION.en, ANY_DESTINATION.zh):
        yield Destination(DestinationType.ANY, "*")
        return
    for words, kind in (
        (SERVICE_TAG, DestinationType.SERVICE_TAG),
        (PLACEHOLDER, DestinationType.PLACEHOLDER),
    ):
        for pattern in (words.en, words.zh):
            value = text.removesuffix(pattern.removeprefix("{value}"))
            if value == text:
                continue
            if kind is DestinationType.SERVICE_TAG:
                yield Destination(kind, value)
            else:
                yield from (Destination(kind, value), *stand_ins)
            return
    is_address = address_of(text) is not None or network_of(text) is not None
    yield Destination(DestinationType.ADDRESS if is_address else DestinationType.FQDN, text)


def _services(text: str) -> tuple[Service, ...] | None:
    try:
        return tuple(Service.parse(part.strip()) for part in text.split(","))
    except ValueError:
        return None


def _number(cell: Cell | None) -> int | None:
    text = cell.text.strip() if cell is not None else ""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _plain(text: str) -> str:
    """Return a cell's text without line breaks and signs that only direct the writing."""
    return " ".join(re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text).split())


def _beside(book: ReadWorkbook, *labels: str) -> str:
    for label in labels:
        for _, cell in book.beside.get(label.casefold(), ()):
            return cell.text
    return ""


_NEEDS = {_plain(word): need for need, words in NEED_WORDS.items() for word in (words.en, words.zh)}
_KINDS = {_plain(word): kind for kind, words in KIND_WORDS.items() for word in (words.en, words.zh)}
_OPEN_ENDS = tuple(words.removeprefix("{value}") for words in (PLACEHOLDER.en, PLACEHOLDER.zh))
_NOT_FILLED_IN = Text(
    "Where this line leads was not known when the workbook was exported. It is not compared.",
    "导出工作簿时，此行的目标尚未确定，未参与比较。",
)
_EDITED = Text(
    "This line is not as it was exported: what it says and its fingerprint do not agree. It is not compared.",
    "此行与导出时不同：内容与指纹不符，未参与比较。",
)
_NOT_OURS = Text(
    "This line was added by hand: it has no rule id. It is not compared.",
    "此行为手工添加，没有规则 ID，未参与比较。",
)
_TWO = Text(
    "The line stands twice, with two decisions. It stays open.", "该规则出现两次且决定不同，仍未决定。"
)
