"""The sentence that a signature stands under, where the firewall meets the traffic and where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.cluster import Exposure, InboundService, OutboundType
from planner.domain.omission import Omission
from planner.domain.service import Protocol
from planner.exporters.asked import asked_text
from planner.exporters.base import ExportContext
from planner.planning.path import STOP_FILTERING
from tests.exporters import builders as b
from tests.exporters.shop import shop_context
from tests.plans import changed


def answered(language: str = "en", **answers: object) -> ExportContext:
    request = changed(b.ASKED, **answers)
    return b.context(b.plan(b.rule(), b.rule("two", b.fqdn("two.test")), request=request), language)


def test_destinations_and_the_published_service_are_named_in_both_languages() -> None:
    assert asked_text(shop_context()) == (
        "Allow the nodes of shop-prod to reach 31 destinations through the firewall, and publish the service "
        "storefront on 203.0.113.10, TCP 80, by one NAT rule. No other line is asked for."
    )
    assert asked_text(shop_context("zh")) == (
        "允许 shop-prod 的节点经防火墙访问 31 个目标，并用 1 条 NAT 规则在 203.0.113.10 的 TCP 80 上发布服务 "
        "storefront。除此之外没有其他规则。"
    )


def test_cluster_without_a_name_is_the_cluster() -> None:
    assert asked_text(answered(name="")).startswith("Allow the nodes of the cluster to reach 2 destinations")
    assert asked_text(answered("zh", name="")).startswith("允许群集的节点经防火墙访问 2 个目标")


def test_one_destination_is_not_several() -> None:
    assert "reach 1 destination through" in asked_text(b.context(b.plan()))


def test_plan_whose_lines_are_all_left_out_asks_for_nothing() -> None:
    omissions = (Omission("core-mcr", "Not used."),)
    assert asked_text(b.context(b.plan(omissions=omissions))) == "No line is asked for."


def test_plan_of_nat_rules_alone_asks_to_publish() -> None:
    said = asked_text(b.context(b.plan(b.nat())))
    assert said == "Publish a service on 203.0.113.10, TCP 80, by one NAT rule. Nothing else is opened."


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        (
            {"outbound_type": OutboundType.LOAD_BALANCER},
            "with the outbound type loadBalancer traffic does not pass the firewall, so they would not be enforced",
            "出站类型为 loadBalancer，流量不经过防火墙，因此这些规则不会生效",
        ),
        (
            {"outbound_type": OutboundType.NONE},
            "the outbound type none makes no path to the internet, so they take effect only where traffic is "
            "routed to a firewall",
            "出站类型 none 不提供到 Internet 的路径，仅在流量路由到防火墙时，这些规则才会生效",
        ),
        (
            {"default_route_to_firewall": False},
            "without a default route to the firewall traffic does not pass it, so they would not be enforced",
            "没有到防火墙的默认路由，流量不经过防火墙，因此这些规则不会生效",
        ),
    ],
)
def test_rules_that_no_firewall_would_meet_are_not_said_to_pass_one(
    fields: dict[str, object], english: str, chinese: str
) -> None:
    assert asked_text(answered(**fields)) == (
        f"Rules for the nodes of shop-prod to reach 2 destinations; {english}."
    )
    assert asked_text(answered("zh", **fields)) == f"供 shop-prod 的节点访问 2 个目标的规则；{chinese}。"


def test_route_to_the_firewall_makes_a_load_balancer_plan_pass_it() -> None:
    said = asked_text(answered(outbound_type=OutboundType.LOAD_BALANCER, default_route_to_firewall=True))
    assert "through the firewall" in said


def test_decision_to_stop_filtering_is_in_the_sentence() -> None:
    shop = InboundService("shop", Exposure.PUBLIC, Protocol.TCP, 443, remedy=STOP_FILTERING)
    said = asked_text(answered(inbound=(shop,)))
    assert said.endswith("as decided, egress no longer passes the firewall, so they would not be enforced.")


def test_name_of_a_service_is_not_read_as_a_placeholder() -> None:
    context = shop_context()
    (service,) = context.plan.cluster.inbound
    cluster = replace(context.plan.cluster, name="{count}", inbound=(replace(service, name="{address}"),))
    said = asked_text(replace(context, plan=replace(context.plan, cluster=cluster)))
    assert said.startswith("Allow the nodes of {count} to reach 31 destinations")
    assert "the service {address} on 203.0.113.10" in said
    assert isinstance(service, InboundService)
