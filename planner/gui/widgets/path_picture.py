"""The traffic path as a picture: an SVG scaled to the room there is, in the theme of the palette."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.diagram.model import PathDrawing
from planner.diagram.palette import DARK, LIGHT
from planner.diagram.svg import render_path_svg
from planner.gui.colours import is_dark

_SMALLEST = 420


class PathPicture(QWidget):
    """Paints one `PathDrawing`. Its sentences are the accessible description; the list beside it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a path."""
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self._path: PathDrawing | None = None
        self._language = "en"
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_path(self, path: PathDrawing, language: str) -> None:
        """Draw ``path`` with words in ``language``."""
        self._path, self._language = path, language
        theme = DARK if is_dark(self.palette()) else LIGHT
        svg = render_path_svg(path, language, theme, background=False)
        self._renderer.load(QByteArray(svg.encode("utf-8")))
        self.setAccessibleDescription(path.verdict_text.in_language(language))
        self.updateGeometry()
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture to paint."""
        return self._renderer.isValid()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return int(size.height() * min(width / size.width(), 1.0)) if size.width() > 0 else 200

    def sizeHint(self) -> QSize:
        size = self._renderer.defaultSize()
        return size if size.width() > 0 else QSize(_SMALLEST, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, self.heightForWidth(_SMALLEST))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._renderer.isValid():
            return
        size = self._renderer.defaultSize()
        scale = min(self.width() / size.width(), self.height() / size.height(), 1.0)
        box = QRectF(0, 0, size.width() * scale, size.height() * scale)
        box.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, box)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self._path:
            self.show_path(self._path, self._language)
