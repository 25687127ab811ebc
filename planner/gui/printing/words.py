"""The words that stand on every printed change request, in both languages."""

from __future__ import annotations

from planner.domain.text import CHINESE, Text

TITLE = Text("Firewall change request", "防火墙变更请求")
TICKET = Text("Ticket", "工单号")
CONTINUED = Text("{head} (continued)", "{head}（续）")

REQUESTED_BY = Text("Requested by", "申请人")
OWNER = Text("Application owner", "应用负责人")
APPROVING_TEAM = Text("Approving team", "审批团队")
CLOUD_AND_REGION = Text("Cloud and region", "云和区域")
SOURCE = Text("Source of all rules", "所有规则的源")
FIREWALL = Text("Firewall", "防火墙")
WINDOW = Text("Change window", "实施时间")
PRIORITY = Text("Priority", "优先级")
VALID_UNTIL = Text("Valid until / review", "有效期 / 复核日期")
FIREWALL_AT = Text("Firewall {address}", "防火墙 {address}")
SUBNETS_AND_MORE = Text("{first} and {more} more, listed at the end", "{first} 等 {all} 个，完整列表见末页")

COMMA = Text(", ", "，")
ASKED = Text("What is asked", "请求内容")
REASON = Text("Reason: ", "原因：")
READ_FIRST = Text("Read first", "请先阅读")
NO_ADVISORY = Text("There is no advisory on this plan.", "本方案没有提醒。")
CHOOSE_ONE = Text("To be chosen:", "待选择：")
WAYS = Text("What helps: {remedies}.", "处理方法：{remedies}。")
FITS_BEST = Text("{remedy} (fits best)", "{remedy}（推荐）")
SEE_ADVISORY = Text("see advisory", "见提醒")

LINES_ON = Text("Lines to decide: {pages}.", "待审批的行：{pages}。")
REST_ON = Text(
    "Lines not needed, routes, rollback and verification: {pages}.",
    "不需要的行、路由、回退和验证：{pages}。",
)
MORE_ON = Text("{count} more advisories to read: {pages}.", "另有 {count} 条提醒：{pages}。")
ONE_MORE_ON = Text("1 more advisory to read: {pages}.", "另有 1 条提醒：{pages}。")
POINTS_ON = Text("{count} in full: {pages}", "其中 {count} 项的详情：{pages}")
PICTURE_ON = Text("Picture of the traffic path: {pages}.", "流量路径图：{pages}。")
ONE_PAGE = Text("page {first}", "第 {first} 页")
TWO_PAGES = Text("pages {first} and {last}", "第 {first}、{last} 页")
PAGE_SPAN = Text("pages {first} to {last}", "第 {first}–{last} 页")

DECISION = Text("Decision", "决定")
CHOICES = (
    Text("Approve all lines", "批准全部"),
    Text("Approve, except lines marked overleaf", "批准，但后页标注的行除外"),
    Text("Reject", "拒绝"),
)
CHOICES_NOT_READY = (
    Text("Approve once nothing blocks", "阻止项解决后批准"),
    Text("The same, except lines marked overleaf", "同左，但后页标注的行除外"),
    Text("Reject", "拒绝"),
)
SIGNATURE_HEADS = (
    Text("Role", "角色"),
    Text("Name", "姓名"),
    Text("Date", "日期"),
    Text("Signature", "签名"),
)
ROLES = (
    Text("Requester", "申请人"),
    Text("Application owner", "应用负责人"),
    Text("Security", "安全"),
    Text("Network", "网络"),
)

LINES_TO_DECIDE = Text("Lines to decide", "待审批的行")
SOURCE_OF_LINES = Text("source of every line: {source}", "所有行的源：{source}")
NODE_SUBNET_OPEN = Text("node subnet, to be filled in", "节点子网，待填写")
NUMBER = Text("No.", "序号")
DESTINATION = Text("Destination and service", "目标和服务")
WHY = Text("Why it is needed, and what breaks if refused", "用途，以及不放行的后果")
BOXES = (Text("Approve", "批准"), Text("Reject", "拒绝"), Text("Ask", "询问"))
IF_REFUSED = Text("If refused: ", "不放行时：")
REMARK = Text("Remark: ", "备注：")
REMARK_AT = Text("remark as line {number}", "备注同第 {number} 行")
SEE_REMARK = Text("see remark", "见备注")
REMARKS = Text("Remarks on single lines", "各行备注")
INBOUND = Text("Inbound", "入站")
FROM_ANYWHERE = Text("from any address", "源：任意地址")
FROM_SOURCE = Text("from {source}", "源：{source}")
TO_BE_FILLED_IN = Text("to be filled in before it can be enforced", "填写后才能生效")
COVERED_BY = Text("covered by line {number}", "已被第 {number} 行覆盖")
REQUIRED_COUNT = Text("{count} required", "{count} 条必需")
OPTIONAL_COUNT = Text("{count} optional", "{count} 条可选")
LEFT_OUT_COUNT = Text("{count} left out", "{count} 条已排除")
NOT_SELECTED_COUNT = Text("{count} not selected", "{count} 条未选择")
NAT_COUNT = Text("{count} NAT rule", "{count} 条 NAT 规则")

CLOSING = Text("Reasons, routes and steps", "依据、路由与实施步骤")
NOT_NEEDED = Text("Not needed", "不需要")
NEEDED_IF = Text("Needed if: {answers}.", "何时需要：{answers}。")
NOT_NEEDED_WHY = Text("Why it is not needed", "不需要的原因")
LEFT_OUT = Text("Left out", "已排除")
LEFT_OUT_OR_NOT_SELECTED = Text("Left out or not selected", "已排除或未选择")
LEFT_OUT_WHY = Text("Reason for leaving it out", "排除原因")
ASSUMED = Text("Assumed answers", "假定的答案")
ALSO_ASSUMED = Text("Also assumed", "其他假定")
ASSUMED_NOTE = Text(
    "Nobody answered these; they decide no line, route or path of this plan.",
    "以下问题未回答，不影响本方案的任何规则、路由或路径。",
)
ROUTES = Text("Routes and NAT", "路由和 NAT")
ROUTE = Text("Route or rule", "路由或规则")
LEADS_TO = Text("Leads to", "通向")
WHAT_FOR = Text("What for", "用途")
TASKS = Text("Tasks of the chosen remedies", "所选修复方式的任务")
ROLLBACK = Text("Rollback", "回退")
VERIFICATION = Text("Verification", "验证")
MORE_ADVISORIES = Text("More advisories", "其他提醒")
PICTURE = Text("Traffic path", "流量路径")
SOURCES_IN_FULL = Text("Source of every rule", "所有规则的源")
REASON_IN_FULL = Text("Reason in full", "完整的原因")
NAT_RULE = Text("NAT rule, line {number}", "NAT 规则，第 {number} 行")
NOTHING_NOT_NEEDED = Text(
    "Every line of the page for this cluster's features is in the plan.",
    "官方页面中与本群集功能相关的条目都在方案中。",
)
ABSENCES_ASSUMED = Text(
    "{assumed} of {count} rest on answers that nobody gave: those need an answer.",
    "{count} 条中有 {assumed} 条基于假定（无人回答），需要补充回答。",
    by="ours",
)
NO_ROUTES = Text("No route and no NAT rule belong to this plan.", "本方案没有路由和 NAT 规则。")
ALL_ANSWERED = Text(
    "Nothing: no line, route or path of this plan rests on an assumed answer.",
    "无：本方案的规则、路由和路径都不依赖假定的答案。",
)
MADE_BY = Text(
    "Made by AKS Egress Planner {version} on {created}. Facts: Azure documentation, Microsoft, CC BY 4.0.",
    "由 AKS Egress Planner {version} 于 {created} 生成。事实来源：Azure 文档，Microsoft，CC BY 4.0。",
)

FOOT_LEFT = Text(
    "Edition {edition} of Microsoft's page  ·  catalog {catalog}  ·  plan {plan}",
    "Microsoft 官方页面 {edition} 版  ·  目录 {catalog}  ·  方案 {plan}",
)
FOOT_PAGE = Text("page {page} of {pages}", "第 {page} 页，共 {pages} 页")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(year: int, month: int, day: int, language: str) -> str:
    """Return the date of the title: ``24 August 2026``."""
    if language == CHINESE:
        return f"{year} 年 {month} 月 {day} 日"
    return f"{day} {_MONTHS[month - 1]} {year}"


def page_span(first: int, last: int, language: str) -> str:
    """Return ``page 4``, ``pages 2 and 3`` or ``pages 2 to 5``."""
    wording = ONE_PAGE if first == last else TWO_PAGES if last == first + 1 else PAGE_SPAN
    return wording.filled(first=str(first), last=str(last)).in_language(language)


def counted(count: int, one: str, many: str) -> str:
    """Return ``1 line`` or ``3 lines``."""
    return f"{count} {one if count == 1 else many}"
