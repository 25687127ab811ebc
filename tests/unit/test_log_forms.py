# ruff: noqa: E501 - lines of logs are as long as they are
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


def answered_or_offered(text: str) -> list[Place]:
    """Return what is answered; of a sentence that names several, what is offered in its place."""
    found = parse_targets(text)
    said = found.targets or tuple(target for entry in found.not_understood for target in entry.named)
    return [(target.host, target.port, target.transport) for target in said]


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
    assert set(answered_or_offered(line)) == found


@pytest.mark.parametrize(("line", "found"), LISTS)
def test_several_places_or_ports_among_words_are_offered_and_not_answered(
    line: str, found: set[Place]
) -> None:
    if len(found) == 1 or not _HAS_WORDS.search(line):
        assert set(places(line)) == found
    else:
        assert places(line) == []


# Words that make a sentence: neither a label, nor a unit, nor what stands between the members of a list.
_HAS_WORDS = re.compile(r"need|open|denied|主机 |需放通|请放行")


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


ANSWERED = [
    (
        "fqdns: [mcr.microsoft.com, management.azure.com]",
        {("mcr.microsoft.com", None, ""), ("management.azure.com", None, "")},
    ),
    (
        "packages.aks.azure.com, https://dc.services.visualstudio.com/v2/track.json",
        {("packages.aks.azure.com", None, ""), ("dc.services.visualstudio.com", 443, "tcp")},
    ),
    (
        "https://packages.microsoft.com/azurelinux/3.0/prod/base/x86_64/repodata/repomd.xml and https://mcr.microsoft.com/v2/",
        {("packages.microsoft.com", 443, "tcp"), ("mcr.microsoft.com", 443, "tcp")},
    ),
    (
        "host=fw1.contoso.com src=10.20.0.5 dst=198.51.100.24 dport=443 proto=tcp",
        {("198.51.100.24", 443, "tcp")},
    ),
    (
        '{"event_type":"flow","host":"sensor1.contoso.com","src_ip":"10.42.0.5","src_port":51234,"dest_ip":"20.50.1.2","dest_port":443,"proto":"TCP","app_proto":"failed"}',
        {("20.50.1.2", 443, "tcp")},
    ),
    ("domain=contoso.com user=anna src=10.42.0.5 dst=20.50.1.2 dport=9000", {("20.50.1.2", 9000, "")}),
    (
        " Error: 2 time.windows.com.reddog.microsoft.com. A: read udp 10.0.1.5:49126->168.63.129.160:53: i/o timeout",
        {("time.windows.com.reddog.microsoft.com", None, ""), ("168.63.129.160", 53, "udp")},
    ),
    (
        "Error: 2 mcr.microsoft.com. A: read udp 10.20.0.4:49126->168.63.129.16:53: i/o timeout",
        {("mcr.microsoft.com", None, "")},
    ),
    (
        '{"event_type":"http","src_ip":"10.20.0.5","dest_ip":"20.50.1.2","dest_port":80,"proto":"TCP","http":{"hostname":"azure.archive.ubuntu.com","url":"/ubuntu/"}}',
        {("azure.archive.ubuntu.com", 80, "tcp")},
    ),
    ("Test-NetConnection ntp.ubuntu.com -Port 443", {("ntp.ubuntu.com", 443, "")}),
    ("mcr.microsoft.com 端口443和80", {("mcr.microsoft.com", 443, ""), ("mcr.microsoft.com", 80, "")}),
    ("mcr.microsoft.com 80和443端口", {("mcr.microsoft.com", 80, ""), ("mcr.microsoft.com", 443, "")}),
    ("放行10.42.0.5到20.50.1.2的443和9000端口", {("20.50.1.2", 443, ""), ("20.50.1.2", 9000, "")}),
    (
        "packages.aks.azure.com http, https",
        {("packages.aks.azure.com", 80, "tcp"), ("packages.aks.azure.com", 443, "tcp")},
    ),
    ("请开放TCP443到mcr.microsoft.com", {("mcr.microsoft.com", 443, "tcp")}),
    ("mcr.microsoft.com，端口是 443", {("mcr.microsoft.com", 443, "")}),
    ("【mcr.microsoft.com】:443", {("mcr.microsoft.com", 443, "")}),
    ("ntp.ubuntu.com - 443", {("ntp.ubuntu.com", 443, "")}),
    ("ntp.ubuntu.com TCP443", {("ntp.ubuntu.com", 443, "tcp")}),
    ("ntp.ubuntu.com tcp-443", {("ntp.ubuntu.com", 443, "tcp")}),
    ("mcr.microsoft.com port:443", {("mcr.microsoft.com", 443, "")}),
    ("mcr.microsoft.com returned HTTP 403", {("mcr.microsoft.com", None, "")}),
    ("mcr.microsoft.com (HTTP 403)", {("mcr.microsoft.com", None, "")}),
    ("mcr.microsoft.com: HTTP 502", {("mcr.microsoft.com", None, "")}),
    ("mcr.microsoft.com HTTPS 407", {("mcr.microsoft.com", None, "")}),
    (
        "Please open mcr.microsoft.com on port 443 TCP for the subnet 10.42.0.0/24.",
        {("mcr.microsoft.com", 443, "tcp")},
    ),
    ("Please allow traffic from AKS (10.42.0.0/24) to 20.50.1.2 on TCP/9000.", {("20.50.1.2", 9000, "tcp")}),
    ("从 AKS 子网（10.42.0.0/24）到 mcr.microsoft.com（443）的流量被阻断", {("mcr.microsoft.com", 443, "")}),
    ("10.42.0.0/24\t*.hcp.westeurope.azmk8s.io\t443", {("*.hcp.westeurope.azmk8s.io", 443, "")}),
    (
        "curl -fsSL https://raw.githubusercontent.com/Azure/AKS/master/a.yaml",
        {("raw.githubusercontent.com", 443, "tcp")},
    ),
    ("packages.microsoft.com/repodata/repomd.xml", {("packages.microsoft.com", None, "")}),
    (
        "org.apache.http.conn.ConnectTimeoutException: Connect to management.azure.com:443 [management.azure.com/20.50.1.2] failed: connect timed out",
        {("management.azure.com", 443, "")},
    ),
    (".hcp.westeurope.azmk8s.io", {("*.hcp.westeurope.azmk8s.io", None, "")}),
    (
        "FQDN,Ports,Protocol\nmcr.microsoft.com,80,TCP\nsecurity.ubuntu.com,443,TCP",
        {("mcr.microsoft.com", 80, "tcp"), ("security.ubuntu.com", 443, "tcp")},
    ),
    (
        "Name,Source,Protocol,Destination Ports,Destination\nr1,10.20.0.0/24,TCP,9000,198.51.100.24",
        {("198.51.100.24", 9000, "tcp")},
    ),
    (
        "源IP地址\t目的IP地址\t目的端口号\t协议类型\n10.20.0.5\t198.51.100.24\t9000\tTCP",
        {("198.51.100.24", 9000, "tcp")},
    ),
    ("FQDN,Port(s)\nmcr.microsoft.com,80", {("mcr.microsoft.com", 80, "")}),
    ("FQDN,Protocol:Port\nmcr.microsoft.com,http:80", {("mcr.microsoft.com", 80, "tcp")}),
    ("FQDN,Protocols\nmcr.microsoft.com,http:80", {("mcr.microsoft.com", 80, "tcp")}),
    ("域名,端口号\nmcr.microsoft.com,80", {("mcr.microsoft.com", 80, "")}),
    (
        "_time,host,source,sourcetype,src_ip,dest_ip,dest_port,transport\n2024-05-01T10:00:00,fw1.contoso.com,udp:514,cisco:asa,10.42.0.5,20.50.1.2,9000,tcp",
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "Hostname,Source IP,Destination IP,Destination Port\nfw1.contoso.com,10.42.0.5,20.50.1.2,9000",
        {("20.50.1.2", 9000, "")},
    ),
    (
        "Time,Host,Source IP,Destination IP,Port\n1,fw1.contoso.com,10.42.0.5,20.50.1.2,9000",
        {("20.50.1.2", 9000, "")},
    ),
    (
        "ComputerName     : mcr.microsoft.com\nRemoteAddress    : 20.50.1.2\nRemotePort       : 443\nInterfaceAlias   : Ethernet\nSourceAddress    : 10.20.0.5\nTcpTestSucceeded : False",
        {("mcr.microsoft.com", 443, "")},
    ),
    ("SourceIp\t10.20.0.5\nDestinationIp\t198.51.100.24\nDestinationPort\t443", {("198.51.100.24", 443, "")}),
    ("目标域名：mcr.microsoft.com\n端口：443\n协议：TCP", {("mcr.microsoft.com", 443, "tcp")}),
    (
        "fqdns:\n  - mcr.microsoft.com\n  - management.azure.com",
        {("mcr.microsoft.com", None, ""), ("management.azure.com", None, "")},
    ),
    ("Source: AKS subnet\nDestination: mcr.microsoft.com\nPorts: 443", {("mcr.microsoft.com", 443, "")}),
    ("Source,Port,Destination,Port\n10.42.0.5,51234,20.50.1.2,9000", {("20.50.1.2", 9000, "")}),
    ("Destination,Port,Source,Port\n20.50.1.2,9000,10.42.0.5,51234", {("20.50.1.2", 9000, "")}),
    ('{"Fqdn":"mcr.microsoft.com","Protocol":"HTTPS"}', {("mcr.microsoft.com", 443, "tcp")}),
    ("ntp.ubuntu.com 443tcp", {("ntp.ubuntu.com", 443, "tcp")}),
    (
        '{"FlowType":"Denied","SrcIP":"10.42.0.5","DestIP":"20.50.1.2","DestPort":9000,"L4Protocol":"T"}',
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "Source\tDestination\tPort/Protocol\n10.42.0.5\t20.50.1.2\tUDP 1194\n10.42.0.5\tmcr.microsoft.com\tTCP 8443",
        {("20.50.1.2", 1194, "udp"), ("mcr.microsoft.com", 8443, "tcp")},
    ),
    ("Source\tDestination\tPort/Protocol\n10.42.0.5\t20.50.1.2\t22/tcp", {("20.50.1.2", 22, "tcp")}),
    ("Source\tDestination\tPorts & Protocols\n10.42.0.5\t20.50.1.2\tTCP 22", {("20.50.1.2", 22, "tcp")}),
    ("Source\tDestination\tServices\n10.42.0.5\t20.50.1.2\tSSH", {("20.50.1.2", 22, "")}),
    ("源地址\t目的地址\t端口/协议\n10.42.0.5\t20.50.1.2\t22/tcp", {("20.50.1.2", 22, "tcp")}),
    ("源地址\t目的地址\t开放端口\n10.42.0.5\t20.50.1.2\t9000", {("20.50.1.2", 9000, "")}),
    ("源地址\t目的地址\t协议端口\n10.42.0.5\t20.50.1.2\tTCP 9000", {("20.50.1.2", 9000, "tcp")}),
    (
        "Date/Time\tSource\tDevice\tDestination\tApplication Name\tResult\tPolicy ID\n2025/06/02 08:15:02\t10.42.0.5\taks-node\t20.50.1.2\ttcp/9000\tDeny: policy violation\tImplicit Deny (0)\n2025/06/02 08:15:03\t10.42.0.5\taks-node\t20.50.1.2\tudp/1194\tDeny: policy violation\tImplicit Deny (0)",
        {("20.50.1.2", 9000, "tcp"), ("20.50.1.2", 1194, "udp")},
    ),
    (
        "DROP       tcp  --  10.42.0.0/22         20.50.1.2            tcp dpt:9000",
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "   12   720 DROP       tcp  --  *      *       10.42.0.0/22         20.50.1.2            tcp dpt:9000",
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "Fqdn\tSourceIp\tDestinationIp\tDestinationPort\nmcr.microsoft.com\t10.42.0.5\t\t443\n\t10.42.0.5\t20.50.1.2\t9000",
        {("mcr.microsoft.com", 443, ""), ("20.50.1.2", 9000, "")},
    ),
    (
        "DestinationFqdn\tDestinationIp\tSourceIp\tDestinationPort\nmcr.microsoft.com\t\t10.42.0.5\t443\n\t20.50.1.2\t10.42.0.5\t9000",
        {("mcr.microsoft.com", 443, ""), ("20.50.1.2", 9000, "")},
    ),
    (
        "Comment\tDestination\tSource\tPort\n\tmcr.microsoft.com\t10.42.0.5\t8443",
        {("mcr.microsoft.com", 8443, "")},
    ),
    (
        '%ASA-4-106023: Deny tcp src inside:10.42.0.5/51514 (LOCAL\\azureuser) dst outside:20.50.1.2/9000 by access-group "x"',
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        '%ASA-4-106023: Deny tcp src inside:10.42.0.5/51514(LOCAL\\azureuser, 5:NODES) dst outside:20.50.1.2/9000 by access-group "x"',
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "@;123456;[cpu_1];[fw4_1];fw_log_drop_ex: Packet proto=17 10.42.0.5:51514 -> 20.50.1.2:443 dropped by fw_send_log_drop Reason: Rulebase drop - rule 99;",
        {("20.50.1.2", 443, "udp")},
    ),
    ("10.42.0.5:51514 -> 20.50.1.2:443 protocol 17", {("20.50.1.2", 443, "udp")}),
    (
        "Protocol: TCP\nSourceIp: 10.42.0.5\nDestinationIp: 20.50.1.2\nDestinationPort: 9000\n\nProtocol: TCP\nSourceIp: 10.42.0.5\nDestinationIp: 20.50.1.2\nDestinationPort: 22",
        {("20.50.1.2", 9000, "tcp"), ("20.50.1.2", 22, "tcp")},
    ),
    (
        "20.50.1.2 9000, 22 and 1194/udp",
        {("20.50.1.2", 9000, ""), ("20.50.1.2", 22, ""), ("20.50.1.2", 1194, "udp")},
    ),
    ("20.50.1.2 dstport:9000", {("20.50.1.2", 9000, "")}),
    ("blocked: outside:20.50.1.2/9000", {("20.50.1.2", 9000, "")}),
    ("mcr.microsoft.com - 443", {("mcr.microsoft.com", 443, "")}),
    ("20.50.1.2 - TCP 9000", {("20.50.1.2", 9000, "tcp")}),
    ("AzureCloud.ChinaEast2", {("azurecloud.chinaeast2", None, "")}),
    (
        "\tSourceIp\tDestinationIp\tDestinationPort\tProtocol\n0\t10.42.0.5\t20.50.1.2\t9000\tTCP",
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "Nov 26 10:00:01 ftd1 SFIMS: Protocol: UDP, SrcIP: 10.42.0.5, OriginalClientIP: ::, DstIP: 20.50.1.2, SrcPort: 51234, DstPort: 443, TCPFlags: 0x0, AccessControlRuleAction: Block",
        {("20.50.1.2", 443, "udp")},
    ),
    (
        "Nov 26 10:00:01 ftd1 SFIMS: Protocol: ICMP, SrcIP: 10.42.0.5, DstIP: 20.50.1.2, ICMPType: Echo Request, ICMPCode: 0, AccessControlRuleAction: Block",
        {("20.50.1.2", None, "icmp")},
    ),
    (
        "Nov 26 10:00:01 ftd1 %FTD-1-430002: Protocol: udp, SrcIP: 10.42.0.5, DstIP: 20.50.1.2, SrcPort: 51234, DstPort: 443, AccessControlRuleAction: Block",
        {("20.50.1.2", 443, "udp")},
    ),
    (
        "drop: Protocol: UDP, Destination Port: 1194, Destination: mcr.microsoft.com",
        {("mcr.microsoft.com", 1194, "udp")},
    ),
    ("通过代理10.9.9.9:3128访问mcr.azure.cn:443失败", {("mcr.azure.cn", 443, "")}),
    (
        "26Nov2026 10:00:01 drop 10.0.1.4 >eth1 rule: 12; src: 10.42.0.5; dst: 20.50.1.2; service: 443; s_port: 51234; proto: tcp;",
        {("20.50.1.2", 443, "tcp")},
    ),
    (
        '[action:"Detect"; dst:"20.50.1.2"; proto:"6"; service:"443"; src:"10.42.0.5"; s_port:"51234"; tls_server_host_name:"mcr.microsoft.com"]',
        {("mcr.microsoft.com", 443, "tcp")},
    ),
    (
        '{"category":"AZFWInternalFqdnResolutionFailure","properties":{"ServerIp":"168.63.129.16","ServerPort":53,"Fqdn":"mcr.microsoft.com","Error":"timeout"}}',
        {("mcr.microsoft.com", None, "")},
    ),
    (
        "Initiator IP\tResponder IP\tSource Port / ICMP Type\tDestination Port / ICMP Code\tURL\n10.42.0.5\t20.50.1.2\t51234 / tcp\t443 (https) / tcp\thttps://mcr.microsoft.com",
        {("mcr.microsoft.com", 443, "tcp")},
    ),
    (
        "| Host | Port |\n|---|---|\n| **`mcr.microsoft.com`** | **`HTTPS:443`** |",
        {("mcr.microsoft.com", 443, "tcp")},
    ),
    ("AzureMonitor:443", {("azuremonitor", 443, "")}),
    ("Deny: dst: 20.50.1.2 port: 443 proto: udp src: 10.42.0.5", {("20.50.1.2", 443, "udp")}),
    ("目的地址\t端口\t参考URL\nmcr.azure.cn\t443\thttps://docs.azure.cn/aks", {("mcr.azure.cn", 443, "")}),
    (
        "主机名\t源IP\t目的IP\t目的端口\nnode1.corp.example\t10.42.0.5\t139.217.1.2\t9000",
        {("139.217.1.2", 9000, "")},
    ),
    (
        "Server Name,Source IP,Destination IP,Destination Port\naks-node1.corp.example,10.42.0.5,20.50.1.2,9000",
        {("20.50.1.2", 9000, "")},
    ),
    (
        "Endpoint\tSource IP\tDestination IP\tPort\naks-node1.corp.example\t10.42.0.5\t20.50.1.2\t9000",
        {("20.50.1.2", 9000, "")},
    ),
    (
        "Resource,SourceIp,DestinationIp,DestinationPort,Protocol\nfw.corp.example,10.42.0.5,20.50.1.2,9000,TCP",
        {("20.50.1.2", 9000, "tcp")},
    ),
    (
        "Server Name\tIP\tDestination\tPort\naks-node1.corp.example\t10.42.0.5\t20.50.1.2\t9000",
        {("20.50.1.2", 9000, "")},
    ),
    (
        '{"endpoint":"aks-node1.corp.example","src_ip":"10.42.0.5","dest_ip":"20.50.1.2","dest_port":443}',
        {("20.50.1.2", 443, "")},
    ),
    (
        'https://mcr.microsoft.com/v2/\ndate=2024-05-01 srcip=10.42.0.5 srcport=51234 dstip=150.171.69.10 dstport=443 proto=17 action="deny" service="udp/443" dstname="mcr.microsoft.com"',
        {("mcr.microsoft.com", 443, "tcp"), ("mcr.microsoft.com", 443, "udp")},
    ),
    (
        "%FTD-1-430002: AccessControlRuleAction: Block, SrcIP: 10.42.0.5, DstIP: 150.171.69.10, SrcPort: 51234, DstPort: 443, Protocol: tcp, SSLServerName: mcr.microsoft.com",
        {("mcr.microsoft.com", 443, "tcp")},
    ),
    (
        "Source\tDestination\tDestination URL\tPort\n10.42.0.5\t20.50.1.2\tmcr.microsoft.com\t443",
        {("mcr.microsoft.com", 443, "")},
    ),
    (
        '{"SrcIpAddr":"10.42.0.5","DstIpAddr":"150.171.69.10","DstPortNumber":443,"DstFQDN":"mcr.microsoft.com","NetworkProtocol":"TCP"}',
        {("mcr.microsoft.com", 443, "")},
    ),
    ("ｍcr.microsoft.com", {("mcr.microsoft.com", None, "")}),
    ("主机：mcr.azure.cn\n端口：443", {("mcr.azure.cn", 443, "")}),
    (
        '"Time","Action","Source","Destination","Destination Port","Service"\n"1 May 24, 8:01:02 AM","Drop","10.20.0.4","10.20.9.4","53","domain-tcp (TCP/53)"',
        {("10.20.9.4", 53, "tcp")},
    ),
    (
        "Source: 10.20.0.4\nSource Port: 51322\nDestination: 10.20.9.4\nDestination Port: 53\nService: domain-tcp (TCP/53)\nAction: Drop",
        {("10.20.9.4", 53, "tcp")},
    ),
    (
        '"Date/Time","Source","Destination","Destination Port","Service","Action"\n"2024/05/01 08:01:02","10.20.0.4","10.20.9.4","53","tcp/53","deny"',
        {("10.20.9.4", 53, "tcp")},
    ),
    (
        '"Date/Time","Action","Source IP","Destination IP","Service","Destination Port"\n"2024-05-01 08:01:02","deny","10.20.0.4","198.51.100.24","udp/443","443"',
        {("198.51.100.24", 443, "udp")},
    ),
    (
        "Action: Drop; Source: 10.42.1.4; Destination: 20.50.1.2; Service: http (TCP/8080); Origin: gw1",
        {("20.50.1.2", 8080, "tcp")},
    ),
    (
        "Source: 10.42.1.4\nDestination: 185.125.190.56\nService: ntp-udp (UDP/123)\nAction: Drop",
        {("185.125.190.56", 123, "udp")},
    ),
    (
        "Source\tDestination\tPort\tProtocol\n10.20.0.0/24\tazure.archive.ubuntu.com\t80\tTCP\n\tpackages.microsoft.com\t\t",
        {("azure.archive.ubuntu.com", 80, "tcp")},
    ),
    ("mcr.microsoft.com 443 works, see https://aka.ms/x", {("mcr.microsoft.com", 443, "")}),
    ("https://aka.ms/installazurecliwindows", {("aka.ms", 443, "tcp")}),
    ("Destination\tPort\nmcr.microsoft.com (20.50.1.2)\t443", {("mcr.microsoft.com", 443, "")}),
    ("UDP request from 10.20.0.4:123 to 185.125.190.56:123. Action: Deny", {("185.125.190.56", 123, "udp")}),
]


@pytest.mark.parametrize(("text", "found"), ANSWERED)
def test_what_people_write_in_tickets_is_answered_with_its_ports(text: str, found: set[Place]) -> None:
    assert set(answered_or_offered(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "TCP 443 mcr.microsoft.com, TCP 80 security.ubuntu.com",
        "HTTP: security.ubuntu.com; HTTPS: mcr.microsoft.com",
        "HTTPS mcr.microsoft.com, HTTP security.ubuntu.com",
        "443/tcp mcr.microsoft.com, 80/tcp security.ubuntu.com",
        "TCP/443 mcr.microsoft.com; TCP/80 security.ubuntu.com",
        "TCP 443 - mcr.microsoft.com, UDP 123 - ntp.ubuntu.com",
        "Port 443: mcr.microsoft.com, management.azure.com; Port 80: security.ubuntu.com",
        "443端口：mcr.microsoft.com，80端口：security.ubuntu.com",
        "TCP 443 端口 mcr.microsoft.com，UDP 123 端口 ntp.ubuntu.com",
        "tcp 443 mcr.microsoft.com udp 123 ntp.ubuntu.com",
        "Source: 10.20.0.0/24, Destination: mcr.microsoft.com, dc.services.visualstudio.com, Port: 443",
        "Destination: mcr.microsoft.com, management.azure.com",
        "Destination: mcr.microsoft.com and management.azure.com",
        "FQDN: mcr.microsoft.com, management.azure.com",
        "URL: https://mcr.microsoft.com, https://management.azure.com",
        "Domain: mcr.microsoft.com | management.azure.com",
        "src=10.42.0.5 dst=20.50.1.2,20.50.1.3 dport=9000",
        "目的域名：mcr.microsoft.com,management.azure.com 目的端口：443 协议：TCP",
        "源：10.42.0.0/24 目的：mcr.microsoft.com, management.azure.com 端口：443",
        "源地址：10.42.0.5 目的地址：20.50.1.2,20.50.1.3 端口：9000",
        "security.ubuntu.com/changelogs.ubuntu.com 80",
        "域名：mcr.microsoft.com、packages.microsoft.com 端口：443 协议：TCP",
        "源地址：10.20.0.0/24；目的地址：mcr.microsoft.com、management.azure.com；端口：443",
        "Source: 10.20.0.5 Port: 51234 Destination: 198.51.100.24 Port: 443",
        "源IP：10.42.0.5，端口：51234，目的IP：20.50.1.2，端口：9000",
        "源:10.42.0.5 端口:51234 目的:20.50.1.2 端口:9000 协议:TCP",
        "outbound 80/443 to mcr.microsoft.com",
        "mcr.microsoft.com ports 80-443",
        "outbound TCP 80,443 to mcr.microsoft.com",
        "dst=20.50.1.2 dport=443,9000 proto=tcp",
        "Destination: 20.50.1.2, Port: 443, 9000",
        "Destination: 20.50.1.2 Port: 443 and 9000 Protocol: TCP",
        "目的端口：443,9000 目的IP：20.50.1.2",
        "mcr.microsoft.com:443/80",
        "请把mcr.microsoft.com加入白名单，端口为443",
        "mcr.microsoft.com 端口 443/80",
        "Destination: 20.50.1.2 Ports: 443, 9000",
        "open mcr.microsoft.com for 10.42.0.5 on 443",
        "HTTPS (443): mcr.microsoft.com, management.azure.com",
        "nmap -p 443 ntp.ubuntu.com",
        "ntp.ubuntu.com 443&80",
        "ntp.ubuntu.com tcp 443/80",
        "az network firewall network-rule create -g x --destination-addresses 20.50.1.2 --destination-ports 1194",
        "ping packages.microsoft.com works, port 443 does not",
        "ping 20.50.1.2 ok, telnet 20.50.1.2 9000 fails",
        "ping 20.50.1.2 能通，telnet 20.50.1.2 9000 不通",
        "Can ping mcr.microsoft.com but curl https://mcr.microsoft.com fails",
        "The proxy listens on port 3128 and blocks mcr.microsoft.com",
        "pod on port 8080 cannot reach management.azure.com",
        "DNS (UDP/53) resolves mcr.microsoft.com but HTTPS times out",
        "We need access to mcr.microsoft.com, *.data.mcr.microsoft.com and management.azure.com on port 443, and ntp.ubuntu.com on UDP 123.",
        "Azure CNI 1.4.0.1 cannot reach mcr.microsoft.com",
        "dig @168.63.129.16 mcr.microsoft.com",
        "nslookup mcr.microsoft.com 168.63.129.16",
        "Source: 10.42.0.0/24\nDestination: mcr.microsoft.com, management.azure.com\nPort: 443\nProtocol: TCP",
        'FQDN,Destination Port(s)\nmcr.microsoft.com,"80,443"',
        "域名：mcr.azk8s.cn、mcr.microsoft.com\n端口：443",
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nPort: 443, 9000\nProtocol: TCP",
        '{"destination":"mcr.microsoft.com","ports":[443,80]}',
        "ntp.ubuntu.com HTTP/HTTPS",
        'Source,Destination,Port\n"10.42.0.5","mcr.microsoft.com\nmanagement.azure.com","443"',
        "Deny | TCP | 10.42.0.5:51234 | 20.50.1.2:9000",
        "Source\tDestination\tPort range\n10.42.0.5\t20.50.1.2\t9000-9010",
        "Source,Destination,Protocol\n10.42.0.5,20.50.1.2,TCP 22\n10.42.0.5,20.50.1.2,SSH\n10.42.0.5,20.50.1.2,DNS",
        '%ASA-4-106023: Deny tcp src inside:AKS-NODE1/51514 dst outside:20.50.1.2/9000 by access-group "inside_in" [0x0, 0x0]',
        '%ASA-4-106023: Deny tcp src inside:AKS-NODE1/51514 dst outside:mcr.microsoft.com/8443 by access-group "x"',
        ";[cpu_1];[fw4_0];fw_log_drop_ex: Packet proto=1 10.42.0.5:2048 -> 20.50.1.2:19789 dropped by fw_send_log_drop Reason: Rulebase drop - rule 99;",
        "SSH to 20.50.1.2 is denied",
        "SSH from 10.42.0.5 to 20.50.1.2 blocked",
        "DNS to 20.50.1.2 is blocked",
        "20.50.1.2 RDP",
        "20.50.1.2 SMTP (25)",
        "20.50.1.2 DNS",
        "TimeGenerated [UTC]\n6/2/2025, 8:15:02.123 AM\nProtocol\nTCP\nSourceIp\n10.42.0.5\nDestinationIp\n20.50.1.2\nDestinationPort\n9000\nAction\nDeny",
        "Ziel: mcr.microsoft.com\nPort: 8443",
        "- host: mcr.microsoft.com\n  port: 8443\n- host: packages.microsoft.com\n  port: 443",
        "Please open on port 8443:\nmcr.microsoft.com\npackages.microsoft.com",
        "Destination 20.50.1.2\nPort 9000",
        "需要开通的域名如下：\nmcr.azure.cn\n端口：8443",
        "20.50.1.2 p9000",
        "20.50.1.2 #9000",
        "20.50.1.2 TLS/9000",
        "20.50.1.2/9000/tcp",
        "nmap -p22 20.50.1.2",
        "20.50.1.2 9,000",
        '%ASA-4-106023: Deny tcp src inside:10.42.0.5/51514 dst outside:20.50.1.2/9000 by access-group "inside_in" [0x0, 0x0]Jun 02 2025 08:15:03 fw : %ASA-4-106023: Deny tcp src inside:10.42.0.5/51515 dst outside:20.50.1.2/22 by access-group "inside_in"',
        '%ASA-4-106023: Deny tcp src inside:10.42.0.5/51514 dst outside:20.50.1.2/ssh by access-group "x"',
        "1748852102.123      0 192.0.2.5 NONE/000 0 NONE error:transaction-end-before-headers - HIER_NONE/- -",
        "mcr.microsoft.com,10.42.0.5,443",
        "*.hcp.<location>.azmk8s.io\tHTTPS:443\tRequired for API",
        "mcr.microsoft.com\n9000",
        "20.50.1.2\nTCP 9000",
        "HTTP:\nmcr.microsoft.com",
        "Destination\tPort\tURL\nmcr.microsoft.com\t443\thttps://jira.corp.example/T-1",
        '{"destination":"mcr.microsoft.com","port":443,"url":"https://jira.corp.example/T-1"}',
        "Destination=20.50.1.2 Port=443 URL=https://jira.corp.example/T-1",
        "Destination: mcr.microsoft.com\nPort: 443\nURL: https://jira.corp.example/T-1",
        "目标\t端口\tURL\nmcr.azure.cn\t443\thttps://docs.azure.cn/aks",
        "Request\tDestination\tPort\nhttps://snow.corp.example/REQ1\tmcr.microsoft.com\t443",
        "Source Server Name\tDestination Server Name\tPort\naks-node1.corp.example\tmcr.microsoft.com\t443",
        "Client\tServer\tPort\naks-node1.corp.example\tmcr.microsoft.com\t443",
        "Node\tBlocked host\tPort\naks-node1.corp.example\tmcr.microsoft.com\t443",
        "客户端\t服务端\t端口\naks-node1.corp.example\tmcr.microsoft.com\t443",
        "Destination\tTCP Port\tUDP Port\n20.50.1.2\t9000\t1194",
        "Destination\tTCP Port\tUDP Port\n20.50.1.2\t\t1194",
        "Destination\tProtocol\tHTTP Port\tHTTPS Port\nmcr.microsoft.com\tTCP\t80\t443",
        "FQDN\tAlternative FQDN\tPort\nmcr.microsoft.com\tpackages.microsoft.com\t443",
        "Destination\tPort\tFallback port\nmcr.microsoft.com\t443\t80",
        "80端口：\npackages.microsoft.com\nmcr.microsoft.com",
        "HTTP (80)\npackages.microsoft.com\n\nHTTPS (443)\nsecurity.ubuntu.com",
        "Please open UDP 443 to the following:\nmcr.microsoft.com",
        "The following need port 80:\npackages.microsoft.com",
        "以下域名请放行TCP 80端口：\npackages.microsoft.com",
        "packages.microsoft.com\nmcr.microsoft.com\n以上均为80端口",
        "mcr.microsoft.com\nall on port 8443",
        "K8SAPIServerConnFailVMExtensionError: Unable to establish connection from agents to Kubernetes API server, please see https://aka.ms/aks-required-ports-and-addresses for more information.",
        '{"code":"OutboundConnFailVMExtensionError","message":"Unable to establish outbound connection from agents, please see https://aka.ms/aks-required-ports-and-addresses for more information."}',
        "curl: (60) SSL certificate problem: self signed certificate in certificate chain. More details here: https://curl.se/docs/sslcerts.html",
        "| Source | Destination | Port |\n|---|---|---|\n| AKS | mcr.microsoft.com<br>packages.aks.azure.com | 443 |",
        "Source\tDestination\tPort\n10.20.0.0/24\tmcr.microsoft.com packages.aks.azure.com\t443",
        "Destination\tPort\tProtocol\n20.50.1.2 20.60.1.2\t9000\tTCP",
        "Destination\tPort\n20.50.1.2 - 20.50.1.9\t443",
        '{"destination":"a.b.net c.d.net","port":443}',
        'dst="20.50.1.2 20.60.1.2" dport=443',
        "Source\tDestination\tPort\tProtocol\n10.20.0.0/24\t10.1.0.4\t53\tTCP/UDP",
        "目的地址：10.1.0.4 端口：53 协议：TCP/UDP",
        "dst=10.1.0.4 dport=53 proto=tcp/udp",
        "UDP: ntp.ubuntu.com:123; TCP: mcr.microsoft.com:443",
        "TCP mcr.microsoft.com:443; UDP ntp.ubuntu.com:123",
        "tcp mcr.microsoft.com 443, udp ntp.ubuntu.com 123",
        "放通TCP 443：mcr.microsoft.com、mcr.azure.cn；放通TCP 80：security.ubuntu.com",
        "TCP443：mcr.microsoft.com、mcr.azure.cn；TCP80：security.ubuntu.com",
        "HTTPS：mcr.microsoft.com、mcr.azure.cn；HTTP：security.ubuntu.com",
        "HTTPS:security.ubuntu.com",
        "UDP:mcr.microsoft.com:443",
        "mcr.microsoft.com:443, 80:security.ubuntu.com",
    ],
)
def test_what_people_write_in_tickets_and_what_is_not_clear_is_listed(text: str) -> None:
    found = parse_targets(text)
    assert found.targets == ()
    assert found.not_understood


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


def test_a_port_and_its_protocol_may_stand_behind_commas() -> None:
    assert places("a.b.net,443,TCP\nc.d.net;123;udp") == [("a.b.net", 443, "tcp"), ("c.d.net", 123, "udp")]


def test_names_of_tags_are_read_in_whatever_case() -> None:
    assert where("AzureCloud.ChinaEast2\nStorage.WestEurope:443") == {
        ("azurecloud.chinaeast2", None),
        ("storage.westeurope", 443),
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "14:55:20 5 N/A 1 drop gw1 > eth1 inzone: Internal; service_id: domain-tcp; src: 10.20.0.5; dst: 20.50.1.2;"
            " proto: tcp; svc: domain-tcp; sport_svc: 51000;",
            {("20.50.1.2", 53, "tcp")},
        ),
        (
            "14:55:20 5 N/A 1 drop 10.0.0.1 > eth1 src: 10.20.0.5; dst: 20.50.1.2; proto: udp; svc: domain-udp;"
            " sport_svc: 51000;",
            {("20.50.1.2", 53, "udp")},
        ),
        (
            "14:55:20 5 N/A 1 drop   10.0.0.1    >eth1 service_id: CPD_amon; src: 10.20.0.5; dst: 20.50.1.2;"
            " proto: tcp; svc: 18192; sport_svc: 51000;",
            {("20.50.1.2", 18192, "tcp")},
        ),
        (
            "type=traffic srcip=10.20.0.5 srcport=51000 dstip=20.50.1.2 dstport=443 proto=6 trandisp=snat"
            " transip=1.2.3.4 transport=51000",
            {("20.50.1.2", 443, "tcp")},
        ),
        (
            "type=traffic srcip=10.20.0.5 srcport=51000 dstip=20.50.1.2 dstport=443 proto=6 trandisp=dnat"
            " tranip=10.0.0.9 tranport=8443",
            {("20.50.1.2", 443, "tcp")},
        ),
    ],
)
def test_a_service_stands_under_any_name_and_a_translated_port_is_none_of_the_destination(
    line: str, found: set[Place]
) -> None:
    assert set(places(line)) == found


@given(
    st.sampled_from(
        ("service", "svc", "service_id", "service_name", "dst_service", "Service Name", "服务", "服务名称")
    ),
    st.sampled_from(("domain-tcp", "https", "tcp-8443", "CPD_amon", "Our-Backup", "tcp/9000")),
    st.sampled_from(
        ("src: 10.20.0.5; dst: 20.50.1.2; {}: {};", "source,destination,{}\n10.20.0.5,20.50.1.2,{}")
    ),
)
def test_a_service_that_is_named_is_never_any_port(key: str, service: str, form: str) -> None:
    text = form.format(key, service)
    assert all(target.port is not None for target in parse_targets(text).targets)


@pytest.mark.parametrize(
    "head", ["host,count", '"host","count"', "Host\tHits", "Host\t次数", "Host | Blocked", "主机,次数"]
)
def test_a_count_beside_a_host_is_no_port(head: str) -> None:
    between = next(mark for mark in ("\t", " | ", ",") if mark in head)
    assert places(f"{head}\nmcr.microsoft.com{between}12\na.b.net{between}8443") == [
        ("mcr.microsoft.com", None, "")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "IP,Port,Hits\n52.1.2.3,8443,22",
        "被拦截域名,端口号,命中数\na.b.net,8443,22",
        "52.1.2.3,8443,123",
        '"quay.io","8443","17"',
        '"Top 5 values of destination.ip","Top 5 values of destination.port","Count of records"\n"52.1.2.3",443,"1,234"',
        '"Top 5 values of destination.domain","Count of records"\n"quay.io",443\n"ghcr.io",80',
        "destination.ip.keyword: Descending,Count\n52.1.2.3,443",
        "IP Address,Count\n52.1.2.3,443",
        "Name,Hits\nquay.io,443",
        "Row Labels\tCount of DestinationIp\n52.1.2.3\t22\n52.1.2.4\t443\nGrand Total\t465",
        "Row Labels,443,8443,Grand Total\n52.1.2.3,22,1,23\nquay.io,22,,22",
    ],
)
def test_numbers_of_a_table_whose_head_nobody_knows_are_no_ports(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "src_ip,url,dst_ip,dst_port\n10.1.0.4,https://quay.io:8443/v2/,10.9.9.9,3128",
        'srcip=10.1.0.4 dstip=10.9.9.9 dstport=8080 service="HTTP" hostname="quay.io" url="https://quay.io:8443/" action=blocked',
        "Initiator IP\tResponder IP\tDestination Port / ICMP Code\tURL\n10.42.0.5\t20.50.1.2\t8443 / tcp\thttps://mcr.microsoft.com",
        "Source,Destination,Protocol\n10.240.0.4,quay.io,AMQP",
        "Destination,Application\nquay.io,amqp",
        "Host,TCP Port,UDP Port\nboth.corp.com,53,53",
    ],
)
def test_a_port_of_a_proxy_a_service_nobody_knows_and_one_port_by_both_protocols_are_listed(
    text: str,
) -> None:
    assert places(text) == []


def test_a_port_that_stands_as_a_number_counts_and_not_what_its_service_usually_has() -> None:
    assert places("Source,Destination,Service,Port\n10.240.0.4,52.1.2.3,HTTPS,8443") == [
        ("52.1.2.3", 8443, "")
    ]
    assert places("Destination: quay.io\nService: HTTPS\nPort: 8443") == [("quay.io", 8443, "")]


def test_a_list_with_commas_below_a_title_is_still_read() -> None:
    assert places("Hosts to open:\na.b.net,443\nc.d.net,80") == [("a.b.net", 443, ""), ("c.d.net", 80, "")]
