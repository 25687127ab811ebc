"""Steps of a call from outside: how the request reaches a node and what becomes of the answer.

Facts: asymmetric routing and its remedies, *Integrate Azure Firewall with Azure Standard Load Balancer*.
"""

from __future__ import annotations

from planner.diagram import wording
from planner.diagram.model import Leg, PathStep, PlaceKind
from planner.diagram.places import frontend_address, host_prefix, port_text, text_or_empty
from planner.diagram.wording import at, fill, same
from planner.domain.cluster import InboundService
from planner.domain.plan import EgressPlan
from planner.domain.text import Text

CLIENT, BALANCER = PlaceKind.CLIENT, PlaceKind.LOAD_BALANCER
FIREWALL, NODES = PlaceKind.FIREWALL, PlaceKind.NODES
DNAT = Text("DNAT", "DNAT")
DROPPED = Text("dropped", "已丢弃")


def asymmetric_steps(plan: EgressPlan, service: InboundService) -> tuple[PathStep, ...]:
    """Return the broken path: in by the load balancer, out by the firewall, which drops the answer."""
    private = plan.firewall.private_ip
    firewall = at(wording.FIREWALL, wording.FIREWALL_PRIVATE_IP, private)
    routed = fill(wording.NODE_ANSWERS_ROUTED, firewall=firewall)
    return (
        _opens_public(plan, service),
        PathStep(2, Leg.REQUEST, (BALANCER, NODES), wording.BALANCER_HANDS_KEPT),
        PathStep(3, Leg.ANSWER, (NODES, FIREWALL), routed, emphasis=text_or_empty(private)),
        PathStep(4, Leg.DROPPED, (FIREWALL, CLIENT), wording.FIREWALL_DROPS, DROPPED, wording.CLIENT_WAITS),
    )


def internal_balancer_steps(plan: EgressPlan, service: InboundService) -> tuple[PathStep, ...]:
    """Return the path of remedy A: NAT on the firewall to an internal frontend; answers stay inside."""
    internal = frontend_address(plan, service, internal=True)
    target = at(wording.INTERNAL_BALANCER, wording.INTERNAL_BALANCER_UNKNOWN, internal)
    passes = fill(wording.NAT_RULE_PASSES, target=target)
    # Azure Firewall translates the source of what it publishes; of another make that is a choice of its own.
    translates = plan.firewall.may_be_azure
    by_choice = fill(wording.PODS_SEE_ADDRESS, source=wording.SOURCE_BY_TRANSLATION)
    return (
        _opens_firewall(plan, service),
        PathStep(2, Leg.REQUEST, (FIREWALL, BALANCER), passes, DNAT, text_or_empty(internal)),
        PathStep(3, Leg.REQUEST, (BALANCER, NODES), wording.PODS_SEE_FIREWALL if translates else by_choice),
        PathStep(
            4,
            Leg.ANSWER,
            (NODES, FIREWALL),
            wording.NODE_ANSWERS_FIREWALL if translates else wording.NODE_ANSWERS_BY_ROUTE,
        ),
        PathStep(5, Leg.ANSWER, (FIREWALL, CLIENT), wording.FIREWALL_ANSWERS),
    )


def host_route_steps(plan: EgressPlan, service: InboundService, *, nat_gateway: bool) -> tuple[PathStep, ...]:
    """Return the path of remedies B and C: NAT to the public frontend, answers kept off 0.0.0.0/0.

    The node sees the firewall's public address, or its NAT gateway's when ``nat_gateway`` is true.
    """
    frontend = frontend_address(plan, service, internal=False)
    target = at(wording.PUBLIC_BALANCER, wording.PUBLIC_BALANCER_UNKNOWN, frontend)
    passes = fill(wording.NAT_RULE_PASSES, target=target)
    seen = plan.firewall.nat_gateway_ip if nat_gateway else plan.firewall.public_ip
    if nat_gateway:
        source = at(wording.SOURCE_NAT_GATEWAY, wording.SOURCE_NAT_GATEWAY_UNKNOWN, seen)
        reaches = wording.ANSWER_REACHES_BY_NAT
    else:
        source = at(wording.SOURCE_FIREWALL, wording.FIREWALL_PUBLIC_IP, seen)
        reaches = wording.ANSWER_REACHES
    prefix = text_or_empty(host_prefix(seen) if seen else "")
    route = fill(wording.HOST_ROUTE, prefix=prefix) if seen else wording.HOST_ROUTE_UNKNOWN
    takes = fill(wording.HOST_ROUTE_TAKES, route=route)
    sees = fill(wording.PODS_SEE_ADDRESS, source=source)
    return (
        _opens_firewall(plan, service),
        PathStep(2, Leg.REQUEST, (FIREWALL, BALANCER), passes, DNAT, text_or_empty(frontend)),
        PathStep(3, Leg.REQUEST, (BALANCER, NODES), sees, emphasis=text_or_empty(seen)),
        PathStep(4, Leg.ANSWER, (NODES, BALANCER), takes, emphasis=prefix),
        PathStep(5, Leg.ANSWER, (BALANCER, FIREWALL), reaches),
        PathStep(6, Leg.ANSWER, (FIREWALL, CLIENT), wording.FIREWALL_ANSWERS),
    )


def direct_steps(plan: EgressPlan, service: InboundService) -> tuple[PathStep, ...]:
    """Return the path of a public service whose nodes have no default route to the firewall."""
    return (
        _opens_public(plan, service),
        PathStep(2, Leg.REQUEST, (BALANCER, NODES), wording.BALANCER_HANDS_KEPT),
        PathStep(3, Leg.ANSWER, (NODES, BALANCER, CLIENT), wording.NODE_ANSWERS_BALANCER),
    )


def internal_steps(service: InboundService) -> tuple[PathStep, ...]:
    """Return the path of an internal frontend: caller and answer stay off the default route."""
    address = internal_address(service)
    target = at(wording.INTERNAL_BALANCER, wording.INTERNAL_BALANCER_UNKNOWN, address)
    opens = fill(wording.CONNECTED_CLIENT_OPENS, port=same(port_text(service)), target=target)
    return (
        PathStep(1, Leg.REQUEST, (CLIENT, BALANCER), opens, emphasis=text_or_empty(address)),
        PathStep(2, Leg.REQUEST, (BALANCER, NODES), wording.BALANCER_HANDS_KEPT),
        PathStep(3, Leg.ANSWER, (NODES, CLIENT), wording.NODE_ANSWERS_INSIDE),
    )


def internal_address(service: InboundService) -> str:
    """Return an internal service's frontend address: the one it has now, else the one planned for it."""
    return service.backend_ip or service.internal_ip


def _opens_public(plan: EgressPlan, service: InboundService) -> PathStep:
    address = frontend_address(plan, service, internal=False)
    target = at(wording.BALANCER, wording.BALANCER_PUBLIC_IP, address)
    opens = fill(wording.CLIENT_OPENS, port=same(port_text(service)), target=target)
    return PathStep(1, Leg.REQUEST, (CLIENT, BALANCER), opens, emphasis=text_or_empty(address))


def _opens_firewall(plan: EgressPlan, service: InboundService) -> PathStep:
    public = plan.firewall.public_ip
    target = at(wording.FIREWALL, wording.FIREWALL_PUBLIC_IP, public)
    opens = fill(wording.CLIENT_OPENS, port=same(port_text(service)), target=target)
    return PathStep(1, Leg.REQUEST, (CLIENT, FIREWALL), opens, emphasis=text_or_empty(public))
