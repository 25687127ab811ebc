"""The network team's verdict on a line: not the planner's own leaving out, which is an `Omission`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


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
    the workbook's name and ``digest`` 16 hex digits over its bytes.
    """

    rule_id: str
    fingerprint: str
    state: ApprovalState
    by: str = ""
    on: str = ""
    comment: str = ""
    file: str = ""
    digest: str = ""


def merged(known: Iterable[Approval], read: Iterable[Approval]) -> tuple[Approval, ...]:
    """Return the decisions with those that were read later in place of earlier ones on the same line.

    What a later workbook leaves open takes no earlier decision back.
    """
    held = {entry.rule_id: entry for entry in known}
    held.update((entry.rule_id, entry) for entry in read)
    return tuple(held.values())


def verdict_on(rule_id: str, fingerprint: str, approvals: Iterable[Approval]) -> Approval:
    """Return what was decided on a line as it is today: *stale* where it meant something else then, else *pending*."""
    for entry in approvals:
        if entry.rule_id == rule_id:
            holds = entry.fingerprint == fingerprint
            return entry if holds else replace(entry, state=ApprovalState.STALE)
    return Approval(rule_id, fingerprint, ApprovalState.PENDING)
