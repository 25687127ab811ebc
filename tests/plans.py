"""The one builder of requests and plans for tests: answers by their names, whatever type holds them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.cluster import Exposure, InboundService
from planner.domain.omission import Omission
from planner.domain.plan import Advisory, EgressPlan
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.domain.service import Protocol
from planner.planning.planner import plan
from planner.session.session import with_answers

ANSWERED: dict[str, Any] = {
    "private_cluster": False,
    "konnectivity": True,
    "nodes_before_march_2021": False,
    "pods_call_api_server": False,
    "custom_dns": (),
    "azure_monitor_by": "hosts",
    "outbound_type": "userDefinedRouting",
    "default_route_to_firewall": True,
    "istio.vault_certificates": False,
    "app-routing.vault_certificates": False,
    "firewall_nat_gateway": (),
    "authorized_ranges": (),
    "network_isolated": False,
    "http_proxy": False,
}
"""Every deciding question answered, so that a plan made with it assumes nothing."""

_SINGLE = {"firewall_public_ip": "firewall_public_ips", "firewall_nat_gateway_ip": "firewall_nat_gateway"}


@cache
def catalog() -> Catalog:
    """Return the real catalog, read once for all tests: it is frozen."""
    return load_catalog()


def changed(request: Request, /, *omissions: Omission, **answers: Any) -> Request:
    """Return the request with other answers (fields of a cluster, facts by their ids) and further omissions.

    ``firewall_public_ip`` and ``firewall_nat_gateway_ip`` take one address; ``vault_certificates`` the features whose
    certificates live in a vault; ``request`` and ``written`` are the change request and its written fields. Dots
    in an id are written as double underscores.
    """
    given = {name.replace("__", "."): value for name, value in answers.items()}
    if given.get("outbound_type", "userDefinedRouting") != "userDefinedRouting":
        given.setdefault(
            "default_route_to_firewall", None
        )  # what a route table did was said of the former type
    if given.get("outbound_type") in ("none", "block") and "network_isolated" in request.cluster.facts:
        given.setdefault("network_isolated", True)
    for single, several in _SINGLE.items():
        if single in given:
            address = given.pop(single)
            given[several] = (address,) if address else None
    for feature in given.pop("vault_certificates", ()):
        given[f"{feature}.vault_certificates"] = True
    own = {
        name: given.pop(key)
        for key, name in (("request", "change_request"), ("written", "written"))
        if key in given
    }
    found = replace(with_answers(request, catalog(), given), **own)
    return replace(found, omissions=(*found.omissions, *omissions)) if omissions else found


def unanswered(**answers: Any) -> Request:
    """Return a request in which nothing is known but what is given."""
    return changed(Request(), **answers)


def request(**answers: Any) -> Request:
    """Return a request in which every deciding question is answered, with other answers on top."""
    return changed(Request(), **(ANSWERED | answers))


SHOP = request(
    name="shop-prod",
    cloud="AzureCloud",
    region="westeurope",
    edition="2026-07-02",
    node_subnets=("10.42.0.0/22",),
    firewall_private_ip="10.0.1.4",
    firewall_public_ip="203.0.113.10",
)
STOREFRONT = InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 443, backend_ip="203.0.113.80")


def planned(*omissions: Omission, **answers: Any) -> EgressPlan:
    """Plan for the shop with other answers."""
    return plan(changed(SHOP, *omissions, **answers), catalog())


def rule_to(made: EgressPlan, destination: str, service: str = "") -> Rule | None:
    """Return the line for a destination (and service), or None."""
    for rule in made.rules:
        if rule.destination.value == destination and (not service or service in map(str, rule.services)):
            return rule
    return None


def advisory(made: EgressPlan, advisory_id: str) -> Advisory | None:
    """Return the first advisory with this id, or None."""
    return next((entry for entry in made.advisories if entry.id == advisory_id), None)
