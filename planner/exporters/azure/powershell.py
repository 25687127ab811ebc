"""The target ``powershell``: a script for Az.Network that puts the whole group, and its rollback."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.firewall_policy import ApplicationRule
from planner.domain.text import Text
from planner.exporters.azure import quoting
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.heads import azure_head, rollback_head
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.model import AzureChange
from planner.exporters.azure.powershell_form import Call, collection_call
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.templates import render

BYTE_ORDER_MARK = "\ufeff"
"""Windows PowerShell 5.1 reads a script without it as the computer's old code page."""

MEDIA_TYPE = "text/x-powershell; charset=utf-8"
ROLLBACK_SUFFIX = "powershell.rollback.ps1"

LABEL = Text("PowerShell (Az.Network)", "PowerShell (Az.Network)")
SUMMARY = Text("Az.Network, with a rollback beside it", "Az.Network 脚本，附回退脚本")
_WHAT = Text("PowerShell script", "PowerShell 脚本")
_WHAT_ROLLBACK = Text("PowerShell script that takes them back", "PowerShell 回退脚本")
_CONNECT = Text(
    "Connect-AzAccount -Environment {cloud}; Set-AzContext -Subscription SUBSCRIPTION",
    "Connect-AzAccount -Environment {cloud}; Set-AzContext -Subscription SUBSCRIPTION",
)
_CALL = Text(
    "./{file} -ResourceGroupName … -FirewallPolicyName … -RouteTableName …",
    "./{file} -ResourceGroupName … -FirewallPolicyName … -RouteTableName …",
)
_RUN = (
    _CONNECT,
    _CALL,
    Text(
        "-RouteTableResourceGroupName too, if the route table is in another resource group. "
        "A second run ends in the same state.",
        "如果路由表位于其他资源组，还要指定 -RouteTableResourceGroupName。重复运行的结果相同。",
    ),
)
_ROLL_BACK = (Text("./{file} with the same parameters", "使用相同的参数运行 ./{file}"),)
_ROLLBACK_RUN = (
    _CALL,
    Text(
        "Deletes the rule collection group and the host routes. The default route stays, so egress stays "
        "closed; with -RemoveDefaultRoute it goes too, after which the nodes' egress bypasses the firewall, "
        "or ends where the subnet has no other way out.",
        "删除规则集合组和主机路由。默认路由会保留，出站流量仍被阻止；指定 -RemoveDefaultRoute 时一并删除，"
        "此后节点的出站流量将绕过防火墙，子网没有其他出口时则会中断。",
    ),
)
_OTHER_CLOUD = Text(
    "The session is connected to another cloud. Run: Connect-AzAccount -Environment",
    "当前会话连接到其他云。请运行：Connect-AzAccount -Environment",
)
TAG_WITHOUT_PROTOCOL = (
    Text(
        "The cmdlet takes no protocol beside an FQDN tag; Http:80 and Https:443 are not in this script.",
        "该 cmdlet 不支持在 FQDN 标记旁指定协议，脚本中未写入 Http:80 和 Https:443。",
    ),
    Text(
        "Check the protocols of the rule aks-fqdn-tag after the change, or use another Azure target.",
        "更改后请检查规则 aks-fqdn-tag 的协议，或改用其他 Azure 目标。",
    ),
)


@dataclass(frozen=True, slots=True)
class PowerShellTarget:
    """UTF-8 with byte order mark and CRLF, for Windows PowerShell 5.1 as well as PowerShell 7."""

    id: str = "powershell"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "powershell.ps1"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the script cannot write of the plan."""
        return _with_tag_notice(change_notices(context, self.id, self.limits), context, self.id)

    def export(self, context: ExportContext) -> ExportResult:
        """Return the script and its rollback.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = checked_change(context, self.id, self.limits)
        change = replace(change, notices=_with_tag_notice(change.notices, context, self.id))
        name, rollback_name = context.file_name(self.suffix), context.file_name(ROLLBACK_SUFFIX)
        cloud = context.plan.cluster.cloud
        run = tuple(text.filled(file=name, cloud=cloud) for text in _RUN)
        back = tuple(text.filled(file=rollback_name) for text in _ROLL_BACK)
        head = azure_head(context, change, _WHAT, run, back)
        rollback_run = tuple(text.filled(file=rollback_name) for text in _ROLLBACK_RUN)
        rollback = rollback_head(context, _WHAT_ROLLBACK, rollback_run)
        files = (
            _file(name, _script("powershell/apply.ps1.j2", context, change, head)),
            _file(rollback_name, _script("powershell/rollback.ps1.j2", context, change, rollback)),
        )
        return ExportResult(files, change.notices)


def _with_tag_notice(notices: tuple[Notice, ...], context: ExportContext, target: str) -> tuple[Notice, ...]:
    """Return ``notices``, and one more where the script holds an FQDN tag."""
    group = azure_change(context, target).group
    rules = group.rules() if group is not None else ()
    tagged = any(isinstance(rule, ApplicationRule) and rule.fqdn_tags for rule in rules)
    return (*notices, Notice(target, "", *TAG_WITHOUT_PROTOCOL)) if tagged else notices


def _script(template: str, context: ExportContext, change: AzureChange, head: tuple[str, ...]) -> str:
    group = change.group
    return render(
        template,
        {"comment": comments, "string": quoting.powershell, "call": Call.text, "cmdlet": str},
        head=head,
        names=given_names(context),
        cloud=context.plan.cluster.cloud,
        group_name=change.group_name,
        group=group,
        collections=[collection_call(found) for found in group.collections] if group is not None else [],
        routes=change.routes,
        other_cloud=context.say(_OTHER_CLOUD),
    )


def _file(name: str, text: str) -> ExportFile:
    content = (BYTE_ORDER_MARK + text.replace("\n", "\r\n")).encode("utf-8")
    return ExportFile(name, content, MEDIA_TYPE)
