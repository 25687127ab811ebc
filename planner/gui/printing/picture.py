"""The traffic path as a picture on paper, drawn as vectors from the plan's SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from planner.diagram.svg import render_path_svg
from planner.gui.printing.fonts import Fonts
from planner.gui.printing.kit import Kit


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG of a given height in points, centred in ``width``."""

    svg: QByteArray
    width: float
    height: float

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the picture as large as width and height allow, keeping its proportions."""
        renderer = QSvgRenderer(self.svg)
        size = renderer.viewBoxF().size()
        scale = min(self.width / size.width(), self.height / size.height())
        left = x + (self.width - size.width() * scale) / 2
        # The renderer leaves pens and transforms behind; the rest of the page must not see them.
        painter.save()
        renderer.render(painter, QRectF(left, y, size.width() * scale, size.height() * scale))
        painter.restore()


def path_picture(kit: Kit, tallest: float) -> Picture | None:
    """Return the picture of this plan's traffic path, at most ``tallest`` points high.

    None where the SVG cannot be read.
    """
    svg = render_path_svg(kit.context.plan, kit.context.language, "print", background=False)
    content = QByteArray(in_own_fonts(svg, kit.setter.fonts).encode("utf-8"))
    renderer = QSvgRenderer(content)
    size = renderer.viewBoxF().size()
    if not renderer.isValid() or size.isEmpty():
        return None
    height = min(tallest, kit.width * size.height() / size.width())
    return Picture(content, kit.width, height)


def in_own_fonts(svg: str, fonts: Fonts) -> str:
    """Set a picture in the document's families in place of whatever ``sans-serif`` is on this machine."""
    for generic, families in (("sans-serif", fonts.sans), ("monospace", fonts.fixed)):
        family = escape(families[0])
        svg = svg.replace(f'font-family="{generic}"', f'font-family="{family}"')
    return svg
