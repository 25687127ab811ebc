"""One invented mistake a test: each is named with file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem
from planner.planning.planner import plan
from tests.plans import unanswered

FEATURE = """\
id: gpu
order: 20
group: node-pools
label: {en: GPU node pools, zh: GPU 节点池}
short_label: {en: GPU, zh: GPU}
summary: {en: Drivers., zh: 驱动程序。}
sections: {hosts: GPU}
notes:
  driver: {en: Drivers., zh: 驱动程序。, by: ours}
demands:
  - id: gpu-driver
    necessity: required
    purpose: driver
    if_refused: {en: No drivers., zh: 没有驱动程序。}
    section: hosts
    services: [HTTPS:443]
    destinations: [{fqdn: us.download.nvidia.com}]
    differs:
      - {until: 2022-03-30, destinations: [{fqdn: apt.dockerproject.org}]}
"""
LAST = FEATURE.count("\n")  # the entry of differs
MARCH = "until: 2022-03-30, destinations: [{fqdn: apt.dockerproject.org}]"

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
    assert [(demand.since, demand.until, demand.destinations[0].value) for demand in gpu.demands] == [
        ("", "2022-03-30", "apt.dockerproject.org"),
        ("2022-03-30", "", "us.download.nvidia.com"),
    ]


MISTAKES = [
    ("unknown key", "necessity:", "necesity:", 12, 'Did you mean "necessity"?'),
    ("unknown key in an entry that differs", "until: 2022", "untill: 2022", LAST, 'Did you mean "until"?'),
    ("duplicate key", "order: 20", "id: gpu", 2, "stands twice"),
    ("missing text", ", zh: 没有驱动程序。", "", 14, '"zh" is missing'),
    ("wrong necessity", "required", "needed", 12, "necessity"),
    ("wrong service", "HTTPS:443", "HTPS:443", 16, "is not a service"),
    ("port out of range", "HTTPS:443", "HTTPS:70000", 16, "no port from 1 to 65535"),
    ("wildcard in the middle", "us.download", "us.*", 11, "not a host name"),
    ("bare asterisk", "us.download.nvidia.com", '"*nvidia.com"', 11, "not a host name"),
    ("two destinations in one", "fqdn: us", "any: true, fqdn: us", 17, "exactly one of"),
    ("a destination of nothing", "{fqdn: us.download.nvidia.com}", "{note: driver}", 17, "exactly one of"),
    ("an empty host", "fqdn: us.download.nvidia.com", 'fqdn: ""', 17, "is empty"),
    ("id of another feature", "id: gpu-driver", "id: windows-driver", 11, "gpu-<what>"),
    (
        "replaced by nobody",
        "    section: hosts",
        "    replaced_by: gpu-x\n    section: hosts",
        11,
        "unknown demand",
    ),
    ("no text at all", "summary: {en: Drivers., zh: 驱动程序。}", "summary: []", 6, "is an empty list"),
    ("truth for text", "en: GPU,", "en: true,", 5, "Put it in quotes"),
    ("an alias", "{en: GPU, zh: GPU}", "&a {en: GPU, zh: GPU}", 5, "aliases"),
    ("unknown cloud", "    section: hosts", "    clouds: [AzureMoon]\n    section: hosts", 15, "not a cloud"),
    ("no cloud", "    section: hosts", "    clouds: []\n    section: hosts", 15, "no cloud is named"),
    (
        "a cloud named twice",
        "    section: hosts",
        "    clouds: [AzureCloud, AzureCloud]\n    section: hosts",
        15,
        "a cloud stands twice",
    ),
    ("date that is none", "    section: hosts", "    since: last year\n    section: hosts", 15, "not a date"),
    (
        "a day that is not in the calendar",
        "    section: hosts",
        "    since: 2026-13-99\n    section: hosts",
        15,
        "not a date",
    ),
    ("a day as a week", "    section: hosts", "    until: 2026-W10-1\n    section: hosts", 15, "not a date"),
    ("a day of an entry that is none", "until: 2022-03-30", "until: March", LAST, "not a date"),
    (
        "an end before its beginning",
        "    section: hosts",
        "    since: 2026-07-02\n    until: 2026-07-02\n    section: hosts",
        15,
        "has to be before until",
    ),
    ("an unknown section", "section: hosts", "section: host", 15, 'Did you mean "hosts"?'),
    ("a section that nothing uses", "{hosts: GPU}", "{hosts: GPU, more: GPU}", 7, 'nothing uses "more"'),
    ("a section without words", "hosts: GPU", 'hosts: " "', 7, "section is empty"),
    (
        "headings out of order",
        "{hosts: GPU}",
        "{hosts: [{since: 2022-03-30, title: GPU}, {title: GPU}]}",
        7,
        "order of their days",
    ),
    (
        "a heading since a day that is none",
        "{hosts: GPU}",
        "{hosts: [{since: May, title: GPU}]}",
        7,
        "not a date",
    ),
    (
        "headings of an unknown cloud",
        "{hosts: GPU}",
        "{hosts: {AzureMoon: GPU}}",
        7,
        "'AzureMoon' is not a cloud",
    ),
    (
        "a cloud without a heading",
        "{hosts: GPU}",
        "{hosts: {AzureCloud: GPU}}",
        15,
        "no heading for AzureChinaCloud at the beginning",
    ),
    (
        "a day without a heading",
        "{hosts: GPU}",
        "{hosts: [{since: 2021-01-01, title: GPU}]}",
        15,
        "no heading for AzureCloud at the beginning",
    ),
    ("an unknown note", "purpose: driver", "purpose: drivers", 13, 'Did you mean "driver"?'),
    ("an unknown note of a destination", "fqdn: us", "note: drivr, fqdn: us", 17, 'Did you mean "driver"?'),
    (
        "a note that nothing uses",
        "purpose: driver",
        "purpose: {en: A., zh: 甲。}",
        9,
        'nothing uses "driver"',
    ),
    ("a note under a shared name", "  driver:", "  public-host:", 9, "stands in notes.yaml too"),
    (
        "entries of differs that overlap",
        f"- {{{MARCH}}}",
        f"- {{{MARCH}}}\n      - {{clouds: [AzureCloud], traits: [retired]}}",
        LAST + 1,
        "two entries of differs hold for AzureCloud at the beginning",
    ),
    (
        "entries of differs that overlap later",
        f"- {{{MARCH}}}",
        f"- {{{MARCH}}}\n      - {{since: 2022-03-29, traits: [retired]}}",
        LAST + 1,
        "two entries of differs hold for AzureCloud on 2022-03-29",
    ),
    ("an entry in which nothing differs", MARCH, "until: 2022-03-30", LAST, "says nothing that differs"),
    (
        "an entry for no day of its demand",
        "    section: hosts",
        "    since: 2022-03-30\n    section: hosts",
        LAST + 1,
        "applies to no",
    ),
    (
        "an entry for a cloud that its demand does not have",
        "    differs:\n      - {",
        "    clouds: [AzureCloud]\n    differs:\n      - {clouds: [AzureChinaCloud], ",
        LAST + 1,
        "AzureChinaCloud is not among",
    ),
    ("a demand that no cloud has", MARCH, "absent: true", 11, "no cloud has this demand"),
    ("absent beside something else", "until: 2022", "absent: true, until: 2022", LAST, "absent stands alone"),
    (
        "a demand that stands twice",
        "    differs:",
        "  - id: gpu-driver\n    necessity: optional\n    purpose: driver\n    if_refused: driver\n    section: hosts\n"
        "    services: [HTTPS:443]\n    destinations: [{fqdn: a.b}]\n    differs:",
        18,
        "gpu-driver: stands twice",
    ),
    (
        "a host by cloud that leaves one out",
        "fqdn: us.download.nvidia.com",
        "fqdn: {AzureCloud: a.b, AzureChinaCloud: a.c}",
        17,
        "AzureUSGovernment is missing",
    ),
    (
        "a host by a cloud that is none",
        "fqdn: us.download.nvidia.com",
        "fqdn: {AzureCloud: a.b, AzureChinaCloud: a.c, AzureUSGovernment: a.d, AzureMoon: a.e}",
        17,
        "'AzureMoon' is not a cloud",
    ),
    (
        "a condition on no fact",
        "services:",
        "when: {fact: weather, is: true, otherwise: {en: a., zh: 甲。, by: ours}}\n    services:",
        11,
        "not a fact",
    ),
    (
        "a condition without its reason",
        "services:",
        "when: {fact: konnectivity, is: true}\n    services:",
        11,
        "otherwise",
    ),
    (
        "a condition whose reason is an unknown note",
        "services:",
        "when: {fact: konnectivity, is: true, otherwise: drive}\n    services:",
        16,
        'Did you mean "driver"?',
    ),
    (
        "a condition without its value",
        "services:",
        "when: {fact: konnectivity}\n    services:",
        16,
        "lacks its value",
    ),
    (
        "a condition asked since a day that is none",
        "services:",
        "when: {fact: konnectivity, is: true, since: soon, otherwise: driver}\n    services:",
        16,
        "not a date",
    ),
    (
        "a day beside no fact",
        "services:",
        "when: {never: driver, since: 2022-03-30}\n    services:",
        16,
        "since belongs beside a fact",
    ),
    (
        "an answer that the fact does not have",
        "services:",
        "when: {fact: azure_monitor_by, is: mail, otherwise: {en: a., zh: 甲。, by: ours}}\n    services:",
        11,
        "not an answer",
    ),
    ("no condition at all in any", "services:", "when: {any: []}\n    services:", 16, "any is empty"),
    ("no condition at all in all", "services:", "when: {all: []}\n    services:", 16, "all is empty"),
    (
        "any as the first destination",
        "[{fqdn: us.download.nvidia.com}]",
        "[{any: true}, {fqdn: us.download.nvidia.com}]",
        11,
        "last resort",
    ),
    (
        "a web service that is never needed and has no host",
        "[{fqdn: us.download.nvidia.com}]",
        "[{service_tag: AzureCloud}]\n    when: {never: {en: a., zh: 甲。, by: ours}}",
        11,
        "needs a host name",
    ),
    (
        "a wildcard alone on a TCP port",
        "[HTTPS:443]\n    destinations: [{fqdn: us.download.nvidia.com",
        "[TCP:22]\n    destinations: [{fqdn: '*.nvidia.com'",
        11,
        "takes no wildcard",
    ),
    ("a name that nothing fills in a host", "fqdn: us", "fqdn: <vault>.us", 11, "nothing fills <vault>"),
    (
        "a name that nothing fills in a tag",
        "{fqdn: us.download.nvidia.com}",
        '{service_tag: "AzureCloud.<place>"}, {fqdn: a.b}',
        11,
        "nothing fills <place>",
    ),
    (
        "a note without words",
        "driver: {en: Drivers., zh: 驱动程序。, by: ours}",
        'driver: {en: "", zh: "", by: ours}',
        9,
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
        14,
        "differ between the languages",
    ),
    (
        "withheld in an unknown cloud",
        "sections:",
        "withheld: [{clouds: [AzureMoon], reason: {en: a., zh: 甲。, by: ours}}]\nsections:",
        7,
        "'AzureMoon' is not a cloud",
    ),
    (
        "withheld since a day that is none",
        "sections:",
        "withheld: [{since: 2026-02-30, reason: {en: a., zh: 甲。, by: ours}}]\nsections:",
        7,
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


def test_a_shared_note_that_no_feature_uses_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    with (folder / "notes.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  forgotten: {en: A., zh: 甲。}\n")
    with pytest.raises(FileProblem, match=r'notes\.yaml, line \d+: nothing uses "forgotten"'):
        load_catalog(folder)


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)
    (folder / "features" / "gpu.yaml").rename(folder / "features" / "graphics.yaml")
    with pytest.raises(FileProblem, match=r"gpu\.yaml"):
        load_catalog(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"no \.yaml file is there"):
        load_catalog(tmp_path)


WHEN = "when: {fact: outbound_type, is: none}"


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
        ("facts.yaml", "kind: yes-no", "kind: maybe", "maybe"),
        ("facts.yaml", "id: firewall_nat_gateway", "id: node_subnets", "node_subnets: stands twice"),
        ("facts.yaml", "is: userDefinedRouting\n", "is: true\n", "has not the form of a choice answer"),
        ("facts.yaml", "is: hosts", "is: mail", "'mail', which is not one of its answers"),
        (
            "facts.yaml",
            "fact: outbound_type, is: userDefinedRouting",
            "fact: istio.vault_certificates, is: true",
            "has to stand before it",
        ),
        (
            "facts.yaml",
            "      - is: false\n        because: {en: with",
            f"      - is: false\n        {WHEN}\n        because: {{en: with",
            "says nothing for some answers",
        ),
        ("facts.yaml", 'before: "1.21"', "before: soon", "no version"),
        ("facts.yaml", 'before: "1.21"', 'before: "1.21", is: x', "depends on one fact"),
        (
            "facts.yaml",
            "{fact: kubernetes_version, before",
            "{fact: node_subnets, before",
            "only a text can be",
        ),
        ("facts.yaml", "{fact: kubernetes_version, before", "{fact: moon, before", "unknown fact"),
        ("facts.yaml", "place: traffic.outbound_type", "place: weather.wind", "has no place in a plan file"),
        ("facts.yaml", "place: firewall.private_ip", "place: firewall.colour", "has no place in a plan file"),
        ("facts.yaml", "place: firewall.private_ip", "place: firewall.public_ips", "is taken by"),
        ("facts.yaml", "options: [--node-subnet]", "options: [--custom-dns]", "is taken by"),
        (
            "facts.yaml",
            "[--private-cluster, --public-cluster]",
            "[--private-cluster]",
            "an option for yes and one for no",
        ),
        (
            "facts.yaml",
            "feature: azure-monitor\n",
            "feature: azure-monitr\n",
            "unknown feature 'azure-monitr'",
        ),
        ("advisories.yaml", "until: 2020-06-29", "until: 2020-06-31", "'2020-06-31' is not a date"),
        ("advisories.yaml", "id: dns-proxy", "id: shadowing", "shadowing: stands twice"),
        ("advisories.yaml", "id: dns-proxy", "id: dns-prox", "did you mean dns-proxy"),
        ("advisories.yaml", "{region} is not", "{regoin} is not", "names in braces"),
        ("advisories.yaml", "- remedy: nat-gateway-route", "- remedy: prayer", "unknown remedy 'prayer'"),
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
            "en: Change the outbound type to userDefinedRouting (own virtual network only), zh: ",
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
    without = plan(unanswered(region="westeurope"), catalog)
    made = plan(unanswered(region="westeurope", features=("quantum",)), catalog)
    added = [rule for rule in made.rules if rule.id not in {entry.id for entry in without.rules}]
    assert [(rule.id, rule.destination.value, rule.features) for rule in added] == [
        ("quantum-driver", "quantum.download.nvidia.com", ("quantum",))
    ]
    assert made.features == ("core", "quantum")
