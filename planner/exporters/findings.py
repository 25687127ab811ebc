"""What every file has to say of a plan that is not finished: placeholders and open decisions."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.destination import DestinationType
from planner.domain.export import Notice
from planner.domain.opening import openings_text
from planner.domain.plan import Advisory, EgressPlan, Severity
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule
from planner.domain.text import Text
from planner.exporters.base import ExportContext, fill
from planner.exporters.safe_text import one_line

SUBNET_UNKNOWN = Text(
    "The node subnet is not known; the source of every line is the placeholder {placeholder}.",
    "节点子网未知，所有规则的源地址均为占位符 {placeholder}。",
)
SUBNET_ADVICE = Text(
    "Type the node subnets on the step Cluster facts (option --node-subnet), then export again.",
    "请在“群集信息”步骤中输入节点子网（选项 --node-subnet），然后重新导出。",
)
SUBNET_CORRECT = Text(
    "Correct the node subnets on the step Cluster facts (option --node-subnet), such as 10.42.0.0/22.",
    "请在“群集信息”步骤中更正节点子网（选项 --node-subnet），例如 10.42.0.0/22。",
)
DESTINATION_UNKNOWN = Text(
    "Line {number}: {value} is a placeholder; no firewall can enforce it as it stands.",
    "第 {number} 行：{value} 是占位符，防火墙无法直接执行。",
)
DESTINATION_ADVICE = Text(
    "Replace it once the value is known, then export again.",
    "确定实际值后替换占位符，然后重新导出。",
)
ROUTE_UNKNOWN = Text(
    "The route {name} cannot be written yet: {value} is not known.",
    "路由 {name} 暂时无法写出：{value} 未知。",
)
ROUTE_ADVICE = Text(
    "Type it on the step Traffic path, then export again.", "请在“流量路径”步骤中输入，然后重新导出。"
)
OPEN_DECISION = Text("Still to be decided: {title}.", "尚未决定：{title}。")
OPEN_ADVICE = Text(
    "Choose a path on the step Traffic path; its NAT rules and routes then join the plan.",
    "请在“流量路径”步骤中选择修复方式，相应的 NAT 规则和路由会加入方案。",
)
STILL_OPEN_LINE = Text(
    "Line {number}, {value}, is left out, {openings}.", "第 {number} 行 {value} 已排除，{openings}。"
)
STILL_OPEN_ADVICE = Text(
    "Leave the wider line out as well, or refuse the narrower destination on the firewall in a rule before it.",
    "请同时排除范围更大的规则，或在防火墙上用优先级更高的规则拒绝该目标。",
)


def unresolved(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return a notice for each placeholder and each open decision of the plan, for ``target``.

    An unknown node subnet concerns every line and is one notice for the whole file (empty rule id).
    """
    return (*placeholder_notices(context, target), *open_notices(context.plan, target))


def subnet_notices(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return the one notice that the node subnet is not known, if a line needs it."""
    if not any(SOURCE_PLACEHOLDER in rule.sources for rule in context.lines):
        return ()
    return (Notice(target, "", SUBNET_UNKNOWN.filled(placeholder=SOURCE_PLACEHOLDER), SUBNET_ADVICE),)


def placeholder_notices(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return a notice for all that has to be filled in: node subnet, destinations, routes."""
    return (
        *subnet_notices(context, target),
        *_destination_notices(context, target),
        *_route_notices(context.plan, target),
    )


def _route_notices(plan: EgressPlan, target: str) -> Iterator[Notice]:
    for route in plan.routes:
        if route.placeholder:
            unknown = Text(one_line(route.label.en) or route.prefix, one_line(route.label.zh) or route.prefix)
            yield Notice(target, "", fill(ROUTE_UNKNOWN.filled(name=route.name), value=unknown), ROUTE_ADVICE)


def _destination_notices(context: ExportContext, target: str) -> Iterator[Notice]:
    yield from (
        Notice(target, rule.id, _placeholder_text(number, rule), DESTINATION_ADVICE)
        for number, rule in context.numbered_lines()
        if has_unknown_destination(rule)
    )


def has_unknown_destination(rule: Rule) -> bool:
    """Whether somebody has to fill in where the rule leads, or what a NAT rule translates to."""
    behind = rule.translation.destination.type if rule.translation else None
    return DestinationType.PLACEHOLDER in (rule.destination.type, behind)


def _placeholder_text(number: int, rule: Rule) -> Text:
    unknown = rule.destination
    if rule.translation is not None and unknown.type is not DestinationType.PLACEHOLDER:
        unknown = rule.translation.destination
    value = one_line(unknown.value)
    label = Text(one_line(unknown.label.en) or value, one_line(unknown.label.zh) or value)
    return fill(DESTINATION_UNKNOWN.filled(number=str(number)), value=label)


def open_notices(plan: EgressPlan, target: str) -> tuple[Notice, ...]:
    """Return a notice for each decision that nobody has taken yet, and each left-out line that is still open."""
    undecided = (
        Notice(target, "", fill(OPEN_DECISION, title=_without_stop(advisory.title)), OPEN_ADVICE)
        for advisory in plan.advisories
        if is_open(advisory)
    )
    return (*undecided, *still_open_notices(plan, target))


def still_open_notices(plan: EgressPlan, target: str) -> Iterator[Notice]:
    """Yield a notice for each line that was left out and that a wider line keeps open."""
    for number, rule in enumerate(plan.rules, start=1):
        openings = plan.still_open_through(rule)
        if openings:
            value = Text(one_line(rule.destination.shown("en")), one_line(rule.destination.shown("zh")))
            said = STILL_OPEN_LINE.filled(number=str(number), openings=openings_text(openings))
            yield Notice(target, rule.id, fill(said, value=value), STILL_OPEN_ADVICE)


def _without_stop(title: Text) -> Text:
    return Text(title.en.rstrip("."), title.zh.rstrip("。"))


def is_open(advisory: Advisory) -> bool:
    """Whether it waits for a decision: it is about one inbound service and no remedy is chosen."""
    return bool(advisory.service and advisory.remedies and not advisory.decided)


def needs_care(advisory: Advisory) -> bool:
    """Whether somebody still has to act on it: a warning without a decision, or a decision open or incomplete."""
    if is_open(advisory) or advisory.pending:
        return True
    return advisory.severity is Severity.WARNING and not advisory.decided


def reading_order(advisories: tuple[Advisory, ...]) -> tuple[Advisory, ...]:
    """Return what a signer has to know first, first: open decisions, warnings, decided ones, the rest."""
    return tuple(sorted(advisories, key=_rank))


def _rank(advisory: Advisory) -> int:
    if is_open(advisory):
        return 0
    if needs_care(advisory):
        return 1
    return 2 if advisory.decided or advisory.service else 3
