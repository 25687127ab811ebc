"""How long a person waits for the first page, as a multiple of what Qt costs by itself.

The planner's part of the agreement: ``python -m planner.gui --quit-after-first-paint`` prints the line
``first-paint`` once its first page is painted and usable, then one line with the names of all loaded modules
as a JSON list, and ends.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
TARGET = 1.25
# Only a blunder should stop the work of someone whose machine is busy; the target is printed.
CEILING = 2.0

BARE = [sys.executable, str(Path(__file__).with_name("bare_wizard.py"))]
PLANNER = [sys.executable, "-m", "planner.gui", "--quit-after-first-paint"]

# What only an export, a print or a file that comes in needs.
LATER = {
    "defusedxml",
    "hypothesis",
    "jinja2",
    "openpyxl",
    "planner.exporters.csv_table",
    "planner.exporters.rules_as_code",
    "planner.exporters.xlsx",
    "planner.gui.printing.target",
    "pytest",
}

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(
        not (ROOT / "planner" / "gui" / "__main__.py").exists(),
        reason="the planner has no window to start yet",
    ),
]


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a fresh process: seconds until its first page, and what it said after that."""

    seconds: float
    rest: str


def _start(command: list[str]) -> Start:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        seconds = time.perf_counter() - began
        # Not communicate(): it reads past what came together with the first line and waits in the buffer.
        too_long = Timer(30, process.kill)
        too_long.start()
        rest = process.stdout.read()
        assert process.stderr is not None
        complaint = process.stderr.read()
        process.wait()
        too_long.cancel()
    assert first.strip() == "first-paint", f"{' '.join(command)} said {first!r} {complaint}"
    assert process.returncode == 0, complaint
    return Start(seconds, rest)


def test_the_first_page_appears_soon_after_a_bare_wizard_would(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (BARE, PLANNER):
        _start(command)  # bytecode and font caches are not what is measured
    # In turns, so that a busy moment of the machine falls on both.
    rounds = [(_start(BARE).seconds, _start(PLANNER).seconds) for _ in range(ROUNDS)]
    bare, planner = (statistics.median(column) for column in zip(*rounds, strict=True))

    with capsys.disabled():
        print(
            f"\nfirst page: planner {planner * 1000:.0f} ms, bare wizard {bare * 1000:.0f} ms, "
            f"ratio {planner / bare:.2f} (target {TARGET}, ceiling {CEILING}, median of {ROUNDS})"
        )
    assert planner / bare <= CEILING


def test_what_only_exports_need_is_not_loaded_before_the_first_page() -> None:
    loaded = set(json.loads(_start(PLANNER).rest))
    assert "planner.gui" in loaded
    assert loaded & LATER == set()
