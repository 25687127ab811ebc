"""Properties of every function that cleans or quotes a text."""

from __future__ import annotations

import csv
import io
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from planner.exporters.safe_text import (
    BIDI_MARKS,
    FORMULA_STARTS,
    clean,
    clipped,
    csv_original,
    csv_safe,
    one_line,
    safe_stem,
)

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=60)
FORMULAS = st.builds(str.__add__, st.text("'=+-@\t\r\n＝＋－＠", max_size=4), TEXTS)
ANY_TEXT = st.one_of(TEXTS, FORMULAS)
FORBIDDEN_IN_NAMES = set('<>:"/\\|?*')
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(10)), *(f"LPT{n}" for n in range(10))}


@given(ANY_TEXT)
@example("'")
@example("'=1+1")
@example("''=1+1")
@example("'abc")
def test_csv_quoting_is_taken_off_again_without_loss(text: str) -> None:
    assert csv_original(csv_safe(text)) == text


@given(ANY_TEXT)
def test_csv_quoting_leaves_no_text_that_starts_a_formula(text: str) -> None:
    assert csv_safe(text)[:1] not in set(FORMULA_STARTS)


@given(ANY_TEXT)
def test_csv_quoting_leaves_harmless_text_alone(text: str) -> None:
    if not text.lstrip("'").startswith(tuple(FORMULA_STARTS)):
        assert csv_safe(text) == text


@given(st.lists(ANY_TEXT.map(clean), min_size=1, max_size=5))
def test_quoted_cells_come_back_from_a_csv_file_as_they_were(cells: list[str]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([csv_safe(c) for c in cells])
    (row,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    assert [csv_original(cell) for cell in row] == cells


@given(ANY_TEXT)
@example("a\r\nb\u2028c\x85d\ve")
def test_cleaned_text_has_no_control_character_but_the_line_feed(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned if char != "\n")
    cleaned.encode("utf-8")


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS, st.sampled_from(BIDI_MARKS), TEXTS)
def test_right_to_left_marks_become_visible(before: str, mark: str, after: str) -> None:
    cleaned = clean(before + mark + after)
    assert mark not in cleaned
    assert f"[U+{ord(mark):04X}]" in cleaned


@given(st.text(st.characters(categories=["L", "N", "P"]), max_size=40))
def test_plain_text_in_any_script_is_kept_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(ANY_TEXT)
def test_one_line_has_no_break_and_no_space_at_its_ends(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@given(ANY_TEXT, st.integers(1, 80))
def test_clipped_text_fits_and_says_when_it_was_cut(text: str, limit: int) -> None:
    short = clipped(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")


@given(st.one_of(ANY_TEXT, st.sampled_from(sorted(RESERVED)), st.text("./\\ -_", max_size=20)))
@example("x" * 10_000)
@example("群集" * 5_000)
@example("../../etc/passwd")
@example("con.txt")
@example("\u202eexe.gnp")
def test_file_stem_is_good_on_every_system(name: str) -> None:
    stem = safe_stem(name)
    assert 1 <= len(stem.encode("utf-8")) <= 61
    assert not FORBIDDEN_IN_NAMES & set(stem)
    assert stem.split(".")[0].upper() not in RESERVED
    assert not stem.startswith((".", "-", " "))
    assert not stem.endswith((".", " "))
    assert not any(unicodedata.category(char)[0] == "C" for char in stem)


@given(st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}\Z"))
def test_file_stem_of_a_usual_cluster_name_is_the_name(name: str) -> None:
    if name.upper() not in RESERVED:
        assert safe_stem(name) == name


def test_name_without_a_readable_character_gets_the_fallback() -> None:
    assert safe_stem("") == safe_stem('///"\x00\u202e') == "cluster"
    assert safe_stem("...", fallback="plan") == "plan"
