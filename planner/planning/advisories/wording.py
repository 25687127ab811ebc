"""From the catalog's wording and the facts of a plan to an advisory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from planner.catalog.model import AdvisoryText
from planner.domain.plan import Advisory
from planner.domain.rule import Rule
from planner.domain.text import Text, joined, together
from planner.planning.draft import Draft
from planner.planning.facts import answers_about, assumption

Detector = Callable[[Draft, AdvisoryText], Iterator[Advisory]]
"""Looks at a draft and says, in the words given, whatever it finds."""

SHOWN_NAMES = 3


def say(
    draft: Draft,
    wording: AdvisoryText,
    rules: Iterable[Rule] = (),
    *,
    case: str = "",
    without: Collection[str] = (),
    **values: str | Text,
) -> Advisory:
    """Return the advisory in one of its cases.

    Args:
        draft: the plan in the making; its features decide which sentences are added.
        wording: what the catalog says.
        rules: the lines that it singles out.
        case: which case it is, one of `planner.catalog.placeholders.CASES`.
        without: ids of remedies that do not fit this plan.
        values: what fills the names in braces.
    """
    spoken = wording.case(case)
    text = _with_additions(spoken.text, draft, wording) if wording.additions else spoken.text
    return Advisory(
        id=wording.id,
        severity=wording.severity,
        title=spoken.title.filled(**values),
        text=text.filled(**values),
        remedies=tuple(
            entry.remedy for entry in wording.remedies_in(spoken) if entry.remedy.id not in without
        ),
        rule_ids=tuple(rule.id for rule in rules),
    )


def _with_additions(text: Text, draft: Draft, wording: AdvisoryText) -> Text:
    on = {feature.id for feature in draft.where.features}
    return together((text, *(more.text for more in wording.additions if on.intersection(more.features))))


IF_ASSUMED = Text("{title}, if what is assumed holds", "{title}（前提是假定成立）")
"""What is said of a path while nobody answered what decides where traffic goes."""


def as_assumed(advisory: Advisory, draft: Draft) -> Advisory:
    """Return what is said of the traffic path with the answers that nobody gave, where it rests on such."""
    answers = answers_about(draft.path.assumed, draft.where.facts, draft.where.catalog.fact_table)
    resting_on = assumption(answers)
    if resting_on is None:
        return advisory
    return replace(
        advisory,
        title=IF_ASSUMED.filled(title=advisory.title),
        text=together((resting_on, advisory.text)),
    )


def always(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """Say it of every plan of the editions that the wording holds for."""
    yield say(draft, wording)


def hosts(rules: Iterable[Rule]) -> Text:
    """Name the first few destinations and count the rest."""
    return first_few(
        tuple(
            rule.destination.label if rule.destination.label.en else same(rule.destination.value)
            for rule in rules
        )
    )


def first_few(names: Iterable[Text], count: int = 0) -> Text:
    """Return the first few names as a list, and how many more there are; each name once.

    ``count`` is how many there are if ``names`` are not all of them.
    """
    unique = tuple(dict.fromkeys(names))
    listed, all_of_them = joined(unique[:SHOWN_NAMES]), max(count, len(unique))
    if all_of_them <= SHOWN_NAMES:
        return listed
    return Text(f"{listed.en} and {all_of_them - SHOWN_NAMES} more", f"{listed.zh} 等 {all_of_them} 项")


def same(name: str) -> Text:
    """Return a name that is the same in both languages."""
    return Text(name, name)
