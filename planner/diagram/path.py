"""From a plan to its traffic path: which situation it is, what stands in it, how it ends."""

from __future__ import annotations

from planner.diagram import egress as egress_part
from planner.diagram import inbound, places, wording
from planner.diagram.measure import ELLIPSIS
from planner.diagram.model import PathStep, PathVerdict, Place, RouteLine, Situation, TrafficPath
from planner.diagram.places import Egress
from planner.diagram.wording import fill, same
from planner.domain.plan import EgressPlan
from planner.domain.profile import ClusterProfile, Exposure, InboundService
from planner.domain.text import Text
from planner.planning.inbound import (
    HOST_ROUTE,
    INTERNAL_LOAD_BALANCER,
    NAT_GATEWAY_ROUTE,
    STOP_FILTERING,
    effective_remedy,
    egress_passes_firewall,
)

_REMEDIES = {
    INTERNAL_LOAD_BALANCER: Situation.INTERNAL_LOAD_BALANCER,
    HOST_ROUTE: Situation.HOST_ROUTE,
    NAT_GATEWAY_ROUTE: Situation.NAT_GATEWAY_ROUTE,
}
_LONGEST_NAME = 63  # of a Kubernetes service; what is longer is cut so that the sentence stays whole
_MENDED = frozenset({Situation.INTERNAL_LOAD_BALANCER, Situation.HOST_ROUTE, Situation.NAT_GATEWAY_ROUTE})


def traffic_path(plan: EgressPlan, service: str = "") -> TrafficPath:
    """Return the path of the inbound service named ``service``, or of the one that matters most.

    Without a name that is the first service whose answers are dropped, else the first that gave up
    filtering, else the first; a plan without inbound services (or without that name) shows egress alone.
    """
    profile = plan.profile
    shown = _shown_service(profile, service)
    situation = _situation(profile, shown)
    egress = places.egress_of(profile)
    if shown is None:
        boxes = _egress_places(profile, egress)
        steps = egress_part.egress_steps(profile, egress)
    else:
        boxes = _inbound_places(profile, shown, situation, egress)
        steps = _inbound_steps(profile, shown, situation, egress)
    verdict = _verdict(situation, egress)
    return TrafficPath(
        situation=situation,
        verdict=verdict,
        verdict_text=_verdict_text(verdict, situation, egress, shown),
        places=boxes,
        steps=steps,
        routes=_routes(profile, situation, egress),
        notes=_notes(profile, shown, situation),
        service=shown.name if shown is not None else "",
        cluster=profile.name,
    )


def _situation(profile: ClusterProfile, service: InboundService | None) -> Situation:
    if service is None:
        return Situation.EGRESS
    if service.exposure is Exposure.INTERNAL:
        return Situation.INTERNAL
    if not egress_passes_firewall(profile):
        return Situation.DIRECT
    return _REMEDIES.get(effective_remedy(service, profile), Situation.ASYMMETRIC)


def _shown_service(profile: ClusterProfile, name: str) -> InboundService | None:
    if name:
        return next((service for service in profile.inbound if service.name == name), None)

    def urgency(service: InboundService) -> int:
        if _situation(profile, service) is Situation.ASYMMETRIC:
            return 0
        return 1 if service.remedy == STOP_FILTERING else 2

    return min(profile.inbound, key=urgency, default=None)


def _verdict(situation: Situation, egress: Egress) -> PathVerdict:
    if situation is Situation.ASYMMETRIC:
        return PathVerdict.BROKEN
    if situation in _MENDED or egress is Egress.FIREWALL:
        return PathVerdict.WHOLE
    return PathVerdict.BYPASSED if egress is Egress.OUTBOUND else PathVerdict.CLOSED


def _verdict_text(
    verdict: PathVerdict, situation: Situation, egress: Egress, service: InboundService | None
) -> Text:
    if verdict is PathVerdict.BROKEN:
        return fill(wording.BROKEN, service=_name(service))
    if verdict is PathVerdict.BYPASSED:
        return wording.BYPASSED
    if verdict is PathVerdict.CLOSED:
        return wording.CLOSED_BLOCK if egress is Egress.BLOCK else wording.CLOSED_NONE
    return wording.WHOLE_INSIDE if situation is Situation.INTERNAL else wording.WHOLE


def _inbound_steps(
    profile: ClusterProfile, service: InboundService, situation: Situation, egress: Egress
) -> tuple[PathStep, ...]:
    if situation is Situation.ASYMMETRIC:
        return inbound.asymmetric_steps(profile, service)
    if situation is Situation.INTERNAL_LOAD_BALANCER:
        return inbound.internal_balancer_steps(profile, service)
    if situation in _MENDED:
        nat_gateway = situation is Situation.NAT_GATEWAY_ROUTE
        return inbound.host_route_steps(profile, service, nat_gateway=nat_gateway)
    internal = situation is Situation.INTERNAL
    steps = inbound.internal_steps(service) if internal else inbound.direct_steps(service)
    own = egress_part.own_traffic_step(profile, egress, len(steps) + 1)
    return (*steps, own)


def _inbound_places(
    profile: ClusterProfile, service: InboundService, situation: Situation, egress: Egress
) -> tuple[Place, ...]:
    behind_firewall = situation is Situation.INTERNAL_LOAD_BALANCER
    internal = behind_firewall or situation is Situation.INTERNAL
    if situation is Situation.INTERNAL:
        address = inbound.internal_address(service)
    else:
        address = places.frontend_address(service, internal=behind_firewall)
    through = situation is Situation.ASYMMETRIC or situation in _MENDED
    nat_gateway = situation is Situation.NAT_GATEWAY_ROUTE
    boxes = [
        places.client_place(connected=situation is Situation.INTERNAL),
        places.balancer_place(service, internal=internal, address=address),
        places.firewall_place(profile, in_path=through or egress is Egress.FIREWALL, nat_gateway=nat_gateway),
        places.nodes_place(profile),
    ]
    if through:
        return tuple(boxes)
    if egress is Egress.OUTBOUND:
        boxes.append(places.outbound_place(profile))
    return (*boxes, places.internet_place())


def _egress_places(profile: ClusterProfile, egress: Egress) -> tuple[Place, ...]:
    boxes = [
        places.nodes_place(profile),
        places.firewall_place(profile, in_path=egress is Egress.FIREWALL),
        places.internet_place(),
    ]
    if egress is Egress.OUTBOUND:
        boxes.append(places.outbound_place(profile))
    if profile.private_cluster or egress in (Egress.FIREWALL, Egress.OUTBOUND):
        boxes.append(places.api_server_place(profile))
    return tuple(boxes)


def _routes(profile: ClusterProfile, situation: Situation, egress: Egress) -> tuple[RouteLine, ...]:
    if situation is Situation.HOST_ROUTE:
        return places.route_lines(profile, host=profile.firewall_public_ip)
    if situation is Situation.NAT_GATEWAY_ROUTE:
        return places.route_lines(profile, host=profile.firewall_nat_gateway_ip)
    routed = situation in (Situation.ASYMMETRIC, Situation.INTERNAL_LOAD_BALANCER)
    return places.route_lines(profile) if routed or egress is Egress.FIREWALL else ()


def _notes(profile: ClusterProfile, service: InboundService | None, situation: Situation) -> tuple[Text, ...]:
    notes: list[Text] = []
    if service is None:
        return ()
    old = places.frontend_address(service, internal=False)
    if situation in (Situation.HOST_ROUTE, Situation.NAT_GATEWAY_ROUTE) and old:
        public = profile.firewall_public_ip
        new = same(public) if public else wording.FIREWALL_PUBLIC_IP
        notes.append(fill(wording.OLD_ADDRESS, old=same(old), new=new))
    count = len(profile.inbound)
    if count > 1:
        notes.append(fill(wording.ONE_OF_MANY, service=_name(service), count=same(str(count))))
    return tuple(notes)


def _name(service: InboundService | None) -> Text:
    if service is None or not service.name:
        return wording.UNNAMED_SERVICE
    name = service.name
    return same(name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + ELLIPSIS)
