"""The target ``azure-cli``: a bash script that puts the whole group in one update, and its rollback."""

from __future__ import annotations

import json
from dataclasses import dataclass

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.text import Text
from planner.exporters.azure import quoting
from planner.exporters.azure.heads import azure_head, rollback_head
from planner.exporters.azure.json_form import API_VERSION, group_properties
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.model import AzureChange
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.templates import render

MEDIA_TYPE = "text/x-shellscript; charset=utf-8"
ROLLBACK_SUFFIX = "azure-cli.rollback.sh"

LABEL = Text("Azure CLI (bash)", "Azure CLI (bash)")
SUMMARY = Text("bash, with a rollback beside it", "bash 脚本，附回退脚本")
_WHAT = Text("Azure CLI script", "Azure CLI 脚本")
_WHAT_ROLLBACK = Text("Azure CLI script that takes them back", "Azure CLI 回退脚本")
_RUN = (
    Text(
        "az cloud set --name {cloud}; az login; az account set --subscription SUBSCRIPTION",
        "az cloud set --name {cloud}; az login; az account set --subscription SUBSCRIPTION",
    ),
    Text(
        "RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash {file}",
        "RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash {file}",
    ),
    Text(
        "ROUTE_TABLE_RESOURCE_GROUP too, if the route table is in another resource group. "
        "Names given at export need no variable. A second run ends in the same state.",
        "如果路由表位于其他资源组，还要设置 ROUTE_TABLE_RESOURCE_GROUP。导出时已填写的名称无需设置变量。"
        "重复运行的结果相同。",
    ),
)
_ROLL_BACK = (Text("bash {file}, with the same variables", "使用相同的变量运行 bash {file}"),)
_ROLLBACK_RUN = (
    Text(
        "RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash {file}",
        "RESOURCE_GROUP=… FIREWALL_POLICY=… ROUTE_TABLE=… bash {file}",
    ),
    Text(
        "Deletes the rule collection group and the host routes. The default route stays, so egress stays "
        "closed; add REMOVE_DEFAULT_ROUTE=yes to delete it too, after which the nodes' egress bypasses the "
        "firewall, or ends where the subnet has no other way out.",
        "删除规则集合组和主机路由。默认路由会保留，出站流量仍被阻止；如需一并删除，请设置 "
        "REMOVE_DEFAULT_ROUTE=yes，此后节点的出站流量将绕过防火墙，子网没有其他出口时则会中断。",
    ),
)
_MESSAGES = {
    "name": Text(
        "is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.",
        "未设置，或不是 Azure 名称：只能包含字母、数字和 . _ - ( )。",
    ),
    "cloud": Text(
        "The Azure CLI is set to another cloud. Run: az cloud set --name",
        "Azure CLI 当前使用其他云。请运行：az cloud set --name",
    ),
    "failed": Text(
        "Azure did not finish the rule collection group. Its state:", "Azure 未能完成规则集合组的更新，状态："
    ),
    "group": Text("Rule collection group written.", "已写入规则集合组。"),
    "routes": Text("Routes written.", "已写入路由。"),
    "group_gone": Text("Rule collection group deleted.", "已删除规则集合组。"),
    "routes_gone": Text("Routes deleted.", "已删除路由。"),
    "default_stays": Text(
        "The default route stays. Delete it with REMOVE_DEFAULT_ROUTE=yes.",
        "默认路由已保留。如需删除，请设置 REMOVE_DEFAULT_ROUTE=yes。",
    ),
}


@dataclass(frozen=True, slots=True)
class AzureCliTarget:
    """A bash script for the Azure CLI without extensions, idempotent, and one that takes it back."""

    id: str = "azure-cli"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "azure-cli.sh"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the script cannot write of the plan."""
        return change_notices(context, self.id, self.limits)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the script and its rollback.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = checked_change(context, self.id, self.limits)
        name, rollback_name = context.file_name(self.suffix), context.file_name(ROLLBACK_SUFFIX)
        run = tuple(text.filled(file=name, cloud=context.plan.cluster.cloud) for text in _RUN)
        back = tuple(text.filled(file=rollback_name) for text in _ROLL_BACK)
        head = azure_head(context, change, _WHAT, run, back)
        rollback_run = tuple(text.filled(file=rollback_name) for text in _ROLLBACK_RUN)
        rollback = rollback_head(context, _WHAT_ROLLBACK, rollback_run)
        files = (
            _file(name, _script("azure_cli/apply.sh.j2", context, change, head)),
            _file(rollback_name, _script("azure_cli/rollback.sh.j2", context, change, rollback)),
        )
        return ExportResult(files, change.notices)


def _script(template: str, context: ExportContext, change: AzureChange, head: tuple[str, ...]) -> str:
    group = change.group
    body = {} if group is None else {"properties": group_properties(group)}
    return render(
        template,
        {"comment": comments, "sh": quoting.sh, "json": _json},
        head=head,
        names=given_names(context),
        cloud=context.plan.cluster.cloud,
        group_path=f"{change.group_name}?api-version={API_VERSION}",
        body=body,
        routes=change.routes,
        messages={key: context.say(text) for key, text in _MESSAGES.items()},
    )


def _json(value: object) -> str:
    """Return JSON without a raw line break in any text, so that no line of it can end a here-document."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _file(name: str, text: str) -> ExportFile:
    return ExportFile(name, text.encode("utf-8"), MEDIA_TYPE)
