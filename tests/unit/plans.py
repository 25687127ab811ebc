"""Profiles that tests start from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.plan import Advisory, EgressPlan
from planner.domain.profile import ClusterProfile, Exposure, InboundService
from planner.domain.rule import Rule
from planner.domain.service import Protocol
from planner.planning.planner import plan

SHOP = ClusterProfile(
    name="shop-prod",
    region="westeurope",
    edition="2026-07-02",
    node_subnets=("10.42.0.0/22",),
    firewall_private_ip="10.0.1.4",
    firewall_public_ip="203.0.113.10",
)
STOREFRONT = InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 443, backend_ip="203.0.113.80")


@cache
def catalog() -> Catalog:
    """Return the real catalog, read once for all tests: it is frozen."""
    return load_catalog()


def planned(**answers: Any) -> EgressPlan:
    """Plan for the shop with other answers."""
    return plan(replace(SHOP, **answers), catalog())


def rule_to(made: EgressPlan, destination: str, service: str = "") -> Rule | None:
    """Return the line for a destination (and service), or None."""
    for rule in made.rules:
        if rule.destination.value == destination and (not service or service in map(str, rule.services)):
            return rule
    return None


def advisory(made: EgressPlan, advisory_id: str) -> Advisory | None:
    """Return the first advisory with this id, or None."""
    return next((entry for entry in made.advisories if entry.id == advisory_id), None)
