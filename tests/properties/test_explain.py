"""Hosts, deny logs and openings hold for whatever comes: against naive matchers, and against any text."""

from __future__ import annotations

from ipaddress import ip_network

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.demand import Necessity
from planner.domain.destination import Destination, DestinationType
from planner.domain.rule import Reason, Rule, RuleKind
from planner.domain.service import Service
from planner.domain.source import Source, SourceKind
from planner.domain.text import Text
from planner.planning.coverage import openings, with_coverage
from planner.planning.deny_log import parse_targets
from planner.planning.explain import HostExplainer, Target
from planner.planning.matching import HostIndex, PrefixIndex
from planner.planning.situation import situation
from tests.plans import SHOP, catalog, planned

SAID = Text("a", "甲")
NOWHERE = Source(SourceKind.PAGE, "")
WHERE = situation(SHOP, catalog())
EVERY = tuple(feature.id for feature in catalog().features if not feature.always)
EXPLAINERS = [
    HostExplainer(planned(features=EVERY), catalog()),
    HostExplainer(planned(edition="2020-03-10"), catalog()),
    HostExplainer(planned(cloud="AzureChinaCloud", region="chinaeast2"), catalog()),
]

# Few labels, so that names fall below each other often.
labels = st.sampled_from(["a", "b", "ab", "a-b"])
names = st.lists(labels, min_size=1, max_size=4).map(lambda parts: ".".join([*parts, "example"]))
patterns = st.one_of(names, names.map(lambda name: f"*.{name}"))
prefixes = st.builds(
    lambda number, length: str(ip_network((number << 12, length), strict=False)),
    st.integers(0, 255),
    st.integers(16, 32),
)
services = st.lists(
    st.sampled_from(["HTTPS:443", "HTTP:80", "HTTPS:8443"]).map(Service.parse),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)


def takes_in(pattern: str, host: str) -> bool:
    if not pattern.startswith("*."):
        return pattern == host
    return host == pattern or (
        host.removeprefix("*.") != pattern[2:] and host.removeprefix("*.").endswith(pattern[1:])
    )


@given(st.lists(patterns, max_size=8), patterns)
def test_the_index_finds_what_a_naive_matcher_finds(held: list[str], host: str) -> None:
    index: HostIndex[int] = HostIndex()
    for number, pattern in enumerate(held):
        index.add(pattern, number)
    found = sorted(match.item for match in index.matches(host))
    assert found == [number for number, pattern in enumerate(held) if takes_in(pattern, host)]


@given(names, labels)
def test_a_placeholder_stands_for_text_within_one_label(name: str, label: str) -> None:
    index: HostIndex[str] = HostIndex()
    index.add(f"svc-<guid>.{name}", "one")
    index.add(f"*.hcp.<location>.{name}", "region")
    assert [match.item for match in index.matches(f"svc-{label}.{name}")] == ["one"]
    assert [match.item for match in index.matches(f"svc-{label}.x.{name}")] == []
    assert [match.location for match in index.matches(f"x.{label}.hcp.eastus.{name}")] == ["eastus"]
    assert list(index.matches(f"hcp.eastus.{name}")) == []


@given(st.lists(prefixes, max_size=8), prefixes)
def test_the_index_of_prefixes_finds_what_ipaddress_finds(held: list[str], asked: str) -> None:
    index: PrefixIndex[int] = PrefixIndex()
    for number, prefix in enumerate(held):
        index.add(prefix, number)
    wanted = ip_network(asked)
    inside = [number for number, prefix in enumerate(held) if wanted.subnet_of(ip_network(prefix))]  # type: ignore[arg-type]
    assert sorted(index.around(asked)) == inside


def rule(number: int, value: str, held: tuple[Service, ...]) -> Rule:
    reason = Reason(f"r{number}", "core", Necessity.OPTIONAL, SAID, SAID, NOWHERE)
    destination = Destination(DestinationType.FQDN, value)
    return Rule(f"r{number}", RuleKind.APPLICATION, ("10.0.0.0/24",), destination, held, (reason,))


@given(st.lists(st.tuples(patterns, services), max_size=8, unique_by=lambda entry: entry[0]), st.data())
def test_openings_are_those_that_comparing_every_pair_gives(
    held: list[tuple[str, tuple[Service, ...]]], data: st.DataObject
) -> None:
    rules = tuple(rule(number, value, offered) for number, (value, offered) in enumerate(held))
    left_out = data.draw(st.sets(st.sampled_from([entry.id for entry in rules]))) if rules else set()
    found = {
        (opening.rule_id, opening.through): set(opening.services)
        for through in openings(rules, left_out, WHERE).values()
        for opening in through
    }
    naive = {
        (narrow.id, wide.id): set(narrow.services) & set(wide.services)
        for narrow in rules
        for wide in rules
        if narrow.id in left_out
        and wide.id not in left_out
        and wide.destination.covers(narrow.destination)
        and set(narrow.services) & set(wide.services)
    }
    assert found == naive


@given(st.lists(st.tuples(patterns, services), max_size=8, unique_by=lambda entry: entry[0]))
def test_the_first_line_that_covers_another_is_named(held: list[tuple[str, tuple[Service, ...]]]) -> None:
    rules = tuple(rule(number, value, offered) for number, (value, offered) in enumerate(held))
    for covered in with_coverage(rules, ()):
        first = next(
            (
                wide.id
                for wide in rules
                if wide.destination.covers(covered.destination)
                and set(covered.services) <= set(wide.services)
            ),
            None,
        )
        assert covered.covered_by == first


fragments = st.sampled_from(
    [
        "HTTPS request from ", " to ", "10.0.0.1:5", "mcr.microsoft.com", ":443", ". Action: Deny", "dst=", "src=",
        '"', "{", "}", "[", "]", ",", ";", "\n", "\t", "Fqdn", "DestinationIp", "DestinationPort,", "CONNECT ",
        "DNS Request: a - 1 A IN ", ",TRAFFIC,", ",THREAT,url", "://", "*.", "<location>", "[::1]", "%", "\x00", "。",
        "ü", "xn--", "2001:db8::", "/24", ":99999", "msg=", '{"msg":"', "hcp.westeurope.azmk8s.io", "1e999", "NaN",
    ]
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(fragments, max_size=20).map("".join))


@given(texts)
def test_any_text_is_read_and_every_host_in_it_gets_an_answer(text: str) -> None:
    found = parse_targets(text)
    if text.strip("\ufeff \t\r\n") and text.splitlines() and any(line.strip() for line in text.splitlines()):
        assert found.targets or found.not_understood, "dropped in silence"
    for explainer in EXPLAINERS:
        answers = explainer.explain_all(found.targets)
        assert [answer.host for answer in answers] == [target.host for target in found.targets]
        assert all(answer.reason.en and answer.reason.zh for answer in answers)


@given(st.text(max_size=80), st.none() | st.integers(1, 65535), st.sampled_from(["", "tcp", "udp"]))
def test_no_target_makes_an_answer_fail(host: str, port: int | None, transport: str) -> None:
    for explainer in EXPLAINERS:
        assert explainer.explain(Target(host, port, transport)).reason.en


real_labels = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)
real_hosts = st.builds(
    lambda parts, end: ".".join([*parts, end]),
    st.lists(real_labels, min_size=1, max_size=4),
    st.sampled_from(["com", "io", "azure.com", "windows.net", "cn"]),
)
forms = st.sampled_from(
    [
        "{host}:{port}",
        "https://{host}:{port}/path?query=x.y",
        "HTTPS request from 10.42.0.5:51234 to {host}:{port}. Action: Deny. No rule matched",
        '{{"properties":{{"msg":"HTTPS request from 10.42.0.5:51234 to {host}:{port}. Action: Deny."}}}}',
        '{{"Protocol":"HTTPS","SourceIp":"10.1.1.1","SourcePort":9,"Fqdn":"{host}","DestinationPort":{port}}}',
        "SourceIp,SourcePort,Fqdn,DestinationPort\n10.1.1.1,9,{host},{port}",
        'date=2026-01-01 srcip=10.42.0.5 dstip=20.50.1.2 dstport={port} proto=6 hostname="{host}" url="/"',
        'fw - [action:"Drop"; src:"10.42.0.5"; dst:"20.50.1.2"; service:"{port}"; resource:"https://{host}/"]',
        "1700000000.123 45 10.42.0.5 TCP_DENIED/403 3900 CONNECT {host}:{port} - HIER_NONE/- text/html",
        "fw 1,2026/01/01 00:00:00,0011,THREAT,url,2049,2026/01/01 00:00:00,10.42.0.5,20.50.1.2,0.0.0.0,0.0.0.0,r,,,"
        'ssl,v,t,u,e1,e2,log,2026/01/01 00:00:00,1,1,51234,{port},0,0,0x0,tcp,block-url,"{host}/v2/",(9999),any',
        "CEF:0|a|b|1|c|d|5|src=10.42.0.5 dst=20.50.1.2 dhost={host} dpt={port} proto=TCP",
    ]
)


@given(st.lists(st.tuples(real_hosts, st.integers(1, 65535)), min_size=1, max_size=1), forms)
def test_no_known_form_loses_its_host(places: list[tuple[str, int]], form: str) -> None:
    host, port = places[0]
    found = parse_targets(form.format(host=host, port=port))
    assert [(target.host, target.port) for target in found.targets] == [(host, port)]
    assert found.not_understood == ()
