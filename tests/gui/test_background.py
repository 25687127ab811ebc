"""What becomes of work whose window goes away."""

from __future__ import annotations

import subprocess
import sys

# A process of its own: what this is about ends the process.
_CLOSED_WHILE_WORK_ENDS = """
import shiboken6
from PySide6.QtCore import QCoreApplication, QThreadPool
from planner.gui.background import Background

application = QCoreApplication([])
for _ in range(10_000):
    background = Background()
    background(lambda: None, print)
    shiboken6.delete(background)
QThreadPool.globalInstance().waitForDone()
application.processEvents()
print("still here")
"""


def test_a_window_that_closes_just_as_its_work_ends_does_not_crash() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _CLOSED_WHILE_WORK_ENDS],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "still here\n")
