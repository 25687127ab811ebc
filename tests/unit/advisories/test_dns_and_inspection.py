"""DNS proxy and DNS servers of one's own are one advice; TLS inspection matters with konnectivity and without it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from planner.domain.plan import Advisory
from tests.plans import advisory, catalog, planned

BY_NAME = {"nodes_before_march_2021": True}
SERVERS = ("10.9.9.9", "10.9.9.10")


def found(advisory_id: str, **answers: object) -> Advisory:
    entry = advisory(planned(**answers), advisory_id)
    assert entry is not None
    return entry


def test_without_servers_of_ones_own_the_networks_dns_is_the_firewall() -> None:
    entry = found("dns-proxy", **BY_NAME)
    assert [remedy.id for remedy in entry.remedies] == ["enable-dns-proxy"]
    assert entry.rule_ids == ("core-time",)


def test_servers_of_ones_own_are_chained_behind_the_firewall_in_the_same_advice() -> None:
    made = planned(**BY_NAME, custom_dns=SERVERS)
    advices = [entry for entry in made.advisories if entry.id == "dns-proxy"]
    assert len(advices) == 1
    assert "10.9.9.9, 10.9.9.10" in advices[0].text.en
    assert "10.9.9.9、10.9.9.10" in advices[0].text.zh
    assert "168.63.129.16" in advices[0].text.en
    assert [remedy.id for remedy in advices[0].remedies] == ["chain-dns"]
    assert advices[0].rule_ids == ("core-time", "core-custom-dns-10.9.9.9", "core-custom-dns-10.9.9.10")


def test_servers_of_ones_own_without_lines_by_name_need_no_proxy() -> None:
    assert advisory(planned(custom_dns=SERVERS), "dns-proxy") is None


def test_a_private_api_servers_zone_has_to_be_reachable_from_servers_of_ones_own() -> None:
    entry = found("private-zone-reachable", private_cluster=True, custom_dns=SERVERS)
    assert "168.63.129.16" in entry.text.en
    assert entry.by == ("aks-private-clusters",)
    assert advisory(planned(private_cluster=True), "private-zone-reachable") is None
    assert advisory(planned(custom_dns=SERVERS), "private-zone-reachable") is None
    assert advisory(planned(private_cluster=None, custom_dns=SERVERS), "private-zone-reachable") is None


def test_inspection_breaks_the_line_to_the_api_server_with_konnectivity_by_alpn() -> None:
    entry = found("tls-inspection", konnectivity=True)
    assert "ALPN" in entry.text.en
    assert "certificate authority" in entry.text.en
    assert entry.by == ("page", "ours")


def test_inspection_breaks_it_without_konnectivity_by_the_clusters_own_authority() -> None:
    entry = found("tls-inspection", konnectivity=False)
    assert "ALPN" not in entry.text.en + entry.text.zh
    assert "certificate authority" in entry.text.en
    assert "*.hcp.westeurope.azmk8s.io" in entry.text.en
    assert entry.by == ("ours",)


@pytest.mark.parametrize(
    "answers",
    [
        {"konnectivity": None},
        {"edition": "2020-03-10", "konnectivity": None},
        {"edition": "2020-03-10", "konnectivity": True},
        {"cloud": "AzureChinaCloud", "region": "chinanorth2", "konnectivity": None},
        {"cloud": "AzureUSGovernment", "region": "usgovtexas", "konnectivity": True},
    ],
)
def test_nothing_is_claimed_of_konnectivity_where_nobody_answered_or_it_decides_nothing(
    answers: dict[str, Any],
) -> None:
    entry = found("tls-inspection", **answers)
    assert entry.by == ("ours",)
    assert "where the cluster uses konnectivity" in entry.text.en


@pytest.mark.parametrize("konnectivity", [True, False])
def test_inspection_breaks_it_in_every_cloud_and_edition(konnectivity: bool) -> None:
    places = {"AzureCloud": "westeurope", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovtexas"}
    for (cloud, region), edition in itertools.product(places.items(), catalog().editions):
        entry = found(
            "tls-inspection", cloud=cloud, region=region, edition=edition.id, konnectivity=konnectivity
        )
        assert any("api-server" in rule_id for rule_id in entry.rule_ids)
