"""From a demand's destination templates to the destinations of one cluster."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planner.domain.address import AZURE_DNS, is_private, subnets_of
from planner.domain.demand import Demand, DestinationSource, DestinationTemplate
from planner.domain.destination import Destination, DestinationType
from planner.domain.fact import SettledFacts
from planner.domain.firewall import Firewall
from planner.domain.text import EMPTY_TEXT, Text
from planner.planning.path import reaches_api_server_inside
from planner.planning.situation import Situation

API_SERVER_PLACEHOLDER = Text("API server address, known after creation", "API 服务器地址（创建后才有）")
CUSTOM_DNS_PLACEHOLDER = Text("custom DNS servers", "自定义 DNS 服务器")

_TO_FILL = re.compile(r"<[^<>]*>")
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"

_TYPES = {
    DestinationSource.FQDN: DestinationType.FQDN,
    DestinationSource.SERVICE_TAG: DestinationType.SERVICE_TAG,
    DestinationSource.ANY: DestinationType.ANY,
}
_ANSWERED = (DestinationSource.API_SERVER_IP, DestinationSource.CUSTOM_DNS)
_HOST_NAMES = (DestinationSource.FQDN, DestinationSource.PLACEHOLDER)


@dataclass(frozen=True, slots=True)
class Choice:
    """The destinations that the plan takes, and the other ways.

    ``listed`` tells that the destinations are a list that a person entered (DNS servers), one line each.
    """

    taken: tuple[Destination, ...]
    others: tuple[Destination, ...]
    listed: bool = False


def waits_for_answer(template: DestinationTemplate) -> bool:
    """Whether an answer, and not the cloud and region alone, fills the template."""
    return template.source in _ANSWERED or bool(template.known_as)


def placeholder(label: Text, note: Text | None = None) -> Destination:
    """Return a marked stand-in; its value is the English wording, so that files agree."""
    return Destination(DestinationType.PLACEHOLDER, label.en, note or EMPTY_TEXT, label)


def choose_host(demand: Demand, where: Situation, *, splits: bool) -> Choice:
    """Choose for an application rule: host names and their stand-ins alone count.

    ``splits`` tells that the demand also makes a network rule, to which addresses and tags belong.
    """
    hosts: list[DestinationTemplate] = []
    rest: list[DestinationTemplate] = []
    for template in demand.destinations:
        (hosts if template.source in _HOST_NAMES else rest).append(template)
    taken = concrete(hosts[0], where)
    others = (*hosts[1:], *(() if splits else rest), *demand.other_ways)
    return Choice((without_note(taken[0]),), _all_concrete(others, where, taken))


def choose_address(demand: Demand, where: Situation, *, splits: bool) -> Choice:
    """Choose for a network rule: the tightest of address, service tag and host name without wildcard.

    *Any* is never taken, and a placeholder only when nothing else is left.
    """
    others = demand.destinations if splits else (*demand.destinations, *demand.other_ways)
    found, listed = _tightest(demand, where)
    return Choice(tuple(map(without_note, found)), _all_concrete(others, where, found), listed)


def dns_is_not_filtered(where: Situation) -> bool:
    """Whether DNS servers are known, and none of them is reached through the firewall."""
    servers = where.facts.listed("custom_dns")
    return bool(servers) and set(servers) <= set(_not_filtered(where)) - {""}


def leads_to_dns(demand: Demand) -> bool:
    """Whether a demand leads to the custom DNS servers."""
    return any(entry.source is DestinationSource.CUSTOM_DNS for entry in demand.destinations)


def named_destination(demand: Demand, where: Situation) -> Destination:
    """Return the destination by which a demand is named where it makes no line: the one that a line would lead to."""
    if all(service.protocol.is_web for service in demand.services):
        host = next(template for template in demand.destinations if template.source in _HOST_NAMES)
        return without_note(concrete(host, where)[0])
    return without_note(_tightest(demand, where)[0][0])


def _tightest(demand: Demand, where: Situation) -> tuple[tuple[Destination, ...], bool]:
    """Return what a network rule of the demand leads to, and whether each of it is a line of its own."""
    for template in demand.destinations:
        found = concrete(template, where)
        if all(map(_fits_network_rule, found)):
            return found, template.source is DestinationSource.CUSTOM_DNS
    return concrete(demand.destinations[0], where), False


def concrete(template: DestinationTemplate, where: Situation) -> tuple[Destination, ...]:
    """Fill one template for this cluster; only custom DNS servers give several destinations."""
    facts, note = where.facts, template.note
    if template.source is DestinationSource.API_SERVER_IP:
        return _api_server(where, note)
    if template.source is DestinationSource.CUSTOM_DNS:
        servers = facts.listed("custom_dns")
        beside = tuple(server for server in servers if server not in _not_filtered(where))
        return _addresses(beside or servers, CUSTOM_DNS_PLACEHOLDER, note)
    value = template.value
    if "<" in value:
        value = value.replace("<location>", where.region.name)
        value = value.replace("<service-tag-suffix>", where.region.service_tag_suffix)
    if template.source is DestinationSource.PLACEHOLDER:
        host = facts.text(template.known_as).lower() if template.known_as else ""
        if host and _is_spelling(host, value):
            return (Destination(DestinationType.FQDN, host, note),)
        return (Destination(DestinationType.PLACEHOLDER, value, note, template.label),)
    return (Destination(_TYPES[template.source], value or "*", note),)


def _api_server(where: Situation, note: Text) -> tuple[Destination, ...]:
    """Return the API server's address, a placeholder while none is known that it can have."""
    address = where.facts.text("api_server_ip")
    if not address:
        return (placeholder(API_SERVER_PLACEHOLDER, note),)
    if is_no_api_server(address, where.request.firewall, where.facts):
        return (placeholder(UNFIT_ADDRESS.filled(label=API_SERVER_PLACEHOLDER, address=address), note),)
    return (Destination(DestinationType.ADDRESS, address, note),)


def is_no_api_server(address: str, firewall: Firewall, facts: SettledFacts) -> bool:
    """Whether no API server can have this address: it is another's, or private and nobody said that it is inside."""
    if address in (AZURE_DNS, firewall.private_ip, *firewall.public_ips):
        return True
    if subnets_of(firewall.nat_gateway).covers(address):
        return True
    return is_private(address) and not reaches_api_server_inside(facts)


UNFIT_ADDRESS = Text("{label} ({address} is not one)", "{label}（{address} 不是此类地址）")
"""The label of a placeholder where somebody gave an address that cannot be it."""


def _not_filtered(where: Situation) -> tuple[str, ...]:
    """Return DNS servers that nodes reach without passing the firewall: the firewall itself, and Azure's own."""
    return (where.request.firewall.private_ip, AZURE_DNS)


def _is_spelling(host: str, placeholder_value: str) -> bool:
    """Whether ``host`` is what a placeholder such as ``<name>.hcp.westeurope.azmk8s.io`` stands for."""
    fixed = map(re.escape, _TO_FILL.split(placeholder_value))
    return re.fullmatch(_LABEL.join(fixed), host) is not None


def _addresses(known: tuple[str, ...], unknown: Text, note: Text) -> tuple[Destination, ...]:
    if not known:
        return (placeholder(unknown, note),)
    return tuple(Destination(DestinationType.ADDRESS, address, note) for address in dict.fromkeys(known))


def without_note(destination: Destination) -> Destination:
    """Return the destination as the one taken: its note speaks of it as an alternative."""
    return replace(destination, note=EMPTY_TEXT) if destination.note.en else destination


def _fits_network_rule(destination: Destination) -> bool:
    if destination.type in (DestinationType.ANY, DestinationType.PLACEHOLDER):
        return False
    return not destination.is_wildcard


def _all_concrete(
    templates: tuple[DestinationTemplate, ...], where: Situation, taken: tuple[Destination, ...]
) -> tuple[Destination, ...]:
    if not templates:
        return ()
    keys = {destination.key for destination in taken}
    found: dict[tuple[str, str], Destination] = {}
    for template in templates:
        for destination in concrete(template, where):
            if destination.key not in keys:
                found.setdefault(destination.key, destination)
    return tuple(found.values())
