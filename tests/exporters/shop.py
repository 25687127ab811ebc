"""The example plan ``shop-prod`` of the design's pictures: 33 lines, one of them left out."""

from __future__ import annotations

import dataclasses

from planner.domain.cluster import Exposure, InboundService
from planner.domain.demand import Necessity
from planner.domain.omission import Omission
from planner.domain.plan import Advisory, EgressPlan, Exclusion, Remedy, Route, Severity
from planner.domain.request import ChangeRequest
from planner.domain.rule import Rule
from planner.domain.service import Protocol, Service
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from tests.exporters.builders import (
    ASKED,
    address,
    context,
    fqdn,
    nat,
    network,
    plan,
    reason,
    rule,
    source,
    tag,
)
from tests.exporters.shop_rows import ROWS
from tests.plans import changed

SHOP = changed(
    ASKED,
    Omission("core-acs-mirror-azureedge-net", "Retired in May 2025."),
    features=("windows", "gpu", "azure-monitor", "azure-policy"),
    pods_call_api_server=True,
    api_server_ip="198.51.100.24",
    firewall_private_ip="10.0.1.4",
    firewall_public_ip="203.0.113.10",
    inbound=(InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 80, "203.0.113.80"),),
    request=ChangeRequest(
        title="Egress rules for AKS cluster shop-prod",
        ticket="CHG0041872",
        requester="Mira Lindqvist",
        approving_team="Network security",
        reason="The shop moves to its own cluster before the autumn sale.",
        window="2026-09-05 22:00 to 23:30 CEST",
        rollback="Remove the rule collection group rcg-aks-shop-prod.",
    ),
)
"""The request of the pictures: konnectivity and other facts are not known."""


def shop_rules() -> tuple[Rule, ...]:
    """The 30 rows above, two network rules and a NAT rule: the typical plan of 33 lines."""
    rows = []
    for features, host, service, why, refused, optional, why_zh, refused_zh in ROWS:
        texts = {"purpose": Text(why, why_zh), "if_refused": Text(refused, refused_zh)}
        reasons = tuple(reason(feature, optional=optional, **texts) for feature in features.split())
        name = f"{features.split()[0]}-{host.replace('*.', '').replace('.', '-')}"
        rows.append(rule(name, fqdn(host), service, reasons=reasons))
    api = reason(
        purpose=Text("Pods call the API server by its address.", "Pod 通过地址访问 API 服务器。"),
        if_refused=Text(
            "Ingress controllers and operators lose the API server.",
            "入口控制器和 Operator 无法访问 API 服务器。",
        ),
    )
    metrics = reason(
        "azure-monitor",
        purpose=Text("Metrics and logs.", "指标和日志。"),
        if_refused=Text("Nothing, if the host lines are approved.", "如果已批准主机名规则，则没有影响。"),
    )
    rows.append(network("core-api-server", address("198.51.100.24"), "TCP:443", reasons=(api,)))
    rows.append(network("azure-monitor-tag", tag("AzureMonitor"), "TCP:443", reasons=(metrics,)))
    return (*rows, nat())


def asymmetric(decided: str = "") -> Advisory:
    return Advisory(
        id="asymmetric-routing",
        severity=Severity.WARNING,
        title=Text(
            "Answers from storefront will not reach clients on the internet.",
            "storefront 的应答无法到达 Internet 上的客户端。",
        ),
        text=Text(
            "The firewall never saw the request, so it drops the answer. "
            "The client waits until it times out.",
            "防火墙没有收到过该请求，因此丢弃应答。客户端一直等到超时。",
        ),
        remedies=(
            Remedy(
                "internal-load-balancer",
                Text("Internal load balancer, NAT on the firewall", "使用内部负载均衡器，由防火墙做 DNAT"),
                (
                    (Text("Adds", "新增"), Text("1 NAT rule.", "1 条 NAT 规则。")),
                    (
                        Text("Change", "更改"),
                        Text(
                            "storefront gets the internal annotation and the address 10.42.0.200.",
                            "storefront 添加内部负载均衡器注释，地址为 10.42.0.200。",
                        ),
                    ),
                ),
                recommended=True,
            ),
            Remedy(
                "host-route",
                Text("Keep the public load balancer, add a host route", "保留公共负载均衡器，添加主机路由"),
            ),
        ),
        way_out=Remedy("bypass", Text("Do not filter egress through the firewall", "出站流量不经过防火墙")),
        not_offered=Text(
            "Not offered: host route for a NAT gateway's address.", "未提供：NAT 网关地址的主机路由。"
        ),
        rule_ids=("inbound-storefront",),
        service="storefront",
        decided=decided,
        tasks=(Text("Annotate the service storefront.", "为服务 storefront 添加注释。"),) if decided else (),
    )


def shop_plan(decided: str = "internal-load-balancer", **more: object) -> EgressPlan:
    """The pictures' plan: 33 lines, one of them left out, exclusions, routes, advisories."""
    tunnel = Exclusion(
        demand_id="core-tunnel-udp",
        feature="core",
        necessity=Necessity.REQUIRED,
        destination=tag("AzureCloud.westeurope"),
        services=(Service(Protocol.UDP, 1194), Service(Protocol.TCP, 9000)),
        reason=Text("konnectivity replaces the tunnel.", "konnectivity 已取代隧道。"),
        needed_if=Text("The cluster does not use konnectivity.", "群集未使用 konnectivity。"),
        purpose=Text("Tunnel from the nodes to the API server.", "节点到 API 服务器的隧道。"),
        source=source(),
    )
    alpn = Advisory(
        "tls-inspection",
        Severity.WARNING,
        Text("TLS inspection breaks the tunnel to the API server.", "TLS 检查会中断到 API 服务器的隧道。"),
        Text(
            "konnectivity negotiates its protocol within TLS (ALPN); a firewall that opens TLS removes it.",
            "konnectivity 在 TLS 中协商协议 (ALPN)，解密 TLS 的防火墙会将其移除。",
        ),
        rule_ids=("core-hcp-westeurope-azmk8s-io",),
    )
    route = Route(
        "default-via-firewall", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4",
        Text("All egress of the nodes passes the firewall.", "节点的所有出站流量都经过防火墙。"),
    )  # fmt: skip
    fields: dict[str, object] = {
        "exclusions": (tunnel,), "routes": (route,), "advisories": (asymmetric(decided), alpn),
        "features": ("core", *SHOP.cluster.features), "omissions": SHOP.omissions,
    }  # fmt: skip
    return plan(*shop_rules(), request=SHOP, **(fields | more))


def shop_context(language: str = "en", decided: str = "internal-load-balancer") -> ExportContext:
    made = shop_plan(decided)
    return context(made, language, SHOP)


def long_context(lines: int) -> ExportContext:
    """The shop's plan with ``lines`` rules, the host lines repeated under numbered names."""
    hosts = [made for made in shop_rules() if made.destination.value != "203.0.113.10"]
    many = tuple(
        dataclasses.replace(hosts[number % len(hosts)], id=f"{hosts[number % len(hosts)].id}-{number}")
        for number in range(lines)
    )
    made = dataclasses.replace(shop_plan(), rules=many)
    return context(made, request=SHOP)
