"""Compiles the catalog when hatch builds a wheel, so that a start need not read YAML.

An editable install has no wheel that carries files; there it goes to ``build/``, which git ignores. Once a YAML file
is edited the compiled one no longer fits and is passed over, until the next install.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalog(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``build/catalog.compiled``, and puts it beside the YAML files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; ``version`` is ``standard`` or ``editable``."""
        sys.path.insert(0, self.root)
        try:
            from planner.catalog.compiling import compile_catalog
            from planner.catalog.locate import COMPILED
        finally:
            sys.path.remove(self.root)
        target = Path(self.root, "build", COMPILED)
        compile_catalog(Path(self.root, "catalog"), target)
        if version == "standard":
            build_data["force_include"][str(target)] = f"planner/_data/{COMPILED}"
