"""Over every real entry: both languages, its own words, and room for them in a cell."""

from __future__ import annotations

import re

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.demand import Demand, DestinationSource
from planner.domain.text import Text

HAN = re.compile(r"[\u4e00-\u9fff]")
IRREGULAR_TAGS = {
    "brazilsoutheast": "brazilse",
    "chilecentral": "chilec",
    "francecentral": "centralfrance",
    "francesouth": "southfrance",
    "germanynorth": "germanyn",
    "germanywestcentral": "germanywc",
    "norwayeast": "norwaye",
    "norwaywest": "norwayw",
    "switzerlandnorth": "switzerlandn",
    "switzerlandwest": "switzerlandw",
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def demands(catalog: Catalog) -> list[Demand]:
    return [demand for feature in catalog.features for demand in feature.demands]


def texts(catalog: Catalog) -> list[tuple[str, Text]]:
    found = [
        (demand.id, text)
        for demand in demands(catalog)
        for text in (demand.purpose, demand.if_refused, *demand.remarks)
    ]
    found += [(feature.id, feature.summary) for feature in catalog.features]
    found += [
        (advisory.id, text)
        for advisory in catalog.advisories.values()
        for case in advisory.cases.values()
        for text in (case.title, *case.text.claims, *(addition.text for addition in advisory.additions))
        if not re.fullmatch(r"\{\w+\}", text.en)  # it says what fills it, and nothing else
    ]
    return found


def test_every_sentence_stands_in_both_languages(catalog: Catalog) -> None:
    for where, text in texts(catalog):
        assert text.en.strip(), where
        assert text.zh.strip(), where
        assert HAN.search(text.zh), (where, text.zh)
        assert not HAN.search(text.en), (where, text.en)


def test_why_and_what_breaks_are_said_for_every_demand_and_fit_their_cells(catalog: Catalog) -> None:
    for demand in demands(catalog):
        assert 0 < len(demand.purpose.en) <= 75, demand.id
        assert 0 < len(demand.if_refused.en) <= 85, demand.id
        for text in (demand.purpose, demand.if_refused):
            assert text.en.endswith("."), demand.id
            assert text.zh.endswith("。"), demand.id


def test_no_sentence_shouts_or_pleads_in_english(catalog: Catalog) -> None:
    for where, text in texts(catalog):
        assert not re.search(r"!|\bplease\b|\binvalid\b|\billegal\b", text.en, re.IGNORECASE), (
            where,
            text.en,
        )
        assert "您" not in text.zh, (where, text.zh)


def test_every_demand_names_the_section_of_the_page(catalog: Catalog) -> None:
    assert all(demand.section for demand in demands(catalog))


def test_ten_regions_have_a_service_tag_of_another_name(catalog: Catalog) -> None:
    cloud = catalog.cloud("AzureCloud")
    assert cloud is not None
    found = {region.name: region.service_tag_suffix for region in cloud.regions if region.tag_is_irregular}
    assert found == IRREGULAR_TAGS


def test_there_are_73_regions_in_three_clouds(catalog: Catalog) -> None:
    counts = {cloud.id: len(cloud.regions) for cloud in catalog.clouds}
    assert counts == {"AzureCloud": 61, "AzureChinaCloud": 6, "AzureUSGovernment": 6}


def test_the_three_oddities_of_the_page_carry_a_remark(catalog: Catalog) -> None:
    by_id = {demand.id: demand for demand in demands(catalog) if demand.valid_in("AzureCloud", "2026-07-02")}
    assert any("vault.azure.net" in remark.en for remark in by_id["key-vault-vaults"].remarks)
    assert any("2025" in remark.en for remark in by_id["core-kubernetes-binaries-mirror"].remarks)
    china = {
        demand.id: demand for demand in demands(catalog) if demand.valid_in("AzureChinaCloud", "2026-07-02")
    }
    assert any("login.microsoftonline.cn" in remark.en for remark in china["core-sign-in"].remarks)


def test_2020_add_on_lists_for_azure_china_name_the_operators_own_host(catalog: Catalog) -> None:
    rows = [
        demand
        for feature_id in ("azure-monitor", "azure-policy")
        for demand in catalog.demands(catalog.feature(feature_id), "AzureChinaCloud", "2020-03-10")  # type: ignore[arg-type]
    ]
    silent = [demand.id for demand in rows if not demand.remarks]
    assert len(rows) > len(silent)
    assert silent == ["azure-policy-github"]  # GitHub's host is the same on the operator's page


def test_any_is_never_the_tightest_destination_of_a_demand_that_can_apply(catalog: Catalog) -> None:
    for demand in demands(catalog):
        if demand.destinations[0].source is DestinationSource.ANY:
            assert demand.id == "core-any-tcp-443"
