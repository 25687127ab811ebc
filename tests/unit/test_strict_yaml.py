"""What a YAML file may say here, and how hostile ones end."""

from __future__ import annotations

import time

import pytest

from planner.catalog.strict_yaml import MAX_BYTES, read_yaml
from planner.domain.problem import FileProblem


def data(text: str) -> object:
    return read_yaml(text.encode(), "x.yaml").data


def problem(content: str | bytes) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read_yaml(content.encode() if isinstance(content, str) else content, "x.yaml")
    return caught.value


def test_words_that_yaml_1_1_turns_into_something_else_stay_text() -> None:
    assert data("[NO, on, yes, 22:30, 2020-03-10, 0x1F, 1_000, 1e3, .5, =]") == [
        "NO", "on", "yes", "22:30", "2020-03-10", "0x1F", "1_000", "1e3", ".5", "=",
    ]  # fmt: skip


def test_true_false_null_and_whole_numbers_are_themselves() -> None:
    assert data("{a: true, b: false, c: null, d: 443, e: -1, f: }") == {
        "a": True, "b": False, "c": None, "d": 443, "e": -1, "f": None,
    }  # fmt: skip


def test_quoted_words_are_text() -> None:
    assert data("['true', \"443\", 'null']") == ["true", "443", "null"]


def test_the_second_of_two_equal_keys_is_refused_on_its_line() -> None:
    found = problem("a: 1\nb: 2\na: 3\n")
    assert (found.line, found.message.en) == (3, 'the key "a" stands twice. Keep one of them.')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1\nb: *x\n", "aliases"),
        ("a: !!python/object:os.system x\n", "tags"),
        ("? [1, 2]\n: 3\n", "key has to be a word"),
        ("a: 1\n---\nb: 2\n", "second YAML document"),
        ("a: [1, 2\n", "not YAML"),
        ("a: 'x\n", "not YAML"),
        ("a: \x07\n", "control character"),
    ],
)
def test_what_is_not_used_here_is_refused_by_name(text: str, words: str) -> None:
    assert words in problem(text).message.en


def test_text_that_is_not_utf8_names_its_line() -> None:
    found = problem(b"a: 1\nb: \xff\n")
    assert found.line == 2
    assert "UTF-8" in found.message.en


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.monotonic()
    assert "aliases" in problem("\n".join(lines)).message.en
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_ends_in_a_message(text: str) -> None:
    assert problem(text).message.en


def test_a_file_larger_than_the_limit_is_not_parsed() -> None:
    found = problem(b"a" * (MAX_BYTES + 1))
    assert "too large" in found.message.en


def test_a_list_of_too_many_values_says_how_many_may_be() -> None:
    assert "more than 200,000 values" in problem("[" + "1," * 300_000 + "1]").message.en


def test_a_byte_order_mark_is_not_part_of_the_first_key() -> None:
    assert read_yaml("\ufeffa: 1\n".encode(), "x").data == {"a": 1}


def test_every_value_knows_its_line() -> None:
    file = read_yaml(b"a:\n  - x\n  - b: 1\n", "x")
    assert file.line_of(("a", 1, "b")) == 3
    assert file.line_of(("a", 7, "nowhere")) == 1
