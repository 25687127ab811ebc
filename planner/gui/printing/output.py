"""Painting the change request: onto a printer, into the preview, or into the bytes of a PDF."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import clipped, one_line
from planner.gui.printing import words
from planner.gui.printing.document import ChangeRequestPages, compose
from planner.gui.printing.fonts import fonts_for
from planner.gui.printing.pdf_bytes import dated, searchable

PAGE_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
NOT_TAKEN = Text(
    "The printer did not take the document. Check the printer or the file's folder, then print again.",
    "打印机未接收文档。请检查打印机或文件所在的文件夹，然后重新打印。",
)
_RESOLUTION = 1200
_SMALLEST = (480.0, 740.0)
"""Page one needs this much paper, in points; what is smaller gets the same page, scaled down."""
_LONGEST_TITLE = 200
_NAMESPACE = QUuid("{2b0f5a5c-7d1e-4b7a-9a63-0c6a3e6f5d10}")


class PrintingStoppedError(FileProblem):
    """The device did not take the document: no such folder, no permission, no room, no printer."""

    def __init__(self) -> None:
        """Say what is so and what to do, in both languages."""
        super().__init__("", 0, NOT_TAKEN)


def paint_change_request(device: QPagedPaintDevice, context: ExportContext) -> int:
    """Paint the change request onto ``device`` on its own paper, and return how many pages were painted.

    A printer's choice of pages is respected; page numbers stay those of the whole document.

    Raises:
        MissingChineseFontError: the document is Chinese and no font here can draw it.
        PrintingStoppedError: the device cannot be painted on.
    """
    _use_whole_paper(device)
    paper = device.pageLayout().fullRect(QPageLayout.Unit.Point)
    scale = min(1.0, paper.width() / _SMALLEST[0], paper.height() / _SMALLEST[1])
    document = compose(context, paper.width() / scale, paper.height() / scale)
    painter = QPainter()
    if not painter.begin(device):
        raise PrintingStoppedError
    try:
        return _paint_pages(painter, device, document, scale)
    finally:
        painter.end()


def _use_whole_paper(device: QPagedPaintDevice) -> None:
    """Count from the paper's corner: the document brings its own margins."""
    if isinstance(device, QPrinter):
        device.setFullPage(True)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _paint_pages(
    painter: QPainter, device: QPagedPaintDevice, document: ChangeRequestPages, scale: float
) -> int:
    chosen = device.pageRanges()
    painted = 0
    for number, page in enumerate(document.pages, start=1):
        if not chosen.isEmpty() and not chosen.contains(number):
            continue
        if painted and not device.newPage():
            raise PrintingStoppedError
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(device.logicalDpiX() / 72 * scale, device.logicalDpiY() / 72 * scale)
        page.draw(painter)
        painter.restore()
        painted += 1
    return painted


def write_pdf(context: ExportContext, page_size: str = "A4") -> bytes:
    """Return the change request as a PDF on ``A4`` or ``Letter``.

    Raises:
        KeyError: there is no such page size.
        MissingChineseFontError: the document is Chinese and no font here can draw it.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(PAGE_SIZES[page_size]))
    writer.setTitle(_title(context))
    writer.setCreator(f"AKS Egress Planner {context.planner_version}")
    writer.setDocumentId(QUuid.createUuidV5(_NAMESPACE, context.plan.digest().encode("ascii")))
    paint_change_request(writer, context)
    buffer.close()
    return searchable(dated(bytes(content.data()), context.created), fonts_for(context.language))


def _title(context: ExportContext) -> str:
    parts = (context.say(words.TITLE), one_line(context.request.change_request.ticket), context.cluster)
    return clipped(" · ".join(filter(None, parts)), _LONGEST_TITLE)
