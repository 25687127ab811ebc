"""What is written and drawn inside a place's box."""

from __future__ import annotations

from planner.diagram.layout import Point, Rect
from planner.diagram.measure import elide, text_width
from planner.diagram.model import Place, PlaceKind, PlaceLine, RouteLine
from planner.diagram.palette import Palette
from planner.diagram.shapes import Box, Label, Line, Shape, clean
from planner.domain.text import Text

TITLE_SIZE = 13.0
LINE_SIZE = 12.0
FIXED_SIZE = 12.0
SMALL_SIZE = 11.0
_SMALLEST = 9.0
_INSET = 12.0
_LEADING = 18.0
_CHIPS = 3
_ROUTE_ARROW = 21.0

_NODE = Text("node", "节点")
_ROUTE_TABLE = Text("Route table", "路由表")
_NO_ROUTE_TABLE = Text("no route to the firewall", "没有指向防火墙的路由")


def fitted(label: Label, room: float) -> Label:
    """Return the label a little smaller if it is too wide for ``room``, elided if that is not enough."""
    text = clean(label.text)
    size = _shrunk(label.size, text_width(text, label.size, bold=label.bold, fixed=label.fixed), room)
    shown = elide(text, size, room + 0.01, bold=label.bold, fixed=label.fixed)
    return Label(
        shown, label.x, label.y, size, label.fill, label.ground, label.bold, label.fixed, label.anchor
    )


def _shrunk(size: float, width: float, room: float) -> float:
    # Whole sizes alone: Qt's SVG module cuts off the fraction of a font size, a browser does not.
    return size if width <= room else max(_SMALLEST, float(int(size * room / width)))


def place_shapes(
    place: Place, rect: Rect, routes: tuple[RouteLine, ...], colors: Palette, language: str
) -> list[Shape]:
    """Return the box of a place with its title and lines, and in the node subnet its route table."""
    edge = colors.edge if place.in_path else colors.faint
    ink = colors.ink if place.in_path else colors.muted
    room = rect.width - 2 * _INSET
    left = rect.x + _INSET
    lines = _text_height(place)
    top = rect.y + (28.0 if place.kind is PlaceKind.NODES else (rect.height - lines) / 2 + 12)
    title = Label(place.title.in_language(language), left, top, TITLE_SIZE, ink, colors.box, bold=True)
    shapes: list[Shape] = [
        Box(rect, colors.box, edge, dashed=not place.in_path),
        fitted(title, room),
    ]
    column = _label_column(place, language)
    size = _lines_size(place, room - column, language)
    for row, line in enumerate(place.lines, start=1):
        at = (left, top + row * _LEADING)
        shapes += _line_shapes(line, at, (column, room, size), colors, language)
    if place.kind is PlaceKind.NODES:
        shapes += _node_chips(rect, colors, language)
        shapes += _route_table(rect, routes, colors, language)
    return shapes


def _text_height(place: Place) -> float:
    return 16 + _LEADING * len(place.lines)


def _label_column(place: Place, language: str) -> float:
    labels = [line.label.in_language(language) for line in place.lines]
    widest = max((text_width(label, LINE_SIZE) for label in labels), default=0.0)
    return widest + 8 if widest else 0.0


def _lines_size(place: Place, room: float, language: str) -> float:
    # One size for all lines of a box: two addresses under each other are compared by eye.
    sizes = [
        _shrunk(
            LINE_SIZE, text_width(clean(line.value.in_language(language)), LINE_SIZE, fixed=line.fixed), room
        )
        for line in place.lines
    ]
    return min(sizes, default=LINE_SIZE)


def _line_shapes(
    line: PlaceLine, at: Point, measures: tuple[float, float, float], colors: Palette, language: str
) -> list[Shape]:
    left, baseline = at
    column, room, size = measures
    shapes: list[Shape] = []
    label = line.label.in_language(language)
    if label:
        shapes.append(Label(label, left, baseline, LINE_SIZE, colors.muted, colors.box))
    ink = colors.ink if line.fixed else colors.muted
    value = line.value.in_language(language)
    shapes.append(
        fitted(Label(value, left + column, baseline, size, ink, colors.box, fixed=line.fixed), room - column)
    )
    return shapes


def _node_chips(rect: Rect, colors: Palette, language: str) -> list[Shape]:
    gap = 8.0
    width = (rect.width - 2 * _INSET - gap * (_CHIPS - 1)) / _CHIPS
    shapes: list[Shape] = []
    for place in range(_CHIPS):
        chip = Rect(rect.x + _INSET + place * (width + gap), rect.y + 64, width, 28)
        text = Label(
            _NODE.in_language(language),
            chip.x + width / 2,
            chip.middle + 4,
            SMALL_SIZE,
            colors.muted,
            colors.chip,
            anchor="middle",
        )
        shapes += [Box(chip, colors.chip, colors.frame_edge, radius=4), text]
    return shapes


def _route_table(rect: Rect, routes: tuple[RouteLine, ...], colors: Palette, language: str) -> list[Shape]:
    left, right = rect.x + _INSET, rect.right - _INSET
    top = rect.bottom - 74
    shapes: list[Shape] = [
        Line(((left, top), (right, top)), colors.frame_edge),
        Label(_ROUTE_TABLE.in_language(language), left, top + 19, LINE_SIZE, colors.muted, colors.box),
    ]
    if not routes:
        words = _NO_ROUTE_TABLE.in_language(language)
        shapes.append(
            fitted(Label(words, left, top + 38, SMALL_SIZE, colors.muted, colors.box), right - left)
        )
    size = min((_route_size(route, right - left, language) for route in routes), default=FIXED_SIZE)
    for row, route in enumerate(routes):
        shapes += _route_shapes(route, (left, right), top + 38 + row * 18, size, colors, language)
    return shapes


def _route_size(route: RouteLine, room: float, language: str) -> float:
    words = clean(route.prefix.in_language(language) + route.next_hop.in_language(language))
    return _shrunk(FIXED_SIZE, text_width(words, FIXED_SIZE, fixed=True), room - _ROUTE_ARROW)


def _route_shapes(
    route: RouteLine, span: Point, baseline: float, size: float, colors: Palette, language: str
) -> list[Shape]:
    """Set prefix, a small arrow and next hop in one row."""
    left, right = span
    prefix, hop = clean(route.prefix.in_language(language)), clean(route.next_hop.in_language(language))
    room = (right - left - _ROUTE_ARROW) * 0.7
    is_address = "/" in prefix
    first = fitted(Label(prefix, left, baseline, size, colors.ink, colors.box, fixed=is_address), room)
    start = left + text_width(first.text, first.size, fixed=is_address) + 5
    middle = baseline - size * 0.34
    shaft = Line(((start, middle), (start + 11, middle)), colors.muted)
    barb = Line(((start + 8, middle - 3), (start + 11, middle), (start + 8, middle + 3)), colors.muted)
    hop_left = start + _ROUTE_ARROW - 5
    second = Label(hop, hop_left, baseline, size, colors.ink, colors.box, fixed=route.fixed)
    return [first, shaft, barb, fitted(second, right - hop_left)]
