"""What makes a service tag unnecessary, by the rule's own data: no tag is known here by its name."""

from __future__ import annotations

from planner.domain.destination import DestinationType
from planner.domain.rule import Rule
from planner.domain.text import EMPTY_TEXT, Text, joined

_ENTER = Text("enter {what}", "输入{what}")
_ANSWER = Text("give another answer than “{answer}” to “{label}”", "在“{label}”中改选“{answer}”以外的答案")
_ENTERED = (DestinationType.PLACEHOLDER, DestinationType.ADDRESS)


def instead_of_tag(rule: Rule) -> Text:
    """Return what makes the tag of this rule unnecessary, as a request without a full stop; empty if nothing does.

    Either its alternatives hold an address that can be typed, or an answer that names the tag has chosen it.
    """
    typed = tuple(other for other in rule.alternatives if other.type in _ENTERED)
    if typed:
        names = tuple(other.label if other.label.en else Text(other.value, other.value) for other in typed)
        return _ENTER.filled(what=joined(names))
    answers = (answer for reason in rule.reasons for answer in reason.answers)
    chosen = next((answer for answer in answers if rule.destination.value in answer.answer.en), None)
    return _ANSWER.filled(answer=chosen.answer, label=chosen.label) if chosen is not None else EMPTY_TEXT
