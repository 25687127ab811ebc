"""The list commands: targets, clouds, regions and features."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog, Cloud
from planner.domain.demand import Withheld
from planner.domain.text import Text
from planner.planning.situation import ProfileError

Command = TypeVar("Command", bound=Callable[..., Any])


def _format_option(command: Command) -> Command:
    choice = click.Choice(["table", "json"])
    return click.option("--format", "output_format", type=choice, default="table", show_default=True)(command)


def print_entries(entries: Sequence[Mapping[str, object]], output_format: str) -> None:
    """Print entries of one shape as a table or as JSON."""
    if output_format == "json":
        click.echo(json.dumps(list(entries), ensure_ascii=False, indent=2))
        return
    from planner.cli.table import table

    head = list(entries[0]) if entries else ["id"]
    click.echo(table(head, [[_cell(entry[column]) for column in head] for entry in entries]))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(entry["host"] for entry in value)
    return str(value)


@click.command("targets")
@_format_option
def targets(output_format: str) -> None:
    """What a plan can be exported for."""
    from planner.exporters.registry import load_targets

    entries = [
        {"id": target.id, "label": target.label.en, "group": str(target.group), "summary": target.summary.en}
        for target in load_targets().usable
    ]
    print_entries(entries, output_format)


@click.command("clouds")
@_format_option
def clouds(output_format: str) -> None:
    """The three clouds."""
    entries = [{"id": entry.id, "label": entry.label.en} for entry in load_catalog().clouds]
    print_entries(entries, output_format)


@click.command("regions")
@click.option("--cloud", "cloud_id", default="AzureCloud", show_default=True)
@_format_option
def regions(cloud_id: str, output_format: str) -> None:
    """The regions of a cloud with their service tag."""
    cloud = _cloud(load_catalog(), cloud_id)
    entries = [
        {
            "id": entry.name,
            "label": entry.display.en,
            "service_tag": f"AzureCloud.{entry.service_tag_suffix}",
            "aks": entry.aks,
            "closed": entry.closed or None,
        }
        for entry in cloud.regions
    ]
    print_entries(entries, output_format)


@click.command("features")
@click.option("--cloud", "cloud_id", default="AzureCloud", show_default=True)
@click.option("--edition", "edition_id", help="The newest by default.")
@_format_option
def features(cloud_id: str, edition_id: str | None, output_format: str) -> None:
    """The features, and why some are not offered in a cloud or an edition."""
    catalog = load_catalog()
    cloud = _cloud(catalog, cloud_id)
    edition = catalog.edition(edition_id) if edition_id else catalog.newest_edition
    if edition is None:
        known = ", ".join(entry.id for entry in catalog.editions)
        raise ProfileError(
            Text(
                f"{str(edition_id)[:60]!r} is not a known edition. Known: {known}.",
                f"未知的版本“{str(edition_id)[:60]}”。可用值：{known}。",
            )
        )
    entries = []
    for feature in catalog.features:
        withheld = feature.withheld_in(cloud.id, edition.id)
        entries.append(
            {
                "id": feature.id,
                "label": feature.label.en,
                "offered": withheld is None,
                "always": feature.always,
                "reason": withheld.reason.en if withheld is not None else "",
                "named_elsewhere": _named_elsewhere(withheld),
            }
        )
    print_entries(entries, output_format)


def _named_elsewhere(withheld: Withheld | None) -> list[dict[str, object]]:
    """Return the hosts that other sources than the page name for a withheld feature."""
    hosts = withheld.hosts if withheld is not None else ()
    return [
        {"host": entry.host, "services": list(map(str, entry.services)), "by": entry.by} for entry in hosts
    ]


def _cloud(catalog: Catalog, cloud_id: str) -> Cloud:
    cloud = catalog.cloud(cloud_id)
    if cloud is None:
        known = ", ".join(entry.id for entry in catalog.clouds)
        raise ProfileError(
            Text(
                f"{cloud_id[:60]!r} is not a known cloud. Known: {known}.",
                f"未知的云“{cloud_id[:60]}”。可用值：{known}。",
            )
        )
    return cloud
