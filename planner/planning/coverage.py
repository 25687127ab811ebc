"""Which line is taken in by another's wildcard, and what a line that was left out is still open through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.demand import DestinationSource, DestinationTemplate
from planner.domain.destination import Destination, DestinationType
from planner.domain.opening import Opening
from planner.domain.rule import Rule, RuleKind
from planner.domain.service import Protocol, Service
from planner.planning.destinations import concrete
from planner.planning.given_up import hosts_given_up
from planner.planning.matching import PrefixIndex, address_of, endings
from planner.planning.situation import Situation

_CLOUD_TAG = "azurecloud"
"""The tag that holds every public address of a cloud; ``AzureCloud.<region>`` those of a region."""


def with_coverage(rules: tuple[Rule, ...], left_out: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules with ``covered_by`` set where an included wildcard line takes them in.

    ``left_out`` are ids of lines that the planner left out: they cover nothing. Both lines stay,
    because products differ in how many labels an asterisk spans.
    """
    wildcards: dict[str, list[tuple[int, Rule]]] = {}
    for place, rule in enumerate(rules):
        if rule.destination.is_wildcard and rule.id not in left_out:
            wildcards.setdefault(rule.destination.value[2:], []).append((place, rule))
    return tuple(_with_coverage(rule, wildcards) for rule in rules)


def spans_labels(wildcard: Destination, host: Destination) -> bool:
    """Whether covering ``host`` needs an asterisk that spans several labels (Azure Firewall's does)."""
    inside = host.value.removesuffix(wildcard.value[1:])
    return host.is_wildcard or "." in inside


def _with_coverage(rule: Rule, wildcards: Mapping[str, list[tuple[int, Rule]]]) -> Rule:
    if rule.kind is not RuleKind.APPLICATION:
        return rule
    covering = [
        entry
        for ending in endings(rule.destination.value)
        if ending in wildcards
        for entry in wildcards[ending]
        if _covers(entry[1], rule)
    ]
    # Of several the first line of the plan speaks.
    return replace(rule, covered_by=min(covering, key=lambda entry: entry[0])[1].id) if covering else rule


def _covers(wildcard: Rule, rule: Rule) -> bool:
    return (
        wildcard.destination.covers(rule.destination)
        and set(rule.services) <= set(wildcard.services)
        and _same_sources(rule, wildcard)
    )


def _same_sources(rule: Rule, wide: Rule) -> bool:
    return rule.sources == wide.sources or set(rule.sources) <= set(wide.sources)


Numbered = tuple[int, Rule]
"""A rule with the number of its line."""


@dataclass(frozen=True)
class _Included:
    """The included lines of egress by where they lead; ``api_server`` are those to the API server's address."""

    hosts: dict[str, list[Numbered]] = field(default_factory=dict)
    wildcards: dict[str, list[Numbered]] = field(default_factory=dict)
    tags: dict[str, list[Numbered]] = field(default_factory=dict)
    prefixes: PrefixIndex[Numbered] = field(default_factory=PrefixIndex)
    api_server: list[Numbered] = field(default_factory=list)
    any_destination: list[Numbered] = field(default_factory=list)


@dataclass(frozen=True)
class _ApiServer:
    """How the cluster's API server is named: keys of its address or stand-in, its host line, its region's tag."""

    addresses: frozenset[tuple[str, str]]
    host: str
    tag: str


def openings(
    rules: tuple[Rule, ...], left_out: Collection[str], where: Situation
) -> Mapping[str, tuple[Opening, ...]]:
    """Return, by id of each left-out line that is still open, the included lines that keep it open.

    A wider line is a wildcard over a host, a prefix over an address, a tag over a narrower one of its family, or
    the address of this cluster's API server (and the region's tag around it) for its host name. A tag also opens the
    hosts that its feature gave up for it: the catalog says that it holds them, and of no other tag is that guessed.
    The reverse does not hold: a call to a bare address carries no host name that an application rule could match.
    A line whose destination is not known yet opens nothing. NAT rules lead inwards and take no part. One pass over
    the rules.
    """
    if not left_out:
        return {}
    api_server = _api_server(where)
    included = _Included()
    for number, rule in enumerate(rules, start=1):
        if _opens_something(rule) and rule.id not in left_out:
            _add(included, number, rule, api_server)
            for host in hosts_given_up(rule, where):
                _add_host(included, host, (number, rule))
    found = {
        rule.id: tuple(_through(rule, included, api_server))
        for rule in rules
        if rule.id in left_out and rule.kind is not RuleKind.NAT
    }
    return {rule_id: through for rule_id, through in found.items() if through}


def _opens_something(rule: Rule) -> bool:
    return rule.kind is not RuleKind.NAT and rule.destination.type is not DestinationType.PLACEHOLDER


def _api_server(where: Situation) -> _ApiServer:
    addresses = concrete(DestinationTemplate(DestinationSource.API_SERVER_IP), where)
    return _ApiServer(
        addresses=frozenset(destination.key for destination in addresses),
        host=f"*.hcp.{where.region.name}.{where.cloud.api_server_suffix}",
        tag=f"{_CLOUD_TAG}.{where.region.service_tag_suffix.lower()}",
    )


def _add(included: _Included, number: int, rule: Rule, api_server: _ApiServer) -> None:
    entry, destination = (number, rule), rule.destination
    if destination.type is DestinationType.FQDN:
        _add_host(included, destination, entry)
    elif destination.type is DestinationType.SERVICE_TAG:
        included.tags.setdefault(destination.value.lower(), []).append(entry)
    elif destination.type is DestinationType.ADDRESS:
        included.prefixes.add(destination.value, entry)
    elif destination.type is DestinationType.ANY:
        included.any_destination.append(entry)
    if destination.key in api_server.addresses:
        included.api_server.append(entry)


def _add_host(included: _Included, host: Destination, entry: Numbered) -> None:
    if host.is_wildcard:
        included.wildcards.setdefault(host.value[2:], []).append(entry)
    else:
        included.hosts.setdefault(host.value, []).append(entry)


def _through(rule: Rule, included: _Included, api_server: _ApiServer) -> Iterator[Opening]:
    wider = {number: wide for number, wide in _wider(rule, included, api_server) if _same_sources(rule, wide)}
    for number, wide in sorted(wider.items()):
        services = tuple(entry for entry in rule.services if _opens(wide.services, entry))
        if services:
            yield Opening(
                rule.id,
                wide.id,
                number,
                services,
                spans_labels=wide.destination.covers(rule.destination)
                and spans_labels(wide.destination, rule.destination),
                one_address=wide.destination.type is DestinationType.ADDRESS and rule.destination.is_wildcard,
            )


def _wider(rule: Rule, included: _Included, api_server: _ApiServer) -> Iterator[Numbered]:
    destination = rule.destination
    yield from included.any_destination
    if destination.type is DestinationType.FQDN:
        yield from _over_host(destination, included)
        if destination.value == api_server.host:
            yield from included.api_server
    elif destination.type is DestinationType.SERVICE_TAG:
        yield from _over_tag(destination.value.lower(), included)
    elif destination.type is DestinationType.ADDRESS:
        yield from included.prefixes.around(destination.value)
    if destination.key in api_server.addresses:
        yield from _over_api_server(destination, included, api_server)


def _over_host(destination: Destination, included: _Included) -> Iterator[Numbered]:
    yield from included.hosts.get(destination.value, ())
    if destination.is_wildcard:  # the same wildcard as a line of another kind
        yield from included.wildcards.get(destination.value[2:], ())
    for ending in endings(destination.value.removeprefix("*.")):
        yield from included.wildcards.get(ending, ())


def _over_tag(tag: str, included: _Included) -> Iterator[Numbered]:
    """Yield lines to the same tag (with other ports) and to its family, such as AzureCloud."""
    parts = tag.split(".")
    for length in range(1, len(parts) + 1):
        yield from included.tags.get(".".join(parts[:length]), ())


def _over_api_server(
    destination: Destination, included: _Included, api_server: _ApiServer
) -> Iterator[Numbered]:
    yield from included.api_server
    address = address_of(destination.value)
    if address is None or address.is_global:  # a private address is in no tag
        yield from _over_tag(api_server.tag, included)


def _opens(wide: tuple[Service, ...], service: Service) -> bool:
    """Whether one of a wider line's services lets a service through.

    A network rule for TCP lets HTTP and HTTPS of its port through; never the reverse.
    """
    return service in wide or any(
        entry.port == service.port and entry.protocol is Protocol.TCP and service.protocol.is_web
        for entry in wide
    )
