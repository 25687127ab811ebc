"""``diff`` of two editions equals the log of the page's history: all features on, every row's answer given."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from planner.domain.plan import EgressPlan
from planner.domain.request import Request
from planner.domain.rule import Rule
from planner.planning.delta import delta_between
from planner.planning.planner import plan
from planner.session.plan_file import write_plan
from tests.catalog.page_facts import CLOUDS
from tests.catalog.test_edition_changes import Change
from tests.catalog.test_page_changes import net
from tests.catalog.test_page_tables import DNS_SERVER, EDITIONS, REGIONS, SUFFIXES
from tests.cli.running import run_json
from tests.plans import catalog, request

BY_CHOICE = {"AzureMonitor"}
"""Asked for in place of host names where somebody chose so: no plan asks for both."""


def every_row(edition: str, cloud: str) -> Request:
    features = tuple(feature.id for feature in catalog().features if not feature.always)
    return request(
        cloud=cloud,
        region=REGIONS[cloud],
        edition=edition,
        features=features,
        konnectivity=False,
        nodes_before_march_2021=True,
        pods_call_api_server=True,
        custom_dns=(DNS_SERVER,),
        node_subnets=("10.42.0.0/22",),
        azure_monitor_by="hosts",
    )


@cache
def made(edition: str, cloud: str) -> EgressPlan:
    return plan(every_row(edition, cloud), catalog())


Row = tuple[str, str, str]


def rows(rule: Rule, cloud: str) -> set[Row]:
    destination = rule.destination.value
    for name in (REGIONS[cloud], SUFFIXES[cloud]):
        destination = destination.replace(name, "<location>")
    return {(feature, destination, str(service)) for feature in rule.features for service in rule.services}


def signed(came: set[Row], went: set[Row]) -> set[Change]:
    """Return changes as the log has them; a row that another line takes over neither came nor went."""
    pairs = {("+", row) for row in came - went} | {("-", row) for row in went - came}
    return {(feature, sign, endpoint, service) for sign, (feature, endpoint, service) in pairs}


def expected(older: str, newer: str, cloud: str) -> set[Change]:
    return {change for change in net(older, newer, cloud) if change[2] not in BY_CHOICE}


@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize(("older", "newer"), list(combinations(EDITIONS, 2)))
def test_the_delta_of_two_editions_is_the_log(older: str, newer: str, cloud: str) -> None:
    delta = delta_between(made(older, cloud), made(newer, cloud))
    came = [*delta.added, *(change.after for change in delta.changed)]
    went = [*delta.removed, *(change.before for change in delta.changed)]
    found = signed(
        {row for rule in came for row in rows(rule, cloud)},
        {row for rule in went for row in rows(rule, cloud)},
    )
    assert found == expected(older, newer, cloud)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_the_command_says_that_delta_and_that_the_edition_made_it_so(
    cloud: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newer = EDITIONS[0], EDITIONS[-1]
    path = tmp_path / "old.yaml"
    path.write_bytes(write_plan(every_row(older, cloud), catalog()))
    found = run_json(capsys, "diff", str(path), f"edition:{newer}")
    delta = delta_between(made(older, cloud), made(newer, cloud))
    assert [entry["id"] for entry in found["added"]] == [rule.id for rule in delta.added]
    assert [entry["id"] for entry in found["removed"]] == [rule.id for rule in delta.removed]
    assert [entry["to"]["id"] for entry in found["changed"]] == [change.after.id for change in delta.changed]
    assert {cause["kind"] for causes in found["causes"].values() for cause in causes} == {"edition"}
