"""Plans for the printed change request: the typical one of 33 lines, and ways to bend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from planner.domain.cluster import Cluster
from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.fact import SettledFacts
from planner.domain.firewall import Firewall
from planner.domain.omission import Omission
from planner.domain.path import TrafficPath
from planner.domain.plan import Advisory, EgressPlan, Exclusion, Remedy, Route, Severity
from planner.domain.request import ChangeRequest, Request
from planner.domain.rule import Reason, Rule, RuleKind, Translation
from planner.domain.service import Protocol, Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import EMPTY_TEXT, Text
from planner.exporters.answers import answers_behind
from planner.exporters.base import ExportContext
from planner.planning.facts import settled_facts
from planner.planning.path import intended_path
from tests import plans
from tests.plans import catalog, changed

SUBNET = "10.42.0.0/22"
LABELS = {
    "core": Text("Every AKS cluster", "所有 AKS 群集"),
    "windows": Text("Windows Server node pools", "Windows Server 节点池"),
    "azure-monitor": Text("Azure Monitor for containers", "适用于容器的 Azure Monitor"),
    "azure-policy": Text("Azure Policy", "Azure Policy"),
    "workload-identity": Text("Workload identity", "工作负载标识"),
}

# feature, host, service, R(equired) or O(ptional), why and consequence in English, then in Chinese
_HOSTS = """
core|*.hcp.westeurope.azmk8s.io|HTTPS:443|R|Nodes talk to the API server.|Nodes go NotReady; the cluster cannot be created or upgraded.|节点与 API 服务器通信。|节点变为 NotReady，群集无法创建或升级。
core|mcr.microsoft.com|HTTPS:443|R|Images of the cluster's own components.|New nodes do not start; scaling and upgrades fail.|群集自身组件的容器映像。|新节点无法启动，扩缩容和升级会失败。
core|*.data.mcr.microsoft.com|HTTPS:443|R|Image layers of Microsoft's registry.|Image pulls stop half way; new nodes do not start.|Microsoft 容器注册表的映像层。|映像拉取中途停止，新节点无法启动。
core|mcr-0001.mcr-msedge.net|HTTPS:443|R|Edge name of Microsoft's registry.|Image pulls fail where clients resolve to it.|Microsoft 容器注册表的边缘名称。|客户端解析到此名称时，映像拉取失败。
core|management.azure.com|HTTPS:443|R|Kubernetes asks Azure for disks and load balancers.|Volumes and services stay pending.|Kubernetes 向 Azure 请求磁盘和负载均衡器。|卷和服务一直处于 Pending 状态。
core|login.microsoftonline.com|HTTPS:443|R|Sign-in to Microsoft Entra.|Calls to Azure are not authorised; disks and services fail.|登录 Microsoft Entra。|对 Azure 的调用无法获得授权，磁盘和服务操作失败。
core|packages.microsoft.com|HTTPS:443|R|Microsoft's package source for nodes.|Nodes miss packages at start and at updates.|节点使用的 Microsoft 软件包源。|节点在启动和更新时缺少软件包。
core|acs-mirror.azureedge.net|HTTPS:443|R|Older source of Kubernetes binaries.|Nodes on old images do not start.|Kubernetes 二进制文件的旧下载地址。|使用旧映像的节点无法启动。
core|packages.aks.azure.com|HTTPS:443|R|Kubernetes and Azure CNI binaries.|New nodes do not join the cluster.|Kubernetes 和 Azure CNI 的二进制文件。|新节点无法加入群集。
core|198.51.100.24|TCP:443|R|Pods call the API server by its address.|Ingress controllers and operators lose the API server.|Pod 通过地址访问 API 服务器。|入口控制器和 Operator 无法访问 API 服务器。
core|security.ubuntu.com|HTTP:80|O|Security patches for Linux nodes.|Patches come only with node image upgrades.|Linux 节点的安全补丁。|只有升级节点映像时才会得到补丁。
core|azure.archive.ubuntu.com|HTTP:80|O|Ubuntu packages from Azure's mirror.|Packages come only with node image upgrades.|Azure 镜像站的 Ubuntu 软件包。|只有升级节点映像时才会更新软件包。
core|changelogs.ubuntu.com|HTTP:80|O|Release notes of Ubuntu updates.|Updates come only with node image upgrades.|Ubuntu 更新的发行说明。|只有升级节点映像时才会更新。
core|snapshot.ubuntu.com|HTTPS:443|O|Dated snapshots of Ubuntu packages.|Updates come only with node image upgrades.|指定日期的 Ubuntu 软件包快照。|只有升级节点映像时才会更新。
windows|onegetcdn.azureedge.net|HTTPS:443|R|Binaries for Windows nodes.|Windows nodes do not join the cluster.|Windows 节点的二进制文件。|Windows 节点无法加入群集。
windows|go.microsoft.com|HTTPS:443|R|Redirects to Windows downloads.|Windows nodes do not join the cluster.|重定向到 Windows 下载地址。|Windows 节点无法加入群集。
windows|*.mp.microsoft.com|HTTP:80|R|Windows components and updates.|Windows nodes miss components.|Windows 组件和更新。|Windows 节点缺少组件。
windows|www.msftconnecttest.com|HTTP:80|R|Windows tests whether it is online.|Windows takes itself for offline; downloads wait.|Windows 检测是否已联网。|Windows 认为自己处于脱机状态，下载会等待。
windows|ctldl.windowsupdate.com|HTTP:80|R|Lists of trusted certificates.|TLS from Windows nodes can fail.|受信任证书的列表。|Windows 节点的 TLS 连接可能失败。
azure-monitor|AzureMonitor|TCP:443|R|Metrics and logs, by one service tag.|Logs and metrics stop; alerts stay silent.|指标和日志，使用一个服务标记。|日志和指标中断，警报不会触发。
azure-monitor|*.ods.opinsights.azure.com|HTTPS:443|R|Logs go to Log Analytics.|No container logs arrive; alerts on them stay silent.|将日志发送到 Log Analytics。|收不到容器日志，相关警报不会触发。
azure-monitor|*.oms.opinsights.azure.com|HTTPS:443|R|The agent signs on to Log Analytics.|The agent does not start to send; no logs arrive.|代理向 Log Analytics 注册。|代理无法开始发送，收不到日志。
azure-monitor|dc.services.visualstudio.com|HTTPS:443|R|The agent's own telemetry.|The agent cannot report its own faults.|代理自身的遥测数据。|代理无法上报自身故障。
azure-monitor|*.in.applicationinsights.azure.com|HTTPS:443|R|Traces of applications go to Application Insights.|No traces or requests show in Application Insights.|将应用程序跟踪发送到 Application Insights。|Application Insights 中看不到跟踪和请求。
azure-monitor|*.monitoring.azure.com|HTTPS:443|R|Metrics go to Azure Monitor.|Metrics and metric alerts fall silent.|将指标发送到 Azure Monitor。|收不到指标，指标警报不会触发。
azure-monitor|global.handler.control.monitor.azure.com|HTTPS:443|R|Access control for the agent.|The agent gets no access; logs and metrics stop.|代理的访问控制服务。|代理无法获得访问权限，日志和指标中断。
azure-monitor|*.ingest.monitor.azure.com|HTTPS:443|R|Container insights sends logs.|No container logs arrive.|容器见解发送日志。|收不到容器日志。
azure-monitor|*.metrics.ingest.monitor.azure.com|HTTPS:443|R|Managed Prometheus sends metrics.|Prometheus metrics and their alerts fall silent.|托管 Prometheus 发送指标。|收不到 Prometheus 指标，相关警报不会触发。
azure-monitor|westeurope.handler.control.monitor.azure.com|HTTPS:443|R|The agent fetches the cluster's collection rules.|The agent does not know what to collect; nothing is sent.|代理获取群集的数据收集规则。|代理不知道要收集什么，不会发送数据。
azure-policy|data.policy.core.windows.net|HTTPS:443|R|Pulls policies, reports compliance.|Policies stay old; compliance is not reported.|拉取策略并上报合规状态。|策略不再更新，也不上报合规状态。
azure-policy|store.policy.core.windows.net|HTTPS:443|R|Pulls Gatekeeper parts of built-in policies.|Built-in policies are not enforced in the cluster.|拉取内置策略的 Gatekeeper 项目。|内置策略无法在群集中强制执行。
azure-policy|gov-prod-policy-data.trafficmanager.net|HTTPS:443|R|Older host of the policy add-on.|Older add-ons keep old policies.|策略加载项的旧主机。|旧版加载项的策略不再更新。
""".strip().splitlines()  # noqa: E501  (a table is read across)


def reason(
    feature: str, why: Text, refused: Text, necessity: Necessity = Necessity.REQUIRED, demand: str = ""
) -> Reason:
    """Return one demand's reason."""
    source = Source(
        SourceKind.PAGE, "AKS outbound rules", "Required FQDN", "https://learn.microsoft.com/x", "2026-07-02"
    )
    return Reason(demand or feature, feature, necessity, why, refused, source)


def host_rule(name: str, feature: str = "core", service: str = "HTTPS:443", **changes: object) -> Rule:
    """Return an application rule for one host with plain reasons; ``changes`` replace fields."""
    because = reason(feature, Text(f"Needed for {name}.", "需要。"), Text("It stops.", "停止工作。"))
    destination = Destination(DestinationType.FQDN, name)
    rule = Rule(name, RuleKind.APPLICATION, (SUBNET,), destination, (Service.parse(service),), (because,))
    return replace(rule, **changes)  # type: ignore[arg-type]


def _rule_of(row: str) -> Rule:
    feature, host, service, need, why, refused, why_zh, refused_zh = row.split("|")
    necessity = Necessity.REQUIRED if need == "R" else Necessity.OPTIONAL
    because = [reason(feature, Text(why, why_zh), Text(refused, refused_zh), necessity, f"{feature}-{host}")]
    if host == "login.microsoftonline.com":
        because += [
            reason("azure-monitor", EMPTY_TEXT, EMPTY_TEXT),
            reason("workload-identity", EMPTY_TEXT, EMPTY_TEXT),
        ]
    kind, type_ = RuleKind.APPLICATION, DestinationType.FQDN
    if host[0].isdigit():
        kind, type_ = RuleKind.NETWORK, DestinationType.ADDRESS
    elif "." not in host:
        kind, type_ = RuleKind.NETWORK, DestinationType.SERVICE_TAG
    destination = Destination(type_, host)
    return Rule(f"{kind}-{host}", kind, (SUBNET,), destination, (Service.parse(service),), tuple(because))


def nat_rule() -> Rule:
    """Return the NAT rule that publishes storefront."""
    because = reason(
        "core",
        Text("Clients reach storefront through the firewall.", "客户端经防火墙访问 storefront。"),
        Text("Clients on the internet cannot reach storefront.", "Internet 上的客户端无法访问 storefront。"),
        demand="asymmetric-routing",
    )
    address = Destination(DestinationType.ADDRESS, "203.0.113.10")
    inner = Translation(Destination(DestinationType.ADDRESS, "10.42.0.200"), 443)
    service = Service(Protocol.TCP, 443)
    return Rule("nat-storefront", RuleKind.NAT, ("*",), address, (service,), (because,), translation=inner)


REMEDIES = (
    Remedy(
        "internal-load-balancer",
        Text("Internal load balancer, NAT on the firewall", "使用内部负载均衡器，由防火墙做 DNAT"),
        recommended=True,
    ),
    Remedy(
        "host-route",
        Text("Keep the public load balancer, add a host route", "保留公共负载均衡器，添加主机路由"),
    ),
)
WAY_OUT = Remedy("stop-filtering", Text("Do not filter egress through the firewall", "出站流量不经过防火墙"))
WHOLE = Advisory(
    "asymmetric-routing",
    Severity.WARNING,
    Text("Inbound path of storefront: whole", "storefront 的入站路径：完整"),
    Text(
        "A public load balancer would receive requests while the answers leave through the firewall, "
        "which has no session for them and drops them. So clients use 203.0.113.10 and the service gets "
        "the internal address 10.42.0.200.",
        "公共负载均衡器接收请求，而应答经防火墙离开；防火墙没有对应的会话，因此丢弃应答。"
        "所以客户端访问 203.0.113.10，服务使用内部地址 10.42.0.200。",
    ),
    REMEDIES,
    WAY_OUT,
    rule_ids=("nat-storefront",),
    service="storefront",
    decided="internal-load-balancer",
    tasks=(
        Text(
            'Annotate storefront: service.beta.kubernetes.io/azure-load-balancer-internal: "true", '
            "loadBalancerIP 10.42.0.200.",
            '为 storefront 添加注释 service.beta.kubernetes.io/azure-load-balancer-internal: "true"，'
            "地址为 10.42.0.200。",
        ),
        Text(
            "Point the DNS name of storefront to 203.0.113.10.",
            "将 storefront 的 DNS 名称指向 203.0.113.10。",
        ),
    ),
)
OPEN = replace(
    WHOLE,
    title=Text(
        "Answers from storefront will not reach clients on the internet",
        "storefront 的应答无法到达 Internet 上的客户端",
    ),
    decided="",
    tasks=(),
    rule_ids=(),
)
SHADOWING = Advisory(
    "shadowing",
    Severity.WARNING,
    Text(
        "The service tag AzureMonitor is read before the host names", "服务标记 AzureMonitor 先于主机名匹配"
    ),
    Text(
        "A network rule is always read first. Approve either the tag or the host names; both together add nothing.",
        "网络规则总是先匹配。批准服务标记或主机名之一即可，两者同时批准没有意义。",
    ),
    rule_ids=tuple(
        f"{'network' if row.split('|')[1] == 'AzureMonitor' else 'application'}-{row.split('|')[1]}"
        for row in _HOSTS
        if row.startswith("azure-monitor")
    ),
)
RETIRED = Advisory(
    "retired-endpoint",
    Severity.WARNING,
    Text(
        "acs-mirror.azureedge.net was announced as retired on 2025-05-31",
        "acs-mirror.azureedge.net 已宣布于 2025-05-31 停用",
    ),
    Text(
        "Microsoft's page still lists it. packages.aks.azure.com replaces it; "
        "keep the line until all node images are newer.",
        "官方页面仍列出此主机。packages.aks.azure.com 取代它；在所有节点映像更新之前保留此行。",
    ),
    rule_ids=("application-acs-mirror.azureedge.net",),
)
DNS_PROXY = Advisory(
    "dns-proxy",
    Severity.INFO,
    Text("Network rules with host names need the DNS proxy", "使用主机名的网络规则需要 DNS 代理"),
    Text(
        "The firewall and the nodes must resolve a name alike. "
        "Without the proxy the rule may miss the address that a node uses.",
        "防火墙与节点必须得到相同的解析结果。没有 DNS 代理时，规则可能与节点使用的地址不一致。",
    ),
    (
        Remedy(
            "dns-proxy",
            Text(
                "Switch the DNS proxy on and point the virtual network to the firewall",
                "启用 DNS 代理，并将虚拟网络的 DNS 指向防火墙",
            ),
        ),
    ),
)
TLS = Advisory(
    "tls-inspection",
    Severity.INFO,
    Text("TLS inspection breaks the way to the API server", "TLS 检查会中断到 API 服务器的连接"),
    Text(
        "Inspection strips ALPN, which konnectivity needs. Exempt the API server's host from inspection.",
        "TLS 检查会去掉 konnectivity 所需的 ALPN。请将 API 服务器的主机排除在检查之外。",
    ),
)
TYPICAL_ADVISORIES = (WHOLE, SHADOWING, RETIRED)
FIVE_ADVISORIES = (OPEN, SHADOWING, RETIRED, DNS_PROXY, TLS)


def exclusions() -> tuple[Exclusion, ...]:
    """Return four demands that the cluster does not need."""
    source = Source(
        SourceKind.PAGE, "AKS outbound rules", "Network rules", "https://learn.microsoft.com/x", "2026-07-02"
    )
    tunnel = Text("konnectivity replaces the tunnel.", "konnectivity 取代了隧道。")
    tunnel_if = Text("konnectivity: no", "konnectivity：否")
    rows = (
        ("AzureCloud.westeurope", DestinationType.SERVICE_TAG, "UDP:1194", tunnel, tunnel_if),
        ("AzureCloud.westeurope", DestinationType.SERVICE_TAG, "TCP:9000", tunnel, tunnel_if),
        (
            "ntp.ubuntu.com",
            DestinationType.FQDN,
            "UDP:123",
            Text("No node is older than March 2021.", "没有 2021 年 3 月之前创建的节点。"),
            Text("Nodes older than March 2021: yes", "2021 年 3 月之前创建的节点：是"),
        ),
        (
            "<DNS server>",
            DestinationType.PLACEHOLDER,
            "UDP:53",
            Text("The virtual network uses Azure's DNS.", "虚拟网络使用 Azure 提供的 DNS。"),
            Text("Custom DNS servers: yes", "自定义 DNS 服务器：是"),
        ),
    )
    return tuple(
        Exclusion(
            f"core-{number}",
            "core",
            Necessity.REQUIRED,
            Destination(type_, value),
            (Service.parse(service),),
            why,
            needed,
            EMPTY_TEXT,
            source,
        )
        for number, (value, type_, service, why, needed) in enumerate(rows)
    )


SHOP = changed(
    plans.SHOP,
    features=("windows", "azure-monitor", "azure-policy", "workload-identity"),
    pods_call_api_server=True,
    api_server_ip="198.51.100.24",
    konnectivity=None,
    nodes_before_march_2021=None,
    custom_dns=None,
    azure_monitor_by=None,
    inbound=(replace(plans.STOREFRONT, internal_ip="10.42.0.200", remedy="internal-load-balancer"),),
)
"""The typical request; four questions are open, so that something is assumed."""
ROUTE = Route(
    "default-to-firewall",
    "0.0.0.0/0",
    "VirtualAppliance",
    "10.0.1.4",
    Text(
        "Sends everything that leaves the node subnet to the firewall.",
        "将离开节点子网的所有流量发送到防火墙。",
    ),
)
REQUEST = ChangeRequest(
    title="Egress rules for AKS cluster shop-prod",
    ticket="CHG0041872",
    requester="Platform team",
    owner="Shop team",
    approving_team="Network security",
    reason="the web shop moves to AKS; for its release on 14 September, nodes must start, update and report.",
    window="2026-09-05, 22:00 to 23:00 CEST",
    valid_until="2027-09-01",
    rollback="Remove the rule collection group aks-shop-prod from the policy.\n"
    "Point 0.0.0.0/0 of the node subnet back to Internet.",
    verification="A new node joins and goes Ready within 10 minutes.\n"
    "kubectl logs works; Log Analytics shows fresh records.\n"
    "https://203.0.113.10 answers from outside.",
)


def typical_plan(advisories: Sequence[Advisory] = TYPICAL_ADVISORIES) -> EgressPlan:
    """Return the plan of 33 lines: 28 required, 4 optional, 1 NAT rule; 4 not needed, one route."""
    undecided = any(advisory.service and not advisory.decided for advisory in advisories)
    service = replace(SHOP.cluster.inbound[0], remedy="" if undecided else "internal-load-balancer")
    rules = (*(_rule_of(row) for row in _HOSTS), nat_rule())
    cluster, firewall, facts, path = _ground(changed(SHOP, inbound=(service,)))
    return EgressPlan(
        cluster,
        firewall,
        facts,
        "2026-07-02",
        "7f3a91c2" * 8,
        ("core", *cluster.features),
        rules,
        exclusions(),
        path,
        (ROUTE,),
        tuple(advisories),
    )


def _ground(request: Request) -> tuple[Cluster, Firewall, SettledFacts, TrafficPath]:
    facts = settled_facts(request, catalog().facts)
    return request.cluster, request.firewall, facts, intended_path(request.cluster, request.firewall, facts)


def under(plan: EgressPlan, **answers: Any) -> EgressPlan:
    """Return the plan as it would stand under other answers of the typical request; its lines stay."""
    cluster, firewall, facts, path = _ground(changed(SHOP, **answers))
    return replace(plan, cluster=cluster, firewall=firewall, facts=facts, path=path)


def context_of(
    plan: EgressPlan | None = None, language: str = "en", request: ChangeRequest = REQUEST
) -> ExportContext:
    """Return everything that is printed, for a plan (the typical one if none is given)."""
    plan = plan or typical_plan()
    return ExportContext(
        plan=plan,
        request=Request(plan.cluster, plan.firewall, plan.omissions, request),
        created=datetime(2026, 8, 24, 14, 5, tzinfo=UTC),
        planner_version="0.1.0",
        language=language,
        feature_labels=LABELS,
        cloud_label=Text("Azure public cloud", "Azure 公有云"),
        region_label=Text("West Europe", "西欧"),
        edition_title=Text("2 July 2026", "2026 年 7 月 2 日"),
        edition_url="https://learn.microsoft.com/azure/aks/outbound-rules-control-egress",
        answers=answers_behind(plan, catalog()),
    )


def left_out(plan: EgressPlan, *hosts: str, because: str = "Covered by the company's mirror.") -> EgressPlan:
    """Return the plan with some hosts left out for a written reason."""
    ids = [rule.id for rule in plan.rules if rule.destination.value in hosts]
    return replace(plan, omissions=tuple(Omission(id_, because) for id_ in ids))


def many_rules(count: int) -> EgressPlan:
    """Return a plan of ``count`` hosts in several groups, some of them long or wanted by several."""
    features = list(LABELS)
    rules = tuple(
        host_rule(
            f"host-{number:03}.part-{number % 7}.example-{number}.contoso.com", features[number * 5 // count]
        )
        for number in range(count)
    )
    return replace(typical_plan(), rules=rules, omissions=())
