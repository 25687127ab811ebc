"""The target ``terraform``: the group and the routes as resources of the provider azurerm."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.firewall_policy import AzureRoute
from planner.domain.text import Text, joined
from planner.exporters.azure import quoting
from planner.exporters.azure.collections import azure_change
from planner.exporters.azure.heads import azure_head
from planner.exporters.azure.limits import AZURE_LIMITS, Limits
from planner.exporters.azure.model import AzureChange
from planner.exporters.azure.prepared import change_notices, checked_change, given_names
from planner.exporters.azure.terraform_form import collection_block, route_blocks
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import comments
from planner.exporters.templates import render

LABEL = Text("Terraform", "Terraform")
SUMMARY = Text("azurerm provider", "azurerm 提供程序")
_WHAT = Text("Terraform configuration", "Terraform 配置")
_RUN = (
    Text(
        "Put the file into a folder of its own; set ARM_SUBSCRIPTION_ID, and ARM_ENVIRONMENT for a cloud other "
        "than the public one.",
        "将文件放入单独的文件夹；设置 ARM_SUBSCRIPTION_ID，非公有云还要设置 ARM_ENVIRONMENT。",
    ),
    Text(
        "terraform init; terraform plan -out change.tfplan; terraform apply change.tfplan",
        "terraform init; terraform plan -out change.tfplan; terraform apply change.tfplan",
    ),
    Text(
        "What another tool has already made (the group, a route of the same name) is taken over by terraform "
        "import first.",
        "如果规则集合组或同名路由已由其他工具创建，请先执行 terraform import。",
    ),
)
_ROLL_BACK = (
    Text(
        "terraform destroy, in the same folder. It deletes the group and all routes of this file, the default "
        "route too: the nodes' egress then bypasses the firewall, or ends where the subnet has no other way out.",
        "在同一文件夹中执行 terraform destroy。该命令会删除规则集合组和此文件中的所有路由（包括默认路由），"
        "此后节点的出站流量将绕过防火墙；子网没有其他出口时则会中断。",
    ),
    Text(
        "To keep the default route: terraform destroy -target "
        "azurerm_firewall_policy_rule_collection_group.aks_egress",
        "保留默认路由：terraform destroy -target azurerm_firewall_policy_rule_collection_group.aks_egress",
    ),
)
KEPT_IN_PLACE = (
    Text(
        "Where an earlier apply in the same folder has made {names}, terraform leaves that in Azure and manages it no "
        "more; the blocks that say so need Terraform 1.7 or later.",
        "如果以前在同一文件夹中执行 apply 时已创建 {names}，terraform 会将其保留在 Azure 中，但不再管理；"
        "相应的块需要 Terraform 1.7 或更高版本。",
    ),
    Text(
        "Once this file holds it again, take it over by terraform import before apply.",
        "此文件重新包含它之后，请在 apply 之前使用 terraform import 重新纳入管理。",
    ),
)
_THE_GROUP = Text("the rule collection group", "规则集合组")


@dataclass(frozen=True, slots=True)
class TerraformTarget:
    """One file in the form of `terraform fmt`; descriptions are comments, for not every rule takes one."""

    id: str = "terraform"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.AZURE
    suffix: str = "terraform.tf"
    limits: Limits = AZURE_LIMITS

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what the configuration cannot hold of the plan."""
        kept = _kept(context, azure_change(context, self.id))
        return (*change_notices(context, self.id, self.limits), *_notices_of(kept))

    def export(self, context: ExportContext) -> ExportResult:
        """Return the configuration.

        Raises:
            LimitExceeded: Azure would refuse the group; the first line beyond is named.
        """
        change = checked_change(context, self.id, self.limits)
        kept = _kept(context, change)
        change = replace(change, notices=(*change.notices, *_notices_of(kept)))
        head = azure_head(context, change, _WHAT, _RUN, _ROLL_BACK)
        group = change.group
        text = render(
            "terraform/rules.tf.j2",
            {
                "comment": comments,
                "remark": lambda text, indent: " " * indent + comments([text]),
                "string": quoting.hcl,
                "attributes": quoting.hcl_attributes,
                "identifier": str,
            },
            head=head,
            names=given_names(context),
            group=group,
            collections=[collection_block(found) for found in group.collections] if group is not None else [],
            routes=route_blocks(change.routes),
            kept=[found.address for found in kept],
        )
        name = context.file_name(self.suffix)
        return ExportResult((ExportFile(name, text.encode("utf-8"), "text/x-hcl"),), change.notices)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an earlier file of the folder may have made and this one does not hold: its address, and what it is."""

    address: str
    name: Text


def _kept(context: ExportContext, change: AzureChange) -> tuple[_Kept, ...]:
    """Return what has to stay although this file does not hold it: what leaves a file is deleted by the next apply.

    That is a route which is held back or not approved, and all that the notices call untouched where there is no
    rule to write.
    """
    group = change.group is None
    written = {route.name for route in change.routes}
    wanted = {route.name for route in change.unapproved}
    routes = [
        AzureRoute(route.name, route.prefix, route.next_hop_type, "")
        for route in context.plan.routes
        if route.name not in written
        and (group or route.name in wanted or (route.is_default and change.held_back))
    ]
    found = [
        _Kept(f"azurerm_route.{block.identifier}", Text(route.name, route.name))
        for block, route in zip(route_blocks(routes), routes, strict=True)
    ]
    return (
        (_Kept("azurerm_firewall_policy_rule_collection_group.aks_egress", _THE_GROUP), *found)
        if group
        else tuple(found)
    )


def _notices_of(kept: tuple[_Kept, ...]) -> tuple[Notice, ...]:
    text, advice = KEPT_IN_PLACE
    names = joined(tuple(found.name for found in kept))
    return (Notice("terraform", "", text.filled(names=names), advice),) if kept else ()
