"""Hosts, addresses and ports in what a person pastes: a list, URLs, or lines of a firewall's deny log.

Known forms, each read by its names or places: Azure Firewall's messages and its structured columns; tables with a
head (by a delimiter, or aligned by blanks); JSON (one object, a list, one behind the other, lines, wrappers, Hubble's
flows); pairs of key and value in a line or one a line; URLs; and those of `planner.planning.device_lines` and
`planner.planning.log_errors`. Anything else is a sentence or a list, and is understood whole or listed
(`planner.planning.log_sentences`): a bare number is a port only where it is a usual one, a count never. A sentence is
answered where it names one place and at most one port, and the answer says that it comes from words; what any other
names is offered (`NotUnderstood.named`). It is the destination that counts, never the source. Every pattern is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from planner.domain.text import Text
from planner.planning.endpoints import NO_HOST, UNCLEAR_PORTLESS, UNCLEAR_WHO, Unread, endpoint_of
from planner.planning.log_errors import PLATFORM
from planner.planning.log_found import Found, Result, lacks_port
from planner.planning.log_json import json_of, json_values, of_json, of_json_record
from planner.planning.log_lines import LONGEST_LINE, of_line, of_mapping, of_other_row
from planner.planning.log_places import HELP, is_private
from planner.planning.log_port_hints import is_port_alone, names_a_port
from planner.planning.log_records import DESTINATIONS, MESSAGES, SOURCES, usual_key
from planner.planning.log_services import PORTS, PROTOCOLS
from planner.planning.log_tables import HEADING, first_table, of_table, rows_with_counts
from planner.planning.log_tokens import Kind, tokens_of, without_head

MOST_CHARACTERS = 1_000_000
MOST_LINES = 10_000
_SHOWN = 120
_MOST_SOURCES = 1000
_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Target:
    """One place that something wanted to reach, and how often it was found.

    ``host`` is a host name in small letters (perhaps with ``*.``) or an address. ``port`` is None where nothing
    named one. ``transport`` is ``tcp``, ``udp``, the name of another protocol (``icmp``), or empty where none was
    named. ``sources`` are the first addresses and prefixes that it was asked from,
    as far as lines say them clearly. ``in_words`` marks a place that nothing but sentences name.
    """

    host: str
    port: int | None = None
    transport: str = ""
    count: int = 1
    sources: tuple[str, ...] = ()
    in_words: bool = False

    @property
    def shown(self) -> str:
        """The host with its port, as a person types it, and the protocol where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host and self.port is not None else self.host
        port = f":{self.port}" if self.port is not None else ""
        return f"{host}{port}{f' {self.transport}' if self.transport == 'udp' else ''}"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line that is not answered: its number (0 where lines have none), its beginning, and why.

    ``named`` are the places in it that a person may have meant; private addresses and links to read on are none.
    """

    line: int
    text: str
    reason: Text
    named: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedTargets:
    """Every host found, each once, in the order of the text; what is not answered; and how many lines were not read.

    ``unread`` counts lines beyond the first 10,000 or beyond the first million characters.
    """

    targets: tuple[Target, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    unread: int = 0


_Key = tuple[str, int | None, str]
_Read = tuple[int, str, Result]
"""A line's number and text, and what was found in it."""


def parse_targets(text: str) -> ParsedTargets:
    """Return the hosts in pasted text; lines that hold none are listed, blank ones aside."""
    within, unread = _within_bounds(_plain(text))
    targets: dict[_Key, Target] = {}
    not_understood: list[NotUnderstood] = []
    entries = list(_read(within, whole=unread == 0))
    unread_lines = [shown for _, shown, found in entries if not isinstance(found, tuple) or not found]
    keys_alone = sum(usual_key(shown) in _PARTS for shown in unread_lines if len(shown) < _SHOWN) > 1
    # A heading or a last line with a port is said of the hosts below or above it.
    port_alone = keys_alone or any(
        is_port_alone(line)
        or names_a_port(line)
        or _PORT_OF_ANY_NAME.search(line)
        or _VALUE_ALONE.fullmatch(line)
        for line in unread_lines
    )
    for number, shown, result in entries:
        found = result
        if (
            isinstance(found, tuple)
            and any(map(lacks_port, found))
            and (port_alone or names_a_port(_asked(shown)))
        ):
            found = UNCLEAR_PORTLESS
        if not isinstance(found, tuple) or not found:
            reason = found.reason if isinstance(found, Unread) else NO_HOST
            named = found.named if isinstance(found, Unread) and found.named else _named_in(shown)
            offered = tuple(Target(*place) for place in named[:_MOST_NAMED])
            if offered and reason is NO_HOST:
                reason = UNCLEAR_WHO.reason
            not_understood.append(NotUnderstood(number, _clipped(shown), reason, offered))
            continue
        for entry in found:
            _count(targets, _target(entry))
    return ParsedTargets(tuple(targets.values()), tuple(not_understood), unread)


def _target(found: Found) -> Target:
    sources = tuple(found.source.split())
    return Target(found.host, found.port, found.transport, sources=sources, in_words=found.in_words)


def _named_in(text: str) -> tuple[_Key, ...]:
    """Return the places that stand in a line which is not understood, each once with the port written to it."""
    if len(text) > LONGEST_LINE:
        return ()
    text = _JSON_KEY.sub(" ", text) if text.lstrip().startswith("{") else text
    places = (token for token in tokens_of(text) if token.kind is Kind.PLACE)
    named = dict.fromkeys(
        (token.host, token.port, token.transport)
        for token in places
        if not is_private(token.host) and token.host not in (*PLATFORM, *HELP)
    )
    with_port = {host for host, port, _ in named if port is not None}
    return tuple(key for key in named if key[1] is not None or key[0] not in with_port)


_JSON_KEY = re.compile(r"\"[^\"]{1,80}\"\s{0,5}:")


def _asked(text: str) -> str:
    """Return a line without its head and without the hosts that it names: digits in these are no ports."""
    return _HOSTS.sub(" ", without_head(text))


_HOSTS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s,;|<>\"']*|(?:[\w*-]{1,63}\.){1,20}[A-Za-z][\w-]{1,62}(?::\d{1,5}(?!\d))?(?:/[^\s,;|]*)?"
)
# The value of a variable of its own, as in a Pod: 'value: "6380"'.
_VALUE_ALONE = re.compile(r"\W{0,6}value\s?[:=]\s?\W?\d{2,5}\W?", re.IGNORECASE)
# "Zielport: 6380"
_PORT_OF_ANY_NAME = re.compile(r"port\w{0,10}\s{0,3}[:=]\s{0,3}\d{2,5}(?!\d)", re.IGNORECASE)
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""What a Chinese keyboard types in full width, marks as well as letters, as the signs that every log writes."""


def _plain(text: str) -> str:
    """Return text with signs of full width as logs write them, and bullets, emoji and ringed numbers as blanks."""
    if text.isascii():
        return text
    signs = {sign for sign in set(text) if not sign.isascii()}
    blanks: dict[int, str] = {
        ord(sign): " " for sign in signs if sign in _BULLETS or unicodedata.category(sign) in ("So", "No")
    }
    # What nobody sees (soft hyphens, joiners, marks of direction) stands within words that are copied from a page.
    blanks |= {ord(sign): "" for sign in signs if unicodedata.category(sign) == "Cf"}
    blanks |= dict.fromkeys(map(ord, "\u2010\u2011"), "-")
    made = text.translate(blanks).translate(_HALF_WIDTH)
    return made if made.strip() else text


_BULLETS = frozenset("·•‧∙◦▪▫")


def _without_numbering(lines: list[str]) -> list[str]:
    """Return lines without the numbers of a list that runs on from 1: ``1.mcr.microsoft.com``, ``2.quay.io``."""
    numbers = [found["number"] if (found := _LISTED.match(line)) is not None else "" for line in lines]
    counted = [int(number) for number in numbers if number]
    if len(counted) < _FEWEST_LISTED or counted != list(range(1, len(counted) + 1)):
        return lines
    return [
        _LISTED.sub("", line, count=1) if number else line
        for line, number in zip(lines, numbers, strict=True)
    ]


_FEWEST_LISTED = 2
_LISTED = re.compile(r"\s*(?P<number>\d{1,3})[.)、]\s?(?=[A-Za-z*\u3400-\u9fff])")


def merged(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return each place once with the sum of its counts, in the order in which they first stand."""
    held: dict[_Key, Target] = {}
    for target in targets:
        _count(held, target)
    return tuple(held.values())


def _count(held: dict[_Key, Target], target: Target) -> None:
    host, port, transport = target.host, target.port, target.transport
    # A port without its protocol is the same place as with it; the protocol that is known is kept.
    keys = [(host, port, transport)] if transport == "udp" else [(host, port, transport), (host, port, "")]
    if not transport:
        keys = _any_transport(host, port)
    # What was found without a protocol has taken one over by now: another one's request is another place.
    key = next(
        (
            key
            for key in keys
            if key in held and held[key].transport in ("", transport or held[key].transport)
        ),
        None,
    )
    if key is None:
        held[host, port, transport] = target
        return
    known = held[key]
    held[key] = replace(
        known,
        count=known.count + target.count,
        transport=known.transport or transport,
        in_words=known.in_words and target.in_words,
        sources=_with_sources(known.sources, target.sources),
    )


def _with_sources(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    new = tuple(source for source in more if source not in known)
    return (*known, *new)[:_MOST_SOURCES] if new else known


def _any_transport(host: str, port: int | None) -> list[_Key]:
    # Never one that is said to be UDP: most of what names no protocol is TCP.
    return [(host, port, transport) for transport in ("", "tcp")]


def _within_bounds(text: str) -> tuple[str, int]:
    """Return the part that is read, whole lines, and how many lines are not."""
    lines = text[:MOST_CHARACTERS].splitlines(keepends=True)
    if len(text) <= MOST_CHARACTERS and len(lines) <= MOST_LINES:
        return text, 0
    if len(text) > MOST_CHARACTERS and len(lines) > 1:
        lines.pop()  # cut in its middle
    kept = "".join(lines[:MOST_LINES])
    rest = text[len(kept) :]
    return kept, rest.count("\n") + (not rest.endswith("\n"))


def _read(text: str, *, whole: bool) -> Iterator[_Read]:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if whole and start in ("[", "{"):
        values = json_values(text.lstrip("\ufeff \t\r\n"))
        if values:
            records = [record for value in values for record in of_json(value)]
            yield from ((0, shown, found) for shown, found in records or [(text.strip(), None)])
            return
    # A row keeps what stands in front: blanks are its column, tabulators its empty cells.
    rows = [(number, line.strip("\ufeff\r\n")) for number, line in enumerate(text.splitlines(), start=1)]
    rows = [(number, line) for number, line in rows if line.strip()]
    numbers = [number for number, _ in rows]
    texts = _without_numbering([line for _, line in rows])
    rows = list(zip(numbers, texts, strict=True))
    at, columns = first_table(texts)
    counts = frozenset() if columns is not None else rows_with_counts(texts)
    lines = [(number, line.strip()) for number, line in rows[:at]]
    unknown = {rows[place][0] for place in counts}
    yield from _of_lines(lines, unknown)
    if columns is not None:
        numbers = [number for number, _ in rows[at:]]
        results = zip(numbers, texts[at:], of_table(texts[at:], columns), strict=True)
        yield from ((number, line.strip(), found) for number, line, found in results if found is not HEADING)


_PART = re.compile(
    r"\"?(?P<key>[A-Za-z\u3400-\u9fff][\w .-]{0,40}?)\"?(?:\s{0,40}[:=]\s{0,40}|\t{1,5})(?P<value>\S.*)"
)
_ASKING = ("local", "client", "source", "src")
_PARTS = frozenset((*PORTS, *PROTOCOLS, *SOURCES, *DESTINATIONS, "computername"))


def _of_lines(lines: list[tuple[int, str]], counts: Collection[int]) -> Iterator[_Read]:
    """Read lines; a record of one key a line (Windows, PowerShell, a cut-out of JSON) is read as one."""
    run: list[list[tuple[int, str]]] = []
    block: list[tuple[int, str]] = []
    keys: set[str] = set()
    for number, line in [*lines, (0, "")]:
        key = _key_of(line)
        after_a_gap = bool(block) and number > block[-1][0] + 1
        is_next = key is not None and key in _PARTS and key in keys
        if block and (key is None or after_a_gap or is_next):
            # The next record of the same kind, or what stands behind a blank line.
            run.append(block)
            block, keys = [], set()
        if run and (key is None or after_a_gap):
            yield from _of_run(run, counts)
            run = []
        if key is not None:
            block.append((number, line))
            keys.add(key)
        elif line:
            yield _of_one(number, line, counts)


def _of_run(run: list[list[tuple[int, str]]], counts: Collection[int]) -> Iterator[_Read]:
    """Read records with nothing between them: where the last alone says a port, it may be said of all of them."""
    read = [list(_of_block(block, counts)) for block in run]
    ports = [
        [place.port for _, _, found in part if isinstance(found, tuple) for place in found] for part in read
    ]
    shared = len(run) > 1 and any(ports[-1]) and not any(port for part in ports[:-1] for port in part)
    for part in read:
        for number, text, found in part:
            yield number, text, UNCLEAR_PORTLESS if shared and isinstance(found, tuple) else found


def _of_one(number: int, line: str, counts: Collection[int]) -> _Read:
    if number in counts:
        return number, line, of_other_row(line) or UNCLEAR_PORTLESS
    data = json_of(line) if line.startswith("{") else None
    return number, line, of_json_record(data) if isinstance(data, dict) else of_line(line)


def _key_of(line: str) -> str | None:
    """Return the key of a line ``key: value`` as `usual_key` writes it; None for a line that is something else."""
    part = _PART.fullmatch(line)
    if part is None or "://" in line[: len(part["key"]) + 4]:
        return None
    key = usual_key(part["key"])
    if key in MESSAGES or (key not in _PARTS and any(endpoint_of(word) for word in part["key"].split())):
        return None  # "mcr.microsoft.com:443" is a place, and so is "Please allow mcr.microsoft.com:443"
    return key


def _of_block(block: list[tuple[int, str]], counts: Collection[int]) -> Iterator[_Read]:
    """Read the lines of a block one by one, or as one record where together they are one and none is one by itself."""
    parts = [(line, part) for _, line in block if (part := _PART.fullmatch(line)) is not None]
    keys = [usual_key(part["key"]) for _, part in parts]
    known = [key for key in keys if key in _PARTS]
    if len(known) < 2 or len(set(known)) < len(known) or DESTINATIONS.isdisjoint(known):
        yield from (_of_one(number, line, counts) for number, line in block)
        return
    record: dict[str, object] = {}
    apart: list[tuple[int, str]] = []
    for (number, line), key, (_, part) in zip(block, keys, parts, strict=True):
        if key not in _PARTS and not key.startswith(_ASKING) and _holds_a_place(part["value"]):
            apart.append((number, line))
        record.setdefault(key, part["value"].strip(' ",'))
    found = of_mapping(record)
    yield block[0][0], " ".join(line for _, line in block), found
    hosts = {place.host for place in found} if isinstance(found, tuple) else set()
    yield from (_of_one(number, line, counts) for number, line in apart if not _hosts_of(line) <= hosts)


def _hosts_of(line: str) -> set[str]:
    return {token.host for token in tokens_of(line) if token.kind is Kind.PLACE}


def _holds_a_place(text: str) -> bool:
    return any(token.kind in (Kind.PLACE, Kind.BAD) for token in tokens_of(text))


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
