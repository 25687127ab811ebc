"""One invented mistake a test: each is named with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem
from planner.domain.profile import ClusterProfile
from planner.planning.planner import plan

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
    ("no condition at all in any", "services:", "when: {any: []}\n        services:", 8, "any is empty"),
    ("no condition at all in all", "services:", "when: {all: []}\n        services:", 8, "all is empty"),
    (
        "a web service that is never needed and has no host",
        "[{fqdn: us.download.nvidia.com}]",
        "[{service_tag: AzureCloud}]\n        when: {never: {en: a., zh: 甲。}}",
        8,
        "needs a host name",
    ),
    (
        "a wildcard alone on a TCP port",
        "[HTTPS:443]\n        destinations: [{fqdn: us.download.nvidia.com",
        "[TCP:22]\n        destinations: [{fqdn: '*.nvidia.com'",
        8,
        "takes no wildcard",
    ),
    ("a name that nothing fills in a host", "fqdn: us", "fqdn: <vault>.us", 8, "nothing fills <vault>"),
    (
        "a name that nothing fills in a tag",
        "{fqdn: us.download.nvidia.com}",
        '{service_tag: "AzureCloud.<place>"}, {fqdn: a.b}',
        8,
        "nothing fills <place>",
    ),
    (
        "a day that is not in the calendar",
        "- section: GPU",
        "- since: 2026-13-99\n        section: GPU",
        8,
        "not a date",
    ),
    ("a day as a week", "- section: GPU", "- until: 2026-W10-1\n        section: GPU", 8, "not a date"),
    (
        "an end before its beginning",
        "- section: GPU",
        "- since: 2026-07-02\n        until: 2026-07-02\n        section: GPU",
        8,
        "has to be before until",
    ),
    ("a section without words", "section: GPU", 'section: " "', 8, "section is empty"),
    (
        "a purpose without words",
        "purpose: {en: Drivers., zh: 驱动程序。}",
        'purpose: {en: "", zh: ""}',
        10,
        "English text is empty",
    ),
    (
        "a label without words",
        "label: {en: GPU node pools, zh: GPU 节点池}",
        'label: {en: "", zh: " "}',
        4,
        "English text is empty",
    ),
    (
        "a summary in one language",
        "summary: {en: Drivers., zh: 驱动程序。}",
        'summary: {en: Drivers., zh: ""}',
        6,
        "Chinese text is empty",
    ),
    (
        "a name in braces in one language",
        "zh: 没有驱动程序。",
        'zh: "没有 {driver}。"',
        11,
        "differ between the languages",
    ),
    (
        "withheld in an unknown cloud",
        "demands:",
        "withheld: [{clouds: [AzureMoon], reason: {en: a., zh: 甲。}}]\ndemands:",
        1,
        "'AzureMoon' is not a cloud",
    ),
    (
        "withheld since a day that is none",
        "demands:",
        "withheld: [{since: 2026-02-30, reason: {en: a., zh: 甲。}}]\ndemands:",
        1,
        "'2026-02-30' is not a date",
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


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("editions.yaml", "id: 2026-07-02", "id: 2026-13-99", "an edition's id is a date"),
        ("editions.yaml", "published: 2026-07-02", "published: soon", "'soon' is not a date"),
        ("editions.yaml", "id: 2026-07-02", "id: 2020-03-10", "2020-03-10: stands twice"),
        ("clouds/AzureCloud.yaml", "name: austriaeast", "name: australiaeast", "australiaeast: stands twice"),
        ("clouds/AzureCloud.yaml", "name: austriaeast", "name: Austria-East", "small letters and digits"),
        ("facts.yaml", "clouds: [AzureChinaCloud]", "clouds: [AzureMoon]", "'AzureMoon' is not a cloud"),
        ("facts.yaml", "until: 2020-06-29", "until: June", "'June' is not a date"),
        ("facts.yaml", '"no":', "nay:", 'the word for "no" is missing'),
        ("facts.yaml", '"yes":', "sure:", 'the word for "yes" is missing'),
        ("advisories.yaml", "until: 2020-06-29", "until: 2020-06-31", "'2020-06-31' is not a date"),
        ("advisories.yaml", "id: dns-proxy", "id: shadowing", "shadowing: stands twice"),
        ("advisories.yaml", "id: dns-proxy", "id: dns-prox", "did you mean dns-proxy"),
        ("advisories.yaml", "{region} is not", "{regoin} is not", "names in braces"),
        ("advisories.yaml", "- remedy: nat-gateway-route", "- remedy: prayer", "unknown remedy 'prayer'"),
        ("advisories.yaml", "- remedy: stop-filtering", "- remedy: prayer", "unknown remedy 'prayer'"),
    ],
)
def test_mistake_in_another_file_is_named_there(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert caught.value.file == file
    assert caught.value.line > 1
    assert words in caught.value.message.en


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: Give the firewall enough public IPs, zh: ", 'en: "For {moon}", zh: "{moon} "'),
        (
            "en: Change the outbound type to userDefinedRouting, zh: ",
            'en: "To {outbound_type}", zh: "{outbound_type} "',
        ),
        ("en: 1 NAT rule, zh: 1 ", 'en: "{moon}", zh: "{moon} "'),
    ],
)
def test_a_name_that_planning_never_fills_is_refused_in_title_remedy_and_effect(
    tmp_path: Path, old: str, new: str
) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    path = folder / "advisories.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index(old)
    end = text.index("}", start)
    path.write_text(text[:start] + new + text[end:], encoding="utf-8")
    with pytest.raises(FileProblem, match=r"advisories\.yaml, line \d+: .*nothing fills \{"):
        load_catalog(folder)


@pytest.mark.parametrize(
    ("written", "spoilt", "allowed"),
    [("group: node-pools", "group: toys", "core, node-pools"), ("required", "needed", "optional")],
)
def test_a_word_that_is_not_in_the_list_names_the_list_in_both_languages(
    problem_of: Change, written: str, spoilt: str, allowed: str
) -> None:
    found = problem_of(FEATURE.replace(written, spoilt, 1)).message
    assert spoilt.rsplit(maxsplit=1)[-1] in found.en
    assert allowed in found.en
    assert allowed.rsplit(", ", maxsplit=1)[-1] in found.zh


def test_adding_a_feature_is_adding_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    text = FEATURE.replace("gpu", "quantum").replace("order: 20", "order: 25").replace("us.d", "quantum.d")
    (folder / "features" / "quantum.yaml").write_text(text, encoding="utf-8")
    catalog = load_catalog(folder)
    without = plan(ClusterProfile(region="westeurope"), catalog)
    made = plan(ClusterProfile(region="westeurope", features=("quantum",)), catalog)
    added = [rule for rule in made.rules if rule.id not in {entry.id for entry in without.rules}]
    assert [(rule.id, rule.destination.value, rule.features) for rule in added] == [
        ("quantum-driver", "quantum.download.nvidia.com", ("quantum",))
    ]
    assert made.features == ("core", "quantum")
