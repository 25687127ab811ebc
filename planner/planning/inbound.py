"""Inbound services: asymmetric routing, its remedies, and the NAT rules and routes they bring.

Facts: Microsoft's pages "Integrate Azure Firewall with Azure Standard Load Balancer" and "Control egress
traffic using Azure Firewall in AKS".
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Iterator

from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.plan import Route
from planner.domain.profile import ClusterProfile, Exposure, InboundService, OutboundType
from planner.domain.rule import Reason, Rule, RuleKind, Translation
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.destinations import placeholder

INTERNAL_LOAD_BALANCER = "internal-load-balancer"
HOST_ROUTE = "host-route"
NAT_GATEWAY_ROUTE = "nat-gateway-route"
STOP_FILTERING = "stop-filtering"
REMEDIES = (INTERNAL_LOAD_BALANCER, HOST_ROUTE, NAT_GATEWAY_ROUTE, STOP_FILTERING)

INBOUND = "inbound"
"""The group that NAT rules stand under, where other lines have a feature."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9.]+")

FIREWALL_PUBLIC_IP = Text("the firewall's public IP", "防火墙的公共 IP")
FIREWALL_PRIVATE_IP = Text("the firewall's private IP", "防火墙的专用 IP")
NAT_GATEWAY_IP = Text("the NAT gateway's public IP", "NAT 网关的公共 IP")

_PAGE = Source(
    SourceKind.MICROSOFT,
    "Integrate Azure Firewall with Azure Standard Load Balancer",
    section="Asymmetric routing",
    url="https://learn.microsoft.com/azure/firewall/integrate-lb",
)


def affected_services(profile: ClusterProfile) -> tuple[InboundService, ...]:
    """Return the services whose answers the firewall would drop.

    Exactly when the node subnet's default route leads to the firewall and the service has a public
    load balancer frontend; whether a remedy was chosen does not matter here. Once somebody chose to
    stop filtering, the route is gone, and only the services that this was chosen for are returned.
    """
    return tuple(service for _, service in _affected(profile))


def _affected(profile: ClusterProfile) -> list[tuple[int, InboundService]]:
    if not _routed_to_firewall(profile):
        return []
    public = [entry for entry in enumerate(profile.inbound) if entry[1].exposure is Exposure.PUBLIC]
    stopping = [entry for entry in public if entry[1].remedy == STOP_FILTERING]
    return stopping or public


def _routed_to_firewall(profile: ClusterProfile) -> bool:
    """Whether egress gets as far as the firewall's route: ``block`` denies it in the subnet already."""
    return profile.default_route and profile.outbound_type is not OutboundType.BLOCK


def egress_passes_firewall(profile: ClusterProfile) -> bool:
    """Whether the rules of the plan would be enforced at all."""
    return _routed_to_firewall(profile) and not stops_filtering(profile)


def stops_filtering(profile: ClusterProfile) -> bool:
    """Whether someone chose to let egress bypass the firewall instead of mending the path."""
    return any(service.remedy == STOP_FILTERING for service in affected_services(profile))


def fitting_remedies(profile: ClusterProfile) -> tuple[str, ...]:
    """Return the remedies that fit, best first; a NAT gateway at the firewall replaces the host route."""
    route = NAT_GATEWAY_ROUTE if profile.firewall_nat_gateway_ip else HOST_ROUTE
    return (INTERNAL_LOAD_BALANCER, route)


def effective_remedy(service: InboundService, profile: ClusterProfile) -> str:
    """Return the remedy that mends the service's path, or nothing while it is open.

    Behind a NAT gateway nodes see that gateway's address, so a host route for the firewall's own
    address would leave the path broken: it counts as undecided.
    """
    if service.remedy == HOST_ROUTE and profile.firewall_nat_gateway_ip:
        return ""
    return service.remedy if service.remedy in REMEDIES else ""


def nat_rules(profile: ClusterProfile) -> Iterator[Rule]:
    """Yield one NAT rule for each affected service with a remedy that publishes it on the firewall."""
    if not egress_passes_firewall(profile):
        return
    ids = nat_rule_ids(profile)
    for index, service in _affected(profile):
        if effective_remedy(service, profile):
            yield _nat_rule(service, ids[index], profile)


def nat_rule_ids(profile: ClusterProfile) -> tuple[str, ...]:
    """Return a rule id for each inbound service, in their order: ``inbound-storefront-tcp-443``, all different."""
    ids: list[str] = []
    taken: dict[str, int] = {}
    for service in profile.inbound:
        name = _NOT_IN_IDS.sub("-", service.name.lower())[:40].strip("-") or "service"
        base = f"{INBOUND}-{name}-{service.protocol.value.lower()}-{service.port}"
        number = taken.get(base, 0) + 1
        taken[base] = number
        ids.append(base if number == 1 else f"{base}.{number}")
    return tuple(ids)


def shadowed_nat_rules(rules: Iterable[Rule]) -> list[tuple[Rule, Rule]]:
    """Return NAT rules that can never match, each with the earlier rule that takes its requests."""
    first: dict[tuple[object, ...], Rule] = {}
    shadowed = []
    for rule in rules:
        if rule.kind is RuleKind.NAT:
            winner = first.setdefault((rule.destination.key, rule.services), rule)
            if winner is not rule:
                shadowed.append((rule, winner))
    return shadowed


def routes(profile: ClusterProfile, published: Collection[str]) -> tuple[Route, ...]:
    """Return the node subnet's routes: the default route, and host routes of the remedies in force.

    ``published`` are the ids of the NAT rules that the plan asks for: a route without its rule would
    mend nothing.
    """
    if not egress_passes_firewall(profile):
        return ()
    found = [_default_route(profile)]
    ids = nat_rule_ids(profile)
    for index, service in _affected(profile):
        if ids[index] not in published:
            continue
        if service.remedy == HOST_ROUTE:
            found.append(_return_route(profile.firewall_public_ip, FIREWALL_PUBLIC_IP))
        elif service.remedy == NAT_GATEWAY_ROUTE:
            found.append(_return_route(profile.firewall_nat_gateway_ip, NAT_GATEWAY_IP))
    return tuple({route.prefix: route for route in found}.values())


def frontend(service: InboundService) -> Destination:
    """Return where the NAT rule sends the service's traffic; a placeholder while it is not known.

    An internal load balancer needs a private address. The host routes need the load balancer's public
    address: only towards a public target does the firewall use its public IP as the source.
    """
    if service.remedy == INTERNAL_LOAD_BALANCER:
        address = service.internal_ip or (service.backend_ip if _is_private(service.backend_ip) else "")
        label = Text(f"internal address of {service.name}", f"{service.name} 的内部地址")
    else:
        address = "" if _is_private(service.backend_ip) else service.backend_ip
        label = Text(f"load balancer's public IP of {service.name}", f"{service.name} 的负载均衡器公共 IP")
    return Destination(DestinationType.ADDRESS, address) if address else placeholder(label)


def _nat_rule(service: InboundService, rule_id: str, profile: ClusterProfile) -> Rule:
    target = Service(service.protocol, service.port)
    public = profile.firewall_public_ip
    reason = Reason(
        demand_id=rule_id,
        feature=INBOUND,
        necessity=Necessity.REQUIRED,
        purpose=Text(
            f"Publishes {service.name}: clients reach it on the firewall.",
            f"发布 {service.name}：客户端通过防火墙访问。",
        ),
        if_refused=Text(
            f"Clients on the internet cannot reach {service.name}.",
            f"Internet 上的客户端无法访问 {service.name}。",
        ),
        source=_PAGE,
    )
    return Rule(
        id=rule_id,
        kind=RuleKind.NAT,
        sources=("*",),
        destination=Destination(DestinationType.ADDRESS, public)
        if public
        else placeholder(FIREWALL_PUBLIC_IP),
        services=(target,),
        reasons=(reason,),
        translation=Translation(frontend(service), service.port),
    )


def _default_route(profile: ClusterProfile) -> Route:
    known = profile.firewall_private_ip
    return Route(
        name="aks-default-to-firewall",
        prefix="0.0.0.0/0",
        next_hop_type="VirtualAppliance",
        next_hop=known or FIREWALL_PRIVATE_IP.en,
        reason=Text("Sends all egress of the nodes to the firewall.", "将节点的全部出站流量发送到防火墙。"),
        placeholder=not known,
        label=EMPTY_TEXT if known else FIREWALL_PRIVATE_IP,
    )


def _return_route(address: str, unknown: Text) -> Route:
    prefix = address if "/" in address else f"{address}/32"
    return Route(
        name=f"aks-return-{prefix.replace('/', '-')}" if address else "aks-return",
        prefix=prefix if address else f"<{unknown.en}>/32",
        next_hop_type="Internet",
        next_hop="",
        reason=Text(
            "Lets answers to the firewall leave by the load balancer instead of the default route.",
            "使返回防火墙的应答经负载均衡器送出，而不走默认路由。",
        ),
        placeholder=not address,
        label=EMPTY_TEXT if address else unknown,
    )


def _is_private(address: str) -> bool:
    """Whether the address is one of RFC 1918, which no load balancer on the internet has."""
    if not address:
        return False
    ip = ipaddress.ip_address(address)
    return any(
        ip in ipaddress.ip_network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    )
