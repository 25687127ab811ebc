"""What the rules-as-code table cannot say of a rule, and what to do about it."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.route_holds import SUBNET_CORRECT
from planner.planning.readiness_words import SUBNET_ADVICE

LABEL = Text("Rules as code (CSV)", "规则即代码 (CSV)")
SUMMARY = Text("For import pipelines", "用于导入流水线")

Refusal = tuple[Text, Text]

SOURCE_UNKNOWN: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: its source is a placeholder.",
        "第 {number} 行“{destination}”未写入：源地址是占位符。",
    ),
    SUBNET_ADVICE,
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
NAT: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: this table has no column for a NAT translation.",
        "第 {number} 行“{destination}”未写入：此表没有 NAT 转换列。",
    ),
    Text(
        "Create the NAT rule by hand; the workbook's sheet Routing and NAT has its values.",
        "请手动创建 NAT 规则，所需的值在工作簿的“路由与 NAT”工作表中。",
    ),
)
SERVICE_TAG: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: "
        "the tools' own check takes addresses and prefixes here, no service tag.",
        "第 {number} 行“{destination}”未写入：这些工具的检查只接受地址和前缀，不接受服务标记。",
    ),
    Text("Create this network rule by hand.", "请手动创建此网络规则。"),
)
SERVICE_TAG_OR = Text(
    "Create this network rule by hand, or {instead}.", "请手动创建此网络规则，或{instead}。"
)
"""The same where something else makes the tag unnecessary."""
ANY: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: the tools refuse to allow any destination.",
        "第 {number} 行“{destination}”未写入：这些工具拒绝放行任意目标。",
    ),
    Text("Choose a tighter destination.", "请选择范围更小的目标。"),
)
WILDCARD: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: a network rule takes no host name with an asterisk.",
        "第 {number} 行“{destination}”未写入：网络规则不支持带通配符的主机名。",
    ),
    Text("Name the hosts one by one, or their addresses.", "请逐个列出主机名或其地址。"),
)
NOT_A_HOST: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it is not a host name that the tools take.",
        "第 {number} 行“{destination}”未写入：不是这些工具可接受的主机名。",
    ),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
NOT_WEB: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: an application rule carries HTTP and HTTPS alone.",
        "第 {number} 行“{destination}”未写入：应用程序规则只支持 HTTP 和 HTTPS。",
    ),
    Text("Create this rule by hand as a network rule.", "请手动将其创建为网络规则。"),
)
NO_SERVICE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it has no service.",
        "第 {number} 行“{destination}”未写入：没有服务。",
    ),
    Text("Create this rule by hand.", "请手动创建此规则。"),
)
SOURCE_UNREADABLE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: its source is not an IPv4 address or prefix.",
        "第 {number} 行“{destination}”未写入：源不是 IPv4 地址或前缀。",
    ),
    SUBNET_CORRECT,
)
ADDRESS_UNREADABLE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: it is not an IPv4 address or prefix.",
        "第 {number} 行“{destination}”未写入：不是 IPv4 地址或前缀。",
    ),
    Text("Correct the address, then export again.", "请更正该地址，然后重新导出。"),
)
ASSUMED = Text("{lines}. {said}", "{lines}。{said}")
ABSENT = Text("Left away: {names}. {said}", "未列入：{names}。{said}")
ASSUMED_ADVICE = Text(
    "This table has no column that says so. Answer the question and export again, or tell whoever imports it.",
    "此表没有可注明假定的列。请回答后重新导出，或告知导入者。",
)
