"""Row heights: text that is measured as a sheet wraps it."""

from __future__ import annotations

import pytest

from planner.exporters.xlsx.measure import Type, line_count, text_width


def test_short_text_takes_one_line() -> None:
    assert line_count("Images of that registry.", 32, Type(10)) == 1


def test_text_a_little_broader_than_the_column_takes_two_lines() -> None:
    assert line_count("Kubernetes asks Azure for disks and load balancers.", 32, Type(10)) == 2


def test_host_name_without_a_space_is_broken_anywhere() -> None:
    assert line_count("a" * 100, 42, Type(9.5, monospaced=True)) == 3


def test_chinese_characters_are_as_wide_as_the_type_is_high() -> None:
    assert text_width("镜像", Type(10)) == pytest.approx(20)
    assert line_count("镜像" * 12, 32, Type(10)) == 2


def test_line_breaks_in_the_text_count() -> None:
    assert line_count("one\ntwo\n\nfour", 32, Type(10)) == 4


def test_bold_type_is_broader() -> None:
    assert text_width("Required", Type(10, bold=True)) > text_width("Required", Type(10))


def test_empty_text_still_has_the_height_of_a_line() -> None:
    assert line_count("", 32, Type(10)) == 1


def test_latin_letters_beside_chinese_ones_are_measured_by_their_own_width() -> None:
    assert text_width("镜像 ill", Type(10)) < text_width("镜像 mmm", Type(10))
    assert text_width("镜像", Type(10, latin=1.12)) == pytest.approx(20)
    assert text_width("mirror", Type(10, latin=1.12)) == pytest.approx(1.12 * text_width("mirror", Type(10)))
