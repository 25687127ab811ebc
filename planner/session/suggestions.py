"""What the planner suggests for the change request until somebody writes it."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.cluster import OutboundType
from planner.domain.demand import Necessity
from planner.domain.plan import Counts, EgressPlan
from planner.domain.request import ChangeRequest, Request
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.planning.path import reaches_api_server_inside

_SHOWN_HOSTS = 3


def suggested_title(name: str) -> Text:
    """Return *Egress rules for AKS cluster shop-prod*."""
    if not name:
        return Text("Egress rules for an AKS cluster", "AKS 群集的出站规则")
    return Text(f"Egress rules for AKS cluster {name}", f"AKS 群集 {name} 的出站规则")


def suggested_rollback(plan: EgressPlan) -> Text:
    """Return how to take the change back, and what that does to a cluster that runs behind it."""
    counts = plan.counts()
    lines = counts.required + counts.optional
    if not lines:
        return _without_lines(counts, plan)
    if all(_is_writable(rule) for rule in plan.included_rules()):
        english = f"Remove the {lines} rules of this request from the firewall"
        chinese = f"从防火墙删除本次请求的 {lines} 条规则"
    else:
        english = f"Remove those of the {lines} rules of this request that were written from the firewall"
        chinese = f"从防火墙删除本次请求的 {lines} 条规则中已写入的规则"
    if counts.nat:
        english += f" and its {counts.nat} NAT rule{'s' if counts.nat > 1 else ''}"
        chinese += f"和 {counts.nat} 条 NAT 规则"
    returning = [route.prefix for route in plan.routes if not route.is_default and not route.placeholder]
    if returning:
        english += f", and the routes to Internet for {', '.join(returning)} with their openings in the NSG"
        chinese += f"，以及 {'、'.join(returning)} 到 Internet 的路由和网络安全组中相应的放行规则"
    if counts.routes:
        before = _before_rollback(plan)
        english, chinese = f"{english}. {before.en}", f"{chinese}。{before.zh}"
    return Text(english + ".", chinese + "。")


def _without_lines(counts: Counts, plan: EgressPlan) -> Text:
    """Return how to take back a change that opens no egress: its NAT rules alone, or nothing."""
    if not counts.nat:
        return Text("Nothing to remove: this request writes no rule.", "无需删除：本次请求没有写入规则。")
    english = f"Remove its {counts.nat} NAT rule{'s' if counts.nat > 1 else ''} from the firewall"
    chinese = f"从防火墙删除本次请求的 {counts.nat} 条 NAT 规则"
    if counts.routes:
        before = _before_rollback(plan)
        english, chinese = f"{english}. {before.en}", f"{chinese}。{before.zh}"
    return Text(english + ".", chinese + "。")


def _is_writable(rule: Rule) -> bool:
    return not rule.has_placeholder and SOURCE_PLACEHOLDER not in rule.sources


def _before_rollback(plan: EgressPlan) -> Text:
    """Return what has to be done first; under userDefinedRouting the default route is the cluster's only way out."""
    if plan.path.outbound_type is OutboundType.USER_DEFINED_ROUTING:
        first = _ONLY_WAY_OUT_ASSUMED if plan.facts.is_assumed("outbound_type") else _ONLY_WAY_OUT
    else:
        first = Text(
            "Before that, take the default route to the firewall out of the route table",
            "在此之前，请从路由表中删除指向防火墙的默认路由",
        )
    if plan.path.outbound_type is OutboundType.NONE:  # nodes start from what no line of the plan opens
        lost = _LINES_LOSE
    else:
        lost = _PRIVATE_LOSES if reaches_api_server_inside(plan.facts) else _PUBLIC_LOSES
    return _OR_ELSE.filled(first=first, lost=lost)


_ONLY_WAY_OUT = Text(
    "Do so only once the cluster no longer needs this way out, and keep the default route: the cluster has no other",
    "仅在群集不再需要此出站路径后才能删除；请保留默认路由，群集没有其他出站路径",
)
_ONLY_WAY_OUT_ASSUMED = Text(
    "Do so only once the cluster no longer needs this way out, and keep the default route: with outbound type "
    "userDefinedRouting, as assumed, the cluster has no other",
    "仅在群集不再需要此出站路径后才能删除；请保留默认路由：假定出站类型为 userDefinedRouting，群集没有其他出站路径",
)
_OR_ELSE = Text("{first}. Otherwise {lost}", "{first}。否则{lost}")
_PUBLIC_LOSES = Text("nodes lose the API server and go NotReady", "节点将失去 API 服务器并变为 NotReady")
_LINES_LOSE = Text("what these rules are for fails", "这些规则所服务的功能会失效")
_PRIVATE_LOSES = Text(
    "image pulls and sign-in fail; nodes still reach the API server",
    "映像拉取和登录会失败；节点仍可访问 API 服务器",
)


def suggested_verification(plan: EgressPlan) -> Text:
    """Return what shows that the change works: a new node, and hosts that clients really ask for."""
    hosts = _hosts_to_try(plan)
    english = "Scale one node pool up by one node: the node becomes Ready."
    chinese = "将一个节点池扩容一个节点，新节点变为 Ready。"
    if hosts:
        english += f" From a node, TLS connections to {', '.join(hosts)} succeed."
        chinese += f"从节点可以与 {'、'.join(hosts)} 建立 TLS 连接。"
    if not plan.path.passes_firewall:
        return Text(english, chinese)  # nothing of the subnet reaches the firewall's log
    return Text(
        english + " The firewall log shows no deny for the node subnet.",
        chinese + "防火墙日志中没有节点子网的拒绝记录。",
    )


def _hosts_to_try(plan: EgressPlan) -> list[str]:
    """Return the first plain required host of each of the first few features."""
    found: dict[str, str] = {}
    for rule in plan.included_rules():
        if _is_plain_host(rule) and rule.features:
            found.setdefault(rule.features[0], rule.destination.value)
    return list(found.values())[:_SHOWN_HOSTS]


def _is_plain_host(rule: Rule) -> bool:
    """Whether a connection to it proves something: a required HTTPS host that no remark casts doubt on."""
    return (
        rule.kind is RuleKind.APPLICATION
        and rule.necessity is Necessity.REQUIRED
        and not rule.destination.is_wildcard
        and not rule.has_placeholder
        and not rule.remarks
        and any(service.protocol is Protocol.HTTPS for service in rule.services)
    )


def with_suggestions(request: Request, plan: EgressPlan, language: str) -> ChangeRequest:
    """Return the change request with suggestions where nobody wrote anything; cleared fields stay empty."""
    suggestions = {
        "title": suggested_title(request.cluster.name),
        "rollback": suggested_rollback(plan),
        "verification": suggested_verification(plan),
    }
    unwritten = {
        name: text.in_language(language)
        for name, text in suggestions.items()
        if name not in request.written and not getattr(request.change_request, name)
    }
    return replace(request.change_request, **unwritten)
