"""The system's print dialog and the print preview for the change request."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from planner.exporters.base import ExportContext
from planner.gui.printing.fonts import fonts_for
from planner.gui.printing.output import PAGE_SIZES, paint_change_request


def make_printer(context: ExportContext, page_size: str = "") -> QPrinter:
    """Return the system's default printer, set up for the change request.

    ``page_size`` ``A4`` or ``Letter``; empty leaves the printer's own paper.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _set_up(printer, context)
    if page_size:
        printer.setPageSize(QPageSize(PAGE_SIZES[page_size]))
    return printer


def _set_up(printer: QPrinter, context: ExportContext) -> None:
    printer.setDocName(context.file_name("pdf").removesuffix(".pdf"))
    printer.setCreator(f"AKS Egress Planner {context.planner_version}")


def print_dialog(parent: QWidget | None, context: ExportContext) -> bool:
    """Ask for a printer and print; return whether something was printed.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
        PrintingStoppedError: the printer did not take the document.
    """
    # A missing font is told before anybody chooses a printer in vain.
    fonts_for(context.language)
    printer = make_printer(context, context.options.paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        paint_change_request(printer, context)
        return True
    finally:
        dialog.deleteLater()


def print_preview(parent: QWidget | None, context: ExportContext) -> QPrintPreviewDialog:
    """Open the preview of the printed pages beside its parent and return it.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
    """
    fonts_for(context.language)
    # The dialog brings its own printer: one of ours would be gone before the dialog is.
    dialog = QPrintPreviewDialog(parent)
    _set_up(dialog.printer(), context)
    dialog.paintRequested.connect(lambda printer: paint_change_request(printer, context))
    if parent is not None:
        dialog.resize(parent.size().boundedTo(parent.screen().availableSize()))
        dialog.move(parent.mapToGlobal(QPoint(24, 24)))
    dialog.open()
    return dialog
