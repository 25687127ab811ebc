"""Languages that printed documents are tried in: those that this machine can print."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from planner.gui.printing.fonts import missing_chinese_font


@pytest.fixture
def chinese(qapp: QApplication) -> str:
    """The language, where this machine can print it."""
    if missing_chinese_font():
        pytest.skip("no Chinese font is installed")
    return "zh"


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language that this machine can print."""
    wanted: str = request.param
    return request.getfixturevalue("chinese") if wanted == "zh" else wanted
