"""Answers that no plan can be made of are refused once, here, with the line of the plan file they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.catalog.model import Catalog
from planner.catalog.shaping import unknown_word
from planner.cli.answers import FEATURES, REMEDY, WITHOUT_FEATURE, has_asymmetric_service
from planner.cli.streams import note
from planner.domain.cluster import Cluster
from planner.domain.plan import EgressPlan
from planner.domain.problem import FileProblem
from planner.domain.request import Request
from planner.domain.text import Text
from planner.planning.planner import plan
from planner.planning.situation import ProfileError, situation
from planner.session.addresses import address_problem, readable
from planner.session.opening import Refusal, unknown_name
from planner.session.plan_file import PlanSource
from planner.session.problem import Problem
from planner.session.problems import problems_of, repeated

_NOTHING: Mapping[str, Any] = {}


def checked_plan(
    request: Request, catalog: Catalog, source: PlanSource | None, given: Mapping[str, Any] = _NOTHING
) -> EgressPlan:
    """Return the request's plan.

    Args:
        request: the answers, from the file with the options merged in.
        catalog: what they are looked up in.
        source: the plan file, if there was one.
        given: the options, by field or fact; what they say is refused without the file's name.

    Raises:
        FileProblem: a value of the plan file cannot be: an unknown name, no region, an unreadable address.
        ProfileError: the same for a value of an option.
    """
    found = next(_refusals(request, catalog, given), None)
    if found is not None:
        line = _line(found, request, source, given)
        if source is None or line is None:
            raise ProfileError(found.message)
        raise FileProblem(source.name, line, found.message)
    return plan(readable(request, catalog), catalog)


def show_repeated(request: Request, catalog: Catalog, language: str) -> None:
    """Say on stderr what a plan file lists for nothing; a line each."""
    for text in repeated(request, catalog):
        note(f"note: {text.in_language(language)}")


def show_notes(problems: Iterable[Problem], language: str) -> None:
    """Say on stderr what is odd about the answers, though a plan can be made of them; a line each."""
    for problem in problems:
        note(f"note: {problem.message.in_language(language)}")


def _refusals(request: Request, catalog: Catalog, given: Mapping[str, Any]) -> Iterator[Refusal]:
    cluster = request.cluster
    for name in given.get(WITHOUT_FEATURE, ()):
        feature = catalog.feature(name)
        if feature is None:
            message = unknown_word(name, [entry.id for entry in catalog.features], "feature")
            yield Refusal(WITHOUT_FEATURE, -1, message)
        elif feature.always:
            message = Text(f"{name} is part of every cluster.", f"每个群集都包含 {name}。")
            yield Refusal(WITHOUT_FEATURE, -1, message)
    unknown = unknown_name(request, catalog)
    if unknown is not None:
        yield unknown
    for problem in problems_of(request, catalog):
        if problem.blocks:
            yield Refusal(problem.field, problem.index, problem.message, _key(problem, cluster))
    for feature, reason in situation(readable(request, catalog), catalog).withheld:
        if feature.id in given.get(FEATURES, ()):
            english = f"{feature.id} is not offered here. {reason.en}"
            message = Text(english, f"{feature.id} 在此不可用。{reason.zh}")
            yield Refusal(FEATURES, cluster.features.index(feature.id), message)
    if REMEDY in given and not has_asymmetric_service(request, catalog):
        yield Refusal(REMEDY, -1, _NOTHING_TO_MEND)


def _key(problem: Problem, cluster: Cluster) -> str:
    """Return which of an inbound service's addresses the problem speaks of."""
    if problem.field != "inbound" or problem.index < 0:
        return ""
    service = cluster.inbound[problem.index]
    return "backend_ip" if address_problem(service.backend_ip) else "internal_ip"


def _line(
    refusal: Refusal, request: Request, source: PlanSource | None, given: Mapping[str, Any]
) -> int | None:
    """Return the line of the plan file that holds the refused value; None if an option gave it."""
    field, index = refusal.field, refusal.index
    if source is None or field in (WITHOUT_FEATURE, REMEDY):
        return None
    if field == FEATURES and index >= 0:
        # Merged of file and options, so that the place in the file is another.
        value, in_file = request.cluster.features[index], source.request.cluster.features
        return source.line_of(field, in_file.index(value)) if value in in_file else None
    return None if field in given else source.line_of(field, index, refusal.key)


_NOTHING_TO_MEND = Text(
    "--remedy mends asymmetric routing, and no service of this plan has it. Leave --remedy away, or add "
    "a public service with --inbound.",
    "--remedy 用于修复非对称路由，而本方案中没有受影响的服务。请去掉 --remedy，或用 --inbound 添加公共服务。",
)
