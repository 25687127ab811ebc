"""The change request as an export target, for the window and for the command line alike."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.findings import unresolved
from planner.gui.printing.output import write_pdf
from planner.gui.printing.start import start_without_window


class PdfTarget:
    """Writes the printed change request as a PDF, on the paper that the options name."""

    id = "pdf"
    label = Text("Change request (PDF)", "变更请求（PDF）")
    summary = Text("Signed on page one", "首页签字")
    group: str = TargetGroup.PEOPLE
    suffix = "pdf"

    def __init__(self) -> None:
        """Start nothing of Qt before the first export."""
        # Qt ends with its application object: it has to live as long as this target.
        self._application: Any = None

    def export(self, context: ExportContext) -> ExportResult:
        """Return the PDF and what it has to say of an unfinished plan.

        Raises:
            MissingChineseFontError: the document is Chinese and no font here can draw it.
        """
        self._application = QGuiApplication.instance() or start_without_window()
        content = write_pdf(context, context.options.paper)
        file = ExportFile(context.file_name(self.suffix), content, "application/pdf")
        return ExportResult((file,), self.notices(context))

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return placeholders and open decisions: paper expresses every line, but cannot finish a plan."""
        return unresolved(context, self.id)
