"""Looking at printed pages: their blocks, their lines, and the text of a PDF."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.gui.printing.blocks import Group, Placed
from planner.gui.printing.document import ChangeRequestPages
from planner.gui.printing.text import TextBlock
from tests.paper import NO_POPPLER

A4, LETTER = (595.28, 841.89), (612.0, 792.0)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason=NO_POPPLER)


def pdf_text(pdf: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout.decode("utf-8"))


def pdf_facts(pdf: bytes, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "change-request.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True)
    pairs = (line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def blocks_of(placed: Placed, x: float = 0, y: float = 0) -> Iterator[tuple[float, float, object]]:
    """Yield every block below ``placed`` with its place on the page."""
    x, y = x + placed.x, y + placed.y
    yield x, y, placed.block
    if isinstance(placed.block, Group):
        for part in placed.block.parts:
            yield from blocks_of(part, x, y)


def page_blocks(document: ChangeRequestPages, number: int) -> list[tuple[float, float, object]]:
    return [found for part in document.pages[number].parts for found in blocks_of(part)]


def page_lines(document: ChangeRequestPages, number: int) -> list[str]:
    """Return each printed line of a page as plain text, from top to bottom as it was placed."""
    return [
        "".join(run.text for run in runs).replace("\u00a0", " ")
        for _, _, block in page_blocks(document, number)
        if isinstance(block, TextBlock)
        for _, runs in block.lines
    ]


def page_text(document: ChangeRequestPages, number: int) -> str:
    return " ".join(page_lines(document, number))


def block_text(block: object) -> str:
    """Return the text of a block, with line breaks as blanks."""
    return " ".join(text_lines(block)).replace("\u00a0", " ")


def text_lines(block: object) -> list[str]:
    found = blocks_of(Placed(0, 0, block))  # type: ignore[arg-type]
    texts = (part for _, _, part in found if isinstance(part, TextBlock))
    return ["".join(run.text for run in runs) for part in texts for _, runs in part.lines]
