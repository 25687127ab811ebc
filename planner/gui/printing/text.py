"""Text on paper: plain runs in several styles, wrapped to a width and drawn at exact base lines.

Nothing is ever read as markup; what people typed is cleaned before it comes here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from planner.gui.printing.fonts import UNITS_PER_POINT, Fonts
from planner.gui.printing.style import LINE_HEIGHT, TextStyle
from planner.gui.printing.wrapping import wrap

_ENDLESS = 1e9
_NARROWEST = 0.15
"""No run of letters is narrower than this share of its size, letter for letter."""
_ORPHAN, _ORPHAN_MOST = 0.24, 52.0
"""A last line narrower than this share of the width (or these points) looks lost; it is given a word more."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Wrapped text, ready to be drawn; made by `Typesetter`.

    ``lines`` holds the runs of each line and the line's distance from the left edge; ``pitch`` is the
    distance of two base lines in points. ``elided`` says that something was cut off.
    """

    fonts: Fonts
    lines: tuple[tuple[float, tuple[Run, ...]], ...]
    pitch: float
    elided: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return self.pitch * len(self.lines)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint every line on its base line, which does not depend on the font's own leading."""
        for number, (indent, runs) in enumerate(self.lines):
            if not runs:
                continue
            size = max(run.style.size for run in runs)
            base = y + self.pitch * (number + 0.5) + size * 0.35
            painter.save()
            painter.translate(x + indent, base)
            painter.scale(1 / UNITS_PER_POINT, 1 / UNITS_PER_POINT)
            layout = _laid_out(runs, self.fonts)
            layout.draw(painter, QPointF(0, -layout.lineAt(0).ascent()))
            painter.restore()

    def single_lines(self) -> tuple[TextBlock, ...]:
        """Return each line as a block of its own, for text that may go on over the end of a page."""
        return tuple(replace(self, lines=(line,)) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Makes text blocks with the fonts of one document."""

    fonts: Fonts

    def block(
        self, runs: Sequence[Run] | Run, width: float, *, most: int = 0, right: bool = False, pitch: float = 0
    ) -> TextBlock:
        """Return ``runs`` wrapped to ``width`` points, in at most ``most`` lines (0: as many as it takes).

        What does not fit ends in an ellipsis. ``right`` aligns the lines to the right edge.
        """
        runs = (runs,) if isinstance(runs, Run) else tuple(run for run in runs if run.text)
        whole = sum(len(run.text) for run in runs)
        if most:
            runs = _cut(runs, 0, _more_than_fits(runs, most, width))
        pitch = pitch or max((run.style.size for run in runs), default=8) * LINE_HEIGHT
        text = "".join(run.text for run in runs)
        edges = _edges(runs, self.fonts)
        spans = _without_orphan(text, edges, width)
        elided = bool(most) and (len(spans) > most or len(text) < whole)
        if elided:
            spans = spans[:most]
        lines = [_cut(runs, start, end) for start, end in spans]
        if elided:
            lines[-1] = self._with_ellipsis(lines[-1], width)
        indents = [max(0.0, width - self.width(line)) if right else 0.0 for line in lines]
        return TextBlock(self.fonts, tuple(zip(indents, lines, strict=True)), pitch, elided)

    def width(self, runs: Sequence[Run] | Run) -> float:
        """Return how wide ``runs`` are on one line, in points."""
        runs = (runs,) if isinstance(runs, Run) else tuple(runs)
        return _edges(runs, self.fonts)[-1]

    def _with_ellipsis(self, runs: tuple[Run, ...], width: float) -> tuple[Run, ...]:
        *first, last = runs
        text = last.text.rstrip()
        while text and self.width([*first, replace(last, text=text + " …")]) > width:
            text = text[:-1]
        return (*first, replace(last, text=text.rstrip() + " …"))


def _more_than_fits(runs: Sequence[Run], most: int, width: float) -> int:
    """Return a number of characters that no ``most`` lines can hold, so that the rest need not be measured."""
    smallest = min((run.style.size for run in runs), default=1)
    return int(most * width / (smallest * _NARROWEST)) + 50


def _cut(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    cut: list[Run] = []
    offset = 0
    for run in runs:
        piece = run.text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            cut.append(replace(run, text=piece))
        offset += len(run.text)
    return tuple(cut)


def _without_orphan(text: str, edges: Sequence[float], width: float) -> tuple[tuple[int, int], ...]:
    """Wrap ``text`` so that its last line is not one short word, as long as that costs no line."""
    spans = wrap(text, edges, width)
    best = spans
    shortest = min(_ORPHAN * width, _ORPHAN_MOST)
    share = 0.95
    while len(best) > 1 and edges[best[-1][1]] - edges[best[-1][0]] < shortest and share > 0.7:
        tighter = wrap(text, edges, width * share)
        best = tighter if len(tighter) == len(spans) else best
        share -= 0.05
    return best


def _laid_out(runs: Sequence[Run], fonts: Fonts) -> QTextLayout:
    first = runs[0].style if runs else TextStyle(8)
    text = "".join(run.text for run in runs).replace("\n", " ")
    layout = QTextLayout(text, fonts.font(first.size, bold=first.bold, fixed=first.fixed))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    # A right-to-left word inside the text keeps its order; the line as a whole runs from the left.
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    ranges = []
    offset = 0
    for run in runs:
        style = QTextCharFormat()
        style.setFont(fonts.font(run.style.size, bold=run.style.bold, fixed=run.style.fixed))
        style.setForeground(QBrush(QColor(run.style.color)))
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = offset, _utf16(run.text), style
        ranges.append(part)
        offset += part.length
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    return layout


def _edges(runs: Sequence[Run], fonts: Fonts) -> list[float]:
    """Return the distance in points from the text's beginning to each character, and to its end."""
    if not runs:
        return [0.0]
    text = "".join(run.text for run in runs)
    layout = _laid_out(runs, fonts)  # keeps the line alive, which is but a view of it
    line = layout.lineAt(0)
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        # Visual and logical order differ: letter by letter is a little wider, so lines end early, never late.
        return _letter_by_letter(runs, fonts)
    edges = [0.0]
    offset = 0
    for char in text:
        offset += _utf16(char)
        edges.append(_x_of(line, offset) / UNITS_PER_POINT)
    return edges


def _x_of(line: QTextLine, offset: int) -> float:
    # PySide returns the place and the cursor it belongs to; its type stubs know the place alone.
    place: Any = line.cursorToX(offset)
    return float(place[0] if isinstance(place, tuple) else place)


def _letter_by_letter(runs: Sequence[Run], fonts: Fonts) -> list[float]:
    edges = [0.0]
    for run in runs:
        metrics = QFontMetricsF(fonts.font(run.style.size, bold=run.style.bold, fixed=run.style.fixed))
        for char in run.text:
            edges.append(edges[-1] + metrics.horizontalAdvance(char) / UNITS_PER_POINT)
    return edges


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
