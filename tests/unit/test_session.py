"""The work in progress: answers, undo, decisions, problems, and what the rail says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.cluster import InboundService
from planner.domain.omission import Omission
from planner.domain.text import Text
from planner.planning.changes import ChangeMark
from planner.session.addresses import readable
from planner.session.feature_costs import feature_costs
from planner.session.handover import blocking_problems, export_context
from planner.session.problem import Step
from planner.session.session import Session
from planner.session.steps import StepMark, step_states
from planner.session.suggestions import with_suggestions
from tests.plans import SHOP, STOREFRONT, catalog, changed, unanswered

LABEL = Text("Azure Policy on", "启用 Azure Policy")


@pytest.fixture
def session() -> Session:
    return Session(catalog(), SHOP)


def detail(session: Session, step: Step) -> str:
    return next(state.detail.en for state in step_states(session) if state.step is step)


def mark(session: Session, step: Step) -> StepMark:
    return next(state.mark for state in step_states(session) if state.step is step)


def test_new_plan_has_no_rules_until_a_region_is_chosen() -> None:
    session = Session(catalog())
    assert session.plan is None
    assert [problem.field for problem in session.problems if problem.blocks] == ["region"]
    session.answer(Text("Region: East US", "区域：美国东部"), region="eastus")
    assert session.plan is not None


def test_new_plan_knows_nothing_but_its_edition() -> None:
    session = Session(catalog())
    assert [fact.id for fact in catalog().facts if session.known(fact.id) is not None] == []
    assert (session.cluster.cloud, session.cluster.region, session.cluster.features) == ("", "", ())
    assert detail(session, Step.FACTS) == "5 of 5 questions open"


def test_answer_of_no_counts_as_answered_and_can_be_taken_back(session: Session) -> None:
    session.start(unanswered(region="westeurope"))
    session.answer(LABEL, private_cluster=False, custom_dns=())
    assert session.known("private_cluster") is False
    assert session.known("custom_dns") == ()
    assert detail(session, Step.FACTS) == "3 of 5 questions open"
    session.answer(LABEL, private_cluster=None, custom_dns=None)
    assert session.known("private_cluster") is None
    assert session.known("custom_dns") is None
    assert not session.has_answer("custom_dns")
    session.undo()
    assert session.known("private_cluster") is False


def test_question_that_nobody_answered_keeps_the_plan_and_says_what_it_takes(session: Session) -> None:
    session.start(unanswered(region="westeurope"))
    assert session.plan is not None
    assert session.plan.facts.is_assumed("konnectivity")
    session.answer(LABEL, konnectivity=True)
    assert not session.plan.facts.is_assumed("konnectivity")
    assert session.is_modified


def test_name_of_no_fact_and_no_field_is_refused(session: Session) -> None:
    with pytest.raises(KeyError):
        session.answer(LABEL, weather="fine")
    with pytest.raises(KeyError):
        session.known("weather")


def test_last_answer_lists_what_came_and_what_stayed_with_a_new_reason(session: Session) -> None:
    session.answer(Text("Azure Monitor on", "启用 Azure Monitor"), features=("azure-monitor",))
    session.answer(LABEL, features=("azure-monitor", "azure-policy"))
    assert session.last_answer is not None
    changes = [(change.mark, change.text.en) for change in session.last_answer.changes]
    assert (ChangeMark.CAME, "data.policy.core.windows.net") in changes
    assert (
        ChangeMark.STAYED,
        "dc.services.visualstudio.com was already asked for; it now has two reasons",
    ) in changes


def test_turning_konnectivity_off_and_on_names_the_two_tunnel_rules(session: Session) -> None:
    session.answer(Text("konnectivity: no", "konnectivity：否"), konnectivity=False)
    session.answer(Text("konnectivity: yes", "konnectivity：是"), konnectivity=True)
    assert session.last_answer is not None
    went = [change.text.en for change in session.last_answer.changes if change.mark is ChangeMark.WENT]
    assert went == ["AzureCloud.westeurope UDP:1194", "AzureCloud.westeurope TCP:9000"]


def test_undo_names_the_edit_and_redo_brings_it_back(session: Session) -> None:
    before = session.request
    session.answer(LABEL, features=("azure-policy",))
    after = session.request
    assert session.undo_label == LABEL
    session.undo()
    assert session.request == before
    assert session.redo_label == LABEL
    session.redo()
    assert session.request == after


def test_typing_into_one_field_is_one_undo_step(session: Session) -> None:
    for text in ("1", "10", "10.0.1.9"):
        session.answer(Text(text, text), merge="firewall_private_ip", firewall_private_ip=text)
    session.undo()
    assert session.firewall.private_ip == "10.0.1.4"


def test_answer_that_changes_nothing_leaves_no_undo_step(session: Session) -> None:
    session.answer(Text("Region", "区域"), region="westeurope")
    session.answer(Text("Region", "区域"), region="westeurope")
    session.undo()
    assert session.undo_label is None


def test_required_line_is_left_out_only_with_a_written_reason(session: Session) -> None:
    with pytest.raises(ValueError, match="written reason"):
        session.leave_out("core-registry", "  ")
    session.leave_out("core-registry", "mirrored inside")
    assert session.plan is not None
    assert session.plan.counts().left_out == 1
    session.include("core-registry")
    assert session.plan.counts().left_out == 0
    with pytest.raises(KeyError):
        session.leave_out("nothing", "x")


def test_unreadable_address_is_a_problem_at_its_field_and_the_plan_goes_on(session: Session) -> None:
    session.answer(Text("x", "x"), api_server_ip="10.0.1.400")
    (problem,) = session.problems_at(Step.FACTS, "api_server_ip")
    assert problem.message.en == (
        "10.0.1.400 is not an IPv4 address. Type four numbers from 0 to 255, such as 10.0.1.4."
    )
    assert problem.blocks
    assert session.plan is not None
    assert blocking_problems(session.request, catalog()) == (problem,)


def test_only_region_and_addresses_block(session: Session) -> None:
    odd = changed(
        SHOP, region="marsnorth", firewall_private_ip="", features=("dev-spaces",), inbound=(STOREFRONT,)
    )
    assert blocking_problems(odd, catalog()) == ()
    assert {problem.step for problem in Session(catalog(), odd).problems} == {
        Step.CLOUD,
        Step.FEATURES,
        Step.TRAFFIC,
    }


def test_region_of_another_cloud_is_named(session: Session) -> None:
    session.answer(Text("x", "x"), region="chinanorth2")
    (problem,) = session.problems_at(Step.CLOUD)
    assert "Azure China" in problem.message.en


def test_readable_request_keeps_everything_that_can_be_read() -> None:
    typed = changed(SHOP, custom_dns=("10.0.0.4", "x"), node_subnets=("10.0.0.0/8", "10.0.0.1/8"))
    kept = readable(typed, catalog()).cluster
    assert kept.facts["custom_dns"] == ("10.0.0.4",)
    assert kept.node_subnets == ("10.0.0.0/8",)
    assert readable(SHOP, catalog()) == SHOP


def test_listeners_hear_of_every_change(session: Session) -> None:
    heard: list[int] = []
    session.subscribe(lambda: heard.append(1))
    session.answer(LABEL, features=("azure-policy",))
    session.undo()
    session.visit(Step.RULES)
    assert len(heard) == 3


def test_modified_means_that_something_would_be_lost(session: Session) -> None:
    assert not session.is_modified
    session.answer(LABEL, features=("azure-policy",))
    assert session.is_modified
    session.mark_saved(session.request)
    assert not session.is_modified
    session.undo()
    assert session.is_modified


def test_rail_repeats_the_answers(session: Session) -> None:
    session.answer(LABEL, features=("azure-policy", "gpu"), inbound=(STOREFRONT,))
    assert detail(session, Step.CLOUD) == "Azure public cloud"
    assert detail(session, Step.FACTS) == "All questions answered"
    assert detail(session, Step.FEATURES) == "2 features"
    assert detail(session, Step.TRAFFIC) == "1 decision open"
    assert mark(session, Step.TRAFFIC) is StepMark.PROBLEM
    session.answer(LABEL, inbound=(replace(STOREFRONT, remedy="host-route"),))
    assert detail(session, Step.TRAFFIC) == "Through the firewall, path whole"
    session.answer(LABEL, default_route_to_firewall=None)
    assert detail(session, Step.TRAFFIC) == "Through the firewall, as assumed"
    session.answer(LABEL, firewall_private_ip=None)
    assert detail(session, Step.TRAFFIC) == "Firewall's private IP missing"
    session.answer(LABEL, firewall_private_ip="10.0.1.4", firewall_public_ips=None)
    assert detail(session, Step.TRAFFIC) == "Default route cannot be written yet"
    session.answer(LABEL, outbound_type="loadBalancer", default_route_to_firewall=None, inbound=())
    assert detail(session, Step.TRAFFIC) == "Past the firewall, as assumed"


def test_step_is_ticked_when_nothing_is_open_there_whether_somebody_came_by_or_not(session: Session) -> None:
    assert mark(session, Step.FACTS) is StepMark.DONE
    session.answer(Text("konnectivity: not known", "konnectivity：未知"), konnectivity=None)
    assert mark(session, Step.FACTS) is StepMark.NUMBER
    session.visit(Step.FACTS)
    assert mark(session, Step.FACTS) is StepMark.WARNING
    session.answer(Text("konnectivity: yes", "konnectivity：是"), konnectivity=True)
    assert mark(session, Step.FACTS) is StepMark.DONE
    session.answer(Text("x", "x"), api_server_ip="1")
    assert mark(session, Step.FACTS) is StepMark.PROBLEM


def test_suggestions_fill_what_nobody_wrote_and_cleared_fields_stay_empty(session: Session) -> None:
    assert session.plan is not None
    suggested = with_suggestions(session.request, session.plan, "en")
    assert suggested.title == "Egress rules for AKS cluster shop-prod"
    assert "13 rules" in suggested.rollback
    session.fill_request(Text("Title", "标题"), title="")
    session.fill_request(Text("Rollback", "回退"), rollback="ask Eve")
    written = with_suggestions(session.request, session.plan, "en")
    assert (written.title, written.rollback) == ("", "ask Eve")


def test_export_context_carries_labels_and_suggestions(session: Session) -> None:
    from datetime import UTC, datetime

    assert session.plan is not None
    context = export_context(
        session.request, session.plan, catalog(), "zh", datetime(2026, 8, 24, tzinfo=UTC)
    )
    assert context.region_label.en == "West Europe"
    assert context.request.change_request.title.startswith("AKS 群集")


def test_omission_without_effect_is_a_problem_of_the_rules_step() -> None:
    omissions = (
        Omission("core-registry"),
        Omission("core-sign-in", "why", "login.chinacloudapi.cn"),
        Omission("core-regsitry", "why"),
        Omission("azure-policy-data", "why"),
        Omission("inbound-gone-tcp-1", "why"),
    )
    session = Session(catalog(), changed(SHOP, *omissions))
    assert [problem.field for problem in session.problems_at(Step.RULES)] == [
        "core-registry",
        "core-sign-in",
        "core-regsitry",
    ]
    assert not any(problem.blocks for problem in session.problems_at(Step.RULES))


@pytest.mark.parametrize("field", ["custom_dns", "node_subnets"])
def test_empty_entry_of_a_list_blocks_and_reaches_no_rule(field: str) -> None:
    doubtful = changed(SHOP, **{field: ("",)})
    session = Session(catalog(), doubtful)
    assert [problem.field for problem in session.problems if problem.blocks] == [field]
    assert session.plan is not None
    assert not any("" in rule.sources or not rule.destination.value for rule in session.plan.rules)


@pytest.mark.parametrize(
    "subnet", ["0.0.0.0/0", "10.0.0.0/255.255.0.0", "10.0.0.0/0.0.255.255", "10.0.0.0/33", "::/0", "10.0.0/8"]
)
def test_prefix_that_no_rule_should_have_is_refused(subnet: str) -> None:
    session = Session(catalog(), changed(SHOP, node_subnets=(subnet,)))
    assert [problem.field for problem in session.problems if problem.blocks] == ["node_subnets"]


def test_same_subnet_written_twice_is_one_source() -> None:
    session = Session(catalog(), changed(SHOP, node_subnets=("10.0.0.5", "10.0.0.5/32")))
    assert session.plan is not None
    assert session.plan.rules[0].sources == ("10.0.0.5/32",)


def test_inbound_problems_are_raised_where_they_matter() -> None:
    def found(*services: InboundService, **answers: object) -> list[str]:
        doubtful = changed(SHOP, inbound=services, **answers)
        return [problem.message.en for problem in Session(catalog(), doubtful).problems_at(Step.TRAFFIC)]

    routed = replace(STOREFRONT, remedy="host-route")
    other = replace(routed, name="admin")
    assert any("only the first is reached" in text for text in found(routed, other))
    assert found(replace(routed, remedy=""), replace(other, remedy="")) == []
    assert found(replace(routed, remedy="stop-filtering"), replace(other, remedy="stop-filtering")) == []
    assert any("listed twice" in text for text in found(routed, routed))
    assert any("does not fit" in text for text in found(routed, firewall_nat_gateway_ip="203.0.113.99"))


def test_new_edit_after_undo_forgets_what_could_be_redone(session: Session) -> None:
    session.answer(LABEL, features=("azure-policy",))
    session.undo()
    session.answer(LABEL, features=("gpu",))
    assert session.redo_label is None


def test_undo_does_not_jump_past_what_was_saved(session: Session) -> None:
    session.answer(LABEL, merge="name", name="a")
    session.mark_saved(session.request)
    session.answer(LABEL, merge="name", name="ab")
    session.undo()
    assert session.cluster.name == "a"
    assert not session.is_modified


def test_line_that_another_feature_now_leads_is_not_said_to_have_gone() -> None:
    session = Session(catalog(), changed(SHOP, features=("defender",)))
    session.answer(LABEL, features=("azure-monitor", "defender"))
    assert session.last_answer is not None
    assert not [change for change in session.last_answer.changes if change.mark is ChangeMark.WENT]
    came = {change.text.en for change in session.last_answer.changes if change.mark is ChangeMark.CAME}
    assert "*.ods.opinsights.azure.com" not in came
    assert "*.monitoring.azure.com" in came


def test_cost_of_a_feature_counts_hosts_that_are_in_the_plan_anyway() -> None:
    costs = feature_costs(changed(SHOP, features=("defender",)), catalog())
    monitor = next(cost for cost in costs if cost.feature.id == "azure-monitor")
    assert (monitor.rules, monitor.known) == (7, 3)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"custom_dns": ("168.63.129.16",)}, "custom_dns"),
        ({"firewall_public_ips": ("203.0.113.10", "10.0.0.9")}, "firewall_public_ips"),
    ],
)
def test_doubtful_address_is_a_problem_that_does_not_block(answers: dict[str, object], field: str) -> None:
    session = Session(catalog(), changed(SHOP, **answers))
    assert [(problem.field, problem.blocks) for problem in session.problems] == [(field, False)]
    (point,) = (point for point in session.readiness if point.id.startswith("doubtful-"))
    assert point.cost.en
    assert point.cost.zh


def test_suggested_verification_names_hosts_that_prove_something() -> None:
    session = Session(catalog(), changed(SHOP, features=("gpu", "key-vault", "cluster-extensions")))
    assert session.plan is not None
    text = with_suggestions(session.request, session.plan, "en").verification
    assert "mcr.microsoft.com" in text
    assert "kubernetesconfiguration" in text
    assert "nvidia" not in text  # today's nodes do not ask for it
    assert "mcr-0001" not in text
    assert "vault.azure.net" not in text


def test_suggested_rollback_keeps_running_nodes_from_losing_the_api_server() -> None:
    session = Session(catalog(), SHOP)
    assert session.plan is not None
    assert "NotReady" in with_suggestions(session.request, session.plan, "en").rollback
