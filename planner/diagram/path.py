"""From a plan to its traffic path: which situation it is, what stands in it, how it ends."""

from __future__ import annotations

from planner.diagram import egress as egress_part
from planner.diagram import inbound, places, wording
from planner.diagram.measure import ELLIPSIS
from planner.diagram.model import PathDrawing, PathSituation, PathStep, Place, RouteLine
from planner.diagram.wording import fill, same
from planner.domain.cluster import Exposure, InboundService
from planner.domain.path import Egress, PathCause, PathState, ServicePath, TrafficPath
from planner.domain.plan import EgressPlan
from planner.domain.text import Text
from planner.planning.path import (
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_ROUTE,
    STOP_FILTERING,
    reaches_api_server_inside,
)

_REMEDIES = {
    INTERNAL_LOAD_BALANCER: PathSituation.INTERNAL_LOAD_BALANCER,
    HOST_ROUTE: PathSituation.HOST_ROUTE,
    NAT_GATEWAY_ROUTE: PathSituation.NAT_GATEWAY_ROUTE,
}
_LONGEST_NAME = 63  # of a Kubernetes service; what is longer is cut so that the sentence stays whole
_MENDED = frozenset(
    {PathSituation.INTERNAL_LOAD_BALANCER, PathSituation.HOST_ROUTE, PathSituation.NAT_GATEWAY_ROUTE}
)
_PENDING = {
    PathCause.NEXT_HOP_UNKNOWN: wording.PENDING_ROUTE,
    PathCause.SOURCE_UNKNOWN: wording.PENDING_SOURCE,
    PathCause.NEXT_HOP_DOUBTFUL: wording.PENDING_NEXT_HOP,
    PathCause.SOURCE_DOUBTFUL: wording.PENDING_SUBNET,
    PathCause.LINE_UNWRITTEN: wording.PENDING_LINE,
    PathCause.API_SERVER_OUTSIDE: wording.PENDING_API_SERVER,
    PathCause.RANGES_LACK: wording.PENDING_RANGES,
    PathCause.RANGES_UNCHECKED: wording.PENDING_RANGES_UNCHECKED,
    PathCause.NOT_ISOLATED: wording.PENDING_NOT_ISOLATED,
    PathCause.WRONG_REGION: wording.PENDING_REGION,
    PathCause.SERVICE_CUT_OFF: wording.PENDING_SERVICE,
    PathCause.TAGS_BY_LIST: wording.PENDING_LIST,
    PathCause.BY_PROXY: wording.PENDING_PROXY,
    PathCause.ADDRESS_UNKNOWN: wording.PENDING_ADDRESS,
    PathCause.ROUTE_UNWRITTEN: wording.PENDING_ADDRESS,
    PathCause.ADDRESS_PRIVATE: wording.PENDING_PUBLIC_IP,
}
"""What a path waits for, in words; of several causes the first speaks."""
_EGRESS_STATES = {
    Egress.FIREWALL: PathState.WHOLE,
    Egress.OUTBOUND: PathState.BYPASSED,
    Egress.NONE: PathState.CLOSED,
    Egress.BLOCK: PathState.CLOSED,
}


def path_drawing(plan: EgressPlan, service: str = "") -> PathDrawing:
    """Return the picture of the inbound service named ``service``, or of the one that matters most.

    Without a name that is the first service whose answers are dropped, else the first that gave up
    filtering, else the first; a plan without inbound services (or without that name) shows egress alone.
    What is so was decided by planning (`EgressPlan.path`); here it is put into places, steps and words.
    """
    path = plan.path
    entry = _shown_entry(path, service)
    shown = entry.service if entry is not None else None
    situation = _situation(entry, path)
    if shown is None:
        boxes = _egress_places(plan, path.egress)
        steps = egress_part.egress_steps(plan, path.egress)
    else:
        boxes = _inbound_places(plan, shown, situation, path.egress)
        steps = _inbound_steps(plan, shown, situation, path.egress)
    verdict = _verdict(entry, path)
    said = _verdict_text(verdict, entry, path)
    if said is wording.WHOLE and service and len(path.services) > 1:
        said = wording.WHOLE_OF  # of the others nothing is said here
    assumed = () if path.stops_filtering else path.assumed_for(entry)
    resting_on = path.whole_on(entry) if said in wording.CALLED_WHOLE else assumed
    conditional = wording.IF_ASSUMED.get(said) if resting_on else None
    named = {} if entry is None else {"service": _name(entry.service)}
    if conditional is None:
        said = fill(said, **named)
    else:
        said = fill(conditional, assumed=wording.as_assumed(resting_on), **named)
    return PathDrawing(
        situation=situation,
        verdict=verdict,
        verdict_text=said,
        places=boxes,
        steps=steps,
        routes=_routes(plan, situation, path.egress),
        notes=_notes(plan, entry, situation, assumed),
        service=shown.name if shown is not None else "",
        cluster=plan.cluster.name,
        assumed=conditional is not None,
    )


def _situation(entry: ServicePath | None, path: TrafficPath) -> PathSituation:
    if entry is None:
        return PathSituation.EGRESS
    if entry.service.exposure is Exposure.INTERNAL:
        return PathSituation.INTERNAL
    if entry.state is PathState.CLOSED and path.default_route:
        # What the subnet denies is what nodes open themselves; answers take the default route to the firewall.
        return PathSituation.ASYMMETRIC
    if entry.state in (PathState.BYPASSED, PathState.CLOSED):
        return PathSituation.DIRECT
    return _REMEDIES.get(entry.remedy, PathSituation.ASYMMETRIC)


def _shown_entry(path: TrafficPath, name: str) -> ServicePath | None:
    if name:
        return next((entry for entry in path.services if entry.service.name == name), None)

    def urgency(entry: ServicePath) -> int:
        if entry.state is PathState.BROKEN:
            return 0
        if entry.service.remedy == STOP_FILTERING:
            return 1
        # Of those that do not lack anything, one that rests on an assumption speaks first.
        return 2 if entry.state is PathState.PENDING else 3 if entry.assumed else 4

    return min(path.services, key=urgency, default=None)


def _verdict(entry: ServicePath | None, path: TrafficPath) -> PathState:
    """Return the service's state; one inside the network ends as egress does."""
    if entry is not None and entry.service.exposure is not Exposure.INTERNAL:
        return entry.state
    state = _EGRESS_STATES[path.egress]
    waits = path.waits_for or path.lacks or (entry is not None and entry.state is PathState.PENDING)
    return PathState.PENDING if state is PathState.WHOLE and waits else state


def _verdict_text(verdict: PathState, entry: ServicePath | None, path: TrafficPath) -> Text:
    if verdict is PathState.BROKEN and entry is not None:
        return _broken(entry)
    if verdict is PathState.BYPASSED:
        return wording.BYPASSED
    if verdict is PathState.CLOSED:
        return wording.CLOSED_BLOCK if path.egress is Egress.BLOCK else wording.CLOSED_NONE
    if verdict is PathState.PENDING:
        causes = entry.causes if entry is not None and entry.causes else (*path.waits_for, *path.lacks)
        return next(text for cause, text in _PENDING.items() if cause in causes)
    if entry is None:
        return wording.PASSES
    return wording.WHOLE_INSIDE if entry.service.exposure is Exposure.INTERNAL else wording.WHOLE


def _broken(entry: ServicePath) -> Text:
    if PathCause.COLLISION in entry.causes:
        return wording.BROKEN_BY_COLLISION
    return wording.BROKEN_BY_OMISSION if PathCause.LEFT_OUT in entry.causes else wording.BROKEN


def _inbound_steps(
    plan: EgressPlan, service: InboundService, situation: PathSituation, egress: Egress
) -> tuple[PathStep, ...]:
    if situation is PathSituation.ASYMMETRIC:
        return inbound.asymmetric_steps(plan, service)
    if situation is PathSituation.INTERNAL_LOAD_BALANCER:
        return inbound.internal_balancer_steps(plan, service)
    if situation in _MENDED:
        nat_gateway = situation is PathSituation.NAT_GATEWAY_ROUTE
        return inbound.host_route_steps(plan, service, nat_gateway=nat_gateway)
    internal = situation is PathSituation.INTERNAL
    steps = inbound.internal_steps(service) if internal else inbound.direct_steps(plan, service)
    own = egress_part.own_traffic_step(plan, egress, len(steps) + 1)
    return (*steps, own)


def _inbound_places(
    plan: EgressPlan, service: InboundService, situation: PathSituation, egress: Egress
) -> tuple[Place, ...]:
    behind_firewall = situation is PathSituation.INTERNAL_LOAD_BALANCER
    internal = behind_firewall or situation is PathSituation.INTERNAL
    if situation is PathSituation.INTERNAL:
        address = inbound.internal_address(service)
    else:
        address = places.frontend_address(plan, service, internal=behind_firewall)
    through = situation is PathSituation.ASYMMETRIC or situation in _MENDED
    nat_gateway = situation is PathSituation.NAT_GATEWAY_ROUTE
    boxes = [
        places.client_place(connected=situation is PathSituation.INTERNAL),
        places.balancer_place(service, internal=internal, address=address),
        places.firewall_place(plan, in_path=through or egress is Egress.FIREWALL, nat_gateway=nat_gateway),
        places.nodes_place(plan),
    ]
    if through:
        return tuple(boxes)
    if egress is Egress.OUTBOUND:
        boxes.append(places.outbound_place(plan))
    return (*boxes, places.internet_place())


def _egress_places(plan: EgressPlan, egress: Egress) -> tuple[Place, ...]:
    boxes = [
        places.nodes_place(plan),
        places.firewall_place(plan, in_path=egress is Egress.FIREWALL),
        places.internet_place(),
    ]
    if egress is Egress.OUTBOUND:
        boxes.append(places.outbound_place(plan))
    passed = egress in (Egress.FIREWALL, Egress.OUTBOUND) and not plan.path.cuts_api_server_off
    if reaches_api_server_inside(plan.facts) or passed:
        boxes.append(places.api_server_place(plan))
    return tuple(boxes)


def _routes(plan: EgressPlan, situation: PathSituation, egress: Egress) -> tuple[RouteLine, ...]:
    if situation is PathSituation.HOST_ROUTE:
        return places.route_lines(plan, host=plan.firewall.public_ip)
    if situation is PathSituation.NAT_GATEWAY_ROUTE:
        return places.route_lines(plan, host=plan.firewall.nat_gateway_ip)
    routed = situation in (PathSituation.ASYMMETRIC, PathSituation.INTERNAL_LOAD_BALANCER)
    return places.route_lines(plan) if routed or egress is Egress.FIREWALL else ()


def _notes(
    plan: EgressPlan, entry: ServicePath | None, situation: PathSituation, assumed: tuple[str, ...]
) -> tuple[Text, ...]:
    notes: list[Text] = []
    if assumed:
        notes.append(fill(wording.DRAWN_AS_ASSUMED, what=wording.not_answered(assumed)))
    held = plan.path.waits_for or PathCause.TAGS_BY_LIST in plan.path.lacks
    if held and plan.path.next_hop_known:
        notes.append(wording.ROUTE_NOT_YET)
    if entry is None:
        return tuple(notes)
    service = entry.service
    old = places.frontend_address(plan, service, internal=False)
    if situation in (PathSituation.HOST_ROUTE, PathSituation.NAT_GATEWAY_ROUTE) and old:
        public = plan.firewall.public_ip
        new = same(public) if public else wording.FIREWALL_PUBLIC_IP
        notes.append(fill(wording.OLD_ADDRESS, old=same(old), new=new))
    count = len(plan.cluster.inbound)
    if count > 1:
        notes.append(fill(wording.ONE_OF_MANY, service=_name(service), count=same(str(count))))
    return tuple(notes)


def _name(service: InboundService | None) -> Text:
    if service is None or not service.name:
        return wording.UNNAMED_SERVICE
    name = service.name
    return same(name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + ELLIPSIS)
