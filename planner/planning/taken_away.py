"""Answers that make whole groups of demands needless: read here once, from the catalog's table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.demand import Feature
from planner.domain.fact import Fact, SettledFacts
from planner.domain.text import Text, joined


@dataclass(frozen=True, slots=True)
class TakenAway:
    """What takes a feature's demands away: the facts, the reason, and under which answers they would be needed.

    ``keep_optional`` are ids of demands that stay, as optional ones.
    """

    facts: tuple[str, ...]
    reason: Text
    needed_if: Text
    keep_optional: tuple[str, ...]


def taken_away(
    features: Iterable[Feature], facts: SettledFacts, table: Iterable[Fact]
) -> Mapping[str, TakenAway]:
    """Return what takes the demands of features away, by the features' ids; most clusters lose none."""
    speaking = [
        (fact, entry)
        for fact in table
        if fact.takes_away and fact.id in facts
        for entry in fact.takes_away
        if entry.speaks(facts[fact.id].value, facts)
    ]
    if not speaking:
        return {}
    found: dict[str, TakenAway] = {}
    for feature in features:
        for fact, entry in speaking:
            if entry.concerns(feature.group):
                needed = _needed_if(fact, feature.group)
                names = (fact.id, *(leaf.fact for leaf in entry.answered))
                found[feature.id] = TakenAway(names, entry.reason, needed, entry.keep_optional)
                break
    return found


def _needed_if(fact: Fact, group: str) -> Text:
    """Return *Outbound type: neither none nor block*: no answer that takes the group's demands away."""
    answers = dict.fromkeys(entry.value for entry in fact.takes_away if entry.concerns(group))
    names = tuple(map(fact.in_words, answers))
    if len(names) == 1:
        return _NOT.filled(fact=fact.label, answer=names[0])
    if len(names) == 2:
        return _NEITHER.filled(fact=fact.label, first=names[0], second=names[1])
    return _NONE_OF.filled(fact=fact.label, answers=joined(names))


_NOT = Text("{fact}: not {answer}", "{fact}：非 {answer}")
_NEITHER = Text("{fact}: neither {first} nor {second}", "{fact}：既非 {first} 也非 {second}")
_NONE_OF = Text("{fact}: none of {answers}", "{fact}：不是 {answers} 中的任何一个")
