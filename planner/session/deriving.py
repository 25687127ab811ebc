"""Everything that follows from a request while it is worked on: plan, problems, open points, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.request import Request
from planner.planning.changes import Change, changes_between
from planner.planning.explain import ANY_REGION
from planner.planning.planner import plan
from planner.planning.situation import ProfileError
from planner.session.addresses import readable
from planner.session.problem import Problem
from planner.session.readiness import all_problems, readiness

LARGE = 300
"""Services, subnets and omissions together, above which a plan may take longer than a person notices."""


@dataclass(frozen=True)
class Derived:
    """What follows from one request; ``changes`` compare its plan with the one shown before."""

    plan: EgressPlan | None
    problems: tuple[Problem, ...]
    readiness: tuple[OpenPoint, ...]
    changes: tuple[Change, ...] = ()


Work = Callable[[], Derived]
Run = Callable[[Work, Callable[[Derived], None]], None]
"""Does work somewhere and hands its result back, on the caller's thread, some time later."""


def derive(request: Request, catalog: Catalog, before: EgressPlan | None) -> Derived:
    """Return what follows from ``request``; pure, so that it may run on any thread."""
    made = plan_of(request, catalog)
    problems = all_problems(request, made, catalog)
    # What is open does not depend on the region: without one it is read off a plan that stands for every region.
    points = readiness(problems, made or plan_of_any_region(request, catalog), catalog, request.approvals)
    return Derived(made, problems, points, changes_between(before, made))


def plan_of(request: Request, catalog: Catalog) -> EgressPlan | None:
    """Return the request's plan, or None while there is none (no region, an unknown name in the file)."""
    try:
        return plan(readable(request, catalog), catalog)
    except ProfileError:
        return None


def plan_of_any_region(request: Request, catalog: Catalog) -> EgressPlan | None:
    """Return a plan that stands for every region of the cloud; None where not even that can be planned."""
    return plan_of(replace(request, cluster=replace(request.cluster, region=ANY_REGION)), catalog)


def is_large(request: Request) -> bool:
    """Whether planning may take longer than a person notices."""
    return len(request.cluster.inbound) + len(request.cluster.node_subnets) + len(request.omissions) > LARGE
