"""The commands of ``aks-egress``: plan, diagram, catalog check; the others have files of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from planner.cli.answers import REMEDY_TYPE, InboundType, given_answers, merged_request
from planner.cli.approvals_command import approvals_command
from planner.cli.checking import checked_plan, show_notes, show_repeated
from planner.cli.diff_command import diff_command
from planner.cli.editions_command import editions
from planner.cli.explain_command import explain_command
from planner.cli.export_command import export_command
from planner.cli.fact_options import FactCommand, catalog
from planner.cli.groups import HelpfulGroup
from planner.cli.import_command import import_command
from planner.cli.lists import clouds, features, regions, targets
from planner.cli.misuse import Misuse
from planner.cli.page_command import check_page_command
from planner.cli.plan_json import plan_data
from planner.cli.streams import STDOUT
from planner.cli.table import plan_table
from planner.domain.text import LANGUAGES, Text


@click.group(cls=HelpfulGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aks-egress-planner", prog_name="aks-egress")
def cli() -> None:
    """Plan the egress rules of an AKS cluster."""


@cli.command("plan", cls=FactCommand)
@click.argument("plan_file", required=False, type=click.Path(path_type=Path))
@click.option("--name", help="Cluster name.")
@click.option("--cloud", help="AzureCloud, AzureChinaCloud or AzureUSGovernment.")
@click.option("--region", help="Programmatic name, such as westeurope.")
@click.option("--edition", help="Dated edition of Microsoft's page; the newest by default.")
@click.option(
    "--feature",
    "features",
    multiple=True,
    help="A feature that is on, besides those of PLAN_FILE; repeat for more.",
)
@click.option("--without-feature", multiple=True, help="A feature that is not on; repeat for more.")
@click.option(
    "--inbound", multiple=True, type=InboundType(), metavar="NAME:public|internal:TCP|UDP:PORT[:IP]"
)
@click.option("--remedy", type=REMEDY_TYPE, help="How to mend asymmetric routing.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "json", "yaml"]),
    default="table",
    show_default=True,
)
def plan_command(plan_file: Path | None, language: str, output_format: str, **options: Any) -> None:
    """Show the rules of PLAN_FILE, or of the answers given as options."""
    from planner.session.opening import read_plan_file
    from planner.session.plan_file import write_plan
    from planner.session.readiness import all_problems, readiness

    known = catalog()
    source = read_plan_file(plan_file, str(plan_file), known) if plan_file is not None else None
    given = given_answers(options)
    if source is not None:
        show_repeated(source.request, known, language)
    request = merged_request(source.request if source else None, given, known)
    made = checked_plan(request, known, source, given)
    problems = all_problems(request, made, known)
    points = readiness(problems, made, known, request.approvals)
    show_notes(problems, language)
    if output_format == "yaml":
        click.echo(write_plan(request, known), nl=False)
    elif output_format == "json":
        click.echo(
            json.dumps(plan_data(made, request, points, known, language), ensure_ascii=False, indent=2)
        )
    else:
        click.echo(plan_table(made, points, language))


@cli.command("diagram")
@click.argument("plan_file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="SVG file."
)
@click.option("--service", default="", help="Inbound service to show; the first that is broken by default.")
@click.option("--theme", type=click.Choice(["light", "dark", "print"]), default="light", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def diagram_command(plan_file: Path, output: Path, service: str, theme: str, language: str) -> None:
    """Draw the traffic path of PLAN_FILE as SVG, with the same path in words."""
    from planner.cli.exporting import write_one
    from planner.diagram.svg import render_path_svg
    from planner.session.opening import read_plan_file

    known = catalog()
    source = read_plan_file(plan_file, str(plan_file), known)
    made = checked_plan(source.request, known, source)
    if service and service not in {entry.name for entry in source.request.cluster.inbound}:
        raise Misuse(
            Text(f"{service!r} is no inbound service of this plan.", f"本方案中没有入站服务“{service}”。")
        )
    drawn = render_path_svg(made, language, theme, service=service, words=True)
    if str(output) == STDOUT:
        click.echo(drawn, nl=False)
    else:
        write_one(output, drawn.encode())


@cli.group("catalog", cls=HelpfulGroup)
def catalog_group() -> None:
    """The knowledge behind the rules."""


@catalog_group.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def catalog_check(folder: Path | None) -> None:
    """Read a catalog folder and name the first mistake with file and line."""
    from planner.catalog.loader import load_catalog
    from planner.catalog.locate import data_folder

    known = load_catalog(folder or data_folder("catalog"))
    demands = len({demand.id for feature in known.features for demand in feature.demands})
    click.echo(
        f"The catalog is whole: {len(known.editions)} editions, {len(known.clouds)} clouds, "
        f"{len(known.features)} features, {len(known.facts)} facts, {demands} demands, digest {known.digest}."
    )


for _command in (
    export_command,
    explain_command,
    approvals_command,
    diff_command,
    check_page_command,
    import_command,
    targets,
    editions,
    clouds,
    regions,
    features,
):
    cli.add_command(_command)
