"""What every file has to say of a plan that is not finished: placeholders and open decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from planner.domain.destination import DestinationType
from planner.domain.export import Notice
from planner.domain.hindrance import hindrance
from planner.domain.opening import openings_text, stays_open
from planner.domain.path import PathCause
from planner.domain.plan import Advisory, EgressPlan, Route, Severity
from planner.domain.readiness import (
    FIREWALL_ADDRESS_POINT,
    NODE_SUBNET_POINT,
    left_out_point,
    path_point,
)
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule
from planner.domain.text import Text
from planner.exporters.base import ExportContext, fill
from planner.exporters.line_spans import lines_words
from planner.exporters.makes import other_make_notices
from planner.exporters.route_approval import approval_notices, approval_remarks
from planner.exporters.route_holds import ROUTE_HOLDS
from planner.exporters.safe_text import one_line
from planner.planning.readiness_lines import missing_title, still_open_advice
from planner.planning.readiness_words import (
    OPEN_ADVICE,
    OTHER_PORT,
    ROUTE_ADVICE,
    SUBNET_ADVICE,
)

SUBNET_UNKNOWN = Text(
    "The node subnet is not known; the source of every line is the placeholder {placeholder}.",
    "节点子网未知，所有规则的源地址均为占位符 {placeholder}。",
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
OPEN_DECISION = Text("Still to be decided: {title}.", "尚未决定：{title}。")
PATH_LEFT_OUT = Text(
    "The path of {service} is chosen, its NAT line is left out: clients cannot reach it.",
    "已为 {service} 选择路径，但其 NAT 规则已排除：客户端无法访问。",
)
PATH_LEFT_OUT_ADVICE = Text(
    "Take the NAT line back in, or choose another path on the step Traffic path.",
    "请恢复该 NAT 规则，或在“流量路径”步骤中选择其他路径。",
)
PATH_COLLIDES = Text(
    "Requests for {service} go to {other}: both are published on one address and port.",
    "对 {service} 的请求会到达 {other}：两者发布在相同的地址和端口上。",
)
ROUTE_HELD_BACK = Text(
    "The default route {name} is held back: this file does not hold {lines} of this plan, which the cluster "
    "requires. With the route in place the firewall would drop that traffic, unless another rule lets it through.",
    "默认路由 {name} 暂不写入：此文件不包含本方案中群集必需的{lines}。写入此路由后，除非其他规则放行，"
    "防火墙会丢弃这些流量。",
)
HELD_BACK_ADVICE = Text(
    "See to what these lines lack, a value or an approval, or leave them out with a written reason, then export again.",
    "请补全这些规则所缺的信息或审批，或填写原因后将其排除，然后重新导出。",
)
HELD_BACK = Text(
    "Held back: no rule is written for {lines}, which the cluster requires.",
    "暂缓：群集必需的{lines}未写出。",
)
"""What stands at the default route wherever a document lists it."""
HELD_WITHOUT_SUBNET = Text(
    "Held back: the node subnet is not known, so no line can be written.",
    "暂缓：节点子网未知，无法写出规则。",
)
BY_PROXY = Text(
    "Nodes send web traffic to an HTTP proxy, and nothing in this file lets them reach it.",
    "节点将 Web 流量发往 HTTP 代理，而此文件没有放行代理地址的规则。",
)
BY_PROXY_ADVICE = Text(
    "Let nodes reach the proxy before the default route changes; without it they reach no web host.",
    "更改默认路由之前，请先让节点能够访问代理；否则无法访问任何 Web 主机。",
)
HELD_FOR_LIST = Text(
    "Held back until Microsoft's list of service tags is given at the export: {lines}, which the cluster requires, "
    "cannot be written without it.",
    "暂缓，直到导出时提供 Microsoft 的服务标记列表：没有它，群集必需的{lines}无法写出。",
)
STILL_OPEN_LINE = Text(
    "Line {number}, {value}, is left out, {openings}.", "第 {number} 行 {value} 已排除，{openings}。"
)


def unresolved(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return a notice for each placeholder and each open decision of the plan, for ``target``.

    An unknown node subnet concerns every line and is one notice for the whole file (empty rule id).
    """
    return (*placeholder_notices(context, target), *open_notices(context, target))


def subnet_notices(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return the one notice that the node subnet is not known, if a line needs it."""
    if not any(SOURCE_PLACEHOLDER in rule.sources for rule in context.lines):
        return ()
    text = SUBNET_UNKNOWN.filled(placeholder=SOURCE_PLACEHOLDER)
    return (Notice(target, "", text, SUBNET_ADVICE, cause=NODE_SUBNET_POINT),)


def placeholder_notices(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return a notice for all that has to be filled in, and for a default route that has to wait for it."""
    return (
        *subnet_notices(context, target),
        *_destination_notices(context, target),
        *_route_notices(context, target),
    )


def absent_lines(context: ExportContext, refused: Collection[str] = ()) -> tuple[int, ...]:
    """Return the numbers of the required lines that the plan counts on and that are not in a file, or not of use in it.

    ``refused`` are ids of lines that its target cannot hold; lines that were not selected are not in it either. A line
    that was left out because a wider one covers it is missing where the wider one is; one that the plan's own firewall
    cannot hold is missing whatever a file for another one says.
    """
    own = replace(context, unwritten=frozenset(refused)) if context.plan.still_open else context
    return tuple(
        number
        for number, rule in enumerate(context.plan.rules, start=1)
        if rule.is_vital
        and (
            _counted_on_others(rule, own)
            if context.plan.is_left_out(rule)
            else rule.id in refused
            or not context.writes(rule)
            or hindrance(rule, context.plan.firewall) is not None
        )
    )


def waits_for_list(rule: Rule, context: ExportContext) -> bool:
    """Whether a line names a tag that the firewall knows by Microsoft's list alone, and no list given has it."""
    if rule.destination.type is not DestinationType.SERVICE_TAG or not context.plan.firewall.needs_tag_list:
        return False
    tags = context.options.service_tags
    if tags is None or not tags.is_of(context.plan.cluster.cloud):
        return True
    return not tags.prefixes_of(rule.destination.value)


def _counted_on_others(rule: Rule, context: ExportContext) -> bool:
    """Whether a left-out line stays open by the plan and not by a file, which lacks what would keep it open."""
    by_plan = stays_open(rule.services, context.plan.still_open_through(rule))
    return by_plan and not stays_open(rule.services, context.still_open_through(rule))


def held_back_by(route: Route, context: ExportContext) -> tuple[int, ...]:
    """Return the numbers of the lines that hold a route back wherever it is written; none for other routes."""
    if not route.is_default or route.placeholder:
        return ()
    rules = context.plan.rules
    by_list = (
        number for number in context.plan.lines_by_list() if waits_for_list(rules[number - 1], context)
    )
    return tuple(sorted({*context.plan.unwritable_lines(), *absent_lines(context), *by_list}))


def is_held_back(route: Route, context: ExportContext) -> bool:
    """Whether a route waits although it is known: the cluster would lose what it requires, or nobody allowed it."""
    return bool(_held(route, context))


def _held(route: Route, context: ExportContext) -> tuple[Text, ...]:
    held = hold_remarks(route, context.plan, held_back_by(route, context))
    return (*approval_remarks(route, context), *held)


def hold_remarks(route: Route, plan: EgressPlan, missing: Sequence[int]) -> tuple[Text, ...]:
    """Return why a route is held back, a sentence for each cause; ``missing`` are the lines that hold it back."""
    if not route.is_default or route.placeholder:
        return ()
    lines = (HELD_BACK.filled(lines=lines_words(tuple(missing))),) if missing else ()
    if not missing and PathCause.SOURCE_UNKNOWN in plan.path.waits_for:
        lines = (HELD_WITHOUT_SUBNET,)
    return (*lines, *(ROUTE_HOLDS[cause].remark for cause in plan.path.waits_for if cause in ROUTE_HOLDS))


def plan_holds(route: Route, plan: EgressPlan) -> tuple[Text, ...]:
    """Return why a route is held back where no file is made yet: also until Microsoft's list of tags is given."""
    held = hold_remarks(route, plan, plan.unwritable_lines())
    by_list = plan.lines_by_list() if route.is_default and not route.placeholder else ()
    return (*held, HELD_FOR_LIST.filled(lines=lines_words(by_list))) if by_list else held


def hold_notices(route: Route, plan: EgressPlan, missing: Sequence[int], target: str) -> Iterator[Notice]:
    """Yield a notice for each cause that holds a route back; ``missing`` are the lines that are not in the file."""
    if not route.is_default or route.placeholder:
        return
    name = one_line(route.name)
    if missing:
        text = ROUTE_HELD_BACK.filled(name=name, lines=lines_words(tuple(missing)))
        yield Notice(target, "", text, HELD_BACK_ADVICE)
    for cause in plan.path.waits_for:
        if cause in ROUTE_HOLDS:
            hold = ROUTE_HOLDS[cause]
            yield Notice(target, "", hold.text.filled(name=name), hold.advice, cause=hold.point)


def route_remarks(route: Route, context: ExportContext) -> tuple[Text, ...]:
    """Return what a reader has to know of a route: that it is held back, and by what; what nobody answered."""
    return (*_held(route, context), *((route.assumption,) if route.assumed else ()))


def _route_notices(context: ExportContext, target: str) -> Iterator[Notice]:
    for route in context.plan.routes:
        yield from approval_notices(route, context, target)
        yield from hold_notices(route, context.plan, held_back_by(route, context), target)
        if route.placeholder:
            unknown = Text(one_line(route.label.en) or route.prefix, one_line(route.label.zh) or route.prefix)
            text = fill(ROUTE_UNKNOWN.filled(name=route.name), value=unknown)
            yield Notice(target, "", text, ROUTE_ADVICE, cause=route_cause(route, context))


def _destination_notices(context: ExportContext, target: str) -> Iterator[Notice]:
    causes = lacking(context)
    yield from (
        Notice(
            target,
            rule.id,
            _placeholder_text(number, rule),
            DESTINATION_ADVICE,
            cause=causes.get(rule.id, ""),
        )
        for number, rule in context.numbered_lines()
        if has_unknown_destination(rule)
    )


def route_cause(route: Route, context: ExportContext) -> str:
    """Return the id of the open point that a route cannot be written for, empty text where none is listed.

    A host route lacks the address that its service's lines lack.
    """
    if not route.placeholder:
        return ""
    if route.is_default:
        return FIREWALL_ADDRESS_POINT
    title = missing_title(route.label)
    return next((point.id for point in context.readiness if point.title == title), "")


def lacking(context: ExportContext) -> dict[str, str]:
    """Return the id of the open point on what a line lacks beside its source, by the line's id."""
    found: dict[str, str] = {}
    for point in context.readiness:
        for rule_id in point.rule_ids:
            found.setdefault(rule_id, point.id)
    return found


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


def open_notices(context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return a notice for each decision that nobody has taken yet, and each left-out line that is still open.

    First of all stands that the plan's firewall is of another make than the target's.
    """
    plan = context.plan
    by_proxy = (
        (Notice(target, "", BY_PROXY, BY_PROXY_ADVICE, cause="http-proxy"),)
        if PathCause.BY_PROXY in plan.path.lacks
        else ()
    )
    undecided = (
        Notice(
            target,
            "",
            fill(OPEN_DECISION, title=_without_stop(advisory.title)),
            OPEN_ADVICE,
            cause=decision_cause(advisory, plan),
        )
        for advisory in plan.advisories
        if is_open(advisory)
    )
    return (
        *other_make_notices(context, target),
        *by_proxy,
        *undecided,
        *_broken_notices(plan, target),
        *still_open_notices(context, target),
    )


def _broken_notices(plan: EgressPlan, target: str) -> Iterator[Notice]:
    """Yield a notice for each chosen path that comes to nothing: its NAT line is left out, or never matches."""
    for entry in plan.path.asymmetric:
        if PathCause.LEFT_OUT in entry.causes:
            text = PATH_LEFT_OUT.filled(service=one_line(entry.service.name))
            yield Notice(
                target, entry.rule_id, text, PATH_LEFT_OUT_ADVICE, cause=left_out_point(entry.rule_id)
            )
        elif PathCause.COLLISION in entry.causes:
            other = one_line(plan.service_of(entry.collides_with))
            text = PATH_COLLIDES.filled(service=one_line(entry.service.name), other=other)
            yield Notice(target, entry.rule_id, text, OTHER_PORT, cause=path_point(entry.rule_id))


def decision_cause(advisory: Advisory, plan: EgressPlan) -> str:
    """Return the id of the open point that an open decision is, empty text where its service has no path."""
    line = plan.nat_line_of(advisory.service) if is_open(advisory) else ""
    return path_point(line) if line else ""


def refused_lines(notices: Iterable[Notice]) -> frozenset[str]:
    """Return the ids of the lines that are not in a target's file, by its own notices."""
    return frozenset(notice.rule_id for notice in notices if notice.refuses)


def still_open_notices(context: ExportContext, target: str) -> Iterator[Notice]:
    """Yield a notice for each line that was left out and that a wider line keeps open."""
    for number, rule in enumerate(context.plan.rules, start=1):
        openings = context.still_open_through(rule)
        if openings:
            value = Text(one_line(rule.destination.shown("en")), one_line(rule.destination.shown("zh")))
            said = STILL_OPEN_LINE.filled(number=str(number), openings=openings_text(openings))
            yield Notice(target, rule.id, fill(said, value=value), still_open_advice(rule))


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
