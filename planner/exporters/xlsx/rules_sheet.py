"""The sheet *Rules*: a line a rule, with what one needs to decide on the left and on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import COLUMNS, NEED_MARKS, Line, Need
from planner.exporters.safe_text import one_line
from planner.exporters.sentences import counts_text
from planner.exporters.xlsx.decision_cells import add_decision_cells
from planner.exporters.xlsx.measure import CELL_PADDING, POINTS_PER_WIDTH_UNIT, Type, text_width
from planner.exporters.xlsx.page import Material, Page
from planner.exporters.xlsx.styles import FORMS, Look

NAME = Text("Rules", "规则")
TITLE = Text("{cluster} · firewall rules to decide", "{cluster} · 待审批的防火墙规则")
INSTRUCTION = Text(
    "{facts}. Choose Approve, Reject or Ask; say why in Comment when you reject or ask. "
    "Only the four cream columns can be edited.",
    "{facts}。请选择批准、拒绝或询问；拒绝或询问时在备注中写明原因。只有四个米色列可以编辑。",
)
EDITION = Text("edition {edition}", "版本 {edition}")
TICKET = Text("ticket {ticket}", "工单 {ticket}")

HEAD_ROW, FIRST_ROW = 3, 4
WIDTHS = {
    "number": 5, "need": 12, "destination": 42, "service": 11, "why": 32, "if_refused": 35,
    "decision": 11, "approver": 12, "date": 12, "comment": 24,
    "asked_for_by": 24, "kind": 12, "source": 14, "section": 40, "rule_id": 24, "fingerprint": 18,
}  # fmt: skip
WIDEST_DESTINATION = 51.0
GIVING = {"comment": 4, "if_refused": 3, "why": 2}
"""What other columns give to a destination that needs more, so that the sheet's type stays as large on paper."""

HIDDEN = ("rule_id", "fingerprint")
LAST_PRINTED = [column.key for column in COLUMNS].index("comment") + 1
_LETTERS = {column.key: get_column_letter(number) for number, column in enumerate(COLUMNS, start=1)}
_LOOKS = {
    "number": Look.NUMBER, "destination": Look.HOST, "service": Look.HOST, "why": Look.BODY,
    "if_refused": Look.BODY, "decision": Look.DECISION, "approver": Look.TYPED, "date": Look.DATE,
    "comment": Look.TYPED, "asked_for_by": Look.REFERENCE, "kind": Look.REFERENCE, "source": Look.REFERENCE,
    "section": Look.REFERENCE, "rule_id": Look.REFERENCE, "fingerprint": Look.REFERENCE,
}  # fmt: skip
# A left-out line is there to be seen, not to be decided on: grey, and locked as all the rest.
_GREYED = {
    Look.NUMBER: Look.NUMBER,
    Look.HOST: Look.GREYED_HOST,
    Look.SHRUNK_HOST: Look.GREYED_SHRUNK_HOST,
}
_SHRINKS_TO = 1.2
"""A word this much too wide is still readable when it is shrunk; a longer one is broken."""

_BESIDE = 0.6
"""Column units between the longest host and the service beside it."""

_NEED_LOOKS = {
    Need.REQUIRED: Look.REQUIRED,
    Need.OPTIONAL: Look.OPTIONAL,
    Need.LEFT_OUT: Look.LEFT_OUT,
    Need.NOT_SELECTED: Look.LEFT_OUT,
}


def write_rules(sheet: Worksheet, material: Material) -> None:
    """Fill the sheet *Rules*: title, instruction, head in row 3, lines from row 4."""
    context = material.context
    widths = column_widths(material.lines)
    page = Page(sheet, material, [widths[column.key] for column in COLUMNS])
    title = context.say(TITLE).replace("{cluster}", context.cluster)
    page.heading(title, context.say(INSTRUCTION).replace("{facts}", facts_text(context)))
    _write_head(page)
    lines = material.lines
    for row, line in enumerate(lines, start=FIRST_ROW):
        _write_line(page, row, line)
    last = max(FIRST_ROW, FIRST_ROW + len(lines) - 1)
    add_decision_cells(page, FIRST_ROW, last, decision=_LETTERS["decision"], date=_LETTERS["date"])
    for key in HIDDEN:
        sheet.column_dimensions[_LETTERS[key]].hidden = True
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    page.finish(last_column=LAST_PRINTED, freeze=f"D{FIRST_ROW}", head_row=HEAD_ROW)


def column_widths(lines: Sequence[Line]) -> dict[str, float]:
    """Return the width of each column; the destination is as wide as the longest host, within bounds."""
    widths = {key: float(width) for key, width in WIDTHS.items()}
    words = [_word_width(line.destination) for line in lines]
    needed = max((width for width in words if width <= WIDEST_DESTINATION * _SHRINKS_TO), default=0.0)
    for key, most in GIVING.items():
        given = min(float(most), max(0.0, math.ceil(needed - widths["destination"])))
        widths["destination"] += given
        widths[key] -= given
    return widths


def _word_width(destination: str) -> float:
    """Return the column units that the longest word of a destination takes, with the room around it."""
    longest = max(destination.split(" "), key=len)
    points = text_width(longest, Type(FORMS[Look.HOST].size, monospaced=True))
    return (points + CELL_PADDING) / POINTS_PER_WIDTH_UNIT + _BESIDE


def _host_look(destination: str, width: float) -> Look:
    """Return how a destination stands in its cell: in smaller type where a word would be torn otherwise."""
    needed = _word_width(destination)
    return Look.SHRUNK_HOST if width < needed <= width * _SHRINKS_TO else Look.HOST


def facts_text(context: ExportContext) -> str:
    """Return region, edition, counts and ticket on one line, as every sheet's head shows them."""
    ticket = one_line(context.request.change_request.ticket)
    parts = [
        context.region,
        context.say(EDITION).replace("{edition}", context.plan.edition),
        counts_text(context, "required", "optional", "nat", "left_out", "not_selected"),
        context.say(TICKET).replace("{ticket}", ticket) if ticket else "",
    ]
    return " · ".join(part for part in parts if part)


def _write_head(page: Page) -> None:
    for number, column in enumerate(COLUMNS, start=1):
        look = Look.HEAD_DECISION if column.decided else Look.HEAD
        page.put(HEAD_ROW, number, page.context.say(column.heading), look)
    page.set_height(HEAD_ROW, 27.0)


def _write_line(page: Page, row: int, line: Line) -> None:
    heights = [page.text_height("", 1, Look.BODY)]
    looks = _LOOKS | {"destination": _host_look(line.destination, page.widths[2])}
    if not line.asked:
        looks = {key: _GREYED.get(look, Look.GREYED) for key, look in looks.items()}
    for number, (column, value) in enumerate(zip(COLUMNS, line.cells(), strict=True), start=1):
        look = _NEED_LOOKS[line.need_kind] if column.key == "need" else looks[column.key]
        if isinstance(value, int):
            page.number(row, number, value, look)
            continue
        text = f"{NEED_MARKS[line.need_kind]} {value}" if column.key == "need" else value
        if column.key == "why" and line.assumption:
            # Below the reason, where it is read before one decides, and printed.
            text = f"{value}\n{line.assumption}"
        (page.date if column.key == "date" else page.put)(row, number, text, look)
        if text and FORMS[look].wrap and column.key not in HIDDEN:
            heights.append(page.text_height(text, page.widths[number - 1], look))
    page.set_height(row, *heights)
