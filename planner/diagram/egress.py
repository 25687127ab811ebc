"""Steps of what nodes open themselves: through the firewall, past it, or nowhere."""

from __future__ import annotations

from planner.diagram import wording
from planner.diagram.inbound import DROPPED
from planner.diagram.model import Leg, PathStep, PlaceKind
from planner.diagram.places import outbound_words, text_or_empty
from planner.diagram.wording import at, fill, same
from planner.domain.demand import Trait
from planner.domain.path import Egress
from planner.domain.plan import EgressPlan
from planner.domain.text import Text
from planner.planning.path import reaches_api_server_inside

NODES, FIREWALL, OUTBOUND = PlaceKind.NODES, PlaceKind.FIREWALL, PlaceKind.OUTBOUND
INTERNET, API_SERVER = PlaceKind.INTERNET, PlaceKind.API_SERVER


def egress_steps(plan: EgressPlan, egress: Egress) -> tuple[PathStep, ...]:
    """Return the whole egress path, request and answer, of a cluster nobody calls."""
    if egress is Egress.FIREWALL:
        steps = _through_firewall(plan)
    elif egress is Egress.OUTBOUND:
        steps = _past_firewall(plan)
    else:
        steps = (_nowhere(egress, 1),)
    if reaches_api_server_inside(plan.facts):
        number = len(steps) + 1
        steps += (PathStep(number, Leg.REQUEST, (NODES, API_SERVER), wording.NODES_REACH_API),)
    return steps


def own_traffic_step(plan: EgressPlan, egress: Egress, number: int) -> PathStep:
    """Return the one step that stands for egress beside a service's own path."""
    if egress is Egress.FIREWALL:
        private = plan.firewall.private_ip
        firewall = at(wording.FIREWALL, wording.FIREWALL_PRIVATE_IP, private)
        sentence = fill(wording.OWN_BY_FIREWALL, firewall=firewall)
        return PathStep(
            number, Leg.REQUEST, (NODES, FIREWALL, INTERNET), sentence, emphasis=text_or_empty(private)
        )
    if egress is Egress.OUTBOUND:
        outbound = outbound_words(plan)
        sentence = fill(wording.OWN_BY_OUTBOUND, outbound=outbound)
        return PathStep(number, Leg.REQUEST, (NODES, OUTBOUND, INTERNET), sentence)
    return _nowhere(egress, number)


def _through_firewall(plan: EgressPlan) -> tuple[PathStep, ...]:
    private, public = plan.firewall.private_ip, plan.firewall.public_ip
    firewall = at(wording.FIREWALL, wording.FIREWALL_PRIVATE_IP, private)
    opens = fill(wording.NODE_OPENS_FIREWALL, firewall=firewall)
    allows = _what_firewall_allows(plan)
    source = same(public) if public else wording.ITS_PUBLIC_IP
    passes = fill(allows, source=source)
    return (
        PathStep(1, Leg.REQUEST, (NODES, FIREWALL), opens, emphasis=text_or_empty(private)),
        PathStep(2, Leg.REQUEST, (FIREWALL, INTERNET), passes, emphasis=text_or_empty(public)),
        PathStep(3, Leg.ANSWER, (INTERNET, FIREWALL), wording.INTERNET_ANSWERS),
        PathStep(4, Leg.ANSWER, (FIREWALL, NODES), wording.FIREWALL_RETURNS),
    )


def _what_firewall_allows(plan: EgressPlan) -> Text:
    """Return what is said of the API server too: that it is reached only where a line for its host is asked for."""
    if reaches_api_server_inside(plan.facts):
        return wording.FIREWALL_ALLOWS
    opened = any(Trait.ALPN in rule.traits for rule in plan.included_rules())
    return wording.FIREWALL_ALLOWS_API if opened else wording.FIREWALL_ALLOWS_NO_API


def _past_firewall(plan: EgressPlan) -> tuple[PathStep, ...]:
    outbound = outbound_words(plan)
    opens = fill(wording.NODE_OPENS_OUTBOUND, outbound=outbound)
    passes = wording.OUTBOUND_PASSES if reaches_api_server_inside(plan.facts) else wording.OUTBOUND_PASSES_API
    return (
        PathStep(1, Leg.REQUEST, (NODES, OUTBOUND), opens),
        PathStep(2, Leg.REQUEST, (OUTBOUND, INTERNET), passes),
        PathStep(3, Leg.ANSWER, (INTERNET, OUTBOUND, NODES), wording.OUTBOUND_ANSWERS),
    )


def _nowhere(egress: Egress, number: int) -> PathStep:
    sentence = wording.NO_WAY_BLOCK if egress is Egress.BLOCK else wording.NO_WAY_NONE
    return PathStep(number, Leg.DROPPED, (NODES, INTERNET), sentence, DROPPED)
