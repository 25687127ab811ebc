"""Required lines and routes that the network team rejected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.catalog.model import AdvisoryText
from planner.domain.approval import Approval, ApprovalState
from planner.domain.opening import Opening, lines_text, stays_open
from planner.domain.plan import Advisory
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.advisories.wording import say
from planner.planning.coverage import openings
from planner.planning.draft import Draft

_LONGEST = 240
"""Characters of what somebody wrote that an advisory repeats; whole it stands at the line."""


def required_line_rejected(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A line that the cluster misses and that was rejected: what breaks, unless an approved line keeps it open."""
    rejected = [
        rule
        for rule in draft.included
        if rule.is_vital and rule.id in draft.decided and _is_rejected(draft.decided[rule.id])
    ]
    if not rejected:
        return
    approved = {rule_id for rule_id, entry in draft.decided.items() if entry.state is ApprovalState.APPROVED}
    gone = {rule.id for rule in draft.rules if rule.id not in approved}
    open_through = openings(draft.rules, gone, draft.where)
    for rule in rejected:
        through = [entry for entry in open_through.get(rule.id, ()) if not entry.one_address]
        whole = stays_open(rule.services, through)
        yield say(
            draft,
            wording,
            (rule,),
            case="still-open" if whole else "",
            host=rule.destination.label if rule.destination.label.en else rule.destination.value,
            said=said_by(draft.decided[rule.id]),
            breaks=rule.if_refused,
            lines=_lines(through) if whole else EMPTY_TEXT,
        )


def route_rejected(draft: Draft, wording: AdvisoryText) -> Iterator[Advisory]:
    """A route that was rejected: what breaks without it."""
    for route in draft.routes:
        entry = draft.decided.get(route.id)
        if entry is not None and _is_rejected(entry):
            name = (
                route.label if route.placeholder and not route.next_hop else Text(route.prefix, route.prefix)
            )
            yield say(draft, wording, route=name, said=said_by(entry), breaks=route.if_refused)


def _lines(through: Sequence[Opening]) -> Text:
    named = lines_text(through)
    return named if any(not entry.spans_labels for entry in through) else _IF_SPANS.filled(lines=named)


_IF_SPANS = Text(
    "{lines}, on firewalls whose asterisk spans several labels (Azure Firewall's does)",
    "{lines}（前提是防火墙的星号可以匹配多级域名，例如 Azure 防火墙）",
)


def _is_rejected(entry: Approval) -> bool:
    return entry.state is ApprovalState.REJECTED


def said_by(entry: Approval) -> Text:
    """Return who rejected a line and why, in one sentence."""
    who, why = _short(entry.by), _short(entry.comment).rstrip(".。")
    english = f"Rejected by {who}" if who else "Rejected"
    chinese = f"{who}已拒绝" if who else "已拒绝"
    if not why:
        return Text(f"{english}.", f"{chinese}。", "ours")
    ended = why.endswith(("?", "？", "!", "！", "…"))
    return Text(f"{english}: {why}{'' if ended else '.'}", f"{chinese}：{why}{'' if ended else '。'}", "ours")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
