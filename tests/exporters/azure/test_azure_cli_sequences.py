"""Random sequences of apply, restore and foreign changes: what was there comes back, and nobody is cut off.

The number of sequences is ``AKS_EGRESS_SEQUENCES`` (40 unless it is set).
"""

from __future__ import annotations

import copy
import functools
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from planner.exporters.azure.azure_cli import AzureCliTarget, azure_cli_change
from planner.exporters.azure.json_form import group_properties
from planner.exporters.base import ExportContext
from tests.exporters.azure.azure_model import TABLE, Azure, Json, Thing, full
from tests.exporters.azure.fake_az import Desk
from tests.exporters.azure.test_azure_cli_runs import GROUP, group, shop
from tests.exporters.azure.test_azure_cli_runs import rule as azure_rule

pytest.importorskip("jmespath", reason="jmespath, with which az answers --query, is not installed")

HOP = "10.0.1.4"
FAULT = st.sampled_from(["", "", "", "Failed", "Lost", "RouteConflict", "AnotherOperationInProgress"])
FAULTS = st.lists(FAULT, max_size=4)


@functools.cache
def plans() -> tuple[ExportContext, ...]:
    """Two changes of a cluster whose only way out is the default route, and two of one that has another."""
    routed = {"outbound_type": "loadBalancer", "default_route_to_firewall": True}
    return (shop(features=()), shop(), shop("", features=(), **routed), shop(**routed))


@functools.cache
def script(number: int) -> bytes:
    return AzureCliTarget().export(plans()[number]).files[0].content


def bare(entry: Json) -> str:
    """A rule without its name and description."""
    return json.dumps(
        {k: v for k, v in entry.items() if k not in {"name", "description"} and v != []}, sort_keys=True
    )


@functools.cache
def required(number: int) -> frozenset[str]:
    """What the cluster cannot be without, read from the model and not from the script."""
    plan, change = plans()[number].plan, azure_cli_change(plans()[number])
    vital = {line.id for line in plan.rules if line.is_vital}
    assert change.group is not None
    rules = change.group.rules()
    made = [e for c in group_properties(change.group)["ruleCollections"] for e in c["rules"]]  # type: ignore
    return frozenset(bare(e) for e, r in zip(made, rules, strict=True) if vital & set(r.rule_ids))


def missing(number: int, state: Json) -> frozenset[str]:
    """Which required rules are not in the cluster's group."""
    there = state["groups"].get(GROUP, {"ruleCollections": []})
    return required(number) - {bare(e) for c in there["ruleCollections"] for e in c["rules"]}


def routed(state: Json) -> bool:
    return any(
        r["addressPrefix"] == "0.0.0.0/0" and r.get("nextHopIpAddress") == HOP
        for r in state["routes"].values()
    )


def own_routes(state: Json) -> Json:
    return {name: members for name, members in state["routes"].items() if name.startswith("aks-")}


def foreign(state: Json) -> Json:
    groups = {name: body for name, body in state["groups"].items() if name != GROUP}
    return {
        "groups": groups,
        "routes": {n: r for n, r in state["routes"].items() if not n.startswith("aks-")},
    }


@dataclass
class Change:
    """One saved state: by which plan, what was there before, whether somebody took a route of it away."""

    plan: int
    before: Json
    touched: set[str] = field(default_factory=set)


class Sequences(RuleBasedStateMachine):
    """An operator, and others who work on the same policy and table."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(Path(tempfile.mkdtemp()))
        self.changes: list[Change] = []
        self.running: Change | None = None
        self.last = self.azure.state()
        self.azure.watch = self.watch

    @property
    def azure(self) -> Azure:
        return self.desk.azure

    def watch(self, azure: Azure) -> None:
        """After each write of the script: nothing foreign moved, nobody is cut off."""
        state = azure.state()
        assert foreign(state) == foreign(self.last)
        assert self.running is not None
        number, before = self.running.plan, self.running.before
        if routed(state):
            if not routed(self.last):
                assert not missing(number, state), "the default route came before its lines"
            as_before = routed(before) and state["groups"].get(GROUP) == before["groups"].get(GROUP)
            assert as_before or missing(number, state) <= missing(number, self.last), (
                "a required line was taken"
            )
        self.last = state

    def run(self, change: Change, *words: str) -> int:
        self.running, self.last = change, self.azure.state()
        done = self.desk.run(script(change.plan), *words)
        self.azure.faults = []
        assert done.returncode in (0, 1, 3, 4), done.stderr
        for thing in (*self.azure.policy.groups.values(), *self.azure.tables[TABLE].values()):
            while thing.state == "Updating":
                thing.look()
            assert thing.state in {"Succeeded", "Failed"}
        return done.returncode

    # --- the operator ---

    @rule(number=st.integers(0, 3), faults=FAULTS, slow=st.integers(0, 2), crlf=st.booleans())
    def apply(self, number: int, faults: list[str], slow: int, crlf: bool) -> None:
        self.desk.az.crlf, self.azure.slow, self.azure.faults = crlf, slow, list(faults)
        change, saved = Change(number, self.azure.state()), len(self.desk.saved())
        code = self.run(change, "apply")
        kept = len(self.desk.saved()) - saved
        if code == 0 and kept:
            self.changes.append(change)
            assert not missing(number, self.azure.state())
        elif code == 1 and kept:
            # It could not put everything back: the saved state is there, and a restore mends it.
            self.changes.append(change)
        elif code == 1:
            self.is_back(change)
        else:
            assert (self.azure.state(), kept) == (change.before, 0)

    @precondition(lambda self: self.changes)
    @rule(slow=st.integers(0, 2), crlf=st.booleans())
    def restore(self, slow: int, crlf: bool) -> None:
        self.desk.az.crlf, self.azure.slow = crlf, slow
        change = self.changes.pop()
        assert self.run(change, "restore") == 0
        self.is_back(change)
        assert len(self.desk.saved()) == len(self.changes)

    @rule(
        verb=st.sampled_from(["check", "verify", "apply --what-if", "restore --what-if"]),
        number=st.integers(0, 3),
    )
    def look(self, verb: str, number: int) -> None:
        before, writes = self.azure.state(), len(self.azure.writes)
        self.run(Change(number, before), *verb.split())
        assert (self.azure.state(), len(self.azure.writes)) == (before, writes)

    def is_back(self, change: Change) -> None:
        """The state is the one before; the one exception is a default route that is the only way out."""
        now, before = self.azure.state(), change.before
        stays = routed(now) and not routed(before)
        if stays:
            assert change.plan < 2, "only under userDefinedRouting"
            assert missing(change.plan, now) == frozenset()
            return
        if not routed(now) or routed(before):
            assert now["groups"].get(GROUP) == before["groups"].get(GROUP)
        there = {n: r for n, r in own_routes(before).items() if n not in change.touched}
        assert {n: r for n, r in own_routes(now).items() if n not in change.touched} == there

    # --- others ---

    @rule(name=st.sampled_from(["rcg-a", "rcg-b"]), gone=st.booleans())
    def other_group(self, name: str, gone: bool) -> None:
        self.azure.policy.groups.pop(name, None)
        if not gone:
            self.azure.put_group(name, group(azure_rule("10.9.0.0/16"), priority=500 + ord(name[-1])))

    @rule(gone=st.booleans(), prefix=st.sampled_from(["10.9.0.0/16", "0.0.0.0/0"]))
    def other_route(self, gone: bool, prefix: str) -> None:
        routes = self.azure.tables[TABLE]
        taken = {thing.properties["addressPrefix"] for thing in routes.values()}
        if gone and prefix != "0.0.0.0/0":
            routes.pop("to-onprem", None)
        elif prefix not in taken:
            self.azure.put_route("udr-all" if prefix == "0.0.0.0/0" else "to-onprem", prefix, HOP)

    @rule(adds=st.booleans())
    def somebody_edits_the_group_in_the_portal(self, adds: bool) -> None:
        there = self.azure.policy.groups.get(GROUP)
        if there is None:
            if adds and not self.changes:
                many = [azure_rule(name=f"r{number}") for number in range(40)]
                self.azure.put_group(GROUP, group(*many, priority=4242))
            return
        properties = copy.deepcopy(there.properties)
        rules = properties["ruleCollections"][-1]["rules"]
        if adds:
            rules.append(full(group(azure_rule(name=f"hand-{len(rules)}")))["ruleCollections"][0]["rules"][0])
        self.azure.policy.groups[GROUP] = Thing(properties)

    @precondition(lambda self: own_routes(self.azure.state()))
    @rule()
    def somebody_removes_a_route_of_ours(self) -> None:
        name = next(iter(own_routes(self.azure.state())))
        del self.azure.tables[TABLE][name]
        for change in self.changes:
            change.touched.add(name)


def test_whatever_happens_what_was_there_comes_back_and_nobody_is_cut_off() -> None:
    count = int(os.environ.get("AKS_EGRESS_SEQUENCES", "40"))
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=count, stateful_step_count=8, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
