"""Reading addresses as people type them: what is wrong with one, and a request with readable ones alone."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from planner.catalog.model import Catalog
from planner.domain.address import holds_no_machine, is_private
from planner.domain.cluster import InboundService
from planner.domain.fact import Fact, FactKind, Known
from planner.domain.request import Request
from planner.domain.text import Text

_PREFIX = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?")


def readable(request: Request, catalog: Catalog) -> Request:
    """Return the request without the addresses that cannot be read, so that a plan can be shown.

    Whoever exports asks `planner.session.problems.problems_of` first: an unreadable address stops an export.
    """
    facts = (fact for fact in catalog.facts if fact.kind in ADDRESS_KINDS)
    known = ((fact, request.known(fact)) for fact in facts)
    cleaned = [
        (fact, cleaner)
        for fact, value in known
        if value is not None and (cleaner := _readable_value(fact, value)) != value
    ]
    services = tuple(map(_readable_service, request.cluster.inbound))
    changed = request.with_facts(cleaned) if cleaned else request
    if services == request.cluster.inbound:
        return changed
    return replace(changed, cluster=replace(changed.cluster, inbound=services))


ADDRESS_KINDS = (FactKind.ADDRESS, FactKind.ADDRESSES, FactKind.PREFIXES)
"""Facts that hold addresses."""


def entry_problem(fact: Fact, entry: str) -> Text | None:
    """Return what is wrong with one entry of an address fact, or None; an empty entry of a list is a mistake."""
    if not entry:
        return EMPTY_ENTRY if fact.kind.is_list else None
    if fact.kind is not FactKind.PREFIXES:
        return address_problem(entry)
    if fact.id == _NAT_GATEWAY and (problem := _no_nat_gateway(entry)) is not None:
        return problem
    # AKS takes this one as authorised range: nobody but the cluster's own outbound address.
    return None if fact.id == _AUTHORIZED and entry == _NOBODY else prefix_problem(entry)


def _no_nat_gateway(entry: str) -> Text | None:
    """Return why a prefix is no NAT gateway's: a route for it would lead what it holds past the firewall.

    A NAT gateway has at most 16 public addresses. Source: Microsoft's "Azure NAT Gateway resource".
    """
    if prefix_problem(entry) is not None:
        return None
    network = ipaddress.IPv4Network(entry)
    if network.prefixlen >= _SHORTEST_OF_NAT_GATEWAY and not is_private(str(network.network_address)):
        return None
    shown = entry[:60]
    return Text(
        f"{shown} is no address of a NAT gateway: it has public addresses, at most 16 of them. Type an address or a "
        "prefix of /28 or longer.",
        f"{shown} 不是 NAT 网关的地址：NAT 网关使用公共地址，最多 16 个。请输入地址，或长度不小于 /28 的前缀。",
    )


_NAT_GATEWAY, _SHORTEST_OF_NAT_GATEWAY = "firewall_nat_gateway", 28
_AUTHORIZED, _NOBODY = "authorized_ranges", "0.0.0.0/32"


EMPTY_ENTRY = Text("An entry of the list is empty. Remove it.", "列表中有空条目，请将其删除。")


def _readable_value(fact: Fact, value: Known) -> Known | None:
    """Return the entries that can be read: None where there were some and none of them can."""
    if isinstance(value, str):
        return _readable_text(value, address_problem) or None
    if not isinstance(value, tuple) or not value:
        return value
    if fact.id == _NODE_SUBNETS:
        entries = _readable_prefixes(value)
    else:
        entries = tuple(entry for entry in value if not entry_problem(fact, entry))
    return entries or None


_NODE_SUBNETS = "node_subnets"


def _readable_prefixes(subnets: tuple[str, ...]) -> tuple[str, ...]:
    """Return each subnet once and written one way: ``10.0.0.5`` and ``10.0.0.5/32`` are the same source."""
    readable_ones = (subnet for subnet in subnets if subnet and not prefix_problem(subnet))
    return tuple(dict.fromkeys(str(ipaddress.IPv4Network(subnet)) for subnet in readable_ones))


def _readable_text(text: str, problem: Callable[[str], Text | None]) -> str:
    return "" if problem(text) else text


def _readable_service(service: InboundService) -> InboundService:
    return replace(
        service,
        backend_ip=_readable_text(service.backend_ip, address_problem),
        internal_ip=_readable_text(service.internal_ip, address_problem),
    )


@lru_cache(maxsize=50_000)  # asked again for every address after each answer
def address_problem(text: str) -> Text | None:
    """Return what is wrong with an IPv4 address, or None; empty text is fine."""
    if not text:
        return None
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        shown = text[:60]
        return Text(
            f"{shown} is not an IPv4 address. Type four numbers from 0 to 255, such as 10.0.1.4.",
            f"{shown} 不是 IPv4 地址。请输入四个 0 到 255 的数字，例如 10.0.1.4。",
        )
    if holds_no_machine(ipaddress.IPv4Network(address)):
        return Text(
            f"{text} is the address of no machine on a network. Type the real one, such as 10.0.1.4.",
            f"{text} 不是网络中任何主机的地址。请输入实际地址，例如 10.0.1.4。",
        )
    return None


@lru_cache(maxsize=50_000)
def prefix_problem(text: str) -> Text | None:
    """Return what is wrong with an IPv4 prefix such as 10.42.0.0/22 (an address counts as /32), or None."""
    if not text:
        return None
    shown = text[:60]
    try:
        meant = ipaddress.IPv4Network(text, strict=False) if _PREFIX.fullmatch(text) else None
    except ValueError:
        meant = None
    if meant is None:
        return Text(
            f"{shown} is not an IPv4 prefix. Type an address, a slash and a length, such as 10.42.0.0/22.",
            f"{shown} 不是 IPv4 前缀。请输入地址、斜杠和前缀长度，例如 10.42.0.0/22。",
        )
    if meant.prefixlen == 0:
        return Text(
            f"{shown} is every address. Type the prefix that is meant, such as 10.42.0.0/22.",
            f"{shown} 包含所有地址。请输入实际的前缀，例如 10.42.0.0/22。",
        )
    if str(meant.network_address) != text.partition("/")[0]:
        return Text(
            f"{shown} names an address inside a network. The network is {meant}.",
            f"{shown} 是网络中的一个地址，对应的网络是 {meant}。",
        )
    if holds_no_machine(meant):
        return Text(
            f"{shown} holds the address of no machine on a network. Type the prefix that is meant, such as "
            "10.42.0.0/22.",
            f"{shown} 不包含网络中任何主机的地址。请输入实际的前缀，例如 10.42.0.0/22。",
        )
    return None
