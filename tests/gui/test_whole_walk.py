"""The main job, whole, in the real window for each cloud: answer, review, save, export, print, open again."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.gui.steps.cloud_page import CloudPage
from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.facts_page import FactsPage
from planner.gui.steps.features_page import FeaturesPage
from planner.gui.steps.request_page import RequestPage
from planner.gui.steps.rules_page import RulesPage
from planner.gui.steps.traffic_page import TrafficPage
from planner.gui.window import Window
from planner.session.plan_file import read_plan
from tests.gui.windows import open_window, session_of

CLOUDS = {
    "AzureCloud": ("France Central", "francecentral", "*.hcp.francecentral.azmk8s.io"),
    "AzureChinaCloud": ("China North 2", "chinanorth2", "*.hcp.chinanorth2.cx.prod.service.azk8s.cn"),
    "AzureUSGovernment": (
        "US Gov Virginia",
        "usgovvirginia",
        "*.hcp.usgovvirginia.cx.aks.containerservice.azure.us",
    ),
}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(qtbot) as opened:
        yield opened


def _next(qtbot: QtBot, window: Window) -> object:
    qtbot.mouseClick(window.commands.workbench.bar.primary, Qt.MouseButton.LeftButton)
    return window.commands.workbench.page


@pytest.mark.parametrize("cloud", CLOUDS)
def test_answers_become_a_saved_plan_a_workbook_a_table_and_a_printed_request(
    cloud: str, qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    shown, region, api_host = CLOUDS[cloud]
    qtbot.mouseClick(window.welcome.new, Qt.MouseButton.LeftButton)
    session = session_of(window)

    first = window.commands.workbench.page
    assert isinstance(first, CloudPage)
    qtbot.keyClicks(first.name, "shop-prod")
    first.cloud.setCurrentIndex(first.cloud.findData(cloud))
    first.cloud.activated.emit(first.cloud.currentIndex())
    first.region_field.setText(shown)
    first.region_field.editingFinished.emit()
    assert (session.cluster.cloud, session.cluster.region) == (cloud, region)

    facts = _next(qtbot, window)
    assert isinstance(facts, FactsPage)
    features = _next(qtbot, window)
    assert isinstance(features, FeaturesPage)
    qtbot.mouseClick(features.rows["gpu"].box, Qt.MouseButton.LeftButton)
    assert session.cluster.features == ("gpu",)
    traffic = _next(qtbot, window)
    assert isinstance(traffic, TrafficPage)
    qtbot.keyClicks(traffic.fields.fields["firewall_private_ip"], "10.0.1.4")
    rules = _next(qtbot, window)
    assert isinstance(rules, RulesPage)
    rules.show_rule("core-ubuntu-snapshot")
    request = _next(qtbot, window)
    assert isinstance(request, RequestPage)
    qtbot.keyClicks(request.fields["ticket"], "CHG0041872")

    plan_path = tmp_path / "shop-prod.yaml"
    window.commands.documents.path = plan_path
    window.commands.save()
    assert read_plan(plan_path.read_bytes(), "shop-prod.yaml", session.catalog) == session.request

    export = _next(qtbot, window)
    assert isinstance(export, ExportPage)
    export.cards.cards["csv"].check.setChecked(True)
    export.foot.field.setText(str(tmp_path))
    export.foot.field.editingFinished.emit()
    primary = window.commands.workbench.bar.primary
    qtbot.waitUntil(lambda: primary.text().startswith("Write 3 file"), timeout=20_000)
    _next(qtbot, window)
    qtbot.waitUntil(lambda: export.session.written is not None, timeout=20_000)
    _same_lines_everywhere(window, tmp_path, api_host)


def _same_lines_everywhere(window: Window, folder: Path, api_host: str) -> None:
    """Hold rail, workbook, table and paper against the plan: one count, one order."""
    plan = session_of(window).plan
    assert plan is not None
    hosts = [rule.destination.value for rule in plan.rules]
    assert api_host in hosts
    rows = load_workbook(folder / "shop-prod.xlsx")["Rules"].iter_rows(
        min_row=4, max_col=15, values_only=True
    )
    lines = [row for row in rows if isinstance(row[0], int)]
    assert [row[14] for row in lines] == [rule.id for rule in plan.rules]
    table = list(csv.reader(io.StringIO((folder / "shop-prod.csv").read_text(encoding="utf-8-sig"))))
    assert len([row for row in table[1:] if row[0]]) == len(plan.rules)  # what is left away has no number
    counts = plan.counts()
    numbers = [
        label.text() for label in window.commands.workbench.rail.plan.numbers.values() if not label.isHidden()
    ]
    assert numbers[:3] == [str(counts.required), str(counts.optional), str(counts.not_needed)]
    assert sum(row[1].endswith("Required") for row in lines) == counts.required
    assert (folder / "shop-prod.pdf").read_bytes().startswith(b"%PDF")
    if which("pdftotext"):
        command = ["pdftotext", "-layout", str(folder / "shop-prod.pdf"), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert "CHG0041872" in text
        assert all(host in text for host in hosts if len(host) < 36)
