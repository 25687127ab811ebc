"""Open questions: those that decide something, the same with and without a region, and counted alike everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.domain.omission import Omission
from planner.domain.readiness import is_unanswered
from planner.domain.rule import Rule
from planner.domain.text import Text
from planner.exporters.open_points import further_assumed
from planner.planning.facts import settled_facts
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from planner.session.handover import export_context
from planner.session.problem import STEPS, Step
from planner.session.session import Session, Written
from planner.session.steps import StepMark, StepState, step_states
from tests.plans import SHOP, STOREFRONT, catalog, changed, unanswered

EDIT = Text("Test", "测试")
CASES: list[dict[str, Any]] = [
    {},
    {"features": ("windows", "azure-monitor"), "inbound": ()},
    {"outbound_type": "block", "private_cluster": True},
    {"outbound_type": "none", "private_cluster": True},
    {"outbound_type": "loadBalancer"},
    {"cloud": "AzureChinaCloud"},
]
REGIONS = {"": "westeurope", "AzureChinaCloud": "chinanorth2"}
MADE = datetime(2026, 11, 27, 14, 5, tzinfo=UTC)


def of(**answers: Any) -> Session:
    return Session(catalog(), unanswered(**answers))


@pytest.mark.parametrize("answers", CASES)
def test_severities_and_open_points_do_not_depend_on_a_region(answers: dict[str, Any]) -> None:
    with_region = of(**{"region": REGIONS[answers.get("cloud", "")], **answers})
    without = of(**{**answers, "region": ""})
    assert without.plan is None
    here = {point.id: point.severity for point in with_region.readiness}
    there = {point.id: point.severity for point in without.readiness}
    assert there.pop("invalid-region")
    assert there == here


@pytest.mark.parametrize("answers", CASES)
@pytest.mark.parametrize("region", ["", "home"])
def test_the_rail_counts_the_questions_that_readiness_lists(answers: dict[str, Any], region: str) -> None:
    place = {"region": region and REGIONS[answers.get("cloud", "")]}
    session = of(**{**answers, **place})
    asked = {fact.id for fact in session.catalog.facts if fact.step == Step.FACTS and fact.assumptions}
    open_ones = [point for point in session.readiness if is_unanswered(point) and point.field in asked]
    detail = next(state.detail for state in step_states(session) if state.step is Step.FACTS)
    assert detail.en.startswith(f"{len(open_ones)} of ") if open_ones else "All" in detail.en


def test_with_block_only_the_question_is_open_whose_line_block_does_not_take_away() -> None:
    fields = {point.field for point in of(region="westeurope", outbound_type="block").readiness}
    # Lines to DNS servers stay: whatever says "Assumed, nobody answered" is an open point.
    assert fields == {"custom_dns", "features_complete", "network_isolated", "private_cluster"}
    assert "custom_dns" in {point.field for point in of(region="westeurope").readiness}


@pytest.mark.parametrize("outbound", ["none", "block"])
def test_whether_an_isolated_clusters_api_server_is_private_is_an_open_question(outbound: str) -> None:
    answers = {"region": "westeurope", "outbound_type": outbound, "default_route_to_firewall": True}
    asked = {point.id: point for point in of(**answers).readiness}
    assert "API server" in asked["unanswered-private-cluster"].cost.en
    for known in (True, False):
        points = {point.id for point in of(**answers, private_cluster=known).readiness}
        assert "unanswered-private-cluster" not in points


def test_a_list_of_features_that_was_denied_is_not_said_to_be_unanswered() -> None:
    session = of(region="westeurope")

    def said() -> str:
        return next(point.title.en for point in session.readiness if point.field == "features_complete")

    assert said().startswith("Nobody said")
    session.answer(EDIT, features_complete=False)
    assert "Nobody" not in said()
    session.answer(EDIT, features_complete=True)
    assert "features_complete" not in {point.field for point in session.readiness}


@pytest.mark.parametrize(
    ("outbound", "routes"),
    [
        ("none", False),
        ("block", False),
        ("loadBalancer", True),
        ("managedNATGateway", True),
        ("managedNATGatewayV2", True),
    ],
)
def test_azure_routes_egress_only_where_the_outbound_type_has_a_way_out(outbound: str, routes: bool) -> None:
    facts = settled_facts(unanswered(outbound_type=outbound), catalog().facts)
    assert not facts.yes("default_route_to_firewall")
    because = facts["default_route_to_firewall"].because
    assert ("Azure routes egress itself" in because.en) is routes
    assert ("Azure 自行路由" in because.zh) is routes


def rail(**answers: Any) -> dict[Step, StepState]:
    session = Session(catalog(), unanswered(**answers))
    session.visited = frozenset(STEPS)
    return {state.step: state for state in step_states(session)}


SETTLED = {"http_proxy": False,
    "region": "westeurope", "node_subnets": ("10.42.0.0/22",), "nodes_before_march_2021": False, "custom_dns": (),
    "outbound_type": "userDefinedRouting", "default_route_to_firewall": True, "firewall_private_ip": "10.0.1.4",
    "features_complete": True,
}  # fmt: skip


def test_the_rail_does_not_call_answered_what_nobody_answered() -> None:
    silent = rail(**SETTLED, private_cluster=True)[Step.FACTS]
    assert silent.detail.en == "Nothing open; 2 not answered, they decide no line"
    assert silent.mark is StepMark.DONE
    whole = rail(**SETTLED, private_cluster=True, konnectivity=True, pods_call_api_server=False)[Step.FACTS]
    assert whole.detail.en == "All questions answered"


def test_no_tick_stands_at_a_path_whose_route_waits_or_at_lines_that_rest_on_open_questions() -> None:
    waiting = rail(**SETTLED, private_cluster=False, konnectivity=True, pods_call_api_server=True)
    assert waiting[Step.TRAFFIC].detail.en == "Default route cannot be written yet"
    assert waiting[Step.TRAFFIC].mark is StepMark.WARNING
    asked = rail(**SETTLED, api_server_ip="20.50.1.9")
    assert asked[Step.RULES].mark is StepMark.NUMBER
    settled = rail(**SETTLED, private_cluster=True, konnectivity=True, pods_call_api_server=False)
    assert settled[Step.RULES].mark is StepMark.DONE
    assert settled[Step.TRAFFIC].mark is StepMark.DONE


WHOLE = {**SETTLED, "private_cluster": True, "konnectivity": True, "pods_call_api_server": False}


@pytest.mark.parametrize(
    "answers",
    [
        {"cloud": "AzureCloud", "region": "chinaeast2"},
        {"edition": "2024-12-11"},
        {"cloud": "AzureUSGovernment", "region": "usgovvirginia", "pods_call_api_server": True},
        {"cloud": "AzureChinaCloud", "region": "chinaeast2", "features": ("key-vault",)},
        {"features_complete": None},
        {"kubernetes_version": "abc"},
        {"pod_cidr": ("10.42.0.0/24",)},
    ],
)
def test_lines_are_not_ticked_while_a_point_says_that_some_are_wrong_missing_or_in_doubt(
    answers: dict[str, Any],
) -> None:
    assert rail(**WHOLE)[Step.RULES].mark is StepMark.DONE
    assert rail(**{**WHOLE, **answers})[Step.RULES].mark is not StepMark.DONE


def test_ranges_that_let_somebody_in_make_no_line_doubtful() -> None:
    answers = {**WHOLE, "private_cluster": False, "api_server_ip": "20.50.1.9", "pods_call_api_server": True}
    ranges = {"authorized_ranges": ("203.0.113.0/24",), "firewall_public_ip": "20.50.1.4"}
    ranges["firewall_nat_gateway"] = ()
    assert rail(**answers, **ranges)[Step.RULES].mark is StepMark.DONE


def test_what_was_exported_is_ticked_only_while_it_is_the_plan() -> None:
    session = Session(catalog(), unanswered(**WHOLE))

    def export() -> tuple[str, StepMark]:
        state = next(state for state in step_states(session) if state.step is Step.EXPORT)
        return state.detail.en, state.mark

    assert export() == ("Nothing written yet", StepMark.NUMBER)
    words = Text("2 targets, 3 files", "2 个目标，3 个文件")
    session.mark_written(Written(words, session.request))
    assert export() == ("2 targets, 3 files", StepMark.DONE)
    session.answer(Text("Edit", "Edit"), region="eastus")
    assert export() == ("Changed since: 2 targets, 3 files", StepMark.NUMBER)
    session.undo()
    assert export()[1] is StepMark.DONE
    session.mark_written(Written(words, session.request, whole=False))
    assert export()[1] is StepMark.NUMBER
    session.start(unanswered(**WHOLE))
    assert export() == ("Nothing written yet", StepMark.NUMBER)


def test_past_the_firewall_is_said_as_what_it_is_assumed_or_answered() -> None:
    past = {**WHOLE, "outbound_type": "loadBalancer", "default_route_to_firewall": None}
    assert rail(**past)[Step.TRAFFIC].detail.en == "Past the firewall, as assumed"
    answered = rail(**{**past, "default_route_to_firewall": False})
    assert answered[Step.TRAFFIC].detail.en == "Does not pass the firewall"


def test_questions_are_not_called_answered_while_an_address_of_the_step_is_open() -> None:
    answers = {**WHOLE, "private_cluster": False, "pods_call_api_server": True, "api_server_ip": None}
    detail = rail(**answers)[Step.FACTS].detail
    assert "answered" not in detail.en.lower()
    assert detail.en.endswith("open")
    assert "已回答" not in detail.zh


def _assumed_of(rule: Rule) -> set[str]:
    return {answer.fact for reason in rule.reasons for answer in reason.answers if answer.assumed}


@pytest.mark.parametrize("kubernetes_version", [None, "1.19.0"])
@pytest.mark.parametrize("cloud", sorted(REGIONS))
def test_leaving_a_line_out_does_not_answer_the_question_that_it_rests_on(
    cloud: str, kubernetes_version: str | None
) -> None:
    answers = {"region": REGIONS[cloud], "cloud": cloud, "kubernetes_version": kubernetes_version}
    asked = unanswered(**answers)
    assumed = [rule for rule in plan(asked, catalog()).rules if rule.assumed]
    assert assumed
    for rule in assumed:
        without = changed(asked, Omission(rule.id, "not wanted"))
        made = plan(without, catalog())
        left_out = made.rule(rule.id)
        assert left_out is not None
        assert made.is_left_out(left_out)
        rests_on = _assumed_of(left_out)
        assert rests_on
        context = export_context(without, made, catalog(), "en", MADE)
        assert rests_on <= {point.field for point in context.readiness}
        assert not rests_on & {answer.field for answer in further_assumed(context)}


@pytest.mark.parametrize("feature", ["istio", "app-routing"])
def test_a_feature_that_an_assumption_brings_and_that_has_no_line_here_is_an_open_question(
    feature: str,
) -> None:
    answers: dict[str, Any] = {"region": "chinanorth2", "cloud": "AzureChinaCloud", "features": (feature,)}
    fact = f"{feature}.vault_certificates"
    session = of(**answers)
    assert fact in {point.field for point in session.readiness}
    (offered,) = (entry for entry in session.plan.advisories if entry.id == "feature-not-offered")
    assert offered.text.en.startswith("Assumed, nobody answered")
    assert "remove-feature" not in {remedy.id for remedy in offered.remedies}
    session.answer(EDIT, **{fact: False})
    assert "feature-not-offered" not in {entry.id for entry in session.plan.advisories}
    session.answer(EDIT, **{fact: True})
    (offered,) = (entry for entry in session.plan.advisories if entry.id == "feature-not-offered")
    assert "Assumed" not in offered.text.en


def test_a_feature_that_nobody_knows_is_an_open_question_also_where_it_has_no_lines() -> None:
    session = of(region="chinanorth2", cloud="AzureChinaCloud", unknown_features=("key-vault",))
    (point,) = (point for point in session.readiness if point.id == "unanswered-feature-key-vault")
    assert "no lines for it" in point.cost.en


def test_who_stops_filtering_is_told_that_the_outbound_type_is_still_to_be_changed() -> None:
    def ids(outbound: str) -> set[str]:
        service = replace(STOREFRONT, remedy="stop-filtering")
        made = plan(changed(SHOP, inbound=(service,), outbound_type=outbound), catalog())
        return {point.id for point in open_points(made, catalog())}

    assert "outbound-type-to-change" in ids("userDefinedRouting")
    assert "outbound-type-to-change" not in ids("loadBalancer")
