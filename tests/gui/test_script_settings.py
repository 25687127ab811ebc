"""Names and files for firewall scripts: remembered, checked at once, and handed to the targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.gui.steps.export_page import ExportPage
from planner.gui.steps.script_settings import ScriptSettings, remembered_options
from tests.gui.page_builders import shown, typical, unnamed_controls


@pytest.fixture
def dialog(qtbot: QtBot) -> ScriptSettings:
    made = ScriptSettings("en")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def tags(tmp_path: Path) -> Path:
    path = tmp_path / "ServiceTags_Public.json"
    value = {"changeNumber": 9, "region": "westeurope", "addressPrefixes": ["13.69.0.0/17"]}
    entry = {"name": "AzureCloud.westeurope", "id": "AzureCloud.westeurope", "properties": value}
    path.write_text(json.dumps({"changeNumber": 363, "cloud": "Public", "values": [entry]}), encoding="utf-8")
    return path


def test_names_are_remembered_for_the_next_plan(dialog: ScriptSettings) -> None:
    dialog.fields["resource_group"].setText("rg-net")
    dialog.fields["inside"].setText("port1")
    dialog.priority.setValue(400)
    dialog.accept()
    options = remembered_options()
    assert (options.resource_group, options.inside, options.outside, options.priority) == (
        "rg-net",
        "port1",
        "outside",
        400,
    )


def test_service_tag_list_is_read_at_once_and_used(dialog: ScriptSettings, tags: Path) -> None:
    dialog.file.setText(str(tags))
    assert dialog.read.text == "1 service tags, change number 363"
    dialog.accept()
    read = remembered_options().service_tags
    assert read is not None
    assert read.prefixes_of("AzureCloud.westeurope") == ("13.69.0.0/17",)


def test_file_that_is_no_list_is_explained_and_cannot_be_used(dialog: ScriptSettings, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    dialog.file.setText(str(path))
    assert "plan.yaml" in dialog.problem.text
    assert not dialog.done_button.isEnabled()
    dialog.file.clear()
    assert dialog.done_button.isEnabled()


def test_list_that_vanished_is_left_out(dialog: ScriptSettings, tags: Path) -> None:
    dialog.file.setText(str(tags))
    dialog.accept()
    tags.unlink()
    assert remembered_options().service_tags is None


def test_cancel_changes_nothing(dialog: ScriptSettings) -> None:
    dialog.fields["route_table"].setText("rt")
    dialog.reject()
    assert remembered_options().route_table == ""


def test_every_control_has_a_name(dialog: ScriptSettings) -> None:
    dialog.show()
    assert unnamed_controls(dialog) == []


def test_given_names_reach_the_files_of_the_export_step(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, ExportPage(typical()))

    def answer(dialog: ScriptSettings) -> bool:
        dialog.fields["firewall_policy"].setText("afwp-hub")
        dialog.accept()
        return True

    monkeypatch.setattr(ScriptSettings, "exec", answer)
    qtbot.mouseClick(page.names, Qt.MouseButton.LeftButton)
    context = page.context()
    assert context is not None
    assert context.options.firewall_policy == "afwp-hub"
