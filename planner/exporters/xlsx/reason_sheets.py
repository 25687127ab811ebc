"""The sheets *Not needed* and *Advisories*: what the plan does not ask for, and what to know before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.plan import Advisory, Exclusion, Remedy
from planner.domain.service import services_text
from planner.domain.text import CHINESE, Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import NEED_WORDS, Line, Need, destination_text
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import advisory_state, line_numbers, lines_text
from planner.exporters.xlsx.page import Material, Page, TableColumn
from planner.exporters.xlsx.styles import Look
from planner.planning.advisories.isolation import NEEDS_PRIVATE_API_SERVER

NOT_NEEDED = Text("Not needed", "不需要")
NOT_NEEDED_TITLE = Text("{cluster} · not needed, and why", "{cluster} · 不需要的条目及原因")
NOT_NEEDED_INSTRUCTION = Text(
    "Microsoft's page names these for the features in use; this cluster does not need them. "
    "Nothing to decide.",
    "Microsoft 官方页面为所用功能列出了这些条目，但此群集不需要。本页无需审批。",
)
MISSED_INSTRUCTION = Text(
    "Microsoft's page names these for the features in use; this plan leaves them away. Read the reasons: some say "
    "what the nodes need all the same.",
    "Microsoft 官方页面为所用功能列出了这些条目，本方案未列入。请阅读原因：其中有节点仍然需要的内容。",
    by="ours",
)
ASSUMED_INSTRUCTION = Text(
    "Microsoft's page names these for the features in use; this plan leaves them away. {assumed} of {count} rest on "
    "answers that nobody gave: those need an answer.",
    "Microsoft 官方页面为所用功能列出了这些条目，本方案未列入。"
    "{count} 条中有 {assumed} 条基于假定（无人回答），需要补充回答。",
    by="ours",
)
"""The instruction where any row rests on an answer that nobody gave."""
NOTHING_NOT_NEEDED = Text(
    "Nothing: this cluster needs every entry of the page for its features.",
    "无：对于所用功能，此群集需要官方页面上的所有条目。",
)
_NOT_NEEDED_COLUMNS = (
    TableColumn(Text("Destination", "目标"), 42, Look.HOST),
    TableColumn(Text("Service", "服务"), 13, Look.HOST),
    TableColumn(Text("Why it is not needed", "不需要的原因"), 44),
    TableColumn(Text("Needed if", "何时需要"), 34),
    TableColumn(Text("What it is for", "用途"), 30),
    TableColumn(Text("Need on the page", "页面上的必要性"), 11),
    TableColumn(Text("Feature", "功能"), 20, Look.REFERENCE),
)

ADVISORIES = Text("Advisories", "提醒")
ADVISORIES_TITLE = Text("{cluster} · read before the change", "{cluster} · 变更前须知")
ADVISORIES_INSTRUCTION = Text(
    "What this plan warns of, how it can be mended, and what was decided. Below: notes on single lines.",
    "本方案的警告、修复方式以及已作的决定。下方为各行的备注。",
)
NO_ADVISORY = Text("No warning was raised by the answers of this plan.", "本方案的回答未触发任何警告。")
_ADVISORY_COLUMNS = (
    TableColumn(Text("State", "状态"), 26, Look.STRONG),
    TableColumn(Text("Advisory", "提醒"), 38, Look.STRONG),
    TableColumn(Text("What is so", "情况说明"), 52, Look.APART),
    TableColumn(Text("Ways to mend it", "修复方式"), 66, Look.APART),
    TableColumn(Text("Lines", "行"), 16, Look.APART),
)
NOTES = Text("Notes on single lines", "各行备注")
_NOTE_COLUMNS = (
    TableColumn(Text("Line and kind of note", "行和备注类型"), 26, Look.STRONG),
    TableColumn(Text("Destination", "目标"), 38, Look.HOST),
    TableColumn(Text("Note", "备注"), 52, Look.APART),
)
REMARK = Text("Remark on the source", "来源备注")
OTHER_WAY = Text("Other way", "替代方案")
COVERED = Text("Covered by", "覆盖情况")
COVERED_BY = Text(
    "Line {number}, {destination}, takes it in where an asterisk may span labels.",
    "第 {number} 行 {destination} 已包含此项（前提是通配符可跨多级域名）。",
)
FITS_BEST = Text(" (fits best)", "（推荐）")
CHOSEN = Text(" (chosen)", "（已选择）")
WAY_OUT = Text("Way out: ", "其他出路：")
TASK = Text("To do: ", "待办：")


def write_not_needed(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *Not needed*: a row an exclusion, with the reason."""
    context = material.context
    page = Page(sheet, material, [column.width for column in _NOT_NEEDED_COLUMNS])
    title = context.say(NOT_NEEDED_TITLE).replace("{cluster}", context.cluster)
    exclusions = context.plan.exclusions
    page.heading(title, context.say(_not_needed_instruction(exclusions, missed=_lacks_api_server(context))))
    rows = [_exclusion_cells(exclusion, context) for exclusion in exclusions]
    end = page.table(3, _NOT_NEEDED_COLUMNS, rows)
    _say_nothing(page, end, rows, NOTHING_NOT_NEEDED)
    _filter(page, rows)
    page.finish(last_column=len(_NOT_NEEDED_COLUMNS), freeze="B4", head_row=3)


def _not_needed_instruction(exclusions: Sequence[Exclusion], *, missed: bool) -> Text:
    assumed = sum(entry.assumed for entry in exclusions)
    if not assumed:
        return MISSED_INSTRUCTION if missed else NOT_NEEDED_INSTRUCTION
    return ASSUMED_INSTRUCTION.filled(assumed=str(assumed), count=str(len(exclusions)))


def _lacks_api_server(context: ExportContext) -> bool:
    """Whether an isolated cluster's API server is not said to be inside the network."""
    return any(entry.id == NEEDS_PRIVATE_API_SERVER for entry in context.plan.advisories)


def _exclusion_cells(exclusion: Exclusion, context: ExportContext) -> tuple[str, ...]:
    return (
        destination_text(exclusion.destination, context.language),
        services_text(exclusion.services),
        one_line(context.say(exclusion.reason_with_assumption)),
        one_line(context.say(exclusion.needed_if)),
        one_line(context.say(exclusion.purpose)),
        context.say(NEED_WORDS[Need(exclusion.necessity.value)]),
        context.feature_label(exclusion.feature),
    )


def write_advisories(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *Advisories*: a row an advisory, then the notes on single lines."""
    context = material.context
    page = Page(sheet, material, [column.width for column in _ADVISORY_COLUMNS])
    title = context.say(ADVISORIES_TITLE).replace("{cluster}", context.cluster)
    page.heading(title, context.say(ADVISORIES_INSTRUCTION))
    rows = [_advisory_cells(advisory, context) for advisory in context.plan.advisories]
    end = page.table(3, _ADVISORY_COLUMNS, rows)
    end = _say_nothing(page, end, rows, NO_ADVISORY)
    _filter(page, rows)
    notes = list(_line_notes(context, material.lines))
    if notes:
        page.section(end + 1, NOTES)
        _write_notes(page, end + 2, notes)
        page.keep_together(end + 1, end + 2 + len(notes))
    # Two tables stand on this sheet: the head of the first may not be repeated above the second's rows.
    page.finish(last_column=len(_ADVISORY_COLUMNS), freeze="A4")


def _advisory_cells(advisory: Advisory, context: ExportContext) -> tuple[str, ...]:
    say = context.say
    ways = [_remedy_text(remedy, context, advisory.decided) for remedy in advisory.remedies]
    if advisory.way_out is not None:
        ways.append(say(WAY_OUT) + _remedy_text(advisory.way_out, context, advisory.decided))
    ways.append(say(advisory.not_offered))
    ways.extend(say(TASK) + say(task) for task in advisory.tasks)
    return (
        advisory_state(advisory, context),
        one_line(say(advisory.title)),
        say(advisory.text),
        "\n".join(f"• {one_line(way)}" for way in ways if way),
        lines_text(line_numbers(advisory, context), context),
    )


def _remedy_text(remedy: Remedy, context: ExportContext, decided: str) -> str:
    """Return a remedy on one line: title, whether it fits best or was chosen, and what it does."""
    say, chinese = context.say, context.language == CHINESE
    title = say(remedy.title)
    title += say(CHOSEN) if remedy.id == decided else say(FITS_BEST) if remedy.recommended else ""
    colon, stop, between = ("：", "。", "；") if chinese else (": ", ". ", "; ")
    effects = [say(label) + colon + say(effect).rstrip(".。") for label, effect in remedy.effects]
    return title + (stop + between.join(effects) + stop.strip() if effects else "")


def _line_notes(context: ExportContext, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
    by_id = {line.rule_id: line for line in lines}
    for line in lines:
        for remark in line.rule.remarks:
            yield line, context.say(REMARK), one_line(context.say(remark))
        for way in line.rule.alternatives:
            note = one_line(context.say(way.note))
            text = destination_text(way, context.language)
            yield line, context.say(OTHER_WAY), f"{text} · {note}" if note else text
        broad = by_id.get(line.rule.covered_by or "")
        if broad is not None:
            said = context.say(COVERED_BY).replace("{number}", str(broad.number))
            yield line, context.say(COVERED), said.replace("{destination}", broad.destination)


def _write_notes(page: Page, row: int, notes: list[tuple[Line, str, str]]) -> None:
    last = len(_ADVISORY_COLUMNS)
    for number, column in enumerate(_NOTE_COLUMNS, start=1):
        page.put(row, number, page.context.say(column.heading), column.head)
    for number in range(len(_NOTE_COLUMNS) + 1, last + 1):
        page.put(row, number, "", Look.HEAD)
    page.set_height(row, 22.0)
    for below, (line, kind, text) in enumerate(notes, start=row + 1):
        cells = ((f"{line.number} · {kind}", Look.STRONG), (line.destination, Look.HOST))
        heights = [page.merged(below, 3, last, text, Look.APART)]
        for place, (cell, look) in enumerate(cells, start=1):
            page.put(below, place, cell, look)
            heights.append(page.text_height(cell, page.widths[place - 1], look))
        page.set_height(below, *heights)


def _say_nothing(page: Page, row: int, rows: list[tuple[str, ...]], nothing: Text) -> int:
    if rows:
        return row
    page.set_height(row, page.merged(row, 1, len(page.widths), page.context.say(nothing), Look.LABEL))
    return row + 1


def _filter(page: Page, rows: list[tuple[str, ...]]) -> None:
    if rows:
        last = get_column_letter(len(page.widths))
        page.sheet.auto_filter.ref = f"A3:{last}{3 + len(rows)}"
