"""The sentences of the traffic path, both languages, and how addresses are put into them.

Chinese templates have no spaces around their placeholders: `fill` sets one wherever a Chinese
character meets a Latin letter or a digit, as Azure's Chinese documentation does.
"""

from __future__ import annotations

import re

from planner.domain.text import Text

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LATIN_BEFORE = re.compile(r"[0-9A-Za-z/.]\Z")
_LATIN_AFTER = re.compile(r"\A[0-9A-Za-z]")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]\Z")
_HAN_AFTER = re.compile(r"\A[\u4e00-\u9fff]")


def fill(template: Text, **values: Text) -> Text:
    """Return ``template`` with each ``{name}`` replaced in one pass.

    One pass means that a service called ``{firewall}`` stays what its owner typed.

    Raises:
        KeyError: the template names a value that was not given.
    """
    english = _PLACEHOLDER.sub(lambda match: values[match[1]].en, template.en)
    chinese = ""
    position = 0
    for match in _PLACEHOLDER.finditer(template.zh):
        chinese = _join(chinese, template.zh[position : match.start()])
        chinese = _join(chinese, values[match[1]].zh)
        position = match.end()
    return Text(english, _join(chinese, template.zh[position:]))


def same(text: str) -> Text:
    """Return a name or an address, which reads the same in both languages."""
    return Text(text, text)


def _join(before: str, after: str) -> str:
    latin_then_han = _LATIN_BEFORE.search(before) and _HAN_AFTER.search(after)
    han_then_latin = _HAN_BEFORE.search(before) and _LATIN_AFTER.search(after)
    return before + (" " if latin_then_han or han_then_latin else "") + after


def at(known: Text, unknown: Text, address: str) -> Text:
    """Return *the firewall, 10.0.1.4*, or *the firewall's private IP* while nobody has entered it."""
    return fill(known, address=same(address)) if address else unknown


NOT_KNOWN = Text("not known yet", "尚未填写")
FIREWALL = Text("the firewall, {address}", "防火墙{address}")
FIREWALL_PUBLIC_IP = Text("the firewall's public IP", "防火墙的公共 IP")
FIREWALL_PRIVATE_IP = Text("the firewall's private IP", "防火墙的专用 IP")
BALANCER = Text("the load balancer, {address}", "负载均衡器{address}")
BALANCER_PUBLIC_IP = Text("the load balancer's public IP", "负载均衡器的公共 IP")
PUBLIC_BALANCER = Text("the public load balancer, {address}", "公共负载均衡器{address}")
PUBLIC_BALANCER_UNKNOWN = Text("the public load balancer", "公共负载均衡器")
INTERNAL_BALANCER = Text("the internal load balancer, {address}", "内部负载均衡器{address}")
INTERNAL_BALANCER_UNKNOWN = Text("the internal load balancer", "内部负载均衡器")

CLIENT_OPENS = Text("The client opens {port} to {target}.", "客户端通过{port}访问{target}。")
BALANCER_HANDS_KEPT = Text(
    "The load balancer hands it to a node. The client's address is kept.",
    "负载均衡器将其转发到节点，客户端地址不变。",
)
NODE_ANSWERS_ROUTED = Text(
    "The node answers. Its route table sends everything to {firewall}.",
    "节点发出应答，路由表将所有流量发往{firewall}。",
)
FIREWALL_DROPS = Text(
    "The firewall never saw the request, so it drops the answer. The client waits until it times out.",
    "防火墙没有收到过该请求，因此丢弃应答。客户端一直等到超时。",
)
CLIENT_WAITS = Text("The client waits until it times out.", "客户端一直等到超时。")
NAT_RULE_PASSES = Text("A NAT rule passes it to {target}.", "NAT 规则将其转到{target}。")
PODS_SEE_FIREWALL = Text(
    "The load balancer hands it to a node. Pods see the firewall's address.",
    "负载均衡器将其转发到节点，Pod 看到的是防火墙的地址。",
)
PODS_SEE_ADDRESS = Text(
    "The load balancer hands it to a node. Pods see {source}.",
    "负载均衡器将其转发到节点，Pod 看到的是{source}。",
)
SOURCE_BY_TRANSLATION = Text(
    "the firewall's address if it translates the source, else the client's",
    "防火墙的地址（如果防火墙转换源地址），否则为客户端的地址",
)
NODE_ANSWERS_BY_ROUTE = Text(
    "The node's answer goes back through the firewall: to its address, or along the default route.",
    "节点的应答经防火墙返回：发往防火墙的地址，或沿默认路由。",
)
SOURCE_FIREWALL = Text("the firewall's address, {address}", "防火墙的地址{address}")
SOURCE_NAT_GATEWAY = Text("the NAT gateway's address, {address}", "NAT 网关的地址{address}")
SOURCE_NAT_GATEWAY_UNKNOWN = Text("the NAT gateway's public IP", "NAT 网关的公共 IP")
NODE_ANSWERS_FIREWALL = Text(
    "The node answers the firewall, inside the network.",
    "节点在虚拟网络内向防火墙发出应答。",
)
FIREWALL_ANSWERS = Text(
    "The firewall knows the session and answers the client.",
    "防火墙识别出该会话，将应答返回给客户端。",
)
HOST_ROUTE_TAKES = Text(
    "The node answers that address. {route} keeps the answer off the default route, so it leaves through the"
    " load balancer.",
    "节点向该地址发出应答。{route}使应答不走默认路由，而是经负载均衡器离开。",
)
HOST_ROUTE = Text("Route {prefix} to Internet", "指向 Internet 的路由{prefix}")
HOST_ROUTE_UNKNOWN = Text("A host route to Internet", "指向 Internet 的主机路由")
ANSWER_REACHES = Text(
    "The answer reaches the firewall that sent the request.", "应答到达转发该请求的防火墙。"
)
ANSWER_REACHES_BY_NAT = Text(
    "The answer reaches the firewall through its NAT gateway.", "应答经 NAT 网关到达防火墙。"
)

NODE_ANSWERS_BALANCER = Text(
    "The node answers the client the way it came, through the load balancer.",
    "节点沿原路经负载均衡器向客户端发出应答。",
)
CONNECTED_CLIENT_OPENS = Text(
    "A client in a connected network opens {port} to {target}.",
    "已连接网络中的客户端通过{port}访问{target}。",
)
NODE_ANSWERS_INSIDE = Text(
    "The node answers inside the network, if the client's network has a route of its own.",
    "节点在网络内直接应答，前提是客户端所在网络有更具体的路由。",
)
OWN_BY_FIREWALL = Text(
    "What the nodes open themselves leaves through {firewall}. It passes only what this plan allows.",
    "节点自身发起的流量经{firewall}离开，防火墙只放行本方案允许的流量。",
)
OWN_BY_OUTBOUND = Text(
    "What the nodes open themselves leaves through {outbound}, past the firewall.",
    "节点自身发起的流量经{outbound}离开，不经过防火墙。",
)

NODE_OPENS_FIREWALL = Text(
    "A node opens a connection. Its route table sends everything to {firewall}.",
    "节点发起连接，路由表将所有流量发往{firewall}。",
)
FIREWALL_ALLOWS = Text(
    "The firewall passes what this plan allows, with {source} as the source.",
    "防火墙只放行本方案允许的流量，源地址为{source}。",
)
FIREWALL_ALLOWS_API = Text(
    "The firewall passes what this plan allows, with {source} as the source. The API server is reached the"
    " same way.",
    "防火墙只放行本方案允许的流量，源地址为{source}。API 服务器也经此路径访问。",
)
FIREWALL_ALLOWS_NO_API = Text(
    "The firewall passes what this plan allows, with {source} as the source. No line of this plan opens the way to a"
    " public API server.",
    "防火墙只放行本方案允许的流量，源地址为{source}。本方案没有放行公共 API 服务器的规则。",
)
ITS_PUBLIC_IP = Text("its public IP", "其公共 IP")
INTERNET_ANSWERS = Text("The answer comes back to the firewall.", "应答返回到防火墙。")
FIREWALL_RETURNS = Text(
    "The firewall knows the session and hands the answer to the node.",
    "防火墙识别出该会话，将应答交给节点。",
)
NODES_REACH_API = Text(
    "Nodes reach the API server inside the network. No firewall rule is needed for that.",
    "节点在虚拟网络内访问 API 服务器，不需要相应的防火墙规则。",
)
NODE_OPENS_OUTBOUND = Text(
    "A node opens a connection. It leaves through {outbound}.", "节点发起连接，经{outbound}离开。"
)
OUTBOUND_PASSES = Text(
    "It reaches the internet without any rule of this plan being read.",
    "流量直达 Internet，不经本方案的规则检查。",
)
OUTBOUND_PASSES_API = Text(
    "It reaches the internet and the API server without any rule of this plan being read.",
    "流量直达 Internet 和 API 服务器，不经本方案的规则检查。",
)
OUTBOUND_ANSWERS = Text("The answer comes back the same way.", "应答沿原路返回。")
NO_WAY_NONE = Text(
    "A node opens a connection to the internet. Outbound type none makes no path, so it ends here.",
    "节点发起到 Internet 的连接。出站类型 none 不提供路径，连接在此中断。",
)
NO_WAY_BLOCK = Text(
    "A node opens a connection to the internet. Outbound type block denies it before any firewall sees it.",
    "节点发起到 Internet 的连接。出站类型 block 在到达防火墙之前就将其拒绝。",
)

WHOLE = Text(
    "The path is whole. Request and answer both pass the firewall.", "路径完整，请求和应答都经过防火墙。"
)
WHOLE_OF = Text(
    "The path of {service} is whole. Request and answer both pass the firewall.",
    "{service}的路径完整，请求和应答都经过防火墙。",
)
WHOLE_INSIDE = Text(
    "The path is whole. Requests and answers stay inside the network; egress passes the firewall.",
    "路径完整，请求和应答都在网络内，出站流量经过防火墙。",
)
BROKEN = Text(
    "Answers from {service} will not reach clients on the internet. Choose how to mend the path.",
    "{service}的应答无法到达 Internet 上的客户端。请选择修复方式。",
)
BROKEN_BY_COLLISION = Text(
    "Requests for {service} reach another service: both are published on one address and port. Choose another.",
    "对{service}的请求会到达另一个服务：两者发布在相同的地址和端口上。请更换其中一个。",
)
BROKEN_BY_OMISSION = Text(
    "The path of {service} is chosen, but its NAT line was left out: answers will not reach clients on the internet.",
    "已为{service}选择路径，但其 NAT 规则已排除：应答无法到达 Internet 上的客户端。",
)
PENDING_ROUTE = Text(
    "The path is not whole: the default route needs the firewall's private IP. Type it.",
    "路径尚不完整：默认路由需要防火墙的专用 IP，请输入。",
)
PENDING_SOURCE = Text(
    "The path is not whole: without the node subnet no line and no default route can be written.",
    "路径尚不完整：节点子网未知，无法写出规则和默认路由。",
)
PENDING_NEXT_HOP = Text(
    "The path is not whole: the firewall can hardly have the address given as its private IP. Check it.",
    "路径尚不完整：防火墙很可能不使用所填的专用 IP，请核对。",
)
PENDING_SUBNET = Text(
    "The path is not whole: the node subnet is smaller than any of Azure's; nodes at other addresses are cut off.",
    "路径尚不完整：所填的节点子网小于 Azure 允许的最小子网，其他地址的节点会被切断。",
)
PENDING_RANGES = Text(
    "The path is not whole: the API server's authorised ranges lack the firewall; nodes behind it would be refused.",
    "路径尚不完整：API 服务器的授权 IP 范围不包含防火墙，其后的节点会被拒绝。",
)
PENDING_RANGES_UNCHECKED = Text(
    "The path is not whole: whether the API server's authorised ranges hold the firewall cannot be told without its "
    "public IP. Type it.",
    "路径尚不完整：防火墙的公共 IP 未知，无法判断 API 服务器的授权 IP 范围是否包含它，请输入。",
)
PENDING_NOT_ISOLATED = Text(
    "The path is not whole: the cluster is said not to be network isolated, and no line opens what its nodes need.",
    "路径尚不完整：按回答，群集不是网络隔离群集，但没有规则放行其节点所需的目标。",
)
PENDING_REGION = Text(
    "The path is not whole: the region is of another cloud, and every regional host name is wrong.",
    "路径尚不完整：该区域属于其他云，所有含区域名的主机名都会出错。",
)
PENDING_LINE = Text(
    "The path is not whole: a required line cannot be written, and the default route is held back until it can.",
    "路径尚不完整：有必需的规则无法写出，在此之前默认路由暂不写入。",
)
PENDING_API_SERVER = Text(
    "The path is not whole: nobody said that nodes reach the API server inside; the default route is held back.",
    "路径尚不完整：未确认节点能在网络内访问 API 服务器，默认路由暂不写入。",
)
PENDING_SERVICE = Text(
    "The path is not whole: another service would no longer be reached; the default route is held back until it is.",
    "路径尚不完整：另一项服务将无法访问，在此问题解决之前默认路由暂不写入。",
)
PENDING_LIST = Text(
    "The path is not whole: this firewall gets the addresses of required service tags from Microsoft's list at the "
    "export.",
    "路径尚不完整：必需的服务标记需要在导出时从 Microsoft 的列表取得地址，此防火墙才能写入。",
)
PENDING_PROXY = Text(
    "The path is not whole: nodes send web traffic to a proxy, and no line of this plan leads to it.",
    "路径尚不完整：节点将 Web 流量发往代理，而本方案没有放行代理地址的规则。",
)
PENDING_PUBLIC_IP = Text(
    "The path is not whole: the firewall's public IP that was given is private; clients on the internet cannot use it.",
    "路径尚不完整：所填的防火墙公共 IP 是专用地址，Internet 上的客户端无法使用。",
)
PENDING_ADDRESS = Text(
    "The path is not whole: addresses are missing or cannot be. Type or correct them.",
    "路径尚不完整：有地址未填写或不相符，请补充或更正。",
)
PASSES = Text(
    "Egress passes the firewall. No service is reached from outside.",
    "出站流量经过防火墙，没有从外部访问的服务。",
)
BYPASSED = Text(
    "Traffic does not pass the firewall. The rules of this plan would not be enforced.",
    "流量不经过防火墙，本方案的规则不会生效。",
)
CLOSED_NONE = Text(
    "Nodes have no way out. Add a route to the firewall, or the rules of this plan are never read.",
    "节点没有出站路径。添加指向防火墙的路由，否则不会用到本方案的规则。",
)
CLOSED_BLOCK = Text(
    "Egress to the internet is denied before it reaches the firewall. No rule of this plan opens it.",
    "到 Internet 的出站流量在到达防火墙之前已被拒绝，本方案的规则无法放行。",
)
ONE_OF_MANY = Text(
    "The picture shows {service}, one of {count} services.", "图中显示的是{service}，共{count}个服务。"
)
OLD_ADDRESS = Text(
    "Clients that use {old} still get no answer. Send them to {new}.",
    "仍访问{old}的客户端收不到应答，请改为访问{new}。",
)
UNNAMED_SERVICE = Text("the service", "该服务")
CALLED_WHOLE = (WHOLE, WHOLE_OF, WHOLE_INSIDE)
"""What is said of a path that lacks nothing."""
IF_ASSUMED = {
    WHOLE: Text(
        "If {assumed} as assumed, the path is whole: request and answer both pass the firewall.",
        "如果{assumed}与假定一致，则路径完整：请求和应答都经过防火墙。",
    ),
    WHOLE_OF: Text(
        "If {assumed} as assumed, the path of {service} is whole: request and answer both pass the firewall.",
        "如果{assumed}与假定一致，则{service}的路径完整：请求和应答都经过防火墙。",
    ),
    WHOLE_INSIDE: Text(
        "If {assumed} as assumed, the path is whole: requests and answers stay inside the"
        " network; egress passes the firewall.",
        "如果{assumed}与假定一致，则路径完整：请求和应答都在网络内，出站流量经过防火墙。",
    ),
    PASSES: Text(
        "If {assumed} as assumed, egress passes the firewall. No service is reached from outside.",
        "如果{assumed}与假定一致，则出站流量经过防火墙。没有从外部访问的服务。",
    ),
    BROKEN: Text(
        "If {assumed} as assumed, answers from {service} will not reach clients on the internet."
        " Choose how to mend the path.",
        "如果{assumed}与假定一致，则{service}的应答无法到达 Internet 上的客户端。请选择修复方式。",
    ),
    BROKEN_BY_OMISSION: Text(
        "The path of {service} is chosen, but its NAT line was left out: if {assumed} as assumed, answers will"
        " not reach clients on the internet.",
        "已为{service}选择路径，但其 NAT 规则已排除：如果{assumed}与假定一致，则应答无法到达 Internet 上的客户端。",
    ),
    BYPASSED: Text(
        "If {assumed} as assumed, traffic does not pass the firewall. The rules of this plan"
        " would not be enforced.",
        "如果{assumed}与假定一致，则流量不经过防火墙，本方案的规则不会生效。",
    ),
}
"""How a verdict is said while nobody answered what decides where traffic goes."""
_DECIDING = {
    "outbound_type": Text("the outbound type", "出站类型"),
    "default_route_to_firewall": Text("the default route", "默认路由"),
    "firewall_nat_gateway": Text("the NAT gateway of the firewall", "防火墙的 NAT 网关"),
    "authorized_ranges": Text("the list of authorised IP ranges", "授权 IP 范围"),
    "network_isolated": Text("the answer about network isolation", "网络隔离"),
    "http_proxy": Text("the answer about an HTTP proxy", "HTTP 代理"),
    "private_cluster": Text("the answer about a private API server", "专用 API 服务器"),
}
"""What decides where traffic goes and whether nodes live behind the firewall, by the ids of facts."""


def not_answered(facts: tuple[str, ...]) -> Text:
    """Return what nobody answered as a sentence names it: *the outbound type and the default route*."""
    named = [_DECIDING[fact] for fact in facts]
    *first, last = named
    if not first:
        return last
    return Text(
        f"{', '.join(text.en for text in first)} and {last.en}",
        f"{'、'.join(text.zh for text in first)}和{last.zh}",
    )


def as_assumed(facts: tuple[str, ...]) -> Text:
    """Return the same as the subject of *as assumed*: *the outbound type is*."""
    named = not_answered(facts)
    return Text(f"{named.en} {'is' if len(facts) == 1 else 'are'}", named.zh)


DRAWN_AS_ASSUMED = Text("Drawn as assumed: nobody answered {what}.", "按假定绘制：{what}未回答。")
ROUTE_NOT_YET = Text("The default route is held back for now.", "默认路由目前暂不写入。")
