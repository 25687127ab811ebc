"""The sentences of open points: what is open, what it costs, and what settles it."""

from __future__ import annotations

from planner.domain.hindrance import Hindrance
from planner.domain.text import Text

UNANSWERED = Text("Not answered: {fact}. Assumed: {answer}", "未回答：{fact}。假定：{answer}")
FEATURE_UNANSWERED = Text(
    "Not known whether {feature} is on. Assumed: off", "未知是否启用 {feature}。假定：未启用"
)
FEATURE_BECAUSE = Text(
    "the cluster stays alive without it, and only the feature's own hosts are blocked",
    "未启用时群集仍可运行，只有该功能自身的主机会被拦截",
    by="ours",
)
NO_LINES_HERE = Text(
    "this cloud and edition have no lines for it: what it needs stays closed",
    "此云和版本没有它的规则，它需要的访问不会放行",
)
NO_LINE_MISSING = Text("it would add no line", "启用后不会增加规则")
NODES_LACK_API_SERVER = Text(
    "no line of this plan opens the way to a public API server", "本方案没有放行公共 API 服务器的规则"
)
NODES_LACK_WAY_AND_ROUTE = Text(
    "no line of this plan opens the way to a public API server, so the default route is held back",
    "本方案没有放行公共 API 服务器的规则，因此暂缓默认路由",
)
ISOLATION_COST = Text("the lines follow the outbound type alone", "规则只取决于出站类型")
FEATURE_RESTS = Text(
    "whether {feature} is needed, which has no line here, rests on it",
    "是否需要“{feature}”取决于此，而此处没有它的规则",
)
API_SERVER_RESTS = Text(
    "whether nodes reach the API server at all rests on it", "节点能否访问 API 服务器取决于此"
)
NODES_REST = Text("whether nodes find what they start from rests on it", "节点能否获取启动所需的内容取决于此")
WEB_RESTS = Text("whether nodes reach any web host rests on it", "节点能否访问 Web 主机取决于此")
PATH_RESTS = Text("whether traffic passes the firewall at all rests on it", "流量是否经过防火墙取决于此")
ANSWERS_REST = Text(
    "whether answers of services by a host route come back rests on it",
    "采用主机路由的服务能否收到应答取决于此",
)
OTHER_CLOUD_REGION = Text(
    "{region} is a region of {cloud}, not of this plan's cloud", "{region} 是{cloud}的区域，不属于本方案的云"
)
REGION_CLOSED = Text("{region} closed on {date}", "{region} 已于 {date} 关闭")
NO_CLUSTER_THERE = Text("no cluster can run there", "无法在其中运行群集")
HOSTS_OF_WRONG_CLOUD = Text("every regional host name is wrong", "所有含区域名的主机名都会出错")
STALE = Text(
    "Made with edition {edition}; the newest is {newest}", "按 {edition} 版编制，最新版本为 {newest}"
)
STALE_COST = Text("hosts that came since are missing", "缺少此后新增的主机")
FEATURES_OPEN = Text("Nobody said that the list of features is complete", "尚未确认功能列表已完整")
FEATURES_LACKING = Text("The list of features was answered to be incomplete", "已回答：功能列表不完整")
FEATURES_COST = Text("a feature that is missing here finds its hosts blocked", "遗漏的功能会被防火墙拦截")
NO_SUBNET = Text("The node subnet is not known", "节点子网未知")
NOT_WRITTEN = Text(
    "{count} of {all} lines have no source and cannot be written",
    "{all} 条规则中有 {count} 条没有源地址，无法写出",
)
NO_NEXT_HOP = Text("The firewall's private IP is not known", "防火墙的专用 IP 未知")
NO_ROUTE = Text("the default route cannot be written", "默认路由无法写出")
UNDECIDED = Text("No path is chosen for {service}", "尚未为 {service} 选择路径")
COLLIDES = Text(
    "{service} shares {port} with another service on the firewall",
    "{service} 与另一个服务共用防火墙的 {port}",
)
COLLISION_COST = Text("its requests go to {other}", "对它的请求会到达 {other}")
PATH_COST = Text("its answers do not reach clients", "其应答无法到达客户端")
PATH_COST_IF_ASSUMED = Text(
    "its answers do not reach clients, if what is assumed holds", "其应答无法到达客户端（前提是假定成立）"
)
VOID_PATH = Text(
    "The path chosen for {service} comes to nothing: filtering is given up for {other}",
    "为 {service} 选择的路径不生效：已为 {other} 放弃过滤",
)
VOID_COST = Text(
    "no NAT rule and no route is written for {service}; clients use its load balancer",
    "不会为 {service} 写入 NAT 规则和路由；客户端使用其负载均衡器",
)
VOID_ADVICE = Text(
    "Choose one way for both on the step Traffic path.", "请在“流量路径”步骤中为两者选择一致的方式。"
)
MISSING = Text("Not known: {what}", "未知：{what}")
UNWRITTEN = Text("{lines} cannot be written", "{lines}无法写出")
ROUTE_UNWRITTEN = Text(
    "the route {name} cannot be written, and answers are lost at the firewall",
    "路由 {name} 无法写出，应答会在防火墙丢失",
)
RANGES_LACK = Text("The authorised IP ranges lack {addresses}", "已授权的 IP 范围不包含 {addresses}")
RANGES_COST = Text(
    "nodes behind the firewall do not reach a public API server", "防火墙后的节点无法访问公共 API 服务器"
)
RANGES_ADVICE = Text(
    "Add what is lacking to the ranges before the default route changes.",
    "更改默认路由之前，请将缺少的地址加入授权范围。",
)
RANGES_UNCHECKED = Text(
    "The API server lets authorised IP ranges in alone, and the firewall's public IP is not known",
    "API 服务器只接受授权 IP 范围，而防火墙的公共 IP 未知",
)
RANGES_UNCHECKED_COST = Text(
    "nobody can tell whether nodes behind the firewall reach it; the default route waits",
    "无法判断防火墙后的节点能否访问它，默认路由暂缓",
)
TYPE_PUBLIC_IP = Text(
    "Type the firewall's public IP on the step Traffic path.", "请在“流量路径”步骤中输入防火墙的公共 IP。"
)
AT_LINES = Text("{lines}", "{lines}")
LEFT_OUT = Text(
    "Line {number}, {host}, is required and left out", "第 {number} 行（{host}）为必需项，但已排除"
)
STILL_OPEN = Text(
    "Line {number}, {host}, is left out, {through}", "第 {number} 行（{host}）已排除，{through}"
)
OTHER_CLOUD = Text("{lines} name hosts of another cloud", "{lines}使用了其他云的主机名")
SUBNET_ADVICE = Text(
    "Type the node subnets on the step Cluster facts, then export again.",
    "请在“群集信息”步骤中输入节点子网，然后重新导出。",
)
VALUE_ADVICE = Text("Type the value once it is known, then export again.", "确定实际值后填写，然后重新导出。")
ROUTE_ADVICE = Text(
    "Type it on the step Traffic path, then export again.", "请在“流量路径”步骤中输入，然后重新导出。"
)
OPEN_ADVICE = Text(
    "Choose a path on the step Traffic path; its NAT rules and routes then join the plan.",
    "请在“流量路径”步骤中选择修复方式，相应的 NAT 规则和路由会加入方案。",
)
STILL_OPEN_REQUIRED_ADVICE = Text(
    "Take the line back in: the cluster requires it, and closing what keeps it open as well would take it away.",
    "请恢复该规则：群集需要它，如果把仍在放行它的规则也关闭，群集将失去该访问。",
)
STILL_OPEN_ADVICE = Text(
    "Leave the wider line out as well, or refuse the narrower destination on the firewall in a rule before it.",
    "请同时排除范围更大的规则，或在防火墙上用优先级更高的规则拒绝该目标。",
)
STEP_NAMES = {
    "facts": Text("Cluster facts", "群集信息"),
    "features": Text("Features", "功能"),
    "traffic": Text("Traffic path", "流量路径"),
}
"""Where a question is asked, as the window calls it."""
UNDER_MORE_FACTS = Text(
    "Answer it under More facts on the step Cluster facts.", "请在“群集信息”步骤的“更多信息”中回答。"
)
ANSWER_IT = Text("Answer it on the step {step}.", "请在“{step}”步骤中回答。")
CORRECT_CLOUD = Text("Correct the cloud or the region.", "请更正云或区域。")
OTHER_REGION = Text("Choose a region that is open.", "请选择仍在运营的区域。")
NEWEST_EDITION = Text("Plan with the newest edition.", "请改用最新版本编制方案。")
CONFIRM_FEATURES = Text("Confirm it on the step Features.", "请在“功能”步骤中确认。")
COMPLETE_FEATURES = Text(
    "Tick what is missing on the step Features, then confirm it there.",
    "请在“功能”步骤中勾选遗漏的功能，然后确认。",
)
OTHER_PORT = Text(
    "Change the port of one of them on the step Traffic path.", "请在“流量路径”步骤中更改其中一个服务的端口。"
)
TAKE_BACK = Text("Take the line back in on the step Rules.", "请在“规则”步骤中恢复该规则。")
LEAVE_OUT = Text(
    "Leave these lines out with a reason: this cluster does not miss them.",
    "请注明原因后排除这些规则：此群集用不到。",
)
CAN_STAY_OUT = Text("It can stay out as long as the reason holds.", "只要该原因成立，就可以继续排除。")
CHECK_EACH = Text(
    "Check each of them, and leave out with a reason what does not apply.",
    "请逐条核对，不适用的注明原因后排除。",
)
ANSWERS_LOST = Text(
    "Answers of {service} take the default route to the firewall, which drops them",
    "{service} 的应答会经默认路由到达防火墙并被丢弃",
)
ANSWERS_LOST_COST = Text("clients on the internet cannot reach it", "Internet 上的客户端无法访问")
NOT_PUBLISHED = Text(
    "Publish nothing from a cluster with outbound type block, or correct the answers.",
    "出站类型为 block 的群集不应对外发布服务；否则请更正回答。",
)
NO_SUBNET_OF_NODES = Text(
    "{subnets} is no subnet of nodes: the smallest of Azure's is a /29",
    "{subnets} 不是节点子网：Azure 的最小子网为 /29",
)
CUT_OFF = Text("nodes at other addresses would be cut off", "其他地址的节点会被切断")
NO_FIREWALL_THERE = Text("No firewall has {address} as its private IP", "防火墙不可能使用专用 IP {address}")
ROUTE_NOWHERE = Text(
    "the default route would lead nowhere, and is held back", "默认路由会无法到达防火墙，因此暂缓"
)
CORRECT_IT = Text(
    "Correct it on the step Traffic path, then export again.", "请在“流量路径”步骤中更正，然后重新导出。"
)
TAGS_BY_LIST = Text(
    "This make of firewall knows no Azure service tags", "此品牌的防火墙不支持 Azure 服务标记"
)
ONLY_FROM_LIST = Text(
    "{lines} can be written from Microsoft's list alone, and change with it",
    "{lines}只能按 Microsoft 的列表写出，并随之变化",
)
GIVE_LIST = Text(
    "Give Microsoft's list of service tags at the export, and take over each new edition of it.",
    "导出时请提供 Microsoft 的服务标记列表，并在列表更新后同步。",
)
NOT_ENFORCED = Text("Traffic does not pass the firewall", "流量不经过防火墙")
NOT_ENFORCED_COST = Text("no rule of this plan is enforced", "本方案的规则都不会生效")
OUTBOUND_TO_CHANGE = Text(
    "Filtering is to stop, and the outbound type is still userDefinedRouting",
    "已选择停止过滤，而出站类型仍为 userDefinedRouting",
)
OUTBOUND_TO_CHANGE_COST = Text(
    "without a default route nodes have no way out, and no rule of this plan is enforced",
    "没有默认路由时节点没有出站路径，本方案的规则也不会生效",
)
CHANGE_OUTBOUND = Text(
    "Change the cluster's outbound type first, then say so on the step Traffic path.",
    "请先更改群集的出站类型，再在“流量路径”步骤中更新回答。",
)
ROUTE_IT = Text(
    "Route 0.0.0.0/0 of the node subnet to the firewall, or correct the answer.",
    "请将节点子网的 0.0.0.0/0 路由到防火墙，或更正回答。",
)
BY_PROXY = Text(
    "Web traffic goes to an HTTP proxy, whose address no line of this plan opens",
    "Web 流量发往 HTTP 代理，而本方案没有放行代理地址的规则",
)
BY_PROXY_COST = Text(
    "nodes reach no web host until they reach the proxy", "无法访问代理时，节点无法访问任何 Web 主机"
)
OPEN_PROXY = Text(
    "Let the nodes reach the proxy on the firewall, and the hosts of these lines on the proxy.",
    "请在防火墙上允许节点访问代理，并在代理上放行这些规则中的主机。",
)
INCOMPLETE = Text("Line {number}, {host}, does not suffice", "第 {number} 行 {host} 不足以满足需要")
HINDRANCES = {
    Hindrance.NAME_IN_BASIC: (
        Text(
            "Azure Firewall Basic takes no host name in a network rule",
            "Azure 防火墙 Basic 的网络规则不支持主机名",
        ),
        Text(
            "Choose an address or a service tag where the line offers one, or another tier; or open it elsewhere and "
            "leave the line out with that reason.",
            "规则提供 IP 地址或服务标记时请改用它们，或选择其他层级；也可在别处放行，并以此为由排除该规则。",
        ),
        "firewall_tier",
    ),
    Hindrance.NOT_WEB_BY_PROXY: (
        Text(
            "The firewall is an HTTP proxy; it carries web traffic to host names alone",
            "防火墙是 HTTP 代理，只支持到主机名的 Web 流量",
        ),
        Text(
            "Open these lines on a firewall beside the proxy and leave them out here with that reason, or correct the "
            "make.",
            "请在代理之外的防火墙上放行这些规则，并以此为由在此排除；或更正防火墙品牌。",
        ),
        "firewall_make",
    ),
}
"""Title, advice and field of the point on lines that the firewall cannot hold."""
