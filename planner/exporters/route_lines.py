"""The plan's routes as entries to decide on: the one view that the workbook shows and that is read back."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.approval import Approval, verdicts
from planner.domain.plan import Route
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.columns import COLUMNS, DECISION_WORDS, Column, comment_text
from planner.exporters.findings import route_remarks
from planner.exporters.safe_text import one_line

TO_FILL_IN = Text("{value} (to be filled in)", "{value}（待填写）")
_OF_LINES = {column.key: column for column in COLUMNS}
ROUTE_COLUMNS = (
    Column("name", Text("Route", "路由")),
    Column("prefix", Text("Address prefix", "地址前缀")),
    Column("next_hop_type", Text("Next hop type", "下一跃点类型")),
    Column("next_hop", Text("Next hop", "下一跃点")),
    Column("why", Text("Why", "用途")),
    *(_OF_LINES[key] for key in ("decision", "approver", "date", "comment")),
    # Not the heading of the lines' ids: by it a reader tells the two tables apart, whatever the sheets are called.
    Column("rule_id", Text("Route id", "路由 ID")),
    _OF_LINES["fingerprint"],
)


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One route as a person decides on it, in the words of one language, each text on one line.

    ``why`` is the reason alone, ``if_refused`` what breaks without the route, ``remarks`` what holds it back and what
    nobody answered. ``comment``,
    ``decision``, ``approver`` and ``date`` are what was decided, where it still holds; ``decided`` is the whole of it,
    None before any approval was read.
    """

    route: Route
    name: str
    prefix: str
    next_hop_type: str
    next_hop: str
    why: str
    if_refused: str = ""
    remarks: tuple[str, ...] = ()
    decided: Approval | None = None
    decision: str = ""
    approver: str = ""
    date: str = ""
    comment: str = ""

    @property
    def rule_id(self) -> str:
        """The route's id, by which a decision finds back."""
        return self.route.id

    @property
    def fingerprint(self) -> str:
        """Hash of where the route sends what; an approval sticks to it."""
        return self.route.fingerprint()

    @property
    def asked(self) -> bool:
        """Whether somebody is asked to decide on it: every route of a plan is asked for."""
        return True


def route_lines(context: ExportContext) -> tuple[RouteLine, ...]:
    """Return every route of the plan, in its order."""
    decided = verdicts(context.plan.routes, context.request.approvals)
    return tuple(_line(route, context, decided.get(route.id)) for route in context.plan.routes)


def _line(route: Route, context: ExportContext, decided: Approval | None) -> RouteLine:
    prefix, next_hop = one_line(route.prefix), one_line(route.next_hop)
    if route.placeholder:
        missing = one_line(context.say(route.label)) or next_hop or prefix
        said = context.say(TO_FILL_IN).replace("{value}", missing)
        # A route to an appliance lacks the appliance's address, any other the prefix it is for.
        prefix, next_hop = (prefix, said) if next_hop else (said, next_hop)
    word = DECISION_WORDS.get(decided.state) if decided is not None and not decided.is_answered else None
    comment = comment_text(decided, is_route=True) if decided is not None else Text("", "")
    return RouteLine(
        route=route,
        name=one_line(route.name),
        prefix=prefix,
        next_hop_type=one_line(route.next_hop_type),
        next_hop=next_hop,
        why=one_line(context.say(route.reason)),
        if_refused=one_line(context.say(route.if_refused)),
        remarks=tuple(one_line(context.say(text)) for text in route_remarks(route, context)),
        decided=decided,
        decision=context.say(word) if word is not None else "",
        approver=one_line(decided.by) if decided is not None and word is not None else "",
        date=one_line(decided.on) if decided is not None and word is not None else "",
        comment=one_line(context.say(comment)),
    )


def route_text(route: Route, language: str) -> str:
    """Return a route in one phrase, such as ``0.0.0.0/0 → VirtualAppliance 10.0.1.4``; what it lacks is named."""
    missing = one_line(route.label.in_language(language)) if route.placeholder else ""
    prefix = missing if missing and not route.next_hop else one_line(route.prefix)
    hop = missing if missing and route.next_hop else one_line(route.next_hop)
    return " ".join(part for part in (prefix, "→", one_line(route.next_hop_type), hop) if part)
