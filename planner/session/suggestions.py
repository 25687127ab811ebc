"""What the planner suggests for the change request until somebody writes it."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.plan import EgressPlan
from planner.domain.request import ChangeRequest, PlanDocument
from planner.domain.rule import Rule, RuleKind
from planner.domain.text import Text

_SHOWN_HOSTS = 3


def suggested_title(name: str) -> Text:
    """Return *Egress rules for AKS cluster shop-prod*."""
    if not name:
        return Text("Egress rules for an AKS cluster", "AKS 群集的出站规则")
    return Text(f"Egress rules for AKS cluster {name}", f"AKS 群集 {name} 的出站规则")


def suggested_rollback(plan: EgressPlan) -> Text:
    """Return how to take the change back, from the plan's rules, NAT rules and routes."""
    counts = plan.counts()
    english = [f"Remove the {counts.required + counts.optional} rules of this request from the firewall"]
    chinese = [f"从防火墙删除本次请求的 {counts.required + counts.optional} 条规则"]
    if counts.nat:
        english.append(f"its {counts.nat} NAT rule{'s' if counts.nat > 1 else ''}")
        chinese.append(f"{counts.nat} 条 NAT 规则")
    if counts.routes:
        english.append(
            f"and restore the route table ({counts.routes} route{'s' if counts.routes > 1 else ''})"
        )
        chinese.append(f"并恢复路由表（{counts.routes} 条路由）")
    return Text(
        ", ".join(english) + ". Running nodes keep working; new ones may not start.",
        "，".join(chinese) + "。运行中的节点不受影响，新节点可能无法启动。",
    )


def suggested_verification(plan: EgressPlan) -> Text:
    """Return what shows that the change works, from the plan's first required hosts."""
    hosts = [rule.destination.value for rule in plan.included_rules() if _is_plain_host(rule)][:_SHOWN_HOSTS]
    listed = ", ".join(hosts)
    english = "Scale one node pool up by one node: the node becomes Ready."
    chinese = "将一个节点池扩容一个节点，新节点变为 Ready。"
    if hosts:
        english += f" From a node, TLS connections to {listed} succeed."
        chinese += f" 从节点可以与 {listed} 建立 TLS 连接。"
    return Text(
        english + " The firewall log shows no deny for the node subnet.",
        chinese + " 防火墙日志中没有节点子网的拒绝记录。",
    )


def _is_plain_host(rule: Rule) -> bool:
    return rule.kind is RuleKind.APPLICATION and not rule.destination.is_wildcard and not rule.has_placeholder


def with_suggestions(document: PlanDocument, plan: EgressPlan, language: str) -> ChangeRequest:
    """Return the change request with suggestions where nobody wrote anything; cleared fields stay empty."""
    suggestions = {
        "title": suggested_title(document.profile.name),
        "rollback": suggested_rollback(plan),
        "verification": suggested_verification(plan),
    }
    unwritten = {
        name: text.in_language(language)
        for name, text in suggestions.items()
        if name not in document.answered and not getattr(document.request, name)
    }
    return replace(document.request, **unwritten)
