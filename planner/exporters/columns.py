"""A plan as lines to decide on: the one view that workbook, CSV and print share.

Numbers, words and order come from here, so line 12 is the same line everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.opening import openings_text
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line


class Need(StrEnum):
    """What stands in the column *Need*."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    LEFT_OUT = "left_out"
    NOT_SELECTED = "not_selected"


NEED_WORDS = {
    Need.REQUIRED: Text("Required", "必需"),
    Need.OPTIONAL: Text("Optional", "可选"),
    Need.LEFT_OUT: Text("Left out", "已排除"),
    Need.NOT_SELECTED: Text("Not selected", "未选择"),
}
NEED_MARKS = {Need.REQUIRED: "◆", Need.OPTIONAL: "○", Need.LEFT_OUT: "⊘", Need.NOT_SELECTED: "⊘"}
KIND_WORDS = {
    RuleKind.APPLICATION: Text("Application", "应用程序规则"),
    RuleKind.NETWORK: Text("Network", "网络规则"),
    RuleKind.NAT: Text("NAT (inbound)", "NAT 规则（入站）"),
}
SERVICE_TAG = Text("{value} (service tag)", "{value}（服务标记）")
PLACEHOLDER = Text("{value} (to be filled in)", "{value}（待填写）")
ANY_DESTINATION = Text("any destination", "任意目标")
ANY_SOURCE = Text("any", "任意")
ALSO_FOR = Text("Also for: {features}.", "同时用于：{features}。")
DECISION_WORDS = {
    ApprovalState.APPROVED: Text("Approve", "批准"),
    ApprovalState.REJECTED: Text("Reject", "拒绝"),
    ApprovalState.ASKED: Text("Ask", "询问"),
}
"""What is chosen in the column *Decision*; a line without one of these is open."""
ANSWERED = Text("Question: {question} Answer: {answer}", "问：{question} 答：{answer}")
DECIDED_BEFORE = Text(
    "Changed since it was decided on: please decide again.", "决定之后该规则已改变，请重新决定。"
)
ROUTE_DECIDED_BEFORE = Text(
    "The route changed since it was decided on: please decide again.", "决定之后该路由已改变，请重新决定。"
)
LEFT_OUT_NO_REASON = Text("Left out (optional).", "已排除（可选项）。")
LEFT_OUT_REQUIRED_NO_REASON = Text(
    "Required, yet left out; no reason was written.", "必需但已排除，未填写原因。"
)
LEFT_OUT_OPTIONAL = Text("Left out: {reason}", "已排除：{reason}")
LEFT_OUT_REQUIRED = Text("Required, yet left out: {reason}", "必需但已排除：{reason}")
NOT_SELECTED = Text("Optional; not selected for this file.", "可选项，未选入此文件。")
NOT_SELECTED_REQUIRED = Text("Required, yet not selected for this file.", "必需，但未选入此文件。")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the lines: ``key`` names the field of `Line`, or a cell that people fill in."""

    key: str
    heading: Text
    decided: bool = False


COLUMNS = (
    Column("number", Text("No.", "序号")),
    Column("need", Text("Need", "必要性")),
    Column("destination", Text("Destination", "目标")),
    Column("service", Text("Service", "服务")),
    Column("why", Text("Why", "用途")),
    Column("if_refused", Text("What breaks if refused", "不放行的后果")),
    Column("decision", Text("Decision", "决定"), decided=True),
    Column("approver", Text("Approver", "审批人"), decided=True),
    Column("date", Text("Date", "日期"), decided=True),
    Column("comment", Text("Comment", "备注"), decided=True),
    Column("asked_for_by", Text("Asked for by", "需要它的功能")),
    Column("kind", Text("Kind", "类型")),
    Column("source", Text("Source", "源")),
    Column("section", Text("Section of Microsoft's page", "Microsoft 官方页面章节")),
    Column("rule_id", Text("Rule id", "规则 ID")),
    Column("fingerprint", Text("Fingerprint", "指纹")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One rule as a person decides on it, in the words of one language, each text on one line.

    ``need`` is the word, ``need_kind`` its meaning. ``assumption`` is what nobody answered although the line rests
    on it. ``comment`` is filled for lines that are left out (with the written reason and what they are still open
    through), not selected, or decided on. ``decision``, ``approver`` and ``date`` are what was decided, where it
    still holds; ``decided`` is the whole of it, None before any approval was read. ``placeholder`` marks a line that
    nobody can enforce as it stands.
    """

    number: int
    rule: Rule
    need_kind: Need
    need: str
    destination: str
    service: str
    why: str
    if_refused: str
    assumption: str
    comment: str
    asked_for_by: str
    kind: str
    source: str
    section: str
    placeholder: bool
    decided: Approval | None = None
    decision: str = ""
    approver: str = ""
    date: str = ""

    @property
    def rule_id(self) -> str:
        """The rule's id, by which a decision finds back."""
        return self.rule.id

    @property
    def fingerprint(self) -> str:
        """Hash of what a firewall would enforce; an approval sticks to it."""
        return self.rule.fingerprint()

    @property
    def left_out(self) -> bool:
        """Whether the planner left the line out."""
        return self.need_kind is Need.LEFT_OUT

    @property
    def asked(self) -> bool:
        """Whether somebody is asked to decide on it: it is neither left out nor passed over by a selection."""
        return self.need_kind in (Need.REQUIRED, Need.OPTIONAL)

    def cells(self, columns: Sequence[Column] = COLUMNS) -> tuple[int | str, ...]:
        """Return the cells in the order of ``columns``; what people fill in is empty text."""
        return tuple(getattr(self, column.key, "") for column in columns)


def plan_lines(context: ExportContext) -> tuple[Line, ...]:
    """Return every line of the plan, left-out ones in their place, numbered from 1."""
    decided = verdicts(context.plan.included_rules(), context.request.approvals)
    rules = enumerate(context.plan.rules, start=1)
    return tuple(_line(number, rule, context, decided.get(rule.id)) for number, rule in rules)


def _line(number: int, rule: Rule, context: ExportContext, decided: Approval | None) -> Line:
    left_out = context.plan.left_out_reason(rule)
    need, comment = Need(rule.necessity.value), ""
    if left_out is not None:
        need, comment = Need.LEFT_OUT, _left_out_text(rule, left_out, context)
    elif not context.writes(rule):
        required = rule.necessity is Necessity.REQUIRED
        said = context.unselected.get(rule.id, NOT_SELECTED_REQUIRED if required else NOT_SELECTED)
        need, comment = Need.NOT_SELECTED, context.say(said)
    elif decided is not None:
        comment = one_line(context.say(comment_text(decided)))
    word = _word(decided) if decided is not None and not decided.is_answered else None
    features = [context.feature_label(feature) for feature in rule.features]
    sections = dict.fromkeys(reason.source.heading for reason in rule.reasons)
    return Line(
        number=number,
        rule=rule,
        need_kind=need,
        need=context.say(NEED_WORDS[need]),
        destination=rule_destination_text(rule, context.language),
        service=services_text(rule.services),
        why=why_text(rule, context),
        if_refused=one_line(context.say(rule.if_refused)),
        assumption=one_line(context.say(rule.assumption)),
        comment=comment,
        asked_for_by=joined(features, context.language),
        kind=context.say(KIND_WORDS[rule.kind]),
        source=sources_text(rule.sources, context.language),
        section=one_line("; ".join(section for section in sections if section)),
        placeholder=rule.has_placeholder,
        decided=decided,
        decision=context.say(word) if word is not None else "",
        approver=one_line(decided.by) if decided is not None and word is not None else "",
        date=one_line(decided.on) if decided is not None and word is not None else "",
    )


def _word(decided: Approval) -> Text | None:
    return DECISION_WORDS.get(decided.state)


def comment_text(decided: Approval, *, is_route: bool = False) -> Text:
    """Return what stands in the comment of a line or route: that of the decision, and of a question its answer."""
    if decided.state is ApprovalState.STALE:
        return ROUTE_DECIDED_BEFORE if is_route else DECIDED_BEFORE
    said = Text(decided.comment, decided.comment)
    return ANSWERED.filled(question=said, answer=decided.answer) if decided.is_answered else said


def _left_out_text(rule: Rule, reason: str, context: ExportContext) -> str:
    reason = one_line(reason)
    required = rule.necessity is Necessity.REQUIRED
    if reason:
        said = context.say((LEFT_OUT_REQUIRED if required else LEFT_OUT_OPTIONAL).filled(reason=reason))
    else:
        said = context.say(LEFT_OUT_REQUIRED_NO_REASON if required else LEFT_OUT_NO_REASON)
    still_open = context.say(openings_text(context.still_open_through(rule)))
    if not still_open:
        return said
    comma, stop = ("，", "。") if context.language == CHINESE else (", ", ".")
    return f"{said.rstrip('.。')}{comma}{still_open}{stop}"


def why_text(rule: Rule, context: ExportContext) -> str:
    """Return the first reason's sentence, then for whom else the line is there."""
    parts = [one_line(context.say(rule.purpose))]
    others = [context.feature_label(feature) for feature in rule.features[1:]]
    if others:
        parts.append(context.say(ALSO_FOR.filled(features=joined(others, context.language))))
    return ("" if context.language == CHINESE else " ").join(parts)


def destination_text(destination: Destination, language: str) -> str:
    """Return a destination as a table shows it; tags and placeholders say what they are."""
    value = one_line(destination.value)
    if destination.type is DestinationType.SERVICE_TAG:
        return SERVICE_TAG.in_language(language).replace("{value}", value)
    if destination.type is DestinationType.PLACEHOLDER:
        value = one_line(destination.shown(language))
        return PLACEHOLDER.in_language(language).replace("{value}", value)
    if destination.type is DestinationType.ANY:
        return ANY_DESTINATION.in_language(language)
    return value


def rule_destination_text(rule: Rule, language: str) -> str:
    """Return where a rule leads; a NAT rule shows the address it is translated to as well."""
    text = destination_text(rule.destination, language)
    if rule.translation is None:
        return text
    inner = destination_text(rule.translation.destination, language)
    return f"{text} → {inner}:{rule.translation.port}"


def sources_text(sources: Iterable[str], language: str) -> str:
    """Return the sources of a rule; an asterisk is the word *any*."""
    words = (ANY_SOURCE.in_language(language) if source == "*" else one_line(source) for source in sources)
    return ", ".join(words)


def joined(words: Iterable[str], language: str) -> str:
    """Return a list of words with the comma of the language."""
    return ("、" if language == CHINESE else ", ").join(words)
