"""The lines to decide: one row a line, with boxes to approve, reject or ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from planner.domain.approval import Approval, ApprovalState
from planner.domain.rule import RuleKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.columns import (
    DECISION_WORDS,
    Need,
    comment_text,
    plan_lines,
    sources_text,
)
from planner.exporters.columns import Line as PlanLine
from planner.exporters.selection import verdict_text
from planner.exporters.sentences import remarks_of
from planner.gui.colours import Meaning
from planner.gui.printing import style, words
from planner.gui.printing.blocks import Block, Group, Line, Panel, Placed, padded, stack
from planner.gui.printing.flow import Section
from planner.gui.printing.kit import Kit
from planner.gui.printing.marks import Box, MarkBlock
from planner.gui.printing.text import Run

_LONGEST_NAME, _LONGEST_TEXT = 12, 10
_BOX_HEAD, _BOX_HEAD_ROOM = style.TextStyle(7.8, bold=True), 32.5
_SMALLEST = 7.6
"""Points of the remarks, which nobody has to decide on."""
_NO_BREAK = "\u00a0"
_MARKS = {
    Need.REQUIRED: Meaning.REQUIRED,
    Need.OPTIONAL: Meaning.OPTIONAL,
    Need.LEFT_OUT: Meaning.LEFT_OUT,
    Need.NOT_SELECTED: Meaning.LEFT_OUT,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the table begin, and how wide those with text are, in points."""

    mark: float
    destination: float
    destination_width: float
    why: float
    why_width: float
    boxes: tuple[float, float, float]

    @classmethod
    def for_width(cls, width: float) -> Columns:
        """Return the columns for a page; paper that is wider gives its room to the reasons."""
        destination, destination_width = 36.0, 152.0
        why = destination + destination_width + 8
        boxes = (width - 76, width - 43, width - 14)
        return cls(20, destination, destination_width, why, boxes[0] - 22 - why, boxes)


@dataclass(frozen=True, slots=True)
class LinesTable:
    """Makes the table's heads and rows for one document; ``advised`` are the rules that advisories name."""

    kit: Kit
    type: style.TableType
    columns: Columns
    common_sources: tuple[str, ...]
    advised: frozenset[str] = field(default_factory=frozenset)
    first_said: Mapping[str, int] = field(default_factory=dict)
    with_remarks: bool = True

    @classmethod
    def of(cls, kit: Kit, size: float, *, with_remarks: bool = True) -> LinesTable:
        """Return the table of the plan in type of ``size`` points.

        ``with_remarks`` prints the remarks on the source below their lines; else a line says *see remark*.
        """
        plan = kit.context.plan
        sources = [rule.sources for rule in plan.rules if rule.kind is not RuleKind.NAT]
        common = max(set(sources), key=sources.count) if sources else ()
        # An advisory on most lines is no reason to look it up from each of them.
        few = [entry for entry in plan.advisories if 2 * len(entry.rule_ids) <= len(plan.rules)]
        advised = frozenset(rule_id for advisory in few for rule_id in advisory.rule_ids)
        columns = Columns.for_width(kit.width)
        return cls(
            kit, style.TableType(size), columns, common, advised, _first_said(kit), with_remarks=with_remarks
        )

    def page_head(self, number: int) -> Group:
        """Return title and column heads of the table's page ``number``, from 0."""
        kit = self.kit
        title_text = kit.say(words.LINES_TO_DECIDE)
        title = kit.text(kit.continued(title_text) if number else title_text, style.HEADING, kit.width * 0.5)
        source = sources_text(self.common_sources, kit.context.language)
        if not kit.context.plan.cluster.node_subnets:
            source = kit.say(words.NODE_SUBNET_OPEN)
        said = kit.say(words.SOURCE_OF_LINES).replace("{source}", source)
        right = kit.text(
            f"{kit.context.cluster}  ·  {said}", style.BODY_MUTED, kit.width * 0.62, most=1, right=True
        )
        both = Group(title.height, (Placed(0, 0, title), Placed(kit.width * 0.38, 3, right)))
        return stack(both, padded(self._column_heads(), top=5), Line(kit.width, 1.1, style.INK))

    def _column_heads(self) -> Group:
        kit, columns = self.kit, self.columns
        bold = style.TextStyle(8.2, bold=True)
        heads: list[tuple[float, Block]] = [
            (2, kit.text(words.NUMBER, bold, 40)),
            (columns.destination, kit.text(words.DESTINATION, bold, columns.destination_width)),
            (columns.why, kit.text(words.WHY, bold, columns.why_width, most=1)),
        ]
        for middle, word in zip(columns.boxes, words.BOXES, strict=True):
            label = kit.text(word, self._box_head_style(), 60)
            heads.append((middle - kit.setter.width(label.lines[0][1]) / 2, label))
        height = heads[0][1].height + 8
        parts = [
            Placed(0, 0, Panel(kit.width, height, style.TINT)),
            *(Placed(x, 4, head) for x, head in heads),
        ]
        return Group(height, tuple(parts))

    def _box_head_style(self) -> style.TextStyle:
        """Return the largest type in which the three words stand side by side without touching."""
        kit = self.kit
        widest = max(kit.setter.width(Run(kit.say(word), _BOX_HEAD)) for word in words.BOXES)
        return replace(_BOX_HEAD, size=_BOX_HEAD.size * min(1.0, _BOX_HEAD_ROOM / widest))

    def sections(self) -> tuple[Section, ...]:
        """Return one section a group: a feature's lines, or what comes in from outside."""
        lines = plan_lines(self.kit.context)
        return tuple(self._section(list(group)) for _, group in groupby(lines, key=_group_key))

    def _section(self, lines: Sequence[PlanLine]) -> Section:
        kit = self.kit
        first = lines[0].rule
        is_nat = first.kind is RuleKind.NAT
        feature = first.features[0] if first.features else ""
        name = kit.say(words.INBOUND) if is_nat else kit.context.feature_title(feature)
        count = _count_text(lines, kit)
        head = self._group_head(name, count)
        return Section(head, self._group_head(kit.continued(name), ""), tuple(map(self._row, lines)), gap=3)

    def _group_head(self, name: str, count: str) -> Group:
        runs = (Run(name, style.GROUP), Run(f"   {count}" if count else "", style.LABEL))
        text = padded(self.kit.runs(runs, self.kit.width - 4, most=2), top=5, bottom=3, left=2)
        return stack(text, Line(self.kit.width, 0.6, style.FAINT))

    def _row(self, line: PlanLine) -> Group:
        columns = self.columns
        left = self._destination(line)
        right = self._reasons(line)
        height = max(left.height, right.height) + 5
        ink = style.MUTED if line.asked else style.FAINT
        number = self.kit.text(str(line.number), self.type.text(ink), 24)
        parts = [
            Placed(2, 2.5, number),
            Placed(columns.mark, 2.5 + (self.type.pitch - 9.5) / 2, MarkBlock(_MARKS[line.need_kind])),
            Placed(columns.destination, 2.5, left),
            Placed(columns.why, 2.5, right),
        ]
        if line.asked:
            chosen = line.decided.state if line.decided is not None and line.decision else None
            parts += [
                Placed(middle - 5.25, (height - 10.5) / 2, Box(10.5, ticked=state is chosen))
                for middle, state in zip(columns.boxes, DECISION_WORDS, strict=True)
            ]
        return stack(Group(height, tuple(parts)), Line(self.kit.width, 0.5))

    def _destination(self, line: PlanLine) -> Group:
        kit, width = self.kit, self.columns.destination_width
        ink = style.INK if line.asked else style.NOT_NEEDED
        parts: list[Block] = [kit.text(line.destination, self.type.fixed(ink), width, most=_LONGEST_NAME)]
        parts.append(kit.text(self._service(line), self.type.text(style.MUTED), width, most=_LONGEST_TEXT))
        if line.placeholder and line.rule.has_placeholder and self._own_placeholder(line):
            mark = kit.text(words.TO_BE_FILLED_IN, self.type.text(style.ADVISORY), width - 11)
            parts.append(kit.marked(MarkBlock(Meaning.ADVISORY, 8.5), mark, indent=11))
        return stack(*parts)

    @staticmethod
    def _own_placeholder(line: PlanLine) -> bool:
        """Whether the destination is open, not only the source that all lines share."""
        inner = line.rule.translation.destination.type if line.rule.translation else None
        return "placeholder" in (line.rule.destination.type, inner)

    def _service(self, line: PlanLine) -> str:
        kit = self.kit
        parts = [line.service]
        if line.need_kind is not Need.REQUIRED:
            parts.append(line.need.lower())
        if line.rule.sources == ("*",):
            parts.append(kit.say(words.FROM_ANYWHERE))
        elif line.rule.sources != self.common_sources:
            parts.append(kit.say(words.FROM_SOURCE).replace("{source}", line.source))
        if line.rule.covered_by and kit.context.plan.rule(line.rule.covered_by):
            number = str(kit.context.plan.line_number(line.rule.covered_by))
            parts.append(kit.say(words.COVERED_BY).replace("{number}", number))
        if line.rule.id in self.advised:
            parts.append(kit.say(words.SEE_ADVISORY))
        parts += self._pointers(line)
        # Each part stays whole: a line ends between the parts, never within one.
        return " · ".join(part.replace(" ", _NO_BREAK) for part in parts)

    def _reasons(self, line: PlanLine) -> Group:
        kit, width = self.kit, self.columns.why_width
        ink = style.INK if line.asked else style.NOT_NEEDED
        parts: list[Block] = [kit.text(line.why, self.type.text(ink), width, most=_LONGEST_TEXT)]
        if line.assumption:
            assumed = self.type.text(style.ADVISORY if line.asked else style.NOT_NEEDED)
            parts.append(kit.text(line.assumption, assumed, width, most=_LONGEST_TEXT))
        if not line.asked:
            reason = self.type.text(style.LEFT_OUT, bold=True)
            parts.append(kit.text(line.comment, reason, width, most=_LONGEST_TEXT))
        if line.asked and (decided := decided_text(line.decided)).en:
            decision = self.type.text(style.INK, bold=True)
            parts.append(kit.text(decided, decision, width, most=_LONGEST_TEXT))
        if line.if_refused:
            problem = style.PROBLEM if line.asked else style.NOT_NEEDED
            runs = (
                Run(kit.say(words.IF_REFUSED), self.type.text(problem, bold=line.asked)),
                Run(line.if_refused, self.type.text(problem)),
            )
            parts.append(kit.runs(runs, width, most=_LONGEST_TEXT))
        if self.with_remarks:
            parts += self._remarks(line, width)
        return stack(*parts)

    def _remarks(self, line: PlanLine, width: float) -> Iterator[Block]:
        """Yield what the source says oddly of this line, less what stands at an earlier line."""
        kit = self.kit
        small = style.TextStyle(max(_SMALLEST, self.type.size - 0.8), style.MUTED)
        for remark in remarks_of(line.rule, kit.context):
            if self.first_said[remark] == line.number:
                yield kit.text(kit.say(words.REMARK) + remark, small, width, most=_LONGEST_TEXT)

    def _pointers(self, line: PlanLine) -> Iterator[str]:
        """Yield where the remarks on a line are that do not stand at the line itself."""
        kit = self.kit
        remarks = remarks_of(line.rule, kit.context)
        if remarks and not self.with_remarks:
            yield kit.say(words.SEE_REMARK)
        elif self.with_remarks:
            for number in dict.fromkeys(self.first_said[remark] for remark in remarks):
                if number != line.number:
                    yield kit.say(words.REMARK_AT.filled(number=str(number)))


def decided_text(entry: Approval | None, *, is_route: bool = False) -> Text:
    """Return what the network team decided on a line or route, by whom, when and why; empty while nobody did."""
    if entry is None or entry.state is ApprovalState.PENDING:
        return EMPTY_TEXT
    return comment_text(entry) if entry.is_answered else verdict_text(entry, is_route=is_route)


def _first_said(kit: Kit) -> Mapping[str, int]:
    """Return for each remark of the plan the number of the first line that has it."""
    first: dict[str, int] = {}
    for number, rule in enumerate(kit.context.plan.rules, start=1):
        for remark in remarks_of(rule, kit.context):
            first.setdefault(remark, number)
    return first


def _group_key(line: PlanLine) -> str:
    if line.rule.kind is RuleKind.NAT:
        return ""
    return line.rule.features[0] if line.rule.features else "-"


def _count_text(lines: Sequence[PlanLine], kit: Kit) -> str:
    kinds: list[tuple[int, Text]] = [
        (sum(line.need_kind is Need.REQUIRED and not _is_nat(line) for line in lines), words.REQUIRED_COUNT),
        (sum(line.need_kind is Need.OPTIONAL and not _is_nat(line) for line in lines), words.OPTIONAL_COUNT),
        (sum(_is_nat(line) and line.asked for line in lines), words.NAT_COUNT),
        (sum(line.left_out for line in lines), words.LEFT_OUT_COUNT),
        (sum(line.need_kind is Need.NOT_SELECTED for line in lines), words.NOT_SELECTED_COUNT),
    ]
    between = "，" if kit.context.language == "zh" else ", "
    return between.join(kit.say(text.filled(count=str(count))) for count, text in kinds if count)


def _is_nat(line: PlanLine) -> bool:
    return line.rule.kind is RuleKind.NAT
