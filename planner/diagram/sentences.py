"""The traffic path as sentences, for the list beside the picture and for screen readers."""

from __future__ import annotations

from planner.diagram.model import PathDrawing
from planner.diagram.path import path_drawing
from planner.domain.plan import EgressPlan
from planner.domain.text import ENGLISH


def path_sentences(
    plan_or_path: EgressPlan | PathDrawing, language: str = ENGLISH, service: str = ""
) -> list[str]:
    """Return one sentence a step, in the order of the numbers on the arrows (the first is number 1)."""
    path = plan_or_path if isinstance(plan_or_path, PathDrawing) else path_drawing(plan_or_path, service)
    return [step.sentence.in_language(language) for step in path.steps]
