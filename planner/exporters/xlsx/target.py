"""The target ``xlsx``: the workbook that a network team approves line by line."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.findings import unresolved

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LABEL = Text("Excel workbook", "Excel 工作簿")
SUMMARY = Text("Six sheets, decisions by line", "六个工作表，逐条审批")


@dataclass(frozen=True, slots=True)
class XlsxTarget:
    """An Excel workbook with drop-downs for the decision on each line."""

    id: str = "xlsx"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.PEOPLE
    suffix: str = "xlsx"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return the plan's placeholders and open decisions; the workbook can express every rule."""
        return unresolved(context, self.id)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the workbook as one file."""
        # openpyxl is not loaded before somebody exports: the window opens without it.
        from planner.exporters.xlsx.workbook import workbook_bytes

        file = ExportFile(context.file_name(self.suffix), workbook_bytes(context), MEDIA_TYPE)
        return ExportResult((file,), self.notices(context))
