"""The target ``checkpoint``: a bash script with mgmt_cli for a Check Point management server (R80.10 or later).

A domain object's name is the domain itself and one object serves all rules, so the script takes one that is
there only if it means the same, and its rollback leaves one that somebody else made or still uses.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.export import ExportResult, Notice
from planner.domain.text import Text
from planner.exporters import vendor_words as words
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.checkpoint_words import (
    DOMAIN_DIFFERS,
    DOMAIN_KEPT,
    LABEL,
    PRODUCT,
    PUBLISHED,
    SCRIPT,
    SUMMARY,
    WILDCARD_ELSEWHERE,
    WILDCARD_OPENS_APEX,
)
from planner.exporters.templates import Filter, render
from planner.exporters.vendor_bundles import Bundle, bundles, chunks, cluster_prefix, object_names
from planner.exporters.vendor_comments import bundle_comment, object_comments
from planner.exporters.vendor_files import head, rollback_head, text_file
from planner.exporters.vendor_lines import ANY_SOURCE, Abilities, Judged, Permit, Port, judged, permit_of

NAME_LIMIT = 100
MARKER = "aks-egress-planner"
"""Stands in the comment of a domain object that a script of this planner made."""

GROUP_SIZE = 100
"""Members of one network group, and host names of one rule: an argument list stays short."""


@dataclass(frozen=True, slots=True)
class _Network:
    """A host (mask length 32) or a network by its name; ``comment`` names the lines it stands for."""

    name: str
    address: str
    length: int
    comment: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """An access rule by the names of its objects."""

    name: str
    sources: Sequence[str]
    destinations: Sequence[str]
    services: Sequence[str]
    comment: str


@dataclass(frozen=True, slots=True)
class _Domain:
    """A domain object by its name: whether it takes in subdomains, and which lines it stands for."""

    name: str
    below: bool
    comment: str


@dataclass(frozen=True, slots=True)
class _Config:
    """Everything that the script makes; ``marker`` begins the comment of each domain object."""

    marker: str
    domains: Sequence[_Domain]
    networks: Sequence[_Network]
    groups: Mapping[str, Sequence[str]]
    services: Mapping[str, Port]
    rules: Sequence[_Rule]


@dataclass(frozen=True, slots=True)
class CheckpointTarget:
    """A bash script that adds objects and access rules by mgmt_cli, and one that takes them away."""

    id: str = "checkpoint"
    label: Text = LABEL
    summary: Text = SUMMARY
    group: str = TargetGroup.OTHER
    suffix: str = "checkpoint.sh"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return what Check Point cannot say or says more widely, by line, then routes and open decisions."""
        return judged(context, _abilities(self.id, context)).notices

    def export(self, context: ExportContext) -> ExportResult:
        """Return the script and its rollback."""
        judgement = judged(context, _abilities(self.id, context))
        config = _config(context, judgement)
        name, rollback = context.file_name(self.suffix), context.file_name("checkpoint.rollback.sh")
        script = render(
            "checkpoint/add.j2",
            _FILTERS,
            head=head(context, SCRIPT, judgement, rollback),
            config=config,
            differs=context.say(DOMAIN_DIFFERS),
            published=context.say(PUBLISHED),
        )
        undo = render(
            "checkpoint/delete.j2",
            _FILTERS,
            head=rollback_head(context, SCRIPT, name),
            config=config,
            mark=MARKER,
            kept=context.say(DOMAIN_KEPT),
            published=context.say(PUBLISHED),
        )
        files = (text_file(name, script, SCRIPT.media_type), text_file(rollback, undo, SCRIPT.media_type))
        return ExportResult(files, judgement.notices)


def single_quoted(text: str) -> str:
    """Return ``text`` in single quotes for bash, a quote within closed and reopened."""
    return "'" + text.replace("'", "'\\''") + "'"


def indexed(key: str, names: Sequence[str]) -> str:
    """Return mgmt_cli's way to give a list: ``members.1 'a' members.2 'b'``."""
    return " ".join(f"{key}.{number} {single_quoted(name)}" for number, name in enumerate(names, start=1))


_FILTERS: Mapping[str, Filter] = {
    "quoted": single_quoted,
    "members": lambda names: indexed("members", names),
    "sources": lambda names: indexed("source", names),
    "destinations": lambda names: indexed("destination", names),
    "services": lambda names: indexed("service", names),
    "truth": lambda value: "true" if value else "false",
    "comment": str,
}


_Key = tuple[frozenset[str], frozenset[Port]]


def _abilities(target: str, context: ExportContext) -> Abilities:
    """Return what Check Point can say of this plan: an asterisk and the name below it share one object."""
    exact: dict[str, set[_Key]] = {}
    below: dict[str, set[_Key]] = {}
    for rule in context.lines:
        permit = permit_of(rule, context)
        if isinstance(permit, Permit) and permit.host:
            held = below if permit.wildcard else exact
            held.setdefault(permit.host.removeprefix("*."), set()).add(_key(permit))

    def refuse(permit: Permit) -> words.Refusal | None:
        widened = not permit.wildcard and permit.host in below and _key(permit) not in below[permit.host]
        return WILDCARD_ELSEWHERE if widened else None

    def remark(permit: Permit) -> words.Refusal | None:
        asked_too = _key(permit) in exact.get(permit.host.removeprefix("*."), ())
        return WILDCARD_OPENS_APEX if permit.wildcard and not asked_too else None

    return Abilities(target, PRODUCT, refuse=refuse, remark=remark)


def _key(permit: Permit) -> _Key:
    return frozenset(permit.sources), frozenset(permit.ports)


def _config(context: ExportContext, judgement: Judged) -> _Config:
    prefix = cluster_prefix(context.plan.cluster.name)
    made = bundles(judgement.permits)
    texts = (text for bundle in made for text in (*bundle.sources, *bundle.prefixes) if text != ANY_SOURCE)
    networks = object_names(texts, lambda text: f"{prefix}-net-{text.replace('/', '-')}", NAME_LIMIT)
    names = object_names((bundle.slug for bundle in made), lambda slug: f"{prefix}-{slug}", NAME_LIMIT - 8)
    said = object_comments(context, judgement.permits)
    groups: dict[str, Sequence[str]] = {}
    rules: list[_Rule] = []
    for bundle in made:
        own = _groups(names[bundle.slug], [networks[text] for text in bundle.prefixes])
        groups |= own
        about = bundle_comment(context, bundle)
        rules += [
            replace(rule, comment=about)
            for rule in _rules(names[bundle.slug], prefix, bundle, networks, list(own))
        ]
    return _Config(
        marker=f"{MARKER} {prefix}",
        domains=_domains([host for bundle in made for host in bundle.hosts], said),
        networks=[_network(name, text, said[text]) for text, name in networks.items()],
        groups=groups,
        services={_service(prefix, port): port for bundle in made for port in bundle.ports},
        rules=rules,
    )


def _rules(
    name: str, prefix: str, bundle: Bundle, networks: Mapping[str, str], groups: Sequence[str]
) -> list[_Rule]:
    """Return the bundle as access rules of at most `GROUP_SIZE` destinations each."""
    destinations = [*dict.fromkeys(_domain(host) for host in bundle.hosts), *groups]
    sources = [networks.get(source, "Any") for source in bundle.sources]
    services = [_service(prefix, port) for port in bundle.ports]
    return [
        _Rule(name if number == 1 else f"{name}-{number}", sources, part, services, comment="")
        for number, part in enumerate(chunks(destinations, GROUP_SIZE), start=1)
    ]


def _domain(host: str) -> str:
    return "." + host.removeprefix("*.")


def _domains(hosts: Sequence[str], said: Mapping[str, str]) -> list[_Domain]:
    """Return a domain object for each name; a host and the asterisk below it share one, and its comment."""
    made: dict[str, _Domain] = {}
    for host in dict.fromkeys(hosts):
        name, below = _domain(host), host.startswith("*.")
        earlier = made.get(name)
        if earlier is None:
            made[name] = _Domain(name, below, said[host])
        else:
            made[name] = _Domain(name, earlier.below or below, f"{earlier.comment} {said[host]}")
    return list(made.values())


def _network(name: str, text: str, comment: str) -> _Network:
    network = ipaddress.IPv4Network(text)
    return _Network(name, str(network.network_address), network.prefixlen, comment)


def _service(prefix: str, port: Port) -> str:
    return f"{prefix}-{port[0]}-{port[1]}"


def _groups(name: str, members: Sequence[str]) -> dict[str, Sequence[str]]:
    parts = enumerate(chunks(members, GROUP_SIZE), start=1)
    return {f"{name}-dst" if number == 1 else f"{name}-dst-{number}": part for number, part in parts}
