"""Requests of any size for tests of growth: published services, each with an address and a port, and subnets."""

from __future__ import annotations

from planner.domain.cluster import Exposure, InboundService
from planner.domain.request import Request
from planner.domain.service import Protocol
from planner.planning.path import HOST_ROUTE, INTERNAL_LOAD_BALANCER
from tests.plans import SHOP, changed

FEATURES = ("azure-monitor", "azure-policy", "key-vault", "windows", "workload-identity")


def services(
    count: int, remedies: tuple[str, ...] = (INTERNAL_LOAD_BALANCER, HOST_ROUTE)
) -> tuple[InboundService, ...]:
    """Return published services that take turns in ``remedies``; an empty remedy is an open decision."""
    return tuple(
        InboundService(
            name=f"service-{number}",
            exposure=Exposure.PUBLIC,
            protocol=Protocol.TCP,
            port=1 + number,
            backend_ip=f"51.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            internal_ip=f"10.{100 + (number >> 16)}.{number >> 8 & 255}.{number & 255}",
            remedy=remedies[number % len(remedies)],
        )
        for number in range(count)
    )


def subnets(count: int) -> tuple[str, ...]:
    """Return node subnets of 16 addresses that do not overlap."""
    return tuple(f"10.{number >> 12}.{number >> 4 & 255}.{(number & 15) << 4}/28" for number in range(count))


def large_request(
    service_count: int, subnet_count: int, remedies: tuple[str, ...] = (INTERNAL_LOAD_BALANCER, HOST_ROUTE)
) -> Request:
    """Return a whole request of this size: a typical cluster's features, every question answered."""
    return changed(
        SHOP,
        features=FEATURES,
        inbound=services(service_count, remedies),
        node_subnets=subnets(subnet_count) or SHOP.cluster.node_subnets,
        firewall_private_ip="10.200.0.4",
        firewall_public_ip="20.1.2.3",
    )
