"""The picture: well formed whatever is typed, readable in every theme, nothing on top of another."""

from __future__ import annotations

import itertools
import re

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from planner.diagram.arrows import leg_color
from planner.diagram.layout import Rect, layout_of
from planner.diagram.model import Leg, PathSituation, PlaceKind
from planner.diagram.palette import THEMES, Palette, palette
from planner.diagram.path import path_drawing
from planner.diagram.scene import build_scene
from planner.diagram.sentences import path_sentences
from planner.diagram.shapes import Disc, Label, clean
from planner.diagram.svg import render_path_svg
from planner.domain.plan import EgressPlan
from planner.domain.text import LANGUAGES
from tests.unit.test_diagram_path import PLANS, plan_of, service_of, with_backend

SVG = "{http://www.w3.org/2000/svg}"
OUTER = {(PlaceKind.FIREWALL, PlaceKind.INTERNET), (PlaceKind.OUTBOUND, PlaceKind.INTERNET)}
KNOWN_TO_SVG_TINY = {"svg", "title", "desc", "rect", "polyline", "polygon", "circle", "text", "tspan"}


@pytest.fixture(params=list(PLANS))
def plan(request: pytest.FixtureRequest) -> EgressPlan:
    return PLANS[request.param]


def overlaps(first: Rect, second: Rect) -> bool:
    across = first.x < second.right and second.x < first.right
    return across and first.y < second.bottom and second.y < first.bottom


def luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_labels_overlap(plan: EgressPlan, language: str, words: bool) -> None:
    labels = build_scene(path_drawing(plan), language, palette("light"), words=words).labels()
    clashes = [
        (first.text, second.text)
        for first, second in itertools.combinations(labels, 2)
        if overlaps(first.bounds(), second.bounds())
    ]
    assert clashes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_disc_covers_a_label_of_another_or_a_box(plan: EgressPlan, language: str) -> None:
    path = path_drawing(plan)
    scene = build_scene(path, language, palette("light"))
    discs = [shape for shape in scene.shapes if isinstance(shape, Disc)]
    boxes = list(layout_of(path).boxes.values())
    words = [label.bounds() for label in scene.labels() if not label.text.isdigit()]
    for disc in discs:
        x, y, radius = *disc.centre, disc.radius
        room = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
        assert not [taken for taken in boxes + words if overlaps(room, taken)]


def test_boxes_stand_apart(plan: EgressPlan) -> None:
    boxes = layout_of(path_drawing(plan)).boxes
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlaps(boxes[pair[0]], boxes[pair[1]])]


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_stays_inside_the_picture(plan: EgressPlan, language: str, words: bool) -> None:
    scene = build_scene(path_drawing(plan), language, palette("light"), words=words)
    for label in scene.labels():
        bounds = label.bounds()
        assert bounds.x >= 0, label.text
        assert bounds.right <= scene.width, label.text
        assert bounds.bottom <= scene.height, label.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_place_stays_inside_its_box(plan: EgressPlan, language: str) -> None:
    path = path_drawing(plan)
    boxes = layout_of(path).boxes.values()
    for label in build_scene(path, language, palette("light")).labels():
        if label.ground != palette("light").box:
            continue
        bounds = label.bounds()
        for box in boxes:
            if overlaps(bounds, box):
                assert box.x <= bounds.x, label.text
                assert bounds.right <= box.right, label.text
                assert bounds.bottom <= box.bottom, label.text


def test_every_place_and_step_is_drawn(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    layout = layout_of(path)
    assert set(layout.boxes) == {place.kind for place in path.places}
    assert {arrow.step for arrow in layout.arrows} == {step.number for step in path.steps}


def _on_edge(point: tuple[float, float], box: Rect) -> bool:
    x, y = point
    beside = x in (box.x, box.right) and box.y <= y <= box.bottom
    return beside or (y in (box.y, box.bottom) and box.x <= x <= box.right)


def test_every_arrow_runs_from_one_stop_of_its_step_to_the_next(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    layout = layout_of(path)
    steps = {step.number: step for step in path.steps}
    for arrow in layout.arrows:
        if arrow.crossed:
            continue
        legs = set(itertools.pairwise(steps[arrow.step].stops))
        if path.situation is PathSituation.EGRESS and legs & OUTER:
            legs |= {(start, PlaceKind.API_SERVER) for start, _ in OUTER}
        if path.situation is PathSituation.ASYMMETRIC and arrow.step == 3:
            assert _on_edge(arrow.points[0], layout.boxes[PlaceKind.NODES])
            continue  # it ends in the cross before the firewall
        assert any(
            _on_edge(arrow.points[0], layout.boxes[start]) and _on_edge(arrow.points[-1], layout.boxes[end])
            for start, end in legs
            if start in layout.boxes and end in layout.boxes
        ), arrow


def test_every_step_carries_its_number_on_the_picture(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    texts = {label.text for label in build_scene(path, "en", palette("light")).labels()}
    for step in path.steps:
        assert str(step.number) in texts or f"{step.number} {step.label.en}" in texts


def test_dropped_step_says_dropped_beside_its_cross(plan: EgressPlan) -> None:
    path = path_drawing(plan)
    texts = " ".join(label.text for label in build_scene(path, "en", palette("light")).labels())
    assert ("dropped" in texts) == any(step.leg is Leg.DROPPED for step in path.steps)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_has_enough_contrast_on_its_ground(plan: EgressPlan, theme: str) -> None:
    scene = build_scene(path_drawing(plan), "en", palette(theme), words=True)
    weak = {
        (label.text, label.fill, label.ground)
        for label in scene.labels()
        if contrast(label.fill, label.ground) < 4.5
    }
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_outlines_stand_out_from_their_ground(theme: str) -> None:
    colors = palette(theme)
    for leg in Leg:
        assert contrast(leg_color(leg, colors), colors.frame) >= 4.5
        assert contrast(leg_color(leg, colors), colors.page) >= 4.5
    assert contrast(colors.edge, colors.page) >= 3
    assert contrast(colors.edge, colors.frame) >= 3


def test_theme_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'sepia' is not a theme"):
        render_path_svg(PLANS["egress"], theme="sepia")


def test_only_elements_of_svg_tiny_are_used(plan: EgressPlan) -> None:
    root = ElementTree.fromstring(render_path_svg(plan, words=True))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= KNOWN_TO_SVG_TINY


@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_reader_gets_verdict_and_every_sentence(plan: EgressPlan, language: str) -> None:
    root = ElementTree.fromstring(render_path_svg(plan, language))
    description = root.findtext(f"{SVG}desc")
    assert description is not None
    assert description.startswith(path_drawing(plan).verdict_text.in_language(language))
    for number, sentence in enumerate(path_sentences(plan, language), start=1):
        assert f"{number}. {sentence}" in description


def test_title_names_the_cluster_in_the_document_language() -> None:
    english = ElementTree.fromstring(render_path_svg(PLANS["egress"]))
    chinese = ElementTree.fromstring(render_path_svg(PLANS["egress"], "zh"))
    assert english.findtext(f"{SVG}title") == "Traffic path of shop-prod"
    assert chinese.findtext(f"{SVG}title") == "shop-prod 的流量路径"


def test_picture_is_the_same_each_time(plan: EgressPlan) -> None:
    assert render_path_svg(plan) == render_path_svg(plan)


def test_transparent_ground_paints_no_page(plan: EgressPlan) -> None:
    page = '<rect x="0" y="0" '
    assert page in render_path_svg(plan)
    assert page not in render_path_svg(plan, background=False)


def test_words_stand_beside_the_picture_with_the_verdict_below() -> None:
    def texts(words: bool) -> str:
        labels: tuple[Label, ...] = build_scene(
            path_drawing(PLANS["broken"]), "en", palette("light"), words=words
        ).labels()
        return " ".join(label.text for label in labels)

    sentence = "The load balancer hands it to a node. The client's address is kept."
    assert sentence in texts(True)
    assert "Answers from storefront will not reach clients" in texts(True)
    assert sentence not in texts(False)


def test_markup_in_an_address_is_shown_as_text() -> None:
    hostile = '<script>"x"&amp;</script>'
    root = ElementTree.fromstring(render_path_svg(with_backend(plan_of(service_of()), hostile)))
    assert hostile in (root.findtext(f"{SVG}desc") or "")
    assert root.find(f".//{SVG}script") is None


def test_marks_that_turn_the_reading_direction_are_left_out() -> None:
    assert clean("10.0.\u202e1.4\u2066") == "10.0.1.4"


@settings(max_examples=60)
@given(text=st.text(max_size=80), language=st.sampled_from(LANGUAGES), words=st.booleans())
def test_whatever_is_typed_the_picture_is_well_formed(text: str, language: str, words: bool) -> None:
    service = service_of(text, "host-route")
    made = plan_of(
        service, service, name=text, node_subnets=(text,), firewall_private_ip=text, firewall_public_ip=text
    )
    picture = render_path_svg(with_backend(made, text), language, words=words)
    root = ElementTree.fromstring(picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= KNOWN_TO_SVG_TINY
    title = root.findtext(f"{SVG}title") or ""
    assert clean(text[:1]) in title
    assert re.search(r"nan|inf", "".join(root.attrib.values())) is None


def test_every_picture_is_drawn_by_qt_without_a_complaint(plan: EgressPlan, qtbot: QtBot) -> None:
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(render_path_svg(plan, words=True).encode())
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(3, 3).name() == palette("light").page
    assert image.pixelColor(755, 250).name() == palette("light").frame


def test_palettes_hold_colours_that_every_viewer_reads() -> None:
    for theme in THEMES:
        colors: Palette = palette(theme)
        for name in Palette.__slots__:
            assert re.fullmatch(r"#[0-9a-f]{6}", getattr(colors, name)), f"{theme}: {name}"
