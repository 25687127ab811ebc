"""The traffic path: where egress goes, and whether each published service's answers find their way back.

Planning decides it once (`planner.planning.path`); picture, documents, advisories and readiness read it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.cluster import InboundService, OutboundType


class Egress(StrEnum):
    """What happens to traffic that nodes open themselves."""

    FIREWALL = "firewall"
    OUTBOUND = "outbound"
    NONE = "none"
    BLOCK = "block"


class PathState(StrEnum):
    """How a service's path ends.

    ``whole``: requests and answers pass, and everything that makes it so can be written. ``pending``: decided, but
    something it needs is not known yet. ``broken``: answers are lost. ``bypassed``: they do not pass the firewall.
    ``closed``: nothing leaves the subnet.
    """

    WHOLE = "whole"
    PENDING = "pending"
    BROKEN = "broken"
    BYPASSED = "bypassed"
    CLOSED = "closed"

    @property
    def passes(self) -> bool:
        """Whether traffic passes the firewall both ways, or will once everything is known."""
        return self in (PathState.WHOLE, PathState.PENDING)


class PathCause(StrEnum):
    """Why a path is as it is."""

    UNDECIDED = "undecided"
    DOES_NOT_FIT = "does-not-fit"
    LEFT_OUT = "left-out"
    COLLISION = "collision"
    NEXT_HOP_UNKNOWN = "next-hop-unknown"
    NEXT_HOP_DOUBTFUL = "next-hop-doubtful"
    SOURCE_UNKNOWN = "source-unknown"
    SOURCE_DOUBTFUL = "source-doubtful"
    ROUTE_UNWRITTEN = "route-unwritten"
    RANGES_LACK = "ranges-lack-firewall"
    RANGES_UNCHECKED = "ranges-unchecked"
    NOT_ISOLATED = "not-isolated"
    TAGS_BY_LIST = "tags-by-list"
    BY_PROXY = "by-proxy"
    WRONG_REGION = "region-of-other-cloud"
    SERVICE_CUT_OFF = "service-cut-off"
    LINE_UNWRITTEN = "line-unwritten"
    API_SERVER_OUTSIDE = "api-server-outside"
    ADDRESS_UNKNOWN = "address-unknown"
    ADDRESS_PRIVATE = "address-private"
    STOPS_FILTERING = "stops-filtering"
    NOT_ROUTED = "not-routed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ServicePath:
    """One published service: the id of its NAT line, its state, the remedy in force (or none), and why.

    ``asymmetric`` tells that without a remedy the firewall would drop its answers. ``chosen`` is the remedy that was
    chosen and fits, also where its NAT line was left out or never matches. ``collides_with`` is the id of the NAT
    line that takes its requests, if one does. ``assumed`` are ids of facts that it rests on beside those of the path
    itself, and that nobody answered.
    """

    service: InboundService
    rule_id: str
    state: PathState
    asymmetric: bool = False
    remedy: str = ""
    chosen: str = ""
    causes: tuple[PathCause, ...] = ()
    collides_with: str = ""
    assumed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act: its answers are lost, or the remedy chosen mends nothing."""
        return self.state is PathState.BROKEN

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has chosen a remedy that fits."""
        return self.is_open and not self.chosen


@dataclass(frozen=True, slots=True)
class TrafficPath:
    """Where egress goes, and every published service in the order they were given.

    ``waits_for`` is why the default route does not go out yet: its next hop is not known or cannot be the firewall's,
    lines that the cluster requires or a route of a service cannot be written, the source is no subnet of nodes, it
    would take the nodes' way to an API server outside the network, or a service would no longer be reached.
    ``lacks`` is what makes it not whole without holding the default route back in every file: lines by service tag that
    the firewall knows from Microsoft's list alone, and a proxy that no line leads to.
    ``assumed`` are ids of facts that decided it and that nobody answered. ``access_assumed`` are those that decide, in
    the same state, whether nodes behind the firewall reach their API server and what they start from: no path is whole
    on them, though traffic goes its way.
    """

    outbound_type: OutboundType
    default_route: bool
    egress: Egress
    services: tuple[ServicePath, ...] = ()
    stops_filtering: bool = False
    next_hop_known: bool = True
    waits_for: tuple[PathCause, ...] = ()
    lacks: tuple[PathCause, ...] = ()
    assumed: tuple[str, ...] = ()
    access_assumed: tuple[str, ...] = ()

    @property
    def passes_firewall(self) -> bool:
        """Whether the rules of the plan would be enforced at all."""
        return self.egress is Egress.FIREWALL

    @property
    def cuts_api_server_off(self) -> bool:
        """Whether the default route would take the nodes' way to an API server that no line of the plan opens."""
        return PathCause.API_SERVER_OUTSIDE in self.waits_for

    @property
    def asymmetric(self) -> tuple[ServicePath, ...]:
        """The services whose answers the firewall would drop without a remedy."""
        return tuple(entry for entry in self.services if entry.asymmetric)

    @property
    def is_whole(self) -> bool:
        """Whether egress passes the firewall, its route goes out, and every service (one at least) is whole."""
        if not self.services or not self.passes_firewall:
            return False
        if self.waits_for or self.lacks or self.assumed or self.access_assumed:
            return False
        return all(entry.state is PathState.WHOLE and not entry.assumed for entry in self.services)

    def whole_on(self, entry: ServicePath | None) -> tuple[str, ...]:
        """Return the facts that nobody answered and without which one service's path is not whole."""
        return tuple(dict.fromkeys((*self.assumed_for(entry), *self.access_assumed)))

    def assumed_for(self, entry: ServicePath | None) -> tuple[str, ...]:
        """Return the facts that nobody answered and that one service's path, or that of egress, rests on."""
        return self.assumed if entry is None else tuple(dict.fromkeys((*self.assumed, *entry.assumed)))
