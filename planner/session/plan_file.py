"""The plan file: YAML (``format: 1``), readable in a git diff, stable in order.

Unknown keys and newer formats are refused by name and line; the file on disk stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import msgspec
import yaml

from planner.catalog.shaping import shape, unknown_word
from planner.catalog.strict_yaml import Path, YamlFile, read_yaml
from planner.domain.plan import Decision, Verdict
from planner.domain.problem import FileProblem
from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy, OutboundType
from planner.domain.request import ChangeRequest, PlanDocument
from planner.domain.service import Protocol
from planner.domain.text import Text

FORMAT = 1
_LINE_WIDTH = 110
_LONG_NUMBER = re.compile(r"[1-9][0-9]{15,}")


class _Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A mapping of the plan file."""


class _Inbound(_Record, frozen=True, kw_only=True):
    name: str
    exposure: Literal["public", "internal"]
    protocol: Literal["TCP", "UDP"]
    port: int
    backend_ip: str = ""
    internal_ip: str = ""
    remedy: str = ""


class _Cluster(_Record, frozen=True, kw_only=True):
    name: str = ""
    cloud: str = "AzureCloud"
    region: str = ""
    edition: str = ""
    private_cluster: bool = False
    konnectivity: bool = True
    nodes_before_march_2021: bool = False
    pods_call_api_server: bool = False
    api_server_ip: str = ""
    custom_dns: list[str] = []
    node_subnets: list[str] = []


class _Features(_Record, frozen=True, kw_only=True):
    on: list[str] = []
    vault_certificates: list[str] = []
    azure_monitor_by: Literal["hosts", "tag"] = "hosts"


class _Traffic(_Record, frozen=True, kw_only=True):
    outbound_type: Literal[
        "loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting", "none", "block"
    ] = "userDefinedRouting"
    default_route_to_firewall: bool | None = None
    firewall_private_ip: str = ""
    firewall_public_ip: str = ""
    firewall_nat_gateway_ip: str = ""
    inbound: list[_Inbound] = []


class _Decision(_Record, frozen=True, kw_only=True):
    rule: str
    verdict: Literal["include", "leave_out"]
    reason: str = ""
    destination: str = ""


class _Request(_Record, frozen=True, kw_only=True):
    title: str = ""
    ticket: str = ""
    requester: str = ""
    owner: str = ""
    approving_team: str = ""
    reason: str = ""
    priority: str = "Normal"
    window: str = ""
    valid_until: str = ""
    rollback: str = ""
    verification: str = ""


class _PlanFile(_Record, frozen=True, kw_only=True):
    format: int
    cluster: _Cluster = _Cluster()
    features: _Features = _Features()
    traffic: _Traffic = _Traffic()
    decisions: list[_Decision] = []
    change_request: _Request = _Request()
    answered: list[str] = []


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan document and the file it came from, so that a value that cannot be is shown on its line."""

    document: PlanDocument
    file: YamlFile

    @property
    def name(self) -> str:
        """The file's name as messages show it."""
        return self.file.name

    def line_of(self, field: str, index: int = -1, key: str = "") -> int:
        """Return the line of a profile's field, of its entry ``index`` or that entry's ``key``.

        What is not in the file has the line of what it would stand in.
        """
        path = _PATHS[field]
        if index >= 0:
            path = (*path, index, key) if key else (*path, index)
        return self.file.line_of(path)


_PATHS: Mapping[str, Path] = {
    **{field: ("cluster", field) for field in _Cluster.__struct_fields__},
    **{field: ("traffic", field) for field in _Traffic.__struct_fields__},
    "features": ("features", "on"),
    "vault_certificates": ("features", "vault_certificates"),
    "azure_monitor_by": ("features", "azure_monitor_by"),
}


def read_plan(content: bytes, name: str) -> PlanDocument:
    """Read a plan file's document; refuses what `read_source` refuses."""
    return read_source(content, name).document


def read_source(content: bytes, name: str) -> PlanSource:
    """Read a plan file, and remember where everything stands in it.

    Raises:
        FileProblem: not YAML as the planner writes it, a newer format, an unknown key, a wrong type,
            a port outside 1 to 65535; with the line. Nothing of such a file is used.
    """
    file = read_yaml(content, name)
    _check_format(file)
    record = shape(file, _PlanFile)
    for index, service in enumerate(record.traffic.inbound):
        if not 1 <= service.port <= 65535:
            line = file.line_of(("traffic", "inbound", index, "port"))
            raise FileProblem(name, line, _PORT_RANGE)
    known = {field.name for kind in (ClusterProfile, ChangeRequest) for field in fields(kind)}
    for index, answer in enumerate(record.answered):
        if answer not in known:
            raise FileProblem(
                name, file.line_of(("answered", index)), unknown_word(answer, sorted(known), "answer")
            )
    return PlanSource(_document(record), file)


def _check_format(file: YamlFile) -> None:
    data = file.data
    if not isinstance(data, dict) or "format" not in data:
        raise FileProblem(file.name, 1, _NOT_A_PLAN)
    found = data["format"]
    # A number too long to be read as one is text here, and newer all the same.
    number = isinstance(found, int) and not isinstance(found, bool)
    if not number and not (isinstance(found, str) and _LONG_NUMBER.fullmatch(found)):
        raise FileProblem(file.name, file.line_of(("format",)), _NO_FORMAT)
    if isinstance(found, int) and found < FORMAT:
        raise FileProblem(file.name, file.line_of(("format",)), _NO_FORMAT)
    if found != FORMAT:
        shown = str(found)[:40]
        english = f"has format {shown}; this planner reads format {FORMAT}. Update the planner. The file is unchanged."
        chinese = f"的格式为 {shown}，当前程序只能读取格式 {FORMAT}。请更新程序。文件未改动。"
        raise FileProblem("", 0, Text(f"{file.name} {english}", f"{file.name} {chinese}"))


def _document(record: _PlanFile) -> PlanDocument:
    cluster, features, traffic = record.cluster, record.features, record.traffic
    profile = ClusterProfile(
        name=cluster.name,
        cloud=cluster.cloud,
        region=cluster.region,
        edition=cluster.edition,
        features=tuple(features.on),
        vault_certificates=tuple(features.vault_certificates),
        private_cluster=cluster.private_cluster,
        konnectivity=cluster.konnectivity,
        nodes_before_march_2021=cluster.nodes_before_march_2021,
        pods_call_api_server=cluster.pods_call_api_server,
        api_server_ip=cluster.api_server_ip,
        custom_dns=tuple(cluster.custom_dns),
        node_subnets=tuple(cluster.node_subnets),
        azure_monitor_by=MonitorBy(features.azure_monitor_by),
        outbound_type=OutboundType(traffic.outbound_type),
        default_route_to_firewall=traffic.default_route_to_firewall,
        firewall_private_ip=traffic.firewall_private_ip,
        firewall_public_ip=traffic.firewall_public_ip,
        firewall_nat_gateway_ip=traffic.firewall_nat_gateway_ip,
        inbound=tuple(map(_service, traffic.inbound)),
    )
    return PlanDocument(
        profile=profile,
        answered=frozenset(record.answered),
        decisions=tuple(
            Decision(entry.rule, Verdict(entry.verdict), entry.reason, entry.destination)
            for entry in record.decisions
        ),
        request=ChangeRequest(**msgspec.structs.asdict(record.change_request)),
    )


def _service(record: _Inbound) -> InboundService:
    return InboundService(
        name=record.name,
        exposure=Exposure(record.exposure),
        protocol=Protocol(record.protocol),
        port=record.port,
        backend_ip=record.backend_ip,
        internal_ip=record.internal_ip,
        remedy=record.remedy,
    )


def write_plan(document: PlanDocument) -> bytes:
    """Return the plan file of a document, UTF-8; equal documents give equal bytes."""
    profile = document.profile
    data: dict[str, Any] = {
        "format": FORMAT,
        "cluster": {name: _plain(getattr(profile, name)) for name in _Cluster.__struct_fields__},
        "features": {
            "on": _plain(profile.features),
            "vault_certificates": _plain(profile.vault_certificates),
            "azure_monitor_by": profile.azure_monitor_by.value,
        },
        "traffic": {name: _plain(getattr(profile, name)) for name in _Traffic.__struct_fields__},
        "decisions": [
            {
                "rule": _plain(entry.rule_id),
                "verdict": entry.verdict.value,
                "reason": _plain(entry.comment),
                "destination": _plain(entry.destination),
            }
            for entry in document.decisions
        ],
        "change_request": {
            field.name: _plain(getattr(document.request, field.name)) for field in fields(ChangeRequest)
        },
        "answered": sorted(document.answered),
    }
    return _dump(data)


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "rule": _plain(decision.rule_id),
        "verdict": decision.verdict.value,
        "reason": _plain(decision.comment),
        "destination": _plain(decision.destination),
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, InboundService):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(InboundService)}
    if isinstance(value, str):
        # Half a surrogate pair (from a command line that is not UTF-8) is no character that a file can hold.
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return value


def _dump(data: dict[str, Any]) -> bytes:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        data, Dumper=_without_aliases(dumper), sort_keys=False, allow_unicode=True, width=_LINE_WIDTH
    )
    return text.encode("utf-8")


def _without_aliases(dumper: type[Any]) -> type[Any]:
    """Return a dumper that writes equal values out instead of pointing at the first (the reader refuses aliases)."""
    return type("PlanDumper", (dumper,), {"ignore_aliases": lambda self, data: True})


_NOT_A_PLAN = Text(
    'this is no plan file: it does not start with "format: 1". Choose a file that the planner saved.',
    "不是方案文件：缺少“format: 1”。请选择由本程序保存的文件。",
)
_NO_FORMAT = Text(
    '"format" holds no format of a plan file; it is "format: 1". Choose a file that the planner saved.',
    "“format”的值不是方案文件的格式，应为“format: 1”。请选择由本程序保存的文件。",
)
_PORT_RANGE = Text("a port is a number from 1 to 65535.", "端口应为 1 到 65535 的数字。")
