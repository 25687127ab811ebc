"""Words for what differs between two editions, on the page and in a plan; window and terminal say the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.domain.delta import Aspect
from planner.domain.demand import Necessity
from planner.domain.service import services_text
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.page_changes import PageChange, PageChangeKind, PageRow

if TYPE_CHECKING:
    from planner.planning.edition_delta import EditionDelta

SIGNS: Mapping[PageChangeKind, str] = MappingProxyType(
    {
        PageChangeKind.CAME: "+",
        PageChangeKind.WENT: "−",
        PageChangeKind.REPLACED: "~",
        PageChangeKind.CHANGED: "~",
    }
)
KINDS: Mapping[PageChangeKind, Text] = MappingProxyType(
    {
        PageChangeKind.CAME: Text("added", "新增"),
        PageChangeKind.WENT: Text("removed", "移除"),
        PageChangeKind.REPLACED: Text("replaced", "替换"),
        PageChangeKind.CHANGED: Text("changed", "更改"),
    }
)
NEEDS: Mapping[Necessity, Text] = MappingProxyType(
    {
        Necessity.REQUIRED: Text("required", "必需"),
        Necessity.OPTIONAL: Text("optional", "可选"),
    }
)
ASPECTS: Mapping[Aspect, Text] = MappingProxyType(
    {
        Aspect.DESTINATION: Text("destination", "目标"),
        Aspect.SERVICES: Text("services", "服务"),
        Aspect.SOURCES: Text("sources", "源"),
        Aspect.TRANSLATION: Text("translation", "转换"),
        Aspect.NECESSITY: Text("need", "必要性"),
        Aspect.REASONS: Text("who asks", "需要者"),
    }
)
COUNTS = Text(
    "{came} added, {went} removed, {replaced} replaced, {changed} changed",
    "新增 {came}，移除 {went}，替换 {replaced}，更改 {changed}",
)
NO_DIFFERENCE = Text(
    "No row of the page differs between {older} and {newer}.",
    "{older} 版与 {newer} 版页面的条目没有差异。",
)
NEW_FEATURE = Text("offered since", "此后提供")
GONE_FEATURE = Text("not offered any more", "不再提供")
IN_EDITION = Text("Edition {edition}: {reason}", "{edition} 版：{reason}")
IN_ITS_PLACE = Text("{destination} ({services})", "{destination}（{services}）")
STOOD_ALREADY = Text(
    "{destination} ({services}), listed before already",
    "{destination}（{services}），此前已列出",
)
NEED_CHANGED = Text("{old}, now {new}", "{old}，现为 {new}")
LINES = Text(
    "{lines} added, {removed} removed, {changed} changed", "新增{lines}，移除 {removed} 条，更改 {changed} 条"
)
ONE_LINE, SEVERAL_LINES = Text("1 line", " 1 条"), Text("{n} lines", " {n} 条")
NO_LINE_DIFFERS = Text("no line of this plan changes", "此方案的规则没有变化")
WITH_IT = Text("With it: {counts}.", "采用后：{counts}。")
DECISIONS = Text(
    "Decisions that would not hold any more: {stale}; added lines without a decision: {undecided}.",
    "将失效的决定：{stale}；新增且未决定的规则：{undecided}。",
)


def row_text(row: PageRow, language: str) -> str:
    """Return where a row leads: a host, a tag, or a stand-in in words."""
    return row.destination.shown(language)


def instead_text(change: PageChange) -> Text:
    """Return what stands in the row's place, or how its need changed; empty for a row that came or went."""
    before, after = change.before, change.after
    if before is None or after is None:
        return EMPTY_TEXT
    if change.kind is PageChangeKind.CHANGED:
        return NEED_CHANGED.filled(old=NEEDS[before.necessity], new=NEEDS[after.necessity])
    said = STOOD_ALREADY if change.stood else IN_ITS_PLACE
    destination = Text(row_text(after, "en"), row_text(after, "zh"))
    return said.filled(destination=destination, services=services_text(after.services))


def counts_words(counts: Mapping[PageChangeKind, int]) -> Text:
    """Return *2 added, 1 removed*; what does not occur is left out."""
    parts = [(KINDS[kind], count) for kind, count in counts.items() if count]
    return Text(
        ", ".join(f"{count} {word.en}" for word, count in parts),
        "，".join(f"{word.zh} {count}" for word, count in parts),
    )


def line_counts(delta: EditionDelta) -> Text:
    """Say how many lines of a plan come, go and change, as a part of a sentence."""
    if delta.is_empty:
        return NO_LINE_DIFFERS
    found = delta.delta
    added = len(found.added)
    lines = ONE_LINE if added == 1 else SEVERAL_LINES.filled(n=str(added))
    return LINES.filled(lines=lines, removed=str(len(found.removed)), changed=str(len(found.changed)))


def no_longer_decided(delta: EditionDelta) -> Text:
    """Say how many decisions would not hold any more; empty where none was read or all hold."""
    if not delta.stale and not delta.undecided:
        return EMPTY_TEXT
    return DECISIONS.filled(stale=str(len(delta.stale)), undecided=str(len(delta.undecided)))
