"""The two ways to paper from the export step; what stops them is a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.exporters.base import ExportContext


def to_paper(parent: QWidget, context: ExportContext, *, preview: bool) -> Text | None:
    """Open the print dialog or the preview of the change request; return what stopped it, or None."""
    # Printing is loaded here: nobody needs it before.
    from planner.gui.printing.dialogs import print_dialog, print_preview

    try:
        if preview:
            print_preview(parent, context)
        else:
            print_dialog(parent, context)
    except FileProblem as problem:
        return problem.message
    return None
