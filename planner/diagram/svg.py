"""The traffic path as SVG text: for the window, for paper, for a workbook and as a file of its own."""

from __future__ import annotations

from planner.diagram.model import PathDrawing
from planner.diagram.palette import LIGHT, palette
from planner.diagram.path import path_drawing
from planner.diagram.scene import build_scene, page_box
from planner.diagram.shapes import number, xml_text
from planner.diagram.wording import fill, same
from planner.domain.plan import EgressPlan
from planner.domain.text import CHINESE, ENGLISH, Text

_TITLE = Text("Traffic path of {cluster}", "{cluster}的流量路径")
_UNNAMED = Text("the cluster", "群集")


def render_path_svg(
    plan_or_path: EgressPlan | PathDrawing,
    language: str = ENGLISH,
    theme: str = LIGHT,
    *,
    service: str = "",
    words: bool = False,
    background: bool = True,
) -> str:
    """Return the picture of a plan's traffic path, 780 units wide and at least 284 high.

    ``service`` names the inbound service to show (see `traffic_path`). ``words`` adds the numbered
    sentences and the verdict, for a file that stands alone. ``background`` False leaves the ground
    transparent, for a card that has the theme's colour already. ``title`` and ``desc`` hold the
    verdict and the sentences for screen readers.

    Raises:
        ValueError: ``theme`` is not ``light``, ``dark`` or ``print``.
    """
    path = plan_or_path if isinstance(plan_or_path, PathDrawing) else path_drawing(plan_or_path, service)
    colors = palette(theme)
    scene = build_scene(path, language, colors, words=words)
    shapes = [page_box(scene, colors), *scene.shapes] if background else scene.shapes
    width, height = number(scene.width), number(scene.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    tag = "zh-Hans" if language == CHINESE else ENGLISH
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" {size} xml:lang="{tag}"'
        ' role="img" aria-labelledby="path-title path-desc">'
    )
    title = f'<title id="path-title">{xml_text(_title(path, language))}</title>'
    desc = f'<desc id="path-desc">{xml_text(_description(path, language))}</desc>'
    body = "\n".join(shape.svg() for shape in shapes)
    return f"{head}\n{title}\n{desc}\n{body}\n</svg>\n"


def _title(path: PathDrawing, language: str) -> str:
    cluster = same(path.cluster) if path.cluster else _UNNAMED
    return fill(_TITLE, cluster=cluster).in_language(language)


def _description(path: PathDrawing, language: str) -> str:
    sentences = [path.verdict_text.in_language(language)]
    sentences += [f"{step.number}. {step.sentence.in_language(language)}" for step in path.steps]
    sentences += [note.in_language(language) for note in path.notes]
    return " ".join(sentences)
