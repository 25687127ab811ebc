"""The target ``arm``: an Azure Resource Manager template with the group and the routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.azure.heads import azure_head
from planner.exporters.azure.json_form import API_VERSION, Json, Members, group_properties, route_members
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.model import AzureChange
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.azure.template_words import ROLL_BACK, how_to_deploy
from planner.exporters.base import ExportContext, TargetGroup

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_POLICY, _TABLE = "firewallPolicyName", "routeTableName"
_GROUP_TYPE = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
_ROUTE_TYPE = "Microsoft.Network/routeTables/routes"
LABEL = Text("ARM template", "ARM 模板")
SUMMARY = Text("The same group as JSON", "以 JSON 表示的同一规则集合组")
_WHAT = Text("ARM template", "ARM 模板")


@dataclass(frozen=True, slots=True)
class ArmTarget:
    """An ARM template in strict JSON; its head is the member ``metadata``, for JSON has no comments."""

    id: str = "arm"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "arm.json"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the template cannot hold of the plan."""
        return change_notices(context, self.id, self.limits)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the template.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = checked_change(context, self.id, self.limits)
        name = context.file_name(self.suffix)
        run = how_to_deploy(change, name)
        back = tuple(text.filled(group=change.group_name) for text in ROLL_BACK)
        head = azure_head(context, change, _WHAT, run, back)
        text = json.dumps(_template(context, change, head), ensure_ascii=False, indent=2) + "\n"
        return ExportResult((ExportFile(name, text.encode("utf-8"), "application/json"),), change.notices)


def literal(value: Json) -> Json:
    """Return ``value`` so that the template language reads no text in it as an expression."""
    if isinstance(value, str):
        return "[" + value if value.startswith("[") and value.endswith("]") else value
    if isinstance(value, Mapping):
        return {name: literal(entry) for name, entry in value.items()}
    return value if isinstance(value, int) else [literal(entry) for entry in value]


def _template(context: ExportContext, change: AzureChange, head: tuple[str, ...]) -> Members:
    names = given_names(context)
    parameters = {
        _POLICY: _parameter(names.firewall_policy),
        _TABLE: _parameter(names.route_table),
    }
    if change.group is None:
        del parameters[_POLICY]
    if not change.routes:
        del parameters[_TABLE]
    return {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "metadata": {"head": literal(list(head))},
        "parameters": parameters,
        "variables": {name: _never_empty(name) for name in parameters},
        "resources": [*_group(change), *_routes(change)],
    }


def _parameter(given: str) -> Members:
    return {"type": "string", **({"defaultValue": literal(given)} if given else {})}


def _group(change: AzureChange) -> list[Members]:
    if change.group is None:
        return []
    return [
        {
            "type": _GROUP_TYPE,
            "apiVersion": API_VERSION,
            "condition": _given(_POLICY),
            "name": _child(_POLICY, change.group.name),
            "properties": literal(group_properties(change.group)),
        }
    ]


def _routes(change: AzureChange) -> list[Members]:
    """Return the routes after the group, so that egress turns to rules that are there.

    Each waits for the one before: a route table takes one update at a time.
    """
    found: list[Members] = []
    before = _resource_id(_GROUP_TYPE, _POLICY, change.group.name) if change.group is not None else ""
    for route in change.routes:
        found.append(
            {
                "type": _ROUTE_TYPE,
                "apiVersion": API_VERSION,
                "condition": _given(_TABLE),
                "name": _child(_TABLE, route.name),
                **({"dependsOn": [before]} if before else {}),
                "properties": literal(route_members(route)),
            }
        )
        before = _resource_id(_ROUTE_TYPE, _TABLE, route.name)
    return found


def _never_empty(parameter: str) -> str:
    """Return a stand-in for an empty name: names are checked even where nothing is deployed."""
    return f"[if(empty(parameters('{parameter}')), 'none', parameters('{parameter}'))]"


def _given(parameter: str) -> str:
    return f"[not(empty(parameters('{parameter}')))]"


def _child(parameter: str, name: str) -> str:
    """Return the full name of a child; ``name`` is one of `azure_name`, which has no quote."""
    return f"[format('{{0}}/{{1}}', variables('{parameter}'), '{name}')]"


def _resource_id(kind: str, parameter: str, name: str) -> str:
    return f"[resourceId('{kind}', variables('{parameter}'), '{name}')]"
