"""A rule collection group as lines of text, the same from the plan and from what Azure answers.

The script ``azure-cli`` compares what is there with what is wanted line by line. The Azure CLI makes the lines of
what is there from Azure's answer by its own query language (JMESPath); `group_rows` makes those of the plan. A line
is ``<collection>/<rule>: <content> # ["<description>"]``, or ``<collection>: <content>`` for the collection itself.
Every text that a person may have typed into Azure is written as JSON in ASCII, so no line has a break in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from planner.domain.firewall_policy import RuleCollectionGroup
from planner.exporters.azure.json_form import Json, Members, group_properties

_LISTS = (
    ("from", "sourceAddresses"),
    ("from-groups", "sourceIpGroups"),
    ("to-hosts", "targetFqdns"),
    ("to-tags", "fqdnTags"),
    ("to", "destinationAddresses"),
    ("to-names", "destinationFqdns"),
    ("to-groups", "destinationIpGroups"),
    ("to-urls", "targetUrls"),
    ("to-categories", "webCategories"),
    ("by", "ipProtocols"),
    ("ports", "destinationPorts"),
)
_TEXTS = (
    ("translated-to", "translatedAddress"),
    ("translated-to-host", "translatedFqdn"),
    ("translated-port", "translatedPort"),
)


def rows_query() -> str:
    """Return the query that makes the lines of a group from Azure's answer, without a blank or a backtick to quote."""
    parts = ", ".join(("'rule'", "join('', [name, ':'])", "ruleType", *_rule_parts(), "'#'"))
    rule = f"join(' ', [{parts}, to_string([description || ''])][?@ != ''])"
    head = (
        "join(' ', ['collection', join('', [name, ':']), 'priority', to_string(priority),"
        " to_string(action.type), to_string(ruleCollectionType)])"
    )
    return f"properties.ruleCollections[].[{head}, rules[].{rule}] | [] | [] | [?@]"


def _rule_parts() -> Iterator[str]:
    for label, member in _LISTS:
        yield f"({member} && join(' ', ['{label}', join(',', sort({member}))]) || '')"
    protocols = "protocols[].join(':', [protocolType, to_string(port)])"
    yield f"(protocols && join(' ', ['by', join(',', sort({protocols}))]) || '')"
    for label, member in _TEXTS:
        yield f"({member} && join(' ', ['{label}', {member}]) || '')"
    yield "(terminateTLS && 'tls-inspected' || '')"
    yield "(httpHeadersToInsert && join(' ', ['headers', to_string(httpHeadersToInsert)]) || '')"


def group_rows(group: RuleCollectionGroup | None) -> tuple[str, ...]:
    """Return the lines of the plan's group, none where there is none."""
    return () if group is None else tuple(_rows(group_properties(group)))


def contents(rows: Sequence[str]) -> tuple[str, ...]:
    """Return what rules open, without their names and descriptions; collections are none."""
    rules = (row.split(": ", 1)[1].split(" # ", 1)[0] for row in rows if "/" in row.split(": ", 1)[0])
    return tuple(dict.fromkeys(rules))


def _rows(properties: Members) -> Iterator[str]:
    for collection in _members(properties["ruleCollections"]):
        name = collection["name"]
        action = _mapping(collection["action"])["type"]
        kind = collection["ruleCollectionType"]
        yield f"{name}: priority {collection['priority']} {action} {kind}"
        for rule in _members(collection["rules"]):
            said = json.dumps([rule["description"]], separators=(",", ":"))
            yield f"{name}/{rule['name']}: {' '.join(_parts(rule))} # {said}"


def _parts(rule: Mapping[str, Json]) -> Iterator[str]:
    yield str(rule["ruleType"])
    for label, member in _LISTS:
        if listed := _texts(rule.get(member, ())):
            yield f"{label} {','.join(sorted(listed))}"
    if protocols := _members(rule.get("protocols", ())):
        named = sorted(f"{entry['protocolType']}:{entry['port']}" for entry in protocols)
        yield f"by {','.join(named)}"
    for label, member in _TEXTS:
        if text := rule.get(member):
            yield f"{label} {text}"


def _members(value: Json) -> list[Mapping[str, Json]]:
    return [_mapping(entry) for entry in value] if isinstance(value, Sequence) else []


def _mapping(value: object) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _texts(value: Json) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, Sequence) else []
