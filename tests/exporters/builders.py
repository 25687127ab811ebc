"""Plans of lines built by hand, for targets: what a planner would hand over of other lines than a catalog has."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.rule import Reason, Rule, RuleKind, Translation
from planner.domain.service import Protocol, Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import Text
from planner.exporters.answers import answers_behind
from planner.exporters.base import ExportContext
from planner.planning.facts import settled_facts
from planner.planning.path import intended_path
from tests.plans import catalog, unanswered

EDITION = "2026-07-02"
SUBNET = "10.42.0.0/22"
CREATED = datetime(2026, 8, 24, 14, 5, tzinfo=timezone(timedelta(hours=2)))
FEATURES = {
    "core": Text("Every AKS cluster", "所有 AKS 群集"),
    "windows": Text("Windows node pools", "Windows 节点池"),
    "gpu": Text("GPU node pools", "GPU 节点池"),
    "azure-monitor": Text("Azure Monitor", "Azure Monitor"),
    "azure-policy": Text("Azure Policy", "Azure Policy"),
    "inbound": Text("Inbound services", "入站服务"),
}
SECTIONS = {
    "core": "Azure Global required FQDN / application rules",
    "windows": "Windows Server based node pools",
    "gpu": "GPU enabled AKS clusters required FQDN / application rules",
    "azure-monitor": "Azure Monitor - Managed Prometheus, Container Insights, "
    "and Azure Monitor Application Insights",
    "azure-policy": "Azure Policy",
    "inbound": "Add a DNAT rule to the firewall",
}


def source(feature: str = "core") -> Source:
    return Source(
        SourceKind.PAGE,
        "Outbound network and FQDN rules",
        section=SECTIONS[feature],
        date=EDITION,
        url="https://learn.microsoft.com/azure/aks/outbound-rules-control-egress",
    )


def reason(feature: str = "core", *, optional: bool = False, **texts: Text) -> Reason:
    return Reason(
        demand_id=f"{feature}-demand",
        feature=feature,
        necessity=Necessity.OPTIONAL if optional else Necessity.REQUIRED,
        purpose=texts.get("purpose", Text("Nodes need it.", "节点需要它。")),
        if_refused=texts.get("if_refused", Text("Nodes do not start.", "节点无法启动。")),
        source=source(feature),
    )


def fqdn(value: str) -> Destination:
    return Destination(DestinationType.FQDN, value)


def tag(value: str) -> Destination:
    return Destination(DestinationType.SERVICE_TAG, value)


def address(value: str) -> Destination:
    return Destination(DestinationType.ADDRESS, value)


def placeholder(value: str = "<API server address>") -> Destination:
    return Destination(DestinationType.PLACEHOLDER, value)


def rule(
    rule_id: str = "core-mcr",
    destination: Destination | None = None,
    *services: str,
    kind: RuleKind = RuleKind.APPLICATION,
    sources: tuple[str, ...] = (SUBNET,),
    reasons: tuple[Reason, ...] | None = None,
    translation: Translation | None = None,
) -> Rule:
    return Rule(
        id=rule_id,
        kind=kind,
        sources=sources,
        destination=destination or fqdn("mcr.microsoft.com"),
        services=tuple(Service.parse(service) for service in services or ("HTTPS:443",)),
        reasons=reasons or (reason(),),
        translation=translation,
    )


def network(rule_id: str, destination: Destination, *services: str, **more: object) -> Rule:
    return rule(rule_id, destination, *services, kind=RuleKind.NETWORK, **more)  # type: ignore[arg-type]


def nat(rule_id: str = "inbound-storefront") -> Rule:
    why = reason(
        "inbound",
        purpose=Text("Clients reach storefront through the firewall.", "客户端通过防火墙访问 storefront。"),
        if_refused=Text(
            "storefront is not reachable from the internet.", "无法从 Internet 访问 storefront。"
        ),
    )
    return Rule(
        id=rule_id,
        kind=RuleKind.NAT,
        sources=("*",),
        destination=address("203.0.113.10"),
        services=(Service(Protocol.TCP, 80),),
        reasons=(why,),
        translation=Translation(address("10.42.0.200"), 80),
    )


ASKED = unanswered(
    name="shop-prod", cloud="AzureCloud", region="westeurope", edition=EDITION, node_subnets=(SUBNET,)
)
"""The request behind plans built by hand: little is known."""


def plan(*rules: Rule, request: Request = ASKED, **more: object) -> EgressPlan:
    """Return a plan of these lines; facts and path follow from the request as they do in every plan."""
    facts = settled_facts(request, catalog().facts)
    fields: dict[str, object] = {
        "cluster": request.cluster, "firewall": request.firewall, "facts": facts, "edition": EDITION,
        "path": intended_path(request.cluster, request.firewall, facts), "catalog_digest": "7f3a91c2d5e6f708",
        "features": ("core",), "rules": rules or (rule(),), "exclusions": (), "routes": (), "advisories": (),
    }  # fmt: skip
    return EgressPlan(**(fields | more))  # type: ignore[arg-type]


def context(made: EgressPlan, language: str = "en", request: Request | None = None) -> ExportContext:
    return ExportContext(
        plan=made,
        request=request or Request(made.cluster, made.firewall, made.omissions),
        created=CREATED,
        planner_version="0.1.0",
        language=language,
        feature_labels=FEATURES,
        cloud_label=Text("Azure (public cloud)", "Azure 公有云"),
        region_label=Text("West Europe", "西欧"),
        edition_title=Text(
            "Outbound network and FQDN rules for Azure Kubernetes Service (AKS) clusters",
            "Azure Kubernetes 服务 (AKS) 群集的出站网络和 FQDN 规则",
        ),
        edition_url="https://learn.microsoft.com/azure/aks/outbound-rules-control-egress",
        answers=answers_behind(made, catalog()),
    )
