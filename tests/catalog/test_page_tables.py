"""The plan names what Microsoft's tables name: nothing missing, nothing that is not listed, in every edition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from planner.catalog.model import Catalog
from planner.domain.destination import Destination, DestinationType
from planner.domain.plan import EgressPlan
from planner.planning.planner import plan
from tests.catalog.page_facts import CLOUDS, Row, editions_with_a_table, rows
from tests.plans import catalog as real_catalog
from tests.plans import request

REGIONS = {"AzureCloud": "norwayeast", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
SUFFIXES = {"AzureCloud": "norwaye", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
EDITIONS = tuple(edition.id for edition in real_catalog().editions)
FIRST = "2020-03-10"
API_SERVER = "API server address, known after creation"
DNS_SERVER = "10.0.0.53"
BY = ("hosts", "tag")
SPELLED = {
    "APIServerPublicIP": API_SERVER,
    "APIServerIP": API_SERVER,
    "CustomDNSIP": DNS_SERVER,
    "RegionCIDRs": "<prefixes of the region>",
    # Slips of the page, each with a remark in the catalog.
    ".data.mcr.microsoft.com": "*.data.mcr.microsoft.com",
}
NOT_OF_THIS_CLOUD = {
    ("2026-07-02", "AzureChinaCloud", "key-vault", "vault.azure.net"),
    ("2026-07-02", "AzureUSGovernment", "key-vault", "vault.azure.net"),
}
"""Rows without a cloud that stand beside a row for another cloud, and are read as the public cloud's."""

Pair = tuple[str, str]


def rows_in(edition: str, cloud: str) -> list[Row]:
    """Return the page's rows for a cloud, its endpoints as a plan writes them."""
    return [
        row._replace(endpoint=as_planned(row.endpoint, cloud))
        for row in rows(edition)
        if row.cloud == cloud and (edition, cloud, row.feature, row.endpoint) not in NOT_OF_THIS_CLOUD
    ]


def as_planned(endpoint: str, cloud: str) -> str:
    for name in ("<location>", "<region>", "<cluster-region-name>"):
        endpoint = endpoint.replace(name, REGIONS[cloud])
    if endpoint in ("AzureCloud.<Region>", "AzureCloud.Region"):
        return f"AzureCloud.{SUFFIXES[cloud]}"
    return SPELLED.get(endpoint, endpoint)


def page_pairs(edition: str, cloud: str, feature: str) -> set[Pair]:
    """Return what the tables list for a feature: (endpoint as a plan writes it, service)."""
    return {
        (row.endpoint, service)
        for row in rows_in(edition, cloud)
        if row.feature == feature
        for service in row.services
    }


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


def not_needed_pairs(made: EgressPlan, feature: str) -> set[Pair]:
    """Return what stands under *not needed* with a reason in both languages."""
    return {
        (written(exclusion.destination), str(service))
        for exclusion in made.exclusions
        if exclusion.feature == feature and exclusion.reason.en and exclusion.reason.zh
        for service in exclusion.services
    }


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


PLACES = [(edition, cloud) for edition in EDITIONS for cloud in CLOUDS]
CASES = [
    (edition, cloud, feature)
    for edition, cloud in PLACES
    for feature in sorted({row.feature for row in rows_in(edition, cloud)})
]


def test_every_edition_of_the_catalog_has_its_page_as_a_table() -> None:
    assert sorted(EDITIONS) == list(editions_with_a_table())
    assert len(EDITIONS) == len(set(EDITIONS)) >= 7
    assert set(CLOUDS) == {cloud.id for cloud in real_catalog().clouds}
    for edition in EDITIONS:
        assert len(rows(edition)) > 80, edition


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_plan_names_every_endpoint_and_service_of_the_page(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    wanted = page_pairs(edition, cloud, feature)
    shown: set[Pair] = set()
    for by in BY:
        made = full_plan(catalog, edition, cloud, feature, by)
        shown |= shown_pairs(made, feature) | not_needed_pairs(made, feature)
    # On the first page the API server's host name carries all four services; the plan names it beside the tag.
    assert wanted - shown == set()


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_plan_opens_nothing_that_the_page_does_not_list(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    listed = page_pairs(edition, cloud, feature)
    if feature == "core" and edition == FIRST:
        # The bullets above that page's tables, and the service tag for what it writes beside the host name.
        tag = f"AzureCloud.{SUFFIXES[cloud]}"
        listed |= {(API_SERVER, "TCP:443"), (DNS_SERVER, "UDP:53")}
        listed |= {(tag, service) for service in ("TCP:22", "TCP:9000", "UDP:1194")}
    for by in BY:
        assert taken_pairs(full_plan(catalog, edition, cloud, feature, by), feature) - listed == set()


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_what_the_page_lists_for_a_named_cloud_is_asked_for_there(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    """Only a row for which the page names no cloud may stand under *not needed*, whatever the answers."""
    made = [full_plan(catalog, edition, cloud, feature, by) for by in BY]
    shown = set().union(*(shown_pairs(entry, feature) for entry in made))
    unasked = page_pairs(edition, cloud, feature) - shown
    without_cloud = {row.endpoint for row in rows_in(edition, cloud) if not row.named}
    assert {endpoint for endpoint, _ in unasked} <= without_cloud
    for entry in made:
        for exclusion in entry.exclusions:
            if (written(exclusion.destination), str(exclusion.services[0])) in unasked:
                assert {claim.by for claim in exclusion.reason.claims} & catalog.sources.keys()


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_necessity_is_the_pages(catalog: Catalog, edition: str, cloud: str, feature: str) -> None:
    optional = {row.endpoint for row in rows_in(edition, cloud) if row.necessity == "optional"}
    made = full_plan(catalog, edition, cloud, feature, "hosts")
    found = {rule.destination.value for rule in made.rules if rule.necessity.value == "optional"}
    assert found == optional


def headings_of(made: EgressPlan, feature: str) -> Iterator[tuple[Pair, str, str]]:
    """Yield where a feature's lines say that they stand: ((destination, service), heading, url of the page)."""
    for rule in made.rules:
        for reason in rule.reasons:
            if reason.feature == feature:
                for destination in (rule.destination, *rule.alternatives):
                    for service in rule.services:
                        pair = written(destination), str(service)
                        yield pair, reason.source.section, reason.source.url
    for exclusion in made.exclusions:
        if exclusion.feature == feature:
            for service in exclusion.services:
                pair = written(exclusion.destination), str(service)
                yield pair, exclusion.source.section, exclusion.source.url


@pytest.mark.parametrize(("edition", "cloud", "feature"), CASES)
def test_every_line_stands_under_a_heading_of_its_own_page(
    catalog: Catalog, edition: str, cloud: str, feature: str
) -> None:
    wanted: dict[Pair, set[str]] = {}
    for row in rows_in(edition, cloud):
        for service in row.services:
            if row.feature == feature:
                wanted.setdefault((row.endpoint, service), set()).add(row.section)
    known = catalog.edition(edition)
    assert known is not None
    seen = set()
    for by in BY:
        for pair, heading, url in headings_of(full_plan(catalog, edition, cloud, feature, by), feature):
            assert url == known.url
            if pair in wanted:
                assert heading in wanted[pair], pair
                seen.add(pair)
    assert seen == wanted.keys()


@pytest.mark.parametrize(("edition", "cloud"), PLACES)
def test_feature_without_a_section_is_withheld_and_says_why(
    catalog: Catalog, edition: str, cloud: str
) -> None:
    listed = {row.feature for row in rows_in(edition, cloud)}
    for feature in catalog.features:
        reason = feature.withheld_because(cloud, edition)
        if feature.id in listed:
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
