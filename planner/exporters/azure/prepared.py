"""The steps that all five targets share: the change within its limits, its notices, the names of Azure."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.export import Notice
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.limits import LimitExceeded, Limits, excess_of
from planner.exporters.azure.model import AzureChange
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line


@dataclass(frozen=True, slots=True)
class Names:
    """Names of Azure resources as they were given; empty ones are asked for when the file is run."""

    resource_group: str
    firewall_policy: str
    route_table: str


def given_names(context: ExportContext) -> Names:
    """Return the names of the context's options, each on one line."""
    options = context.options
    return Names(
        one_line(options.resource_group), one_line(options.firewall_policy), one_line(options.route_table)
    )


def checked_change(context: ExportContext, target: str, limits: Limits) -> AzureChange:
    """Return what ``target`` writes.

    Raises:
        LimitExceeded: Azure would refuse the group; the first line beyond is named.
    """
    change = azure_change(context, target)
    excess = excess_of(change.group, context.plan, limits)
    if excess is not None:
        raise LimitExceeded(excess)
    return change


def change_notices(context: ExportContext, target: str, limits: Limits) -> tuple[Notice, ...]:
    """Return what ``target`` cannot write of the plan; what goes beyond a limit comes first."""
    change = azure_change(context, target)
    excess = excess_of(change.group, context.plan, limits)
    return change.notices if excess is None else (excess.notice(target), *change.notices)
