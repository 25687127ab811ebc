"""One invented mistake a test: each is named with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem

FEATURE = """\
id: gpu
order: 20
group: node-pools
label: {en: GPU node pools, zh: GPU 节点池}
short_label: {en: GPU, zh: GPU}
summary: {en: Drivers., zh: 驱动程序。}
demands:
  - id: gpu-driver
    necessity: required
    purpose: {en: Drivers., zh: 驱动程序。}
    if_refused: {en: No drivers., zh: 没有驱动程序。}
    variants:
      - section: GPU
        services: [HTTPS:443]
        destinations: [{fqdn: us.download.nvidia.com}]
"""

Change = Callable[[str], FileProblem]


@pytest.fixture
def problem_of(tmp_path: Path) -> Change:
    """Return what the loader says of a catalog whose GPU file has this text."""
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)

    def load(text: str) -> FileProblem:
        (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(FileProblem) as caught:
            load_catalog(folder)
        return caught.value

    return load


def test_the_feature_before_the_mistakes_is_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    (folder / "features" / "gpu.yaml").write_text(FEATURE, encoding="utf-8")
    gpu = load_catalog(folder).feature("gpu")
    assert gpu is not None
    assert [demand.id for demand in gpu.demands] == ["gpu-driver"]


MISTAKES = [
    ("unknown key", "necessity:", "necesity:", 9, 'Did you mean "necessity"?'),
    ("duplicate key", "order: 20", "id: gpu", 2, "stands twice"),
    ("missing text", ", zh: 没有驱动程序。", "", 11, '"zh" is missing'),
    ("wrong necessity", "required", "needed", 9, "necessity"),
    ("wrong service", "HTTPS:443", "HTPS:443", 8, "is not a service"),
    ("port out of range", "HTTPS:443", "HTTPS:70000", 8, "no port from 1 to 65535"),
    ("wildcard in the middle", "us.download", "us.*", 8, "not a host name"),
    ("bare asterisk", "us.download.nvidia.com", '"*nvidia.com"', 8, "not a host name"),
    ("two destinations in one", "fqdn: us", "any: true, fqdn: us", 8, "exactly one of"),
    ("unknown cloud", "- section: GPU", "- clouds: [AzureMoon]\n        section: GPU", 8, "not a cloud"),
    ("date that is none", "- section: GPU", "- since: last year\n        section: GPU", 8, "not a date"),
    ("id of another feature", "id: gpu-driver", "id: windows-driver", 8, "gpu-<what>"),
    ("replaced by nobody", "    variants:", "    replaced_by: gpu-x\n    variants:", 8, "unknown demand"),
    ("text as a list", "summary: {en: Drivers., zh: 驱动程序。}", "summary: []", 6, "a list"),
    ("truth for text", "en: GPU,", "en: true,", 5, "Put it in quotes"),
    ("an alias", "{en: GPU, zh: GPU}", "&a {en: GPU, zh: GPU}", 5, "aliases"),
    (
        "a condition on no fact",
        "services:",
        "when: {fact: weather, is: true, otherwise: {en: a., zh: 甲。}}\n        services:",
        8,
        "not a fact",
    ),
    (
        "a condition without its reason",
        "services:",
        "when: {fact: konnectivity, is: true}\n        services:",
        8,
        "otherwise",
    ),
    (
        "an answer that the fact does not have",
        "services:",
        "when: {fact: azure_monitor_by, is: mail, otherwise: {en: a., zh: 甲。}}\n        services:",
        8,
        "not an answer",
    ),
    (
        "any as the first destination",
        "[{fqdn: us.download.nvidia.com}]",
        "[{any: true}, {fqdn: us.download.nvidia.com}]",
        8,
        "last resort",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_mistake_is_named_with_file_and_line(
    problem_of: Change, old: str, new: str, line: int, words: str
) -> None:
    assert old in FEATURE
    problem = problem_of(FEATURE.replace(old, new, 1))
    assert problem.file == "features/gpu.yaml"
    assert problem.line == line
    assert words in problem.message.en


def test_two_variants_for_the_same_cloud_and_day_are_refused(problem_of: Change) -> None:
    variant = FEATURE[FEATURE.index("      - section") :]
    problem = problem_of(FEATURE + variant.replace("GPU", "GPU again"))
    assert "two variants" in problem.message.en


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    (folder / "features" / "gpu.yaml").rename(folder / "features" / "graphics.yaml")
    with pytest.raises(FileProblem, match=r"gpu\.yaml"):
        load_catalog(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"no \.yaml file is there"):
        load_catalog(tmp_path)


def test_adding_a_feature_is_adding_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    text = FEATURE.replace("gpu", "quantum").replace("order: 20", "order: 25")
    (folder / "features" / "quantum.yaml").write_text(text, encoding="utf-8")
    feature = load_catalog(folder).feature("quantum")
    assert feature is not None
    assert feature.demands[0].id == "quantum-driver"
