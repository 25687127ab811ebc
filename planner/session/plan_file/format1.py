"""Format 1 of the plan file, as the planner wrote it until 2026-11: one cluster with its firewall, and defaults.

Its values were defaults unless ``answered`` names them or they differ from the default: what nobody answered is not
known, whatever the file says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Literal

import msgspec

from planner.catalog.model import Catalog
from planner.catalog.shaping import shape, unknown_word
from planner.catalog.strict_yaml import Path, YamlFile
from planner.domain.cluster import Cluster
from planner.domain.fact import Known
from planner.domain.omission import Omission
from planner.domain.problem import FileProblem
from planner.domain.request import ChangeRequest, Request
from planner.session.plan_file.records import ChangeRequestRecord, InboundRecord, Record, check_ports

FORMAT = 1


class _Cluster(Record, frozen=True, kw_only=True):
    name: str = ""
    cloud: str = "AzureCloud"
    region: str = ""
    edition: str = ""
    private_cluster: bool = False
    konnectivity: bool = True
    nodes_before_march_2021: bool = False
    pods_call_api_server: bool = False
    api_server_ip: str = ""
    custom_dns: list[str] = msgspec.field(default_factory=list)
    node_subnets: list[str] = msgspec.field(default_factory=list)


class _Features(Record, frozen=True, kw_only=True):
    on: list[str] = msgspec.field(default_factory=list)
    vault_certificates: list[str] = msgspec.field(default_factory=list)
    azure_monitor_by: Literal["hosts", "tag"] = "hosts"


class _Traffic(Record, frozen=True, kw_only=True):
    outbound_type: Literal[
        "loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting", "none", "block"
    ] = "userDefinedRouting"
    default_route_to_firewall: bool | None = None
    firewall_private_ip: str = ""
    firewall_public_ip: str = ""
    firewall_nat_gateway_ip: str = ""
    inbound: list[InboundRecord] = msgspec.field(default_factory=list)


class _Decision(Record, frozen=True, kw_only=True):
    rule: str
    verdict: Literal["include", "leave_out"]
    reason: str = ""
    destination: str = ""


class _PlanFile(Record, frozen=True, kw_only=True):
    format: int
    cluster: _Cluster = _Cluster()
    features: _Features = _Features()
    traffic: _Traffic = _Traffic()
    decisions: list[_Decision] = msgspec.field(default_factory=list)
    change_request: ChangeRequestRecord = ChangeRequestRecord()
    answered: list[str] = msgspec.field(default_factory=list)


_RENAMED = {"firewall_public_ip": "firewall_public_ips", "firewall_nat_gateway_ip": "firewall_nat_gateway"}
"""Keys whose fact has another id since format 2, which holds lists of them."""

_FACTS: Mapping[str, Path] = {
    **{
        name: ("cluster", name)
        for name in _Cluster.__struct_fields__
        if name not in ("name", "cloud", "region", "edition")
    },
    "azure_monitor_by": ("features", "azure_monitor_by"),
    **{name: ("traffic", name) for name in _Traffic.__struct_fields__ if name != "inbound"},
}

PLACES: Mapping[str, Path] = {
    **{field: ("cluster", field) for field in ("name", "cloud", "region", "edition")},
    **{_RENAMED.get(name, name): path for name, path in _FACTS.items()},
    "features": ("features", "on"),
    "inbound": ("traffic", "inbound"),
}
"""Where each field of a cluster and each fact stands in a file of this format."""

_VAULT = "vault_certificates"


def request_of(file: YamlFile, catalog: Catalog) -> Request:
    """Return the request that a file of format 1 holds.

    Raises:
        FileProblem: an unknown key, a wrong type, a port that cannot be; with the line.
    """
    record = shape(file, _PlanFile)
    services = record.traffic.inbound
    lines = [file.line_of(("traffic", "inbound", index, "port")) for index in range(len(services))]
    check_ports([service.port for service in services], file.name, lines)
    _check_answered(file, record)
    _check_vaults(file, record, catalog)
    cluster = record.cluster
    written = frozenset(record.answered) & {field.name for field in fields(ChangeRequest)}
    request = Request(
        cluster=Cluster(
            name=cluster.name,
            cloud=cluster.cloud,
            region=cluster.region,
            edition=cluster.edition,
            features=tuple(record.features.on),
            inbound=tuple(service.service() for service in services),
        ),
        omissions=tuple(
            Omission(entry.rule, entry.reason, entry.destination)
            for entry in record.decisions
            if entry.verdict == "leave_out"
        ),
        change_request=record.change_request.change_request(),
        written=written,
    )
    known = _known(record)
    return request.with_facts((fact, known[fact.id]) for fact in catalog.facts if fact.id in known)


def _known(record: _PlanFile) -> dict[str, Known]:
    sections = {"cluster": record.cluster, "features": record.features, "traffic": record.traffic}
    defaults = {"cluster": _Cluster(), "features": _Features(), "traffic": _Traffic()}
    known: dict[str, Known] = {}
    for name, (section, key) in _FACTS.items():
        value = getattr(sections[str(section)], str(key))
        if value is None or (
            name not in record.answered and value == getattr(defaults[str(section)], str(key))
        ):
            continue
        if name in _RENAMED:
            known[_RENAMED[name]] = (value,) if value else ()
        else:
            known[name] = tuple(value) if isinstance(value, list) else value
    for feature in record.features.on if _VAULT in record.answered else record.features.vault_certificates:
        known[f"{feature}.{_VAULT}"] = feature in record.features.vault_certificates
    return known


def _check_answered(file: YamlFile, record: _PlanFile) -> None:
    names = {*PLACES, *_FACTS, _VAULT, *(field.name for field in fields(ChangeRequest))}
    for index, answer in enumerate(record.answered):
        if answer not in names:
            line = file.line_of(("answered", index))
            raise FileProblem(file.name, line, unknown_word(answer, sorted(names), "answer"))


def _check_vaults(file: YamlFile, record: _PlanFile, catalog: Catalog) -> None:
    with_vault = [feature.id for feature in catalog.features if feature.brings]
    for index, feature in enumerate(record.features.vault_certificates):
        if feature not in with_vault:
            line = file.line_of(("features", _VAULT, index))
            message = unknown_word(feature, with_vault, "feature with certificates in Key Vault")
            raise FileProblem(file.name, line, message)
