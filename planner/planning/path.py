"""The traffic path of a plan, decided once: where egress goes, and what becomes of each published service.

Facts: Microsoft's pages "Integrate Azure Firewall with Azure Standard Load Balancer" and "Customize cluster egress
with outbound types".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.address import Subnets, is_no_subnet, is_private, subnets_of
from planner.domain.cluster import Cluster, Exposure, InboundService, OutboundType
from planner.domain.destination import DestinationType
from planner.domain.fact import SettledFacts
from planner.domain.firewall import PROXY, Firewall
from planner.domain.hindrance import hindrance
from planner.domain.path import Egress, PathCause, PathState, ServicePath, TrafficPath
from planner.domain.plan import Route
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.planning.ranges import lacking_addresses, seen_addresses

INTERNAL_LOAD_BALANCER = "internal-load-balancer"
HOST_ROUTE = "host-route"
NAT_GATEWAY_ROUTE = "nat-gateway-route"
STOP_FILTERING = "stop-filtering"
REMEDIES = (INTERNAL_LOAD_BALANCER, HOST_ROUTE, NAT_GATEWAY_ROUTE, STOP_FILTERING)

INBOUND = "inbound"
"""The group that NAT rules stand under, where other lines have a feature."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9.]+")
_PRIVATE_CLUSTER, _VNET_INTEGRATION = "private_cluster", "vnet_integration"
_NAT_GATEWAY = "firewall_nat_gateway"
_AUTHORIZED = "authorized_ranges"
_ISOLATED = "network_isolated"
_HTTP_PROXY = "http_proxy"
_OUTBOUND_TYPE, _DEFAULT_ROUTE = "outbound_type", "default_route_to_firewall"


@dataclass(frozen=True, slots=True)
class _Ground:
    """What holds for all services alike."""

    routed: bool
    stops: bool
    blocked: bool
    next_hop_known: bool


def intended_path(
    cluster: Cluster, firewall: Firewall, facts: SettledFacts, doubts: tuple[PathCause, ...] = ()
) -> TrafficPath:
    """Return the path by the answers alone, before lines were left out; `settled_path` says what became of it.

    The firewall drops a service's answers exactly when the node subnet's default route leads to it and the service
    has a public load balancer frontend. Outbound type ``block`` denies egress in the subnet, before any route.
    ``doubts`` are what else the default route has to wait for.
    """
    outbound = outbound_type(facts)
    default_route = facts.yes(_DEFAULT_ROUTE)
    routed = default_route and outbound is not OutboundType.BLOCK
    public = [entry for entry in cluster.inbound if entry.exposure is Exposure.PUBLIC]
    stops = routed and any(entry.remedy == STOP_FILTERING for entry in public)
    ground = _Ground(routed, stops, outbound is OutboundType.BLOCK, bool(firewall.private_ip))
    ids = nat_rule_ids(cluster.inbound)
    subnets = subnets_of(cluster.node_subnets)
    # No line of such a plan leads to an API server outside: the route would take the nodes' way to it.
    cut_off = outbound is OutboundType.NONE and not reaches_api_server_inside(facts)
    # Where the subnet itself denies egress, no route decides anything.
    deciding = (_OUTBOUND_TYPE,) if ground.blocked else (_OUTBOUND_TYPE, _DEFAULT_ROUTE)
    access = _deciding_access(facts) if routed and not stops else ()
    if routed and not stops and firewall.make != PROXY:
        access = (*access, _HTTP_PROXY)
    return TrafficPath(
        outbound_type=outbound,
        default_route=default_route,
        egress=_egress(outbound, ground),
        services=tuple(
            replace(found, assumed=_rests_on(found, facts))
            for service, rule_id in zip(cluster.inbound, ids, strict=True)
            for found in (_service_path(service, rule_id, ground, firewall, subnets),)
        ),
        stops_filtering=stops,
        next_hop_known=not routed or stops or ground.next_hop_known,
        waits_for=(*doubts, *_doubts(cluster, firewall, facts, cut_off=cut_off))
        if routed and not stops
        else (),
        lacks=(PathCause.BY_PROXY,)
        if routed and not stops and firewall.make != PROXY and facts.is_said(_HTTP_PROXY)
        else (),
        # Who stops filtering has chosen that, whatever the route is.
        assumed=() if stops else tuple(filter(facts.is_assumed, deciding)),
        access_assumed=tuple(filter(facts.is_assumed, access)),
    )


def is_doubtful_next_hop(address: str, nodes: Subnets) -> bool:
    """Whether no firewall has this private address: it is one of the nodes' own, or public where they are not."""
    return bool(address) and (nodes.covers(address) or (nodes.is_private and not is_private(address)))


def _doubts(
    cluster: Cluster, firewall: Firewall, facts: SettledFacts, *, cut_off: bool
) -> Iterator[PathCause]:
    """Yield what speaks against the default route by the answers alone."""
    if cut_off:
        yield PathCause.API_SERVER_OUTSIDE
    if outbound_type(facts) is OutboundType.NONE and _ISOLATED in facts and not facts.yes(_ISOLATED):
        yield PathCause.NOT_ISOLATED
    if is_doubtful_next_hop(firewall.private_ip, subnets_of(cluster.node_subnets)):
        yield PathCause.NEXT_HOP_DOUBTFUL
    if any(map(is_no_subnet, cluster.node_subnets)):
        yield PathCause.SOURCE_DOUBTFUL
    ranges = facts.listed(_AUTHORIZED)
    if ranges and ranges_matter(facts):
        if not seen_addresses(firewall):
            yield PathCause.RANGES_UNCHECKED
        elif lacking_addresses(firewall, ranges):
            yield PathCause.RANGES_LACK


def ranges_matter(facts: SettledFacts) -> bool:
    """Whether nodes reach the API server from outside, by the firewall, so that its authorised ranges decide."""
    return outbound_type(facts) is not OutboundType.NONE and not reaches_api_server_inside(facts)


def _deciding_access(facts: SettledFacts) -> tuple[str, ...]:
    """Return the facts that decide whether nodes behind the firewall reach the API server and what they start from."""
    if outbound_type(facts) is OutboundType.NONE:
        return (_ISOLATED,)
    if not ranges_matter(facts):
        return ()
    return (_AUTHORIZED, _NAT_GATEWAY, _PRIVATE_CLUSTER) if facts.listed(_AUTHORIZED) else (_AUTHORIZED,)


def _rests_on(entry: ServicePath, facts: SettledFacts) -> tuple[str, ...]:
    """Return what nobody answered behind a host route: behind a NAT gateway answers go to that gateway's address."""
    return (_NAT_GATEWAY,) if entry.remedy == HOST_ROUTE and facts.is_assumed(_NAT_GATEWAY) else ()


def reaches_api_server_inside(facts: SettledFacts) -> bool:
    """Whether somebody said that nodes reach the API server inside the network, in either of the two ways."""
    return facts.is_said(_PRIVATE_CLUSTER) or facts.is_said(_VNET_INTEGRATION)


def outbound_type(facts: SettledFacts) -> OutboundType:
    """Return the outbound type, answered or assumed."""
    return OutboundType(facts.text(_OUTBOUND_TYPE) or OutboundType.USER_DEFINED_ROUTING)


def _egress(outbound: OutboundType, ground: _Ground) -> Egress:
    if outbound is OutboundType.BLOCK:
        return Egress.BLOCK
    if ground.routed:
        return Egress.OUTBOUND if ground.stops else Egress.FIREWALL
    return Egress.NONE if outbound is OutboundType.NONE else Egress.OUTBOUND


def _service_path(
    service: InboundService, rule_id: str, ground: _Ground, firewall: Firewall, subnets: Subnets
) -> ServicePath:
    if service.exposure is Exposure.INTERNAL:
        return _inside_path(service, rule_id, subnets, firewall)
    if ground.blocked:
        return ServicePath(service, rule_id, PathState.CLOSED, causes=(PathCause.BLOCKED,))
    if not ground.routed:
        return ServicePath(service, rule_id, PathState.BYPASSED, causes=(PathCause.NOT_ROUTED,))
    if ground.stops:
        chosen = service.remedy == STOP_FILTERING
        return ServicePath(
            service,
            rule_id,
            PathState.BYPASSED,
            asymmetric=chosen,
            remedy=STOP_FILTERING if chosen else "",
            chosen=STOP_FILTERING if chosen else "",
            causes=(PathCause.STOPS_FILTERING,),
        )
    remedy = effective_remedy(service, firewall)
    if not remedy:
        cause = PathCause.DOES_NOT_FIT if service.remedy else PathCause.UNDECIDED
        return ServicePath(service, rule_id, PathState.BROKEN, asymmetric=True, causes=(cause,))
    return ServicePath(service, rule_id, PathState.WHOLE, asymmetric=True, remedy=remedy, chosen=remedy)


def _inside_path(service: InboundService, rule_id: str, subnets: Subnets, firewall: Firewall) -> ServicePath:
    address = service.backend_ip or service.internal_ip
    if address and (address == firewall.private_ip or not subnets.can_hold(address)):
        return ServicePath(service, rule_id, PathState.PENDING, causes=(PathCause.ADDRESS_UNKNOWN,))
    return ServicePath(service, rule_id, PathState.WHOLE)


def settled_path(
    path: TrafficPath,
    firewall: Firewall,
    included: Collection[Rule],
    shadowed: Mapping[str, str],
    routes: Collection[Route],
) -> TrafficPath:
    """Return the path as the plan makes it.

    Args:
        path: what the answers intend.
        firewall: what is known of it: lines that it cannot hold are not written.
        included: the lines that the plan asks for.
        shadowed: NAT lines that can never match, each with the id of the line that takes its requests.
        routes: the routes of the plan.
    """
    if not path.passes_firewall:
        return path
    vital = [rule for rule in included if rule.is_vital]
    unwritten = [rule for rule in vital if rule.has_placeholder]
    waits = list(path.waits_for)
    if not path.next_hop_known:
        waits.append(PathCause.NEXT_HOP_UNKNOWN)
    if any(SOURCE_PLACEHOLDER in rule.sources for rule in included if rule.kind is not RuleKind.NAT):
        waits.append(PathCause.SOURCE_UNKNOWN)
    lacks_address = any(route.placeholder and not route.is_default for route in routes)
    if lacks_address:
        waits.append(PathCause.ROUTE_UNWRITTEN)
    nameless = {rule.id for rule in unwritten if rule.leads_nowhere}
    nameless |= {rule.id for rule in vital if hindrance(rule, firewall) is not None}
    if nameless:
        waits.append(PathCause.LINE_UNWRITTEN)
    # A line that was left out with a reason has been decided; one that collides, or that nobody chose, has not.
    if any(entry.state is PathState.BROKEN or entry.rule_id in shadowed for entry in path.services):
        waits.append(PathCause.SERVICE_CUT_OFF)
    by_list = firewall.needs_tag_list and any(
        rule.destination.type is DestinationType.SERVICE_TAG for rule in vital
    )
    lacks = (*path.lacks, PathCause.TAGS_BY_LIST) if by_list else path.lacks
    ground = _Settling(
        nat={rule.id: rule for rule in included if rule.kind is RuleKind.NAT},
        shadowed=shadowed,
        waits=(*waits, *lacks),
        nameless=frozenset(nameless),
        route_lacks_address=lacks_address,
    )
    services = tuple(_settled(entry, ground) for entry in path.services)
    return replace(path, services=services, waits_for=tuple(waits), lacks=lacks)


@dataclass(frozen=True, slots=True)
class _Settling:
    """What the plan's lines and routes make of all services.

    ``nameless`` are required lines that cannot be written whatever their source: they lead to a placeholder, or the
    firewall cannot hold them.
    """

    nat: Mapping[str, Rule]
    shadowed: Mapping[str, str]
    waits: tuple[PathCause, ...]
    nameless: frozenset[str]
    route_lacks_address: bool


def _settled(entry: ServicePath, ground: _Settling) -> ServicePath:
    if not entry.remedy or entry.remedy == STOP_FILTERING:
        return entry
    rule = ground.nat.get(entry.rule_id)
    if rule is None:
        return replace(entry, state=PathState.BROKEN, remedy="", causes=(PathCause.LEFT_OUT,))
    if entry.rule_id in ground.shadowed:
        winner = ground.shadowed[entry.rule_id]
        return replace(
            entry, state=PathState.BROKEN, remedy="", causes=(PathCause.COLLISION,), collides_with=winner
        )
    # Of its own line and route it is spoken below.
    causes: list[PathCause] = [cause for cause in ground.waits if cause not in _SPOKEN_OF_APART]
    if ground.nameless - {rule.id}:  # its own line is spoken of below
        causes.append(PathCause.LINE_UNWRITTEN)
    if rule.id in ground.nameless and not rule.has_placeholder:
        causes.append(PathCause.LINE_UNWRITTEN)
    if rule.has_placeholder or (ground.route_lacks_address and entry.remedy != INTERNAL_LOAD_BALANCER):
        causes.append(PathCause.ADDRESS_UNKNOWN)
    elif PathCause.ROUTE_UNWRITTEN in ground.waits:
        causes.append(PathCause.ROUTE_UNWRITTEN)
    elif is_private(rule.destination.value):  # of which nobody said that something before it translates
        causes.append(PathCause.ADDRESS_PRIVATE)
    return replace(entry, state=PathState.PENDING, causes=tuple(causes)) if causes else entry


_SPOKEN_OF_APART = (PathCause.LINE_UNWRITTEN, PathCause.ROUTE_UNWRITTEN)


def fitting_remedies(firewall: Firewall) -> tuple[str, ...]:
    """Return the remedies that fit, best first; a NAT gateway at the firewall replaces the host route."""
    return (INTERNAL_LOAD_BALANCER, NAT_GATEWAY_ROUTE if firewall.nat_gateway else HOST_ROUTE)


def effective_remedy(service: InboundService, firewall: Firewall) -> str:
    """Return the remedy that mends the service's path, or nothing while it is open.

    Behind a NAT gateway nodes see that gateway's address, so a host route for the firewall's own
    address would leave the path broken: it counts as undecided.
    """
    if service.remedy == HOST_ROUTE and firewall.nat_gateway:
        return ""
    if service.remedy == NAT_GATEWAY_ROUTE and "nat_gateway" in firewall.none:
        return ""
    return service.remedy if service.remedy in REMEDIES else ""


def nat_rule_ids(services: tuple[InboundService, ...]) -> tuple[str, ...]:
    """Return a rule id for each inbound service, in their order: ``inbound-storefront-tcp-443``, all different."""
    ids: list[str] = []
    taken: dict[str, int] = {}
    for service in services:
        name = _NOT_IN_IDS.sub("-", service.name.lower())[:40].strip("-") or "service"
        base = f"{INBOUND}-{name}-{service.protocol.value.lower()}-{service.port}"
        number = taken.get(base, 0) + 1
        taken[base] = number
        ids.append(base if number == 1 else f"{base}.{number}")
    return tuple(ids)


def published(path: TrafficPath) -> Iterator[ServicePath]:
    """Yield the services that a NAT rule publishes on the firewall, by their remedy."""
    if path.passes_firewall:
        yield from (entry for entry in path.services if entry.asymmetric and entry.remedy)
