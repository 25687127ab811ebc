"""The last pages: what stands behind the decision, and how the change is made, undone and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.plan import Exclusion, Route
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import services_text
from planner.exporters.answers import assumed_answers
from planner.exporters.columns import (
    Line as PlanLine,
)
from planner.exporters.columns import destination_text, joined, plan_lines, rule_destination_text
from planner.exporters.findings import is_held_back, route_remarks
from planner.exporters.open_points import OPEN_POINTS, further_assumed
from planner.exporters.safe_text import clean, one_line
from planner.exporters.sentences import lines_text, remarks_of
from planner.gui.colours import Meaning
from planner.gui.models.decisions import STATE_MARKS
from planner.gui.printing import style, words
from planner.gui.printing.advisories import advisory_block
from planner.gui.printing.blocks import Block, Group, Line, Placed, Space, padded, stack
from planner.gui.printing.flow import Section
from planner.gui.printing.kit import Kit
from planner.gui.printing.lines_table import decided_text
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.page_one import PageOne
from planner.gui.printing.picture import path_picture
from planner.gui.printing.points import point_block
from planner.gui.printing.text import Run

ADVISORIES, PICTURE, POINTS = "advisories", "picture", "points"
"""Keys of the sections that page one has to point to."""

_GAP = 7.5
_NAME_WIDTH = 176.0
_LONGEST = 12
_KEPT_LINES = 2
_TALLEST_PICTURE = 170.0


def closing_sections(kit: Kit, first: PageOne, *, with_remarks: bool) -> tuple[Section, ...]:
    """Return the sections in reading order; those without content and without meaning stay away.

    ``with_remarks`` lists the remarks on single lines, which have no room beside the lines then.
    """
    request = kit.context.request.change_request
    found = (
        _open_points(kit, first),
        _not_needed(kit),
        _left_out(kit),
        _remarks(kit) if with_remarks else (),
        _routes(kit),
        _tasks(kit),
        _assumed(kit),
        _text_section(kit, kit.say(words.ROLLBACK), request.rollback),
        _text_section(kit, kit.say(words.VERIFICATION), request.verification),
        _more_advisories(kit, first),
        _in_full(kit, first),
        (_made_by(kit),),
    )
    return tuple(section for part in found for section in part)


def _open_points(kit: Kit, first: PageOne) -> tuple[Section, ...]:
    rows = [padded(point_block(kit, text, small=True), top=2.5) for text in first.points_left]
    if not rows:
        return ()
    return (replace(_section(kit, kit.say(OPEN_POINTS), rows), key=POINTS),)


def _made_by(kit: Kit) -> Section:
    """Return the last lines of the document: with what and when it was made, and whose facts it holds."""
    values = {"version": kit.context.planner_version, "created": kit.context.created_text}
    return Section(padded(kit.text(words.MADE_BY.filled(**values), style.FOOT), top=6), Space(0), ())


def _section(
    kit: Kit, head: str, rows: Iterable[Block], columns: Block | None = None, note: str = ""
) -> Section:
    """Return a section under a heading with an optional note beside it and optional column heads."""

    def headed(text: str, beside: str) -> Group:
        title = kit.text(text, style.GROUP)
        x = kit.setter.width(title.lines[0][1]) + 8
        aside = kit.text(beside, style.LABEL, kit.width - x, most=1)
        parts: list[Block] = [Group(title.height, (Placed(0, 0, title), Placed(x, 1.8, aside))), Space(3)]
        if columns is not None:
            parts += [columns, Space(2)]
        return stack(*parts, Line(kit.width, 0.8, style.INK))

    return Section(headed(head, note), headed(kit.continued(head), ""), tuple(rows), gap=_GAP)


def _columns(kit: Kit, first: str, second: str) -> Group:
    left = kit.text(first, style.LABEL, _NAME_WIDTH)
    return Group(
        left.height,
        (Placed(16, 0, left), Placed(16 + _NAME_WIDTH + 8, 0, kit.text(second, style.LABEL, 250))),
    )


def _row(kit: Kit, mark: Meaning, name: Sequence[Block], reason: Sequence[Block]) -> Group:
    left, right = stack(*name), stack(*reason)
    height = max(left.height, right.height) + 4
    parts = (
        Placed(0, 2 + (style.CLOSING_TABLE.pitch - 9.5) / 2, MarkBlock(mark)),
        Placed(16, 2, left),
        Placed(16 + _NAME_WIDTH + 8, 2, right),
    )
    return stack(Group(height, parts), Line(kit.width, 0.5))


def _reason_width(kit: Kit) -> float:
    return kit.width - 16 - _NAME_WIDTH - 8


def _name(kit: Kit, destination: str, service: str) -> list[Block]:
    host = kit.text(destination, style.CLOSING_TABLE.fixed(), _NAME_WIDTH, most=_LONGEST)
    return [host, kit.text(service, style.CLOSING_TABLE.text(style.MUTED), _NAME_WIDTH, most=_LONGEST)]


def _not_needed(kit: Kit) -> tuple[Section, ...]:
    head = kit.say(words.NOT_NEEDED)
    exclusions = kit.context.plan.exclusions
    if not exclusions:
        nothing = padded(kit.text(words.NOTHING_NOT_NEEDED, style.CLOSING_TABLE.text(style.MUTED)), top=3)
        return (_section(kit, head, (nothing,)),)
    columns = _columns(kit, kit.say(words.DESTINATION), kit.say(words.NOT_NEEDED_WHY))
    assumed = sum(entry.assumed for entry in exclusions)
    note = words.ABSENCES_ASSUMED.filled(assumed=str(assumed), count=str(len(exclusions)))
    rows = (_exclusion(kit, entry) for entry in exclusions)
    return (_section(kit, head, rows, columns, kit.say(note) if assumed else ""),)


def _exclusion(kit: Kit, entry: Exclusion) -> Group:
    language = kit.context.language
    service = f"{services_text(entry.services)}  ·  {kit.context.feature_label(entry.feature)}"
    table, width = style.CLOSING_TABLE, _reason_width(kit)
    why: list[Block] = [
        kit.text(one_line(kit.say(entry.reason_with_assumption)), table.text(), width, most=_LONGEST)
    ]
    answers = one_line(kit.say(entry.needed_if)).rstrip(".。")
    if answers:
        needed = kit.say(words.NEEDED_IF).replace("{answers}", answers)
        why.append(kit.text(needed, table.text(style.MUTED), width, most=_LONGEST))
    name = _name(kit, destination_text(entry.destination, language), service)
    return _row(kit, Meaning.NOT_NEEDED, name, why)


def _left_out(kit: Kit) -> tuple[Section, ...]:
    lines = [line for line in plan_lines(kit.context) if not line.asked]
    if not lines:
        return ()
    head = words.LEFT_OUT if all(line.left_out for line in lines) else words.LEFT_OUT_OR_NOT_SELECTED
    columns = _columns(kit, kit.say(words.DESTINATION), kit.say(words.LEFT_OUT_WHY))
    return (_section(kit, kit.say(head), (_left_out_row(kit, line) for line in lines), columns),)


def _left_out_row(kit: Kit, line: PlanLine) -> Group:
    width = _reason_width(kit)
    reason: list[Block] = [kit.text(line.comment, style.CLOSING_TABLE.text(), width, most=_LONGEST)]
    if line.if_refused:
        said = kit.say(words.IF_REFUSED) + line.if_refused
        reason.append(kit.text(said, style.CLOSING_TABLE.text(style.PROBLEM), width, most=_LONGEST))
    service = f"{kit.say(words.NUMBER)} {line.number}  ·  {line.service}"
    return _row(kit, Meaning.LEFT_OUT, _name(kit, line.destination, service), reason)


def _remarks(kit: Kit) -> tuple[Section, ...]:
    """Return each remark once, with the numbers of all lines that it is about."""
    numbers: dict[str, list[int]] = {}
    for number, rule in enumerate(kit.context.plan.rules, start=1):
        for remark in remarks_of(rule, kit.context):
            numbers.setdefault(remark, []).append(number)
    table = style.CLOSING_TABLE
    rows = [
        padded(
            kit.runs(
                (
                    Run(lines_text(tuple(lines), kit.context).capitalize(), table.text(bold=True)),
                    Run(f"  {remark}", table.text(style.MUTED)),
                ),
                most=_LONGEST,
            ),
            top=2.5,
        )
        for remark, lines in numbers.items()
    ]
    return (_section(kit, kit.say(words.REMARKS), rows),) if rows else ()


def _routes(kit: Kit) -> tuple[Section, ...]:
    plan = kit.context.plan
    rows = [_route(kit, route) for route in plan.routes]
    rows += [
        _nat(kit, number, rule) for number, rule in kit.context.numbered_lines() if rule.kind is RuleKind.NAT
    ]
    head = kit.say(words.ROUTES)
    if not rows:
        return (
            _section(
                kit, head, (padded(kit.text(words.NO_ROUTES, style.CLOSING_TABLE.text(style.MUTED)), top=3),)
            ),
        )
    return (_section(kit, head, rows, _columns(kit, kit.say(words.ROUTE), kit.say(words.WHAT_FOR))),)


def _route(kit: Kit, route: Route) -> Group:
    unknown = one_line(kit.say(route.label))
    next_hop = unknown if unknown and route.next_hop else one_line(route.next_hop)
    hop = " ".join(filter(None, (one_line(route.next_hop_type), next_hop)))
    name: list[Block] = [
        kit.text(
            f"{one_line(route.prefix)} → {hop}", style.CLOSING_TABLE.fixed(), _NAME_WIDTH, most=_LONGEST
        ),
        kit.text(one_line(route.name), style.CLOSING_TABLE.text(style.MUTED), _NAME_WIDTH, most=2),
    ]
    reason: list[Block] = [
        kit.text(
            one_line(kit.say(route.reason)), style.CLOSING_TABLE.text(), _reason_width(kit), most=_LONGEST
        )
    ]
    if route.placeholder:
        open_style = style.CLOSING_TABLE.text(style.ADVISORY)
        reason.append(kit.text(words.TO_BE_FILLED_IN, open_style, _reason_width(kit)))
    for remark in route_remarks(route, kit.context):
        style_of = style.CLOSING_TABLE.text(style.ADVISORY)
        reason.append(kit.text(one_line(kit.say(remark)), style_of, _reason_width(kit), most=_LONGEST))
    entry = verdicts((route,), kit.context.request.approvals).get(route.id)
    decided = decided_text(entry, is_route=True)
    if decided.en:
        wrapped = kit.text(
            one_line(kit.say(decided)), style.CLOSING_TABLE.text(bold=True), _reason_width(kit), most=_LONGEST
        )
        reason.append(wrapped)
    if entry is not None and entry.state is ApprovalState.REJECTED:
        said = kit.say(words.IF_REFUSED) + one_line(kit.say(route.if_refused))
        reason.append(
            kit.text(said, style.CLOSING_TABLE.text(style.PROBLEM), _reason_width(kit), most=_LONGEST)
        )
    return _row(kit, _route_mark(kit, route, entry), name, reason)


def _route_mark(kit: Kit, route: Route, entry: Approval | None) -> Meaning:
    """Return a tick only for a route that nothing stands against: no lack, no hold, no decision but an approval."""
    if entry is not None and entry.state is not ApprovalState.APPROVED:
        return STATE_MARKS[entry.state]
    waits = route.placeholder or is_held_back(route, kit.context)
    return Meaning.ADVISORY if waits else Meaning.DONE


def _nat(kit: Kit, number: int, rule: Rule) -> Group:
    service = f"{services_text(rule.services)}  ·  {kit.say(words.NAT_RULE).replace('{number}', str(number))}"
    name = _name(kit, rule_destination_text(rule, kit.context.language), service)
    reason = kit.text(
        one_line(kit.say(rule.purpose)), style.CLOSING_TABLE.text(), _reason_width(kit), most=_LONGEST
    )
    reasons: list[Block] = [reason]
    if rule.has_placeholder:
        open_style = style.CLOSING_TABLE.text(style.ADVISORY)
        reasons.append(kit.text(words.TO_BE_FILLED_IN, open_style, _reason_width(kit)))
    return _row(kit, Meaning.ADVISORY if rule.has_placeholder else Meaning.DONE, name, reasons)


def _tasks(kit: Kit) -> tuple[Section, ...]:
    tasks = [one_line(kit.say(task)) for advisory in kit.context.plan.advisories for task in advisory.tasks]
    if not tasks:
        return ()
    rows = [
        padded(kit.marked(Box(8.5), kit.text(task, style.BODY, kit.width - 16, most=_LONGEST)), top=4)
        for task in dict.fromkeys(tasks)
    ]
    return (_section(kit, kit.say(words.TASKS), rows),)


def _assumed(kit: Kit) -> tuple[Section, ...]:
    answers = further_assumed(kit.context)
    if not answers and assumed_answers(kit.context):
        return ()
    head = kit.say(words.ASSUMED if len(answers) == len(assumed_answers(kit.context)) else words.ALSO_ASSUMED)
    if not answers:
        return (
            _section(
                kit,
                head,
                (padded(kit.text(words.ALL_ANSWERED, style.CLOSING_TABLE.text(style.MUTED)), top=3),),
            ),
        )
    half = (len(answers) + 1) // 2
    width = kit.width / 2 - 8
    cells = [_answer(kit, answer.label, answer.marked(kit.context), width) for answer in answers]
    rows: list[Block] = []
    for number in range(half):
        pair = [Placed(0, 2.5, cells[number])]
        if half + number < len(cells):
            pair.append(Placed(width + 16, 2.5, cells[half + number]))
        rows.append(Group(max(part.block.height for part in pair) + 2.5, tuple(pair)))
    return (_section(kit, head, rows, note=kit.say(words.ASSUMED_NOTE)),)


def _answer(kit: Kit, label: str, answer: str, width: float) -> Group:
    left = kit.text(label, style.CLOSING_TABLE.text(style.MUTED), width * 0.47, most=3)
    right = kit.text(answer, style.CLOSING_TABLE.text(), width * 0.53 - 6, most=_LONGEST)
    return Group(max(left.height, right.height), (Placed(0, 0, left), Placed(width * 0.47 + 6, 0, right)))


def _text_section(kit: Kit, head: str, text: str) -> tuple[Section, ...]:
    """Return a text that may go on over the end of a page; without a text, lines to write on."""
    paragraphs = [paragraph.strip() for paragraph in clean(text).split("\n")]
    rows = [row for paragraph in paragraphs if paragraph for row in _paragraph(kit, paragraph)]
    return (_section(kit, head, rows or (kit.write_here(2),)),)


def _paragraph(kit: Kit, text: str) -> Iterator[Block]:
    """Yield a paragraph's lines, the first two and the last two held together over the end of a page."""
    lines: list[Block] = [
        padded(line, top=1 if number else 3)
        for number, line in enumerate(kit.text(text, style.BODY).single_lines())
    ]
    if len(lines) <= _KEPT_LINES + 1:
        yield stack(*lines)
        return
    yield stack(*lines[:_KEPT_LINES])
    yield from lines[_KEPT_LINES:-_KEPT_LINES]
    yield stack(*lines[-_KEPT_LINES:][: len(lines) - _KEPT_LINES])


def _more_advisories(kit: Kit, first: PageOne) -> tuple[Section, ...]:
    rows: list[Block] = [
        padded(advisory_block(kit, advisory, small=True), top=4) for advisory in first.overflow
    ]
    sections: list[Section] = []
    picture = path_picture(kit, _TALLEST_PICTURE) if first.picture_moved else None
    if picture is not None:
        section = _section(kit, kit.say(words.PICTURE), (padded(picture, top=8),))
        sections.append(replace(section, key=PICTURE))
    if rows:
        sections.append(replace(_section(kit, kit.say(words.MORE_ADVISORIES), rows), key=ADVISORIES))
    return tuple(sections)


def _in_full(kit: Kit, first: PageOne) -> tuple[Section, ...]:
    sections: list[Section] = []
    if first.sources_cut:
        subnets = joined(map(one_line, kit.context.plan.cluster.node_subnets), kit.context.language)
        sections += _text_section(kit, kit.say(words.SOURCES_IN_FULL), subnets)
    if first.reason_cut:
        sections += _text_section(
            kit, kit.say(words.REASON_IN_FULL), kit.context.request.change_request.reason
        )
    return tuple(sections)
