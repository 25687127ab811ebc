"""``aks-egress editions``: the dated editions of Microsoft's page, or what differs from one to another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from planner.cli.misuse import Misuse
from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog.model import Catalog
    from planner.planning.page_changes import FeatureChanges, PageChange, PageRow


@click.command("editions")
@click.argument("old", metavar="[OLD", required=False)
@click.argument("new", metavar="NEW]", required=False)
@click.option("--cloud", help="For two editions: show one cloud alone, such as AzureChinaCloud.")
@click.option("--feature", help="For two editions: show one feature alone, such as azure-policy.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def editions(
    old: str | None,
    new: str | None,
    cloud: str | None,
    feature: str | None,
    language: str,
    output_format: str,
) -> None:
    """List the dated editions of Microsoft's page, oldest first; with OLD and NEW say what came and went.

    By cloud and feature, every feature on, whatever a cluster answers; `diff` compares by the answers of a plan.
    """
    from planner.catalog.loader import load_catalog
    from planner.planning.page_changes import page_changes

    catalog = load_catalog()
    if old is None:
        if cloud or feature:
            raise Misuse(_ALONE.filled(option="--cloud" if cloud else "--feature"))
        _list(catalog, output_format)
        return
    if new is None:
        raise Misuse(_ONE)
    _refuse_unknown(catalog, (old, new), cloud, feature)
    changes = tuple(
        entry
        for entry in page_changes(catalog, old, new)
        if cloud in (None, entry.cloud) and feature in (None, entry.feature)
    )
    if output_format == "json":
        click.echo(json.dumps(_data(changes, old, new, language), ensure_ascii=False, indent=2))
    else:
        click.echo(_table(changes, old, new, language))


def _list(catalog: Catalog, output_format: str) -> None:
    from planner.cli.lists import print_entries

    entries = [
        {"id": entry.id, "published": entry.published, "title": entry.title.en, "url": entry.url}
        for entry in catalog.editions
    ]
    print_entries(entries, output_format)


def _refuse_unknown(catalog: Catalog, named: Sequence[str], cloud: str | None, feature: str | None) -> None:
    from planner.catalog.shaping import unknown_word

    for edition in named:
        if catalog.edition(edition) is None:
            raise Misuse(unknown_word(edition, [entry.id for entry in catalog.editions], "edition"))
    if cloud is not None and catalog.cloud(cloud) is None:
        raise Misuse(unknown_word(cloud, [entry.id for entry in catalog.clouds], "cloud"))
    if feature is not None and catalog.feature(feature) is None:
        raise Misuse(unknown_word(feature, [entry.id for entry in catalog.features], "feature"))


_ONE = Text(
    "One edition says nothing of a change. Name two: aks-egress editions OLD NEW.",
    "只有一个版本，无法比较。请给出两个版本：aks-egress editions OLD NEW。",
)
_ALONE = Text(
    "{option} is for two editions. Name them: aks-egress editions OLD NEW.",
    "{option} 仅用于比较两个版本。请给出两个版本：aks-egress editions OLD NEW。",
)


# --- what is shown ----------------------------------------------------------------------------------------------------


def _data(changes: Sequence[FeatureChanges], old: str, new: str, language: str) -> dict[str, Any]:
    from planner.planning.page_changes import counts_of

    return {
        "old": old,
        "new": new,
        "counts": {kind.value: count for kind, count in counts_of(changes).items()},
        "features": [
            {
                "cloud": entry.cloud,
                "feature": entry.feature,
                "offered": "came" if entry.new else "went" if entry.gone else "both",
                "reason": entry.reason.in_language(language),
                "changes": [_change(change, language) for change in entry.changes],
            }
            for entry in changes
        ],
    }


def _change(change: PageChange, language: str) -> dict[str, Any]:
    return {
        "change": change.kind.value,
        "from": _row(change.before, language),
        "to": _row(change.after, language),
        "to_stood_before": change.stood,
    }


def _row(row: PageRow | None, language: str) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "demand": row.demand_id,
        "destination": row.destination.shown(language),
        "type": row.destination.type.value,
        "services": [str(service) for service in row.services],
        "necessity": row.necessity.value,
        "purpose": row.purpose.in_language(language),
        "section": row.section,
    }


def _table(changes: Sequence[FeatureChanges], old: str, new: str, language: str) -> str:
    from planner.cli.table import table
    from planner.domain.service import services_text
    from planner.planning.edition_words import COUNTS, KINDS, NEEDS, NO_DIFFERENCE, SIGNS, instead_text
    from planner.planning.page_changes import counts_of

    rows = [
        (
            SIGNS[change.kind].replace("−", "-"),
            KINDS[change.kind].in_language(language),
            entry.cloud,
            entry.feature,
            NEEDS[change.shown.necessity].in_language(language),
            change.shown.destination.shown(language),
            services_text(change.shown.services),
            instead_text(change).in_language(language),
        )
        for entry in changes
        for change in entry.changes
    ]
    notes = [_note(entry, old, new).in_language(language) for entry in changes if entry.new or entry.gone]
    counts = {kind.value: str(count) for kind, count in counts_of(changes).items()}
    said = COUNTS.filled(**counts) if rows else NO_DIFFERENCE.filled(older=old, newer=new)
    parts = [table([text.in_language(language) for text in _HEAD], rows)] if rows else []
    return "\n\n".join([*parts, *(["\n".join(notes)] if notes else []), said.in_language(language)])


def _note(entry: FeatureChanges, old: str, new: str) -> Text:
    """Say why only one of the editions offers a feature."""
    return _OFFERED.filled(
        cloud=entry.cloud, feature=entry.feature, edition=old if entry.new else new, reason=entry.reason
    )


_HEAD = (
    Text("", ""),
    Text("Change", "变化"),
    Text("Cloud", "云"),
    Text("Feature", "功能"),
    Text("Need", "必要性"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("Now", "现在"),
)
_OFFERED = Text(
    "{cloud}, {feature}, edition {edition}: {reason}", "{cloud}，{feature}，{edition} 版：{reason}"
)
