"""What a place in a cluster's JSON says: the catalog's signs and values, evaluated without knowing any feature."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from planner.domain.fact import Fact, FactKind, Known
from planner.domain.revealed import Sign, SignKind, Value
from planner.domain.text import EMPTY_TEXT, Text
from planner.importers.json_node import Doubt, Node

_LONGEST_TEXT = 253  # of a host name; no other text of these is longer


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, no, or None for not known; ``path`` is the place that decided it, ``doubt`` why nothing did.

    ``there`` is False where nothing stands at that place; ``look`` tells where a person finds what is not known.
    """

    holds: bool | None
    path: str
    doubt: Doubt | None = None
    there: bool = True
    look: Text = EMPTY_TEXT


@dataclass(frozen=True, slots=True)
class Taken:
    """A fact's value; None where it is not known. ``dropped`` are places of entries that were left away."""

    value: Known | None
    path: str
    doubt: Doubt | None = None
    dropped: tuple[Node, ...] = ()


def judged(sign: Sign, where: Node) -> Verdict:
    """Return what a sign says of the cluster, or of the entry of a list, at ``where``."""
    if sign.kind is SignKind.NOT_IN_JSON:
        return Verdict(None, "", Doubt.ABSENT, look=sign.look)
    if sign.kind is SignKind.PATH:
        return _shown(sign, where.at(sign.path))
    if sign.kind is SignKind.EACH:
        return _for_each(sign, where.at(sign.path))
    verdicts = [judged(member, where) for member in sign.members]
    if sign.kind is SignKind.ANY:
        return _any(verdicts, where.path)
    if sign.kind is SignKind.ALL:
        return _opposite(_any(map(_opposite, verdicts), where.path))
    return _opposite(verdicts[0]) if sign.kind is SignKind.NOT else _as_hint(verdicts[0])


def _for_each(sign: Sign, listed: Node) -> Verdict:
    if listed.is_empty:
        return _absent(listed, asks=sign.absent_asks)
    return _any((judged(sign.members[0], entry) for entry in listed.entries()), listed.path)


def _as_hint(verdict: Verdict) -> Verdict:
    return Verdict(None, verdict.path, Doubt.HINT) if verdict.holds else verdict


def _absent(node: Node, *, asks: bool) -> Verdict:
    asks = asks and node.value != []  # an empty list says that there are none
    return Verdict(None, node.path, Doubt.ABSENT) if asks else Verdict(False, node.path, there=False)


def _any(verdicts: Iterable[Verdict], path: str) -> Verdict:
    """Return the first yes, else the first not known (what cannot be read before a mere hint), else a no."""
    found = list(verdicts)
    for verdict in found:
        if verdict.holds:
            return verdict
    doubtful = [verdict for verdict in found if verdict.holds is None]
    if doubtful:
        return min(doubtful, key=lambda verdict: verdict.doubt in (Doubt.ABSENT, Doubt.HINT))
    return found[0] if found else Verdict(False, path)


def _opposite(verdict: Verdict) -> Verdict:
    return verdict if verdict.holds is None else Verdict(not verdict.holds, verdict.path, there=verdict.there)


def _shown(sign: Sign, node: Node) -> Verdict:
    if not node.is_readable:
        return Verdict(None, node.path, node.doubt)
    if node.is_empty:
        return _absent(node, asks=sign.absent_asks)
    if not sign.values and not sign.patterns:
        return _given(node)
    value = node.value
    if isinstance(value, bool):
        switch = any(isinstance(wanted, bool) for wanted in sign.values)
        return Verdict(value in sign.values, node.path) if switch else Verdict(None, node.path, Doubt.SHAPE)
    texts = [wanted.lower() for wanted in sign.values if isinstance(wanted, str)]
    if not isinstance(value, str) or not (texts or sign.patterns):
        return Verdict(None, node.path, Doubt.SHAPE)
    return Verdict(value.lower() in texts or _is_like(value, sign.patterns), node.path)


def _given(node: Node) -> Verdict:
    """Return whether something stands here; a list or mapping whose whole content is an expression is not known."""
    if isinstance(node.value, list) or node.entries_beside:
        entries = tuple(node.entries())
        for entry in entries:
            if entry.is_readable:
                return Verdict(True, entry.path)
        return Verdict(None, entries[0].path, entries[0].doubt) if entries else Verdict(False, node.path)
    if isinstance(node.value, bool):
        return Verdict(node.value, node.path)
    return Verdict(True, node.path)


def _is_like(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text.lower(), pattern.lower()) for pattern in patterns)


def taken(value: Value, fact: Fact, where: Node) -> Taken:
    """Return a fact's answer from the first place that holds something."""
    nodes = [where.at(path) for path in value.paths]
    node = next((entry for entry in nodes if not entry.is_empty), None)
    if node is None:
        return Taken(value.absent, nodes[0].path, Doubt.ABSENT)
    if not node.is_readable:
        return Taken(None, node.path, node.doubt)
    if fact.kind.is_list:
        return _listed(node, fact.kind)
    answer = node.text if _is_like(node.text, value.patterns or ("*",)) else ""
    if fact.kind is FactKind.CHOICE:
        answer = next((known for known in fact.answers if known.lower() == answer.lower()), "")
    elif fact.kind is FactKind.ADDRESS:
        answer = _address(answer)
    if not is_plain(answer):
        return Taken(None, node.path, Doubt.SHAPE)
    return Taken(answer, node.path)


def is_plain(text: str) -> bool:
    """Whether a text is one line of ordinary characters, and no longer than any name is."""
    return 0 < len(text) <= _LONGEST_TEXT and text.isprintable() and text == text.strip()


def _listed(node: Node, kind: FactKind) -> Taken:
    single = node.text
    entries = (node,) if single else tuple(node.entries())
    read: list[str] = []
    dropped: list[Node] = []
    for entry in entries:
        if not entry.is_readable:
            return Taken(None, entry.path, entry.doubt)
        text = _prefix(entry.text) if kind is FactKind.PREFIXES else _address(entry.text)
        if text:
            read.append(text)
        elif _is_version_6(entry.text):
            dropped.append(entry)
        else:
            return Taken(None, entry.path, Doubt.SHAPE)
    if dropped and not read:  # there are some, though none that can be read
        return Taken(None, node.path, Doubt.SHAPE, tuple(dropped))
    return Taken(tuple(dict.fromkeys(read)), node.path, None, tuple(dropped))


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        return ""


def _prefix(text: str) -> str:
    """Return an IPv4 prefix, an address alone as it is; empty for anything else, and for every address."""
    try:
        network = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return ""
    if network.prefixlen == 0:
        return ""
    return str(network) if "/" in text else str(network.network_address)


def _is_version_6(text: str) -> bool:
    try:
        return ipaddress.ip_interface(text).version == 6
    except ValueError:
        return False
