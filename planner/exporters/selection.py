"""What leaves: once an approval was read, firewall scripts hold what was approved and name the rest."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.text import Text
from planner.exporters.base import ExportContext, Target, TargetGroup
from planner.exporters.options import LineChoice
from planner.exporters.safe_text import one_line


def for_target(target: Target, context: ExportContext) -> ExportContext:
    """Return the context with the lines and routes that this target may write.

    What people read holds everything with or without its approval; what a firewall reads holds, once an approval was
    read, the approved lines and routes alone, unless a person chose otherwise.
    """
    only = context.options.only
    approvals = context.request.approvals
    if only is LineChoice.ALL or (
        only is LineChoice.USUAL and (not approvals or target.group == TargetGroup.PEOPLE)
    ):
        return context
    decided = verdicts(context.plan.to_decide(), approvals)
    approved = {rule_id for rule_id, entry in decided.items() if entry.state is ApprovalState.APPROVED}
    routes = {route.id for route in context.plan.routes}
    return replace(
        context,
        selected=frozenset(approved) if context.selected is None else context.selected & approved,
        unselected={
            rule_id: verdict_text(entry, is_route=rule_id in routes)
            for rule_id, entry in decided.items()
            if rule_id not in approved
        },
    )


def verdict_text(entry: Approval, *, is_route: bool = False) -> Text:
    """Return what was decided on a line or route, by whom, when and why: *Rejected by Anna, 2026-11-26: too wide*."""
    said = _ROUTE_CHANGED if is_route and entry.state is ApprovalState.STALE else _STATES[entry.state]
    if entry.state is not ApprovalState.PENDING:
        who, day = one_line(entry.by), one_line(entry.on)
        said = _BY.filled(state=said, by=who) if who else said
        said = _ON.filled(said=said, on=day) if day else said
    why = one_line(entry.comment).rstrip(".。")
    if not why:
        return _ENDED.filled(said=said)
    return (_ASKS if why.endswith(("?", "？", "!", "！")) else _WHY).filled(said=said, why=why)


_STATES = {
    ApprovalState.APPROVED: Text("Approved", "已批准"),
    ApprovalState.REJECTED: Text("Rejected", "已拒绝"),
    ApprovalState.ASKED: Text("Asked back", "已询问，尚未决定"),
    ApprovalState.PENDING: Text("Not approved: nobody decided on it yet", "未批准：尚未决定"),
    ApprovalState.STALE: Text(
        "Not approved: the line changed since it was decided on", "未批准：决定之后该规则已改变"
    ),
}
_ROUTE_CHANGED = Text(
    "Not approved: the route changed since it was decided on", "未批准：决定之后该路由已改变"
)
_BY = Text("{state} by {by}", "{by}{state}")
_ON = Text("{said}, {on}", "{said}（{on}）")
_WHY = Text("{said}: {why}.", "{said}：{why}。")
_ASKS = Text("{said}: {why}", "{said}：{why}")
_ENDED = Text("{said}.", "{said}。")
