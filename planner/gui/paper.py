"""The paper of printed documents: A4 or Letter, as chosen on the export page or usual where this computer is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, QSettings

from planner.exporters.base import ExportContext

PAPERS = ("A4", "Letter")
_KEY = "export/paper"


def chosen_paper() -> str:
    """Return ``A4`` or ``Letter``; before anybody chose, what the system's measures suggest."""
    kept = str(QSettings().value(_KEY, "", type=str))
    if kept in PAPERS:
        return kept
    american = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return "Letter" if american else "A4"


def remember_paper(paper: str) -> None:
    """Print on this paper from now on."""
    QSettings().setValue(_KEY, paper)


def with_chosen_paper(context: ExportContext) -> ExportContext:
    """Return what targets are given, with the chosen paper."""
    return replace(context, options=replace(context.options, paper=chosen_paper()))
