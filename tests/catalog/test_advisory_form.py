"""The form of advisories and of answers that take demands away: each mistake is named with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the catalog to spoil."""
    copy = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), copy)
    return copy


def problem(folder: Path, file: str, old: str, new: str) -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert caught.value.file == file
    assert caught.value.line > 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("      azure-dns:\n", "      azure-dsn:\n", "the planner knows no case 'azure-dsn'"),
        ("      pending:\n", "      waiting:\n", "the planner knows no case 'waiting'"),
        ("remedies: [chain-dns]", "remedies: [prayer]", "cases.custom-dns names the unknown remedy 'prayer'"),
        (
            "unless_chosen: host-route",
            "unless_chosen: prayer",
            "unless_chosen names the unknown remedy 'prayer'",
        ),
        ("- remedy: nat-gateway-route", "- remedy: prayer", "not_offered names the unknown remedy 'prayer'"),
        ("[windows, cluster-extensions]", "[doors]", "also names the unknown feature 'doors'"),
        ("by: aks-private-clusters", "by: aks-private-cluster", 'Did you mean "aks-private-clusters"'),
        ("add {nat_gateway} and", "add {gateway} and", "names in braces"),
    ],
)
def test_a_mistake_in_an_advisory_is_named(folder: Path, old: str, new: str, words: str) -> None:
    assert words in problem(folder, "advisories.yaml", old, new)


def test_a_case_that_nothing_words_is_named(folder: Path) -> None:
    text = (folder / "advisories.yaml").read_text(encoding="utf-8")
    start = text.index("      userAssignedNATGateway:\n")
    end = text.index("\n\n", start)
    said = problem(folder, "advisories.yaml", text[start:end], "")
    assert "own-virtual-network: nothing is said in the case 'userAssignedNATGateway'" in said


def test_a_case_without_a_title_of_its_own_or_of_all_is_named(folder: Path) -> None:
    title = '    title: {en: "Outbound type {outbound_type} needs a virtual network of your own", '
    text = (folder / "advisories.yaml").read_text(encoding="utf-8")
    line = next(entry for entry in text.splitlines(keepends=True) if entry.startswith(title))
    said = problem(folder, "advisories.yaml", line, "")
    assert "own-virtual-network: the case 'userDefinedRouting' has no title or no text" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "      - is: none\n        beside",
            "      - is: nothing\n        beside",
            "'nothing' is not one of its answers",
        ),
        ("beside: network_isolated", "beside: nothing", "beside names the unknown fact 'nothing'"),
        ("groups: [core]", "groups: [cores]", "takes_away names the unknown group 'cores'"),
        ("all_but: [core]", "all_but: [cores]", "takes_away names the unknown group 'cores'"),
        ("        all_but: [core]\n", "", "takes_away names either groups or all_but"),
        (
            "groups: [core]\n",
            "groups: [core]\n        all_but: [core]\n",
            "takes_away names either groups or all_but",
        ),
        (
            "answered: {network_isolated: false}",
            "answered: {isolated: false}",
            "takes_away: answered names the unknown fact 'isolated'",
        ),
        (
            "answered: {network_isolated: false}",
            "answered: {network_isolated: none}",
            "'none' is not one of the answers of 'network_isolated'",
        ),
        ("[core-custom-dns]", "[core-dns]", "keep_optional names the unknown demand 'core-dns'"),
    ],
)
def test_a_mistake_in_what_an_answer_takes_away_is_named(
    folder: Path, old: str, new: str, words: str
) -> None:
    assert words in problem(folder, "facts.yaml", old, new)


def test_an_answer_of_another_fact_can_take_a_group_away_by_data_alone(folder: Path) -> None:
    path = folder / "facts.yaml"
    text = path.read_text(encoding="utf-8")
    said = "{is: true, groups: [ingress], reason: {en: No way., zh: 不通。, by: ours}}"
    path.write_text(
        text.replace("  - id: private_cluster\n", f"  - id: private_cluster\n    takes_away: [{said}]\n", 1),
        encoding="utf-8",
    )
    fact = load_catalog(folder).fact("private_cluster")
    assert fact is not None
    (entry,) = fact.takes_away
    assert (entry.value, entry.concerns("ingress"), entry.concerns("core")) == (True, True, False)
