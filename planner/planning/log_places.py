"""The places of a line of free text with what is said of each one's port, and what is said of ports apart from any."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.planning.endpoints import UNCLEAR_NUMBER, UNCLEAR_PORT, Unread
from planner.planning.log_tokens import FETCHING, FIRST_FREE_PORT, USUAL_PORTS, Kind, Token
from planner.planning.matching import address_of

# Words that may stand between a port and the place that it is said of.
_PASSING = frozenset(
    {
        "open", "allow", "permit", "deny", "denied", "block", "blocked", "drop", "dropped", "access", "traffic",
        "connect", "connection", "connections", "outbound", "egress", "request", "requests", "please", "plain", "only",
        "the", "is", "subnet",
        "主机", "域名", "地址", "服务器", "用", "请", "请求", "放行", "开通", "开放", "拒绝", "流量",
        "请开放", "请放行", "请开通", "被拒绝",
    }
)  # fmt: skip
HELP = frozenset(
    {
        "aka.ms", "go.microsoft.com", "learn.microsoft.com", "docs.microsoft.com", "support.microsoft.com", "curl.se",
        "curl.haxx.se", "kubernetes.io", "docs.azure.cn", "azure.github.io", "go.dev", "nodejs.org", "aks.ms",
        "nmap.org",
    }
)  # fmt: skip
"""Hosts of links that programs add to an error."""

_COUNTED = frozenset(
    {
        "hit", "hits", "hop", "hops", "byte", "packet", "time", "times", "bytes", "packets",
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
    asks: bool = False
    """Whether it is a name that *from*, *client* or *node* points at."""

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
        self.stray: list[Service] = []
        self.loose: list[int] = []
        self.is_port_first = False
        first = next((at for at, token in enumerate(tokens) if token.kind is Kind.PLACE), len(tokens))
        said = [
            at for at, token in enumerate(tokens) if token.kind in (Kind.PROTOCOL, Kind.PORT, Kind.SERVICE)
        ]
        self.protocol_goes_on = any(at < first for at in said) and any(at > first for at in said)
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
            if token.kind is Kind.SEVERAL:
                raise Puzzled(UNCLEAR_PORT)
            if token.kind in (Kind.PORT, Kind.PROTOCOL, Kind.SERVICE):
                place = self._take_apart(place, between)
                between.append(Kind.OTHER)
                before = before if token.kind is Kind.PROTOCOL else Kind.OTHER
                continue
            if token.kind is Kind.NUMBER and token.port is not None and not self._is_counted(place):
                self.loose.append(token.port)
            between.append(token.kind)
            if token.kind is not Kind.OPEN:
                before = token.kind
            place += 1

    def _add(self, token: Token, before: Kind, between: list[Kind]) -> None:
        kinds = [kind for kind in between if kind not in (Kind.OPEN, Kind.CLOSE)]
        listed = bool(self.places) and bool(kinds) and all(kind in LIST for kind in kinds)
        role = before if before in (Kind.TO, Kind.SOURCE, Kind.VIA) else Kind.OTHER
        if not self._is_list and "://" in token.text and token.host in HELP:
            role = Kind.VIA  # "see https://aka.ms/aks-required-ports": where to read on
        beside = bool(self.places) and not between
        asks = role is Kind.SOURCE and not token.is_address and not self._fetches(token)
        made = Place(token, role, asks, is_listed=listed, is_beside=beside)
        if token.port is not None or token.transport:
            made.services.append((token.port, token.transport))
        self.places.append(made)

    def _fetches(self, place: Token) -> bool:
        """Whether the word in front of a name tells where something is got from, or is *for*."""
        words = [token.text for token in self._tokens[: self._tokens.index(place)]]
        pointing = next((word for word in reversed(words) if word != "("), "")
        return pointing == "for" or FETCHING.search(" ".join(words)) is not None

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
                # "443,TCP" is one; behind "443, TCP 80" a second one begins.
                is_its_own = (
                    self._kind_at(place + 1) is Kind.PROTOCOL and self._kind_at(place + 2) not in SAID
                )
                if pending is not None and pending[0] is not None and not is_its_own:
                    services.append(pending)
                    pending = None
                place += 1
                continue
            if token.kind not in SAID:
                break
            if token.kind is Kind.NUMBER and not self._is_port(place, services, pending):
                break
            if token.kind is Kind.SERVICE:
                known = any(port is not None for port, _ in (*services, *self.places[-1].services))
                if known and self._kind_at(place - 1) not in LIST:
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
            if len(named) == 1 and services[0][1]:  # "TCP 443, 80"
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
        if last.role is Kind.SOURCE and last.token.is_address:
            return token.port is not None and self._kind_at(place - 1) is not Kind.ON
        is_behind_comma = self._kind_at(place - 1) in LIST
        is_usual = token.port in USUAL_PORTS
        if services and is_behind_comma:
            return token.port is not None
        if pending is not None and pending[0] is not None:
            raise Puzzled(UNCLEAR_NUMBER)  # a second number with nothing between: a count, or a port
        if token.port is None and (self._is_list or pending is not None or is_behind_comma):
            raise Puzzled(Unread(token.text))
        if last.token.port is not None:
            return self._is_second_port(token, is_behind_comma=is_behind_comma)
        is_named = pending is not None and self._kind_at(place - 1) is not Kind.OPEN
        is_pair = is_behind_comma and self._kind_at(place + 1) is Kind.CLOSE  # ('20.50.1.2', 443)
        is_called_one = self._kind_at(place + 1) in (Kind.PROTOCOL, Kind.PORT_WORD)
        if token.port is not None and (is_usual or is_named or is_pair or is_called_one):
            return True
        raise Puzzled(UNCLEAR_NUMBER)

    @staticmethod
    def _is_second_port(token: Token, *, is_behind_comma: bool) -> bool:
        """Whether a number behind ``host:443`` is one more port of it; a small one that no service has is a count."""
        if is_behind_comma and token.port in USUAL_PORTS:
            return True
        if (
            is_behind_comma
            or token.port in USUAL_PORTS
            or token.port is None
            or token.port >= FIRST_FREE_PORT
        ):
            raise Puzzled(UNCLEAR_NUMBER)
        return False

    def _take_apart(self, place: int, between: list[Kind]) -> int:
        """Note ports and protocols that stand by themselves; return where they end."""
        tokens = self._tokens
        self.is_port_first = self.is_port_first or (
            not self.places and (tokens[place].kind is not Kind.PROTOCOL or self._kind_at(place + 1) in SAID)
        )
        if tokens[place].kind is Kind.SERVICE:
            if self._is_said_of_a_place(place, place, between):
                self.usual.append((tokens[place].port, tokens[place].transport))
            return place + 1
        first, start = place, len(self.apart)
        pending: Service | None = None
        while place < len(tokens) and tokens[place].kind in SAID - {Kind.SERVICE}:
            if tokens[place].kind is Kind.NUMBER and tokens[place].port is None:
                break
            pending = _joined(self.apart, pending, tokens[place])
            place += 1
        if pending is not None:
            self.apart.append(pending)
        if not self._is_said_of_a_place(first, place - 1, between):
            self.stray += [service for service in self.apart[start:] if service[0] is not None]
        return place

    def _is_said_of_a_place(self, first: int, last: int, between: list[Kind]) -> bool:
        """Whether only words of asking stand between a port and a place: ``open TCP 443 from ... to a.b.net``."""
        if self.places and all(kind in LIST or kind in BESIDE for kind in between):
            return True
        before = Kind.OTHER
        for token in self._tokens[last + 1 :]:
            if token.kind is Kind.PLACE and not (before is Kind.SOURCE and token.is_address):
                return True
            passing = token.kind is Kind.OTHER and (token.text in _PASSING or "/" in token.text)
            if token.kind in (Kind.OTHER, Kind.VIA, Kind.BAD, Kind.NUMBER) and not passing:
                return self._is_passed(first)
            before = token.kind
        return self._is_passed(first)

    def _is_passed(self, place: int) -> bool:
        """Whether the place before is told from the port by words of asking alone: ``a.b.net over plain http``."""
        for token in reversed(self._tokens[:place]):
            if token.kind is Kind.PLACE:
                return True
            passing = token.kind is Kind.OTHER and token.text in _PASSING
            if not passing and token.kind not in LIST | BESIDE | SAID | {Kind.TO}:
                return False
        return False


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
    if token.kind is Kind.PROTOCOL and pending[0] is not None and token.transport in ("tcp", "udp"):
        raise Puzzled(UNCLEAR_PORT)  # "a.b.net HTTPS UDP": which of the two it is nobody says
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
