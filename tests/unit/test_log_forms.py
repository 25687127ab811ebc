"""Lines as firewalls, proxies, resolvers, programs and people write them: understood whole, or listed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning.deny_log import parse_targets

Place = tuple[str, int | None, str]
MCR = "mcr.microsoft.com"


def places(text: str) -> list[Place]:
    return [(target.host, target.port, target.transport) for target in parse_targets(text).targets]


def where(text: str) -> set[tuple[str, int | None]]:
    return {place[:2] for place in places(text)}


PROGRAMS = [
    (
        f'failed to do request: Head "https://{MCR}/v2/": dial tcp: lookup {MCR} on 168.63.129.16:53: read udp '
        "10.1.0.4:45678->168.63.129.16:53: i/o timeout",
        MCR,
        443,
    ),
    (f"dial tcp: lookup {MCR} on 10.0.0.10:53: no such host", MCR, None),
    (
        f"[ERROR] plugin/errors: 2 {MCR}. A: read udp 10.244.0.5:45678->168.63.129.16:53: i/o timeout",
        MCR,
        None,
    ),
    (
        f'[INFO] 10.244.0.5:45678 - 12345 "A IN {MCR}. udp 35 false 512" NOERROR qr,rd,ra 118 0.001s',
        MCR,
        None,
    ),
    (
        f"10:11:12.123456 IP 10.1.0.4.40000 > 168.63.129.16.53: 12345+ A? {MCR}. (35)",
        MCR,
        None,
    ),
    (f"10:11:12.123456 IP 10.1.0.4.51234 > {MCR}.https: Flags [S], seq 1", MCR, 443),
    (f"Host {MCR} not found: 3(NXDOMAIN)", MCR, None),
    (f"java.net.ConnectException: Failed to connect to {MCR}/20.50.1.2:8443", MCR, 8443),
    (f"Timed out connecting to {MCR}/20.50.1.2:8443 from /10.1.0.4:51234", MCR, 8443),
    (f"Connecting to {MCR} ({MCR})|20.50.1.2|:8443... failed: Connection timed out.", MCR, 8443),
    (f"nc: connect to {MCR} (20.50.1.2) port 8443 (tcp) failed: Connection timed out", MCR, 8443),
    (f"Connection to {MCR} (20.50.1.2) 8443 port [tcp/*] failed", MCR, 8443),
    (f"* Connected to {MCR} (20.50.1.2) port 443 (#0)", MCR, 443),
    ("Timed out waiting for reply from 185.125.190.58:123 (ntp.ubuntu.com).", "ntp.ubuntu.com", 123),
    (
        f"HTTPSConnectionPool(host='{MCR}', port=8443): Max retries exceeded with url: /v2/ (Caused by "
        f"ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to {MCR} timed out. "
        "(connect timeout=5)'))",
        MCR,
        8443,
    ),
    (
        'E0501 10:11:12.1 1 kubelet_node_status.go:540] "Error" err="Get \\"https://a-1.hcp.westeurope.azmk8s.io:443/'
        'api\\": context deadline exceeded"',
        "a-1.hcp.westeurope.azmk8s.io",
        443,
    ),
    (
        f'Failed to pull image "{MCR}/x:1.3.0": failed to do request: Get "https://westeurope.data.{MCR}/01?se=1": EOF',
        f"westeurope.data.{MCR}",
        443,
    ),
    (
        f"System.Net.Http.HttpRequestException: No such host is known. ({MCR}:443) ---> "
        "System.Net.Sockets.SocketException (11001): No such host is known.",
        MCR,
        443,
    ),
    (
        "E: Failed to fetch http://security.ubuntu.com/x.deb  403  Forbidden [IP: 185.125.190.36 80]",
        "security.ubuntu.com",
        80,
    ),
    (
        "FetchError: request to https://a.b.net/x failed, reason: connect ETIMEDOUT 104.16.0.1:443",
        "a.b.net",
        443,
    ),
]


@pytest.mark.parametrize(("line", "host", "port"), PROGRAMS)
def test_an_error_of_a_program_names_what_it_wanted(line: str, host: str, port: int | None) -> None:
    assert where(line) == {(host, port)}


DEVICES = [
    (
        "%ASA-6-302013: Built outbound TCP connection 1 for outside:20.50.1.2/443 (20.50.1.2/443) to "
        "inside:10.1.0.4/51234 (1.2.3.4/51234)",
        ("20.50.1.2", 443, "tcp"),
    ),
    (
        "%ASA-6-302015: Built inbound UDP connection 1 for inside:10.1.0.4/51234 (10.1.0.4/51234) to "
        "outside:20.50.1.2/123 (20.50.1.2/123)",
        ("20.50.1.2", 123, "udp"),
    ),
    (
        "%ASA-5-304001: 10.1.0.4 Accessed URL 20.50.1.2:http://packages.microsoft.com/repos",
        ("packages.microsoft.com", 80, "tcp"),
    ),
    (
        "%ASA-5-304002: Access denied URL http://packages.microsoft.com/r SRC 10.1.0.4 DEST 20.50.1.2 on interface in",
        ("packages.microsoft.com", 80, "tcp"),
    ),
    (f"%ASA-3-106010: Deny inbound protocol 47 src inside:10.1.0.4 dst outside:{MCR}", (MCR, None, "gre")),
    (
        "time=1|product=Firewall|action=drop|src=10.1.0.4|dst=20.50.1.2|proto=tcp|s_port=62410|service=9000|rule=1",
        ("20.50.1.2", 9000, "tcp"),
    ),
    (
        "LEEF:1.0|Palo Alto Networks|PAN-OS|8.1|deny|src=10.1.0.4|dst=20.50.1.2|srcPort=51234|dstPort=9000|proto=tcp",
        ("20.50.1.2", 9000, "tcp"),
    ),
    (
        f"CEF:0|Zscaler|NSS|5|B|b|3|app=HTTPS dhost={MCR} dst=20.50.1.2 src=10.1.0.4 request={MCR}:8443",
        (MCR, 8443, ""),
    ),
    (
        f'm=14 msg="denied" src=10.1.0.4:51234:X0 dst=20.50.1.2:8443:X1 proto=tcp/8443 dstname={MCR} arg=/',
        (MCR, 8443, "tcp"),
    ),
    (
        "%%10FILTER/6/F: Protocol(1001)=TCP;SrcIPAddr(1003)=10.1.0.4;SrcPort(1004)=51234;DstIPAddr(1007)=20.50.1.2;"
        "DstPort(1008)=443;Event(1048)=Deny;",
        ("20.50.1.2", 443, "tcp"),
    ),
    ("1714558272,10.1.0.4,20.50.1.2,51234,9000,T,O,D,B,,,,", ("20.50.1.2", 9000, "tcp")),
    (
        '{"properties":{"flows":[{"flows":[{"flowTuples":["1714558272,10.1.0.4,20.50.1.2,51234,1194,U,O,D,B,,,,"]}]}]}}',
        ("20.50.1.2", 1194, "udp"),
    ),
    (
        "Source Address: 10.1.0.4 Source Port: 51234 Destination Address: 20.50.1.2 Destination Port: 9000 "
        "Protocol: 17",
        ("20.50.1.2", 9000, "udp"),
    ),
    (f"May  1 10:11:12 10.0.1.4 denied access to {MCR}:443", (MCR, 443, "")),
    (f"<134>1 2024-05-01T10:11:12Z fw1.corp.example.com - - - - Deny TCP to {MCR}:443", (MCR, 443, "tcp")),
    (
        f'{{"dest_ip":"20.50.1.2","dest_port":443,"proto":"TCP","src_ip":"10.1.0.4","tls":{{"sni":"{MCR}"}}}}',
        (MCR, 443, "tcp"),
    ),
    (
        '{"host":{"name":"fw1.corp.example.com"},"source":{"ip":"10.1.0.4","port":1},"destination":{"ip":"20.50.1.2",'
        '"port":9000},"network":{"transport":"udp"}}',
        ("20.50.1.2", 9000, "udp"),
    ),
    (f'{{"Fqdn":"{MCR}","DestinationPort_d":8443,"SourceIp":"10.1.0.4"}}', (MCR, 8443, "")),
    (
        f'{{"HostName":"fw1.example.com","SyslogMessage":"HTTPS request from 10.1.0.4:5 to {MCR}:443. Action: Deny."}}',
        (MCR, 443, "tcp"),
    ),
    (f"域名：{MCR}，端口：8443，来源：10.1.0.4", (MCR, 8443, "")),
    (f"来源IP：10.1.0.4，目标IP：{MCR}，服务：TCP/8443，策略：默认拒绝", (MCR, 8443, "tcp")),
    (f"目标主机{MCR}，目标端口443，协议TCP，源主机10.1.0.4", (MCR, 443, "tcp")),
    (f"无法连接到 {MCR} 端口 443：连接超时", (MCR, 443, "")),
]


@pytest.mark.parametrize(("line", "place"), DEVICES)
def test_a_device_gives_the_destination_with_its_own_port(line: str, place: Place) -> None:
    assert places(line) == [place]


TABLES = [
    (f"Fqdn\tcount_\n{MCR}\t12", {(MCR, None)}),
    (f"目的域名\t次数\n{MCR}\t12", {(MCR, None)}),
    (f"TimeGenerated\tSourceIP\tFQDN\tTargetPort\n2024\t10.1.0.4\t{MCR}\t8443", {(MCR, 8443)}),
    ("时间,源地址,源端口,目的地址,目的端口\n2024,10.1.0.4,51234,20.50.1.2,9000", {("20.50.1.2", 9000)}),
    (
        "| Source | Destination | Port |\n|---|---|---|\n| 10.1.0.4 | 20.50.1.2 | 9000 |",
        {("20.50.1.2", 9000)},
    ),
    ("Log of fw1\nSourceIp,DestinationIp,DestinationPort\n10.1.0.4,20.50.1.2,9000", {("20.50.1.2", 9000)}),
    (
        f"SourceIp,Fqdn,DestinationPort\n10.1.0.4,{MCR},443\nDestinationIp,DestinationPort,SourceIp\n20.50.1.2,9000,"
        "10.1.0.4",
        {(MCR, 443), ("20.50.1.2", 9000)},
    ),
    (
        f'{{\n "Fqdn": "{MCR}",\n "DestinationPort": 8443\n}}\n{{\n "Fqdn": "a.b.net",\n "DestinationPort": 80\n}}',
        {(MCR, 8443), ("a.b.net", 80)},
    ),
    (f'"SourceIp": "10.1.0.4",\n"DestinationPort": 8443,\n"Fqdn": "{MCR}",', {(MCR, 8443)}),
    (
        "RemoteAddress    : 20.50.1.2\nRemotePort       : 443\nSourceAddress    : 10.1.0.4",
        {("20.50.1.2", 443)},
    ),
    ("Time,Source,Destination,Service\n1,10.1.0.4,20.50.1.2,https (TCP/443)", {("20.50.1.2", 443)}),
]


@pytest.mark.parametrize(("text", "found"), TABLES)
def test_a_table_or_a_record_over_several_lines_is_read_by_its_names(
    text: str, found: set[tuple[str, int | None]]
) -> None:
    assert where(text) == found


LISTS = [
    (f"{MCR} 8443/tcp", {(MCR, 8443, "tcp")}),
    (f"{MCR} 443/tcp, 8443/tcp", {(MCR, 443, "tcp"), (MCR, 8443, "tcp")}),
    (f"{MCR}:443,80", {(MCR, 443, ""), (MCR, 80, "")}),
    (f"{MCR} TCP:443 UDP:443", {(MCR, 443, "tcp"), (MCR, 443, "udp")}),
    ("a.b.net HTTP:80, HTTPS:443", {("a.b.net", 80, "tcp"), ("a.b.net", 443, "tcp")}),
    (
        "We need access to a.b.net on TCP 443 and TCP 9000 and UDP 1194",
        {("a.b.net", 443, "tcp"), ("a.b.net", 9000, "tcp"), ("a.b.net", 1194, "udp")},
    ),
    (f"主机 {MCR} 的 443 端口和 80 端口", {(MCR, 443, ""), (MCR, 80, "")}),
    ("a.b.net ports 443 and 9000 denied", {("a.b.net", 443, ""), ("a.b.net", 9000, "")}),
    (
        f"需放通 {MCR}:443，a.b.net:443，ntp.ubuntu.com:123(UDP)",
        {(MCR, 443, ""), ("a.b.net", 443, ""), ("ntp.ubuntu.com", 123, "udp")},
    ),
    (
        "Please open TCP 443 from 10.1.0.0/24 to a.b.net, c.d.net and e.f.net.",
        {("a.b.net", 443, "tcp"), ("c.d.net", 443, "tcp"), ("e.f.net", 443, "tcp")},
    ),
    ("请放行：a.b.net、*.c.d.net，端口 443", {("a.b.net", 443, ""), ("*.c.d.net", 443, "")}),
    (
        f"HTTPS request from 10.1.0.4:1 to {MCR}:443. Action: Deny. HTTPS request from 10.1.0.4:2 to a.b.net:443. X.",
        {(MCR, 443, "tcp"), ("a.b.net", 443, "tcp")},
    ),
    (f"{MCR}/8443", {(MCR, 8443, "")}),
    (f'"{MCR}","443"', {(MCR, 443, "")}),
    (f"blocked: {MCR} (12 hits)", {(MCR, None, "")}),
]


@pytest.mark.parametrize(("line", "found"), LISTS)
def test_every_place_and_every_port_of_a_list_is_answered(line: str, found: set[Place]) -> None:
    assert set(places(line)) == found


@pytest.mark.parametrize(
    "line",
    [
        "%ASA-6-302014: Teardown TCP connection 1 for outside:20.50.1.2/443 to inside:10.1.0.4/51234 duration 0:00:30",
        "%ASA-6-305011: Built dynamic TCP translation from inside:10.1.0.4/51234 to outside:1.2.3.4/2048",
        "1714558272.123      0 10.1.0.4 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- -",
        "10.1.0.4:51234 20.50.1.2:9000",
        "10.1.0.4\tmcr.microsoft.com\t443",
        "deny tcp host 10.1.0.4 host 20.50.1.2 eq 9000",
        "srcip=10.1.0.4 dstip=20.50.1.2 dstport=443; srcip=10.1.0.4 dstip=20.50.1.3 dstport=9000",
        f"10.1.0.4:1 -> {MCR}:443 and 10.1.0.5:2 -> a.b.net:443",
        f"{MCR} CNAME global.fe.mscr.io",
        f"HTTPS request from 10.1.0.4:5512 to {MCR[:9]}",
        f"{MCR} 443 12",
        f"blocked {MCR} 35 false",
        f"10.1.0.4,51234 -> {MCR},9000 PR tcp",
        f'Get "https://{MCR}/v2/": proxyconnect tcp: dial tcp 10.0.0.9:3128: i/o timeout',
        f"client @0x7f 10.1.0.4#51234 ({MCR}): query failed",
        f"x509: certificate is valid for proxy.example.com, not {MCR}",
        "udp/443 and tcp/443 to a.b.net",
        "a.b.net " * 20_000,
    ],
)
def test_a_line_that_leaves_something_unexplained_is_listed(line: str) -> None:
    found = parse_targets(line)
    assert found.targets == ()
    assert len(found.not_understood) == 1


@pytest.mark.parametrize(
    "line",
    [
        "at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1595:16)",
        "urllib.error.URLError: <urlopen error [Errno -2]>",
        "socket.gaierror: [Errno -3] Temporary failure in name resolution",
        "com.azure.core.exception.HttpResponseException: x",
        "remote_image.go:171 failed",
        "permit tcp 10.1.0.0/24 eq 443",
    ],
)
def test_a_class_or_a_file_is_no_host(line: str) -> None:
    assert parse_targets(line).targets == ()


# --- whatever is written ---

_HOSTS = ("a.b.net", "*.c.d.net", "20.50.1.2", "20.60.1.3", "10.1.0.4", "x-1.y.io")
_PORTS = ("443", "9000", "8443", "35", "12")
_WORDS = st.sampled_from(
    (
        *_HOSTS, *_PORTS, *(f"{host}:8443" for host in _HOSTS), "10.1.0.4:51234", "to", "from", "->", ",", "and", "tcp",
        "udp", "port", "https", "denied", "by", "(", ")", "on", "HTTPS:443", "9000/tcp", "到", "来自", "端口", "的",
        "host", "for", "via", "hits", "https://a.b.net/x",
    )
)  # fmt: skip


@given(st.lists(_WORDS, min_size=1, max_size=9))
def test_what_is_answered_stands_in_the_line_with_its_port(words: list[str]) -> None:
    line = " ".join(words)
    for target in parse_targets(line).targets:
        assert target.host in line
        numbers = {int(number) for number in re.findall(r"(?<![\d.])\d+(?![\d.])", line)}
        assert target.port is None or target.port in numbers | {443}


@given(
    st.sampled_from(("blocked", "failed:", "节点报告", "see")),
    st.permutations(("a.b.net:443", "20.50.1.2:9000", "10.1.0.4:51234")),
    st.sampled_from((" ", " seen ", " x y ")),
)
def test_of_places_that_nothing_tells_apart_none_is_answered(
    first: str, found: list[str], between: str
) -> None:
    assert parse_targets(f"{first} {between.join(found)} today").targets == ()


@given(
    st.sampled_from(("a.b.net", "20.50.1.2")),
    st.sampled_from(
        (":{}", " port {}", " {}/tcp", " TCP {}", " on port {}", "（{}）", " 端口 {}", " 的 {} 端口", "/{}")
    ),
    st.integers(min_value=1024, max_value=65535),
    st.sampled_from(
        ("blocked {}", "cannot connect to {}", "{} denied", "无法连接 {}", "deny 10.1.0.4 -> {}", "{}")
    ),
)
def test_a_port_that_is_written_is_never_any_port(host: str, form: str, port: int, sentence: str) -> None:
    found = parse_targets(sentence.format(host + form.format(port)))
    assert all(target.port == port for target in found.targets)
    assert found.targets or found.not_understood
