"""The answers behind a plan as people read them, each marked *assumed* where nobody gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalog.model import Catalog
from planner.domain.cluster import Exposure, InboundService
from planner.domain.fact import NONE, Answer, Fact
from planner.domain.plan import EgressPlan
from planner.domain.text import EMPTY_TEXT, Text, joined
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line

NOT_KNOWN = Text("not known yet", "尚未确定")
ASSUMED = Text("{answer} (assumed)", "{answer}（假定）")
EXPOSURES = {
    Exposure.PUBLIC: Text("public", "公共"),
    Exposure.INTERNAL: Text("internal", "内部"),
}


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """One answer in the file's language: its field, label and words, and why where nobody gave it."""

    field: str
    label: str
    answer: str
    assumed: bool
    because: str = ""

    def marked(self, context: ExportContext) -> str:
        """Return the answer, with the word *assumed* where nobody gave it."""
        return context.say(ASSUMED).replace("{answer}", self.answer) if self.assumed else self.answer


def plan_answers(context: ExportContext) -> tuple[PlanAnswer, ...]:
    """Return every answer of the plan in the order of the steps."""
    return tuple(
        PlanAnswer(
            answer.fact,
            context.say(answer.label),
            one_line(context.say(answer.answer)),
            answer.assumed,
            context.say(answer.because),
        )
        for answer in context.answers
    )


def assumed_answers(context: ExportContext) -> tuple[PlanAnswer, ...]:
    """Return what nobody answered and the plan takes all the same: what a reader should question first."""
    return tuple(answer for answer in plan_answers(context) if answer.assumed)


def answers_behind(plan: EgressPlan, catalog: Catalog) -> tuple[Answer, ...]:
    """Return every answer that a plan was made with, in the order of the steps, in both languages.

    A question that a feature asks by itself is left away while the feature is off.
    """
    return tuple(_answers(plan, catalog))


def _answers(plan: EgressPlan, catalog: Catalog) -> Iterator[Answer]:
    cluster = plan.cluster
    cloud = catalog.cloud(cluster.cloud)
    region = cloud.region(cluster.region) if cloud is not None else None
    yield Answer(
        "name", Text("Cluster name", "群集名称"), _same(cluster.name) if cluster.name.strip() else NOT_KNOWN
    )
    yield Answer("cloud", Text("Cloud", "云"), cloud.label if cloud is not None else _same(cluster.cloud))
    yield Answer(
        "region",
        Text("Region", "区域"),
        region.display if region is not None else _same(cluster.region),
    )
    yield Answer("edition", Text("Edition", "版本"), _same(plan.edition))
    yield from _facts(plan, catalog, "facts")
    labels = tuple(feature.short_label for feature in catalog.features if feature.id in cluster.features)
    yield Answer("features", Text("Features", "功能"), joined(labels) if labels else NONE)
    yield from _facts(plan, catalog, "features")
    yield from _facts(plan, catalog, "traffic")
    yield from _facts(plan, catalog, "")
    yield Answer(
        "inbound", Text("Services reached from outside", "从外部访问的服务"), _services(cluster.inbound)
    )


def _facts(plan: EgressPlan, catalog: Catalog, step: str) -> Iterator[Answer]:
    for fact in catalog.facts:
        if fact.step == step and (not fact.feature or fact.feature in plan.features):
            answer = _answer(fact, plan)
            # What is asked of nobody by itself is shown once somebody said it, or where the plan rests on it.
            said = answer.answer is not NOT_KNOWN and not answer.assumed
            if step or said or (answer.assumed and _rests_on(plan, fact.id)):
                yield answer


def _rests_on(plan: EgressPlan, fact_id: str) -> bool:
    """Whether the path, or the absence of a line, rests on a fact that nobody answered."""
    return fact_id in (*plan.path.assumed, *plan.path.access_assumed) or any(
        answer.fact == fact_id and answer.assumed for entry in plan.exclusions for answer in entry.answers
    )


def _answer(fact: Fact, plan: EgressPlan) -> Answer:
    settled = plan.facts.get(fact.id)
    if settled is None:
        return Answer(fact.id, fact.label, NOT_KNOWN)
    words = fact.in_words(settled.value)
    because = settled.because if settled.assumed else EMPTY_TEXT
    return Answer(fact.id, fact.label, words, settled.assumed, because)


def _services(services: tuple[InboundService, ...]) -> Text:
    if not services:
        return NONE
    return Text(*("; ".join(_service(entry, language) for entry in services) for language in ("en", "zh")))


def _service(service: InboundService, language: str) -> str:
    exposure = EXPOSURES[service.exposure].in_language(language)
    address = f" ({one_line(service.backend_ip)})" if service.backend_ip else ""
    return f"{one_line(service.name)}: {exposure} {service.protocol.value}:{service.port}{address}"


def _same(text: str) -> Text:
    shown = one_line(text)
    return Text(shown, shown)
