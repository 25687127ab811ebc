"""The network team's verdict on a line or a route: not the planner's own leaving out, which is an `Omission`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol


class Decidable(Protocol):
    """What somebody decides on: a line (`Rule`) or a route (`Route`).

    ``line_ids`` are the ids under which a decision on it may stand, its own first.
    """

    @property
    def id(self) -> str:
        """Name by which a decision finds it back."""

    @property
    def line_ids(self) -> tuple[str, ...]:
        """Every id under which a decision on it may stand."""

    def fingerprint(self) -> str:
        """Return 16 hex digits over what it means."""


class ApprovalState(StrEnum):
    """What was decided on a line or a route.

    *pending* is no decision yet; *stale* one on a line that meant something else then.
    """

    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    PENDING = "pending"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision on one line or route, and where it was read.

    ``rule_id`` is its id, ``fingerprint`` that of what was decided on: the decision holds for nothing else. ``by`` is
    who decided, ``on`` the date as ``YYYY-MM-DD`` where it could be read as one, else as it was written. ``file`` is
    the workbook's name and ``digest`` 16 hex digits over its bytes. ``answer`` is what was written in reply to a
    question, for whoever asked it; ``exported`` is when the workbook was made (ISO 8601), empty where it does not say.
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
    exported: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether the question that the line was sent back with was answered: it is to be decided on anew."""
        return self.state is ApprovalState.ASKED and bool(self.answer)


def merged(
    known: Iterable[Approval], read: Iterable[Approval], replaced: Collection[str] = ()
) -> tuple[Approval, ...]:
    """Return the decisions with those that were read later in place of earlier ones on the same line.

    ``replaced`` are further ids under which earlier decisions on these lines stand. A line that a later workbook opens
    again is *pending*: it stays among the decisions, so that nobody takes the plan for one that was never read. An
    answer stays with the question that it was written to.
    """
    before = {entry.rule_id: entry for entry in known}
    held = {rule_id: entry for rule_id, entry in before.items() if rule_id not in replaced}
    for entry in read:
        old = before.get(entry.rule_id)
        same = old is not None and (old.state, old.comment) == (entry.state, entry.comment)
        held[entry.rule_id] = replace(entry, answer=old.answer) if old is not None and same else entry
    return tuple(held.values())


def verdicts(rules: Iterable[Decidable], approvals: Iterable[Approval]) -> Mapping[str, Approval]:
    """Return, by id, what was decided on each line or route as it is today.

    It is empty where no approval was read at all.
    """
    held = {entry.rule_id: entry for entry in approvals}
    return {rule.id: _today(rule, held) for rule in rules} if held else {}


def _today(rule: Decidable, held: Mapping[str, Approval]) -> Approval:
    """Return the decision on it, also where it was made under the id that a line has with other features on."""
    fingerprint = rule.fingerprint()
    entry = held.get(rule.id)
    if entry is None or entry.fingerprint != fingerprint:
        others = (held[line_id] for line_id in rule.line_ids if line_id in held)
        entry = next((other for other in others if other.fingerprint == fingerprint), entry)
    if entry is None:
        return Approval(rule.id, fingerprint, ApprovalState.PENDING)
    holds = entry.fingerprint == fingerprint or entry.state is ApprovalState.PENDING
    state = entry.state if holds else ApprovalState.STALE
    return replace(entry, rule_id=rule.id, state=state)
