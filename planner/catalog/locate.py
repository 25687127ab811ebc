"""Where the shipped data lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder(name: str) -> Path:
    """Return the folder ``catalog`` or ``resources``.

    A wheel carries them under ``planner/_data``; a checkout has them beside ``planner``.
    """
    shipped = _PACKAGE / "_data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


COMPILED = "catalog.compiled"
"""The compiled catalog's name."""


def compiled_file() -> Path | None:
    """Return where the compiled catalog lies, or None where there is none that can be relied on.

    A wheel carries it beside the YAML files. A checkout has it under ``build/``, which git ignores, made by
    ``pip install -e``; there it counts only until somebody edits the code that it was made by.
    """
    shipped = _PACKAGE / "_data"
    if shipped.is_dir():
        return shipped / COMPILED
    made = _PACKAGE.parent / "build" / COMPILED
    code = (path for folder in ("catalog", "domain") for path in (_PACKAGE / folder).glob("*.py"))
    try:
        return made if all(path.stat().st_mtime <= made.stat().st_mtime for path in code) else None
    except OSError:
        return None
