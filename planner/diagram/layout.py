"""Where everything stands: boxes and arrows laid by hand for each situation.

Units are the picture's own (1 unit = 1 pixel at scale 1). Three columns: outside at the left, what
stands at the network's edge in the middle, the node subnet at the right inside the network's frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.diagram.model import PathDrawing, PathSituation, PlaceKind
from planner.domain.path import PathState

Point = tuple[float, float]

WIDTH = 780.0
HEIGHT = 284.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A box by its corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow along right angles with its step's number on it; ``label`` is where a word may stand.

    ``crossed`` ends in a cross instead of a head. ``ends_left`` sets the label to end at its point.
    """

    step: int
    points: tuple[Point, ...]
    disc: Point | None
    label: Point | None = None
    ends_left: bool = False
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by place, arrows, and the faint line along which nothing arrives (empty if none)."""

    boxes: dict[PlaceKind, Rect]
    arrows: tuple[Arrow, ...]
    ghost: tuple[Point, ...] = ()
    ghost_caption: Point | None = None


FRAME = Rect(326, 14, 440, 256)
NODES = Rect(562, 34, 190, 206)
_TOP = Rect(240, 32, 196, 58)
_TOP_INSIDE = Rect(334, 32, 186, 58)
_LOW = Rect(240, 166, 196, 74)
_LOW_TALL = Rect(240, 148, 196, 92)
_BYSTANDER = Rect(240, 192, 196, 48)
_CALLER = Rect(16, 98, 140, 76)
_CALLER_TOP = Rect(16, 26, 140, 70)


def layout_of(path: PathDrawing) -> Layout:
    """Return boxes and arrows of this path; every step has at least one arrow."""
    if path.situation is PathSituation.ASYMMETRIC:
        return _asymmetric()
    if path.situation is PathSituation.INTERNAL_LOAD_BALANCER:
        return _internal_balancer()
    if path.situation in (PathSituation.HOST_ROUTE, PathSituation.NAT_GATEWAY_ROUTE):
        return _host_route(tall=path.situation is PathSituation.NAT_GATEWAY_ROUTE)
    if path.situation is PathSituation.EGRESS:
        return _egress(path)
    return _lanes(path)


def _asymmetric() -> Layout:
    boxes = {
        PlaceKind.CLIENT: _CALLER,
        PlaceKind.LOAD_BALANCER: _TOP,
        PlaceKind.FIREWALL: _LOW,
        PlaceKind.NODES: NODES,
    }
    arrows = (
        Arrow(1, ((156, 118), (198, 118), (198, 61), (240, 61)), (198, 90)),
        Arrow(2, ((436, 61), (562, 61)), (494, 61)),
        Arrow(3, ((562, 203), (470, 203)), (518, 203)),
        Arrow(4, ((470, 203), (456, 203)), None, label=(446, 232), crossed=True),
    )
    return Layout(boxes, arrows, ((240, 203), (86, 203), (86, 174)), (86, 222))


def _internal_balancer() -> Layout:
    boxes = {
        PlaceKind.CLIENT: _CALLER,
        PlaceKind.LOAD_BALANCER: _TOP_INSIDE,
        PlaceKind.FIREWALL: _LOW,
        PlaceKind.NODES: NODES,
    }
    arrows = (
        Arrow(1, ((156, 122), (198, 122), (198, 186), (240, 186)), (198, 154)),
        Arrow(2, ((390, 166), (390, 90)), (390, 131), label=(406, 135)),
        Arrow(3, ((520, 61), (562, 61)), (536, 61)),
        Arrow(4, ((562, 203), (436, 203)), (504, 203)),
        Arrow(5, ((240, 220), (86, 220), (86, 174)), (163, 220)),
    )
    return Layout(boxes, arrows)


def _host_route(*, tall: bool) -> Layout:
    firewall = _LOW_TALL if tall else _LOW
    half_way = (_TOP.bottom + firewall.y) / 2
    boxes = {
        PlaceKind.CLIENT: _CALLER,
        PlaceKind.LOAD_BALANCER: _TOP,
        PlaceKind.FIREWALL: firewall,
        PlaceKind.NODES: NODES,
    }
    arrows = (
        Arrow(1, ((156, 122), (190, 122), (190, 186), (240, 186)), (190, 154)),
        Arrow(2, ((262, firewall.y), (262, 90)), (262, half_way), label=(248, half_way + 4), ends_left=True),
        Arrow(3, ((436, 46), (562, 46)), (486, 46)),
        Arrow(4, ((562, 76), (436, 76)), (512, 76)),
        Arrow(5, ((302, 90), (302, firewall.y)), (302, half_way)),
        Arrow(6, ((240, 220), (86, 220), (86, 174)), (163, 220)),
    )
    return Layout(boxes, arrows)


def _lanes(path: PathDrawing) -> Layout:
    """Lay a service's own path above and what the nodes open themselves below."""
    internal = path.situation is PathSituation.INTERNAL
    boxes = {
        PlaceKind.CLIENT: _CALLER_TOP,
        PlaceKind.LOAD_BALANCER: _TOP_INSIDE if internal else _TOP,
        PlaceKind.NODES: NODES,
    }
    if internal:
        upper: tuple[Arrow, ...] = (
            Arrow(1, ((156, 61), (334, 61)), (240, 61)),
            Arrow(2, ((520, 61), (562, 61)), (536, 61)),
            Arrow(3, ((562, 111), (86, 111), (86, 96)), (240, 111)),
        )
    else:
        upper = (
            Arrow(1, ((156, 46), (240, 46)), (190, 46)),
            Arrow(2, ((436, 46), (562, 46)), (486, 46)),
            Arrow(3, ((562, 76), (436, 76)), (512, 76)),
            Arrow(3, ((240, 76), (156, 76)), (206, 76)),
        )
    lower, more = _lower_lane(path, 4)
    ghost = _closed_ghost(more) if path.verdict is PathState.CLOSED else ()
    return Layout(boxes | more, upper + lower, ghost)


def _lower_lane(path: PathDrawing, step: int) -> tuple[tuple[Arrow, ...], dict[PlaceKind, Rect]]:
    if path.verdict.passes:
        boxes = {PlaceKind.FIREWALL: _LOW, PlaceKind.INTERNET: Rect(16, 176, 140, 54)}
        return _straight(step, 203), boxes
    lane = 156.0
    internet = Rect(16, lane - 25, 140, 50)
    boxes = {PlaceKind.FIREWALL: _BYSTANDER, PlaceKind.INTERNET: internet}
    if path.verdict is PathState.CLOSED:
        return (_cut(step, lane),), boxes
    boxes[PlaceKind.OUTBOUND] = Rect(240, lane - 25, 196, 50)
    return _straight(step, lane), boxes


def _straight(step: int, lane: float) -> tuple[Arrow, ...]:
    return (
        Arrow(step, ((562, lane), (436, lane)), (504, lane)),
        Arrow(step, ((240, lane), (156, lane)), (202, lane)),
    )


def _cut(step: int, lane: float) -> Arrow:
    return Arrow(step, ((562, lane), (326, lane)), (504, lane), label=(346, lane + 22), crossed=True)


def _closed_ghost(boxes: dict[PlaceKind, Rect]) -> tuple[Point, ...]:
    lane = boxes[PlaceKind.INTERNET].middle
    return ((314, lane), (156, lane))


def _egress(path: PathDrawing) -> Layout:
    """Lay the egress path of a cluster nobody calls, with the API server where it stands."""
    through = path.verdict.passes
    api_server = path.place(PlaceKind.API_SERVER)
    inside = PlaceKind.API_SERVER in {step.end for step in path.steps}
    beside = api_server is not None and not inside
    centre = 152.0 if through else 128.0
    if path.verdict is PathState.CLOSED:
        arrows: tuple[Arrow, ...] = (_cut(1, centre),)
    else:
        arrows = _node_side(through, centre) + _outer_side(through, beside, centre)
    boxes = {PlaceKind.NODES: NODES, **_egress_middle(path, centre)}
    if beside:
        boxes[PlaceKind.INTERNET] = Rect(16, centre - 92, 140, 54)
        boxes[PlaceKind.API_SERVER] = Rect(16, centre + 36, 140, 54)
    else:
        boxes[PlaceKind.INTERNET] = Rect(16, centre - 29, 140, 58)
    if inside:
        boxes[PlaceKind.API_SERVER] = Rect(334, 28, 186, 54)
        arrows += (Arrow(path.steps[-1].number, ((562, 55), (520, 55)), (546, 55)),)
    ghost = _closed_ghost(boxes) if path.verdict is PathState.CLOSED else ()
    return Layout(boxes, arrows, ghost)


def _egress_middle(path: PathDrawing, centre: float) -> dict[PlaceKind, Rect]:
    if path.verdict.passes:
        return {PlaceKind.FIREWALL: Rect(240, centre - 38, 196, 76)}
    if path.verdict is PathState.CLOSED:
        return {PlaceKind.FIREWALL: _BYSTANDER}
    return {PlaceKind.OUTBOUND: Rect(240, centre - 27, 196, 54), PlaceKind.FIREWALL: _BYSTANDER}


def _node_side(through: bool, centre: float) -> tuple[Arrow, ...]:
    out, back = centre - 15, centre + 15
    return (
        Arrow(1, ((562, out), (436, out)), (512, out)),
        Arrow(4 if through else 3, ((436, back), (562, back)), (486, back)),
    )


def _outer_side(through: bool, beside: bool, centre: float) -> tuple[Arrow, ...]:
    if not beside:
        out, back = centre - 15, centre + 15
        return (
            Arrow(2, ((240, out), (156, out)), (208, out)),
            Arrow(3, ((156, back), (240, back)), (188, back)),
        )
    out, back, low = centre - 18, centre, centre + 18
    up, down, api = centre - 78, centre - 52, centre + 63
    return (
        Arrow(2, ((240, out), (212, out), (212, up), (156, up)), (212, (out + up) / 2 - 8)),
        Arrow(3, ((156, down), (184, down), (184, back), (240, back)), (184, (down + back) / 2 + 4)),
        Arrow(2, ((240, low), (200, low), (200, api), (156, api)), (200, (low + api) / 2)),
    )
