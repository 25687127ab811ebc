"""How long a window does not answer: the longest gap between the ticks of a fast timer, for each action."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

TICK = 5
"""Milliseconds between two ticks while the window answers."""


class PauseMeter(QObject):
    """Ticks in the window's event loop; whatever keeps a tick waiting keeps a person waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: dict[str, float] = {}
        self._last = 0.0
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)

    def measure(
        self,
        name: str,
        action: Callable[[], object],
        until: Callable[[], bool] = lambda: True,
        rest: float = 0.15,
    ) -> float:
        """Do ``action`` in the event loop and wait ``until`` it has ended; return the longest pause in milliseconds."""
        QApplication.processEvents()
        self._longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        done: list[bool] = []
        QTimer.singleShot(0, lambda: (action(), done.append(True)))
        quiet_since = time.perf_counter()
        deadline = quiet_since + 120
        while time.perf_counter() - quiet_since < rest:
            QApplication.processEvents()
            time.sleep(0.001)  # as an event loop waits, so that other threads may work
            if not done or not until():
                quiet_since = time.perf_counter()
            assert time.perf_counter() < deadline, f"{name} did not end"
        self._tick()
        self._timer.stop()
        print(f"\nlongest pause, {name}: {self._longest:.0f} ms", flush=True)
        self.pauses[name] = max(self.pauses.get(name, 0.0), self._longest)
        return self._longest

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, (now - self._last) * 1000)
        self._last = now
