"""Random sequences of apply, restore and foreign changes: what was there comes back, and nobody is cut off.

The number of sequences is ``AKS_EGRESS_SEQUENCES`` (20 unless it is set).
"""

from __future__ import annotations

import copy
import functools
import json
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planner.exporters.azure.azure_cli import AzureCliTarget, azure_cli_change
from planner.exporters.azure.json_form import group_properties
from planner.exporters.base import ExportContext
from tests.exporters.azure.azure_model import TABLE, Azure, Json, Thing, full
from tests.exporters.azure.fake_az import Desk
from tests.exporters.azure.test_azure_cli_runs import GROUP, group, shop
from tests.exporters.azure.test_azure_cli_runs import rule as azure_rule

pytestmark = pytest.mark.long

pytest.importorskip("jmespath", reason="jmespath, with which az answers --query, is not installed")

HOP = "10.0.1.4"
UDR = 2
"""The first two plans are of userDefinedRouting."""
COUNTS: Counter[str] = Counter()
FAULTS = ["", "", "", "", "Failed", "Lost", "RouteConflict", "AnotherOperationInProgress"]


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


class Sequence:
    """An operator, and others who work on the same policy and table."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.changes: list[Change] = []
        self.running: Change | None = None
        self.last = self.azure.state()
        self.azure.watch = self.watch
        self.broken: list[str] = []

    @property
    def azure(self) -> Azure:
        return self.desk.azure

    def watch(self, azure: Azure) -> None:
        """After each write of the script; what is broken is told once the script has ended."""
        try:
            self.watched(azure)
        except AssertionError as error:
            self.broken.append(str(error))
        self.last = azure.state()

    def watched(self, azure: Azure) -> None:
        """Nothing foreign moved, nobody is cut off."""
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
        elif number < UDR:
            assert not routed(self.last), "the only way out was taken away"

    def run(self, change: Change, *words: str) -> int:
        self.running, self.last = change, self.azure.state()
        done = self.desk.run(script(change.plan), *words)
        self.azure.faults = []
        assert done.returncode in (0, 1, 3, 4), done.stderr
        assert self.broken == [], self.broken
        for things in (self.azure.policy.groups, self.azure.tables[TABLE]):
            for name, thing in list(things.items()):
                while thing.state in {"Updating", "Deleting"}:
                    thing.look()
                if thing.state == "Gone":
                    del things[name]
        COUNTS[f"{words[0]} {done.returncode}"] += 1
        return done.returncode

    # --- the operator ---

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

    def restore(self, slow: int, crlf: bool) -> None:
        self.desk.az.crlf, self.azure.slow = crlf, slow
        change = self.changes.pop()
        assert self.run(change, "restore") == 0
        self.is_back(change)
        assert len(self.desk.saved()) == len(self.changes)

    def look(self, verb: str, number: int) -> None:
        before, writes = self.azure.state(), len(self.azure.writes)
        self.run(Change(number, before), *verb.split())
        assert (self.azure.state(), len(self.azure.writes)) == (before, writes)

    def is_back(self, change: Change) -> None:
        """The state is the one before; the one exception is a default route that is the only way out."""
        now, before = self.azure.state(), change.before
        stays = routed(now) and not routed(before)
        if stays:
            # Ours stays where it is the only way out; one that somebody else made is not ours to take away.
            assert change.plan < UDR or not any(
                r["addressPrefix"] == "0.0.0.0/0" for r in own_routes(now).values()
            )
            assert missing(change.plan, now) == frozenset()
            return
        if not routed(now) or routed(before):
            assert now["groups"].get(GROUP) == before["groups"].get(GROUP)
        there = {n: r for n, r in own_routes(before).items() if n not in change.touched}
        assert {n: r for n, r in own_routes(now).items() if n not in change.touched} == there

    # --- others ---

    def other_group(self, name: str, gone: bool) -> None:
        self.azure.policy.groups.pop(name, None)
        if not gone:
            self.azure.put_group(name, group(azure_rule("10.9.0.0/16"), priority=500 + ord(name[-1])))

    def other_route(self, gone: bool, prefix: str) -> None:
        routes = self.azure.tables[TABLE]
        taken = {thing.properties["addressPrefix"] for thing in routes.values()}
        if gone and prefix != "0.0.0.0/0":
            routes.pop("to-onprem", None)
        elif prefix not in taken:
            self.azure.put_route("udr-all" if prefix == "0.0.0.0/0" else "to-onprem", prefix, HOP)

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

    def somebody_removes_a_route_of_ours(self) -> None:
        name = next(iter(own_routes(self.azure.state())))
        del self.azure.tables[TABLE][name]
        for change in self.changes:
            change.touched.add(name)


def step(sequence: Sequence, chance: random.Random) -> None:
    """One thing that happens."""
    slow, crlf, plan = chance.randrange(3), chance.random() < 0.3, chance.randrange(4)
    kind = chance.random()
    if kind < 0.35:
        faults = chance.choices(FAULTS, k=4) if chance.random() < 0.4 else []
        sequence.apply(plan, faults, slow, crlf)
    elif kind < 0.65 and sequence.changes:
        sequence.restore(slow, crlf)
    elif kind < 0.7:
        sequence.look(chance.choice(["check", "verify", "apply --what-if", "restore --what-if"]), plan)
    elif kind < 0.78:
        sequence.other_group(chance.choice(["rcg-a", "rcg-b"]), chance.random() < 0.3)
    elif kind < 0.86:
        sequence.other_route(chance.random() < 0.3, chance.choice(["10.9.0.0/16", "0.0.0.0/0"]))
    elif kind < 0.95:
        sequence.somebody_edits_the_group_in_the_portal(chance.random() < 0.8)
    elif own_routes(sequence.azure.state()):
        sequence.somebody_removes_a_route_of_ours()


@pytest.mark.parametrize("seed", range(int(os.environ.get("AKS_EGRESS_SEQUENCES", "20"))))
def test_whatever_happens_what_was_there_comes_back_and_nobody_is_cut_off(seed: int, tmp_path: Path) -> None:
    sequence, chance = Sequence(tmp_path), random.Random(seed)  # noqa: S311 - no secret
    for _ in range(9):
        step(sequence, chance)


def test_sequences_apply_fail_and_restore_often_enough() -> None:
    assert all(COUNTS[key] >= 5 for key in ("apply 0", "apply 1", "restore 0")), COUNTS
