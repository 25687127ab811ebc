"""What differs between two plans, as data: rail, comparison of editions and (later) change requests read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.plan import Advisory, Route
from planner.domain.rule import Rule


class Aspect(StrEnum):
    """What of a line changed: what a firewall enforces, or why it is asked for."""

    DESTINATION = "destination"
    SERVICES = "services"
    SOURCES = "sources"
    TRANSLATION = "translation"
    NECESSITY = "necessity"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that both plans ask for, and what of it differs."""

    before: Rule
    after: Rule
    what: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class PlanDelta:
    """Lines that are asked for in one of two plans alone, those that changed, routes and new advisories."""

    added: tuple[Rule, ...] = ()
    removed: tuple[Rule, ...] = ()
    changed: tuple[LineChange, ...] = ()
    unchanged: int = 0
    routes_added: tuple[Route, ...] = ()
    routes_removed: tuple[Route, ...] = ()
    advisories_added: tuple[Advisory, ...] = ()
