"""The traffic path as a PNG, for files that hold no vectors, such as the workbook."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from planner.gui.printing.fonts import fonts_for
from planner.gui.printing.picture import in_own_fonts
from planner.gui.printing.start import start_without_window

_SCALE = 2.0


def svg_png(svg: str, language: str) -> bytes:
    """Return the SVG as a PNG at twice its size, on white, in the fonts of paper.

    Raises:
        MissingChineseFontError: the text is Chinese and no font here can draw it.
    """
    application = QGuiApplication.instance() or start_without_window()
    renderer = QSvgRenderer(QByteArray(in_own_fonts(svg, fonts_for(language)).encode()))
    size = renderer.viewBoxF().size() * _SCALE
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    del application  # it had to live until here
    return bytes(content.data())
