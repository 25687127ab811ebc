"""Permits put together: those with the same sources and services share one rule, and nothing is widened.

Every name that a script makes begins with the cluster's own prefix, so that two clusters never touch each
other's objects and a rollback takes away what the script made, and no more.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from planner.exporters.azure_names import azure_name
from planner.exporters.vendor_lines import Permit, Port

PREFIX_LIMIT = 16
"""Characters of the cluster's prefix: the shortest name of any product has 31."""

_CLUSTER_LIMIT = PREFIX_LIMIT - len("aks-")
_HASH = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Permits with the same sources and ports: one rule of a firewall, its ``slug`` such as ``tcp-443``."""

    slug: str
    sources: tuple[str, ...]
    ports: tuple[Port, ...]
    web: bool
    permits: tuple[Permit, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names, each once, in the plan's order."""
        return tuple(dict.fromkeys(permit.host for permit in self.permits if permit.host))

    @property
    def prefixes(self) -> tuple[str, ...]:
        """CIDR prefixes, each once, in the plan's order."""
        return tuple(dict.fromkeys(prefix for permit in self.permits for prefix in permit.prefixes))


def bundles(permits: Iterable[Permit], *, web_apart: bool = False) -> tuple[Bundle, ...]:
    """Return permits by sources and ports, in the plan's order.

    ``web_apart`` keeps what is matched by the asked name (`Permit.web`) away from what is matched by address.
    """
    groups: dict[tuple[frozenset[str], frozenset[Port], bool], list[Permit]] = {}
    for permit in permits:
        key = (frozenset(permit.sources), frozenset(permit.ports), web_apart and permit.web)
        groups.setdefault(key, []).append(permit)
    slugs = Counter[str]()
    made: list[Bundle] = []
    for (_, ports, web), members in groups.items():
        ordered = tuple(sorted(ports))
        slug = ("web-" if web else "") + "-".join(f"{protocol}-{port}" for protocol, port in ordered)
        slugs[slug] += 1
        slug = slug if slugs[slug] == 1 else f"{slug}-from-{slugs[slug]}"
        made.append(Bundle(slug, members[0].sources, ordered, web, tuple(members)))
    return tuple(made)


def cluster_prefix(cluster: str) -> str:
    """Return ``aks-shop-prod``: at most 16 letters, digits, ``-`` and ``_``, different for different names.

    A name that had to be altered or cut carries a hash of the whole name.
    """
    plain = azure_name(cluster, "cluster").replace(".", "-")
    if plain == cluster and len(plain) <= _CLUSTER_LIMIT:
        return f"aks-{plain}"
    digest = _hash(cluster)
    return f"aks-{plain[: _CLUSTER_LIMIT - len(digest) - 1].rstrip('-')}-{digest}"


def object_names(texts: Iterable[str], spell: Callable[[str], str], limit: int) -> dict[str, str]:
    """Return for each text a name of at most ``limit`` characters, no two alike whatever their case.

    ``spell`` makes the wanted name; where it is too long, or two texts want the same, a hash of the text
    ends it, so that a name depends on no order.
    """
    wanted = {text: spell(text) for text in texts}
    taken = Counter(name.lower() for name in wanted.values())
    return {
        text: name if len(name) <= limit and taken[name.lower()] == 1 else _cut(name, text, limit)
        for text, name in wanted.items()
    }


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Return ``items`` in runs of at most ``size``."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _cut(name: str, text: str, limit: int) -> str:
    return f"{name[: limit - _HASH - 1].rstrip('-.')}-{_hash(text)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
