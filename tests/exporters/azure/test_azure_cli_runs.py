"""The bash script and its rollback, run: what they refuse, what they touch, what they leave."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from planner.domain.firewall_policy import AzureRoute
from planner.exporters.azure.azure_cli import AzureCliTarget
from planner.exporters.azure.collections import azure_change
from planner.exporters.base import ExportContext
from planner.exporters.options import TargetOptions
from tests.exporters.azure.cases import API_SERVER, context, full_plan
from tests.exporters.azure.readback import expected
from tests.exporters.azure.recording_az import Azure, run


def scripts(made: ExportContext) -> tuple[bytes, bytes]:
    script, rollback = AzureCliTarget().export(made).files
    assert script.name == "shop-prod.azure-cli.sh"
    assert rollback.name == "shop-prod.azure-cli.rollback.sh"
    return script.content, rollback.content


@pytest.fixture
def made() -> ExportContext:
    return context(full_plan("AzureCloud", "2026-07-02", "host-route", api_server_ip=API_SERVER))


def test_script_stops_before_any_change_when_az_is_set_to_another_cloud(
    made: ExportContext, tmp_path: Path
) -> None:
    azure, done = run(scripts(made)[0], tmp_path, AZ_CLOUD="AzureChinaCloud")
    assert done.returncode == 1
    assert done.stderr == "The Azure CLI is set to another cloud. Run: az cloud set --name AzureCloud\n"
    assert azure == Azure()


@pytest.mark.parametrize("name", ["RESOURCE_GROUP", "FIREWALL_POLICY", "ROUTE_TABLE"])
@pytest.mark.parametrize(
    "value", ["", "@secret", "-rf", "a/../b", "a b", "a?x=1", "a#b", "{subscriptionId}", "a\nb"]
)
def test_script_stops_when_a_name_could_lead_elsewhere(
    made: ExportContext, tmp_path: Path, name: str, value: str
) -> None:
    azure, done = run(scripts(made)[0], tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} is not set, or not a name of Azure")
    assert azure == Azure()


def test_names_given_at_export_are_used_and_a_variable_goes_before_them(
    made: ExportContext, tmp_path: Path
) -> None:
    options = TargetOptions(resource_group="rg-hub", firewall_policy="afwp-hub", route_table="rt-wrong")
    named = dataclasses.replace(made, options=options)
    azure, done = run(
        scripts(named)[0], tmp_path, RESOURCE_GROUP="", FIREWALL_POLICY="", ROUTE_TABLE="rt-aks"
    )
    assert done.returncode == 0, done.stderr
    assert azure.read() == expected(azure_change(named, "azure-cli"))


def test_route_table_of_another_resource_group_is_found_there(made: ExportContext, tmp_path: Path) -> None:
    azure, _ = run(scripts(made)[0], tmp_path)
    assert azure.tables == {"rg-hub/rt-aks"}
    azure, _ = run(scripts(made)[0], tmp_path, ROUTE_TABLE_RESOURCE_GROUP="rg-spoke")
    assert azure.tables == {"rg-spoke/rt-aks"}


def test_script_ends_with_an_error_and_without_routes_when_azure_fails_on_the_group(
    made: ExportContext, tmp_path: Path
) -> None:
    azure, done = run(scripts(made)[0], tmp_path, AZ_STATE="Failed")
    assert done.returncode == 1
    assert "Its state: Failed" in done.stderr
    assert azure.routes == {}


def test_script_leaves_groups_and_routes_of_others_as_they_are(made: ExportContext, tmp_path: Path) -> None:
    other = {"properties": {"priority": 200, "ruleCollections": []}}
    hop = {"addressPrefix": "10.9.0.0/16", "nextHopType": "VnetLocal"}
    azure, done = run(scripts(made)[0], tmp_path, Azure({"rcg-other": other}, {"to-onprem": hop}))
    assert done.returncode == 0
    assert azure.groups["rcg-other"] == other
    assert azure.routes["to-onprem"] == hop


def test_second_run_replaces_the_group_instead_of_adding_to_it(tmp_path: Path) -> None:
    wide = context(full_plan("AzureCloud", "2026-07-02"))
    narrow = context(full_plan("AzureCloud", "2026-07-02", features=()))
    azure, _ = run(scripts(wide)[0], tmp_path)
    azure, _ = run(scripts(narrow)[0], tmp_path, azure)
    assert azure.read().group == expected(azure_change(narrow, "azure-cli")).group


def test_default_route_is_written_last() -> None:
    routes = azure_change(
        context(full_plan("AzureCloud", "2026-07-02", "host-route", api_server_ip=API_SERVER)), "any"
    ).routes
    assert [route.prefix for route in routes] == ["203.0.113.10/32", "0.0.0.0/0"]


def test_rollback_takes_group_and_host_route_away_and_leaves_the_default_route(
    made: ExportContext, tmp_path: Path
) -> None:
    script, rollback = scripts(made)
    azure, _ = run(script, tmp_path)
    azure, done = run(rollback, tmp_path, azure)
    assert done.returncode == 0, done.stderr
    assert azure.groups == {}
    default = AzureRoute("aks-default-to-firewall", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4")
    assert azure.read().routes == (default,)
    assert "The default route stays." in done.stdout


def test_rollback_takes_the_default_route_too_when_it_is_told_to(made: ExportContext, tmp_path: Path) -> None:
    script, rollback = scripts(made)
    azure, _ = run(script, tmp_path)
    azure, done = run(rollback, tmp_path, azure, REMOVE_DEFAULT_ROUTE="yes")
    assert done.returncode == 0
    assert azure == Azure()


def test_rollback_run_twice_ends_well(made: ExportContext, tmp_path: Path) -> None:
    azure, _ = run(scripts(made)[1], tmp_path)
    azure, done = run(scripts(made)[1], tmp_path, azure)
    assert (done.returncode, azure) == (0, Azure())


def test_plan_without_a_known_subnet_touches_no_group(tmp_path: Path) -> None:
    made = context(full_plan("AzureCloud", "2026-07-02", node_subnets=()))
    script, rollback = scripts(made)
    kept = {"properties": {"priority": 300, "ruleCollections": []}}
    azure, done = run(script, tmp_path, Azure({"rcg-aks-shop-prod": kept}))
    assert done.returncode == 0
    assert azure.groups == {"rcg-aks-shop-prod": kept}
    azure, _ = run(rollback, tmp_path, azure)
    assert azure.groups == {"rcg-aks-shop-prod": kept}
