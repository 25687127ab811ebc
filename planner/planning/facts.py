"""From what is known to what a plan is made with: answers as given, everything else by the catalog's assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain.fact import Answer, Assumption, Fact, Settled, SettledFacts
from planner.domain.request import Request
from planner.domain.text import Text, joined


def settled_facts(request: Request, table: Iterable[Fact]) -> SettledFacts:
    """Return each fact with its value: known, or assumed with the reason.

    A fact that is not known and has no assumption decides nothing and is left away. An assumption may depend on a
    fact that is known, or that stands before it in the table.
    """
    table = tuple(table)
    settled: dict[str, Settled] = {}
    for fact in table:
        known = request.known(fact)
        if known is not None:
            settled[fact.id] = Settled(known)
            continue
        found = would_assume(fact, _so_far(settled, fact, request, table))
        if found is not None:
            settled[fact.id] = Settled(found.value, assumed=True, because=found.because)
    return SettledFacts(settled)


def would_assume(fact: Fact, others: SettledFacts) -> Assumption | None:
    """Return what is assumed of a fact that nobody answered, by the other facts, or None where nothing is."""
    return next((entry for entry in fact.assumptions if _applies(entry, others)), None)


def _so_far(
    settled: Mapping[str, Settled], fact: Fact, request: Request, table: tuple[Fact, ...]
) -> SettledFacts:
    """Return what a fact's assumptions may depend on: what is settled before it, and what is known of any fact."""
    names = {entry.depends_on for entry in fact.assumptions} - {""}
    if not names:
        return _NOTHING
    later = (entry for entry in table if entry.id in names and entry.id not in settled)
    known = {entry.id: Settled(value) for entry in later if (value := request.known(entry)) is not None}
    return SettledFacts({**known, **settled})


def _applies(assumption: Assumption, so_far: SettledFacts) -> bool:
    if assumption.when is not None:
        return so_far.holds(assumption.when)
    return assumption.when_before is None or so_far.is_before(assumption.when_before)


_NOTHING = SettledFacts({})


def answer_about(fact: Fact, settled: Settled) -> Answer:
    """Return a settled fact in words."""
    return Answer(fact.id, fact.label, fact.in_words(settled.value), settled.assumed, settled.because)


def answers_about(names: Iterable[str], facts: SettledFacts, table: Mapping[str, Fact]) -> tuple[Answer, ...]:
    """Return these facts in words, each once; what is not settled is left away."""
    return tuple(
        answer_about(table[name], facts[name])
        for name in dict.fromkeys(names)
        if name in facts and name in table
    )


def assumption(answers: Iterable[Answer]) -> Text | None:
    """Return *Assumed, nobody answered: konnectivity: yes (...)*, or None where every answer was given."""
    assumed = [answer for answer in answers if answer.assumed]
    if not assumed:
        return None
    return ASSUMED.filled(answers=joined(tuple(map(_with_reason, assumed))))


def _with_reason(answer: Answer) -> Text:
    words = _ANSWER.filled(label=answer.label, answer=answer.answer)
    if not answer.because.en:
        return words
    return _BECAUSE.filled(answer=words, because=answer.because)


ASSUMED = Text("Assumed, nobody answered: {answers}.", "假定（未回答）：{answers}。", by="ours")
_ANSWER = Text("{label}: {answer}", "{label}：{answer}")
_BECAUSE = Text("{answer} ({because})", "{answer}（{because}）")
