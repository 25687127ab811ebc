"""Where managed clusters stand in a file: alone, in a list, in a template with its resources, in a REST example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.importers.json_node import Doubt, Node, is_expression, node_of, unreadable

_MANAGED_CLUSTER = "microsoft.containerservice/managedclusters"
_DEPLOYMENT = "microsoft.resources/deployments"
_BODY = ("agentPoolProfiles", "networkProfile", "kubernetesVersion", "dnsPrefix")
_LISTS = ("value", "data")
_EXAMPLE = ("responses", "200", "body")
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?")
_PARAMETER = re.compile(r"parameters\(\s*'([^']*)'\s*\)", re.IGNORECASE)
_GROUP = re.compile(r"/resourcegroups/([^/]+)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundCluster:
    """A cluster: its place, its name (empty if the file does not say it clearly) with the name's path, its id."""

    node: Node
    name: str = ""
    name_path: str = ""
    id: str = ""

    @property
    def group(self) -> str:
        """The resource group by the cluster's id, else as the Azure CLI names it; empty where there is none."""
        found = _GROUP.search(self.id)
        return found[1] if found else self.node.below("resourceGroup").text


@dataclass(frozen=True, slots=True)
class _Resource:
    """A resource of a template: its place, its type in small letters, and the cluster that it stands in, if any."""

    node: Node
    type: str
    inside: str = ""


def found_clusters(value: object, beside: Mapping[str, str]) -> tuple[FoundCluster, ...]:
    """Return every managed cluster of a file's value.

    ``beside`` names for a type of resource the list of the cluster that it is an entry of.
    """
    return tuple(_clusters(node_of(value, ""), beside))


def _clusters(node: Node, beside: Mapping[str, str]) -> Iterator[FoundCluster]:
    if isinstance(node.value, list):
        for entry in node.entries():
            if _is_cluster(entry):
                yield _cluster(entry, Node(None, ""))
    elif _is_cluster(node):
        yield _cluster(node, Node(None, ""))
    elif not isinstance(node.value, dict):
        return
    elif not node.below("resources").is_empty:
        yield from _of_template(node, beside)
    else:
        for inner in (*map(node.below, _LISTS), node.at(_EXAMPLE)):
            if isinstance(inner.value, list) or _is_cluster(inner):
                yield from _clusters(inner, beside)
                return


def is_named_only(value: object) -> bool:
    """Whether the file names a cluster without what it is made of, as a list of resources does."""
    node = node_of(value, "")
    lists = (node, *map(node.below, _LISTS)) if isinstance(node.value, dict) else (node,)
    entries = [entry for found in lists if isinstance(found.value, list) for entry in found.entries()]
    return any(_type_of(entry) == _MANAGED_CLUSTER for entry in (node, *entries))


def _is_cluster(node: Node) -> bool:
    if not isinstance(node.value, dict):
        return False
    bodies = [node.below(key) for key in _BODY]
    parts = [body for body in bodies if not body.is_empty]
    kind = _type_of(node)
    return kind == _MANAGED_CLUSTER and bool(parts) if kind else len(parts) > 1


def _type_of(node: Node) -> str:
    if not isinstance(node.value, dict):
        return ""
    return (node.below("type").text or node.below("resourceType").text).lower()


def _cluster(node: Node, parameters: Node) -> FoundCluster:
    name = node.below("name")
    if name.doubt is Doubt.EXPRESSION:
        name = _default_of(_raw(node, "name"), parameters)
    known = name.text if _NAME.fullmatch(name.text) else ""
    return FoundCluster(node, known, name.path if known else "", node.below("id").text)


def _raw(node: Node, key: str) -> str:
    """Return a text even where it is an expression."""
    mapping = node.value if isinstance(node.value, dict) else {}
    found = next((value for name, value in mapping.items() if name.lower() == key.lower()), None)
    return found if isinstance(found, str) else ""


def _default_of(expression: str, parameters: Node) -> Node:
    """Return the default of the one parameter that an expression is; exported templates hold names that way.

    It is done for names alone: they decide no line, and a template may be deployed with other values.
    """
    found = re.fullmatch(rf"\[\s*{_PARAMETER.pattern}\s*\]", expression.strip(), re.IGNORECASE)
    return parameters.at((found[1], "defaultValue")) if found else Node(None, "")


def _of_template(template: Node, beside: Mapping[str, str]) -> Iterator[FoundCluster]:
    resources = list(_resources_of(template, "", ""))
    clusters = [entry for entry in resources if entry.type == _MANAGED_CLUSTER and _is_cluster(entry.node)]
    parts = [entry for entry in resources if entry.type in beside]
    for cluster in clusters:
        found = _cluster(cluster.node, template.below("parameters"))
        lists: dict[str, list[Node]] = {}
        for part in parts:
            owned = _is_owned(part, cluster.node, alone=len(clusters) == 1)
            if owned is not False:
                doubtful = unreadable(part.node.path, Doubt.EXPRESSION)
                lists.setdefault(beside[part.type].lower(), []).append(part.node if owned else doubtful)
        node = replace(found.node, beside={name: tuple(nodes) for name, nodes in lists.items()})
        yield replace(found, node=node)


def _resources_of(parent: Node, type_before: str, cluster: str) -> Iterator[_Resource]:
    """Yield the resources below ``parent`` that may be deployed, those of nested templates too."""
    for node in _entries_of_either(parent.below("resources")):
        own = _type_of(node)
        kind = f"{type_before}/{own}" if type_before and not own.startswith("microsoft.") else own
        condition = node.below("condition")
        if not own or condition.value is False:
            continue
        is_cluster = kind == _MANAGED_CLUSTER
        certain = is_cluster or condition.is_empty or condition.value is True
        inside = node.path if is_cluster else cluster
        yield _Resource(node if certain else unreadable(node.path, Doubt.EXPRESSION), kind, cluster)
        if kind == _DEPLOYMENT:
            yield from _resources_of(node.at(("properties", "template")), "", "")
        elif isinstance(node.value, dict) and "resources" in map(str.lower, node.value):
            yield from _resources_of(node, kind, inside)


def _entries_of_either(resources: Node) -> Iterator[Node]:
    """Yield resources that stand in a list, or by symbolic name in a mapping (language version 2.0)."""
    if isinstance(resources.value, dict):
        for key, value in resources.value.items():
            yield node_of(value, f"{resources.path}.{key}")
    elif isinstance(resources.value, list):
        yield from resources.entries()


def _is_owned(part: _Resource, cluster: Node, *, alone: bool) -> bool | None:
    """Return whether a resource belongs to this cluster of its template; None where the file does not tell."""
    if part.inside:
        return part.inside == cluster.path
    mine, owner = _raw(cluster, "name"), _raw(part.node, "scope") or _raw(part.node, "name")
    if not is_expression(mine) and not is_expression(owner) and owner:
        return mine.lower() in owner.lower().split("/")
    shared = {name.lower() for name in _PARAMETER.findall(mine)} & {
        name.lower() for name in _PARAMETER.findall(owner)
    }
    return True if alone or shared else None
