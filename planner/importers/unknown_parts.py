"""What is switched on in a cluster's JSON and known to no fact and no feature: named, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog.model import Catalog
from planner.domain.revealed import JsonPath, paths_of
from planner.importers.json_node import Node, node_of

_ENABLED = "enabled"
_ENDINGS = ("profile", "profiles", "config", "configs")
_ADD_ONS = "addonprofiles"


def is_on(part: Node) -> bool:
    """Whether a part that `unknown_parts` found is known to be on: neither it nor its switch is an expression."""
    switch = next((inner for key, inner in _children(part) if key == _ENABLED), None)
    return part.is_readable and (switch is None or switch.value is True)


def unknown_parts(cluster: Node, catalog: Catalog) -> Iterator[Node]:
    """Yield add-ons, profiles and configurations that are or may be on, and that the catalog does not know."""
    known = {tuple(key.lower() for key in path) for path in _known_paths(catalog)}
    for key, node in _own_and_properties(cluster):
        if key.endswith(_ENDINGS):
            yield from _parts(node, (key,), known, catalog.cluster_json.no_hosts)


def _known_paths(catalog: Catalog) -> Iterator[JsonPath]:
    for fact in catalog.facts:
        yield from paths_of(fact.revealed_by)
        if fact.revealed_value is not None:
            yield from fact.revealed_value.paths
    for feature in catalog.features:
        yield from paths_of(feature.revealed_by)


def _own_and_properties(cluster: Node) -> Iterator[tuple[str, Node]]:
    for node in (cluster, cluster.below("properties")):
        yield from _children(node)


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for key, value in (node.value if isinstance(node.value, dict) else {}).items():
        yield key.lower(), node_of(value, f"{node.path}.{key}" if node.path else key)


def _parts(
    node: Node, path: JsonPath, known: set[JsonPath], no_hosts: tuple[JsonPath, ...]
) -> Iterator[Node]:
    if node.is_empty or any(path[: len(entry)] == entry for entry in no_hosts):
        return
    begins_known = any(entry[: len(path)] == path for entry in known)
    if not node.is_readable:
        if not begins_known:
            yield node
        return
    switch = next((inner for key, inner in _children(node) if key == _ENABLED), None)
    if switch is not None:
        off = switch.is_empty or switch.value is False
        if not off and not begins_known:
            yield node
            return
        if off:
            return
    inner = [
        entry
        for key, child in _children(node)
        for entry in _parts_below(child, (*path, key), known, no_hosts)
    ]
    if inner or begins_known or len(path) > 1:
        yield from inner
    elif path[0] != _ADD_ONS and not _has_switch(node):
        yield node


def _parts_below(
    node: Node, path: JsonPath, known: set[JsonPath], no_hosts: tuple[JsonPath, ...]
) -> Iterator[Node]:
    # A computed value within an add-on is one of its settings; a whole add-on that is computed is named.
    if isinstance(node.value, dict) or (not node.is_readable and path[:-1] == (_ADD_ONS,)):
        yield from _parts(node, path, known, no_hosts)


def _has_switch(node: Node) -> bool:
    return any(key == _ENABLED or _has_switch(child) for key, child in _children(node))
