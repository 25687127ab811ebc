"""Who says what: named sources, the claims of sentences, demands that another source than the page asks for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.catalog.model import Catalog
from planner.cli.plan_json import plan_data
from planner.domain.problem import FileProblem
from planner.domain.source import Source, SourceKind
from planner.domain.text import Text
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from tests.plans import SHOP, changed

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
    made = plan(changed(SHOP, features=("gpu",)), catalog)
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
    request, catalog = changed(SHOP, features=("gpu",)), load_catalog(folder)
    made = plan(request, catalog)
    data = plan_data(made, request, open_points(made, catalog), catalog, "en")
    [rule] = [rule for rule in data["rules"] if rule["features"] == ["gpu"]]
    assert set(rule["source"]) == {"kind", "page", "section", "url", "date"}
    assert (rule["source"]["kind"], rule["source"]["date"]) == ("page", "2026-07-02")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: code", "kind: rumour", "Use one of: microsoft, operator, code, report, organisation"),
        ("kind: code", "kind: page", "Use one of: microsoft, operator, code, report, organisation"),
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
        FEATURE.replace("demands:", "notes:\n  why: {en: a., zh: 甲。}\ndemands:").replace(
            "{en: No drivers., zh: 没有驱动程序。}", "why"
        ),
        FEATURE.replace("demands:", "withheld: [{until: 2021-01-01, reason: {en: a., zh: 甲。}}]\ndemands:"),
        FEATURE + "    when: {never: {en: a., zh: 甲。}}\n",
        FEATURE + "    when: {fact: konnectivity, is: true, otherwise: {en: a., zh: 甲。}}\n",
    ],
)
def test_a_sentence_that_nobody_claims_is_refused_where_it_stands(folder: Path, text: str) -> None:
    (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match="nobody claims this sentence") as caught:
        load_catalog(folder)
    assert caught.value.file == "features/gpu.yaml"
    said = text.splitlines()[caught.value.line - 1]
    assert "甲" in said or "节点会请求它" in said


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts.yaml", "zh: 如此旧的节点映像已不受支持, by: ours", "zh: 如此旧的节点映像已不受支持"),
        ("editions.yaml", "zh: 本程序已知的最新版本。\n        by: ours", "zh: 本程序已知的最新版本。"),
        ("notes.yaml", "zh: 这是公有云的主机。, by: ours", "zh: 这是公有云的主机。"),
    ],
)
def test_facts_editions_and_shared_notes_have_to_say_whose_claim_it_is_too(
    folder: Path, file: str, old: str, new: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileProblem, match="nobody claims this sentence") as caught:
        load_catalog(folder)
    assert caught.value.file == file


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("The page lists it.", "列出了它。"), ("It is listed.", "官方页面列出了它。")],
)
def test_our_inference_is_never_put_into_the_pages_mouth(folder: Path, english: str, chinese: str) -> None:
    text = FEATURE.replace(
        "{en: Nodes ask for it., zh: 节点会请求它。, by: node-code}", "{en: A, zh: 甲, by: ours}"
    )
    text = text.replace("en: A, zh: 甲", f"en: {english}, zh: {chinese}")
    (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileProblem, match=r"gpu\.yaml, line 16: a sentence of our own speaks of the page"):
        load_catalog(folder)
    (folder / "features" / "gpu.yaml").write_text(text.replace("by: ours", "by: page"), encoding="utf-8")
    load_catalog(folder)


def test_what_breaks_and_what_a_feature_is_are_ours_unless_a_source_is_named(folder: Path) -> None:
    text = FEATURE.replace("zh: 没有驱动程序。}", "zh: 没有驱动程序。, by: node-code}")
    (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
    gpu = load_catalog(folder).feature("gpu")
    assert gpu is not None
    [demand] = gpu.demands
    assert (gpu.summary.by, demand.purpose.by, demand.if_refused.by) == ("ours", "ours", "node-code")


def test_two_claims_are_read_as_one_text_and_stay_apart(folder: Path) -> None:
    asked = "{en: Nodes ask for it., zh: 节点会请求它。, by: node-code}"
    text = FEATURE.replace(f"[{asked}]", f"[[{{en: It is listed., zh: 已列出。, by: page}}, {asked}]]")
    (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
    gpu = load_catalog(folder).feature("gpu")
    assert gpu is not None
    [remark] = gpu.demands[0].remarks
    assert (remark.en, remark.zh) == ("It is listed. Nodes ask for it.", "已列出。节点会请求它。")
    assert [claim.by for claim in remark.claims] == ["page", "node-code"]
    assert [
        claim.by for claim in Text("{a} {b}", "{a}{b}").filled(a=remark, b=Text("C", "丙", "ours")).claims
    ] == [
        "page",
        "node-code",
        "ours",
    ]


def test_a_host_that_another_source_names_says_which(folder: Path) -> None:
    withheld = (
        "withheld:\n  - reason: {en: a., zh: 甲。, by: page}\n"
        "    hosts: [{fqdn: '*.vault.azure.cn', services: [HTTPS:443], by: node-cod}]\n"
    )
    path = folder / "features" / "gpu.yaml"
    path.write_text(FEATURE.replace("demands:", withheld + "demands:"), encoding="utf-8")
    with pytest.raises(FileProblem, match=r'gpu\.yaml, line 10: .*Did you mean "node-code"'):
        load_catalog(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("node-cod}", "node-code}"), encoding="utf-8")
    gpu = load_catalog(folder).feature("gpu")
    assert gpu is not None
    entry = gpu.withheld_in("AzureCloud", "2026-07-02")
    assert entry is not None
    assert [(host.host, [str(service) for service in host.services]) for host in entry.hosts] == [
        ("*.vault.azure.cn", ["HTTPS:443"])
    ]
