"""What an operator knows: one cluster, its features, and the services that are reached from outside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.fact import NO_FACTS, Facts
from planner.domain.service import Protocol


class OutboundType(StrEnum):
    """AKS ``outboundType``: who makes the path that egress takes."""

    LOAD_BALANCER = "loadBalancer"
    MANAGED_NAT_GATEWAY = "managedNATGateway"
    MANAGED_NAT_GATEWAY_V2 = "managedNATGatewayV2"
    USER_ASSIGNED_NAT_GATEWAY = "userAssignedNATGateway"
    USER_DEFINED_ROUTING = "userDefinedRouting"
    NONE = "none"
    BLOCK = "block"


class Exposure(StrEnum):
    """Which load balancer frontend an inbound service has."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class InboundService:
    """A service of the cluster that is reached from outside the virtual network.

    ``backend_ip`` is the load balancer frontend's address now, ``internal_ip`` the internal
    frontend that the remedy *internal load balancer* needs; both may be empty while unknown.
    ``remedy`` is the id of the chosen asymmetric-routing remedy, or empty while undecided.
    """

    name: str
    exposure: Exposure
    protocol: Protocol
    port: int
    backend_ip: str = ""
    internal_ip: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What was said about one cluster.

    ``cloud`` empty means that its region names it; ``edition`` is the page's, by which it is planned. ``facts``
    holds what is known, by the ids of the catalog's table of facts; whatever is not in it is not known.
    ``unknown_features`` are features of which nobody knows whether they are on: a plan takes them as off, and says
    so. None of them is among ``features``.
    """

    name: str = ""
    cloud: str = ""
    region: str = ""
    edition: str = ""
    features: tuple[str, ...] = ()
    unknown_features: tuple[str, ...] = ()
    facts: Facts = NO_FACTS
    inbound: tuple[InboundService, ...] = ()

    @property
    def node_subnets(self) -> tuple[str, ...]:
        """CIDR prefixes of the nodes; none while they are not known."""
        known = self.facts.get("node_subnets")
        return known if isinstance(known, tuple) else ()
