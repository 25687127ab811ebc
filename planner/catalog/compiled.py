"""The catalog in a form that a start reads at once: what its YAML files came to, checked, as MessagePack.

YAML remains the source. The compiled file names the digest of the files that it was made from; where that is not the
digest of the files that lie there, or anything else about it is odd, it is as if it were not there. After three lines

    aks-egress-catalog 1 0.1.0   what it is, the version of this form, the planner's version
    <digest>                     16 hex digits over the YAML files, as in `Catalog.digest`
    <sum>                        SHA-256 over the rest, so that a truncated or damaged file is noticed

stands the catalog: plain data, checked by type while it is read; nothing in it can be run. The types are the catalog's
own, so that whatever is added to them travels too. Conditions alone have a type for the file: a reader has to be told
which of their three kinds one is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal, TypeVar, get_type_hints

import msgspec

import planner
from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.domain.condition import Combine, Condition, FactIs, Group, Never
from planner.domain.demand import Demand, Feature
from planner.domain.problem import FileProblem
from planner.domain.text import EMPTY_TEXT, Text

To = TypeVar("To")

_FIRST_LINE = f"aks-egress-catalog 1 {planner.__version__}\n".encode()


class _Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A condition as the file holds it; ``kind`` says which of the fields count."""

    kind: Literal["is", "never", "all", "any"]
    fact: str = ""
    value: bool | str = ""
    otherwise: Text = EMPTY_TEXT
    members: tuple[_Condition, ...] = ()


def compiled(catalog: Catalog) -> bytes:
    """Return the compiled form of a catalog that was read from YAML and checked."""
    packed = msgspec.msgpack.encode(_converted(catalog, _CATALOG, "features", _written_features))
    return b"".join((_FIRST_LINE, catalog.digest.encode(), b"\n", _sum_of(packed), b"\n", packed))


def read(path: Path, digest: str) -> Catalog | None:
    """Return the catalog compiled into ``path``, or None if it was not made from files with this ``digest``.

    None also for a file that is missing, truncated, of another version, or that holds anything but a catalog.
    """
    try:
        content = read_whole(path, path.name)
    except FileProblem:
        return None
    head = b"".join((_FIRST_LINE, digest.encode(), b"\n"))
    summed, _, packed = content[len(head) :].partition(b"\n")
    if not content.startswith(head) or summed != _sum_of(packed):
        return None
    try:
        written = msgspec.msgpack.decode(packed, type=_CATALOG)
        catalog = _converted(written, Catalog, "features", _read_features)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return catalog if catalog.digest == digest else None


def _sum_of(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode()


def _written_type(own: type, changed: str, to: object) -> type[msgspec.Struct]:
    """Return a type for the file with the fields of ``own``, one of them changed to another type."""
    hints = {**get_type_hints(own), changed: to}
    listed = [(field.name, hints[field.name]) for field in fields(own)]
    return msgspec.defstruct(f"Written{own.__name__}", listed, frozen=True, forbid_unknown_fields=True)


def _list_of(kind: type) -> GenericAlias:
    return GenericAlias(tuple, (kind, ...))


_DEMAND = _written_type(Demand, "when", _Condition | None)
_FEATURE = _written_type(Feature, "demands", _list_of(_DEMAND))
_CATALOG = _written_type(Catalog, "features", _list_of(_FEATURE))
_PLACES = {
    changed: (attrgetter(*names), names.index(changed))
    for changed, kind in (("when", Demand), ("demands", Feature), ("features", Catalog))
    for names in ([field.name for field in fields(kind)],)
}
"""How all fields of a type are read in their order, and which of them is the one that changes."""


def _converted(value: object, to: Callable[..., To], changed: str, change: Callable[[Any], object]) -> To:
    """Return ``value`` as another type that has the same fields in the same order, one of them changed."""
    read_all, place = _PLACES[changed]
    given = list(read_all(value))
    given[place] = change(given[place])
    return to(*given)


def _written_features(features: Iterable[Feature]) -> tuple[msgspec.Struct, ...]:
    return tuple(_converted(feature, _FEATURE, "demands", _written_demands) for feature in features)


def _written_demands(demands: Iterable[Demand]) -> tuple[msgspec.Struct, ...]:
    return tuple(_converted(demand, _DEMAND, "when", _written_condition) for demand in demands)


def _read_features(written: Iterable[msgspec.Struct]) -> tuple[Feature, ...]:
    return tuple(_converted(feature, Feature, "demands", _read_demands) for feature in written)


def _read_demands(written: Iterable[msgspec.Struct]) -> tuple[Demand, ...]:
    return tuple(_converted(demand, Demand, "when", _read_condition) for demand in written)


def _written_condition(condition: Condition | None) -> _Condition | None:
    if condition is None:
        return None
    if isinstance(condition, FactIs):
        return _Condition("is", condition.fact, condition.value, condition.otherwise)
    if isinstance(condition, Never):
        return _Condition("never", otherwise=condition.otherwise)
    members = (_written_condition(member) for member in condition.members)
    return _Condition(condition.combine.value, members=tuple(member for member in members if member))


def _read_condition(written: _Condition | None) -> Condition | None:
    if written is None:
        return None
    if written.kind == "is":
        return FactIs(written.fact, written.value, written.otherwise)
    if written.kind == "never":
        return Never(written.otherwise)
    members = (_read_condition(member) for member in written.members)
    return Group(Combine(written.kind), tuple(member for member in members if member))
