"""Readiness of the work in progress: the plan's open points, and what stands in the answers but makes no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.fact import FEATURE
from planner.domain.plan import EgressPlan
from planner.domain.readiness import RULES_FIELD, OpenPoint, PointSeverity
from planner.domain.request import CLUSTER_FIELDS, Request
from planner.domain.text import EMPTY_TEXT, Text, joined
from planner.planning.readiness import open_points
from planner.session.omission_problems import omission_problems
from planner.session.problem import Problem, Step
from planner.session.problems import problems_of

_STEPS = {
    "name": Step.CLOUD,
    "cloud": Step.CLOUD,
    "region": Step.CLOUD,
    "edition": Step.CLOUD,
    "features": Step.FEATURES,
    "unknown_features": Step.FEATURES,
    "inbound": Step.TRAFFIC,
    RULES_FIELD: Step.RULES,
}


_COSTS = {
    "region": Text("regional host names may be wrong", "含区域名的主机名可能有误"),
    "features": Text("none of its lines is in the plan", "方案中没有该功能的规则"),
    "kubernetes_version": Text("what depends on the version is assumed", "与版本有关的内容按假定处理"),
    "node_subnets": Text("nodes at other addresses stay blocked", "其他地址的节点会被拦截"),
    "api_server_ip": Text(
        "a line opens an address that is not the API server's", "放行的不是 API 服务器的地址"
    ),
    "api_server_host": Text("it is not used", "不会使用该值"),
    "pod_cidr": Text("pods and nodes cannot be told apart", "无法区分 Pod 与节点的地址"),
    "custom_dns": Text("a line may open what nothing uses", "可能放行了无人使用的目标"),
    "firewall_private_ip": Text("the default route may lead nowhere", "默认路由可能无法到达防火墙"),
    "firewall_public_ips": Text(
        "clients reach it only if something before the firewall translates",
        "只有防火墙之前另有地址转换时，客户端才能访问",
    ),
    "inbound": Text("clients may not reach the service", "客户端可能无法访问该服务"),
}
"""What an odd answer costs, by its field."""


NO_RULE = Text("it makes no rule and no route", "不会生成规则或路由")
"""What an entry that cannot be read costs."""


def all_problems(request: Request, plan: EgressPlan | None, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what is wrong or odd about answers and omissions, in the order of the steps."""
    return (*problems_of(request, catalog), *omission_problems(request.omissions, plan, catalog))


def readiness(
    problems: tuple[Problem, ...],
    plan: EgressPlan | None,
    catalog: Catalog,
    approvals: tuple[Approval, ...] = (),
) -> tuple[OpenPoint, ...]:
    """Return every open point: entries that cannot be read, then those of the plan; what blocks comes first.

    ``approvals`` are the decisions that were read back; once there are some, lines and routes without one are a point.
    """
    points = (*open_points(plan, catalog), *_unapproved(plan, approvals)) if plan is not None else ()
    fields = {point.field for point in points}
    found = [
        *(_point(problem) for problem in problems if not (problem.in_plan and problem.field in fields)),
        *points,
    ]
    return tuple(sorted(_once(found), key=lambda point: not point.blocks))


def _unapproved(plan: EgressPlan, approvals: tuple[Approval, ...]) -> Iterator[OpenPoint]:
    """Yield that lines or routes are not approved, by what was decided on them."""
    if not approvals:
        return
    asked = plan.to_decide()
    states = Counter(entry.state for entry in verdicts(asked, approvals).values())
    missing = len(asked) - states[ApprovalState.APPROVED]
    if missing:
        wording = _NOT_APPROVED_WITH_ROUTES if plan.routes else _NOT_APPROVED
        title = wording.filled(missing=str(missing), count=str(len(asked)))
        parts = [text.filled(n=str(states[state])) for state, text in _BY_STATE.items() if states[state]]
        yield OpenPoint(
            "not-approved", PointSeverity.WARNS, title, joined(tuple(parts)), RULES_FIELD, advice=_SCRIPTS
        )


_NOT_APPROVED = Text("{missing} of {count} lines are not approved", "{count} 条规则中有 {missing} 条未获批准")
_NOT_APPROVED_WITH_ROUTES = Text(
    "{missing} of {count} lines and routes are not approved", "{count} 条规则和路由中有 {missing} 条未获批准"
)
_BY_STATE = {
    ApprovalState.REJECTED: Text("{n} rejected", "已拒绝 {n} 条"),
    ApprovalState.ASKED: Text("{n} asked back", "询问 {n} 条"),
    ApprovalState.STALE: Text("{n} changed since", "之后已改变 {n} 条"),
    ApprovalState.PENDING: Text("{n} without a decision", "未决定 {n} 条"),
}
_SCRIPTS = Text(
    "Firewall scripts hold the approved lines and routes alone.", "防火墙脚本只包含已批准的规则和路由。"
)


def step_of(point: OpenPoint, catalog: Catalog) -> Step:
    """Return the step on which a point is settled."""
    fact = catalog.fact(point.field)
    if fact is not None:
        return Step(fact.step) if fact.step else Step.FACTS
    if point.field.startswith(FEATURE):
        return Step.FEATURES
    return _STEPS.get(point.field, Step.RULES)


def problem_of(point: OpenPoint, problems: tuple[Problem, ...]) -> Problem | None:
    """Return the problem of an answer that a point was made from; None for a point of the plan."""
    return next((entry for entry in problems if _point(entry).title == point.title), None)


def _point(problem: Problem) -> OpenPoint:
    """Return a problem with an answer as a point; an entry that cannot be read counts as no rule."""
    place = f"-{problem.index + 1}" if problem.index >= 0 else ""
    kind = "invalid" if problem.blocks else "doubtful"
    return OpenPoint(
        f"{kind}-{problem.field.replace('_', '-')}{place}",
        PointSeverity.BLOCKS if problem.blocks else PointSeverity.WARNS,
        Text(problem.message.en, problem.message.zh),
        NO_RULE if problem.blocks else _COSTS.get(problem.field, EMPTY_TEXT),
        field=problem.field
        if problem.field in CLUSTER_FIELDS or problem.step is not Step.RULES
        else RULES_FIELD,
        rule_id=problem.field if problem.step is Step.RULES else "",
    )


def _once(points: list[OpenPoint]) -> list[OpenPoint]:
    """Give points of one id numbers, so that each can be named."""
    seen: dict[str, int] = {}
    found = []
    for point in points:
        seen[point.id] = seen.get(point.id, 0) + 1
        number = seen[point.id]
        if number == 1:
            found.append(point)
        else:
            found.append(replace(point, id=f"{point.id}.{number}"))
    return found
