"""A Bicep file read back with tree-sitter into plain Python values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import tree_sitter
import tree_sitter_bicep

from tests.exporters.azure.readback import Read, group_of, route_of

Value = Any
"""A text, a whole number, a list, a mapping by name, or `Code`."""
ESCAPES = {"\\'": "'", "\\\\": "\\", "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\$": "$"}


@dataclass(frozen=True)
class Code:
    """An expression that is no literal, as it is written."""

    text: str


def parse(content: bytes) -> tree_sitter.Node:
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_bicep.language()))
    root = parser.parse(content).root_node
    assert not root.has_error
    return root


def value_of(node: tree_sitter.Node) -> Value:
    """The Python value of a literal; interpolation fails, other expressions come as `Code`."""
    if node.type == "string":
        return string_of(node)
    if node.type == "number":
        return int(_text(node))
    if node.type == "array":
        return [value_of(child) for child in node.named_children]
    if node.type == "object":
        return {
            _text(pair.named_children[0]): value_of(pair.named_children[1]) for pair in node.named_children
        }
    return Code(_text(node))


def string_of(node: tree_sitter.Node) -> str:
    assert not [child for child in node.named_children if child.type == "interpolation"]
    raw = _text(node)
    assert raw.startswith("'")
    assert raw.endswith("'")
    assert "${" not in re.sub(r"\\.", "_", raw)
    return re.sub(
        r"\\u\{([0-9a-f]+)\}|\\.",
        lambda found: chr(int(found[1], 16)) if found[1] else ESCAPES[found[0]],
        raw[1:-1],
    )


def _text(node: tree_sitter.Node) -> str:
    assert node.text is not None
    return node.text.decode("utf-8")


def parameters(content: bytes) -> dict[str, str]:
    """Names of parameters with the defaults that were given."""
    found = {}
    for node in parse(content).named_children:
        if node.type == "parameter_declaration":
            strings = [child for child in node.named_children if child.type == "string"]
            names = [child for child in node.named_children if child.type == "identifier"]
            found[_text(names[0])] = string_of(strings[0]) if strings else ""
    return found


def read_bicep(content: bytes) -> Read:
    group, routes = None, []
    for node in parse(content).named_children:
        if node.type != "resource_declaration":
            assert node.type in {"comment", "parameter_declaration", "decorators"}, node.type
            continue
        kind = string_of(next(child for child in node.named_children if child.type == "string"))
        conditions = [child for child in node.named_children if child.type == "if_statement"]
        if not conditions:
            assert kind in {
                "Microsoft.Network/firewallPolicies@2024-05-01",
                "Microsoft.Network/routeTables@2024-05-01",
            }
            continue
        members = value_of(conditions[0].named_children[-1])
        if kind == "Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01":
            assert members["parent"] == Code("firewallPolicy")
            assert group is None
            group = group_of(members["name"], members["properties"])
        else:
            assert kind == "Microsoft.Network/routeTables/routes@2024-05-01"
            assert members["parent"] == Code("routeTable")
            routes.append(route_of(members["name"], members["properties"]))
    return Read(group, tuple(routes))
