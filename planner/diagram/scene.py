"""The whole picture as a list of shapes: frame, boxes, arrows, legend, notes and, if wanted, the words."""

from __future__ import annotations

from dataclasses import dataclass

from planner.diagram.arrows import ANSWER_DASH, arrow_head, arrow_shapes, leg_color
from planner.diagram.boxes import LINE_SIZE, SMALL_SIZE, TITLE_SIZE, place_shapes
from planner.diagram.layout import FRAME, HEIGHT, WIDTH, Layout, Rect, layout_of
from planner.diagram.measure import text_width, wrap
from planner.diagram.model import Leg, PathDrawing
from planner.diagram.palette import Palette
from planner.diagram.shapes import Box, Label, Line, Shape, clean
from planner.domain.text import Text

_VIRTUAL_NETWORK = Text("Virtual network", "虚拟网络")
_NO_ANSWER = Text("no answer ever arrives", "始终收不到应答")
_REQUEST = Text("request", "请求")
_ANSWER = Text("answer", "应答")
_WORDS_TITLE = Text("The path in words", "路径说明")
_WORDS_WIDTH = 300.0
_LINE = 17.0
_MOST_LINES = 5
_MOST_NOTE_LINES = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """Shapes in the order they are painted, and the picture's size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def labels(self) -> tuple[Label, ...]:
        """Return every text of the picture."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))


def build_scene(path: PathDrawing, language: str, colors: Palette, *, words: bool = False) -> Scene:
    """Lay out the picture; ``words`` adds the numbered sentences at the right and the verdict below."""
    layout = layout_of(path)
    shapes = _frame(colors, language) + _ghost(layout, colors, language)
    for kind, rect in layout.boxes.items():
        place = path.place(kind)
        if place is not None:
            shapes += place_shapes(place, rect, path.routes, colors, language)
    steps = {step.number: step for step in path.steps}
    for arrow in layout.arrows:
        shapes += arrow_shapes(arrow, steps[arrow.step], colors, language)
    shapes += _legend(path, colors, language)
    width, height = WIDTH, HEIGHT
    if words:
        panel, bottom = _words(path, colors, language)
        shapes += panel
        width, height = WIDTH + _WORDS_WIDTH, max(height, bottom)
        verdict, height = _verdict(path, height, colors, language)
        shapes += verdict
    notes, height = _notes(path, width, height, colors, language)
    return Scene(width, height, tuple(shapes + notes))


def _frame(colors: Palette, language: str) -> list[Shape]:
    name = _VIRTUAL_NETWORK.in_language(language)
    return [
        Box(FRAME, colors.frame, colors.frame_edge, radius=8),
        Label(name, FRAME.x + 14, FRAME.bottom - 10, LINE_SIZE, colors.muted, colors.frame),
    ]


def _ghost(layout: Layout, colors: Palette, language: str) -> list[Shape]:
    if not layout.ghost:
        return []
    shapes: list[Shape] = [Line(layout.ghost, colors.faint, 1.2, "4 4")]
    if layout.ghost_caption is not None:
        x, y = layout.ghost_caption
        words = _NO_ANSWER.in_language(language)
        shapes.append(Label(words, x, y, SMALL_SIZE, colors.muted, colors.page))
    return shapes


def _legend(path: PathDrawing, colors: Palette, language: str) -> list[Shape]:
    """Show what solid and dashed mean, as far as this picture uses them."""
    used = {step.leg for step in path.steps}
    x, y = 16.0, FRAME.bottom - 5
    shapes: list[Shape] = []
    for leg, word, dash in ((Leg.REQUEST, _REQUEST, ""), (Leg.ANSWER, _ANSWER, ANSWER_DASH)):
        if leg not in used:
            continue
        color = leg_color(leg, colors)
        shaft, head = arrow_head(((x, y), (x + 34, y)), color)
        text = word.in_language(language)
        shapes += [
            Line(shaft, color, 2, dash),
            head,
            Label(text, x + 41, y + 4, SMALL_SIZE, colors.muted, colors.page),
        ]
        x += 41 + text_width(text, SMALL_SIZE) + 20
    return shapes


def _words(path: PathDrawing, colors: Palette, language: str) -> tuple[list[Shape], float]:
    left, baseline = WIDTH + 8, 32.0
    title = _WORDS_TITLE.in_language(language)
    shapes: list[Shape] = [Label(title, left, baseline, TITLE_SIZE, colors.ink, colors.page, bold=True)]
    baseline += 26
    for step in path.steps:
        color = leg_color(step.leg, colors)
        shapes.append(Label(str(step.number), left, baseline, LINE_SIZE, color, colors.page, bold=True))
        sentence, emphasis = (clean(text.in_language(language)) for text in (step.sentence, step.emphasis))
        position = 0
        for line in wrap(sentence, LINE_SIZE, _WORDS_WIDTH - 52, _MOST_LINES):
            strong = _strong_part(sentence, emphasis, line, position)
            position = max(position, sentence.find(line, position) + len(line))
            shapes.append(Label(line, left + 18, baseline, LINE_SIZE, colors.ink, colors.page, strong=strong))
            baseline += _LINE
        baseline += 6
    return shapes, baseline


def _strong_part(sentence: str, emphasis: str, line: str, position: int) -> tuple[int, int]:
    """Return which characters of a wrapped line belong to the emphasised part of its sentence."""
    start = sentence.find(line, position)
    first = sentence.rfind(emphasis) if emphasis else -1
    if start < 0 or first < 0:
        return (0, 0)
    begin, end = max(first - start, 0), min(first + len(emphasis) - start, len(line))
    return (begin, end) if begin < end else (0, 0)


def _verdict(path: PathDrawing, top: float, colors: Palette, language: str) -> tuple[list[Shape], float]:
    whole = path.verdict.passes
    # What holds only if an assumption does is no good news yet.
    color = colors.muted if path.assumed else colors.done if whole else colors.dropped
    baseline = top + 14
    if whole:
        mark: list[Shape] = [Line(((18, baseline - 4), (22, baseline), (30, baseline - 10)), color, 2.5)]
    else:
        first = ((18.0, baseline - 9), (28.0, baseline + 1))
        second = ((18.0, baseline + 1), (28.0, baseline - 9))
        mark = [Line(first, color, 2.5), Line(second, color, 2.5)]
    lines = wrap(clean(path.verdict_text.in_language(language)), TITLE_SIZE * 1.1, WIDTH, _MOST_NOTE_LINES)
    for line in lines:
        mark.append(Label(line, 40, baseline, TITLE_SIZE, colors.ink, colors.page, bold=True))
        baseline += _LINE + 2
    return mark, baseline


def _notes(
    path: PathDrawing, width: float, top: float, colors: Palette, language: str
) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    baseline = top + 12
    for note in path.notes:
        for line in wrap(clean(note.in_language(language)), LINE_SIZE, width - 32, _MOST_NOTE_LINES):
            shapes.append(Label(line, 16, baseline, LINE_SIZE, colors.muted, colors.page))
            baseline += _LINE
    return shapes, baseline - 4 if shapes else top


def page_box(scene: Scene, colors: Palette) -> Box:
    """Return the ground that the whole picture stands on."""
    return Box(Rect(0, 0, scene.width, scene.height), colors.page, "none", radius=0)
