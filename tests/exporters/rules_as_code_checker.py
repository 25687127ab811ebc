"""The public tools' own check of a rules-as-code CSV, rebuilt in Python from its behaviour.

The original is Test-FirewallRulesCsv.ps1 of awood-ops/AzureFirewallRulesAsCode (a PowerShell script). It
looks at every row; ``problems`` returns one sentence for each thing that it would call an error.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

Row = dict[str, str]
REQUIRED = (
    "RuleCollectionGroup", "RuleCollectionGroupPriority", "RuleCollectionName", "RuleCollectionPriority",
    "RuleCollectionAction", "RuleCollectionType", "RuleType", "RuleName",
)  # fmt: skip
ALLOWED = {
    "RuleType": ("ApplicationRule", "NetworkRule", "NatRule"),
    "RuleCollectionAction": ("Allow", "Deny"),
    "RuleCollectionType": ("FirewallPolicyFilterRuleCollection", "FirewallPolicyNatRuleCollection"),
    "SourceType": ("SourceAddresses", "SourceIpGroups"),
    "DestinationType": ("TargetFqdns", "DestinationAddresses", "DestinationFqdns", "DestinationIpGroups"),
}
PROTOCOLS = ("Http", "Https", "Mssql", "TCP", "UDP", "ICMP", "Any")
LABEL = r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"


def problems(content: bytes) -> list[str]:
    """Return what the tools' check would refuse; empty when it passes."""
    text = content.decode("utf-8")
    found = [
        f"line {n}: unbalanced quotes" for n, line in enumerate(text.splitlines(), 1) if line.count('"') % 2
    ]
    if found:
        return found
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    if not rows:
        return ["the file is empty"]
    missing = [f"missing column {name}" for name in REQUIRED if name not in rows[0]]
    return missing or [
        *_priorities(rows),
        *(f"{row['RuleName']}: {said}" for row in rows for said in _row(row)),
    ]


def _priorities(rows: list[Row]) -> Iterator[str]:
    groups: dict[str, set[str]] = defaultdict(set)
    collections: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        group = row["RuleCollectionGroup"]
        groups[group].add(row["RuleCollectionGroupPriority"])
        collections[group, row["RuleCollectionPriority"]].add(row["RuleCollectionName"])
        # A PowerShell hash table does not tell case apart.
        names[row["RuleCollectionName"], row["RuleName"].lower()] += 1
    yield from (f"group {group} has two priorities" for group, found in groups.items() if len(found) > 1)
    yield from (f"{found} share priority {key}" for key, found in collections.items() if len(found) > 1)
    yield from (f"{key} is repeated" for key, count in names.items() if count > 1)


def _row(row: Row) -> Iterator[str]:
    for column, values in ALLOWED.items():
        if row[column] and row[column] not in values:
            yield f"{column} {row[column]!r} is none of {values}"
    for column in ("RuleCollectionGroupPriority", "RuleCollectionPriority"):
        if not row[column].isdigit() or not 100 <= int(row[column]) <= 65000:
            yield f"{column} {row[column]!r} is not from 100 to 65000"
    for column in ("Source", "Destination", "Protocols"):
        if not row[column].strip():
            yield f"{column} is missing"
    yield from _addresses(row)
    yield from _services(row)


def _addresses(row: Row) -> Iterator[str]:
    if row["SourceType"] == "SourceAddresses":
        yield from (f"source {one!r}" for one in _values(row["Source"]) if one != "*" and not _is_cidr(one))
    destinations = _values(row["Destination"])
    if row["DestinationType"] == "DestinationAddresses":
        yield from (f"destination {one!r}" for one in destinations if not _is_cidr(one))
        yield from (f"{one!r} is too broad" for one in destinations if re.search(r"/[0-7]$", one))
    if row["DestinationType"] in ("TargetFqdns", "DestinationFqdns"):
        yield from (f"host {one!r}" for one in destinations if not _is_host(one))


def _services(row: Row) -> Iterator[str]:
    protocols = _values(row["Protocols"])
    if row["RuleType"] == "ApplicationRule":
        for protocol in protocols:
            name, _, port = protocol.partition(":")
            if name not in PROTOCOLS or not _is_port(port):
                yield f"protocol {protocol!r}"
        return
    yield from (f"protocol {one!r}" for one in protocols if one not in PROTOCOLS)
    ports = _values(row["DestinationPorts"])
    if not ports:
        yield "DestinationPorts is missing"
    yield from (f"port {one!r}" for one in ports if one != "*" and not _is_port(one))


def _values(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(",") if value.strip()]


def _is_cidr(text: str) -> bool:
    address, _, prefix = text.partition("/")
    if "/" in text and not (re.fullmatch(r"\d{1,2}", prefix) and int(prefix) <= 32):
        return False
    return bool(re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", address)) and all(
        int(octet) <= 255 for octet in address.split(".")
    )


def _is_host(text: str) -> bool:
    return bool(re.fullmatch(rf"({LABEL}\.)*{LABEL}", text.removeprefix("*.")))


def _is_port(text: str) -> bool:
    return text.isdigit() and 1 <= int(text) <= 65535
