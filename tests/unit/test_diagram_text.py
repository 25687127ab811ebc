"""Words in the picture: filling sentences, breaking lines, cutting what is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.diagram.measure import ELLIPSIS, elide, text_width, wrap
from planner.diagram.wording import fill, same
from planner.domain.text import Text


def test_chinese_gets_a_space_only_where_latin_meets_it() -> None:
    template = Text("{a} and {b}", "经{a}到{b}。")
    assert fill(template, a=same("10.0.1.4"), b=same("节点")).zh == "经 10.0.1.4 到节点。"


def test_names_with_inner_chinese_are_not_changed() -> None:
    assert fill(Text("{name}", "服务{name}"), name=same("店面A区")).zh == "服务店面A区"


def test_filled_value_is_not_filled_again() -> None:
    template = Text("{a} {b}", "{a}{b}")
    assert fill(template, a=same("{b}"), b=same("x")).en == "{b} x"


def test_short_text_is_not_elided() -> None:
    assert elide("10.0.1.4", 12, 200, fixed=True) == "10.0.1.4"


def test_bold_and_chinese_take_more_room() -> None:
    assert text_width("node", 12, bold=True) > text_width("node", 12)
    assert text_width("节点", 12) == 24


def test_english_breaks_at_spaces_but_not_inside_a_service() -> None:
    lines = wrap("The client opens TCP 443 to it.", 12, text_width("The client opens TCP 4", 12), 3)
    assert lines == ["The client opens", "TCP 443 to it."]


def test_chinese_line_never_begins_with_a_full_stop() -> None:
    assert wrap("节点发出应答。", 10, 60, 3) == ["节点发出应", "答。"]


def test_text_that_needs_more_lines_ends_in_an_ellipsis() -> None:
    lines = wrap("one two three four five six", 12, text_width("three ", 12) + 20, 2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)


@given(text=st.text(max_size=200), room=st.floats(30, 400), bold=st.booleans(), fixed=st.booleans())
def test_elided_text_fits_its_room(text: str, room: float, bold: bool, fixed: bool) -> None:
    shown = elide(text, 12, room, bold=bold, fixed=fixed)
    assert text_width(shown, 12, bold=bold, fixed=fixed) <= room + 0.01


@given(text=st.text(max_size=200), room=st.floats(30, 400), most=st.integers(1, 5))
def test_wrapped_lines_fit_their_room_and_number(text: str, room: float, most: int) -> None:
    lines = wrap(text, 12, room, most)
    assert len(lines) <= most
    assert max(text_width(line, 12) for line in lines) <= room + 0.01
