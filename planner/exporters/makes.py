"""Which make of firewall a target writes for, and what is said where the plan's firewall is of another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.export import Notice
from planner.domain.firewall import AZURE, CHECK_POINT, FORTIGATE, PALO_ALTO, PROXY
from planner.domain.text import Text
from planner.exporters.base import ExportContext

_AZURE_TARGETS = ("azure-cli", "arm", "bicep", "terraform", "powershell", "rules-as-code-csv")
MAKES: Mapping[str, str] = {
    **dict.fromkeys(_AZURE_TARGETS, AZURE),
    "panos": PALO_ALTO,
    "fortios": FORTIGATE,
    "checkpoint": CHECK_POINT,
    "squid": PROXY,
}
"""The make that each target writes for, by its id; a target that is not here serves every make."""
_NAMES: Mapping[str, Text] = {
    AZURE: Text("Azure Firewall", "Azure 防火墙"),
    PALO_ALTO: Text("Palo Alto Networks", "Palo Alto Networks"),
    FORTIGATE: Text("FortiGate", "FortiGate"),
    CHECK_POINT: Text("Check Point", "Check Point"),
    PROXY: Text("an HTTP proxy", "HTTP 代理"),
}
_OTHER = Text("another make", "其他品牌")
OTHER_MAKE = Text(
    "This file is for {target}; the firewall of this plan is {make}.",
    "此文件用于 {target}，而本方案的防火墙是 {make}。",
)
OTHER_MAKE_ADVICE = Text(
    "Use the target of that make, or correct the make on the step Traffic path.",
    "请使用该品牌对应的导出格式，或在“流量路径”步骤中更正防火墙品牌。",
)


def other_make_notices(context: ExportContext, target: str) -> Iterator[Notice]:
    """Yield one notice where the plan's firewall is of another make than the one that ``target`` writes for."""
    make, own = context.plan.firewall.make, MAKES.get(target, "")
    if make and own and make != own:
        text = OTHER_MAKE.filled(target=_NAMES[own], make=_NAMES.get(make, _OTHER))
        yield Notice(target, "", text, OTHER_MAKE_ADVICE)
