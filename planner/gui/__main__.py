"""``aks-egress-planner [PLAN.yaml]``: opens the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

_NAME = "aks-egress-planner"
_USAGE = f"""usage: {_NAME} [PLAN.yaml]

Plan the egress rules of an AKS cluster. PLAN.yaml is a plan file to open.

  -h, --help     show this help and end
  --version      show the version and end"""
_QUIT = "--quit-after-first-paint"
"""For the start-up benchmark, and to see that an installation starts."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the planner, with a plan file if one is named, and return the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    # Read by hand: argparse alone would take a twentieth of the time to the first page.
    if "-h" in given or "--help" in given:
        print(_USAGE)
        return 0
    if "--version" in given:
        from planner import __version__

        print(__version__)
        return 0
    # Nothing becomes garbage before the first page; looking for it takes as long as loading ten modules.
    gc.disable()
    return _open_window(given)


def _open_window(given: Sequence[str]) -> int:
    from planner.gui.application import dress, make_application
    from planner.gui.settings import Settings
    from planner.gui.window import Window

    plan = next((word for word in given if not word.startswith("-")), None)
    application = make_application([_NAME, *(word for word in given if word.startswith("-"))])
    settings = Settings()
    language, translators = dress(application, settings)
    window = Window(settings, language, translators)
    window.first_painted.connect(gc.enable)
    if _QUIT in given:
        window.first_painted.connect(_say_what_is_loaded)
    window.show()
    window.start(plan)
    return application.exec()


def _say_what_is_loaded() -> None:
    from PySide6.QtWidgets import QApplication

    print("first-paint", flush=True)
    loaded = sorted(sys.modules)
    import json

    print(json.dumps(loaded), flush=True)
    QApplication.exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
