"""What one answer changed: the difference between two plans, as the rail tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.plan import Advisory, EgressPlan
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import Text


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
    """Return what came, went, stayed for a new reason, and which advisories are new."""
    if after is None:
        return ()
    old = {rule.line_key: rule for rule in before.included_rules()} if before is not None else {}
    new = {rule.line_key: rule for rule in after.included_rules()}
    came = [rule for key, rule in new.items() if key not in old]
    went = [rule for key, rule in old.items() if key not in new]
    renamed = {rule.id for rule in came} & {rule.id for rule in went}
    changes = [
        *(_came(rule) for rule in came if rule.id not in renamed),
        *(_went(rule) for rule in went if rule.id not in renamed),
        *_renamed([rule for rule in came if rule.id in renamed]),
        *_new_reasons([(old[key], rule) for key, rule in new.items() if key in old]),
        *_routes(before, after),
    ]
    if before is not None:
        changes.extend(_new_advisories(before.advisories, after.advisories))
    return tuple(changes)


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


def _renamed(rules: list[Rule]) -> Iterator[Change]:
    """Say once that lines lead elsewhere now, as after a change of region."""
    if rules:
        count = len(rules)
        noun = "rule" if count == 1 else "rules"
        yield Change(
            ChangeMark.STAYED,
            Text(f"{count} {noun} got another destination", f"{count} 条规则的目标已更新"),
            rules[0].id,
        )


def _new_reasons(both: list[tuple[Rule, Rule]]) -> Iterator[Change]:
    for before, rule in both:
        if len(rule.features) > len(before.features):
            count = len(rule.features)
            yield Change(
                ChangeMark.STAYED,
                Text(
                    f"{rule.destination.value} was already asked for; it now has {_number(count)} reasons",
                    f"{rule.destination.shown('zh')} 已在方案中，现有 {count} 个功能需要它",
                ),
                rule.id,
            )


def _routes(before: EgressPlan | None, after: EgressPlan) -> Iterator[Change]:
    old = {route.prefix for route in before.routes} if before is not None else set()
    new = {route.prefix for route in after.routes}
    for prefix in sorted(new - old):
        yield Change(ChangeMark.CAME, Text(f"route {prefix}", f"路由 {prefix}"))
    for prefix in sorted(old - new):
        yield Change(ChangeMark.WENT, Text(f"route {prefix}", f"路由 {prefix}"))


def _new_advisories(old: tuple[Advisory, ...], new: tuple[Advisory, ...]) -> Iterator[Change]:
    known = {(advisory.id, advisory.title) for advisory in old}
    for advisory in new:
        if (advisory.id, advisory.title) not in known:
            yield Change(ChangeMark.ADVISORY, advisory.title)


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)
