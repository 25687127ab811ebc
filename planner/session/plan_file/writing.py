"""Writing a plan file, format 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import yaml

from planner.catalog.model import Catalog
from planner.domain.approval import Approval
from planner.domain.cluster import InboundService
from planner.domain.fact import UNKNOWN
from planner.domain.request import ChangeRequest, Request
from planner.session.plan_file.facts_in_file import placed

FORMAT = 2
_LINE_WIDTH = 110
_INDENT = 2


_AT_A_TIME = 50
"""Services that are written in one go: libyaml lets no other thread work until it returns."""


def write_plan(request: Request, catalog: Catalog) -> bytes:
    """Return the plan file of a request, UTF-8; equal requests give equal bytes.

    Each fact that is not known stands there as ``unknown``, so that whoever reads the file sees the question.
    """
    return as_yaml(plan_content(request, catalog))


def as_yaml(content: Mapping[str, Any]) -> bytes:
    """Return the plan file that holds `plan_content`, UTF-8."""
    parts = []
    for key, value in content.items():
        if key == "traffic":
            facts = {name: entry for name, entry in value.items() if name != "inbound"}
            parts.append(_dump({key: facts}) if facts else f"{key}:\n")
            parts.append(_dumped_services(value["inbound"]))
        else:
            parts.append(_dump({key: value}))
    return "".join(parts).encode("utf-8")


def plan_content(request: Request, catalog: Catalog) -> dict[str, Any]:
    """Return what a plan file says, as plain data in the file's order."""
    cluster = request.cluster
    facts = placed((fact, request.known(fact)) for fact in catalog.facts)
    features = facts.get("features", {})
    answers = features.pop("answers", {})
    data: dict[str, Any] = {
        "format": FORMAT,
        "cluster": {
            "name": cluster.name,
            "cloud": cluster.cloud,
            "region": cluster.region,
            "edition": cluster.edition,
            **facts.get("cluster", {}),
        },
        "features": {
            "on": list(cluster.features),
            **({"unknown": list(cluster.unknown_features)} if cluster.unknown_features else {}),
            **features,
            "answers": {
                feature: given
                for feature, given in answers.items()
                if feature in cluster.features or any(value != UNKNOWN for value in given.values())
            },
        },
        "traffic": {**facts.get("traffic", {}), "inbound": list(map(_service, cluster.inbound))},
        "firewall": facts.get("firewall", {}),
        "omissions": [
            {"rule": entry.rule_id, "reason": entry.reason, "destination": entry.destination}
            for entry in request.omissions
        ],
        "change_request": _change_request(request),
        **({"approvals": list(map(_approval, request.approvals))} if request.approvals else {}),
    }
    return {key: _plain(value) for key, value in data.items()}


def _dumped_services(services: list[Any]) -> str:
    """Return the last entry of ``traffic``: the services, set in under its key."""
    if not services:
        return "  inbound: []\n"
    parts = ["  inbound:\n"]
    for first in range(0, len(services), _AT_A_TIME):
        written = _dump(services[first : first + _AT_A_TIME], _LINE_WIDTH - _INDENT)
        parts.extend(
            f"{' ' * _INDENT if line else ''}{line}\n" for line in written.removesuffix("\n").split("\n")
        )
    return "".join(parts)


def _change_request(request: Request) -> dict[str, str]:
    """Return the fields that somebody wrote or cleared; the planner suggests words for the others."""
    values = {field.name: getattr(request.change_request, field.name) for field in fields(ChangeRequest)}
    untouched = ChangeRequest()
    return {
        name: value
        for name, value in values.items()
        if name in request.written or value != getattr(untouched, name)
    }


def _approval(entry: Approval) -> dict[str, str]:
    """Return a decision; what was left empty is not written."""
    values = {field.name: str(getattr(entry, field.name)) for field in fields(Approval)}
    renamed = {"rule": values.pop("rule_id"), **values}
    return {name: value for name, value in renamed.items() if value}


def _service(service: InboundService) -> dict[str, Any]:
    return {field.name: getattr(service, field.name) for field in fields(InboundService)}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        # Half a surrogate pair (from a command line that is not UTF-8) is no character that a file can hold.
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return value


def _dump(data: object, width: int = _LINE_WIDTH) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        data, Dumper=_without_aliases(dumper), sort_keys=False, allow_unicode=True, width=width
    )
    return text


def _without_aliases(dumper: type[Any]) -> type[Any]:
    """Return a dumper that writes equal values out instead of pointing at the first (the reader refuses aliases)."""
    return type("PlanDumper", (dumper,), {"ignore_aliases": lambda self, data: True})
