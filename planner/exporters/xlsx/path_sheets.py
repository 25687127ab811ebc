"""The sheets *Routing and NAT* and *About*: the traffic path as entries, and what this file is."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.rule import RuleKind
from planner.domain.text import CHINESE, Text
from planner.exporters.answers import plan_answers
from planner.exporters.base import ExportContext
from planner.exporters.columns import Line, destination_text
from planner.exporters.pictures import png_of
from planner.exporters.route_lines import ROUTE_COLUMNS, RouteLine, route_lines
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import CATALOG_CREDIT
from planner.exporters.xlsx.decision_cells import add_decision_cells
from planner.exporters.xlsx.page import Material, Page, TableColumn
from planner.exporters.xlsx.picture import place_picture
from planner.exporters.xlsx.styles import Look

ROUTING = Text("Routing and NAT", "路由与 NAT")
ROUTING_TITLE = Text("{cluster} · routes and NAT rules", "{cluster} · 路由和 NAT 规则")
ROUTING_INSTRUCTION = Text(
    "Routes belong to the route table of the node subnet: decide on each in the four cream columns. NAT rules are "
    "decided on the sheet Rules.",
    "路由属于节点子网的路由表，请在四个米色列中逐条审批。NAT 规则在“规则”工作表中审批。",
)
NO_ROUTES = Text(
    "No route: with the outbound type {outbound} this plan adds none to the node subnet.",
    "没有路由：出站类型为 {outbound}，本方案不向节点子网添加路由。",
)
NAT_RULES = Text("NAT rules", "NAT 规则")
NO_NAT = Text(
    "No NAT rule: this plan publishes no service through the firewall.",
    "没有 NAT 规则：本方案未通过防火墙发布服务。",
)
TASKS = Text("To do outside the firewall", "防火墙之外的待办事项")
NO_TASKS = Text("Nothing: no decision of this plan asks for more.", "无：本方案的决定不需要其他操作。")
PATH = Text("The traffic path", "流量路径")
IF_REFUSED = Text("If refused: {breaks}", "不放行时：{breaks}")
PICTURE_WIDTH = 640
"""Pixels; a row holds at most 409 points, and the picture is a third as high as wide."""
_ROUTE_FORMS: Mapping[str, tuple[float, Look]] = {
    "name": (26, Look.STRONG), "prefix": (22, Look.HOST), "next_hop_type": (20, Look.HOST), "next_hop": (24, Look.HOST),
    "why": (44, Look.BODY), "decision": (11, Look.DECISION), "approver": (12, Look.TYPED), "date": (12, Look.DATE),
    "comment": (24, Look.TYPED), "rule_id": (24, Look.HIDDEN), "fingerprint": (18, Look.HIDDEN),
}  # fmt: skip
"""Width and look of each column; other tables of the sheet share the widths."""

_HIDDEN = ("rule_id", "fingerprint")
_ROUTE_COLUMNS = tuple(TableColumn(column.heading, *_ROUTE_FORMS[column.key]) for column in ROUTE_COLUMNS)
_PRINTED = len(ROUTE_COLUMNS) - len(_HIDDEN)
_LETTERS = {column.key: get_column_letter(number) for number, column in enumerate(ROUTE_COLUMNS, start=1)}
_HEAD_ROW = 3
_NAT_COLUMNS = tuple(
    TableColumn(heading, found.width, found.look)
    for heading, found in zip(
        (
            Text("Line on the sheet Rules", "“规则”工作表中的行"),
            Text("Clients call", "客户端访问"),
            Text("Service", "服务"),
            Text("Sent on to", "转发到"),
            Text("Why", "用途"),
        ),
        _ROUTE_COLUMNS,
        strict=False,
    )
)
_PATH_FIELDS = ("outbound_type", "default_route_to_firewall", "firewall_private_ip", "firewall_public_ips")

ABOUT = Text("About", "关于")
ABOUT_TITLE = Text("About this workbook", "关于此工作簿")
ABOUT_INSTRUCTION = Text(
    "Where it comes from, and how to tell whether it is still current.",
    "文件来源，以及如何判断内容是否仍为最新。",
)
HOW_TO = Text(
    "Fill in Decision, Approver, Date and Comment on the sheets Rules and Routing and NAT and send the file back. "
    "The hidden columns hold each line's and route's id and fingerprint, so that decisions can be matched to lines "
    "later; a line that changes gets another fingerprint.",
    "请在“规则”和“路由与 NAT”工作表中填写决定、审批人、日期和备注，然后交回文件。隐藏列保存每条规则和路由的 ID 和指纹，"
    "便于日后将决定与其对应；内容有变化时，指纹也会改变。",
)
PROTECTION = Text(
    "Sheets are locked without a password, so that columns are not changed by accident. This is no security.",
    "工作表已锁定但未设密码，只为避免误改，并非安全措施。",
)


def write_routing(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *Routing and NAT*: routes, NAT rules, and what else has to be done."""
    context = material.context
    page = Page(sheet, material, [column.width for column in _ROUTE_COLUMNS[:_PRINTED]])
    title = context.say(ROUTING_TITLE).replace("{cluster}", context.cluster)
    page.heading(title, context.say(ROUTING_INSTRUCTION))
    routes = [_route_cells(line, context) for line in route_lines(context)]
    row = page.table(_HEAD_ROW, _ROUTE_COLUMNS, routes)
    _ready_to_decide(page, len(routes))
    if not routes:
        outbound = context.plan.path.outbound_type.value
        row = _sentence(page, row, context.say(NO_ROUTES).replace("{outbound}", outbound))
    page.section(row + 1, NAT_RULES)
    nat = [_nat_cells(line, context) for line in material.lines if line.rule.kind is RuleKind.NAT]
    row = page.table(row + 2, _NAT_COLUMNS, nat)
    if not nat:
        row = _sentence(page, row, context.say(NO_NAT))
    page.section(row + 1, TASKS)
    tasks = [one_line(context.say(task)) for advisory in context.plan.advisories for task in advisory.tasks]
    row += 2
    for task in tasks or [context.say(NO_TASKS)]:
        row = _sentence(page, row, f"☐ {task}" if tasks else task)
    answers = {answer.field: answer for answer in plan_answers(context)}
    for field in _PATH_FIELDS:
        row += 1
        page.put(row, 1, answers[field].label, Look.LABEL)
        page.set_height(
            row, page.merged(row, 2, len(page.widths), answers[field].marked(context), Look.VALUE)
        )
    _write_path(page, row + 2)
    # Several tables stand on this sheet: no head may be repeated above another one's rows.
    page.finish(last_column=_PRINTED, freeze="A4")


def _write_path(page: Page, row: int) -> None:
    """Write the traffic path as numbered sentences, and as a picture where one can be drawn."""
    context = page.context
    if not context.path_sentences:
        return
    first = row
    page.section(row, PATH)
    for number, sentence in enumerate(context.path_sentences, start=1):
        row += 1
        _sentence(page, row, f"{number}  {one_line(sentence)}")
    png = png_of(context.path_svg, context.language)
    if png:
        page.set_height(row + 1, 8)
        page.set_height(row + 2, place_picture(page.sheet, png, f"A{row + 2}", PICTURE_WIDTH) + 12)
        # A cell with a value, or the print area would end above the picture.
        page.put(row + 2, 1, " ", Look.INSTRUCTION)
        row += 2
    page.keep_together(first, row)


def _route_cells(line: RouteLine, context: ExportContext) -> tuple[str, ...]:
    """Return the cells in the order of the columns; what one has to know before one decides stands beside why."""
    between = "" if context.language == CHINESE else " "
    breaks = context.say(IF_REFUSED).replace("{breaks}", line.if_refused) if line.if_refused else ""
    why = between.join((line.why, *line.remarks))
    shown = {"why": "\n".join(part for part in (why, breaks) if part)}
    return tuple(shown.get(column.key) or str(getattr(line, column.key)) for column in ROUTE_COLUMNS)


def _ready_to_decide(page: Page, rows: int) -> None:
    """Hide what a decision finds its route back by, and give the cells to decide in their lists and colours."""
    for key in _HIDDEN:
        page.sheet.column_dimensions[_LETTERS[key]].width = _ROUTE_FORMS[key][0]
        page.sheet.column_dimensions[_LETTERS[key]].hidden = True
    if rows:
        first = _HEAD_ROW + 1
        cells = {key: _LETTERS[key] for key in ("decision", "date")}
        add_decision_cells(page, first, _HEAD_ROW + rows, decision=cells["decision"], date=cells["date"])


def _nat_cells(line: Line, context: ExportContext) -> tuple[str, ...]:
    inner = ""
    if line.rule.translation is not None:
        inner = destination_text(line.rule.translation.destination, context.language)
        inner = f"{inner}:{line.rule.translation.port}"
    number = f"{line.number} · {line.need}"
    return number, destination_text(line.rule.destination, context.language), line.service, inner, line.why


def _sentence(page: Page, row: int, text: str) -> int:
    page.set_height(row, page.merged(row, 1, len(page.widths), text, Look.VALUE))
    return row + 1


def write_about(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *About*: edition, digests, version, date, credit."""
    context = material.context
    page = Page(sheet, material, (30.0, 110.0))
    page.heading(context.say(ABOUT_TITLE), context.say(ABOUT_INSTRUCTION))
    page.section(3, Text("Origin", "来源"))
    facts = (
        (Text("Edition of Microsoft's page", "官方页面版本"), context.plan.edition),
        (Text("Page", "页面"), context.say(context.edition_title)),
        (Text("Address", "地址"), context.edition_url),
        (Text("Catalog digest", "目录摘要值"), context.plan.catalog_digest),
        (Text("Plan digest", "方案摘要值"), material.digest),
        (Text("Planner version", "程序版本"), context.planner_version),
        (Text("Written", "生成时间"), context.created_text),
        (Text("How to hand it back", "如何交回"), context.say(HOW_TO)),
        (Text("Protection", "保护"), context.say(PROTECTION)),
        (Text("Credit", "致谢"), context.say(CATALOG_CREDIT)),
    )
    for row, (label, value) in enumerate(facts, start=4):
        text = one_line(value)
        page.put(row, 1, context.say(label), Look.LABEL)
        page.put(row, 2, text, Look.VALUE)
        page.set_height(row, 18.0, page.text_height(text, page.widths[1], Look.VALUE))
    page.finish(last_column=2)
