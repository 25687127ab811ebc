"""The one primary button, and links that are buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from planner.gui.colours import blend, hairline, muted

CONTRAST = 4.5
_RADIUS = 4.0


def luminance(shade: QColor) -> float:
    """Return the relative luminance of WCAG 2, 0 to 1."""

    def linear(part: float) -> float:
        return float(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def primary_colour(palette: QPalette) -> QColor:
    """Return the highlight colour, darkened until white text has 4.5:1 on it even while hovered."""
    shade = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    white = QColor(Qt.GlobalColor.white)
    while contrast(white, _hovered(shade)) < CONTRAST:
        shade = blend(shade, QColor(Qt.GlobalColor.black), 0.04)
    return shade


def _hovered(shade: QColor) -> QColor:
    return blend(shade, QColor(Qt.GlobalColor.white), 0.08)


class PrimaryButton(QPushButton):
    """The one button of a view that leads on; painted flat so that its contrast is what was computed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Set its weight; the text is set by its owner."""
        super().__init__(parent)
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setAutoDefault(True)
        self.setMinimumHeight(self.fontMetrics().height() + 16)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().boundingRect(self.text().replace("&", "")).width()
        return QSize(max(text + 40, 112), self.fontMetrics().height() + 16)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        fill, text = self._colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(text, 1.2))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), _RADIUS - 2, _RADIUS - 2)
        painter.setPen(text)
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextShowMnemonic.value
        painter.drawText(self.rect(), flags, self.text())
        painter.end()

    def _colours(self) -> tuple[QColor, QColor]:
        if not self.isEnabled():
            return hairline(self.palette()), muted(self.palette())
        shade = primary_colour(self.palette())
        if self.isDown():
            shade = blend(shade, QColor(Qt.GlobalColor.black), 0.18)
        elif self.underMouse():
            shade = _hovered(shade)
        return shade, QColor(Qt.GlobalColor.white)


class LinkButton(QPushButton):
    """A button that looks like a link, so that the keyboard reaches it and screen readers say what it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Set the hand cursor; the text is set by its owner."""
        super().__init__(parent)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text().replace("&", "")) + 8, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = self.palette().color(QPalette.ColorRole.Link)
        painter.setPen(shade)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        box = self.rect().adjusted(4, 0, -4, 0)
        flags = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
        painter.drawText(box, flags | Qt.TextFlag.TextShowMnemonic.value, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(shade, 1.2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 3, 3)
        painter.end()
