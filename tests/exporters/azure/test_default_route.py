"""The default route is held back while a required line of its plan is not written: egress would end at the firewall."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.demand import Necessity
from planner.domain.export import Notice
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan, Route
from planner.domain.rule import Rule
from planner.domain.text import EMPTY_TEXT
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext, Target
from planner.planning.planner import plan
from tests.exporters import builders as b
from tests.exporters.azure.cases import API_SERVER, TARGETS, context, storefront
from tests.plans import SHOP, STOREFRONT, catalog, changed, rule_to, unanswered

DEFAULT = Route("to-firewall", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4", EMPTY_TEXT)
BACK = Route("back", "203.0.113.10/32", "Internet", "", EMPTY_TEXT)
HELD = "is held back: "

each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)


def text_of(target: Target, made: ExportContext) -> str:
    """The target's file without the lines of its head, which name routes and notices in words."""
    text = target.export(made).files[0].content.decode("utf-8-sig")
    if target.id == "arm":
        return text.partition('"parameters"')[2]
    text = text.partition("# --- from here on")[0]  # what every script of the Azure CLI holds
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("#", "//")))


def held(notices: tuple[Notice, ...]) -> list[Notice]:
    return [notice for notice in notices if HELD in notice.text.en]


def waiting(*omissions: Omission, **answers: object) -> EgressPlan:
    """The shop whose pods call the API server, whose address nobody knows yet: its line is a placeholder."""
    return plan(changed(SHOP, *omissions, pods_call_api_server=True, **answers), catalog())


def api_line(made: EgressPlan) -> Rule:
    return next(rule for rule in made.rules if rule.has_placeholder)


@each_target
def test_default_route_is_not_written_while_the_line_to_the_api_server_is_a_placeholder(
    target: Target,
) -> None:
    made = context(waiting())
    number = made.plan.line_number(api_line(made.plan).id)
    assert "0.0.0.0/0" not in text_of(target, made)
    (notice,) = held(target.notices(made))
    assert notice.rule_id == ""
    assert (
        f"route aks-default-to-firewall is held back: this file does not hold line {number} of this plan"
        in notice.text.en
    )
    assert f"第 {number} 行" in notice.text.zh
    assert (
        "what these lines lack, a value or an approval, or leave them out with a written reason"
        in notice.advice.en
    )
    assert "填写原因" in notice.advice.zh
    assert target.export(made).notices == target.notices(made)


@each_target
def test_leaving_the_line_out_with_a_reason_frees_the_default_route(target: Target) -> None:
    reason = Omission(api_line(waiting()).id, "Pods go through the proxy.")
    made = context(waiting(reason))
    assert made.plan.is_left_out(api_line(made.plan))
    assert "0.0.0.0/0" in text_of(target, made)
    assert held(target.notices(made)) == []


@each_target
def test_reason_without_words_frees_nothing(target: Target) -> None:
    made = context(waiting(Omission(api_line(waiting()).id, " \u200b")))
    assert "0.0.0.0/0" not in text_of(target, made)


@each_target
def test_typing_the_address_frees_the_default_route(target: Target) -> None:
    made = context(waiting(api_server_ip=API_SERVER))
    assert rule_to(made.plan, API_SERVER) is not None
    assert "0.0.0.0/0" in text_of(target, made)
    assert held(target.notices(made)) == []


@each_target
def test_unanswered_plan_of_a_public_cluster_holds_the_default_route_back(target: Target) -> None:
    made = unanswered(region="westeurope", node_subnets=("10.20.0.0/24",), firewall_private_ip="10.0.1.4")
    assert len(held(target.notices(context(plan(made, catalog()))))) == 1


@each_target
def test_host_routes_are_written_all_the_same(target: Target) -> None:
    made = context(waiting(inbound=(replace(storefront("host-route"), name="shop"),)))
    text = text_of(target, made)
    assert "203.0.113.10/32" in text
    assert "0.0.0.0/0" not in text


@each_target
def test_service_that_cannot_be_published_holds_the_default_route_back(target: Target) -> None:
    unknown = replace(STOREFRONT, remedy="internal-load-balancer")
    made = context(plan(changed(SHOP, inbound=(unknown,)), catalog()))
    number = len(made.plan.rules)
    (notice,) = held(target.notices(made))
    assert f"line {number} of this plan" in notice.text.en


@each_target
def test_optional_line_that_cannot_be_written_holds_nothing_back(target: Target) -> None:
    optional = b.network("odd", b.placeholder(), "TCP:443", reasons=(b.reason(optional=True),))
    made = context(b.plan(b.rule(), optional, routes=(BACK, DEFAULT)))
    assert "0.0.0.0/0" in text_of(target, made)
    assert held(target.notices(made)) == []


@each_target
@pytest.mark.parametrize(
    "refused",
    [
        b.network("odd", b.address("10.0.0.400"), "TCP:443"),
        b.network("odd", b.fqdn("*.contoso.com"), "TCP:9000"),
        b.rule("odd", b.fqdn("localhost")),
        b.rule("odd", b.fqdn("a.contoso.com"), "HTTPS:65000"),
        replace(b.rule("odd"), services=()),
        b.rule("odd", b.fqdn("a.contoso.com"), sources=("x;y",)),
    ],
    ids=["address", "wildcard", "host", "port", "service", "source"],
)
def test_any_required_line_that_the_target_refuses_holds_it_back(target: Target, refused: Rule) -> None:
    assert refused.necessity is Necessity.REQUIRED
    made = context(b.plan(b.rule(), refused, routes=(BACK, DEFAULT)))
    assert "0.0.0.0/0" not in text_of(target, made)
    assert "203.0.113.10/32" in text_of(target, made)
    (notice,) = held(target.notices(made))
    assert "line 2 of this plan" in notice.text.en


@each_target
def test_several_lines_are_named_by_their_spans(target: Target) -> None:
    odd = [b.network(f"odd-{n}", b.placeholder(), "TCP:443") for n in range(3)]
    made = context(b.plan(odd[0], b.rule(), *odd[1:], routes=(DEFAULT,)))
    (notice,) = held(target.notices(made))
    assert "lines 1, 3 to 4 of this plan" in notice.text.en
    assert "第 1、3 至 4 行" in notice.text.zh


@each_target
def test_required_line_that_was_not_selected_holds_it_back(target: Target) -> None:
    plan_of_two = b.plan(
        b.rule("one", b.fqdn("one.test")), b.rule("two", b.fqdn("two.test")), routes=(DEFAULT,)
    )
    made = context(plan_of_two, selected=frozenset({"one"}))
    assert "0.0.0.0/0" not in text_of(target, made)
    assert "line 2 of this plan" in held(target.notices(made))[0].text.en
    (notice,) = held(target.notices(made))
    # The line can be written well enough; it was not approved.
    assert "cannot be written" not in notice.text.en
    assert "无法写出" not in notice.text.zh
    assert ("approval" in notice.advice.en, "审批" in notice.advice.zh) == (True, True)
    assert "0.0.0.0/0" not in text_of(target, context(plan_of_two, selected=frozenset()))
    assert "0.0.0.0/0" in text_of(target, context(plan_of_two, selected=frozenset({"one", "two"})))


def test_where_nothing_can_be_written_one_notice_says_that_no_route_is_touched() -> None:
    made = context(b.plan(b.network("odd", b.placeholder(), "TCP:443"), routes=(BACK, DEFAULT)))
    change = azure_change(made, "arm")
    assert change.routes == ()
    assert held(change.notices) == []
    assert "routes are not touched" in change.notices[-1].text.en


def test_route_whose_next_hop_is_unknown_is_only_said_to_be_unknown() -> None:
    made = waiting(firewall_private_ip=None)
    texts = [
        notice.text.en for notice in azure_change(context(made), "arm").notices if "route" in notice.text.en
    ]
    assert texts == [
        "The route aks-default-to-firewall is not written: the firewall's private IP is not known."
    ]


def test_terraform_keeps_a_held_route_that_it_made_before_and_says_so() -> None:
    (terraform,) = (target for target in TARGETS if target.id == "terraform")
    held, free = context(waiting()), context(waiting(api_server_ip=API_SERVER))
    kept = "from = azurerm_route.route_aks-default-to-firewall"
    for made, is_held in ((held, True), (free, False)):
        texts = [notice.text.en for notice in terraform.notices(made)]
        assert any("terraform leaves that in Azure" in text for text in texts) is is_held
        assert (kept in terraform.export(made).files[0].content.decode()) is is_held
