"""Qt for a terminal or a pipeline: an application that needs no screen."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QGuiApplication


def start_without_window() -> QGuiApplication:
    """Return a new application that needs no screen, so that a terminal or a pipeline can print to PDF."""
    has_display = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["aks-egress"])
