"""The answers behind a plan as people read them, each marked *assumed* where nobody gave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import joined
from planner.exporters.safe_text import one_line

YES, NO = Text("yes", "是"), Text("no", "否")
NONE = Text("none", "无")
NOT_KNOWN = Text("not known yet", "尚未确定")
ASSUMED = Text("{answer} (assumed)", "{answer}（默认值）")
IMPLIED_ROUTE = Text("as the outbound type implies: {answer}", "由出站类型决定：{answer}")
EXPOSURES = {
    Exposure.PUBLIC: Text("public", "公共"),
    Exposure.INTERNAL: Text("internal", "内部"),
}
MONITOR_BY = {
    MonitorBy.HOSTS: Text("host names", "主机名"),
    MonitorBy.TAG: Text("service tag AzureMonitor", "服务标记 AzureMonitor"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the profile's field, its label, the answer's words, and whether it is a default."""

    field: str
    label: str
    answer: str
    assumed: bool

    def marked(self, context: ExportContext) -> str:
        """Return the answer, with the word *assumed* where nobody gave it."""
        return context.say(ASSUMED).replace("{answer}", self.answer) if self.assumed else self.answer


def plan_answers(context: ExportContext) -> tuple[Answer, ...]:
    """Return every answer of the plan's profile in the order of the steps."""
    profile, document = context.plan.profile, context.document
    return tuple(
        Answer(field, context.say(label), words(profile, context), document.is_assumed(field))
        for field, label, words in _FIELDS
    )


def assumed_answers(context: ExportContext) -> tuple[Answer, ...]:
    """Return the defaults that nobody touched: what a reader should question first."""
    return tuple(answer for answer in plan_answers(context) if answer.assumed)


def _yes_no(answer: bool, context: ExportContext) -> str:
    return context.say(YES if answer else NO)


def _text(value: str, context: ExportContext) -> str:
    return one_line(value) or context.say(NOT_KNOWN)


def _list(values: tuple[str, ...], context: ExportContext, nothing: Text) -> str:
    return ", ".join(one_line(value) for value in values) or context.say(nothing)


def _features(profile: ClusterProfile, context: ExportContext) -> str:
    labels = [context.feature_label(feature) for feature in profile.features]
    return joined(labels, context.language) or context.say(NONE)


def _vaults(profile: ClusterProfile, context: ExportContext) -> str:
    labels = [context.feature_label(feature) for feature in profile.vault_certificates]
    return joined(labels, context.language) or context.say(NONE)


def _default_route(profile: ClusterProfile, context: ExportContext) -> str:
    answer = _yes_no(profile.default_route, context)
    if profile.default_route_to_firewall is None:
        return context.say(IMPLIED_ROUTE).replace("{answer}", answer)
    return answer


def _inbound(profile: ClusterProfile, context: ExportContext) -> str:
    return "; ".join(_service(service, context) for service in profile.inbound) or context.say(NONE)


def _service(service: InboundService, context: ExportContext) -> str:
    exposure = context.say(EXPOSURES[service.exposure])
    address = f" ({one_line(service.backend_ip)})" if service.backend_ip else ""
    return f"{one_line(service.name)}: {exposure} {service.protocol.value}:{service.port}{address}"


_Words = Callable[[ClusterProfile, ExportContext], str]

_FIELDS: tuple[tuple[str, Text, _Words], ...] = (
    ("name", Text("Cluster name", "群集名称"), lambda p, c: c.cluster),
    ("cloud", Text("Cloud", "云"), lambda p, c: c.cloud),
    ("region", Text("Region", "区域"), lambda p, c: _text(c.region, c)),
    ("edition", Text("Edition", "版本"), lambda p, c: c.plan.edition),
    (
        "private_cluster",
        Text("Private API server", "专用 API 服务器"),
        lambda p, c: _yes_no(p.private_cluster, c),
    ),
    ("konnectivity", Text("konnectivity", "konnectivity"), lambda p, c: _yes_no(p.konnectivity, c)),
    (
        "nodes_before_march_2021",
        Text("Nodes older than March 2021", "2021 年 3 月之前创建的节点"),
        lambda p, c: _yes_no(p.nodes_before_march_2021, c),
    ),
    (
        "pods_call_api_server",
        Text("Pods call the API server", "Pod 访问 API 服务器"),
        lambda p, c: _yes_no(p.pods_call_api_server, c),
    ),
    ("api_server_ip", Text("API server IP", "API 服务器 IP"), lambda p, c: _text(p.api_server_ip, c)),
    (
        "custom_dns",
        Text("Custom DNS servers", "自定义 DNS 服务器"),
        lambda p, c: _list(p.custom_dns, c, NONE),
    ),
    ("node_subnets", Text("Node subnets", "节点子网"), lambda p, c: _list(p.node_subnets, c, NOT_KNOWN)),
    ("features", Text("Features", "功能"), _features),
    ("vault_certificates", Text("Certificates in Key Vault for", "证书存放在 Key Vault 中的功能"), _vaults),
    (
        "azure_monitor_by",
        Text("Azure Monitor by", "Azure Monitor 放行方式"),
        lambda p, c: c.say(MONITOR_BY[p.azure_monitor_by]),
    ),
    ("outbound_type", Text("Outbound type", "出站类型"), lambda p, c: p.outbound_type.value),
    (
        "default_route_to_firewall",
        Text("Default route to the firewall", "默认路由指向防火墙"),
        _default_route,
    ),
    (
        "firewall_private_ip",
        Text("Firewall private IP", "防火墙专用 IP"),
        lambda p, c: _text(p.firewall_private_ip, c),
    ),
    (
        "firewall_public_ip",
        Text("Firewall public IP", "防火墙公共 IP"),
        lambda p, c: _text(p.firewall_public_ip, c),
    ),
    (
        "firewall_nat_gateway_ip",
        Text("NAT gateway of the firewall", "防火墙的 NAT 网关"),
        lambda p, c: one_line(p.firewall_nat_gateway_ip) or c.say(NONE),
    ),
    ("inbound", Text("Services reached from outside", "从外部访问的服务"), _inbound),
)
