"""What the wording of advisories must satisfy: ids and cases that planning raises, names that it fills."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from planner.catalog.model import AdvisoryText
from planner.catalog.placeholders import CASES, FILLED, FILLED_IN_REMEDIES
from planner.catalog.spans import span_complaints
from planner.domain.text import Text

_NAME = re.compile(r"\{(\w+)\}")


def advisory_complaints(advisory: AdvisoryText, features: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each mistake in one advisory; ``features`` are the ids of those that exist."""
    if advisory.id not in FILLED:
        near = difflib.get_close_matches(advisory.id, FILLED, n=1)
        yield "the planner raises no such advisory" + (f"; did you mean {near[0]}" if near else "")
        return
    yield from span_complaints(advisory.since, advisory.until)
    yield from _remedy_complaints(advisory)
    yield from _case_complaints(advisory)
    yield from _name_complaints(advisory)
    for addition in advisory.additions:
        for feature in addition.features:
            if feature not in features:
                yield f"also names the unknown feature {feature!r}"


def _remedy_complaints(advisory: AdvisoryText) -> Iterator[str]:
    known = [entry.remedy.id for entry in advisory.remedies]
    for remedy in sorted({remedy for remedy in known if known.count(remedy) > 1}):
        yield f"the remedy {remedy} stands twice"
    named = [("not_offered", remedy) for remedy in advisory.not_offered]
    named += [
        (f"cases.{name}", remedy) for name, case in advisory.cases.items() for remedy in case.remedies or ()
    ]
    named += [
        ("unless_chosen", task.unless_chosen)
        for entry in advisory.remedies
        for task in entry.tasks
        if task.unless_chosen
    ]
    for place, remedy in named:
        if remedy not in known:
            yield f"{place} names the unknown remedy {remedy!r}; known: {', '.join(known)}"


def _case_complaints(advisory: AdvisoryText) -> Iterator[str]:
    """Every case that planning may pick says something, and none is written that it never picks."""
    picked = CASES.get(advisory.id, frozenset())
    for name, case in advisory.cases.items():
        if name and name not in picked:
            known = ", ".join(sorted(picked)) or "none"
            yield f"the planner knows no case {name!r} of it; known: {known}"
        if not case.title.en or not case.text.en:
            yield f"the case {name!r} has no title or no text"
    if "" not in advisory.cases:
        for name in sorted(picked.difference(advisory.cases)) or ([] if picked else [""]):
            yield (
                f"nothing is said in the case {name!r}: give it a title and a text"
                if name
                else ("a title and a text are missing")
            )


def _name_complaints(advisory: AdvisoryText) -> Iterator[str]:
    in_text = FILLED[advisory.id]
    in_remedies = FILLED_IN_REMEDIES.get(advisory.id, frozenset())
    spoken = [text for case in advisory.cases.values() for text in (case.title, case.text)]
    spoken += [addition.text for addition in advisory.additions]
    places = ((spoken, in_text), (_remedy_texts(advisory), in_remedies), (advisory.not_offered.values(), ()))
    for texts, filled in places:
        for text in texts:
            for name in _NAME.findall(text.en):
                if name not in filled:
                    known = ", ".join(f"{{{entry}}}" for entry in sorted(filled)) or "none"
                    yield f"nothing fills {{{name}}} here; filled: {known}"


def _remedy_texts(advisory: AdvisoryText) -> list[Text]:
    texts: list[Text] = []
    for entry in advisory.remedies:
        texts += [entry.remedy.title, *(task.text for task in entry.tasks)]
        texts += [text for effect in entry.remedy.effects for text in effect]
    return texts
