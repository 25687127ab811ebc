"""The plans that pictures of the window show: an empty one, a typical one, and one with everything."""

from __future__ import annotations

from dataclasses import fields, replace

from planner.catalog.model import Catalog
from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy, OutboundType
from planner.domain.request import ChangeRequest, PlanDocument
from planner.domain.service import Protocol
from planner.planning.inbound import HOST_ROUTE, INTERNAL_LOAD_BALANCER, NAT_GATEWAY_ROUTE
from planner.session.session import empty_document

EDITION = "2026-07-02"
STOREFRONT = InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 443, backend_ip="203.0.113.80")
MENDED = replace(STOREFRONT, remedy=INTERNAL_LOAD_BALANCER, internal_ip="10.42.0.200")

SHOP = ClusterProfile(
    name="shop-prod",
    region="westeurope",
    edition=EDITION,
    features=("windows", "azure-monitor", "azure-policy", "key-vault", "workload-identity"),
    pods_call_api_server=True,
    api_server_ip="198.51.100.24",
    node_subnets=("10.42.0.0/22",),
    firewall_private_ip="10.0.1.4",
    firewall_public_ip="203.0.113.10",
    inbound=(STOREFRONT,),
)
_REQUEST = ChangeRequest(
    title="Egress rules for AKS cluster shop-prod",
    ticket="CHG0041872",
    requester="Jordan Lee, platform team",
    owner="Ada Novak, shop",
    approving_team="Network security",
    reason="The web shop moves to this cluster; without these rules it cannot start.",
    window="2026-09-05 22:00 to 23:00 UTC",
    valid_until="2027-09-05",
)
_UNANSWERED = {"custom_dns", "konnectivity", "nodes_before_march_2021", "azure_monitor_by"}
_ANSWERED = frozenset(
    {
        *({field.name for field in fields(ClusterProfile)} - _UNANSWERED),
        *(field.name for field in fields(ChangeRequest) if getattr(_REQUEST, field.name)),
    }
)


def empty_plan(catalog: Catalog) -> PlanDocument:
    """Return what *New plan* starts with."""
    return empty_document(catalog)


def typical_plan(catalog: Catalog) -> PlanDocument:
    """Return ``shop-prod`` with its routing decision still open."""
    return replace(empty_document(catalog), profile=SHOP, request=_REQUEST, answered=_ANSWERED)


def full_plan(catalog: Catalog) -> PlanDocument:
    """Return a plan with every feature that is offered, several subnets and three services."""
    cloud, edition = SHOP.cloud, catalog.newest_edition.id
    offered = [feature.id for feature in catalog.features if feature.withheld_because(cloud, edition) is None]
    ledger = InboundService("ledger-settlement-gateway", Exposure.PUBLIC, Protocol.UDP, 8443)
    reports = InboundService("reports", Exposure.INTERNAL, Protocol.TCP, 8080, backend_ip="10.42.0.210")
    profile = replace(
        SHOP,
        name="retail-payments-production-west-europe-blue",
        features=tuple(name for name in offered if name != "core"),
        konnectivity=False,
        nodes_before_march_2021=True,
        custom_dns=("10.0.0.4", "10.0.0.5"),
        node_subnets=("10.42.0.0/22", "10.42.4.0/22", "10.42.8.0/23", "10.42.10.0/24"),
        azure_monitor_by=MonitorBy.TAG,
        inbound=(MENDED, ledger, reports),
    )
    return replace(typical_plan(catalog), profile=profile)


PATHS: dict[str, ClusterProfile] = {
    "broken": SHOP,
    "internal-load-balancer": replace(SHOP, inbound=(MENDED,)),
    "host-route": replace(SHOP, inbound=(replace(STOREFRONT, remedy=HOST_ROUTE),)),
    "nat-gateway-route": replace(
        SHOP,
        firewall_nat_gateway_ip="203.0.113.30",
        inbound=(replace(STOREFRONT, remedy=NAT_GATEWAY_ROUTE),),
    ),
    "internal-service": replace(
        SHOP, inbound=(replace(STOREFRONT, exposure=Exposure.INTERNAL, backend_ip="10.42.0.200"),)
    ),
    "private-cluster": replace(SHOP, private_cluster=True, api_server_ip="10.42.0.4", inbound=()),
    "bypassed": replace(SHOP, outbound_type=OutboundType.LOAD_BALANCER),
}
"""Situations of the traffic path, by the name of their picture."""
