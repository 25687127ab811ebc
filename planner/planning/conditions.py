"""Whether a demand's condition holds for a cluster, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.catalog.model import Catalog
from planner.domain.condition import Combine, Condition, FactIs, FactValue, Group, Never
from planner.domain.text import Text

Answer = tuple[Text, Text]
"""A fact's label and the word for its answer."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``reason`` is None when the condition holds; ``answers`` are the facts that made it hold."""

    reason: Text | None
    answers: tuple[FactIs, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the demand applies."""
        return self.reason is None


def judge(condition: Condition | None, facts: Mapping[str, FactValue]) -> Judgement:
    """Evaluate a condition tree; the first leaf that fails gives the reason."""
    if condition is None:
        return Judgement(None)
    if isinstance(condition, Never):
        return Judgement(condition.otherwise)
    if isinstance(condition, FactIs):
        holds = facts[condition.fact] == condition.value
        return Judgement(None, (condition,)) if holds else Judgement(condition.otherwise)
    judgements = [judge(member, facts) for member in condition.members]
    if condition.combine is Combine.ANY:
        return next((judgement for judgement in judgements if judgement.holds), judgements[0])
    failed = next((judgement for judgement in judgements if not judgement.holds), None)
    if failed is not None:
        return failed
    return Judgement(None, tuple(leaf for judgement in judgements for leaf in judgement.answers))


def leaves(condition: Condition | None) -> tuple[FactIs, ...]:
    """Return the facts that a condition asks for."""
    if isinstance(condition, FactIs):
        return (condition,)
    if isinstance(condition, Group):
        return tuple(leaf for member in condition.members for leaf in leaves(member))
    return ()


def answer_of(leaf: FactIs, catalog: Catalog) -> Answer:
    """Return the leaf in words: *Pods call the API server*, *yes*."""
    fact = catalog.fact(leaf.fact)
    if fact is None:
        raise KeyError(leaf.fact)
    if isinstance(leaf.value, bool):
        return fact.label, catalog.answers["yes" if leaf.value else "no"]
    return fact.label, fact.answers[leaf.value]


def needed_if(condition: Condition | None, catalog: Catalog) -> Text:
    """Return under which answers the demand applies: *Private API server: no, konnectivity: no*."""
    pairs = [answer_of(leaf, catalog) for leaf in leaves(condition)]
    return Text(
        ", ".join(f"{label.en}: {answer.en}" for label, answer in pairs),
        "，".join(f"{label.zh}：{answer.zh}" for label, answer in pairs),
    )
