"""Line formats: jinja2 templates in which nothing that a plan holds appears unquoted.

Structured formats (JSON, YAML, workbooks) are serialised and have no template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.catalog.locate import data_folder

Filter = Callable[..., str]
"""Quotes one value (or a list of values) for the language that the template writes; more arguments are its own."""


class UnquotedValue(Exception):
    """A template writes a value past every quoting filter: the template is wrong, not the plan."""


class Quoted(str):
    """Text that went through a quoting filter of its language and may stand in the file as it is."""

    __slots__ = ()


def render(template_name: str, filters: Mapping[str, Filter], **values: object) -> str:
    """Return the template ``<target>/<file>.j2`` of resources/templates, filled with ``values``.

    ``filters`` quote for the template's language. What is written has to come from one of them or be a
    whole number; a missing name is an error, never empty text.

    Raises:
        UnquotedValue: the template writes a value that no filter of ``filters`` quoted.
        jinja2.TemplateError: the template is missing, wrong, or names what ``values`` does not hold.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(data_folder("resources") / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - no HTML: each language has its own quoting, and _quoted_only holds it
        finalize=_quoted_only,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = {name: _quoting(quote) for name, quote in filters.items()}
    return environment.get_template(template_name).render(values)


def _quoting(quote: Filter) -> Filter:
    def quoted(value: object, *more: object) -> Quoted:
        return Quoted(quote(value, *more))

    return quoted


def _quoted_only(value: object) -> object:
    """Let quoted text and whole numbers through; jinja2 hands every written value to this."""
    if isinstance(value, Quoted | int):
        return value
    import jinja2

    if isinstance(value, jinja2.Undefined):
        return value  # StrictUndefined then says which name is missing
    raise UnquotedValue(f"a template writes {value!r:.80} without a quoting filter")
