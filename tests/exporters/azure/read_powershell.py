"""A PowerShell script read back with tree-sitter: its assignments evaluated, its cmdlets held to their help.

tree-sitter does not know that U+2018 to U+201B end a single-quoted string; `literal` follows PowerShell there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tree_sitter
import tree_sitter_powershell

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

Value = Any
"""A text, a whole number, a list, a hash table by name, a `Call` or a `Variable`."""
QUOTES = "'\u2018\u2019\u201a\u201b"
PARAMETERS = {
    "New-AzFirewallPolicyApplicationRule": {
        "Name", "Description", "SourceAddress", "FqdnTag", "Protocol", "TargetFqdn",
    },
    "New-AzFirewallPolicyNetworkRule": {
        "Name", "Description", "SourceAddress", "Protocol", "DestinationAddress", "DestinationFqdn",
        "DestinationPort",
    },
    "New-AzFirewallPolicyNatRule": {
        "Name", "Description", "SourceAddress", "Protocol", "DestinationAddress", "DestinationPort",
        "TranslatedAddress", "TranslatedPort",
    },
    "New-AzFirewallPolicyFilterRuleCollection": {"Name", "Priority", "ActionType", "Rule"},
    "New-AzFirewallPolicyNatRuleCollection": {"Name", "Priority", "ActionType", "Rule"},
}  # fmt: skip
GROUP = {"Name", "Priority", "RuleCollection", "FirewallPolicyObject"}
ROUTE = {"Name", "AddressPrefix", "NextHopType", "NextHopIpAddress"}


@dataclass(frozen=True)
class Call:
    """A cmdlet with its parameters, each a list of values."""

    cmdlet: str
    parameters: dict[str, list[Any]]

    def one(self, name: str) -> Value:
        (value,) = self.parameters[name]
        return value

    def many(self, name: str) -> tuple[Any, ...]:
        return tuple(self.parameters.get(name, ()))


@dataclass(frozen=True)
class Variable:
    """A variable that the script's reader does not know the value of."""

    name: str


def script(content: bytes) -> tree_sitter.Node:
    """The tree of a script that Windows PowerShell 5.1 reads as UTF-8."""
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
    root = parser.parse(text.encode("utf-8")).root_node
    assert not root.has_error
    return root


def literal(source: str) -> str:
    """A single-quoted string as PowerShell reads it; a mark that ends it early fails."""
    assert source[0] in QUOTES
    found, rest = "", source[1:]
    while rest:
        char, rest = rest[0], rest[1:]
        if char in QUOTES:
            if not rest:
                return found
            assert rest[0] in QUOTES, f"the string ends before {rest!r}"
            char, rest = rest[0], rest[1:]
        found += char
    raise AssertionError("the string does not end")


def text_of(node: tree_sitter.Node) -> str:
    assert node.text is not None
    return node.text.decode("utf-8")


def find(node: tree_sitter.Node, kind: str) -> list[tree_sitter.Node]:
    """Every node of a kind, outermost first."""
    found = [node] if node.type == kind else []
    return found + [deeper for child in node.named_children for deeper in find(child, kind)]


def commands(content: bytes) -> list[tuple[str, str]]:
    """Name and whole text of each command of the script, in order."""
    found = find(script(content), "command")
    return [(text_of(find(node, "command_name")[0]), text_of(node)) for node in found]


def evaluate(node: tree_sitter.Node, known: dict[str, Any]) -> Value:
    """The value of an expression of literals, arrays, hash tables, variables and calls."""
    if node.type in LITERALS:
        return LITERALS[node.type](text_of(node))
    if node.type == "variable":
        name = text_of(node).removeprefix("$")
        return known.get(name, Variable(name))
    if node.type == "hash_literal_expression":
        entries = [entry.named_children for entry in find(node, "hash_entry")]
        return {text_of(name): evaluate(value, known) for name, value in entries}
    if node.type == "command":
        return call_of(node, known)
    if node.type == "array_expression" or len(node.named_children) > 1:
        lists = find(node, "statement_list")[:1] or [node]
        return [evaluate(child, known) for child in lists[0].named_children]
    (child,) = node.named_children
    return evaluate(child, known)


LITERALS: dict[str, Callable[[str], Value]] = {"string_literal": literal, "integer_literal": int}


def call_of(node: tree_sitter.Node, known: dict[str, Any]) -> Call:
    cmdlet = text_of(find(node, "command_name")[0])
    parameters: dict[str, list[Any]] = {}
    current: list[Any] = []
    for element in node.named_children[-1].named_children:
        if element.type == "command_parameter":
            current = parameters.setdefault(text_of(element).removeprefix("-"), [])
        elif element.type != "command_argument_sep":
            value = evaluate(element, known)
            current.extend(value if isinstance(value, list) else [value])
    if cmdlet in PARAMETERS:
        assert set(parameters) <= PARAMETERS[cmdlet]
    return Call(cmdlet, parameters)


def assignments(content: bytes) -> dict[str, Any]:
    """Variables after the top-level assignments of the script; ``+=`` adds to a list."""
    known: dict[str, Any] = {}
    for statements in [node for node in script(content).named_children if node.type == "statement_list"]:
        for pipeline in statements.named_children:
            for node in [child for child in pipeline.named_children if child.type == "assignment_expression"]:
                target, operator, value = node.named_children
                name = text_of(target).removeprefix("$")
                if re.fullmatch(r"policy|existing|table|names", name):
                    continue
                found = evaluate(value, known)
                known[name] = [*known[name], found] if text_of(operator) == "+=" else found
    return known


def read_powershell(content: bytes) -> Read:
    known = assignments(content)
    routes = []
    for route in known.get("routes", []):
        assert set(route) <= ROUTE
        hop = route.get("NextHopIpAddress", "")
        routes.append(AzureRoute(route["Name"], route["AddressPrefix"], route["NextHopType"], hop))
    if "group" not in known:
        return Read(None, tuple(routes))
    group = known["group"]
    assert set(group) == GROUP
    collections = tuple(_collection(call) for call in group["RuleCollection"])
    return Read(RuleCollectionGroup(group["Name"], group["Priority"], collections), tuple(routes))


def _collection(call: Call) -> Collection:
    rules = tuple(_rule(rule) for rule in call.many("Rule"))
    nat = call.cmdlet == "New-AzFirewallPolicyNatRuleCollection"
    assert call.one("ActionType") == ("Dnat" if nat else "Allow")
    (kind,) = {CollectionKind(type(rule).__name__.removesuffix("Rule").lower()) for rule in rules}
    assert (kind is CollectionKind.NAT) == nat
    return Collection(kind, call.one("Name"), call.one("Priority"), rules)


def _rule(call: Call) -> AzureRule:
    start = {
        "name": call.one("Name"),
        "description": call.one("Description"),
        "rule_ids": (),
        "sources": call.many("SourceAddress"),
    }
    if call.cmdlet == "New-AzFirewallPolicyApplicationRule":
        assert ("FqdnTag" in call.parameters) != ("Protocol" in call.parameters)
        pairs = [protocol.split(":") for protocol in call.many("Protocol")]
        return ApplicationRule(
            **start,
            protocols=tuple((name.capitalize(), int(port)) for name, port in pairs),
            fqdns=call.many("TargetFqdn"),
            fqdn_tags=call.many("FqdnTag"),
        )
    ports = tuple(int(port) for port in call.many("DestinationPort"))
    if call.cmdlet == "New-AzFirewallPolicyNetworkRule":
        return NetworkRule(
            **start,
            protocol=call.one("Protocol"),
            ports=ports,
            addresses=call.many("DestinationAddress"),
            fqdns=call.many("DestinationFqdn"),
        )
    (port,) = ports
    return NatRule(
        **start,
        protocol=call.one("Protocol"),
        address=call.one("DestinationAddress"),
        port=port,
        translated_address=call.one("TranslatedAddress"),
        translated_port=int(call.one("TranslatedPort")),
    )
