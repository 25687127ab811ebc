"""The seven steps as the rail shows them: a mark and a second line that repeats the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.catalog.model import Catalog
from planner.domain.path import PathCause
from planner.domain.plan import EgressPlan, Severity
from planner.domain.readiness import OpenPoint, is_unanswered
from planner.domain.text import Text
from planner.planning.situation import cloud_of
from planner.session.problem import STEPS, Step
from planner.session.readiness import step_of
from planner.session.session import Session

TITLES = {
    Step.CLOUD: Text("Cloud and region", "云和区域"),
    Step.FACTS: Text("Cluster facts", "群集信息"),
    Step.FEATURES: Text("Features", "功能"),
    Step.TRAFFIC: Text("Traffic path", "流量路径"),
    Step.RULES: Text("Rules", "规则"),
    Step.REQUEST: Text("Change request", "变更请求"),
    Step.EXPORT: Text("Export", "导出"),
}


NO_REGION = Text("Choose a region first", "请先选择区域")
PLANNING = Text("Planning…", "正在生成方案…")
"""What stands where a large plan will stand in a moment."""


def step_titles(points: Iterable[OpenPoint], catalog: Catalog, language: str) -> tuple[str, ...]:
    """Return, in words, the step on which each open point is settled."""
    return tuple(TITLES[step_of(point, catalog)].in_language(language) for point in points)


class StepMark(StrEnum):
    """What stands in front of a step."""

    NUMBER = "number"
    DONE = "done"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of the rail."""

    step: Step
    number: int
    title: Text
    detail: Text
    mark: StepMark


def step_states(session: Session) -> tuple[StepState, ...]:
    """Return all seven steps."""
    # Whether something blocks, by the steps on which something is open: what blocks stands first.
    pointed: dict[Step, bool] = {}
    for point in session.readiness:
        pointed.setdefault(step_of(point, session.catalog), point.blocks)
    marks = {step: _mark(session, step, blocks=pointed.get(step)) for step in STEPS}
    details = {
        Step.CLOUD: _cloud(session),
        Step.FACTS: _facts(session),
        Step.FEATURES: _features(session),
        Step.TRAFFIC: _traffic(session),
        Step.RULES: _rules(session),
        Step.REQUEST: _request(session),
        Step.EXPORT: _written(session),
    }
    details |= {step: _to_correct(session, step) for step in STEPS if _entries(session, step)}
    return tuple(
        StepState(step, number, TITLES[step], details[step], marks[step])
        for number, step in enumerate(STEPS, start=1)
    )


def open_decisions(plan: EgressPlan | None) -> int:
    """Count the asymmetric-routing decisions that nobody has taken."""
    return sum(entry.is_undecided for entry in plan.path.asymmetric) if plan is not None else 0


def _broken_paths(plan: EgressPlan | None) -> int:
    return sum(entry.is_open for entry in plan.path.asymmetric) if plan is not None else 0


def rule_counts(plan: EgressPlan | None) -> Text:
    """Return the counts as one line: *28 required, 3 of 4 optional*."""
    if plan is None:
        return NO_REGION
    counts = plan.counts()
    if not counts.left_out:
        return Text(
            f"{counts.required} required, {counts.optional} optional",
            f"必需 {counts.required}，可选 {counts.optional}",
        )
    return Text(
        f"{counts.required} required, {counts.optional} optional, {counts.left_out} left out",
        f"必需 {counts.required}，可选 {counts.optional}，已排除 {counts.left_out}",
    )


def _mark(session: Session, step: Step, *, blocks: bool | None) -> StepMark:
    """Return the step's mark; a tick means that nothing is open there, whether or not somebody came.

    ``blocks`` tells whether one of the step's open points blocks; None where none is open.
    """
    broken = step is Step.TRAFFIC and bool(_broken_paths(session.plan))
    if _entries(session, step) or (blocks and step in session.visited) or broken:
        return StepMark.PROBLEM
    if step is Step.TRAFFIC and (_bypassed(session) or _waits(session)):
        return StepMark.WARNING
    if blocks is None and _is_filled(session, step):
        return StepMark.DONE
    return StepMark.WARNING if blocks is not None and step in session.visited else StepMark.NUMBER


def _entries(session: Session, step: Step) -> bool:
    """Whether something that was typed has to be corrected; what nobody came to yet does not."""
    wrong = any(problem.blocks for problem in session.problems_at(step))
    return wrong and (step in session.visited or step is not Step.CLOUD)


def _is_filled(session: Session, step: Step) -> bool:
    """Whether the step holds what it asks for, beside its open points."""
    if step is Step.REQUEST:
        request = session.request.change_request
        return all(getattr(request, name).strip() for name in _ASKED_OF_A_REQUEST)
    if step is Step.EXPORT:
        written = session.written
        return written is not None and written.whole and written.request == session.request
    if step is Step.RULES and any(point.field not in _BESIDE_LINES for point in session.readiness):
        return False  # what is missing, wrong or open elsewhere is so in the lines
    return session.plan is not None


_BESIDE_LINES = ("authorized_ranges", "http_proxy")
"""What is open without making any line doubtful."""


def _written(session: Session) -> Text:
    written = session.written
    if written is None:
        return Text("Nothing written yet", "尚未导出")
    return written.words if written.request == session.request else _CHANGED_SINCE.filled(what=written.words)


_CHANGED_SINCE = Text("Changed since: {what}", "之后有改动：{what}")


_ASKED_OF_A_REQUEST = ("ticket", "requester", "owner", "approving_team", "reason", "window")
"""What a change board cannot do without; the other fields have suggestions or may stay open."""


def _to_correct(session: Session, step: Step) -> Text:
    count = sum(problem.blocks for problem in session.problems_at(step))
    return Text(f"{count} answer{'s' if count > 1 else ''} to correct", f"{count} 项需要更正")


def _bypassed(session: Session) -> bool:
    plan = session.plan
    return plan is not None and any(
        entry.id == "firewall-not-in-path" and entry.severity is Severity.WARNING for entry in plan.advisories
    )


def _waits(session: Session) -> bool:
    """Whether the default route cannot go out yet, or the path lacks something beside it."""
    return session.plan is not None and bool(session.plan.path.waits_for or session.plan.path.lacks)


def _cloud(session: Session) -> Text:
    given = session.cluster.cloud
    if not given and not session.cluster.region.strip():
        return Text("Not chosen yet", "尚未选择")
    if given and session.catalog.cloud(given) is None:
        return Text(given, given)
    return cloud_of(session.cluster, session.catalog).label


def _facts(session: Session) -> Text:
    asked = [fact for fact in session.catalog.facts if fact.step == Step.FACTS and fact.assumptions]
    answered = sum(session.request.known(fact) is not None for fact in asked)
    # A question that decides nothing in this plan is not open: readiness does not list it either.
    ids = {fact.id for fact in asked}
    open_ones = sum(is_unanswered(point) and point.field in ids for point in session.readiness)
    if open_ones:
        count = answered + open_ones
        return Text(f"{open_ones} of {count} questions open", f"{count} 个问题中 {open_ones} 个未回答")
    # What else is open on this step is no question of the list above: an address, or one under More facts.
    others = sum(step_of(point, session.catalog) is Step.FACTS for point in session.readiness)
    if others:
        return Text(f"{others} more point{'s' if others != 1 else ''} open", f"另有 {others} 项未决")
    silent = len(asked) - answered
    if silent:
        return Text(
            f"Nothing open; {silent} not answered, {'it decides' if silent == 1 else 'they decide'} no line",
            f"无未决问题；{silent} 个未回答，不影响规则",
        )
    return Text("All questions answered", "所有问题均已回答")


def _features(session: Session) -> Text:
    count = len(session.cluster.features)
    if not count:
        return Text("None ticked", "未勾选")
    return Text(f"{count} feature{'s' if count > 1 else ''}", f"{count} 项功能")


def _traffic(session: Session) -> Text:
    plan = session.plan
    if plan is None:
        return _no_plan(session)
    undecided, broken, path = open_decisions(plan), _broken_paths(plan), plan.path
    said = (
        (
            bool(undecided),
            Text(f"{undecided} decision{'s' if undecided != 1 else ''} open", f"{undecided} 项待决定"),
        ),
        (bool(broken), Text(f"{broken} path{'s' if broken != 1 else ''} to mend", f"{broken} 条路径需修复")),
        (
            not path.passes_firewall and bool(path.assumed),
            Text("Past the firewall, as assumed", "按假定，不经过防火墙"),
        ),
        (not path.passes_firewall, Text("Does not pass the firewall", "不经过防火墙")),
        (not path.next_hop_known, Text("Firewall's private IP missing", "缺少防火墙的专用 IP")),
        (bool(path.waits_for), Text("Default route cannot be written yet", "默认路由尚不能写入")),
        (
            PathCause.TAGS_BY_LIST in path.lacks,
            Text("Needs the list of service tags at the export", "导出时需要服务标记列表"),
        ),
        (bool(path.lacks), Text("No line leads to the HTTP proxy", "没有到 HTTP 代理的规则")),
        (bool(path.assumed), Text("Through the firewall, as assumed", "按假定，经过防火墙")),
        (path.is_whole, Text("Through the firewall, path whole", "经过防火墙，路径完整")),
    )
    return next((text for holds, text in said if holds), Text("Through the firewall", "出站流量经过防火墙"))


def _rules(session: Session) -> Text:
    return _no_plan(session) if session.plan is None else rule_counts(session.plan)


def _no_plan(session: Session) -> Text:
    return PLANNING if session.is_planning else NO_REGION


def _request(session: Session) -> Text:
    request = session.request.change_request
    parts = [part for part in (request.ticket, request.approving_team) if part.strip()]
    if parts:
        line = " • ".join(part[:40] for part in parts)
        return Text(line, line)
    filled = any(getattr(request, name).strip() for name in ("requester", "owner", "reason", "window"))
    return Text("Partly filled in", "部分已填写") if filled else Text("Not filled in yet", "尚未填写")
