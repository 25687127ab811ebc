"""The whole workbook: its sheets in order, its Normal font, its bytes."""

from __future__ import annotations

import io
from datetime import UTC

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.properties import CalcProperties

from planner.exporters.base import ExportContext
from planner.exporters.columns import plan_lines
from planner.exporters.xlsx import path_sheets, reason_sheets, rules_sheet, summary_sheet
from planner.exporters.xlsx.page import Material
from planner.exporters.xlsx.styles import BODY_FONT, NORMAL_SIZE, style_book

SHEETS = (
    (summary_sheet.NAME, summary_sheet.write_summary),
    (rules_sheet.NAME, rules_sheet.write_rules),
    (reason_sheets.NOT_NEEDED, reason_sheets.write_not_needed),
    (reason_sheets.ADVISORIES, reason_sheets.write_advisories),
    (path_sheets.ROUTING, path_sheets.write_routing),
    (path_sheets.ABOUT, path_sheets.write_about),
)
"""Name and writer of each sheet, in the order of the tabs."""


def workbook_bytes(context: ExportContext) -> bytes:
    """Return the workbook of ``context`` as the bytes of an xlsx file."""
    book = build_workbook(context)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def build_workbook(context: ExportContext) -> Workbook:
    """Return the workbook of ``context``, every sheet written."""
    book = Workbook()
    # Column widths are counted in digits of the Normal font, so it has to be the body's.
    normal = Font(name=BODY_FONT[context.language], size=NORMAL_SIZE)
    book._fonts[0] = normal  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = normal  # type: ignore[attr-defined]
    book.calculation = CalcProperties(fullCalcOnLoad=False)
    book.properties.creator = "AKS Egress Planner"
    book.properties.title = context.cluster
    book.properties.created = context.created.astimezone(UTC).replace(tzinfo=None)
    first = book.active
    if first is not None:
        book.remove(first)
    sheets = [book.create_sheet(context.say(name)) for name, _ in SHEETS]
    styles = style_book(sheets[0], context.language)
    material = Material(context, plan_lines(context), context.plan.digest(), styles)
    for sheet, (_, write) in zip(sheets, SHEETS, strict=True):
        write(sheet, material)
    return book
