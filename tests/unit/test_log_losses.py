# ruff: noqa: E501 - lines of logs are as long as they are, and Chinese has signs of its own
"""What people paste once cost a host, a port or a protocol, or named another one: read whole, or listed."""

from __future__ import annotations

import pytest

from planner.planning.deny_log import parse_targets

Place = tuple[str, int | None, str]
ANSWERED: list[tuple[str, list[Place], int]] = [
    ("deny udp src=10.42.0.5 dst=20.50.1.2 dport=443", [("20.50.1.2", 443, "udp")], 0),
    ("UDP blocked: srcip=10.42.0.5 dstip=20.50.1.2 dstport=443", [("20.50.1.2", 443, "udp")], 0),
    ("拒绝 UDP 源=10.42.0.5 目的=20.50.1.2 目的端口=443", [("20.50.1.2", 443, "udp")], 0),
    ("dst=mcr.microsoft.com dport=443 udp", [("mcr.microsoft.com", 443, "udp")], 0),
    ("Host: mcr.microsoft.com Port: 443 (UDP)", [("mcr.microsoft.com", 443, "udp")], 0),
    ("目的:mcr.microsoft.com 端口:443 UDP", [("mcr.microsoft.com", 443, "udp")], 0),
    ("目的地址：mcr.azure.cn；目的端口：443；UDP", [("mcr.azure.cn", 443, "udp")], 0),
    ("目的：mcr.azure.cn 端口：443 协议 UDP", [("mcr.azure.cn", 443, "udp")], 0),
    ("请开通mcr.microsoft.com:443/UDP", [("mcr.microsoft.com", 443, "udp")], 0),
    ("3、mcr.microsoft.com:443/UDP", [("mcr.microsoft.com", 443, "udp")], 0),
    ("3、ntp.ubuntu.com:123/UDP", [("ntp.ubuntu.com", 123, "udp")], 0),
    ("dst=mcr.microsoft.com proto=quic dport=443", [("mcr.microsoft.com", 443, "udp")], 0),
    ("目的:mcr.microsoft.com，端口：443，协议：QUIC", [("mcr.microsoft.com", 443, "udp")], 0),
    ("mcr.microsoft.com:12次", [("mcr.microsoft.com", None, "")], 0),
    ("mcr.microsoft.com：80次", [("mcr.microsoft.com", None, "")], 0),
    ("mcr.microsoft.com:22台节点失败", [("mcr.microsoft.com", None, "")], 0),
    ("mcr.microsoft.com:30分钟", [("mcr.microsoft.com", None, "")], 0),
    (
        "目标域名            协议:端口\nmcr.microsoft.com   HTTPS:443\npackages.aks.azure.com HTTPS:8443",
        [("mcr.microsoft.com", 443, "tcp"), ("packages.aks.azure.com", 8443, "tcp")],
        0,
    ),
    (
        "Destination         Protocol:Port\nmcr.microsoft.com   HTTPS:443\nsecurity.ubuntu.com HTTP:80",
        [("mcr.microsoft.com", 443, "tcp"), ("security.ubuntu.com", 80, "tcp")],
        0,
    ),
    ("用http访问mcr.microsoft.com", [("mcr.microsoft.com", 80, "tcp")], 0),
    ("mcr.microsoft.com的http访问被拒", [("mcr.microsoft.com", 80, "tcp")], 0),
    ("mcr.microsoft.com http访问被拒", [("mcr.microsoft.com", 80, "tcp")], 0),
    ("通过HTTP访问mcr.azure.cn", [("mcr.azure.cn", 80, "tcp")], 0),
    ("①mcr.microsoft.com 443", [("mcr.microsoft.com", 443, "")], 0),
    ("mcr.microsoft.com①", [("mcr.microsoft.com", None, "")], 0),
    (
        "①mcr.microsoft.com\n②packages.aks.azure.com:443",
        [("mcr.microsoft.com", None, ""), ("packages.aks.azure.com", 443, "")],
        0,
    ),
    ("•mcr.microsoft.com:443", [("mcr.microsoft.com", 443, "")], 0),
    ("✅mcr.microsoft.com 443", [("mcr.microsoft.com", 443, "")], 0),
    ("mcr.microsoft.com👍", [("mcr.microsoft.com", None, "")], 0),
    ("·mcr.microsoft.com 443", [("mcr.microsoft.com", 443, "")], 0),
    ("mcr.microsoft.com™", [("mcr.microsoft.com", None, "")], 0),
    (
        "1.mcr.microsoft.com 443\n2.packages.aks.azure.com 443",
        [("mcr.microsoft.com", 443, ""), ("packages.aks.azure.com", 443, "")],
        0,
    ),
    (
        "1、mcr.microsoft.com 443\n2、packages.aks.azure.com 80",
        [("mcr.microsoft.com", 443, ""), ("packages.aks.azure.com", 80, "")],
        0,
    ),
    ("xn--mcr-rp0a.microsoft.com", [("xn--mcr-rp0a.microsoft.com", None, "")], 0),
    ("见附件 deny.xlsx，mcr.microsoft.com 443", [("mcr.microsoft.com", 443, "")], 0),
    ("image.png mcr.microsoft.com 443", [("mcr.microsoft.com", 443, "")], 0),
    (
        'Failed to pull image "mcr.microsoft.com/oss/kubernetes/pause:3.6": rpc error: code = Unknown desc = dial tcp 204.79.197.219:443: connect: connection refused',
        [("mcr.microsoft.com", 443, "tcp")],
        0,
    ),
    (
        'Failed to pull image "r.contoso.com:8443/a:1": dial tcp 20.79.197.219:8443: connect: connection refused',
        [("r.contoso.com", 8443, "tcp")],
        0,
    ),
    ("目的:mcr.azure.cn 端口:TCP 443", [("mcr.azure.cn", 443, "tcp")], 0),
    ("端口:TCP443 目的:mcr.azure.cn", [("mcr.azure.cn", 443, "tcp")], 0),
    ("源：10.42.0.5；目的：mcr.azure.cn；端口：TCP 443", [("mcr.azure.cn", 443, "tcp")], 0),
    ("目的:mcr.azure.cn 端口:443（TCP）", [("mcr.azure.cn", 443, "tcp")], 0),
    ("目的:mcr.azure.cn 端口：UDP 443", [("mcr.azure.cn", 443, "udp")], 0),
    ("目的:mcr.azure.cn 服务:TCP_8443", [("mcr.azure.cn", 8443, "tcp")], 0),
    (
        '%%01URL/4/FILTER(l): The URL filtering policy was matched. (SyslogId=1, VSys="public", Policy="p", SrcIp=10.42.0.5, DstIp=20.50.1.2, SrcPort=51234, DstPort=443, Protocol=TCP, Host="mcr.microsoft.com", Action=Block)',
        [("20.50.1.2", 443, "tcp")],
        0,
    ),
    ("源IP地址：10.42.0.5；目标IP地址：20.50.1.2；目标端口号：443", [("20.50.1.2", 443, "")], 0),
    ("客户端IP：10.42.0.5 服务器IP：20.50.1.2 服务器端口：443", [("20.50.1.2", 443, "")], 0),
    ("访问地址：mcr.microsoft.com\n访问端口：8443", [("mcr.microsoft.com", 8443, "")], 0),
    ("本地地址：10.42.0.5，远程地址：20.50.1.2，远程端口：443", [("20.50.1.2", 443, "")], 0),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nDestination Port: 9000\nProtocol: TCP\nmcr.microsoft.com:443",
        [("20.50.1.2", 9000, "tcp"), ("mcr.microsoft.com", 443, "")],
        0,
    ),
    (
        "mcr.microsoft.com:443\nSource: 10.42.0.5\nDestination: 20.50.1.2\nDestination Port: 9000\nProtocol: TCP",
        [("mcr.microsoft.com", 443, ""), ("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        "From: Anna <anna@contoso.com>\nTo: NetOps <netops@contoso.com>\nSubject: Firewall request\n\nmcr.microsoft.com:443\npackages.microsoft.com:443\n20.50.1.2:9000",
        [("mcr.microsoft.com", 443, ""), ("packages.microsoft.com", 443, ""), ("20.50.1.2", 9000, "")],
        1,
    ),
    (
        "From: anna@contoso.com\nTo: netops@contoso.com\nSubject: firewall\n\nPlease allow mcr.microsoft.com:443",
        [("mcr.microsoft.com", 443, "")],
        1,
    ),
    (
        "From: anna@contoso.com\nTo: netops@contoso.com\nSubject: Cannot reach mcr.microsoft.com",
        [("mcr.microsoft.com", None, "")],
        1,
    ),
    (
        "Ticket: INC123\nSummary: AKS cannot reach mcr.microsoft.com:443\nSource: 10.42.0.0/22\nDestination: 20.50.1.2\nPort: 9000",
        [("20.50.1.2", 9000, ""), ("mcr.microsoft.com", 443, "")],
        0,
    ),
    (
        "mcr.microsoft.com:443\npackages.microsoft.com:443\nSource: 10.42.0.0/22\nDestination: 20.50.1.2",
        [("mcr.microsoft.com", 443, ""), ("packages.microsoft.com", 443, ""), ("20.50.1.2", None, "")],
        0,
    ),
    (
        "host: mcr.microsoft.com\nport: 443\npackages.microsoft.com: 443",
        [("mcr.microsoft.com", 443, ""), ("packages.microsoft.com", 443, "")],
        0,
    ),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nTCP Port: 8443\nAction: Deny",
        [("20.50.1.2", 8443, "tcp")],
        0,
    ),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nL4 Port: 6380\nProtocol: TCP",
        [("20.50.1.2", 6380, "tcp")],
        0,
    ),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nDestination port range: 8443\nProtocol: TCP",
        [("20.50.1.2", 8443, "tcp")],
        0,
    ),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nService Name: ssh\nProtocol: TCP",
        [("20.50.1.2", 22, "tcp")],
        0,
    ),
    (
        "Source: 10.42.0.5\nDestination: 20.50.1.2\nPort: 443\nSSL SNI: mcr.microsoft.com",
        [("mcr.microsoft.com", 443, "")],
        0,
    ),
    (
        'hostname=fgt1.contoso.com type="traffic" subtype="forward" srcip=10.42.0.5 srcport=51234 dstip=20.50.1.2 dstport=9000 proto=6',
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        "host=fw1.contoso.com category=firewall src=10.42.0.5 dst=20.50.1.2 dport=9000 proto=tcp",
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        "TimeGenerated,HostName,Category,SourceIp,DestinationIp,DestinationPort,Protocol\n2024-05-01,fw1.contoso.com,Firewall,10.42.0.5,20.50.1.2,9000,TCP",
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        '{"host":"fw1.contoso.com","category":"AZFWNetworkRule","SourceIp":"10.42.0.5","DestinationIp":"20.50.1.2","DestinationPort":9000,"Protocol":"TCP"}',
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        '{"time":1714550400,"host":"fw1.contoso.com","event":{"src":"10.42.0.5","dst":"20.50.1.2","dport":9000}}',
        [("20.50.1.2", 9000, "")],
        0,
    ),
    (
        '{"host":"fw1.contoso.com","event":"TCP request from 10.42.0.5:51234 to mcr.microsoft.com:8443. Action: Deny"}',
        [("mcr.microsoft.com", 8443, "tcp")],
        0,
    ),
    (
        '{"host":"fw1.contoso.com","short_message":"TCP request from 10.42.0.5:51234 to 20.50.1.2:9000. Action: Deny"}',
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        '{"hostname":"h.contoso.com","err":"dial tcp 20.50.1.2:9000: i/o timeout"}',
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    (
        '{"LogEntry":"dial tcp 20.50.1.2:9000: i/o timeout","Host":"aks1.contoso.com"}',
        [("20.50.1.2", 9000, "tcp")],
        0,
    ),
    ('{"host":"fw.contoso.com","text":"blocked mcr.microsoft.com"}', [("mcr.microsoft.com", None, "")], 0),
    (
        '{"hostname":"aks-node1.corp.example","flows":[{"dst":"20.50.1.2","dport":9000}]}',
        [("20.50.1.2", 9000, "")],
        0,
    ),
    ("cannot pull from mcr.microsoft.com:443", [("mcr.microsoft.com", 443, "")], 0),
    ("image download from mcr.microsoft.com fails", [("mcr.microsoft.com", None, "")], 0),
    ("FQDN,ServerIP,Port\nmcr.microsoft.com,20.50.1.2,8443", [("mcr.microsoft.com", 8443, "")], 0),
    ("fqdn=mcr.microsoft.com serverip=20.50.1.2 dport=8443", [("mcr.microsoft.com", 8443, "")], 0),
    (
        '{"fqdn":"mcr.microsoft.com","server_ip":"20.50.1.2","server_port":8443}',
        [("mcr.microsoft.com", 8443, "")],
        0,
    ),
    (
        '{"authority":"mcr.microsoft.com","upstream_host":"20.50.1.2:443","downstream_remote_address":"10.244.0.5:51234","upstream_cluster":"BlackHoleCluster"}',
        [("mcr.microsoft.com", 443, "")],
        0,
    ),
    ("src=10.42.0.5 dst=20.50.1.2 dp=6380 sp=51234 proto=tcp", [("20.50.1.2", 6380, "tcp")], 0),
    ('{"dst_ip":"20.50.1.2","dst_prt":"6380"}', [("20.50.1.2", 6380, "")], 0),
    ('{"destination":"20.50.1.2","prt":6380}', [("20.50.1.2", 6380, "")], 0),
    ("dst_addr=20.50.1.2 dst_p=6380", [("20.50.1.2", 6380, "")], 0),
    ("20.50.1.2/32:9000", [("20.50.1.2", 9000, "")], 0),
    ("Destination: 20.50.1.2/32:9000 Source: 10.42.0.5", [("20.50.1.2", 9000, "")], 0),
    ("cache.redis.cache.windows.net tcp[6380]", [("cache.redis.cache.windows.net", 6380, "tcp")], 0),
    ("cache.redis.cache.windows.net @6380", [("cache.redis.cache.windows.net", 6380, "")], 0),
    ("cache.redis.cache.windows.net p.6380", [("cache.redis.cache.windows.net", 6380, "")], 0),
    (
        "RT_FLOW_SESSION_DENY: session denied 10.42.0.5/1->20.50.1.2/2048 0x0 icmp 1(8) deny-all trust untrust UNKNOWN",
        [("20.50.1.2", None, "icmp")],
        0,
    ),
    ("e.g. mcr.microsoft.com", [("mcr.microsoft.com", None, "")], 0),
    (
        "Server:  168.63.129.16\nAddress: 168.63.129.16#53\n\n** server can't find mcr.microsoft.com: NXDOMAIN",
        [("mcr.microsoft.com", None, "")],
        2,
    ),
]
"""A text, the places in it, and how many of its lines are listed."""

LISTED = [
    "目标：mcr.microsoft.com，端口：443 80",
    "目标：mcr.microsoft.com，端口：443;80",
    "dst=mcr.microsoft.com dport=443 8443",
    "Destination: mcr.microsoft.com Ports: 443 8443",
    "dst: mcr.microsoft.com, port: 443;80",
    "目标：mcr.microsoft.com，端口：443  UDP：1194",
    "dst=20.50.1.2 dport=443, also 9000",
    "目的地址：mcr.microsoft.com，端口：443，备注：还需 8443",
    "目的=20.50.1.2 端口=443 另外还有 9000 端口",
    "目的：mcr.azure.cn，端口：443，备注：UDP也要",
    "mcr.microsoft.com-443",
    "mcr.microsoft.com_443",
    "mcr.microsoft.com-tcp-443",
    "见附件：拒绝日志.xlsx",
    'Failed to pull image "mcr.microsoft.com/a:1": dial tcp 20.79.197.219:8080: connect: refused',
    "目的 mcr.azure.cn 目的端口 TCP-443",
    "SESSION: 10.42.0.5:51234->20.50.1.2:443(TCP), interface ethernet0/1, vr trust-vr, policy 3, user -@-, host -, session deny",
    "HTTP：security.ubuntu.com",
    "开通80和443：security.ubuntu.com",
    "Source: 10.42.0.5\nDestination: 20.50.1.2\nPuerto: 8443\nProtocol: TCP",
    "Source: 10.42.0.5\nDestination: 20.50.1.2\nPort: 9000\nPort 2: 1194\nProtocol: TCP",
    "Source: 10.42.0.5\nDestination: 20.50.1.2\nDestination 2: 20.50.1.3\nPort: 9000",
    '{"host":"aks1.contoso.com","message":"retrying"}',
    '{"kubernetes":{"host":"aks1.contoso.com"},"message":"retrying"}',
    "May  1 08:01:02 fw1.contoso.com Deny TCP to MCRHOST:9000",
    "May  1 08:01:02 fw1.contoso.com snmpd: restarted",
    "2024-05-01T08:01:02Z fw1.contoso.com link down",
    "deny inbound from aks-node1.contoso.com:51234",
    "traffic from aks-node1.contoso.com dropped",
    "client aks-node1.contoso.com timed out",
    "Source aks-node1.contoso.com denied, rule 12",
    "blocked from aks-node1.contoso.com on port 443",
    "Node aks-node1.contoso.com port 51234 blocked",
    "[dial tcp 20.50.1.2:443: i/o timeout, dial tcp 20.50.1.3:443: i/o timeout]",
    "lookup mcr.microsoft.com: no such host; lookup management.azure.com: no such host",
    "CONNECT mcr.microsoft.com:443 denied, CONNECT packages.microsoft.com:443 denied",
    "GET https://mcr.microsoft.com/v2/ timed out; ntp.ubuntu.com:123 too",
    "TCP request from 10.42.0.5:51234 to 20.50.1.2:9000. Action: Deny - also affects mcr.microsoft.com:443",
    "10.42.0.5/51514 -> 20.50.1.2/9000 and mcr.microsoft.com:8443 denied",
    "dial tcp 20.50.1.2:443: i/o timeout (also tried mcr.microsoft.com:8443)",
    "[dial tcp 20.50.1.2:443: i/o timeout, dial tcp 20.50.1.2:9000: i/o timeout]",
    "mcr.microsoft.com:443/packages.microsoft.com:443",
    "A? a.b.net. (35) and AAAA? c.d.net. (38)",
    '{"Fqdn":"mcr.microsoft.com","DestinationPort":443,"related":[{"Fqdn":"ntp.ubuntu.com","DestinationPort":123}]}',
    "DestinationIp,DestinationPort,Notes\n20.50.1.2,9000,also ntp.ubuntu.com:123",
    '"No.","Time","Source","Destination","Protocol","Length","Info"\n"1","0.0","10.42.0.5","20.50.1.2","TCP","74","51234  >  6380 [SYN] Seq=0 Win=64240 Len=0"',
    "Destination,Source\ncache.redis.cache.windows.net (6380),10.42.0.5",
    "Source: 10.42.0.5 Destination: 20.50.1.2 6380",
    "Destination\tTCP\n20.50.1.2\t6380",
    "Destination\tPuerto\n20.50.1.2\t6380",
    "Source\tDestination\tL4\n10.42.0.5\t20.50.1.2\t6380",
    "Destination: 20.50.1.2\nZielport: 6380",
    "Destination,Description\ncache.redis.cache.windows.net,Redis 6380",
    "Dst,Port,Port\n20.50.1.2,9000,1194",
    "kubernetes.io/hostname=aks-1",
    "Operation Microsoft.Network/azureFirewalls failed",
    "on main.tf line 12",
]


@pytest.mark.parametrize(("text", "places", "listed"), ANSWERED)
def test_a_text_is_read_whole(text: str, places: list[Place], listed: int) -> None:
    found = parse_targets(text)
    assert [(target.host, target.port, target.transport) for target in found.targets] == places
    assert len(found.not_understood) == listed


@pytest.mark.parametrize("text", LISTED)
def test_a_text_that_cannot_be_read_whole_is_listed(text: str) -> None:
    found = parse_targets(text)
    assert not found.targets
    assert found.not_understood
