"""The traffic path in the workbook: numbered sentences, and a picture where one can be drawn."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from planner.exporters import pictures
from planner.exporters.xlsx.target import XlsxTarget
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.plans import SHOP, STOREFRONT, catalog, changed

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000640000003208060000007010eb5d0000000a49444154789c63000100000500010d0a2db400"
    "00000049454e44ae426082"
)


def _workbook(monkeypatch: pytest.MonkeyPatch, rasterisers: Iterable[object]) -> bytes:
    found = [SimpleNamespace(load=lambda made=made: made) for made in rasterisers]
    monkeypatch.setattr(metadata, "entry_points", lambda group: found if "raster" in group else [])
    request = changed(SHOP, inbound=(STOREFRONT,))
    context = export_context(
        request, plan(request, catalog()), catalog(), "en", datetime(2026, 8, 24, tzinfo=UTC)
    )
    return XlsxTarget().export(context).files[0].content


def _pictures(workbook: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(workbook))
    return [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]


def _sentences(workbook: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(workbook))["Routing and NAT"]
    cells = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    return [cell for cell in cells if cell[:1].isdigit()]


def test_path_stands_in_numbered_sentences_and_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = _workbook(monkeypatch, [lambda svg, language: PNG])
    assert [sentence[0] for sentence in _sentences(workbook)] == ["1", "2", "3", "4"]
    assert _pictures(workbook) == [PNG]
    drawing = zipfile.ZipFile(io.BytesIO(workbook)).read("xl/drawings/drawing1.xml").decode()
    assert f'cx="{640 * 9525}" cy="{320 * 9525}"' in drawing


def _fails(svg: str, language: str) -> bytes:
    raise RuntimeError("no font")


@pytest.mark.parametrize("rasterisers", [[], [_fails], [lambda svg, language: b"no png"]])
def test_without_a_picture_the_words_stand_alone(
    monkeypatch: pytest.MonkeyPatch, rasterisers: list[object]
) -> None:
    workbook = _workbook(monkeypatch, rasterisers)
    assert _sentences(workbook)
    assert not _pictures(workbook)


def test_rasteriser_that_fails_leaves_the_next_one_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _pictures(_workbook(monkeypatch, [_fails, lambda svg, language: PNG])) == [PNG]


@pytest.mark.usefixtures("qapp")
def test_planners_own_rasteriser_draws_the_picture_at_twice_its_size() -> None:
    from planner.gui.printing.raster import svg_png

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><rect width="100" height="40"/></svg>'
    assert pictures.png_size(svg_png(svg, "en")) == (200, 80)
