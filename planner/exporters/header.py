"""The head of every script: what it is, how to run it and roll it back, what it cannot say, what to read first.

Plain lines without a comment sign; `comments` puts the sign of a language before each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from planner.domain.export import Notice
from planner.domain.opening import openings_text
from planner.domain.plan import Advisory
from planner.domain.readiness import NODE_SUBNET_POINT, left_out_point
from planner.domain.service import services_text
from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import Line, plan_lines
from planner.exporters.findings import absent_lines, decision_cause, needs_care, reading_order, refused_lines
from planner.exporters.line_spans import capital, lines_words
from planner.exporters.open_points import PLACEHOLDERS, PointText, point_texts
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import assumed_absences, assumed_lines, line_numbers, lines_text

WIDTH = 100
"""Columns of a line of the head, the comment sign not counted; a Chinese character takes two."""

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING, _OPENING = "，。、；：）”》", "（“《"
_WORD = re.compile(
    f"[{_OPENING}]*(?:[{_HAN}]|[^\\s{_HAN}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*| +|.",
)
"""What a line may be broken between: words, and Chinese characters with the marks that belong to them."""

TITLE = Text("{title}: {what}", "{title}：{what}")
_LABELS = {
    "cluster": Text("Cluster", "群集"),
    "edition": Text("Edition", "版本"),
    "catalog": Text("Catalog", "目录"),
    "plan": Text("Plan", "方案"),
    "ticket": Text("Ticket", "工单"),
    "made": Text("Made", "生成时间"),
}
_CLUSTER_PLACE = Text("{cluster}, {region}, {cloud}", "{cluster}，{region}，{cloud}")
_CATALOG = Text("digest {digest}", "摘要 {digest}")
_PLAN = Text("fingerprint {digest}", "指纹 {digest}")
_MADE = Text("{time}, AKS Egress Planner {version}", "{time}，AKS Egress Planner {version}")
_NO_TICKET = Text("none given", "未填写")
_RUN = Text("How to run it", "运行方法")
_ROLL_BACK = Text("How to roll it back", "回退方法")
_NOT_READY = (
    Text("Not ready: 1 point blocks", "尚未就绪：1 项阻止变更"),
    Text("Not ready: {n} points block", "尚未就绪：{n} 项阻止变更"),
)
_NOT_WRITTEN = Text("Not written for it: {lines}.", "因此未写入：{lines}。")
_NO_SOURCE = Text(
    "This file names no source and holds its lines all the same.", "此文件不含源地址，规则照常写入。"
)
_REASON_GIVEN = Text("Reason given: {reason}.", "填写的原因：{reason}。")
_NOTICES = Text("Notices ({n})", "提示（{n} 条）")
_NO_NOTICES = Text(
    "This file holds every line that the plan asks for; what was left out is not among them.",
    "此文件包含方案要求的所有规则；已排除的不在其中。",
)
_READ_FIRST = Text("Read first ({n})", "请先阅读（{n} 条）")
_WARNING = Text("{title}. {text}", "{title}。{text}")
_PLACE = Text("{title} ({lines})", "{title}（{lines}）")
_LEFT_OUT = Text("Left out of the plan, not written as rules ({n})", "已从方案中排除，未写成规则（{n} 项）")
_NOT_SELECTED = Text("Not selected, not written as rules ({n})", "未选择，未写成规则（{n} 项）")
_NOT_APPROVED = Text(
    "Not approved, not written as rules; {earlier} ({n})", "未批准，未写成规则；{earlier}（{n} 项）"
)
_LEFT_OUT_ABOVE = Text("{lines}: above, among the points that block.", "{lines}：见上方阻止变更的事项。")
_FOLDED = (
    Text("1 of them follows from the points above.", "其中 1 条由上述事项引起，不再重复。"),
    Text("{n} of them follow from the points above.", "其中 {n} 条由上述事项引起，不再重复。"),
)
_NOT_COMPLETE = (
    Text(
        "Not complete: required {lines} is not written, as said below.",
        "不完整：必需的{lines}未写入，原因见下文。",
    ),
    Text(
        "Not complete: required {lines} are not written, as said below.",
        "不完整：必需的{lines}未写入，原因见下文。",
    ),
)
_ASSUMED = Text("Lines and routes that rest on assumptions", "基于假定的规则和路由")
_ASSUMED_ROUTE = Text("Route {name}. {said}", "路由 {name}。{said}")
_ABSENT = Text("Left away because nobody answered ({n})", "因未回答而未列入（{n} 项）")
_ASSUMED_LINE = Text("{lines}. {said}", "{lines}。{said}")
_LINE = Text("Line {number}: {text}", "第 {number} 行：{text}")
_LEFT_OUT_LINE = Text(
    "Line {number}: {destination}, {service}. {reason}", "第 {number} 行：{destination}，{service}。{reason}"
)


PLACEHOLDER_ADVISORIES = frozenset({PLACEHOLDERS})
"""Advisories that a script's notices say line by line."""


class Earlier(Enum):
    """What becomes of rules that an earlier export wrote and this file does not, in words that follow a comma."""

    REPLACED = Text(
        "where an earlier export wrote them, this one takes them out",
        "如果此前的导出已写入，此次导出会将其移除",
    )
    ROLLED_BACK = Text(
        "where an earlier export wrote them, they stay open until its rollback file is run",
        "如果此前的导出已写入，在运行其回退文件之前仍然放行",
    )
    UNTOUCHED = Text(
        "where an earlier export wrote them, they stay open, because this file changes no rules",
        "如果此前的导出已写入，则仍然放行，因为此文件不更改任何规则",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What a target adds to the head: its own words; ``run`` and ``rollback`` are one line each entry.

    ``what`` names the file (*Azure CLI script*). ``notices`` are what the target hands back with it; None is
    for a rollback file, which says nothing of lines and left-out lines.
    ``facts`` are further lines such as ``(Text("Service tags"), Text("list 363"))``. ``said`` are the ids of
    advisories that the head speaks of already, in a fact or in a notice for each line. ``by_source`` is False where
    the file names no source, so that its lines need no node subnet; ``one_label`` is True where an asterisk of its
    stands for one label alone. ``earlier`` is what becomes of rules that an earlier export wrote.
    """

    what: Text
    run: tuple[Text, ...]
    rollback: tuple[Text, ...]
    notices: tuple[Notice, ...] | None = ()
    facts: tuple[tuple[Text, Text], ...] = ()
    said: frozenset[str] = frozenset()
    by_source: bool = True
    one_label: bool = False
    earlier: Earlier = Earlier.REPLACED


def head_lines(context: ExportContext, head: Head) -> tuple[str, ...]:
    """Return the head in the language of the files: lines of at most `WIDTH` characters, none with a break.

    Every text that a person typed follows a label on its line, so no line starts with it.
    """
    # What is left out is open through the lines of this file alone.
    context = replace(context, unwritten=refused_lines(head.notices or ()), one_label=head.one_label)
    blocks = [
        list(_facts(context, head)),
        list(_block(context, _RUN, [context.say(text) for text in head.run])),
        list(_block(context, _ROLL_BACK, [context.say(text) for text in head.rollback])),
        [] if head.notices is None else list(_open_lines(context, head)),
        [] if head.notices is None else list(_notice_lines(context, head.notices)),
        [] if head.notices is None else list(_warning_lines(context, head)),
        [] if head.notices is None else list(_assumed_lines(context)),
        [] if head.notices is None else list(_absence_lines(context)),
        [] if head.notices is None else list(_left_out_lines(context)),
        [] if head.notices is None else list(_passed_over_lines(context, head.earlier)),
    ]
    lines: list[str] = []
    for block in blocks:
        lines += [*([""] if lines and block else []), *block]
    return tuple(lines)


def comments(lines: Iterable[str], sign: str = "#", forbidden: Mapping[str, str] | None = None) -> str:
    r"""Return ``lines`` as comments, one a line, joined by ``\n`` without one at the end.

    No line can leave its comment: breaks of every kind become spaces and a backslash at the end, which
    some languages read as *goes on*, gets a full stop behind it. ``forbidden`` replaces what would end
    a comment in a language of its own, such as ``{"*/": "* /"}``.
    """
    return "\n".join(f"{sign} {text}".rstrip() for text in (_safe(line, forbidden) for line in lines))


def file_title(context: ExportContext, what: Text) -> str:
    """Return the first line of a file: whose rules it holds and in what form."""
    return one_line(context.say(TITLE.filled(title=context.title, what=what)))


def _safe(line: str, forbidden: Mapping[str, str] | None) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    text = one_line(line)
    for ending, replacement in (forbidden or {}).items():
        text = text.replace(ending, replacement)
    return indent + text + (" ." if text.endswith("\\") else "")


def _facts(context: ExportContext, head: Head) -> Iterator[str]:
    plan = context.plan
    ticket = one_line(context.request.change_request.ticket) or context.say(_NO_TICKET)
    comma = "，" if context.language == CHINESE else ", "
    edition = comma.join(
        part for part in (plan.edition, context.say(context.edition_title), context.edition_url) if part
    )
    place = _CLUSTER_PLACE.filled(cluster=context.cluster, region=context.region, cloud=context.cloud)
    facts = (
        (_LABELS["cluster"], context.say(place)),
        (_LABELS["edition"], edition),
        (_LABELS["catalog"], context.say(_CATALOG.filled(digest=plan.catalog_digest))),
        (_LABELS["plan"], context.say(_PLAN.filled(digest=plan.digest()))),
        (_LABELS["ticket"], ticket),
        (
            _LABELS["made"],
            context.say(_MADE.filled(time=context.created_text, version=context.planner_version)),
        ),
        *((label, context.say(value)) for label, value in head.facts),
    )
    yield from _wrapped(file_title(context, head.what))
    colon = "：" if context.language == CHINESE else ": "
    for label, value in facts:
        yield from _wrapped(f"{context.say(label)}{colon}{value}")


def _block(context: ExportContext, heading: Text, entries: list[str], mark: str = "") -> Iterator[str]:
    if entries:
        yield _heading(context, heading)
        for entry in entries:
            yield from _wrapped(f"{mark}{entry}", "  ")


def _heading(context: ExportContext, text: Text) -> str:
    return context.say(text) + ("：" if context.language == CHINESE else ":")


def _blocking(context: ExportContext) -> tuple[PointText, ...]:
    return tuple(text for text in point_texts(context) if text.point.blocks)


def _said_above(context: ExportContext) -> frozenset[str]:
    """Return the ids of the points that the head lists; what follows from them is not said again."""
    return frozenset(text.point.id for text in _blocking(context))


def _open_lines(context: ExportContext, head: Head) -> Iterator[str]:
    """Yield the points that block, each with its cost, what settles it, and the lines that are missing for it."""
    texts = _blocking(context)
    between = "" if context.language == CHINESE else " "
    incomplete = _incomplete(context, head.notices or ())
    if incomplete:
        yield from _wrapped(
            context.say(_NOT_COMPLETE[len(incomplete) != 1].filled(lines=lines_words(incomplete)))
        )
    if texts:
        yield context.say(_NOT_READY[len(texts) != 1].filled(n=str(len(texts))))
    missing: dict[str, list[int]] = {}
    for notice in head.notices or ():
        if notice.cause and notice.rule_id:
            missing.setdefault(notice.cause, []).append(context.plan.line_number(notice.rule_id))
    for text in texts:
        said = _about_point(context, text, missing.get(text.point.id, []), by_source=head.by_source)
        yield from _wrapped(f"- {between.join(said)}", "  ")


def _incomplete(context: ExportContext, notices: Sequence[Notice]) -> tuple[int, ...]:
    """Return the numbers of the required lines that are not in the file though no point above says so."""
    above = _said_above(context)
    said = {notice.rule_id for notice in notices if notice.refuses and notice.cause in above}
    said.update(rule_id for text in _blocking(context) for rule_id in text.point.rule_ids)
    absent = absent_lines(context, refused_lines(notices))
    return tuple(number for number in absent if context.plan.rules[number - 1].id not in said)


def _about_point(
    context: ExportContext, text: PointText, missing: Sequence[int], *, by_source: bool
) -> Iterator[str]:
    """Yield the sentences on one point; ``missing`` are the numbers of the lines that are not written for it."""
    yield from text.sentences()
    if text.point.id == NODE_SUBNET_POINT and not by_source:
        yield context.say(_NO_SOURCE)
    if missing and not text.point.rule_ids:
        lines = lines_words(tuple(sorted(set(missing))))
        yield context.say(_NOT_WRITTEN.filled(lines=lines))
    if text.point.id == left_out_point(text.point.rule_id):
        yield from _reason_given(context, text.point.rule_id)


def _reason_given(context: ExportContext, rule_id: str) -> Iterator[str]:
    """Yield why a required line was left out, and what it is still open through."""
    rule = context.plan.rule(rule_id)
    if rule is None:
        return
    reason = one_line(context.plan.left_out_reason(rule) or "").rstrip(".。")
    still_open = context.say(openings_text(context.still_open_through(rule)))
    if reason:
        parts = [part for part in (reason, still_open) if part]
        comma = "，" if context.language == CHINESE else ", "
        yield context.say(_REASON_GIVEN.filled(reason=comma.join(parts)))
    if rule.assumed:
        yield context.say(rule.assumption)


def _notice_lines(context: ExportContext, every: tuple[Notice, ...]) -> Iterator[str]:
    """Yield the notices that no point above says, and how many it does say: the heading counts all of them.

    Neighbours with the same advice share it, in a line behind them.
    """
    above = _said_above(context)
    notices = tuple(notice for notice in every if notice.cause not in above)
    if not every:
        yield context.say(_NO_NOTICES)
        return
    numbers = {rule.id: number for number, rule in enumerate(context.plan.rules, start=1)}
    yield _heading(context, _NOTICES.filled(n=str(len(every))))
    folded = len(every) - len(notices)
    if folded:
        yield from _wrapped(f"- {context.say(_FOLDED[folded != 1].filled(n=str(folded)))}", "  ")
    for advice, alike in groupby(notices, key=lambda notice: notice.advice):
        texts = [_notice_text(context, notice, numbers.get(notice.rule_id, 0)) for notice in alike]
        if len(texts) == 1:
            texts = [f"{texts[0]}{'' if context.language == CHINESE else ' '}{context.say(advice)}"]
        for text in texts:
            yield from _wrapped(f"- {text}", "  ")
        if len(texts) > 1:
            yield from _wrapped(context.say(advice), "    ")


def _notice_text(context: ExportContext, notice: Notice, number: int) -> str:
    """Return what cannot be said, with the line's number in front unless it is named."""
    text = context.say(notice.text)
    named = (f"Line {number}", f"line {number}", f"第 {number} 行")
    if number and not text.startswith(named):
        return context.say(_LINE.filled(number=str(number), text=text))
    return text


def _warning_lines(context: ExportContext, head: Head) -> Iterator[str]:
    """Yield the plan's warnings that nobody has dealt with, less what the head has said already."""
    above = _said_above(context)
    lacking = {rule_id for text in _blocking(context) for rule_id in text.point.rule_ids}
    care = [
        entry
        for entry in reading_order(context.plan.advisories)
        if needs_care(entry)
        and decision_cause(entry, context.plan) not in above
        # What a chosen path still lacks are the values that its lines lack.
        and not (entry.pending and lacking.intersection(entry.rule_ids))
    ]
    notices = "\n".join(context.say(notice.text) for notice in head.notices or ())
    said = head.said | (PLACEHOLDER_ADVISORIES if head.notices else frozenset())
    texts = [_warning_text(context, entry, notices) for entry in care if entry.id not in said]
    yield from _block(context, _READ_FIRST.filled(n=str(len(texts))), texts, "- ")


def _warning_text(context: ExportContext, advisory: Advisory, notices: str) -> str:
    """Return title, lines and text of a warning; the text alone where a notice has its title already."""
    title = one_line(context.say(advisory.title)).rstrip(".。")
    text = one_line(context.say(advisory.text))
    if title in notices:
        return text
    lines = lines_text(line_numbers(advisory, context), context)
    title = context.say(_PLACE.filled(title=title, lines=lines)) if lines else title
    return context.say(_WARNING.filled(title=title, text=text))


def _left_out_lines(context: ExportContext) -> Iterator[str]:
    """Yield every line that was left out; what stands above with its reason is named by its number."""
    above = _said_above(context)
    lines = [line for line in plan_lines(context) if line.left_out]
    entries = [_left_out_text(context, line) for line in lines if left_out_point(line.rule_id) not in above]
    said = tuple(line.number for line in lines if left_out_point(line.rule_id) in above)
    if said:
        entries.insert(0, context.say(_LEFT_OUT_ABOVE.filled(lines=capital(lines_words(said)))))
    yield from _block(context, _LEFT_OUT.filled(n=str(len(lines))), entries, "- ")


def _passed_over_lines(context: ExportContext, earlier: Earlier) -> Iterator[str]:
    if context.selected is None:
        return
    passed_over = (line for line in plan_lines(context) if not line.asked and not line.left_out)
    entries = [_left_out_text(context, line) for line in passed_over]
    title = _NOT_APPROVED.filled(earlier=earlier.value) if context.unselected else _NOT_SELECTED
    yield from _block(context, title.filled(n=str(len(entries))), entries, "- ")


def _assumed_lines(context: ExportContext) -> Iterator[str]:
    """Yield what nobody answered although lines of this file, or routes of the plan, rest on it, with these."""
    found = assumed_lines(context)
    entries = [context.say(_ASSUMED_LINE.filled(lines=lines, said=said)) for lines, said in found]
    entries += [
        context.say(_ASSUMED_ROUTE.filled(name=one_line(route.name), said=route.assumption))
        for route in context.plan.routes
        if route.assumed
    ]
    yield from _block(context, _ASSUMED, entries, "- ")


def _absence_lines(context: ExportContext) -> Iterator[str]:
    """Yield what the plan does without because of answers that nobody gave."""
    entries = [
        context.say(_ASSUMED_LINE.filled(lines=names, said=said)) for names, said in assumed_absences(context)
    ]
    count = sum(entry.assumed for entry in context.plan.exclusions)
    yield from _block(context, _ABSENT.filled(n=str(count)), entries, "- ")


def _left_out_text(context: ExportContext, line: Line) -> str:
    return context.say(
        _LEFT_OUT_LINE.filled(
            number=str(line.number),
            destination=line.destination,
            service=services_text(line.rule.services),
            reason=line.comment,
        )
    ) + (f" {context.say(line.rule.assumption)}" if line.rule.assumed else "")


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Return ``text`` on lines of at most `WIDTH` columns, further lines two deeper; long words are cut."""
    lines, line, used = list[str](), indent, len(indent)
    for word in _pieces(one_line(text)):
        columns = _columns(word)
        if used + columns > WIDTH and line.strip():
            lines.append(line.rstrip())
            line, used = indent + "  ", len(indent) + 2
            if word.isspace():
                continue
        line, used = line + word, used + columns
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Yield the words of a text, those that are longer than a line in pieces."""
    longest = (WIDTH - 10) // 2
    for word in _WORD.findall(text):
        if _columns(word) <= 2 * longest:
            yield word
        else:
            yield from (word[start : start + longest] for start in range(0, len(word), longest))


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
