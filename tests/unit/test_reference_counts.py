"""PySide6 6.12 loses a reference to None in each call that returns None, on Python below 3.12.

After some thousand calls the interpreter ends with ``none_dealloc``, far from the call that caused it; a
short test suite passes and proves nothing. pyproject.toml keeps such a pair of versions out; this watches it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 20_000
# Other parts of the interpreter take and release None meanwhile; a leak of one a call is far beyond this.
TOLERANCE = 500


def _change_over(call: Callable[[int], object]) -> int:
    """Call it so often and say by how much the count of references to None changed."""
    before = sys.getrefcount(None)
    for number in range(CALLS):
        call(number)
    return sys.getrefcount(None) - before


@pytest.mark.parametrize("method", ["setText", "setObjectName", "update", "setEnabled"])
def test_twenty_thousand_calls_that_return_none_keep_every_reference_to_none(
    qtbot: QtBot, method: str
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    calls: dict[str, Callable[[int], object]] = {
        "setText": lambda number: label.setText(str(number)),
        "setObjectName": lambda number: QObject.setObjectName(label, str(number)),
        "update": lambda _: label.update(),
        "setEnabled": lambda number: label.setEnabled(bool(number % 2)),
    }

    change = _change_over(calls[method])

    # From 3.12 None is immortal and its count never moves: there the loop shows that the process lives on.
    assert abs(change) < TOLERANCE


def test_twenty_thousand_slots_that_return_none_keep_every_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    heard: list[str] = []
    label.objectNameChanged.connect(heard.append)

    change = _change_over(lambda number: label.setObjectName(f"label {number}"))

    assert len(heard) == CALLS
    assert abs(change) < TOLERANCE
