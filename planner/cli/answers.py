"""Command line options into answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from planner.catalog.model import Catalog
from planner.catalog.strict_yaml import MAX_BYTES
from planner.domain.problem import FileProblem
from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy, OutboundType
from planner.domain.request import PlanDocument
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.planning.inbound import REMEDIES, affected_services
from planner.planning.situation import ProfileError, situation
from planner.session.plan_file import read_plan
from planner.session.problems import problems_of
from planner.session.session import empty_document

_INBOUND = re.compile(
    r"(?P<name>.+):(?P<exposure>public|internal):(?P<protocol>TCP|UDP):(?P<port>[0-9]{1,5})(?::(?P<ip>[^:]+))?",
    re.DOTALL,
)
_PORTS = range(1, 65536)


def read_plan_file(path: Path) -> PlanDocument:
    """Read a plan file from a disk.

    Raises:
        FileProblem: it is not there, too large, or not a plan.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileProblem(str(path), 0, _TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileProblem(
            str(path),
            0,
            Text(
                f"the file cannot be read ({reason}). Check its name.",
                f"无法读取文件（{reason}），请检查文件名。",
            ),
        ) from error
    return read_plan(content, str(path))


def answered_document(
    base: PlanDocument | None, options: Mapping[str, Any], catalog: Catalog
) -> PlanDocument:
    """Return ``base`` (or an empty plan) with the options that were given.

    Raises:
        ProfileError: a name is unknown, a feature is not offered there, or an address cannot be read.
    """
    document = base or empty_document(catalog)
    given = {name: value for name, value in options.items() if value not in (None, ())}
    profile = replace(document.profile, **_fields(given))
    document = replace(document, profile=profile, answered=document.answered | frozenset(_fields(given)))
    remedy = given.get("remedy", "")
    if remedy:
        document = replace(document, profile=_with_remedy(profile, remedy))
    if base is None:
        check(document.profile, catalog)
    for feature, reason in situation(document.profile, catalog).withheld if "features" in given else ():
        if feature.id in given["features"]:
            raise ProfileError(
                Text(
                    f"{feature.id} is not offered here. {reason.en}", f"{feature.id} 在此不可用。{reason.zh}"
                )
            )
    return document


def check(profile: ClusterProfile, catalog: Catalog) -> None:
    """Refuse a profile that no file can be written for.

    Raises:
        ProfileError: no region, an unknown name, or an address that cannot be read.
    """
    situation(profile, catalog)
    blocking = next((problem for problem in problems_of(profile, catalog) if problem.blocks), None)
    if blocking is not None:
        raise ProfileError(blocking.message)


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in given.items() if name != "remedy"}
    if "features" in fields:
        fields["features"] = tuple(dict.fromkeys(fields["features"]))
    if "azure_monitor_by" in fields:
        fields["azure_monitor_by"] = MonitorBy(fields["azure_monitor_by"])
    if "outbound_type" in fields:
        fields["outbound_type"] = OutboundType(fields["outbound_type"])
    return fields


def _with_remedy(profile: ClusterProfile, remedy: str) -> ClusterProfile:
    affected = affected_services(profile)
    if not affected:
        raise ProfileError(_NOTHING_TO_MEND)
    services = tuple(
        replace(entry, remedy=remedy) if entry in affected else entry for entry in profile.inbound
    )
    return replace(profile, inbound=services)


class InboundType(click.ParamType[InboundService]):
    """``NAME:public|internal:TCP|UDP:PORT[:BACKEND_IP]``."""

    name = "inbound"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> InboundService:
        """Read one inbound service."""
        found = _INBOUND.fullmatch(str(value))
        if found is None or int(found["port"]) not in _PORTS:
            self.fail(f"{value!r} is not NAME:public|internal:TCP|UDP:PORT[:BACKEND_IP]", param, ctx)
        return InboundService(
            name=found["name"],
            exposure=Exposure(found["exposure"]),
            protocol=Protocol(found["protocol"]),
            port=int(found["port"]),
            backend_ip=found["ip"] or "",
        )


REMEDY_TYPE = click.Choice(REMEDIES)

_NOTHING_TO_MEND = Text(
    "--remedy mends asymmetric routing, and no service of this plan has it. Leave --remedy away, or add "
    "a public service with --inbound.",
    "--remedy 用于修复非对称路由，而本方案中没有受影响的服务。请去掉 --remedy，或用 --inbound 添加公共服务。",
)
_TOO_LARGE = Text(
    "the file is larger than 4 MB; no plan file is. Choose another file.",
    "文件超过 4 MB，不是方案文件。请选择其他文件。",
)
