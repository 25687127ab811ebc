"""What a sentence names is answered where it is one place, and else only offered: nothing is claimed of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning.deny_log import parse_targets
from planner.planning.explain import Explanation, HostExplainer, HostVerdict
from planner.planning.explain_words import READ_FROM_WORDS
from tests.plans import catalog, planned

MCR, PACKAGES = "mcr.microsoft.com", "packages.aks.azure.com"


def offered(text: str) -> list[tuple[str, int | None, str]]:
    return [
        (target.host, target.port, target.transport)
        for entry in parse_targets(text).not_understood
        for target in entry.named
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            f"Please open TCP 443 from 10.42.0.0/24 to {MCR} and {PACKAGES}.",
            [(MCR, 443, "tcp"), (PACKAGES, 443, "tcp")],
        ),
        (
            f"{MCR}:443 is served via mcr-0001.mcr-msedge.net",
            [(MCR, 443, ""), ("mcr-0001.mcr-msedge.net", None, "")],
        ),
        (f"{MCR}:443 通吗？{PACKAGES}:443 通吗？", [(MCR, 443, ""), (PACKAGES, 443, "")]),
        (f"请放行到 {MCR} 的 443 和 80 端口", [(MCR, 443, ""), (MCR, 80, "")]),
        (f"{MCR} was moved, now it is 20.9.9.9:3128", [(MCR, None, ""), ("20.9.9.9", 3128, "")]),
        (
            f"{MCR} or UDP 123 to ntp.ubuntu.com, see https://aka.ms/x",
            [(MCR, None, ""), ("ntp.ubuntu.com", None, "")],
        ),
    ],
)
def test_a_sentence_of_several_places_or_ports_is_offered(
    text: str, named: list[tuple[str, int | None, str]]
) -> None:
    assert parse_targets(text).targets == ()
    assert offered(text) == named


@pytest.mark.parametrize(
    "text",
    [
        f"the nodes can not pull from {MCR} on port 443",
        f"nc: connect to {MCR} (20.50.1.2) port 443 (tcp) failed: Connection timed out",
        f"请开放 TCP443 到 {MCR}，源 10.42.0.0/24",
    ],
)
def test_a_sentence_of_one_place_is_answered_and_says_that_it_is_words(text: str) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port) == (MCR, 443)
    assert found.in_words
    answer = _explained(text)
    assert READ_FROM_WORDS in answer.notes


@pytest.mark.parametrize(
    "text",
    [
        MCR,
        f"{MCR}:443",
        f"tcp {MCR} 443",
        f"https://{MCR}/v2/",
        f"fqdns: [{MCR}]",
        f"HTTPS request from 10.42.0.5:51234 to {MCR}:443. Action: Deny",
        f"the nodes can not pull from {MCR}:443\n{MCR}:443",
    ],
)
def test_a_list_or_a_known_form_says_nothing_of_words(text: str) -> None:
    (found,) = parse_targets(text).targets
    assert not found.in_words
    assert READ_FROM_WORDS not in _explained(text).notes


def _explained(text: str) -> Explanation:
    return HostExplainer(planned(), catalog()).explain(parse_targets(text).targets[0])


def test_what_cannot_have_been_meant_is_not_offered() -> None:
    text = (
        "who is 10.42.0.5 and 168.63.129.16? See https://learn.microsoft.com/azure/aks and https://aka.ms/aks"
    )
    assert offered(text) == []


def test_a_line_of_many_hosts_offers_no_more_than_a_person_reads() -> None:
    text = "these are not: " + " nor ".join(f"host-{number}.contoso.com" for number in range(200))
    assert len(offered(text)) == 50


@given(
    st.lists(
        st.sampled_from((f"{MCR}:443", PACKAGES, "20.50.1.2:9000", "is", "via", "not", "of", "443")),
        min_size=3,
    )
)
def test_words_with_two_places_are_never_answered(words: list[str]) -> None:
    text = " ".join(["we", *words, "saw"])
    found = {target.host for target in parse_targets(text).targets}
    assert len(found) <= 1


# --- what is no form at all, and lost its destination ---


@pytest.mark.parametrize(
    "text",
    [
        "10.42.0.5:51234 -> server1:443 DENY",
        "10.42.0.5 cannot reach server1:443",
        "10.42.0.5 无法访问 server1:443",
        "deny tcp 10.99.0.5 -> registry:5000",
        "deny 10.99.0.5 -> any:1194",
        "deny 10.99.0.5 -> *:1194",
        "mcr.microsoft.com cannot reach server1:443",
        "10.42.0.5 -> server1 denied",
        "20.50.1.0/24:443",
        "dst=20.50.1.0/24:443",
        "0.0.0.0/0:443",
        '{"dst":"20.50.1.2","dport":443,"foo":"packages.aks.azure.com"}',
        '{"dst":"20.50.1.2","dport":443,"details":{"host":"packages.aks.azure.com"}}',
        '{"srcip":"10.42.0.5","dstip":"20.50.1.2","dstport":443,"msg":"TLS to packages.aks.azure.com blocked"}',
        '{"dst":"20.50.1.2","dst":"20.50.1.3","dport":443}',
        '{"dstip":"20.50.1.2","dstport":443,"dstport":80}',
        "dst,dst,dport\n20.50.1.2,20.50.1.3,443",
        "curl --connect-to mcr.microsoft.com:443:cache.corp.example:8443 https://mcr.microsoft.com",
        "mcr.microsoft.com HTTPS UDP",
        "Destination: mcr.microsoft.com\nDestination: security.ubuntu.com\nPort: 443",
    ],
)
def test_nothing_is_answered_in_the_place_of_a_destination_that_cannot_be_read(text: str) -> None:
    found = parse_targets(text)
    assert found.targets == ()
    assert found.not_understood


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("reject 10.42.0.5 > 20.50.1.2.443: tcp", ("20.50.1.2", 443, "tcp")),
        ("drop 10.42.0.5 -> 20.50.1.2.1194 udp", ("20.50.1.2", 1194, "udp")),
        ("10.42.0.5 > mcr.microsoft.com.443: tcp", (MCR, 443, "tcp")),
        (
            "rule 5/0(match): block out on em0: 10.42.0.5.51234 > 20.50.1.2.443: Flags [S]",
            ("20.50.1.2", 443, ""),
        ),
        ("packages.\u200baks.\u200bazure.com:443", (PACKAGES, 443, "")),
        ("mcr.micro\u00adsoft.com:443", (MCR, 443, "")),
        ("mcr.\u2060microsoft.com:443", (MCR, 443, "")),
        ("connect to [shop.mongo.cosmos.azure.com:10255] failed", ("shop.mongo.cosmos.azure.com", 10255, "")),
        (
            '{"destination":{"ip":"20.50.1.2","port":443},"url":{"domain":"packages.aks.azure.com"}}',
            (PACKAGES, 443, ""),
        ),
        (
            '{"destination":{"ip":"20.50.1.2","port":443},"tls":{"client":{"server_name":"packages.aks.azure.com"}}}',
            (PACKAGES, 443, ""),
        ),
        (
            '{"srcip":"10.42.0.5","dstip":"20.50.1.2","dstport":443,"devname":"fw.contoso.com","policyname":"to.example.com"}',
            ("20.50.1.2", 443, ""),
        ),
    ],
)
def test_the_destination_is_read_whole(text: str, place: tuple[str, int | None, str]) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port, found.transport) == place


def test_a_line_that_names_a_place_is_not_said_to_hold_none() -> None:
    (entry,) = parse_targets("#fields id.orig_h id.resp_h 10.42.0.5 51234 20.50.1.2 x").not_understood
    assert entry.named
    assert "No host" not in entry.reason.en


@pytest.mark.parametrize(
    ("text", "transport"),
    [
        ("quic://mcr.microsoft.com:443", "udp"),
        ("mcr.microsoft.com:443/quic", "udp"),
        ("mcr.microsoft.com:443/h3", "udp"),
        ("mcr.microsoft.com:443/sctp", "sctp"),
        ("sctp://mcr.microsoft.com:443", "sctp"),
        ("mcr.microsoft.com:443/gre", "gre"),
        ("mcr.microsoft.com:443/https", "tcp"),
        ("mcr.microsoft.com:443/v2", ""),
    ],
)
def test_a_protocol_that_is_written_to_a_place_is_not_lost(text: str, transport: str) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port, found.transport) == (MCR, 443, transport)


@pytest.mark.parametrize("text", ["20.50.1.0/255.255.255.0", "20.50.1.0/0.0.0.255:443"])
def test_a_mask_makes_a_range(text: str) -> None:
    assert parse_targets(text).targets == ()


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("source,destination,port\n10.240.0.0/24,mcr.microsoft.com,443", ("10.240.0.0/24",)),
        ("src=10.240.0.0/24 dst=mcr.microsoft.com dport=443", ("10.240.0.0/24",)),
        ('{"SourceIp":"10.240.0.0/24","Fqdn":"mcr.microsoft.com","DestinationPort":443}', ("10.240.0.0/24",)),
        ("源地址：10.240.0.0/24 目的地址：mcr.microsoft.com 端口：443", ("10.240.0.0/24",)),
        ("请开通 10.240.0.0/24 到 mcr.microsoft.com 的 443 端口", ("10.240.0.0/24",)),
        ("Please open 10.240.0.0/24 to mcr.microsoft.com:443", ("10.240.0.0/24",)),
        ("10.240.0.0/24 -> mcr.microsoft.com:443", ("10.240.0.0/24",)),
        ("mcr.microsoft.com:443 from subnet 192.168.5.0/24", ("192.168.5.0/24",)),
        (
            "source,destination,port\n10.240.0.4-10.240.0.9,mcr.microsoft.com,443",
            ("10.240.0.4", "10.240.0.9"),
        ),
        (
            'source,destination,port\n"10.240.0.4, 10.240.0.5",mcr.microsoft.com,443',
            ("10.240.0.4", "10.240.0.5"),
        ),
        ("source,destination,port\n10.42.0.0/16,mcr.microsoft.com,443", ("10.42.0.0/16",)),
        ("src=10.240.0.4/32 dst=mcr.microsoft.com dport=443", ("10.240.0.4",)),
    ],
)
def test_a_source_of_many_addresses_is_not_passed_over(text: str, sources: tuple[str, ...]) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port, found.sources) == (MCR, 443, sources)
    made = planned(node_subnets=("10.42.0.0/22",))
    answer = HostExplainer(made, catalog()).explain(found)
    assert answer.verdict is HostVerdict.UNKNOWN
    assert "10.42.0.0/22 alone" in answer.reason.en


def test_a_source_within_the_subnet_is_the_plans() -> None:
    (found,) = parse_targets("10.42.1.0/24 -> mcr.microsoft.com:443").targets
    made = planned(node_subnets=("10.42.0.0/22",))
    assert HostExplainer(made, catalog()).explain(found).verdict is HostVerdict.ALLOWED


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("deny tcp any host mcr.microsoft.com eq www", 80),
        ("mcr.microsoft.com www", 80),
        ("deny tcp any host mcr.microsoft.com eq 8443", 8443),
        ("deny tcp any host mcr.microsoft.com eq domain", 53),
        ("deny tcp any host mcr.microsoft.com eq ssh (hitcnt=12)", 22),
        ("访问http：//mcr.microsoft.com超时", 80),
        ("访问https://mcr.microsoft.com超时", 443),
    ],
)
def test_a_port_by_its_name_is_not_lost(text: str, port: int) -> None:
    (found,) = parse_targets(text).targets
    assert (found.host, found.port) == (MCR, port)


@pytest.mark.parametrize(
    "text",
    [
        "deny tcp any host mcr.microsoft.com gt 1023",
        "deny tcp any host mcr.microsoft.com eq someservice",
        "本地端口 51234 访问 mcr.microsoft.com 被拒绝",
        "从 51234 端口访问 mcr.microsoft.com 被拒绝",
        "通过代理端口 3128 访问 mcr.microsoft.com 失败",
        "代理监听端口 3128，访问 mcr.microsoft.com 失败",
        "防火墙管理端口 8443，mcr.microsoft.com 被拦截",
        "交换机端口 24 下的节点访问 mcr.microsoft.com 失败",
        "节点端口 30080 的服务访问 mcr.microsoft.com 失败",
        "本机 443 端口到 security.ubuntu.com 不通",
        "ephemeral port 51234 to mcr.microsoft.com denied",
        "HTTP request from 10.0.0.4:51234 to mcr.microsoft.com:443. Action: Deny. No rule matched.",
        "MSSQL request from 10.42.0.4:51234 to mcr.microsoft.com:443. Action: Deny.",
        "HTTPS request from 10.0.0.4:51234 to security.ubuntu.com:80. Action: Deny. No rule matched.",
        '{"SourceIp":"10.42.0.4","Protocol":"HTTP","Fqdn":"mcr.microsoft.com","DestinationPort":443,"Action":"Deny"}',
    ],
)
def test_a_port_of_something_else_or_of_another_protocol_is_none_of_the_host(text: str) -> None:
    found = parse_targets(text)
    assert found.targets == ()
    assert found.not_understood
