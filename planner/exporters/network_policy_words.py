"""What the pod policy says of itself and of what it cannot govern."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.vendor_words import Refusal

PRODUCT = Text("Cilium", "Cilium")
LABEL = Text("Network policy for pods (Cilium)", "Pod 网络策略 (Cilium)")
SUMMARY = Text("Cilium, by host name, for pods", "Cilium，按主机名，用于 Pod")
NODES_NOT_GOVERNED: Refusal = (
    Text(
        "The policy governs the pods of one namespace. What the nodes themselves do, such as pulling images, "
        "is not governed by it.",
        "此策略只约束一个命名空间中的 Pod，不约束节点自身的流量（例如拉取映像）。",
    ),
    Text("Keep the firewall's rules; this policy comes on top.", "请保留防火墙规则，此策略作为补充。"),
)
ONE_LABEL: Refusal = (
    Text(
        "Line {number}, {destination}, is written more tightly: "
        "an asterisk of Cilium's stands for one label, so names two labels deep are refused.",
        "第 {number} 行“{destination}”的放行范围更小：Cilium 的星号只代表一个标签，更深的名称会被拒绝。",
    ),
    Text(
        "Where such names are needed, add a pattern with one more asterisk, such as *.*.contoso.com.",
        "如需更深的名称，请添加多一级星号的模式，例如 *.*.contoso.com。",
    ),
)
WHAT = Text("CiliumNetworkPolicy for pods", "Pod 的 CiliumNetworkPolicy")
RUN = (
    Text(
        "Needs Cilium with FQDN policies (on AKS: Advanced Container Networking Services). "
        "Apply it in the pods' namespace: kubectl apply -n NAMESPACE -f {file}",
        "需要支持 FQDN 策略的 Cilium（AKS 上为高级容器网络服务）。"
        "在 Pod 所在的命名空间中应用：kubectl apply -n NAMESPACE -f {file}",
    ),
    Text(
        "The pods of that namespace can then reach these hosts and the cluster's DNS, and nothing else: other "
        "services inside the cluster need a policy of their own. DNS is opened because Cilium learns addresses "
        "from its answers.",
        "应用后，该命名空间中的 Pod 只能访问这些主机和群集 DNS；群集内的其他服务需要单独的策略。"
        "放行 DNS 是因为 Cilium 通过 DNS 应答获知地址。",
    ),
    Text("HTTPS and HTTP are written as TCP.", "HTTPS 和 HTTP 写成 TCP。"),
)
ROLL_BACK = (Text("kubectl delete -n NAMESPACE -f {file}", "kubectl delete -n NAMESPACE -f {file}"),)
