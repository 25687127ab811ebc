"""Conditions of a demand: a small tree over the profile's facts, never evaluated text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import EMPTY_TEXT, Text

FactValue = bool | str


@dataclass(frozen=True, slots=True)
class FactIs:
    """Holds when the fact ``fact`` has the value ``value``; ``otherwise`` is the reason when it has not."""

    fact: str
    value: FactValue
    otherwise: Text = EMPTY_TEXT


@dataclass(frozen=True, slots=True)
class VersionBefore:
    """Holds when the fact ``fact`` is known and is a version before ``version``: ``1.9.6`` is before ``1.21``."""

    fact: str
    version: str


@dataclass(frozen=True, slots=True)
class Never:
    """Never holds: the page names it, but nothing can be opened for it; ``otherwise`` says why."""

    otherwise: Text


class Combine(StrEnum):
    """How a group joins its members."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Group:
    """All or any of several conditions."""

    combine: Combine
    members: tuple[Condition, ...]


Condition = FactIs | Never | Group
