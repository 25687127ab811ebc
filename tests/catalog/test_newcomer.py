"""A newcomer's feature is one file: the one that catalog/README.md shows, taken from it word by word."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.catalog import loader
from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.catalog.model import Catalog
from planner.cli.__main__ import main
from planner.domain.profile import ClusterProfile
from planner.domain.request import PlanDocument
from planner.exporters.registry import BUILT_IN
from planner.gui.steps.features_page import FeaturesPage
from planner.session.feature_costs import feature_costs
from planner.session.session import Session
from tests.cli.running import run_json

HOSTS = {"logs.contoso.com", "westeurope.settings.contoso.com"}
PLAN = ("plan", "--region", "westeurope", "--node-subnet", "10.42.0.0/22", "--feature", "contoso-agent")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog that everything reads here: what ships, and the README's file."""
    copied = tmp_path / "catalog"
    shutil.copytree(data_folder("catalog"), copied)
    text = (copied / "README.md").read_text(encoding="utf-8")
    [example] = [part for part in text.split("```yaml\n") if part.startswith("id: contoso-agent ")]
    (copied / "features" / "contoso-agent.yaml").write_text(example.split("```")[0], encoding="utf-8")
    monkeypatch.setattr(loader, "data_folder", lambda _: copied)
    monkeypatch.setattr(loader, "compiled_file", lambda: None)
    return copied


@pytest.fixture
def catalog(folder: Path) -> Catalog:
    return load_catalog(folder)


def test_it_stands_in_the_list_of_features(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["features"]) == 0
    assert "contoso-agent" in capsys.readouterr().out


def test_its_hosts_stand_in_a_plan_with_their_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = [rule for rule in run_json(capsys, *PLAN)["rules"] if rule["features"] == ["contoso-agent"]]
    assert {rule["destinations"][0]["value"] for rule in rules} == HOSTS
    assert {rule["if_refused"] for rule in rules} == {"No logs arrive."}
    assert {rule["source"]["section"] for rule in rules} == {
        "Contoso agent required FQDN / application rules"
    }


def test_another_cloud_and_an_older_edition_get_what_differs_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = (*PLAN, "--cloud", "AzureChinaCloud", "--region", "chinanorth2", "--edition", "2020-03-10")
    rules = [rule for rule in run_json(capsys, *older)["rules"] if "contoso-agent" in rule["features"]]
    assert {(rule["destinations"][0]["value"], tuple(rule["services"])) for rule in rules} == {
        ("logs.contoso.cn", ("HTTPS:443",)),
        ("logs.contoso.cn", ("TCP:9443",)),
    }


def test_the_features_step_shows_what_it_costs(catalog: Catalog, qtbot: QtBot) -> None:
    document = PlanDocument(ClusterProfile(region="westeurope"))
    [cost] = [cost for cost in feature_costs(document, catalog) if cost.feature.id == "contoso-agent"]
    assert (cost.on, cost.rules, cost.known) == (False, 2, 0)
    page = FeaturesPage(Session(catalog, document))
    qtbot.addWidget(page)
    page.retranslate()
    page.refresh()
    assert page.rows["contoso-agent"].box.accessibleName() == "Contoso agent"


@pytest.mark.parametrize("target", [entry[0] for entry in BUILT_IN])
def test_every_export_names_its_host(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert main([*PLAN, "--format", "yaml"]) == 0
    plan_file = tmp_path / "shop.yaml"
    plan_file.write_text(capsys.readouterr().out, encoding="utf-8")
    output = tmp_path / "output"
    assert main(["export", str(plan_file), "--target", target, "--output", str(output)]) == 0
    written = b"".join(_contents(path) for path in output.rglob("*") if path.is_file())
    assert b"logs.contoso.com" in written


def _contents(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
