"""An ARM template read back: strict JSON, expressions taken apart by their form."""

from __future__ import annotations

import json
import re
from typing import Any

from planner.domain.firewall_policy import AzureRoute
from tests.exporters.azure.readback import Read, group_of, route_of

NAME = re.compile(r"\[format\('\{0\}/\{1\}', variables\('(\w+)'\), '([^']*)'\)\]")
GROUP = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
ROUTE = "Microsoft.Network/routeTables/routes"

Json = Any
"""What json.loads returns."""


def unescaped(value: Json) -> Json:
    """What the template language makes of literals; an expression where a literal belongs fails."""
    if isinstance(value, str):
        if value.startswith("[") and value.endswith("]"):
            assert value.startswith("[["), f"{value!r} is an expression"
            return value[1:]
        return value
    if isinstance(value, list):
        return [unescaped(entry) for entry in value]
    return {name: unescaped(entry) for name, entry in value.items()} if isinstance(value, dict) else value


def template(content: bytes) -> dict[str, Any]:
    """The template as JSON, each name once."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs)
        return dict(pairs)

    found = json.loads(content.decode("utf-8"), object_pairs_hook=once)
    assert isinstance(found, dict)
    return found


def read_arm(content: bytes) -> Read:
    made = template(content)
    assert made["$schema"].endswith("/2019-04-01/deploymentTemplate.json#")
    group, routes = None, list[AzureRoute]()
    unescaped(made["metadata"])
    for resource in made["resources"]:
        assert resource["apiVersion"] == "2024-05-01"
        match = NAME.fullmatch(resource["name"])
        assert match is not None
        parameter, name = match.groups()
        assert made["parameters"][parameter]["type"] == "string"
        assert resource["condition"] == f"[not(empty(parameters('{parameter}')))]"
        properties = unescaped(resource["properties"])
        if resource["type"] == GROUP:
            assert parameter == "firewallPolicyName"
            assert group is None
            group = group_of(name, properties)
        else:
            assert (resource["type"], parameter) == (ROUTE, "routeTableName")
            routes.append(route_of(name, properties))
    return Read(group, tuple(routes))
