"""The pane that explains a line shows behind each sentence whose claim it is."""

from __future__ import annotations

import re

import pytest

from planner.domain.plan import EgressPlan
from planner.gui.models.explaining import Explainer
from planner.gui.models.rule_rows import line_rows
from planner.gui.widgets.flow_text import host_html
from tests.plans import catalog, planned


def sections(made: EgressPlan, key: str, language: str = "en") -> dict[str, str]:
    """Return the pane's sections of one line, by heading."""
    row = next(row for row in line_rows(made, catalog(), language) if key in row.key)
    explainer = Explainer(made, catalog(), language, str)
    return {section.heading: section.body for section in explainer.sections(row)}


def claims(body: str) -> list[str]:
    """Return what stands in brackets behind the sentences."""
    return re.findall(r"<small>\[(.*?)\]</small>", body)


def test_purpose_consequence_and_remarks_say_whose_they_are() -> None:
    shown = sections(planned(features=("gpu",)), "gpu-driver-packages")
    assert claims(shown["Why"]) == ["our inference"]
    assert claims(shown["If it is refused"]) == [
        "public code: Azure/AgentBaker, the scripts that set AKS nodes up"
    ]
    assert claims(shown["Remark on the source"]) == [
        "Microsoft&#x27;s page",
        "public code: Azure/AgentBaker, the scripts that set AKS nodes up",
    ]
    assert shown["Remark on the source"].startswith("The page asks for this host. <small>")


def test_a_source_of_another_kind_is_named_by_its_title() -> None:
    shown = sections(planned(nodes_before_march_2021=True), "core-time")
    assert claims(shown["If it is refused"]) == ["Time sync for Linux VMs in Azure"]


def test_the_operators_page_is_not_shown_as_microsofts() -> None:
    made = planned(
        cloud="AzureChinaCloud", region="chinanorth2", edition="2020-03-10", features=("azure-monitor",)
    )
    [operator] = [
        claim
        for claim in claims(sections(made, "azure-monitor-logs")["Remark on the source"])
        if "21Vianet" in claim
    ]
    assert "Microsoft" not in operator


def test_sentences_of_one_claimant_in_a_row_name_it_once() -> None:
    made = planned(cloud="AzureChinaCloud", region="chinanorth2", features=("defender",))
    reason = sections(made, "defender-cloud")["Not needed, because"]
    assert claims(reason) == [
        "Defender for Containers network requirements",
        "Microsoft&#x27;s page",
        "our inference",
    ]


@pytest.mark.parametrize(("language", "whose"), [("en", "Microsoft&#x27;s page"), ("zh", "官方页面")])
def test_the_claim_is_shown_in_the_readers_language(language: str, whose: str) -> None:
    heading = {"en": "Why", "zh": "用途"}[language]
    assert claims(sections(planned(), "core-registry", language)[heading]) == [whose]


@pytest.mark.parametrize(
    "name", ["API server address, known after creation", "API 服务器地址（创建群集后才有）"]
)
def test_the_label_of_an_address_that_nobody_entered_is_set_as_words(name: str) -> None:
    assert "font-family" not in host_html(name)
    assert "&nbsp;" not in host_html(name)
    for host in (
        "*.hcp.westeurope.azmk8s.io",
        "AzureCloud.westeurope (service tag)",
        "TCP:22, UDP:1194",
        "10.0.0.4",
    ):
        assert "font-family" in host_html(host)


def test_a_title_of_ours_is_in_the_readers_language() -> None:
    """What a page is called stays; what we say of a page or of code does not stay English."""
    described = [source for source in catalog().sources.values() if source.title_zh]
    assert len(described) > 5
    for source in described:
        assert source.name.in_language("zh") == source.title_zh != source.title
