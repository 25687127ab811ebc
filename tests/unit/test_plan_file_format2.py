"""Plan file format 2 holds what is known and nothing else; format 1, whose values were defaults, stays readable."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalog.strict_yaml import read_yaml
from planner.domain.cluster import Exposure, InboundService
from planner.domain.fact import Fact, FactKind, Known
from planner.domain.omission import Omission
from planner.domain.problem import FileProblem
from planner.domain.request import ChangeRequest, Request
from planner.domain.service import Protocol
from planner.session.plan_file import read_plan, write_plan
from tests.plans import SHOP, catalog, changed, unanswered

FACTS = catalog().facts


def read(text: str) -> Request:
    return read_plan(text.encode(), "shop.yaml", catalog())


def known(request: Request) -> dict[str, Known]:
    """Return everything that the request knows, by fact."""
    found = {fact.id: request.known(fact) for fact in FACTS}
    return {name: value for name, value in found.items() if value is not None}


def written(request: Request) -> dict[str, Any]:
    data = read_yaml(write_plan(request, catalog()), "shop.yaml").data
    assert isinstance(data, dict)
    return data


def problem(text: str) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read(text)
    return caught.value


# --- format 2 ---------------------------------------------------------------------------------------------------------


def answers_to(fact: Fact) -> st.SearchStrategy[Known | None]:
    addresses = st.ip_addresses(v=4).map(str)
    if fact.kind is FactKind.YES_NO:
        return st.none() | st.booleans()
    if fact.kind is FactKind.CHOICE:
        return st.none() | st.sampled_from(sorted(fact.answers))
    return st.none() | (st.lists(addresses, max_size=3).map(tuple) if fact.kind.is_list else addresses)


@given(st.fixed_dictionaries({fact.id: answers_to(fact) for fact in FACTS}))
def test_any_mixture_of_answers_comes_back_as_it_was(answers: dict[str, Known | None]) -> None:
    typed = unanswered(region="westeurope").with_facts((fact, answers[fact.id]) for fact in FACTS)
    content = write_plan(typed, catalog())
    back = read_plan(content, "shop.yaml", catalog())
    assert back == typed
    assert write_plan(back, catalog()) == content


def test_new_file_asks_every_question() -> None:
    data = written(unanswered())
    assert data["format"] == 2
    for fact in FACTS:
        if fact.place[:2] == ("features", "answers"):
            continue  # asked once its feature is on
        where = data
        for section in fact.place:
            where = where[section]
        assert where == "unknown", fact.id


def test_question_of_a_feature_stands_in_the_file_while_it_is_on_or_answered() -> None:
    assert written(unanswered())["features"]["answers"] == {}
    on = written(unanswered(features=("istio",)))["features"]["answers"]
    assert on == {"istio": {"vault_certificates": "unknown"}}
    off = written(unanswered(azure_monitor_by="tag"))["features"]["answers"]
    assert off == {"azure-monitor": {"by": "tag"}}


def test_whole_request_is_written_where_people_look_for_it() -> None:
    service = InboundService("web", Exposure.PUBLIC, Protocol.TCP, 443, remedy="host-route")
    full = changed(
        SHOP,
        Omission("gpu-driver-download", "in the image", "us.download.nvidia.com"),
        inbound=(service,),
        firewall_public_ips=("203.0.113.10", "203.0.113.11"),
        request=ChangeRequest(ticket="CHG-1"),
        written=frozenset({"ticket", "title"}),
    )
    data = written(full)
    assert list(data) == [
        "format", "cluster", "features", "traffic", "firewall", "omissions", "change_request",
    ]  # fmt: skip
    assert data["firewall"] == {
        "make": "unknown",
        "tier": "unknown",
        "place": "unknown",
        "private_ip": "10.0.1.4",
        "public_ips": ["203.0.113.10", "203.0.113.11"],
        "nat_gateway": [],
    }
    assert data["cluster"]["custom_dns"] == []
    assert data["omissions"] == [
        {"rule": "gpu-driver-download", "reason": "in the image", "destination": "us.download.nvidia.com"}
    ]
    assert data["change_request"] == {"title": "", "ticket": "CHG-1"}
    assert read_plan(write_plan(full, catalog()), "shop.yaml", catalog()) == full


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("cluster:\n  name: a\n  konectivity: true\n", 4, 'Did you mean "konnectivity"?'),
        ("traffic:\n  outbond_type: block\n", 3, 'Did you mean "outbound_type"?'),
        ("firewall:\n  privat_ip: 10.0.1.4\n", 3, 'Did you mean "private_ip"?'),
        ("features:\n  answers:\n    azure-monitr: {by: tag}\n", 4, 'Did you mean "azure-monitor"?'),
        ("features:\n  answers:\n    azure-monitor:\n      bye: tag\n", 5, 'Did you mean "by"?'),
        ("features:\n  compleet: true\n", 3, 'Did you mean "complete"?'),
        ("clustr: {}\n", 2, 'Did you mean "cluster"?'),
        # Where format 1 had them.
        ("traffic:\n  firewall_private_ip: 10.0.1.4\n", 3, '"firewall_private_ip" is not a known key'),
        ("answered: [konnectivity]\n", 2, '"answered" is not a known key'),
    ],
)
def test_misspelt_key_is_named_with_its_line_and_the_one_that_was_meant(
    text: str, line: int, words: str
) -> None:
    found = problem("format: 2\n" + text)
    assert (found.file, found.line) == ("shop.yaml", line)
    assert words in found.message.en
    assert found.message.zh


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cluster:\n  konnectivity: yes please\n", '"konnectivity" has to be true or false, or unknown'),
        ("cluster:\n  konnectivity: 1\n", '"konnectivity" has to be true or false, or unknown'),
        ("cluster:\n  custom_dns: 10.0.0.4\n", '"custom_dns" has to be a list of texts, or unknown'),
        ("cluster:\n  node_subnets: [1]\n", '"node_subnets" has to be a list of texts, or unknown'),
        ("cluster:\n  api_server_ip: [10.0.0.4]\n", '"api_server_ip" has to be text'),
        ("traffic:\n  outbound_type: loadbalancer\n", 'Did you mean "loadBalancer"?'),
        ("features:\n  answers: {azure-monitor: {by: mail}}\n", "Known: hosts, tag, unknown"),
    ],
)
def test_answer_of_another_form_is_refused_on_its_line(text: str, words: str) -> None:
    found = problem("format: 2\n" + text)
    assert (found.file, found.line) == ("shop.yaml", 3)
    assert words in found.message.en
    assert found.message.zh


@pytest.mark.parametrize("section", ["cluster", "features", "traffic", "firewall"])
@pytest.mark.parametrize("value", ["text", "[a]", "7"])
def test_section_that_is_no_mapping_is_refused(section: str, value: str) -> None:
    found = problem(f"format: 2\n{section}: {value}\n")
    assert (found.file, found.line) == ("shop.yaml", 2)


def test_a_feature_that_is_on_and_not_known_is_refused_on_its_line() -> None:
    found = problem("format: 2\nfeatures:\n  'on': [istio, gpu]\n  unknown: [windows, gpu]\n")
    assert (found.file, found.line) == ("shop.yaml", 4)
    assert found.message.en.startswith("gpu stands under on and under unknown.")
    assert "gpu" in found.message.zh


# --- format 1 ---------------------------------------------------------------------------------------------------------

DEFAULTS = """\
format: 1
cluster:
  name: shop-prod
  cloud: AzureCloud
  region: westeurope
  edition: '2026-07-02'
  private_cluster: false
  konnectivity: true
  nodes_before_march_2021: false
  pods_call_api_server: false
  api_server_ip: ''
  custom_dns: []
  node_subnets: []
features:
  'on': [istio, app-routing]
  vault_certificates: []
  azure_monitor_by: hosts
traffic:
  outbound_type: userDefinedRouting
  default_route_to_firewall: null
  firewall_private_ip: ''
  firewall_public_ip: ''
  firewall_nat_gateway_ip: ''
  inbound: []
"""


def test_defaults_of_format_1_are_not_answers() -> None:
    found = read(DEFAULTS)
    assert known(found) == {}
    assert (found.cluster.name, found.cluster.region) == ("shop-prod", "westeurope")
    assert found.cluster.features == ("istio", "app-routing")


@pytest.mark.parametrize(
    ("answered", "fact", "value"),
    [
        ("private_cluster", "private_cluster", False),
        ("konnectivity", "konnectivity", True),
        ("pods_call_api_server", "pods_call_api_server", False),
        ("custom_dns", "custom_dns", ()),
        ("azure_monitor_by", "azure_monitor_by", "hosts"),
        ("outbound_type", "outbound_type", "userDefinedRouting"),
    ],
)
def test_default_that_format_1_calls_answered_is_an_answer(answered: str, fact: str, value: Known) -> None:
    assert known(read(f"{DEFAULTS}answered: [{answered}]\n")) == {fact: value}


def test_vault_certificates_that_format_1_calls_answered_are_an_answer_of_every_feature_that_is_on() -> None:
    text = DEFAULTS.replace("vault_certificates: []", "vault_certificates: [istio]")
    assert known(read(text)) == {"istio.vault_certificates": True}
    assert known(read(text + "answered: [vault_certificates]\n")) == {
        "istio.vault_certificates": True,
        "app-routing.vault_certificates": False,
    }


@pytest.mark.parametrize(
    ("old", "new", "fact", "value"),
    [
        ("private_cluster: false", "private_cluster: true", "private_cluster", True),
        ("konnectivity: true", "konnectivity: false", "konnectivity", False),
        ("pods_call_api_server: false", "pods_call_api_server: true", "pods_call_api_server", True),
        ("custom_dns: []", "custom_dns: [10.0.0.4]", "custom_dns", ("10.0.0.4",)),
        ("azure_monitor_by: hosts", "azure_monitor_by: tag", "azure_monitor_by", "tag"),
        ("userDefinedRouting", "loadBalancer", "outbound_type", "loadBalancer"),
        ("firewall: null", "firewall: false", "default_route_to_firewall", False),
        ("private_ip: ''", "private_ip: 10.0.1.4", "firewall_private_ip", "10.0.1.4"),
        ("public_ip: ''", "public_ip: 203.0.113.10", "firewall_public_ips", ("203.0.113.10",)),
        ("gateway_ip: ''", "gateway_ip: 203.0.113.96/28", "firewall_nat_gateway", ("203.0.113.96/28",)),
    ],
)
def test_value_of_format_1_that_is_no_default_was_given_by_somebody(
    old: str, new: str, fact: str, value: Known
) -> None:
    assert old in DEFAULTS
    assert known(read(DEFAULTS.replace(old, new))) == {fact: value}


def test_decisions_of_format_1_are_omissions_and_those_to_include_are_none() -> None:
    text = DEFAULTS + (
        "decisions:\n"
        "  - {rule: core-registry, verdict: include}\n"
        "  - {rule: gpu-driver-download, verdict: leave_out, reason: in the image}\n"
        "change_request: {ticket: CHG-1, title: ''}\n"
        "answered: [title]\n"
    )
    found = read(text)
    assert found.omissions == (Omission("gpu-driver-download", "in the image"),)
    assert found.change_request.ticket == "CHG-1"
    assert found.written == frozenset({"title"})


def test_format_1_is_saved_as_format_2_and_knows_the_same() -> None:
    found = read(
        DEFAULTS.replace("konnectivity: true", "konnectivity: false") + "answered: [private_cluster]\n"
    )
    content = write_plan(found, catalog())
    assert content.startswith(b"format: 2\n")
    again = read_plan(content, "shop.yaml", catalog())
    assert known(again) == known(found) == {"private_cluster": False, "konnectivity": False}
    assert again.cluster == found.cluster


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("answered: [weather]\n", 2, "weather"),
        ("answered:\n  - konnectivity\n  - konectivity\n", 4, 'Did you mean "konnectivity"?'),
        ("cluster:\n  konectivity: true\n", 3, 'Did you mean "konnectivity"?'),
        ("cluster:\n  konnectivity: unknown\n", 3, "konnectivity"),
        ("features:\n  vault_certificates:\n    - istoi\n", 4, 'Did you mean "istio"?'),
        ("features:\n  vault_certificates: [istio, gpu]\n", 3, "feature with certificates in Key Vault"),
        ("firewall: {private_ip: 10.0.1.4}\n", 2, '"firewall" is not a known key'),
        ("omissions: []\n", 2, '"omissions" is not a known key'),
    ],
)
def test_mistake_in_a_file_of_format_1_is_named_with_its_line(text: str, line: int, words: str) -> None:
    found = problem("format: 1\n" + text)
    assert (found.file, found.line) == ("shop.yaml", line)
    assert words in found.message.en
    assert found.message.zh


def test_newer_format_is_refused_and_says_that_the_file_stays() -> None:
    assert "has format 3; this planner reads format 2" in problem("format: 3\n").message.en
    assert "unchanged" in problem("format: 3\n").message.en
