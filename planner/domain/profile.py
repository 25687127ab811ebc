"""The answers about one cluster."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.service import Protocol


class OutboundType(StrEnum):
    """AKS ``outboundType``: who makes the path that egress takes."""

    LOAD_BALANCER = "loadBalancer"
    MANAGED_NAT_GATEWAY = "managedNATGateway"
    USER_ASSIGNED_NAT_GATEWAY = "userAssignedNATGateway"
    USER_DEFINED_ROUTING = "userDefinedRouting"
    NONE = "none"
    BLOCK = "block"


class Exposure(StrEnum):
    """Which load balancer frontend an inbound service has."""

    PUBLIC = "public"
    INTERNAL = "internal"


class MonitorBy(StrEnum):
    """How Azure Monitor is let through: host by host, or by its service tag."""

    HOSTS = "hosts"
    TAG = "tag"


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
class ClusterProfile:
    """Everything the planner was told about one cluster; each default is the planner's assumption.

    Addresses are IPv4 text, ``node_subnets`` are CIDR prefixes. Empty text means not known yet.
    ``vault_certificates`` names the features (Istio, application routing) whose certificates live
    in a key vault. ``default_route_to_firewall`` None means: as the outbound type implies.
    """

    name: str = ""
    cloud: str = "AzureCloud"
    region: str = ""
    edition: str = ""
    features: tuple[str, ...] = ()
    vault_certificates: tuple[str, ...] = ()
    private_cluster: bool = False
    konnectivity: bool = True
    nodes_before_march_2021: bool = False
    pods_call_api_server: bool = False
    api_server_ip: str = ""
    custom_dns: tuple[str, ...] = ()
    node_subnets: tuple[str, ...] = ()
    azure_monitor_by: MonitorBy = MonitorBy.HOSTS
    outbound_type: OutboundType = OutboundType.USER_DEFINED_ROUTING
    default_route_to_firewall: bool | None = None
    firewall_private_ip: str = ""
    firewall_public_ip: str = ""
    firewall_nat_gateway_ip: str = ""
    inbound: tuple[InboundService, ...] = ()

    @property
    def default_route(self) -> bool:
        """Whether the node subnet's 0.0.0.0/0 leads to the firewall.

        True for ``userDefinedRouting`` unless answered otherwise; for the other outbound types only
        if someone says that the route table has such a route (facts: AKS outbound types page).
        """
        if self.default_route_to_firewall is not None:
            return self.default_route_to_firewall
        return self.outbound_type is OutboundType.USER_DEFINED_ROUTING
