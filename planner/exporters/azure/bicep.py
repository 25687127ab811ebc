"""The target ``bicep``: the same resources as the ARM template in Bicep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.azure import quoting
from planner.exporters.azure.heads import azure_head
from planner.exporters.azure.json_form import API_VERSION, Json, group_properties, route_members
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.azure.template_words import ROLL_BACK, how_to_deploy
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.templates import render

LABEL = Text("Bicep", "Bicep")
SUMMARY = Text("One rule collection group and routes", "一个规则集合组和路由")
_WHAT = Text("Bicep file", "Bicep 文件")


@dataclass(frozen=True, slots=True)
class BicepTarget:
    """A Bicep file with parameters for the policy and the route table."""

    id: str = "bicep"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "bicep"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the file cannot hold of the plan."""
        return change_notices(context, self.id, self.limits)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the Bicep file.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = checked_change(context, self.id, self.limits)
        name = context.file_name(self.suffix)
        run = how_to_deploy(change, name)
        back = tuple(text.filled(group=change.group_name) for text in ROLL_BACK)
        head = azure_head(context, change, _WHAT, run, back)
        text = render(
            "bicep/rules.bicep.j2",
            {
                "comment": lambda lines: comments(lines, "//"),
                "string": quoting.bicep,
                "type": lambda kind: quoting.bicep(f"Microsoft.Network/{kind}@{API_VERSION}"),
                "value": bicep_value,
            },
            head=head,
            names=given_names(context),
            group_name=change.group_name,
            group_written=change.group is not None,
            properties={} if change.group is None else group_properties(change.group),
            routes=[(route.name, route_members(route)) for route in change.routes],
        )
        return ExportResult((ExportFile(name, text.encode("utf-8"), "text/x-bicep"),), change.notices)


def bicep_value(value: Json, indent: int = 0) -> str:
    """Return texts, whole numbers, lists and objects with plain names as Bicep writes them.

    Further lines are indented by ``indent`` and more; the first is not.
    """
    if isinstance(value, str):
        return quoting.bicep(value)
    if isinstance(value, int):
        return str(value)
    opened, closed = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    lines = list(_members(value, indent + 2))
    return "\n".join([opened, *lines, " " * indent + closed]) if lines else opened + closed


def _members(value: Mapping[str, Json] | Sequence[Json], indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield f"{' ' * indent}{name}: {bicep_value(entry, indent)}"
    else:
        for entry in value:
            yield " " * indent + bicep_value(entry, indent)
