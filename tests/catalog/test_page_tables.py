"""The plan names what Microsoft's tables name: nothing missing, nothing that is not listed."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.destination import Destination, DestinationType
from planner.domain.plan import EgressPlan
from planner.planning.planner import plan
from tests.plans import request

REGIONS = {"AzureCloud": "norwayeast", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
SUFFIXES = {"AzureCloud": "norwaye", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
EDITIONS = ("2020-03-10", "2026-07-02")
API_SERVER = "API server address, known after creation"
DNS_SERVER = "10.0.0.53"
BY = ("hosts", "tag")

Pair = tuple[str, str]


def page_rows() -> list[dict[str, str]]:
    text = Path(__file__).with_name("page_tables.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def page_pairs(edition: str, cloud: str) -> dict[str, set[Pair]]:
    """Return what the tables list, by feature: (endpoint as a plan writes it, service)."""
    region, suffix = REGIONS[cloud], SUFFIXES[cloud]
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for row in page_rows():
        if (row["edition"], row["cloud"]) != (edition, cloud):
            continue
        endpoint = row["endpoint"]
        for name in ("<location>", "<region>", "<cluster-region-name>"):
            endpoint = endpoint.replace(name, region)
        endpoint = endpoint.replace("<Region>", suffix)
        if endpoint.partition(":")[2].isdigit():
            endpoint = endpoint.partition(":")[0]
        endpoint = {
            "APIServerPublicIP": API_SERVER,
            "CustomDNSIP": DNS_SERVER,
            "RegionCIDRs": "<prefixes of the region>",
        }.get(endpoint, endpoint)
        pairs[row["feature"]].add((endpoint, row["service"]))
    return pairs


def full_plan(catalog: Catalog, edition: str, cloud: str, feature: str, by: str) -> EgressPlan:
    """Plan with the answers under which every row of the page applies."""
    features = () if feature == "core" else (feature,)
    full = request(
        cloud=cloud,
        region=REGIONS[cloud],
        edition=edition,
        features=features,
        konnectivity=False,
        nodes_before_march_2021=True,
        pods_call_api_server=True,
        custom_dns=(DNS_SERVER,),
        node_subnets=("10.42.0.0/22",),
        azure_monitor_by=by,
    )
    return plan(full, catalog)


def written(destination: Destination) -> str:
    return "*" if destination.type is DestinationType.ANY else destination.value


def taken_pairs(made: EgressPlan, feature: str) -> set[Pair]:
    return {
        (written(rule.destination), str(service))
        for rule in made.rules
        if feature in rule.features
        for service in rule.services
    }


def shown_pairs(made: EgressPlan, feature: str) -> set[Pair]:
    return {
        (written(destination), str(service))
        for rule in made.rules
        if feature in rule.features
        for destination in (rule.destination, *rule.alternatives)
        for service in rule.services
    }


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


CASES = [
    (edition, cloud, feature)
    for edition in EDITIONS
    for cloud in REGIONS
    for feature in sorted(
        {row["feature"] for row in page_rows() if (row["edition"], row["cloud"]) == (edition, cloud)}
    )
]


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_plan_names_every_endpoint_and_service_of_the_page(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    wanted = page_pairs(edition, cloud)[feature]
    shown: set[Pair] = set()
    for by in BY:
        shown |= shown_pairs(full_plan(catalog, edition, cloud, feature, by), feature)
    # On the 2020 page the API server's host name carries all four services; the plan names it beside the tag.
    assert wanted - shown == set()


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_plan_opens_nothing_that_the_page_does_not_list(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    listed = page_pairs(edition, cloud)[feature]
    if feature == "core" and edition == "2020-03-10":
        # The bullets above that page's tables, and the service tag for what it writes beside the host name.
        tag = f"AzureCloud.{SUFFIXES[cloud]}"
        listed |= {(API_SERVER, "TCP:443"), (DNS_SERVER, "UDP:53")}
        listed |= {(tag, service) for service in ("TCP:22", "TCP:9000", "UDP:1194")}
    for by in BY:
        assert taken_pairs(full_plan(catalog, edition, cloud, feature, by), feature) - listed == set()


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_necessity_is_the_pages(catalog: Catalog, edition: str, cloud: str, feature: str) -> None:
    optional = {
        row["endpoint"]
        for row in page_rows()
        if (row["edition"], row["cloud"]) == (edition, cloud) and row["necessity"] == "optional"
    }
    made = full_plan(catalog, edition, cloud, feature, "hosts")
    found = {rule.destination.value for rule in made.rules if rule.necessity.value == "optional"}
    assert found == optional


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("cloud", list(REGIONS))
def test_feature_without_a_section_is_withheld_and_says_why(
    catalog: Catalog, edition: str, cloud: str
) -> None:
    listed = set(page_pairs(edition, cloud))
    text_only = {"istio", "app-routing"} if edition == "2026-07-02" else set()
    for feature in catalog.features:
        reason = feature.withheld_because(cloud, edition)
        if feature.id in listed | text_only:
            assert reason is None, feature.id
        else:
            assert reason is not None, feature.id
            assert reason.en, feature.id
            assert reason.zh, feature.id


def test_no_application_rule_goes_to_a_tag_or_an_address(catalog: Catalog) -> None:
    for edition, cloud, feature in CASES:
        for rule in full_plan(catalog, edition, cloud, feature, "tag").rules:
            if rule.kind.value == "application":
                assert rule.destination.type in (DestinationType.FQDN, DestinationType.PLACEHOLDER)


def test_no_network_rule_has_a_wildcard_or_goes_anywhere(catalog: Catalog) -> None:
    for edition, cloud, feature in CASES:
        for rule in full_plan(catalog, edition, cloud, feature, "tag").rules:
            if rule.kind.value == "network":
                assert not rule.destination.is_wildcard
                assert rule.destination.type is not DestinationType.ANY
