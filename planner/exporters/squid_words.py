"""What the Squid target says of itself and of lines that a proxy cannot carry."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.vendor_words import Refusal

PRODUCT = Text("Squid", "Squid")
LABEL = Text("Squid proxy", "Squid 代理")
SUMMARY = Text("Part of squid.conf, with its lists", "squid.conf 片段及其列表")
NOT_WEB: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: a proxy carries HTTP and CONNECT to host names alone.",
        "第 {number} 行“{destination}”未写入：代理仅支持到主机名的 HTTP 和 CONNECT。",
    ),
    Text("Open it on a firewall beside the proxy.", "请在代理之外的防火墙上放行。"),
)
HTTP_ON_443: Refusal = (
    Text(
        "Line {number}, {destination}, is written as the page has it: plain HTTP on port 443. "
        "Clients that speak TLS there arrive by CONNECT and are refused.",
        "第 {number} 行“{destination}”按官方页面写入：端口 443 上的明文 HTTP。"
        "使用 TLS 的客户端通过 CONNECT 访问，会被拒绝。",
    ),
    Text(
        "If clients need TLS there, add the host to the list for CONNECT on 443 by hand.",
        "如果客户端需要使用 TLS，请手动将该主机加入 443 端口的 CONNECT 列表。",
    ),
)
WHAT = Text("part of squid.conf", "squid.conf 片段")
RUN = (
    Text(
        "Copy this file and its lists ({lists}) to {folder}, and in squid.conf put the line "
        "include {folder}/{name} before http_access deny all.",
        "将此文件及其列表（{lists}）复制到 {folder}，并在 squid.conf 的 http_access deny all 之前加入一行 "
        "include {folder}/{name}。",
    ),
    Text(
        "Check it with squid -k parse, then load it with squid -k reconfigure.",
        "用 squid -k parse 检查，然后用 squid -k reconfigure 加载。",
    ),
    Text(
        "It allows, and denies nothing: an earlier http_access deny for the same ports wins. Nodes reach the proxy "
        "by the cluster's HTTP proxy settings (httpProxyConfig).",
        "此片段只放行，不拒绝：之前针对相同端口的 http_access deny 优先。"
        "节点通过群集的 HTTP 代理设置 (httpProxyConfig) 使用代理。",
    ),
)
ROLL_BACK = (
    Text(
        "Take the include line out of squid.conf, then squid -k reconfigure.",
        "从 squid.conf 中删除 include 行，然后执行 squid -k reconfigure。",
    ),
)
LIST_TITLE = Text("names for {slug}, plan fingerprint {digest}", "{slug} 的域名，方案指纹 {digest}")
EXCEPT_TITLE = Text(
    "names that the plan does not ask for, although .name in the list for {slug} would take them in",
    "{slug} 列表中的 .name 会匹配、但方案未要求的域名",
)
