"""Answers that make whole groups of demands needless: read here once, from the catalog's table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.demand import Demand, Feature
from planner.domain.fact import Fact, SettledFacts, TakesAway
from planner.domain.text import EMPTY_TEXT, Text, joined, together
from planner.planning.conditions import leaves


@dataclass(frozen=True, slots=True)
class TakenAway:
    """What takes a feature's demands away: the facts, the reason, and under which answers they would be needed.

    ``keep_optional`` are ids of demands that stay, as optional ones, and ``kept_if_refused`` what refusing them costs.
    ``rests_on`` is a fact on whose answer it rests
    too that demands asking for it are not missed, or empty; ``otherwise`` is what is so where that answer says no.
    """

    facts: tuple[str, ...]
    reason: Text
    needed_if: Text
    keep_optional: tuple[str, ...]
    kept_if_refused: Text
    rests_on: str = ""
    otherwise: Text = EMPTY_TEXT

    def facts_behind(self, demand: Demand) -> tuple[str, ...]:
        """Return the facts on which it rests that this demand is not missed."""
        return (*self.facts, self.rests_on) if self._asks(demand) else self.facts

    def reason_for(self, demand: Demand) -> Text:
        """Return why this demand is taken away, and what is missed if an answer says so."""
        return (
            together((self.reason, self.otherwise))
            if self._asks(demand) and self.otherwise.en
            else self.reason
        )

    def _asks(self, demand: Demand) -> bool:
        if not self.rests_on:
            return False
        asked = {leaf.fact for leaf in leaves(demand.when)}
        return self.rests_on in asked or (
            demand.eased is not None and any(leaf.fact == self.rests_on for leaf in demand.eased.any_of)
        )


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
                beside = (entry.beside,) if entry.beside else ()
                names = (fact.id, *(leaf.fact for leaf in entry.answered), *beside)
                found[feature.id] = TakenAway(
                    names,
                    entry.reason,
                    needed,
                    entry.keep_optional,
                    entry.kept_if_refused,
                    *_rests_on(entry, facts),
                )
                break
    return found


def _rests_on(entry: TakesAway, facts: SettledFacts) -> tuple[str, Text]:
    """Return on which fact it rests that nothing is missed, unless an answer settles it, and what is so if it is no."""
    if not entry.rests_on or any(map(facts.is_answered, entry.rests_on)):
        return "", EMPTY_TEXT
    first = entry.rests_on[0]
    return first.fact, EMPTY_TEXT if facts.is_assumed(first.fact) else entry.otherwise


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
