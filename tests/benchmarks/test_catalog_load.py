"""A start reads the compiled catalog: against reading the same catalog from YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.catalog import loader
from planner.catalog.compiling import compile_catalog
from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from tests.benchmarks.measuring import median_ratio

pytestmark = pytest.mark.benchmark


def test_the_compiled_catalog_is_read_in_a_fraction_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = data_folder("catalog")
    target = tmp_path / "catalog.compiled"
    compile_catalog(folder, target)
    monkeypatch.setattr(loader, "compiled_file", lambda: target)
    ratio, compiled_ms, yaml_ms = median_ratio(load_catalog, lambda: load_catalog(folder), repeats=5)
    print(f"\ncatalog, compiled: {compiled_ms:.2f} ms (target 8 ms), {ratio:.2f} x YAML ({yaml_ms:.2f} ms)")
    assert ratio < 0.5
