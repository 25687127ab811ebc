"""Tables for the terminal: columns as wide as their longest cell, no colours, nothing cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from planner.domain.demand import Necessity
from planner.domain.opening import openings_text
from planner.domain.plan import EgressPlan, Severity
from planner.domain.readiness import OpenPoint, PointSeverity
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
            _said(_LINES, language),
            [
                (
                    str(number),
                    _need(rule, plan, language),
                    _KINDS[rule.kind].in_language(language),
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
        parts.append(_NOT_NEEDED.in_language(language) + "\n" + table(_said(_EXCLUDED, language), rows))
    if plan.routes:
        parts.append(_routes(plan, language))
    if plan.advisories:
        lines = [
            f"[{_SEVERITIES[entry.severity].in_language(language)}] {entry.id}: {entry.title.in_language(language)}\n"
            f"    {entry.text.in_language(language)}"
            for entry in plan.advisories
        ]
        parts.append(_ADVISORIES.in_language(language) + "\n" + "\n".join(lines))
    if points:
        lines = [
            f"[{_POINTS[point.severity].in_language(language)}] {point.id}: {point.title.in_language(language)}"
            + (f" ({point.cost.in_language(language)})" if point.cost.en else "")
            for point in points
        ]
        parts.append(_OPEN_POINTS.in_language(language) + "\n" + "\n".join(lines))
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
    from planner.exporters.findings import plan_holds

    hops = [
        (
            entry.prefix,
            entry.next_hop_type,
            entry.next_hop,
            together(
                part for part in (entry.reason, *plan_holds(entry, plan), entry.assumption) if part.en
            ).in_language(language),
        )
        for entry in plan.routes
    ]
    return _ROUTES.in_language(language) + "\n" + table(_said(_ROUTE, language), hops)


def _need(rule: Rule, plan: EgressPlan, language: str) -> str:
    if not plan.is_left_out(rule):
        return need_words(rule, language)
    still_open = openings_text(plan.still_open_through(rule))
    said = _LEFT_OUT_OPEN.filled(openings=still_open) if still_open.en else _LEFT_OUT
    return said.in_language(language)


def _said(head: Sequence[Text], language: str) -> tuple[str, ...]:
    return tuple(text.in_language(language) for text in head)


_DESTINATION, _SERVICE, _WHY = Text("Destination", "目标"), Text("Service", "服务"), Text("Why", "用途")
_LINES = (
    Text("No.", "序号"),
    Text("Need", "必要性"),
    Text("Kind", "类型"),
    _DESTINATION,
    _SERVICE,
    Text("Asked for by", "需要者"),
    _WHY,
)
_EXCLUDED = (_DESTINATION, _SERVICE, Text("Reason", "原因"))
_ROUTE = (Text("Prefix", "前缀"), Text("Next hop type", "下一跃点类型"), Text("Next hop", "下一跃点"), _WHY)
_NOT_NEEDED, _ROUTES = Text("Not needed", "不需要"), Text("Routes", "路由")
_ADVISORIES, _OPEN_POINTS = Text("Advisories", "提示"), Text("Open points", "待处理事项")
_LEFT_OUT, _LEFT_OUT_OPEN = Text("left out", "已排除"), Text("left out, {openings}", "已排除，{openings}")
_NEEDS = {Necessity.REQUIRED: Text("required", "必需"), Necessity.OPTIONAL: Text("optional", "可选")}
_KINDS = {
    RuleKind.APPLICATION: Text("application", "应用程序"),
    RuleKind.NETWORK: Text("network", "网络"),
    RuleKind.NAT: Text("nat", "NAT"),
}
_SEVERITIES = {Severity.INFO: Text("info", "说明"), Severity.WARNING: Text("warning", "警告")}
_POINTS = {
    PointSeverity.BLOCKS: Text("blocks", "阻止变更"),
    PointSeverity.WARNS: Text("warns", "注意"),
}


def need_words(rule: Rule, language: str) -> str:
    """Return *required* or *optional*."""
    return _NEEDS[rule.necessity].in_language(language)


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
