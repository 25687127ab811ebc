"""Makes the compiled catalog; done when a wheel is built (``.ci/compile_catalog.py``), never while the planner runs."""

from __future__ import annotations

from pathlib import Path

from planner.catalog.compiled import compiled
from planner.catalog.loader import load_catalog


def compile_catalog(folder: Path, target: Path) -> None:
    """Check the catalog in ``folder`` and write its compiled form to ``target``, whole or not at all.

    Raises:
        FileProblem: the catalog has a mistake.
        OSError: ``target`` cannot be written.
    """
    content = compiled(load_catalog(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(target)
