"""Inbound services: asymmetric routing, its remedies, and the NAT rules and routes they bring.

Facts: Microsoft's pages "Integrate Azure Firewall with Azure Standard Load Balancer" and "Control egress
traffic using Azure Firewall in AKS".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from planner.catalog.model import OURS
from planner.domain.address import AZURE_DNS, is_private, subnets_of
from planner.domain.cluster import InboundService
from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.firewall import Firewall
from planner.domain.path import TrafficPath
from planner.domain.plan import Route
from planner.domain.rule import Reason, Rule, RuleKind, Translation
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.destinations import UNFIT_ADDRESS, placeholder
from planner.planning.path import HOST_ROUTE, INBOUND, INTERNAL_LOAD_BALANCER, NAT_GATEWAY_ROUTE, published

FIREWALL_PUBLIC_IP = Text("the firewall's public IP", "防火墙的公共 IP")
FIREWALL_PRIVATE_IP = Text("the firewall's private IP", "防火墙的专用 IP")
NODE_SUBNET = Text("the node subnet", "节点子网")
NAT_GATEWAY_IP = Text("the NAT gateway's public IP", "NAT 网关的公共 IP")

NO_FIREWALL = Firewall()
_PAGE = Source(
    SourceKind.MICROSOFT,
    "Integrate Azure Firewall with Azure Standard Load Balancer",
    section="Asymmetric routing",
    url="https://learn.microsoft.com/azure/firewall/integrate-lb",
)


def nat_rules(path: TrafficPath, firewall: Firewall, subnets: tuple[str, ...]) -> Iterator[Rule]:
    """Yield one NAT rule for each affected service with a remedy that publishes it on the firewall.

    ``subnets`` are the nodes' prefixes: an internal address has to be one of a machine in their network.
    """
    for entry in published(path):
        target = frontend(entry.service, firewall, subnets)
        yield _nat_rule(entry.service, entry.rule_id, firewall, target)


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


def routes(
    path: TrafficPath,
    firewall: Firewall,
    included: Collection[str],
    assumed: Callable[[tuple[str, ...]], Text] = lambda _: EMPTY_TEXT,
) -> tuple[Route, ...]:
    """Return the node subnet's routes: the default route, and host routes of the remedies in force.

    ``included`` are the ids of the NAT rules that the plan asks for: a route without its rule would
    mend nothing. ``assumed`` says in words what nobody answered of some facts: those that the path rests on, and so
    does each of its routes; a host route rests on those of its services as well, the default route on what lets nodes
    live behind the firewall.
    """
    if not path.passes_firewall:
        return ()
    found = [replace(_default_route(firewall), assumption=assumed((*path.assumed, *path.access_assumed)))]
    chosen = [entry for entry in published(path) if entry.rule_id in included]
    remedies = {entry.service.remedy for entry in chosen}
    behind = tuple(dict.fromkeys(name for entry in chosen for name in path.assumed_for(entry)))
    returning: list[Route] = []
    if HOST_ROUTE in remedies:
        returning.extend(
            _return_route(address, FIREWALL_PUBLIC_IP) for address in firewall.public_ips or ("",)
        )
    if NAT_GATEWAY_ROUTE in remedies:
        returning.extend(_return_route(address, NAT_GATEWAY_IP) for address in firewall.nat_gateway or ("",))
    found += [replace(route, assumption=assumed(behind)) for route in returning]
    return tuple({route.prefix: route for route in found}.values())


def unknown_destinations(rule: Rule) -> tuple[Text, ...]:
    """Return in words what a line leads to, or translates to, that is not known yet."""
    behind = (rule.translation.destination,) if rule.translation is not None else ()
    return tuple(
        destination.label
        for destination in (rule.destination, *behind)
        if destination.type is DestinationType.PLACEHOLDER
    )


def frontend(
    service: InboundService, firewall: Firewall = NO_FIREWALL, subnets: tuple[str, ...] = ()
) -> Destination:
    """Return where the NAT rule sends the service's traffic; a placeholder while no address that fits is known.

    An internal load balancer has an address of its network, whose subnets of nodes are ``subnets``. The host routes
    need the load balancer's public address: only towards a public target does the firewall use its public IP as the
    source. The firewall's own addresses are no load balancer's, nor is Azure's DNS.
    """
    own = (AZURE_DNS, firewall.private_ip, *firewall.public_ips)
    if service.remedy == INTERNAL_LOAD_BALANCER:
        address = service.internal_ip or (service.backend_ip if is_private(service.backend_ip) else "")
        fits = subnets_of(subnets).can_hold(address)
        label = Text(f"internal address of {service.name}", f"{service.name} 的内部地址")
    else:
        address = service.backend_ip
        fits = not is_private(address)
        label = Text(f"load balancer's public IP of {service.name}", f"{service.name} 的负载均衡器公共 IP")
    if address and fits and address not in own and not subnets_of(firewall.nat_gateway).covers(address):
        return Destination(DestinationType.ADDRESS, address)
    return placeholder(UNFIT_ADDRESS.filled(label=label, address=address) if address else label)


def _nat_rule(service: InboundService, rule_id: str, firewall: Firewall, behind: Destination) -> Rule:
    target = Service(service.protocol, service.port)
    public = firewall.public_ip
    reason = Reason(
        demand_id=rule_id,
        feature=INBOUND,
        necessity=Necessity.REQUIRED,
        purpose=Text(
            f"Publishes {service.name}: clients reach it on the firewall.",
            f"发布 {service.name}：客户端通过防火墙访问。",
            by=OURS,
        ),
        if_refused=Text(
            f"Clients on the internet cannot reach {service.name}.",
            f"Internet 上的客户端无法访问 {service.name}。",
            by=OURS,
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
        translation=Translation(behind, service.port),
    )


def _default_route(firewall: Firewall) -> Route:
    known = firewall.private_ip
    return Route(
        name="aks-default-to-firewall",
        prefix="0.0.0.0/0",
        next_hop_type="VirtualAppliance",
        next_hop=known or FIREWALL_PRIVATE_IP.en,
        reason=Text(
            "Sends all egress of the nodes to the firewall.",
            "将节点的全部出站流量发送到防火墙。",
            by="aks-outbound-types",
        ),
        placeholder=not known,
        label=EMPTY_TEXT if known else FIREWALL_PRIVATE_IP,
        if_refused=Text(
            "Unless such a route is in place already, the nodes' egress does not pass the firewall, and its rules "
            "filter nothing.",
            "除非已有这样的路由，否则节点的出站流量不经过防火墙，其规则不起作用。",
            by=OURS,
        ),
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
            by="firewall-integrate-lb",
        ),
        placeholder=not address,
        label=EMPTY_TEXT if address else unknown,
        if_refused=Text(
            "With the default route in place, answers to the firewall are lost: clients cannot reach what is "
            "published this way.",
            "默认路由生效后，返回防火墙的应答会丢失：客户端无法访问以此方式发布的服务。",
            by=OURS,
        ),
    )
