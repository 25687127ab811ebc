"""The network team's verdict on a line: not the planner's own leaving out, which is an `Omission`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.rule import Rule


class ApprovalState(StrEnum):
    """What was decided on a line.

    *pending* is no decision yet; *stale* one on a line that meant something else then.
    """

    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    PENDING = "pending"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision on one line, and where it was read.

    ``fingerprint`` is `Rule.fingerprint` of the line that was decided on: the decision holds for no other. ``by`` is
    who decided, ``on`` the date as ``YYYY-MM-DD`` where it could be read as one, else as it was written. ``file`` is
    the workbook's name and ``digest`` 16 hex digits over its bytes. ``answer`` is what was written in reply to a
    question, for whoever asked it.
    """

    rule_id: str
    fingerprint: str
    state: ApprovalState
    by: str = ""
    on: str = ""
    comment: str = ""
    file: str = ""
    digest: str = ""
    answer: str = ""


def merged(known: Iterable[Approval], read: Iterable[Approval]) -> tuple[Approval, ...]:
    """Return the decisions with those that were read later in place of earlier ones on the same line.

    What a later workbook leaves open takes no earlier decision back. An answer stays with the question that it was
    written to.
    """
    held = {entry.rule_id: entry for entry in known}
    for entry in read:
        before = held.get(entry.rule_id)
        same = before is not None and (before.state, before.comment) == (entry.state, entry.comment)
        held[entry.rule_id] = replace(entry, answer=before.answer) if before is not None and same else entry
    return tuple(held.values())


def verdicts(rules: Iterable[Rule], approvals: Iterable[Approval]) -> Mapping[str, Approval]:
    """Return, by id, what was decided on each line as it is today; empty where no approval was read at all."""
    held: dict[str, Approval] = {}
    for entry in approvals:
        held.setdefault(entry.rule_id, entry)
    if not held:
        return {}
    return {rule.id: _today(rule, held.get(rule.id)) for rule in rules}


def _today(rule: Rule, entry: Approval | None) -> Approval:
    if entry is None:
        return Approval(rule.id, rule.fingerprint(), ApprovalState.PENDING)
    holds = entry.fingerprint == rule.fingerprint()
    return entry if holds else replace(entry, state=ApprovalState.STALE)
