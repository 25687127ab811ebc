"""``aks-egress diff``: what came, went and changed between two plans, and which answer made it so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.misuse import Misuse
from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.domain.delta import Aspect, PlanDelta
    from planner.domain.plan import EgressPlan
    from planner.domain.request import Request
    from planner.domain.rule import Rule
    from planner.planning.attribution import Cause

_EDITION = "edition:"


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: the request without unreadable entries, and its plan."""

    request: Request
    plan: EgressPlan


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--cloud", help="For two editions: AzureCloud, AzureChinaCloud or AzureUSGovernment.")
@click.option("--region", help="For two editions: programmatic name, such as westeurope.")
@click.option(
    "--feature", "features", multiple=True, help="For two editions: a feature that is on; repeat for more."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def diff_command(old: str, new: str, language: str, output_format: str, **options: Any) -> None:
    """Say what differs from OLD to NEW: each a plan file, or edition:DATE with the other side's answers.

    Two editions are compared by the answers of --cloud, --region and --feature.
    """
    from planner.catalog.loader import load_catalog
    from planner.planning.attribution import attributed
    from planner.planning.delta import delta_between

    catalog = load_catalog()
    before, after = _sides(old, new, options, catalog)
    delta = delta_between(before.plan, after.plan)
    causes = attributed(before.request, after.request, delta, catalog)
    if output_format == "json":
        data = _data(delta, causes, before, after, language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(_table(delta, causes, language))


# --- the two sides ----------------------------------------------------------------------------------------------------


def _sides(old: str, new: str, options: Mapping[str, Any], catalog: Catalog) -> tuple[_Side, _Side]:
    given = {name: value for name, value in options.items() if value}
    editions = [_edition(name, catalog) for name in (old, new)]
    if None not in editions:
        request = _of_options(given)
        return _at(request, editions[0], catalog), _at(request, editions[1], catalog)
    if given:
        raise Misuse(_OPTIONS.filled(options=", ".join(f"--{name.removesuffix('s')}" for name in given)))
    if editions[0] is not None:
        after = _file(new, catalog)
        return _at(after.request, editions[0], catalog), after
    before = _file(old, catalog)
    return before, _file(new, catalog) if editions[1] is None else _at(before.request, editions[1], catalog)


def _edition(name: str, catalog: Catalog) -> str | None:
    """Return the edition that ``edition:DATE`` names; None for a file."""
    from planner.catalog.shaping import unknown_word

    if not name.startswith(_EDITION):
        return None
    edition = name.removeprefix(_EDITION)
    if catalog.edition(edition) is None:
        raise Misuse(unknown_word(edition, [entry.id for entry in catalog.editions], "edition"))
    return edition


def _file(name: str, catalog: Catalog) -> _Side:
    from planner.cli.checking import checked_plan
    from planner.session.addresses import readable
    from planner.session.opening import read_plan_file

    source = read_plan_file(Path(name), name, catalog)
    made = checked_plan(source.request, catalog, source)
    return _Side(readable(source.request, catalog), made)


def _of_options(given: Mapping[str, Any]) -> Request:
    from planner.domain.cluster import Cluster
    from planner.domain.request import Request

    cluster = Cluster(
        cloud=given.get("cloud", ""),
        region=given.get("region", ""),
        features=tuple(given.get("features", ())),
    )
    return Request(cluster=cluster)


def _at(request: Request, edition: str | None, catalog: Catalog) -> _Side:
    """Return the same answers by another edition."""
    from planner.cli.checking import checked_plan
    from planner.session.addresses import readable

    other = replace(request, cluster=replace(request.cluster, edition=edition or ""))
    return _Side(readable(other, catalog), checked_plan(other, catalog, None))


_OPTIONS = Text(
    "{options} is for two editions; a plan file has answers of its own. Leave it away.",
    "{options} 仅用于比较两个版本；方案文件有自己的回答。请去掉该选项。",
)


# --- what is shown ----------------------------------------------------------------------------------------------------


def _data(
    delta: PlanDelta, causes: Mapping[str, tuple[Cause, ...]], before: _Side, after: _Side, language: str
) -> dict[str, Any]:
    from planner.cli.plan_json import rule_data
    from planner.planning.attribution import causes_text

    return {
        "old": {"edition": before.plan.edition, "plan_digest": before.plan.digest()},
        "new": {"edition": after.plan.edition, "plan_digest": after.plan.digest()},
        "added": [rule_data(rule, after.plan, language) for rule in delta.added],
        "removed": [rule_data(rule, before.plan, language) for rule in delta.removed],
        "changed": [
            {
                "from": rule_data(change.before, before.plan, language),
                "to": rule_data(change.after, after.plan, language),
                "what": [aspect.value for aspect in change.what],
            }
            for change in delta.changed
        ],
        "unchanged": delta.unchanged,
        "routes": {
            "added": [route.prefix for route in delta.routes_added],
            "removed": [route.prefix for route in delta.routes_removed],
        },
        "reasons": {name: causes_text(found).in_language(language) for name, found in causes.items()},
        "causes": {
            name: [{"kind": cause.kind.value, "name": cause.name} for cause in found]
            for name, found in causes.items()
        },
    }


def _table(delta: PlanDelta, causes: Mapping[str, tuple[Cause, ...]], language: str) -> str:
    from planner.cli.table import table

    rows = [
        *(_row("+", rule, (), causes, language) for rule in delta.added),
        *(_row("-", rule, (), causes, language) for rule in delta.removed),
        *(_row("~", change.after, tuple(_what(change.what)), causes, language) for change in delta.changed),
    ]
    parts = [table([text.in_language(language) for text in _HEAD], rows)] if rows else []
    parts += [_ROUTE_CAME.filled(prefix=route.prefix).in_language(language) for route in delta.routes_added]
    parts += [_ROUTE_WENT.filled(prefix=route.prefix).in_language(language) for route in delta.routes_removed]
    counts = _COUNTS.filled(
        added=str(len(delta.added)),
        removed=str(len(delta.removed)),
        changed=str(len(delta.changed)),
        unchanged=str(delta.unchanged),
    )
    return "\n\n".join([*parts, counts.in_language(language)])


def _row(
    sign: str, rule: Rule, what: Sequence[Text], causes: Mapping[str, tuple[Cause, ...]], language: str
) -> tuple[str, ...]:
    from planner.cli.table import need_words
    from planner.domain.service import services_text
    from planner.domain.text import joined
    from planner.planning.attribution import causes_text

    return (
        sign,
        need_words(rule, language),
        rule.destination.shown(language),
        services_text(rule.services),
        joined(tuple(what)).in_language(language),
        causes_text(causes.get(rule.id, ())).in_language(language),
    )


def _what(aspects: Sequence[Aspect]) -> Iterator[Text]:
    for aspect in aspects:
        yield _ASPECTS[aspect.value]


_HEAD = (
    Text("", ""),
    Text("Need", "必要性"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("What changed", "变化"),
    Text("Because of", "原因"),
)
_ASPECTS = {
    "destination": Text("destination", "目标"),
    "services": Text("services", "服务"),
    "sources": Text("sources", "源"),
    "translation": Text("translation", "转换"),
    "necessity": Text("need", "必要性"),
    "reasons": Text("who asks", "需要者"),
}
_ROUTE_CAME, _ROUTE_WENT = (
    Text("+ route {prefix}", "+ 路由 {prefix}"),
    Text("- route {prefix}", "- 路由 {prefix}"),
)
_COUNTS = Text(
    "{added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
    "新增 {added}，移除 {removed}，更改 {changed}，不变 {unchanged}",
)
