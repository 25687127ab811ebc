"""What the Check Point script says of itself and of domain objects."""

from __future__ import annotations

from planner.domain.text import Text
from planner.exporters.vendor_files import Script
from planner.exporters.vendor_words import Refusal

PRODUCT = Text("Check Point", "Check Point")
LABEL = Text("Check Point mgmt_cli", "Check Point mgmt_cli")
SUMMARY = Text("mgmt_cli script for the management server", "用于管理服务器的 mgmt_cli 脚本")
WILDCARD_OPENS_APEX: Refusal = (
    Text(
        "Line {number}, {destination}, is written more widely: "
        "a Check Point domain object with subdomains takes in the name without the asterisk as well.",
        "第 {number} 行“{destination}”的放行范围更大：包含子域的 Check Point 域对象也匹配不带星号的名称本身。",
    ),
    Text(
        "Have that name approved too, or name the hosts one by one.",
        "请将该名称一并提交审批，或逐个列出主机名。",
    ),
)
WILDCARD_ELSEWHERE: Refusal = (
    Text(
        "Line {number}, {destination}, is not written: another line asks for all names below it with other "
        "services, and Check Point has one domain object for both.",
        "第 {number} 行“{destination}”未写入：另一行以不同服务放行其所有子域，而 Check Point 只能用同一个域对象。",
    ),
    Text(
        "Create this rule by hand, with an address or a host object.", "请使用地址或主机对象手动创建此规则。"
    ),
)
DOMAIN_DIFFERS = Text(
    "is there already as a domain object, with the other setting for subdomains. Nothing was changed. "
    "Agree on one setting with its owner, then run this script again.",
    "已存在同名域对象，但子域设置不同。未做任何更改。请与其所有者商定设置后重新运行此脚本。",
)
DOMAIN_KEPT = Text("is used elsewhere and stays.", "仍在其他位置使用，已保留。")
PUBLISHED = Text(
    "Published. Install the policy to put it into effect.",
    "已发布。请安装策略使其生效。",
)
SCRIPT = Script(
    what=Text("Check Point mgmt_cli script", "Check Point mgmt_cli 脚本"),
    media_type="application/x-sh",
    run=(
        Text(
            "Run it with bash on the management server, then install the policy. Nothing is published unless all "
            "of it succeeds; a second run leads to the same state.",
            "在管理服务器上用 bash 运行，然后安装策略。全部成功才会发布，重复运行得到相同的结果。",
        ),
        Text(
            'Set LAYER (now "Network") and POSITION ("top") in the environment for another place, '
            'MGMT_LOGIN ("--root true") for another login.',
            "如需其他位置，请设置环境变量 LAYER（默认 Network）和 POSITION（默认 top）；"
            "如需其他登录方式，请设置 MGMT_LOGIN（默认 --root true）。",
        ),
        Text(
            "HTTPS and HTTP are written as TCP. A domain object with subdomains is matched by reverse DNS, "
            "which is inexact: some hosts may be refused.",
            "HTTPS 和 HTTP 写成 TCP。包含子域的域对象通过反向 DNS 匹配，结果不精确，部分主机可能被拒绝。",
        ),
    ),
    rollback_run=(
        Text(
            "Run it with bash on the management server, with the same LAYER, then install the policy.",
            "在管理服务器上用 bash 运行，LAYER 与之前相同，然后安装策略。",
        ),
    ),
)
