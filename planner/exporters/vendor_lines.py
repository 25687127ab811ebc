"""A plan as firewalls of other makers see it: hosts and prefixes with TCP and UDP ports.

`judged` sorts each line of the plan into *permits*, which a product can enforce as they are, and notices;
nothing falls between them. Service tags become the prefixes of a list that a person gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.domain.destination import DestinationType
from planner.domain.export import Notice
from planner.domain.readiness import NODE_SUBNET_POINT
from planner.domain.rule import SOURCE_PLACEHOLDER, Rule, RuleKind
from planner.domain.service import Protocol
from planner.domain.service_tags import LIST_OF_CLOUD, PUBLIC_LIST, ServiceTags
from planner.domain.text import CHINESE, ENGLISH, Text
from planner.exporters import vendor_words as words
from planner.exporters.azure_names import is_host_name, network_of
from planner.exporters.base import ExportContext, fill
from planner.exporters.columns import rule_destination_text
from planner.exporters.findings import (
    absent_lines,
    has_unknown_destination,
    hold_notices,
    lacking,
    open_notices,
    refused_lines,
)
from planner.exporters.line_spans import lines_words
from planner.exporters.route_approval import approval_notices, is_unapproved
from planner.exporters.safe_text import one_line
from planner.exporters.tag_advice import instead_of_tag

ANY_SOURCE = "*"
NARROWEST_REFUSED_PREFIX = 7
"""A destination prefix of this length or shorter is *any* in disguise."""

Port = tuple[str, int]
"""``tcp`` or ``udp``, and the port."""


@dataclass(frozen=True, slots=True)
class Permit:
    """One line of the plan that a product can enforce.

    ``sources`` are CIDR prefixes or ``*``. Either ``host`` is a host name (perhaps with ``*.``) or
    ``prefixes`` are the CIDR prefixes that the line leads to; ``tag`` is the service tag they stand for.
    ``web`` is set where every service is HTTP or HTTPS to a host name.
    """

    rule: Rule
    sources: tuple[str, ...]
    ports: tuple[Port, ...]
    host: str = ""
    prefixes: tuple[str, ...] = ()
    tag: str = ""

    @property
    def web(self) -> bool:
        """Whether the product may match it by the name that the client asks for."""
        return bool(self.host) and all(service.protocol.is_web for service in self.rule.services)

    @property
    def wildcard(self) -> bool:
        """Whether the host name begins with ``*.``."""
        return self.host.startswith("*.")


@dataclass(frozen=True, slots=True)
class Judged:
    """Every line asked for: as a permit, as a notice, or as both when the product says it differently."""

    permits: tuple[Permit, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What one product can say.

    ``reject`` returns why it never takes such a line, whatever stands in it; ``refuse`` why it cannot hold a
    permit; ``remark`` how it reads a permit differently, which is noticed although the line is written.
    ``by_source`` is False where the file names no source at all. ``one_label`` is True where an asterisk stands for
    one label of a name alone.
    """

    target: str
    product: Text
    reject: Callable[[Rule], words.Refusal | None] = lambda _rule: None
    refuse: Callable[[Permit], words.Refusal | None] = lambda _permit: None
    remark: Callable[[Permit], words.Refusal | None] = lambda _permit: None
    by_source: bool = True
    one_label: bool = False


def judged(context: ExportContext, abilities: Abilities) -> Judged:
    """Return what the product can enforce of the plan, and a notice for everything that it cannot.

    Routes and open decisions are noticed as well.
    """
    permits: list[Permit] = []
    notices: list[Notice] = []
    causes = lacking(context)
    for number, rule in context.numbered_lines():
        found = _as_product(context, abilities, rule)
        said: words.Refusal | None
        if isinstance(found, Permit):
            permits.append(found)
            said = abilities.remark(found)
        else:
            said = found
        if said is not None:
            notice = _notice(abilities, number, rule, said, refuses=not isinstance(found, Permit))
            notices.append(replace(notice, cause=_cause(causes, rule, said)))
    refused = refused_lines(notices)
    own = replace(context, unwritten=refused, one_label=abilities.one_label)
    routes = route_notices(context, abilities, absent_lines(context, refused))
    return Judged(tuple(permits), (*notices, *routes, *open_notices(own, abilities.target)))


def _as_product(context: ExportContext, abilities: Abilities, rule: Rule) -> Permit | words.Refusal:
    """Return the line as this product can hold it, or the first reason why it cannot."""
    rejected = None if rule.kind is RuleKind.NAT else abilities.reject(rule)
    if rejected is not None:
        return rejected
    found = permit_of(rule, context, by_source=abilities.by_source)
    refused = abilities.refuse(found) if isinstance(found, Permit) else None
    return refused or found


def permit_of(rule: Rule, context: ExportContext, *, by_source: bool = True) -> Permit | words.Refusal:
    """Return the line as hosts or prefixes with ports, or why no firewall of another maker can hold it."""
    refusal = _refusal(rule, by_source=by_source) or _destination_refusal(rule, context)
    if refusal is not None:
        return refusal
    sources = tuple(dict.fromkeys(_source(source) for source in rule.sources)) if by_source else (ANY_SOURCE,)
    ports = tuple(dict.fromkeys(_port(service.protocol, service.port) for service in rule.services))
    value = rule.destination.value
    if rule.destination.type is DestinationType.SERVICE_TAG:
        return Permit(
            rule, sources, ports, prefixes=tag_prefixes(value, context.options.service_tags), tag=value
        )
    if rule.destination.type is DestinationType.FQDN:
        return Permit(rule, sources, ports, host=value.lower())
    return Permit(rule, sources, ports, prefixes=(str(network_of(value)),))


def route_notices(context: ExportContext, abilities: Abilities, missing: tuple[int, ...]) -> Iterator[Notice]:
    """Return a notice for each route of the plan: no firewall writes Azure's route tables.

    ``missing`` are numbers of required lines that are not in the file: the default route has to wait for them.
    """
    for route in context.plan.routes:
        yield from approval_notices(route, context, abilities.target)
        if is_unapproved(route, context):
            continue  # the advice to set it in Azure would be one to do what nobody allowed
        label = Text(one_line(route.label.en), one_line(route.label.zh))
        hop = one_line(route.next_hop) or route.next_hop_type
        named = Text(label.en or hop, label.zh or hop) if route.placeholder else Text(hop, hop)
        text, advice = words.ROUTE_WAITS if route.is_default and missing else words.ROUTE
        said = text.filled(
            name=one_line(route.name), prefix=one_line(route.prefix), hop=named, lines=lines_words(missing)
        )
        yield Notice(abilities.target, "", said, advice)
        yield from hold_notices(route, context.plan, (), abilities.target)


def tag_facts(context: ExportContext, permits: Iterable[Permit]) -> tuple[tuple[Text, Text], ...]:
    """Return the head's line about the list of service tags, if a permit was made from it."""
    tags = context.options.service_tags
    used = {permit.tag: permit.prefixes for permit in permits if permit.tag}
    if tags is None or not used:
        return ()
    prefixes = {prefix for held in used.values() for prefix in held}
    text = words.TAGS_USED.filled(
        source=one_line(tags.source),
        change=one_line(tags.change_number),
        cloud=one_line(tags.cloud) or "-",
        tags=Text(", ".join(used), "、".join(used)),
        n=str(len(prefixes)),
    )
    return ((words.TAGS_LABEL, text),)


def _refusal(rule: Rule, *, by_source: bool) -> words.Refusal | None:
    if rule.kind is RuleKind.NAT:
        return words.NAT
    if by_source and (SOURCE_PLACEHOLDER in rule.sources or not rule.sources):
        return words.SOURCE_UNKNOWN
    if has_unknown_destination(rule):
        return words.DESTINATION_UNKNOWN
    if by_source and any(source != ANY_SOURCE and network_of(source) is None for source in rule.sources):
        return words.SOURCE_UNREADABLE
    if not rule.services:
        return words.NO_SERVICE
    return words.ANY if rule.destination.type is DestinationType.ANY else None


def _destination_refusal(rule: Rule, context: ExportContext) -> words.Refusal | None:
    value = rule.destination.value
    if rule.destination.type is DestinationType.SERVICE_TAG:
        return _tag_refusal(rule, context)
    if rule.destination.type is DestinationType.FQDN:
        return None if is_host_name(value) else words.NOT_A_HOST
    network = network_of(value)
    if network is None:
        return words.ADDRESS_UNREADABLE
    return words.ANY if network.prefixlen <= NARROWEST_REFUSED_PREFIX else None


def _source(text: str) -> str:
    return text if text == ANY_SOURCE else str(network_of(text))


def _port(protocol: Protocol, port: int) -> Port:
    return ("udp" if protocol is Protocol.UDP else "tcp", port)


def tag_prefixes(tag: str, tags: ServiceTags | None) -> tuple[str, ...]:
    """Return the tag's IPv4 prefixes, each once: the nodes of a plan have IPv4 addresses alone."""
    listed = tags.prefixes_of(tag) if tags is not None else None
    networks = (network_of(prefix) for prefix in listed or ())
    return tuple(dict.fromkeys(str(network) for network in networks if network is not None))


_NO_BRACES = str.maketrans("{}", "()")


def _tag_refusal(rule: Rule, context: ExportContext) -> words.Refusal | None:
    tag, tags, cloud = rule.destination.value, context.options.service_tags, context.plan.cluster.cloud
    if tags is None:
        text, advice = words.NO_TAG_FILE
        instead = instead_of_tag(rule)
        return text, words.NO_TAG_FILE_OR.filled(instead=instead) if instead.en else advice
    if not tags.is_of(cloud):
        text, advice = words.TAGS_OF_OTHER_CLOUD
        own = one_line(tags.cloud)[:40].translate(_NO_BRACES) or "-"
        return text.filled(cloud=own), advice.filled(file=LIST_OF_CLOUD.get(cloud, PUBLIC_LIST))
    if tags.prefixes_of(tag) is None:
        return words.TAG_NOT_LISTED
    lengths = [int(prefix.rpartition("/")[2]) for prefix in tag_prefixes(tag, tags)]
    if not lengths:
        return words.TAG_WITHOUT_IPV4
    return words.ANY if min(lengths) <= NARROWEST_REFUSED_PREFIX else None


def _cause(causes: Mapping[str, str], rule: Rule, refusal: words.Refusal) -> str:
    """Return the id of the open point that a refusal follows from, empty text where the product is the cause."""
    if refusal is words.SOURCE_UNKNOWN:
        return NODE_SUBNET_POINT
    return causes.get(rule.id, "") if refusal is words.DESTINATION_UNKNOWN else ""


def _notice(
    abilities: Abilities, number: int, rule: Rule, refusal: words.Refusal, *, refuses: bool
) -> Notice:
    text, advice = refusal
    destination = Text(rule_destination_text(rule, ENGLISH), rule_destination_text(rule, CHINESE))
    said = fill(text.filled(number=str(number), product=abilities.product), destination=destination)
    return Notice(abilities.target, rule.id, said, advice.filled(product=abilities.product), refuses)
