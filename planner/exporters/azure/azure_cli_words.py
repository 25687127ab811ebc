"""What the script ``azure-cli`` says while it runs, and what its head says of it."""

from __future__ import annotations

from planner.domain.text import Text

WHAT = Text("Azure CLI script", "Azure CLI 脚本")
WHAT_ROLLBACK = Text(
    "Azure CLI script that goes back one saved state", "Azure CLI 脚本，恢复最近一次保存的状态"
)
EXISTING_ROUTES = Text(
    "A route to the same prefix and hop stays under its own name; one that leads elsewhere stops the script before "
    "anything is written.",
    "前缀和下一跳相同的现有路由保留原名称；指向别处时，脚本在写入任何内容之前停止。",
)
RUN = (
    Text(
        "az cloud set --name {cloud}; az login; az account set --subscription SUBSCRIPTION",
        "az cloud set --name {cloud}; az login; az account set --subscription SUBSCRIPTION",
    ),
    Text(
        "export AKS_EGRESS_RESOURCE_GROUP=… AKS_EGRESS_FIREWALL_POLICY=… AKS_EGRESS_ROUTE_TABLE=…",
        "export AKS_EGRESS_RESOURCE_GROUP=… AKS_EGRESS_FIREWALL_POLICY=… AKS_EGRESS_ROUTE_TABLE=…",
    ),
    Text(
        "bash {file} check: says line by line what would change (+ - ~ =) and what stands in the way, writes "
        "nothing. Ends with 0 (nothing to do), 3 (changes), 4 (blocked), 2 (wrong cloud, subscription or name), "
        "1 (failed).",
        "bash {file} check：逐行显示将发生的更改（+ - ~ =）和阻碍，不写入任何内容。退出码：0 无需更改，3 有更改，"
        "4 受阻，2 云、订阅或名称不符，1 失败。",
    ),
    Text(
        "bash {file} apply: looks again, saves what it replaces beside itself, then writes the rules and the "
        "routes (a default route last, where this file has one). If Azure fails on the way, it puts everything back.",
        "bash {file} apply：再次检查，将要替换的内容保存在脚本旁，然后依次写入规则和路由"
        "（如包含默认路由，则最后写入）。"
        "如果 Azure 中途失败，则恢复原状。",
    ),
    Text(
        "bash {file} verify: looks whether everything is in place and names the tests to run in a pod.",
        "bash {file} verify：检查是否全部就位，并列出要在 Pod 中运行的测试。",
    ),
    Text(
        "--json for a machine; --rules-only or --routes-only where two teams hold two halves; --what-if writes "
        "nothing. A name given at export is the approved one: a variable that says otherwise stops the script.",
        "--json 输出机器可读结果；规则和路由由两个团队分别负责时使用 --rules-only 或 --routes-only；--what-if "
        "不写入任何内容。导出时填写的名称即批准的名称：变量与之不同时脚本会停止。",
    ),
    Text(
        "AKS_EGRESS_SUBSCRIPTION, AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION and "
        "AKS_EGRESS_ROUTE_TABLE_RESOURCE_GROUP, where they are not the current ones.",
        "订阅或路由表所在资源组与当前不同时，设置 AKS_EGRESS_SUBSCRIPTION、AKS_EGRESS_ROUTE_TABLE_SUBSCRIPTION "
        "和 AKS_EGRESS_ROUTE_TABLE_RESOURCE_GROUP。",
    ),
)
ROLL_BACK = (
    Text(
        "bash {file} restore [FILE]: goes back the newest saved state ({saved}), or to the one that is named. Each "
        "restore goes back one; restore --what-if shows it.",
        "bash {file} restore [文件]：恢复最近一次保存的状态（{saved}）或指定的状态。每次恢复一个；"
        "restore --what-if 仅显示。",
    ),
    Text(
        "It deletes only what did not exist before, routes before rules.",
        "只删除原先不存在的内容，先路由后规则。",
    ),
)
DEFAULT_STAYS = Text(
    "A default route that this change brought stays, and the required lines with it: it is the cluster's only way out.",
    "由本次更改写入的默认路由会保留，必需的规则也一并保留：它是群集唯一的出口。",
)
ROLLBACK_RUN = (
    Text(
        "bash {file}, with the variables and in the folder of {script}: the same as {script} restore.",
        "在 {script} 所在文件夹中使用相同的变量运行 bash {file}：等同于 {script} restore。",
    ),
)

TEST_HOST = Text(
    "Must answer: curl -sS -o /dev/null -m 10 {url}", "必须有响应：curl -sS -o /dev/null -m 10 {url}"
)
TEST_REFUSED = Text(
    "Must be refused: curl -sS -o /dev/null -m 10 {url} (a host that is on no line of this file).",
    "必须被拒绝：curl -sS -o /dev/null -m 10 {url}（本文件的规则中没有此主机）。",
)
TEST_INBOUND = Text(
    "From outside, must connect: {address}:{port} ({protocol}).",
    "从外部必须能够连接：{address}:{port}（{protocol}）。",
)
NOT_PROVABLE = Text("Not provable by a request: {rule} ({why}).", "无法用请求证明：{rule}（{why}）。")
WILDCARD = Text("a wildcard", "通配符")
NO_HOST = Text("no host name, or not HTTP", "没有主机名或不是 HTTP")

SAYS = {
    "interrupted": Text(
        "Interrupted while writing. Run this script with check, then with restore.",
        "写入时中断。请先运行 check，再运行 restore。",
    ),
    "unreadable": Text("Could not be read: %s %s", "无法读取：%s %s"),
    "no_az": Text("The Azure CLI (az) is not installed.", "未安装 Azure CLI（az）。"),
    "cloud": Text(
        "The Azure CLI is set to another cloud. Run: az cloud set --name %s",
        "Azure CLI 当前使用其他云。请运行：az cloud set --name %s",
    ),
    "other_name": Text(
        "%s is %s, but %s was approved. Unset it, or export again.",
        "%s 为 %s，但批准的是 %s。请取消该变量或重新导出。",
    ),
    "no_name": Text(
        "%s is not set, or not a name of Azure: letters, digits, and . _ - ( ) alone.",
        "%s 未设置，或不是 Azure 名称：只能包含字母、数字和 . _ - ( )。",
    ),
    "no_subscription": Text("No such subscription (%s). %s", "没有此订阅（%s）。%s"),
    "where": Text("Cloud %s, subscription %s (%s)", "云 %s，订阅 %s（%s）"),
    "policy": Text("Policy %s, tier %s, state %s", "策略 %s，层级 %s，状态 %s"),
    "dns": Text("DNS proxy of the policy: %s, DNS servers: %s", "策略的 DNS 代理：%s，DNS 服务器：%s"),
    "no_policy": Text("The firewall policy does not exist: %s", "防火墙策略不存在：%s"),
    "no_firewall": Text("No firewall uses this policy.", "没有防火墙使用此策略。"),
    "base": Text(
        "The policy inherits from %s: its rules come first and may refuse what these lines open.",
        "该策略继承自 %s：其规则优先，可能拒绝这里开放的访问。",
    ),
    "basic": Text(
        "Network rules name hosts (%s), which the Basic tier does not know.",
        "网络规则中有主机名（%s），Basic 层级不支持。",
    ),
    "proxy_off": Text(
        "Network rules name hosts (%s), and the DNS proxy of the policy is off.",
        "网络规则中有主机名（%s），而策略的 DNS 代理未启用。",
    ),
    "proxy_unknown": Text(
        "Network rules name hosts (%s); whether the base policy's DNS proxy is on could not be read.",
        "网络规则中有主机名（%s）；无法读取基策略的 DNS 代理是否启用。",
    ),
    "proxy_use": Text(
        "Network rules name hosts (%s): the nodes' network has to use the firewall as its DNS server. Not read here.",
        "网络规则中有主机名（%s）：节点所在虚拟网络必须使用防火墙作为 DNS 服务器。此处未读取。",
    ),
    "groups": Text("Rule collection groups of the policy:", "策略的规则集合组："),
    "own": Text("  <- this cluster's", "  <- 本群集"),
    "taken": Text(
        "Priority %s is taken by the group %s; the next free one is %s. Export again with it.",
        "优先级 %s 已被组 %s 占用；下一个可用的是 %s。请用它重新导出。",
    ),
    "former_of_other": Text(
        "The group %s belongs to another cluster of this name; this one's is %s.",
        "组 %s 属于另一个同名群集；本群集使用 %s。",
    ),
    "former_kept": Text("The group keeps the name of an earlier version: %s", "沿用早期版本的组名：%s"),
    "two_groups": Text(
        "Two groups hold rules of this cluster's nodes: %s and %s. Leave one of them.",
        "两个组都包含本群集节点的规则：%s 和 %s。请只保留一个。",
    ),
    "other_cluster": Text(
        "The group %s holds sources of another cluster: %s", "组 %s 的源地址属于另一个群集：%s"
    ),
    "held_back": Text(
        "The default route leads to a firewall already, this file lacks required lines, and the group would lose: %s",
        "默认路由已指向防火墙，本文件缺少必需的规则，并且该组将失去：%s",
    ),
    "table": Text("Route table %s", "路由表 %s"),
    "no_table": Text("The route table does not exist: %s", "路由表不存在：%s"),
    "table_unknown": Text("The route table could not be read: %s", "无法读取路由表：%s"),
    "same_hop": Text("The route to %s is there under the name %s.", "到 %s 的路由已存在，名称为 %s。"),
    "other_hop": Text(
        "The route to %s is there as %s and leads elsewhere: %s. Wanted: %s",
        "到 %s 的路由已存在，名称为 %s，但指向别处：%s。需要的是：%s",
    ),
    "name_taken": Text("The route %s is there for something else: %s", "路由 %s 已用于其他用途：%s"),
    "lines_first": Text(
        "The default route waits: a required line is not in the group: %s",
        "默认路由暂不写入：组中缺少必需的规则：%s",
    ),
    "clock": Text(
        "The clock of this machine is behind the newest saved state: %s",
        "本机时间早于最近一次保存的状态：%s",
    ),
    "not_saved": Text(
        "Could not be saved, so nothing was written: %s %s", "无法保存，因此未写入任何内容：%s %s"
    ),
    "saved": Text("Saved: %s", "已保存：%s"),
    "no_saved_form": Text("Not a saved state of this script: %s", "不是此脚本保存的状态：%s"),
    "already_gone": Text("is gone already", "已不存在"),
    "route_changed": Text(
        "The route %s was changed by somebody else since and is left: %s",
        "路由 %s 此后已被他人更改，予以保留：%s",
    ),
    "default_stays": Text(
        "The default route %s stays, and its required lines: it is the cluster's only way out.",
        "默认路由 %s 及其必需的规则保留：它是群集唯一的出口。",
    ),
    "still_used": Text(
        "The route %s stays: the group %s still publishes a service under its address.",
        "路由 %s 保留：组 %s 仍通过该地址发布服务。",
    ),
    "name_the_table": Text(
        "Set AKS_EGRESS_ROUTE_TABLE: whether the default route needs these rules cannot be seen without it.",
        "请设置 AKS_EGRESS_ROUTE_TABLE：否则无法判断默认路由是否需要这些规则。",
    ),
    "required_stay": Text(
        "The group %s keeps its required lines: the default route leads to the firewall.",
        "组 %s 保留必需的规则：默认路由指向防火墙。",
    ),
    "group_stays": Text(
        "The group %s stays as it is: what was there before lacks required lines, and the default route "
        "leads to the firewall.",
        "组 %s 保持不变：原有内容缺少必需的规则，而默认路由指向防火墙。",
    ),
    "saved_elsewhere": Text("%s was saved for something else: %s", "%s 是为其他资源保存的：%s"),
    "going_back": Text("Going back to %s", "恢复到 %s"),
    "route_gone": Text("Route deleted: %s", "已删除路由：%s"),
    "group_back": Text("Rule collection group put back: %s", "已恢复规则集合组：%s"),
    "undoing": Text("Putting back what was there.", "正在恢复原状。"),
    "undone": Text("%s What was there before is back.", "%s 已恢复原状。"),
    "undone_but": Text(
        "%s What was there before is back, but for the default route and its required lines, which stay.",
        "%s 除保留的默认路由及其必需的规则外，已恢复原状。",
    ),
    "not_undone": Text(
        "%s Not everything could be put back. Run restore with %s",
        "%s 未能全部恢复。请使用此文件运行 restore：%s",
    ),
    "route_failed": Text(
        "Azure did not finish the route %s. Its state: %s", "Azure 未能完成路由 %s，状态：%s"
    ),
    "group_failed": Text(
        "Azure did not finish the rule collection group %s. Its state: %s",
        "Azure 未能完成规则集合组 %s 的更新，状态：%s",
    ),
    "route_written": Text("Route written: %s", "已写入路由：%s"),
    "group_written": Text("Rule collection group written: %s", "已写入规则集合组：%s"),
    "applied": Text("Done. To go back: restore %s", "完成。恢复方法：restore %s"),
    "none_saved": Text("No saved state: %s", "没有保存的状态：%s"),
    "both_saved": Text(
        "%s holds rules and routes: restore it without --rules-only or --routes-only.",
        "%s 同时包含规则和路由：请不带 --rules-only 或 --routes-only 恢复。",
    ),
    "restore_failed": Text("Could not go back to %s. %s", "无法恢复到 %s。%s"),
    "restored": Text("Restored: %s", "已恢复：%s"),
    "nothing_to_do": Text("Nothing to do.", "无需更改。"),
    "would_change": Text("%s lines to change. Nothing was written.", "%s 行待更改。未写入任何内容。"),
    "blocked": Text("Blocked. Nothing was written.", "受阻。未写入任何内容。"),
    "in_place": Text("Everything is in place.", "全部就位。"),
    "not_in_place": Text("Not everything is in place.", "尚未全部就位。"),
    "test_from_pod": Text(
        "To be run in a pod of the cluster, not here:", "请在群集的 Pod 中运行，而不是在本机："
    ),
    "usage": Text(
        "bash {file} [check|apply|restore [FILE]|verify] [--json] [--rules-only|--routes-only] [--what-if]",
        "bash {file} [check|apply|restore [文件]|verify] [--json] [--rules-only|--routes-only] [--what-if]",
    ),
}
"""Each is a form of printf: ``%s`` stands for a value."""
