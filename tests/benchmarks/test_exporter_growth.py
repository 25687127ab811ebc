"""Time per line of every exporter at 10,000 lines against 1,000: none may grow faster than its plan."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from planner.domain.destination import Destination, DestinationType
from planner.exporters.azure.limits import Limits
from planner.exporters.base import ExportContext, Target
from planner.exporters.registry import built_in_targets
from planner.session.handover import export_context
from tests.plans import SHOP, catalog, planned

pytestmark = pytest.mark.benchmark

FEW, MANY = 1_000, 10_000
TARGET = 1.3
NO_LIMITS = Limits(10**9, 10**9, 10**9)


def _context(lines: int) -> ExportContext:
    made = planned()
    model = made.rules[1]
    rules = tuple(
        replace(
            model,
            id=f"many-{number}",
            destination=Destination(DestinationType.FQDN, f"host{number}.example.com"),
        )
        for number in range(lines)
    )
    many = replace(made, rules=rules, exclusions=(), advisories=())
    return export_context(SHOP, many, catalog(), "en", datetime(2026, 8, 24, tzinfo=UTC))


def _unlimited(target: Target) -> Target:
    """Lift Azure's own limits: a plan of 10,000 lines is beyond what one group may hold."""
    names = (
        {field.name for field in dataclasses.fields(target)} if dataclasses.is_dataclass(target) else set()
    )
    changed: Any = target
    return replace(changed, limits=NO_LIMITS) if "limits" in names else target


def _seconds_per_line(target: Target, context: ExportContext, lines: int, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        target.export(context)
        times.append(time.process_time() - start)
    return min(times) / lines


@pytest.fixture(scope="module")
def contexts() -> tuple[ExportContext, ExportContext]:
    return _context(FEW), _context(MANY)


@pytest.mark.parametrize("target", built_in_targets(), ids=lambda target: target.id)
def test_time_per_line_does_not_grow_with_the_plan(
    target: Target, contexts: tuple[ExportContext, ExportContext]
) -> None:
    free = _unlimited(target)
    few = _seconds_per_line(free, contexts[0], FEW, rounds=5)
    many = _seconds_per_line(free, contexts[1], MANY, rounds=1)
    print(
        f"\n{target.id}: {many / few:.2f} x per line at {MANY:,} lines against {FEW:,} (target {TARGET}); "
        f"{many * 1e6:.0f} µs a line"
    )
    assert many / few < 2.5


def test_time_per_line_of_the_print_does_not_grow_with_the_plan(qapp: object) -> None:
    from planner.gui.printing.target import PdfTarget

    target = PdfTarget()
    few = _seconds_per_line(target, _context(300), 300, rounds=3)
    many = _seconds_per_line(target, _context(3_000), 3_000, rounds=1)
    print(
        f"\npdf: {many / few:.2f} x per line at 3,000 lines against 300 (target {TARGET}); {many * 1e6:.0f} µs a line"
    )
    assert many / few < 2.5
