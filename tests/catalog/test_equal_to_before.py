"""The catalog says in its new form what it said in the old one, word for word. Removed once it has served.

The stored digests were made by the loader and the files of 2026-11-25 (commit ca44f7d), before the form changed:
every demand as it stands for each cloud on each day on which anything changes, and the JSON of plans.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.cli.plan_json import plan_data
from planner.domain.condition import Condition, FactIs, Never
from planner.domain.demand import Demand, DestinationTemplate
from planner.domain.profile import ClusterProfile, MonitorBy
from planner.domain.request import PlanDocument
from planner.domain.text import Text
from planner.planning.planner import plan

DAYS = (
    "2020-03-10", "2020-05-26", "2020-06-01", "2020-06-29", "2020-11-09", "2020-11-13", "2021-02-12", "2021-05-03",
    "2021-05-06", "2021-11-01", "2022-01-24", "2022-03-30", "2022-04-26", "2022-06-16", "2023-03-10", "2023-04-24",
    "2023-06-13", "2023-12-06", "2024-01-17", "2024-05-13", "2024-06-05", "2024-06-14", "2024-09-26", "2024-10-10",
    "2024-12-06", "2024-12-07", "2024-12-11", "2025-02-05", "2025-03-13", "2025-05-13", "2025-05-27", "2025-05-31",
    "2025-07-03", "2026-06-18", "2026-07-02",
)  # fmt: skip
REGIONS = {"AzureCloud": "norwayeast", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}

STATES = "1365 df4e9b3a1952409bf40f3ed067ed2d8f"
PLANS = "5376 02957c5cdbadd6281f6ff2a2359764d6"
PAIRS = "30720 9b5c28577851e8cd5860c8cb3b9f32ea"  # by hand, with the argument long: pairs of features too
EVERY_DAY = "13440 e9f5f37a772b90a76620ce985a880776"  # likewise: every day on which anything changes


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The catalog with an edition for each of `DAYS`, so that plans can be made for all of them."""
    found = replace(load_catalog(), digest="0" * 16)
    newest = found.newest_edition
    added = tuple(replace(newest, id=day) for day in DAYS if found.edition(day) is None)
    return replace(found, editions=tuple(sorted((*found.editions, *added), key=lambda entry: entry.id)))


def _text(text: Text) -> list[str]:
    return [text.en, text.zh]


def _destination(template: DestinationTemplate) -> list[Any]:
    return [template.source.value, template.value, _text(template.label), _text(template.note)]


def _condition(condition: Condition | None) -> list[Any] | None:
    if condition is None:
        return None
    if isinstance(condition, Never):
        return ["never", _text(condition.otherwise)]
    if isinstance(condition, FactIs):
        return ["is", condition.fact, condition.value, _text(condition.otherwise)]
    return [condition.combine.value, [_condition(member) for member in condition.members]]


def _demand(demand: Demand) -> list[Any]:
    return [
        demand.id,
        demand.feature,
        demand.necessity.value,
        [_destination(template) for template in demand.destinations],
        [str(service) for service in demand.services],
        demand.section,
        _text(demand.purpose),
        _text(demand.if_refused),
        [_destination(template) for template in demand.other_ways],
        _condition(demand.when),
        demand.replaced_by,
        [_text(remark) for remark in demand.remarks],
        [trait.value for trait in demand.traits],
    ]


def states(catalog: Catalog) -> Iterator[list[Any]]:
    """Yield each feature as it stands for each cloud and day, wording included."""
    for feature, cloud, day in itertools.product(catalog.features, catalog.clouds, DAYS):
        withheld = feature.withheld_because(cloud.id, day)
        yield [
            cloud.id,
            day,
            feature.id,
            feature.group,
            feature.always,
            [_text(text) for text in (feature.label, feature.short_label, feature.summary, feature.remark)],
            None if withheld is None else _text(withheld),
            [[entry.feature, _text(entry.question), _text(entry.reason)] for entry in feature.brings],
            [_demand(demand) for demand in catalog.demands(feature, cloud.id, day)],
        ]


def _facts() -> Iterator[dict[str, Any]]:
    flags = itertools.product((False, True), repeat=4)
    others = ((dns, by) for dns in ((), ("10.0.0.53",)) for by in MonitorBy)
    for (private, konnectivity, old_nodes, pods), (dns, by) in itertools.product(flags, list(others)):
        yield {
            "private_cluster": private,
            "konnectivity": konnectivity,
            "nodes_before_march_2021": old_nodes,
            "pods_call_api_server": pods,
            "custom_dns": dns,
            "azure_monitor_by": by,
        }


def profiles(
    catalog: Catalog, days: tuple[str, ...], sets: list[tuple[str, ...]]
) -> Iterator[ClusterProfile]:
    """Yield a profile for each day, cloud, set of features and combination of facts."""
    for day, cloud, features, facts in itertools.product(days, REGIONS, sets, list(_facts())):
        yield ClusterProfile(
            name="shop", cloud=cloud, region=REGIONS[cloud], edition=day, features=features, **facts
        )


def _source(data: dict[str, Any]) -> dict[str, Any]:
    """Leave away what JSON gained since."""
    data["source"] = {key: data["source"][key] for key in ("page", "section", "url")}
    return data


def plans_digest(catalog: Catalog, wanted: Iterator[ClusterProfile]) -> str:
    """Return how many plans there are and a digest over their JSON in both languages."""
    whole, count = hashlib.sha256(), 0
    for profile in wanted:
        made = plan(profile, catalog)
        for language in ("en", "zh"):
            data = plan_data(made, PlanDocument(profile), language)
            data["rules"] = [_source(rule) for rule in data["rules"]]
            whole.update(json.dumps(data, ensure_ascii=False).encode())
        count += 1
    return f"{count} {whole.hexdigest()[:32]}"


def feature_sets(catalog: Catalog, sizes: tuple[int, ...]) -> list[tuple[str, ...]]:
    """Return every set of optional features of these sizes, and all of them together."""
    names = [feature.id for feature in catalog.features if not feature.always]
    chosen = [tuple(entry) for size in sizes for entry in itertools.combinations(names, size)]
    return [*chosen, tuple(names)]


def states_digest(catalog: Catalog) -> str:
    """Return how many states there are and a digest over them."""
    lines = [json.dumps(state, ensure_ascii=False) for state in states(catalog)]
    return f"{len(lines)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:32]}"


def test_every_demand_stands_for_each_cloud_and_day_as_it_did_before(catalog: Catalog) -> None:
    assert states_digest(catalog) == STATES


def test_plans_of_both_editions_are_the_same_byte_for_byte(catalog: Catalog) -> None:
    wanted = profiles(catalog, ("2020-03-10", "2026-07-02"), feature_sets(catalog, (0, 1)))
    assert plans_digest(catalog, wanted) == PLANS


if __name__ == "__main__":  # the long form: pairs of features, and every day; some minutes
    _catalog = catalog.__wrapped__() if hasattr(catalog, "__wrapped__") else catalog.__pytest_wrapped__.obj()
    if sys.argv[1:] == ["dump"]:
        for _state in states(_catalog):
            print(json.dumps(_state, ensure_ascii=False))
    elif sys.argv[1:] == ["long"]:
        _two = profiles(_catalog, ("2020-03-10", "2026-07-02"), feature_sets(_catalog, (0, 1, 2)))
        assert plans_digest(_catalog, _two) == PAIRS
        assert plans_digest(_catalog, profiles(_catalog, DAYS, feature_sets(_catalog, (0,)))) == EVERY_DAY
        print("equal")
    else:
        print("states", states_digest(_catalog))
        _one = profiles(_catalog, ("2020-03-10", "2026-07-02"), feature_sets(_catalog, (0, 1)))
        print("plans", plans_digest(_catalog, _one))
