"""Ratios within one run: two pieces of work in turn, so that a machine's drift hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

Work = Callable[[], object]


def milliseconds(work: Work, repeats: int) -> float:
    """Return how long one call takes on average over ``repeats`` calls."""
    start = time.perf_counter()
    for _ in range(repeats):
        work()
    return (time.perf_counter() - start) * 1000 / repeats


def median_ratio(
    work: Work, floor: Work, *, rounds: int = 9, repeats: int = 20
) -> tuple[float, float, float]:
    """Return the median ratio work/floor over pairs, and the median milliseconds of each."""
    work()
    floor()
    pairs = [(milliseconds(work, repeats), milliseconds(floor, repeats)) for _ in range(rounds)]
    ratio = statistics.median(first / second for first, second in pairs)
    return ratio, statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
