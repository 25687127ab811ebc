"""The sentences of *Which line is this host?*."""

from __future__ import annotations

from planner.domain.text import Text

ALLOWED = Text(
    "Line {number}, {destination} ({services}): {purpose}",
    "第 {number} 行，{destination}（{services}）：{purpose}",
)
LEFT_OUT = Text(
    "Line {number}, {destination} ({services}), is left out: {why}",
    "第 {number} 行 {destination}（{services}）已排除：{why}",
)
LEFT_OUT_NO_REASON = Text("no reason was written.", "未填写原因。")
STILL_OPEN = Text(
    "Line {left_out}, {destination}, is left out, {openings}.",
    "第 {left_out} 行 {destination} 已排除，{openings}。",
)
NO_REASON_WRITTEN = Text("No reason was written.", "未填写原因。")
WHY_LEFT_OUT = Text("Reason for leaving it out: {why}", "排除原因：{why}")
FEATURE_OFF = Text(
    "Belongs to {feature}, which is off in this plan. Ticked on the step Features it is a line "
    "({destination}, {services}): {purpose}",
    "属于“{feature}”，本方案未启用该功能。在“功能”步骤中勾选后会成为一条规则（{destination}，{services}）：{purpose}",
)
FEATURE_OFF_OTHER_WAY = Text(
    "Belongs to {feature}, which is off in this plan. Ticked on the step Features its line is {destination}, which "
    "does not take this host in; the other way {way} does, and has to be put in its place.",
    "属于“{feature}”，本方案未启用该功能。勾选后的规则是 {destination}，不包含此主机；可改用包含它的 {way}。",
)
BY_OTHER_WAY = Text(
    "Line {number}, {destination}, does not take this host in; the other way {way} does, and has to be put in its "
    "place.",
    "第 {number} 行 {destination} 不包含此主机；可改用包含它的 {way}。",
)
NOT_WRITTEN_YET = Text(
    "It cannot be written yet, so nothing opens it: {why}.", "此规则尚无法写出，因此并未放行：{why}。"
)
OPENER_NOT_WRITTEN_YET = Text(
    "That line cannot be written yet, so nothing opens it so far: {why}.",
    "但该行尚无法写出，因此目前并未放行：{why}。",
)
NOT_WITH_THIS_PORT = Text(
    "Cloud and edition of this plan do not name it with port {port}. Apart from the port:",
    "本方案的云和版本没有列出它的端口 {port}。不考虑端口：",
)
READ_FROM_WORDS = Text(
    "Read out of a sentence: check that host and port are those that were meant.",
    "读自一句话：请核对主机和端口是否就是所指。",
)
NO_SOURCE = Text("the node subnet is not known", "节点子网未知")
NO_DESTINATION = Text("where it leads is not known", "目标未知")
CANNOT_HOLD = Text("the firewall of this plan cannot hold it", "本方案的防火墙不支持此规则")
PUBLISHED = Text(
    "Line {number} is the NAT rule that publishes {destination} ({services}) and sends requests to {behind}.",
    "第 {number} 行是发布 {destination}（{services}）的 NAT 规则，请求转发到 {behind}。",
)
FIREWALLS_OWN = Text(
    "The firewall's own address. What leads to it does not pass it.",
    "防火墙自己的地址，发往它的流量不经过转发。",
)
NAME_INSIDE = Text(
    "A name of the cluster's own services: it leads to an address inside the cluster, and to no firewall.",
    "群集内部服务的名称：指向群集内的地址，不经过防火墙。",
)
POD_RANGE = Text(
    "One of the pods' addresses ({prefix}): inside the cluster, and no destination of egress.",
    "Pod 地址范围（{prefix}）内的地址，位于群集内，不是出站目标。",
)
PRIVATE_API_SERVER = Text(
    "The form of a private API server's name. It is reached inside the network, not through the firewall.",
    "专用 API 服务器主机名的形式，在虚拟网络内访问，不经过防火墙。",
)
OTHER_PRIVATE_API_SERVER = Text(
    "The form of a private API server's name, of another cluster than this one. Ask whoever runs it.",
    "专用 API 服务器主机名的形式，但属于其他群集。请询问该群集的负责人。",
)
FEATURE_NOT_KNOWN = Text(
    "Belongs to {feature}; it is not known whether that is on, and this plan takes it as off. Ticked on the step "
    "Features it is a line ({destination}, {services}): {purpose}",
    "属于“{feature}”，未知是否启用，本方案按未启用处理。在“功能”步骤中勾选后会成为一条规则（{destination}，"
    "{services}）：{purpose}",
)
FEATURE_WITHHELD = Text(
    "Belongs to {feature}, which is not offered in this cloud and edition. {reason}",
    "属于“{feature}”，该功能在此云和版本中不可用。{reason}",
)
FEATURE_NEVER = Text(
    "Belongs to {feature}, which is off in this plan; even with it there is nothing to open. {reason}",
    "属于“{feature}”，本方案未启用该功能；即使启用也无需放行。{reason}",
)
RETIRED = Text(
    "Stood on Microsoft's page until {until} ({destination}, {services}; {feature}) and no longer does.",
    "Microsoft 官方页面在 {until} 之前列出过它（{destination}，{services}，{feature}），现已移除。",
)
LEFT_THE_PAGE = Text(
    "Stood on Microsoft's page until {until} ({destination}, {services}; {feature}). It left the page; no "
    "replacement is named for this cloud.",
    "Microsoft 官方页面在 {until} 之前列出过它（{destination}，{services}，{feature}），之后移除，"
    "未说明此云中的替代主机。",
    by="page",
)
REPLACED_BY = Text("Replaced by {destination}.", "已由 {destination} 取代。")
RETIRED_BEFORE = Text(
    "Left Microsoft's page by {left}, before the oldest edition here ({edition}). A rule set that still has "
    "{host} opens more than the cluster needs.",
    "已于 {left} 前后从 Microsoft 官方页面移除，早于本程序最早的版本（{edition}）。"
    "仍保留 {host} 的规则集放行范围过大。",
)
RETIRED_LINE = Text(
    "The line stands, but Microsoft has announced the end of this host.",
    "规则仍在方案中，但 Microsoft 已宣布停用此主机。",
)
FIELD_REPORT = Text(
    "Field report, not from Microsoft's page ({date}{threads}): {seen} {advice}",
    "现场反馈，并非来自 Microsoft 官方页面（{date}{threads}）：{seen}{advice}",
)
UNKNOWN = Text(
    "No edition of Microsoft's page and no field report here names it. A workload of your own may need it.",
    "本程序收录的 Microsoft 官方页面版本和现场反馈中都没有它。可能是您自己的工作负载需要。",
)
TAG_NAMED = Text(
    "This is a service tag and no host: line {number} opens its addresses for {services}.",
    "这是服务标记，不是主机：第 {number} 行向其地址放行 {services}。",
)
TAG_NAMED_NO_LINE = Text(
    "This is a service tag and no host. No line of this plan is this tag.",
    "这是服务标记，不是主机。本方案没有此标记的规则。",
)
BY_ADDRESS = Text(
    "Line {number} opens {services} to {destination}, which stands for the API server's address. It opens this host if "
    "its name leads there.",
    "第 {number} 行向 {destination} 放行 {services}，该目标代表 API 服务器的地址。此主机名解析到该处时即已放行。",
)
BY_ADDRESS_LEFT_OUT = Text(
    "Line {number}, {services} to {destination}, which stands for the API server's address, is left out: {why}",
    "第 {number} 行（向 {destination} 放行 {services}，该目标代表 API 服务器的地址）已排除：{why}",
)
OTHER_SOURCE = Text(
    "Line {number}, {destination} ({services}), opens it for {sources} alone; this came from {source}. If those are "
    "nodes, add their subnet.",
    "第 {number} 行 {destination}（{services}）只对 {sources} 放行，请求来自 {source}。如果它们是节点，请补充其子网。",
)
SOME_OTHER_SOURCES = Text(
    "Some of it came from {source}, for which the line is not open: it is open for {sources} alone.",
    "其中部分请求来自 {source}，此规则只对 {sources} 放行。",
)
OTHER_PORT = Text(
    "Line {number}, {destination}, opens {services} only; port {port} is not open.",
    "第 {number} 行 {destination} 只放行 {services}，端口 {port} 未放行。",
)
OTHER_PORT_LEFT_OUT = Text(
    "Line {number}, {destination}, is left out and would open {services} only, not port {port}.",
    "第 {number} 行 {destination} 已排除，即使包含也只放行 {services}，不含端口 {port}。",
)
OTHER_REGION = Text(
    "It is the same kind of host as {destination}, but of the region {theirs}; this plan is for {ours}.",
    "与 {destination} 是同类主机，但属于区域 {theirs}，本方案的区域是 {ours}。",
)
OTHER_CLOUD = Text(
    "It belongs to another cloud ({clouds}; {feature}); this plan is for {ours}.",
    "属于其他云（{clouds}，{feature}），本方案的云是 {ours}。",
)
NAMED_FOR_OTHERS = Text(
    "The page of {edition} still names it ({destination}; {feature}). Plans by this edition ask for it in {clouds}, "
    "and not in {ours}.",
    "官方页面 {edition} 版仍列出它（{destination}，{feature}）。"
    "按此版本，方案只在 {clouds} 中申请它，在 {ours} 中不申请。",
    by="ours",
)
REPORTED_ELSEWHERE = Text(
    "Seen in another cloud ({clouds}). {report}", "在其他云（{clouds}）中出现过。{report}"
)
RETIRED_ELSEWHERE = Text(
    "Microsoft's page listed it in another cloud ({clouds}) until {left}; no list of {ours} here has it.",
    "Microsoft 官方页面在 {left} 之前在其他云（{clouds}）中列出过它，此处{ours}的列表均没有它。",
)
LATER = Text(
    "The page lists it since {since} ({destination}; {feature}); this plan follows the edition {edition}.",
    "官方页面自 {since} 起列出它（{destination}，{feature}），本方案采用版本 {edition}。",
)
APEX = Text(
    "Line {number}, {destination}, does not cover the name without a label in front.",
    "第 {number} 行 {destination} 不包含不带前缀的域名本身。",
)
MAYBE_TAG = Text(
    "The address may be inside {tags}: Microsoft's list of service tags decides.",
    "该地址可能属于 {tags}，以 Microsoft 的服务标记列表为准。",
)
MAYBE_TAG_LEFT_OUT = Text(
    "It may also be inside {destination} ({services}), whose line {number} is left out.",
    "也可能属于 {destination}（{services}），对应的第 {number} 行已排除。",
)
TAG_LINE = Text("{tag} (line {number}, {services})", "{tag}（第 {number} 行，{services}）")
MAYBE_FILLED_IN = Text(
    "Line {number} ({destination}, {services}) leads to an address that nobody has entered yet; it may be this one.",
    "第 {number} 行（{destination}，{services}）的目标地址尚未填写，可能就是该地址。",
)
MAYBE_FILLED_IN_LEFT_OUT = Text(
    "It may be the address that nobody has entered yet for line {number} ({destination}, {services}), which is left "
    "out: {why}",
    "可能是第 {number} 行（{destination}，{services}）尚未填写的目标地址；该行已排除：{why}",
)
ADDRESS_ONLY = Text(
    "An address alone does not tell which host was meant, and lines by host name do not match it. Look for the "
    "host name (SNI, Fqdn) in the log.",
    "仅凭地址无法判断访问的是哪个主机，按主机名的规则也无法与之匹配。请在日志中查找主机名（SNI、Fqdn）。",
)
NODE_SUBNET = Text(
    "An address of the node subnet {prefix}, where this plan's traffic comes from: no line is needed to it.",
    "节点子网 {prefix} 中的地址，是本方案流量的源，无需为其放行。",
)
DOCUMENTATION = Text(
    "An address of a range that is kept for documentation: no real host has it. Look for the true one.",
    "属于文档示例专用的地址范围，没有真实主机使用。请查找实际地址。",
)
PRIVATE = Text(
    "A private address: the page lists none. Whether it passes the firewall depends on the routes; it may be a "
    "private endpoint, a DNS server or a peered network.",
    "专用地址，官方页面未列出。是否经过防火墙取决于路由；可能是专用终结点、DNS 服务器或对等网络。",
)
PORT_OF_FEATURE = Text(
    "{feature} asks for {destination} with {services} only; port {port} belongs to nothing here.",
    "“{feature}”只需要 {destination} 的 {services}，不涉及端口 {port}。",
)
MAYBE_NOT_NEEDED = Text(
    "If it belongs to {destination} ({services}), this plan does not need it. {reason}",
    "如果它属于 {destination}（{services}），则本方案不需要。{reason}",
)
ABOVE = Text(
    "The page names {destination} ({feature}) without an asterisk, which does not cover names below it.",
    "官方页面列出的是不带星号的 {destination}（{feature}），不包含其下级域名。",
)
