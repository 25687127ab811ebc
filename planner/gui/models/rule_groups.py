"""Grouping and filtering of the table's rows: by feature, by kind or by decision; plain data in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.approval import ApprovalState
from planner.domain.plan import EgressPlan
from planner.domain.rule import RuleKind
from planner.domain.text import CHINESE, EMPTY_TEXT, Text
from planner.exporters.columns import KIND_WORDS
from planner.gui.colours import Meaning
from planner.gui.models.rule_rows import LineRow, feature_label

NOT_NEEDED = "not-needed"


class Grouping(StrEnum):
    """How the lines stand together."""

    FEATURE = "feature"
    KIND = "kind"
    DECISION = "decision"


class Show(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    REQUIRED = "required"
    OPTIONAL = "optional"
    LEFT_OUT = "left-out"
    REMARKS = "remarks"
    ASSUMED = "assumed"
    APPLICATION = "application"
    NETWORK = "network"
    NAT = "nat"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    OPEN = "open"


DECISIONS = (Show.APPROVED, Show.REJECTED, Show.ASKED, Show.OPEN)
"""What can be shown alone once an approval was read."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A heading of the table with its lines; ``counts`` stands beside the title, ``remark`` at the right."""

    key: str
    title: str
    counts: str
    remark: str
    lines: tuple[LineRow, ...]


def filtered(
    rows: Iterable[LineRow], text: str, show: Show, only: frozenset[str] | None = None
) -> tuple[LineRow, ...]:
    """Return the rows that hold every word of ``text``, pass ``show``, and are named in ``only`` if given."""
    words = text.casefold().split()
    return tuple(
        row
        for row in rows
        if _SHOWN[show](row)
        and all(word in row.searched for word in words)
        and (only is None or row.key in only)
    )


def grouped(
    rows: tuple[LineRow, ...],
    plan: EgressPlan,
    catalog: Catalog,
    grouping: Grouping,
    language: str,
    *,
    whole: bool,
) -> tuple[GroupRow, ...]:
    """Return the rows under their headings, in reading order.

    ``whole`` says that nothing was filtered away: then a feature whose lines all stand under other
    features keeps a heading that says so.
    """
    if grouping is Grouping.FEATURE:
        heads = _feature_heads(rows, plan, catalog, language)
    elif grouping is Grouping.KIND:
        heads = [(kind.value, KIND_TITLES[kind].in_language(language)) for kind in RuleKind]
    elif any(row.decided is not None for row in rows):
        heads = [
            *((state.value, title.in_language(language)) for state, title in STATE_TITLES.items()),
            *((mark.value, title.in_language(language)) for mark, title in DECISION_TITLES.items()),
        ]
    else:
        heads = [(mark.value, title.in_language(language)) for mark, title in DECISION_TITLES.items()]
    heads.append((NOT_NEEDED, NOT_NEEDED_TITLE.in_language(language)))
    members: dict[str, list[LineRow]] = {key: [] for key, _ in heads}
    for row in rows:
        members[_home(row, grouping)].append(row)
    shared = _lines_elsewhere(rows) if whole and grouping is Grouping.FEATURE else {}
    return tuple(
        _group(key, title, tuple(members[key]), shared.get(key, 0), language)
        for key, title in heads
        if members[key] or shared.get(key)
    )


def _feature_heads(
    rows: tuple[LineRow, ...], plan: EgressPlan, catalog: Catalog, language: str
) -> list[tuple[str, str]]:
    found = dict.fromkeys(plan.features)
    for row in rows:
        if row.rule is not None:
            found.update(dict.fromkeys(row.rule.features))
    return [(feature, feature_label(catalog, feature, language, short=False)) for feature in found]


def _home(row: LineRow, grouping: Grouping) -> str:
    if row.rule is None:
        return NOT_NEEDED
    if grouping is Grouping.FEATURE:
        return row.rule.features[0]
    if grouping is Grouping.KIND:
        return row.rule.kind.value
    if row.state is not None:
        return row.state.value
    return (Meaning.LEFT_OUT if row.left_out else Meaning.DONE).value


def _lines_elsewhere(rows: tuple[LineRow, ...]) -> dict[str, int]:
    """Count, for each feature, the lines that it asks for and that stand under another one."""
    found: dict[str, int] = {}
    for row in rows:
        for feature in row.rule.features[1:] if row.rule is not None else ():
            found[feature] = found.get(feature, 0) + 1
    return found


def _group(key: str, title: str, lines: tuple[LineRow, ...], shared: int, language: str) -> GroupRow:
    if not lines:
        remark = counted(shared, ELSEWHERE_ONE, ELSEWHERE_MANY)
        return GroupRow(key, title, "", remark.in_language(language), ())
    if key == NOT_NEEDED:
        kept = [KEPT_WITH_REASON, *_assumptions(lines)]
        return GroupRow(key, title, str(len(lines)), _dotted(kept, language), lines)
    return GroupRow(key, title, _counts(lines, language), _remark(lines, language), lines)


def _counts(lines: tuple[LineRow, ...], language: str) -> str:
    nat = sum(row.rule is not None and row.rule.kind is RuleKind.NAT and not row.left_out for row in lines)
    amounts = {mark: sum(row.mark is mark for row in lines) for mark in COUNT_WORDS}
    amounts[Meaning.REQUIRED] -= nat
    parts = [
        COUNT_WORDS[mark].filled(count=str(amount)).in_language(language)
        for mark, amount in amounts.items()
        if amount
    ]
    if nat:
        parts.append(counted(nat, NAT_ONE, NAT_MANY).in_language(language))
    return ("，" if language == CHINESE else ", ").join(parts)


def _remark(lines: tuple[LineRow, ...], language: str) -> str:
    return _dotted(_remarks(lines), language)


def _dotted(parts: Iterable[Text], language: str) -> str:
    return " • ".join(part.in_language(language) for part in parts)


def _assumptions(lines: tuple[LineRow, ...]) -> Iterator[Text]:
    assumed = sum(row.assumed for row in lines)
    if assumed:
        yield ASSUMED_COUNT.filled(count=str(assumed))


def _remarks(lines: tuple[LineRow, ...]) -> Iterator[Text]:
    yield from _assumptions(lines)
    advised, remarked = (
        sum(meaning in row.notes for row in lines) for meaning in (Meaning.ADVISORY, Meaning.REMARK)
    )
    if advised:
        yield counted(advised, ADVISORY_ONE, ADVISORY_MANY)
    if remarked and advised:
        yield REMARK_TOO.filled(count=str(remarked))
    elif remarked:
        yield counted(remarked, REMARK_ONE, REMARK_MANY)


def counted(count: int, one: Text, many: Text) -> Text:
    """Return the sentence for ``count``; its number stands at ``{count}``."""
    return (one if count == 1 else many).filled(count=str(count)) if count else EMPTY_TEXT


def _of_kind(kind: RuleKind) -> Callable[[LineRow], bool]:
    return lambda row: row.rule is not None and row.rule.kind is kind


_SHOWN: dict[Show, Callable[[LineRow], bool]] = {
    Show.ALL: lambda row: True,
    Show.REQUIRED: lambda row: row.mark is Meaning.REQUIRED,
    Show.OPTIONAL: lambda row: row.can_be_ticked,
    Show.LEFT_OUT: lambda row: row.left_out,
    Show.REMARKS: lambda row: any(note is not Meaning.ASSUMED for note in row.notes),
    Show.ASSUMED: lambda row: row.assumed,
    Show.APPLICATION: _of_kind(RuleKind.APPLICATION),
    Show.NETWORK: _of_kind(RuleKind.NETWORK),
    Show.NAT: _of_kind(RuleKind.NAT),
    Show.APPROVED: lambda row: row.state is ApprovalState.APPROVED,
    Show.REJECTED: lambda row: row.state is ApprovalState.REJECTED,
    Show.ASKED: lambda row: row.state is ApprovalState.ASKED,
    Show.OPEN: lambda row: row.state in (ApprovalState.PENDING, ApprovalState.STALE),
}

KIND_TITLES = {
    RuleKind.APPLICATION: Text("Application rules", "应用程序规则"),
    RuleKind.NETWORK: Text("Network rules", "网络规则"),
    RuleKind.NAT: KIND_WORDS[RuleKind.NAT],
}
DECISION_TITLES = {
    Meaning.DONE: Text("Included", "已包含"),
    Meaning.LEFT_OUT: Text("Left out", "已排除"),
}
STATE_TITLES = {
    ApprovalState.REJECTED: Text("Rejected", "已拒绝"),
    ApprovalState.ASKED: Text("Asked back", "询问"),
    ApprovalState.STALE: Text("Changed since they were decided on", "决定之后已改变"),
    ApprovalState.PENDING: Text("Not decided", "未决定"),
    ApprovalState.APPROVED: Text("Approved", "已批准"),
}
"""Headings by the network team's decision: what has to be done something about comes first."""
NOT_NEEDED_TITLE = Text("Not needed", "不需要")
KEPT_WITH_REASON = Text("kept here with the reason", "保留在此并注明原因")
ELSEWHERE_ONE = Text("its line stands under another feature", "其规则列在其他功能下")
ELSEWHERE_MANY = Text("its {count} lines stand under other features", "其 {count} 条规则列在其他功能下")
COUNT_WORDS = {
    Meaning.REQUIRED: Text("{count} required", "必需 {count}"),
    Meaning.OPTIONAL: Text("{count} optional", "可选 {count}"),
    Meaning.LEFT_OUT: Text("{count} left out", "已排除 {count}"),
}
NAT_ONE = Text("1 NAT rule", "1 条 NAT 规则")
NAT_MANY = Text("{count} NAT rules", "{count} 条 NAT 规则")
ADVISORY_ONE = Text("1 line with an advisory", "1 条规则有提醒")
ADVISORY_MANY = Text("{count} lines with an advisory", "{count} 条规则有提醒")
REMARK_ONE = Text("1 line with a remark", "1 条规则有备注")
ASSUMED_COUNT = Text("{count} assumed", "{count} 条为假定")
REMARK_TOO = Text("{count} with a remark", "{count} 条有备注")
REMARK_MANY = Text("{count} lines with a remark", "{count} 条规则有备注")
