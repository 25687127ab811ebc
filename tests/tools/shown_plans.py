"""The plans that pictures of the window show: an empty one, a typical one, and one with everything."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import UTC, datetime

from openpyxl import load_workbook

from planner.catalog.model import Catalog
from planner.domain.cluster import Cluster, Exposure, InboundService, OutboundType
from planner.domain.fact import Facts, Known
from planner.domain.firewall import Firewall
from planner.domain.request import ChangeRequest, Request
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.exporters.columns import COLUMNS, DECISION_WORDS
from planner.exporters.route_lines import ROUTE_COLUMNS
from planner.exporters.xlsx.workbook import workbook_bytes
from planner.planning.path import HOST_ROUTE, INTERNAL_LOAD_BALANCER, NAT_GATEWAY_ROUTE
from planner.session.handover import export_context
from planner.session.session import Session, empty_request

EDITION = "2026-07-02"
STOREFRONT = InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 443, backend_ip="203.0.113.80")
MENDED = replace(STOREFRONT, remedy=INTERNAL_LOAD_BALANCER, internal_ip="10.42.0.200")

_CHANGE_REQUEST = ChangeRequest(
    title="Egress rules for AKS cluster shop-prod",
    ticket="CHG0041872",
    requester="Jordan Lee, platform team",
    owner="Ada Novak, shop",
    approving_team="Network security",
    reason="The web shop moves to this cluster; without these rules it cannot start.",
    window="2026-09-05 22:00 to 23:00 UTC",
    valid_until="2027-09-05",
)
SHOP = Request(
    cluster=Cluster(
        name="shop-prod",
        region="westeurope",
        edition=EDITION,
        features=("windows", "azure-monitor", "azure-policy", "key-vault", "workload-identity"),
        # konnectivity, old nodes, DNS and the way of Azure Monitor stay open: pictures show what is assumed.
        facts=Facts(
            {
                "private_cluster": False,
                "pods_call_api_server": True,
                "api_server_ip": "198.51.100.24",
                "node_subnets": ("10.42.0.0/22",),
                "outbound_type": OutboundType.USER_DEFINED_ROUTING.value,
                "authorized_ranges": (),
                "http_proxy": False,
            }
        ),
        inbound=(STOREFRONT,),
    ),
    firewall=Firewall(private_ip="10.0.1.4", public_ips=("203.0.113.10",), none=frozenset({"nat_gateway"})),
)


def _shop(*inbound: InboundService, **facts: Known) -> Request:
    """Return the shop with other services and some facts answered otherwise."""
    known = SHOP.cluster.facts.with_answers(facts)
    return replace(SHOP, cluster=replace(SHOP.cluster, facts=known, inbound=inbound))


def empty_plan(catalog: Catalog) -> Request:
    """Return what *New plan* starts with."""
    return empty_request(catalog)


def typical_plan(catalog: Catalog) -> Request:
    """Return ``shop-prod`` with its routing decision still open."""
    written = frozenset(field.name for field in fields(ChangeRequest) if getattr(_CHANGE_REQUEST, field.name))
    return replace(SHOP, change_request=_CHANGE_REQUEST, written=written)


def full_plan(catalog: Catalog) -> Request:
    """Return a plan with every feature that is offered, several subnets and three services."""
    cloud, edition = catalog.clouds[0].id, catalog.newest_edition.id
    offered = [feature.id for feature in catalog.features if feature.withheld_because(cloud, edition) is None]
    ledger = InboundService("ledger-settlement-gateway", Exposure.PUBLIC, Protocol.UDP, 8443)
    reports = InboundService("reports", Exposure.INTERNAL, Protocol.TCP, 8080, backend_ip="10.42.0.210")
    request = _shop(
        MENDED,
        ledger,
        reports,
        konnectivity=False,
        nodes_before_march_2021=True,
        custom_dns=("10.0.0.4", "10.0.0.5"),
        node_subnets=("10.42.0.0/22", "10.42.4.0/22", "10.42.8.0/23", "10.42.10.0/24"),
        azure_monitor_by="tag",
    )
    cluster = replace(
        request.cluster,
        name="retail-payments-production-west-europe-blue",
        features=tuple(name for name in offered if name != "core"),
    )
    return replace(typical_plan(catalog), cluster=cluster)


_ROUTED = {"default_route_to_firewall": True}
PATHS: dict[str, Request] = {
    "broken": _shop(STOREFRONT, **_ROUTED),
    "internal-load-balancer": _shop(MENDED, **_ROUTED),
    "host-route": _shop(replace(STOREFRONT, remedy=HOST_ROUTE), **_ROUTED),
    "nat-gateway-route": replace(
        _shop(replace(STOREFRONT, remedy=NAT_GATEWAY_ROUTE), **_ROUTED),
        firewall=replace(SHOP.firewall, nat_gateway=("203.0.113.30",), none=frozenset()),
    ),
    "internal-service": _shop(
        replace(STOREFRONT, exposure=Exposure.INTERNAL, backend_ip="10.42.0.200"), **_ROUTED
    ),
    "private-cluster": _shop(private_cluster=True, api_server_ip="10.42.0.4", **_ROUTED),
    "bypassed": _shop(
        STOREFRONT, outbound_type=OutboundType.LOAD_BALANCER.value, default_route_to_firewall=False
    ),
}
"""Situations of the traffic path, by the name of their picture."""


def decided_workbook(session: Session, language: str) -> bytes:
    """Return a plan's workbook as a network team sends it back: a line refused, one and the default route asked."""
    plan = session.plan
    if plan is None:
        raise SystemExit("no plan can be made from these answers.")
    context = export_context(session.request, plan, session.catalog, language, _MADE)
    book = load_workbook(io.BytesIO(workbook_bytes(context)))
    sheet = book.worksheets[1]
    column = {entry.key: number for number, entry in enumerate(COLUMNS, start=1)}
    approve, reject, ask = (word.in_language(language) for word in DECISION_WORDS.values())
    for row, line in enumerate(plan.rules, start=4):
        host = line.destination.value
        word = {"mcr-0001.mcr-msedge.net": reject, "acs-mirror.azureedge.net": ask}.get(host, approve)
        if host.endswith("ubuntu.com"):
            continue
        said = {reject: _WHY_NOT, ask: _WHICH}.get(word)
        for key, value in (
            ("decision", word),
            ("approver", "Anna Berg" if language == "en" else "陈立"),
            ("date", _MADE.date().isoformat()),
            ("comment", said.in_language(language) if said is not None else None),
        ):
            sheet.cell(row, column[key]).value = value
    routes, column = book.worksheets[4], {entry.key: at for at, entry in enumerate(ROUTE_COLUMNS, start=1)}
    for row, route in enumerate(plan.routes, start=4):
        said = _WHICH_HOP.in_language(language) if route.is_default else None
        for key, value in (
            ("decision", ask if route.is_default else approve),
            ("approver", "Anna Berg" if language == "en" else "陈立"),
            ("date", _MADE.date().isoformat()),
            ("comment", said),
        ):
            routes.cell(row, column[key]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_MADE = datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
_WHY_NOT = Text("The wildcard line has it already.", "通配符规则已经包含它。")
_WHICH_HOP = Text("Is this the hub's firewall?", "这是中心网络的防火墙吗？")
_WHICH = Text("Which nodes need this, and until when?", "哪些节点需要它，到什么时候为止？")
