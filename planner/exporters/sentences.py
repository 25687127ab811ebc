"""Sentences that more than one file says: how many lines, how urgent, how an advisory stands."""

from __future__ import annotations

from planner.domain.plan import Advisory, Severity
from planner.domain.rule import Rule
from planner.domain.service import services_text
from planner.domain.text import CHINESE, LANGUAGES, Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import destination_text
from planner.exporters.findings import is_open
from planner.exporters.line_spans import capital, lines_words
from planner.exporters.safe_text import one_line

CATALOG_CREDIT = Text(
    "The endpoint lists are facts from the Azure documentation, Microsoft Corporation, CC BY 4.0, "
    "reduced to entries; the explanations are in the planner's own words.",
    "终结点列表的事实来自 Azure 文档（Microsoft Corporation，CC BY 4.0），已整理为条目；"
    "说明文字由本程序撰写。",
)
_COUNTS = (
    ("required", Text("{n} required", "{n} 条必需"), Text("{n} required", "{n} 条必需")),
    ("optional", Text("{n} optional", "{n} 条可选"), Text("{n} optional", "{n} 条可选")),
    ("nat", Text("{n} NAT rule", "{n} 条 NAT 规则"), Text("{n} NAT rules", "{n} 条 NAT 规则")),
    ("routes", Text("{n} route", "{n} 条路由"), Text("{n} routes", "{n} 条路由")),
    ("left_out", Text("{n} left out", "{n} 条已排除"), Text("{n} left out", "{n} 条已排除")),
    ("not_selected", Text("{n} not selected", "{n} 条未选择"), Text("{n} not selected", "{n} 条未选择")),
    ("not_needed", Text("{n} not needed", "{n} 条不需要"), Text("{n} not needed", "{n} 条不需要")),
)
NORMAL_PRIORITY = Text("Normal", "普通")
OPEN_STATE = Text("Open: choose a remedy", "待决定：请选择修复方式")
DECIDED_STATE = Text("Decided: {remedy}", "已决定：{remedy}")
SEVERITY_STATE = {Severity.WARNING: Text("Check", "需检查"), Severity.INFO: Text("For information", "供参考")}


def counts_text(context: ExportContext, *fates: str) -> str:
    """Return the counts that are not zero, such as ``28 required, 4 optional, 1 NAT rule``.

    ``fates`` are fields of `Counts` and ``not_selected`` (all of them when empty).
    """
    counts = context.counts()
    passed_over = len(context.plan.included_rules()) - len(context.lines)
    parts = []
    for fate, one, several in _COUNTS:
        number: int = passed_over if fate == "not_selected" else getattr(counts, fate)
        if number and (not fates or fate in fates):
            parts.append(context.say(one if number == 1 else several).replace("{n}", str(number)))
    return ("，" if context.language == CHINESE else ", ").join(parts)


def priority_text(context: ExportContext) -> str:
    """Return how urgent the change is: the usual answer in the language of the file, any other as typed."""
    priority = one_line(context.request.change_request.priority)
    return context.say(NORMAL_PRIORITY) if priority == NORMAL_PRIORITY.en else priority


def advisory_state(advisory: Advisory, context: ExportContext) -> str:
    """Return whether an advisory is decided (and how), open, or simply to be read."""
    if advisory.decided:
        chosen = [remedy.title for remedy in advisory.remedies if remedy.id == advisory.decided]
        if advisory.way_out is not None and advisory.way_out.id == advisory.decided:
            chosen.append(advisory.way_out.title)
        remedy = context.say(chosen[0]) if chosen else advisory.decided
        return context.say(DECIDED_STATE).replace("{remedy}", one_line(remedy))
    return context.say(OPEN_STATE if is_open(advisory) else SEVERITY_STATE[advisory.severity])


def line_numbers(advisory: Advisory, context: ExportContext) -> tuple[int, ...]:
    """Return the numbers of the lines an advisory speaks of, ascending."""
    plan = context.plan
    return tuple(
        sorted({plan.line_number(name) for name in advisory.rule_ids if plan.rule(name) is not None})
    )


def lines_text(numbers: tuple[int, ...], context: ExportContext) -> str:
    """Return ``lines 3, 5 to 9`` for line numbers, empty text for none."""
    return context.say(lines_words(numbers))


def assumed_lines(context: ExportContext) -> tuple[tuple[Text, Text], ...]:
    """Return what nobody answered although lines that are written rest on it.

    Each sentence (`Rule.assumption`) stands once, with its lines (*Lines 3, 5 to 9*) before it.
    """
    numbers: dict[Text, list[int]] = {}
    for number, rule in context.numbered_lines():
        if rule.assumed:
            numbers.setdefault(rule.assumption, []).append(number)
    return tuple((capital(lines_words(tuple(found))), sentence) for sentence, found in numbers.items())


def assumed_absences(context: ExportContext) -> tuple[tuple[Text, Text], ...]:
    """Return what is not in the plan because of an answer that nobody gave.

    Each sentence (`Exclusion.assumption`) stands once, with the destinations and their services before it.
    """
    names: dict[Text, list[Text]] = {}
    for entry in context.plan.exclusions:
        if entry.assumed:
            services = services_text(entry.services)
            shown = (destination_text(entry.destination, language) for language in LANGUAGES)
            english, chinese = shown
            names.setdefault(entry.assumption, []).append(
                Text(f"{english} ({services})", f"{chinese}（{services}）")
            )
    return tuple(
        (Text(", ".join(name.en for name in found), "、".join(name.zh for name in found)), sentence)
        for sentence, found in names.items()
    )


def remarks_of(rule: Rule, context: ExportContext) -> tuple[str, ...]:
    """Return the remarks on the source of a line, less those that an advisory on this line says in full."""
    about = [context.say(entry.text) for entry in context.plan.advisories_about(rule)]
    remarks = (one_line(context.say(remark)) for remark in rule.remarks)
    return tuple(remark for remark in remarks if not any(remark in text for text in about))
