"""Which lines a plan has, and which it says are not needed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.cluster import Cluster
from planner.domain.destination import DestinationType
from planner.domain.omission import Omission
from planner.domain.request import Request
from planner.domain.rule import SOURCE_PLACEHOLDER, RuleKind
from planner.planning.coverage import spans_labels
from planner.planning.planner import plan
from planner.planning.situation import ProfileError
from tests.plans import catalog, planned, rule_to

TUNNEL = {"core-tunnel-udp", "core-tunnel-tcp"}


def excluded(**answers: object) -> set[str]:
    return {entry.demand_id for entry in planned(**answers).exclusions}


@pytest.mark.parametrize(
    ("cloud", "region", "features", "private", "counts"),
    [
        ("AzureCloud", "eastus", (), False, (9, 4, 5)),
        ("AzureCloud", "germanywestcentral", ("windows", "gpu"), True, (16, 4, 6)),
    ],
)
def test_counts_of_the_samples_are_those_of_the_design(
    cloud: str, region: str, features: tuple[str, ...], private: bool, counts: tuple[int, int, int]
) -> None:
    found = planned(cloud=cloud, region=region, features=features, private_cluster=private).counts()
    assert (found.required, found.optional, found.not_needed) == counts


def test_private_cluster_drops_the_tunnel_rules() -> None:
    assert excluded(private_cluster=True, konnectivity=False) >= TUNNEL
    assert "core-api-server" in excluded(private_cluster=True)
    reasons = {entry.demand_id: entry.reason.en for entry in planned(private_cluster=True).exclusions}
    assert "private" in reasons["core-tunnel-udp"]


def test_konnectivity_drops_the_tunnel_rules_and_says_what_would_bring_them_back() -> None:
    entry = next(entry for entry in planned().exclusions if entry.demand_id == "core-tunnel-udp")
    assert "konnectivity" in entry.reason.en
    assert "konnectivity: no" in entry.needed_if.en


def test_older_tunnel_adds_two_rules() -> None:
    assert planned(konnectivity=False).counts().required == planned().counts().required + 2


@pytest.mark.parametrize(
    ("cloud", "region"), [("AzureChinaCloud", "chinanorth2"), ("AzureUSGovernment", "usgovvirginia")]
)
def test_sovereign_clouds_keep_tunnel_and_time_rules_whatever_is_answered(cloud: str, region: str) -> None:
    made = planned(cloud=cloud, region=region, private_cluster=True)
    assert {rule.id for rule in made.rules} >= TUNNEL | {"core-time", "core-api-server"}


def test_first_edition_knows_no_exemption() -> None:
    made = planned(edition="2020-03-10", private_cluster=True)
    tunnel = rule_to(made, "AzureCloud.westeurope")
    assert tunnel is not None
    assert [str(service) for service in tunnel.services] == ["TCP:22", "TCP:9000", "UDP:1194"]


def test_host_with_four_services_becomes_an_application_and_a_network_rule() -> None:
    made = planned(edition="2020-03-10")
    web = rule_to(made, "*.hcp.westeurope.azmk8s.io")
    tunnel = rule_to(made, "AzureCloud.westeurope")
    assert web is not None
    assert tunnel is not None
    assert (web.kind, [str(service) for service in web.services]) == (RuleKind.APPLICATION, ["HTTPS:443"])
    assert tunnel.kind is RuleKind.NETWORK
    assert "*.hcp.westeurope.azmk8s.io" in [other.value for other in tunnel.alternatives]


def test_known_api_server_address_is_tighter_than_the_service_tag() -> None:
    made = planned(konnectivity=False, api_server_ip="198.51.100.24")
    rule = rule_to(made, "198.51.100.24", "UDP:1194")
    assert rule is not None
    assert rule.destination.type is DestinationType.ADDRESS
    assert rule_to(made, "AzureCloud.westeurope") is None
    assert "AzureCloud.westeurope" in [other.value for other in rule.alternatives]


def test_service_tag_takes_the_regions_own_suffix_and_host_names_its_name() -> None:
    made = planned(region="norwayeast", konnectivity=False)
    assert rule_to(made, "AzureCloud.norwaye", "UDP:1194") is not None
    assert rule_to(made, "*.hcp.norwayeast.azmk8s.io") is not None


def test_unknown_api_server_address_is_a_placeholder_and_never_a_tag_on_443() -> None:
    made = planned(pods_call_api_server=True)
    rule = rule_to(made, "API server address, known after creation")
    assert rule is not None
    assert rule.destination.type is DestinationType.PLACEHOLDER
    assert rule.has_placeholder
    assert [str(service) for service in rule.services] == ["TCP:443"]
    notes = " ".join(other.note.en for other in rule.alternatives)
    assert "kubernetes.azure.com/set-kube-service-host-fqdn" in notes
    for other in made.rules:
        if "TCP:443" in map(str, other.services):
            assert other.destination.type is not DestinationType.SERVICE_TAG


def test_empty_node_subnet_is_a_marked_placeholder_in_every_line() -> None:
    made = planned(node_subnets=())
    assert {rule.sources for rule in made.rules} == {(SOURCE_PLACEHOLDER,)}
    assert any(entry.id == "placeholder-open" for entry in made.advisories)


def test_each_custom_dns_server_is_a_line_of_its_own() -> None:
    made = planned(custom_dns=("10.0.0.4", "10.0.0.5", "10.0.0.4"))
    assert [rule.id for rule in made.rules if "custom-dns" in rule.id] == [
        "core-custom-dns-10.0.0.4",
        "core-custom-dns-10.0.0.5",
    ]


def test_host_that_three_features_share_is_one_line_with_three_reasons() -> None:
    made = planned(features=("azure-monitor", "workload-identity"))
    lines = [rule for rule in made.rules if rule.destination.value == "login.microsoftonline.com"]
    assert len(lines) == 1
    assert lines[0].features == ("core", "azure-monitor", "workload-identity")


def test_no_host_stands_on_two_lines() -> None:
    everything = tuple(feature.id for feature in catalog().features)
    for edition in (entry.id for entry in catalog().editions):
        made = planned(edition=edition, features=everything, konnectivity=False)
        hosts = [rule.destination.value for rule in made.rules if rule.kind is RuleKind.APPLICATION]
        assert len(hosts) == len(set(hosts))


def test_ports_to_one_tag_can_be_decided_apart() -> None:
    made = planned(cloud="AzureChinaCloud", region="chinanorth2")
    ports = [
        str(rule.services[0]) for rule in made.rules if rule.destination.value == "AzureCloud.chinanorth2"
    ]
    assert sorted(ports) == ["TCP:22", "TCP:9000", "UDP:1194"]


def test_line_inside_another_lines_wildcard_says_so_and_both_stay() -> None:
    made = planned(features=("azure-monitor",))
    inner = rule_to(made, "*.metrics.ingest.monitor.azure.com")
    outer = rule_to(made, "*.ingest.monitor.azure.com")
    assert inner is not None
    assert outer is not None
    assert inner.covered_by == outer.id
    assert spans_labels(outer.destination, inner.destination)


def test_left_out_wildcard_covers_nothing() -> None:
    outer = Omission("azure-monitor-log-ingestion", "not used")
    made = planned(outer, features=("azure-monitor",))
    inner = rule_to(made, "*.metrics.ingest.monitor.azure.com")
    assert inner is not None
    assert inner.covered_by is None


def test_azure_monitor_by_tag_puts_the_hosts_under_not_needed_and_the_other_way_round() -> None:
    by_tag = planned(features=("azure-monitor",), azure_monitor_by="tag")
    by_hosts = planned(features=("azure-monitor",))
    assert rule_to(by_tag, "AzureMonitor", "TCP:443") is not None
    assert rule_to(by_tag, "*.ods.opinsights.azure.com") is None
    assert "*.ods.opinsights.azure.com" in [entry.destination.value for entry in by_tag.exclusions]
    assert rule_to(by_hosts, "AzureMonitor") is None
    assert "AzureMonitor" in [entry.destination.value for entry in by_hosts.exclusions]


def test_host_that_another_feature_still_asks_for_is_not_called_unneeded() -> None:
    made = planned(features=("azure-monitor", "defender"), azure_monitor_by="tag")
    assert rule_to(made, "*.ods.opinsights.azure.com") is not None
    assert "*.ods.opinsights.azure.com" not in [entry.destination.value for entry in made.exclusions]


def test_istio_brings_key_vault_only_where_certificates_live_in_a_vault() -> None:
    assert rule_to(planned(features=("istio",)), "vault.azure.net") is None
    made = planned(features=("istio",), vault_certificates=("istio",))
    assert rule_to(made, "vault.azure.net") is not None
    assert "key-vault" in made.features


def test_feature_that_is_not_offered_is_said_and_adds_nothing() -> None:
    made = planned(features=("dev-spaces",))
    assert "dev-spaces" not in made.features
    assert any(
        entry.id == "feature-not-offered" and "2021-05-06" in entry.text.en for entry in made.advisories
    )


def test_unlisted_region_is_used_as_typed_with_a_warning() -> None:
    made = planned(region="Mars North 2", konnectivity=False)
    assert rule_to(made, "*.hcp.marsnorth2.azmk8s.io") is not None
    assert any(entry.id == "unlisted-region" for entry in made.advisories)


@pytest.mark.parametrize("region", ["", "  ", "west.europe", "eu'; drop", "a" * 10_000, "*", "westeurope\n"])
def test_text_that_cannot_be_a_region_is_refused(region: str) -> None:
    if region.strip() == "westeurope":
        assert planned(region=region).cluster.region == "westeurope"
        return
    with pytest.raises(ProfileError):
        planned(region=region)


@pytest.mark.parametrize(
    ("field", "value"), [("cloud", "AzureMoon"), ("edition", "1999-01-01"), ("features", ("x",))]
)
def test_unknown_name_is_refused_with_the_known_ones(field: str, value: object) -> None:
    with pytest.raises(ProfileError, match="Known: "):
        planned(**{field: value})


def test_omission_sticks_to_a_shared_line_when_its_first_feature_is_turned_off() -> None:
    both = planned(features=("azure-monitor", "azure-policy"))
    shared = rule_to(both, "dc.services.visualstudio.com")
    assert shared is not None
    omission = Omission("azure-policy-telemetry", "no telemetry")
    for features in (("azure-monitor", "azure-policy"), ("azure-policy",)):
        made = planned(omission, features=features)
        line = rule_to(made, "dc.services.visualstudio.com")
        assert line is not None
        assert made.left_out_reason(line) == "no telemetry"


def test_leaving_out_the_web_line_keeps_the_tunnel_line_of_the_same_demand() -> None:
    made = planned(Omission("core-api-server", "why"), edition="2020-03-10")
    tunnel = rule_to(made, "AzureCloud.westeurope")
    assert tunnel is not None
    assert not made.is_left_out(tunnel)


def test_left_out_line_keeps_its_number_and_counts_apart() -> None:
    before = planned()
    made = planned(Omission("core-ubuntu-snapshot"))
    assert made.line_number("core-ubuntu-snapshot") == before.line_number("core-ubuntu-snapshot")
    assert (made.counts().optional, made.counts().left_out) == (3, 1)


def test_equal_answers_give_equal_plans_and_digests() -> None:
    assert planned() == planned()
    assert planned().digest() == planned().digest()
    assert planned().digest() != planned(node_subnets=("10.43.0.0/22",)).digest()


def test_fingerprint_ignores_wording_and_order_but_not_what_is_enforced() -> None:
    rule = planned(node_subnets=("10.1.0.0/24", "10.2.0.0/24")).rules[0]
    turned = replace(rule, sources=rule.sources[::-1], reasons=(), alternatives=(), id="other")
    assert turned.fingerprint() == rule.fingerprint()
    assert replace(rule, sources=("10.1.0.0/24",)).fingerprint() != rule.fingerprint()


def test_request_without_an_edition_is_planned_for_the_newest() -> None:
    assert plan(Request(cluster=Cluster(region="eastus")), catalog()).edition == "2026-07-02"


def test_required_line_without_a_written_reason_stays_in_the_plan() -> None:
    for reason in ("", "  ", "\u200b\u2060"):
        made = planned(Omission("core-registry", reason))
        assert made.counts().left_out == 0
        assert made.omissions == ()


def test_omission_made_for_another_destination_does_not_speak_of_this_one() -> None:
    omission = Omission("core-sign-in", "mirrored", "login.microsoftonline.com")
    assert planned(omission).counts().left_out == 1
    assert planned(omission, cloud="AzureChinaCloud", region="chinanorth2").counts().left_out == 0


def test_dns_server_left_out_stays_left_out_when_another_one_is_added() -> None:
    omission = Omission("core-custom-dns-10.0.0.4", "answered inside", "10.0.0.4")
    for servers in (("10.0.0.4",), ("10.0.0.4", "10.0.0.5")):
        assert planned(omission, custom_dns=servers).counts().left_out == 1
