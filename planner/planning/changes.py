"""What one answer changed, in the words of the rail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.delta import Aspect, LineChange, PlanDelta
from planner.domain.plan import EgressPlan, Route
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import Text
from planner.planning.delta import delta_between


class ChangeMark(StrEnum):
    """The sign in front of a change."""

    CAME = "+"
    WENT = "−"
    STAYED = "="
    ADVISORY = "!"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of *Last answer*; ``rule_id`` is empty where it speaks of no single line."""

    mark: ChangeMark
    text: Text
    rule_id: str = ""


def changes_between(before: EgressPlan | None, after: EgressPlan | None) -> tuple[Change, ...]:
    """Return what came, went, stayed for a new reason, and which advisories are new, in words."""
    return in_words(delta_between(before, after))


def in_words(delta: PlanDelta) -> tuple[Change, ...]:
    """Return a delta as the rail tells it."""
    elsewhere = [change for change in delta.changed if Aspect.DESTINATION in change.what]
    return (
        *(_came(rule) for rule in delta.added),
        *(_went(rule) for rule in delta.removed),
        *_elsewhere([change.after for change in elsewhere]),
        *_new_reasons(change for change in delta.changed if Aspect.REASONS in change.what),
        *(_route(ChangeMark.CAME, route) for route in sorted(delta.routes_added, key=_prefix)),
        *(_route(ChangeMark.WENT, route) for route in sorted(delta.routes_removed, key=_prefix)),
        *(Change(ChangeMark.ADVISORY, advisory.title) for advisory in delta.advisories_added),
    )


def rule_words(rule: Rule) -> str:
    """Name a line as the rail does: the host alone, other destinations with their services."""
    if rule.kind is RuleKind.APPLICATION:
        return rule.destination.value
    return f"{rule.destination.value} {services_text(rule.services)}"


def _came(rule: Rule) -> Change:
    return Change(ChangeMark.CAME, _rule_text(rule), rule.id)


def _went(rule: Rule) -> Change:
    return Change(ChangeMark.WENT, _rule_text(rule), rule.id)


def _rule_text(rule: Rule) -> Text:
    if rule.kind is RuleKind.NAT and rule.translation is not None:
        service = services_text(rule.services).replace(":", " ")
        target = rule.translation.destination
        return Text(
            f"NAT rule {rule.destination.value} {service} to {target.value}",
            f"NAT 规则：{rule.destination.shown('zh')} {service} 到 {target.shown('zh')}",
        )
    label = rule.destination.shown("zh")
    zh = label if rule.kind is RuleKind.APPLICATION else f"{label} {services_text(rule.services)}"
    return Text(rule_words(rule), zh)


def _elsewhere(rules: list[Rule]) -> Iterator[Change]:
    """Say once that lines lead elsewhere now, as after a change of region."""
    if rules:
        count = len(rules)
        noun = "rule" if count == 1 else "rules"
        yield Change(
            ChangeMark.STAYED,
            Text(f"{count} {noun} got another destination", f"{count} 条规则的目标已更新"),
            rules[0].id,
        )


def _new_reasons(changes: Iterable[LineChange]) -> Iterator[Change]:
    for change in changes:
        rule, count = change.after, len(change.after.features)
        if count > len(change.before.features):
            yield Change(
                ChangeMark.STAYED,
                Text(
                    f"{rule.destination.value} was already asked for; it now has {_number(count)} reasons",
                    f"{rule.destination.shown('zh')} 已在方案中，现有 {count} 个功能需要它",
                ),
                rule.id,
            )


def _route(mark: ChangeMark, route: Route) -> Change:
    return Change(mark, Text(f"route {route.prefix}", f"路由 {route.prefix}"))


def _prefix(route: Route) -> str:
    return route.prefix


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)
