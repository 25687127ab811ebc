"""What one rule collection group may hold, checked before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.export import Notice
from planner.domain.firewall_policy import AzureRule, NatRule, NetworkRule, RuleCollectionGroup
from planner.domain.plan import EgressPlan
from planner.domain.problem import FileProblem
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.azure import words
from planner.exporters.azure.collections import line_words
from planner.exporters.azure.json_form import rule_members
from planner.exporters.base import fill

LOWEST_PRIORITY, HIGHEST_PRIORITY = 100, 65000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a group, source and destination pairs of its network rules, and its NAT rules."""

    group_bytes: int = 2 * 1024 * 1024
    network_pairs: int = 20_000
    nat_rules: int = 250


AZURE_LIMITS = Limits()
"""Azure Firewall's own, for policies made since July 2022 (an older one takes groups of 1 MB)."""


@dataclass(frozen=True, slots=True)
class Excess:
    """What goes beyond a limit: the first line that does (empty for the group), and both sentences."""

    rule_id: str
    text: Text
    advice: Text

    def notice(self, target: str) -> Notice:
        """Return it as a notice, for the list that people see before they export."""
        return Notice(target, self.rule_id, self.text, self.advice)


class LimitExceeded(FileProblem):
    """The plan does not fit into one rule collection group; the message names the first line beyond."""

    def __init__(self, excess: Excess) -> None:
        """Keep the excess; no file is at fault, so none is named."""
        self.excess = excess
        sentence = Text(f"{excess.text.en} {excess.advice.en}", f"{excess.text.zh}{excess.advice.zh}")
        super().__init__("", 0, sentence)


def excess_of(group: RuleCollectionGroup | None, plan: EgressPlan, limits: Limits) -> Excess | None:
    """Return the first thing that goes beyond ``limits``, None if the group may be written."""
    if group is None:
        return None
    if not LOWEST_PRIORITY <= group.priority <= HIGHEST_PRIORITY:
        text = words.PRIORITY.filled(priority=str(group.priority))
        return Excess("", text, words.CHOOSE_PRIORITY)
    for limit, wording, grown in (
        (limits.nat_rules, words.LIMIT_NAT, _nat_rules()),
        (limits.network_pairs, words.LIMIT_PAIRS, _network_pairs()),
        (limits.group_bytes, words.LIMIT_BYTES, _bytes()),
    ):
        beyond = next((rule for rule in group.rules() if grown(rule) > limit), None)
        if beyond is not None:
            return _excess(beyond, plan, wording)
    return None


def _excess(beyond: AzureRule, plan: EgressPlan, wording: Text) -> Excess:
    rule_id = beyond.rule_ids[0]
    rule = plan.rule(rule_id)
    named = line_words(plan.line_number(rule_id), rule) if rule is not None else {"number": EMPTY_TEXT}
    return Excess(rule_id, fill(words.TOO_LARGE, limit=wording, **named), words.LEAVE_LINES_OUT)


# Each of these returns a function that is given one rule after the other and says how much there is by then.


def _nat_rules() -> Callable[[AzureRule], int]:
    seen: list[AzureRule] = []

    def grown(rule: AzureRule) -> int:
        if isinstance(rule, NatRule):
            seen.append(rule)
        return len(seen)

    return grown


def _network_pairs() -> Callable[[AzureRule], int]:
    pairs: set[tuple[str, str]] = set()

    def grown(rule: AzureRule) -> int:
        if isinstance(rule, NetworkRule):
            targets = (*rule.addresses, *rule.fqdns)
            pairs.update((source, target) for source in rule.sources for target in targets)
        return len(pairs)

    return grown


def _bytes() -> Callable[[AzureRule], int]:
    sizes: list[int] = [0]

    def grown(rule: AzureRule) -> int:
        text = json.dumps(rule_members(rule), ensure_ascii=False, separators=(",", ":"))
        sizes[0] += len(text.encode("utf-8")) + 1
        return sizes[0]

    return grown
