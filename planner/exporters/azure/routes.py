"""The plan's routes as entries of the node subnet's route table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.export import Notice
from planner.domain.firewall_policy import AzureRoute
from planner.domain.plan import EgressPlan, Route
from planner.domain.text import Text
from planner.exporters.azure import words
from planner.exporters.azure_names import network_of, unique_names
from planner.exporters.base import ExportContext
from planner.exporters.findings import hold_notices, hold_remarks, route_cause
from planner.exporters.safe_text import one_line

APPLIANCE = "VirtualAppliance"


def azure_routes(plan: EgressPlan, missing: Sequence[int] = ()) -> tuple[AzureRoute, ...]:
    """Return the routes that can be written, the default route last.

    ``missing`` are numbers of required lines that are not written. With the default route, and without them, the
    firewall would drop what keeps the cluster alive: the route is held back then, and where it would cut nodes off
    from their API server. Other routes change no egress.
    """
    wanted = [route for route in plan.routes if _is_written(route, plan, missing)]
    names = unique_names(route.name for route in wanted)
    routes = [
        AzureRoute(name, route.prefix, route.next_hop_type, _next_hop(route))
        for name, route in zip(names, wanted, strict=True)
    ]
    return tuple(sorted(routes, key=lambda route: route.is_default))


def _is_written(route: Route, plan: EgressPlan, missing: Sequence[int]) -> bool:
    return not (route.placeholder or _unreadable(route) or hold_remarks(route, plan, missing))


def route_notices(context: ExportContext, target: str, missing: tuple[int, ...] = ()) -> Iterator[Notice]:
    """Yield a notice for each route that cannot be written, or is held back because of the ``missing`` lines."""
    for route in context.plan.routes:
        name = one_line(route.name)
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
