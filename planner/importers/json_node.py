"""A place in a cluster's JSON: its value, its path, and the way down to what lies below, in every casing and shape.

Azure prints one cluster in three shapes: ARM puts all below ``properties``, the Azure CLI takes that level out, and
PowerShell writes capitals. `Node.below` finds a key in each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Doubt(StrEnum):
    """Why a place says neither yes nor no."""

    EXPRESSION = "expression"
    SHAPE = "shape"
    ABSENT = "absent"
    HINT = "hint"


class _Mark(Enum):
    ABSENT = "absent"
    UNREADABLE = "unreadable"


_PROPERTIES, _COPY = "properties", "copy"
MAX_ENTRIES = 10_000
_EMPTY: tuple[object, ...] = (None, "", [], {})
_NO_MAPPING: tuple[object, ...] = (None, "", {})
"""What stands where a mapping would and says that there is none; a list is of another shape."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place. ``path`` is written as people do, ``properties.agentPoolProfiles[0].osType``.

    ``beside`` are further entries of this list, or of lists below it by their names in small letters, that stand
    elsewhere in the file (a template's own resources).
    """

    value: object
    path: str
    doubt: Doubt | None = None
    beside: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    entries_beside: tuple[Node, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the place is there, or plainly not there."""
        return self.value is not _Mark.UNREADABLE

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here: absent, null, an empty text, list or mapping."""
        return not self.entries_beside and (self.value is _Mark.ABSENT or self.value in _EMPTY)

    @property
    def text(self) -> str:
        """The text that stands here; empty for anything else."""
        return self.value if isinstance(self.value, str) else ""

    def below(self, key: str) -> Node:
        """Return the place of ``key``, compared without case, here or below ``properties``.

        It is unreadable where this place is no mapping, where two spellings of the key differ, or where an
        expression or a copy loop of a template may bring it.
        """
        found = self._own(key)
        if found is None and key != _PROPERTIES:
            inner = self._own(_PROPERTIES)
            if inner is not None and not inner.is_empty:
                found = inner.below(key)
        node = found if found is not None else Node(_Mark.ABSENT, self._path_to(key))
        beside = self.beside.get(key.lower(), ())
        return Node(node.value, node.path, node.doubt, {}, beside) if beside else node

    def at(self, path: tuple[str, ...]) -> Node:
        """Return the place that several keys lead to."""
        node = self
        for key in path:
            node = node.below(key)
        return node

    def _path_to(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _own(self, key: str) -> Node | None:
        """Return the place of a key of this very mapping; None where it is plainly not in it."""
        if self.value is _Mark.UNREADABLE:
            return Node(_Mark.UNREADABLE, self.path, self.doubt)
        if self.value is _Mark.ABSENT or self.value in _NO_MAPPING:
            return None
        if not isinstance(self.value, dict):
            return Node(_Mark.UNREADABLE, self.path, Doubt.SHAPE)
        return self._in_mapping(self.value, key)

    def _in_mapping(self, mapping: dict[str, object], key: str) -> Node | None:
        spelt = [name for name in mapping if name.lower() == key.lower()]
        given = [name for name in spelt if mapping[name] is not None] or spelt
        if given:
            if any(mapping[name] != mapping[given[0]] for name in given):
                return Node(_Mark.UNREADABLE, self._path_to(given[0]), Doubt.SHAPE)
            return node_of(mapping[given[0]], self._path_to(given[0]))
        if key.lower() != _PROPERTIES and _may_bring(mapping, key):
            return Node(_Mark.UNREADABLE, self.path, Doubt.EXPRESSION)
        return None

    def entries(self) -> Iterator[Node]:
        """Yield a list's entries that are not null.

        A place that is no list, or a list longer than any of Azure's, is one unreadable entry.
        """
        if isinstance(self.value, list) and len(self.value) <= MAX_ENTRIES:
            for index, entry in enumerate(self.value):
                if entry is not None:
                    yield node_of(entry, f"{self.path}[{index}]")
        elif not self.is_readable:
            yield self
        elif self.value is not _Mark.ABSENT and self.value not in _EMPTY:
            yield Node(_Mark.UNREADABLE, self.path, Doubt.SHAPE)
        yield from self.entries_beside


def _may_bring(mapping: dict[str, object], key: str) -> bool:
    """Whether a template's expression may stand for this key: as a key itself, or in a copy loop."""
    if any(map(is_expression, mapping)):
        return True
    loops = next((value for name, value in mapping.items() if name.lower() == _COPY), None)
    names = [loop.get("name") for loop in loops if isinstance(loop, dict)] if isinstance(loops, list) else []
    return any(
        not isinstance(name, str) or is_expression(name) or name.lower() == key.lower() for name in names
    )


def node_of(value: object, path: str) -> Node:
    """Return a place with its value; an ARM expression is not readable."""
    if isinstance(value, str) and is_expression(value):
        return Node(_Mark.UNREADABLE, path, Doubt.EXPRESSION)
    return Node(value, path)


def unreadable(path: str, doubt: Doubt) -> Node:
    """Return a place that says nothing clear."""
    return Node(_Mark.UNREADABLE, path, doubt)


def is_expression(text: str) -> bool:
    """Whether a text is what a template computes, ``[parameters('location')]``."""
    return text.strip().startswith("[")
