"""A small model of Azure: policies with groups, route tables with routes, long operations, refusals.

It speaks as Azure Resource Manager does (`Azure.request`); `fake_az` and a server on loopback stand before it.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.exporters.azure.readback import MEMBERS, Read, group_of, route_of

Json = dict[str, Any]
Found = TypeVar("Found")
SUBSCRIPTION, SPOKE = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
HUB = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hub/providers/Microsoft.Network"
POLICY, TABLE = f"{HUB}/firewallPolicies/afwp-hub", f"{HUB}/routeTables/rt-aks"
_POLICY = re.compile(r"(/subscriptions/.+/firewallPolicies/[^/]+)(/ruleCollectionGroups(?:/([^/]+))?)?")
_TABLE = re.compile(r"(/subscriptions/.+/routeTables/[^/]+)(?:/routes/([^/]+))?")
_NUMBERS = {
    "terminateTLS",
    "description",
    "translatedAddress",
    "translatedFqdn",
    "translatedPort",
    "ruleType",
    "name",
}


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code


@dataclass
class Thing:
    """A group or a route: its properties, and what an operation that goes on will make of it."""

    properties: Json
    state: str = "Succeeded"
    reads_left: int = 0
    ends: str = "Succeeded"

    def look(self) -> None:
        """Let a read pass: operations end after some reads."""
        if self.state in {"Updating", "Deleting"}:
            self.reads_left -= 1
            if self.reads_left < 0:
                self.state = self.ends


@dataclass
class Policy:
    """A firewall policy."""

    tier: str = "Standard"
    proxy: bool | None = True
    base: str | None = None
    groups: dict[str, Thing] = field(default_factory=dict)
    firewalls: int = 1


@dataclass
class Azure:
    """Everything that there is; ``faults`` are taken one a write (a state, or an error's code), ``slow`` is reads."""

    policies: dict[str, Policy] = field(default_factory=lambda: {POLICY: Policy()})
    tables: dict[str, dict[str, Thing]] = field(default_factory=lambda: {TABLE: {}})
    subscriptions: dict[str, str] = field(default_factory=lambda: {SUBSCRIPTION: "hub one", SPOKE: "spoke"})
    slow: int = 0
    page: int = 50
    faults: list[str] = field(default_factory=list)
    broken_reads: int = 0
    writes: list[str] = field(default_factory=list)
    watch: Callable[[Azure], None] | None = None

    @property
    def policy(self) -> Policy:
        """The policy of the tests."""
        return self.policies[POLICY]

    @property
    def groups(self) -> dict[str, Json]:
        """Properties of the groups of the policy, by name."""
        return {name: found.properties for name, found in self.policy.groups.items()}

    @property
    def routes(self) -> dict[str, Json]:
        """Properties of the routes of the table, by name."""
        return {name: found.properties for name, found in self.tables[TABLE].items()}

    def state(self) -> Json:
        """Everything that a foreign eye could see, for comparison."""
        return copy.deepcopy({"groups": self.groups, "routes": self.routes})

    def put_group(self, name: str, properties: Json) -> None:
        """Somebody else writes a group."""
        self.policy.groups[name] = Thing(full(properties))

    def put_route(self, name: str, prefix: str, hop: str = "", kind: str = "VirtualAppliance") -> None:
        """Somebody else writes a route."""
        self.tables[TABLE][name] = Thing(_route(prefix, hop, kind))

    def read(self) -> Read:
        """The one group and the routes in the model's types."""
        groups = [group_of(name, _bare(properties)) for name, properties in self.groups.items()]
        assert len(groups) <= 1
        routes = tuple(route_of(name, properties) for name, properties in self.routes.items())
        return Read(groups[0] if groups else None, routes)

    # --- as Azure Resource Manager answers ---

    def request(self, method: str, url: str, body: str = "") -> tuple[int, Json]:
        """One request; an error is an answer with its status."""
        try:
            return self._answer(method.upper(), url, body)
        except Refused as refused:
            return refused.status, {"error": {"code": refused.code, "message": refused.message}}

    def _answer(self, method: str, url: str, body: str) -> tuple[int, Json]:
        path, _, query = url.partition("?")
        assert "api-version=2024-05-01" in query
        if method == "GET":
            if self.broken_reads:
                self.broken_reads -= 1
                raise Refused(503, "ServiceUnavailable")
            return 200, self._get(path, query)
        self.writes.append(f"{method} {path.rsplit('/', 1)[1]}")
        fault = self.faults.pop(0) if self.faults else ""
        if fault and fault not in {"Failed", "Canceled", "Lost"}:
            raise Refused(409 if "Operation" in fault else 400, fault)
        end = fault or "Succeeded"
        answered = self._write(method, path, body, "Succeeded" if fault == "Lost" else end)
        if self.watch is not None:
            self.watch(self)
        if fault == "Lost":
            raise Refused(500, "InternalServerError")
        return answered

    def _get(self, path: str, query: str) -> Json:
        if found := _POLICY.fullmatch(path):
            policy = self._named(self.policies, found[1])
            if found[3]:
                return _shown(*self._thing(policy.groups, found[3]), "ruleCollections")
            return self._list(policy, path, query) if found[2] else _policy(policy)
        found = _TABLE.fullmatch(path)
        assert found is not None, path
        table = self._named(self.tables, found[1])
        if found[2]:
            return _shown(*self._thing(table, found[2]), "")
        return {"properties": {"routes": [_shown(name, thing, "") for name, thing in table.items()]}}

    def _list(self, policy: Policy, path: str, query: str) -> Json:
        start = int(query.partition("skip=")[2] or 0)
        names = list(policy.groups)[start : start + self.page]
        listed = [_shown(*self._thing(policy.groups, name), "ruleCollections") for name in names]
        more = start + self.page < len(policy.groups)
        link = f"{path}?api-version=2024-05-01&skip={start + self.page}"
        return {"value": listed, **({"nextLink": link} if more else {})}

    def _named(self, things: Mapping[str, Found], path: str) -> Found:
        for name, thing in things.items():
            if name.lower() == path.lower():
                return thing
        raise Refused(404, "ResourceNotFound")

    def _thing(self, things: dict[str, Thing], name: str) -> tuple[str, Thing]:
        for there, thing in list(things.items()):
            if there.lower() == name.lower():
                thing.look()
                if thing.state != "Gone":
                    return there, thing
                del things[there]
        raise Refused(404, "NotFound")

    def _write(self, method: str, path: str, body: str, end: str) -> tuple[int, Json]:
        if found := _POLICY.fullmatch(path):
            things, name = self._named(self.policies, found[1]).groups, found[3]
            if any(thing.state in {"Updating", "Deleting"} for thing in things.values()):
                for thing in things.values():
                    thing.look()  # time passes
                raise Refused(409, "AnotherOperationInProgress")
            properties = full(json.loads(body)["properties"]) if body else {}
            same = [
                n for n, t in things.items() if t.properties.get("priority") == properties.get("priority")
            ]
            if body and any(other.lower() != name.lower() for other in same):
                raise Refused(400, "FirewallPolicyRuleCollectionGroupPriorityConflict")
        else:
            found = _TABLE.fullmatch(path)
            assert found is not None
            things, name = self._named(self.tables, found[1]), found[2]
            properties = json.loads(body)["properties"] if body else {}
            prefixes = {n.lower(): t.properties["addressPrefix"] for n, t in things.items()}
            if body and any(
                p == properties["addressPrefix"] and n != name.lower() for n, p in prefixes.items()
            ):
                raise Refused(400, "RouteConflict")
        name = next((there for there in things if there.lower() == name.lower()), name)
        if method == "DELETE":
            if name not in things:
                return 204, {}
            things[name].state, things[name].reads_left = "Deleting", self.slow
            things[name].ends = "Gone" if end == "Succeeded" else end
            if not self.slow and end == "Succeeded":
                del things[name]
            return 202, {}
        things[name] = Thing(properties, "Updating" if self.slow else end, self.slow, end)
        return 201, {}


def _route(prefix: str, hop: str, kind: str) -> Json:
    return {"addressPrefix": prefix, "nextHopType": kind, **({"nextHopIpAddress": hop} if hop else {})}


def full(properties: Json) -> Json:
    """Properties as Azure gives them back: every list is there, and empty where it was not given."""
    made = copy.deepcopy(properties)
    for collection in made["ruleCollections"]:
        for rule in collection["rules"]:
            for member in MEMBERS[rule["ruleType"]] - _NUMBERS:
                rule.setdefault(member, [])
    return made


def _bare(properties: Json) -> Json:
    made = copy.deepcopy(properties)
    for collection in made["ruleCollections"]:
        collection["rules"] = [{k: v for k, v in rule.items() if v != []} for rule in collection["rules"]]
    return made


def _shown(name: str, thing: Thing, _: str) -> Json:
    return {"name": name, "etag": "W/1", "properties": {**thing.properties, "provisioningState": thing.state}}


def _policy(policy: Policy) -> Json:
    base = {"basePolicy": {"id": policy.base}} if policy.base else {}
    dns = {} if policy.proxy is None else {"dnsSettings": {"enableProxy": policy.proxy, "servers": []}}
    firewalls = [{"id": f"fw-{number}"} for number in range(policy.firewalls)]
    busy = any(thing.state in {"Updating", "Deleting"} for thing in policy.groups.values())
    state = "Updating" if busy else "Succeeded"
    start = {"sku": {"tier": policy.tier}, "provisioningState": state, "firewalls": firewalls}
    return {"properties": {**start, **base, **dns}}
