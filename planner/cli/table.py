"""Tables for the terminal: columns as wide as their longest cell, no colours, nothing cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from planner.domain.opening import openings_text
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.domain.text import Text, together

_WIDE = ("W", "F")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows under a head, columns two blanks apart; control characters become blanks."""
    cells = [[_one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def plan_table(plan: EgressPlan, points: Sequence[OpenPoint], language: str) -> str:
    """Return the whole plan for a terminal: rules, what is not needed, routes, advisories, open points, counts."""
    parts = [
        table(
            ("No.", "Need", "Kind", "Destination", "Service", "Asked for by", "Why"),
            [
                (
                    str(number),
                    _need(rule, plan, language),
                    rule.kind.value,
                    rule.destination.shown(language) + _target(rule.kind, rule, language),
                    services_text(rule.services),
                    ", ".join(rule.features),
                    together(part for part in (rule.purpose, rule.assumption) if part.en).in_language(
                        language
                    ),
                )
                for number, rule in enumerate(plan.rules, start=1)
            ],
        )
    ]
    if plan.exclusions:
        rows = [
            (
                entry.destination.shown(language),
                services_text(entry.services),
                entry.reason_with_assumption.in_language(language),
            )
            for entry in plan.exclusions
        ]
        parts.append("Not needed\n" + table(("Destination", "Service", "Reason"), rows))
    if plan.routes:
        parts.append(_routes(plan, language))
    if plan.advisories:
        lines = [
            f"[{entry.severity.value}] {entry.id}: {entry.title.in_language(language)}\n"
            f"    {entry.text.in_language(language)}"
            for entry in plan.advisories
        ]
        parts.append("Advisories\n" + "\n".join(lines))
    if points:
        lines = [
            f"[{point.severity.value}] {point.id}: {point.title.in_language(language)}"
            + (f" ({point.cost.in_language(language)})" if point.cost.en else "")
            for point in points
        ]
        parts.append("Open points\n" + "\n".join(lines))
    parts.append(_footer(plan).in_language(language))
    return "\n\n".join(parts)


def _footer(plan: EgressPlan) -> Text:
    counts = plan.counts()
    words = "route" if counts.routes == 1 else "routes"
    return _FOOTER.filled(
        required=str(counts.required),
        optional=str(counts.optional),
        not_needed=str(counts.not_needed),
        left_out=str(counts.left_out),
        nat=str(counts.nat),
        routes=Text(f"{counts.routes} {words}", f"{counts.routes} 条路由"),
    )


_FOOTER = Text(
    "{required} required, {optional} optional, {not_needed} not needed, {left_out} left out, {nat} NAT, {routes}",
    "{required} 条必需，{optional} 条可选，{not_needed} 条不需要，{left_out} 条已排除，{nat} 条 NAT 规则，{routes}",
)


def _routes(plan: EgressPlan, language: str) -> str:
    from planner.exporters.findings import hold_remarks

    missing = plan.unwritable_lines()
    hops = [
        (
            entry.prefix,
            entry.next_hop_type,
            entry.next_hop,
            together(
                part
                for part in (entry.reason, *hold_remarks(entry, plan, missing), entry.assumption)
                if part.en
            ).in_language(language),
        )
        for entry in plan.routes
    ]
    return "Routes\n" + table(("Prefix", "Next hop type", "Next hop", "Why"), hops)


def _need(rule: Rule, plan: EgressPlan, language: str) -> str:
    if not plan.is_left_out(rule):
        return rule.necessity.value
    still_open = openings_text(plan.still_open_through(rule)).in_language(language)
    return f"left out, {still_open}" if still_open else "left out"


def _target(kind: RuleKind, rule: object, language: str) -> str:
    translation = getattr(rule, "translation", None)
    if kind is not RuleKind.NAT or translation is None:
        return ""
    return f" -> {translation.destination.shown(language)}:{translation.port}"


def _one_line(text: str) -> str:
    return "".join(
        " " if unicodedata.category(character).startswith("C") else character for character in text
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
