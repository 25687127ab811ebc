"""Whether a demand's condition holds for a cluster, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.condition import Combine, Condition, FactIs, FactValue, Group, Never
from planner.domain.fact import NONE, Fact, SettledFacts
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """``reason`` is None when the condition holds; ``deciding`` are the facts that made it so, or not so."""

    reason: Text | None
    deciding: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the demand applies."""
        return self.reason is None


_HOLDS = Judgement(None)


def judge(condition: Condition | None, facts: SettledFacts) -> Judgement:
    """Evaluate a condition tree.

    Where several leaves would do (one that fails among *all*, one that holds among *any*), one that somebody
    answered speaks before one that is assumed: nothing is called assumed that an answer settles.
    """
    if condition is None:
        return _HOLDS
    if isinstance(condition, Never):
        return Judgement(condition.otherwise)
    if isinstance(condition, FactIs):
        return Judgement(None if facts.holds(condition) else condition.otherwise, (condition.fact,))
    judgements = [judge(member, facts) for member in condition.members]
    any_does = condition.combine is Combine.ANY
    enough = [judgement for judgement in judgements if judgement.holds is any_does]
    if enough:
        return next((judgement for judgement in enough if not _is_assumed(judgement, facts)), enough[0])
    deciding = tuple(dict.fromkeys(name for judgement in judgements for name in judgement.deciding))
    return Judgement(judgements[0].reason, deciding)


def _is_assumed(judgement: Judgement, facts: SettledFacts) -> bool:
    return any(facts.is_assumed(name) for name in judgement.deciding)


def never_holds(condition: Condition | None) -> bool:
    """Whether no answer makes a condition hold: what the page names but nothing can be opened for."""
    if isinstance(condition, Group):
        never = [never_holds(member) for member in condition.members]
        return any(never) if condition.combine is Combine.ALL else all(never)
    return isinstance(condition, Never)


def leaves(condition: Condition | None) -> tuple[FactIs, ...]:
    """Return the facts that a condition asks for."""
    if isinstance(condition, FactIs):
        return (condition,)
    if isinstance(condition, Group):
        return tuple(leaf for member in condition.members for leaf in leaves(member))
    return ()


def needed_if(condition: Condition | None, table: Mapping[str, Fact]) -> Text:
    """Return under which answers the demand applies: *Private API server: no, konnectivity: no*."""
    pairs = [(table[leaf.fact].label, _wanted(table[leaf.fact], leaf.value)) for leaf in leaves(condition)]
    return Text(
        ", ".join(f"{label.en}: {answer.en}" for label, answer in pairs),
        "，".join(f"{label.zh}：{answer.zh}" for label, answer in pairs),
    )


def _wanted(fact: Fact, value: FactValue) -> Text:
    """Return an answer in words; of a list a condition asks only whether anything stands in it."""
    if fact.kind.is_list and value is True:
        return ENTERED
    return NONE if fact.kind.is_list else fact.in_words(value)


ENTERED = Text("entered", "已填写")
