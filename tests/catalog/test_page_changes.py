"""What changed on the page between two editions equals the log of its history, for every pair and cloud."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationSource, DestinationTemplate, Necessity
from planner.domain.destination import DestinationType
from planner.domain.source import Source, SourceKind
from planner.planning.page_changes import (
    FeatureChanges,
    PageChange,
    PageChangeKind,
    PageRow,
    page_changes,
    page_rows,
)
from tests.catalog.page_facts import CLOUDS
from tests.catalog.test_edition_changes import Change, logged
from tests.catalog.test_page_tables import EDITIONS
from tests.plans import catalog


def net(older: str, newer: str, cloud: str) -> set[Change]:
    """Return the log from one edition to a later one, without the steps that cancel out."""
    found: set[Change] = set()
    for edition in EDITIONS[EDITIONS.index(older) + 1 : EDITIONS.index(newer) + 1]:
        for feature, sign, endpoint, service in logged(edition, cloud):
            undone = (feature, "-" if sign == "+" else "+", endpoint, service)
            if undone in found:
                found.remove(undone)
            else:
                found.add((feature, sign, endpoint, service))
    return found


def told(older: str, newer: str, cloud: str) -> set[Change]:
    """Return the changes as the log writes them; what stands already did not come."""
    found: set[Change] = set()
    for entry in page_changes(catalog(), older, newer):
        if entry.cloud == cloud:
            for change in entry.changes:
                if change.before is not None:
                    found |= {(entry.feature, "-", *pair) for pair in pairs(change.before)}
                if change.after is not None and not change.stood:
                    found |= {(entry.feature, "+", *pair) for pair in pairs(change.after)}
    return found


def pairs(row: PageRow) -> set[tuple[str, str]]:
    return {(row.destination.value, str(service)) for service in row.services}


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(("older", "newer"), list(combinations(EDITIONS, 2)))
def test_two_editions_differ_by_the_log_and_nothing_else(older: str, newer: str, cloud: str) -> None:
    assert told(older, newer, cloud) == net(older, newer, cloud)


@pytest.mark.parametrize(("older", "newer"), list(combinations(EDITIONS, 2)))
def test_the_other_way_round_what_came_went(older: str, newer: str) -> None:
    back = {
        (entry.cloud, entry.feature, pair)
        for entry in page_changes(catalog(), newer, older)
        for change in entry.changes
        if change.before is not None
        for pair in pairs(change.before)
    }
    forth = {
        (entry.cloud, entry.feature, pair)
        for entry in page_changes(catalog(), older, newer)
        for change in entry.changes
        if change.after is not None and not change.stood
        for pair in pairs(change.after)
    }
    assert back == forth


def test_an_edition_does_not_differ_from_itself() -> None:
    assert [page_changes(catalog(), edition, edition) for edition in EDITIONS] == [()] * len(EDITIONS)


def test_an_edition_that_is_not_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="2020-11-09"):
        page_changes(catalog(), "2020-03-10", "2020-11-09")


def of(older: str, newer: str, cloud: str, feature: str) -> FeatureChanges:
    [entry] = [
        entry
        for entry in page_changes(catalog(), older, newer)
        if (entry.cloud, entry.feature) == (cloud, feature)
    ]
    return entry


def replaced(entry: FeatureChanges) -> dict[str, str]:
    return {
        change.before.destination.value: change.after.destination.value
        for change in entry.changes
        if change.before is not None and change.after is not None
    }


def test_a_row_is_replaced_where_the_same_demand_asks_for_another_now() -> None:
    entry = of("2020-03-10", "2020-06-29", "AzureCloud", "windows")
    assert replaced(entry) == {"mp.microsoft.com": "*.mp.microsoft.com"}
    services = of("2020-03-10", "2020-06-29", "AzureCloud", "dev-spaces")
    [change] = [
        change
        for change in services.changes
        if change.kind is PageChangeKind.REPLACED and change.shown.destination.value == "gcr.io"
    ]
    assert change.before is not None
    assert change.after is not None
    assert [str(*row.services) for row in (change.before, change.after)] == ["HTTP:443", "HTTPS:443"]


def test_a_row_is_replaced_by_the_successor_that_the_catalog_names() -> None:
    assert replaced(of("2020-06-29", "2022-07-26", "AzureCloud", "azure-policy")) == {
        "gov-prod-policy-data.trafficmanager.net": "data.policy.core.windows.net",
        "raw.githubusercontent.com": "store.policy.core.windows.net",
    }


def test_a_successor_that_was_listed_before_already_does_not_come_again() -> None:
    entry = of("2020-06-29", "2021-01-12", "AzureCloud", "core")
    [change] = entry.changes
    assert replaced(entry) == {"*.cdn.mscr.io": "*.data.mcr.microsoft.com"}
    assert change.stood


def test_where_the_catalog_names_no_successor_none_is_made_up() -> None:
    china = of("2020-06-29", "2021-01-12", "AzureChinaCloud", "core")
    assert [(change.kind, change.after) for change in china.changes] == [(PageChangeKind.WENT, None)]
    # Seven rows went and one came: which of them it stands for, nobody says.
    spaces = of("2020-03-10", "2020-06-29", "AzureCloud", "dev-spaces")
    kinds = {change.shown.destination.value: change.kind for change in spaces.changes}
    assert kinds["AzureDevSpaces"] is PageChangeKind.CAME
    assert kinds["azds-<guid>.<location>.azds.io"] is PageChangeKind.WENT


def test_a_feature_that_only_one_edition_offers_says_so_with_the_reason() -> None:
    gone = of("2021-01-12", "2022-07-26", "AzureUSGovernment", "dev-spaces")
    assert (gone.gone, gone.new) == (True, False)
    assert "2021-05-06" in gone.reason.en
    # Istio asks for no row of its own: that it is offered is all that came.
    istio = of("2023-03-10", "2024-12-11", "AzureCloud", "istio")
    assert (istio.new, istio.changes) == (True, ())
    assert istio.reason.zh


def test_what_can_never_be_opened_is_no_row() -> None:
    hosts = {row.destination.value for row in shown("2022-07-26", "AzureChinaCloud", "key-vault")}
    assert hosts == set()
    assert {row.destination.value for row in shown("2022-07-26", "AzureCloud", "key-vault")} == {
        "vault.azure.net"
    }


def shown(edition: str, cloud: str, name: str) -> tuple[PageRow, ...]:
    feature = catalog().feature(name)
    assert feature is not None
    return page_rows(catalog(), feature, cloud, edition)


def of_invented(catalog_: Catalog) -> list[PageChange]:
    return [
        change
        for entry in page_changes(catalog_, "2022-07-26", "2023-03-10")
        if entry.cloud == "AzureCloud"
        for change in entry.changes
    ]


def with_demands(*changed: Demand) -> Catalog:
    """Return the catalog with these demands of the feature gpu in place of those that it has."""
    known = catalog()
    features = tuple(
        replace(feature, demands=changed) if feature.id == "gpu" else feature for feature in known.features
    )
    return replace(known, features=features)


def demand(**fields: Any) -> Demand:
    feature = catalog().feature("gpu")
    assert feature is not None
    return replace(feature.demands[0], since="", until="", **fields)


def test_a_row_that_is_required_in_one_edition_alone_changed() -> None:
    known = with_demands(
        replace(demand(necessity=Necessity.OPTIONAL), until="2023-03-10"),
        replace(demand(), since="2023-03-10"),
    )
    [change] = of_invented(known)
    assert change.kind is PageChangeKind.CHANGED
    assert change.before is not None
    assert change.after is not None
    assert (change.before.necessity, change.after.necessity) == (Necessity.OPTIONAL, Necessity.REQUIRED)


def test_two_rows_of_one_demand_in_place_of_one_are_no_replacement() -> None:
    hosts = [DestinationTemplate(DestinationSource.FQDN, name) for name in ("a.contoso.com", "b.contoso.com")]
    known = with_demands(
        replace(demand(), until="2023-03-10"),
        *(replace(demand(), since="2023-03-10", destinations=(host,)) for host in hosts),
    )
    assert [change.kind for change in of_invented(known)] == [
        PageChangeKind.WENT,
        PageChangeKind.CAME,
        PageChangeKind.CAME,
    ]


def test_what_another_source_than_the_page_asks_for_is_no_change_of_the_page() -> None:
    source = Source(SourceKind.ORGANISATION, "Contoso")
    known = with_demands(replace(demand(source=source), since="2023-03-10"))
    assert of_invented(known) == []


def test_a_line_without_web_services_leads_to_the_tag_and_not_to_the_host_beside_it() -> None:
    [change] = [
        change
        for change in of("2020-03-10", "2020-06-29", "AzureCloud", "core").changes
        if "TCP:22" in map(str, change.shown.services)
    ]
    destination = change.shown.destination
    assert (destination.type, destination.value) == (DestinationType.SERVICE_TAG, "AzureCloud.<location>")
