"""Words for what the network team decided: states, counts, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from planner.domain.approval import Approval, ApprovalState
from planner.domain.text import Text

COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        "line": Text("Line", "行"),
        "destination": Text("Destination", "目标"),
        "decision": Text("Decision", "决定"),
        "by": Text("By", "审批人"),
        "on": Text("On", "日期"),
        "comment": Text("Comment", "备注"),
    }
)
STATE_WORDS: Mapping[ApprovalState, Text] = MappingProxyType(
    {
        ApprovalState.APPROVED: Text("approved", "已批准"),
        ApprovalState.REJECTED: Text("rejected", "已拒绝"),
        ApprovalState.ASKED: Text("asked back", "询问"),
        ApprovalState.PENDING: Text("open", "未决定"),
        ApprovalState.STALE: Text("stale", "已失效"),
    }
)
COUNTS = Text(
    "{approved} approved, {rejected} rejected, {asked} asked back, {pending} open, {stale} stale.",
    "已批准 {approved}，已拒绝 {rejected}，询问 {asked}，未决定 {pending}，已失效 {stale}。",
)
OVERALL = Text(
    "On the request as a whole: {said}. It changes no line by itself.",
    "对整个请求：{said}。此项本身不改变任何规则。",
)
BREAKS = Text("Refused, this breaks: {breaks}", "不放行的后果：{breaks}")
STALE_MEANS = Text(
    "The line changed since it was decided on: it has to be decided again.",
    "决定之后该规则已改变，需要重新决定。",
)
ROUTE_STALE_MEANS = Text(
    "The route changed since it was decided on: it has to be decided again.",
    "决定之后该路由已改变，需要重新决定。",
)
ROUTE_LINE = Text("route", "路由")
"""What stands for a route in the column of the lines' numbers."""


def counts_of(decisions: Iterable[Approval]) -> Mapping[ApprovalState, int]:
    """Return how many decisions there are of each state, in reading order."""
    found = Counter(entry.state for entry in decisions)
    return {state: found[state] for state in ApprovalState}


def counts_text(decisions: Iterable[Approval]) -> Text:
    """Return *24 approved, 1 rejected*; states that do not occur are left out."""
    parts = [(STATE_WORDS[state], count) for state, count in counts_of(decisions).items() if count]
    english = ", ".join(f"{count} {word.en}" for word, count in parts)
    chinese = "，".join(f"{word.zh} {count}" for word, count in parts)
    return Text(f"{english}.", f"{chinese}。") if parts else Text("", "")


def what_next(decisions: Iterable[Approval]) -> Text:
    """Return what is to be done next: the one thing that everything else waits for."""
    decisions = tuple(decisions)
    counts = counts_of(decisions)
    if any(entry.state is ApprovalState.ASKED and not entry.answer for entry in decisions):
        return ANSWER
    if counts[ApprovalState.ASKED] or counts[ApprovalState.STALE] or counts[ApprovalState.PENDING]:
        return DECIDE
    return REJECTED if counts[ApprovalState.REJECTED] else ALL


ANSWER = Text(
    "Next: answer the questions, then export the workbook again.",
    "下一步：回答问题，然后重新导出工作簿。",
)
DECIDE = Text(
    "Next: export the workbook again and have what is open decided; what is decided stays in it.",
    "下一步：重新导出工作簿，请对方作出其余决定；已有的决定会保留在其中。",
)
REJECTED = Text(
    "Next: read what breaks without each that was rejected, and ask again or plan without it.",
    "下一步：查看每项被拒绝的后果，再次请求或调整方案。",
)
ALL = Text(
    "Next: export the firewall scripts. Everything is approved.", "下一步：导出防火墙脚本。已全部批准。"
)
