"""The form of a feature's file, laid out: what stands for which cloud on which day."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.condition import Condition, FactIs, Group
from planner.domain.demand import Demand, Feature, Trait
from planner.domain.text import Text

HEAD = """\
id: gpu
order: 20
group: node-pools
label: {en: GPU node pools, zh: GPU 节点池}
short_label: {en: GPU, zh: GPU}
summary: {en: Drivers., zh: 驱动程序。}
sections:
  hosts: {AzureCloud: Public, AzureChinaCloud: China, AzureUSGovernment: Government}
  same: [{title: Old heading}, {since: 2022-01-01, title: New heading}]
notes:
  why: {en: Drivers., zh: 驱动程序。}
  other: {en: Something else., zh: 其他。}
demands:
  - id: gpu-other
    necessity: optional
    purpose: why
    if_refused: other
    section: hosts
    services: [HTTPS:443]
    destinations: [{fqdn: a.example.com}]
  - id: gpu-driver
    necessity: required
    purpose: why
    if_refused: why
    services: [HTTPS:443]
"""

Laid = Callable[[str], list[Demand]]


@pytest.fixture
def laid_out(tmp_path: Path) -> Laid:
    """Return the demand ``gpu-driver`` with these further lines, as it is laid out."""
    folder = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), folder)

    def demands(lines: str) -> list[Demand]:
        text = HEAD + "".join(f"    {line}\n" for line in lines.strip().splitlines())
        if "section: same" not in lines:
            text = text.replace(
                "  same: [{title: Old heading}, {since: 2022-01-01, title: New heading}]\n", ""
            )
        (folder / "features" / "gpu.yaml").write_text(text, encoding="utf-8")
        gpu = load_catalog(folder).feature("gpu")
        assert isinstance(gpu, Feature)
        return [demand for demand in gpu.demands if demand.id == "gpu-driver"]

    return demands


def _spans(demands: list[Demand]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(demand.since, demand.until, demand.clouds) for demand in demands]


ALL = ("AzureCloud", "AzureChinaCloud", "AzureUSGovernment")
HOST = "destinations: [{fqdn: a.example.com}]"


def test_what_is_the_same_everywhere_and_always_stands_once(laid_out: Laid) -> None:
    [demand] = laid_out(f"section: same\nsince: 2023-01-01\n{HOST}")
    assert _spans([demand]) == [("2023-01-01", "", ALL)]
    assert demand.purpose == Text("Drivers.", "驱动程序。")


def test_a_heading_that_changed_cuts_the_days(laid_out: Laid) -> None:
    demands = laid_out(f"section: same\n{HOST}")
    assert _spans(demands) == [("", "2022-01-01", ALL), ("2022-01-01", "", ALL)]
    assert [demand.section for demand in demands] == ["Old heading", "New heading"]


def test_clouds_with_headings_of_their_own_stand_apart(laid_out: Laid) -> None:
    demands = laid_out(f"section: hosts\n{HOST}")
    assert [(demand.clouds, demand.section) for demand in demands] == [
        (("AzureCloud",), "Public"),
        (("AzureChinaCloud",), "China"),
        (("AzureUSGovernment",), "Government"),
    ]


def test_an_entry_replaces_what_it_names_and_adds_its_remarks_and_traits(laid_out: Laid) -> None:
    lines = f"""\
section: same
since: 2022-01-01
{HOST}
remarks: [why]
traits: [alpn]
differs:
  - {{until: 2023-01-01, services: [HTTP:80], if_refused: other, remarks: [other], traits: [retired]}}"""
    old, new = laid_out(lines)
    assert _spans([old, new]) == [("2022-01-01", "2023-01-01", ALL), ("2023-01-01", "", ALL)]
    assert ([str(service) for service in old.services], old.if_refused.en) == (
        ["HTTP:80"],
        "Something else.",
    )
    assert [remark.en for remark in old.remarks] == ["Drivers.", "Something else."]
    assert old.traits == (Trait.ALPN, Trait.RETIRED)
    assert ([str(service) for service in new.services], new.if_refused.en) == (["HTTPS:443"], "Drivers.")
    assert ([remark.en for remark in new.remarks], new.traits) == (["Drivers."], (Trait.ALPN,))


def test_what_replaced_a_demand_may_differ_by_cloud(laid_out: Laid) -> None:
    lines = f"section: same\nsince: 2022-01-01\n{HOST}\n" + (
        "differs: [{clouds: [AzureCloud], replaced_by: gpu-other, traits: [retired]}]"
    )
    assert [(demand.clouds, demand.replaced_by, demand.traits) for demand in laid_out(lines)] == [
        (("AzureCloud",), "gpu-other", (Trait.RETIRED,)),
        (("AzureChinaCloud", "AzureUSGovernment"), "", ()),
    ]


def test_an_absent_demand_leaves_a_gap(laid_out: Laid) -> None:
    lines = f"section: same\nsince: 2022-01-01\n{HOST}\n" + (
        "differs: [{clouds: [AzureCloud], since: 2023-01-01, until: 2024-01-01, absent: true}]"
    )
    assert _spans(laid_out(lines)) == [
        ("2022-01-01", "2023-01-01", ("AzureCloud",)),
        ("2024-01-01", "", ("AzureCloud",)),
        ("2022-01-01", "", ("AzureChinaCloud", "AzureUSGovernment")),
    ]


def test_each_cloud_gets_the_host_that_is_spelled_for_it(laid_out: Laid) -> None:
    hosts = ", ".join(f"{cloud}: {cloud.lower()}.example.com" for cloud in ALL)
    lines = f"section: same\nsince: 2022-01-01\ndestinations: [{{fqdn: {{{hosts}}}}}]"
    assert {demand.clouds: demand.destinations[0].value for demand in laid_out(lines)} == {
        (cloud,): f"{cloud.lower()}.example.com" for cloud in ALL
    }


def test_the_api_servers_suffix_is_the_clouds_own_in_hosts_and_other_ways(laid_out: Laid) -> None:
    lines = """\
section: same
since: 2022-01-01
destinations: [{fqdn: "*.hcp.<location>.<api-server-suffix>"}]
other_ways: [{placeholder: "<name>.<api-server-suffix>", label: why, note: why}]"""
    assert {
        demand.clouds: (demand.destinations[0].value, demand.other_ways[0].value)
        for demand in laid_out(lines)
    } == {
        (cloud,): (f"*.hcp.<location>.{suffix}", f"<name>.{suffix}")
        for cloud, suffix in zip(
            ALL, ("azmk8s.io", "cx.prod.service.azk8s.cn", "cx.aks.containerservice.azure.us"), strict=True
        )
    }


def _words(condition: Condition | None) -> object:
    if isinstance(condition, FactIs):
        return condition.fact
    if isinstance(condition, Group):
        return [condition.combine.value, *map(_words, condition.members)]
    return condition


PRIVATE = "{fact: private_cluster, is: false, otherwise: why}"
TUNNEL = "{fact: konnectivity, is: false, since: 2023-01-01, otherwise: why}"
OLD = "{fact: nodes_before_march_2021, is: true, since: 2024-01-01, otherwise: why}"


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (TUNNEL, [("2022-01-01", None), ("2023-01-01", "konnectivity")]),
        (
            f"{{all: [{PRIVATE}, {TUNNEL}]}}",
            [("2022-01-01", "private_cluster"), ("2023-01-01", ["all", "private_cluster", "konnectivity"])],
        ),
        (
            f"{{all: [{PRIVATE}, {TUNNEL}, {OLD}]}}",
            [
                ("2022-01-01", "private_cluster"),
                ("2023-01-01", ["all", "private_cluster", "konnectivity"]),
                ("2024-01-01", ["all", "private_cluster", "konnectivity", "nodes_before_march_2021"]),
            ],
        ),
        (
            f"{{any: [{PRIVATE}, {TUNNEL}]}}",
            [("2022-01-01", None), ("2023-01-01", ["any", "private_cluster", "konnectivity"])],
        ),
        (PRIVATE, [("2022-01-01", "private_cluster")]),
    ],
)
def test_a_leaf_holds_until_the_edition_that_asks_it(
    laid_out: Laid, when: str, expected: list[tuple[str, object]]
) -> None:
    demands = laid_out(f"section: same\nsince: 2022-01-01\n{HOST}\nwhen: {when}")
    assert [(demand.since, _words(demand.when)) for demand in demands] == expected
