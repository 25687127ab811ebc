"""Wherever a file says that a line is left out, it says what the line is still open through."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from planner.cli.plan_json import plan_data
from planner.cli.table import plan_table
from planner.domain.omission import Omission
from planner.domain.plan import EgressPlan
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from planner.exporters.registry import load_targets
from planner.planning.planner import plan
from planner.session.handover import export_context
from tests.plans import SHOP, catalog, changed

REQUEST = changed(
    SHOP, Omission("core-api-server", "a proxy does it"), cloud="AzureChinaCloud", region="chinaeast2"
)
SAID = {"en": "but still open through line 10 (HTTPS:443)", "zh": "但仍可通过第 10 行（HTTPS:443）访问"}
ONE_LABEL = {"network-policy"}
"""Targets whose asterisk stands for one label: the wider line does not take the deeper name in."""
TARGETS = [target.id for target in load_targets().usable if target.id not in ONE_LABEL]
BINARY = {"xlsx", "pdf"}
WITHOUT_HEAD = {"csv", "rules-as-code-csv", "arm"}
"""No comments in tables and JSON: the first says it in its own column, the others in their notices alone."""


def made() -> EgressPlan:
    return plan(REQUEST, catalog())


def context(language: str) -> ExportContext:
    created = datetime(2026, 9, 1, tzinfo=UTC)
    return export_context(REQUEST, made(), catalog(), language, created, TargetOptions())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target_id", TARGETS)
def test_every_target_notices_it_once(target_id: str, language: str) -> None:
    target = load_targets().find(target_id)
    assert target is not None
    said = [notice for notice in target.notices(context(language)) if SAID["en"] in notice.text.en]
    assert [notice.rule_id for notice in said] == ["core-api-server"]
    assert SAID["zh"] in said[0].text.zh


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target_id", [name for name in TARGETS if name not in BINARY | WITHOUT_HEAD])
def test_the_comments_of_every_script_say_it_where_the_line_is_left_out(
    target_id: str, language: str
) -> None:
    target = load_targets().find(target_id)
    assert target is not None
    first = target.export(context(language)).files[0].content.decode("utf-8")
    words = "".join("".join(line.strip(" #!/*;") for line in first.splitlines()).split())
    reason = {"en": "a proxy does it, ", "zh": "a proxy does it，"}[language]
    assert "".join((reason + SAID[language]).split()) in words


def test_the_table_of_lines_says_it_beside_the_reason() -> None:
    target = load_targets().find("csv")
    assert target is not None
    text = target.export(context("en")).files[0].content.decode("utf-8-sig")
    row = next(row for row in csv.DictReader(io.StringIO(text)) if row["Rule id"] == "core-api-server")
    assert row["Comment"] == f"Required, yet left out: a proxy does it, {SAID['en']}."


def test_the_workbook_says_it_beside_the_reason() -> None:
    target = load_targets().find("xlsx")
    assert target is not None
    book = load_workbook(io.BytesIO(target.export(context("en")).files[0].content))
    cells = [str(cell.value) for row in book["Rules"].iter_rows() for cell in row if cell.value]
    assert any(cell.endswith(f"a proxy does it, {SAID['en']}.") for cell in cells)


def test_the_terminal_says_it_in_table_and_json() -> None:
    assert f"left out, {SAID['en']}" in plan_table(made(), (), "en")
    rules = plan_data(made(), REQUEST, (), catalog(), "en")["rules"]
    by_id = {rule["id"]: rule["still_open_through"] for rule in rules}
    assert by_id.pop("core-api-server") == [
        {"rule_id": "core-china-mirror", "line": 10, "services": ["HTTPS:443"]}
    ]
    assert set(map(str, by_id.values())) == {"[]"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target_id", sorted(ONE_LABEL))
def test_nothing_stays_open_through_an_asterisk_that_stands_for_one_label(
    target_id: str, language: str
) -> None:
    target = load_targets().find(target_id)
    assert target is not None
    result = target.export(context(language))
    assert not any(SAID["en"] in notice.text.en for notice in result.notices)
    text = result.files[0].content.decode("utf-8")
    assert "a proxy does it" in " ".join(text.replace("\n#", " ").split())
    assert {"en": "still open", "zh": "仍可通过"}[language] not in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("target_id", [name for name in TARGETS if name not in BINARY])
def test_line_that_a_target_does_not_write_opens_nothing_there(target_id: str, language: str) -> None:
    """The API server by host is left out, its address keeps it open; a proxy writes no line to an address."""
    by_address = {"pods_call_api_server": True, "api_server_ip": "20.1.2.3"}
    asked = changed(SHOP, Omission("core-api-server", "by address"), **by_address)
    made = plan(asked, catalog())
    (opening,) = made.still_open["core-api-server"]
    created = datetime(2026, 9, 1, tzinfo=UTC)
    target = load_targets().find(target_id)
    assert target is not None
    result = target.export(export_context(asked, made, catalog(), language, created, TargetOptions()))
    refused = any(notice.refuses and notice.rule_id == opening.through for notice in result.notices)
    assert refused is (target_id == "squid")
    said = {"en": "still open", "zh": "仍可通过"}[language]
    told = [notice for notice in result.notices if "still open" in notice.text.en]
    assert bool(told) is not refused
    if target_id != "rules-as-code-csv":  # it has no words
        assert (said in result.files[0].content.decode("utf-8-sig")) is not refused
