"""What single lines lack: a value that is not known yet, or another line."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import AdvisoryText
from planner.domain.demand import Trait
from planner.domain.plan import Advisory
from planner.domain.rule import SOURCE_PLACEHOLDER, RuleKind
from planner.domain.text import joined
from planner.planning.advisories.wording import say
from planner.planning.draft import Draft
from planner.planning.inbound import NODE_SUBNET, unknown_destinations


def placeholder_open(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """What is still to be replaced. Lines are marked by what they lead to, not by a source that all of them share.

    A line that this cluster does not miss needs no value: it can be left out.
    """
    marked = [rule for rule in draft.included if unknown_destinations(rule) and not rule.is_eased]
    filters = (rule for rule in draft.included if rule.kind is not RuleKind.NAT)
    labels = [NODE_SUBNET] if any(SOURCE_PLACEHOLDER in rule.sources for rule in filters) else []
    labels += [label for rule in marked for label in unknown_destinations(rule)]
    labels += [route.label for route in draft.routes if route.placeholder]
    unique = tuple(dict.fromkeys(labels))
    if unique:
        yield say(draft, wording, marked, placeholders=joined(unique))


def line_alone_is_not_enough(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A line that the catalog marks as incomplete; its first remark says what else is needed."""
    for rule in draft.marked.get(Trait.INCOMPLETE, ()):
        for reason in rule.reasons:
            if Trait.INCOMPLETE in reason.traits and reason.remarks:
                yield say(draft, wording, (rule,), host=rule.destination.value, remark=reason.remarks[0])
