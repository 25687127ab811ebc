"""How many lines of a plan a target cannot write, by its own notices."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.export import Notice
from planner.domain.plan import EgressPlan
from planner.domain.text import Text


def unwritten_lines(notices: Iterable[Notice], plan: EgressPlan) -> int:
    """Return how many of the plan's included lines the notices say are not in the file, each counted once."""
    refused = {notice.rule_id for notice in notices if notice.refuses}
    return sum(rule.id in refused for rule in plan.included_rules()) if refused else 0


def unwritten_words(count: int, plan: EgressPlan) -> Text:
    """Return *24 of 24 lines cannot be written*, or nothing where every line is written."""
    if not count:
        return Text("", "")
    return UNWRITTEN.filled(count=str(count), all=str(len(plan.included_rules())))


UNWRITTEN = Text("{count} of {all} lines cannot be written", "{all} 条规则中有 {count} 条无法写出")
