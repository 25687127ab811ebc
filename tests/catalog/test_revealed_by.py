"""How the catalog says what a cluster's JSON reveals: in data alone, and strictly."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.problem import FileProblem
from tests.importers.cluster_files import a_cluster, a_pool, asked, features, reading_of

FEATURE = """\
id: backup
order: 140
group: secrets
label: {en: Backup, zh: 备份}
short_label: {en: Backup, zh: 备份}
summary: {en: Copies volumes., zh: 复制卷。}
revealed_by: %s
sections: {hosts: Backup}
demands:
  - id: backup-store
    necessity: required
    purpose: {en: The store., zh: 存储。}
    if_refused: {en: No copies., zh: 没有副本。}
    section: hosts
    services: [HTTPS:443]
    destinations: [{fqdn: backup.example.com}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), target)
    return target


def with_feature(folder: Path, revealed: str) -> None:
    (folder / "features" / "backup.yaml").write_text(FEATURE % revealed, encoding="utf-8")


def test_a_new_feature_is_found_in_a_cluster_by_its_file_alone(folder: Path) -> None:
    tagged_linux = "{all: [{path: tags.backup, like: 'yes*'}, {not: {path: osType, is: Windows}}]}"
    with_feature(
        folder,
        "{any: [{path: addonProfiles.backupAgent.enabled}, "
        f"{{each: agentPoolProfiles, holds: {tagged_linux}}}]}}",
    )
    known = load_catalog(folder)
    assert features(reading_of(a_cluster(), known=known)) == ()
    by_add_on = a_cluster(addonProfiles={"BackupAgent": {"enabled": True}})
    assert features(reading_of(by_add_on, known=known)) == ("backup",)
    assert reading_of(by_add_on, known=known).ignored == ()
    assert [entry.path for entry in reading_of(by_add_on).ignored] == ["properties.addonProfiles.BackupAgent"]
    tagged = a_cluster(agentPoolProfiles=[a_pool(tags={"backup": "Yes, daily"})])
    assert features(reading_of(tagged, known=known)) == ("backup",)
    windows = a_cluster(agentPoolProfiles=[a_pool(osType="Windows", tags={"backup": "yes"})])
    assert features(reading_of(windows, known=known)) == ("windows",)
    computed = a_cluster(addonProfiles="[variables('addons')]")
    assert "features.backup" in asked(reading_of(computed, known=known))


MISTAKES = [
    ("{}", "exactly one of path"),
    ("{path: a.b, any: [{path: a}]}", "exactly one of path"),
    ("{path: a.b, holds: {path: c}}", '"holds" says nothing beside "path"'),
    ("{path: a..b}", '"a..b" is no path'),
    ("{path: 'a[0].b'}", "is no path"),
    ("{path: a, is: x, like: y}", "one of is, like and given"),
    ("{path: a, given: false}", "given can only be true"),
    ("{path: a, absent: none}", '"absent" can only be unknown'),
    ("{each: pools}", '"each" needs "holds"'),
    ("{any: []}", "the list is empty"),
    ("{all: [{path: a}, {value: b}]}", "a sign says yes or no"),
    ("{value: a.b}", "a sign says yes or no"),
    ("{path: a, iss: b}", '"iss" is not a known key. Did you mean "is"?'),
]


@pytest.mark.parametrize(("revealed", "sentence"), MISTAKES)
def test_a_mistake_is_named_with_file_and_line(folder: Path, revealed: str, sentence: str) -> None:
    with_feature(folder, revealed)
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert (caught.value.file, caught.value.line) == ("features/backup.yaml", 7)
    assert sentence in str(caught.value)


FACT_MISTAKES = [
    ("yes-no", "{value: a.b}", "revealed another way"),
    ("text", "{path: a.b}", "revealed another way"),
    ("text", "{value: a.b, absent: []}", "has not the form of a text answer"),
    ("prefixes", "{value: a.b, absent: none}", "has not the form of a prefixes answer"),
]


@pytest.mark.parametrize(("kind", "revealed", "sentence"), FACT_MISTAKES)
def test_a_fact_is_revealed_as_its_kind_asks(folder: Path, kind: str, revealed: str, sentence: str) -> None:
    table = folder / "facts.yaml"
    fact = f"  - id: backup_by\n    kind: {kind}\n    label: {{en: Backup, zh: 备份}}\n    revealed_by: {revealed}\n"
    text = table.read_text(encoding="utf-8")
    table.write_text(text + fact, encoding="utf-8")
    with pytest.raises(FileProblem) as caught:
        load_catalog(folder)
    assert (caught.value.file, sentence in str(caught.value)) == ("facts.yaml", True)
    assert caught.value.line > text.count("\n")


def test_a_placeholder_is_filled_by_a_text_fact_alone(folder: Path) -> None:
    core = folder / "features" / "core.yaml"
    text = core.read_text(encoding="utf-8")
    core.write_text(text.replace("known_as: api_server_host", "known_as: konnectivity"), encoding="utf-8")
    with pytest.raises(FileProblem, match="no text fact"):
        load_catalog(folder)


def test_every_question_of_the_table_is_read_or_assumed() -> None:
    for fact in load_catalog().facts:
        assert fact.revealed_by or fact.revealed_value or fact.assumptions, fact.id
