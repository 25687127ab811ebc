"""The catalog in a form that a start reads at once: what its YAML files came to, checked, as MessagePack.

YAML remains the source. The compiled file names the digest of the files that it was made from; where that is not the
digest of the files that lie there, or anything else about it is odd, it is as if it were not there. After three lines

    aks-egress-catalog 2 0.1.0   what it is, the version of this form, the planner's version
    <digest>                     16 hex digits over the YAML files, as in `Catalog.digest`
    <sum>                        SHA-256 over the rest, so that a truncated or damaged file is noticed

stands the catalog: plain data, checked by type while it is read; nothing in it can be run. The types are the catalog's
own, so that whatever is added to them travels too. Conditions alone have a type for the file: a reader has to be told
which of their three kinds one is. A demand names by its number what it shares with others, as most of them do in
other clouds and editions, so that each is read once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

import planner
from planner.catalog.model import Catalog
from planner.catalog.reading import read_whole
from planner.domain.condition import Combine, Condition, FactIs, Group, Never
from planner.domain.demand import Demand, Feature
from planner.domain.problem import FileProblem
from planner.domain.text import EMPTY_TEXT, Text

_FIRST_LINE = f"aks-egress-catalog 2 {planner.__version__}\n".encode()


class _Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A condition as the file holds it; ``kind`` says which of the fields count."""

    kind: Literal["is", "never", "all", "any"]
    fact: str = ""
    value: bool | str = ""
    otherwise: Text = EMPTY_TEXT
    members: tuple[_Condition, ...] = ()


def compiled(catalog: Catalog) -> bytes:
    """Return the compiled form of a catalog that was read from YAML and checked."""
    shelves: dict[str, dict[object, int]] = {name: {} for name in _SHARED}
    features = tuple(_written_feature(feature, shelves) for feature in catalog.features)
    written = _CATALOG(*_changed(Catalog, catalog, "features", lambda _: features))
    shared = _SHARED_PARTS(*map(tuple, shelves.values()))
    packed = msgspec.msgpack.encode(_FILE(written, shared))
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
        file = msgspec.msgpack.decode(packed, type=_FILE)
        catalog = _read_catalog(*_FIELDS_OF_FILE(file))
    except (msgspec.MsgspecError, ValueError, IndexError, RecursionError):
        return None
    return catalog if catalog.digest == digest else None


def _sum_of(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode()


# --- the types of the file ---


def _written_type(own: type, **changed: object) -> type[msgspec.Struct]:
    """Return a type for the file with the fields of ``own``, some of them of another type."""
    hints = get_type_hints(own) | changed
    return _struct(f"Written{own.__name__}", **{field.name: hints[field.name] for field in fields(own)})


def _struct(name: str, **hints: object) -> type[msgspec.Struct]:
    return msgspec.defstruct(name, list(hints.items()), frozen=True, forbid_unknown_fields=True)


def _list_of(kind: object) -> GenericAlias:
    return GenericAlias(tuple, (kind, ...))


_SHARED = {
    **{
        name: kind
        for name, kind in get_type_hints(Demand).items()
        if name
        in {"destinations", "services", "section", "purpose", "if_refused", "other_ways", "remarks", "eased"}
    },
    "when": _Condition | None,
}
"""What demands share, with its type in the file: most of a catalog's bytes."""

_Number = Annotated[int, msgspec.Meta(ge=0)]
_DEMAND = _written_type(Demand, **dict.fromkeys(_SHARED, _Number))
_FEATURE = _written_type(Feature, demands=_list_of(_DEMAND))
_CATALOG = _written_type(Catalog, features=_list_of(_FEATURE))
_SHARED_PARTS = _struct("SharedParts", **{name: _list_of(kind) for name, kind in _SHARED.items()})
_FILE = _struct("File", catalog=_CATALOG, shared=_SHARED_PARTS)
_FIELDS_OF_FILE = attrgetter("catalog", "shared")


# --- from the one to the other ---

_NAMES: dict[type, list[str]] = {
    own: [field.name for field in fields(own)] for own in (Demand, Feature, Catalog)
}
_FIELDS: dict[type, attrgetter[tuple[Any, ...]]] = {own: attrgetter(*names) for own, names in _NAMES.items()}
"""How all fields of a type are read, in their order."""

_PLACES = {name: _NAMES[Demand].index(name) for name in _SHARED}


def _changed(own: type, value: object, changed: str, change: Callable[[Any], object]) -> list[Any]:
    """Return the fields of ``value`` in the order of ``own``, one of them changed."""
    given = list(_FIELDS[own](value))
    place = _NAMES[own].index(changed)
    given[place] = change(given[place])
    return given


def _written_feature(feature: Feature, shelves: Mapping[str, dict[object, int]]) -> msgspec.Struct:
    return _FEATURE(
        *_changed(
            Feature,
            feature,
            "demands",
            lambda demands: tuple(_written_demand(one, shelves) for one in demands),
        )
    )


def _written_demand(demand: Demand, shelves: Mapping[str, dict[object, int]]) -> msgspec.Struct:
    given = list(_FIELDS[Demand](demand))
    given[_PLACES["when"]] = _written_condition(demand.when)
    for name, shelf in shelves.items():
        given[_PLACES[name]] = shelf.setdefault(given[_PLACES[name]], len(shelf))
    return _DEMAND(*given)


def _read_catalog(written: msgspec.Struct, shared: msgspec.Struct) -> Catalog:
    parts = {name: getattr(shared, name) for name in _SHARED}
    parts["when"] = tuple(map(_read_condition, parts["when"]))
    by_place = [(place, parts[name]) for name, place in _PLACES.items()]

    def demands(listed: Iterable[msgspec.Struct]) -> tuple[Demand, ...]:
        return tuple(_read_demand(one, by_place) for one in listed)

    def features(listed: Iterable[msgspec.Struct]) -> tuple[Feature, ...]:
        return tuple(Feature(*_changed(Feature, one, "demands", demands)) for one in listed)

    return Catalog(*_changed(Catalog, written, "features", features))


def _read_demand(written: msgspec.Struct, by_place: Iterable[tuple[int, tuple[Any, ...]]]) -> Demand:
    given = list(_FIELDS[Demand](written))
    for place, parts in by_place:
        given[place] = parts[given[place]]
    return Demand(*given)


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
