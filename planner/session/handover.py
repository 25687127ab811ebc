"""From the work in progress to what exporters are given, and to the files on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from planner import __version__
from planner.catalog.model import Catalog
from planner.diagram.path import path_drawing
from planner.diagram.sentences import path_sentences
from planner.diagram.svg import render_path_svg
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.request import Request
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.answers import answers_behind
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from planner.session.problem import Problem
from planner.session.problems import problems_of
from planner.session.readiness import all_problems, readiness
from planner.session.suggestions import with_suggestions


def blocking_problems(request: Request, catalog: Catalog) -> tuple[Problem, ...]:
    """Return what stops an export: no region, or an address that cannot be read."""
    return tuple(problem for problem in problems_of(request, catalog) if problem.blocks)


def export_context(
    request: Request,
    plan: EgressPlan,
    catalog: Catalog,
    language: str,
    created: datetime,
    options: TargetOptions | None = None,
    points: tuple[OpenPoint, ...] | None = None,
) -> ExportContext:
    """Return everything that a target needs; ``created`` carries a time zone.

    ``points`` are the open points of the request, where somebody has found them already.
    """
    cloud = catalog.cloud(plan.cluster.cloud)
    edition = catalog.edition(plan.edition)
    region = cloud.region(plan.cluster.region) if cloud is not None else None
    path = path_drawing(plan)
    typed = Text(plan.cluster.region, plan.cluster.region)
    return ExportContext(
        plan=plan,
        request=replace(request, change_request=with_suggestions(request, plan, language)),
        created=created,
        planner_version=__version__,
        language=language,
        feature_labels={feature.id: feature.short_label for feature in catalog.features},
        feature_titles={feature.id: feature.label for feature in catalog.features},
        cloud_label=cloud.label if cloud is not None else EMPTY_TEXT,
        region_label=region.display if region is not None else typed,
        edition_title=edition.title if edition is not None else EMPTY_TEXT,
        edition_url=edition.url if edition is not None else "",
        options=options or TargetOptions(),
        path_svg=render_path_svg(path, language, "print"),
        path_sentences=tuple(path_sentences(path, language)),
        answers=answers_behind(plan, catalog),
        readiness=readiness(all_problems(request, plan, catalog), plan, catalog, request.approvals)
        if points is None
        else points,
    )
