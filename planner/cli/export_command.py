"""``aks-egress export``: its options, and what they mean for the targets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from planner.cli.checking import checked_plan, show_notes, show_repeated
from planner.cli.misuse import Misuse
from planner.domain.firewall_policy import DEFAULT_PRIORITY
from planner.domain.text import LANGUAGES, Text


@click.command("export")
@click.argument("plan_file", type=click.Path(path_type=Path))
@click.option("--target", "target_ids", multiple=True, required=True, help="See: aks-egress targets.")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Folder; made if missing.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the files."
)
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@click.option(
    "--fqdn-tag",
    type=click.Choice(["explicit", "tag", "both"]),
    default="explicit",
    show_default=True,
    help="Azure targets: hosts one by one, the tag AzureKubernetesService, or both.",
)
@click.option(
    "--service-tags",
    type=click.Path(path_type=Path),
    help="Microsoft's ServiceTags_*.json, for firewalls that know no service tags.",
)
@click.option(
    "--resource-group", default="", help="Of the firewall policy; a variable of the script if left out."
)
@click.option("--firewall-policy", default="", help="A variable of the script if left out.")
@click.option("--route-table", default="", help="A variable of the script if left out.")
@click.option(
    "--priority",
    type=click.IntRange(100, 65000),
    default=DEFAULT_PRIORITY,
    show_default=True,
    help="Of the group.",
)
@click.option("--inside", default="inside", show_default=True, help="Zone or interface of the nodes.")
@click.option("--outside", default="outside", show_default=True, help="Zone or interface of the internet.")
@click.option(
    "--only",
    type=click.Choice(["approved", "all"]),
    help="Lines and routes that are written; by default all in documents, in scripts the approved ones once an "
    "approval was read.",
)
@click.option("--strict", is_flag=True, help="Write nothing if something cannot be expressed.")
def export_command(
    plan_file: Path,
    target_ids: tuple[str, ...],
    output: Path,
    language: str,
    service_tags: Path | None,
    strict: bool,
    only: str | None,
    **choices: Any,
) -> None:
    """Write the plan for one or more targets; notices go to stderr and into notices.json."""
    from planner.catalog.loader import load_catalog
    from planner.cli.exporting import export_files
    from planner.exporters.options import FqdnTagUse, LineChoice, TargetOptions
    from planner.importers.service_tags import load_service_tags
    from planner.session.handover import export_context
    from planner.session.opening import read_plan_file
    from planner.session.readiness import all_problems

    catalog = load_catalog()
    source = read_plan_file(plan_file, str(plan_file), catalog)
    request = source.request
    if only == LineChoice.APPROVED and not request.approvals:
        raise Misuse(_NO_APPROVAL)
    made = checked_plan(request, catalog, source)
    show_repeated(request, catalog, language)
    show_notes(all_problems(request, made, catalog), language)
    options = TargetOptions(
        fqdn_tag=FqdnTagUse(choices.pop("fqdn_tag")),
        service_tags=load_service_tags(service_tags) if service_tags is not None else None,
        only=LineChoice(only or LineChoice.USUAL),
        **choices,
    )
    created = datetime.now().astimezone()
    context = export_context(request, made, catalog, language, created, options)
    export_files(context, target_ids, output, strict=strict)


_NO_APPROVAL = Text(
    "no approval was read into this plan. Run aks-egress approvals PLAN WORKBOOK --write first.",
    "此方案尚未读入审批结果。请先运行 aks-egress approvals PLAN WORKBOOK --write。",
)
