"""The one primary button. Part of the first paint: see `planner.gui.first_look`."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QEnterEvent, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from planner.gui.colours import blend, hairline

CONTRAST = 4.5
_RADIUS = 4.0
CENTRED_WITH_MNEMONIC = 0x0084 | 0x0800
"""`Qt.AlignmentFlag.AlignCenter` and `Qt.TextFlag.TextShowMnemonic`, as numbers."""


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
    white = QColor("white")
    while contrast(white, _hovered(shade)) < CONTRAST:
        shade = blend(shade, QColor("black"), 0.04)
    return shade


def _hovered(shade: QColor) -> QColor:
    return blend(shade, QColor("white"), 0.08)


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
        self._set_text_role()

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
        painter.fillPath(_rounded(box, _RADIUS), _brush(self._fill()))
        if self.hasFocus():
            ring = _rounded(box.adjusted(1.9, 1.9, -1.9, -1.9), _RADIUS - 1.4)
            # Where two outlines overlap a path is empty: what is left is the ring between them.
            ring.addPath(_rounded(box.adjusted(3.1, 3.1, -3.1, -3.1), _RADIUS - 2.6))
            painter.fillPath(ring, _brush(QColor("white")))
        # The pen is still the foreground role's: setting one would build the `Qt` namespace.
        painter.drawText(self.rect(), CENTRED_WITH_MNEMONIC, self.text())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._set_text_role()

    def _set_text_role(self) -> None:
        role = QPalette.ColorRole
        self.setForegroundRole(role.BrightText if self.isEnabled() else role.PlaceholderText)

    def _fill(self) -> QColor:
        if not self.isEnabled():
            return hairline(self.palette())
        shade = primary_colour(self.palette())
        if self.isDown():
            return blend(shade, QColor("black"), 0.18)
        return _hovered(shade) if self.underMouse() else shade


def _rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def _brush(shade: QColor) -> QBrush:
    """Return a solid brush; ``QBrush(shade)`` would build the `Qt` namespace."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Button, shade)
    return palette.brush(QPalette.ColorRole.Button)
