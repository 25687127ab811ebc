"""What this machine can print and read back; a test that needs more skips by name."""

from __future__ import annotations

import shutil

import pytest

from planner.gui.printing.fonts import missing_chinese_font

NO_POPPLER = "poppler (pdftotext) is not installed"


def skip_unless_printable(language: str) -> None:
    """Skip the test where no font here draws the language."""
    if language == "zh" and missing_chinese_font():
        pytest.skip("no Chinese font is installed")


def skip_unless_read_back(language: str) -> None:
    """Skip the test where a PDF of the language cannot be made or not be read."""
    if shutil.which("pdftotext") is None:
        pytest.skip(NO_POPPLER)
    skip_unless_printable(language)
