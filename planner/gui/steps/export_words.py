"""What the export step says of files that cannot be shown as text, and of groups of targets."""

from __future__ import annotations

import json

from planner.domain.plan import EgressPlan
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.base import TargetGroup

GROUP_TITLES = {
    TargetGroup.PEOPLE: Text("For people", "供人员使用"),
    TargetGroup.AZURE: Text("For Azure Firewall", "用于 Azure 防火墙"),
    TargetGroup.CLUSTER: Text("For the cluster", "用于群集"),
    TargetGroup.OTHER: Text("For other firewalls", "用于其他防火墙"),
}
HELD_APART = ("xlsx", "pdf")
"""Ends of files that take a while to make and that no text preview can show."""

_HELD = Text(", the default route held back", "（默认路由暂缓）")
_WORKBOOK = Text(
    "A workbook with six sheets.\n\n"
    "Summary: counts, what is asked, assumed answers, sign-off\n"
    "Rules: {lines} lines, each with its reason and a decision to fill in\n"
    "Not needed: {spare} lines, each with the reason\n"
    "Advisories: {advisories} in all, with what was decided\n"
    "Routing and NAT: routes ({routes}{held}) and NAT rules ({nat})\n"
    "About: edition, catalog and how to use the file\n\n"
    "Decisions are typed into the sheets Rules and Routing and NAT; all else is locked.",
    "工作簿包含六个工作表。\n\n"
    "摘要：数量、请求内容、假定的答案、签字栏\n"
    "规则：{lines} 条，每条都有用途和待填写的决定\n"
    "不需要：{spare} 条，每条都有原因\n"
    "提醒：{advisories} 条，以及所做的决定\n"
    "路由和 NAT：{routes} 条路由{held}，{nat} 条 NAT 规则\n"
    "关于：版本、目录和使用方法\n\n"
    "决定填写在“规则”和“路由与 NAT”工作表中，其他单元格已锁定。",
)
_PDF = Text(
    "The printed change request, on A4.\n\n"
    "Page 1: what is asked, what to read first, and the signatures\n"
    "Then: {lines} lines to decide, each with its reason, what breaks, and boxes to tick\n"
    "Last: what is not needed, assumed answers, routes, NAT rules, rollback and verification\n\n"
    "Print preview shows the pages as they will be.",
    "打印用的变更请求，A4 纸。\n\n"
    "第 1 页：请求内容、首先阅读的提醒和签字栏\n"
    "随后：{lines} 条待决定的规则，每条都有用途、不放行的后果和勾选框\n"
    "最后：不需要的规则、假定的答案、路由、NAT 规则、回退和验证\n\n"
    "“打印预览”可查看实际页面。",
)
_OTHER = Text("This file is not text and cannot be shown here.", "此文件不是文本，无法在此显示。")


def described(suffix: str, plan: EgressPlan) -> Text:
    """Return what a file that ends in ``suffix`` holds, with this plan's numbers."""
    counts = plan.counts()
    wording = {"xlsx": _WORKBOOK, "pdf": _PDF}.get(suffix, _OTHER)
    return wording.filled(
        lines=str(len(plan.rules)),
        spare=str(counts.not_needed),
        advisories=str(len(plan.advisories)),
        routes=str(counts.routes),
        held=_HELD if plan.path.waits_for and counts.routes else EMPTY_TEXT,
        nat=str(counts.nat),
    )


def written_words(targets: int, files: int) -> Text:
    """Return what the rail says once files were written: *4 targets, 5 files*."""
    target_word = "target" if targets == 1 else "targets"
    file_word = "file" if files == 1 else "files"
    return Text(f"{targets} {target_word}, {files} {file_word}", f"{targets} 个目标，{files} 个文件")


def kept_ids(text: str) -> tuple[str, ...]:
    """Return the ids of the targets that were written last, as the settings keep them."""
    try:
        kept = json.loads(text) if text else []
    except ValueError:
        return ()
    return tuple(str(entry) for entry in kept) if isinstance(kept, list) else ()
