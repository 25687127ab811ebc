"""*Which line is this host?* for the work in progress: the plan to look into, and the words of its answers."""

from __future__ import annotations

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.text import CHINESE, Text, together
from planner.planning.deny_log import NotUnderstood
from planner.planning.explain import Explanation, HostVerdict
from planner.session.deriving import plan_of_any_region

COLUMNS = {
    "host": Text("Host", "主机"),
    "port": Text("Port", "端口"),
    "answer": Text("Answer", "结果"),
    "line": Text("Line", "行"),
    "feature": Text("Feature", "功能"),
    "count": Text("Times", "次数"),
    "why": Text("Why", "原因"),
}
"""Headings of a table of answers, in the order in which they stand."""

VERDICT_WORDS = {
    HostVerdict.ALLOWED: Text("allowed", "已放行"),
    HostVerdict.LEFT_OUT: Text("left out", "已排除"),
    HostVerdict.STILL_OPEN: Text("left out, still open", "已排除，仍可访问"),
    HostVerdict.NOT_NEEDED: Text("not needed", "不需要"),
    HostVerdict.FEATURE_OFF: Text("feature off", "功能未启用"),
    HostVerdict.RETIRED: Text("retired", "已停用"),
    HostVerdict.REPORTED: Text("field report", "现场反馈"),
    HostVerdict.UNKNOWN: Text("unknown", "未知"),
}
UNWRITTEN = Text("in the plan, not yet written", "在方案中，尚未写出")
"""Instead of *allowed* for a line that cannot be written yet."""
NOT_READ = Text(
    "{n} more lines were not read; give at most 10,000 lines and a million characters at a time.",
    "还有 {n} 行未读取；每次最多 10,000 行、一百万个字符。",
)
UNOFFICIAL = Text(
    "Unofficial: people saw it blocked, and no page of Microsoft lists it. The plan does not have it.",
    "非官方信息：有用户反馈被拦截，但 Microsoft 页面并未列出。方案中没有此项。",
)


def plan_to_explain(request: Request, plan: EgressPlan | None, catalog: Catalog) -> EgressPlan | None:
    """Return the plan that hosts are looked up in: ``plan``, or one that stands for every region of the cloud.

    None: not even that can be planned, because the request names an unknown cloud, edition or feature.
    """
    if plan is not None:
        return plan
    return plan_of_any_region(request, catalog)


def reason_of(answer: Explanation, language: str) -> str:
    """Return the reason and what else is known, as one text."""
    between = "" if language == CHINESE else " "
    return between.join(text.in_language(language) for text in (answer.reason, *answer.notes))


def why_not_answered(entry: NotUnderstood) -> Text:
    """Return why a pasted line is not answered, and what it names that somebody may have meant."""
    if not entry.named:
        return entry.reason
    shown = [target.shown for target in entry.named[:_MOST_NAMED]]
    more = Text(", …", "、…") if len(entry.named) > _MOST_NAMED else Text("", "")
    hosts = Text(", ".join(shown) + more.en, "、".join(shown) + more.zh)
    return together((entry.reason, _NAMES.filled(hosts=hosts)))


_NAMES = Text("It names {hosts}.", "其中有 {hosts}。")
_MOST_NAMED = 10


def cells_of(answer: Explanation, language: str) -> dict[str, str]:
    """Return an answer as a row, by the keys of `COLUMNS`."""
    return {
        "host": answer.host,
        "port": "" if answer.port is None else str(answer.port),
        "answer": (UNWRITTEN if answer.is_only_planned else VERDICT_WORDS[answer.verdict]).in_language(
            language
        ),
        "line": "" if answer.line is None else str(answer.line),
        "feature": answer.feature or "",
        "count": str(answer.count),
        "why": reason_of(answer, language),
    }
