"""The head of the Azure files: what the group and the routes change, and what they need to take effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.firewall_policy import AzureRoute
from planner.domain.text import Text, joined
from planner.exporters.azure.model import AzureChange
from planner.exporters.base import ExportContext
from planner.exporters.header import Earlier, Head, head_lines
from planner.exporters.sentences import lines_text

_WRITES = Text("Writes", "写入")
_GROUP = Text(
    "rule collection group {group}, priority {priority}, {rules}. The whole group is replaced; "
    "no other group of the policy is touched.",
    "规则集合组 {group}，优先级 {priority}，{rules}。整组替换，不影响该策略中的其他组。",
)
_RULES = (Text("{n} rule", "{n} 条规则"), Text("{n} rules", "{n} 条规则"))
_NO_GROUP = Text("no rule collection group", "不写入规则集合组")
_ROUTES = Text("Routes", "路由")
_ROUTE = Text("{name} ({prefix} to {hop})", "{name}（{prefix} → {hop}）")
_ROUTES_OWN = Text("{routes}. {existing}", "{routes}。{existing}")
_EXISTING_ROUTES = Text(
    "Azure refuses a second route to the same prefix under another name; remove such a route first.",
    "Azure 不允许同一前缀存在另一名称的路由，请先删除。",
)
_NO_ROUTES = Text("none", "无")
_UNTOUCHED = Text("Not touched", "不更改")
_UNTOUCHED_ROUTES = Text(
    "{routes}, for want of an approval; where such a route is in place, it stays as it is.",
    "{routes}，因为缺少批准；如已存在，则保持不变。",
)
_NEEDS = Text("Needs", "前提")
_DNS_PROXY = Text(
    "DNS proxy on the firewall policy, and the firewall as the DNS server of the nodes' network: "
    "network rules name hosts ({lines}). Restart the nodes after the change.",
    "防火墙策略启用 DNS 代理，并且节点所在虚拟网络使用防火墙作为 DNS 服务器：网络规则中有主机名（{lines}）。"
    "更改后请重启节点。",
)
_DNS_PROXY_CHAINED = Text(
    "DNS proxy on the firewall policy, and nodes that resolve names through it, as the warning on DNS says: "
    "network rules name hosts ({lines}).",
    "防火墙策略启用 DNS 代理，并且节点通过防火墙解析名称（见关于 DNS 的警告）：网络规则中有主机名（{lines}）。",
)
DNS_ADVISORIES = frozenset({"dns-proxy"})
"""Advisories that the fact *Needs* says already."""


def azure_head(
    context: ExportContext,
    change: AzureChange,
    what: Text,
    run: tuple[Text, ...],
    rollback: tuple[Text, ...],
    existing_routes: Text = _EXISTING_ROUTES,
) -> tuple[str, ...]:
    """Return the head of a file that writes ``change``, as plain lines.

    ``existing_routes`` says what becomes of a route that has the prefix already.
    """
    facts = tuple(_facts(context, change, existing_routes))
    # Servers of one's own have to be chained behind the firewall, which the fact does not say.
    said_by_fact = bool(change.host_rule_ids()) and _uses_azure_dns(context)
    said = DNS_ADVISORIES if said_by_fact else frozenset[str]()
    earlier = Earlier.REPLACED if change.group is not None else Earlier.UNTOUCHED
    return head_lines(context, Head(what, run, rollback, change.notices, facts, said, earlier=earlier))


def rollback_head(context: ExportContext, what: Text, run: tuple[Text, ...]) -> tuple[str, ...]:
    """Return the head of a rollback file: it has no notices of its own and nothing behind it."""
    return head_lines(context, Head(what, run, (), None))


def _facts(context: ExportContext, change: AzureChange, existing: Text) -> Iterator[tuple[Text, Text]]:
    group = change.group
    if group is None:
        yield _WRITES, _NO_GROUP
    else:
        count = len(group.rules())
        rules = _RULES[count != 1].filled(n=str(count))
        yield _WRITES, _GROUP.filled(group=group.name, priority=str(group.priority), rules=rules)
    yield _ROUTES, _route_words(change, existing)
    if change.unapproved:
        yield _UNTOUCHED, _UNTOUCHED_ROUTES.filled(routes=route_names(change.unapproved))
    numbers = tuple(context.plan.line_number(rule_id) for rule_id in change.host_rule_ids())
    if numbers:
        needed = _DNS_PROXY if _uses_azure_dns(context) else _DNS_PROXY_CHAINED
        yield _NEEDS, needed.filled(lines=lines_text(numbers, context))


def route_names(routes: Iterable[AzureRoute]) -> Text:
    """Return the names of routes as one list."""
    return joined(tuple(Text(route.name, route.name) for route in routes))


def _uses_azure_dns(context: ExportContext) -> bool:
    """Whether somebody said that the nodes' network has no DNS servers of its own."""
    facts = context.plan.facts
    return not facts.listed("custom_dns") and not facts.is_assumed("custom_dns")


def _route_words(change: AzureChange, existing: Text) -> Text:
    if not change.routes:
        return _NO_ROUTES
    each = [
        _ROUTE.filled(name=route.name, prefix=route.prefix, hop=route.next_hop or route.next_hop_type)
        for route in change.routes
    ]
    listed = Text(", ".join(text.en for text in each), "、".join(text.zh for text in each))
    return _ROUTES_OWN.filled(routes=listed, existing=existing)
