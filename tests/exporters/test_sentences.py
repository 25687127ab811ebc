"""Sentences that several files share: counts, priority, line numbers, remarks."""

from __future__ import annotations

import dataclasses

import pytest

from planner.domain.plan import Advisory, Severity
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.answers import assumed_answers, plan_answers
from planner.exporters.sentences import counts_text, line_numbers, lines_text, priority_text, remarks_of
from tests.exporters import builders as b
from tests.exporters.shop import SHOP, asymmetric, shop_context
from tests.plans import catalog, changed


def test_counts_leave_out_what_is_zero() -> None:
    assert counts_text(b.context(b.plan())) == "1 required"
    assert counts_text(shop_context("zh")) == (
        "27 条必需，4 条可选，1 条 NAT 规则，1 条路由，1 条已排除，1 条不需要"
    )


@pytest.mark.parametrize(("language", "word"), [("en", "Normal"), ("zh", "普通")])
def test_usual_priority_is_a_word_of_the_language_and_any_other_stays_as_typed(
    language: str, word: str
) -> None:
    context = shop_context(language)
    assert priority_text(context) == word
    request = changed(SHOP, request=ChangeRequest(priority="P1"))
    assert priority_text(dataclasses.replace(context, request=request)) == "P1"


def test_remark_that_an_advisory_says_in_full_is_not_said_again() -> None:
    said, other = Text("It is not enough.", "还不够。"), Text("An oddity.", "特殊情况。")
    rule = b.rule(reasons=(dataclasses.replace(b.reason(), remarks=(said, other)),))
    text = Text(f"Read on. {said.en}", said.zh)
    advisory = Advisory("odd", Severity.WARNING, Text("Odd", "特殊"), text, rule_ids=(rule.id,))
    assert remarks_of(rule, b.context(b.plan(rule))) == (said.en, other.en)
    assert remarks_of(rule, b.context(b.plan(rule, advisories=(advisory,)))) == (other.en,)


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [
        ((), "", ""),
        ((3,), "line 3", "第 3 行"),
        ((3, 5, 6, 7, 9), "lines 3, 5 to 7, 9", "第 3、5 至 7、9 行"),
    ],
)
def test_line_numbers_that_follow_each_other_become_spans(
    numbers: tuple[int, ...], english: str, chinese: str
) -> None:
    assert lines_text(numbers, shop_context()) == english
    assert lines_text(numbers, shop_context("zh")) == chinese


def test_advisory_speaks_of_the_lines_by_their_numbers_in_the_plan() -> None:
    assert line_numbers(asymmetric(), shop_context()) == (33,)


def test_answers_that_nobody_gave_are_assumed_and_say_why() -> None:
    assumed = {answer.field: answer for answer in assumed_answers(shop_context())}
    assert set(assumed) == {
        "private_cluster", "konnectivity", "nodes_before_march_2021", "custom_dns", "azure_monitor_by",
        "outbound_type", "default_route_to_firewall", "firewall_nat_gateway", "authorized_ranges",
        "http_proxy",
    }  # fmt: skip
    assert all(answer.because for answer in assumed.values())
    assert assumed["konnectivity"].because == "every supported Kubernetes version uses it"
    assert assumed["konnectivity"].marked(shop_context()) == "yes (assumed)"


@pytest.mark.parametrize("known", [True, False])
def test_answer_that_equals_the_assumption_is_not_assumed(known: bool) -> None:
    request = changed(b.ASKED, konnectivity=known)
    answers = {answer.field: answer for answer in plan_answers(b.context(b.plan(request=request)))}
    assert not answers["konnectivity"].assumed
    assert answers["konnectivity"].marked(b.context(b.plan())) == ("yes" if known else "no")


def test_fact_that_nobody_knows_and_no_line_needs_is_not_known_yet() -> None:
    answers = {answer.field: answer for answer in plan_answers(b.context(b.plan()))}
    assert answers["api_server_ip"].answer == "not known yet"
    assert not answers["api_server_ip"].assumed


def test_every_fact_that_is_asked_has_an_answer_in_words() -> None:
    plan = b.plan(request=changed(SHOP, default_route_to_firewall=False), features=("core", "azure-monitor"))
    answers = {answer.field: answer.answer for answer in plan_answers(b.context(plan))}
    asked = {fact.id for fact in catalog().facts if fact.step and fact.feature in ("", "azure-monitor")}
    assert asked | {"name", "cloud", "region", "edition", "features", "inbound"} == set(answers)
    assert all(answers.values())
    assert answers["default_route_to_firewall"] == "no"
    assert answers["inbound"] == "storefront: public TCP:80 (203.0.113.80)"
