"""What nobody answered, on paper: at each line that rests on it, and with the reason on the last pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from planner.exporters.base import ExportContext
from planner.exporters.open_points import further_assumed
from planner.gui.printing.document import compose
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.gui.printed import A4, page_text
from tests.plans import ANSWERED, catalog, request, unanswered

MADE = datetime(2026, 8, 24, 14, 5, tzinfo=UTC)
ASKED = unanswered(
    name="shop", region="westeurope", node_subnets=("10.42.0.0/22",), features=("azure-monitor", "istio")
)


def context_of(language: str) -> ExportContext:
    return export_context(ASKED, plan(ASKED, catalog()), catalog(), language, MADE)


def printed(context: ExportContext) -> str:
    """The whole document as it was set, without blanks: sentences that were wrapped are whole again."""
    document = compose(context, *A4)
    return "".join("".join(page_text(document, number).split()) for number in range(len(document.pages)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_sentence_stands_at_every_line_that_rests_on_it_and_nowhere_else(
    qapp: QApplication, language: str
) -> None:
    context = context_of(language)
    text = printed(context)
    sentences = [context.say(rule.assumption) for rule in context.plan.rules if rule.assumed]
    reasons = [
        context.say(entry.reason_with_assumption) for entry in context.plan.exclusions if entry.assumed
    ]
    assert sentences
    assert reasons
    mark = squeezed({"en": "Assumed, nobody answered:", "zh": "假定（未回答）："}[language])
    routes = [context.say(route.assumption) for route in context.plan.routes if route.assumed]
    assert routes
    assert text.count(mark) == len(sentences) + len(reasons) + len(routes)
    for route in set(routes):
        assert text.count(squeezed(route)) == routes.count(route)
    for sentence in set(sentences):
        wanted = sentences.count(sentence) + sum(reason.startswith(sentence) for reason in reasons)
        assert text.count(squeezed(sentence)) == wanted
    assert {"en": "Answered", "zh": "已回答"}[language] not in text


def test_last_pages_list_what_is_assumed_with_the_reason(qapp: QApplication, language: str) -> None:
    context = context_of(language)
    heading, again = {"en": ("Openpoints", "(continued)"), "zh": ("未决事项", "（续）")}[language]
    # Where the list goes on on another page its heading stands there again.
    _, found, closing = printed(context).replace(heading + again, "").rpartition(heading)
    assert found
    # Of what decides nothing the reason is not said: it speaks of what this plan has not.
    silent = {answer.field for answer in further_assumed(context)}
    for answer in context.answers:
        if answer.assumed:
            assert (squeezed(context.say(answer.because)) in closing) is (answer.fact not in silent)
            assert squeezed(context.say(answer.label)) in closing


def test_line_that_was_not_selected_has_no_box_and_stands_among_what_was_left_out(qapp: QApplication) -> None:
    whole = context_of("en")
    chosen = whole.plan.rules[0]
    text = printed(replace(whole, selected=frozenset({chosen.id})))
    others = len(whole.plan.rules) - 1
    assert "Leftoutornotselected" in text
    assert text.count("notselectedforthisfile") == 2 * others
    assert "notselectedforthisfile" not in printed(whole)


def test_heading_of_what_is_not_needed_says_how_much_of_it_nobody_answered(
    qapp: QApplication, language: str
) -> None:
    context = context_of(language)
    assumed, count = sum(entry.assumed for entry in context.plan.exclusions), len(context.plan.exclusions)
    said = {
        "en": f"Not needed {assumed} of {count} rest on answers that nobody gave: those need an answer.",
        "zh": f"不需要 {count} 条中有 {assumed} 条基于假定（无人回答），需要补充回答。",
    }
    assert squeezed(said[language]) in printed(context)
    answered = request(**{"region": "westeurope", **ANSWERED})
    known = export_context(answered, plan(answered, catalog()), catalog(), language, MADE)
    assert {"en": "needananswer", "zh": "需要补充回答"}[language] not in printed(known)
