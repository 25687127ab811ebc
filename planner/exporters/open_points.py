"""The open points of a plan as documents say them: one wording for the workbook, the print and the scripts' heads."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import Advisory
from planner.domain.readiness import OpenPoint
from planner.domain.text import Text
from planner.exporters.answers import PlanAnswer, assumed_answers
from planner.exporters.base import ExportContext
from planner.exporters.findings import decision_cause, reading_order, route_cause
from planner.exporters.safe_text import one_line

OPEN_POINTS = Text("Open points", "未决事项")
STATUS = Text("Not ready: {counts}", "尚未就绪：{counts}")
OPEN_STATUS = Text("Open points: {n}, none of them blocks", "未决事项：{n} 项，均不阻止变更")
ONE_OPEN = Text("Open points: 1, which does not block", "未决事项：1 项，不阻止变更")
BLOCK = Text("{n} points block", "{n} 项阻止变更")
ONE_BLOCKS = Text("1 point blocks", "1 项阻止变更")
WARN = Text("{n} warn", "{n} 项需注意")
ONE_WARNS = Text("1 warns", "1 项需注意")
_BECAUSE = Text("{title} ({because})", "{title}（{because}）")
_STOP = Text(".", "。")
PLACEHOLDERS = "placeholder-open"
"""The advisory that lists what is to be filled in, which the open points do one by one."""


@dataclass(frozen=True, slots=True)
class PointText:
    """One open point in the language of the files, each text a sentence on one line; ``cost`` may be empty.

    ``title`` holds why an answer is assumed, where nobody gave it. ``decision`` is the advisory whose remedies settle
    the point, where one does.
    """

    point: OpenPoint
    title: str
    cost: str
    advice: str
    decision: Advisory | None = None

    def sentences(self) -> tuple[str, ...]:
        """Return what is open, what it costs and what settles it, less what is empty."""
        return tuple(text for text in (self.title, self.cost, self.advice) if text)


def point_texts(context: ExportContext) -> tuple[PointText, ...]:
    """Return every open point of the plan in words, those that block first."""
    decisions = {decision_cause(entry, context.plan): entry for entry in context.plan.advisories}
    return tuple(_words(point, context, decisions.get(point.id)) for point in context.readiness)


def counts_of(context: ExportContext) -> str:
    """Return how many points block and warn, such as ``4 points block, 8 warn``; empty text where nothing is open."""
    blocking = sum(point.blocks for point in context.readiness)
    warning = len(context.readiness) - blocking
    parts = []
    if blocking:
        parts.append(ONE_BLOCKS if blocking == 1 else BLOCK.filled(n=str(blocking)))
    if warning:
        parts.append(ONE_WARNS if warning == 1 else WARN.filled(n=str(warning)))
    return context.say(Text(", ", "，")).join(map(context.say, parts))


def is_ready(context: ExportContext) -> bool:
    """Whether no open point blocks the change."""
    return not any(point.blocks for point in context.readiness)


def status_text(context: ExportContext) -> str:
    """Return what stands over the open points: *Not ready: 4 points block, 8 warn*, or how many are open."""
    counts = counts_of(context)
    if not is_ready(context):
        return context.say(STATUS.filled(counts=counts))
    if not counts:
        return context.say(OPEN_POINTS)
    number = len(context.readiness)
    return context.say(ONE_OPEN if number == 1 else OPEN_STATUS.filled(n=str(number)))


def further_assumed(context: ExportContext) -> tuple[PlanAnswer, ...]:
    """Return the assumed answers that no open point names, as they decide nothing in this plan.

    Why each would be assumed is not said of them: it speaks of lines that this plan has not.
    """
    named = {point.field for point in context.readiness if point.because.en}
    return tuple(answer for answer in assumed_answers(context) if answer.field not in named)


def _words(point: OpenPoint, context: ExportContext, decision: Advisory | None) -> PointText:
    title, cost = (one_line(context.say(text)).rstrip(".。") for text in (point.title, point.cost))
    cost = cost[:1].upper() + cost[1:]
    because = one_line(context.say(point.because))
    if because:
        title = context.say(_BECAUSE.filled(title=title, because=because))
    stop = context.say(_STOP)
    advice = one_line(context.say(point.advice))
    return PointText(point, title + stop, cost and cost + stop, advice, decision)


def advisories_beside_points(context: ExportContext) -> tuple[Advisory, ...]:
    """Return the advisories in reading order, less those that an open point says already."""
    listed = {point.id for point in context.readiness}
    # A host route may lack an address that no line lacks: no open point names it then.
    points_say_all = bool(listed) and all(
        route_cause(route, context) in listed for route in context.plan.routes if route.placeholder
    )
    return tuple(
        advisory
        for advisory in reading_order(context.plan.advisories)
        if decision_cause(advisory, context.plan) not in listed
        and not (points_say_all and advisory.id == PLACEHOLDERS)
    )
