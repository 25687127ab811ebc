"""Ten times the services, or the subnets, in processor time of the whole command: at most twelve times the cost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.request import Request
from planner.exporters.registry import BUILT_IN
from planner.planning.path import HOST_ROUTE, INTERNAL_LOAD_BALANCER
from planner.session.plan_file import write_plan
from tests.large_plans import large_request
from tests.plans import catalog

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="processor time of a command is not told here"),
]

ROOT = Path(__file__).resolve().parents[2]
MOST = 12
DECIDED = (INTERNAL_LOAD_BALANCER, HOST_ROUTE)
UNDECIDED = ("",) * 49 + (HOST_ROUTE,)
"""For Azure's targets: one rule collection group holds 250 NAT rules."""
AZURE = ("azure-cli", "arm", "bicep", "terraform", "powershell")
TARGETS = tuple(target for target, _, _ in BUILT_IN)


def _seconds(*arguments: str) -> float:
    """Return the processor time that one command took, its children's too."""
    command = [sys.executable, "-m", "planner.cli", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, complaint[-500:]
    return used.ru_utime + used.ru_stime


def _requests(what: str, target: str = "") -> tuple[Request, Request]:
    """Return a request and one with ten times as many services, or subnets."""
    remedies = UNDECIDED if target in AZURE else DECIDED
    if what == "services":
        return large_request(1_000, 1, remedies), large_request(10_000, 1, remedies)
    few = 100 if target in AZURE else 500  # Azure takes 2 MB in one rule collection group
    return large_request(1, few), large_request(1, 10 * few)


def _tell_growth(name: str, requests: tuple[Request, Request], folder: Path, *arguments: str) -> None:
    took = []
    for number, request in enumerate(requests):
        file = folder / f"{number}.yaml"
        file.write_bytes(write_plan(request, catalog()))
        here = [word.format(file=file, out=folder / f"out-{number}") for word in arguments]
        took.append(_seconds(*here))
    few, many = took
    print(f"\n{name}: {few:.2f} s, tenfold {many:.2f} s, {many / few:.1f} x (at most {MOST})")
    assert many / few <= MOST


@pytest.mark.parametrize("what", ["services", "subnets"])
@pytest.mark.parametrize("form", ["json", "table"])
def test_planning_grows_with_the_request(form: str, what: str, tmp_path: Path) -> None:
    _tell_growth(
        f"plan --format {form}, {what}", _requests(what), tmp_path, "plan", "{file}", "--format", form
    )


@pytest.mark.parametrize("what", ["services", "subnets"])
@pytest.mark.parametrize("target", TARGETS)
def test_exporting_grows_with_the_request(target: str, what: str, tmp_path: Path) -> None:
    arguments = ("export", "{file}", "--target", target, "--output", "{out}")
    _tell_growth(f"export --target {target}, {what}", _requests(what, target), tmp_path, *arguments)
