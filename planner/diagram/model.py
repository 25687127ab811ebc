"""What a drawn traffic path is: places, numbered steps between them, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.path import PathState
from planner.domain.text import EMPTY_TEXT, Text


class PlaceKind(StrEnum):
    """What stands on the path. ``OUTBOUND`` is whatever takes egress past the firewall."""

    CLIENT = "client"
    LOAD_BALANCER = "load-balancer"
    FIREWALL = "firewall"
    OUTBOUND = "outbound"
    NODES = "nodes"
    API_SERVER = "api-server"
    INTERNET = "internet"


class Standing(StrEnum):
    """Where a place stands: outside the virtual network, at its edge with a public address, or inside."""

    OUTSIDE = "outside"
    EDGE = "edge"
    INSIDE = "inside"


class Leg(StrEnum):
    """What a step carries: a request, an answer, or traffic that dies there."""

    REQUEST = "request"
    ANSWER = "answer"
    DROPPED = "dropped"


class PathSituation(StrEnum):
    """Which of the known paths this is; the picture's layout follows from it.

    ``ASYMMETRIC`` to ``NAT_GATEWAY_ROUTE`` are a public service behind a default route to the firewall
    (undecided, then the three remedies); ``DIRECT`` is a public service without that route;
    ``INTERNAL`` a service with an internal frontend; ``EGRESS`` a cluster nobody calls.
    """

    ASYMMETRIC = "asymmetric"
    INTERNAL_LOAD_BALANCER = "internal-load-balancer"
    HOST_ROUTE = "host-route"
    NAT_GATEWAY_ROUTE = "nat-gateway-route"
    DIRECT = "direct"
    INTERNAL = "internal"
    EGRESS = "egress"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One line inside a place: an optional label (*public*) and a value.

    ``fixed`` asks for the fixed font (addresses); a value nobody has entered is plain text.
    """

    value: Text
    label: Text = EMPTY_TEXT
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One row of the node subnet's route table as the picture shows it: prefix and next hop."""

    prefix: Text
    next_hop: Text
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A box of the picture. ``in_path`` is False for a firewall that the traffic does not pass."""

    kind: PlaceKind
    title: Text
    lines: tuple[PlaceLine, ...] = ()
    standing: Standing = Standing.OUTSIDE
    in_path: bool = True


@dataclass(frozen=True, slots=True)
class PathStep:
    """One numbered step: traffic goes along ``stops``, and ``sentence`` says so.

    ``label`` is a word beside the arrow (*DNAT*, *dropped*); ``emphasis`` is the part of the sentence
    that may be set in bold, empty if none.
    """

    number: int
    leg: Leg
    stops: tuple[PlaceKind, ...]
    sentence: Text
    label: Text = EMPTY_TEXT
    emphasis: Text = EMPTY_TEXT

    @property
    def start(self) -> PlaceKind:
        """Where the step begins."""
        return self.stops[0]

    @property
    def end(self) -> PlaceKind:
        """Where the step ends, or would end if it were not dropped."""
        return self.stops[-1]


@dataclass(frozen=True, slots=True)
class PathDrawing:
    """The path of one inbound service, or of egress alone when nobody calls in.

    ``steps`` are numbered from 1 without gaps. ``routes`` is the route table drawn in the node subnet,
    empty when egress does not depend on one. ``notes`` are sentences that belong under the picture:
    which of several services is shown, or who must change an address. ``service`` is the shown
    service's name, empty for egress alone; ``cluster`` may be empty. ``assumed`` tells that the verdict holds
    only if an assumption does, which its words say; it is then no good news yet.
    """

    situation: PathSituation
    verdict: PathState
    verdict_text: Text
    places: tuple[Place, ...]
    steps: tuple[PathStep, ...]
    routes: tuple[RouteLine, ...] = ()
    notes: tuple[Text, ...] = ()
    service: str = ""
    cluster: str = ""
    assumed: bool = False

    def place(self, kind: PlaceKind) -> Place | None:
        """Return the place of this kind, or None if the path has none."""
        return next((place for place in self.places if place.kind is kind), None)
