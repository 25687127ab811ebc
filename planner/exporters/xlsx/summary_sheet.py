"""The sheet *Summary*: who asks for what, what to read first, what was assumed, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.plan import Severity
from planner.domain.readiness import PointSeverity
from planner.domain.request import ChangeRequest
from planner.domain.text import Text
from planner.exporters.answers import PlanAnswer, assumed_answers, plan_answers
from planner.exporters.asked import asked_text
from planner.exporters.base import ExportContext
from planner.exporters.findings import needs_care
from planner.exporters.open_points import (
    OPEN_POINTS,
    PointText,
    advisories_beside_points,
    further_assumed,
    is_ready,
    point_texts,
    status_text,
)
from planner.exporters.safe_text import clean, one_line
from planner.exporters.sentences import (
    SEVERITY_STATE,
    advisory_state,
    counts_text,
    line_numbers,
    lines_text,
    priority_text,
)
from planner.exporters.xlsx.page import Material, Page
from planner.exporters.xlsx.styles import Look

NAME = Text("Summary", "摘要")
INSTRUCTION = Text(
    "Read this sheet first, decide line by line on the sheets Rules and Routing and NAT, then sign below. "
    "Cream cells can be filled in here or on paper.",
    "请先阅读本页，然后在“规则”和“路由与 NAT”工作表中逐条审批，最后在下方签字。米色单元格可在此填写，也可手写。",
)
CLUSTER = Text("Cluster", "群集")
REQUEST = Text("Change request", "变更请求")
ASKED = Text("What is asked", "请求内容")
READ_FIRST = Text("Read first", "请先阅读")
NOTHING_TO_READ = Text(
    "No warning: nothing in this plan needs a second look.", "没有警告，本方案无需特别注意。"
)
POINT_HEADS = (
    Text("Severity", "严重程度"),
    Text("Open point", "未决事项"),
    Text("What it costs", "影响"),
    Text("What settles it", "处理方法"),
)
SEVERITIES = {
    PointSeverity.BLOCKS: (Text("✕ Blocks", "✕ 阻止变更"), Look.OPEN),
    PointSeverity.WARNS: (Text("▲ Warns", "▲ 需注意"), Look.LABEL),
}
NO_POINT = Text("None: nothing in this plan is open.", "无：本方案没有未决事项。")
NO_FURTHER = Text("None beside those that block.", "除阻止变更的事项外没有其他未决事项。")
THE_REST = Text("Open points that do not block", "不阻止变更的未决事项")
ALSO_ASSUMED = Text(
    "Also assumed: nobody answered these, and they decide no line", "其他假定：未回答，不影响任何规则"
)
ASSUMED = Text(
    "Assumed: nobody answered these, and they decide no line", "假定：以下问题未回答，不影响任何规则"
)
NOTHING_ASSUMED = Text(
    "Nothing: no line, route or path of this plan rests on an assumed answer.",
    "无：本方案的规则、路由和路径都不依赖假定的答案。",
)
SIGN_OFF = Text("Sign-off: name, date and signature", "签字：姓名、日期和签名")
DECIDED = Text("Decided", "已决定")
MORE = Text("{n} notes on the sheet Advisories", "{n} 条说明，见“提醒”工作表")
ONE_MORE = Text("1 note on the sheet Advisories", "1 条说明，见“提醒”工作表")
VERDICT = Text("Decision", "决定")
VERDICTS = Text(
    "☐ Approve all lines   ☐ Approve, except lines marked   ☐ Reject",
    "☐ 全部批准   ☐ 批准，标记的行除外   ☐ 拒绝",
)
VERDICTS_NOT_READY = Text(
    "☐ Approve once nothing blocks   ☐ The same, except lines marked   ☐ Reject",
    "☐ 阻止项解决后批准   ☐ 同左，标记的行除外   ☐ 拒绝",
)
PLACE = Text(" ({lines})", "（{lines}）")
SIGN_ROLES = (
    Text("Requester", "申请人"),
    Text("Application owner", "应用负责人"),
    Text("Approving team", "审批团队"),
    Text("Implemented by", "实施人"),
)
STEPS = Text("Rollback and verification", "回退与验证")
_SIGN_HEIGHT, _GAP = 24.0, 13.0
"""In points; low enough that a typical plan is signed on the first page."""
_WIDTHS = (24.0, 66.0, 3.0, 20.0, 66.0)
_LAST = len(_WIDTHS)
_POINT_COLUMNS = ((1, 1), (2, 2), (3, 4), (5, 5))
_SHOWN = (
    "name", "cloud", "region", "edition", "features", "node_subnets", "outbound_type",
    "firewall_private_ip", "firewall_public_ips", "inbound",
)  # fmt: skip
_FIELDS = (
    (Text("Ticket", "工单"), "ticket"),
    (Text("Requester", "申请人"), "requester"),
    (Text("Application owner", "应用负责人"), "owner"),
    (Text("Approving team", "审批团队"), "approving_team"),
    (Text("Business reason", "业务原因"), "reason"),
    (Text("Priority", "优先级"), "priority"),
    (Text("Window", "实施时间"), "window"),
    (Text("Valid until", "有效期至"), "valid_until"),
)
_STEPS = (
    (Text("Rollback", "回退方案"), "rollback"),
    (Text("Verification", "验证方法"), "verification"),
)
_Pair = tuple[str, str]


def write_summary(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *Summary*."""
    context = material.context
    page = Page(sheet, material, _WIDTHS)
    title = one_line(context.request.change_request.title)
    page.heading(title or context.title, context.say(INSTRUCTION))
    page.section(3, CLUSTER, 1, 2)
    page.section(3, REQUEST, 4, 5)
    row = _write_facts(page, 4)
    row = _write_blocking(page, row)
    row = _write_asked(page, row + 1)
    row = _write_reading_and_sign_off(page, row + 1)
    row = _write_steps(page, row + 1)
    row = _write_rest(page, row + 1)
    _write_assumed(page, row + 1)
    page.finish(last_column=_LAST)


def _write_facts(page: Page, row: int) -> int:
    answers = {answer.field: answer for answer in plan_answers(page.context)}
    facts = [(answers[name].label, answers[name].marked(page.context)) for name in _SHOWN]
    request = page.context.request.change_request
    fields = [
        (page.context.say(label), clean(_field(request, name, page.context))) for label, name in _FIELDS
    ]
    for offset in range(max(len(facts), len(fields))):
        heights = [18.0]
        if offset < len(facts):
            heights.append(_pair(page, row + offset, 1, facts[offset], Look.VALUE))
        if offset < len(fields):
            label, value = fields[offset]
            look = Look.VALUE if value else Look.TYPED
            heights.append(_pair(page, row + offset, 4, (label, value), look))
        page.set_height(row + offset, *heights)
    return row + max(len(facts), len(fields))


def _field(request: ChangeRequest, name: str, context: ExportContext) -> str:
    if name == "priority":
        return priority_text(context)
    value: str = getattr(request, name)
    return value


def _pair(page: Page, row: int, column: int, pair: _Pair, look: Look) -> float:
    """Write a label and its value side by side; return the height they need."""
    height = 0.0
    for offset, (text, cell_look) in enumerate(zip(pair, (Look.LABEL, look), strict=True)):
        page.put(row, column + offset, text, cell_look)
        width = page.widths[column + offset - 1]
        height = max(height, page.text_height(text, width, cell_look))
    return height


def _write_asked(page: Page, row: int) -> int:
    page.set_height(row - 1, _GAP)
    page.section(row, ASKED)
    page.set_height(row + 1, page.merged(row + 1, 1, _LAST, asked_text(page.context), Look.STRONG))
    page.set_height(row + 2, page.merged(row + 2, 1, _LAST, counts_text(page.context), Look.VALUE))
    return row + 3


def _write_reading_and_sign_off(page: Page, row: int) -> int:
    """Write what to read first on the left and, beside it so that one page holds both, who signs."""
    page.set_height(row - 1, _GAP)
    page.section(row, READ_FIRST, 1, 2)
    page.section(row, SIGN_OFF, 4, 5)
    say = page.context.say
    readings = _readings(page.context) or [("", say(NOTHING_TO_READ), Look.LABEL)]
    verdicts = VERDICTS if is_ready(page.context) else VERDICTS_NOT_READY
    signs = [(say(VERDICT), say(verdicts)), *((say(role), "") for role in SIGN_ROLES)]
    rows = max(len(readings), len(signs))
    for offset in range(rows):
        heights = [18.0]
        if offset < len(readings):
            state, sentence, look = readings[offset]
            heights += [_cell(page, row + 1 + offset, 1, state, look)]
            heights += [_cell(page, row + 1 + offset, 2, sentence, Look.VALUE)]
        if offset < len(signs):
            heights += [_SIGN_HEIGHT, _pair(page, row + 1 + offset, 4, signs[offset], Look.TYPED)]
        page.set_height(row + 1 + offset, *heights)
    page.keep_together(row, row + len(signs))
    return row + 1 + rows


def _write_steps(page: Page, row: int) -> int:
    """Write how the change is undone and checked, across the sheet: these texts are long."""
    context = page.context
    page.section(row, STEPS)
    for label, name in _STEPS:
        row += 1
        text = clean(_field(context.request.change_request, name, context))
        page.put(row, 1, context.say(label), Look.LABEL)
        look = Look.VALUE if text else Look.TYPED
        page.set_height(row, 18.0, page.merged(row, 2, _LAST, text, look))
    page.keep_together(row - len(_STEPS), row - len(_STEPS) + 1)
    return row + 1


def _readings(context: ExportContext) -> list[tuple[str, str, Look]]:
    """Return state, sentence and look of each advisory that asks for or holds a decision, and how many more."""
    rows = []
    read = advisories_beside_points(context)
    info = [advisory for advisory in read if not (needs_care(advisory) or advisory.decided)]
    for advisory in read:
        if advisory in info:
            continue
        lines = lines_text(line_numbers(advisory, context), context)
        title = one_line(context.say(advisory.title)).rstrip(".。")
        settled = bool(advisory.decided) and not advisory.pending
        look = Look.DECIDED if settled else Look.OPEN
        mark = "✓" if settled else "▲"
        # Which remedy was chosen the title says, and the sheet Advisories in full.
        said = context.say(DECIDED) if advisory.decided else advisory_state(advisory, context)
        state = f"{mark} {said}"
        place = context.say(PLACE).replace("{lines}", lines) if lines else ""
        rows.append((state, title + place, look))
    if info:
        told = MORE.filled(n=str(len(info))) if len(info) > 1 else ONE_MORE
        rows.append((f"· {context.say(SEVERITY_STATE[Severity.INFO])}", context.say(told), Look.LABEL))
    return rows


def _cell(page: Page, row: int, column: int, text: str, look: Look) -> float:
    """Write one cell; return the height it needs."""
    page.put(row, column, text, look)
    return page.text_height(text, page.widths[column - 1], look)


def _write_blocking(page: Page, row: int) -> int:
    """Write whether the plan is ready and what blocks it, before anything is asked; return the next free row."""
    texts = [text for text in point_texts(page.context) if text.point.blocks]
    if not texts:
        return row
    page.set_height(row, _GAP)
    status = status_text(page.context)
    page.section(row + 1, Text(status, status))
    return _write_points(page, row + 2, texts)


def _write_rest(page: Page, row: int) -> int:
    """Write the points that do not block; where some do, these stand above already."""
    blocks = not is_ready(page.context)
    page.section(row, THE_REST if blocks else OPEN_POINTS)
    texts = [text for text in point_texts(page.context) if not text.point.blocks]
    if texts:
        return _write_points(page, row + 1, texts)
    said = NO_FURTHER if blocks else NO_POINT
    page.set_height(row + 1, page.merged(row + 1, 1, _LAST, page.context.say(said), Look.LABEL))
    page.keep_together(row, row + 1)
    return row + 2


def _write_points(page: Page, row: int, texts: Sequence[PointText]) -> int:
    """Write a row of heads and a row a point: how severe it is, what is open, what it costs, what settles it."""
    first = row
    for cells in _point_rows(page.context, texts):
        heights = [18.0]
        for (start, end), (text, look) in zip(_POINT_COLUMNS, cells, strict=True):
            heights.append(page.merged(row, start, end, text, look))
        page.set_height(row, *heights)
        row += 1
    page.keep_together(first - 1, first + 1)
    return row


def _point_rows(context: ExportContext, texts: Sequence[PointText]) -> Iterator[tuple[tuple[str, Look], ...]]:
    yield tuple((context.say(head), Look.LABEL) for head in POINT_HEADS)
    for text in texts:
        severity, look = SEVERITIES[text.point.severity]
        value = Look.VALUE
        yield (context.say(severity), look), (text.title, value), (text.cost, value), (text.advice, value)


def _write_assumed(page: Page, row: int) -> int:
    every = assumed_answers(page.context)
    assumed: Sequence[PlanAnswer] = further_assumed(page.context)
    if every and not assumed:
        return row
    page.section(row, ASSUMED if len(assumed) == len(every) else ALSO_ASSUMED)
    row += 1
    if not assumed:
        page.set_height(row, page.merged(row, 1, _LAST, page.context.say(NOTHING_ASSUMED), Look.LABEL))
        return row + 1
    half = (len(assumed) + 1) // 2
    for offset in range(half):
        heights = [18.0]
        for column, index in ((1, offset), (4, offset + half)):
            if index < len(assumed):
                pair = (assumed[index].label, assumed[index].marked(page.context))
                heights.append(_pair(page, row + offset, column, pair, Look.VALUE))
        page.set_height(row + offset, *heights)
    page.keep_together(row - 1, row + half - 1)
    return row + half
