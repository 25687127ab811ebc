"""How a cluster's JSON says something: signs and values as the catalog writes them, evaluated by an importer.

A sign is *yes*, *no* or *not known*. What is absent, null, empty or ``false`` is *no*; what cannot be read (an ARM
expression, a value of another shape) is *not known*, and stays so unless the rest of the sign decides without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.condition import Combine
from planner.domain.text import EMPTY_TEXT, Text

JsonPath = tuple[str, ...]
"""Keys from the cluster down, ``("addonProfiles", "azurepolicy", "enabled")``; compared without case."""

Scalar = bool | str


@dataclass(frozen=True, slots=True)
class Shows:
    """The value at ``path`` is one of ``values``, or a text like one of ``patterns``, or (neither given) is there.

    Patterns are shell-style (``*``, ``?``, ``[a-z]``); texts are compared without case. ``absent_asks`` makes an
    absent value *not known* instead of *no*.
    """

    path: JsonPath
    values: tuple[Scalar, ...] = ()
    patterns: tuple[str, ...] = ()
    absent_asks: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Yes if ``holds`` is yes for one entry of the list at ``path``; ``absent_asks`` as in `Shows`."""

    path: JsonPath
    holds: Sign
    absent_asks: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """All or any of several signs; one that is not known counts only where the others do not decide."""

    combine: Combine
    members: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """Yes where ``sign`` is no, and the other way round."""

    sign: Sign


@dataclass(frozen=True, slots=True)
class AskIf:
    """Not known where ``sign`` is yes (or not known itself), else no: a hint that decides nothing."""

    sign: Sign


@dataclass(frozen=True, slots=True)
class NotInJson:
    """Never known from here: the JSON does not say it; ``look`` tells where a person finds it."""

    look: Text = EMPTY_TEXT


Sign = Shows | Each | Signs | Opposite | AskIf | NotInJson


@dataclass(frozen=True, slots=True)
class Value:
    """The first of ``paths`` that is there holds a fact's answer.

    A text has to be like one of ``patterns`` (none: any text). ``absent`` is what the fact is when none of the
    paths is there; None leaves it not known without a question.
    """

    paths: tuple[JsonPath, ...]
    patterns: tuple[str, ...] = ()
    absent: bool | str | tuple[str, ...] | None = None


RevealedBy = Sign | Value


def paths_of(revealed: RevealedBy | None, below: JsonPath = ()) -> Iterator[JsonPath]:
    """Yield every path that is looked at, from the cluster down."""
    if isinstance(revealed, Shows):
        yield (*below, *revealed.path)
    elif isinstance(revealed, Each):
        yield (*below, *revealed.path)
        yield from paths_of(revealed.holds, (*below, *revealed.path))
    elif isinstance(revealed, Signs):
        for member in revealed.members:
            yield from paths_of(member, below)
    elif isinstance(revealed, Opposite | AskIf):
        yield from paths_of(revealed.sign, below)
    elif isinstance(revealed, Value):
        for path in revealed.paths:
            yield (*below, *path)
