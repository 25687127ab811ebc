"""What an Azure Firewall policy cannot say of a plan, and what to do about it, in both languages."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.route_holds import SUBNET_CORRECT
from planner.planning.readiness_words import SUBNET_ADVICE, VALUE_ADVICE

Refusal = tuple[Text, Text]
"""What is so (with ``{number}`` and ``{destination}``), and what to do."""


def _not_written(english: str, chinese: str) -> Text:
    return Text(
        f"Line {{number}}, {{destination}}, is not written: {english}",
        f"第 {{number}} 行“{{destination}}”未写入：{chinese}",
    )


EXPORT_AGAIN = VALUE_ADVICE
SOURCE_UNKNOWN: Refusal = (
    _not_written("its source, the node subnet, is not known.", "源（节点子网）未知。"),
    SUBNET_ADVICE,
)
SOURCE_UNREADABLE: Refusal = (
    _not_written("its source is not an IPv4 address or prefix.", "源不是 IPv4 地址或前缀。"),
    SUBNET_CORRECT,
)
DESTINATION_UNKNOWN: Refusal = (
    _not_written("its destination is a placeholder.", "目标是占位符。"),
    EXPORT_AGAIN,
)
TRANSLATION_UNKNOWN: Refusal = (
    _not_written("the address behind it is a placeholder.", "转换后的地址是占位符。"),
    EXPORT_AGAIN,
)
NOT_AN_ADDRESS: Refusal = (
    _not_written("it is not an IPv4 address or prefix.", "不是 IPv4 地址或前缀。"),
    Text("Correct the address, then export again.", "请更正该地址，然后重新导出。"),
)
NOT_A_TAG: Refusal = (
    _not_written("it is not the name of a service tag.", "不是服务标记的名称。"),
    Text("Correct the service tag, then export again.", "请更正该服务标记，然后重新导出。"),
)
NOT_A_HOST: Refusal = (
    _not_written("it is not a host name that Azure Firewall takes.", "不是 Azure 防火墙可接受的主机名。"),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
WILDCARD: Refusal = (
    _not_written("a network rule takes no host name with an asterisk.", "网络规则不支持带通配符的主机名。"),
    Text("Name the hosts one by one, or their addresses.", "请逐个列出主机名或其地址。"),
)
NO_NAMES_IN_BASIC: Refusal = (
    _not_written(
        "Azure Firewall Basic takes no host name in a network rule.",
        "Azure 防火墙 Basic 的网络规则不支持主机名。",
    ),
    Text(
        "Use an address or a service tag where the line offers one, or another tier.",
        "规则提供 IP 地址或服务标记时请改用它们，或选择其他层级。",
    ),
)
NOT_WEB: Refusal = (
    _not_written("an application rule carries HTTP and HTTPS alone.", "应用程序规则只支持 HTTP 和 HTTPS。"),
    Text("Create this rule by hand as a network rule.", "请手动将其创建为网络规则。"),
)
PORT_TOO_HIGH: Refusal = (
    _not_written("an application rule takes ports up to 64000.", "应用程序规则的端口最大为 64000。"),
    Text("Create this rule by hand as a network rule.", "请手动将其创建为网络规则。"),
)
NO_SERVICE: Refusal = (
    _not_written("it has no service.", "没有服务。"),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
NOT_ALONE: Refusal = (
    _not_written("no line of egress can be written with it.", "没有可一同写入的出站规则。"),
    Text("Fill in what the other lines lack, then export again.", "请补全其他规则缺少的信息，然后重新导出。"),
)
HTTP_ON_443: Refusal = (
    Text(
        "Line {number}, {destination}, is written as Http:443, as Microsoft's page has it; "
        "the firewall will not match TLS there.",
        "第 {number} 行“{destination}”按官方页面写为 Http:443；防火墙在该端口上不会匹配 TLS。",
    ),
    Text(
        "If the firewall log shows a deny for this host, add Https:443 by hand.",
        "如果防火墙日志显示该主机被拒绝，请手动添加 Https:443。",
    ),
)

TAG_REPLACES: Refusal = (
    Text(
        "The FQDN tag AzureKubernetesService stands for {n} lines; "
        "Microsoft decides which hosts it covers, and add-ons may not be among them.",
        "FQDN 标记 AzureKubernetesService 代替了 {n} 行；其覆盖的主机由 Microsoft 决定，可能不包括加载项的主机。",
    ),
    Text(
        "Lines of add-ons stay explicit. Watch the firewall log for denies after the change.",
        "加载项的规则仍逐条写出。更改后请查看防火墙日志中的拒绝记录。",
    ),
)
TAG_BESIDE: Refusal = (
    Text(
        "The FQDN tag AzureKubernetesService stands beside the lines of every cluster; "
        "it may open hosts that the plan does not list.",
        "FQDN 标记 AzureKubernetesService 与基础规则同时写入，可能放行方案未列出的主机。",
    ),
    Text("Export with the explicit list if that is too wide.", "如果范围过大，请改用显式列表导出。"),
)
TAG_OPENS: Refusal = (
    Text(
        "Line {number}, {destination}, is left out, yet the FQDN tag AzureKubernetesService may open it.",
        "第 {number} 行“{destination}”已排除，但 FQDN 标记 AzureKubernetesService 可能会放行它。",
    ),
    Text("Export with the explicit list to keep it closed.", "如需保持关闭，请改用显式列表导出。"),
)
TAG_OPENS_NOT_SELECTED: Refusal = (
    Text(
        "Line {number}, {destination}, is not selected, yet the FQDN tag AzureKubernetesService may open it.",
        "第 {number} 行“{destination}”未选择，但 FQDN 标记 AzureKubernetesService 可能会放行它。",
    ),
    TAG_OPENS[1],
)

ROUTE_UNKNOWN: Refusal = (
    Text(
        "The route {name} is not written: {missing} is not known.",
        "路由 {name} 未写入：{missing} 未知。",
    ),
    EXPORT_AGAIN,
)
ROUTE_UNREADABLE: Refusal = (
    Text(
        "The route {name} is not written: {value} is not an IPv4 address or prefix.",
        "路由 {name} 未写入：{value} 不是 IPv4 地址或前缀。",
    ),
    Text("Correct the address, then export again.", "请更正该地址，然后重新导出。"),
)
NO_NAME: Refusal = (
    Text(
        "The cluster has no name; its rule collection group is called {group}, "
        "as that of every cluster without a name.",
        "群集没有名称；其规则集合组名为 {group}，与其他未命名群集相同。",
    ),
    Text(
        "Name the cluster, so that no other plan replaces its rules.",
        "请为群集命名，以免其规则被其他方案替换。",
    ),
)
NO_RULES: Refusal = (
    Text(
        "No line of egress can be written, so the rule collection group and the routes are not touched.",
        "没有可写入的出站规则，因此不更改规则集合组和路由。",
    ),
    Text("Fill in what is missing, then export again.", "请补全缺少的信息，然后重新导出。"),
)
NO_LINES: Refusal = (
    Text(
        "There is no line to write, so the rule collection group is not touched.",
        "没有要写入的规则，因此不更改规则集合组。",
    ),
    Text("Include lines, then export again.", "请加入规则，然后重新导出。"),
)

TOO_LARGE = Text(
    "Line {number}, {destination}, is the first beyond {limit} of one rule collection group.",
    "从第 {number} 行“{destination}”起，超出了单个规则集合组的上限（{limit}）。",
)
LIMIT_BYTES = Text("the 2 MB", "2 MB")
LIMIT_PAIRS = Text("the 20,000 source and destination pairs", "20,000 个源与目标组合")
LIMIT_NAT = Text("the 250 NAT rules", "250 条 NAT 规则")
PRIORITY = Text(
    "The priority {priority} is not between 100 and 65000.", "优先级 {priority} 不在 100 到 65000 之间。"
)
LEAVE_LINES_OUT = Text(
    "Nothing was written. Leave lines out, or split the plan in two.",
    "未写入任何文件。请排除部分规则，或拆分为两个方案。",
)
CHOOSE_PRIORITY = Text("Nothing was written. Choose another priority.", "未写入任何文件。请选择其他优先级。")
WAITS_FOR_LIST = Text(
    "The default route {name} is held back: the firewall of this plan knows no service tags, and without Microsoft's "
    "list {lines}, which the cluster requires, cannot be written for it.",
    "默认路由 {name} 暂不写入：本方案的防火墙不支持服务标记，没有 Microsoft 的列表时，群集必需的{lines}无法为其写出。",
)
GIVE_LIST = Text(
    "Give the list of service tags and export again, together with the firewall's own file.",
    "请提供服务标记列表，并与防火墙自己的文件一起重新导出。",
)
