"""``aks-egress import-cluster``: a cluster's own JSON into a plan, with what is read, assumed and to be asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.domain.fact import Known
    from planner.importers.aks_cluster import ClusterReading

STDIN = "-"


@click.command("import-cluster")
@click.argument("cluster_file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Plan file to write.")
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

    catalog = load_catalog()
    if output is not None:
        _check_output(output, cluster_file, force=force)
    content, name = _content(cluster_file)
    reading = read_clusters(content, name, catalog, cluster=cluster)
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
    from planner.catalog.reading import read_whole
    from planner.domain.problem import FileProblem
    from planner.importers.strict_json import MAX_BYTES, TOO_LARGE

    if str(file) != STDIN:
        return read_whole(file, str(file), MAX_BYTES, TOO_LARGE), str(file)
    name = "standard input"
    content = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""
    if len(content) > MAX_BYTES:
        raise FileProblem(name, 0, TOO_LARGE)
    return content, name


def _check_output(output: Path, source: Path, *, force: bool) -> None:
    from planner.domain.problem import FileProblem

    if not output.exists():
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
            {"field": entry.field, "value": _plain(entry.value), "path": entry.path} for entry in reading.read
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

    def field(name: str) -> tuple[str, str]:
        return name, _label(name, catalog).in_language(language)

    def words(name: str, value: Known | None) -> str:
        return "" if value is None else _words(name, value, catalog).in_language(language)

    def where(path: str, there: bool) -> str:
        return path if there else _ABSENT.filled(path=path).in_language(language)

    read = [
        (*field(entry.field), words(entry.field, entry.value), where(entry.path, entry.there))
        for entry in reading.read
    ]
    assumed = [
        (*field(entry.field), words(entry.field, entry.value), entry.because.in_language(language))
        for entry in reading.assumed
    ]
    ask = [
        (
            *field(entry.field),
            words(entry.field, entry.assumed),
            entry.reason.in_language(language),
            entry.path,
        )
        for entry in reading.ask
    ]
    parts = [
        _part(_READ, (_FIELD, _WHAT, _VALUE, _WHERE), read, language),
        _part(_ASSUMED, (_FIELD, _WHAT, _VALUE, _WHY), assumed, language),
        _part(_ASK, (_FIELD, _WHAT, _UNTIL_THEN, _WHY, _WHERE), ask, language),
    ]
    if reading.ignored:
        rows = [(entry.path, entry.reason.in_language(language)) for entry in reading.ignored]
        parts.append(_part(_IGNORED, (_WHERE, _WHY), rows, language))
    return "\n\n".join(parts)


def _part(title: Text, head: Sequence[Text], rows: Sequence[Sequence[str]], language: str) -> str:
    from planner.cli.table import table

    return title.in_language(language) + "\n" + table([entry.in_language(language) for entry in head], rows)


def _words(field: str, value: Known, catalog: Catalog) -> Text:
    """Return a value as people read it; a text that a fact has no words for stands as it is."""
    from planner.domain.fact import Fact, FactKind

    fact = catalog.fact(field) or Fact(field, FactKind.TEXT, (field,), Text(field, field))
    return fact.in_words(value)


def _label(field: str, catalog: Catalog) -> Text:
    """Return what a field is called: of a fact or a feature by the catalog, of the few others here."""
    from planner.importers.aks_cluster import FEATURE

    fact = catalog.fact(field)
    feature = catalog.feature(field.removeprefix(FEATURE))
    if fact is not None:
        return fact.label
    if feature is not None:
        return feature.label
    return _LABELS.get(field, _LABELS[field.rpartition(".")[2]] if "." in field else Text(field, field))


_LABELS = {
    "name": Text("Cluster name", "群集名称"),
    "cloud": Text("Cloud", "云"),
    "region": Text("Region", "区域"),
    "edition": Text("Edition", "版本"),
    "node_pools": Text("Node pools", "节点池"),
    "subnet": Text("Subnet of the pool", "节点池的子网"),
    "pod_subnet": Text("Subnet of its pods", "节点池中 Pod 的子网"),
}
_READ = Text("Read from the cluster", "从群集读取")
_ASSUMED = Text("Assumed, nobody answered", "假定（未作答）")
_ASK = Text("Must ask", "必须询问")
_IGNORED = Text("In the JSON, in no plan", "未采用的内容")
_FIELD, _WHAT, _VALUE = Text("Field", "字段"), Text("What", "含义"), Text("Value", "值")
_WHERE, _WHY = Text("Where", "位置"), Text("Why", "原因")
_UNTIL_THEN = Text("Until then", "在此之前采用")
_ABSENT = Text("{path} (not there)", "{path}（不存在）")
_IS_THERE = Text(
    "the file is there already. Name another, or add --force to write over it.",
    "文件已存在。请指定其他文件，或使用 --force 覆盖。",
)
_SAME_FILE = Text(
    "this is the cluster's own JSON. Name another file for the plan.",
    "这是群集的 JSON 文件。请为方案指定其他文件。",
)
