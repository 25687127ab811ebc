"""The commands of ``aks-egress``: plan, diagram, catalog check; the others have files of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from planner.cli.answers import REMEDY_TYPE, InboundType, given_answers, merged_document
from planner.cli.checking import checked_plan, show_notes
from planner.cli.explain_command import explain_command
from planner.cli.export_command import export_command
from planner.cli.groups import HelpfulGroup
from planner.cli.lists import clouds, editions, features, regions, targets
from planner.cli.plan_json import plan_data
from planner.cli.table import plan_table
from planner.domain.profile import OutboundType
from planner.domain.text import LANGUAGES


@click.group(cls=HelpfulGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aks-egress-planner", prog_name="aks-egress")
def cli() -> None:
    """Plan the egress rules of an AKS cluster."""


@cli.command("plan")
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
    "--vault-certificates",
    "vault_certificates",
    multiple=True,
    help="Feature whose certificates live in Key Vault, besides those of PLAN_FILE.",
)
@click.option("--private-cluster/--public-cluster", default=None, help="Is the API server private?")
@click.option("--konnectivity/--no-konnectivity", default=None, help="konnectivity, or the older tunnel.")
@click.option(
    "--nodes-before-march-2021/--no-nodes-before-march-2021", "nodes_before_march_2021", default=None
)
@click.option("--pods-call-api-server/--no-pods-call-api-server", default=None)
@click.option("--custom-dns", multiple=True, metavar="IP", help="Custom DNS server; repeat for more.")
@click.option("--api-server-ip", metavar="IP", help="Known once the cluster exists.")
@click.option(
    "--node-subnet",
    "node_subnets",
    multiple=True,
    metavar="CIDR",
    help="Source of the rules; repeat for more.",
)
@click.option("--azure-monitor-by", type=click.Choice(["hosts", "tag"]))
@click.option("--outbound-type", type=click.Choice([entry.value for entry in OutboundType]))
@click.option("--default-route-to-firewall/--no-default-route-to-firewall", default=None)
@click.option("--firewall-private-ip", metavar="IP")
@click.option("--firewall-public-ip", metavar="IP")
@click.option("--firewall-nat-gateway-ip", metavar="IP", help="NAT gateway on AzureFirewallSubnet.")
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
    from planner.catalog.loader import load_catalog
    from planner.session.opening import read_plan_file
    from planner.session.plan_file import write_plan

    catalog = load_catalog()
    source = read_plan_file(plan_file, str(plan_file)) if plan_file is not None else None
    given = given_answers(options)
    document = merged_document(source.document if source else None, given, catalog)
    made = checked_plan(document, catalog, source, given)
    show_notes(document, made, catalog, language)
    if output_format == "yaml":
        click.echo(write_plan(document), nl=False)
    elif output_format == "json":
        click.echo(json.dumps(plan_data(made, document, language), ensure_ascii=False, indent=2))
    else:
        click.echo(plan_table(made, language))


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
    from planner.catalog.loader import load_catalog
    from planner.cli.exporting import write_one
    from planner.diagram.svg import render_path_svg
    from planner.session.opening import read_plan_file

    catalog = load_catalog()
    source = read_plan_file(plan_file, str(plan_file))
    made = checked_plan(source.document, catalog, source)
    if service and service not in {entry.name for entry in source.document.profile.inbound}:
        raise click.UsageError(f"{service!r} is no inbound service of this plan.")
    write_one(output, render_path_svg(made, language, theme, service=service, words=True).encode())


@cli.group("catalog", cls=HelpfulGroup)
def catalog_group() -> None:
    """The knowledge behind the rules."""


@catalog_group.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def catalog_check(folder: Path | None) -> None:
    """Read a catalog folder and name the first mistake with file and line."""
    from planner.catalog.loader import load_catalog

    catalog = load_catalog(folder)
    demands = len({demand.id for feature in catalog.features for demand in feature.demands})
    click.echo(
        f"The catalog is whole: {len(catalog.editions)} editions, {len(catalog.clouds)} clouds, "
        f"{len(catalog.features)} features, {demands} demands, digest {catalog.digest}."
    )


for _command in (export_command, explain_command, targets, editions, clouds, regions, features):
    cli.add_command(_command)
