"""The boxes of the picture: what stands where, with the addresses that are known."""

from __future__ import annotations

from dataclasses import replace

from planner.diagram.model import Place, PlaceKind, PlaceLine, RouteLine, Standing
from planner.diagram.wording import NOT_KNOWN, fill, same
from planner.domain.cluster import InboundService, OutboundType
from planner.domain.condition import FactIs
from planner.domain.destination import DestinationType
from planner.domain.plan import EgressPlan
from planner.domain.service import Protocol
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.inbound import frontend
from planner.planning.path import HOST_ROUTE, INTERNAL_LOAD_BALANCER, reaches_api_server_inside

_NAT_GATEWAY = Text("NAT gateway", "NAT 网关")
_OUTBOUND_TITLES = {
    OutboundType.LOAD_BALANCER: Text("Outbound load balancer", "出站负载均衡器"),
    OutboundType.MANAGED_NAT_GATEWAY: _NAT_GATEWAY,
    OutboundType.MANAGED_NAT_GATEWAY_V2: _NAT_GATEWAY,
    OutboundType.USER_ASSIGNED_NAT_GATEWAY: _NAT_GATEWAY,
}
_OUTBOUND_SENTENCES = {
    OutboundType.LOAD_BALANCER: Text("the outbound load balancer", "出站负载均衡器"),
    OutboundType.MANAGED_NAT_GATEWAY: Text("the NAT gateway", "NAT 网关"),
    OutboundType.MANAGED_NAT_GATEWAY_V2: Text("the NAT gateway", "NAT 网关"),
    OutboundType.USER_ASSIGNED_NAT_GATEWAY: Text("the NAT gateway", "NAT 网关"),
}
_OTHER_HOP = Text("Other next hop", "其他下一跃点")
_OTHER_HOP_SENTENCE = Text("another next hop than this firewall", "防火墙以外的下一跃点")
_NEW_OUTBOUND = Text("New outbound path", "新的出站路径")
_NEW_OUTBOUND_SENTENCE = Text("a NAT gateway or a load balancer", "NAT 网关或负载均衡器")


def frontend_address(plan: EgressPlan, service: InboundService, *, internal: bool) -> str:
    """Return the frontend's address as the plan takes it, or empty text while it is not known.

    An address that cannot be read is shown as it was typed.
    """
    remedy = INTERNAL_LOAD_BALANCER if internal else HOST_ROUTE
    try:
        found = frontend(replace(service, remedy=remedy), plan.firewall, plan.cluster.node_subnets)
    except ValueError:
        return service.internal_ip if internal else service.backend_ip
    return "" if found.type is DestinationType.PLACEHOLDER else found.value


def port_text(service: InboundService) -> str:
    """Return *TCP 443* as sentences say it; HTTP and HTTPS arrive over TCP."""
    protocol = Protocol.TCP if service.protocol.is_web else service.protocol
    return f"{protocol.value} {service.port}"


def client_place(connected: bool) -> Place:
    """Return the caller: anyone on the internet, or (``connected``) someone in a connected network."""
    if connected:
        lines = (Text("peered network", "对等互连网络"), Text("or on-premises", "或本地网络"))
    else:
        lines = (Text("on the internet", "位于 Internet"), Text("any address", "任意地址"))
    return Place(PlaceKind.CLIENT, Text("Client", "客户端"), tuple(PlaceLine(line) for line in lines))


def balancer_place(service: InboundService, *, internal: bool, address: str) -> Place:
    """Return the load balancer that hands traffic to nodes, with its frontend address and port."""
    title = _INTERNAL_BALANCER if internal else _PUBLIC_BALANCER
    port = port_text(service)
    value = same(f"{address} · {port}") if address else fill(_ADDRESS_AND_PORT, port=same(port))
    line = PlaceLine(value, fixed=bool(address))
    standing = Standing.INSIDE if internal else Standing.EDGE
    return Place(PlaceKind.LOAD_BALANCER, title, (line,), standing)


_INTERNAL_BALANCER = Text("Internal load balancer", "内部负载均衡器")
_PUBLIC_BALANCER = Text("Public load balancer", "公共负载均衡器")
_ADDRESS_AND_PORT = Text("not known yet · {port}", "尚未填写 · {port}")


def firewall_place(plan: EgressPlan, *, in_path: bool = True, nat_gateway: bool = False) -> Place:
    """Return the firewall with its two addresses, or as a bystander without them."""
    title = Text("Firewall", "防火墙")
    if not in_path:
        line = PlaceLine(Text("not in the path", "不在路径上"))
        return Place(PlaceKind.FIREWALL, title, (line,), Standing.EDGE, in_path=False)
    lines = [
        _labelled(Text("public", "公共"), plan.firewall.public_ip),
        _labelled(Text("private", "专用"), plan.firewall.private_ip),
    ]
    if nat_gateway:
        lines.insert(0, _labelled(_NAT_GATEWAY, plan.firewall.nat_gateway_ip))
    return Place(PlaceKind.FIREWALL, title, tuple(lines), Standing.EDGE)


def nodes_place(plan: EgressPlan) -> Place:
    """Return the node subnet; of several prefixes the first stands for all and the rest are counted."""
    subnets = plan.cluster.node_subnets
    if not subnets:
        line = PlaceLine(NOT_KNOWN)
    elif len(subnets) == 1:
        line = PlaceLine(same(subnets[0]), fixed=True)
    else:
        line = PlaceLine(same(f"{subnets[0]} +{len(subnets) - 1}"), fixed=True)
    return Place(PlaceKind.NODES, Text("Node subnet", "节点子网"), (line,), Standing.INSIDE)


def outbound_place(plan: EgressPlan) -> Place:
    """Return what takes egress past the firewall; still open when the route to it is to be given up."""
    replaced = plan.path.stops_filtering
    if replaced:
        title = _NEW_OUTBOUND
        line = Text("still to be chosen", "待选择")
    else:
        title = _OUTBOUND_TITLES.get(plan.path.outbound_type, _OTHER_HOP)
        line = same(plan.path.outbound_type.value)
    return Place(PlaceKind.OUTBOUND, title, (PlaceLine(line, fixed=not replaced),), Standing.EDGE)


def outbound_words(plan: EgressPlan) -> Text:
    """Return the same thing as a sentence names it."""
    if plan.path.stops_filtering:
        return _NEW_OUTBOUND_SENTENCE
    return _OUTBOUND_SENTENCES.get(plan.path.outbound_type, _OTHER_HOP_SENTENCE)


def internet_place() -> Place:
    """Return the internet, where the hosts of the plan are."""
    line = Text("hosts of this plan", "本方案的主机")
    return Place(PlaceKind.INTERNET, Text("Internet", "Internet"), (PlaceLine(line),))


def api_server_place(plan: EgressPlan) -> Place:
    """Return the API server: outside with a public address, inside for a private cluster."""
    if reaches_api_server_inside(plan.facts):
        integrated = not plan.facts.is_said("private_cluster")
        title = (
            Text("API server", "API 服务器") if integrated else Text("Private API server", "专用 API 服务器")
        )
        # A private endpoint stands there only if the API server itself does not; that has to have been said.
        apart = not integrated and plan.facts.is_answered(FactIs("vnet_integration", False))
        kind = Text("private endpoint", "专用终结点") if apart else Text("in the network", "在网络内")
        standing = Standing.INSIDE
    else:
        known = not plan.facts.is_assumed("private_cluster")
        kind = Text("public address", "公共地址") if known else Text("public, as assumed", "公共（假定）")
        title = Text("API server", "API 服务器")
        standing = Standing.OUTSIDE
    address = plan.facts.text("api_server_ip")
    line = PlaceLine(same(address), fixed=True) if address else PlaceLine(kind)
    return Place(PlaceKind.API_SERVER, title, (line,), standing)


def route_lines(plan: EgressPlan, *, host: str | None = None) -> tuple[RouteLine, ...]:
    """Return the route table: the default route, and a host route when ``host`` is given.

    ``host`` is the firewall's or NAT gateway's public address, empty text while unknown.
    """
    hop = plan.firewall.private_ip
    rows = [RouteLine(same("0.0.0.0/0"), same(hop) if hop else NOT_KNOWN, fixed=bool(hop))]
    if host is not None:
        prefix = same(host_prefix(host)) if host else Text("host route", "主机路由")
        rows.append(RouteLine(prefix, same("Internet"), fixed=bool(host)))
    return tuple(rows)


def host_prefix(address: str) -> str:
    """Return the route's prefix for one address; a NAT gateway may have a prefix of its own."""
    return address if "/" in address else f"{address}/32"


def _labelled(label: Text, address: str) -> PlaceLine:
    if address:
        return PlaceLine(same(address), label, fixed=True)
    return PlaceLine(NOT_KNOWN, label)


def text_or_empty(address: str) -> Text:
    """Return the address as a text, or nothing to emphasise."""
    return same(address) if address else EMPTY_TEXT
