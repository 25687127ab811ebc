# ruff: noqa: E501 - lines of logs are as long as they are
"""Counts beside hosts and ports, tables aligned by blanks, and records of JSON that hold a port deeper than a host."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.planning.deny_log import parse_targets
from planner.planning.log_tokens import USUAL_PORTS

Place = tuple[str, int | None, str]
NUMBERS = st.one_of(st.integers(1, 99_999), st.sampled_from(sorted(USUAL_PORTS)))


def places(text: str) -> list[Place]:
    return [(target.host, target.port, target.transport) for target in parse_targets(text).targets]


def read_or_listed(text: str) -> tuple[set[tuple[str, int | None]], int]:
    parsed = parse_targets(text)
    return {(target.host, target.port) for target in parsed.targets}, len(parsed.not_understood)


@given(
    st.sampled_from(("a.b.net:443 ({})", "a.b.net:443 {}", "a.b.net:443 [{}]", "a.b.net:443 TCP ({})", "a.b.net:443 - {}")),
    NUMBERS,
)  # fmt: skip
def test_a_number_behind_a_host_with_its_port_is_no_second_port(form: str, number: int) -> None:
    found, listed = read_or_listed(form.format(number))
    assert (found, listed) in (({("a.b.net", 443)}, 0), (set(), 1))


@given(
    st.sampled_from(("a.b.net {}", "a.b.net\t{}", "a.b.net, {}", "a.b.net;{}", "denied a.b.net {}")), NUMBERS
)
def test_a_bare_number_is_a_port_only_where_it_is_a_usual_one(form: str, number: int) -> None:
    found, listed = read_or_listed(form.format(number))
    if number in USUAL_PORTS:
        assert (found, listed) in (({("a.b.net", number)}, 0), (set(), 1))
    else:
        assert (found, listed) == (set(), 1)


@pytest.mark.parametrize(
    "said", ["a.b.net port 9440", "a.b.net:9440", "a.b.net tcp 9440", "a.b.net 9440/tcp"]
)
def test_a_number_that_is_said_to_be_a_port_is_one(said: str) -> None:
    assert [place[:2] for place in places(said)] == [("a.b.net", 9440)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fqdn                Count_\nmcr.microsoft.com   120", [("mcr.microsoft.com", None, "")]),
        ("域名 次数\nmcr.microsoft.com 120", [("mcr.microsoft.com", None, "")]),
        ("域名              端口   次数\nmcr.microsoft.com  443   120", [("mcr.microsoft.com", 443, "")]),
        ("Destination Port\na.b.net 8443\nc.d.net 443", [("a.b.net", 8443, ""), ("c.d.net", 443, "")]),
        ("Source IP Destination IP Port\n10.0.0.4 20.50.1.2 8443", [("20.50.1.2", 8443, "")]),
        (
            "Name        DestinationFqdn    DestinationPort\n----------  -----------------  ---------------\n"
            "rule one    a.b.net            8443",
            [("a.b.net", 8443, "")],
        ),
        (
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
            "2 123456789010 eni-1 172.31.16.139 20.50.1.2 20641 443 6 20 4249 1418530010 1418530070 REJECT OK",
            [("20.50.1.2", 443, "tcp")],
        ),
        ("Host    Rule    Port\na.b.net         8443", [("a.b.net", 8443, "")]),
    ],
)  # fmt: skip
def test_a_table_that_is_aligned_by_blanks_is_read_by_its_head(text: str, found: list[Place]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Destination Bytes Action\nmcr.microsoft.com 443 Deny",
        "Name          Denied\nmcr.microsoft.com  443",
        "Top hosts (hits)\na.b.net 443",
        "命中次数最多的域名：\na.b.net 443",
    ],
)
def test_a_number_of_a_column_that_is_no_port_is_never_one(text: str) -> None:
    found, listed = read_or_listed(text)
    assert not found
    assert listed


@given(
    st.permutations(["Fqdn", "DestinationPort", "Hits", "Action"]), st.integers(2, 6), st.integers(1, 9999)
)
def test_columns_in_any_order_and_width_keep_their_meaning(names: list[str], gap: int, hits: int) -> None:
    cells = {"Fqdn": "a.b.net", "DestinationPort": "8443", "Hits": str(hits), "Action": "Deny"}
    widths = [max(len(name), len(cells[name])) + gap for name in names]
    rows = [
        "".join(word.ljust(width) for word, width in zip(words, widths, strict=True)).rstrip()
        for words in (names, [cells[name] for name in names])
    ]
    assert places("\n".join(rows)) == [("a.b.net", 8443, "")]


def test_a_flow_of_hubble_is_read_with_its_name_port_and_protocol() -> None:
    flow = {
        "verdict": "DROPPED",
        "IP": {"source": "10.0.0.5", "destination": "20.50.1.2", "ipVersion": "IPv4"},
        "l4": {"TCP": {"source_port": 51234, "destination_port": 8443}},
        "destination_names": ["a.contoso.com"],
    }
    assert places(json.dumps({"flow": flow, "node_name": "n1"})) == [("a.contoso.com", 8443, "tcp")]
    assert places(json.dumps({**flow, "destination_names": []})) == [("20.50.1.2", 8443, "tcp")]
    assert places(json.dumps({"flow": {**flow, "is_reply": True}})) == []


KEYS = st.sampled_from(("flow", "l4", "properties", "details", "event", "layer", "spec"))


@given(
    st.sampled_from(("destination", "dst_ip", "fqdn")),
    st.sampled_from(("destination_port", "dstPort", "dest_port", "dport")),
    st.lists(KEYS, min_size=0, max_size=3, unique=True),
    st.integers(1, 65535),
)
def test_a_port_however_deep_is_never_lost(host_key: str, port_key: str, way: list[str], port: int) -> None:
    deep: dict[str, object] = {port_key: port, "source_port": 51234}
    for key in reversed(way):
        deep = {key: deep}
    found, listed = read_or_listed(json.dumps({host_key: "20.50.1.2", "src_ip": "10.0.0.4", **deep}))
    assert (found, listed) in (({("20.50.1.2", port)}, 0), (set(), 1))


def test_records_within_wrappers_are_all_read_and_none_is_lost() -> None:
    ends = [{"destination": {"ip": f"20.50.1.{n}", "port": 8000 + n}} for n in range(1, 4)]
    text = json.dumps({"hits": {"hits": [{"_source": end} for end in ends]}})
    assert places(text) == [(f"20.50.1.{n}", 8000 + n, "") for n in range(1, 4)]
    assert places(json.dumps({"a": {"host": "a.b.net"}, "b": {"host": "c.d.net"}})) == []
    assert places(json.dumps({"log": json.dumps({"dst": "20.50.1.2", "dport": 8443})})) == [
        ("20.50.1.2", 8443, "")
    ]


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ("fatal: unable to access 'https://a.b.net:8443/o/r.git/': Could not resolve host: a.b.net", 8443),
        ('Failed to pull image "a.b.net:5000/a:1": rpc error: desc = lookup a.b.net: i/o timeout', 5000),
        ('Failed to pull image "a.b.net/a:1": rpc error: desc = lookup a.b.net: i/o timeout', None),
        ("error: https://a.b.net:8443/x failed, host a.b.net", 8443),
        ("dst=a.b.net action=deny a.b.net:8443", 8443),
    ],
)
def test_a_port_that_stands_by_the_same_host_elsewhere_in_the_line_counts(
    line: str, port: int | None
) -> None:
    assert [place[:2] for place in places(line)] == [("a.b.net", port)]


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("amqps://a.b.net", ("a.b.net", 5671, "tcp")),
        ("ssh://git@a.b.net/o", ("a.b.net", 22, "tcp")),
        ("ntp://a.b.net", ("a.b.net", 123, "udp")),
        ("ldaps://a.b.net:1636", ("a.b.net", 1636, "tcp")),
        ("nc -zvu a.b.net 123", ("a.b.net", 123, "udp")),
    ],
)
def test_a_scheme_and_an_option_say_the_port_and_the_protocol(url: str, place: Place) -> None:
    assert places(url) == [place]


@pytest.mark.parametrize(
    "text", ["foo://a.b.net", "NTP: a.b.net", "src=10.0.0.4 dst=a.b.net service=HTTPS、SSH"]
)
def test_a_service_whose_port_nobody_knows_is_listed(text: str) -> None:
    assert read_or_listed(text) == (set(), 1)


def test_a_range_is_listed_as_what_it_is() -> None:
    (listed,) = parse_targets("20.0.0.0/24").not_understood
    assert "range" in listed.reason.en


def test_the_portals_export_of_a_firewalls_messages_is_read_by_its_head() -> None:
    head = 'TenantId,"TimeGenerated [UTC]",ResourceId,Category,Resource,OperationName,"msg_s",Type'
    row = (
        '72a4,"7/20/2026, 9:01:22.123 AM",/SUBSCRIPTIONS/A/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW1,'
        'AzureFirewallApplicationRule,FW1,Log,"HTTPS request from 10.42.0.5:43242 to mcr.microsoft.com:443. Action: Deny",X'
    )
    assert places(f"{head}\n{row}") == [("mcr.microsoft.com", 443, "tcp")]


def test_a_protocol_without_ports_has_none_whatever_stands_behind_its_colon() -> None:
    line = "ICMP Type=8 request from 10.240.0.5:0 to 8.8.8.8:0. Action: Deny."
    assert places(line) == [("8.8.8.8", None, "icmp")]
