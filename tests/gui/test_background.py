"""What becomes of work whose window goes away."""

from __future__ import annotations

import subprocess
import sys
from threading import Thread

import pytest
from PySide6.QtCore import QRunnable
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.gui import background

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


class _AtOnce:
    """A pool whose work has ended before anybody can listen."""

    @staticmethod
    def start(job: QRunnable) -> None:
        worker = Thread(target=job.run)
        worker.start()
        worker.join()


@pytest.mark.timeout(20)
def test_work_that_ends_before_anybody_listens_is_not_waited_for_for_ever(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(background.QThreadPool, "globalInstance", _AtOnce)
    assert background.waited(parent, "Reading…", "Cancel", lambda: 42) == 42
