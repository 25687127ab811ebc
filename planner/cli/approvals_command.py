"""``aks-egress approvals``: what an approval workbook that came back decides on the lines and routes of a plan."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.text import LANGUAGES, Text

if TYPE_CHECKING:
    from planner.domain.approval import Approval
    from planner.domain.plan import EgressPlan
    from planner.session.approvals import ApprovalReading

STILL_OPEN = 3
"""Exit code where a line or route is open, or something of the workbook was not taken over."""


@click.command("approvals")
@click.argument("plan_file", metavar="PLAN", type=click.Path(path_type=Path))
@click.argument("workbook", metavar="WORKBOOK", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Keep the decisions that hold in PLAN.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "output_format", type=click.Choice(["table", "json"]), default="table", show_default=True
)
def approvals_command(
    plan_file: Path, workbook: Path, write: bool, language: str, output_format: str
) -> None:
    """Read the decisions of WORKBOOK, the approval workbook of PLAN as it came back.

    Ends with 0 where every line and route is approved or rejected and nothing is odd, with 3 where one is open, stale
    or asked back, or something was not taken over.
    """
    from planner.catalog.loader import load_catalog
    from planner.catalog.reading import read_whole
    from planner.cli.checking import checked_plan
    from planner.cli.exporting import write_one
    from planner.importers.workbook import MOST_BYTES, TOO_LARGE
    from planner.session.addresses import readable
    from planner.session.approvals import read_approvals
    from planner.session.opening import read_plan_file
    from planner.session.plan_file import write_plan

    catalog = load_catalog()
    source = read_plan_file(plan_file, str(plan_file), catalog)
    plan = checked_plan(source.request, catalog, source)
    content = read_whole(workbook, str(workbook), MOST_BYTES, TOO_LARGE)
    reading = read_approvals(content, workbook.name, readable(source.request, catalog), plan, catalog)
    if write:
        kept = replace(source.request, approvals=reading.merged_into(source.request.approvals))
        write_one(plan_file, write_plan(kept, catalog))
    if output_format == "json":
        click.echo(json.dumps(_data(reading, language), ensure_ascii=False, indent=2))
    else:
        click.echo(_table(reading, plan, language))
    if not reading.is_settled:
        raise click.exceptions.Exit(STILL_OPEN)


def _data(reading: ApprovalReading, language: str) -> dict[str, Any]:
    return {
        "decisions": [_decision(entry) for entry in reading.decisions],
        "problems": [
            {
                "kind": problem.kind,
                "rule_id": problem.rule_id,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "text": problem.text.in_language(language),
            }
            for problem in reading.problems
        ],
        "counts": reading.counts,
        "overall": {
            "state": reading.overall.state.value,
            "by": reading.overall.by,
            "on": reading.overall.on,
            "comment": reading.overall.comment,
        },
        "digest": reading.digest,
    }


def _decision(entry: Approval) -> dict[str, str]:
    return {
        "rule_id": entry.rule_id,
        "state": entry.state.value,
        "by": entry.by,
        "on": entry.on,
        "comment": entry.comment,
    }


def _table(reading: ApprovalReading, plan: EgressPlan, language: str) -> str:
    from planner.cli.table import table
    from planner.domain.approval import ApprovalState
    from planner.exporters.safe_text import one_line
    from planner.session.approval_words import BREAKS, COLUMNS, COUNTS, OVERALL, STATE_WORDS

    heads = [head.in_language(language) for head in COLUMNS.values()]
    rows = []
    for entry in reading.decisions:
        named = _named(entry.rule_id, plan, language)
        if named is None:
            continue
        line, destination, if_refused = named
        said = one_line(entry.comment)
        if entry.state is ApprovalState.REJECTED:
            breaks = one_line(if_refused.in_language(language))
            said = " ".join(
                part for part in (said, BREAKS.filled(breaks=breaks).in_language(language)) if part
            )
        rows.append(
            [
                line,
                destination,
                STATE_WORDS[entry.state].in_language(language),
                one_line(entry.by),
                one_line(entry.on),
                said,
            ]
        )
    parts = [table(heads, rows)]
    for problem in reading.problems:
        place = f"{problem.sheet}!{problem.cell}" if problem.sheet else ""
        at = " ".join(part for part in (place, problem.rule_id) if part)
        parts.append(
            one_line(
                f"{at}: {problem.text.in_language(language)}" if at else problem.text.in_language(language)
            )
        )
    if reading.overall.state is not ApprovalState.PENDING:
        parts.append(OVERALL.filled(said=one_line(reading.overall.comment)[:200]).in_language(language))
    counts = reading.counts
    parts.append(
        COUNTS.filled(**{state: str(count) for state, count in counts.items()}).in_language(language)
    )
    return "\n".join(parts)


def _named(rule_id: str, plan: EgressPlan, language: str) -> tuple[str, str, Text] | None:
    """Return a line's number, or the word for a route, where it leads and what breaks without it; None if neither."""
    from planner.exporters.columns import rule_destination_text
    from planner.exporters.route_lines import route_text
    from planner.exporters.safe_text import one_line
    from planner.session.approval_words import ROUTE_LINE

    rule, route = plan.rule(rule_id), plan.route(rule_id)
    if rule is not None:
        destination = one_line(rule_destination_text(rule, language))
        return str(plan.line_number(rule_id)), destination, rule.if_refused
    if route is not None:
        return ROUTE_LINE.in_language(language), route_text(route, language), route.if_refused
    return None
