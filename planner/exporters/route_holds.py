"""What holds the default route back beside lines that cannot be written: in a document, in a notice, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.path import PathCause
from planner.domain.readiness import DOUBTFUL_ADDRESS_POINT, DOUBTFUL_SUBNET_POINT, RANGES_UNCHECKED_POINT
from planner.domain.text import Text
from planner.planning.readiness_words import CORRECT_CLOUD, RANGES_ADVICE, ROUTE_ADVICE, TYPE_PUBLIC_IP

SUBNET_CORRECT = Text(
    "Correct the node subnets on the step Cluster facts, such as 10.42.0.0/22.",
    "请在“群集信息”步骤中更正节点子网，例如 10.42.0.0/22。",
)


@dataclass(frozen=True, slots=True)
class RouteHold:
    """Why a default route waits although all lines can be written.

    ``remark`` stands beside the route in a document; ``text`` and ``advice`` are a notice's, ``point`` the id of the
    open point that says the same, empty where none does.
    """

    remark: Text
    text: Text
    advice: Text
    point: str = ""


ROUTE_HOLDS = {
    PathCause.API_SERVER_OUTSIDE: RouteHold(
        Text(
            "Held back: nobody said that the nodes reach the API server inside the network.",
            "暂缓：未确认节点能在网络内访问 API 服务器。",
        ),
        Text(
            "The default route {name} is held back: outbound type none, and nobody said that the nodes reach the API "
            "server inside the network. No line of this plan opens the way to a public one; with the route in place it "
            "would be lost.",
            "默认路由 {name} 暂不写入：出站类型为 none，且未确认节点能在网络内访问 API 服务器。"
            "本方案没有放行公共 API 服务器的规则，写入此路由后，节点将无法访问它。",
        ),
        Text(
            "If the API server is private, say so on the step Cluster facts and export again. Otherwise write this "
            "route only once the nodes have a way to it.",
            "如果 API 服务器为专用，请在“群集信息”步骤中如实回答并重新导出；"
            "否则，应在节点有路径访问它之后再写入此路由。",
        ),
    ),
    PathCause.NEXT_HOP_DOUBTFUL: RouteHold(
        Text(
            "Held back: no firewall stands at the address given as its private IP.",
            "暂缓：防火墙不可能使用所填的专用 IP。",
        ),
        Text(
            "The default route {name} is held back: no firewall stands at the address given as its private IP, so the "
            "route would lead nowhere.",
            "默认路由 {name} 暂不写入：防火墙不可能使用所填的专用 IP，写入后流量无法到达防火墙。",
        ),
        Text(
            "Correct it on the step Traffic path, then export again.",
            "请在“流量路径”步骤中更正，然后重新导出。",
        ),
        DOUBTFUL_ADDRESS_POINT,
    ),
    PathCause.SOURCE_DOUBTFUL: RouteHold(
        Text(
            "Held back: the node subnet is smaller than any of Azure's; nodes at other addresses would be cut off.",
            "暂缓：所填的节点子网小于 Azure 允许的最小子网，其他地址的节点会被切断。",
        ),
        Text(
            "The default route {name} is held back: the node subnet given is smaller than any of Azure's, and the "
            "firewall would drop what nodes at other addresses send.",
            "默认路由 {name} 暂不写入：所填的节点子网小于 Azure 允许的最小子网，防火墙会丢弃其他地址的节点的流量。",
        ),
        SUBNET_CORRECT,
        DOUBTFUL_SUBNET_POINT,
    ),
    PathCause.RANGES_LACK: RouteHold(
        Text(
            "Held back: the API server's authorised ranges lack the firewall; it would refuse the nodes behind it.",
            "暂缓：API 服务器的授权 IP 范围不包含防火墙，会拒绝其后的节点。",
        ),
        Text(
            "The default route {name} is held back: the API server's authorised ranges lack the firewall, and it would "
            "refuse the nodes behind it.",
            "默认路由 {name} 暂不写入：API 服务器的授权 IP 范围不包含防火墙，会拒绝其后的节点。",
        ),
        RANGES_ADVICE,
        "authorized-ranges-lack-firewall",
    ),
    PathCause.RANGES_UNCHECKED: RouteHold(
        Text(
            "Held back: without the firewall's public IP nobody can tell whether the authorised ranges hold it.",
            "暂缓：防火墙的公共 IP 未知，无法判断授权 IP 范围是否包含它。",
        ),
        Text(
            "The default route {name} is held back: the API server lets authorised ranges in alone, and without the "
            "firewall's public IP nobody can tell whether they hold it.",
            "默认路由 {name} 暂不写入：API 服务器只接受授权 IP 范围，而防火墙的公共 IP 未知，无法判断是否包含它。",
        ),
        TYPE_PUBLIC_IP,
        RANGES_UNCHECKED_POINT,
    ),
    PathCause.NOT_ISOLATED: RouteHold(
        Text(
            "Held back: the cluster is said not to be network isolated, and no line opens what its nodes need.",
            "暂缓：按回答，群集不是网络隔离群集，但没有规则放行其节点所需的目标。",
        ),
        Text(
            "The default route {name} is held back: the cluster is said not to be network isolated, and with this "
            "outbound type the plan asks for none of the lines that its nodes need.",
            "默认路由 {name} 暂不写入：按回答，群集不是网络隔离群集，而本方案在此出站类型下不含其节点所需的规则。",
        ),
        Text(
            "Correct the outbound type on the step Traffic path, or the answer about isolation, then export again.",
            "请更正“流量路径”步骤中的出站类型，或有关网络隔离的回答，然后重新导出。",
        ),
        "isolation-contradicted",
    ),
    PathCause.WRONG_REGION: RouteHold(
        Text(
            "Held back: the region is of another cloud; every regional host name is wrong.",
            "暂缓：该区域属于其他云，所有含区域名的主机名都会出错。",
        ),
        Text(
            "The default route {name} is held back: the region is of another cloud; every regional host name is wrong.",
            "默认路由 {name} 暂不写入：该区域属于其他云，所有含区域名的主机名都会出错。",
        ),
        CORRECT_CLOUD,
        "region-of-other-cloud",
    ),
    PathCause.SERVICE_CUT_OFF: RouteHold(
        Text(
            "Held back: with it in place a published service would no longer be reached.",
            "暂缓：写入后某项发布的服务将无法访问。",
        ),
        Text(
            "The default route {name} is held back: with it in place a published service would no longer be reached.",
            "默认路由 {name} 暂不写入：写入后某项发布的服务将无法访问。",
        ),
        Text(
            "Decide on the step Traffic path how the service is reached (where two share an address and port, give one "
            "another), or leave its NAT line out with a reason, then export again.",
            "请在“流量路径”步骤中确定该服务的访问方式（如两项服务共用地址和端口，请更改其一），"
            "或填写原因后排除其 NAT 规则，然后重新导出。",
        ),
    ),
    PathCause.ROUTE_UNWRITTEN: RouteHold(
        Text(
            "Held back: a route that answers of a service need cannot be written.",
            "暂缓：某项服务的应答所需的路由无法写出。",
        ),
        Text(
            "The default route {name} is held back: a route that answers of a service need cannot be written, and with "
            "the default route in place they would be lost.",
            "默认路由 {name} 暂不写入：某项服务的应答所需的路由无法写出，写入默认路由后应答会丢失。",
        ),
        ROUTE_ADVICE,
    ),
}
"""What holds the default route back beside lines, by why a path waits for it."""
