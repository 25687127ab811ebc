"""Languages that printed documents are tried in: those that this machine can print."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.paper import skip_unless_printable


@pytest.fixture
def chinese(qapp: QApplication) -> str:
    """The language, where this machine can print it."""
    skip_unless_printable("zh")
    return "zh"


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language that this machine can print."""
    wanted: str = request.param
    return request.getfixturevalue("chinese") if wanted == "zh" else wanted
