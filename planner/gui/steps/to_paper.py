"""The two ways to paper from the export step; what stops them is a sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.exporters.base import ExportContext


def to_paper(parent: QWidget, context: ExportContext, *, preview: bool) -> Text | None:
    """Open the print dialog or the preview of the change request; return what stopped it, or None."""
    # Printing is loaded here: nobody needs it before.
    from planner.gui.printing.dialogs import print_dialog

    try:
        if preview:
            preview_on_paper(parent, context)
        else:
            print_dialog(parent, context)
    except FileProblem as problem:
        return problem.message
    return None


def preview_on_paper(parent: QWidget, context: ExportContext) -> None:
    """Open the preview on the paper that the plan's options name.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
    """
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrintPreviewWidget

    from planner.gui.printing.dialogs import print_preview
    from planner.gui.printing.output import PAGE_SIZES

    dialog = print_preview(parent, context)
    dialog.printer().setPageSize(QPageSize(PAGE_SIZES[context.options.paper]))
    shown = dialog.findChild(QPrintPreviewWidget)
    if isinstance(shown, QPrintPreviewWidget):
        shown.updatePreview()
