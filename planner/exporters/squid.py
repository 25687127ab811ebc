"""The target ``squid``: a part of squid.conf with its lists of names.

A list's ``.contoso.com`` takes in ``contoso.com`` as well, which ``*.contoso.com`` of the plan does not: such
names stand in a second list that the rule excepts. Squid refuses to start over a list with a name that
another entry covers, so covered names are left out. ``-n`` keeps it from looking addresses up in reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planner.domain.export import ExportFile, ExportResult, Notice
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.domain.text import Text
from planner.exporters import squid_words as said
from planner.exporters import vendor_words as words
from planner.exporters.base import ExportContext, TargetGroup
from planner.exporters.header import Head, comments, file_title, head_lines
from planner.exporters.templates import Filter, render
from planner.exporters.vendor_bundles import cluster_prefix
from planner.exporters.vendor_comments import entry_remarks
from planner.exporters.vendor_files import text_file
from planner.exporters.vendor_lines import ANY_SOURCE, Abilities, Judged, Permit, judged

FOLDER = "/etc/squid/aks-egress"
"""Where the lists are looked for; a configuration names them by absolute path."""

MEDIA_TYPE = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Names:
    """Host names as one dstdomain list: ``allowed`` with ``.name`` for asterisks, none covered by another.

    ``excepted`` are names that an entry of ``allowed`` takes in although nobody asked for them.
    """

    allowed: tuple[str, ...]
    excepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Allow:
    """One http_access line: sources, one service and its names, by the names of their ACLs and files."""

    slug: str
    sources: Sequence[str]
    connect: bool
    port: int
    names: Names
    allowed_file: str
    excepted_file: str


@dataclass(frozen=True, slots=True)
class SquidTarget:
    """A part of squid.conf, and a list of names for each service."""

    id: str = "squid"
    label: Text = said.LABEL
    summary: Text = said.SUMMARY
    group: str = TargetGroup.OTHER
    suffix: str = "squid.conf"

    def notices(self, context: ExportContext) -> tuple[Notice, ...]:
        """Return each line that a proxy cannot carry, then routes and open decisions."""
        return judged(context, _abilities(self.id)).notices

    def export(self, context: ExportContext) -> ExportResult:
        """Return the part of squid.conf and its lists."""
        judgement = judged(context, _abilities(self.id))
        allows = _allows(context, judgement)
        remarks = entry_remarks(context, judgement.permits)
        lists = [file for allow in allows for file in _lists(context, allow, remarks)]
        name = context.file_name(self.suffix)
        text = render(
            "squid/part.j2",
            _FILTERS,
            head=_head(context, judgement, name, lists),
            prefix=cluster_prefix(context.plan.cluster.name),
            allows=allows,
            folder=FOLDER,
        )
        return ExportResult((text_file(name, text, MEDIA_TYPE), *lists), judgement.notices)


def names_of(hosts: Iterable[str]) -> Names:
    """Return host names (``*.`` for all below a name) as one list that lets through exactly these."""
    asked = tuple(dict.fromkeys(hosts))
    below = {host[1:] for host in asked if host.startswith("*.")}
    exact = {host for host in asked if not host.startswith("*.")}

    def covered(name: str) -> bool:
        """Whether a longer name ends in an entry with a dot; ``name`` has none in front."""
        labels = name.split(".")
        return any("." + ".".join(labels[cut:]) in below for cut in range(1, len(labels)))

    dotted = tuple(host[1:] for host in asked if host.startswith("*.") and not covered(host[2:]))
    single = (host for host in asked if host in exact and not covered(host) and f".{host}" not in below)
    excepted = tuple(name[1:] for name in dotted if name[1:] not in exact)
    return Names((*dotted, *single), excepted)


def plain(text: str) -> str:
    """Return an ACL's name, prefix or path as it is: squid.conf has no quoting for them.

    Raises:
        ValueError: it holds a blank, a quote or another character with a meaning.
    """
    if re.fullmatch(r"[\w./-]+", text) is None:
        raise ValueError(f"{text!r} is not one plain word")
    return text


_FILTERS: Mapping[str, Filter] = {
    "plain": plain,
    "plain_list": lambda texts: " ".join(plain(text) for text in texts),
    "comment": str,
}


def _abilities(target: str) -> Abilities:
    return Abilities(target, said.PRODUCT, reject=_reject, remark=_remark)


def _reject(rule: Rule) -> words.Refusal | None:
    web = rule.kind is RuleKind.APPLICATION and all(service.protocol.is_web for service in rule.services)
    return None if web else said.NOT_WEB


def _remark(permit: Permit) -> words.Refusal | None:
    return said.HTTP_ON_443 if Service(Protocol.HTTP, 443) in permit.rule.services else None


def _allows(context: ExportContext, judgement: Judged) -> list[_Allow]:
    """Return one entry for each service and set of sources: a list serves one port and one way to ask."""
    groups: dict[tuple[tuple[str, ...], Service], list[str]] = {}
    for permit in judgement.permits:
        for service in permit.rule.services:
            groups.setdefault((tuple(sorted(permit.sources)), service), []).append(permit.host)
    numbers = {sources: number for number, sources in enumerate(dict.fromkeys(key[0] for key in groups), 1)}
    return [
        _allow(context, numbers[sources], sources, service, hosts)
        for (sources, service), hosts in groups.items()
    ]


def _allow(
    context: ExportContext, number: int, sources: tuple[str, ...], service: Service, hosts: Sequence[str]
) -> _Allow:
    slug = f"{service.protocol.value.lower()}-{service.port}" + (f"-from-{number}" if number > 1 else "")
    return _Allow(
        slug=slug,
        sources=["all"] if ANY_SOURCE in sources else sources,
        connect=service.protocol is Protocol.HTTPS,
        port=service.port,
        names=names_of(hosts),
        allowed_file=context.file_name(f"squid.{slug}.txt"),
        excepted_file=context.file_name(f"squid.{slug}.except.txt"),
    )


def _lists(context: ExportContext, allow: _Allow, remarks: Mapping[str, Sequence[str]]) -> list[ExportFile]:
    """Return the list of names, and that of exceptions where there are any; remarks stand before their names."""
    title = said.LIST_TITLE.filled(slug=allow.slug, digest=context.plan.digest())
    dotted = {
        f".{host.removeprefix('*.')}" if host.startswith("*.") else host: said
        for host, said in remarks.items()
    }
    files = [_list(context, allow.allowed_file, title, allow.names.allowed, dotted)]
    if allow.names.excepted:
        exceptions = said.EXCEPT_TITLE.filled(slug=allow.slug)
        files.append(_list(context, allow.excepted_file, exceptions, allow.names.excepted))
    return files


def _list(
    context: ExportContext,
    name: str,
    title: Text,
    entries: Sequence[str],
    remarks: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> ExportFile:
    lines = [comments([file_title(context, title)])]
    for entry in entries:
        lines += [comments([remark]) for remark in remarks.get(entry, ())]
        lines.append(plain(entry))
    return text_file(name, "\n".join(lines) + "\n", MEDIA_TYPE)


def _head(context: ExportContext, judgement: Judged, name: str, lists: Sequence[ExportFile]) -> str:
    values = {"lists": ", ".join(file.name for file in lists) or "-", "folder": FOLDER, "name": name}
    run = tuple(text.filled(**values) for text in said.RUN)
    return comments(head_lines(context, Head(said.WHAT, run, said.ROLL_BACK, judgement.notices)))
