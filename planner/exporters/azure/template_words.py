"""What ARM template and Bicep file say alike of running them and of taking them back."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.azure.model import AzureChange

_DEPLOY = Text(
    "az deployment group create --resource-group RESOURCE_GROUP --template-file {file}{parameters}",
    "az deployment group create --resource-group RESOURCE_GROUP --template-file {file}{parameters}",
)
_SKIPS = Text(
    "If the route table is in another resource group, deploy twice: with routeTableName='' to the policy's "
    "resource group, then with firewallPolicyName='' to the route table's. Deploy in the mode Incremental.",
    "如果路由表位于其他资源组，请部署两次：先以 routeTableName='' 部署到策略所在的资源组，"
    "再以 firewallPolicyName='' 部署到路由表所在的资源组。部署模式使用 Incremental。",
)
ROLL_BACK = (
    Text(
        "A template deletes nothing. Delete the group {group} and the host routes by hand, or run the rollback "
        "script of the target powershell.",
        "模板不会删除资源。请手动删除规则集合组 {group} 和主机路由，或运行 powershell 目标的回退脚本。",
    ),
    Text(
        "Without the default route, the nodes' egress bypasses the firewall, "
        "or ends where the subnet has no other way out.",
        "删除默认路由后，节点的出站流量将绕过防火墙；子网没有其他出口时则会中断。",
    ),
)


def how_to_deploy(change: AzureChange, file: str) -> tuple[Text, ...]:
    """Return how to deploy ``file``, with no other parameters than it declares: Azure refuses unknown ones."""
    given = [
        *(["firewallPolicyName=POLICY"] if change.group is not None else []),
        *(["routeTableName=TABLE"] if change.routes else []),
    ]
    parameters = f" --parameters {' '.join(given)}" if given else ""
    command = _DEPLOY.filled(file=file, parameters=parameters)
    return (command, _SKIPS) if change.group is not None and change.routes else (command,)
