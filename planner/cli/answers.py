"""Command line options into answers; whether the answers can be is asked in `planner.cli.checking`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from planner.catalog.model import Catalog
from planner.domain.profile import ClusterProfile, Exposure, InboundService, MonitorBy, OutboundType
from planner.domain.request import PlanDocument
from planner.domain.service import Protocol
from planner.planning.inbound import REMEDIES, affected_services
from planner.session.session import empty_document

REMEDY = "remedy"
WITHOUT_FEATURE = "without_feature"
_NO_FIELDS = {REMEDY, WITHOUT_FEATURE}
LISTS_OF_FEATURES = ("features", "vault_certificates")
_INBOUND = re.compile(
    r"(?P<name>.+):(?P<exposure>public|internal):(?P<protocol>TCP|UDP):(?P<port>[0-9]{1,5})(?::(?P<ip>[^:]+))?",
    re.DOTALL,
)
_PORTS = range(1, 65536)


def given_answers(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given, by the profile's field names, as the profile's types."""
    given: dict[str, Any] = {
        name: _whole(value) for name, value in options.items() if value not in (None, ())
    }
    if "azure_monitor_by" in given:
        given["azure_monitor_by"] = MonitorBy(given["azure_monitor_by"])
    if "outbound_type" in given:
        given["outbound_type"] = OutboundType(given["outbound_type"])
    return given


def merged_document(base: PlanDocument | None, given: Mapping[str, Any], catalog: Catalog) -> PlanDocument:
    """Return ``base`` (or an empty plan) with the given answers; whether they can be is not asked here.

    Features are added to those of ``base`` or taken out; everything else takes the place of what ``base`` says.
    """
    document = base or empty_document(catalog)
    profile = document.profile
    fields = {name: value for name, value in given.items() if name not in _NO_FIELDS}
    for name in LISTS_OF_FEATURES:
        listed = dict.fromkeys((*getattr(profile, name), *given.get(name, ())))
        fields[name] = tuple(entry for entry in listed if entry not in given.get(WITHOUT_FEATURE, ()))
    profile = replace(profile, **fields)
    if remedy := given.get(REMEDY):
        profile = _with_remedy(profile, remedy)
    return replace(document, profile=profile, answered=document.answered | _answered(given))


def _answered(given: Mapping[str, Any]) -> frozenset[str]:
    names = set(given) - _NO_FIELDS
    return frozenset(names | {"features"}) if WITHOUT_FEATURE in given else frozenset(names)


def _whole(value: object) -> object:
    """Return a text without halves of characters, which a command line that is not UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return tuple(map(_whole, value)) if isinstance(value, tuple) else value


def _with_remedy(profile: ClusterProfile, remedy: str) -> ClusterProfile:
    affected = affected_services(profile)
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
            self.fail(
                f"{str(value)[:80]!r} is not NAME:public|internal:TCP|UDP:PORT[:BACKEND_IP]", param, ctx
            )
        return InboundService(
            name=found["name"],
            exposure=Exposure(found["exposure"]),
            protocol=Protocol(found["protocol"]),
            port=int(found["port"]),
            backend_ip=found["ip"] or "",
        )


REMEDY_TYPE = click.Choice(REMEDIES)
