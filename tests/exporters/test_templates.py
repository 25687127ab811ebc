"""Templates: what they may write, and what they may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from planner.exporters import templates
from planner.exporters.templates import Quoted, UnquotedValue, render

Write = Callable[[str], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Put a template into a folder of its own and return the name that `render` takes."""
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(templates, "data_folder", lambda _name: tmp_path)

    def written(text: str) -> str:
        (tmp_path / "templates" / "x.j2").write_text(text, encoding="utf-8")
        return "x.j2"

    return written


def quoted(value: str) -> str:
    return f"<{value}>"


def test_quoted_value_and_whole_number_are_written(write: Write) -> None:
    name = write("a {{ host | quote }} {{ port }}\n{% for one in many %}\n{{ one | quote }}\n{% endfor %}\n")
    made = render(name, {"quote": quoted}, host="h", port=443, many=["x", "y"])
    assert made == "a <h> 443\n<x>\n<y>\n"


@pytest.mark.parametrize(
    "text", ["{{ host }}", "{{ host ~ (host | quote) }}", "{{ [host] }}", "{% set x = host %}{{ x }}"]
)
def test_value_past_every_filter_is_refused(write: Write, text: str) -> None:
    with pytest.raises(UnquotedValue, match="without a quoting filter"):
        render(write(text), {"quote": quoted}, host="$(id)")


def test_filters_of_jinja_are_no_way_around_quoting(write: Write) -> None:
    with pytest.raises(jinja2.TemplateAssertionError, match="upper"):
        render(write("{{ host | quote | upper }}"), {"quote": quoted}, host="h")


def test_missing_name_is_an_error(write: Write) -> None:
    with pytest.raises(jinja2.UndefinedError, match="hots"):
        render(write("{{ hots | quote }}"), {"quote": quoted}, host="h")
    with pytest.raises(jinja2.UndefinedError, match="hots"):
        render(write("{{ hots }}"), {}, host="h")


def test_filter_takes_further_arguments(write: Write) -> None:
    made = render(write("{{ host | pad(4) }}"), {"pad": lambda value, width: value.rjust(width)}, host="h")
    assert made == "   h"


def test_quoted_text_stays_text() -> None:
    assert Quoted("a") == "a"
