"""The open points of a plan: each root cause once, with what it costs and what settles it.

Severities as the field needs them: a source, next hop or path that is missing blocks, and so does a required line
that is left out or cannot be written; whatever else is open warns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from planner.catalog.model import Catalog
from planner.domain.demand import Feature, Necessity, Trait
from planner.domain.destination import Destination, DestinationType
from planner.domain.fact import FEATURE
from planner.domain.opening import openings_text, stays_open, what_stays_open
from planner.domain.path import PathCause, ServicePath
from planner.domain.plan import EgressPlan
from planner.domain.readiness import (
    FIREWALL_ADDRESS_POINT,
    NODE_SUBNET_POINT,
    RULES_FIELD,
    OpenPoint,
    PointSeverity,
    left_out_point,
    path_point,
    unanswered_point,
)
from planner.domain.request import Request
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.advisories.isolation import ISOLATION_CONTRADICTED, NEEDS_PRIVATE_API_SERVER
from planner.planning.advisories.path import AUTHORIZED_IP_RANGES, lacking_addresses
from planner.planning.destinations import API_SERVER_PLACEHOLDER, CUSTOM_DNS_PLACEHOLDER
from planner.planning.inbound import FIREWALL_PUBLIC_IP, NAT_GATEWAY_IP
from planner.planning.lines import lines_for
from planner.planning.path import STOP_FILTERING
from planner.planning.situation import situation

BLOCKS, WARNS = PointSeverity.BLOCKS, PointSeverity.WARNS
_NODE_SUBNETS, _PRIVATE_IP, _PUBLIC_IPS, _INBOUND = (
    "node_subnets",
    "firewall_private_ip",
    "firewall_public_ips",
    "inbound",
)
FEATURES_COMPLETE = "features_complete"
_SETTLES = {
    API_SERVER_PLACEHOLDER: "api_server_ip",
    CUSTOM_DNS_PLACEHOLDER: "custom_dns",
    FIREWALL_PUBLIC_IP: _PUBLIC_IPS,
    NAT_GATEWAY_IP: "firewall_nat_gateway",
}
"""Which field fills a placeholder, by its label."""


def open_points(plan: EgressPlan, catalog: Catalog) -> tuple[OpenPoint, ...]:
    """Return every open point of a plan: those that block first, then in the order of the steps."""
    found = [
        *_unlisted_region(plan, catalog),
        *_closed_region(plan, catalog),
        *_stale_edition(plan, catalog),
        *_unanswered(plan, catalog),
        *_missing_subnet(plan),
        *_doubtful_features(plan, catalog),
        *_features(plan, catalog),
        *_isolation(plan),
        *_authorized_ranges(plan),
        *_missing_next_hop(plan),
        *_paths(plan),
        *_void_paths(plan),
        *_unwritable(plan),
        *_routes_lacking(plan),
        *_left_out(plan),
        *_other_cloud(plan),
    ]
    return tuple(sorted(found, key=lambda point: not point.blocks))


def _lines(count: int, verb: str = "", verb_zh: str = "") -> Text:
    noun = "line" if count == 1 else "lines"
    return Text(f"{count} {noun} {verb}".rstrip(), f"{count} 条规则{verb_zh}")


# --- answers ----------------------------------------------------------------------------------------------------------


def _unanswered(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    """A question that nobody answered, where the answer decides a line of this plan or its path."""
    for fact in catalog.facts:
        if not plan.facts.is_assumed(fact.id):
            continue
        standing = sum(_rests_on(fact.id, rule) for rule in plan.included_rules())
        absent = sum(
            any(answer.fact == fact.id and answer.assumed for answer in entry.answers)
            for entry in plan.exclusions
        )
        on_path = fact.id in plan.path.assumed
        on_isolation = fact.id == "private_cluster" and _lacks_private_api_server(plan)
        if standing or absent or on_path or on_isolation:
            yield OpenPoint(
                unanswered_point(fact.id),
                WARNS,
                UNANSWERED.filled(fact=fact.label, answer=fact.in_words(plan.facts[fact.id].value)),
                _cost_of_assuming(standing, absent, on_path=on_path, on_isolation=on_isolation),
                fact.id,
                advice=ANSWER_IT.filled(step=_STEPS[fact.step]) if fact.step in _STEPS else EMPTY_TEXT,
                because=plan.facts[fact.id].because,
            )


def _rests_on(fact_id: str, rule: Rule) -> bool:
    return rule.assumed and any(
        answer.fact == fact_id and answer.assumed for reason in rule.reasons for answer in reason.answers
    )


def _lacks_private_api_server(plan: EgressPlan) -> bool:
    """Whether an isolated cluster is not known to have the private API server that it needs."""
    return any(advisory.id == NEEDS_PRIVATE_API_SERVER for advisory in plan.advisories)


def _cost_of_assuming(standing: int, absent: int, *, on_path: bool, on_isolation: bool) -> Text:
    parts = [API_SERVER_RESTS] if on_isolation else []
    if on_path:
        parts.append(PATH_RESTS)
    if standing:
        parts.append(_lines(standing, "stands" if standing == 1 else "stand", "因此在方案中"))
    if absent:
        parts.append(_lines(absent, "is left away" if absent == 1 else "are left away", "因此不在方案中"))
    return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _unlisted_region(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    cloud = catalog.cloud(plan.cluster.cloud)
    if cloud is None or cloud.region(plan.cluster.region) is not None:
        return
    others = [other for other in catalog.clouds if other.region(plan.cluster.region) is not None]
    if others:
        yield OpenPoint(
            "region-of-other-cloud",
            WARNS,
            OTHER_CLOUD_REGION.filled(region=plan.cluster.region, cloud=others[0].short_label),
            HOSTS_OF_WRONG_CLOUD,
            "region",
            advice=CORRECT_CLOUD,
        )


def _closed_region(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    cloud = catalog.cloud(plan.cluster.cloud)
    region = None if cloud is None else cloud.region(plan.cluster.region)
    if region is not None and region.closed:
        title = REGION_CLOSED.filled(region=region.display, date=region.closed)
        yield OpenPoint("region-closed", WARNS, title, NO_CLUSTER_THERE, "region", advice=OTHER_REGION)


def _stale_edition(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    newest = catalog.newest_edition.id
    if plan.edition != newest:
        title = STALE.filled(edition=plan.edition, newest=newest)
        yield OpenPoint("stale-edition", WARNS, title, STALE_COST, "edition", advice=NEWEST_EDITION)


def _features(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    if FEATURES_COMPLETE in catalog.fact_table and not plan.facts.yes(FEATURES_COMPLETE):
        denied = FEATURES_COMPLETE in plan.facts and not plan.facts.is_assumed(FEATURES_COMPLETE)
        yield OpenPoint(
            "features-unconfirmed",
            WARNS,
            FEATURES_LACKING if denied else FEATURES_OPEN,
            FEATURES_COST,
            FEATURES_COMPLETE,
            advice=COMPLETE_FEATURES if denied else CONFIRM_FEATURES,
        )


def _doubtful_features(plan: EgressPlan, catalog: Catalog) -> Iterator[OpenPoint]:
    """A feature of which nobody knows whether it is on: what it would add, were it on."""
    for feature in catalog.features:
        if feature.id not in plan.cluster.unknown_features or feature.id in plan.features:
            continue
        if feature.withheld_because(plan.cluster.cloud, plan.edition) is not None:
            continue
        yield OpenPoint(
            f"unanswered-feature-{feature.id}",
            WARNS,
            FEATURE_UNANSWERED.filled(feature=feature.label),
            _cost_of_absence(feature, plan, catalog),
            FEATURE + feature.id,
            advice=ANSWER_IT.filled(step=_STEPS["features"]),
            because=FEATURE_BECAUSE,
        )


def _cost_of_absence(feature: Feature, plan: EgressPlan, catalog: Catalog) -> Text:
    cluster = replace(plan.cluster, features=(*plan.cluster.features, feature.id))
    where = situation(Request(cluster=cluster, firewall=plan.firewall), catalog)
    there = {rule.line_key for rule in plan.included_rules()}
    count = sum(rule.line_key not in there for rule in lines_for(where).rules)
    verb = "is left away" if count == 1 else "are left away"
    return _lines(count, verb, "因此不在方案中") if count else NO_LINE_MISSING


def _missing_subnet(plan: EgressPlan) -> Iterator[OpenPoint]:
    filters = [rule for rule in plan.included_rules() if rule.kind is not RuleKind.NAT]
    without = sum(SOURCE_PLACEHOLDER in rule.sources for rule in filters)
    if without:
        cost = NOT_WRITTEN.filled(count=str(without), all=str(len(filters)))
        yield OpenPoint(NODE_SUBNET_POINT, BLOCKS, NO_SUBNET, cost, _NODE_SUBNETS, advice=SUBNET_ADVICE)


def _isolation(plan: EgressPlan) -> Iterator[OpenPoint]:
    """What the outbound type needs that the answers do not give it, or an answer that contradicts it."""
    for advisory in plan.advisories:
        if advisory.id == NEEDS_PRIVATE_API_SERVER:
            held = plan.path.cuts_api_server_off
            field, cost = "private_cluster", NODES_LACK_WAY_AND_ROUTE if held else NODES_LACK_API_SERVER
        elif advisory.id == ISOLATION_CONTRADICTED:
            field, cost = "outbound_type", ISOLATION_COST
        else:
            continue
        remedies = tuple(remedy.title for remedy in advisory.remedies[:1])
        advice = remedies[0] if remedies else EMPTY_TEXT
        yield OpenPoint(advisory.id, WARNS, advisory.title, cost, field, advice=_sentence(advice))


def _sentence(text: Text) -> Text:
    return Text(f"{text.en}.", f"{text.zh}。") if text.en else text


# --- the path ---------------------------------------------------------------------------------------------------------


def _authorized_ranges(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Ranges that somebody gave and that lack the firewall: a public API server refuses nodes behind it."""
    ranges = plan.facts.listed("authorized_ranges")
    speaks = any(advisory.id == AUTHORIZED_IP_RANGES for advisory in plan.advisories)
    lacking = lacking_addresses(plan.firewall, ranges) if ranges and speaks else ()
    if lacking:
        addresses = ", ".join(lacking)
        yield OpenPoint(
            "authorized-ranges-lack-firewall",
            WARNS,
            RANGES_LACK.filled(addresses=addresses),
            RANGES_COST,
            "authorized_ranges",
            advice=RANGES_ADVICE,
        )


def _missing_next_hop(plan: EgressPlan) -> Iterator[OpenPoint]:
    if not plan.path.next_hop_known:
        yield OpenPoint(
            FIREWALL_ADDRESS_POINT, BLOCKS, NO_NEXT_HOP, NO_ROUTE, _PRIVATE_IP, advice=ROUTE_ADVICE
        )


def _paths(plan: EgressPlan) -> Iterator[OpenPoint]:
    for entry in plan.path.asymmetric:
        if entry.is_open and entry.remedy != STOP_FILTERING and PathCause.LEFT_OUT not in entry.causes:
            collides = PathCause.COLLISION in entry.causes
            yield OpenPoint(
                path_point(entry.rule_id),
                BLOCKS,
                _path_title(entry),
                _path_cost(entry, plan),
                _INBOUND,
                entry.rule_id,
                advice=OTHER_PORT if collides else OPEN_ADVICE,
            )


def _void_paths(plan: EgressPlan) -> Iterator[OpenPoint]:
    """A path that was chosen and comes to nothing, as filtering is given up for another service."""
    given_up = next((entry for entry in plan.path.services if entry.remedy == STOP_FILTERING), None)
    for entry in plan.path.services if given_up is not None else ():
        if entry.service.remedy not in ("", STOP_FILTERING) and PathCause.STOPS_FILTERING in entry.causes:
            yield OpenPoint(
                f"void-{entry.rule_id}",
                WARNS,
                VOID_PATH.filled(service=entry.service.name, other=given_up.service.name if given_up else ""),
                VOID_COST.filled(service=entry.service.name),
                _INBOUND,
                entry.rule_id,
                advice=VOID_ADVICE,
            )


def _path_cost(entry: ServicePath, plan: EgressPlan) -> Text:
    if PathCause.COLLISION in entry.causes:
        return COLLISION_COST.filled(other=plan.service_of(entry.collides_with))
    return PATH_COST_IF_ASSUMED if plan.path.assumed else PATH_COST


def _path_title(entry: ServicePath) -> Text:
    name = entry.service.name
    if PathCause.COLLISION in entry.causes:
        return COLLIDES.filled(service=name, port=f"{entry.service.protocol.value} {entry.service.port}")
    return UNDECIDED.filled(service=name)


# --- lines ------------------------------------------------------------------------------------------------------------


def _unwritable(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines whose destination (or what a NAT line translates to) is a placeholder, by what is missing."""
    missing: dict[tuple[str, str], tuple[Destination, list[Rule]]] = {}
    for rule in plan.included_rules():
        for unknown in _unknown(rule):
            missing.setdefault(unknown.key, (unknown, []))[1].append(rule)
    for unknown, rules in missing.values():
        vital = any(rule.is_vital for rule in rules)
        eased = all(rule.is_eased for rule in rules)
        label = unknown.label if unknown.label.en else Text(unknown.value, unknown.value)
        nat = any(rule.kind is RuleKind.NAT for rule in rules)
        field = _SETTLES.get(unknown.label, _INBOUND if nat else RULES_FIELD)
        yield OpenPoint(
            f"placeholder-{rules[0].id}",
            BLOCKS if vital else WARNS,
            missing_title(label),
            UNWRITTEN.filled(lines=_numbers(rules, plan)),
            field,
            rules[0].id,
            advice=LEAVE_OUT if eased else VALUE_ADVICE,
            rule_ids=tuple(rule.id for rule in rules),
        )


def _routes_lacking(plan: EgressPlan) -> Iterator[OpenPoint]:
    """A return route that lacks an address which no line lacks; without it answers are lost at the firewall."""
    by_lines = {unknown.label for rule in plan.included_rules() for unknown in _unknown(rule)}
    for route in plan.routes:
        if route.placeholder and not route.is_default and route.label not in by_lines:
            yield OpenPoint(
                f"placeholder-{route.name}",
                BLOCKS,
                missing_title(route.label),
                ROUTE_UNWRITTEN.filled(name=route.name),
                _SETTLES.get(route.label, _INBOUND),
                advice=ROUTE_ADVICE,
            )


def missing_title(what: Text) -> Text:
    """Return the title of the point that a value is not known, by the label of its placeholder."""
    return MISSING.filled(what=what)


def _unknown(rule: Rule) -> Iterator[Destination]:
    behind = (rule.translation.destination,) if rule.translation is not None else ()
    for destination in chain((rule.destination,), behind):
        if destination.type is DestinationType.PLACEHOLDER:
            yield destination


def _left_out(plan: EgressPlan) -> Iterator[OpenPoint]:
    for rule in plan.rules:
        reason = plan.left_out_reason(rule)
        if reason is None:
            continue
        name = rule.destination.label if rule.destination.label.en else _same(rule.destination.value)
        number = str(plan.line_number(rule.id))
        through = plan.still_open_through(rule)
        # What another line opens all the same is not missing: that leaving it out is in vain is all there is to say.
        if rule.necessity is Necessity.REQUIRED and not stays_open(rule.services, through):
            title = LEFT_OUT.filled(number=number, host=name)
            yield OpenPoint(
                left_out_point(rule.id),
                BLOCKS if rule.is_vital else WARNS,
                title,
                rule.if_refused,
                RULES_FIELD,
                rule.id,
                advice=TAKE_BACK if rule.is_vital else CAN_STAY_OUT,
                rule_ids=(rule.id,),
            )
        if through:
            title = STILL_OPEN.filled(number=number, host=name, through=openings_text(through))
            yield OpenPoint(
                f"still-open-{rule.id}",
                WARNS,
                title,
                what_stays_open(through),
                RULES_FIELD,
                rule.id,
                advice=still_open_advice(rule),
            )


def still_open_advice(rule: Rule) -> Text:
    """Return what to do about a left-out line that another one keeps open; never to close what the cluster requires."""
    return STILL_OPEN_REQUIRED_ADVICE if rule.is_vital else STILL_OPEN_ADVICE


def _other_cloud(plan: EgressPlan) -> Iterator[OpenPoint]:
    """Lines that name hosts of another cloud, as early editions' add-on lists do."""
    rules = [rule for rule in plan.included_rules() if Trait.OTHER_CLOUD in rule.traits]
    if rules:
        title = OTHER_CLOUD.filled(lines=_lines(len(rules)))
        yield OpenPoint(
            "other-cloud",
            WARNS,
            title,
            AT_LINES.filled(lines=_numbers(rules, plan)),
            RULES_FIELD,
            rules[0].id,
            advice=CHECK_EACH,
        )


def _numbers(rules: Iterable[Rule], plan: EgressPlan) -> Text:
    numbers = ", ".join(str(plan.line_number(rule.id)) for rule in rules)
    single = "," not in numbers
    return Text(f"line {numbers}" if single else f"lines {numbers}", f"第 {numbers.replace(', ', '、')} 行")


def _same(text: str) -> Text:
    return Text(text, text)


UNANSWERED = Text("Not answered: {fact}. Assumed: {answer}", "未回答：{fact}。假定：{answer}")
FEATURE_UNANSWERED = Text(
    "Not known whether {feature} is on. Assumed: off", "未知是否启用{feature}。假定：未启用"
)
FEATURE_BECAUSE = Text(
    "the cluster stays alive without it, and only the feature's own hosts are blocked",
    "未启用时群集仍可运行，只有该功能自身的主机会被拦截",
    by="ours",
)
NO_LINE_MISSING = Text("it would add no line", "启用后不会增加规则")
NODES_LACK_API_SERVER = Text(
    "no line of this plan opens the way to a public API server", "本方案没有放行公共 API 服务器的规则"
)
NODES_LACK_WAY_AND_ROUTE = Text(
    "no line of this plan opens the way to a public API server, so the default route is held back",
    "本方案没有放行公共 API 服务器的规则，因此暂缓默认路由",
)
ISOLATION_COST = Text("the lines follow the outbound type alone", "规则只取决于出站类型")
API_SERVER_RESTS = Text(
    "whether nodes reach the API server at all rests on it", "节点能否访问 API 服务器取决于此"
)
PATH_RESTS = Text("whether traffic passes the firewall at all rests on it", "流量是否经过防火墙取决于此")
OTHER_CLOUD_REGION = Text(
    "{region} is a region of {cloud}, not of this plan's cloud", "{region} 是{cloud}的区域，不属于本方案的云"
)
REGION_CLOSED = Text("{region} closed on {date}", "{region} 已于 {date} 关闭")
NO_CLUSTER_THERE = Text("no cluster can run there", "无法在其中运行群集")
HOSTS_OF_WRONG_CLOUD = Text("every regional host name is wrong", "所有含区域名的主机名都会出错")
STALE = Text(
    "Made with edition {edition}; the newest is {newest}", "按 {edition} 版编制，最新版本为 {newest}"
)
STALE_COST = Text("hosts that came since are missing", "缺少此后新增的主机")
FEATURES_OPEN = Text("Nobody said that the list of features is complete", "尚未确认功能列表已完整")
FEATURES_LACKING = Text("The list of features was answered to be incomplete", "已回答：功能列表不完整")
FEATURES_COST = Text("a feature that is missing here finds its hosts blocked", "遗漏的功能会被防火墙拦截")
NO_SUBNET = Text("The node subnet is not known", "节点子网未知")
NOT_WRITTEN = Text(
    "{count} of {all} lines have no source and cannot be written",
    "{all} 条规则中有 {count} 条没有源地址，无法写出",
)
NO_NEXT_HOP = Text("The firewall's private IP is not known", "防火墙的专用 IP 未知")
NO_ROUTE = Text("the default route cannot be written", "默认路由无法写出")
UNDECIDED = Text("No path is chosen for {service}", "尚未为 {service} 选择路径")
COLLIDES = Text(
    "{service} shares {port} with another service on the firewall",
    "{service} 与另一个服务共用防火墙的 {port}",
)
COLLISION_COST = Text("its requests go to {other}", "对它的请求会到达 {other}")
PATH_COST = Text("its answers do not reach clients", "其应答无法到达客户端")
PATH_COST_IF_ASSUMED = Text(
    "its answers do not reach clients, if what is assumed holds", "其应答无法到达客户端（前提是假定成立）"
)
VOID_PATH = Text(
    "The path chosen for {service} comes to nothing: filtering is given up for {other}",
    "为 {service} 选择的路径不生效：已为 {other} 放弃过滤",
)
VOID_COST = Text(
    "no NAT rule and no route is written for {service}; clients use its load balancer",
    "不会为 {service} 写入 NAT 规则和路由；客户端使用其负载均衡器",
)
VOID_ADVICE = Text(
    "Choose one way for both on the step Traffic path.", "请在“流量路径”步骤中为两者选择一致的方式。"
)
MISSING = Text("Not known: {what}", "未知：{what}")
UNWRITTEN = Text("{lines} cannot be written", "{lines}无法写出")
ROUTE_UNWRITTEN = Text(
    "the route {name} cannot be written, and answers are lost at the firewall",
    "路由 {name} 无法写出，应答会在防火墙丢失",
)
RANGES_LACK = Text("The authorised IP ranges lack {addresses}", "已授权的 IP 范围不包含 {addresses}")
RANGES_COST = Text(
    "nodes behind the firewall do not reach a public API server", "防火墙后的节点无法访问公共 API 服务器"
)
RANGES_ADVICE = Text(
    "Add it to the ranges before the default route changes.", "请在更改默认路由之前将其加入该范围。"
)
AT_LINES = Text("{lines}", "{lines}")
LEFT_OUT = Text(
    "Line {number}, {host}, is required and left out", "第 {number} 行（{host}）为必需项，但已排除"
)
STILL_OPEN = Text(
    "Line {number}, {host}, is left out, {through}", "第 {number} 行（{host}）已排除，{through}"
)
OTHER_CLOUD = Text("{lines} name hosts of another cloud", "{lines}使用了其他云的主机名")
SUBNET_ADVICE = Text(
    "Type the node subnets on the step Cluster facts, then export again.",
    "请在“群集信息”步骤中输入节点子网，然后重新导出。",
)
VALUE_ADVICE = Text("Type the value once it is known, then export again.", "确定实际值后填写，然后重新导出。")
ROUTE_ADVICE = Text(
    "Type it on the step Traffic path, then export again.", "请在“流量路径”步骤中输入，然后重新导出。"
)
OPEN_ADVICE = Text(
    "Choose a path on the step Traffic path; its NAT rules and routes then join the plan.",
    "请在“流量路径”步骤中选择修复方式，相应的 NAT 规则和路由会加入方案。",
)
STILL_OPEN_REQUIRED_ADVICE = Text(
    "Take the line back in: the cluster requires it, and closing the wider line as well would take it away.",
    "请恢复该规则：群集需要它，如果把范围更大的规则也关闭，群集将失去该访问。",
)
STILL_OPEN_ADVICE = Text(
    "Leave the wider line out as well, or refuse the narrower destination on the firewall in a rule before it.",
    "请同时排除范围更大的规则，或在防火墙上用优先级更高的规则拒绝该目标。",
)
_STEPS = {
    "facts": Text("Cluster facts", "群集信息"),
    "features": Text("Features", "功能"),
    "traffic": Text("Traffic path", "流量路径"),
}
"""Where a question is asked, as the window calls it."""
ANSWER_IT = Text("Answer it on the step {step}.", "请在“{step}”步骤中回答。")
CORRECT_CLOUD = Text("Correct the cloud or the region.", "请更正云或区域。")
OTHER_REGION = Text("Choose a region that is open.", "请选择仍在运营的区域。")
NEWEST_EDITION = Text("Plan with the newest edition.", "请改用最新版本编制方案。")
CONFIRM_FEATURES = Text("Confirm it on the step Features.", "请在“功能”步骤中确认。")
COMPLETE_FEATURES = Text(
    "Tick what is missing on the step Features, then confirm it there.",
    "请在“功能”步骤中勾选遗漏的功能，然后确认。",
)
OTHER_PORT = Text(
    "Change the port of one of them on the step Traffic path.", "请在“流量路径”步骤中更改其中一个服务的端口。"
)
TAKE_BACK = Text("Take the line back in on the step Rules.", "请在“规则”步骤中恢复该规则。")
LEAVE_OUT = Text(
    "Leave these lines out with a reason: this cluster does not miss them.",
    "请注明原因后排除这些规则：此群集用不到。",
)
CAN_STAY_OUT = Text("It can stay out as long as the reason holds.", "只要该原因成立，就可以继续排除。")
CHECK_EACH = Text(
    "Check each of them, and leave out with a reason what does not apply.",
    "请逐条核对，不适用的注明原因后排除。",
)
