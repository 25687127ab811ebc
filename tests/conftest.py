"""What every test stands on: no need of a screen, a home of its own, the same language everywhere."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is loaded: without a display it would end the process, not the test.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Qt warns about a locale that is not UTF-8, and follows the machine's language when nobody chose one.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

# Two cores shared with other work make single examples slow; CI repeats exactly the same examples.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

_HOMES = itertools.count()
_HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}


@pytest.fixture(autouse=True, scope="session")
def _one_application(qapp: object) -> object:
    """Make Qt's one application before anything else does.

    A workbook's picture and a PDF are drawn by Qt even where no window is wanted; the application that they
    would start for themselves has no widgets, and there can be no second one.
    """
    return qapp


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home folder, so that nobody's settings or kept work are touched."""
    # Not by mktemp: it reads the names of all folders that are there, and there is one for each of thousands of tests.
    folder = tmp_path_factory.getbasetemp() / "homes" / str(next(_HOMES))
    folder.mkdir(parents=True)
    for variable, below in _HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(folder / below))
    if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns when it is missing; a Wayland desktop's own is needed
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _settings_at_home(home: Path) -> None:
    """QSettings looks up its folder once a process; it has to be told of each test's home."""
    from PySide6.QtCore import QSettings

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / ".config"))
