"""What a line of free text, or a list, wanted to reach: understood whole, or not at all.

Every place in the line has to be explained: it is what was meant, or who asked, or a place on the way. So has every
number that may be a port. Where something is left over, the line is one that nobody should act on: it is listed, and
a person looks at it. So it is where a sentence names several places or ports: however well it is understood, what it
means is only offered, and a person says that it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.planning.endpoints import (
    ONLY_WHO_WROTE_IT,
    SEVERAL_IN_A_SENTENCE,
    UNCLEAR,
    UNCLEAR_NUMBER,
    UNCLEAR_PORT,
    UNCLEAR_RANGE,
    UNCLEAR_WHO,
    Unread,
)
from planner.planning.log_found import Found, Result
from planner.planning.log_places import (
    BESIDE,
    HELP,
    LIST,
    SAID,
    Place,
    Puzzled,
    Reading,
    Service,
    is_private,
)
from planner.planning.log_tokens import FIRST_FREE_PORT, USUAL_PORTS, Kind, Token, tokens_of, without_head
from planner.planning.matching import address_of, network_of


def of_sentence(line: str) -> Result:
    """Return every place that a line means, or why it is not understood."""
    tokens = tokens_of(_LABEL.sub("", line, count=1))
    bad = next((token.bad for token in tokens if token.bad is not None), None)
    kinds = {token.kind for token in tokens}
    if Kind.PLACE not in kinds and any(network_of(token.text) for token in tokens if token.kind is Kind.BAD):
        return UNCLEAR_RANGE
    if Kind.PLACE not in kinds and without_head(line) != line:
        return ONLY_WHO_WROTE_IT
    if Kind.PLACE not in kinds:
        return bad or (UNCLEAR_PORT if Kind.SEVERAL in kinds else UNCLEAR if Kind.BAD in kinds else None)
    try:
        is_row, is_tried = "\t" in line or "|" in line, _TRIED.search(line) is not None
        return bad or _understood(tokens, is_row=is_row, is_tried=is_tried)
    except Puzzled as puzzled:
        return puzzled.reason


# "fqdns: [a.b.net, c.d.net]", "域名：a.b.net、c.d.net": a list with its label in front.
_LABEL = re.compile(
    r"^\W{0,10}(?:(?:target|destination|dest|allowed|required)[ _-]?)?(?:hosts?|fqdns?|domains?|address(?:es)?|urls?"
    r"|destinations?|endpoints?|域名|主机|地址|目标(?:域名|主机|地址)?)\"?\s{0,3}[:=]\s{0,3}[\[(]?(?=\s{0,3}[\"'\w*])",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"deny|denied|drop|block|reject|fail|error|refus|reset|time(?:d)? ?out|unreach|no route|cannot|can't|unable|connect"
    r"|open|allow|permit|need|egress|outbound|request|reach|access|whitelist|telnet|curl|ping|\bnc\b|test|firewall|tcp|udp"
    r"|icmp|quic|https?"
    r"|放行|开通|开放|允许|拒绝|阻止|阻断|拦截|丢弃|连接|访问|不通|超时|失败|无法|请求|端口|需要|加白|防火墙",
    re.IGNORECASE,
)
"""Words of a line about what was wanted: without one a lone address is that of anybody."""


def _understood(  # noqa: PLR0911 - by what is left over
    tokens: list[Token], *, is_row: bool, is_tried: bool
) -> Result:
    is_list = all(
        token.kind in SAID | BESIDE | LIST or token.kind is Kind.PLACE or not token.text.strip("-*•#")
        for token in tokens
    )
    reading = Reading(tokens, is_list=is_list)
    if is_row and is_list and len({place.host for place in reading.places}) > 1:
        return UNCLEAR  # a row of a table without its head: one of them may have asked
    if any(token.kind is Kind.BAD for token in tokens):
        return UNCLEAR
    chosen = _chosen(reading.places, is_list=is_list, is_tried=is_tried)
    if not is_list and chosen and _leads_elsewhere(tokens, chosen):
        return UNCLEAR_WHO
    if not chosen:
        return UNCLEAR if len({place.host for place in reading.places}) > 1 else UNCLEAR_WHO
    _take_ports_of_the_same(reading.places, chosen)
    _share(chosen)
    asking = _asking(reading.places, chosen) or _prefixes(tokens)
    apart = _apart(reading, chosen)
    _check_ports(reading, chosen, apart, is_list=is_list)
    found: dict[tuple[str, int | None, str], Found] = {}
    for place in chosen:
        for port, transport in _services(place, apart):
            source = asking if asking != place.host else ""
            found.setdefault((place.host, port, transport), Found(place.host, port, transport, source))
    with_port = {host for host, port, _ in found if port is not None}
    meant = _each_once(
        entry for entry in found.values() if entry.port is not None or entry.host not in with_port
    )
    if is_list:
        return meant
    if len(meant) > 1 or _others(reading.places, meant):
        return Unread("", SEVERAL_IN_A_SENTENCE, tuple(entry[:3] for entry in meant))
    return tuple(entry._replace(in_words=True) for entry in meant)


def _each_once(entries: Iterable[Found]) -> tuple[Found, ...]:
    """Return places without those that another one says with its protocol: a URL, and then ``host:443``."""
    listed = list(entries)
    said = {(entry.host, entry.port) for entry in listed if entry.transport}
    return tuple(entry for entry in listed if entry.transport or (entry.host, entry.port) not in said)


def _leads_elsewhere(tokens: list[Token], chosen: list[Place]) -> bool:
    """Whether the line points, behind all that was found, at a word that is no place: ``10.42.0.5 -> server1``."""
    last = max((at for at, token in enumerate(tokens) if token.kind is Kind.PLACE), default=-1)
    if any(place.role is Kind.TO for place in chosen):
        return False
    return any(
        token.kind is Kind.TO
        and token.text in _LEADING
        and at > last
        and tokens[at + 1].kind in (Kind.OTHER, Kind.BAD)
        and _SHORT_NAME.match(tokens[at + 1].text) is not None
        for at, token in enumerate(tokens[:-1])
    )


_SHORT_NAME = re.compile(r"(?:[a-z][\w-]{0,62}|\*)(?::\d{1,5})?$", re.ASCII | re.IGNORECASE)
_LEADING = frozenset({"→", "reach"})


def _others(places: list[Place], meant: tuple[Found, ...]) -> set[str]:
    """Return the names and public addresses in a sentence beside the one that it means, links to read on aside."""
    (only,) = meant
    return {
        place.host
        for place in places
        if place.host != only.host
        and not (place.token.is_address and (is_private(place.host) or address_of(only.host) is None))
        and not (place.role is Kind.VIA and place.host in HELP)
    }


def _share(chosen: list[Place]) -> None:
    """Give what is said of a port behind a list's last place to all of the list: ``a, b and c on 443``."""
    last = chosen[-1]
    others = [place for place in chosen if place is not last]
    if last.token.port is None and last.services and not any(place.services for place in others):
        for place in others:
            place.services = list(last.services)


def _take_ports_of_the_same(places: list[Place], chosen: list[Place]) -> None:
    """Give a place the port that the line says with the same host elsewhere: a URL, and then its host alone.

    Raises:
        Puzzled: it says several.
    """
    for place in chosen:
        same = [other for other in places if other.host == place.host]
        ports = {port for other in same for port, _ in other.services if port is not None}
        if all(port is None for port, _ in place.services) and ports:
            if len(ports) > 1:
                raise Puzzled(UNCLEAR_PORT)
            place.services = [service for other in same for service in other.services if service[0]][:1]


def _check_ports(reading: Reading, chosen: list[Place], apart: Service, *, is_list: bool) -> None:
    """Raise where a number of the line may be a port that no place got, or was perhaps another's.

    Raises:
        Puzzled: the ports are not understood whole.
    """
    hosts = {place.host for place in chosen}
    if len(hosts) > 1 and reading.protocol_goes_on:
        raise Puzzled(UNCLEAR_PORT)  # "UDP: a.b.net:123; TCP: c.d.net:443": each stands before its place
    beside = [
        place for place in chosen if place.services and place.token.port is None and place.services[0][0]
    ]
    if len(hosts) > 1 and beside and reading.is_port_first:
        raise Puzzled(UNCLEAR_PORT)  # "TCP 443 a.b.net, TCP 80 c.d.net": each port stands before its place
    known = {place.host for place in chosen if any(port is not None for port, _ in place.services)}
    lacking = hosts - known if apart[0] is None else set()
    if lacking and known and (beside or not is_list):
        raise Puzzled(UNCLEAR_PORT)
    own = {port for place in reading.places for port, _ in place.services}
    if lacking and any(port in USUAL_PORTS or port >= FIRST_FREE_PORT for port in reading.loose):
        raise Puzzled(UNCLEAR_NUMBER)
    if not lacking and any(port in USUAL_PORTS and port not in {*own, apart[0]} for port in reading.loose):
        raise Puzzled(UNCLEAR_NUMBER)


def _services(place: Place, apart: Service) -> Iterator[Service]:
    port, transport = apart
    said = place.services or [(None, "")]
    for own_port, own_transport in said:
        yield (own_port if own_port is not None else port), own_transport or transport


# --- which places are meant ---


def _chosen(places: list[Place], *, is_list: bool, is_tried: bool) -> list[Place]:  # noqa: PLR0911 - by what points
    """Return the places that the line means; empty where nothing tells."""
    if is_list:
        return _listed(places)
    pointed = _pointed(places)
    if not pointed and _names_another(places):
        return []  # "a.b.net is served via c.d.net": no word tells for certain which of two names was meant
    if pointed:
        return pointed if _all_explained(places, pointed) else []
    names = [place for place in places if not place.token.is_address and place.role is not Kind.VIA]
    if any(place.asks for place in names):
        return []  # a name that asked: nothing tells what it wanted
    if names:
        one_run = all(
            place.is_listed or place is names[0] or place.host in {other.host for other in names[:at]}
            for at, place in enumerate(names)
        )
        return names if one_run and _all_explained(places, names) else []
    free = [place for place in places if place.role not in (Kind.SOURCE, Kind.VIA)]
    if len({place.host for place in free}) == 1:
        # Of a lone address nothing but the words beside it tells whether it asked or was asked for.
        return free if is_tried else []
    run = [place for place in free if place.is_listed or place is free[0]]
    return run if run == free and len(free) > 1 and all(map(_is_public, free)) else []


def _names_another(places: list[Place]) -> bool:
    """Whether a sentence names a host on the way or as the source beside the one it is about; a link is none."""
    aside = {place.host for place in places if place.role is Kind.VIA and not place.token.is_address}
    about = {place.host for place in places if place.role is not Kind.VIA and not place.token.is_address}
    return bool(aside - about - HELP) and bool(about)


def _listed(places: list[Place]) -> list[Place]:
    """Return what a list holds: names, or addresses with commas; of *address name* either may be the source."""
    if all(not place.token.is_address for place in places) or len(places) == 1:
        return places
    if any(place.is_beside for place in places) or not all(place.is_listed for place in places[1:]):
        return []
    return places if all(map(_is_public, places)) else []


def _is_public(place: Place) -> bool:
    return not place.token.is_address or not is_private(place.host)


def _pointed(places: list[Place]) -> list[Place]:
    """Return what *to* points at, with what is listed behind it."""
    chosen: list[Place] = []
    goes_on = False
    for place in places:
        goes_on = place.role is Kind.TO or (goes_on and place.is_listed)
        if goes_on:
            chosen.append(place)
    return chosen


def _all_explained(places: list[Place], chosen: list[Place]) -> bool:
    """Whether every other place is who asked, a place on the way, or one of those that are meant."""
    hosts = {place.host for place in chosen}
    runs = _runs(places, chosen)
    if runs > 1 and len(hosts) > 1:
        return False
    rest = [place for place in places if place.host not in hosts and place not in chosen]
    unknown = [
        place
        for place in rest
        if not _is_its_address(place, chosen)
        and place.role is not Kind.VIA
        and not (place.role is Kind.SOURCE and place.token.is_address)
    ]
    return not unknown or _stands_in_front(unknown, places, chosen)


def _is_its_address(place: Place, chosen: list[Place]) -> bool:
    """Whether an address is that of the one name that was meant: said behind it, for the very same port."""
    ports = {port for one in chosen for port, _ in one.services}
    return (
        place.token.is_address
        and not place.is_listed
        and len({one.host for one in chosen}) == 1
        and not chosen[0].token.is_address
        and len(ports) == 1
        and None not in ports
        and {port for port, _ in place.services} == ports
        and not is_private(place.host)
    )


def _runs(places: list[Place], chosen: list[Place]) -> int:
    """Return in how many lists the chosen places stand."""
    at = [number for number, place in enumerate(places) if place in chosen]
    return sum(
        1
        for before, number in zip([-2, *at], at, strict=False)
        if number != before + 1 or not places[number].is_listed
    )


def _stands_in_front(unknown: list[Place], places: list[Place], chosen: list[Place]) -> bool:
    """Whether what is left is the one address in front of what was pointed at: it asked."""
    if any(place.role is not Kind.TO for place in chosen[:1]) or not all(p.token.is_address for p in unknown):
        return False
    asked = any(place.role is Kind.SOURCE and place.token.is_address for place in places)
    first = places.index(chosen[0])
    return (
        not asked
        and len({place.host for place in unknown}) == 1
        and is_private(unknown[0].host)
        and all(places.index(place) < first for place in unknown)
    )


def _asking(places: list[Place], chosen: list[Place]) -> str:
    """Return the one address that asked, or empty text."""
    hosts = {place.host for place in chosen}
    said = {p.host for p in places if p.role is Kind.SOURCE and p.token.is_address and p.host not in hosts}
    if not said and chosen[0].role is Kind.TO:
        before = places[: places.index(chosen[0])]
        said = {
            p.host for p in before if p.token.is_address and p.host not in hosts and p.role is not Kind.VIA
        }
    return said.pop() if len(said) == 1 else ""


def _prefixes(tokens: list[Token]) -> str:
    """Return the ranges that the line names beside its places: it was asked from these."""
    found = (network_of(token.text) for token in tokens if token.kind is Kind.OTHER and "/" in token.text)
    return " ".join(dict.fromkeys(str(network) for network in found if network is not None))


def _apart(reading: Reading, chosen: list[Place]) -> Service:
    """Return the port and protocol that the line says apart from its places, for those that have none of their own."""
    ports = {service for service in reading.apart if service[0] is not None}
    transports = {transport for _, transport in reading.apart if transport}
    for place in reading.places:
        if place not in chosen and not (
            place.role is Kind.VIA and place.host in HELP
        ):  # "10.0.0.4:50000 UDP to ...": of the request, and the port is the source's own
            transports |= {transport for _, transport in place.services if transport}
    numbers = {port for port, _ in ports}
    own_ports = {port for place in chosen for port, _ in place.services}
    if any(port not in own_ports for port, _ in reading.stray):
        raise Puzzled(UNCLEAR_PORT)
    strange = {transport for transport in transports if transport not in ("tcp", "udp")}
    if strange and (numbers or own_ports - {None} or len(transports) > 1 or reading.usual):
        raise Puzzled(UNCLEAR_PORT)  # "ping works, port 443 does not"
    own = {port for place in chosen for port, _ in place.services if port is not None}
    own_transports = {transport for place in chosen for _, transport in place.services if transport}
    lacking = [place for place in chosen if all(port is None for port, _ in place.services)]
    if numbers and not lacking:
        if not numbers <= own:
            raise Puzzled(UNCLEAR_PORT)
        numbers = set()
    if not numbers and lacking and len(set(reading.usual)) == 1:
        port, transport = reading.usual[0]
        numbers, transports = {port} - {None}, transports | {transport}
    elif not numbers:
        transports |= {transport for _, transport in reading.usual}
    if len(numbers) > 1 or len(transports) > 1:
        raise Puzzled(UNCLEAR_PORT)
    transport = transports.pop() if transports else ""
    if transport and own_transports - {transport}:
        transport = ""
    return (numbers.pop() if numbers else None), transport
