"""Which path a plan has, told by its verdict, its stops and its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.diagram.model import Leg, PathDrawing, PathSituation, PlaceKind, Standing
from planner.diagram.path import path_drawing
from planner.diagram.sentences import path_sentences
from planner.domain.cluster import Exposure, InboundService
from planner.domain.omission import Omission
from planner.domain.path import PathCause, PathState
from planner.domain.plan import EgressPlan
from planner.domain.service import Protocol
from tests.plans import planned

INTERNAL = Exposure.INTERNAL


def plan_of(*inbound: InboundService, **answers: Any) -> EgressPlan:
    gateway = {"firewall_nat_gateway_ip": "203.0.113.20"} if _behind_nat_gateway(inbound) else {}
    return planned(inbound=inbound, **(gateway | answers))


def with_backend(made: EgressPlan, text: str) -> EgressPlan:
    """Return the plan with whatever text as the address of its first service, as if planning had let it through."""
    first = made.path.services[0]
    service = replace(first.service, backend_ip=text)
    entries = (replace(first, service=service), *made.path.services[1:])
    cluster = replace(made.cluster, inbound=(service, *made.cluster.inbound[1:]))
    return replace(made, cluster=cluster, path=replace(made.path, services=entries))


def _behind_nat_gateway(inbound: tuple[InboundService, ...]) -> bool:
    return any(service.remedy == "nat-gateway-route" for service in inbound)


def service_of(
    name: str = "storefront", remedy: str = "", exposure: Exposure = Exposure.PUBLIC, **more: Any
) -> InboundService:
    known: dict[str, Any] = {
        "protocol": Protocol.TCP,
        "port": 443,
        "backend_ip": "10.42.0.80" if exposure is INTERNAL else "203.0.113.80",
        "internal_ip": "10.42.0.200",
    }
    return InboundService(name=name, exposure=exposure, remedy=remedy, **(known | more))


UNKNOWN = {
    "node_subnets": None,
    "firewall_private_ip": None,
    "firewall_public_ip": None,
    "firewall_nat_gateway_ip": None,
}
NAMELESS = service_of(name="", remedy="nat-gateway-route", backend_ip="", internal_ip="")
PLANS = {
    "broken": plan_of(service_of()),
    "internal-load-balancer": plan_of(service_of(remedy="internal-load-balancer")),
    "host-route": plan_of(service_of(remedy="host-route")),
    "nat-gateway-route": plan_of(service_of(remedy="nat-gateway-route")),
    "stop-filtering": plan_of(service_of(remedy="stop-filtering")),
    "internal service": plan_of(service_of(exposure=INTERNAL)),
    "internal service, NAT gateway": plan_of(
        service_of(exposure=INTERNAL), outbound_type="userAssignedNATGateway"
    ),
    "internal service, none": plan_of(service_of(exposure=INTERNAL), outbound_type="none"),
    "private": plan_of(private_cluster=True),
    "egress": plan_of(api_server_ip="20.61.0.9"),
    "load balancer": plan_of(outbound_type="loadBalancer"),
    "load balancer, private": plan_of(outbound_type="loadBalancer", private_cluster=True),
    "NAT gateway": plan_of(outbound_type="managedNATGateway"),
    "NAT gateway of the second kind": plan_of(outbound_type="managedNATGatewayV2"),
    "NAT gateway, public service": plan_of(service_of(), outbound_type="managedNATGateway"),
    "other next hop": plan_of(default_route_to_firewall=False),
    "none": plan_of(outbound_type="none"),
    "block": plan_of(outbound_type="block", private_cluster=True),
    "block, public service": plan_of(service_of(), outbound_type="block"),
    "unknown addresses": plan_of(service_of(backend_ip="", internal_ip=""), **UNKNOWN),
    "unknown, NAT gateway": plan_of(NAMELESS, **UNKNOWN),
    "unknown egress": plan_of(**UNKNOWN),
    "longest addresses": plan_of(
        service_of(remedy="nat-gateway-route", backend_ip="203.203.113.180", port=65535),
        node_subnets=("110.142.100.0/22", "10.43.0.0/22", "10.44.0.0/22"),
        firewall_private_ip="100.100.100.100",
        firewall_public_ip="203.203.113.110",
        firewall_nat_gateway_ip="203.203.113.120",
    ),
    "endless name": plan_of(service_of(name="shop" * 2500), service_of(name="api"), name="c" * 10_000),
}


@pytest.fixture(params=list(PLANS))
def plan(request: pytest.FixtureRequest) -> EgressPlan:
    return PLANS[request.param]


REMEDIES = ["internal-load-balancer", "host-route", "nat-gateway-route", "stop-filtering"]


def stops(path: PathDrawing) -> list[str]:
    return [" > ".join(stop.value for stop in step.stops) for step in path.steps]


def test_undecided_public_service_behind_the_firewall_is_broken_at_the_firewall() -> None:
    path = path_drawing(PLANS["broken"])
    assert path.verdict is PathState.BROKEN
    assert stops(path) == [
        "client > load-balancer",
        "load-balancer > nodes",
        "nodes > firewall",
        "firewall > client",
    ]
    assert [step.leg for step in path.steps] == [Leg.REQUEST, Leg.REQUEST, Leg.ANSWER, Leg.DROPPED]


def test_broken_path_is_told_in_the_words_of_the_experience() -> None:
    assert path_sentences(PLANS["broken"]) == [
        "The client opens TCP 443 to the load balancer, 203.0.113.80.",
        "The load balancer hands it to a node. The client's address is kept.",
        "The node answers. Its route table sends everything to the firewall, 10.0.1.4.",
        "The firewall never saw the request, so it drops the answer. The client waits until it times out.",
    ]
    chinese = path_sentences(PLANS["broken"], "zh")
    assert chinese[0] == "客户端通过 TCP 443 访问负载均衡器 203.0.113.80。"
    assert chinese[3] == "防火墙没有收到过该请求，因此丢弃应答。客户端一直等到超时。"


def test_internal_load_balancer_sends_request_and_answer_through_the_firewall() -> None:
    path = path_drawing(PLANS["internal-load-balancer"])
    assert path.verdict is PathState.WHOLE
    assert stops(path) == [
        "client > firewall",
        "firewall > load-balancer",
        "load-balancer > nodes",
        "nodes > firewall",
        "firewall > client",
    ]
    balancer = path.place(PlaceKind.LOAD_BALANCER)
    assert balancer is not None
    assert balancer.standing is Standing.INSIDE
    assert balancer.lines[0].value.en == "10.42.0.200 · TCP 443"


@pytest.mark.parametrize(
    ("remedy", "address", "whose"),
    [
        ("host-route", "203.0.113.10", "the firewall's address"),
        ("nat-gateway-route", "203.0.113.20", "the NAT gateway's address"),
    ],
)
def test_host_route_keeps_the_answer_off_the_default_route(remedy: str, address: str, whose: str) -> None:
    path = path_drawing(PLANS[remedy])
    assert path.verdict is PathState.WHOLE
    assert [(row.prefix.en, row.next_hop.en) for row in path.routes] == [
        ("0.0.0.0/0", "10.0.1.4"),
        (f"{address}/32", "Internet"),
    ]
    assert stops(path)[3:5] == ["nodes > load-balancer", "load-balancer > firewall"]
    assert f"Pods see {whose}, {address}." in path.steps[2].sentence.en


def test_host_route_names_the_address_that_stays_broken() -> None:
    notes = path_drawing(PLANS["host-route"]).notes
    assert [note.en for note in notes] == [
        "Clients that use 203.0.113.80 still get no answer. Send them to 203.0.113.10."
    ]
    assert notes[0].zh == "仍访问 203.0.113.80 的客户端收不到应答，请改为访问 203.0.113.10。"


def test_internal_service_is_answered_inside_the_network() -> None:
    path = path_drawing(PLANS["internal service"])
    assert path.verdict is PathState.WHOLE
    assert stops(path)[2:] == ["nodes > client", "nodes > firewall > internet"]


def test_private_cluster_reaches_its_api_server_inside_the_network() -> None:
    path = path_drawing(PLANS["private"])
    api_server = path.place(PlaceKind.API_SERVER)
    assert api_server is not None
    assert api_server.standing is Standing.INSIDE
    assert stops(path)[-1] == "nodes > api-server"
    assert path.verdict is PathState.WHOLE


def test_public_api_server_is_reached_through_the_firewall() -> None:
    path = path_drawing(PLANS["egress"])
    api_server = path.place(PlaceKind.API_SERVER)
    assert api_server is not None
    assert api_server.standing is Standing.OUTSIDE
    assert path.steps[1].sentence.en.endswith("The API server is reached the same way.")


@pytest.mark.parametrize(
    "name",
    [
        "load balancer",
        "load balancer, private",
        "NAT gateway",
        "NAT gateway, public service",
        "internal service, NAT gateway",
        "other next hop",
        "stop-filtering",
    ],
)
def test_egress_past_the_firewall_says_that_the_rules_are_not_enforced(name: str) -> None:
    path = path_drawing(PLANS[name])
    assert path.verdict is PathState.BYPASSED
    said = "raffic does not pass the firewall. The rules of this plan would not be enforced."
    assumed = name not in ("other next hop", "stop-filtering")
    assert path.verdict_text.en == ("If the default route is as assumed, t" if assumed else "T") + said
    said = "流量不经过防火墙，本方案的规则不会生效。"
    assert path.verdict_text.zh == ("如果默认路由与假定一致，则" if assumed else "") + said
    firewall = path.place(PlaceKind.FIREWALL)
    assert firewall is not None
    assert not firewall.in_path
    assert path.routes == ()


@pytest.mark.parametrize("name", ["none", "block", "block, public service", "internal service, none"])
def test_outbound_type_without_a_path_drops_egress_before_the_firewall(name: str) -> None:
    path = path_drawing(PLANS[name])
    assert path.verdict is PathState.CLOSED
    dropped = [step for step in path.steps if step.leg is Leg.DROPPED]
    assert [(step.start, step.end) for step in dropped] == [(PlaceKind.NODES, PlaceKind.INTERNET)]


def test_route_to_the_firewall_makes_outbound_type_none_pass_it() -> None:
    path = path_drawing(plan_of(outbound_type="none", default_route_to_firewall=True, private_cluster=True))
    assert path.verdict is PathState.WHOLE


def test_load_balancer_with_a_route_to_the_firewall_is_broken_too() -> None:
    plan = plan_of(service_of(), outbound_type="loadBalancer", default_route_to_firewall=True)
    assert path_drawing(plan).verdict is PathState.BROKEN


def test_remedy_nobody_knows_leaves_the_path_broken() -> None:
    assert path_drawing(plan_of(service_of(remedy="hope"))).verdict is PathState.BROKEN


def test_remedy_left_on_an_internal_service_does_not_bypass_the_firewall() -> None:
    plan = plan_of(service_of(exposure=INTERNAL, remedy="stop-filtering"))
    assert path_drawing(plan).verdict is PathState.WHOLE


def test_first_broken_service_is_shown_and_the_picture_says_so() -> None:
    mended, broken = service_of("api", "host-route", backend_ip=""), service_of("shop")
    path = path_drawing(plan_of(mended, broken, service_of("late")))
    assert path.service == "shop"
    assert path.notes[-1].en == "The picture shows shop, one of 3 services."
    assert path.notes[-1].zh == "图中显示的是 shop，共 3 个服务。"


def test_service_that_gave_up_filtering_is_shown_before_mended_ones() -> None:
    plan = plan_of(service_of("api", "host-route"), service_of("shop", "stop-filtering"))
    assert path_drawing(plan).service == "shop"


def test_giving_up_filtering_for_one_service_takes_the_firewall_out_of_every_path() -> None:
    plan = plan_of(service_of("api"), service_of("shop", "stop-filtering"))
    assert path_drawing(plan, "api").verdict is PathState.BYPASSED
    assert path_drawing(plan, "nobody").verdict is PathState.BYPASSED


def test_host_route_behind_a_nat_gateway_leaves_the_path_broken() -> None:
    plan = plan_of(service_of(remedy="host-route"), firewall_nat_gateway_ip="203.0.113.20")
    assert path_drawing(plan).verdict is PathState.BROKEN


def test_nat_gateway_with_a_prefix_keeps_its_length_in_the_route() -> None:
    plan = plan_of(service_of(remedy="nat-gateway-route"), firewall_nat_gateway_ip="203.0.113.16/28")
    path = path_drawing(plan)
    assert path.routes[1].prefix.en == "203.0.113.16/28"
    assert "Route 203.0.113.16/28 to Internet" in path.steps[3].sentence.en


def test_private_address_typed_for_a_public_frontend_is_not_taken_for_public() -> None:
    path = path_drawing(plan_of(service_of(backend_ip="10.42.0.7", remedy="host-route")))
    assert path.verdict is PathState.PENDING
    assert path.steps[1].sentence.en == "A NAT rule passes it to the public load balancer."


def test_private_address_of_the_service_serves_the_internal_load_balancer() -> None:
    service = service_of(remedy="internal-load-balancer", backend_ip="10.42.0.7", internal_ip="")
    assert path_sentences(plan_of(service))[1].endswith("to the internal load balancer, 10.42.0.7.")


@pytest.mark.parametrize("name", ["broken", *REMEDIES, "internal service", "egress", "NAT gateway"])
def test_picture_and_plan_have_the_same_routes(name: str) -> None:
    real = PLANS[name]
    drawn = [(row.prefix.en, row.next_hop.en) for row in path_drawing(real).routes]
    assert drawn == [(route.prefix, route.next_hop or route.next_hop_type) for route in real.routes]


@pytest.mark.parametrize("name", REMEDIES)
def test_picture_sends_the_request_where_the_nat_rule_does(name: str) -> None:
    real = PLANS[name]
    targets = [rule.translation.destination.value for rule in real.rules if rule.translation is not None]
    sentences = [step.sentence.en for step in path_drawing(real).steps if step.label.en == "DNAT"]
    assert [target in sentence for target, sentence in zip(targets, sentences, strict=True)] == (
        [] if name == "stop-filtering" else [True]
    )


def test_named_service_is_shown_though_another_is_broken() -> None:
    plan = plan_of(service_of("shop"), service_of("api", "internal-load-balancer"))
    assert path_drawing(plan, "api").situation is PathSituation.INTERNAL_LOAD_BALANCER


def test_unknown_name_shows_egress_alone() -> None:
    assert path_drawing(PLANS["broken"], "nobody").situation is PathSituation.EGRESS


def test_unknown_addresses_are_named_by_what_they_are() -> None:
    sentences = path_sentences(PLANS["unknown addresses"])
    assert sentences[0] == "The client opens TCP 443 to the load balancer's public IP."
    assert sentences[2].endswith("sends everything to the firewall's private IP.")
    assert path_sentences(PLANS["unknown addresses"], "zh")[2].endswith("发往防火墙的专用 IP。")


def test_https_service_is_said_to_arrive_over_tcp() -> None:
    plan = plan_of(service_of(protocol=Protocol.HTTPS))
    assert path_sentences(plan)[0].startswith("The client opens TCP 443 ")


def test_longer_names_than_kubernetes_allows_do_not_drown_the_sentence() -> None:
    path = path_drawing(PLANS["endless name"])
    assert len(path.verdict_text.en) < 200
    assert path.verdict_text.en.endswith("Choose how to mend the path.")


def test_service_named_like_a_placeholder_keeps_its_name() -> None:
    path = path_drawing(plan_of(service_of("{count}"), service_of("b")))
    assert path.notes[-1].en == "The picture shows {count}, one of 2 services."


MENDED = service_of(remedy="host-route")


@pytest.mark.parametrize(
    ("answers", "causes", "words"),
    [
        ({"firewall_private_ip": None}, {PathCause.NEXT_HOP_UNKNOWN}, "needs the firewall's private IP"),
        ({"firewall_public_ip": None}, {PathCause.ADDRESS_UNKNOWN}, "addresses"),
    ],
)
def test_path_is_not_called_whole_while_something_it_needs_is_unknown(
    answers: dict[str, object], causes: set[PathCause], words: str
) -> None:
    made = plan_of(MENDED, **answers)
    (entry,) = made.path.services
    assert (entry.state, set(entry.causes)) == (PathState.PENDING, causes)
    assert not made.path.is_whole
    drawing = path_drawing(made)
    assert drawing.verdict is PathState.PENDING
    assert drawing.verdict_text.en.startswith("The path is not whole: ")
    assert words in drawing.verdict_text.en


def test_egress_alone_without_a_next_hop_is_pending() -> None:
    made = plan_of(firewall_private_ip=None)
    assert path_drawing(made).verdict is PathState.PENDING
    assert not made.path.is_whole


def test_path_is_whole_only_where_a_service_is_published() -> None:
    assert not plan_of().path.is_whole
    assert plan_of(MENDED).path.is_whole
    assert plan_of(MENDED, service_of("inner", exposure=INTERNAL, port=80)).path.is_whole
    assert not plan_of(MENDED, service_of("late", port=80)).path.is_whole


@pytest.mark.parametrize("outbound", ["loadBalancer", "none", "block"])
def test_path_past_the_firewall_is_not_whole_though_its_service_stays_inside(outbound: str) -> None:
    assert not plan_of(service_of(exposure=INTERNAL), outbound_type=outbound).path.is_whole


def test_collision_and_omission_break_a_path_that_was_decided_and_say_which() -> None:
    first, second = MENDED, service_of("admin", "host-route", backend_ip="203.0.113.81")
    collided = plan_of(first, second).path.services[1]
    assert (collided.state, collided.causes) == (PathState.BROKEN, (PathCause.COLLISION,))
    assert collided.collides_with == "inbound-storefront-tcp-443"
    left_out = planned(Omission("inbound-storefront-tcp-443", "not this time"), inbound=(MENDED,))
    (entry,) = left_out.path.services
    assert (entry.state, entry.causes, entry.remedy) == (PathState.BROKEN, (PathCause.LEFT_OUT,), "")
    texts = {
        path_drawing(made).verdict_text.en for made in (plan_of(first, second), left_out, PLANS["broken"])
    }
    assert len(texts) == 3


def test_outbound_type_that_nobody_answered_decides_the_path_as_an_assumption() -> None:
    assumed = plan_of(MENDED, outbound_type=None).path
    assert assumed.passes_firewall
    assert assumed.assumed == ("outbound_type", "default_route_to_firewall")
    assert plan_of(MENDED, default_route_to_firewall=True).path.assumed == ()


def test_steps_are_numbered_from_one_without_gaps(plan: EgressPlan) -> None:
    steps = path_drawing(plan).steps
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


def test_every_step_has_a_whole_sentence_in_both_languages(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    for text in [path.verdict_text, *path.notes, *(step.sentence for step in path.steps)]:
        assert text.en.endswith(".")
        assert text.zh.endswith("。")
        assert "{" not in text.en + text.zh


def test_emphasis_is_part_of_its_sentence(plan: EgressPlan) -> None:
    for step in path_drawing(plan).steps:
        assert step.emphasis.en in step.sentence.en
        assert step.emphasis.zh in step.sentence.zh


def test_every_stop_of_a_step_stands_in_the_picture(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    kinds = {place.kind for place in path.places}
    assert {stop for step in path.steps for stop in step.stops} <= kinds


def test_the_picture_says_what_it_assumes_and_that_the_route_is_held_back() -> None:
    assumed = path_drawing(plan_of(outbound_type=None, default_route_to_firewall=None))
    assert [note.en for note in assumed.notes] == [
        "Drawn as assumed: nobody answered the outbound type and the default route."
    ]
    held = path_drawing(plan_of(outbound_type="none", default_route_to_firewall=True, private_cluster=None))
    assert "The default route is held back for now." in [note.en for note in held.notes]
    assert held.place(PlaceKind.API_SERVER) is None
    public = path_drawing(plan_of(private_cluster=None)).place(PlaceKind.API_SERVER)
    assert public is not None
    assert [line.value.en for line in public.lines] == ["public, as assumed"]
