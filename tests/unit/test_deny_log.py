"""Hosts out of what a person pastes."""

from __future__ import annotations

import json
import time

import pytest

from planner.planning.deny_log import MOST_CHARACTERS, MOST_LINES, parse_targets
from planner.planning.explain import HostVerdict, explain
from tests.plans import catalog, planned

AZURE = "HTTPS request from 10.42.0.5:51234 to mcr.microsoft.com:443. Action: Deny"
PAN_OS = (
    "Jan 1 00:00:00 fw 1,2026/01/01 00:00:00,0011C100,{kind},2049,2026/01/01 00:00:00,10.42.0.5,20.50.1.2,"
    "0.0.0.0,0.0.0.0,deny-all,,,ssl,vsys1,trust,untrust,e1,e2,log,2026/01/01 00:00:00,12345,1,51234,443,0,0,"
    "0x0,tcp,{rest}"
)

Place = tuple[str, int | None, str]


def places(text: str) -> list[Place]:
    return [(target.host, target.port, target.transport) for target in parse_targets(text).targets]


FILTERLOG_4 = (
    "Nov 26 02:49:50 fw filterlog[51]: 5,,,1000000103,igb1,match,block,in,4,0x0,,64,12345,0,DF,6,tcp,60,"
    "10.0.0.5,20.50.1.2,51514,443,0,S,1234567,,64240,,mss"
)
FILTERLOG_6 = (
    "filterlog[51]: 5,,,1000000103,igb1,match,block,in,6,0x00,0x12345,64,udp,17,60,"
    "2001:db8::5,2001:db8::9,51514,123,40"
)
KNOWN_FORMS = [
    (
        "RT_FLOW: RT_FLOW_SESSION_DENY: session denied 10.0.0.5/51514->20.50.1.2/443 0x0 junos-https 6(0) deny-all "
        "trust untrust UNKNOWN UNKNOWN N/A(N/A) reth0.0",
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        'RT_FLOW_SESSION_DENY [junos@2636.1.1.1.2.129 source-address="10.0.0.5" source-port="51514" '
        'destination-address="20.50.1.2" destination-port="1194" protocol-id="17"]',
        ("20.50.1.2", 1194, "udp"),
    ),
    (
        "%ASA-2-106001: Inbound TCP connection denied from 10.0.0.5/51514 to 20.50.1.2/443 flags SYN on interface in",
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        '%ASA-4-106023: Deny tcp src inside:10.0.0.5/51514 dst outside:20.50.1.2/443 by access-group "in" [0x0, 0x0]',
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        "%ASA-4-106023: Deny udp src inside:10.0.0.5/51514(LOCAL\\anna) dst outside:20.50.1.2/123 by access-group x",
        ("20.50.1.2", 123, "udp"),
    ),
    ("%FTD-4-106023: Deny tcp src in-1:20.9.9.9/443 dst out:10.0.0.5/51514 by x", ("10.0.0.5", 51514, "tcp")),
    (
        "%ASA-6-106100: access-list acl denied tcp inside/10.0.0.5(51514) -> outside/20.50.1.2(443) hit-cnt 1 first",
        ("20.50.1.2", 443, "tcp"),
    ),
    ("blocked TCP/10.0.0.5:51514 -> TCP/20.50.1.2:443", ("20.50.1.2", 443, "tcp")),
    ("deny 10.0.0.5:51514 -> mcr.microsoft.com:443", ("mcr.microsoft.com", 443, "")),
    (FILTERLOG_4, ("20.50.1.2", 443, "tcp")),
    (FILTERLOG_6, ("2001:db8::9", 123, "udp")),
    (
        "2026-11-26 02:49:50 DROP TCP 10.0.0.5 20.50.1.2 51514 443 0 S 1234 0 64240 - - - SEND",
        ("20.50.1.2", 443, "tcp"),
    ),
    ("2026-11-26 02:49:50 DENY UDP 20.9.9.9 10.0.0.4 53 51514", ("10.0.0.4", 51514, "udp")),
    (AZURE, ("mcr.microsoft.com", 443, "tcp")),
    (f"{AZURE}. No rule matched. Proceeding with default action", ("mcr.microsoft.com", 443, "tcp")),
    (
        "HTTP  request from 10.0.0.5:1234 to a.contoso.com:80. Url: a.contoso.com/x. Action: Deny.",
        ("a.contoso.com", 80, "tcp"),
    ),
    ("TCP request from 10.42.0.5:51234 to 20.50.1.2:9000. Action: Deny", ("20.50.1.2", 9000, "tcp")),
    ("UDP request from 10.42.0.5:51234 to 20.50.1.2:1194. Action: Deny.", ("20.50.1.2", 1194, "udp")),
    (
        "DNS Request: 10.0.0.4:12345 - 39 A IN mcr.microsoft.com. udp 41 false 512 NOERROR qr 100 0.01s",
        ("mcr.microsoft.com", None, ""),
    ),
    (
        '{"category":"AzureFirewallApplicationRule","properties":{"msg":"' + AZURE + '."}}',
        ("mcr.microsoft.com", 443, "tcp"),
    ),
    (
        '{"category":"AZFWApplicationRule","properties":{"Protocol":"HTTPS","SourceIp":"10.1.1.1",'
        '"SourcePort":123,"DestinationPort":443,"Fqdn":"a.contoso.com","TargetUrl":"","Action":"Deny"}}',
        ("a.contoso.com", 443, "tcp"),
    ),
    (
        '{"category":"AZFWNetworkRule","properties":{"Protocol":"UDP","SourceIp":"10.1.1.1","SourcePort":9,'
        '"DestinationIp":"20.50.1.2","DestinationPort":1194,"Action":"Deny"}}',
        ("20.50.1.2", 1194, "udp"),
    ),
    (PAN_OS.format(kind="TRAFFIC,drop", rest="deny,60,60,0"), ("20.50.1.2", 443, "tcp")),
    (
        PAN_OS.format(kind="THREAT,url", rest='block-url,"a.contoso.com/v2/",(9999),any'),
        ("a.contoso.com", 443, "tcp"),
    ),
    (
        'date=2026-01-01 devname="fw.contoso.com" type="traffic" srcip=10.42.0.5 srcport=51234 '
        'dstip=20.50.1.2 dstport=443 proto=6 action="deny" service="HTTPS"',
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        'date=2026-01-01 subtype="webfilter" srcip=10.42.0.5 dstip=20.50.1.2 dstport=443 proto=6 '
        'hostname="a.contoso.com" url="https://a.contoso.com/" msg="URL of other.contoso.com is denied"',
        ("a.contoso.com", 443, "tcp"),
    ),
    (
        'fw CheckPoint 1234 - [action:"Drop"; src:"10.42.0.5"; dst:"20.50.1.2"; service:"443"; proto:"6"; '
        's_port:"51234"; resource:"https://a.contoso.com/"]',
        ("a.contoso.com", 443, "tcp"),
    ),
    (
        "10:00:00 drop fw >eth0 src: 10.42.0.5; dst: 20.50.1.2; proto: tcp; service: https; s_port: 51234;",
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        "1700000000.123     45 10.42.0.5 TCP_DENIED/403 3900 CONNECT a.contoso.com:443 - HIER_NONE/- text/html",
        ("a.contoso.com", 443, "tcp"),
    ),
    (
        "1700000000.123     45 10.42.0.5 TCP_DENIED/403 3900 GET http://a.contoso.com/x - HIER_NONE/- text/html",
        ("a.contoso.com", 80, "tcp"),
    ),
    ("kernel: IN=e0 SRC=10.42.0.5 DST=20.50.1.2 LEN=60 PROTO=UDP SPT=9 DPT=1194", ("20.50.1.2", 1194, "udp")),
    ("CEF:0|x|y|10|z|TRAFFIC|1|src=10.42.0.5 dst=20.50.1.2 dpt=443 proto=tcp", ("20.50.1.2", 443, "tcp")),
]


@pytest.mark.parametrize(("line", "place"), KNOWN_FORMS)
def test_the_destination_of_each_known_log_form_is_found_and_never_the_source(
    line: str, place: Place
) -> None:
    assert places(line) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("mcr.microsoft.com", ("mcr.microsoft.com", None, "")),
        ("MCR.Microsoft.COM.:443", ("mcr.microsoft.com", 443, "")),
        ("https://mcr.microsoft.com/v2/", ("mcr.microsoft.com", 443, "tcp")),
        ("https://someone@mcr.microsoft.com:8443/v2", ("mcr.microsoft.com", 8443, "tcp")),
        ("*.data.mcr.microsoft.com HTTPS:443", ("*.data.mcr.microsoft.com", 443, "tcp")),
        ("a.contoso.com 443", ("a.contoso.com", 443, "")),
        ("[2001:db8::1]:443", ("2001:db8::1", 443, "")),
        ("2001:DB8:0::1", ("2001:db8::1", None, "")),
        ("bücher.contoso.com:443", ("xn--bcher-kva.contoso.com", 443, "")),
        ("blocked 10.42.0.5 -> a.contoso.com:443", ("a.contoso.com", 443, "")),
        (
            'Get "https://a.contoso.com/v2/": dial tcp 20.50.1.2:443: i/o timeout',
            ("a.contoso.com", 443, "tcp"),
        ),
    ],
)
def test_hosts_addresses_and_urls_are_read_in_their_usual_form(text: str, place: Place) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "nothing here",
        "localhost",
        "mcr.microsoft.com:99999",
        "mcr.microsoft.com:0",
        "10.0.0.0/8",
        "1.2.3",
        "a..contoso.com",
        f"{'a' * 64}.contoso.com",
        "HTTPS request from 10.1.0.4:1234. Action: Deny. Reason: SNI TLS extension was missing.",
        '"SourceIp": "10.1.1.1",',
        "srcip=10.42.0.5 srcport=51234 action=deny",
        '{"x": 1}',
    ],
)
def test_a_line_without_a_destination_is_listed_and_not_dropped(text: str) -> None:
    found = parse_targets(text)
    assert found.targets == ()
    assert [entry.text for entry in found.not_understood] == [text]


def test_a_port_out_of_range_is_named_as_the_reason() -> None:
    (entry,) = parse_targets("mcr.microsoft.com:99999").not_understood
    assert "1 to 65535" in entry.reason.en


def test_the_same_place_is_counted_and_stands_once_in_the_order_of_the_text() -> None:
    found = parse_targets(f"b.contoso.com\n\n{AZURE}\nmcr.microsoft.com:443\n{AZURE}")
    assert [(target.host, target.count) for target in found.targets] == [
        ("b.contoso.com", 1),
        ("mcr.microsoft.com", 3),
    ]


def test_udp_and_tcp_on_one_port_are_two_places() -> None:
    assert (
        len(
            places(
                "UDP request from 10.0.0.1:1 to 1.2.3.4:53. X\nTCP request from 10.0.0.1:1 to 1.2.3.4:53. X"
            )
        )
        == 2
    )


def test_a_list_on_one_line_gives_every_host() -> None:
    assert [host for host, _, _ in places("a.contoso.com, b.contoso.com; c.contoso.com")] == [
        "a.contoso.com",
        "b.contoso.com",
        "c.contoso.com",
    ]


RECORDS = [
    {"Protocol": "TCP", "SourceIp": "10.0.0.1", "DestinationIp": "20.50.1.2", "DestinationPort": 9000},
    {"Protocol": "HTTPS", "SourceIp": "10.0.0.1", "Fqdn": "a.contoso.com", "DestinationPort": 443},
]
OF_RECORDS = [("20.50.1.2", 9000, "tcp"), ("a.contoso.com", 443, "tcp")]


@pytest.mark.parametrize(
    "wrapped",
    [
        RECORDS,
        {"value": RECORDS},
        {"records": [{"properties": record} for record in RECORDS]},
        {
            "tables": [
                {
                    "columns": [
                        {"name": "Protocol"},
                        {"name": "DestinationIp"},
                        {"name": "Fqdn"},
                        {"name": "DestinationPort"},
                    ],
                    "rows": [["TCP", "20.50.1.2", "", 9000], ["HTTPS", "", "a.contoso.com", 443]],
                }
            ]
        },
    ],
)
def test_an_export_as_json_is_read_by_its_columns(wrapped: object) -> None:
    assert places(json.dumps(wrapped, indent=1)) == OF_RECORDS


def test_json_lines_are_read_one_by_one() -> None:
    assert places("\n".join(map(json.dumps, RECORDS))) == OF_RECORDS


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_an_export_as_a_table_is_read_by_its_head(delimiter: str) -> None:
    rows = [
        [
            "TimeGenerated [UTC]",
            "Protocol",
            "SourceIp",
            "SourcePort",
            "DestinationIp",
            "Fqdn",
            "Destination Port",
        ],
        ['"1/1/2026, 1:00:00 AM"', "TCP", "10.0.0.1", "123", "20.50.1.2", "", "9000"],
        ['"1/1/2026, 1:00:00 AM"', "HTTPS", "10.0.0.1", "123", "", "a.contoso.com", "443"],
    ]
    assert places("\n".join(delimiter.join(row) for row in rows)) == OF_RECORDS


def test_what_is_beyond_the_bounds_is_counted_not_dropped() -> None:
    lines = [f"h{number}.contoso.com" for number in range(MOST_LINES + 5)]
    found = parse_targets("\n".join(lines))
    assert (len(found.targets), found.unread) == (MOST_LINES, 5)
    long = "a.contoso.com\n" * 80_000
    assert len(long) > MOST_CHARACTERS
    assert parse_targets(long[: MOST_CHARACTERS + 100]).unread > 0


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        'a="' * 300_000,
        "x=1 " * 250_000,
        "from to request " * 60_000,
        "[" * 900_000,
        "GET " * 250_000,
        "a." * 400_000,
    ],
)
def test_a_megabyte_of_anything_is_read_in_seconds(text: str) -> None:
    started = time.process_time()
    parse_targets(text)
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    "line",
    [
        "kernel drop 10.0.0.5 20.50.1.2 51514 443",
        "20.9.9.9 seen, then 20.50.1.2",
        "2 123456789012 eni-0a1b 10.0.0.5 20.50.1.2 51514 443 6 1 40 1 2 REJECT OK",
    ],
)
def test_of_two_addresses_in_a_line_of_unknown_make_none_is_guessed(line: str) -> None:
    found = parse_targets(line)
    assert found.targets == ()
    assert [entry.line for entry in found.not_understood] == [1]


@pytest.mark.parametrize(("text", "host"), [("20.1.2.3/32", "20.1.2.3"), ("2001:db8::1/128", "2001:db8::1")])
def test_a_prefix_of_one_address_is_that_address(text: str, host: str) -> None:
    assert places(text) == [(host, None, "")]
    assert places("20.1.2.0/24") == []


@pytest.mark.parametrize(
    "line",
    [
        "拒绝：来自 10.20.0.5 到 mcr.microsoft.com：443",
        "拒绝 10.20.0.5 访问mcr.microsoft.com:443",
        "来自10.20.0.5到mcr.microsoft.com:443 被拒绝",
        "源 10.20.0.5，目标：mcr.microsoft.com：443，动作：拒绝",
    ],
)
def test_chinese_lines_name_their_destination_without_blanks_and_in_full_width_signs(line: str) -> None:
    assert places(line) == [("mcr.microsoft.com", 443, "")]


@pytest.mark.parametrize(
    "line",
    [
        "来自10.20.0.5到{}的请求被拒绝",
        "防火墙拒绝了从10.20.0.5到{}的连接",
        "节点10.20.0.5访问{}失败",
        "{}被拒绝",
        "访问“{}”失败",
        "拒绝{}",
        "请放行{}。",
        "无法连接{}（超时）",
        "主机：{}",
        "被拒绝：{}",
        "拉取镜像失败：{}",
        "节点10.42.0.5，主机：{}",
        "源地址:10.20.0.5 目的地址:20.1.2.3 域名:{} 动作:拒绝",
        "源 IP：10.20.0.5，目标 IP：20.1.2.3，目标域名：{}，动作：拒绝",
    ],
)
@pytest.mark.parametrize("host", ["mcr.microsoft.com", "nvidia.github.io", "a-1.b.windows.net"])
def test_a_host_among_chinese_signs_is_found_whatever_stands_around_it(line: str, host: str) -> None:
    assert places(line.format(host)) == [(host, None, "")]


@pytest.mark.parametrize(
    "line",
    [
        '%ASA-4-106023: Deny tcp src inside:10.99.0.14/51234 dst outside:20.1.2.3/443 by access-group "x"',
        "%FTD-6-106100: access-list x denied tcp inside/10.99.0.14(51514) -> outside/20.1.2.3(443)",
        "session denied 10.99.0.14/51514->20.1.2.3/443",
        "2026-07-01 10:00:00 DROP TCP 10.99.0.14 20.1.2.3 51514 443 60",
        "1724500000.000 1 10.99.0.14 TCP_DENIED/403 3900 CONNECT a.b.net:443 - HIER_NONE/- text/html",
        "from 10.99.0.14 to a.b.net:443 denied",
        "来自 10.99.0.14 到 a.b.net:443 的请求被拒绝",
        "从10.99.0.14访问a.b.net:443失败",
        "源：10.99.0.14，目的：20.1.2.3:443，协议：TCP",
        "TCP request from 10.99.0.14:51514 to 20.1.2.3:443. Action: Deny.",
    ],
)
def test_who_asked_is_kept_in_every_form_that_says_it(line: str) -> None:
    (target,) = parse_targets(line).targets
    assert target.host in ("20.1.2.3", "a.b.net")
    assert (target.port, target.sources) == (443, ("10.99.0.14",))


@pytest.mark.parametrize(
    "line",
    [
        "协议：UDP，目的：20.1.2.3:443",
        "UDP 请求：10.20.0.14:50000 到 20.1.2.3:443，拒绝",
        "协议 UDP 源 10.20.0.14:50000 目的 20.1.2.3:443 拒绝",
        "来自 10.20.0.14:50000 的 UDP 请求到 20.1.2.3:443。操作：拒绝。",
        "UDP 10.20.0.14:50000 -> 20.1.2.3:443",
        "deny udp to 20.1.2.3:443",
    ],
)
def test_a_protocol_is_kept_wherever_it_stands(line: str) -> None:
    assert places(line) == [("20.1.2.3", 443, "udp")]


@pytest.mark.parametrize(
    ("line", "protocol"),
    [
        ("ICMP request from 10.20.0.5 to 20.1.2.3. Action: Deny.", "icmp"),
        ('srcip=10.20.0.5 dstip=20.1.2.3 proto=1 service="PING"', "icmp"),
        ("srcip=10.20.0.5 dstip=20.1.2.3 dstport=443 proto=132", "sctp"),
        ("IN=eth0 SRC=10.20.0.5 DST=20.1.2.3 PROTO=ICMP TYPE=8", "icmp"),
        ("IN=eth0 SRC=10.20.0.5 DST=20.1.2.3 PROTO=47", "gre"),
        ("%ASA-4-106023: Deny icmp src inside:10.20.0.5 dst outside:20.1.2.3 (type 8, code 0)", "icmp"),
        ("协议：ICMP，源：10.20.0.5，目的：20.1.2.3", "icmp"),
        ("srcip=10.20.0.5 dstip=20.1.2.3 service=PING", "icmp"),
    ],
)
def test_another_protocol_is_never_taken_for_tcp_or_udp(line: str, protocol: str) -> None:
    (target,) = parse_targets(line).targets
    assert (target.host, target.transport) == ("20.1.2.3", protocol)
    opened = planned(api_server_ip="20.1.2.3", pods_call_api_server=True)
    assert explain(target, opened, catalog()).verdict is HostVerdict.UNKNOWN


@pytest.mark.parametrize(
    "line",
    [
        'srcip=10.20.0.5 dstip=20.1.2.3 service="backup_9000"',
        "proto: tcp; dst: 20.1.2.3; service: my_service",
        '{"fqdn": "a.b.net", "destinationPort": "8443-8450"}',
        'dstip=20.1.2.3 dstport="443,9000"',
    ],
)
def test_a_port_that_nobody_knows_is_not_any_port(line: str) -> None:
    found = parse_targets(line)
    assert found.targets == ()
    assert len(found.not_understood) == 1


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ("dstip=20.1.2.3 service=SSH", 22),
        ("dstip=20.1.2.3 service=HTTPS-8443", 8443),
        ('{"destinationIp": "20.1.2.3", "destinationPort": "https-alt", "protocol": "tcp"}', 8443),
        ("dstip=20.1.2.3 service=HTTPS", 443),
    ],
)
def test_a_named_service_is_its_own_port(line: str, port: int) -> None:
    (target,) = parse_targets(line).targets
    assert target.port == port


def test_two_protocols_on_one_port_stay_two_places_whatever_came_first() -> None:
    lines = [
        "20.1.2.3:443 denied",
        *(f"{name} request from 10.20.0.5:1 to 20.1.2.3:443" for name in ("TCP", "UDP")),
    ]
    for order in (lines, [lines[0], lines[2], lines[1]], lines[::-1]):
        found = {target.transport: target.count for target in parse_targets("\n".join(order)).targets}
        assert set(found) == {"tcp", "udp"}
        assert sum(found.values()) == 3


def test_the_one_source_that_lies_outside_is_kept_among_many() -> None:
    inside = [f"HTTPS request from 10.20.0.{n}:1 to a.b.net:443. Action: Deny." for n in range(4, 250)]
    (target,) = parse_targets("\n".join([*inside, inside[0].replace("10.20.0.4", "10.99.0.5")])).targets
    assert "10.99.0.5" in target.sources


@pytest.mark.parametrize(
    "line",
    [
        "节点 10.99.0.5 访问 20.1.2.3 的 443 端口被拒绝",
        "10.99.0.5访问a.b.net:443被拒",
        "10.99.0.5 cannot reach a.b.net:443",
    ],
)
def test_the_address_in_front_of_what_was_meant_asked_for_it(line: str) -> None:
    (target,) = parse_targets(line).targets
    assert (target.port, target.sources) == (443, ("10.99.0.5",))


@pytest.mark.parametrize(
    "line",
    [
        "a.b.net 443端口",
        "a.b.net 的 443 端口",
        "目的端口 443，主机 a.b.net",
        "destination port 443, host a.b.net",
        "port 443 to a.b.net blocked",
        "a.b.net on port 443",
        "source port 51514, destination port 443, host a.b.net",
    ],
)
def test_a_port_is_kept_wherever_it_stands(line: str) -> None:
    assert places(line) == [("a.b.net", 443, "")]


def test_of_two_ports_that_stand_apart_none_is_guessed() -> None:
    assert places("ports seen: port 443, and port 80, host a.b.net") == []


def test_a_chinese_record_gives_address_port_and_name() -> None:
    record = "源地址：10.20.0.5，目的地址：20.1.2.3，目的端口：443，协议：TCP"
    assert places(record) == [("20.1.2.3", 443, "tcp")]
    assert places(f"{record}，域名：mcr.microsoft.com") == [("mcr.microsoft.com", 443, "tcp")]


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ("a.b.net，端口：80", 80),
        ("a.b.net的80端口被拒绝", 80),
        ("a.b.net 端口80 被拒绝", 80),
        ("a.b.net（80）失败", 80),
        ("请求https://a.b.net/v2/失败", 443),
        ("请求http://a.b.net:8080/失败", 8080),
        ("（1）a.b.net（2）a.b.net", None),
    ],
)
def test_a_port_among_chinese_signs_is_not_lost_and_none_is_made_of_a_number(
    line: str, port: int | None
) -> None:
    assert {found[:2] for found in places(line)} == {("a.b.net", port)}


def test_a_label_of_chinese_signs_stays_one_with_its_name() -> None:
    (found,) = parse_targets("访问 www.例子.com 失败").targets
    assert found.host.startswith("www.xn--")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Nodes cannot connect to a.b.net, c.d.net and e.f.net", 3),
        ("please open access to a.b.net and c.d.net", 2),
        ("访问 a.b.net，c.d.net 和 e.f.net 失败", 3),
        ("域名：a.b.net、c.d.net", 2),
        ("no route to a.b.net:443, c.d.net:443 since noon", 2),
        ("主机：a.b.net；c.d.net", 2),
        ("访问a.b.net、c.d.net和e.f.net均超时", 3),
        ("（1）a.b.net（2）c.d.net", 2),
        ("to a.b.net via proxy.e.net", 1),
        ("to a.b.net, as seen at proxy.e.net", 1),
        ("connect to 20.1.2.3, 20.1.2.4 failed for 10.20.0.5", 2),
    ],
)
def test_what_is_listed_behind_the_place_that_was_meant_is_meant_as_well(line: str, count: int) -> None:
    parsed = parse_targets(line)
    offered = [target for entry in parsed.not_understood for target in entry.named]
    found = [target.host for target in (*parsed.targets, *offered)]
    assert len(found) == count
    assert not (parsed.targets and offered)
    assert "proxy.e.net" not in found
    assert "10.20.0.5" not in found


def test_a_service_in_pairs_gives_protocol_and_port() -> None:
    assert places("src=10.20.0.5 dst=20.50.60.70 service=tcp/9999") == [("20.50.60.70", 9999, "tcp")]
    assert places('dstip=20.50.60.70 service="udp/123"') == [("20.50.60.70", 123, "udp")]


def test_of_a_line_with_two_addresses_it_is_said_that_there_are_some() -> None:
    (entry,) = parse_targets("10.20.0.5:5000 20.50.60.70:443 deny").not_understood
    assert entry.reason.en.startswith("Several addresses stand here")


@pytest.mark.parametrize(
    "line",
    [
        "udp 443 20.1.2.3",
        "10.20.0.5 to 20.1.2.3 443 udp",
        "Deny UDP 443 to 20.1.2.3",
        "deny udp/443 20.1.2.3",
    ],
)
def test_a_port_in_front_of_its_address_is_kept_with_its_protocol(line: str) -> None:
    assert places(line) == [("20.1.2.3", 443, "udp")]


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("read tcp 10.99.0.5:51000->20.1.2.3:443: read: connection reset by peer", "20.1.2.3"),
        ('Get "https://a.b.net/v2/": read tcp 10.99.0.5:44444->20.1.2.3:443: reset', "a.b.net"),
    ],
)
def test_an_error_of_go_names_the_place_and_who_asked(line: str, host: str) -> None:
    (target,) = parse_targets(line).targets
    assert (target.host, target.port, target.sources) == (host, 443, ("10.99.0.5",))


@pytest.mark.parametrize(
    "line",
    [
        "443 和 9000 端口 a.b.net 不通",
        "从 10.20.0.5 的 443 端口到 a.b.net 被拒绝",
        "Blocked: a.b.net:443, 20.1.2.3:9000 today",
        '{"fqdn": "a.b.net, c.d.net", "port": 443}',
    ],
)
def test_what_is_not_understood_whole_is_listed_and_not_answered(line: str) -> None:
    found = parse_targets(line)
    assert found.targets == ()
    assert len(found.not_understood) == 1


def test_every_record_of_a_list_within_a_record_is_read() -> None:
    records = [{"fqdn": "a.b.net", "port": 443}, {"fqdn": "c.d.net", "port": 443}]
    assert [place[0] for place in places(json.dumps({"blocked": records}))] == ["a.b.net", "c.d.net"]


def test_deep_lists_without_a_place_cost_no_more_than_they_hold() -> None:
    text = "x"
    for _ in range(60):
        text = json.dumps([{"a": json.loads(text) if text != "x" else "x"}])
    started = time.monotonic()
    assert parse_targets(text).targets == ()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("line", "port", "transport"),
    [
        ("a.b.net 用 https 访问被拒", 443, "tcp"),
        ("a.b.net over plain http", 80, "tcp"),
        ("用 QUIC 访问 a.b.net 被拒", 443, "udp"),
    ],
)
def test_a_service_as_a_word_is_its_port_and_a_sources_port_is_none(
    line: str, port: int | None, transport: str
) -> None:
    assert places(line) == [("a.b.net", port, transport)]
