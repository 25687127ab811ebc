"""``aks-egress diff``: what came, went and changed between two plans, and which answer made it so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from planner.domain.text import CHINESE, LANGUAGES, Text

if TYPE_CHECKING:
    from planner.catalog.model import Catalog
    from planner.cli.diff_sides import Side
    from planner.domain.delta import Aspect, PlanDelta
    from planner.domain.opening import Opening
    from planner.domain.rule import Rule
    from planner.planning.attribution import Cause


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
    """Say what differs from OLD to NEW.

    Each is a plan file, an approval workbook (.xlsx), or edition:DATE with the other side's answers. Of a workbook
    with decisions the approved lines count, of one without any all that it asks for. Two editions are compared by the
    answers of --cloud, --region and --feature.
    """
    from planner.catalog.loader import load_catalog
    from planner.cli.diff_sides import notes_of, two_sides
    from planner.cli.streams import note

    catalog = load_catalog()
    before, after = two_sides(old, new, options, catalog)
    for side in (before, after):
        for said in notes_of(side):
            note(f"note: {said.in_language(language)}")
    delta, reasons, causes = _compared(before, after, catalog)
    if output_format == "json":
        data = _data(delta, reasons, causes, before, after, language)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(_table(delta, reasons, before, after, language))


# --- what differs -----------------------------------------------------------------------------------------------------

_Causes = Mapping[str, "tuple[Cause, ...]"]
_Reasons = Mapping[str, Text]


def _compared(before: Side, after: Side, catalog: Catalog) -> tuple[PlanDelta, _Reasons, _Causes]:
    from planner.planning.attribution import attributed, causes_text, of_edition
    from planner.planning.delta import delta_between, delta_of_lines

    causes: _Causes = {}
    if before.request is not None and after.request is not None:
        delta = delta_between(before.plan, after.plan)
        causes = attributed(before.request, after.request, delta, catalog)
        return delta, {name: causes_text(found) for name, found in causes.items()}, causes
    delta = delta_of_lines(before.rules, after.rules, _enforced())
    request = after.request if before.request is None else before.request
    if request is not None and None not in (catalog.edition(side.edition) for side in (before, after)):
        own = replace(request, cluster=replace(request.cluster, edition=after.edition))
        causes = of_edition(own, before.edition, delta, catalog)
    reasons = {name: causes_text(found) for name, found in causes.items()}
    return delta, {**reasons, **dict(_not_approved(delta, before, after))}, causes


def _enforced() -> tuple[Aspect, ...]:
    """Return what of a line a workbook says: all that a firewall enforces, and not why it is asked for."""
    from planner.domain.delta import Aspect

    return Aspect.DESTINATION, Aspect.SERVICES, Aspect.SOURCES, Aspect.TRANSLATION


def _not_approved(delta: PlanDelta, before: Side, after: Side) -> Iterator[tuple[str, Text]]:
    """Yield the ids of lines that stand in a workbook and were not approved there, with what was decided."""
    from planner.session.approval_words import STATE_WORDS

    for side, rules in ((before, delta.added), (after, delta.removed)):
        for rule in rules:
            state = side.workbook.undecided.get(rule.id) if side.workbook is not None else None
            if state is not None:
                yield rule.id, _NOT_APPROVED.filled(state=STATE_WORDS[state])


_NOT_APPROVED = Text("not approved in the workbook ({state})", "在工作簿中未批准（{state}）")


# --- what is shown ----------------------------------------------------------------------------------------------------


def _data(
    delta: PlanDelta, reasons: _Reasons, causes: _Causes, before: Side, after: Side, language: str
) -> dict[str, Any]:
    has_routes = before.plan is not None and after.plan is not None
    return {
        "old": {"edition": before.edition or None, "plan_digest": before.digest or None},
        "new": {"edition": after.edition or None, "plan_digest": after.digest or None},
        "added": [_rule_data(rule, after, language) for rule in delta.added],
        "removed": [_removed_data(rule, before, after, language) for rule in delta.removed],
        "changed": [
            {
                "from": _rule_data(change.before, before, language),
                "to": _rule_data(change.after, after, language),
                "what": [aspect.value for aspect in change.what],
            }
            for change in delta.changed
        ],
        "unchanged": delta.unchanged,
        "routes": {
            "added": [route.prefix for route in delta.routes_added],
            "removed": [route.prefix for route in delta.routes_removed],
        }
        if has_routes
        else None,
        "reasons": {name: text.in_language(language) for name, text in reasons.items()},
        "causes": {
            name: [{"kind": cause.kind.value, "name": cause.name} for cause in found]
            for name, found in causes.items()
        },
    }


def _removed_data(rule: Rule, before: Side, after: Side, language: str) -> dict[str, Any]:
    """Return a line that went, with the lines of NEW that keep it open all the same."""
    from planner.cli.plan_json import openings_data

    openings = openings_data(_still_open(rule, after))
    return {**_rule_data(rule, before, language), "still_open_through": openings}


def _still_open(rule: Rule, after: Side) -> tuple[Opening, ...]:
    return after.plan.still_open_through(rule) if after.plan is not None else ()


def _rule_data(rule: Rule, side: Side, language: str) -> dict[str, Any]:
    """Return a line as `plan --format json` writes it; of a workbook's line just what the workbook says."""
    from planner.cli.plan_json import rule_data

    if side.plan is not None:
        return rule_data(rule, side.plan, language)
    line = side.workbook.line(rule.id) if side.workbook is not None else None
    return {
        "id": rule.id,
        "number": line.number if line is not None else None,
        "kind": rule.kind.value,
        "necessity": line.need.value if line is not None else None,
        "sources": list(rule.sources),
        "destinations": [{"type": rule.destination.type.value, "value": rule.destination.shown(language)}],
        "services": [str(service) for service in rule.services],
        "purpose": line.purpose if line is not None else "",
        "if_refused": line.if_refused if line is not None else "",
        "fingerprint": rule.fingerprint(),
    }


def _table(delta: PlanDelta, reasons: _Reasons, before: Side, after: Side, language: str) -> str:
    from planner.cli.table import table

    rows = [
        *(_row("+", rule, (), reasons, after, language) for rule in delta.added),
        *(
            (*row[:-1], _and_still_open(row[-1], rule, after, language))
            for rule in delta.removed
            for row in (_row("-", rule, (), reasons, before, language),)
        ),
        *(
            _row("~", change.after, tuple(_what(change.what)), reasons, after, language)
            for change in delta.changed
        ),
    ]
    parts = [table([text.in_language(language) for text in _HEAD], rows)] if rows else []
    for said, routes in ((_ROUTE_WENT, delta.routes_removed), (_ROUTE_CAME, delta.routes_added)):
        parts += [
            said.filled(prefix=route.prefix, hop=route.next_hop or route.next_hop_type).in_language(language)
            for route in routes
        ]
    counts = _COUNTS.filled(
        added=str(len(delta.added)),
        removed=str(len(delta.removed)),
        changed=str(len(delta.changed)),
        unchanged=str(delta.unchanged),
    )
    aside = [_NO_ROUTES.in_language(language)] if before.plan is None or after.plan is None else []
    return "\n\n".join([*parts, counts.in_language(language), *aside])


def _row(
    sign: str, rule: Rule, what: Sequence[Text], reasons: _Reasons, side: Side, language: str
) -> tuple[str, ...]:
    from planner.domain.service import services_text
    from planner.domain.text import EMPTY_TEXT, joined

    return (
        sign,
        _need(rule, side, language),
        rule.destination.shown(language),
        services_text(rule.services),
        joined(tuple(what)).in_language(language),
        reasons.get(rule.id, EMPTY_TEXT).in_language(language),
    )


def _and_still_open(why: str, rule: Rule, after: Side, language: str) -> str:
    """Return why a line went, and that a wider line of NEW keeps it open."""
    from planner.domain.opening import openings_text

    said = openings_text(_still_open(rule, after)).in_language(language)
    return ("，" if language == CHINESE else ", ").join(part for part in (why, said) if part)


def _need(rule: Rule, side: Side, language: str) -> str:
    from planner.cli.table import need_words
    from planner.exporters.columns import NEED_WORDS

    line = side.workbook.line(rule.id) if side.workbook is not None else None
    return need_words(rule, language) if line is None else NEED_WORDS[line.need].in_language(language)


def _what(aspects: Sequence[Aspect]) -> Iterator[Text]:
    from planner.planning.edition_words import ASPECTS

    for aspect in aspects:
        yield ASPECTS[aspect]


_HEAD = (
    Text("", ""),
    Text("Need", "必要性"),
    Text("Destination", "目标"),
    Text("Service", "服务"),
    Text("What changed", "变化"),
    Text("Because of", "原因"),
)
_ROUTE_CAME, _ROUTE_WENT = (
    Text("+ route {prefix} → {hop}", "+ 路由 {prefix} → {hop}"),
    Text("- route {prefix} → {hop}", "- 路由 {prefix} → {hop}"),
)
_NO_ROUTES = Text(
    "Routes are not compared: a workbook is read for its lines alone.", "不比较路由：工作簿只读取规则行。"
)
_COUNTS = Text(
    "{added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
    "新增 {added}，移除 {removed}，更改 {changed}，不变 {unchanged}",
)
