"""What firewalls of other makers cannot say of a line, and what to do about it.

Every text may name ``{number}`` (the line), ``{destination}`` and ``{product}``.
"""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.route_holds import SUBNET_CORRECT
from planner.planning.readiness_words import SUBNET_ADVICE

Refusal = tuple[Text, Text]
"""What is so, and what to do."""

SOURCE_UNKNOWN: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: its source is a placeholder.",
        "第 {number} 行“{destination}”未写入：源地址是占位符。",
    ),
    SUBNET_ADVICE,
)
SOURCE_UNREADABLE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: its source is not an IPv4 address or prefix.",
        "第 {number} 行“{destination}”未写入：源不是 IPv4 地址或前缀。",
    ),
    SUBNET_CORRECT,
)
DESTINATION_UNKNOWN: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: its destination is a placeholder.",
        "第 {number} 行“{destination}”未写入：目标是占位符。",
    ),
    Text(
        "Replace it once the value is known, then export again.",
        "确定实际值后替换占位符，然后重新导出。",
    ),
)
NOT_A_HOST: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it is not a host name that {product} takes.",
        "第 {number} 行“{destination}”未写入：不是 {product} 可接受的主机名。",
    ),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
ADDRESS_UNREADABLE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it is not an IPv4 address or prefix.",
        "第 {number} 行“{destination}”未写入：不是 IPv4 地址或前缀。",
    ),
    Text("Correct the address, then export again.", "请更正该地址，然后重新导出。"),
)
ANY: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: a rule to any destination would switch off all others.",
        "第 {number} 行“{destination}”未写入：放行任意目标会使其他规则失去作用。",
    ),
    Text("Choose a tighter destination.", "请选择范围更小的目标。"),
)
NO_SERVICE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it has no service.",
        "第 {number} 行“{destination}”未写入：没有服务。",
    ),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
NAT: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: this target writes no NAT rules.",
        "第 {number} 行“{destination}”未写入：此目标不写入 NAT 规则。",
    ),
    Text(
        "Add a destination NAT rule by hand on the device that clients reach; "
        "the workbook's sheet Routing and NAT has its address, port and target.",
        "请在客户端访问的设备上手动添加 DNAT 规则，其地址、端口和目标见工作簿的“路由与 NAT”工作表。",
    ),
)
NO_TAG_FILE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: {product} knows no Azure service tags, "
        "and no list of their prefixes was given.",
        "第 {number} 行“{destination}”未写入：{product} 不支持 Azure 服务标记，且未提供其前缀列表。",
    ),
    Text(
        "Give Microsoft's file ServiceTags_….json with the export.",
        "请在导出时提供 Microsoft 的 ServiceTags_….json 文件。",
    ),
)
NO_TAG_FILE_OR = Text(
    "Give Microsoft's file ServiceTags_….json with the export, or {instead}.",
    "请在导出时提供 Microsoft 的 ServiceTags_….json 文件，或{instead}。",
)
"""The same where something else makes the tag unnecessary."""
TAGS_OF_OTHER_CLOUD: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: the list of service tags that was given is of cloud “{cloud}”, "
        "where the tag means other addresses.",
        "第 {number} 行“{destination}”未写入：提供的服务标记列表属于“{cloud}”云，同一标记在其中代表不同的地址。",
    ),
    Text(
        "Give {file}, the list of this plan's cloud, then export again.",
        "请提供本方案所在云的列表 {file}，然后重新导出。",
    ),
)
TAG_NOT_LISTED: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: the list of service tags that was given has no such tag.",
        "第 {number} 行“{destination}”未写入：提供的服务标记列表中没有此标记。",
    ),
    Text(
        "Check that the list is of the cluster's cloud, then export again.",
        "请确认该列表属于群集所在的云，然后重新导出。",
    ),
)
TAG_WITHOUT_IPV4: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: the list of service tags has no IPv4 prefix for it.",
        "第 {number} 行“{destination}”未写入：服务标记列表中没有它的 IPv4 前缀。",
    ),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
WILDCARD_BY_ADDRESS: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: "
        "{product} takes a host name with an asterisk for HTTP and HTTPS alone.",
        "第 {number} 行“{destination}”未写入：{product} 仅在 HTTP 和 HTTPS 中支持带通配符的主机名。",
    ),
    Text("Name the hosts one by one, or their addresses.", "请逐个列出主机名或其地址。"),
)
_ROUTE_ADVICE = Text(
    "Set it there once every required line is in place; the target azure-cli writes it then.",
    "请在所有必需规则就绪后在路由表中设置，届时 azure-cli 目标会写出该路由。",
)
ROUTE: Refusal = (
    Text(
        "The route {name}, {prefix} to {hop}, is not written: it belongs to the node subnet's route table in Azure.",
        "路由 {name}（{prefix} 到 {hop}）未写入：它属于 Azure 中节点子网的路由表。",
    ),
    _ROUTE_ADVICE,
)
ROUTE_WAITS: Refusal = (
    Text(
        "The route {name}, {prefix} to {hop}, is not written: it belongs to the node subnet's route table in Azure. "
        "It is held back until {lines}, required and not in this file, can pass.",
        "路由 {name}（{prefix} 到 {hop}）未写入：它属于 Azure 中节点子网的路由表。"
        "群集必需的{lines}不在此文件中，放行之前应暂缓设置此路由。",
    ),
    _ROUTE_ADVICE,
)

TAGS_LABEL = Text("Service tags", "服务标记")
TAGS_USED = Text(
    "{source}, change number {change}, cloud {cloud}: {tags} written as {n} IPv4 prefixes; "
    "IPv6 prefixes are not needed for IPv4 nodes. Export again when Microsoft publishes a new list.",
    "{source}，更改编号 {change}，云 {cloud}：{tags} 写成 {n} 个 IPv4 前缀，IPv4 节点不需要 IPv6 前缀。"
    "Microsoft 发布新列表后请重新导出。",
)
ROLL_BACK_FIRST = Text(
    "Where an earlier export of this cluster is in place, run its rollback file first: "
    "nothing stays open that this plan no longer asks for.",
    "如果已部署此群集以前的导出文件：请先运行其回退文件，避免此方案不再需要的规则继续放行。",
)
ROLL_BACK_WHAT = Text("rollback of the {what}", "{what}（回退）")
ROLL_BACK_OF = Text(
    "Takes away what {file} made: plan fingerprint {digest}, ticket {ticket}, {time}.",
    "删除 {file} 创建的内容：方案指纹 {digest}，工单 {ticket}，{time}。",
)
ROLL_BACK_ONLY = Text(
    "It names the objects of this cluster alone. What is not there any more is passed over.",
    "只涉及此群集的对象。已不存在的对象会跳过。",
)
ROLL_BACK_BY = Text("Run {file} in the same way.", "以相同方式运行 {file}。")
RUN_AGAIN = Text("To put the rules back, run {file} again.", "如需恢复规则，请重新运行 {file}。")
