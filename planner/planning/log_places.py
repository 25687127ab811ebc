"""The places of a line of free text with what is said of each one's port, and what is said of ports apart from any."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.planning.endpoints import UNCLEAR_NUMBER, UNCLEAR_PORT, Unread
from planner.planning.log_tokens import Kind, Token
from planner.planning.matching import address_of

_USUAL_PORTS = frozenset(
    {22, 53, 80, 123, 443, 445, 853, 1194, 1433, 3128, 3306, 5432, 5671, 5672, 6443, 8080, 8443, 9000, 9093, 10250}
)  # fmt: skip
_COUNTED = frozenset(
    {
        "hit", "hits", "packet", "time", "times", "bytes", "packets",
        "requests", "attempts", "retries", "connections", "ms", "s",
        "sec", "secs", "seconds", "minutes", "hours", "days", "次", "秒", "毫秒", "字节", "个", "条",
    }
)  # fmt: skip
SAID = frozenset({Kind.PORT, Kind.NUMBER, Kind.PROTOCOL, Kind.SERVICE})
BESIDE = frozenset({Kind.OPEN, Kind.CLOSE, Kind.ON, Kind.PORT_WORD})
LIST = frozenset({Kind.COMMA, Kind.AND})

Service = tuple[int | None, str]
"""A port or None, and a protocol or empty text."""


@dataclass(slots=True)
class Place:
    """A place of the line: what points at it, what is said of its port, and whether it goes on a list."""

    token: Token
    role: Kind = Kind.OTHER
    services: list[Service] = field(default_factory=list)
    is_listed: bool = False
    """Whether only a comma or *and* stands between it and the place before."""

    is_beside: bool = False
    """Whether nothing at all stands between it and the place before."""

    @property
    def host(self) -> str:
        """The place's host name or address."""
        return self.token.host


class Puzzled(Exception):
    """The line is not understood; ``reason`` is what a person is told."""

    def __init__(self, reason: Unread) -> None:
        super().__init__(reason)
        self.reason = reason


def is_private(host: str) -> bool:
    """Whether a host is an address of a private network."""
    address = address_of(host)
    return address is not None and address.is_private


class Reading:
    """The places of a line with what stands beside each, and what is said of ports apart from any of them."""

    def __init__(self, tokens: list[Token], *, is_list: bool) -> None:
        self.places: list[Place] = []
        self.apart: list[Service] = []
        self.usual: list[Service] = []
        self._tokens = tokens
        self._is_list = is_list
        place, before = 0, Kind.OTHER
        between: list[Kind] = []
        while place < len(tokens):
            token = tokens[place]
            if token.kind is Kind.PLACE:
                if self._is_the_same(place):
                    place = self._take_services(place + 1)
                    continue
                self._add(token, before, between)
                between = []
                place = self._take_services(place + 1)
                before = Kind.OTHER
                continue
            if token.kind in (Kind.PORT, Kind.PROTOCOL, Kind.SERVICE):
                place = self._take_apart(place)
                between.append(Kind.OTHER)
                before = before if token.kind is Kind.PROTOCOL else Kind.OTHER
                continue
            between.append(token.kind)
            if token.kind is not Kind.OPEN:
                before = token.kind
            place += 1

    def _add(self, token: Token, before: Kind, between: list[Kind]) -> None:
        kinds = [kind for kind in between if kind not in (Kind.OPEN, Kind.CLOSE)]
        listed = bool(self.places) and bool(kinds) and all(kind in LIST for kind in kinds)
        role = before if before in (Kind.TO, Kind.SOURCE, Kind.VIA) else Kind.OTHER
        beside = bool(self.places) and not between
        made = Place(token, role, is_listed=listed, is_beside=beside)
        if token.port is not None or token.transport:
            made.services.append((token.port, token.transport))
        self.places.append(made)

    def _is_the_same(self, place: int) -> bool:
        """Whether a place in brackets is another form of the one before: ``name (20.50.1.2)``; it is merged then."""
        token = self._tokens[place]
        if not self.places or place < 1 or self._tokens[place - 1].kind is not Kind.OPEN:
            return False
        at = next((n for n in range(place - 2, -1, -1) if self._tokens[n].kind not in SAID), -1)
        if at < 0 or self._tokens[at].kind is not Kind.PLACE:
            return False
        last = self.places[-1]
        if last.token.is_address == token.is_address and last.host != token.host:
            return False
        if last.token.is_address and not token.is_address and is_private(last.host):
            return False  # a client, with what it asked for in brackets
        ports = {service for service in (*last.services, (token.port, token.transport)) if service[0]}
        if len({port for port, _ in ports}) > 1:
            raise Puzzled(UNCLEAR_PORT)
        last.services = list(ports) or last.services
        if last.token.is_address and not token.is_address:
            last.token, last.role = token, Kind.OTHER if last.role is Kind.SOURCE else last.role
        return True

    def _take_services(self, place: int) -> int:
        """Give the last place what is said of its port right behind it; return where that ends."""
        tokens, end = self._tokens, place
        pending: Service | None = None
        services: list[Service] = []
        while place < len(tokens):
            token = tokens[place]
            if token.kind in BESIDE:
                place += 1
                continue
            if token.kind in LIST and self._goes_on(place, services, pending):
                if pending is not None and pending[0] is not None:
                    services.append(pending)
                    pending = None
                place += 1
                continue
            if token.kind not in SAID:
                break
            if token.kind is Kind.NUMBER and not self._is_port(place, services, pending):
                break
            if token.kind is Kind.SERVICE:
                if any(port is not None for port, _ in (*services, *self.places[-1].services)):
                    token = Token(Kind.PROTOCOL, token.text, transport=token.transport)
                else:
                    token = Token(Kind.PORT, token.text, port=token.port, transport=token.transport)
            pending = _joined(services, pending, token)
            place += 1
            end = place
        if pending is not None:
            services.append(pending)
        if services:
            last = self.places[-1]
            named = {transport for _, transport in services if transport}
            if len(named) == 1:  # "TCP 443, 80"
                services = [(port, transport or next(iter(named))) for port, transport in services]
            own = [service for service in last.services if service[0] is not None]
            last.services = _together(own, services)
        return end

    def _goes_on(self, place: int, services: list[Service], pending: Service | None) -> bool:
        """Whether what is said of ports goes on behind a comma, and no new place or sentence begins there."""
        at = next(
            (n for n in range(place + 1, len(self._tokens)) if self._tokens[n].kind not in BESIDE), None
        )
        if at is None or self._tokens[at].kind not in SAID:
            return False
        after = self._tokens[at]
        if self._is_list:
            return True
        known = [port for port, _ in (*services, *self.places[-1].services) if port is not None]
        if pending is not None and pending[0] is not None:
            known.append(pending[0])
        if after.kind is Kind.NUMBER and not known and not self._is_counted(at):
            if after.port is not None and self._kind_at(at + 1) is Kind.CLOSE:
                return True  # ('20.50.1.2', 443)
            raise Puzzled(UNCLEAR_NUMBER)
        if after.kind is Kind.NUMBER:
            return bool(services or pending) and not self._is_counted(at)
        if after.kind is Kind.PROTOCOL:
            return self._tokens[place].kind is Kind.AND or self._kind_at(at + 1) in (Kind.NUMBER, Kind.PORT)
        return bool(known)

    def _kind_at(self, place: int) -> Kind | None:
        return self._tokens[place].kind if place < len(self._tokens) else None

    def _is_counted(self, place: int) -> bool:
        """Whether a number counts what is named behind it: *12 hits*."""
        following = self._tokens[place + 1] if place + 1 < len(self._tokens) else None
        return following is not None and following.kind is Kind.OTHER and following.text in _COUNTED

    def _is_port(self, place: int, services: list[Service], pending: Service | None) -> bool:
        """Whether a bare number behind a place is its port; where it may be, and may be not, the line is unclear."""
        token = self._tokens[place]
        last = self.places[-1]
        if self._is_counted(place) or "://" in last.token.text:
            return False
        if last.role is Kind.SOURCE:
            return token.port is not None
        is_behind_comma = self._kind_at(place - 1) in LIST
        if services and is_behind_comma:
            return token.port is not None
        if pending is not None and pending[0] is not None:
            raise Puzzled(UNCLEAR_NUMBER)  # a second number with nothing between: a count, or a port
        if self._is_list or pending is not None or is_behind_comma:
            if token.port is None:
                raise Puzzled(Unread(token.text))
            return True
        following = self._tokens[place + 1] if place + 1 < len(self._tokens) else None
        closing = (Kind.COMMA, Kind.PROTOCOL, Kind.CLOSE, Kind.PORT_WORD)
        is_last = following is None or following.kind in closing
        if token.port is not None and (is_last or token.port in _USUAL_PORTS):
            return True
        raise Puzzled(UNCLEAR_NUMBER)

    def _take_apart(self, place: int) -> int:
        """Note ports and protocols that stand by themselves; return where they end."""
        tokens = self._tokens
        if tokens[place].kind is Kind.SERVICE:
            self.usual.append((tokens[place].port, tokens[place].transport))
            return place + 1
        pending: Service | None = None
        while place < len(tokens) and tokens[place].kind in SAID - {Kind.SERVICE}:
            if tokens[place].kind is Kind.NUMBER and tokens[place].port is None:
                break
            pending = _joined(self.apart, pending, tokens[place])
            place += 1
        if pending is not None:
            self.apart.append(pending)
        return place


def _joined(services: list[Service], pending: Service | None, token: Token) -> Service:
    """Return what is being said, after one more word of it; what is complete goes to ``services``."""
    said = (token.port, token.transport)
    if pending is None:
        return said
    if token.kind is Kind.PROTOCOL and not pending[1] and pending[0] is not None:
        return (pending[0], token.transport)
    if token.kind in (Kind.NUMBER, Kind.PORT) and pending[0] is None and not token.transport:
        return (token.port, pending[1])
    if token.kind is Kind.PORT and pending[0] is None and token.transport == pending[1]:
        return said
    if token.kind is Kind.PROTOCOL and token.transport == pending[1]:
        return pending
    services.append(pending)
    return said


def _together(own: list[Service], services: list[Service]) -> list[Service]:
    """Return what a place says with its name, and what stands behind it: ``host:443 TCP``, ``host:443,80``."""
    if not own:
        return services
    if all(port is None for port, _ in services):
        transports = {transport for _, transport in services}
        if len(transports) > 1:
            raise Puzzled(UNCLEAR_PORT)
        named = transports.pop()
        return [(port, transport or named) for port, transport in own]
    return [*own, *(service for service in services if service[0] not in {port for port, _ in own})]
