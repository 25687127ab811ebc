"""Page one, the page that is signed: everything on it is measured so that the signatures always fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.plan import Advisory
from planner.exporters.asked import asked_text
from planner.exporters.columns import sources_text
from planner.exporters.open_points import (
    PointText,
    advisories_beside_points,
    is_ready,
    point_texts,
    status_text,
)
from planner.exporters.safe_text import one_line
from planner.gui.printing import style, words
from planner.gui.printing.advisories import advisory_block
from planner.gui.printing.blocks import Block, FillIn, Group, Line, Panel, Placed, Space, padded, stack
from planner.gui.printing.flow import Frame, Sheet
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import MarkBlock
from planner.gui.printing.picture import path_picture
from planner.gui.printing.points import point_block
from planner.gui.printing.sign_off import sign_off
from planner.gui.printing.summary import Count, FieldText, counts, fields
from planner.gui.printing.text import Run

_FIELD_COLUMNS = (0.0, 0.375, 0.672)
_FIXED_VALUE = style.TextStyle(9.2, fixed=True)
_SMALLEST_PICTURE, _TALLEST_PICTURE = 132.0, 172.0
"""In points; smaller than that, the words in the picture could not be read."""
_GAP = 2.5
_BEFORE_PICTURE = 1
"""So many advisories at least get their room before the picture may grow."""
_LEAST_BELOW = 60.0
"""Points that stay free below the counts: the heading over the advisories, and where to find the rest."""
_BELOW_PICTURE = 42.0
"""Points for the room around the picture and for the sentences that say where to find the rest."""


@dataclass(frozen=True, slots=True)
class PageOne:
    """Page one without its pointers to other pages, and what found no room on it.

    ``pointer_bottom`` is where the sentence that says where to find the rest ends, ``points_at`` the baseline row of
    the one that says where the open points without room are.
    """

    sheet: Sheet
    pointer_bottom: float
    points_at: float
    points_left: tuple[PointText, ...]
    overflow: tuple[Advisory, ...]
    picture_moved: bool
    sources_cut: bool
    reason_cut: bool


def page_one(kit: Kit, frame: Frame) -> PageOne:
    """Return page one, filled but for the sentence that says where to find the rest."""
    sheet = Sheet(frame, frame.top)
    foot = sign_off(kit)
    foot_y = frame.bottom - foot.height
    pointer_bottom = foot_y - 9
    sheet.put(_title(kit))
    sources, sources_cut = _sources(kit)
    sheet.put(_field_grid(kit, fields(kit.context, sources)))
    asked, reason_cut = _asked(kit)
    count_row = _count_row(kit)
    points_at = sheet.y + 11
    below = asked.height + 11 + count_row.height + 9 + _LEAST_BELOW
    points_left = _open_points(kit, sheet, pointer_bottom - below)
    sheet.put(asked, 11)
    sheet.put(count_row, 9)
    overflow, moved = _read_first(kit, sheet, pointer_bottom)
    sheet.parts.append(Placed(frame.left, foot_y, foot))
    return PageOne(sheet, pointer_bottom, points_at, points_left, overflow, moved, sources_cut, reason_cut)


def _title(kit: Kit) -> Group:
    request, created = kit.context.request.change_request, kit.context.created
    ticket_width = kit.width * 0.34
    left = kit.width - ticket_width - 12
    title = kit.text(words.TITLE, style.TITLE, left, most=1)
    subtitle_text = one_line(request.title) or kit.context.title
    subtitle = kit.text(subtitle_text, style.SUBTITLE, left, most=2)
    date = words.long_date(created.year, created.month, created.day, kit.context.language)
    ticket: Block = kit.text(one_line(request.ticket), style.TICKET, ticket_width, most=1, right=True)
    at = kit.width - ticket_width
    ticket_y = (title.height - ticket.height) / 2 + 1
    if not one_line(request.ticket):
        label = kit.text(words.TICKET, style.LABEL, ticket_width * 0.3)
        ticket = Group(
            title.height,
            (Placed(0, title.height - 13, label), Placed(34, 0, FillIn(ticket_width - 34, title.height))),
        )
        ticket_y = -2
    upper = Group(title.height, (Placed(0, 0, title), Placed(at, ticket_y, ticket)))
    day = kit.text(date, style.SUBTITLE, ticket_width, right=True)
    lower = Group(subtitle.height, (Placed(0, 0, subtitle), Placed(at, 0, day)))
    return stack(upper, lower, Space(6), Line(kit.width, 1.3, style.INK))


def _sources(kit: Kit) -> tuple[str, bool]:
    """Return the node subnets for their field, and whether some are listed elsewhere instead."""
    subnets = kit.context.plan.cluster.node_subnets
    text = sources_text(subnets, kit.context.language)
    width = (_FIELD_COLUMNS[2] - _FIELD_COLUMNS[1]) * kit.width - 12
    if kit.setter.width(Run(text, _FIXED_VALUE)) <= 2 * width or len(subnets) == 1:
        return text, False
    values = {"first": one_line(subnets[0]), "more": str(len(subnets) - 1), "all": str(len(subnets))}
    return kit.say(words.SUBNETS_AND_MORE.filled(**values)), True


def _open_points(kit: Kit, sheet: Sheet, bottom: float) -> tuple[PointText, ...]:
    """Place what blocks, before anything that praises the plan; return the points that stand elsewhere.

    The row of the heading stays free at its right end for the sentence that says where.
    """
    texts = point_texts(kit.context)
    if not texts:
        return ()
    ready = is_ready(kit.context)
    color = style.INK if ready else style.PROBLEM
    sheet.put(kit.text(status_text(kit.context), replace(style.HEADING, color=color)), 11)
    blocks = [point_block(kit, text) for text in texts if text.point.blocks]
    placed = _fitting(blocks, bottom - sheet.y)
    for block in blocks[:placed]:
        sheet.put(block, _GAP)
    return texts[placed:]


def _field_grid(kit: Kit, nine: tuple[FieldText, ...]) -> Group:
    rows: list[Block] = []
    for start in range(0, len(nine), len(_FIELD_COLUMNS)):
        cells = [_field(kit, field, number) for number, field in enumerate(nine[start : start + 3])]
        height = max(cell.height for _, cell in cells)
        rows.append(Group(height + 7.5, tuple(Placed(x, 5, cell) for x, cell in cells)))
        rows.append(Line(kit.width, 0.6, style.FAINT))
    return stack(*rows)


def _field(kit: Kit, field: FieldText, column: int) -> tuple[float, Group]:
    end = (*_FIELD_COLUMNS[1:], 1.0)[column]
    width = (end - _FIELD_COLUMNS[column]) * kit.width - (0 if end == 1.0 else 12)
    label = kit.text(field.label, style.LABEL, width)
    value: Block = FillIn(width, style.BODY.size * style.LINE_HEIGHT + 3)
    if field.value:
        type_style = _FIXED_VALUE if field.fixed else style.BODY
        value = padded(kit.text(field.value, type_style, width, most=2), bottom=0)
    return _FIELD_COLUMNS[column] * kit.width, stack(label, value, gap=1)


def _asked(kit: Kit) -> tuple[Group, bool]:
    head = kit.text(words.ASKED, style.HEADING)
    sentence = kit.text(asked_text(kit.context), style.LEAD, most=4)
    reason = one_line(kit.context.request.change_request.reason)
    label = kit.say(words.REASON)
    if reason:
        block = kit.text(label + reason, style.BODY_MUTED, most=3)
        return stack(head, Space(2), sentence, Space(3), block), block.elided
    width = kit.setter.width(Run(label, style.BODY_MUTED)) + 4
    line = Group(
        17, (Placed(0, 4, kit.text(label, style.BODY_MUTED)), Placed(width, 0, FillIn(kit.width - width, 17)))
    )
    return stack(head, Space(2), sentence, Space(2), line), False


def _count_row(kit: Kit) -> Group:
    four = counts(kit.context)
    gap = 9.0
    width = (kit.width - gap * (len(four) - 1)) / len(four)
    cards = [_count_card(kit, count, width) for count in four]
    height = max(card.height for card in cards)
    panels = [(n * (width + gap), Panel(width, height, style.TINT, 3), card) for n, card in enumerate(cards)]
    parts = [part for x, panel, card in panels for part in (Placed(x, 0, panel), Placed(x, 0, card))]
    return Group(height, tuple(parts))


def _count_card(kit: Kit, count: Count, width: float) -> Group:
    inner = width - 29
    number = kit.text(count.number, style.COUNT, inner, most=1)
    label = kit.text(count.label, style.LABEL, inner, most=2)
    mark = MarkBlock(count.mark, 12)
    body = stack(number, label)
    middle = 6 + (number.height - mark.size) / 2
    return Group(body.height + 12, (Placed(8, middle, mark), Placed(26, 5, body)))


def _read_first(kit: Kit, sheet: Sheet, bottom: float) -> tuple[tuple[Advisory, ...], bool]:
    """Place advisories while there is room; return those without room, and whether the picture has none."""
    ordered = advisories_beside_points(kit.context)
    sheet.put(kit.text(words.READ_FIRST, style.HEADING), 11)
    if not ordered:
        sheet.put(kit.text(words.NO_ADVISORY, style.BODY_MUTED), 2)
    blocks: list[Block] = [advisory_block(kit, advisory) for advisory in ordered]
    at = _place_of_picture(ordered)
    above = [block.height + _GAP for block in blocks[: max(at, _BEFORE_PICTURE)]]
    picture = path_picture(kit, min(_TALLEST_PICTURE, bottom - sheet.y - sum(above) - _BELOW_PICTURE))
    shown = picture is not None and picture.height >= _SMALLEST_PICTURE
    if picture is not None and shown:
        blocks.insert(at, padded(picture, top=2, bottom=7))
    line = style.BODY_MUTED.size * style.LINE_HEIGHT
    placed = _fitting(blocks, bottom - line - 3 - sheet.y)
    if placed < len(blocks) or (picture is not None and not shown):
        # One more line is needed then: the one that says where the other advisories are.
        placed = _fitting(blocks, bottom - 2 * line - 4 - sheet.y)
    for block in blocks[:placed]:
        sheet.put(block, _GAP)
    return ordered[max(0, placed - shown) :], picture is not None and not shown


def _place_of_picture(ordered: Sequence[Advisory]) -> int:
    """Return before which advisory the picture stands: behind the one on the traffic path, else first."""
    paths = (number for number, advisory in enumerate(ordered, start=1) if advisory.service)
    return next(paths, 0)


def _fitting(blocks: Sequence[Block], room: float) -> int:
    """Return how many of the blocks, from the first, fit into ``room`` points."""
    for number, block in enumerate(blocks):
        room -= _GAP + block.height
        if room < 0:
            return number
    return len(blocks)
