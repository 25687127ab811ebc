"""The target ``csv``: the lines as a table for any spreadsheet or script, safe to open."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.plan import Exclusion
from planner.domain.service import services_text
from planner.domain.text import Text
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.columns import COLUMNS, Column, destination_text, plan_lines
from planner.exporters.findings import unresolved
from planner.exporters.safe_text import csv_safe, one_line

BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV without it as the computer's old code page and garbles Chinese."""

MEDIA_TYPE = "text/csv; charset=utf-8"
LABEL = Text("CSV table", "CSV 表格")
NOT_NEEDED = Text("Not needed", "不需要")
SUMMARY = Text("The sheet's columns, for other tools", "与工作簿列相同，供其他工具使用")


CSV_COLUMNS = (*COLUMNS, Column("assumption", Text("Assumed", "假定")))
"""The sheet's columns, then what the sheet writes below the reason: whoever filters a table wants a column of its own,
and behind the others it moves none that a script counts."""


@dataclass(frozen=True, slots=True)
class CsvTarget:
    """RFC 4180 with CRLF, UTF-8 with byte order mark; no cell can start a formula."""

    id: str = "csv"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.PEOPLE
    suffix: str = "csv"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return the plan's placeholders and open decisions; the table can express every rule."""
        return unresolved(context, self.id)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the table as one file: a row of headings, then a row a line."""
        text = BYTE_ORDER_MARK + table_text(context)
        file = ExportFile(context.file_name(self.suffix), text.encode("utf-8"), MEDIA_TYPE)
        return ExportResult((file,), self.notices(context))


def table_text(context: ExportContext) -> str:
    """Return headings, lines, and what is absent by assumption, as RFC 4180 text; every field is quoted and safe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([csv_safe(context.say(column.heading)) for column in CSV_COLUMNS])
    for line in plan_lines(context):
        writer.writerow([csv_safe(str(cell)) for cell in line.cells(CSV_COLUMNS)])
    for entry in context.plan.exclusions:
        if entry.assumed:
            cells = _absence_cells(entry, context)
            writer.writerow([csv_safe(cells.get(column.key, "")) for column in CSV_COLUMNS])
    return buffer.getvalue()


def _absence_cells(entry: Exclusion, context: ExportContext) -> dict[str, str]:
    """Return the cells of what is no line because nobody answered, by column.

    Without number and fingerprint: nobody decides on it. The table has no head that could say it instead.
    """
    return {
        "need": context.say(NOT_NEEDED),
        "destination": destination_text(entry.destination, context.language),
        "service": services_text(entry.services),
        "why": one_line(context.say(entry.purpose)),
        "comment": one_line(context.say(entry.reason)),
        "asked_for_by": context.feature_label(entry.feature),
        "section": one_line(entry.source.heading),
        "rule_id": entry.demand_id,
        "assumption": one_line(context.say(entry.assumption)),
    }
