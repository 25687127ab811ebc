"""``aks-egress import-cluster``: a cluster's own JSON into a plan, with what is read, assumed and to be asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.streams import STDOUT
from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.domain.fact import Known
    from planner.importers.aks_cluster import ClusterReading

STDIN = "-"


@click.command("import-cluster")
@click.argument("cluster_file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Plan file to write; - is standard output."
)
@click.option("--force", is_flag=True, help="Write over a plan file that is there.")
@click.option("--cluster", default="", metavar="NAME", help="Which one, if there are several.")
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def import_command(
    cluster_file: Path, output: Path | None, force: bool, cluster: str, output_format: str, language: str
) -> None:
    """Start from a cluster: FILE is what 'az aks show -o json' prints, an ARM GET or an exported template."""
    from planner.catalog.loader import load_catalog
    from planner.importers.aks_cluster import read_clusters
    from planner.session.plan_file import write_plan

    catalog = load_catalog()
    if output is not None:
        _check_output(output, cluster_file, force=force)
    content, name = _content(cluster_file)
    reading = read_clusters(content, name, catalog, cluster=cluster)
    if output is not None and str(output) == STDOUT:
        # The plan alone: whatever stood beside it would be no plan file.
        click.echo(write_plan(reading.request, catalog), nl=False)
        return
    if output is not None:
        _write(reading, output, catalog)
    if output_format == "json":
        click.echo(json.dumps(reading_data(reading, catalog, language), ensure_ascii=False, indent=2))
    else:
        click.echo(reading_table(reading, catalog, language))


def _content(file: Path) -> tuple[bytes, str]:
    """Return the file's bytes and its name for messages; never more of it than a cluster's JSON can have.

    Raises:
        FileProblem: it cannot be read, or is larger.
    """
    from planner.cli.inputs import read_input
    from planner.importers.strict_json import MAX_BYTES, TOO_LARGE

    name = "standard input" if str(file) == STDIN else str(file)
    return read_input(str(file), MAX_BYTES, TOO_LARGE), name


def _check_output(output: Path, source: Path, *, force: bool) -> None:
    from planner.domain.problem import FileProblem

    if str(output) == STDOUT or not output.exists():
        return
    if str(source) != STDIN and source.exists() and output.samefile(source):
        raise FileProblem(str(output), 0, _SAME_FILE)
    if not force:
        raise FileProblem(str(output), 0, _IS_THERE)


def _write(reading: ClusterReading, output: Path, catalog: Catalog) -> None:
    from planner.cli.exporting import write_one
    from planner.cli.streams import note
    from planner.session.plan_file import write_plan

    write_one(output, write_plan(reading.request, catalog))
    note(f"note: the plan is in {output}.")


def reading_data(reading: ClusterReading, catalog: Catalog, language: str) -> dict[str, Any]:
    """Return a reading as plain data, texts in ``language``; the profile is that of ``plan --format json``."""
    from planner.cli.plan_json import profile_data

    return {
        "profile": profile_data(reading.request, catalog),
        "read": [
            {
                "field": entry.field,
                "value": _plain(entry.value),
                "path": entry.path,
                **({} if entry.there else {"there": False}),
            }
            for entry in reading.read
        ],
        "assumed": [
            {
                "field": entry.field,
                "value": _plain(entry.value),
                "because": entry.because.in_language(language),
            }
            for entry in reading.assumed
        ],
        "ask": [
            {
                "field": entry.field,
                "path": entry.path or None,
                "reason": entry.reason.in_language(language),
                "assumed": _plain(entry.assumed),
            }
            for entry in reading.ask
        ],
        "ignored": [
            {"path": entry.path, "reason": entry.reason.in_language(language)} for entry in reading.ignored
        ],
    }


def _plain(value: Known | None) -> object:
    return list(value) if isinstance(value, tuple) else value


def reading_table(reading: ClusterReading, catalog: Catalog, language: str) -> str:
    """Return the lists for a terminal: read, assumed, must ask, and what nobody knows where there is any."""
    from planner.session import cluster_lists as words

    titles = words.TITLES

    def field(name: str) -> tuple[str, str]:
        return name, words.field_label(name, catalog).in_language(language)

    def value(name: str, known: Known | None) -> str:
        return "" if known is None else words.value_words(name, known, catalog).in_language(language)

    def where(path: str, there: bool) -> str:
        return path if there else words.ABSENT.filled(path=path).in_language(language)

    read = [
        (*field(entry.field), value(entry.field, entry.value), where(entry.path, entry.there))
        for entry in reading.read
    ]
    assumed = [
        (*field(entry.field), value(entry.field, entry.value), entry.because.in_language(language))
        for entry in reading.assumed
    ]
    ask = [
        (
            *field(entry.field),
            value(entry.field, entry.assumed),
            entry.reason.in_language(language),
            entry.path,
        )
        for entry in reading.ask
    ]
    kinds, head = words.ListKind, (words.FIELD, words.WHAT)
    parts = [
        _part(titles[kinds.READ], (*head, words.VALUE, words.WHERE), read, language),
        _part(titles[kinds.ASSUMED], (*head, words.VALUE, words.WHY), assumed, language),
        _part(titles[kinds.ASK], (*head, words.UNTIL_THEN, words.WHY, words.WHERE), ask, language),
    ]
    if reading.ignored:
        rows = [(entry.path, entry.reason.in_language(language)) for entry in reading.ignored]
        parts.append(_part(titles[kinds.IGNORED], (words.WHERE, words.WHY), rows, language))
    return "\n\n".join(parts)


def _part(title: Text, head: Sequence[Text], rows: Sequence[Sequence[str]], language: str) -> str:
    from planner.cli.table import table

    return title.in_language(language) + "\n" + table([entry.in_language(language) for entry in head], rows)


_IS_THERE = Text(
    "the file is there already. Name another, or add --force to write over it.",
    "文件已存在。请指定其他文件，或使用 --force 覆盖。",
)
_SAME_FILE = Text(
    "this is the cluster's own JSON. Name another file for the plan.",
    "这是群集的 JSON 文件。请为方案指定其他文件。",
)
