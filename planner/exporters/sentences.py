"""Sentences that more than one file says: what is asked, how many lines, how an advisory stands."""

from __future__ import annotations

from planner.domain.plan import Advisory, Severity
from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import joined
from planner.exporters.findings import is_open
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
    ("not_needed", Text("{n} not needed", "{n} 条不需要"), Text("{n} not needed", "{n} 条不需要")),
)
_LET_REACH = Text(
    "Let {sources} reach {n} destinations through the firewall: {required} required, {optional} optional.",
    "允许{sources}通过防火墙访问 {n} 个目标，其中 {required} 个必需，{optional} 个可选。",
)
_LET_REACH_ONE_KIND = Text(
    "Let {sources} reach {n} destinations through the firewall, all of them {kind}.",
    "允许{sources}通过防火墙访问 {n} 个目标，全部{kind}。",
)
_PUBLISH = Text("Publish services from outside with {n}.", "使用 {n}发布服务，供外部访问。")
_NOTHING = Text("No line is asked for: every line is left out.", "没有需要放行的规则：所有规则均已排除。")
_NODES = Text("the nodes in {subnets}", "节点子网 {subnets} ")
_NODES_UNKNOWN = Text("the nodes (subnet not known yet)", "节点（子网尚未确定）")
_KINDS = (Text("required", "必需"), Text("optional", "可选"))
_LINES = (Text("line {n}", "第 {n} 行"), Text("lines {n}", "第 {n} 行"))
OPEN_STATE = Text("Open: choose a remedy", "待决定：请选择修复方式")
DECIDED_STATE = Text("Decided: {remedy}", "已决定：{remedy}")
SEVERITY_STATE = {Severity.WARNING: Text("Check", "需检查"), Severity.INFO: Text("For information", "供参考")}


def counts_text(context: ExportContext, *fates: str) -> str:
    """Return the counts that are not zero, such as ``28 required, 4 optional, 1 NAT rule``.

    ``fates`` are fields of `Counts` (all of them when empty).
    """
    counts = context.plan.counts()
    parts = []
    for fate, one, several in _COUNTS:
        number: int = getattr(counts, fate)
        if number and (not fates or fate in fates):
            parts.append(context.say(one if number == 1 else several).replace("{n}", str(number)))
    return ("，" if context.language == CHINESE else ", ").join(parts)


def asked_text(context: ExportContext) -> str:
    """Return in a sentence or two what the plan asks of the network team."""
    counts = context.plan.counts()
    total = counts.required + counts.optional
    parts = []
    if total:
        whole = counts.required and counts.optional
        wording = _LET_REACH if whole else _LET_REACH_ONE_KIND
        filled = wording.filled(n=str(total), required=str(counts.required), optional=str(counts.optional))
        sentence = context.say(filled).replace("{kind}", context.say(_KINDS[0 if counts.required else 1]))
        sentence = sentence.replace("1 destinations", "1 destination") if total == 1 else sentence
        parts.append(sentence.replace("{sources}", _sources(context)))
    if counts.nat:
        parts.append(context.say(_PUBLISH).replace("{n}", counts_text(context, "nat")))
    return ("" if context.language == CHINESE else " ").join(parts) or context.say(_NOTHING)


def _sources(context: ExportContext) -> str:
    subnets = [one_line(subnet) for subnet in context.plan.profile.node_subnets]
    if not subnets:
        return context.say(_NODES_UNKNOWN)
    return context.say(_NODES).replace("{subnets}", joined(subnets, context.language))


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
    wanted = set(advisory.rule_ids)
    return tuple(n for n, rule in enumerate(context.plan.rules, start=1) if rule.id in wanted)


def lines_text(numbers: tuple[int, ...], context: ExportContext) -> str:
    """Return ``lines 3, 5 to 9`` for line numbers, empty text for none."""
    if not numbers:
        return ""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    to = " 至 " if context.language == CHINESE else " to "
    words = [str(first) if first == last else f"{first}{to}{last}" for first, last in spans]
    return context.say(_LINES[len(numbers) > 1]).replace("{n}", joined(words, context.language))
