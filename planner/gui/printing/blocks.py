"""Blocks: things with a measured height that can be drawn at a place, and ways to combine them.

All lengths are points; ``x`` and ``y`` name the block's upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.gui.printing.style import FAINT, HAIRLINE


class Block(Protocol):
    """Something that is measured before it is placed, and is never split."""

    @property
    def height(self) -> float:
        """Height in points."""

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with its upper left corner at ``x``, ``y``."""


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, of a height."""

    height: float

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line; ``thickness`` counts into the height."""

    width: float
    thickness: float = 0.5
    color: str = HAIRLINE

    @property
    def height(self) -> float:
        """Height in points."""
        return self.thickness

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the line."""
        middle = y + self.thickness / 2
        draw_line(painter, QPointF(x, middle), QPointF(x + self.width, middle), self.color, self.thickness)


@dataclass(frozen=True, slots=True)
class FillIn:
    """A line to write on by hand, with room above it."""

    width: float
    height: float = 15

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the line near the foot of the room."""
        foot = y + self.height - 2
        draw_line(painter, QPointF(x, foot), QPointF(x + self.width, foot), FAINT, 0.6, dotted=True)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block at an offset inside another one."""

    x: float
    y: float
    block: Block


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together as one, at fixed places."""

    height: float
    parts: tuple[Placed, ...]

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint every part."""
        for part in self.parts:
            part.block.draw(painter, x + part.x, y + part.y)


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rounded rectangle behind other blocks."""

    width: float
    height: float
    color: str
    radius: float = 0

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint the rectangle."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.color))
        painter.drawRoundedRect(QRectF(x, y, self.width, self.height), self.radius, self.radius)


def stack(*blocks: Block, gap: float = 0) -> Group:
    """Return the blocks one below the other, ``gap`` points between them."""
    parts: list[Placed] = []
    y = 0.0
    for block in blocks:
        if parts:
            y += gap
        parts.append(Placed(0, y, block))
        y += block.height
    return Group(y, tuple(parts))


def beside(columns: Sequence[tuple[float, Block]]) -> Group:
    """Return blocks side by side, each at its own ``x``, as high as the highest."""
    height = max((block.height for _, block in columns), default=0)
    return Group(height, tuple(Placed(x, 0, block) for x, block in columns))


def padded(block: Block, *, top: float = 0, bottom: float = 0, left: float = 0) -> Group:
    """Return the block with room around it."""
    return Group(top + block.height + bottom, (Placed(left, top, block),))


def draw_line(
    painter: QPainter, start: QPointF, end: QPointF, color: str, thickness: float, *, dotted: bool = False
) -> None:
    """Paint one straight line."""
    pen = QPen(QColor(color), thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dotted:
        pen.setDashPattern([1.2, 1.8])
    painter.setPen(pen)
    painter.drawLine(start, end)
