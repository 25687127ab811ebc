"""How a step is drawn: a line, a head, its number on a disc, or a cross where it dies."""

from __future__ import annotations

from planner.diagram.boxes import SMALL_SIZE
from planner.diagram.layout import FRAME, Arrow, Point
from planner.diagram.model import Leg, PathStep
from planner.diagram.palette import Palette
from planner.diagram.shapes import Disc, Label, Line, Polygon, Shape

ANSWER_DASH = "7 5"
_HEAD = 10.0
_HALF_HEAD = 4.5
_DISC = 9.5
_CROSS_DISC = 12.0
_CROSS_ARM = 5.0
_LINE_WIDTH = 2.0


def leg_color(leg: Leg, colors: Palette) -> str:
    """Return the colour of a request, an answer or what is dropped."""
    return {Leg.REQUEST: colors.request, Leg.ANSWER: colors.answer, Leg.DROPPED: colors.dropped}[leg]


def arrow_shapes(arrow: Arrow, step: PathStep, colors: Palette, language: str) -> list[Shape]:
    """Return one arrow of a step; answers are dashed, a dropped one ends in a cross and its word."""
    color = leg_color(step.leg, colors)
    dash = ANSWER_DASH if step.leg is Leg.ANSWER else ""
    shapes: list[Shape] = []
    if arrow.crossed:
        shapes += [Line(arrow.points, color, _LINE_WIDTH, dash), *_cross(arrow.points[-1], colors)]
    else:
        shaft, head = arrow_head(arrow.points, color)
        shapes += [Line(shaft, color, _LINE_WIDTH, dash), head]
    if arrow.disc is not None:
        shapes += numbered_disc(arrow.disc, step, colors)
    word = step.label.in_language(language)
    if arrow.label is not None and word:
        if arrow.crossed and arrow.disc is None:
            word = f"{step.number} {word}"
        x, y = arrow.label
        anchor = "end" if arrow.ends_left else "start"
        ground = _ground(arrow.label, colors)
        shapes.append(Label(word, x, y, SMALL_SIZE, color, ground, bold=True, anchor=anchor))
    return shapes


def arrow_head(points: tuple[Point, ...], color: str) -> tuple[tuple[Point, ...], Polygon]:
    """Return the shaft, shortened so that it ends inside the head, and the head itself."""
    (before_x, before_y), (x, y) = points[-2], points[-1]
    length = abs(x - before_x) + abs(y - before_y)
    along_x, along_y = (x - before_x) / length, (y - before_y) / length
    base = (x - along_x * _HEAD, y - along_y * _HEAD)
    left = (base[0] - along_y * _HALF_HEAD, base[1] + along_x * _HALF_HEAD)
    right = (base[0] + along_y * _HALF_HEAD, base[1] - along_x * _HALF_HEAD)
    return (*points[:-1], base), Polygon(((x, y), left, right), color)


def numbered_disc(centre: Point, step: PathStep, colors: Palette) -> list[Shape]:
    """Return the disc with the number that stands before the step's sentence too."""
    color = leg_color(step.leg, colors)
    x, y = centre
    text = Label(str(step.number), x, y + 4, SMALL_SIZE, colors.on_mark, color, bold=True, anchor="middle")
    return [Disc(centre, _DISC, color, _ground(centre, colors)), text]


def _cross(centre: Point, colors: Palette) -> list[Shape]:
    x, y = centre
    arm = _CROSS_ARM
    first = ((x - arm, y - arm), (x + arm, y + arm))
    second = ((x - arm, y + arm), (x + arm, y - arm))
    return [
        Disc(centre, _CROSS_DISC, colors.dropped, _ground(centre, colors)),
        Line(first, colors.on_mark, 2.5),
        Line(second, colors.on_mark, 2.5),
    ]


def _ground(at: Point, colors: Palette) -> str:
    return (
        colors.frame if FRAME.x <= at[0] <= FRAME.right and FRAME.y <= at[1] <= FRAME.bottom else colors.page
    )
