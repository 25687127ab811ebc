"""Command line options into answers; whether the answers can be is asked in `planner.cli.checking`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from planner.catalog.model import Catalog
from planner.cli.fact_options import given_facts, unknown_features
from planner.cli.misuse import Misuse
from planner.domain.cluster import Exposure, InboundService
from planner.domain.fact import UNKNOWN
from planner.domain.request import Request
from planner.domain.service import Protocol
from planner.domain.text import Text
from planner.planning.facts import settled_facts
from planner.planning.path import REMEDIES, intended_path
from planner.session.addresses import readable
from planner.session.problems import collapsed
from planner.session.session import empty_request, with_answers

REMEDY = "remedy"
WITHOUT_FEATURE = "without_feature"
FEATURES = "features"
UNKNOWN_FEATURES = "unknown_features"
_CLUSTER_OPTIONS = ("name", "cloud", "region", "edition", FEATURES, "inbound", REMEDY, WITHOUT_FEATURE)
_ON, _OFF, _NOT_KNOWN = Text("on", "已启用"), Text("off", "未启用"), Text("not known", "未知")
_TWO_ANSWERS = Text(
    "{feature} is said to be {one} and {other}. Leave one of the two away.",
    "{feature} 同时标为{one}和{other}。请去掉其中一个。",
)
_PLACE = ("name", "cloud", "region", "edition")
_INBOUND = re.compile(
    r"(?P<name>.+):(?P<exposure>public|internal):(?P<protocol>TCP|UDP):(?P<port>[0-9]{1,5})(?::(?P<ip>[^:]+))?",
    re.DOTALL,
)
_PORTS = range(1, 65536)


def given_answers(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given: fields of a cluster, facts by their ids, and what is done to them.

    Raises:
        click.UsageError: two options contradict each other.
    """
    given = {name: options[name] for name in _CLUSTER_OPTIONS if options.get(name) not in (None, ())}
    given |= {name: "" for name in _PLACE if given.get(name) == UNKNOWN}
    if doubtful := unknown_features(options):
        given[UNKNOWN_FEATURES] = doubtful
    _refuse_contradictions(given)
    return {name: _whole(value) for name, value in {**given, **given_facts(options)}.items()}


def _refuse_contradictions(given: Mapping[str, Any]) -> None:
    """Refuse a feature that is said to be two of on, off and not known.

    Raises:
        click.UsageError: there is one.
    """
    words = {FEATURES: _ON, WITHOUT_FEATURE: _OFF, UNKNOWN_FEATURES: _NOT_KNOWN}
    said: dict[str, Text] = {}
    for option, word in words.items():
        for feature in given.get(option, ()):
            if said.setdefault(feature, word) != word:
                raise Misuse(_TWO_ANSWERS.filled(feature=feature, one=said[feature], other=word))


def merged_request(base: Request | None, given: Mapping[str, Any], catalog: Catalog) -> Request:
    """Return ``base`` (or an empty plan) with the given answers; whether they can be is not asked here.

    Features are added to those of ``base`` or taken out; everything else takes the place of what ``base`` says.
    """
    request = base or empty_request(catalog)
    answers = {name: value for name, value in given.items() if name not in (REMEDY, WITHOUT_FEATURE)}
    added, off, doubtful = (given.get(name, ()) for name in (FEATURES, WITHOUT_FEATURE, UNKNOWN_FEATURES))
    listed = collapsed((*request.cluster.features, *added), catalog)
    answers[FEATURES] = tuple(entry for entry in listed if entry not in (*off, *doubtful))
    open_ones = collapsed((*request.cluster.unknown_features, *doubtful), catalog)
    answers[UNKNOWN_FEATURES] = tuple(entry for entry in open_ones if entry not in (*off, *added))
    request = with_answers(request, catalog, answers)
    remedy = given.get(REMEDY)
    return _with_remedy(request, remedy, catalog) if remedy else request


def _whole(value: object) -> object:
    """Return a text without halves of characters, which a command line that is not UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return tuple(map(_whole, value)) if isinstance(value, tuple) else value


def has_asymmetric_service(request: Request, catalog: Catalog) -> bool:
    """Whether a service of the request would lose its answers without a remedy."""
    return any(_asymmetric(request, catalog))


def _asymmetric(request: Request, catalog: Catalog) -> list[bool]:
    plain = readable(request, catalog)
    facts = settled_facts(plain, catalog.facts)
    return [entry.asymmetric for entry in intended_path(plain.cluster, plain.firewall, facts).services]


def _with_remedy(request: Request, remedy: str, catalog: Catalog) -> Request:
    services = tuple(
        replace(service, remedy=remedy) if asymmetric else service
        for service, asymmetric in zip(request.cluster.inbound, _asymmetric(request, catalog), strict=True)
    )
    return replace(request, cluster=replace(request.cluster, inbound=services))


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
