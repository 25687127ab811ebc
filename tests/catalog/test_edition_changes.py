"""From one kept edition to the next, plans change by what the log of Microsoft's page says, and by nothing else."""

from __future__ import annotations

import csv
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.demand import Trait
from planner.domain.plan import EgressPlan
from planner.domain.problem import FileProblem
from planner.domain.rule import Rule
from planner.planning.explain import HostVerdict, explain, parse_targets
from planner.planning.planner import plan
from tests.catalog.page_facts import CLOUDS
from tests.catalog.test_page_tables import (
    BY,
    EDITIONS,
    REGIONS,
    SUFFIXES,
    full_plan,
    not_needed_pairs,
    rows_in,
    taken_pairs,
)
from tests.plans import advisory, catalog, request, rule_to

LETTERS = dict(zip(CLOUDS, "PCG", strict=True))
Change = tuple[str, str, str, str]


def logged(edition: str, cloud: str) -> set[Change]:
    """Return the changes that led to an edition, as (feature, sign, endpoint, service)."""
    text = Path(__file__).with_name("page_changes.csv").read_text(encoding="utf-8")
    return {
        (row["feature"], row["change"], row["endpoint"], row["service"])
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
        if row["edition"] == edition and LETTERS[cloud] in row["clouds"]
    }


def opened(edition: str, cloud: str) -> set[tuple[str, str, str]]:
    """Return what plans of an edition open, over all features and both ways of Azure Monitor."""
    return {
        (
            feature,
            endpoint.replace(REGIONS[cloud], "<location>").replace(SUFFIXES[cloud], "<location>"),
            service,
        )
        for feature in {row.feature for row in rows_in(edition, cloud)}
        for by in BY
        for endpoint, service in taken_pairs(full_plan(catalog(), edition, cloud, feature, by), feature)
    }


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(("older", "newer"), list(pairwise(EDITIONS)))
def test_plans_of_neighbouring_editions_differ_by_the_log(older: str, newer: str, cloud: str) -> None:
    before, after = opened(older, cloud), opened(newer, cloud)
    changes = {(feature, "+", endpoint, service) for feature, endpoint, service in after - before}
    changes |= {(feature, "-", endpoint, service) for feature, endpoint, service in before - after}
    assert changes == logged(newer, cloud)


def made(edition: str, cloud: str, *features: str, **answers: object) -> EgressPlan:
    return plan(
        request(
            cloud=cloud,
            region=REGIONS[cloud],
            edition=edition,
            features=features,
            node_subnets=("10.42.0.0/22",),
            **answers,
        ),
        catalog(),
    )


def line(found: EgressPlan, destination: str) -> Rule:
    rule = rule_to(found, destination)
    assert rule is not None, destination
    return rule


def said(rule: Rule) -> str:
    return " ".join(remark.en for reason in rule.reasons for remark in reason.remarks)


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("edition", ["2020-06-29", "2021-01-12"])
def test_dev_spaces_asks_for_its_service_tag_while_the_page_has_it(edition: str, cloud: str) -> None:
    rule = line(made(edition, cloud, "dev-spaces"), "AzureDevSpaces")
    assert [str(service) for service in rule.services] == ["TCP:443"]
    assert "purpose of the tag AzureMonitor" in said(rule)


@pytest.mark.parametrize(("cloud", "suffix"), [("AzureChinaCloud", "cn"), ("AzureUSGovernment", "us")])
@pytest.mark.parametrize("edition", ["2022-07-26", "2023-03-10"])
def test_defender_asks_everywhere_for_hosts_that_the_page_gives_without_a_cloud(
    edition: str, cloud: str, suffix: str
) -> None:
    found = made(edition, cloud, "defender")
    rule = line(found, "*.ods.opinsights.azure.com")
    assert f"*.ods.opinsights.azure.{suffix}" in said(rule)
    assert Trait.OTHER_CLOUD in rule.traits


@pytest.mark.parametrize(
    ("cloud", "editions"),
    [
        ("AzureChinaCloud", ["2022-07-26", "2023-03-10", "2024-12-11"]),
        ("AzureUSGovernment", ["2022-07-26", "2023-03-10", "2024-12-11"]),
    ],
)
def test_key_vaults_public_host_is_not_needed_in_other_clouds_by_its_own_documentation(
    cloud: str, editions: list[str]
) -> None:
    for edition in editions:
        found = made(edition, cloud, "key-vault")
        assert ("vault.azure.net", "HTTPS:443") in not_needed_pairs(found, "key-vault")
        assert rule_to(found, "vault.azure.net") is None
        [exclusion] = [entry for entry in found.exclusions if entry.feature == "key-vault"]
        assert "key-vault-firewall" in {claim.by for claim in exclusion.reason.claims}


def test_no_other_edition_is_advised_where_it_opens_nothing_either() -> None:
    found = advisory(made("2026-07-02", "AzureChinaCloud", "key-vault"), "feature-not-offered")
    assert found is not None
    assert "other-edition" not in [remedy.id for remedy in found.remedies]


@pytest.mark.parametrize("edition", ["2020-06-29", "2021-01-12", "2022-07-26", "2023-03-10", "2024-12-11"])
def test_the_retired_mirror_of_an_older_edition_names_what_to_open_instead(edition: str) -> None:
    found = made(edition, "AzureCloud")
    assert "packages.aks.azure.com as a line of your own" in said(line(found, "acs-mirror.azureedge.net"))
    entry = advisory(found, "retired-endpoint")
    assert entry is not None


@pytest.mark.parametrize(
    ("edition", "konnectivity", "private"),
    [("2020-06-29", False, False), ("2021-01-12", False, True), ("2022-07-26", True, True)],
)
def test_an_exemption_frees_the_tunnel_from_the_edition_that_writes_it(
    edition: str, konnectivity: bool, private: bool
) -> None:
    def freed(**answers: object) -> bool:
        return rule_to(made(edition, "AzureCloud", **answers), "AzureCloud.norwaye", "UDP:1194") is None

    assert not freed(konnectivity=False)
    assert freed(konnectivity=True) is konnectivity
    assert freed(konnectivity=False, private_cluster=True) is private


def test_the_day_of_a_later_state_is_said_and_not_the_editions_id() -> None:
    found = made("2026-07-02", "AzureUSGovernment", "azure-policy")
    [target] = parse_targets("raw.githubusercontent.com:443").targets
    answer = explain(target, found, catalog())
    assert answer.verdict is HostVerdict.RETIRED
    assert "until 2021-02-12" in answer.reason.en
    assert "2021-01-12" not in answer.reason.en


def test_a_day_that_an_edition_holds_already_is_refused(tmp_path: Path) -> None:
    shutil.copytree(data_folder("catalog"), tmp_path / "catalog")
    path = tmp_path / "catalog" / "features" / "azure-policy.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2021-01-12", "2021-02-12"), encoding="utf-8")
    with pytest.raises(FileProblem, match="counted to the edition 2021-01-12") as caught:
        load_catalog(tmp_path / "catalog")
    assert caught.value.file == "features/azure-policy.yaml"


def test_an_edition_is_not_published_before_the_day_of_its_id(tmp_path: Path) -> None:
    shutil.copytree(data_folder("catalog"), tmp_path / "catalog")
    path = tmp_path / "catalog" / "editions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published: 2022-07-26", "published: 2022-07-25"), encoding="utf-8")
    with pytest.raises(FileProblem, match="published before the day of its id"):
        load_catalog(tmp_path / "catalog")
