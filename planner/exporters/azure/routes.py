"""The plan's routes as entries of the node subnet's route table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.domain.export import Notice
from planner.domain.firewall_policy import AzureRoute
from planner.domain.plan import Route
from planner.domain.text import Text
from planner.exporters.azure import words
from planner.exporters.azure_names import network_of, unique_names
from planner.exporters.base import ExportContext
from planner.exporters.findings import hold_notices, hold_remarks, route_cause
from planner.exporters.route_approval import approval_notices, approval_remarks
from planner.exporters.safe_text import one_line

APPLIANCE = "VirtualAppliance"


def azure_routes(context: ExportContext, missing: Sequence[int] = ()) -> tuple[AzureRoute, ...]:
    """Return the routes that can be written, and may be, the default route last.

    ``missing`` are numbers of required lines that are not written. With the default route, and without them, the
    firewall would drop what keeps the cluster alive: the route is held back then, and where it would cut nodes off
    from their API server. Other routes change no egress. What nobody approved is not written, once an approval counts.
    """
    return _entries(route for route in context.plan.routes if _is_written(route, context, missing))


def unapproved_routes(context: ExportContext) -> tuple[AzureRoute, ...]:
    """Return the routes that could be written but for an approval that they, or one they wait for, lack."""
    return _entries(
        route
        for route in context.plan.routes
        if approval_remarks(route, context) and not (route.placeholder or _unreadable(route))
    )


def _entries(routes: Iterable[Route]) -> tuple[AzureRoute, ...]:
    wanted = list(routes)
    names = unique_names(route.name for route in wanted)
    entries = [
        AzureRoute(name, route.prefix, route.next_hop_type, _next_hop(route))
        for name, route in zip(names, wanted, strict=True)
    ]
    return tuple(sorted(entries, key=lambda route: route.is_default))


def _is_written(route: Route, context: ExportContext, missing: Sequence[int]) -> bool:
    held = approval_remarks(route, context) or hold_remarks(route, context.plan, missing)
    return not (route.placeholder or _unreadable(route) or held)


def route_notices(context: ExportContext, target: str, missing: tuple[int, ...] = ()) -> Iterator[Notice]:
    """Yield a notice for each route that cannot be written, or is held back: ``missing`` lines, or no approval."""
    for route in context.plan.routes:
        name = one_line(route.name)
        yield from approval_notices(route, context, target)
        if route.placeholder:
            text, advice = words.ROUTE_UNKNOWN
            yield Notice(
                target,
                "",
                text.filled(name=name, missing=_missing(route)),
                advice,
                cause=route_cause(route, context),
            )
        elif value := _unreadable(route):
            text, advice = words.ROUTE_UNREADABLE
            yield Notice(target, "", text.filled(name=name, value=one_line(value)), advice)
        else:
            yield from hold_notices(route, context.plan, missing, target)


def _missing(route: Route) -> Text:
    return route.label if route.label.en else Text(route.next_hop, route.next_hop)


def _next_hop(route: Route) -> str:
    return route.next_hop if route.next_hop_type == APPLIANCE else ""


def _unreadable(route: Route) -> str:
    """Return the part that is no address, empty text if all are."""
    if network_of(route.prefix) is None:
        return route.prefix or "-"
    if route.next_hop_type == APPLIANCE and ("/" in route.next_hop or network_of(route.next_hop) is None):
        return route.next_hop or "-"
    return ""
