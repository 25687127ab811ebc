"""A Terraform configuration read back with python-hcl2; its strings keep their escapes, taken off here."""

from __future__ import annotations

import re
from typing import Any

import hcl2

from planner.domain.firewall_policy import (
    ApplicationRule,
    AzureRoute,
    AzureRule,
    Collection,
    CollectionKind,
    NatRule,
    NetworkRule,
    RuleCollectionGroup,
)
from tests.exporters.azure.readback import Read

ESCAPE = re.compile(r'\\u([0-9a-f]{4})|\\([nrt"\\])|([$%])\3\{|([$%])\{')
CONTROL = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
RULE = {
    "application": {"name", "source_addresses", "destination_fqdns", "destination_fqdn_tags", "protocols"},
    "network": {
        "name", "source_addresses", "destination_fqdns", "destination_addresses", "destination_ports", "protocols",
    },
    "nat": {
        "name", "source_addresses", "destination_address", "destination_ports", "protocols", "translated_address",
        "translated_port",
    },
}  # fmt: skip


def text(value: str) -> str:
    """What Terraform makes of a quoted string; a template in it fails."""
    assert value.startswith('"')
    assert value.endswith('"')

    def plain(found: re.Match[str]) -> str:
        assert found[4] is None, f"{value!r} holds a template"
        if found[1]:
            return chr(int(found[1], 16))
        return CONTROL[found[2]] if found[2] else f"{found[3]}{{"

    return ESCAPE.sub(plain, value[1:-1])


def texts(values: list[str]) -> tuple[str, ...]:
    return tuple(text(value) for value in values)


def parse(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = hcl2.loads(content.decode("utf-8"))
    return found


def resources(content: bytes, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Names and attributes of the resources of one type."""
    found = [entry for entry in parse(content).get("resource", []) if f'"{kind}"' in entry]
    return [(text(name), body) for entry in found for name, body in entry[f'"{kind}"'].items() if '"' in name]


def defaults(content: bytes) -> dict[str, str]:
    """Variables with the defaults that were given."""
    found = {}
    for entry in parse(content).get("variable", []):
        for name, body in entry.items():
            if '"' in name:
                found[text(name)] = text(body["default"]) if "default" in body else ""
    return found


def read_terraform(content: bytes) -> Read:
    groups = resources(content, "azurerm_firewall_policy_rule_collection_group")
    assert len(groups) <= 1
    group = None
    for _, body in groups:
        assert body["firewall_policy_id"] == "${data.azurerm_firewall_policy.policy.id}"
        collections = [
            _collection(kind, block)
            for kind in CollectionKind
            for block in body.get(f"{kind.value}_rule_collection", [])
        ]
        group = RuleCollectionGroup(text(body["name"]), body["priority"], tuple(collections))
    routes = [_route(body) for _, body in resources(content, "azurerm_route")]
    return Read(group, tuple(routes))


def _collection(kind: CollectionKind, block: dict[str, Any]) -> Collection:
    assert text(block["action"]) == ("Dnat" if kind is CollectionKind.NAT else "Allow")
    rules = tuple(_rule(kind, rule) for rule in block["rule"])
    return Collection(kind, text(block["name"]), block["priority"], rules)


def _rule(kind: CollectionKind, block: dict[str, Any]) -> AzureRule:
    block = {name: value for name, value in block.items() if not name.startswith("__")}
    assert set(block) <= RULE[kind.value]
    start = {
        "name": text(block["name"]),
        "description": "",
        "rule_ids": (),
        "sources": texts(block["source_addresses"]),
    }
    if kind is CollectionKind.APPLICATION:
        return ApplicationRule(
            **start,
            protocols=tuple((text(entry["type"]), entry["port"]) for entry in block["protocols"]),
            fqdns=texts(block.get("destination_fqdns", [])),
            fqdn_tags=texts(block.get("destination_fqdn_tags", [])),
        )
    (protocol,) = texts(block["protocols"])
    ports = tuple(int(port) for port in texts(block["destination_ports"]))
    if kind is CollectionKind.NETWORK:
        return NetworkRule(
            **start,
            protocol=protocol,
            ports=ports,
            addresses=texts(block.get("destination_addresses", [])),
            fqdns=texts(block.get("destination_fqdns", [])),
        )
    (port,) = ports
    return NatRule(
        **start,
        protocol=protocol,
        address=text(block["destination_address"]),
        port=port,
        translated_address=text(block["translated_address"]),
        translated_port=block["translated_port"],
    )


def _route(body: dict[str, Any]) -> AzureRoute:
    hop = text(body["next_hop_in_ip_address"]) if "next_hop_in_ip_address" in body else ""
    return AzureRoute(text(body["name"]), text(body["address_prefix"]), text(body["next_hop_type"]), hop)
