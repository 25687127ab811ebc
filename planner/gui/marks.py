"""The marks: shapes that say what colour alone must not say. Drawn as paths, so sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF

from planner.gui.colours import Meaning, colour

_LINE = 0.11
_SCALES = (1, 2)


def paint_mark(painter: QPainter, box: QRectF, meaning: Meaning, shade: QColor | None = None) -> None:
    """Paint the mark of ``meaning`` centred in ``box`` (the shorter side counts)."""
    side = min(box.width(), box.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = shade if shade is not None else colour(meaning)
    pen = QPen(shade, side * _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _PAINTERS[meaning](painter, square, shade)
    painter.restore()


def mark_icon(meaning: Meaning, palette: QPalette, size: int = 16) -> QIcon:
    """Return the mark as an icon for this palette, sharp at scale 1 and 2."""
    icon = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap(QSize(size, size) * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, size, size), meaning, colour(meaning, palette))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _point(square: QRectF, x: float, y: float) -> QPointF:
    return QPointF(square.x() + square.width() * x, square.y() + square.height() * y)


def _lines(painter: QPainter, square: QRectF, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([_point(square, x, y) for x, y in points]))


def _diamond(painter: QPainter, square: QRectF, shade: QColor) -> None:
    painter.setBrush(shade)
    painter.setPen(Qt.PenStyle.NoPen)
    corners = [(0.5, 0.12), (0.88, 0.5), (0.5, 0.88), (0.12, 0.5)]
    painter.drawPolygon(QPolygonF([_point(square, x, y) for x, y in corners]))


def _ring(painter: QPainter, square: QRectF, shade: QColor) -> None:
    painter.drawEllipse(square.center(), square.width() * 0.32, square.width() * 0.32)


def _dash(painter: QPainter, square: QRectF, shade: QColor) -> None:
    _lines(painter, square, (0.2, 0.5), (0.8, 0.5))


def _ring_with_slash(painter: QPainter, square: QRectF, shade: QColor) -> None:
    _ring(painter, square, shade)
    _lines(painter, square, (0.28, 0.72), (0.72, 0.28))


def _triangle(painter: QPainter, square: QRectF, shade: QColor) -> None:
    _lines(painter, square, (0.5, 0.12), (0.92, 0.86), (0.08, 0.86), (0.5, 0.12))
    _lines(painter, square, (0.5, 0.4), (0.5, 0.6))
    painter.drawPoint(_point(square, 0.5, 0.74))


def _disc_with_cross(painter: QPainter, square: QRectF, shade: QColor) -> None:
    path = QPainterPath()
    path.addEllipse(square.center(), square.width() * 0.44, square.width() * 0.44)
    painter.fillPath(path, shade)
    light = shade.lightness() < 128
    painter.setPen(
        QPen(QColor(Qt.GlobalColor.white if light else Qt.GlobalColor.black), square.width() * _LINE)
    )
    _lines(painter, square, (0.34, 0.34), (0.66, 0.66))
    _lines(painter, square, (0.66, 0.34), (0.34, 0.66))


def _tick(painter: QPainter, square: QRectF, shade: QColor) -> None:
    _lines(painter, square, (0.16, 0.54), (0.4, 0.76), (0.84, 0.26))


def _clock(painter: QPainter, square: QRectF, shade: QColor) -> None:
    painter.drawEllipse(square.center(), square.width() * 0.4, square.width() * 0.4)
    _lines(painter, square, (0.5, 0.28), (0.5, 0.52), (0.66, 0.6))


def _note(painter: QPainter, square: QRectF, shade: QColor) -> None:
    frame = QRectF(_point(square, 0.1, 0.18), _point(square, 0.9, 0.74))
    painter.drawRoundedRect(frame, square.width() * 0.08, square.width() * 0.08)
    _lines(painter, square, (0.28, 0.38), (0.72, 0.38))
    _lines(painter, square, (0.28, 0.55), (0.58, 0.55))
    _lines(painter, square, (0.34, 0.74), (0.34, 0.9), (0.5, 0.76))


def _question(painter: QPainter, square: QRectF, shade: QColor) -> None:
    painter.drawEllipse(square.center(), square.width() * 0.42, square.width() * 0.42)
    hook = QPainterPath(_point(square, 0.37, 0.4))
    hook.cubicTo(_point(square, 0.37, 0.2), _point(square, 0.65, 0.2), _point(square, 0.64, 0.4))
    hook.cubicTo(_point(square, 0.64, 0.5), _point(square, 0.5, 0.48), _point(square, 0.5, 0.6))
    painter.drawPath(hook)
    painter.drawPoint(_point(square, 0.5, 0.75))


_PAINTERS = {
    Meaning.REQUIRED: _diamond,
    Meaning.OPTIONAL: _ring,
    Meaning.NOT_NEEDED: _dash,
    Meaning.LEFT_OUT: _ring_with_slash,
    Meaning.ADVISORY: _triangle,
    Meaning.PROBLEM: _disc_with_cross,
    Meaning.DONE: _tick,
    Meaning.STALE: _clock,
    Meaning.REMARK: _note,
    Meaning.ASSUMED: _question,
}
