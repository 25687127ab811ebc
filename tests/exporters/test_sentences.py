"""Sentences that several files share: counts, what is asked, line numbers."""

from __future__ import annotations

import dataclasses

import pytest

from planner.domain.plan import Decision, Verdict
from planner.domain.profile import ClusterProfile
from planner.domain.request import PlanDocument
from planner.exporters.answers import assumed_answers, plan_answers
from planner.exporters.sentences import asked_text, counts_text, line_numbers, lines_text
from tests.exporters import builders as b
from tests.exporters.shop import asymmetric, shop_context, shop_document, shop_plan


def test_counts_leave_out_what_is_zero() -> None:
    assert counts_text(b.context(b.plan())) == "1 required"
    assert counts_text(shop_context("zh")) == (
        "27 条必需，4 条可选，1 条 NAT 规则，1 条路由，1 条已排除，1 条不需要"
    )


def test_what_is_asked_names_sources_and_numbers_in_both_languages() -> None:
    assert asked_text(shop_context()) == (
        "Let the nodes in 10.42.0.0/22 reach 31 destinations through the firewall: 27 required, 4 optional. "
        "Publish services from outside with 1 NAT rule."
    )
    assert asked_text(shop_context("zh")) == (
        "允许节点子网 10.42.0.0/22 通过防火墙访问 31 个目标，其中 27 个必需，4 个可选。"
        "使用 1 条 NAT 规则发布服务，供外部访问。"
    )


def test_plan_of_one_kind_says_so_instead_of_a_zero() -> None:
    said = asked_text(b.context(b.plan(profile=ClusterProfile(name="shop-prod"))))
    assert said == (
        "Let the nodes (subnet not known yet) reach 1 destination through the firewall, all of them required."
    )


def test_plan_whose_lines_are_all_left_out_asks_for_nothing() -> None:
    decisions = (Decision("core-mcr", Verdict.LEAVE_OUT, "Not used."),)
    said = asked_text(b.context(b.plan(decisions=decisions)))
    assert said == "No line is asked for: every line is left out."


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


def test_answers_that_somebody_gave_are_not_assumed() -> None:
    context = shop_context()
    assumed = {answer.field for answer in assumed_answers(context)}
    assert assumed.isdisjoint(context.document.answered)
    assert assumed == {
        field
        for field in (answer.field for answer in plan_answers(context))
        if context.document.is_assumed(field)
    }


def test_value_that_is_not_the_default_was_given_by_somebody() -> None:
    document = PlanDocument(ClusterProfile(konnectivity=False, edition="2026-07-02"))
    assert not document.is_assumed("konnectivity")
    assert document.is_assumed("private_cluster")
    assert document.is_assumed("edition")


def test_every_field_of_the_profile_has_an_answer_in_words() -> None:
    plan = shop_plan()
    profile = dataclasses.replace(plan.profile, default_route_to_firewall=False)
    context = b.context(dataclasses.replace(plan, profile=profile), document=shop_document(plan))
    answers = {answer.field: answer.answer for answer in plan_answers(context)}
    assert set(answers) == set(ClusterProfile.__dataclass_fields__)
    assert all(answers.values())
    assert answers["default_route_to_firewall"] == "no"
    assert answers["inbound"] == "storefront: public TCP:80 (203.0.113.80)"
