"""Who says what: named sources, the claims of sentences, demands that another source than the page asks for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.catalog.claims import check_claims
from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.catalog.model import Catalog
from planner.catalog.strict_yaml import read_yaml
from planner.cli.plan_json import plan_data
from planner.domain.problem import FileProblem
from planner.domain.profile import ClusterProfile
from planner.domain.request import PlanDocument
from planner.domain.source import Source, SourceKind
from planner.domain.text import Text
from planner.planning.planner import plan

SOURCES = """\
sources:
  - id: node-code
    kind: code
    title: Scripts of the nodes
    url: https://example.com/scripts
    date: 2026-08-21
"""
FEATURE = """\
id: gpu
order: 20
group: node-pools
label: {en: GPU node pools, zh: GPU 节点池}
short_label: {en: GPU, zh: GPU}
summary: {en: Drivers., zh: 驱动程序。}
sections: {hosts: GPU}
demands:
  - id: gpu-driver
    necessity: required
    purpose: {en: Drivers., zh: 驱动程序。}
    if_refused: {en: No drivers., zh: 没有驱动程序。}
    section: hosts
    services: [HTTPS:443]
    destinations: [{fqdn: us.download.nvidia.com}]
    remarks: [{en: Nodes ask for it., zh: 节点会请求它。, by: node-code}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog with one more source, and a feature that names it."""
    copied = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), copied)
    with (copied / "sources.yaml").open("a", encoding="utf-8") as stream:
        stream.write(SOURCES.removeprefix("sources:\n"))
    (copied / "features" / "gpu.yaml").write_text(FEATURE, encoding="utf-8")
    return copied


def _gpu_rule_source(catalog: Catalog) -> Source:
    made = plan(ClusterProfile(region="westeurope", features=("gpu",)), catalog)
    [rule] = [rule for rule in made.rules if rule.features == ("gpu",)]
    return rule.reasons[0].source


def test_a_demand_is_by_default_asked_for_by_the_page_of_its_edition(folder: Path) -> None:
    source = _gpu_rule_source(load_catalog(folder))
    assert (source.kind, source.section, source.date) == (SourceKind.PAGE, "GPU", "2026-07-02")
    assert source.url.startswith("https://")


def test_a_demand_that_names_a_source_is_never_put_into_the_pages_mouth(folder: Path) -> None:
    path = folder / "features" / "gpu.yaml"
    spoken = FEATURE.replace("sections: {hosts: GPU}\n", "").replace("section: hosts", "source: node-code")
    path.write_text(spoken, encoding="utf-8")
    source = _gpu_rule_source(load_catalog(folder))
    assert source == Source(
        SourceKind.CODE, "Scripts of the nodes", url="https://example.com/scripts", date="2026-08-21"
    )
    assert source.heading == "Scripts of the nodes"


def test_a_source_may_differ_by_edition(folder: Path) -> None:
    path = folder / "features" / "gpu.yaml"
    path.write_text(FEATURE + "    differs: [{until: 2022-03-30, source: node-code}]\n", encoding="utf-8")
    gpu = load_catalog(folder).feature("gpu")
    assert gpu is not None
    assert [(demand.since, demand.source and demand.source.kind) for demand in gpu.demands] == [
        ("", SourceKind.CODE),
        ("2022-03-30", None),
    ]


def test_a_claim_leads_to_its_source_and_keeps_it_when_names_are_filled(folder: Path) -> None:
    catalog = load_catalog(folder)
    gpu = catalog.feature("gpu")
    assert gpu is not None
    [remark] = gpu.demands[0].remarks
    found = catalog.source_of(remark.filled(region="westeurope"))
    assert found is not None
    assert found.title == "Scripts of the nodes"
    page = catalog.source_of(Text("a", "甲", "page"), "2020-03-10")
    assert page == catalog.editions[0].page()
    ours = catalog.source_of(Text("a", "甲", "ours"))
    assert ours is not None
    assert ours.kind is SourceKind.OURS
    assert catalog.source_of(Text("a", "甲")) is None


def test_json_tells_the_kind_and_the_day_of_a_lines_source(folder: Path) -> None:
    profile = ClusterProfile(region="westeurope", features=("gpu",))
    data = plan_data(plan(profile, load_catalog(folder)), PlanDocument(profile), "en")
    [rule] = [rule for rule in data["rules"] if rule["features"] == ["gpu"]]
    assert set(rule["source"]) == {"kind", "page", "section", "url", "date"}
    assert (rule["source"]["kind"], rule["source"]["date"]) == ("page", "2026-07-02")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: code", "kind: rumour", "Use one of: microsoft, code, report, organisation"),
        ("kind: code", "kind: page", "Use one of: microsoft, code, report, organisation"),
        ("https://example", "http://example", "has to begin with https://"),
        ("date: 2026-08-21", "date: 2026-02-30", "'2026-02-30' is not a date"),
        ("id: node-code", "id: agentbaker", "agentbaker: stands twice"),
        ("id: node-code", "id: ours", "neither page nor ours"),
        ("title: Scripts of the nodes", 'title: " "', "the title is empty"),
        ("    url: https://example.com/scripts\n", "", '"url" is missing'),
    ],
)
def test_mistake_in_a_source_is_named_with_its_line(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    head, _, tail = text.rpartition(old)
    path.write_text(head + new + tail, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert caught.value.file == "sources.yaml"
    assert caught.value.line > 1
    assert words in caught.value.message.en


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("by: node-code", "by: node-cod", 16, 'Did you mean "node-code"?'),
        ("section: hosts", "section: hosts\n    source: rumour", 14, '"rumour" is not a known source'),
        ("sections: {hosts: GPU}\n", "", 12, '"hosts" is not a known section'),
    ],
)
def test_a_source_that_is_none_is_named_where_it_stands(
    folder: Path, old: str, new: str, line: int, words: str
) -> None:
    (folder / "features" / "gpu.yaml").write_text(FEATURE.replace(old, new), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert (caught.value.file, caught.value.line) == ("features/gpu.yaml", line)
    assert words in caught.value.message.en


def test_a_demand_without_section_and_source_is_refused(folder: Path) -> None:
    text = FEATURE.replace("    section: hosts\n", "").replace("sections: {hosts: GPU}\n", "")
    (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match=r"gpu\.yaml, line 8: the section is missing"):
        load_catalog(folder)


@pytest.mark.parametrize(
    "text",
    [
        FEATURE.replace(", by: node-code", ""),
        FEATURE.replace("demands:", "notes:\n  why: {en: a., zh: 甲。}\ndemands:"),
        FEATURE.replace("demands:", "withheld: [{until: 2021-01-01, reason: {en: a., zh: 甲。}}]\ndemands:"),
        FEATURE + "    when: {never: {en: a., zh: 甲。}}\n",
        FEATURE + "    when: {fact: konnectivity, is: true, otherwise: {en: a., zh: 甲。}}\n",
    ],
)
def test_once_claims_have_to_be_named_each_nameless_one_is_refused(text: str) -> None:
    check_claims(read_yaml(FEATURE.encode(), "features/gpu.yaml"), {"node-code"}, named=True)
    with pytest.raises(FileProblem, match="nobody claims this sentence"):
        check_claims(read_yaml(text.encode(), "features/gpu.yaml"), {"node-code"}, named=True)
