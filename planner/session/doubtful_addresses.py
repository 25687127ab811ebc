"""Addresses that can be read and are probably not what was meant: overlaps, and those that nothing can have there."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator

from planner.domain.address import AZURE_DNS, is_no_subnet, is_private, subnets_of
from planner.domain.cluster import Exposure, InboundService
from planner.domain.fact import SettledFacts
from planner.domain.path import TrafficPath
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.destinations import is_no_api_server
from planner.planning.path import (
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_ROUTE,
)
from planner.session.addresses import address_problem, prefix_problem
from planner.session.problem import Problem, Step


def doubtful_addresses(request: Request, path: TrafficPath, facts: SettledFacts) -> Iterator[Problem]:
    """Addresses that can be read and are probably not what was meant; they are used as typed."""
    for index, subnet in enumerate(request.cluster.node_subnets):
        if subnet and not prefix_problem(subnet) and is_no_subnet(subnet):
            yield Problem(Step.FACTS, "node_subnets", _one_address(subnet), index=index, in_plan=True)
    yield from _overlaps(request)
    api_server = request.cluster.facts.get("api_server_ip")
    readable = isinstance(api_server, str) and api_server and not address_problem(api_server)
    if isinstance(api_server, str) and readable and is_no_api_server(api_server, request.firewall, facts):
        others = not is_private(api_server) or api_server == request.firewall.private_ip
        said = _no_api_server(api_server) if others else _inside(api_server)
        yield Problem(Step.FACTS, "api_server_ip", said, in_plan=True)
    servers = request.cluster.facts.get("custom_dns")
    for index, server in enumerate(servers if isinstance(servers, tuple) else ()):
        if server == AZURE_DNS:
            yield Problem(Step.FACTS, "custom_dns", _AZURES_OWN_DNS, index=index)
    private = request.firewall.private_ip
    if private and not address_problem(private) and not is_private(private):
        yield Problem(Step.TRAFFIC, "firewall_private_ip", _not_private(private), in_plan=True)
    for index, public in enumerate(request.firewall.public_ips):
        if public and not address_problem(public) and is_private(public):
            yield Problem(Step.TRAFFIC, "firewall_public_ips", _not_public(public), index=index)
    yield from _of_services(request, path)


def _of_services(request: Request, path: TrafficPath) -> Iterator[Problem]:
    """What load balancers cannot have: the firewall's own addresses, public ones inside, private ones outside."""
    firewall, subnets = request.firewall, subnets_of(request.cluster.node_subnets)
    own, behind = {firewall.private_ip, *firewall.public_ips} - {""}, subnets_of(firewall.nat_gateway)
    for index, entry in enumerate(path.services):
        service = entry.service
        for address in dict.fromkeys((service.backend_ip, service.internal_ip)):
            if address in own or behind.covers(address):
                yield Problem(Step.TRAFFIC, "inbound", _firewalls_own(service, address), index=index)
        inside, published = service.exposure is Exposure.INTERNAL, entry.remedy == INTERNAL_LOAD_BALANCER
        address = (service.backend_ip if inside else "") or service.internal_ip
        if address and (inside or published) and not subnets.can_hold(address):
            yield Problem(
                Step.TRAFFIC, "inbound", _not_inside(service, address), index=index, in_plan=published
            )
        elif entry.remedy in (HOST_ROUTE, NAT_GATEWAY_ROUTE) and is_private(service.backend_ip):
            yield Problem(
                Step.TRAFFIC, "inbound", _not_outside(service, service.backend_ip), index=index, in_plan=True
            )


def _overlaps(request: Request) -> Iterator[Problem]:
    """Node subnets that share addresses, and what cannot lie inside one: the pods' own range, the firewall."""
    subnets = [
        (index, ipaddress.IPv4Network(subnet))
        for index, subnet in enumerate(request.cluster.node_subnets)
        if subnet and not prefix_problem(subnet)
    ]
    yield from _shared(subnets)
    pods = request.cluster.facts.get("pod_cidr")
    for index, entry in enumerate(pods if isinstance(pods, tuple) else ()):
        if not prefix_problem(entry):
            wide = _holding(ipaddress.IPv4Network(entry), subnets)
            if wide is not None:
                yield Problem(Step.FACTS, "pod_cidr", _pods_share(entry, str(wide)), index=index)
    private = request.firewall.private_ip
    if private and not address_problem(private):
        wide = _holding(ipaddress.IPv4Network(private), subnets)
        if wide is not None:
            yield Problem(
                Step.TRAFFIC, "firewall_private_ip", _inside_nodes(private, str(wide)), in_plan=True
            )


def _shared(subnets: list[tuple[int, ipaddress.IPv4Network]]) -> Iterator[Problem]:
    """Go through the subnets by address, the wider before the narrower: one that is not new shares with the last."""
    widest: ipaddress.IPv4Network | None = None
    for index, subnet in sorted(subnets, key=lambda entry: (entry[1].network_address, entry[1].prefixlen)):
        if widest is not None and widest.overlaps(subnet):
            if widest != subnet:  # the same one twice counts once
                yield Problem(Step.FACTS, "node_subnets", _shares(str(subnet), str(widest)), index=index)
        else:
            widest = subnet


def _holding(
    wanted: ipaddress.IPv4Network, subnets: Iterable[tuple[int, ipaddress.IPv4Network]]
) -> ipaddress.IPv4Network | None:
    return next((subnet for _, subnet in subnets if subnet.overlaps(wanted)), None)


def _shares(subnet: str, other: str) -> Text:
    return Text(
        f"{subnet} and {other} share addresses; subnets of a network cannot. Correct one of them.",
        f"{subnet} 与 {other} 的地址重叠，同一网络的子网不能重叠。请更正其中一个。",
    )


def _pods_share(pods: str, subnet: str) -> Text:
    return Text(
        f"The pods' range {pods} and the node subnet {subnet} share addresses. Correct one of them.",
        f"Pod 地址范围 {pods} 与节点子网 {subnet} 重叠。请更正其中一个。",
    )


def _inside_nodes(address: str, subnet: str) -> Text:
    return Text(
        f"{address} lies inside the node subnet {subnet}; a firewall stands in a subnet of its own. Check both.",
        f"{address} 位于节点子网 {subnet} 内，而防火墙应在自己的子网中。请核对两者。",
    )


def _no_api_server(address: str) -> Text:
    return Text(
        f"{address} is the firewall's address or Azure's own DNS; the API server has another. Correct it.",
        f"{address} 是防火墙的地址或 Azure 自己的 DNS，API 服务器使用其他地址。请更正。",
    )


def _inside(address: str) -> Text:
    return Text(
        f"{address} is a private address, and nobody said that the API server is private. Correct one of them.",
        f"{address} 是专用地址，但尚未说明 API 服务器为专用。请更正其中一项。",
    )


def _firewalls_own(service: InboundService, address: str) -> Text:
    return Text(
        f"{address} is the firewall's own address; the load balancer of {service.name} has another. "
        "Correct one of them.",
        f"{address} 是防火墙自己的地址，{service.name} 的负载均衡器使用其他地址。请更正其中一个。",
    )


def _not_inside(service: InboundService, address: str) -> Text:
    return Text(
        f"{address} cannot be the internal address of {service.name}: it is public, or one of the five that Azure "
        "keeps in each subnet. Correct it.",
        f"{address} 不能作为 {service.name} 的内部地址：它是公共地址，或是 Azure 在各子网中保留的地址。请更正。",
    )


def _not_outside(service: InboundService, address: str) -> Text:
    return Text(
        f"{address} is private; the path chosen for {service.name} needs the load balancer's public IP. Correct one "
        "of them.",
        f"{address} 是专用地址，为 {service.name} 选择的路径需要负载均衡器的公共 IP。请更正其中一项。",
    )


def _one_address(subnet: str) -> Text:
    return Text(
        f"{subnet} is smaller than any subnet of Azure's; rules would hold for it alone. Give the whole subnet, such "
        "as 10.42.0.0/22.",
        f"{subnet} 小于 Azure 允许的最小子网，规则只对它生效。请填写完整的子网，例如 10.42.0.0/22。",
    )


def _not_private(address: str) -> Text:
    return Text(
        f"{address} is not a private address. The next hop of the default route is the firewall's private IP.",
        f"{address} 不是专用地址。默认路由的下一跃点是防火墙的专用 IP。",
    )


def _not_public(address: str) -> Text:
    return Text(
        f"{address} is a private address. Clients on the internet need the firewall's public IP.",
        f"{address} 是专用地址。Internet 上的客户端需要防火墙的公共 IP。",
    )


_AZURES_OWN_DNS = Text(
    f"{AZURE_DNS} is Azure's own DNS; no rule is needed for it. Leave it out unless it is meant.",
    f"{AZURE_DNS} 是 Azure 自己的 DNS，不需要规则。如非有意填写，请将其删除。",
)
