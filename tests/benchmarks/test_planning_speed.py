"""One profile to a plan, against writing and reading the same plan as JSON."""

from __future__ import annotations

import itertools
import json

import pytest

from planner.cli.plan_json import plan_data
from planner.domain.text import Text
from planner.planning.planner import plan
from planner.planning.readiness import open_points
from planner.session.session import Session
from tests.benchmarks.measuring import median_ratio
from tests.plans import SHOP, catalog, changed, planned

pytestmark = pytest.mark.benchmark

TYPICAL = ("azure-monitor", "azure-policy", "key-vault", "windows", "workload-identity")
EVERYTHING = tuple(feature.id for feature in catalog().features)


@pytest.mark.parametrize(("name", "features"), [("typical", TYPICAL), ("everything", EVERYTHING)])
def test_a_plan_costs_a_few_times_its_own_json(name: str, features: tuple[str, ...]) -> None:
    """Twice: one answer differs from plan to plan, as while somebody answers; and every line differs."""
    made = planned(features=features)
    data = plan_data(made, SHOP, open_points(made, catalog()), catalog(), "en")
    by_answer = [changed(SHOP, features=features, pods_call_api_server=calls) for calls in (True, False)]
    by_subnet = [
        changed(SHOP, features=features, node_subnets=(net,)) for net in ("10.42.0.0/22", "10.43.0.0/22")
    ]
    for what, requests in (("an answer changed", by_answer), ("every line changed", by_subnet)):
        turns = itertools.cycle(requests)
        ratio, plan_ms, json_ms = median_ratio(
            lambda turns=turns: plan(next(turns), catalog()), lambda: json.loads(json.dumps(data))
        )
        print(
            f"\nplan, {name}, {what}: {plan_ms:.2f} ms (target 0.6 ms), "
            f"{ratio:.2f} x its JSON there and back ({json_ms:.2f} ms)"
        )
        assert ratio < 6


def test_an_answer_costs_little_more_than_its_plan() -> None:
    session = Session(catalog(), SHOP)
    state = {"on": False}

    def answer() -> None:
        state["on"] = not state["on"]
        session.answer(Text("Monitor", "监视"), features=TYPICAL if state["on"] else TYPICAL[1:])

    ratio, answer_ms, plan_ms = median_ratio(answer, lambda: planned(features=TYPICAL))
    print(
        f"\nanswer with problems, changes and undo: {answer_ms:.2f} ms, {ratio:.2f} x the bare plan ({plan_ms:.2f} ms)"
    )
    assert ratio < 6
