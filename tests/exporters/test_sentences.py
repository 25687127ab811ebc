"""Sentences that several files share: counts, priority, line numbers, remarks."""

from __future__ import annotations

import dataclasses

import pytest

from planner.domain.plan import Advisory, Severity
from planner.domain.profile import ClusterProfile
from planner.domain.request import PlanDocument
from planner.domain.text import Text
from planner.exporters.answers import assumed_answers, plan_answers
from planner.exporters.sentences import counts_text, line_numbers, lines_text, priority_text, remarks_of
from tests.exporters import builders as b
from tests.exporters.shop import asymmetric, shop_context, shop_document, shop_plan


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
    request = dataclasses.replace(context.document.request, priority="P1")
    document = dataclasses.replace(context.document, request=request)
    assert priority_text(dataclasses.replace(context, document=document)) == "P1"


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
